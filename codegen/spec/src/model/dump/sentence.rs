//! Checks as sentences for people: one line, no full stop, lower-case first word.

use super::notation::quoted;
use crate::model::preflight::{
    Check, Choice, Condition, Expectation, Form, Length, Moment, Order, RequestPath, RequestStep, Rule,
    TimeUnit, Unit,
};
use crate::source::Spanned;

/// A check in a sentence: `` `name` has at most 20 characters, if `kind` is present ``.
#[must_use]
pub fn sentence(check: &Check) -> String {
    let conditions: Vec<String> = check.when.iter().map(condition).collect();
    let conditions = match conditions.as_slice() {
        [] => String::new(),
        all => format!(", if {}", all.join(" and ")),
    };
    format!("{}{conditions}", rule(&check.rule))
}

fn condition(condition: &Condition) -> String {
    let is = match &condition.is {
        Expectation::Present => String::from("present"),
        Expectation::Absent => String::from("absent"),
        Expectation::OneOf(values) => one_of(values),
    };
    format!("{} is {is}", place(&condition.at))
}

fn rule(rule: &Rule) -> String {
    match rule {
        Rule::Present(at) => format!("{} is present", place(at)),
        Rule::OneOf { at, values } => format!("{} is {}", place(at), one_of(values)),
        Rule::Extension { at, endings } => {
            let endings = endings.iter().map(|ending| quoted(&format!(".{ending}")));
            format!("{} ends with {}", place(at), listed(endings, "or"))
        }
        Rule::Format { at, form } => format!("{} {}", place(at), self::form(form)),
        Rule::Range { at, min, max, fact } => {
            let of = fact.as_ref().map(|fact| format!("the fact {} of ", quoted(&fact.value)));
            let number = |end: &Option<Spanned<String>>| end.as_ref().map(|end| end.value.clone());
            format!("{}{} is {}", of.unwrap_or_default(), place(at), between([number(min), number(max)]))
        }
        Rule::Length { at, unit, min, max } => {
            let noun = match unit {
                Unit::Chars => ["character", "characters"],
                Unit::Bytes => ["byte of UTF-8", "bytes of UTF-8"],
                Unit::EucKr => ["byte of EUC-KR", "bytes of EUC-KR"],
                Unit::Gbk => ["byte of GBK", "bytes of GBK"],
            };
            format!("{} has {}", place(at), counted(*min, *max, noun))
        }
        Rule::Items { at, min, max } => {
            format!("{} has {}", place(at), counted(*min, *max, ["item", "items"]))
        }
        Rule::Contains { at, texts } => {
            format!("{} contains {}", place(at), listed(texts.iter().map(|text| quoted(text)), "or"))
        }
        Rule::Time { at, min, max, skew } => format!("{} is {}", place(at), time([min, max], *skew)),
        Rule::Span { from, to, min, max } => {
            let lengths = [min, max].map(|end| end.map(length));
            format!("{} is {} after {}", place(to), between(lengths), place(from))
        }
        Rule::Unique { .. } | Rule::Uniform(_) => of_items(rule),
        _ => of_several(rule),
    }
}

/// A rule about several values.
fn of_several(rule: &Rule) -> String {
    let all = |places: &[RequestPath]| listed(places.iter().map(place), "and");
    match rule {
        Rule::Compare { left, order, right } => {
            let is = match order {
                Order::Less => "is less than",
                Order::LessOrEqual => "is at most",
                Order::Greater => "is greater than",
                Order::GreaterOrEqual => "is at least",
                Order::Equal => "equals",
                Order::NotEqual => "differs from",
            };
            format!("{} {is} {}", place(left), place(right))
        }
        Rule::Choose { how, count, of } => {
            let how = match how {
                Choice::Exactly => "exactly",
                Choice::AtLeast => "at least",
                Choice::AtMost => "at most",
            };
            let is = if *count == 1 { "is" } else { "are" };
            format!("{how} {count} of {} {is} present", all(of))
        }
        Rule::Together(places) => format!("either all of {} are present, or none is", all(places)),
        Rule::Requires { at, others } => {
            let is = if others.len() == 1 { "is" } else { "are" };
            format!("if {} is present, so {is} {}", place(at), all(others))
        }
        Rule::Custom(name) => format!("the function {} accepts the request", quoted(&name.value)),
        _ => String::new(),
    }
}

/// A rule about the items of a list.
fn of_items(rule: &Rule) -> String {
    match rule {
        Rule::Unique { list, keys, across } => {
            let (within, list) = within(list, across.as_ref().unwrap_or(list).scopes());
            let keys: Vec<_> = keys.iter().filter(|key| !key.steps.is_empty()).collect();
            let same = match keys.as_slice() {
                [] => String::from("are the same"),
                keys => format!("have the same {}", listed(keys.iter().map(|key| quoted(&key.text)), "and")),
            };
            format!("{within}no two {list} {same}")
        }
        Rule::Uniform(at) => {
            let scopes = at.scopes();
            let (list, key) = split(&at.text, scopes);
            let is = match key {
                "" => String::from("are present, or none is"),
                key => format!("have {}, or none has", quoted(key)),
            };
            let (within, list) =
                within(&RequestPath { text: list.to_owned(), ..at.clone() }, scopes.saturating_sub(1));
            format!("{within}either all {list} {is}")
        }
        _ => String::new(),
    }
}

