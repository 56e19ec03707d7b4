//! Names that the author wrote for Rust: `name:`.

use unicode_normalization::UnicodeNormalization;

use super::case::{snake, upper_camel};
use super::letters::is_common;
use stubwright_spec::diag::{Applicability, Code, Diagnostic, Diagnostics};
use stubwright_spec::source::Spanned;

pub(super) fn upper_camel_as_written(name: &Spanned<String>, diags: &mut Diagnostics) -> String {
    as_written(name, upper_camel(name.as_str()), "UpperCamelCase", diags)
}

pub(super) fn snake_as_written(name: &Spanned<String>, diags: &mut Diagnostics) -> String {
    as_written(name, snake(name.as_str()), "snake_case", diags)
}

/// `name:` is used as it is, so it must already be what it would become. Acronyms (`HTTPStatus`) are the author's choice.
fn as_written(name: &Spanned<String>, converted: String, case: &str, diags: &mut Diagnostics) -> String {
    let text = name.as_str();
    let starts_right = match case {
        "snake_case" => text.starts_with(|c: char| !c.is_uppercase()),
        _ => text.starts_with(|c: char| !c.is_lowercase()) && !text.contains('_'),
    };
    let is_letter =
        |c: char| c.is_ascii_alphanumeric() || (unicode_ident::is_xid_continue(c) && is_common(c));
    let is_ident = text.starts_with(unicode_ident::is_xid_start) && text.chars().all(is_letter);
    let is_right = if case == "snake_case" { converted == text } else { is_ident && starts_right };
    if is_right {
        return if text.is_ascii() { text.to_owned() } else { text.nfc().collect() };
    }
    diags.push(
        Diagnostic::new(Code::BadRustName, name.span, format!("`{text}` is not a name in {case}"))
            .help(format!("write `name: {converted}`"))
            .fix(name.span, converted.clone(), Applicability::Guess),
    );
    converted
}
