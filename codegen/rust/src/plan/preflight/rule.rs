//! One rule → the statements that hold a request against it.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::scope::{EachKind, Scope};
use super::value::{Emptiness, Value};
use super::{Need, Needs, Report, Statement, Words, lists, several, single};
use crate::plan::{Cx, names};
use stubwright_spec::model::preflight::{
    Check, Condition, EndpointId, Expectation, Form, Length, Moment, Order, RequestPath, Rule, TimeUnit,
};
use stubwright_spec::model::{Scalar, Type};
use stubwright_spec::source::Spanned;

/// What plans the rules of one row for one request.
pub(super) struct Planner<'a> {
    pub(super) cx: &'a Cx<'a>,
    endpoint: EndpointId,
    variant: Ident,
    needs: Needs,
    zone: Need,
    patterns: usize,
}

impl<'a> Planner<'a> {
    pub(super) fn new(cx: &'a Cx<'a>, endpoint: EndpointId, variant: Ident) -> Self {
        Self { cx, endpoint, variant, needs: Needs::default(), zone: Need::No, patterns: 0 }
    }

    /// What the statements so far need.
    pub(super) fn needs(&self) -> Needs {
        self.needs
    }

    /// Whether the statements so far read times.
    pub(super) fn zone(&self) -> Need {
        self.zone
    }

    /// The statements of a rule; none when nothing can break it.
    pub(super) fn check(&mut self, check: &Check) -> Vec<Statement> {
        let mut scope = Scope::new(self.cx, self.endpoint);
        let mut statements = Vec::new();
        let found = self.nest(&mut scope, check, 0).unwrap_or_default();
        if !found.is_empty() {
            statements.extend(self.before(&check.rule));
            statements.extend(found);
        }
        statements
    }

    /// What is computed once, before any loop.
    fn before(&mut self, rule: &Rule) -> Vec<Statement> {
        match rule {
            Rule::Time { min, max, skew, .. } => self.limits(min.as_ref(), max.as_ref(), *skew),
            Rule::Format { form: Spanned { value: Form::Regex(text), .. }, .. } => {
                vec![Statement::Pattern { name: self.pattern(), text: text.clone() }]
            }
            _ => Vec::new(),
        }
    }

