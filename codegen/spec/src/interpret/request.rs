//! Requests against the rules of the error table.

use std::collections::BTreeMap;

use super::reads;
use super::rules::{ONE, Val, keeps, meets, number};
use crate::calendar::seconds_since_1970;
use crate::model::preflight::{Check, EndpointId, Order, RequestPath, RequestStep, Rule};
use crate::model::{Api, FieldRole, Repr, Sample, SampleKind, Scalar, Type, TypeKind};
use crate::source::Span;

/// A request of an endpoint.
#[derive(Debug, Clone, Default)]
pub struct Request<'a> {
    /// The parameters that are sent, by their names on the wire.
    pub params: Vec<(&'a str, &'a Sample)>,
    /// The body as JSON, whatever it is encoded as.
    pub body: Option<&'a Sample>,
}

/// A rule that a request doesn't keep.
#[derive(Debug, Clone)]
pub struct Refusal<'a> {
    /// The rule and the row that it reports.
    pub check: &'a Check,
    /// The values that the rule looks at, in the order of [`Rule::paths`]; those that are absent are left out.
    pub places: Vec<Span>,
}

/// The rules of an endpoint that a request doesn't keep, in table order.
///
/// A rule that depends on the time of the call, on facts or on functions of the caller refuses nothing, and so does a value that its
/// type doesn't read. Times are compared to within two days where their offset is not known.
#[must_use]
pub fn refusals<'a>(api: &'a Api, endpoint: EndpointId, request: &Request<'_>) -> Vec<Refusal<'a>> {
    let scene = Scene { api, endpoint, request };
    api.preflight_of(endpoint).iter().filter_map(|check| scene.refusal(check)).collect()
}

/// Whether a request of the endpoint of one rule doesn't keep it, as [`refusals`] does for all of them.
#[must_use]
pub fn refusal<'a>(api: &Api, check: &'a Check, request: &Request<'_>) -> Option<Refusal<'a>> {
    Scene { api, endpoint: check.endpoint, request }.refusal(check)
}

struct Scene<'s> {
    api: &'s Api,
    endpoint: EndpointId,
    request: &'s Request<'s>,
}

/// Which item of each list on the way, from the outermost.
type Binding = Vec<usize>;

/// More items are not looked at together.
const MOST_BINDINGS: usize = 10_000;

