//! Questions that a model answers.

use std::collections::BTreeSet;

use super::api::{Api, Endpoint};
use super::calls::{Constant, KeyField, Wrapping};
use super::errors::ErrorRow;
use super::ids::{EndpointId, RowId, TypeId};
use super::preflight::{Check, Coverage};
use super::statuses::by_exactness;
use super::types::{Body, ByStatus, Field, Response, Scalar, Type, TypeKind, TypeUse};
use crate::ast::{Direction, Envelope, ParamLocation, Repr, Statuses};
use crate::template::encoded;

impl Api {
    /// The type after aliases and ranges are followed; cycles were reported, and end somewhere on the way.
    #[must_use]
    pub fn behind_aliases<'a>(&'a self, ty: &'a Type) -> &'a Type {
        let mut ty = ty;
        for _ in 0..=self.types.len() {
            while let Type::Limited(inner, _) = ty {
                ty = inner;
            }
            let Type::Named(id) = ty else { break };
            let TypeKind::Alias(target) = &self.types[*id].kind else { break };
            ty = target;
        }
        ty
    }
}

impl Endpoint {
    /// The method and the path, with the query that every call has: `GET /parts?all=1`.
    #[must_use]
    pub fn call(&self) -> String {
        let mut call = format!("{} {}", self.method.verb(), self.path.value);
        let in_query = self.constants.iter().filter(|constant| constant.place == ParamLocation::Query);
        for (at, Constant { wire, value, .. }) in in_query.enumerate() {
            call.push(if at == 0 { '?' } else { '&' });
            call.push_str(&encoded(wire));
            if let Some(value) = value {
                call.push('=');
                call.push_str(&encoded(value));
            }
        }
        call
    }

    /// The types of the body: several where the caller chooses.
    pub fn request_types(&self) -> impl Iterator<Item = &Type> {
        self.request.iter().flat_map(Body::types).map(|ty| &ty.value)
    }

    /// The type of the body, if there is one and no choice.
    #[must_use]
    pub fn request_type(&self) -> Option<&Type> {
        self.request.as_ref().and_then(Body::ty).map(|ty| &ty.value)
    }

    /// Whether there are requests without the body that it declares.
    #[must_use]
    pub fn has_optional_body(&self) -> bool {
        self.request.as_ref().is_some_and(|body| body.optional)
    }

    /// The types of the payload: several where it depends on the status.
    #[must_use]
    pub fn response_types(&self) -> Vec<&Type> {
        let types = self.response.as_ref().map(Response::types).unwrap_or_default();
        types.into_iter().map(|ty| &ty.value).collect()
    }

    /// The statuses at which there is no payload, although there is one at others.
    pub fn bodiless(&self) -> impl Iterator<Item = Statuses> {
        let is_one = matches!(self.response, Some(Response::Typed { .. }));
        let without = self.responses.iter().filter(move |entry| is_one && entry.ty.is_none());
        without.map(|entry| entry.status.value)
    }

    /// The type of the payload, if it does not depend on the status.
    #[must_use]
    pub fn response_type(&self) -> Option<&Type> {
        self.response.as_ref().and_then(Response::ty).map(|ty| &ty.value)
    }
}

impl Api {
    /// How the responses of an endpoint are read; `None` when the HTTP status alone decides.
    #[must_use]
    pub fn envelope_of(&self, endpoint: &Endpoint) -> Option<&Envelope> {
        match endpoint.envelope {
            Wrapping::Default => self.envelope.as_ref(),
            Wrapping::None => None,
            Wrapping::Named(id) => Some(&self.envelopes[id].envelope),
        }
    }

    /// The names on the wire of what an endpoint sends: the members of its body, and its parameters.
    #[must_use]
    pub fn sent_names<'a>(&'a self, endpoint: &'a Endpoint) -> Vec<&'a str> {
        let body = endpoint.request_type().map(|ty| self.member_names(ty, Direction::Sent));
        let params = endpoint.params.iter().map(|param| param.field.wire.as_str());
        body.unwrap_or_default().into_iter().chain(params).collect()
    }

    /// The fields of a struct; empty for other types.
    #[must_use]
    pub fn fields_of(&self, id: TypeId) -> &[Field] {
        match &self.types[id].kind {
            TypeKind::Struct(fields) => fields,
            _ => &[],
        }
    }

    /// Finds what an endpoint sends under this name on the wire: a field of its body, or else a parameter.
    #[must_use]
    pub fn key_field<'a>(&'a self, endpoint: &'a Endpoint, wire: &str) -> Option<KeyField<'a>> {
        let in_body = endpoint.request_type().and_then(|body| self.member(body, wire, Direction::Sent));
        if let Some((way, _)) = in_body {
            let (id, at) = way.last().copied()?;
            return self.field(id, at).map(|field| KeyField::Body(way, field));
        }
        let at = endpoint.params.iter().position(|param| param.field.wire == wire)?;
        endpoint.params.get(at).map(|param| KeyField::Param(at, param))
    }

