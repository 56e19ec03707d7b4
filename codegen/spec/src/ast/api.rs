//! One spec, and what an included file adds to it.

use super::calls::{Auth, Common, NamedEnvelope, OtherServer, Server};
use super::endpoint::Endpoint;
use super::envelope::Envelope;
use super::errors::{ErrorCode, ErrorTable};
use super::statuses::ByStatus;
use super::types::TypeDef;
use crate::source::Spanned;

/// One API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Api {
    /// `api:`.
    pub name: Spanned<String>,
    /// Whether the names are derived from a document in another language, so that none of them is its author's to change.
    pub derived: bool,
    /// Whether operations are left out, so that what only they use is missing on purpose.
    pub partial: bool,
    /// `title:`.
    pub title: Option<Spanned<String>>,
    /// `version:`.
    pub version: Option<Spanned<String>>,
    /// `doc:`.
    pub doc: Option<Spanned<String>>,
    /// `servers:`, in file order.
    pub servers: Vec<Server>,
    /// `other_servers:`, in file order.
    pub other_servers: Vec<OtherServer>,
    /// `timezone:`.
    pub timezone: Option<Spanned<String>>,
    /// `envelope:`.
    pub envelope: Option<Envelope>,
    /// `common:`, in file order.
    pub common: Vec<Common>,
    /// `auth:`, in file order.
    pub auth: Vec<Auth>,
    /// `include:`, in file order.
    pub include: Vec<Spanned<String>>,
    /// `envelopes:`, in file order.
    pub envelopes: Vec<NamedEnvelope>,
    /// `failures:`, in file order: the bodies of failures of all endpoints.
    pub failures: Vec<ByStatus>,
    /// `errors:`, in file order.
    pub errors: Vec<ErrorCode>,
    /// `tables:`, in file order.
    pub tables: Vec<ErrorTable>,
    /// `endpoints:`, in file order.
    pub endpoints: Vec<Endpoint>,
    /// `types:`, in file order.
    pub types: Vec<TypeDef>,
}

/// The sections of an included file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parts {
    /// `envelopes:`, in file order.
    pub envelopes: Vec<NamedEnvelope>,
    /// `errors:`, in file order.
    pub errors: Vec<ErrorCode>,
    /// `tables:`, in file order.
    pub tables: Vec<ErrorTable>,
    /// `endpoints:`, in file order.
    pub endpoints: Vec<Endpoint>,
    /// `types:`, in file order.
    pub types: Vec<TypeDef>,
}
