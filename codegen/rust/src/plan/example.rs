//! One call as documentation shows it: an endpoint, a request that is made up, and an answer to it.

mod values;

use self::values::Values;
use super::names::{Name, Request};
use super::syntax::{Argument, Expr, RustType};
use super::tests::Maker;
use super::{Cx, Module, OperationItem, SettingItem};
use stubwright_spec::model::preflight::EndpointId;
use stubwright_spec::model::{self, CommonSource, Credentials, Endpoint, JsonText, Raw, RawKind, Response};

/// A call that can be made with a fake in place of the server.
#[derive(Debug, Clone, PartialEq)]
pub struct ExampleItem {
    /// What the client has to know before: methods, and their arguments.
    pub settings: Vec<(Name, Vec<Expr>)>,
    /// The method of the client.
    pub method: Name,
    /// The request struct.
    pub operation: RustType,
    /// The request.
    pub request: Expr,
    /// The answer.
    pub answer: Answer,
    /// Whether rules of the error table look at the request, which was not made to keep them.
    pub is_checked: bool,
}

/// What a server answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// A success without a payload.
    Nothing,
    /// This payload.
    Payload(JsonText),
    /// Bytes or a text.
    Raw,
}

/// The first endpoint that is not deprecated and can be shown: `None` if each of them needs what can't be made up.
#[must_use]
pub fn plan(cx: &Cx<'_>, module: &Module) -> Option<ExampleItem> {
    let values = Values::of(&module.types);
    let endpoints = cx.api.endpoints.enumerate().filter(|(_, endpoint)| !endpoint.deprecated);
    endpoints.map(|(id, endpoint)| example(cx, module, &values, (id, endpoint))).find_map(|example| example)
}

fn example(
    cx: &Cx<'_>,
    module: &Module,
    values: &Values<'_>,
    (id, endpoint): (EndpointId, &Endpoint),
) -> Option<ExampleItem> {
    // Where another server is, only the user knows.
    if endpoint.server.is_some() {
        return None;
    }
    let (Request::Own(ident, _) | Request::Wrapper(ident)) = &cx.names.requests[id];
    let operation = RustType::Api(ident.clone(), None);
    let method = cx.names.methods[id].clone();
    Some(ExampleItem {
        settings: settings(cx, module, values, endpoint)?,
        request: values.owned(&operation, "request")?,
        answer: answer(cx, endpoint)?,
        is_checked: operations(module).any(|item| item.method == method && item.check.is_some()),
        operation,
        method,
    })
}

fn operations(module: &Module) -> impl Iterator<Item = &OperationItem> {
    module.client.operations.iter().chain(module.tags.iter().flat_map(|tag| &tag.operations))
}

fn answer(cx: &Cx<'_>, endpoint: &Endpoint) -> Option<Answer> {
    match &endpoint.response {
        None => Some(Answer::Nothing),
        Some(Response::Typed { ty, .. }) => {
            let value = Maker { api: cx.api, span: cx.api.name.span }.value(ty, 1)?;
            Some(Answer::Payload(model::json(cx.api, ty, &value)))
        }
        Some(Response::Raw(Raw { kind: RawKind::Bytes | RawKind::Text, .. })) => Some(Answer::Raw),
        Some(Response::Stream(_) | Response::Events { .. } | Response::ByStatus(_)) => None,
    }
}

/// What has to be set for a call of an endpoint.
fn settings(
    cx: &Cx<'_>,
    module: &Module,
    values: &Values<'_>,
    endpoint: &Endpoint,
) -> Option<Vec<(Name, Vec<Expr>)>> {
    let names = &cx.names.settings;
    let common = cx.api.common.iter().zip(&names.common).filter_map(|(common, setting)| {
        let is_needed = matches!(common.source, CommonSource::Setting) && !common.field.optional;
        setting.as_ref().filter(|_| is_needed)
    });
    let auth: Vec<usize> = match &endpoint.credentials {
        Credentials::All => (0..cx.api.auth.len()).collect(),
        Credentials::OneOf(sets) => sets.first().cloned().unwrap_or_default(),
    };
    let auth = auth.iter().filter_map(|at| names.auth.get(*at));
    let set = |method: &Name| {
        let item = module.client.settings.iter().find(|item| item.method == *method)?;
        Some((method.clone(), arguments(values, item)?))
    };
    common.chain(auth).map(|setting| set(&setting.method)).collect()
}

fn arguments(values: &Values<'_>, item: &SettingItem) -> Option<Vec<Expr>> {
    let only = item.arguments.len() == 1;
    let set = item.method.plain();
    let set = set.strip_prefix("with_").unwrap_or(set);
    let value = |Argument { name, ty }: &Argument| match ty {
        RustType::Implementing(_) => Some(values::signer()),
        ty => values.argument(ty, if only { set } else { name.plain() }),
    };
    item.arguments.iter().map(value).collect()
}
