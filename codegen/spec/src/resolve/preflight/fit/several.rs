//! Rules about several values.

use super::super::made::Made;
use super::super::values::ValueKind;
use super::Fit;
use crate::ast::preflight::Path;
use crate::diag::{Code, Diagnostic};
use crate::model::dump;
use crate::model::preflight::{Length, Order, RequestPath, Rule};

impl Fit<'_, '_> {
    pub(super) fn compare<'p>(&self, left: &'p Path, order: Order, right: &'p Path) -> Made<'p, Rule> {
        let (left, right) = (self.place(left)?, self.place(right)?);
        let is_equality = matches!(order, Order::Equal | Order::NotEqual);
        let fits = match (self.kind(&left), self.kind(&right)) {
            (ValueKind::Whole(_), ValueKind::Whole(_))
            | (ValueKind::Float, ValueKind::Float)
            | (ValueKind::Decimal, ValueKind::Decimal)
            | (ValueKind::Time, ValueKind::Time) => true,
            (ValueKind::Text, ValueKind::Text) => is_equality,
            _ => false,
        };
        if !fits {
            let [a, b] = [&left, &right].map(|at| dump::ty(self.walker.api, &at.ty));
            let message = format!("`{a}` and `{b}` cannot be compared with `{}`", order.sign());
            let help = "compare two whole numbers, two `f64`, two `decimal`, two dates or times, or, with `==` and `!=`, two strings";
            return Err(Diagnostic::new(Code::CannotCompare, left.span.to(*right.span), message)
                .help(help)
                .into());
        }
        nested(&left, &right)?;
        Ok(Rule::Compare { left, order, right })
    }

    pub(super) fn span<'p>(
        &self,
        from: &'p Path,
        to: &'p Path,
        min: Option<Length>,
        max: Option<Length>,
    ) -> Made<'p, Rule> {
        let (from, to) = (self.place(from)?, self.place(to)?);
        for at in [&from, &to] {
            self.time(at, "`span` applies to")?;
        }
        nested(&from, &to)?;
        Ok(Rule::Span { from, to, min, max })
    }

    pub(super) fn requires<'p>(&self, at: &'p Path, others: &'p [Path]) -> Made<'p, Rule> {
        let (at, others) = (self.place(at)?, self.places(others)?);
        same_lists(std::iter::once(&at).chain(&others))?;
        Ok(Rule::Requires { at, others })
    }

    pub(super) fn same_lists<'p>(&self, paths: &'p [Path]) -> Made<'p, Vec<RequestPath>> {
        let places = self.places(paths)?;
        same_lists(&places)?;
        Ok(places)
    }
}

/// The lists of one path are the first lists of the other one.
fn nested(left: &RequestPath, right: &RequestPath) -> Made<'static, ()> {
    let (a, b) = (left.scope(usize::MAX), right.scope(usize::MAX));
    if a.starts_with(b) || b.starts_with(a) {
        return Ok(());
    }
    Err(other_lists(left, right).into())
}

/// All go through the same lists.
fn same_lists<'p>(places: impl IntoIterator<Item = &'p RequestPath>) -> Made<'static, ()> {
    let mut places = places.into_iter();
    let Some(first) = places.next() else { return Ok(()) };
    match places.find(|place| place.scope(usize::MAX) != first.scope(usize::MAX)) {
        Some(other) => Err(other_lists(first, other).into()),
        None => Ok(()),
    }
}

fn other_lists(first: &RequestPath, other: &RequestPath) -> Diagnostic {
    let message = format!("`{}` and `{}` are in different lists", first.text, other.text);
    Diagnostic::new(Code::BadScope, other.span, message)
        .and(first.span, "the other path")
        .help("use paths through the same lists")
}
