//! The rows of one code.

use crate::ast::{Category, ErrorRow, Matching, Retry, Text};
use crate::diag::{Applicability, Code, Diagnostic, Diagnostics};
use crate::front::gfm::is_web_address;
use crate::front::native::read::{Object, mapping, one_or_many, shorten, text, word};
use crate::front::native::types::quote_fix;
use crate::front::native::{keys, preflight};
use crate::source::node::{Cursor, Scalar, Shape, Style};
use crate::source::{Span, Spanned};

/// A row, or a list of rows.
pub(super) fn several(code: Scalar<'_>, body: Cursor<'_>, diags: &mut Diagnostics) -> Option<Vec<ErrorRow>> {
    Some(match body.shape() {
        Shape::Sequence(items) if items.is_empty() => {
            let message = format!("`{}` has an empty list of rows", code.text);
            diags.push(
                Diagnostic::new(Code::WrongShape, body.span(), message)
                    .help("add a row, such as `{name: NoSuchShelf, message: no such shelf}`"),
            );
            return None;
        }
        Shape::Sequence(items) => {
            items.into_iter().filter_map(|item| row(start_of(item), item, diags)).collect()
        }
        _ => row(code.span, body, diags).into_iter().collect(),
    })
}

/// `same` is a code above that is the same number to them.
pub(super) fn warn_unquoted(code: Scalar<'_>, same: Option<&Scalar<'_>>, diags: &mut Diagnostics) {
    if code.style == Style::Plain && changes_when_read(code.text) {
        let diagnostic = Diagnostic::new(
            Code::UnquotedCode,
            code.span,
            format!("other YAML readers change the value of `{}`", code.text),
        )
        .note("stubwright keeps the code as it is written here");
        let diagnostic = match same {
            Some(first) => diagnostic.and(first.span, "they read this as the same key"),
            None => diagnostic,
        };
        diags.push(quote_fix(diagnostic, code));
    }
}

pub(super) fn report_empty(code: Scalar<'_>, diags: &mut Diagnostics) {
    let diagnostic = Diagnostic::new(Code::EmptyCode, code.span, "a row of the error table has no code");
    diags.push(if code.style == Style::Plain || !code.text.is_empty() {
        diagnostic.help("write the code as the server sends it, in quotes")
    } else {
        diagnostic
            .note("failures without a code are distinguished by the server's message")
            .help("add `match:` with that message, such as `match: \"*insufficient balance*\"`")
    });
}

/// The place to show for one of several rows: its first key.
fn start_of(item: Cursor<'_>) -> Span {
    match item.shape() {
        Shape::Mapping(entries) => entries.first().map_or(item.span(), |(key, _)| key.span),
        Shape::Scalar(_) | Shape::Sequence(_) => item.span(),
    }
}

/// Reads a row: its message, or a map.
pub(super) fn row(span: Span, body: Cursor<'_>, diags: &mut Diagnostics) -> Option<ErrorRow> {
    let mut row = ErrorRow::at(span);
    match body.shape() {
        Shape::Scalar(scalar) if scalar.is_null() => {}
        Shape::Scalar(_) => row.message.main = text(body, diags),
        _ => {
            let object = Object::read(body, keys::ERROR, diags)?;
            row.name = object.text("name", diags);
            row.message = texts(&object, "message", diags);
            row.solution = texts(&object, "solution", diags);
            row.retry = object
                .get("retry")
                .and_then(|at| Some(Spanned::new(word(at, Retry::WORDS, diags)?, at.span())));
            row.category = object.word("category", Category::WORDS, diags);
            row.http = object.get("http").and_then(|value| status(value, diags));
            row.docs = object.text("docs", diags).and_then(|docs| link(docs, diags));
            row.deprecated = object.flag("deprecated", diags);
            row.checks = object.get("check").map(|at| preflight::read(at, diags)).unwrap_or_default();
            row.allow = object.get("allow").map(|at| words(at, diags)).unwrap_or_default();
            row.matching = object.get("match").and_then(|at| matching(at, diags));
        }
    }
    Some(row)
}

/// `allow:` — a list of findings; which there are is decided where they are found.
fn words(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Vec<Spanned<String>> {
    one_or_many(cursor).into_iter().filter_map(|item| text(item, diags)).collect()
}

/// `match:` — a pattern, or a map.
fn matching(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Option<Matching> {
    let span = cursor.span();
    match cursor.shape() {
        Shape::Mapping(_) => {
            let object = Object::read(cursor, keys::MATCH, diags)?;
            let (message, sub_code) = (object.text("message", diags), object.text("sub_code", diags));
            if object.is_empty() {
                diags.push(
                    Diagnostic::new(
                        Code::MissingKey,
                        span.at_start(),
                        "`match` needs `message` or `sub_code`",
                    )
                    .help("write what the server sends, such as `{sub_code: isv.no-permission}`"),
                );
                return None;
            }
            Some(Matching { span: span.into(), message, sub_code })
        }
        _ => Some(Matching { span: span.into(), message: Some(text(cursor, diags)?), sub_code: None }),
    }
}

/// The language of a text when it is not known (RFC 5646 section 4.1).
pub(in crate::front::native) const UNDETERMINED: &str = "und";

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
    let main = languages.first().map(|(_, words)| words.clone());
    // Nobody asks for a text in a language that nobody knows.
    languages.retain(|(tag, _)| tag.value != UNDETERMINED);
    Text { main, languages }
}

/// `docs:` — a link that people follow.
fn link(docs: Spanned<String>, diags: &mut Diagnostics) -> Option<Spanned<String>> {
    if is_web_address(docs.as_str()) {
        return Some(docs);
    }
    let text = docs.as_str();
    let message = format!("`{}` is not an HTTP or HTTPS URL", shorten(text));
    let found = Diagnostic::new(Code::BadDocsLink, docs.span, message);
    let with_scheme = format!("https://{text}");
    let is_host =
        text.split(['/', '?', '#']).next().is_some_and(|host| host.contains('.') && !host.contains(':'));
    diags.push(match is_host && is_web_address(&with_scheme) {
        true => found.help(format!("write `docs: \"{with_scheme}\"`")).fix(
            docs.span,
            format!("\"{with_scheme}\""),
            Applicability::Guess,
        ),
        false => {
            found.help("write the full URL of the page, such as `docs: https://docs.example.com/errors`")
        }
    });
    None
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
                format!("`{}` is not an HTTP status", shorten(&found.value)),
            )
            .help("HTTP statuses are 100 to 599; the vendor's own code is the key of the row"),
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
