//! What endpoints say about their calls, where resolution changes it.

use super::ids::EnvelopeId;
use super::types::Field;
use crate::ast::{ListStyle, ParamLocation};
use crate::source::{SourceSpan, Spanned};

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
