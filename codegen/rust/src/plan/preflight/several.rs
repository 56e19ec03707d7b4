//! Rules that compare several values.

use super::Statement;
use super::literals::{length_of, order_of};
use super::planner::Planner;
use super::scope::Scope;
use super::value::Value;
use crate::plan::names::Name;
use crate::plan::syntax::{Expr, Pattern};
use stubwright_spec::model::preflight::{Choice, Length, Order, RequestPath};
use stubwright_spec::model::{Scalar, Type};

const THERE: &str = "rt::preflight::Presence::There";
const ABSENT: &str = "rt::preflight::Presence::Absent";

/// Whether two values that are there are wrong, as an expression.
fn both(scope: &Scope<'_>, (left, right): (Value, Value), wrong: impl FnOnce(Expr, Expr) -> Expr) -> Expr {
    match (left.reference(), right.reference()) {
        (Some(left), _) => right.holds(|right| wrong(left, right)),
        (None, Some(right)) => left.holds(|left| wrong(left, right)),
        (None, None) => {
            let mut locals = scope.locals.clone();
            let [a, b] = [&left, &right].map(|value| locals.fresh(value.name.as_str()));
            let wrong = wrong(Expr::local(&a), Expr::local(&b));
            let pair = Pattern::Tuple(vec![Pattern::Name(a), Pattern::Name(b)]);
            let both = left.option().method("zip", [right.option()]);
            both.method("is_some_and", [Expr::closure([pair], wrong)])
        }
    }
}

/// The place that is in more lists, where a violation is reported.
fn deeper<'p>(one: &'p RequestPath, other: &'p RequestPath) -> &'p RequestPath {
    if other.scopes() > one.scopes() { other } else { one }
}

/// How two values are compared.
enum Comparison {
    Number,
    Time,
    Text,
}

fn comparison(value: &Value) -> Comparison {
    match value.ty {
        Type::Scalar(Scalar::Date | Scalar::DateTime | Scalar::UnixSeconds | Scalar::UnixMillis) => {
            Comparison::Time
        }
        Type::Scalar(Scalar::F64 | Scalar::Decimal) => Comparison::Number,
        Type::Scalar(scalar) if scalar.is_integer() => Comparison::Number,
        _ => Comparison::Text,
    }
}

/// Whether comparing with this value reads times.
pub(super) fn reads_time(scope: &Scope<'_>, place: &RequestPath) -> bool {
    scope.value(&place.steps).is_some_and(|value| matches!(comparison(&value), Comparison::Time))
}

pub(super) fn compare(
    planner: &Planner<'_>,
    scope: &Scope<'_>,
    left: &RequestPath,
    order: Order,
    right: &RequestPath,
) -> Option<Vec<Statement>> {
    let values = (scope.value(&left.steps)?, scope.value(&right.steps)?);
    let holds = |pair: [Expr; 3]| match comparison(&values.0) {
        Comparison::Number => Expr::call("rt::preflight::numbers_may_be", pair),
        Comparison::Time => Expr::path("ZONE").method("may_be", pair),
        Comparison::Text => Expr::call("rt::preflight::texts_may_be", pair),
    };
    let sign = Order::SIGNS.iter().find(|(_, known)| *known == order).map_or("", |(sign, _)| sign);
    let wrong = both(scope, values.clone(), |left, right| holds([left, order_of(order), right]).negated());
    let detail = format!("{} {sign} {} does not hold", left.text, right.text);
    Some(vec![planner.report_if(scope, deeper(left, right), wrong, &detail)])
}

pub(super) fn span(
    planner: &Planner<'_>,
    scope: &Scope<'_>,
    (from, to): (&RequestPath, &RequestPath),
    (min, max): (Option<Length>, Option<Length>),
) -> Option<Vec<Statement>> {
    let values = (scope.value(&from.steps)?, scope.value(&to.steps)?);
    let wrong = |method, length: Length| {
        both(scope, values.clone(), |from, to| {
            let arguments = [from, to].into_iter().chain(length_of(length));
            Expr::path("ZONE").method(method, arguments).negated()
        })
    };
    let closer = min.map(|min| (wrong("may_be_apart", min), format!("less than {min} from {}", from.text)));
    let further =
        max.map(|max| (wrong("may_be_within", max), format!("more than {max} after {}", from.text)));
    let at = deeper(to, from);
    let wrong = closer.into_iter().chain(further);
    Some(wrong.map(|(wrong, detail)| planner.report_if(scope, at, wrong, &detail)).collect())
}

