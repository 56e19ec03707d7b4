//! Checks: one line for the rule, one for each condition.

use std::fmt::{Result, Write};

use super::notation::ty;
use crate::model::Api;
use crate::model::preflight::{
    Condition, Coverage, Expectation, Form, Moment, RequestPath, RequestStep, Rule,
};
use crate::source::Spanned;

/// The checks of an API in their order.
pub(super) fn checks(api: &Api, out: &mut String) -> Result {
    for check in &api.preflight {
        let code = &api.errors[check.row].code.value;
        let endpoint = api.endpoints[check.endpoint].name.as_str();
        let coverage = match check.coverage {
            Coverage::None => "none",
            Coverage::Part => "part",
            Coverage::Whole => "whole",
        };
        writeln!(out, "check {code:?} of {endpoint} {coverage}")?;
        let place = |at: &RequestPath| format!("{}: {}", place(at), ty(api, &at.ty));
        writeln!(out, "  {}", rule(&place, &check.rule))?;
        for condition in &check.when {
            writeln!(out, "  {}", self::condition(&place, condition))?;
        }
    }
    Ok(())
}

/// A check without the types of what it looks at: `length name ..=20 chars when kind is present`.
#[cfg(feature = "diff")]
pub(crate) fn rule_of(check: &crate::model::preflight::Check) -> String {
    let conditions = check.when.iter().map(condition_of);
    std::iter::once(rule(&place, &check.rule)).chain(conditions).collect::<Vec<_>>().join(" ")
}

/// A condition without the type of what it looks at.
#[cfg(feature = "diff")]
pub(crate) fn condition_of(condition: &Condition) -> String {
    self::condition(&place, condition)
}

fn condition(at: &dyn Fn(&RequestPath) -> String, condition: &Condition) -> String {
    let is = match &condition.is {
        Expectation::Present => String::from("present"),
        Expectation::Absent => String::from("absent"),
        Expectation::OneOf(values) => format!("one of {:?}", texts(values)),
    };
    format!("when {} is {is}", at(&condition.at))
}

fn rule(at: &dyn Fn(&RequestPath) -> String, rule: &Rule) -> String {
    let all = |places: &[RequestPath]| places.iter().map(at).collect::<Vec<_>>().join(", ");
    match rule {
        Rule::Present(place) => format!("present {}", at(place)),
        Rule::OneOf { at: place, values } => format!("one_of {} {:?}", at(place), texts(values)),
        Rule::Extension { at: place, endings } => format!("extension {} {endings:?}", at(place)),
        Rule::Format { at: place, form } => format!("format {} {}", at(place), self::form(form)),
        Rule::Range { at: place, min, max, fact } => {
            let fact = fact.as_ref().map(|fact| format!(" fact {}", fact.value)).unwrap_or_default();
            format!("range {} {}{fact}", at(place), ends(min.as_ref(), max.as_ref()))
        }
        Rule::Length { at: place, unit, min, max } => {
            format!("length {} {} {}", at(place), ends(min.as_ref(), max.as_ref()), unit.word())
        }
        Rule::Items { at: place, min, max } => {
            format!("items {} {}", at(place), ends(min.as_ref(), max.as_ref()))
        }
        Rule::Contains { at: place, texts } => format!("contains {} {texts:?}", at(place)),
        Rule::Unique { list, keys, across } => {
            let scopes = across.as_ref().unwrap_or(list).scopes();
            format!("unique {} in each of {scopes} lists by {}", at(list), all(keys))
        }
        Rule::Uniform(place) => format!("uniform {}", at(place)),
        Rule::Time { at: place, min, max, skew } => {
            let (min, max) = (min.as_ref().map(moment), max.as_ref().map(moment));
            format!("time {} {} skew {skew} s", at(place), ends(min.as_ref(), max.as_ref()))
        }
        Rule::Compare { left, order, right } => {
            format!("compare {} {} {}", at(left), order.sign(), at(right))
        }
        Rule::Span { from, to, min, max } => {
            format!("span {} to {} {}", at(from), at(to), ends(min.as_ref(), max.as_ref()))
        }
        Rule::Choose { how, count, of } => format!("choose {} {count} of {}", how.word(), all(of)),
        Rule::Together(places) => format!("together {}", all(places)),
        Rule::Requires { at: place, others } => format!("requires {} with {}", at(place), all(others)),
        Rule::Custom(name) => format!("custom {}", name.value),
    }
}

fn ends(min: Option<&impl ToString>, max: Option<&impl ToString>) -> String {
    let [min, max] = [min.map(ToString::to_string), max.map(ToString::to_string)];
    format!("{}..{}", min.unwrap_or_default(), max.map(|max| format!("={max}")).unwrap_or_default())
}

fn form(form: &Form) -> String {
    match form {
        Form::Regex(pattern) => format!("regex {pattern:?}"),
        word => Form::WORDS.iter().find(|(_, form)| form == word).map_or("?", |(word, _)| word).to_owned(),
    }
}

fn moment(moment: &Moment) -> String {
    match moment {
        Moment::Now { by: None, .. } => String::from("now"),
        Moment::Now { back, by: Some(by) } => format!("now{}{by}", if *back { '-' } else { '+' }),
        Moment::Fixed(text) => text.clone(),
    }
}

fn place(place: &RequestPath) -> String {
    let param = if matches!(place.steps.first(), Some(RequestStep::Param(_))) { "parameter " } else { "" };
    format!("{param}{}", place.text)
}

fn texts(texts: &[Spanned<String>]) -> Vec<&str> {
    texts.iter().map(Spanned::as_str).collect()
}
