//! What endpoints say about their calls: parameters, bodies, credentials, where the server is.

use super::table::id;
use super::{
    Api, Body, Endpoint, Envelope, Field, ListStyle, ParamLocation, Response, Scalar, Type, TypeKind,
};
use crate::source::{SourceSpan, Spanned};

id! {
    /// An envelope in [`Api::envelopes`].
    EnvelopeId
}

/// How the responses of an endpoint are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrapping {
    /// As the API says.
    Default,
    /// The HTTP status alone decides.
    None,
    /// By this envelope.
    Named(EnvelopeId),
}

/// A parameter of an endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Param {
    /// What it shares with the field of a struct.
    pub field: Field,
    /// Where it stands.
    pub place: ParamLocation,
    /// Where `in:` says so.
    pub place_span: Option<SourceSpan>,
    /// How a list is written in the query.
    pub style: Option<Spanned<ListStyle>>,
}

/// The key by which the server tells a repeated call from a new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IdempotencyKey {
    /// In this header; the client makes it.
    Header(Spanned<String>),
    /// In the field of the body or the parameter of this name on the wire; the caller sets it.
    Field(Spanned<String>),
}

/// Where a key stands that the caller sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyField<'a> {
    /// In a field of the body, by its place in the struct.
    Body(usize, &'a Field),
    /// In a parameter, by its place in the endpoint.
    Param(usize, &'a Param),
}

impl Endpoint {
    /// The type of the body.
    #[must_use]
    pub fn request_type(&self) -> Option<&Type> {
        self.request.as_ref().and_then(Body::ty).map(|ty| &ty.value)
    }

    /// The type of the payload.
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

    /// The fields of the struct that is the body of an endpoint.
    #[must_use]
    pub fn body_fields(&self, endpoint: &Endpoint) -> &[Field] {
        let id = match endpoint.request_type().map(|ty| self.behind_aliases(ty)) {
            Some(Type::Named(id) | Type::Applied(id, _)) => *id,
            _ => return &[],
        };
        match &self.types[id].kind {
            TypeKind::Struct(fields) => fields,
            _ => &[],
        }
    }

    /// What an endpoint sends under this name on the wire: a field of its body, or else a parameter.
    #[must_use]
    pub fn key_field<'a>(&'a self, endpoint: &'a Endpoint, wire: &str) -> Option<KeyField<'a>> {
        let fields = self.body_fields(endpoint);
        if let Some(at) = fields.iter().position(|field| field.wire == wire) {
            return fields.get(at).map(|field| KeyField::Body(at, field));
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

    /// Every envelope, the one without a name first.
    pub fn all_envelopes(&self) -> impl Iterator<Item = &Envelope> {
        self.envelope.iter().chain(self.envelopes.iter().map(|named| &named.envelope))
    }
}
