//! Which values are worth trying at the places of some rules: those that the rules speak of, their neighbours, and what
//! the types allow.

use std::collections::BTreeSet;

use crate::interpret::rules::{ONE, SLACK, Val, fold, is_inside, number, seconds};
use crate::model::preflight::{Check, Expectation, Form, RequestPath, RequestStep, Rule, Unit};
use crate::model::{Api, Enum, Field, Range, Repr, Scalar, Type, TypeKind};
use crate::source::Spanned;

/// How far outside of the range of its type a value may be. Ranges are documented and not enforced, so what is just
/// outside is what a rule is there to find.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beyond {
    /// Inside.
    Nothing,
    /// By the smallest step.
    ByOne,
}

/// The places of some rules, and values for each.
pub(super) struct Domains<'a> {
    api: &'a Api,
    places: Vec<(&'a Check, &'a RequestPath)>,
    /// The values of each place.
    pub(super) values: Vec<Vec<Val>>,
    /// Whether no other values matter.
    pub(super) is_complete: bool,
}

/// The kind of values that a place can have.
#[derive(Debug, Clone, Copy)]
enum Class<'a> {
    Text,
    Url,
    Flag,
    Enum(&'a Enum),
    Whole(Scalar),
    Dense,
    Time,
    Items,
    Solid,
}

/// More values of one place are not tried.
const MOST_VALUES: usize = 400;

impl<'a> Domains<'a> {
    pub(super) fn of(api: &'a Api, checks: &[&'a Check], beyond: Beyond) -> Option<Self> {
        let mut places: Vec<(&Check, &RequestPath)> = Vec::new();
        for check in checks.iter().copied() {
            for at in check.rule.paths().into_iter().chain(check.when.iter().map(|when| &when.at)) {
                if !places.iter().any(|(_, known)| known.steps == at.steps) {
                    places.push((check, at));
                }
            }
        }
        let mut pool = Pool::of(api, checks, &places, beyond)?;
        let values = places.iter().map(|(check, at)| pool.values(api, check, at, beyond)).collect();
        Some(Self { api, places, values, is_complete: pool.is_complete })
    }

    /// The variable of a place.
    pub(super) fn var(&self, at: &RequestPath) -> usize {
        self.places.iter().position(|(_, known)| known.steps == at.steps).unwrap_or_default()
    }

    /// Whether an empty value counts as absent in a condition.
    pub(super) fn can_be_blank(&self, var: usize) -> bool {
        let class = self.places.get(var).map(|(_, at)| class(self.api, &at.ty));
        matches!(class, Some(Class::Text | Class::Items))
    }

    /// Pairs of places, the second inside of the first, and whether it is there whenever the first is.
    pub(super) fn nested(&self) -> Vec<(usize, usize, bool)> {
        let mut pairs = Vec::new();
        for (outer, (_, holder)) in self.places.iter().enumerate() {
            for (inner, (check, at)) in self.places.iter().enumerate() {
                if inner != outer && at.steps.starts_with(&holder.steps) {
                    let rest = at.steps.get(holder.steps.len()..).unwrap_or_default();
                    let is_needed =
                        !rest.iter().any(|step| matches!(step, RequestStep::Each | RequestStep::Index(_)))
                            && !can_lack(self.api, check, at, holder.steps.len());
                    pairs.push((outer, inner, is_needed));
                }
            }
        }
        pairs
    }
}

/// The values that some rules mention.
struct Pool {
    numbers: BTreeSet<i128>,
    texts: BTreeSet<String>,
    lengths: BTreeSet<u64>,
    times: BTreeSet<i64>,
    counts: BTreeSet<u64>,
    /// The number of places.
    places: i128,
    is_complete: bool,
}

impl Pool {
    fn of(api: &Api, checks: &[&Check], places: &[(&Check, &RequestPath)], beyond: Beyond) -> Option<Self> {
        let mut pool = Self {
            numbers: BTreeSet::from([0]),
            texts: ["aa", "bb", "1", "11"].map(String::from).into(),
            lengths: BTreeSet::from([1, 2]),
            times: BTreeSet::from([1_750_000_000]),
            counts: BTreeSet::from([1, 2]),
            places: i128::try_from(places.len()).ok()?,
            is_complete: true,
        };
        for check in checks {
            for when in &check.when {
                if let Expectation::OneOf(values) = &when.is {
                    pool.spoken(values);
                }
            }
            pool.rule(&check.rule)?;
        }
        for (_, at) in places {
            pool.limits(api, &at.ty);
        }
        let spans = checks.iter().filter(|check| matches!(check.rule, Rule::Span { .. })).count();
        pool.is_complete &= spans < 2 && places.iter().all(|(_, at)| is_settled(api, checks, at, beyond));
        Some(pool)
    }

