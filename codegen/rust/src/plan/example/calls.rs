//! The calls of an API: their requests, their settings, and their results.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::values::{self, Values};
use super::{Answer, CallItem, ExampleItem, FirstCall, Shown};
use crate::options::Examples;
use crate::plan::names::{Name, Request};
use crate::plan::syntax::{Argument, Expr, RustType};
use crate::plan::tests::Maker;
use crate::plan::{Cx, SettingItem, TypeItem};
use stubwright_spec::model::preflight::EndpointId;
use stubwright_spec::model::{
    self, CommonSource, Credentials, Endpoint, Param, ParamLocation, Raw, RawKind, Response, RowId, TextShape,
};

/// The most codes that an example handles separately.
const CODES: usize = 2;

/// Makes up calls.
pub(crate) struct Calls<'a> {
    cx: &'a Cx<'a>,
    values: Values<'a>,
    settings: &'a [SettingItem],
    /// How many endpoints have each row.
    counts: BTreeMap<RowId, usize>,
}

impl<'a> Calls<'a> {
    /// Of an API with these types and settings.
    pub(crate) fn of(cx: &'a Cx<'a>, types: &'a [TypeItem], settings: &'a [SettingItem]) -> Self {
        let mut counts = BTreeMap::new();
        for row in cx.api.endpoints.iter().flat_map(|endpoint| endpoint.errors.iter().flatten()) {
            *counts.entry(*row).or_default() += 1;
        }
        Self { cx, values: Values::of(types), settings, counts }
    }

    /// The call in the documentation of a method. Nobody is shown how to call what is deprecated.
    pub(in crate::plan) fn call(&self, id: EndpointId, endpoint: &Endpoint) -> Option<CallItem> {
        let examples = &self.cx.options.examples;
        if *examples == Examples::Left || endpoint.deprecated {
            return None;
        }
        let answer = Shown::of(endpoint.response.as_ref());
        let is_read_on = matches!(answer, Shown::Pieces | Shown::Events);
        Some(CallItem {
            examples: examples.clone(),
            request: self.values.owned(&self.operation(id), "request"),
            answer,
            codes: if is_read_on { Vec::new() } else { self.codes(id, endpoint) },
        })
    }

    /// The call in the documentation of the client.
    pub(in crate::plan) fn first(&self) -> Option<FirstCall> {
        let examples = &self.cx.options.examples;
        let call = self.all().next();
        // The client is there without the features that the call needs, and a test of documentation can't ask for them.
        let is_always = call.as_ref().is_none_or(|call| call.gate.is_open());
        (*examples != Examples::Left).then(|| FirstCall {
            examples: if is_always { examples.clone() } else { Examples::Shown },
            server: self.cx.names.servers.first().cloned(),
            call,
        })
    }

    /// The calls that can be shown from the first step on: those of endpoints that are not deprecated.
    pub(crate) fn all(&self) -> impl Iterator<Item = ExampleItem> {
        let endpoints = self.cx.api.endpoints.enumerate().filter(|(_, endpoint)| !endpoint.deprecated);
        endpoints.filter_map(|(id, endpoint)| self.example(id, endpoint))
    }

    fn example(&self, id: EndpointId, endpoint: &Endpoint) -> Option<ExampleItem> {
        // Where another server is, only the user knows.
        if endpoint.server.is_some() {
            return None;
        }
        // An object that is made up has what it requires, which can be nothing, and no path has an empty value.
        let in_path = |param: &Param| param.place == ParamLocation::Path;
        let can_be_empty = |param: &Param| {
            matches!(self.cx.api.field_shape(&param.field), TextShape::Object | TextShape::Nested)
        };
        if endpoint.params.iter().any(|param| in_path(param) && can_be_empty(param)) {
            return None;
        }
        let operation = self.operation(id);
        Some(ExampleItem {
            gate: self.cx.gates.endpoint(id),
            settings: self.set(endpoint)?,
            request: self.values.owned(&operation, "request")?,
            answers: endpoint.response.is_some(),
            answer: self.answer(endpoint),
            is_checked: !self.cx.api.preflight_of(id).is_empty(),
            method: self.cx.names.methods[id].clone(),
            operation,
        })
    }

    fn operation(&self, id: EndpointId) -> RustType {
        let (Request::Own(ident, _) | Request::Wrapper(ident)) = &self.cx.names.requests[id];
        RustType::Api(ident.clone(), None)
    }

    /// The codes that say most about an endpoint: of those that it lists, the ones that the fewest endpoints have, and the later
    /// ones of a table, which begins with what is general; if it lists none, the ones that its request is checked for.
    fn codes(&self, id: EndpointId, endpoint: &Endpoint) -> Vec<Name> {
        let mut rows: Vec<RowId> = match &endpoint.errors {
            Some(rows) => rows.clone(),
            None => self.cx.api.preflight_of(id).iter().map(|check| check.row).collect(),
        };
        rows.retain(|row| !self.cx.api.errors[*row].deprecated);
        rows.sort_by_key(|row| (self.counts.get(row), Reverse(*row)));
        rows.dedup();
        rows.truncate(CODES);
        rows.sort_unstable();
        rows.iter().map(|row| self.cx.names.rows[*row].clone()).collect()
    }

    fn answer(&self, endpoint: &Endpoint) -> Option<Answer> {
        let api = self.cx.api;
        match &endpoint.response {
            None => Some(Answer::Nothing),
            Some(Response::Typed { ty, .. }) => {
                let value = Maker { api, span: api.name.span }.value(ty, 1)?;
                Some(Answer::Payload(model::json(api, ty, &value)))
            }
            Some(Response::Raw(Raw { kind: RawKind::Bytes | RawKind::Text, .. })) => Some(Answer::Raw),
            Some(Response::Stream(_) | Response::Events { .. } | Response::ByStatus(_)) => None,
        }
    }

    /// The settings that a call of an endpoint needs.
    fn set(&self, endpoint: &Endpoint) -> Option<Vec<(Name, Vec<Expr>)>> {
        let names = &self.cx.names.settings;
        let common = self.cx.api.common.iter().zip(&names.common).filter_map(|(common, setting)| {
            let is_needed = matches!(common.source, CommonSource::Setting) && !common.field.optional;
            setting.as_ref().filter(|_| is_needed)
        });
        let auth: Vec<usize> = match &endpoint.credentials {
            Credentials::All => (0..self.cx.api.auth.len()).collect(),
            Credentials::OneOf(sets) => sets.first().cloned().unwrap_or_default(),
        };
        let auth = auth.iter().filter_map(|at| names.auth.get(*at));
        let set = |method: &Name| {
            let item = self.settings.iter().find(|item| item.method == *method)?;
            Some((method.clone(), self.arguments(item)?))
        };
        common.chain(auth).map(|setting| set(&setting.method)).collect()
    }

    fn arguments(&self, item: &SettingItem) -> Option<Vec<Expr>> {
        let only = item.arguments.len() == 1;
        let set = item.method.plain();
        let set = set.strip_prefix("with_").unwrap_or(set);
        let value = |Argument { name, ty }: &Argument| match ty {
            RustType::Implementing(_) => Some(values::signer()),
            ty => self.values.argument(ty, if only { set } else { name.plain() }),
        };
        item.arguments.iter().map(value).collect()
    }
}
