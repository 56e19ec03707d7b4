//! Comparisons between numbers of all types, exact as far as their digits are.

use std::cmp::Ordering;

use super::order::Order;
use super::text::Scratch;
use crate::wire::{Decimal, Digits};

/// A number as rules compare it.
#[derive(Debug, Clone, Copy)]
pub enum Numeral<'a> {
    /// A whole number.
    Whole(i128),
    /// A binary float, whose digits on the wire are not known.
    Float(f64),
    /// Decimal digits.
    Digits(&'a str),
}

/// Types that rules compare as numbers: integers, floats, decimals, and texts of digits.
pub trait Number {
    /// The number.
    fn numeral(&self) -> Numeral<'_>;
}

macro_rules! whole_numbers {
    ($($integer:ty)*) => { $(
        impl Number for $integer {
            fn numeral(&self) -> Numeral<'_> {
                Numeral::Whole(i128::from(*self))
            }
        }
    )* };
}

whole_numbers! { i32 i64 u32 u64 }

impl Number for f64 {
    fn numeral(&self) -> Numeral<'_> {
        Numeral::Float(*self)
    }
}

impl Number for Decimal {
    fn numeral(&self) -> Numeral<'_> {
        Numeral::Digits(self.as_str())
    }
}

impl Number for str {
    fn numeral(&self) -> Numeral<'_> {
        Numeral::Digits(self)
    }
}

/// Whether a number is certainly less than the limit.
#[must_use]
pub fn is_below<N: Number + ?Sized>(number: &N, limit: &str) -> bool {
    order_of(number.numeral(), limit.numeral()) == Some(Ordering::Less)
}

/// Whether a number is certainly greater than the limit.
#[must_use]
pub fn is_above<N: Number + ?Sized>(number: &N, limit: &str) -> bool {
    order_of(number.numeral(), limit.numeral()) == Some(Ordering::Greater)
}

/// Whether the comparison may hold. It does not only if that is certain.
#[must_use]
pub fn numbers_may_be<A, B>(left: &A, order: Order, right: &B) -> bool
where
    A: Number + ?Sized,
    B: Number + ?Sized,
{
    let (a, b) = (left.numeral(), right.numeral());
    order_of(a, b).is_none_or(|found| order.allows(found))
        // A server that compares texts tells `1.0` from `1.00`.
        || (order == Order::NotEqual && !are_written_alike(a, b))
}

/// Whether two equal numbers have the same digits on the wire; those of floats follow from their value.
fn are_written_alike(a: Numeral<'_>, b: Numeral<'_>) -> bool {
    match (a, b) {
        (Numeral::Digits(a), Numeral::Digits(b)) => a == b,
        (Numeral::Whole(whole), Numeral::Digits(digits))
        | (Numeral::Digits(digits), Numeral::Whole(whole)) => Scratch::default().write(whole) == digits,
        _ => true,
    }
}

/// The order of two numbers; `None` if rounding hides it.
fn order_of(a: Numeral<'_>, b: Numeral<'_>) -> Option<Ordering> {
    match (a, b) {
        (Numeral::Whole(a), Numeral::Whole(b)) => Some(a.cmp(&b)),
        (Numeral::Float(a), Numeral::Float(b)) => a.partial_cmp(&b),
        (Numeral::Digits(a), Numeral::Digits(b)) => Some(Digits::parse(a)?.compare(&Digits::parse(b)?)),
        (Numeral::Whole(a), Numeral::Digits(b)) => whole_and_digits(a, b),
        (Numeral::Digits(a), Numeral::Whole(b)) => whole_and_digits(b, a).map(Ordering::reverse),
        (Numeral::Float(a), b) => apart(a, rounded(b)?),
        (a, Numeral::Float(b)) => apart(rounded(a)?, b),
    }
}

fn whole_and_digits(whole: i128, digits: &str) -> Option<Ordering> {
    let mut scratch = Scratch::default();
    Some(Digits::parse(scratch.write(whole))?.compare(&Digits::parse(digits)?))
}

/// Rounding keeps the order of numbers that stay different.
fn apart(a: f64, b: f64) -> Option<Ordering> {
    a.partial_cmp(&b).filter(|order| order.is_ne())
}

#[expect(clippy::cast_precision_loss, reason = "the caller takes it as rounded")]
fn rounded(number: Numeral<'_>) -> Option<f64> {
    match number {
        Numeral::Whole(whole) => Some(whole as f64),
        Numeral::Float(float) => Some(float),
        Numeral::Digits(digits) => Digits::parse(digits).and_then(|_| digits.parse().ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_above, is_below, numbers_may_be};
    use crate::preflight::Order;
    use crate::wire::Decimal;

    #[test]
    fn ranges() {
        assert!(is_below(&0_i32, "1") && !is_below(&1_u32, "1") && !is_below(&2_i64, "1"));
        assert!(is_above(&u64::MAX, "18446744073709551614") && !is_above(&u64::MAX, "18446744073709551615"));
        assert!(is_above(&i64::MIN, "-1e30") && is_below(&i64::MIN, "-0.5"));
        assert!(is_below(&0.49, "0.5") && !is_below(&0.5, "0.5") && !is_above(&0.1, "0.1"));
        assert!(!is_below(&f64::NAN, "1") && is_above(&f64::INFINITY, "1e300"));
        let price: Decimal = "0.10".parse().expect("decimal");
        assert!(!is_below(&price, "0.1") && is_below(&price, "0.1000000000000000000001"));
        // A text that is not a number satisfies every rule.
        assert!(!is_below("x", "1") && !is_above(&1_i32, "x"));
    }

    #[test]
    fn orders() {
        let ten: Decimal = "10.0".parse().expect("decimal");
        assert!(numbers_may_be(&10_i32, Order::Equal, &ten) && !numbers_may_be(&10_u64, Order::Less, &ten));
        assert!(
            numbers_may_be(&ten, Order::LessOrEqual, &10_i64)
                && numbers_may_be(&ten, Order::NotEqual, &10_u32)
        );
        let (whole, longer): (Decimal, Decimal) =
            ("10".parse().expect("decimal"), "10.00".parse().expect("decimal"));
        assert!(
            numbers_may_be(&ten, Order::NotEqual, &longer) && numbers_may_be(&ten, Order::Equal, &longer)
        );
        assert!(
            !numbers_may_be(&ten, Order::NotEqual, &ten) && !numbers_may_be(&10_i64, Order::NotEqual, &whole)
        );
        assert!(
            !numbers_may_be(&7_i32, Order::NotEqual, &7_u64) && !numbers_may_be(&0.5, Order::NotEqual, &0.5)
        );
        // 0.1 as a float is not exactly 0.1: either order is possible.
        let tenth: Decimal = "0.1".parse().expect("decimal");
        assert!(numbers_may_be(&0.1, Order::Less, &tenth) && numbers_may_be(&0.1, Order::Greater, &tenth));
        assert!(!numbers_may_be(&0.2, Order::Less, &tenth) && !numbers_may_be(&tenth, Order::Greater, &0.2));
        assert!(numbers_may_be(&f64::NAN, Order::Less, &1_i32));
        assert!(
            !numbers_may_be(&3.5, Order::LessOrEqual, &3.25)
                && !numbers_may_be(&3_i32, Order::Greater, &3_u64)
        );
    }
}