    fn spoken(&mut self, values: &[Spanned<String>]) {
        if values.len() > MOST_VALUES / 4 {
            self.is_complete = false;
        }
        for value in values.iter().take(MOST_VALUES / 4) {
            self.numbers.extend(number(value));
            self.texts.insert(value.value.clone());
        }
    }

    fn rule(&mut self, rule: &Rule) -> Option<()> {
        match rule {
            Rule::OneOf { values, .. } => self.spoken(values),
            Rule::Range { min, max, fact: None, .. } => {
                for end in min.iter().chain(max) {
                    match number(end) {
                        Some(number) => self.numbers.extend([number]),
                        None => self.is_complete = false,
                    }
                }
            }
            Rule::Length { min, max, .. } => self.lengths.extend(min.iter().chain(max)),
            Rule::Items { min, max, .. } => self.counts.extend(min.iter().chain(max)),
            Rule::Contains { texts, .. } => {
                self.texts.extend(texts.iter().cloned());
                let known: String = texts.iter().map(|text| fold(text)).collect();
                let mut others = ('\u{4e00}'..'\u{9fff}').filter(|c| !known.contains(*c));
                self.texts.extend(others.next().map(String::from));
            }
            Rule::Extension { endings, .. } => {
                let other = (1..).map(|count| "q".repeat(count)).find(|other| !endings.contains(other));
                let all = endings.iter().take(1).cloned().chain(other);
                for ending in all {
                    self.texts.extend([format!("file.{ending}"), format!("https://example.com/f.{ending}")]);
                }
            }
            Rule::Format { form, .. } => self.texts.extend(
                match form.value {
                    Form::Digits => ["123", "12a"],
                    Form::Ascii => ["abc", "é"],
                    Form::Url => ["https://example.com/", "no address"],
                    Form::Email => ["a@example.com", "no address"],
                    Form::Date => ["2025-06-15", "no date"],
                    Form::Regex(_) => ["a", "\n"],
                }
                .map(String::from),
            ),
            Rule::Time { min, max, .. } => {
                for moment in min.iter().chain(max) {
                    match seconds(moment) {
                        Some(second) => self.times.extend([second]),
                        None => self.is_complete = false,
                    }
                }
            }
            Rule::Span { min, max, .. } => {
                for length in min.iter().chain(max) {
                    let (least, most) = length.seconds();
                    let base = 1_750_000_000;
                    let (least, most) = (i64::try_from(least).ok()?, i64::try_from(most).ok()?);
                    self.times.extend([base + least, base + most, base + most + 2 * SLACK]);
                }
            }
            Rule::Present(_) | Rule::Choose { .. } | Rule::Together(_) | Rule::Requires { .. } => {}
            Rule::Compare { .. } => {}
            Rule::Unique { .. } | Rule::Uniform(_) => {}
            Rule::Custom(_) | Rule::Range { .. } => return None,
        }
        Some(())
    }

    fn limits(&mut self, api: &Api, ty: &Type) {
        if let Class::Whole(scalar) = class(api, ty) {
            let (least, most) = scalar.bounds().unwrap_or_default();
            self.numbers.extend([least.saturating_mul(ONE), most.saturating_mul(ONE)]);
        }
        for limits in ranges(api, ty) {
            for end in limits.least.iter().chain(&limits.most) {
                match number(end) {
                    Some(number) => self.numbers.extend([number]),
                    None => self.is_complete = false,
                }
                self.lengths.extend(end.parse::<u64>());
                self.counts.extend(end.parse::<u64>());
            }
        }
    }

    /// The values of a place.
    fn values(&mut self, api: &Api, check: &Check, at: &RequestPath, beyond: Beyond) -> Vec<Val> {
        let from = if matches!(check.rule, Rule::Unique { .. }) { 0 } else { at.scope(usize::MAX).len() };
        let mut values = Vec::new();
        if can_lack(api, check, at, from) {
            values.push(Val::Absent);
        }
        let ranges = ranges(api, &at.ty);
        let by = if beyond == Beyond::ByOne { ONE } else { 0 };
        let counted = |count: u64| is_inside(&ranges, i128::from(count).saturating_mul(ONE), by);
        let class = class(api, &at.ty);
        if can_be_empty(api, &at.ty) {
            values.push(Val::Empty);
        }
        match class {
            Class::Text => {
                let lengths = around(&self.lengths, 1);
                values.extend(lengths.iter().flat_map(|count| ["x", "1"].map(|c| Val::letters(c, *count))));
                values.extend(self.texts.iter().filter(|text| !text.is_empty()).cloned().map(Val::Text));
                values.retain(|value| value.length(Unit::Chars).is_none_or(&counted) || *value == Val::Empty);
            }
            Class::Url => {
                let texts = self.texts.iter().filter(|text| text.starts_with("https://"));
                values.extend(texts.cloned().map(Val::Text));
                values.push(Val::Text(String::from("https://example.com/none")));
            }
            Class::Flag => values.extend(["true", "false"].map(|flag| Val::Text(String::from(flag)))),
            Class::Enum(list) => {
                let known = list.values.iter().map(|value| value.wire.value.clone());
                let other = match list.repr {
                    Repr::String => String::from("stubwright-other"),
                    Repr::Int => (1..)
                        .map(|n: i64| (-n).to_string())
                        .find(|n| !self.texts.contains(n))
                        .unwrap_or_default(),
                };
                values.extend(known.filter(|value| !value.is_empty()).chain([other]).map(Val::Text));
            }
            Class::Whole(scalar) => values.extend(self.whole(scalar, &ranges, by)),
            Class::Dense => values.extend(self.dense(&ranges, beyond)),
            Class::Time => values.extend(self.moments()),
            Class::Items => {
                let counts = around(&self.counts, 1).into_iter().filter(|count| *count < u64::from(u32::MAX));
                values.extend(counts.filter(|count| *count > 0 && counted(*count)).map(Val::Items));
            }
            Class::Solid => values.push(Val::Solid),
        }
        if values.len() > MOST_VALUES {
            self.is_complete = false;
            values.truncate(MOST_VALUES);
        }
        values
    }

