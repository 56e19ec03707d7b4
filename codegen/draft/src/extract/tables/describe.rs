//! Facts in descriptions other than words: bounds, a default.

use crate::found::{Bounds, Printed};
use crate::lexicon::lists::Words;
use crate::lexicon::naming::{self, ARTICLES};
use crate::lexicon::values::{
    ADVISED, BOUND_COPULAS, BYTES, CHARACTERS, CLASSIFIED, CLASSIFIERS, COPULAS, COUNTED_ITEMS, DEFAULTS,
    FOREIGN, FROM, LEAST_AFTER, LEAST_BEFORE, LENGTHS, MOST_AFTER, MOST_BEFORE, NO_DEFAULTS, NOT_CHARACTERS,
    NOT_DEFAULTS, NUMBER_UNITS, ON, RANGE_ANDS, RANGE_STARTS, RANGES, STARTS_AFTER, STARTS_BEFORE, WHETHER,
};

#[derive(Debug, Clone, Copy)]
struct Number<'t> {
    digits: &'t str,
    start: usize,
    end: usize,
}

/// The unit of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Characters,
    Bytes,
    Items,
    /// Digits of a number, a size of a file, a time: nothing that bounds the field as it is sent.
    Foreign,
    /// Nothing that is known.
    Plain,
}

/// Which end of a range a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Least,
    Most,
}

/// No more of a description is read for numbers.
const LONGEST: usize = 600;

/// The bounds that a description names for a field of a type.
pub(super) fn bounds(text: &str, kind: Option<&Printed>) -> Bounds {
    let mut bounds = Bounds::default();
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return bounds;
    }
    let text: String = text.to_lowercase().chars().take(LONGEST).map(narrow).collect();
    let numbers = numbers(&text);
    let mut last: Option<Number<'_>> = None;
    let mut rest = numbers.iter().copied().peekable();
    while let Some(number) = rest.next() {
        let before = before(&text, last.map_or(0, |last| last.end), number.start);
        let next = rest.peek().copied();
        let after = after(&text, number.end, next.map_or(text.len(), |next| next.start));
        last = Some(number);
        if ADVISED.are_in(before) {
            continue;
        }
        if let Some(next) = next.filter(|next| is_range(&text, number, *next)) {
            let behind = after_number(&text, next);
            let unit = unit(before, behind, &text);
            set(&mut bounds, kind, (End::Least, number.digits, unit), &text);
            set(&mut bounds, kind, (End::Most, next.digits, unit), &text);
            last = rest.next();
            continue;
        }
        if let Some(end) = end(before, after) {
            set(&mut bounds, kind, (end, number.digits, unit(before, after, &text)), &text);
        }
    }
    bounds
}

/// Full-width forms as ASCII.
fn narrow(c: char) -> char {
    match c {
        '０'..='９' | '～' | '：' | '（' | '）' | '，' | '－' => {
            let narrow = u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32);
            narrow.unwrap_or(c)
        }
        '〜' => '~',
        _ => c,
    }
}

/// Numbers that are not part of a word, a date or a version. `1,000` is one number.
fn numbers(text: &str) -> Vec<Number<'_>> {
    let bytes = text.as_bytes();
    let at = |at: usize| bytes.get(at).copied().unwrap_or(b' ');
    let mut numbers = Vec::new();
    let mut here = 0;
    while here < bytes.len() {
        if !at(here).is_ascii_digit() {
            here += 1;
            continue;
        }
        let start = here;
        let is_group = |here: usize| {
            at(here) == b','
                && (1..=3).all(|step| at(here + step).is_ascii_digit())
                && !at(here + 4).is_ascii_digit()
        };
        let is_point = |here: usize| at(here) == b'.' && at(here + 1).is_ascii_digit();
        while at(here).is_ascii_digit() || is_group(here) || is_point(here) {
            here += 1;
        }
        let is_in_word = start > 0 && (at(start - 1).is_ascii_alphabetic() || at(start - 1) == b'_');
        let is_word = at(here).is_ascii_alphabetic() && !is_unit_letter(text.get(here..).unwrap_or_default());
        let is_date =
            at(here) == b':' || (at(here) == b'-' && at(here + 1).is_ascii_digit() && here - start == 4);
        if !(is_in_word || is_word || is_date) {
            numbers.push(Number { digits: text.get(start..here).unwrap_or_default(), start, end: here });
        }
    }
    numbers
}

fn is_unit_letter(text: &str) -> bool {
    NUMBER_UNITS.start(text)
}

/// The words in front of a number, not farther than the last number or mark.
fn before(text: &str, from: usize, to: usize) -> &str {
    let text = text.get(from..to).unwrap_or_default();
    text.rsplit([',', ';', '。', '、', '(', '；']).next().unwrap_or_default()
}

fn after(text: &str, from: usize, to: usize) -> &str {
    let text = text.get(from..to).unwrap_or_default();
    let cut = text.find([',', ';', '。', '、', ')', '；', '\n']).unwrap_or(text.len());
    let cut = text.find(". ").map_or(cut, |stop| stop.min(cut));
    text.get(..cut).unwrap_or_default()
}

