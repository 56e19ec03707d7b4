//! One rule against the request of one endpoint: its places, and whether their types are those that the rule is for.

use std::cell::Cell;

use super::Problem;
use super::places::Walker;
use super::values::{self, Kind, kind, wrong};
use crate::ast::checks::{self as ast, Path, RuleKind};
use crate::diag::{Code, Diagnostic};
use crate::model::checks::{Condition, EndpointId, Form, Order, Place, Rule, Step};
use crate::model::{Scalar, dump};
use crate::resolve::Names;
use crate::source::{Span, Spanned};

/// The first path of a rule; a function of the caller's has none.
pub(super) fn first_path(rule: &ast::Rule) -> Option<&Path> {
    match &rule.kind {
        RuleKind::Present(at) | RuleKind::Uniform(at) => Some(at),
        RuleKind::OneOf { at, .. }
        | RuleKind::Extension { at, .. }
        | RuleKind::Format { at, .. }
        | RuleKind::Range { at, .. }
        | RuleKind::Length { at, .. }
        | RuleKind::Items { at, .. }
        | RuleKind::Contains { at, .. }
        | RuleKind::Time { at, .. }
        | RuleKind::Requires { at, .. } => Some(at),
        RuleKind::Unique { list, .. } => Some(list),
        RuleKind::Compare { left, .. } => Some(left),
        RuleKind::Span { from, .. } => Some(from),
        RuleKind::Choose { of, .. } | RuleKind::Together(of) => of.first(),
        RuleKind::Custom(_) => None,
    }
}

/// A rule and its conditions for one endpoint.
pub(super) fn check<'a>(
    walker: &Walker<'a>,
    names: &Names<'_>,
    endpoint: EndpointId,
    check: &ast::Check,
    rule: &ast::Rule,
) -> Result<(Rule, Vec<Condition>), Problem<'a>> {
    let fit = Fit { walker, names, endpoint, found: Cell::new(0) };
    let places: Vec<Place> = check.when.iter().map(|when| fit.place(&when.at)).collect::<Result<_, _>>()?;
    let rule = fit.rule(rule)?;
    let mut when = Vec::new();
    for (at, condition) in places.into_iter().zip(&check.when) {
        fit.scope_of_condition(&at, &rule)?;
        let is = values::expectation(walker, names, &at, &condition.is)?;
        when.push(Condition { at, is });
    }
    Ok((rule, when))
}

struct Fit<'w, 'a> {
    walker: &'w Walker<'a>,
    names: &'w Names<'w>,
    endpoint: EndpointId,
    /// How many paths led somewhere.
    found: Cell<usize>,
}