    fn whole(&self, scalar: Scalar, ranges: &[&Range], by: i128) -> Vec<Val> {
        let (least, most) = scalar.bounds().unwrap_or_default();
        let (least, most) = (least.saturating_mul(ONE), most.saturating_mul(ONE));
        let numbers = self.near(ONE).into_iter().filter(|number| number % ONE == 0);
        let fits = |number: &i128| (least..=most).contains(number) && is_inside(ranges, *number, by);
        numbers.filter(fits).map(Val::Number).collect()
    }

    /// Between any two numbers there is room for one of each place.
    fn dense(&mut self, ranges: &[&Range], beyond: Beyond) -> Vec<Val> {
        let gaps = self.numbers.iter().zip(self.numbers.iter().skip(1)).map(|(a, b)| b - a);
        let step = gaps.fold(ONE, i128::min) / (2 * self.places + 4);
        self.is_complete &= step > 0;
        let by = if beyond == Beyond::ByOne { step } else { 0 };
        let numbers = self.near(step.max(1)).into_iter();
        numbers.filter(|number| is_inside(ranges, *number, by)).map(Val::Number).collect()
    }

    fn moments(&self) -> Vec<Val> {
        let places = i64::try_from(self.places).unwrap_or(1) + 1;
        let near = |time: i64| (-places..=places).map(move |by| time + by);
        let far = |time: i64| [time - 3 * SLACK, time + 3 * SLACK];
        let all: BTreeSet<i64> = self.times.iter().flat_map(|time| near(*time).chain(far(*time))).collect();
        all.into_iter().map(Val::Time).collect()
    }

    /// The numbers and their neighbours, so many that all places can differ.
    fn near(&self, step: i128) -> BTreeSet<i128> {
        let count = self.places + 1;
        let near = |number: &i128| {
            let number = *number;
            (-count..=count).filter_map(move |by| number.checked_add(by.checked_mul(step)?))
        };
        self.numbers.iter().flat_map(near).collect()
    }
}

fn around(counts: &BTreeSet<u64>, by: u64) -> BTreeSet<u64> {
    counts.iter().flat_map(|count| [count.saturating_sub(by), *count, count.saturating_add(by)]).collect()
}

/// Whether the values of a place that are tried are all that matter to these rules.
fn is_settled(api: &Api, checks: &[&Check], at: &RequestPath, beyond: Beyond) -> bool {
    let rules =
        || checks.iter().filter(|check| check.rule.paths().iter().any(|place| place.steps == at.steps));
    let is_listed = rules().any(|check| matches!(check.rule, Rule::OneOf { .. }))
        || checks
            .iter()
            .flat_map(|check| &check.when)
            .any(|when| when.at.steps == at.steps && matches!(when.is, Expectation::OneOf(_)));
    match class(api, &at.ty) {
        Class::Text => {}
        Class::Url => return rules().count() < 2,
        _ => return true,
    }
    let mut units = BTreeSet::new();
    let mut parts = 0;
    let mut patterns = 0;
    let mut others = 0;
    for check in rules() {
        match &check.rule {
            Rule::Length { unit, .. } => {
                units.insert(unit.word());
            }
            Rule::Contains { .. } => parts += 1,
            Rule::Format { form, .. } => match form.value {
                Form::Digits | Form::Ascii => {}
                Form::Regex(_) => patterns += 1,
                Form::Url | Form::Email | Form::Date => others += 1,
            },
            Rule::Extension { .. } | Rule::Time { .. } | Rule::Span { .. } => others += 1,
            _ => {}
        }
    }
    if !ranges(api, &at.ty).is_empty() && !units.is_empty() {
        units.insert(Unit::Chars.word());
    }
    let is_alone = rules().count() == 1 && !is_listed;
    let is_about_time = rules().any(|check| matches!(check.rule, Rule::Time { .. } | Rule::Span { .. }));
    // An expression that matches everything is known; no text is made up for any other.
    let has_regex_alone = is_alone && patterns == 1 && beyond == Beyond::ByOne;
    !is_about_time
        && (others == 0 || is_alone)
        && units.len() < 2
        && (is_listed || (parts < 2 && patterns == 0) || has_regex_alone)
}

