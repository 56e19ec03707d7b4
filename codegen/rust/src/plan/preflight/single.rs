//! Rules about one value.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::Statement;
use super::literals::spelled;
use super::planner::Planner;
use super::scope::Scope;
use super::value::{Emptiness, Value};
use crate::plan::names;
use stubwright_spec::model::Type;
use stubwright_spec::model::preflight::{Form, Moment, RequestPath, Unit};
use stubwright_spec::source::Spanned;

/// How many values a message lists.
const SHOWN: usize = 6;

pub(super) fn present(planner: &Planner<'_>, scope: &Scope<'_>, at: &RequestPath) -> Option<Vec<Statement>> {
    let value = scope.value(&at.steps)?;
    let empty = scope.emptiness(&value);
    let detail = if empty == Emptiness::Never { "missing" } else { "missing or empty" };
    Some(vec![planner.report_if(scope, at, value.lacks(empty)?, detail)])
}

pub(super) fn one_of(
    planner: &Planner<'_>,
    scope: &Scope<'_>,
    at: &RequestPath,
    values: &[Spanned<String>],
) -> Option<Vec<Statement>> {
    let value = scope.value(&at.steps)?;
    let spelled = spelled(&value, values);
    let wrong = value.holds(|value| quote!(!rt::preflight::may_be_one_of(#value, #spelled)));
    Some(vec![planner.report_if(scope, at, wrong, &format!("not {}", one_of_these(values)))])
}

pub(super) fn extension(
    planner: &Planner<'_>,
    scope: &Scope<'_>,
    at: &RequestPath,
    endings: &[String],
) -> Option<Vec<Statement>> {
    let value = scope.value(&at.steps)?;
    let wrong = value.holds(|value| quote!(!rt::preflight::may_have_extension(#value, &[#(#endings),*])));
    Some(vec![planner.report_if(scope, at, wrong, &format!("does not end in {}", one_of_these(endings)))])
}

pub(super) fn contains(
    planner: &Planner<'_>,
    scope: &Scope<'_>,
    at: &RequestPath,
    texts: &[String],
) -> Option<Vec<Statement>> {
    let value = scope.value(&at.steps)?;
    let wrong = value.holds(|value| quote!(!rt::preflight::may_contain(#value, &[#(#texts),*])));
    Some(vec![planner.report_if(scope, at, wrong, &format!("does not contain {}", one_of_these(texts)))])
}

pub(super) fn format(
    planner: &Planner<'_>,
    scope: &Scope<'_>,
    at: &RequestPath,
    form: &Form,
) -> Option<Vec<Statement>> {
    let value = scope.value(&at.steps)?;
    let pattern = planner.next_pattern();
    let (function, detail) = match form {
        Form::Digits => (quote!(rt::preflight::may_be_digits), String::from("contains more than digits")),
        Form::Ascii => (quote!(rt::preflight::may_be_ascii), String::from("contains more than ASCII")),
        Form::Url => (quote!(rt::preflight::may_be_url), String::from("is not an absolute URL")),
        Form::Email => (quote!(rt::preflight::may_be_email), String::from("is not an email address")),
        Form::Date => (quote!(rt::preflight::may_be_date), String::from("is not a date")),
        Form::Regex(text) => (quote!(#pattern.may_match), format!("does not match {text}")),
    };
    let wrong = value.holds(|value| quote!(!#function(#value)));
    Some(vec![planner.report_if(scope, at, wrong, &detail)])
}

pub(super) fn range(
    planner: &Planner<'_>,
    scope: &Scope<'_>,
    at: &RequestPath,
    (min, max): (Option<&str>, Option<&str>),
) -> Option<Vec<Statement>> {
    let value = scope.value(&at.steps)?;
    let below = min.and_then(|min| Some((beyond(&value, min, End::Least)?, format!("less than {min}"))));
    let above = max.and_then(|max| Some((beyond(&value, max, End::Most)?, format!("greater than {max}"))));
    let wrong = below.into_iter().chain(above);
    Some(wrong.map(|(wrong, detail)| planner.report_if(scope, at, wrong, &detail)).collect())
}

/// Which end of a range is meant.
#[derive(Clone, Copy)]
enum End {
    Least,
    Most,
}

/// Whether a number is beyond an end of its range; nothing when no number of its type is.
fn beyond(value: &Value, limit: &str, end: End) -> Option<TokenStream> {
    let bounds = match value.ty {
        Type::Scalar(scalar) => scalar.bounds(),
        _ => None,
    };
    let whole = limit.parse::<i128>().ok();
    if let (Some((least, most)), Some(whole)) = (bounds, whole) {
        let is_idle = match end {
            End::Least => whole <= least,
            End::Most => whole >= most,
        };
        if is_idle {
            return None;
        }
        if (least..=most).contains(&whole) {
            let limit = Literal::i128_unsuffixed(whole);
            return Some(value.number_holds(|number| match end {
                End::Least => quote!(#number < #limit),
                End::Most => quote!(#number > #limit),
            }));
        }
    }
    Some(value.holds(|number| match end {
        End::Least => quote!(rt::preflight::is_below(#number, #limit)),
        End::Most => quote!(rt::preflight::is_above(#number, #limit)),
    }))
}

pub(super) fn fact(
    planner: &Planner<'_>,
    scope: &Scope<'_>,
    at: &RequestPath,
    (min, max, fact): (Option<&str>, Option<&str>, &str),
) -> Option<Vec<Statement>> {
    let value = scope.value(&at.steps)?;
    let known = match value.reference() {
        Some(key) => quote!(facts.number_of(#fact, #key)),
        None => {
            let (option, name) = (value.option(), &value.name);
            quote!(#option.and_then(|#name| facts.number_of(#fact, #name)))
        }
    };
    let name = scope.locals.clone().fresh(&names::snake(fact));
    let below = min.map(|min| (number(min, &name, End::Least), format!("{fact}: less than {min}")));
    let above = max.map(|max| (number(max, &name, End::Most), format!("{fact}: greater than {max}")));
    let wrong = below.into_iter().chain(above).map(|(wrong, detail)| {
        planner.report_if(scope, at, quote!(#known.is_some_and(|#name| #wrong)), &detail)
    });
    Some(wrong.collect())
}

fn number(limit: &str, name: &proc_macro2::Ident, end: End) -> TokenStream {
    match (limit.parse::<i64>().map(Literal::i64_unsuffixed), end) {
        // What a number cannot be less or greater than is left to the general function.
        (Ok(whole), End::Least) if limit.parse() != Ok(i64::MIN) => quote!(#name < #whole),
        (Ok(whole), End::Most) if limit.parse() != Ok(i64::MAX) => quote!(#name > #whole),
        (_, End::Least) => quote!(rt::preflight::is_below(&#name, #limit)),
        (_, End::Most) => quote!(rt::preflight::is_above(&#name, #limit)),
    }
}

pub(super) fn length(
    planner: &Planner<'_>,
    scope: &Scope<'_>,
    at: &RequestPath,
    unit: Unit,
    (min, max): (Option<u64>, Option<u64>),
) -> Option<Vec<Statement>> {
    let value = scope.value(&at.steps)?;
    let (measure, unit) = match unit {
        Unit::Chars => (quote!(Chars), ["character", ""]),
        Unit::Bytes => (quote!(Bytes), ["byte", ""]),
        Unit::EucKr => (quote!(EucKr), ["byte", " of EUC-KR"]),
        Unit::Gbk => (quote!(Gbk), ["byte", " of GBK"]),
    };
    let measure = quote!(rt::preflight::Measure::#measure);
    let shorter = min.filter(|min| *min > 0).map(|min| {
        let least = Literal::u64_unsuffixed(min);
        let wrong = value.holds(|text| quote!(rt::preflight::is_shorter(#text, #least, #measure)));
        (wrong, format!("fewer than {}", counted(min, unit)))
    });
    let longer = max.map(|max| {
        let most = Literal::u64_unsuffixed(max);
        let wrong = value.holds(|text| quote!(rt::preflight::is_longer(#text, #most, #measure)));
        (wrong, format!("more than {}", counted(max, unit)))
    });
    let wrong = shorter.into_iter().chain(longer);
    Some(wrong.map(|(wrong, detail)| planner.report_if(scope, at, wrong, &detail)).collect())
}

pub(super) fn items(
    planner: &Planner<'_>,
    scope: &Scope<'_>,
    at: &RequestPath,
    (min, max): (Option<u64>, Option<u64>),
) -> Option<Vec<Statement>> {
    let value = scope.value(&at.steps)?;
    // Lists that are longer exist on no machine, and on small ones not even the number.
    let count = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
    let fewer = min.filter(|min| *min > 0).map(|min| {
        let least = Literal::u32_unsuffixed(count(min));
        let wrong = value.holds_of(|list| match min {
            1 => quote!(#list.is_empty()),
            _ => quote!(#list.len() < #least),
        });
        (wrong, format!("fewer than {}", counted(min, ["item", ""])))
    });
    let more = max.filter(|max| *max < u64::from(u32::MAX)).map(|max| {
        let most = Literal::u32_unsuffixed(count(max));
        let wrong = value.holds_of(|list| match max {
            0 => quote!(!#list.is_empty()),
            _ => quote!(#list.len() > #most),
        });
        (wrong, format!("more than {}", counted(max, ["item", ""])))
    });
    let wrong = fewer.into_iter().chain(more);
    Some(wrong.map(|(wrong, detail)| planner.report_if(scope, at, wrong, &detail)).collect())
}

/// `1 byte of GBK`, `3 bytes of GBK`
fn counted(count: u64, [noun, rest]: [&str; 2]) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}{rest}")
}

pub(super) fn time(
    planner: &Planner<'_>,
    scope: &Scope<'_>,
    at: &RequestPath,
    (min, max): (Option<&Moment>, Option<&Moment>),
) -> Option<Vec<Statement>> {
    let value = scope.value(&at.steps)?;
    let limit = |moment: &Moment, name| match moment {
        Moment::Now { by: None, .. } => quote!(clock),
        Moment::Now { by: Some(_), .. } | Moment::Fixed(_) => name,
    };
    let before = min.map(|min| {
        let earliest = limit(min, quote!(earliest));
        let wrong = value.holds(|time| quote!(ZONE.read(#time).is_before(#earliest)));
        (wrong, format!("before {}", moment(min)))
    });
    let after = max.map(|max| {
        let latest = limit(max, quote!(latest));
        let wrong = value.holds(|time| quote!(ZONE.read(#time).is_after(#latest)));
        (wrong, format!("after {}", moment(max)))
    });
    let wrong = before.into_iter().chain(after);
    Some(wrong.map(|(wrong, detail)| planner.report_if(scope, at, wrong, &detail)).collect())
}

fn moment(moment: &Moment) -> String {
    match moment {
        Moment::Fixed(text) => text.clone(),
        Moment::Now { by: None, .. } => String::from("now"),
        Moment::Now { back: false, by: Some(length) } => format!("now+{length}"),
        Moment::Now { back: true, by: Some(length) } => format!("now-{length}"),
    }
}

/// `one of a, b, c and 4 more`
fn one_of_these<T: ToString>(values: &[T]) -> String {
    let values: Vec<String> = values.iter().map(T::to_string).collect();
    let (shown, rest) = values.split_at(values.len().min(SHOWN));
    match (shown, rest.len()) {
        ([only], 0) => only.clone(),
        (shown, 0) => format!("one of {}", shown.join(", ")),
        (shown, more) => format!("one of {} and {more} more", shown.join(", ")),
    }
}
