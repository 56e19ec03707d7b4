//! What endpoints say about their calls: parameters, bodies, credentials, where the server is.

use super::{Api, Endpoint, Envelope, Field, Fill, ListStyle, Place, RawKind, Scalar, Type, TypeKind};
use crate::source::{Span, Spanned};

/// Index of an envelope in [`Api::envelopes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct EnvelopeId(pub u32);

/// An envelope that endpoints choose by name.
#[derive(Debug, Clone)]
pub struct NamedEnvelope {
    /// Its name.
    pub name: Spanned<String>,
    /// The envelope.
    pub envelope: Envelope,
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
#[derive(Debug, Clone)]
pub struct Param {
    /// What it shares with the field of a struct.
    pub field: Field,
    /// Where its type is written.
    pub type_span: Span,
    /// Where it stands.
    pub place: Place,
    /// Where `in:` says so.
    pub place_span: Option<Span>,
    /// How a list is written in the query.
    pub style: Option<Spanned<ListStyle>>,
}

/// The body of a request.
#[derive(Debug, Clone)]
pub struct Body {
    /// Where it is declared.
    pub span: Span,
    /// How it is written.
    pub kind: BodyKind,
}

/// How the body of a request is written.
#[derive(Debug, Clone)]
pub enum BodyKind {
    /// As JSON.
    Json(Type),
    /// As a form of names and values.
    Form(Type),
    /// As a form with files.
    Multipart(Type),
    /// As it is.
    Raw(Raw),
}

/// A body that is handed over as it is.
#[derive(Debug, Clone)]
pub struct Raw {
    /// What Rust makes of it.
    pub kind: RawKind,
    /// Its content type.
    pub content_type: String,
}

/// The key by which the server tells a repeated call from a new one.
#[derive(Debug, Clone)]
pub enum IdempotencyKey {
    /// In this header; the client makes it.
    Header(Spanned<String>),
    /// In the field of the body or the parameter of this name on the wire; the caller sets it.
    Field(Spanned<String>),
}

/// Where a key stands that the caller sets.
#[derive(Debug, Clone, Copy)]
pub enum KeyField<'a> {
    /// In a field of the body, by its place in the struct.
    Body(usize, &'a Field),
    /// In a parameter, by its place in the endpoint.
    Param(usize, &'a Param),
}

/// What a successful call gives.
#[derive(Debug, Clone)]
pub enum Response {
    /// A payload inside the envelope.
    Typed {
        /// The payload.
        ty: Type,
        /// Whether it may be missing.
        optional: bool,
    },
    /// The body as it is.
    Raw(Raw),
}

/// A parameter or header that every call sends.
#[derive(Debug, Clone)]
pub struct Common {
    /// What it shares with the field of a struct.
    pub field: Field,
    /// Where its type is written.
    pub type_span: Span,
    /// In the query or in a header.
    pub place: Place,
    /// Where its value comes from.
    pub source: CommonSource,
}

/// Where the value of a common parameter comes from.
#[derive(Debug, Clone)]
pub enum CommonSource {
    /// The user of the client.
    Setting,
    /// It never changes.
    Value(Spanned<String>),
    /// It is made anew for each call.
    Fill(Fill),
}

/// How calls are authenticated.
#[derive(Debug, Clone)]
pub struct Auth {
    /// Where it is written.
    pub span: Span,
    /// The kind.
    pub kind: AuthKind,
    /// The name of the setting that the author asked for.
    pub name: Option<Spanned<String>>,
    /// What it means.
    pub doc: Option<String>,
}

/// The ways of authentication.
#[derive(Debug, Clone)]
pub enum AuthKind {
    /// A token in `Authorization`.
    Bearer,
    /// A user and a password in `Authorization`.
    Basic,
    /// A hook that sees the final request.
    Sign,
    /// A value in this header.
    Header(Spanned<String>),
    /// A value in this parameter of the query.
    Query(Spanned<String>),
}

/// A part of a base URL that the user of the client chooses.
#[derive(Debug, Clone)]
pub struct Variable {
    /// Its name.
    pub name: Spanned<String>,
    /// What it is when the user chooses nothing.
    pub default: String,
    /// The values it can have; anything when there are none.
    pub allowed: Vec<String>,
    /// What it means.
    pub doc: Option<String>,
}

impl Body {
    /// The type of a body that has one.
    #[must_use]
    pub fn ty(&self) -> Option<&Type> {
        match &self.kind {
            BodyKind::Json(ty) | BodyKind::Form(ty) | BodyKind::Multipart(ty) => Some(ty),
            BodyKind::Raw(_) => None,
        }
    }
}

impl Response {
    /// The type of a payload that has one.
    #[must_use]
    pub fn ty(&self) -> Option<&Type> {
        match self {
            Self::Typed { ty, .. } => Some(ty),
            Self::Raw(_) => None,
        }
    }
}

impl Endpoint {
    /// The type of the body.
    #[must_use]
    pub fn request_type(&self) -> Option<&Type> {
        self.request.as_ref().and_then(Body::ty)
    }

    /// The type of the payload.
    #[must_use]
    pub fn response_type(&self) -> Option<&Type> {
        self.response.as_ref().and_then(Response::ty)
    }
}

impl Api {
    /// The envelope of an id that this model gave out.
    #[must_use]
    pub fn envelope(&self, id: EnvelopeId) -> Option<&NamedEnvelope> {
        self.envelopes.get(id.0 as usize)
    }

    /// How the responses of an endpoint are read; `None` when the HTTP status alone decides.
    #[must_use]
    pub fn envelope_of(&self, endpoint: &Endpoint) -> Option<&Envelope> {
        match endpoint.envelope {
            Wrapping::Default => self.envelope.as_ref(),
            Wrapping::None => None,
            Wrapping::Named(id) => self.envelope(id).map(|named| &named.envelope),
        }
    }

    /// The fields of the struct that is the body of an endpoint.
    #[must_use]
    pub fn body_fields(&self, endpoint: &Endpoint) -> &[Field] {
        let id = match endpoint.request_type().map(|ty| self.behind_aliases(ty)) {
            Some(Type::Named(id) | Type::Applied(id, _)) => *id,
            _ => return &[],
        };
        match self.ty(id).map(|def| &def.kind) {
            Some(TypeKind::Struct(fields)) => fields,
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
