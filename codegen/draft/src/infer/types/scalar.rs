//! Texts and numbers of samples → scalar types of the format.

use super::shape::{Shape, is_stand_in};
use crate::json::{Kind, Value};
use crate::lexicon::fields::clauses;
use crate::lexicon::keys::{OF_TIMES, TIME_ENDS};
use crate::lexicon::types::{
    ANY_NUMBER, BOOLS, DATES, DATETIMES, DECIMALS, FLOATS, GLUED, INTS, LONGS, SURE, TEXTS,
};
use crate::sheet::ty;
use stubwright_spec::ast::{Spelling, TypeExpr};
use stubwright_spec::calendar::{is_date, is_moment};
use stubwright_spec::source::Span;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Scalar {
    /// The type in the words of the format.
    pub(super) ty: &'static str,
    /// `as:`.
    pub(super) form: Option<Spelling>,
    pub(super) guess: Option<&'static str>,
    /// A fact worth a comment, rather than a guess.
    pub(super) remark: Option<&'static str>,
}

impl Scalar {
    fn plain(ty: &'static str) -> Self {
        Self { ty, ..Self::default() }
    }

    fn guess(ty: &'static str, guess: &'static str) -> Self {
        Self { ty, guess: Some(guess), ..Self::default() }
    }
}

/// The type of values that are texts, numbers or booleans; `None` when there are none.
pub(super) fn scalar(key: &str, shape: &Shape) -> Option<Scalar> {
    let has_numbers = shape.numbers.first.is_some();
    if shape.bool.is_some() {
        return Some(Scalar::plain("bool"));
    }
    if !shape.texts.is_empty() && has_numbers {
        let are_digits = shape.texts.iter().all(|(text, _)| is_digits(text));
        let this = Scalar { remark: Some("a number here, a text there"), ..Scalar::plain("i64") };
        return Some(if are_digits && shape.numbers.broken.is_none() {
            this
        } else {
            Scalar::guess("any", "numbers and texts")
        });
    }
    if has_numbers {
        return Some(number(key, shape));
    }
    (!shape.texts.is_empty()).then(|| text(key, shape))
}

/// The type that a word in the place of a value names: `integer`, `<number>`, `[date]`. A word that may be a value is a type
/// in brackets, or beside one that is not.
pub(in crate::infer) fn named(value: &str, is_beside: bool) -> Option<&'static str> {
    let bare = value.trim_matches(|c| matches!(c, '<' | '>' | '[' | ']' | '{' | '}' | '(' | ')'));
    let word = bare.to_lowercase();
    let is_type =
        SURE.has(&word) || bare.len() < value.len() || is_beside && (GLUED.has(&word) || DATES.has(&word));
    let types = [
        (&BOOLS, "bool"),
        (&INTS, "i32"),
        (&LONGS, "i64"),
        (&FLOATS, "f64"),
        (&DECIMALS, "decimal"),
        (&DATES, "date"),
        (&DATETIMES, "datetime"),
        (&TEXTS, "string"),
    ];
    let found = types.into_iter().find(|(words, _)| words.has(&word)).map(|(_, ty)| ty);
    found.filter(|_| is_type && word.len() > 2)
}

/// The type of a value that is printed as a text: in a query, in a table.
pub(super) fn of_text(key: &str, text: &str, span: Span) -> &'static str {
    let kind = if text.parse::<i64>().is_ok() && (!text.starts_with('0') || text == "0")
        || text.contains('.') && is_decimal(text)
    {
        Kind::Number(text.to_owned())
    } else if matches!(text, "true" | "false") {
        Kind::Bool(text == "true")
    } else {
        Kind::Text(text.to_owned())
    };
    let found = scalar(key, &Shape::of([&Value { kind, span, comment: None }])).unwrap_or_default();
    let is_plain = found.form.is_none() && !found.ty.is_empty();
    if is_plain { found.ty } else { "string" }
}

fn number(key: &str, shape: &Shape) -> Scalar {
    let numbers = &shape.numbers;
    let first = numbers.first.as_ref().map_or("", |(text, _)| text.as_str());
    if numbers.broken.is_none() && shape.comment.as_deref().is_some_and(says_fraction) {
        return Scalar { remark: Some("as its comment says"), ..Scalar::plain("f64") };
    }
    if numbers.broken.is_some() {
        let remark = (!first.contains(['.', 'e', 'E'])).then_some("a whole number in a sample");
        return Scalar { remark, ..Scalar::plain("f64") };
    }
    if is_time(key) {
        match numbers.digits {
            Some(10) => {
                return Scalar {
                    form: Some(Spelling::Unix),
                    ..Scalar::guess("datetime", "by its name and ten digits")
                };
            }
            Some(13) => {
                return Scalar {
                    form: Some(Spelling::UnixMs),
                    ..Scalar::guess("datetime", "by its name and thirteen digits")
                };
            }
            _ => {}
        }
    }
    if numbers.are_zero && is_time(key) {
        return Scalar::guess("i64", "by its name a time; the sample has 0");
    }
    if numbers.huge.is_some() {
        return Scalar { remark: Some("beyond 64 bits with a sign"), ..Scalar::plain("u64") };
    }
    let remark = numbers.rounded.is_some().then_some("beyond 2^53");
    let is_long = numbers.wide.is_some() || is_id(key);
    Scalar { remark, ..Scalar::plain(if is_long { "i64" } else { "i32" }) }
}

