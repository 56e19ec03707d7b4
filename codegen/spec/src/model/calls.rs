//! The parts of endpoints' calls that resolution changes.

use super::ids::{EnvelopeId, TypeId};
use super::types::Field;
use crate::ast::{ParamLocation, ParamStyle};
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
    /// The part that it shares with the field of a struct.
    pub field: Field,
    /// The place in the request.
    pub place: ParamLocation,
    /// Where `in:` says so.
    pub place_span: Option<SourceSpan>,
    /// How a list or an object is written.
    pub style: Option<Spanned<ParamStyle>>,
    /// Whether reserved characters of a value stay as they are.
    pub allow_reserved: bool,
}

impl Param {
    /// How a list or an object is written.
    #[must_use]
    pub fn style(&self) -> ParamStyle {
        self.style.as_ref().map_or(self.place.default_style(), |style| style.value)
    }
}

/// A parameter that is the same in every call, so that nobody sets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constant {
    /// The place in the request; never the path.
    pub place: ParamLocation,
    /// Its name on the wire.
    pub wire: Spanned<String>,
    /// The value on the wire; `None` for a name of the query without `=`.
    pub value: Option<Spanned<String>>,
    /// `doc:`.
    pub doc: Option<Spanned<String>>,
}

/// The key by which the server tells a repeated call from a new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IdempotencyKey {
    /// In this header; the client makes it.
    Header(Spanned<String>),
    /// In the field of the body or the parameter of this name on the wire; the caller sets it.
    Field(Spanned<String>),
}

/// The place of a key that the caller sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyField<'a> {
    /// In a field of the body, by the fields that lead there: one, after the inline fields that contain it.
    Body(Vec<(TypeId, usize)>, &'a Field),
    /// In a parameter, by its place in the endpoint.
    Param(usize, &'a Param),
}
