//! Whether values satisfy a rule. The runtime decides what a rule means (`preflight`); here it is asked without a request.

use super::forms::{self, fold};
use super::values::{Val, number};
use crate::calendar::days_since_1970;
use crate::model::preflight::{Choice, Expectation, Form, Length, Moment, Order, Rule};
use crate::source::Spanned;

/// The seconds by which windows of dates and of times without an offset can differ.
pub(crate) const SLACK: i64 = 2 * 86_400;

/// Whether values at the places of a rule keep it, in the order of [`Rule::paths`]; `None` where that is not known.
/// `places` are the variables of the same places.
pub(crate) fn keeps(rule: &Rule, places: &[usize], values: &[&Val]) -> Option<bool> {
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
            // Servers may remove the whitespace around a text, so that it doesn't make one too long.
            let (length, least) = (first.length(*unit)?, first.trimmed_length(*unit)?);
            Some(min.is_none_or(|min| length >= min) && max.is_none_or(|max| least <= max))
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
            let is_one = |text: &str| values.iter().any(|value| value.value == text);
            Some(value.spelled().is_some_and(|text| is_one(&text) || is_one(text.trim())))
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
        Rule::Extension { endings, .. } => match value {
            Val::Text(text) => Some(either(text, |text| forms::has_extension(text, endings))),
            _ => None,
        },
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
pub(crate) fn seconds(moment: &Moment) -> Option<i64> {
    let Moment::Fixed(text) = moment else { return None };
    Some(i64::from(days_since_1970(text.get(..10)?)?) * 86_400)
}

fn formed(form: &Form, text: &str) -> Option<bool> {
    let is_formed = |text: &str| match form {
        Form::Digits => text.bytes().all(|byte| byte.is_ascii_digit()),
        Form::Ascii => text.is_ascii(),
        Form::Url => forms::is_url(text),
        Form::Email => {
            text.rsplit_once('@').is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty())
        }
        Form::Date => forms::may_be_date(text),
        Form::Regex(_) => true,
    };
    let Form::Regex(pattern) = form else { return Some(either(text, is_formed)) };
    let pattern = regex_lite::Regex::new(pattern).ok()?;
    Some(either(text, |text| pattern.is_match(text)))
}

/// Servers may ignore the whitespace around a text.
fn either(text: &str, is_right: impl Fn(&str) -> bool) -> bool {
    is_right(text) || is_right(text.trim())
}

fn folded(value: &Val) -> Val {
    match value {
        Val::Text(text) => Val::Text(fold(text.trim())),
        other => other.clone(),
    }
}

/// Whether a value is what a condition asks for. `can_be_blank` says that an empty value counts as absent.
pub(crate) fn meets(is: &Expectation, value: &Val, can_be_blank: bool) -> bool {
    match is {
        Expectation::Present => value.is_there(),
        Expectation::Absent => *value == Val::Absent || (*value == Val::Empty && can_be_blank),
        Expectation::OneOf(values) => {
            value.spelled().is_some_and(|text| values.iter().any(|value| *value == text))
        }
    }
}