impl<'s> Scene<'s> {
    fn refusal<'a>(&self, check: &'a Check) -> Option<Refusal<'a>> {
        let scope = check.rule.scope();
        self.bindings(scope).iter().find_map(|binding| {
            let applies = check.when.iter().all(|when| {
                let value = self.at(&when.at.steps, binding);
                let found = self.val(&when.at.ty, value);
                found.is_some_and(|found| meets(&when.is, &found, can_be_blank(self.api, &when.at.ty)))
            });
            if !applies {
                return None;
            }
            let places = self.broken(&check.rule, binding)?;
            Some(Refusal { check, places })
        })
    }

    /// The places of the values that break a rule.
    fn broken(&self, rule: &Rule, binding: &Binding) -> Option<Vec<Span>> {
        match rule {
            Rule::Custom(_) => None,
            Rule::Unique { list, keys, .. } => self.repeated(list, keys, binding),
            Rule::Uniform(at) => {
                let all = self.items(&at.steps, binding);
                let found: Vec<Val> = all.iter().filter_map(|value| self.val(&at.ty, *value)).collect();
                let is_mixed = found.iter().any(Val::is_there) && found.contains(&Val::Absent);
                is_mixed.then(|| all.iter().flatten().map(|value| *value.span).collect())
            }
            _ => {
                let paths = rule.paths();
                let found: Vec<Option<&Sample>> =
                    paths.iter().map(|at| self.at(&at.steps, binding)).collect();
                let known = paths.iter().zip(&found).map(|(at, value)| self.val(&at.ty, *value));
                let values = known.collect::<Option<Vec<Val>>>()?;
                let variables: Vec<usize> = paths
                    .iter()
                    .filter_map(|at| paths.iter().position(|other| other.steps == at.steps))
                    .collect();
                if is_close(rule, &values, &found) {
                    return None;
                }
                let values: Vec<Val> =
                    values.into_iter().map(|value| seen_by(rule, value)).collect::<Option<_>>()?;
                let values: Vec<&Val> = values.iter().collect();
                (keeps(rule, &variables, &values) == Some(false))
                    .then(|| found.into_iter().flatten().map(|value| *value.span).collect())
            }
        }
    }

    /// Two items of a list that are equal in all of these.
    fn repeated(&self, list: &RequestPath, keys: &[RequestPath], binding: &Binding) -> Option<Vec<Span>> {
        let mut each = list.steps.clone();
        each.push(RequestStep::Each);
        let mut seen: Vec<(Vec<String>, Span)> = Vec::new();
        for item in self.items(&each, binding).into_iter().flatten() {
            let key = |key: &RequestPath| {
                let value = key.steps.iter().try_fold(item, |value, step| self.step(value, step))?;
                match self.val(&key.ty, Some(value))? {
                    Val::Absent => None,
                    Val::Items(_) | Val::Solid => Some(canonical(value)),
                    found => Some(format!("{found:?}")),
                }
            };
            let Some(found) = keys.iter().map(key).collect::<Option<Vec<String>>>() else { continue };
            if let Some((_, first)) = seen.iter().find(|(known, _)| *known == found) {
                return Some(vec![*first, *item.span]);
            }
            seen.push((found, *item.span));
        }
        None
    }

    /// The items of every list in some steps, as indices.
    fn bindings(&self, scope: &[RequestStep]) -> Vec<Binding> {
        let mut found = vec![Vec::new()];
        for (end, step) in scope.iter().enumerate() {
            if *step != RequestStep::Each {
                continue;
            }
            let list = scope.get(..end).unwrap_or_default();
            found = found
                .iter()
                .flat_map(|binding: &Binding| {
                    let count = self.at(list, binding).map_or(0, count);
                    (0..count).map(move |at| binding.iter().copied().chain([at]).collect())
                })
                .take(MOST_BINDINGS)
                .collect();
        }
        found
    }

    /// The values at the end of some steps, for each item of the lists that the binding says nothing about.
    fn items(&self, steps: &[RequestStep], binding: &Binding) -> Vec<Option<&'s Sample>> {
        let bindings = self.bindings(steps);
        let inside = bindings.iter().filter(|other| other.starts_with(binding));
        // An item that is null is left out.
        let is_item = |other: &&Binding| {
            let end = steps.iter().rposition(|step| *step == RequestStep::Each).map_or(0, |at| at + 1);
            self.at(steps.get(..end).unwrap_or_default(), other).is_some()
        };
        inside.filter(is_item).map(|other| self.at(steps, other)).collect()
    }

    /// The value at the end of some steps; `None` if it is absent or null.
    fn at(&self, steps: &[RequestStep], binding: &Binding) -> Option<&'s Sample> {
        let mut items = binding.iter();
        let mut at: Option<&'s Sample> = None;
        for step in steps {
            at = match step {
                RequestStep::Body => self.request.body,
                RequestStep::Param(index) => {
                    let wire = self.api.endpoints[self.endpoint].params.get(*index)?.field.wire.as_str();
                    self.request.params.iter().find(|(name, _)| *name == wire).map(|(_, value)| *value)
                }
                RequestStep::Each => item(at?, *items.next()?),
                step => self.step(at?, step),
            };
        }
        at.filter(|value| value.kind != SampleKind::Null)
    }

    fn step<'v>(&self, value: &'v Sample, step: &RequestStep) -> Option<&'v Sample> {
        match (step, &value.kind) {
            (RequestStep::Field(id, index), SampleKind::Map(entries)) => {
                let field = self.api.field(*id, *index)?;
                if field.role == FieldRole::Inline {
                    return Some(value);
                }
                entries.iter().find(|(key, _)| field.wire == key.value).map(|(_, value)| value)
            }
            (RequestStep::Index(index), _) => item(value, usize::try_from(*index).ok()?),
            _ => None,
        }
    }

    /// A value as rules see it; `None` if its type doesn't read it, so that nothing is known about it.
    fn val(&self, ty: &Type, value: Option<&Sample>) -> Option<Val> {
        let Some(value) = value else { return Some(Val::Absent) };
        if value.kind == SampleKind::Null {
            return Some(Val::Absent);
        }
        if reads::is_nothing(value) {
            return Some(Val::Empty);
        }
        let text = value.text();
        let whole = || text.and_then(reads::whole).and_then(|text| number(&text)).map(Val::Number);
        match self.api.behind_aliases(self.api.behind_aliases(ty).not_null()) {
            Type::Scalar(scalar) => match scalar {
                Scalar::String | Scalar::Url => text.map(|text| Val::Text(text.to_owned())),
                Scalar::Bool => {
                    let flag = |text: &str| match text.to_ascii_lowercase().as_str() {
                        "1" | "true" => Some("true"),
                        "0" | "false" => Some("false"),
                        _ => None,
                    };
                    text.and_then(flag).map(|flag| Val::Text(flag.to_owned()))
                }
                Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 => whole(),
                Scalar::F64 | Scalar::Decimal => text.and_then(number).map(Val::Number).or_else(whole),
                Scalar::UnixSeconds => unix(text?, 1),
                Scalar::UnixMillis => unix(text?, 1_000),
                Scalar::Date | Scalar::DateTime => text.and_then(time).map(Val::Time),
                Scalar::Base64 | Scalar::Base64Url | Scalar::Hex | Scalar::File | Scalar::Any => {
                    Some(Val::Solid)
                }
            },
            Type::List(_) | Type::Map(_) => match count(value) {
                0 => None,
                count => Some(Val::Items(u64::try_from(count).ok()?)),
            },
            Type::Named(id) => match &self.api.types[*id].kind {
                TypeKind::Enum(list) if list.repr == Repr::Int => Some(Val::Text(
                    reads::whole(text?).unwrap_or_else(|| text.unwrap_or_default().to_owned()),
                )),
                TypeKind::Enum(_) => text.map(|text| Val::Text(text.to_owned())),
                _ => Some(Val::Solid),
            },
            _ => Some(Val::Solid),
        }
    }
}

