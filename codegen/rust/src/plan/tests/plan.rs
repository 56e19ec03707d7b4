//! Plans `tests.rs`: samples, codes and checks at work.

use std::collections::{BTreeMap, BTreeSet};

use super::cases;
use super::{CheckTest, CodesTest, Company, ResponseTest, SampleTest, TestsItem};
use crate::plan::names::{Name, Request, ident, snake};
use crate::plan::rust_types::rust_type;
use crate::plan::syntax::{Closure, Expr, Path, Pattern, RustType};
use crate::plan::{Cx, Gate, Usage};
use stubwright_spec::model::preflight::{Check, EndpointId};
use stubwright_spec::model::{
    self, Body, BodyKind, Endpoint, Enum, Examples, JsonText, Param, Repr, Response, RowId, Sample, Type,
    TypeKind,
};

/// Plans `tests.rs`; `None` when there is nothing to test.
pub(in crate::plan) fn plan(cx: &Cx<'_>) -> Option<TestsItem> {
    let (mut requests, mut responses, mut codes) = (Vec::new(), Vec::new(), Vec::new());
    for (id, endpoint) in cx.api.endpoints.enumerate() {
        let method = &cx.names.methods[id];
        let operation = match &cx.names.requests[id] {
            Request::Own(ident, _) | Request::Wrapper(ident) => RustType::Api(ident.clone(), None),
        };
        let Examples { request: sent, response: received, .. } = &endpoint.examples;
        if let (Some(sample), Some(ty)) = (sent, readable(cx, id, endpoint)) {
            requests.push(sample_test(cx, id, test_of(method, "request"), (ty, sample)));
        }
        if let (Some(sample), Some(Response::Typed { ty, .. })) = (received, &endpoint.response) {
            let sample = sample_test(cx, id, test_of(method, "response"), (ty, sample));
            responses.push(ResponseTest { sample, operation: operation.clone() });
        }
        if answers_with_codes(cx, endpoint) {
            let name = test_of(method, "codes");
            let gate = cx.gates.endpoint(id);
            codes.push(CodesTest { gate, name, operation, codes: carried(cx, endpoint) });
        }
    }
    let (checks, unknown) = (checks(cx), unknown(cx));
    let mut tested = requests.iter().map(|test| &test.ty).chain(unknown.iter().map(|(_, ty, _)| ty));
    let names_types =
        !responses.is_empty() || !codes.is_empty() || !checks.is_empty() || tested.any(RustType::names_api);
    let is_empty = requests.is_empty() && !names_types;
    let lists_codes = codes.iter().any(|test| test.codes.as_ref().is_some_and(|codes| !codes.is_empty()));
    (!is_empty).then_some(TestsItem {
        codes_named: Usage::of(!checks.is_empty() || lists_codes),
        types_named: Usage::of(names_types),
        requests,
        responses,
        codes,
        checks,
        unknown,
    })
}

/// The test of a method for one purpose; two methods of different names have tests of different names.
fn test_of(method: &Name, purpose: &str) -> Name {
    ident(&format!("{}_{purpose}", word(method)))
}

/// A name that another one can be appended to.
fn word(name: &Name) -> &str {
    name.plain().trim_end_matches('_')
}

/// The type of a body that can be read as well as written: not one that requires parameters of the call.
fn readable<'a>(cx: &Cx<'_>, id: EndpointId, endpoint: &'a Endpoint) -> Option<&'a Type> {
    let Some(Body { kind: BodyKind::Json(ty), .. }) = &endpoint.request else { return None };
    let is_own = matches!(cx.names.requests[id], Request::Own(..));
    let is_required = |param: &Param| !param.field.optional && param.field.default.is_none();
    (!is_own || !endpoint.params.iter().any(is_required)).then_some(ty)
}

fn answers_with_codes(cx: &Cx<'_>, endpoint: &Endpoint) -> bool {
    let has_rows = !cx.api.errors.is_empty() && endpoint.errors.as_ref().is_none_or(|rows| !rows.is_empty());
    has_rows && cx.api.envelope_of(endpoint).is_some_and(|envelope| !envelope.code.is_empty())
}

/// The codes that the envelope of an endpoint can carry, where some of its table are success to it: they are those of
/// endpoints with another envelope.
fn carried(cx: &Cx<'_>, endpoint: &Endpoint) -> Option<Vec<Name>> {
    let rows = cx.api.answered(endpoint);
    let can = |id: &RowId| cx.api.can_fail_with(endpoint, &cx.api.errors[*id]);
    if rows.iter().all(can) {
        return None;
    }
    Some(rows.into_iter().filter(can).map(|id| cx.names.rows[id].clone()).collect())
}

