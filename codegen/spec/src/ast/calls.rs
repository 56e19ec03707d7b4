//! The calls of endpoints, as written: parameters, bodies, credentials, servers.

use super::envelope::Envelope;
use super::places::{ParamLocation, ParamStyle};
use super::statuses::ByStatus;
use super::types::{Field, TypeExpr};
use crate::source::{SourceSpan, Spanned};

/// An entry of `envelopes:`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedEnvelope {
    /// The key.
    pub name: Spanned<String>,
    /// The envelope.
    pub envelope: Envelope,
}

/// A parameter of an endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Param {
    /// The part that it shares with the field of a struct.
    pub field: Field,
    /// `in:`; the path decides when it is not set.
    pub place: Option<Spanned<ParamLocation>>,
    /// `style:`.
    pub style: Option<Spanned<ParamStyle>>,
    /// `allow_reserved:`, whether reserved characters of a value stay as they are.
    pub allow_reserved: bool,
}

/// The credentials that an endpoint sends. `S` names a scheme.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Credentials<S = Spanned<String>> {
    /// All schemes of the API.
    #[default]
    All,
    /// The first of these sets whose credentials the client has. An empty set is `none`.
    OneOf(Vec<Vec<S>>),
}

impl<S> Credentials<S> {
    /// No credentials at all.
    #[must_use]
    pub fn none() -> Self {
        Self::OneOf(vec![Vec::new()])
    }

    /// Whether none is ever sent.
    #[must_use]
    pub fn are_none(&self) -> bool {
        matches!(self, Self::OneOf(sets) if sets.iter().all(Vec::is_empty))
    }
}

words! {
    /// The place of a global parameter.
    CommonPlace {
        /// In the query.
        #[default] Query = "query",
        /// In a header.
        Header = "header",
        /// In a cookie.
        Cookie = "cookie",
        /// In the body, if that is an object or a form.
        Body = "body",
    }
}

impl CommonPlace {
    /// The same place of a parameter; `None` for the body.
    #[must_use]
    pub fn as_location(self) -> Option<ParamLocation> {
        match self {
            Self::Query => Some(ParamLocation::Query),
            Self::Header => Some(ParamLocation::Header),
            Self::Cookie => Some(ParamLocation::Cookie),
            Self::Body => None,
        }
    }
}

/// The body of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body<T = TypeExpr> {
    /// The place of the type or the content type.
    pub span: SourceSpan,
    /// How it is written.
    pub kind: BodyKind<T>,
    /// Whether it may be missing (`request: T?`).
    pub optional: bool,
}

/// How the body of a request is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BodyKind<T = TypeExpr> {
    /// As JSON.
    Json(T),
    /// As a form of names and values.
    Form(T),
    /// As a form with files.
    Multipart(T),
    /// As it is.
    Raw(Raw),
    /// As it is, read while it is sent; with its content type.
    Stream(Spanned<String>),
    /// As one of these, which the caller chooses; in file order.
    OneOf(Vec<Self>),
}

impl<T> Body<T> {
    /// The type of a body that is neither raw nor one of several.
    #[must_use]
    pub fn ty(&self) -> Option<&T> {
        self.kind.ty()
    }

    /// The types of all bodies that are not raw.
    pub fn types(&self) -> impl Iterator<Item = &T> {
        self.kind.choices().iter().filter_map(BodyKind::ty)
    }
}

impl<T> BodyKind<T> {
    /// The type of a body that is neither raw nor one of several.
    #[must_use]
    pub fn ty(&self) -> Option<&T> {
        match self {
            Self::Json(ty) | Self::Form(ty) | Self::Multipart(ty) => Some(ty),
            Self::Raw(_) | Self::Stream(_) | Self::OneOf(_) => None,
        }
    }

    /// The alternatives for the caller; only itself where there is no choice.
    #[must_use]
    pub fn choices(&self) -> &[Self] {
        match self {
            Self::OneOf(kinds) => kinds,
            one => std::slice::from_ref(one),
        }
    }

    /// The word of the format.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Json(_) => "json",
            Self::Form(_) => "form",
            Self::Multipart(_) => "multipart",
            Self::Raw(raw) => raw.kind.word(),
            Self::Stream(_) => "stream",
            Self::OneOf(_) => "one of",
        }
    }

    /// The type of a sample of the body: that of the first kind whose samples are written.
    #[must_use]
    pub fn sample_type(&self) -> Option<&T> {
        self.choices().iter().find_map(|kind| match kind {
            Self::Json(ty) | Self::Form(ty) => Some(ty),
            Self::Multipart(_) | Self::Raw(_) | Self::Stream(_) | Self::OneOf(_) => None,
        })
    }
}

impl<T> Response<T> {
    /// The type of a payload that is not raw, or of the events in it; nothing if that depends on the status.
    #[must_use]
    pub fn ty(&self) -> Option<&T> {
        match self {
            Self::Typed { ty, .. } | Self::Events { ty, .. } => Some(ty),
            Self::Raw(_) | Self::Stream(_) | Self::ByStatus(_) => None,
        }
    }

    /// All types of payloads that are not raw.
    #[must_use]
    pub fn types(&self) -> Vec<&T> {
        match self {
            Self::ByStatus(entries) => entries.iter().filter_map(|entry| entry.ty.as_ref()).collect(),
            other => other.ty().into_iter().collect(),
        }
    }