fn class<'a>(api: &'a Api, ty: &'a Type) -> Class<'a> {
    match api.behind_aliases(api.behind_aliases(ty).not_null()) {
        Type::Scalar(scalar) => match scalar {
            Scalar::String => Class::Text,
            Scalar::Url => Class::Url,
            Scalar::Bool => Class::Flag,
            Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 => Class::Whole(*scalar),
            Scalar::F64 | Scalar::Decimal => Class::Dense,
            Scalar::Date | Scalar::DateTime | Scalar::UnixSeconds | Scalar::UnixMillis => Class::Time,
            Scalar::Base64 | Scalar::Base64Url | Scalar::Hex | Scalar::File | Scalar::Any => Class::Solid,
        },
        Type::List(_) | Type::Map(_) => Class::Items,
        Type::Named(id) => match &api.types[*id].kind {
            TypeKind::Enum(list) => Class::Enum(list),
            _ => Class::Solid,
        },
        Type::Applied(..) | Type::Parameter(_) | Type::Nullable(_) | Type::Limited(..) | Type::Error => {
            Class::Solid
        }
    }
}

/// The ranges of a type, those of its aliases included.
fn ranges<'a>(api: &'a Api, ty: &'a Type) -> Vec<&'a Range> {
    let mut found = Vec::new();
    let mut ty = ty;
    for _ in 0..=2 * api.types.len() + 2 {
        ty = match ty {
            Type::Limited(inner, limits) => {
                found.push(limits);
                inner
            }
            Type::Nullable(inner) => inner,
            Type::Named(id) => match &api.types[*id].kind {
                TypeKind::Alias(target) => target,
                _ => break,
            },
            _ => break,
        };
    }
    found
}

/// The most items that the type at the end of some steps allows.
pub(super) fn limit_of_items(api: &Api, check: &Check, steps: &[RequestStep]) -> u64 {
    let places = check.rule.paths();
    let of_place = places.iter().find(|at| at.steps == steps).map(|at| at.ty.clone());
    let of_field = || match steps.last()? {
        RequestStep::Field(id, index) => Some(api.field(*id, *index)?.ty.value.clone()),
        _ => None,
    };
    let Some(ty) = of_place.or_else(of_field) else { return u64::MAX };
    let most = |limits: &&Range| limits.most.as_ref()?.parse().ok();
    ranges(api, &ty).iter().filter_map(most).fold(u64::MAX, u64::min)
}

/// Whether a type has a value that is empty on the wire.
pub(super) fn can_be_empty(api: &Api, ty: &Type) -> bool {
    match api.behind_aliases(ty) {
        Type::Scalar(scalar) => matches!(
            scalar,
            Scalar::String | Scalar::Base64 | Scalar::Base64Url | Scalar::Hex | Scalar::File | Scalar::Any
        ),
        Type::Named(id) => match &api.types[*id].kind {
            TypeKind::Struct(_) => false,
            // Enums are open: `""` is a value of theirs too.
            TypeKind::Enum(_) | TypeKind::Alias(_) | TypeKind::Union(_) => true,
        },
        Type::Applied(..) => false,
        Type::List(_)
        | Type::Map(_)
        | Type::Parameter(_)
        | Type::Nullable(_)
        | Type::Limited(..)
        | Type::Error => true,
    }
}

/// Whether a request can be without what a path leads to from one of its steps on.
pub(super) fn can_lack(api: &Api, check: &Check, at: &RequestPath, from: usize) -> bool {
    let lacks = |field: &Field| {
        (field.can_lack() && field.default.is_none())
            || matches!(api.behind_aliases(&field.ty), Type::Nullable(_) | Type::Parameter(_))
    };
    at.steps.iter().skip(from).any(|step| match step {
        RequestStep::Field(id, index) => api.field(*id, *index).is_none_or(lacks),
        RequestStep::Param(index) => {
            api.endpoints[check.endpoint].params.get(*index).is_none_or(|param| lacks(&param.field))
        }
        RequestStep::Index(_) => true,
        // Each item that is there; one that is null is left out.
        RequestStep::Each => false,
        RequestStep::Body => api.endpoints[check.endpoint].has_optional_body(),
    })
}