fn after_number<'t>(text: &'t str, number: Number<'t>) -> &'t str {
    after(text, number.end, text.len())
}

/// Whether nothing but a sign of a range is between two numbers.
fn is_range(text: &str, left: Number<'_>, right: Number<'_>) -> bool {
    let between = text.get(left.end..right.start).unwrap_or_default();
    let head = text.get(..left.start).unwrap_or_default();
    let is_sign = RANGES.has(between.trim());
    let is_pair =
        RANGE_ANDS.has(between.trim()) && RANGE_STARTS.iter().any(|word| head.ends_with(&format!("{word} ")));
    let behind = text.get(right.end..).unwrap_or_default();
    let is_class = head.ends_with('[') && behind.starts_with(']');
    let is_longer = behind.starts_with(['-', ':', '/'])
        || head.ends_with(['-', '/', ':']) && between.trim() == "-" && left.digits.len() == 4;
    // `取值[1, 15]`: a list of values has no bracket around two numbers.
    let is_closed = [",", "，"].contains(&between.trim())
        && head.ends_with(['[', '(', '（'])
        && behind.trim_start().starts_with([']', ')', '）'])
        && (head.ends_with('[') || behind.trim_start().starts_with(']'));
    ((is_sign || is_pair) && !is_class && !is_longer || is_closed) && value(left) <= value(right)
}

fn value(number: Number<'_>) -> f64 {
    plain(number.digits).parse().unwrap_or(f64::MAX)
}

fn plain(digits: &str) -> String {
    digits.replace(',', "")
}

fn end(before: &str, after: &str) -> Option<End> {
    let signs = before.trim_end();
    if signs.ends_with("<=") || signs.ends_with('≤') {
        return Some(End::Most);
    }
    if signs.ends_with(">=") || signs.ends_with('≥') {
        return Some(End::Least);
    }
    let before = before
        .trim_end()
        .trim_end_matches(|c| matches!(c, ':' | '=' | '(') || BOUND_COPULAS.has_char(c))
        .trim_end();
    let after = after.trim_start();
    let behind = |words: &Words| {
        // Between the number and the word is a unit at most: `200文字以内`, `10 items or fewer`.
        words.iter().any(|word| {
            after.find(word).is_some_and(|at| after.get(..at).is_some_and(|unit| unit.chars().count() <= 12))
        })
    };
    // What is behind may be in front of another number: `at least 2 at most 40`.
    if MOST_BEFORE.end(before) || !LEAST_BEFORE.end(before) && behind(&MOST_AFTER) {
        return Some(End::Most);
    }
    // `1 <= x <= 9`
    let is_least = ["<=", "≤"].iter().any(|sign| {
        after
            .strip_prefix(sign)
            .is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_alphabetic()))
    });
    (is_least || LEAST_BEFORE.end(before) || starts_at(before, after) || behind(&LEAST_AFTER))
        .then_some(End::Least)
}

/// `从1开始`, `starts at 1`, `1から始まる`.
fn starts_at(before: &str, after: &str) -> bool {
    STARTS_BEFORE.end(before) || (FROM.end(before) && ON.start(after)) || STARTS_AFTER.start(after)
}

fn unit(before: &str, after: &str, text: &str) -> Unit {
    let after = after.trim_start().trim_start_matches(|c| CLASSIFIERS.has_char(c));
    if BYTES.start(after) {
        return Unit::Bytes;
    }
    if CHARACTERS.start(after) {
        // 자리 and 字段 are other words.
        return if NOT_CHARACTERS.start(after) { Unit::Foreign } else { Unit::Characters };
    }
    if FOREIGN.start(after) {
        return Unit::Foreign;
    }
    let is_length = LENGTHS.are_in(before);
    match () {
        () if is_length && !text.is_empty() => Unit::Characters,
        () if COUNTED_ITEMS.start(after) || text_counts(before, after) => Unit::Items,
        () => Unit::Plain,
    }
}

/// `最多50个`: the classifier was cut off already.
fn text_counts(before: &str, after: &str) -> bool {
    after.is_empty() && CLASSIFIED.end(before)
}

/// Sets one end, where the type has such a bound.
fn set(bounds: &mut Bounds, kind: Option<&Printed>, (end, digits, unit): (End, &str, Unit), text: &str) {
    let digits = plain(digits);
    let count = digits.parse::<u64>().ok();
    match kind {
        Some(Printed::List(_)) if matches!(unit, Unit::Items | Unit::Plain) => match end {
            End::Least => bounds.min_items = bounds.min_items.or(count),
            End::Most => bounds.max_items = bounds.max_items.or(count),
        },
        Some(Printed::Text | Printed::Url) | None if matches!(unit, Unit::Characters | Unit::Bytes) => {
            match end {
                End::Least => bounds.min_length = bounds.min_length.or(count),
                End::Most => bounds.max_length = bounds.max_length.or(count),
            }
            if unit == Unit::Bytes {
                bounds.unit = Some(encoding(text).to_owned());
            }
        }
        Some(Printed::Int | Printed::Long | Printed::Float | Printed::Decimal)
            if matches!(unit, Unit::Plain | Unit::Items) =>
        {
            match end {
                End::Least => bounds.min.get_or_insert(digits),
                End::Most => bounds.max.get_or_insert(digits),
            };
        }
        _ => {}
    }
}

