//! Overlays, as written.

use super::calls::{Auth, Common, Credentials, NamedEnvelope, OtherServer, Server};
use super::endpoint::{Idempotent, Redirect};
use super::envelope::Envelope;
use super::errors::{Answers, ErrorCode, ErrorTable};
use super::pages::Pages;
use super::samples::{Examples, Sample};
use super::statuses::ByStatus;
use super::types::{Direction, Spelling, TypeExpr};
use crate::source::Spanned;

/// The sections of an overlay. Whatever it leaves out stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overlay {
    /// `timezone:`.
    pub timezone: Option<Spanned<String>>,
    /// `servers:`, in file order.
    pub servers: Vec<Server>,
    /// `other_servers:`, in file order.
    pub other_servers: Vec<OtherServer>,
    /// `envelope:`.
    pub envelope: Option<Envelope>,
    /// `envelopes:`, in file order.
    pub envelopes: Vec<NamedEnvelope>,
    /// `failures:`, in file order.
    pub failures: Vec<ByStatus>,
    /// `common:`, in file order.
    pub common: Vec<Common>,
    /// `auth:`, in file order.
    pub auth: Vec<Auth>,
    /// `errors:`, in file order.
    pub errors: Vec<ErrorCode>,
    /// `tables:`, in file order.
    pub tables: Vec<ErrorTable>,
    /// `endpoints:`, in file order.
    pub endpoints: Vec<EndpointChange>,
    /// `types:`, in file order.
    pub types: Vec<TypeChange>,
}

/// The additions of an overlay to an endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndpointChange {
    /// The key: its name, or its `operationId`.
    pub key: Spanned<String>,
    /// `name:`.
    pub name: Option<Spanned<String>>,
    /// `doc:`.
    pub doc: Option<Spanned<String>>,
    /// `params:`, in file order.
    pub params: Vec<FieldChange>,
    /// `failures:`, in file order.
    pub failures: Vec<ByStatus>,
    /// `idempotent:`.
    pub idempotent: Option<Idempotent>,
    /// `pages:`.
    pub pages: Option<Pages>,
    /// `errors:`.
    pub errors: Option<Answers>,
    /// `envelope:`.
    pub envelope: Option<Spanned<String>>,
    /// `auth:`.
    pub credentials: Option<Credentials>,
    /// `server:`.
    pub server: Option<Spanned<String>>,
    /// `redirect:`.
    pub redirect: Option<Spanned<Redirect>>,
    /// `tag:`.
    pub tag: Option<Spanned<String>>,
    /// `example:`.
    pub examples: Examples,
    /// `deprecated:`.
    pub deprecated: Option<bool>,
}

/// The additions of an overlay to a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeChange {
    /// The key: its name, or that of its component.
    pub key: Spanned<String>,
    /// `name:`.
    pub name: Option<Spanned<String>>,
    /// `doc:`.
    pub doc: Option<Spanned<String>>,
    /// `deprecated:`.
    pub deprecated: Option<bool>,
    /// `fields:` of a struct, in file order.
    pub fields: Vec<FieldChange>,
    /// `values:` of an enum, in file order.
    pub values: Vec<PartChange>,
    /// `variants:` of a union, in file order.
    pub variants: Vec<PartChange>,
}

/// The additions of an overlay to a field or a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// The key: its name on the wire.
    pub key: Spanned<String>,
    /// `type:`, and whether it may be absent.
    pub ty: Option<(TypeExpr, bool)>,
    /// `alias:`.
    pub aliases: Vec<Spanned<String>>,
    /// `name:`.
    pub name: Option<Spanned<String>>,
    /// `when:`.
    pub when: Option<Spanned<Direction>>,
    /// `as:`.
    pub spelling: Option<Spanned<Spelling>>,
    /// `doc:`.
    pub doc: Option<Spanned<String>>,
    /// `default:`.
    pub default: Option<Sample>,
    /// `example:`.
    pub example: Option<Sample>,
    /// `secret:`.
    pub secret: Option<bool>,
    /// `deprecated:`.
    pub deprecated: Option<bool>,
}

/// The additions of an overlay to a value of an enum or a type of a union.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartChange {
    /// The key: the value on the wire; of a union, a value of the tag or the name of the type.
    pub key: Spanned<String>,
    /// `name:`.
    pub name: Option<Spanned<String>>,
    /// `doc:`.
    pub doc: Option<Spanned<String>>,
    /// `deprecated:`.
    pub deprecated: Option<bool>,
}
