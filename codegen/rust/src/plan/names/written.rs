//! Names that the author wrote for Rust: `name:`.

use unicode_normalization::UnicodeNormalization;

use super::case::{snake, upper_camel};
use super::letters::is_common;
use stubwright_spec::diag::{Applicability, Code, Diagnostic, Diagnostics};
use stubwright_spec::source::Spanned;

pub(super) fn upper_camel_as_written(name: &Spanned<String>, diags: &mut Diagnostics) -> String {
    // Acronyms (`HTTPStatus`) are the author's choice.
    let is_right = |text: &str| {
        let is_letter =
            |c: char| c.is_ascii_alphanumeric() || (unicode_ident::is_xid_continue(c) && is_common(c));
        text.starts_with(|c: char| unicode_ident::is_xid_start(c) && !c.is_lowercase())
            && text.chars().all(|c| c != '_' && is_letter(c))
    };
    as_written(name, is_right, upper_camel, "UpperCamelCase", diags)
}

pub(super) fn snake_as_written(name: &Spanned<String>, diags: &mut Diagnostics) -> String {
    let is_right = |text: &str| text.starts_with(|c: char| !c.is_uppercase()) && snake(text) == text;
    as_written(name, is_right, snake, "snake_case", diags)
}

/// `name:` is used as it is, so it must already be what it would become.
fn as_written(
    name: &Spanned<String>,
    is_right: impl Fn(&str) -> bool,
    convert: fn(&str) -> String,
    case: &str,
    diags: &mut Diagnostics,
) -> String {
    let text = name.as_str();
    if is_right(text) {
        return if text.is_ascii() { text.to_owned() } else { text.nfc().collect() };
    }
    let converted = convert(text);
    diags.push(
        Diagnostic::new(Code::BadRustName, name.span, format!("`{text}` is not a name in {case}"))
            .help(format!("write `name: {converted}`"))
            .fix(name.span, converted.clone(), Applicability::Guess),
    );
    converted
}
