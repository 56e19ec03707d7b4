//! `errors:` — the table of business codes.

use super::read::{Object, mapping, shorten, text};
use super::types::quote_fix;
use super::{checks, keys};
use crate::ast::{Category, ErrorRow, Retry, Text};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::Spanned;
use crate::source::node::{Cursor, Scalar, Shape, Style};

/// Reads the section.
pub(super) fn read(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Vec<ErrorRow> {
    let entries = mapping(cursor, "`errors`", diags).unwrap_or_default();
    entries.into_iter().filter_map(|(code, body)| row(code, body, diags)).collect()
}

fn row(code: Scalar<'_>, body: Cursor<'_>, diags: &mut Diagnostics) -> Option<ErrorRow> {
    if code.is_null() || code.text.trim().is_empty() {
        diags.push(
            Diagnostic::new(Code::EmptyCode, code.span, "a row of the error table has no code")
                .help("write the code as the server sends it, in quotes"),
        );
        return None;
    }
    if code.style == Style::Plain && changes_when_read(code.text) {
        let diagnostic = Diagnostic::new(
            Code::UnquotedCode,
            code.span,
            format!("other YAML readers change the spelling of `{}`", code.text),
        )
        .note("the code is kept as spelled here");
        diags.push(quote_fix(diagnostic, code));
    }
    let mut row = ErrorRow {
        code: Spanned::new(code.text.to_owned(), code.span),
        name: None,
        message: Text::default(),
        solution: Text::default(),
        retry: Retry::default(),
        category: Category::default(),
        http: None,
        docs: None,
        deprecated: false,
        checks: Vec::new(),
    };
    match body.shape() {
        Shape::Scalar(scalar) if scalar.is_null() => {}
        Shape::Scalar(_) => row.message.main = text(body, diags),
        _ => {
            let object = Object::read(body, keys::ERROR, diags)?;
            row.name = object.text("name", diags);
            row.message = texts(&object, "message", diags);
            row.solution = texts(&object, "solution", diags);
            row.retry = object.word("retry", Retry::WORDS, diags);
            row.category = object.word("category", Category::WORDS, diags);
            row.http = object.get("http").and_then(|value| status(value, diags));
            row.docs = object.text("docs", diags);
            row.deprecated = object.flag("deprecated", diags);
            row.checks = object.get("check").map(|at| checks::read(at, diags)).unwrap_or_default();
        }
    }
    Some(row)
}

fn texts(object: &Object<'_>, key: &str, diags: &mut Diagnostics) -> Text {
    let Some(cursor) = object.get(key) else { return Text::default() };
    if !matches!(cursor.shape(), Shape::Mapping(_)) {
        return Text { main: text(cursor, diags), languages: Vec::new() };
    }
    let mut languages = Vec::new();
    for (tag, value) in mapping(cursor, key, diags).unwrap_or_default() {
        if let Some(words) = text(value, diags) {
            languages.push((Spanned::new(tag.text.to_owned(), tag.span), words));
        }
    }
    Text { main: languages.first().map(|(_, words)| words.clone()), languages }
}

/// An HTTP status: three digits, 100 to 599 (RFC 9110 section 15).
fn status(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Option<u16> {
    let found = text(cursor, diags)?;
    let status = found.value.parse::<u16>().ok().filter(|status| (100..600).contains(status));
    if status.is_none() {
        diags.push(
            Diagnostic::new(
                Code::WrongShape,
                found.span,
                format!("`{}` is no HTTP status", shorten(&found.value)),
            )
            .help("statuses are 100 to 599; a code of the vendor is the key of the row"),
        );
    }
    status
}

/// Whether some YAML reader takes this plain text for something that it would print otherwise:
/// numbers in another base or notation, booleans of YAML 1.1, base 60.
pub(super) fn changes_when_read(text: &str) -> bool {
    let word = text.to_ascii_lowercase();
    if matches!(
        word.as_str(),
        "true" | "false" | "yes" | "no" | "on" | "off" | "y" | "n" | "null" | ".nan" | ".inf"
    ) {
        return true;
    }
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return false;
    }
    let is_canonical_integer =
        digits == "0" || (!digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit()));
    if is_canonical_integer {
        return text.starts_with('+') || digits.len() > 15;
    }
    let radix = |prefix: &str, is_digit: fn(&char) -> bool| {
        digits
            .strip_prefix(prefix)
            .is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| is_digit(&c) || c == '_'))
    };
    let is_float = digits.parse::<f64>().is_ok();
    let is_grouped = digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'_' | b':' | b'.'));
    is_float
        || is_grouped
        || radix("0x", char::is_ascii_hexdigit)
        || radix("0o", char::is_ascii_digit)
        || radix("0b", char::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::changes_when_read;

    #[test]
    fn spellings_that_yaml_readers_change() {
        for code in [
            "0400", "010", "0x10", "0b11", "0o17", "1e3", "40e3", "1_000", "1.10", "NO", "on", "12:30",
            "00000", "+1",
        ] {
            assert!(changes_when_read(code), "{code}");
        }
        for code in [
            "500",
            "-2022",
            "0",
            "oc_10011",
            "A0003",
            "AuthFailure.SignatureFailure",
            "10-20",
            "1.2.3-a",
            "0xyz",
        ] {
            assert!(!changes_when_read(code), "{code}");
        }
    }
}
