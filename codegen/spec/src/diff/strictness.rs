//! Whether a check that is different refuses more calls or fewer.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::model::dump::condition_of;
use crate::model::preflight::{Check, Choice, Length, Moment, Order, RequestPath, Rule};
use crate::source::Spanned;

/// How many calls the new check refuses, compared with the old one: `Greater` for more, `Equal` for the same ones, and
/// `None` if it refuses other ones, or if that can't be told.
pub(super) fn compared(old: &Check, new: &Check) -> Option<Ordering> {
    let conditions = |check: &Check| check.when.iter().map(condition_of).collect::<BTreeSet<_>>();
    // A check with fewer conditions applies to more calls.
    let conditions = among(&conditions(new), &conditions(old));
    both(rules(&old.rule, &new.rule), conditions)
}

/// Of two properties: `None` if they point in different directions.
fn both(one: Option<Ordering>, other: Option<Ordering>) -> Option<Ordering> {
    match (one?, other?) {
        (Ordering::Equal, same) | (same, Ordering::Equal) => Some(same),
        (one, other) => (one == other).then_some(one),
    }
}

/// `Greater` if the second set has more.
fn among<T: Ord>(old: &BTreeSet<T>, new: &BTreeSet<T>) -> Option<Ordering> {
    match (old.is_subset(new), new.is_subset(old)) {
        (true, true) => Some(Ordering::Equal),
        (true, false) => Some(Ordering::Greater),
        (false, true) => Some(Ordering::Less),
        (false, false) => None,
    }
}

/// Of rules that look at the same.
fn rules(old: &Rule, new: &Rule) -> Option<Ordering> {
    use Rule as R;
    match (old, new) {
        (R::Present(was), R::Present(is)) | (R::Uniform(was), R::Uniform(is)) => same(was, is),
        (R::OneOf { at: was, values: before }, R::OneOf { at: is, values: after }) => both(
            same(was, is),
            allowed(before.iter().map(Spanned::as_str), after.iter().map(Spanned::as_str)),
        ),
        (R::Extension { at: was, endings: before }, R::Extension { at: is, endings: after })
        | (R::Contains { at: was, texts: before }, R::Contains { at: is, texts: after }) => {
            both(same(was, is), allowed(before, after))
        }
        (R::Format { at: was, form: before }, R::Format { at: is, form: after }) => {
            both(same(was, is), (before.value == after.value).then_some(Ordering::Equal))
        }
        (R::Range { at: was, min: least, max: most, fact }, R::Range { at: is, min, max, fact: other }) => {
            let is_same = fact.as_ref().map(|at| &at.value) == other.as_ref().map(|at| &at.value);
            let place = same(was, is).filter(|_| is_same);
            both(place, bounds([least, min], [most, max], |one, other| decimals(&one.value, &other.value)))
        }
        (R::Length { at: was, unit, min: least, max: most }, R::Length { at: is, unit: other, min, max }) => {
            let place = same(was, is).filter(|_| unit == other);
            both(place, bounds([least, min], [most, max], |one, other| Some(one.cmp(other))))
        }
        (R::Items { at: was, min: least, max: most }, R::Items { at: is, min, max }) => {
            both(same(was, is), bounds([least, min], [most, max], |one, other| Some(one.cmp(other))))
        }
        (
            R::Time { at: was, min: least, max: most, skew: before },
            R::Time { at: is, min, max, skew: after },
        ) => {
            let ends = bounds([least, min], [most, max], moments);
            both(both(same(was, is), ends), Some(before.cmp(after)))
        }
        (R::Span { from: a, to: b, min: least, max: most }, R::Span { from: c, to: d, min, max }) => {
            let ends = bounds([least, min], [most, max], |one, other| lengths(*one, *other));
            both(both(same(a, c), same(b, d)), ends)
        }
        _ => of_several(old, new),
    }
}