    /// The type that a sample of the payload has: the first one.
    #[must_use]
    pub fn sample_type(&self) -> Option<&T> {
        self.types().first().copied()
    }
}

/// A body that is handed over as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raw {
    /// How callers get it.
    pub kind: RawKind,
    /// Its content type; it can be a range (RFC 9110 section 12.5.1), such as `image/*`.
    pub content_type: Spanned<String>,
}

impl Raw {
    /// Whether what is sent says what it is.
    #[must_use]
    pub fn is_range(&self) -> bool {
        self.content_type.split(';').next().is_some_and(|essence| essence.contains('*'))
    }
}

words! {
    /// How callers get a raw body.
    RawKind {
        /// Bytes.
        #[default] Bytes = "bytes",
        /// Text.
        Text = "text",
    }
}

/// The result of a successful call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Response<T = TypeExpr> {
    /// A payload inside the envelope.
    Typed {
        /// The payload.
        ty: T,
        /// Whether it may be missing (`response: T?`).
        optional: bool,
    },
    /// The body as it is.
    Raw(Raw),
    /// The body as it is, read while it arrives; with its content type.
    Stream(Spanned<String>),
    /// Server-sent events (WHATWG HTML section 9.2), read while they arrive.
    Events {
        /// The data of an event.
        ty: T,
        /// `end:`, the data after the last event.
        end: Option<Spanned<String>>,
    },
    /// A payload that depends on the status, in file order.
    ByStatus(Vec<ByStatus<T>>),
}

/// A parameter or header that every call sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Common<T = TypeExpr> {
    /// The part that it shares with the field of a struct.
    pub field: Field<T>,
    /// `in:`.
    pub place: CommonPlace,
    /// Where its value comes from.
    pub source: CommonSource,
}

/// Where the value of a common parameter comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CommonSource {
    /// The user of the client.
    Setting,
    /// `value:`.
    Value(Spanned<String>),
    /// `fill:`.
    Fill(Fill),
}

words! {
    /// A value that is made anew for each call.
    Fill {
        /// Seconds since 1970.
        #[default] Unix = "unix",
        /// Milliseconds since 1970.
        UnixMs = "unix_ms",
        /// `2024-12-12T00:00:00Z`
        Rfc3339 = "rfc3339",
        /// `2024-12-12 08:00:00` in the time zone of the API.
        Local = "local",
        /// 32 random hexadecimal digits.
        Nonce = "nonce",
    }
}

/// How calls are authenticated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Auth {
    /// Where it is written.
    pub span: SourceSpan,
    /// The kind.
    pub kind: AuthKind,
    /// `name:`, the name of the setting.
    pub name: Option<Spanned<String>>,
    /// `doc:`.
    pub doc: Option<Spanned<String>>,
}

impl Auth {
    /// The word by which endpoints refer to it: its `name:`, or what it is.
    #[must_use]
    pub fn word(&self) -> &str {
        match (&self.name, &self.kind) {
            (Some(name), _) => name.as_str(),
            (None, AuthKind::Bearer) => "bearer",
            (None, AuthKind::Basic) => "basic",
            (None, AuthKind::Sign) => "sign",
            (
                None,
                AuthKind::Scheme(name)
                | AuthKind::Header(name)
                | AuthKind::Query(name)
                | AuthKind::Cookie(name),
            ) => name.as_str(),
        }
    }
}

/// The ways of authentication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuthKind {
    /// A token in `Authorization` (RFC 6750 section 2.1).
    Bearer,
    /// A user and a password in `Authorization` (RFC 7617).
    Basic,
    /// Credentials of another HTTP scheme in `Authorization`, after its name (RFC 9110 section 11.4).
    Scheme(Spanned<String>),
    /// A hook that sees the final request.
    Sign,
    /// A value in this header.
    Header(Spanned<String>),
    /// A value in this parameter of the query.
    Query(Spanned<String>),
    /// A value in this cookie.
    Cookie(Spanned<String>),
}

/// A named base URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// The key.
    pub name: Spanned<String>,
    /// The URL with its scheme.
    pub url: Spanned<String>,
    /// `variables:`, in file order.
    pub variables: Vec<Variable>,
    /// `doc:`.
    pub doc: Option<Spanned<String>>,
}

/// An entry of `other_servers:`, a server other than the client's own. `E` names an entry of `servers:`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherServer<E = Spanned<String>> {
    /// The key.
    pub name: Spanned<String>,
    /// Its base URLs.
    pub urls: OtherUrls<E>,
    /// `doc:`.
    pub doc: Option<Spanned<String>>,
}

/// The base URLs of another server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OtherUrls<E = Spanned<String>> {
    /// The same for every entry of `servers:`.
    Same(Spanned<String>),
    /// One for each of these.
    Each(Vec<(E, Spanned<String>)>),
}

/// A part of a base URL that the user of the client chooses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    /// The key.
    pub name: Spanned<String>,
    /// The value when the user chooses nothing.
    pub default: Spanned<String>,
    /// `enum:`; anything when it is empty.
    pub allowed: Vec<Spanned<String>>,
    /// `doc:`.
    pub doc: Option<Spanned<String>>,
}