/// Whether a clause of a comment is a type for numbers with a fraction: `height, double`.
fn says_fraction(comment: &str) -> bool {
    let lower = comment.to_lowercase();
    clauses(&lower).any(|clause| FLOATS.has(clause) && !ANY_NUMBER.has(clause))
}

fn text(key: &str, shape: &Shape) -> Scalar {
    let mut texts =
        shape.texts.iter().map(|(text, _)| text.as_str()).filter(|text| !text.is_empty()).peekable();
    if texts.peek().is_none() {
        return Scalar::plain("string");
    }
    let texts: Vec<&str> = texts.collect();
    let all = |is: fn(&str) -> bool| texts.iter().all(|text| is(text));
    if all(is_date) {
        return Scalar::plain("date");
    }
    if all(is_datetime) {
        return Scalar::plain("datetime");
    }
    if all(is_url) {
        return Scalar::plain("url");
    }
    let lower = key.to_lowercase();
    let is_version = lower == "v" || lower.contains("ver");
    if !is_version && all(is_decimal) && texts.iter().any(|text| text.contains('.')) {
        return Scalar::plain("decimal");
    }
    let is_other_date = all(|text| is_date(&text.replace(['/', '.'], "-")));
    if is_other_date {
        return Scalar::guess("string", "a date, but written otherwise");
    }
    Scalar::plain("string")
}

/// The note about a placeholder.
pub(super) fn stand_in(key: &str, ty: &TypeExpr) -> &'static str {
    if ty::is(ty, "string") && is_time(key) {
        "a skeleton value, by its name a time"
    } else {
        "a skeleton value"
    }
}

/// Whether all texts of a place are placeholders.
pub(super) fn are_stand_ins(shape: &Shape) -> bool {
    shape.texts.iter().all(|(text, _)| is_stand_in(text))
        && (shape.numbers.first.is_none() || shape.numbers.are_zero)
}

/// Whether a key says that its value is a time.
pub(super) fn is_time(key: &str) -> bool {
    let words = crate::lexicon::verbs::words(key);
    let is_one = |word: &String| OF_TIMES.has(word);
    let joined = TIME_ENDS.end(&key.to_lowercase());
    words.last().is_some_and(is_one) || joined
}

/// Whether a key says that its value is an identifier.
pub(super) fn is_id(key: &str) -> bool {
    let words = crate::lexicon::verbs::words(key);
    words.last().is_some_and(|word| word == "id" || word == "ids" || word == "uid")
        || key.ends_with("ID")
        || key.ends_with("Id")
}

/// A date with a time: RFC 3339, or with a space between them and perhaps no seconds.
pub(super) fn is_datetime(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', ' ']) else { return false };
    let time = if time.len() == 5 { format!("{time}:00") } else { time.to_owned() };
    is_moment(&format!("{date}T{time}"))
}

fn is_url(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://")) && !text.contains([' ', '{', '<'])
}

/// Whether a text is a whole number that an id can be.
pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.len() <= 19 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_decimal(text: &str) -> bool {
    let rest = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = rest.split_once('.').unwrap_or((rest, "0"));
    let is_plain = whole == "0" || !whole.starts_with('0');
    is_plain && is_digits(whole) && is_digits(fraction)
}

#[cfg(test)]
mod tests {
    use super::{is_datetime, is_decimal, is_id, is_time};

    #[test]
    fn values_and_names() {
        for text in [
            "2025-03-20 09:30:00",
            "2025-03-20 09:30",
            "2025-03-01T10:20:30+08:00",
            "2025-03-01T10:20:30.123Z",
        ] {
            assert!(is_datetime(text), "{text}");
        }
        assert!(!is_datetime("2025-03-20") && !is_datetime("a b"));
        assert!(is_decimal("12.50") && is_decimal("-0.1") && !is_decimal("007.1") && !is_decimal("1.2.3"));
        assert!(
            is_time("created_at") && is_time("signDeadline") && is_time("expire_time") && !is_time("format")
        );
        assert!(is_id("orderId") && is_id("id") && is_id("USER_ID") && !is_id("paid") && !is_id("valid"));
    }
}
