//! No rule may refuse a request that the pages print, or a value that they list.
//!
//! A rule that refuses one was misread, more likely than not: better none than one that refuses ordinary requests. Two kinds
//! stay, with a finding about the sample: a repeated item is what pages print by mistake, and a time of theirs is past.

use std::collections::BTreeMap;

use super::model::{Model, RowPart, place};
use super::values::Seen;
use crate::found;
use crate::infer::matched::Matched;
use crate::sheet::Sheet;
use stubwright_spec::ast::{Sample, SampleKind};
use stubwright_spec::diag::{Code, Diagnostic, Diagnostics};
use stubwright_spec::interpret::{Request, refusal};
use stubwright_spec::model::preflight::{Check, RequestPath, RequestStep, Rule};
use stubwright_spec::model::{Api, EndpointId, Type, TypeKind};
use stubwright_spec::source::{Span, Spanned};

/// Why a rule goes.
struct Refused {
    /// The value that it refuses, with its place.
    what: String,
    span: Option<Span>,
}

/// Leaves out the rules that refuse what the pages show.
pub(in crate::infer) fn hold(matched: &[Matched<'_>], sheet: &mut Sheet, diags: &mut Diagnostics) {
    let codes = sheet.errors.iter().chain(sheet.tables.iter().flat_map(|(_, codes)| codes));
    if codes.flat_map(|code| &code.rows).all(|row| row.value.check.is_none()) {
        return;
    }
    let model = Model::of(sheet);
    let api = &model.api;
    let mut refused: BTreeMap<RowPart, Refused> = BTreeMap::new();
    let seen: Vec<Vec<Seen>> = matched
        .iter()
        .map(|matched| matched.requests.iter().map(|value| Seen::of(value)).collect())
        .collect();
    for check in api.preflight.iter().filter(|check| !is_kept(&check.rule)) {
        let Some(part) = model.row(*check.span) else { continue };
        let at = check.endpoint.0 as usize;
        let Some((matched, seen)) = matched.get(at).zip(seen.get(at)) else { continue };
        let found = by_sample(api, check, seen).or_else(|| by_value(api, check, matched));
        if let Some(found) = found {
            refused.entry(part).or_insert(found);
        }
    }
    for (part, Refused { what, span }) in refused {
        let code = part.code(sheet).unwrap_or_default().to_owned();
        let Some(row) = part.of(sheet) else { continue };
        let at = place(&row.notes);
        row.value.check = None;
        let Some(span) = span.or(at) else { continue };
        let message = format!("the rule of {code} would refuse {what}");
        let mut finding = Diagnostic::new(Code::ContradictedClaim, span, message);
        if let Some(at) = at.filter(|at| at.file == span.file && *at != span) {
            finding = finding.and(at, "the row");
        }
        diags.push(
            finding
                .help("the draft has no rule for the row; write `check:` yourself if the server asks this"),
        );
    }
}

fn is_kept(rule: &Rule) -> bool {
    matches!(rule, Rule::Unique { .. } | Rule::Time { .. })
}

/// A sample of a request that the rule refuses.
fn by_sample(api: &Api, check: &Check, seen: &[Seen]) -> Option<Refused> {
    seen.iter().find_map(|seen| {
        let request = Request { params: Vec::new(), body: Some(&seen.sample) };
        let refusal = refusal(api, check, &request)?;
        let is_real = !refusal.places.iter().any(|span| seen.is_placeholder(*span));
        // A rule about a parameter says nothing about a body.
        let is_body = check.rule.paths().iter().all(|at| at.steps.first() == Some(&RequestStep::Body));
        (is_real && is_body).then(|| Refused {
            what: String::from("this request"),
            span: refusal.places.first().copied().or(Some(*seen.sample.span)),
        })
    })
}

/// A value that the pages list for the field, and that the rule refuses.
fn by_value(api: &Api, check: &Check, matched: &Matched<'_>) -> Option<Refused> {
    let paths = check.rule.paths();
    let [at] = paths.as_slice() else { return None };
    if !check.when.is_empty()
        || matches!(check.rule, Rule::Present(_) | Rule::Uniform(_) | Rule::Items { .. })
    {
        return None;
    }
    listed(api, at, matched).into_iter().find_map(|(value, span)| {
        let sample = Sample { span: Span::NONE.into(), kind: SampleKind::Quoted(value.clone()) };
        let (param, body) = inside(api, check.endpoint, &at.steps, sample);
        let params = param.iter().map(|(name, value)| (name.as_str(), value)).collect();
        let is_refused = refusal(api, check, &Request { params, body: body.as_ref() }).is_some();
        is_refused.then(|| Refused { what: format!("{value}, which the page lists for {}", at.text), span })
    })
}

/// The values that are listed for a place: those of its enum, and those of its row.
fn listed(api: &Api, at: &RequestPath, matched: &Matched<'_>) -> Vec<(String, Option<Span>)> {
    let mut ty = api.behind_aliases(at.ty.not_null());
    while let Type::List(inner) | Type::Nullable(inner) = ty {
        ty = api.behind_aliases(inner);
    }
    let of_enum = match ty {
        Type::Named(id) => match &api.types[*id].kind {
            TypeKind::Enum(list) => {
                list.values.iter().map(|value| (value.wire.value.clone(), None)).collect()
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    let wire = at.steps.iter().rev().find_map(|step| wire(api, step)).unwrap_or_default();
    let named = |row: &&&found::Field| row.path.last().is_some_and(|step| step.name == wire);
    let rows = matched.rows.iter().filter(named);
    let of_rows = rows.flat_map(|row| row.values.iter().map(|choice| (choice.value.clone(), Some(row.span))));
    of_enum.into_iter().chain(of_rows).collect()
}

fn wire<'a>(api: &'a Api, step: &RequestStep) -> Option<&'a str> {
    match step {
        RequestStep::Field(id, index) => api.field(*id, *index).map(|field| field.wire.as_str()),
        _ => None,
    }
}

/// A request with a value at the end of some steps: as a parameter, or in a body.
fn inside(
    api: &Api,
    endpoint: EndpointId,
    steps: &[RequestStep],
    value: Sample,
) -> (Option<(String, Sample)>, Option<Sample>) {
    let span = value.span;
    let mut value = value;
    for step in steps.iter().rev() {
        value = match step {
            RequestStep::Param(index) => {
                let param = api.endpoints[endpoint].params.get(*index);
                return (param.map(|param| (param.field.wire.value.clone(), value)), None);
            }
            RequestStep::Body => return (None, Some(value)),
            RequestStep::Each | RequestStep::Index(_) => Sample { span, kind: SampleKind::List(vec![value]) },
            field => {
                let key = Spanned::new(wire(api, field).unwrap_or_default().to_owned(), Span::NONE);
                Sample { span, kind: SampleKind::Map(vec![(key, value)]) }
            }
        };
    }
    (None, Some(value))
}
