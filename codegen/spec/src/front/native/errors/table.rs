//! Tables: maps of codes, pasted ones, and the tables other than the common one.

use std::collections::BTreeMap;

use super::pasted;
use super::rows::{report_empty, several, warn_unquoted};
use crate::ast::{ErrorCode, ErrorTable, Origin};
use crate::diag::Diagnostics;
use crate::front::native::read::mapping;
use crate::source::Span;
use crate::source::Spanned;
use crate::source::node::{Cursor, Scalar, Shape, Style};

/// Reads the common table, or one of the others. `source` is the text of the file.
pub(in crate::front::native) fn read(
    cursor: Cursor<'_>,
    source: &str,
    diags: &mut Diagnostics,
) -> Vec<ErrorCode> {
    let entries = match cursor.shape() {
        Shape::Mapping(entries) if entries.iter().any(is_pasted) => {
            return pasted::read(cursor, source, diags);
        }
        _ => mapping(cursor, "an error table", diags).unwrap_or_default(),
    };
    let same = same_numbers(&entries);
    entries.into_iter().filter_map(|(code, body)| rows_of(code, body, &same, diags)).collect()
}

/// Codes that are one number to other readers of YAML, such as `500` and `0x1F4`: where the later one is, the first.
fn same_numbers<'a>(entries: &[(Scalar<'a>, Cursor<'a>)]) -> BTreeMap<Span, Scalar<'a>> {
    let (mut seen, mut same) = (BTreeMap::new(), BTreeMap::new());
    for (code, _) in entries.iter().filter(|(code, _)| code.style == Style::Plain) {
        let Some(number) = whole_number(code.text) else { continue };
        if let Some(first) = seen.get(&number) {
            same.insert(code.span, *first);
        } else {
            seen.insert(number, *code);
        }
    }
    same
}

/// The whole number that readers of YAML 1.1 or 1.2 take a text for.
fn whole_number(text: &str) -> Option<i128> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let bare = digits.replace('_', "");
    let radix =
        |prefix: &str, radix: u32| bare.strip_prefix(prefix).map(|rest| i128::from_str_radix(rest, radix));
    let based = radix("0x", 16).or_else(|| radix("0o", 8)).or_else(|| radix("0b", 2));
    let number = match based {
        Some(number) => number.ok(),
        None => bare.parse().ok().or_else(|| whole_float(&bare)),
    };
    number.map(|number: i128| sign * number)
}

fn whole_float(text: &str) -> Option<i128> {
    let number = text.parse::<f64>().ok().filter(|number| number.fract() == 0.0 && number.abs() < 1e15)?;
    format!("{number:.0}").parse().ok()
}

/// Whether an entry is a pasted table, and no row of the code `table`: the key is plain, or the text has lines.
fn is_pasted((key, value): &(Scalar<'_>, Cursor<'_>)) -> bool {
    let has_lines = || value.scalar().is_some_and(|scalar| scalar.text.contains('\n'));
    key.text == "table" && (key.style == Style::Plain || has_lines())
}

/// Reads `tables:`.
pub(in crate::front::native) fn tables(
    cursor: Cursor<'_>,
    source: &str,
    diags: &mut Diagnostics,
) -> Vec<ErrorTable> {
    let entries = mapping(cursor, "`tables`", diags).unwrap_or_default();
    let table = |(name, body): (Scalar<'_>, Cursor<'_>)| ErrorTable {
        name: Spanned::new(name.text.to_owned(), name.span),
        codes: read(body, source, diags),
    };
    entries.into_iter().map(table).collect()
}

/// A code with its row, or with a list of rows.
fn rows_of(
    code: Scalar<'_>,
    body: Cursor<'_>,
    same: &BTreeMap<Span, Scalar<'_>>,
    diags: &mut Diagnostics,
) -> Option<ErrorCode> {
    let rows = several(code, body, diags)?;
    let is_blank = code.is_null() || code.text.trim().is_empty();
    let is_told_apart = code.style != Style::Plain && rows.iter().all(|row| row.matching.is_some());
    if is_blank && !(is_told_apart && code.text.is_empty()) {
        report_empty(code, diags);
        return None;
    }
    warn_unquoted(code, same.get(&code.span), diags);
    let code = Spanned::new(code.text.to_owned(), code.span);
    Some(ErrorCode { code, rows, origin: Origin::Written })
}