    /// Whether a value is a file, or a list of such.
    #[must_use]
    pub fn is_file(&self, ty: &Type) -> bool {
        let mut ty = self.behind_aliases(ty);
        while let Type::List(inner) = ty {
            ty = self.behind_aliases(inner);
        }
        *ty == Type::Scalar(Scalar::File)
    }

    /// Whether a value is a single text outside of JSON: a scalar or a value of an enum.
    #[must_use]
    pub fn is_text(&self, ty: &Type) -> bool {
        match self.behind_aliases(ty) {
            Type::Scalar(scalar) => !matches!(scalar, Scalar::Any | Scalar::File),
            Type::Named(id) => matches!(self.types[*id].kind, TypeKind::Enum(_)),
            _ => false,
        }
    }

    /// Whether a text is written in JSON without quotes: a number or a flag.
    #[must_use]
    pub fn is_bare(&self, ty: &Type) -> bool {
        match self.behind_aliases(ty) {
            Type::Scalar(scalar) => scalar.is_integer() || matches!(scalar, Scalar::F64 | Scalar::Bool),
            Type::Named(id) => matches!(&self.types[*id].kind, TypeKind::Enum(def) if def.repr == Repr::Int),
            _ => false,
        }
    }

    /// Every envelope, the one without a name first.
    pub fn all_envelopes(&self) -> impl Iterator<Item = &Envelope> {
        self.envelope.iter().chain(self.envelopes.iter().map(|named| &named.envelope))
    }
}

impl Api {
    /// The bodies of the failures of an endpoint, the more exact first: its own, and the API's for other statuses.
    #[must_use]
    pub fn failures_of<'a>(&'a self, endpoint: &'a Endpoint) -> Vec<&'a ByStatus> {
        by_exactness(self.failures.iter().chain(&endpoint.failures))
    }

    /// The bodies of the failures of endpoints that declare none, the more exact first.
    #[must_use]
    pub fn sorted_failures(&self) -> Vec<&ByStatus> {
        by_exactness(&self.failures)
    }

    /// The types of the bodies of all failures, each once, in file order.
    #[must_use]
    pub fn failure_types(&self) -> Vec<&TypeUse> {
        let own = self.endpoints.iter().flat_map(|endpoint| &endpoint.failures);
        let mut types: Vec<&TypeUse> = Vec::new();
        for ty in self.failures.iter().chain(own).filter_map(|entry| entry.ty.as_ref()) {
            if types.iter().all(|known| known.without_ranges() != ty.without_ranges()) {
                types.push(ty);
            }
        }
        types
    }

    /// The rows that an endpoint can answer, in table order: those it lists, or, when it lists none, the rows of its
    /// tables and those of the common one. A row of the common table is hidden by one of a table of the endpoint that has
    /// the same code and no condition.
    #[must_use]
    pub fn answered(&self, endpoint: &Endpoint) -> Vec<RowId> {
        if let Some(rows) = &endpoint.errors {
            return rows.clone();
        }
        let is_own = |row: &ErrorRow| row.table.is_some_and(|table| endpoint.tables.contains(&table));
        let hiding = self.errors.iter().filter(|row| is_own(row) && row.matching.is_none());
        let hidden: BTreeSet<&str> = hiding.map(|row| row.code.as_str()).collect();
        let can =
            |row: &ErrorRow| is_own(row) || (row.table.is_none() && !hidden.contains(row.code.as_str()));
        self.errors.enumerate().filter(|(_, row)| can(row)).map(|(id, _)| id).collect()
    }
}

impl Api {
    /// How much of a row is found before sending: the least that one of its rules covers; nothing without rules.
    #[must_use]
    pub fn coverage(&self, row: RowId) -> Coverage {
        let mut found = self.preflight.iter().filter(|check| check.row == row).map(|check| check.coverage);
        let first = found.next().unwrap_or(Coverage::None);
        found.fold(first, Coverage::min)
    }

    /// The checks of an endpoint's request, in table order.
    #[must_use]
    pub fn preflight_of(&self, endpoint: EndpointId) -> &[Check] {
        let start = self.preflight.partition_point(|check| check.endpoint < endpoint);
        let own = self.preflight.get(start..).unwrap_or_default();
        own.get(..own.partition_point(|check| check.endpoint == endpoint)).unwrap_or_default()
    }

    /// The field of a struct; `None` for other types.
    #[must_use]
    pub fn field(&self, of: TypeId, index: usize) -> Option<&Field> {
        match &self.types[of].kind {
            TypeKind::Struct(fields) => fields.get(index),
            _ => None,
        }
    }
}
