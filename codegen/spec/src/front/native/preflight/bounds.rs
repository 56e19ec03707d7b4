//! `{min: …, max: …}`: at least one bound, and the first not greater than the second.

use super::super::keys::Section;
use super::super::read::{Object, shorten, text};
use crate::ast::preflight::{Length, Moment};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::Spanned;
use crate::source::node::Cursor;

/// Two ends.
pub(super) struct Ends<T> {
    pub(super) min: Option<T>,
    pub(super) max: Option<T>,
}

/// Reads both bounds of a map; `None` if one cannot be read, both are missing, or nothing is between them.
pub(super) fn read<T>(
    object: &Object<'_>,
    section: Section,
    end: fn(Cursor<'_>, &mut Diagnostics) -> Option<Spanned<T>>,
    is_backwards: fn(&T, &T) -> bool,
    diags: &mut Diagnostics,
) -> Option<Ends<T>> {
    let mut one = |key: &str| match object.get(key) {
        Some(at) => end(at, diags).map(Some),
        None => Some(None),
    };
    // Both are read, so that both can be reported.
    let (min, max) = (one("min"), one("max"));
    let (min, max) = (min?, max?);
    if min.is_none() && max.is_none() && object.has_unknown() {
        return None;
    }
    if min.is_none() && max.is_none() {
        let what = section.what;
        diags.push(
            Diagnostic::new(
                Code::BadCheck,
                object.span,
                format!("{what} without `min` or `max` allows everything"),
            )
            .help("add `min:` or `max:`"),
        );
        return None;
    }
    if let (Some(min), Some(max)) = (&min, &max)
        && is_backwards(&min.value, &max.value)
    {
        diags.push(
            Diagnostic::new(
                Code::BadCheck,
                max.span,
                "`max` is less than `min`, so nothing satisfies the rule",
            )
            .and(min.span, "`min` is here")
            .help("swap the two"),
        );
        return None;
    }
    Some(Ends { min: min.map(|end| end.value), max: max.map(|end| end.value) })
}

/// A number of things.
pub(super) fn count(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Option<Spanned<u64>> {
    let found = text(cursor, diags)?;
    let count = found.value.parse::<u32>().ok().filter(|_| !found.value.starts_with('+'));
    if count.is_none() {
        let message = format!("`{}` is not a valid count", shorten(&found.value));
        diags.push(
            Diagnostic::new(Code::WrongShape, found.span, message)
                .help("write a non-negative whole number, such as `20`"),
        );
    }
    count.map(|count| Spanned::new(u64::from(count), found.span))
}

/// A number with its spelling; the type that it has to fit is known later.
pub(super) fn number(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Option<Spanned<Spanned<String>>> {
    let found = text(cursor, diags)?;
    if !is_number(&found.value) {
        let message = format!("`{}` is not a number", shorten(&found.value));
        diags.push(
            Diagnostic::new(Code::WrongShape, found.span, message)
                .help("write digits, such as `12` or `-0.5`"),
        );
        return None;
    }
    let span = found.span;
    Some(Spanned::new(found, span))
}

/// Digits, with an optional sign and fraction.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, part].iter().all(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether two numbers as spelled are certainly the wrong way round.
pub(super) fn numbers_backwards(min: &Spanned<String>, max: &Spanned<String>) -> bool {
    match (min.value.parse::<i128>(), max.value.parse::<i128>()) {
        (Ok(min), Ok(max)) => min > max,
        _ => matches!((min.value.parse::<f64>(), max.value.parse::<f64>()), (Ok(min), Ok(max)) if min > max),
    }
}

/// Whether two lengths of time are certainly the wrong way round.
pub(super) fn lengths_backwards(min: &Length, max: &Length) -> bool {
    min.seconds().0 > max.seconds().1
}

/// Whether two points in time are certainly the wrong way round.
pub(super) fn moments_backwards(min: &Moment, max: &Moment) -> bool {
    match (min, max) {
        // Dates compare as text, and so do times of one offset.
        (Moment::Fixed(min), Moment::Fixed(max)) => {
            let are_dates = !min.contains('T') && !max.contains('T');
            let are_utc = min.ends_with('Z') && max.ends_with('Z') && min.len() == max.len();
            (are_dates || are_utc) && min > max
        }
        (Moment::Now { .. }, Moment::Now { .. }) => distance(min).0 > distance(max).1,
        _ => false,
    }
}

/// The earliest and the latest second that a moved `now` can be, from now on.
fn distance(moment: &Moment) -> (i128, i128) {
    let Moment::Now { back, by } = moment else { return (i128::MIN, i128::MAX) };
    let (least, most) = by.map_or((0, 0), Length::seconds);
    let (least, most) = (i128::from(least), i128::from(most));
    if *back { (-most, -least) } else { (least, most) }
}
