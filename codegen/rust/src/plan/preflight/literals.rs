//! Parts of rules as expressions.

use super::value::Value;
use crate::plan::syntax::Expr;
use stubwright_spec::model::preflight::{Length, Order, TimeUnit};
use stubwright_spec::model::{Scalar, Type};
use stubwright_spec::source::Spanned;

/// `12, rt::preflight::TimeUnit::Months`
pub(super) fn length_of(length: Length) -> [Expr; 2] {
    let unit = match length.unit {
        TimeUnit::Seconds => "rt::preflight::TimeUnit::Seconds",
        TimeUnit::Minutes => "rt::preflight::TimeUnit::Minutes",
        TimeUnit::Hours => "rt::preflight::TimeUnit::Hours",
        TimeUnit::Days => "rt::preflight::TimeUnit::Days",
        TimeUnit::Weeks => "rt::preflight::TimeUnit::Weeks",
        TimeUnit::Months => "rt::preflight::TimeUnit::Months",
        TimeUnit::Years => "rt::preflight::TimeUnit::Years",
    };
    [Expr::integer(length.count), Expr::path(unit)]
}

pub(super) fn order_of(order: Order) -> Expr {
    Expr::path(match order {
        Order::Less => "rt::preflight::Order::Less",
        Order::LessOrEqual => "rt::preflight::Order::LessOrEqual",
        Order::Greater => "rt::preflight::Order::Greater",
        Order::GreaterOrEqual => "rt::preflight::Order::GreaterOrEqual",
        Order::Equal => "rt::preflight::Order::Equal",
        Order::NotEqual => "rt::preflight::Order::NotEqual",
    })
}

/// Values as rules compare them: flags that are 0 and 1 on the wire are flags in Rust.
pub(super) fn spelled(value: &Value, values: &[Spanned<String>]) -> Expr {
    let is_flag = value.ty == Type::Scalar(Scalar::Bool);
    Expr::texts(values.iter().map(|text| match (is_flag, text.as_str()) {
        (true, "1") => "true",
        (true, "0") => "false",
        (_, text) => text,
    }))
}
