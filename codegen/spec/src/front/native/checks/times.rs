//! Points and lengths of time: `now+12mo`, `2024-12-12`, `31d`.

use super::super::read::{shorten, text};
use crate::ast::checks::{Length, Moment, TimeUnit};
use crate::calendar;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::Spanned;
use crate::source::node::Cursor;

/// A point in time.
pub(super) fn moment(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Option<Spanned<Moment>> {
    let found = text(cursor, diags)?;
    let wrong = || format!("`{}` is no point in time", shorten(&found.value));
    let moment = match found.value.strip_prefix("now").map(str::trim_start) {
        Some("") => Ok(Moment::Now { back: false, by: None }),
        Some(moved) if moved.starts_with(['+', '-']) => parse(moved[1..].trim_start())
            .map(|by| Moment::Now { back: moved.starts_with('-'), by: Some(by) }),
        None if calendar::is_moment(&found.value) => Ok(Moment::Fixed(found.value.clone())),
        _ => Err(wrong()),
    };
    let help =
        "write `now`, `now+12mo`, `now-1d`, a date (`2024-12-12`) or a time (`2024-12-12T08:00:00+08:00`)";
    read(moment, &found, help, diags)
}

/// A length of time.
pub(super) fn length(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Option<Spanned<Length>> {
    let found = text(cursor, diags)?;
    read(parse(&found.value), &found, "write a number and a unit: `31d`", diags)
}

/// A length of time in seconds; months and years are none.
pub(super) fn seconds(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Option<u64> {
    let found = length(cursor, diags)?;
    let (least, most) = found.value.seconds();
    if least != most {
        diags.push(
            Diagnostic::new(Code::BadMoment, found.span, "clocks do not disagree by months")
                .help("write it in `s`, `m`, `h` or `d`: `5m`"),
        );
    }
    (least == most).then_some(most)
}

fn read<T>(
    value: Result<T, String>,
    found: &Spanned<String>,
    help: &str,
    diags: &mut Diagnostics,
) -> Option<Spanned<T>> {
    match value {
        Ok(value) => Some(Spanned::new(value, found.span)),
        Err(message) => {
            diags.push(Diagnostic::new(Code::BadMoment, found.span, message).help(help));
            None
        }
    }
}

/// Longer times leave every calendar: 9999 years.
const MOST_SECONDS: u64 = 9_999 * 366 * 86_400;

fn parse(text: &str) -> Result<Length, String> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (count, unit) = text.split_at(digits);
    if count.is_empty() {
        return Err(format!("`{}` is no length of time", shorten(text)));
    }
    let unit = unit.trim_start();
    let Some((_, unit)) = TimeUnit::WORDS.iter().find(|(word, _)| *word == unit) else {
        let words: Vec<String> = TimeUnit::WORDS.iter().map(|(word, _)| format!("`{word}`")).collect();
        let words = words.join(", ");
        return Err(match foreign_unit(unit) {
            _ if unit.is_empty() => format!("`{}` has no unit; the units are {words}", shorten(text)),
            Some(known) => format!("there is no unit `{unit}`; it is called `{known}`"),
            None => format!("there is no unit `{}`; the units are {words}", shorten(unit)),
        });
    };
    count
        .parse()
        .ok()
        .map(|count| Length { count, unit: *unit })
        .filter(|length| length.seconds().1 <= MOST_SECONDS)
        .ok_or_else(|| format!("`{}` is longer than 9999 years", shorten(text)))
}

/// What other formats and people call the units.
fn foreign_unit(unit: &str) -> Option<&'static str> {
    Some(match unit.to_ascii_lowercase().trim_end_matches('s') {
        "sec" | "second" => "s",
        "min" | "minute" => "m",
        "hr" | "hour" => "h",
        "day" => "d",
        "week" => "w",
        "mon" | "month" => "mo",
        "yr" | "year" => "y",
        _ => return None,
    })
}