    /// The loops around a rule, from the one with this number on, and the rule inside of them.
    fn nest(&mut self, scope: &mut Scope<'a>, check: &Check, depth: usize) -> Option<Vec<Statement>> {
        let here = check.when.iter().filter(|condition| condition.at.scopes() == depth);
        let guards: Vec<TokenStream> = here.filter_map(|condition| guard(scope, condition)).collect();
        let around = check.rule.scope();
        let list = around
            .iter()
            .enumerate()
            .filter(|(_, step)| **step == stubwright_spec::model::preflight::RequestStep::Each);
        let Some((end, _)) = list.into_iter().nth(depth) else {
            return Some(guarded(&guards, self.rule(scope, &check.rule)));
        };
        let each = scope.open(around.get(..end)?)?;
        let mut body = Vec::new();
        if each.kind == EachKind::Nullable {
            scope.skip_null();
            body.push(Statement::Skip(each.item.clone()));
        }
        let inside = self.nest(scope, check, depth + 1)?;
        if inside.is_empty() {
            return Some(inside);
        }
        body.extend(inside);
        let (place, item, items) = (&each.place, &each.item, each.list.items());
        let (pattern, items) = match each.kind {
            EachKind::Map => (quote!((#place, #item)), each.list.entries()),
            EachKind::List | EachKind::Nullable => (quote!((#place, #item)), quote!(#items.enumerate())),
        };
        Some(guarded(&guards, vec![Statement::Each { pattern, items, body }]))
    }

    fn rule(&mut self, scope: &mut Scope<'a>, rule: &Rule) -> Vec<Statement> {
        let found = match rule {
            Rule::Present(at) => single::present(self, scope, at),
            Rule::OneOf { at, values } => single::one_of(self, scope, at, values),
            Rule::Extension { at, endings } => single::extension(self, scope, at, endings),
            Rule::Format { at, form } => single::format(self, scope, at, form),
            Rule::Contains { at, texts } => single::contains(self, scope, at, texts),
            Rule::Range { at, min, max, fact: None } => single::range(
                self,
                scope,
                at,
                (min.as_ref().map(Spanned::as_str), max.as_ref().map(Spanned::as_str)),
            ),
            Rule::Range { at, min, max, fact: Some(fact) } => {
                self.needs.facts = Need::Yes;
                single::fact(
                    self,
                    scope,
                    at,
                    (min.as_ref().map(Spanned::as_str), max.as_ref().map(Spanned::as_str), fact.as_str()),
                )
            }
            Rule::Length { at, unit, min, max } => single::length(self, scope, at, *unit, (*min, *max)),
            Rule::Items { at, min, max } => single::items(self, scope, at, (*min, *max)),
            Rule::Time { at, min, max, .. } => {
                self.zone = Need::Yes;
                single::time(self, scope, at, (min.as_ref(), max.as_ref()))
            }
            Rule::Unique { list, keys, .. } => lists::unique(self, scope, list, keys),
            Rule::Uniform(at) => lists::uniform(self, scope, at),
            Rule::Compare { left, order, right } => {
                if several::reads_time(scope, left) {
                    self.zone = Need::Yes;
                }
                several::compare(self, scope, left, *order, right)
            }
            Rule::Span { from, to, min, max } => {
                self.zone = Need::Yes;
                several::span(self, scope, (from, to), (*min, *max))
            }
            Rule::Choose { how, count, of } => several::choose(self, scope, (*how, *count), of),
            Rule::Together(places) => several::together(self, scope, places),
            Rule::Requires { at, others } => several::requires(self, scope, at, others),
            Rule::Custom(name) => self.custom(name.as_str()),
        };
        found.unwrap_or_default()
    }

    fn custom(&self, name: &str) -> Option<Vec<Statement>> {
        let function = function(self.cx.options.checks.get(name)?);
        Some(vec![Statement::Custom { function, code: self.variant.clone() }])
    }

    /// A violation at a place.
    pub(super) fn report(&self, scope: &Scope<'_>, at: &RequestPath, detail: &str) -> Statement {
        let path = scope.path(&at.steps).words("");
        Statement::Report(Report { code: self.variant.clone(), path, detail: Words::Fixed(quote!(#detail)) })
    }

    /// A violation at a place, where a condition holds.
    pub(super) fn report_if(
        &self,
        scope: &Scope<'_>,
        at: &RequestPath,
        condition: TokenStream,
        detail: &str,
    ) -> Statement {
        Statement::If { condition, body: vec![self.report(scope, at, detail)] }
    }

    /// A violation of a pair.
    pub(super) fn pair(&self, path: Words, detail: Words) -> Report {
        Report { code: self.variant.clone(), path, detail }
    }

    /// The static of the regular expression that is planned now.
    pub(super) fn pattern(&mut self) -> Ident {
        self.patterns += 1;
        self.current_pattern()
    }

    /// The static of the next regular expression.
    pub(super) fn next_pattern(&self) -> Ident {
        pattern_name(self.patterns + 1)
    }

    fn current_pattern(&self) -> Ident {
        pattern_name(self.patterns)
    }

    /// The clock, where a limit depends on it, and the limits.
    fn limits(&mut self, min: Option<&Moment>, max: Option<&Moment>, skew: u64) -> Vec<Statement> {
        let mut statements = Vec::new();
        if min.into_iter().chain(max).any(|moment| matches!(moment, Moment::Now { .. })) {
            self.needs.now = Need::Yes;
            let skew = Literal::u32_unsuffixed(u32::try_from(skew).unwrap_or(u32::MAX));
            let value = quote!(rt::preflight::Window::around(now, #skew));
            statements.push(Statement::Let { name: quote!(clock), value });
        }
        for (moment, name) in [(min, quote!(earliest)), (max, quote!(latest))] {
            let value = moment.and_then(limit);
            statements.extend(value.map(|value| Statement::Let { name, value }));
        }
        statements
    }
}

/// The value of a limit; the clock itself needs no other name.
fn limit(moment: &Moment) -> Option<TokenStream> {
    match moment {
        Moment::Fixed(text) => Some(quote!(ZONE.read(#text))),
        Moment::Now { by: None, .. } => None,
        Moment::Now { back, by: Some(length) } => {
            let length = length_of(*length);
            Some(if *back { quote!(ZONE.before(clock, #length)) } else { quote!(ZONE.after(clock, #length)) })
        }
    }
}

/// The path of a function that the configuration binds.
fn function(path: &str) -> TokenStream {
    let parts = path.split("::").map(|part| match part {
        "crate" => quote!(crate),
        part => {
            let part = names::ident(part);
            quote!(#part)
        }
    });
    quote!(#(#parts)::*)
}

fn pattern_name(number: usize) -> Ident {
    if number == 1 { names::ident("PATTERN") } else { names::ident(&format!("PATTERN_{number}")) }
}

/// `12, rt::preflight::TimeUnit::Months`
pub(super) fn length_of(length: Length) -> TokenStream {
    let count = Literal::u32_unsuffixed(length.count);
    let unit = match length.unit {
        TimeUnit::Seconds => quote!(Seconds),
        TimeUnit::Minutes => quote!(Minutes),
        TimeUnit::Hours => quote!(Hours),
        TimeUnit::Days => quote!(Days),
        TimeUnit::Weeks => quote!(Weeks),
        TimeUnit::Months => quote!(Months),
        TimeUnit::Years => quote!(Years),
    };
    quote!(#count, rt::preflight::TimeUnit::#unit)
}

/// `rt::preflight::Order::Less`
pub(super) fn order_of(order: Order) -> TokenStream {
    let order = match order {
        Order::Less => quote!(Less),
        Order::LessOrEqual => quote!(LessOrEqual),
        Order::Greater => quote!(Greater),
        Order::GreaterOrEqual => quote!(GreaterOrEqual),
        Order::Equal => quote!(Equal),
        Order::NotEqual => quote!(NotEqual),
    };
    quote!(rt::preflight::Order::#order)
}

/// Values as rules compare them: flags that are 0 and 1 on the wire are flags in Rust.
pub(super) fn spelled(value: &Value, values: &[Spanned<String>]) -> TokenStream {
    let is_flag = value.ty == Type::Scalar(Scalar::Bool);
    let values = values.iter().map(|text| match (is_flag, text.as_str()) {
        (true, "1") => "true",
        (true, "0") => "false",
        (_, text) => text,
    });
    quote!(&[#(#values),*])
}

/// A condition as an expression; nothing when it always holds.
fn guard(scope: &Scope<'_>, condition: &Condition) -> Option<TokenStream> {
    let value = scope.value(&condition.at.steps)?;
    let empty = scope.emptiness(&value);
    match &condition.is {
        Expectation::Present => value.is_there(empty),
        Expectation::Absent => {
            // Empty bytes, or an enum that is `""`, may be there for the server, and then the rule is not for it.
            let empty = if empty == Emptiness::Function { Emptiness::Never } else { empty };
            // What is always there is never absent.
            Some(value.lacks(empty).unwrap_or_else(|| quote!(false)))
        }
        Expectation::OneOf(values) => {
            let values = spelled(&value, values);
            Some(value.holds(|value| quote!(rt::preflight::is_one_of(#value, #values))))
        }
    }
}

/// Statements where all conditions hold. One `if` inside of another one is one with both conditions.
fn guarded(guards: &[TokenStream], body: Vec<Statement>) -> Vec<Statement> {
    let [first, others @ ..] = guards else { return body };
    if body.is_empty() {
        return body;
    }
    let all = quote!(#first #(&& #others)*);
    match <[Statement; 1]>::try_from(body) {
        Ok([Statement::If { condition, body }]) => {
            vec![Statement::If { condition: quote!(#all && #condition), body }]
        }
        Ok(body) => vec![Statement::If { condition: all, body: body.into() }],
        Err(body) => vec![Statement::If { condition: all, body }],
    }
}
