//! One API and its operations.

use super::calls::{Constant, IdempotencyKey, Param, Wrapping};
use super::errors::{ErrorRow, ErrorTable};
use super::ids::{EndpointId, EnvelopeId, RowId, TableId, TypeId};
use super::preflight;
use super::table::IdVec;
use super::types::{Body, ByStatus, Common, Field, Response, TypeDef};
use crate::ast::{
    Auth, Credentials, Envelope, Examples, Method, NamedEnvelope, OtherServer, Pages, Redirect, Server,
};
use crate::source::Spanned;

/// One API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Api {
    /// The name.
    pub name: Spanned<String>,
    /// Whether the names are derived from a document in another language, so that none of them is its author's to change.
    pub derived: bool,
    /// Whether operations are left out, so that what only they use is missing on purpose.
    pub partial: bool,
    /// The name for people.
    pub title: Option<Spanned<String>>,
    /// The vendor's version.
    pub version: Option<Spanned<String>>,
    /// A paragraph about it.
    pub doc: Option<Spanned<String>>,
    /// Base URLs in file order.
    pub servers: Vec<Server>,
    /// Servers other than the client's own, in file order.
    pub other_servers: Vec<OtherServer<usize>>,
    /// Offset in which dates without a time are read.
    pub timezone: Option<Spanned<String>>,
    /// How responses are read; `None` when the HTTP status alone decides.
    pub envelope: Option<Envelope>,
    /// Further envelopes in file order.
    pub envelopes: IdVec<EnvelopeId, NamedEnvelope>,
    /// The global parameters, in file order.
    pub common: Vec<Common>,
    /// How calls are authenticated, in file order.
    pub auth: Vec<Auth>,
    /// The bodies of failures of all endpoints, in file order.
    pub failures: Vec<ByStatus>,
    /// The rows of all error tables: the common one, then those of `tables`, each in file order.
    pub errors: IdVec<RowId, ErrorRow>,
    /// The tables other than the common one, in file order.
    pub tables: IdVec<TableId, ErrorTable>,
    /// The operations in file order.
    pub endpoints: IdVec<EndpointId, Endpoint>,
    /// The types in file order.
    pub types: IdVec<TypeId, TypeDef>,
    /// The rules of the error table against the requests: by endpoint, then in table order, then in file order.
    pub preflight: Vec<preflight::Check>,
}

/// An operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// The name.
    pub name: Spanned<String>,
    /// The HTTP method.
    pub method: Method,
    /// Its path, without a query; `{name}` is replaced by a parameter.
    pub path: Spanned<String>,
    /// The statements of the body.
    pub doc: Option<Spanned<String>>,
    /// The parameters in file order.
    pub params: Vec<Param>,
    /// The parameters that callers do not set: those in the query of its path, then the others in file order.
    pub constants: Vec<Constant>,
    /// The request body.
    pub request: Option<Body>,
    /// The name of the generated request, whose body `request` is then, whatever its name.
    pub request_name: Option<Spanned<String>>,
    /// The payload of a success.
    pub response: Option<Response>,
    /// The payload by status, where that is written.
    pub responses: Vec<ByStatus>,
    /// The headers of the response that callers read, in file order.
    pub response_headers: Vec<Field>,
    /// The bodies of its own failures, in file order; see [`Api::failures_of`].
    pub failures: Vec<ByStatus>,
    /// Whether sending it twice is harmless.
    pub idempotent: bool,
    /// The key that makes it so.
    pub key: Option<IdempotencyKey>,
    /// How the next page is requested, if it gives a list in pages.
    pub pages: Option<Pages>,
    /// The tables in which its codes are looked up before the common one, in this order.
    pub tables: Vec<TableId>,
    /// The codes it lists, in table order; `None` for everything in its tables, see [`Api::answered`].
    pub errors: Option<Vec<RowId>>,
    /// How its responses are read.
    pub envelope: Wrapping,
    /// The credentials that it sends, by their index in [`Api::auth`].
    pub credentials: Credentials<usize>,
    /// The server that it is sent to, by its index in [`Api::other_servers`]; `None` for the one that a client is made for.
    pub server: Option<usize>,
    /// `redirect:`; redirects are refused if it is not given.
    pub redirect: Option<Spanned<Redirect>>,
    /// The group it belongs to.
    pub tag: Option<Spanned<String>>,
    /// Sample values.
    pub examples: Examples,
    /// No longer to be called.
    pub deprecated: bool,
}