/// The encoding that a text names; UTF-8 where it names none.
fn encoding(text: &str) -> &'static str {
    let names = [
        ("euc-kr", "euc-kr"),
        ("euckr", "euc-kr"),
        ("cp949", "euc-kr"),
        ("gbk", "gbk"),
        ("gb2312", "gbk"),
        ("gb18030", "gbk"),
    ];
    names.iter().find(|(word, _)| text.contains(word)).map_or("utf-8", |(_, name)| name)
}

/// Takes away what the default of the field breaks: a range that is advised, or for which the server has the default.
pub(super) fn keep_default(bounds: &mut Bounds, default: Option<&str>) {
    let Some(default) = default.and_then(|default| default.trim().parse::<f64>().ok()) else { return };
    let number = |bound: &Option<String>| bound.as_deref().and_then(|bound| bound.parse::<f64>().ok());
    let is_below = number(&bounds.min).is_some_and(|min| default < min);
    if is_below || number(&bounds.max).is_some_and(|max| default > max) {
        (bounds.min, bounds.max) = (None, None);
    }
}

/// Whether a cell of defaults has words in place of a value: `null`, `Now`, `the time zone of the shop`, `[house language]`,
/// `(none)`.
pub(super) fn is_no_default(text: &str) -> bool {
    let is_word = |c: char| c.is_alphabetic() || matches!(c, '\'' | '-');
    let within = |open, close| text.trim().strip_prefix(open)?.strip_suffix(close);
    let bare = [('[', ']'), ('<', '>'), ('(', ')')].into_iter().find_map(|(open, close)| within(open, close));
    // `[dim]` is a list of one value.
    let is_note = bare.is_some_and(|bare| bare.starts_with(is_word)) && !text.trim().starts_with('[');
    let text = bare.unwrap_or(text);
    let are_words =
        text.chars().all(|c| is_word(c) || c == ' ') && (is_note || text.split_whitespace().count() > 1);
    are_words || WHETHER.contains(&text.trim()) || NO_DEFAULTS.has(&text.trim().to_lowercase())
}

/// The default that a description names.
pub(super) fn default(text: &str) -> Option<String> {
    let (at, word) = DEFAULTS.first_in(text)?;
    let rest = text.get(at + word.len()..)?;
    // `your default campaign` is a thing, not a value.
    let before = text.get(..at).and_then(|before| before.split_whitespace().next_back());
    let next = rest.strip_prefix(' ').and_then(|rest| rest.split(|c: char| !c.is_ascii_lowercase()).next());
    let is_thing = next.is_some_and(|next| !next.is_empty() && !is_linking(next));
    if is_thing && before.is_some_and(|word| ARTICLES.has(&word.to_ascii_lowercase())) {
        return None;
    }
    let rest = rest.trim_start_matches(|c: char| {
        c.is_whitespace() || COPULAS.has_char(c) || matches!(c, ':' | '：' | '=' | '—' | '–')
    });
    let rest = rest.strip_prefix("is ").unwrap_or(rest).trim_start();
    if let Some(quoted) = quoted(rest) {
        // An empty text is nothing that a request has to say.
        return (!quoted.trim().is_empty() && quoted.len() <= 40).then(|| quoted.to_owned());
    }
    let rest = rest.trim_start_matches(['`', '"', '“', '\'']);
    let is_value = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '+' | '/' | ':');
    let end = rest.find(|c: char| !is_value(c)).unwrap_or(rest.len());
    let value = rest.get(..end)?.trim_end_matches(['.', ':', '/', '-']);
    let is_word = NOT_DEFAULTS.contains(&value);
    (!value.is_empty() && value.len() <= 40 && !is_word).then(|| value.to_owned())
}

/// Whether a word stands between a thing and its value.
fn is_linking(word: &str) -> bool {
    naming::COPULAS.has(word) || naming::JOINTS.has(word)
}

/// The text in the quotes that a text begins with.
fn quoted(text: &str) -> Option<&str> {
    let quotes = [('"', '"'), ('“', '”'), ('`', '`'), ('\'', '\''), ('「', '」'), ('«', '»')];
    let (open, close) = quotes.into_iter().find(|(open, _)| text.starts_with(*open))?;
    let inner = text.get(open.len_utf8()..)?;
    inner.get(..inner.find(close)?)
}

/// The type with which a description begins: `Integer specifying the level`, `Boolean indicating …`.
pub(super) fn kind(doc: &str) -> Option<Printed> {
    let (first, rest) = doc.split_once(' ')?;
    let goes_on = rest.starts_with(|c: char| c.is_ascii_lowercase()) && !rest.starts_with("of ");
    let printed = super::kinds::read(first).printed.filter(|_| goes_on && first.is_ascii());
    printed.filter(|kind| matches!(kind, Printed::Int | Printed::Long | Printed::Bool))
}