impl<'a> Fit<'_, 'a> {
    fn place(&self, path: &Path) -> Result<Place, Problem<'a>> {
        self.counted(self.walker.place(self.endpoint, path))
    }

    fn places(&self, paths: &[Path]) -> Result<Vec<Place>, Problem<'a>> {
        paths.iter().map(|path| self.place(path)).collect()
    }

    fn counted(&self, found: Result<Place, super::Miss<'a>>) -> Result<Place, Problem<'a>> {
        let before = self.found.get();
        self.found.set(before + 1);
        found.map_err(|miss| Problem::Miss(super::Miss { depth: (before, miss.depth.1), ..miss }))
    }

    fn rule(&self, rule: &ast::Rule) -> Result<Rule, Problem<'a>> {
        Ok(match &rule.kind {
            RuleKind::Present(at) => Rule::Present(self.place(at)?),
            RuleKind::OneOf { at, values } => {
                let at = self.place(at)?;
                let values = values::values(self.walker, self.names, &at, values)?;
                Rule::OneOf { at, values }
            }
            RuleKind::Extension { at, endings } => {
                let at = self.file_name(at)?;
                Rule::Extension { at, endings: endings.clone() }
            }
            RuleKind::Format { at, form } => {
                let at = self.text(at, "`format` is about")?;
                Rule::Format { at, form: pattern(form)? }
            }
            RuleKind::Range { at, min, max, fact } => {
                self.range(at, min.as_ref(), max.as_ref(), fact.as_ref())?
            }
            RuleKind::Length { at, unit, min, max } => {
                let at = self.text(at, "`length` is about")?;
                Rule::Length { at, unit: *unit, min: *min, max: *max }
            }
            RuleKind::Items { at, min, max } => {
                let at = self.place(at)?;
                if !matches!(self.kind(&at), Kind::List(_) | Kind::Map) {
                    let found = wrong(self.walker, &at, "`items` is about", "lists and maps");
                    Err(found.help("the characters of a text are counted by `length`"))?;
                }
                Rule::Items { at, min: *min, max: *max }
            }
            RuleKind::Contains { at, texts } => {
                let at = self.text(at, "`contains` is about")?;
                Rule::Contains { at, texts: texts.clone() }
            }
            RuleKind::Unique { list, keys, across } => self.unique(list, keys, across.as_ref())?,
            RuleKind::Uniform(at) => self.uniform(at)?,
            RuleKind::Time { at, min, max, skew } => {
                let at = self.place(at)?;
                self.time(&at, "`time` is about")?;
                Rule::Time { at, min: min.clone(), max: max.clone(), skew: *skew }
            }
            RuleKind::Compare { left, order, right } => self.compare(left, *order, right)?,
            RuleKind::Span { from, to, min, max } => {
                let (from, to) = (self.place(from)?, self.place(to)?);
                for at in [&from, &to] {
                    self.time(at, "`span` is about")?;
                }
                nested(&from, &to)?;
                Rule::Span { from, to, min: *min, max: *max }
            }
            RuleKind::Choose { how, count, of } => {
                let of = self.places(of)?;
                same_lists(&of)?;
                Rule::Choose { how: *how, count: *count, of }
            }
            RuleKind::Together(of) => {
                let of = self.places(of)?;
                same_lists(&of)?;
                Rule::Together(of)
            }
            RuleKind::Requires { at, others } => {
                let (at, others) = (self.place(at)?, self.places(others)?);
                let all: Vec<&Place> = std::iter::once(&at).chain(&others).collect();
                same_lists(all)?;
                Rule::Requires { at, others }
            }
            RuleKind::Custom(name) => Rule::Custom(name.clone()),
        })
    }

    fn kind<'t>(&'t self, at: &'t Place) -> Kind<'t> {
        kind(self.walker, &at.ty)
    }

    fn text(&self, path: &Path, rule: &str) -> Result<Place, Problem<'a>> {
        let at = self.place(path)?;
        let help = match self.kind(&at) {
            Kind::Text => return Ok(at),
            Kind::List(_) => format!("for the text of each item write `{}[*]`", path.text),
            _ => String::from("write the path of a `string`"),
        };
        Err(wrong(self.walker, &at, rule, "texts").help(help).into())
    }

    fn file_name(&self, path: &Path) -> Result<Place, Problem<'a>> {
        let at = self.place(path)?;
        if matches!(self.kind(&at), Kind::Text | Kind::Url) {
            return Ok(at);
        }
        let found = wrong(self.walker, &at, "`extension` is about", "texts and URLs");
        Err(found.help("write the path of the name of a file").into())
    }

    fn time(&self, at: &Place, rule: &str) -> Result<(), Problem<'a>> {
        if matches!(self.kind(at), Kind::Time | Kind::Text) {
            return Ok(());
        }
        let found = wrong(self.walker, at, rule, "dates and times");
        Err(found
            .help("seconds since 1970 are `{type: datetime, as: unix}`, milliseconds `as: unix_ms`")
            .into())
    }

    fn range(
        &self,
        at: &Path,
        min: Option<&Spanned<String>>,
        max: Option<&Spanned<String>>,
        fact: Option<&Spanned<String>>,
    ) -> Result<Rule, Problem<'a>> {
        let at = self.place(at)?;
        let scalar = match (fact, self.kind(&at)) {
            (None, Kind::Whole(scalar)) => scalar,
            (None, Kind::Float) => Scalar::F64,
            (None, Kind::Decimal) => Scalar::Decimal,
            (Some(_), Kind::Text | Kind::Whole(_)) => Scalar::I64,
            (Some(_), _) => {
                let found = wrong(self.walker, &at, "the key of a fact is one of", "texts and whole numbers");
                return Err(found
                    .help("write the path of what the caller knows the number by, such as the code of a file")
                    .into());
            }
            (None, _) => {
                let found = wrong(self.walker, &at, "`range` is about", "numbers");
                return Err(found
                    .help("`length` counts characters, `items` the items of a list; a number in quotes is `{type: i64, as: string}`")
                    .into());
            }
        };
        for end in min.into_iter().chain(max) {
            let fits = match scalar {
                Scalar::F64 | Scalar::Decimal => true,
                whole => values::whole(whole, end.as_str()).is_some(),
            };
            if !fits {
                let word = if fact.is_some() { "fact" } else { scalar.word() };
                return Err(Diagnostic::new(
                    Code::BadRuleValue,
                    end.span,
                    format!("a `{word}` cannot be `{}`", end.value),
                )
                .help("write a whole number that the type can hold, or leave the end out")
                .into());
            }
        }
        let text = |end: Option<&Spanned<String>>| end.map(|end| end.value.clone());
        Ok(Rule::Range { at, min: text(min), max: text(max), fact: fact.cloned() })
    }

    fn unique(&self, list: &Path, keys: &[Path], across: Option<&Path>) -> Result<Rule, Problem<'a>> {
        let at = self.place(list)?;
        let item = match self.kind(&at) {
            Kind::List(item) => item.clone(),
            _ => {
                let found = wrong(self.walker, &at, "`unique` is about", "lists");
                return Err(match list.text.strip_suffix("[*]") {
                    Some(list) => found.help(format!("the list itself is `{list}`")),
                    None => found.help("write the path of a list, and behind it the keys of its items"),
                }
                .into());
            }
        };
        let mut places = Vec::new();
        for key in keys {
            let key = self.counted(self.walker.inside(&item, key))?;
            if key.steps.contains(&Step::Each) {
                return Err(Diagnostic::new(
                    Code::BadScope,
                    key.span,
                    "a key of `unique` is one value of an item",
                )
                .help("write the list that the `[*]` stands behind into the path of the list")
                .into());
            }
            places.push(key);
        }
        if places.is_empty() {
            let whole = Place {
                text: String::from("."),
                span: at.span,
                steps: Vec::new(),
                ty: item.not_null().clone(),
            };
            places.push(whole);
        }
        for key in &places {
            if self.walker.api.is_file(&key.ty) {
                let found = wrong(self.walker, key, "`unique` compares", "values");
                return Err(found.help("name a key of the items").into());
            }
        }
        let scopes = match across {
            None => at.scopes(),
            Some(across) => scopes(list, across)?,
        };
        Ok(Rule::Unique { list: at, scopes, keys: places })
    }

    fn uniform(&self, path: &Path) -> Result<Rule, Problem<'a>> {
        let at = self.place(path)?;
        if at.scopes() == 0 {
            let message = "`uniform` is about the items of a list, and the path has no `[*]`";
            return Err(Diagnostic::new(Code::WrongRule, at.span, message)
                .help("put `[*]` behind the list: `signers[*].authorizeCode`")
                .into());
        }
        Ok(Rule::Uniform(at))
    }

    fn compare(&self, left: &Path, order: Order, right: &Path) -> Result<Rule, Problem<'a>> {
        let (left, right) = (self.place(left)?, self.place(right)?);
        let is_equality = matches!(order, Order::Equal | Order::NotEqual);
        let fits = match (self.kind(&left), self.kind(&right)) {
            (Kind::Whole(_), Kind::Whole(_))
            | (Kind::Float, Kind::Float)
            | (Kind::Decimal, Kind::Decimal)
            | (Kind::Time, Kind::Time) => true,
            (Kind::Text, Kind::Text) => is_equality,
            _ => false,
        };
        if !fits {
            let [a, b] = [&left, &right].map(|at| dump::ty(self.walker.api, &at.ty));
            let message = format!("`{a}` and `{b}` cannot be compared with `{}`", order.sign());
            let help = "compare two whole numbers, two `f64`, two `decimal`, two dates or times, or with `==` and `!=` two texts";
            return Err(Diagnostic::new(Code::CannotCompare, span_of(&left, &right), message)
                .help(help)
                .into());
        }
        nested(&left, &right)?;
        Ok(Rule::Compare { left, order, right })
    }

    /// A condition is asked where the rule is, or further outside.
    fn scope_of_condition(&self, at: &Place, rule: &Rule) -> Result<(), Problem<'a>> {
        let inner = at.scope(usize::MAX);
        if rule.scope().starts_with(inner) {
            return Ok(());
        }
        Err(Diagnostic::new(
            Code::BadScope,
            at.span,
            "the condition looks at items that the rule does not look at one by one",
        )
        .help("take a path through the same lists, or one outside of them")
        .into())
    }
}

