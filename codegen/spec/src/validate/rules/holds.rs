//! Whether values satisfy a rule. What a rule means is decided by the runtime (`checks`); here it is asked without a
//! request.

use super::values::{Val, number};
use crate::calendar::{days_since_1970, is_date};
use crate::model::preflight::{Choice, Expectation, Form, Length, Moment, Order, Rule};
use crate::source::Spanned;

/// The seconds by which windows of dates and of times without an offset can differ.
pub(super) const SLACK: i64 = 2 * 86_400;

/// Whether values at the places of a rule keep it, in the order of [`Rule::paths`]; `None` where that is not known.
/// `places` are the variables of the same places.
pub(super) fn keeps(rule: &Rule, places: &[usize], values: &[&Val]) -> Option<bool> {
    let first = *values.first()?;
    let is_absent = |value: &&Val| **value == Val::Absent;
    let has_absent = values.iter().any(is_absent);
    let there = values.iter().filter(|value| value.is_there()).count();
    match rule {
        Rule::Present(_) => Some(first.is_there()),
        Rule::Choose { how, count, .. } => {
            let count = usize::try_from(*count).ok()?;
            let may_be = values.iter().filter(|value| !is_absent(value)).count();
            let holds = |may_be: usize, there: usize| match how {
                Choice::Exactly => may_be >= count && there <= count,
                Choice::AtLeast => may_be >= count,
                Choice::AtMost => there <= count,
            };
            // A path that is listed twice is one place, and is counted twice: the rule has to make sense either way.
            let twice = places
                .iter()
                .enumerate()
                .filter(|(at, var)| places.iter().take(*at).any(|other| other == *var));
            let twice: Vec<&Val> = twice.filter_map(|(at, _)| values.get(at).copied()).collect();
            let again = twice.iter().filter(|value| !is_absent(value)).count();
            let again_there = twice.iter().filter(|value| value.is_there()).count();
            Some(holds(may_be, there) && holds(may_be - again, there - again_there))
        }
        Rule::Together(_) => Some(there == 0 || !has_absent),
        Rule::Requires { .. } => Some(!first.is_there() || !values.iter().skip(1).any(is_absent)),
        _ if has_absent => Some(true),
        Rule::Length { unit, min, max, .. } => {
            let length = first.length(*unit)?;
            Some(min.is_none_or(|min| length >= min) && max.is_none_or(|max| length <= max))
        }
        Rule::Items { min, max, .. } => {
            let count = match first {
                Val::Empty => 0,
                Val::Items(count) => *count,
                _ => return None,
            };
            Some(min.is_none_or(|min| count >= min) && max.is_none_or(|max| count <= max))
        }
        _ if there < values.len() => Some(true),
        Rule::Compare { order, .. } => {
            let (left, right) = (first, *values.get(1)?);
            Some(match order {
                Order::Less => left < right,
                Order::LessOrEqual => left <= right,
                Order::Greater => left > right,
                Order::GreaterOrEqual => left >= right,
                Order::Equal => folded(left) == folded(right),
                Order::NotEqual => left != right,
            })
        }
        Rule::Span { min, max, .. } => {
            let (Val::Time(from), Val::Time(to)) = (first, *values.get(1)?) else { return None };
            Some(apart(to - from, *min, *max, if places.first() == places.get(1) { 0 } else { SLACK }))
        }
        single => one(single, first),
    }
}

fn apart(seconds: i64, min: Option<Length>, max: Option<Length>, slack: i64) -> bool {
    let ends = |length: Length| {
        let (least, most) = length.seconds();
        (i64::try_from(least).unwrap_or(i64::MAX), i64::try_from(most).unwrap_or(i64::MAX))
    };
    min.is_none_or(|min| seconds.abs() >= ends(min).0.saturating_sub(slack))
        && max.is_none_or(|max| seconds <= ends(max).1.saturating_add(slack))
}

/// A rule about the one value that is there.
fn one(rule: &Rule, value: &Val) -> Option<bool> {
    match rule {
        Rule::OneOf { values, .. } => {
            Some(value.spelled().is_some_and(|text| values.iter().any(|value| *value == text)))
        }
        Rule::Range { min, max, fact: None, .. } => {
            let Val::Number(found) = value else { return None };
            let end = |end: &Option<Spanned<String>>| match end {
                None => Some(None),
                Some(text) => number(text).map(Some),
            };
            let (min, max) = (end(min)?, end(max)?);
            Some(min.is_none_or(|min| *found >= min) && max.is_none_or(|max| *found <= max))
        }
        Rule::Time { min, max, .. } => {
            let Val::Time(found) = value else { return None };
            let end = |end: &Option<Moment>| match end {
                None => Some(None),
                Some(moment) => seconds(moment).map(Some),
            };
            let (min, max) = (end(min)?, end(max)?);
            Some(min.is_none_or(|min| *found >= min - SLACK) && max.is_none_or(|max| *found <= max + SLACK))
        }
        Rule::Extension { endings, .. } => {
            let Val::Text(text) = value else { return None };
            let text = fold(text);
            let ends = |ending: &str| text.strip_suffix(ending).is_some_and(|rest| rest.ends_with('.'));
            let is_small =
                |ending: &str| ending.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9'));
            Some(endings.iter().any(|at| if is_small(at) { ends(at) } else { ends(&fold(at)) }))
        }
        Rule::Contains { texts, .. } => match value {
            Val::Text(text) => Some(texts.iter().any(|part| fold(text).contains(&fold(part)))),
            _ => None,
        },
        Rule::Format { form, .. } => match value {
            Val::Text(text) => formed(form, text),
            _ => None,
        },
        _ => None,
    }
}

/// A fixed moment in seconds, near enough for [`SLACK`].
pub(super) fn seconds(moment: &Moment) -> Option<i64> {
    let Moment::Fixed(text) = moment else { return None };
    Some(i64::from(days_since_1970(text.get(..10)?)?) * 86_400)
}

fn formed(form: &Form, text: &str) -> Option<bool> {
    Some(match form {
        Form::Digits => text.bytes().all(|byte| byte.is_ascii_digit()),
        Form::Ascii => text.is_ascii(),
        Form::Url => text.starts_with("https://"),
        Form::Email => text.contains('@'),
        Form::Date => is_date(text),
        Form::Regex(pattern) => {
            // Surrounding whitespace may be ignored.
            let pattern = regex_lite::Regex::new(pattern).ok()?;
            pattern.is_match(text) || pattern.is_match(text.trim())
        }
    })
}

fn folded(value: &Val) -> Val {
    match value {
        Val::Text(text) => Val::Text(fold(text.trim())),
        other => other.clone(),
    }
}

/// Letters in lower case, full-width signs as those of ASCII.
pub(super) fn fold(text: &str) -> String {
    let narrow = |c: char| match u32::from(c) {
        wide @ 0xff01..=0xff5e => char::from_u32(wide - 0xfee0).unwrap_or(c),
        0x3000 => ' ',
        _ => c,
    };
    text.chars().map(narrow).flat_map(char::to_lowercase).collect()
}

/// Whether a value is what a condition asks for. `can_be_blank` says that an empty value counts as absent.
pub(super) fn meets(is: &Expectation, value: &Val, can_be_blank: bool) -> bool {
    match is {
        Expectation::Present => value.is_there(),
        Expectation::Absent => *value == Val::Absent || (*value == Val::Empty && can_be_blank),
        Expectation::OneOf(values) => {
            value.spelled().is_some_and(|text| values.iter().any(|value| *value == text))
        }
    }
}