/// Whether a value is there, as an expression of the type `Presence`.
pub(super) fn presence(scope: &Scope<'_>, value: &Value) -> Expr {
    let function = if scope.can_be_empty(value) {
        "rt::preflight::Presence::of"
    } else {
        "rt::preflight::Presence::of_solid"
    };
    Expr::call(function, [value.option()])
}

/// A variable for each place that says whether it is there.
fn presences(scope: &mut Scope<'_>, places: &[&RequestPath]) -> Option<(Vec<Name>, Vec<Statement>)> {
    let values = places.iter().map(|place| scope.value(&place.steps)).collect::<Option<Vec<Value>>>()?;
    let mut names = Vec::new();
    let mut lets = Vec::new();
    for value in &values {
        let name = scope.locals.fresh(value.name.as_str());
        lets.push(Statement::Let { name: name.clone(), value: presence(scope, value) });
        names.push(name);
    }
    Some((names, lets))
}

pub(super) fn choose(
    planner: &Planner<'_>,
    scope: &mut Scope<'_>,
    (how, count): (Choice, u32),
    of: &[RequestPath],
) -> Option<Vec<Statement>> {
    let places: Vec<&RequestPath> = of.iter().collect();
    let (names, mut statements) = presences(scope, &places)?;
    let (function, words) = match how {
        Choice::Exactly => ("rt::preflight::may_be_exactly", "exactly"),
        Choice::AtLeast => ("rt::preflight::may_be_at_least", "at least"),
        Choice::AtMost => ("rt::preflight::may_be_at_most", "at most"),
    };
    let detail = format!("not {words} {count} of {}", listed(of));
    let presences = Expr::list(names.iter().map(Expr::local));
    let wrong = Expr::call(function, [Expr::integer(count), presences]).negated();
    statements.push(planner.report_if(scope, of.first()?, wrong, &detail));
    Some(statements)
}

pub(super) fn together(
    planner: &Planner<'_>,
    scope: &mut Scope<'_>,
    places: &[RequestPath],
) -> Option<Vec<Statement>> {
    let all: Vec<&RequestPath> = places.iter().collect();
    let (names, mut statements) = presences(scope, &all)?;
    let missing = places.iter().zip(&names).enumerate().map(|(index, (place, name))| {
        let others = places.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, other)| other);
        let detail = format!("missing, but needed together with {}", listed(others));
        planner.report_if(scope, place, Expr::local(name).infix("==", Expr::path(ABSENT)), &detail)
    });
    let body: Vec<Statement> = missing.collect();
    let condition = Expr::Array(names.iter().map(Expr::local).collect())
        .method("contains", [Expr::path(THERE).referenced()]);
    statements.push(Statement::If { condition, body });
    Some(statements)
}

pub(super) fn requires(
    planner: &Planner<'_>,
    scope: &mut Scope<'_>,
    at: &RequestPath,
    others: &[RequestPath],
) -> Option<Vec<Statement>> {
    let all: Vec<&RequestPath> = std::iter::once(at).chain(others).collect();
    let (names, mut statements) = presences(scope, &all)?;
    let (first, names) = names.split_first()?;
    let detail = format!("missing, although {} is present", at.text);
    for (place, name) in others.iter().zip(names) {
        let is_there = Expr::local(first).infix("==", Expr::path(THERE));
        let wrong = is_there.infix("&&", Expr::local(name).infix("==", Expr::path(ABSENT)));
        statements.push(planner.report_if(scope, place, wrong, &detail));
    }
    Some(statements)
}

/// `a, b, c`
fn listed<'p>(places: impl IntoIterator<Item = &'p RequestPath>) -> String {
    places.into_iter().map(|place| place.text.as_str()).collect::<Vec<_>>().join(", ")
}