fn span_of(left: &Place, right: &Place) -> Span {
    left.span.to(right.span)
}

/// How many lists of a path stay outside of those whose items are compared with each other.
fn scopes(list: &Path, across: &Path) -> Result<usize, Diagnostic> {
    let kinds = |path: &Path| path.steps.iter().map(|step| step.kind.clone()).collect::<Vec<_>>();
    let (outer, inner) = (kinds(across), kinds(list));
    if !inner.strip_prefix(outer.as_slice()).is_some_and(|rest| rest.first() == Some(&ast::StepKind::Each)) {
        let message = format!("`{}` is no list that `{}` goes through", across.text, list.text);
        return Err(Diagnostic::new(Code::BadScope, across.span, message)
            .help("write the part of the path before one of its `[*]`"));
    }
    Ok(outer.iter().filter(|kind| **kind == ast::StepKind::Each).count())
}

/// The lists of one path are the first lists of the other one.
fn nested(left: &Place, right: &Place) -> Result<(), Diagnostic> {
    let (a, b) = (left.scope(usize::MAX), right.scope(usize::MAX));
    if a.starts_with(b) || b.starts_with(a) {
        return Ok(());
    }
    Err(other_lists(left, right))
}

/// All go through the same lists.
fn same_lists<'p>(places: impl IntoIterator<Item = &'p Place>) -> Result<(), Diagnostic> {
    let mut places = places.into_iter();
    let Some(first) = places.next() else { return Ok(()) };
    match places.find(|place| place.scope(usize::MAX) != first.scope(usize::MAX)) {
        Some(other) => Err(other_lists(first, other)),
        None => Ok(()),
    }
}

fn other_lists(first: &Place, other: &Place) -> Diagnostic {
    let message = format!("`{}` and `{}` stand in different lists", first.text, other.text);
    Diagnostic::new(Code::BadScope, other.span, message)
        .and(first.span, "the other path")
        .help("take paths through the same lists")
}

/// Greater ones take too much room and time.
const MOST_BYTES: usize = 1 << 20;

/// A form that can be checked.
fn pattern<'a>(form: &Spanned<Form>) -> Result<Form, Problem<'a>> {
    let Form::Regex(pattern) = &form.value else { return Ok(form.value.clone()) };
    match regex_lite::RegexBuilder::new(pattern).size_limit(MOST_BYTES).build() {
        Ok(_) => Ok(form.value.clone()),
        Err(error) => {
            let reason: String = error.to_string().chars().take(120).collect();
            let message = format!("this regular expression is not checked: {reason}");
            Err(Problem::Unchecked(Box::new(
                Diagnostic::new(Code::UncheckedPattern, form.span, message)
                    .note("the server checks it, and the row counts as checked in part")
                    .help("write it without look-around, back references and classes of Unicode"),
            )))
        }
    }
}
