//! Rules about one value.

use super::Statement;
use super::literals::spelled;
use super::planner::Planner;
use super::scope::Scope;
use super::value::{Emptiness, Value};
use crate::plan::names::{self, Name};
use crate::plan::syntax::Expr;
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
    let wrong = value.holds(|value| Expr::call("rt::preflight::may_be_one_of", [value, spelled]).negated());
    Some(vec![planner.report_if(scope, at, wrong, &format!("not {}", one_of_these(values)))])
}

pub(super) fn extension(
    planner: &Planner<'_>,
    scope: &Scope<'_>,
    at: &RequestPath,
    endings: &[String],
) -> Option<Vec<Statement>> {
    let value = scope.value(&at.steps)?;
    let function = "rt::preflight::may_have_extension";
    let wrong = value.holds(|value| Expr::call(function, [value, Expr::texts(endings)]).negated());
    Some(vec![planner.report_if(scope, at, wrong, &format!("does not end in {}", one_of_these(endings)))])
}

pub(super) fn contains(
    planner: &Planner<'_>,
    scope: &Scope<'_>,
    at: &RequestPath,
    texts: &[String],
) -> Option<Vec<Statement>> {
    let value = scope.value(&at.steps)?;
    let wrong =
        value.holds(|value| Expr::call("rt::preflight::may_contain", [value, Expr::texts(texts)]).negated());
    Some(vec![planner.report_if(scope, at, wrong, &format!("does not contain {}", one_of_these(texts)))])
}

pub(super) fn format(
    planner: &Planner<'_>,
    scope: &Scope<'_>,
    at: &RequestPath,
    form: &Form,
) -> Option<Vec<Statement>> {
    let value = scope.value(&at.steps)?;
    let (function, detail) = match form {
        Form::Digits => ("rt::preflight::may_be_digits", String::from("contains more than digits")),
        Form::Ascii => ("rt::preflight::may_be_ascii", String::from("contains more than ASCII")),
        Form::Url => ("rt::preflight::may_be_url", String::from("is not an absolute URL")),
        Form::Email => ("rt::preflight::may_be_email", String::from("is not an email address")),
        Form::Date => ("rt::preflight::may_be_date", String::from("is not a date")),
        Form::Regex(text) => {
            let pattern = Expr::local(&planner.next_pattern());
            let wrong = value.holds(|value| pattern.method("may_match", [value]).negated());
            let detail = format!("does not match {text}");
            return Some(vec![planner.report_if(scope, at, wrong, &detail)]);
        }
    };
    let wrong = value.holds(|value| Expr::call(function, [value]).negated());
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

impl End {
    /// The sign between a number that is beyond and this end.
    fn beyond(self) -> &'static str {
        match self {
            Self::Least => "<",
            Self::Most => ">",
        }
    }

    /// The function that compares any number with this end.
    fn function(self) -> &'static str {
        match self {
            Self::Least => "rt::preflight::is_below",
            Self::Most => "rt::preflight::is_above",
        }
    }
}

/// Whether a number is beyond an end of its range; nothing when no number of its type is.
fn beyond(value: &Value, limit: &str, end: End) -> Option<Expr> {
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
            let limit = Expr::Integer(whole);
            return Some(value.number_holds(|number| number.infix(end.beyond(), limit)));
        }
    }
    Some(value.holds(|number| Expr::call(end.function(), [number, Expr::text(limit)])))
}

pub(super) fn fact(
    planner: &Planner<'_>,
    scope: &Scope<'_>,
    at: &RequestPath,
    (min, max, fact): (Option<&str>, Option<&str>, &str),
) -> Option<Vec<Statement>> {
    let value = scope.value(&at.steps)?;
    let number_of = |key: Expr| Expr::path("facts").method("number_of", [Expr::text(fact), key]);
    let known = match value.reference() {
        Some(key) => number_of(key),
        None => value.option().with("and_then", &value.name, number_of(Expr::local(&value.name))),
    };
    let name = scope.locals.clone().fresh(&names::snake(fact));
    let below = min.map(|min| (number(min, &name, End::Least), format!("{fact}: less than {min}")));
    let above = max.map(|max| (number(max, &name, End::Most), format!("{fact}: greater than {max}")));
    let wrong = below.into_iter().chain(above).map(|(wrong, detail)| {
        planner.report_if(scope, at, known.clone().with("is_some_and", &name, wrong), &detail)
    });
    Some(wrong.collect())
}

fn number(limit: &str, name: &Name, end: End) -> Expr {
    // A limit that no number can be beyond is left to the general function.
    let idle = match end {
        End::Least => i64::MIN,
        End::Most => i64::MAX,
    };
    match limit.parse::<i64>() {
        Ok(whole) if whole != idle => Expr::local(name).infix(end.beyond(), Expr::integer(whole)),
        _ => Expr::call(end.function(), [Expr::local(name).referenced(), Expr::text(limit)]),
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
        Unit::Chars => ("rt::preflight::Measure::Chars", ["character", ""]),
        Unit::Bytes => ("rt::preflight::Measure::Bytes", ["byte", ""]),
        Unit::EucKr => ("rt::preflight::Measure::EucKr", ["byte", " of EUC-KR"]),
        Unit::Gbk => ("rt::preflight::Measure::Gbk", ["byte", " of GBK"]),
    };
    let compared = |function, count: u64| {
        value.holds(|text| Expr::call(function, [text, Expr::integer(count), Expr::path(measure)]))
    };
    let shorter = min.filter(|min| *min > 0).map(|min| {
        (compared("rt::preflight::is_shorter", min), format!("fewer than {}", counted(min, unit)))
    });
    let longer = max
        .map(|max| (compared("rt::preflight::is_longer", max), format!("more than {}", counted(max, unit))));
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
        let wrong = value.holds_of(|list| match min {
            1 => list.method("is_empty", []),
            _ => list.method("len", []).infix("<", Expr::integer(count(min))),
        });
        (wrong, format!("fewer than {}", counted(min, ["item", ""])))
    });
    let more = max.filter(|max| *max < u64::from(u32::MAX)).map(|max| {
        let wrong = value.holds_of(|list| match max {
            0 => list.method("is_empty", []).negated(),
            _ => list.method("len", []).infix(">", Expr::integer(count(max))),
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
        Moment::Now { by: None, .. } => Expr::path("clock"),
        Moment::Now { by: Some(_), .. } | Moment::Fixed(_) => Expr::path(name),
    };
    let read = |time: Expr| Expr::path("ZONE").method("read", [time]);
    let before = min.map(|min| {
        let wrong = value.holds(|time| read(time).method("is_before", [limit(min, "earliest")]));
        (wrong, format!("before {}", moment(min)))
    });
    let after = max.map(|max| {
        let wrong = value.holds(|time| read(time).method("is_after", [limit(max, "latest")]));
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