/// The lists around a list, and the name of its items there.
fn within(list: &RequestPath, scopes: usize) -> (String, String) {
    let (outer, inner) = split(&list.text, scopes);
    match (scopes, inner) {
        (0, _) => (String::new(), format!("items of {}", place(list))),
        (_, "") => (format!("within each item of {}, ", quoted_path(outer)), String::from("items")),
        _ => (format!("within each item of {}, ", quoted_path(outer)), quoted(inner)),
    }
}

/// A path before and after the `[*]` of this number, counted from 1.
fn split(text: &str, number: usize) -> (&str, &str) {
    const EACH: &str = "[*]";
    let (mut at, mut left) = (0, number);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty() && left > 0) {
        // Text in quotes is a name.
        let name = rest.strip_prefix("[\"").and_then(|name| name.find("\"]")).map(|end| end + 4);
        if let Some(behind) = rest.strip_prefix(EACH) {
            left -= 1;
            if left == 0 {
                return (&text[..at], behind.trim_start_matches('.'));
            }
        }
        at += name.unwrap_or_else(|| rest.chars().next().map_or(1, char::len_utf8));
    }
    (text, "")
}

fn place(place: &RequestPath) -> String {
    let is_param = matches!(place.steps.first(), Some(RequestStep::Param(_)));
    format!("{}{}", if is_param { "parameter " } else { "" }, quoted_path(&place.text))
}

fn quoted_path(text: &str) -> String {
    if matches!(text, "" | ".") { String::from("the body") } else { quoted(text) }
}

fn one_of(values: &[Spanned<String>]) -> String {
    let texts = listed(values.iter().map(|value| quoted(&value.value)), "or");
    if values.len() > 2 { format!("one of {texts}") } else { texts }
}

/// `a, b and c`.
fn listed(items: impl IntoIterator<Item = String>, word: &str) -> String {
    let items: Vec<String> = items.into_iter().collect();
    match items.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} {word} {last}", first.join(", ")),
        _ => items.concat(),
    }
}

/// `at least 1 and at most 500`.
fn between([min, max]: [Option<String>; 2]) -> String {
    if min.is_some() && min == max {
        return format!("exactly {}", min.unwrap_or_default());
    }
    let ends = [("at least", min), ("at most", max)];
    let ends = ends.into_iter().filter_map(|(word, end)| Some(format!("{word} {}", end?)));
    ends.collect::<Vec<_>>().join(" and ")
}

fn counted(min: Option<u64>, max: Option<u64>, noun: [&str; 2]) -> String {
    let last = max.or(min);
    let noun = if last == Some(1) { noun[0] } else { noun[1] };
    format!("{} {noun}", between([min, max].map(|end| end.map(|end| end.to_string()))))
}

fn form(form: &Form) -> String {
    let text = match form {
        Form::Digits => "consists of digits",
        Form::Ascii => "consists of ASCII characters",
        Form::Url => "is an absolute URL",
        Form::Email => "is an email address",
        Form::Date => "is a date",
        Form::Regex(pattern) => return format!("matches {}", quoted(pattern)),
    };
    text.to_owned()
}

/// `at most 12 months from now (clocks may differ by 5 minutes)`.
fn time([min, max]: [&Option<Moment>; 2], skew: u64) -> String {
    let end = |moment: &Moment, words: [&str; 2]| match moment {
        Moment::Now { back: false, by: Some(by) } => format!("{} {} from now", words[0], length(*by)),
        Moment::Now { back: true, by: Some(by) } => format!("{} {} ago", words[1], length(*by)),
        Moment::Now { by: None, .. } => format!("{} now", words[1]),
        Moment::Fixed(text) => format!("{} {}", words[1], quoted(text)),
    };
    let ends = [(min, ["at least", "not before"]), (max, ["at most", "not after"])];
    let ends = ends.into_iter().filter_map(|(moment, words)| Some(end(moment.as_ref()?, words)));
    let ends: Vec<String> = ends.collect();
    let units = [TimeUnit::Days, TimeUnit::Hours, TimeUnit::Minutes, TimeUnit::Seconds];
    let unit = units.into_iter().find(|unit| skew.is_multiple_of(unit.seconds().0)).unwrap_or_default();
    let skew = match skew {
        0 => String::new(),
        _ => format!(" (clocks may differ by {})", lasting(skew / unit.seconds().0, unit)),
    };
    format!("{}{skew}", ends.join(" and "))
}

fn length(length: Length) -> String {
    lasting(length.count.into(), length.unit)
}

fn lasting(count: u64, unit: TimeUnit) -> String {
    let unit = match unit {
        TimeUnit::Seconds => "second",
        TimeUnit::Minutes => "minute",
        TimeUnit::Hours => "hour",
        TimeUnit::Days => "day",
        TimeUnit::Weeks => "week",
        TimeUnit::Months => "month",
        TimeUnit::Years => "year",
    };
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}