/// Whether two times that a rule compares are so close that an offset, which is not known of them, decides.
fn is_close(rule: &Rule, values: &[Val], found: &[Option<&Sample>]) -> bool {
    let (Rule::Compare { .. }, [Val::Time(left), Val::Time(right)], [Some(one), Some(other)]) =
        (rule, values, found)
    else {
        return false;
    };
    let form = |value: &Sample| {
        let text = value.text().unwrap_or_default();
        let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        shape
    };
    form(one) != form(other) && left.abs_diff(*right) <= super::rules::SLACK.unsigned_abs()
}

/// A value as this rule sees it; `None` if the rule says nothing about it.
fn seen_by(rule: &Rule, value: Val) -> Option<Val> {
    let Val::Text(text) = &value else { return Some(value) };
    match rule {
        Rule::Present(_) | Rule::Length { .. } => Some(value),
        _ if text.trim().is_empty() => Some(Val::Empty),
        Rule::Compare { order: Order::Equal | Order::NotEqual, .. } => Some(value),
        // Digits in a text are compared as a number.
        Rule::Compare { .. } | Rule::Range { .. } => number(text.trim()).map(Val::Number),
        _ => Some(value),
    }
}

/// Whether an empty value counts as absent in a condition.
fn can_be_blank(api: &Api, ty: &Type) -> bool {
    let ty = api.behind_aliases(api.behind_aliases(ty).not_null());
    matches!(ty, Type::Scalar(Scalar::String) | Type::List(_) | Type::Map(_))
}

/// A text that is equal for equal lists and maps.
fn canonical(value: &Sample) -> String {
    match &value.kind {
        SampleKind::Null => String::from("null"),
        SampleKind::Plain(text) | SampleKind::Quoted(text) => format!("{text:?}"),
        SampleKind::List(items) => format!("{:?}", items.iter().map(canonical).collect::<Vec<_>>()),
        SampleKind::Map(entries) => {
            let present = entries.iter().filter(|(_, value)| value.kind != SampleKind::Null);
            let all: BTreeMap<&str, String> =
                present.map(|(key, value)| (key.as_str(), canonical(value))).collect();
            format!("{all:?}")
        }
    }
}

fn count(value: &Sample) -> usize {
    match &value.kind {
        SampleKind::List(items) => items.len(),
        SampleKind::Map(entries) => entries.len(),
        _ => 0,
    }
}

fn item(value: &Sample, at: usize) -> Option<&Sample> {
    match &value.kind {
        SampleKind::List(items) => items.get(at),
        SampleKind::Map(entries) => entries.get(at).map(|(_, value)| value),
        _ => None,
    }
}

fn unix(text: &str, of_a_second: i128) -> Option<Val> {
    let found = number(text)? / (ONE * of_a_second);
    i64::try_from(found).ok().map(Val::Time)
}

/// Seconds since 1970 of a time as servers write it, with UTC where it has no offset; `None` for forms that are rare.
fn time(text: &str) -> Option<i64> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let day =
        |digits: &str| Some(format!("{}-{}-{}", digits.get(..4)?, digits.get(4..6)?, digits.get(6..8)?));
    let is_compact = digits.len() == text.len();
    let moment = match digits.len() {
        8 if is_compact => day(&digits)?,
        14 if is_compact => {
            let clock = digits.get(8..)?;
            format!("{}T{}:{}:{}", day(&digits)?, clock.get(..2)?, clock.get(2..4)?, clock.get(4..)?)
        }
        12 => format!("{}:00", text.replace('/', "-").replacen(' ', "T", 1)),
        _ => text.replace('/', "-").replacen(' ', "T", 1),
    };
    seconds_since_1970(&moment).and_then(|seconds| i64::try_from(seconds).ok())
}