/// Of rules about several values.
fn of_several(old: &Rule, new: &Rule) -> Option<Ordering> {
    use Rule as R;
    match (old, new) {
        (R::Unique { list: a, keys, across: x }, R::Unique { list: b, keys: others, across: y }) => {
            let scopes = [x, y].map(|across| across.as_ref().map(RequestPath::scopes));
            // Items that are equal in fewer keys are equal more often.
            both(same(a, b).filter(|_| scopes[0] == scopes[1]), among(&texts(others), &texts(keys)))
        }
        (R::Compare { left: a, order, right: b }, R::Compare { left: c, order: other, right: d }) => {
            both(both(same(a, c), same(b, d)), among(&accepted(*other), &accepted(*order)))
        }
        (R::Choose { how, count, of }, R::Choose { how: other, count: number, of: all }) => {
            if how != other || texts(of) != texts(all) {
                None
            } else {
                match how {
                    Choice::AtLeast => Some(number.cmp(count)),
                    Choice::AtMost => Some(count.cmp(number)),
                    Choice::Exactly => (count == number).then_some(Ordering::Equal),
                }
            }
        }
        (R::Together(was), R::Together(is)) => among(&texts(was), &texts(is)),
        (R::Requires { at: a, others: was }, R::Requires { at: b, others: is }) => {
            both(same(a, b), among(&texts(was), &texts(is)))
        }
        (R::Custom(was), R::Custom(is)) => (was.value == is.value).then_some(Ordering::Equal),
        _ => None,
    }
}

fn same(was: &RequestPath, is: &RequestPath) -> Option<Ordering> {
    (was.text == is.text).then_some(Ordering::Equal)
}

fn texts(places: &[RequestPath]) -> BTreeSet<&str> {
    places.iter().map(|place| place.text.as_str()).collect()
}

/// Where more values are allowed, fewer calls are refused.
fn allowed<T: Ord>(old: impl IntoIterator<Item = T>, new: impl IntoIterator<Item = T>) -> Option<Ordering> {
    among(&new.into_iter().collect(), &old.into_iter().collect())
}

/// The results of a comparison that an order accepts.
fn accepted(order: Order) -> BTreeSet<Ordering> {
    let all: &[Ordering] = match order {
        Order::Less => &[Ordering::Less],
        Order::LessOrEqual => &[Ordering::Less, Ordering::Equal],
        Order::Greater => &[Ordering::Greater],
        Order::GreaterOrEqual => &[Ordering::Greater, Ordering::Equal],
        Order::Equal => &[Ordering::Equal],
        Order::NotEqual => &[Ordering::Less, Ordering::Greater],
    };
    all.iter().copied().collect()
}

/// Of the old and the new least value, and of the old and the new greatest one.
fn bounds<T>(
    least: [&Option<T>; 2],
    most: [&Option<T>; 2],
    order: impl Fn(&T, &T) -> Option<Ordering>,
) -> Option<Ordering> {
    let end = |[was, is]: [&Option<T>; 2]| match (was, is) {
        (None, None) => Some((Ordering::Equal, false)),
        (None, Some(_)) => Some((Ordering::Greater, true)),
        (Some(_), None) => Some((Ordering::Less, true)),
        (Some(was), Some(is)) => Some((order(is, was)?, false)),
    };
    let (least, _) = end(least)?;
    // A smaller greatest value refuses more.
    let (most, is_there) = end(most)?;
    both(Some(least), Some(if is_there { most } else { most.reverse() }))
}

fn decimals(one: &str, other: &str) -> Option<Ordering> {
    match (one.parse::<i128>(), other.parse::<i128>()) {
        (Ok(one), Ok(other)) => Some(one.cmp(&other)),
        _ => one.parse::<f64>().ok()?.partial_cmp(&other.parse::<f64>().ok()?),
    }
}

/// Of two lengths of time that are never the other way round.
fn lengths(one: Length, other: Length) -> Option<Ordering> {
    let order = |one: (u64, u64), other: (u64, u64)| (one.1 <= other.0).then_some(Ordering::Less);
    match (one.unit == other.unit, one.seconds(), other.seconds()) {
        (true, ..) => Some(one.count.cmp(&other.count)),
        (false, one, other) if one == other && one.0 == one.1 => Some(Ordering::Equal),
        (false, one, other) => order(one, other).or_else(|| Some(order(other, one)?.reverse())),
    }
}

fn moments(one: &Moment, other: &Moment) -> Option<Ordering> {
    let zero = Length { count: 0, unit: crate::model::preflight::TimeUnit::Seconds };
    match (one, other) {
        (Moment::Now { back, by }, Moment::Now { back: other_back, by: other_by }) => {
            let [by, other_by] = [by, other_by].map(|by| by.unwrap_or(zero));
            match (back, other_back) {
                (false, false) => lengths(by, other_by),
                (true, true) => lengths(other_by, by),
                (true, false) => Some(Ordering::Less),
                (false, true) => Some(Ordering::Greater),
            }
        }
        // Dates are in the order of their texts, and so are times with the same end.
        (Moment::Fixed(one), Moment::Fixed(other)) => {
            let is_date = one.len() == 10 && other.len() == 10;
            (is_date || one == other).then(|| one.cmp(other))
        }
        _ => None,
    }
}
