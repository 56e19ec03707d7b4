//! The small notations inside of texts, as any front-end can read them: paths, points and lengths of time. (Types have
//! `ty.rs`.)

use std::ops::Range;

use super::read::shorten;
use crate::ast::preflight::{self, Length, Moment, PathSpelling, StepKind, TimeUnit};
use crate::ast::{BodyPath, BodyStep};
use crate::calendar;
use crate::source::{Span, Spanned};

/// `skew:` in seconds where it is not set. Clocks are rarely further apart, and a rule that is late by it does no harm:
/// the server decides.
pub const DEFAULT_SKEW: u64 = 300;

/// The path of an envelope that a text is; a text that is not one is a key.
#[must_use]
pub fn body_path(text: &str, span: Span) -> BodyPath {
    Spanned::new(body_steps(text).unwrap_or_else(|_| vec![BodyStep::Key(text.to_owned())]), span)
}

/// The path of a check that a text is; a text that is not one is a key.
#[must_use]
pub fn request_path(text: &str, span: Span) -> preflight::Path {
    let steps = request_steps(text).map(|steps| steps.into_iter().map(|(kind, _)| kind).collect());
    let steps: Vec<StepKind> = steps.unwrap_or_else(|_| vec![StepKind::Key(text.to_owned())]);
    preflight::Path {
        text: text.to_owned(),
        span: span.into(),
        steps: steps.into_iter().map(|kind| preflight::Step { span: span.into(), kind }).collect(),
        spelling: PathSpelling::Escaped,
    }
}

/// The steps of a path of an envelope: `.` separates, digits index, `["a.b"]` is an odd key, `*_suffix` the one key that
/// ends so, `.` alone the root.
pub(super) fn body_steps(text: &str) -> Result<Vec<BodyStep>, String> {
    let mut steps = Vec::new();
    if text == "." {
        return Ok(steps);
    }
    let mut rest = text;
    loop {
        if let Some(quoted) = rest.strip_prefix("[\"") {
            let end = quoted.find("\"]").ok_or("`[\"` without `\"]`")?;
            steps.push(BodyStep::Key(quoted[..end].to_owned()));
            rest = &quoted[end + 2..];
        } else {
            let end = rest.find(['.', '[']).unwrap_or(rest.len());
            steps.push(step(&rest[..end])?);
            rest = &rest[end..];
        }
        if rest.is_empty() {
            return Ok(steps);
        }
        if let Some(next) = rest.strip_prefix('.') {
            rest = next;
        } else if rest.starts_with("[*]") {
            return Err(String::from("`[*]` can be used only in checks"));
        } else if !rest.starts_with("[\"") {
            return Err(String::from("expected `.` or `[\"`"));
        }
    }
}

fn step(text: &str) -> Result<BodyStep, String> {
    if text.is_empty() {
        return Err(String::from("a segment is empty"));
    }
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().map(BodyStep::Index).map_err(|_| format!("index {text} is too large"));
    }
    match text.strip_prefix('*') {
        Some(suffix) if !suffix.is_empty() => Ok(BodyStep::Suffix(suffix.to_owned())),
        Some(_) => Err(String::from("`*` must be followed by the end of the key")),
        None => Ok(BodyStep::Key(text.to_owned())),
    }
}

/// No request is deeper than a document can be.
const MOST_STEPS: usize = 128;

type Steps = Vec<(StepKind, Range<usize>)>;

/// The steps of a path of a check, each with its place in the text.
pub(super) fn request_steps(text: &str) -> Result<Steps, String> {
    let mut steps = Vec::new();
    if text == "." {
        return Ok(steps);
    }
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let (kind, length) = if let Some(quoted) = rest.strip_prefix("[\"") {
            let end = quoted.find("\"]").ok_or("`[\"` without `\"]`")?;
            (StepKind::Key(quoted[..end].to_owned()), end + 4)
        } else if rest.starts_with("[*]") {
            (StepKind::Each, 3)
        } else {
            let end = rest.find(['.', '[']).unwrap_or(rest.len());
            (named(&rest[..end])?, end)
        };
        steps.push((kind, at..at + length));
        if steps.len() > MOST_STEPS {
            return Err(format!("it has more than {MOST_STEPS} segments"));
        }
        at += length;
        let rest = &text[at..];
        if rest.is_empty() {
            return Ok(steps);
        }
        if rest.starts_with(".[") {
            return Err(String::from("there must be no `.` before `[`"));
        } else if rest.starts_with('.') {
            at += 1;
        } else if !(rest.starts_with("[\"") || rest.starts_with("[*]")) {
            return Err(String::from("expected `.`, `[*]` or `[\"`; an index is written `.0`"));
        }
    }
}

fn named(text: &str) -> Result<StepKind, String> {
    if text.is_empty() {
        return Err(String::from("a segment is empty"));
    }
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().map(StepKind::Index).map_err(|_| format!("index {text} is too large"));
    }
    if text.starts_with('*') {
        return Err(String::from("`*` endings can be used only in envelopes"));
    }
    Ok(StepKind::Key(text.to_owned()))
}

/// A point in time: `now`, `now+12mo`, `2024-12-12`, `2024-12-12T08:00:00+08:00`.
///
/// # Errors
///
/// Says why the text is not one.
pub fn moment(text: &str) -> Result<Moment, String> {
    match text.strip_prefix("now").map(str::trim_start) {
        Some("") => Ok(Moment::Now { back: false, by: None }),
        Some(moved) if moved.starts_with(['+', '-']) => length(moved[1..].trim_start())
            .map(|by| Moment::Now { back: moved.starts_with('-'), by: Some(by) }),
        None if calendar::is_moment(text) => Ok(Moment::Fixed(text.to_owned())),
        _ => Err(format!("`{}` is not a valid point in time", shorten(text))),
    }
}

/// Longer times leave every calendar: 9999 years.
const MOST_SECONDS: u64 = 9_999 * 366 * 86_400;

/// A length of time: `31d`.
pub(super) fn length(text: &str) -> Result<Length, String> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (count, unit) = text.split_at(digits);
    if count.is_empty() {
        return Err(format!("`{}` is not a valid duration", shorten(text)));
    }
    let unit = unit.trim_start();
    let Some((_, unit)) = TimeUnit::WORDS.iter().find(|(word, _)| *word == unit) else {
        let words: Vec<String> = TimeUnit::WORDS.iter().map(|(word, _)| format!("`{word}`")).collect();
        let words = words.join(", ");
        return Err(match foreign_unit(unit) {
            _ if unit.is_empty() => format!("`{}` has no unit; the units are {words}", shorten(text)),
            Some(known) => format!("unknown unit `{unit}`; write `{known}`"),
            None => format!("unknown unit `{}`; the units are {words}", shorten(unit)),
        });
    };
    count
        .parse()
        .ok()
        .map(|count| Length { count, unit: *unit })
        .filter(|length| length.seconds().1 <= MOST_SECONDS)
        .ok_or_else(|| format!("`{}` is longer than 9999 years", shorten(text)))
}

/// Other common names of the units.
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