fn sample_test(cx: &Cx<'_>, id: EndpointId, name: Name, (ty, sample): (&Type, &Sample)) -> SampleTest {
    SampleTest {
        gate: cx.gates.endpoint(id),
        constant: ident(&name.as_str().to_uppercase()),
        name,
        ty: rust_type(cx, ty),
        sample: raw(&model::json(cx.api, ty, sample)),
    }
}

/// A test for each check whose request can be made up.
fn checks(cx: &Cx<'_>) -> Vec<CheckTest> {
    let mut taken = BTreeSet::new();
    let mut counts: BTreeMap<(RowId, EndpointId), usize> = BTreeMap::new();
    for check in &cx.api.preflight {
        *counts.entry((check.row, check.endpoint)).or_default() += 1;
    }
    let company = |check: &Check| match counts.get(&(check.row, check.endpoint)) {
        Some(1) | None => Company::Alone,
        Some(_) => Company::WithOthers,
    };
    let checks = cx.api.preflight.iter();
    checks.filter_map(|check| check_test(cx, check, company(check), &mut taken)).collect()
}

fn check_test(
    cx: &Cx<'_>,
    check: &Check,
    company: Company,
    taken: &mut BTreeSet<String>,
) -> Option<CheckTest> {
    let id = check.endpoint;
    let endpoint = Some(&cx.api.endpoints[id]).filter(|endpoint| endpoint.params.is_empty())?;
    let ty = readable(cx, id, endpoint)?;
    let cases::Case { keeps, breaks, fact } = cases::of(cx.api, ty, check)?;
    let code = &cx.names.rows[check.row];
    let row = snake(word(code));
    let start = format!("{}_refuses_{row}", word(&cx.names.methods[id]));
    let mut names =
        std::iter::once(start.clone()).chain((2..).map(|number: u32| format!("{start}_{number}")));
    let name = names.find(|name| taken.insert(name.clone()))?;
    let (argument, made) = match &cx.names.requests[id] {
        Request::Own(..) => ("request", Expr::path("request")),
        Request::Wrapper(wrapper) => {
            let new = Expr::Path(Path::OfApiOurs(wrapper.clone(), "new"));
            ("body", new.called([Expr::path("body")]))
        }
    };
    let make = Closure {
        moves: false,
        arguments: vec![Pattern::Name(ident(argument))],
        ty: Some(rust_type(cx, ty)),
        body: made,
    };
    let line = |sample: &Sample| raw(&model::json(cx.api, ty, sample).on_one_line());
    let facts = |value: fn(&cases::Fact) -> i64| {
        let none = Expr::call("rt::Facts::new", []);
        match &fact {
            Some(fact) => none
                .method("with", [Expr::text(&fact.name), Expr::text(&fact.key), Expr::integer(value(fact))]),
            None => none,
        }
    };
    Some(CheckTest {
        gate: cx.gates.endpoint(id),
        name: ident(&name),
        code: code.clone(),
        make: Expr::Closure(Box::new(make)),
        keeps: keeps.as_ref().map(|keeps| (line(keeps), company)),
        keeping: facts(|fact| fact.keeps),
        breaks: line(&breaks),
        breaking: facts(|fact| fact.breaks),
    })
}

/// A value of each open enum that no version knows.
fn unknown(cx: &Cx<'_>) -> Vec<(Gate, RustType, String)> {
    let enums = cx.api.types.enumerate().filter_map(|(id, def)| match &def.kind {
        TypeKind::Enum(values) => {
            Some((cx.gates.ty(id), rust_type(cx, &Type::Named(id)), unknown_value(values)))
        }
        TypeKind::Struct(_) | TypeKind::Alias(_) | TypeKind::Union(_) => None,
    });
    enums.collect()
}

fn unknown_value(values: &Enum) -> String {
    let is_known = |text: &str| values.values.iter().any(|value| value.wire.as_str() == text);
    match values.repr {
        Repr::Int => {
            let mut numbers = (1..).map(|number: i64| (-number).to_string());
            numbers.find(|number| !is_known(number)).unwrap_or_default()
        }
        Repr::String => {
            let mut words = (1..).map(|number: u32| format!("unknown {number}"));
            format!("\"{}\"", words.find(|word| !is_known(word)).unwrap_or_default())
        }
    }
}

/// A literal that shows JSON as it is.
fn raw(text: &JsonText) -> Expr {
    Expr::Raw(text.as_str().to_owned())
}
