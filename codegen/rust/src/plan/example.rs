//! Calls as documentation shows them, with requests that are made up: one of each method, and one of the client with an
//! answer to it.

mod calls;
mod values;

pub(crate) use self::calls::Calls;
use super::gates::Gate;
use super::names::Name;
use super::syntax::{Expr, RustType};
use crate::options::Examples;
use stubwright_spec::model::{JsonText, Raw, RawKind, Response};

/// A call in the documentation of its method.
#[derive(Debug, Clone, PartialEq)]
pub struct CallItem {
    /// How it is shown.
    pub examples: Examples,
    /// The request; `None` if it can't be made up.
    pub request: Option<Expr>,
    /// The use of the answer.
    pub answer: Shown,
    /// The codes that are handled separately.
    pub codes: Vec<Name>,
}

/// The use that an example makes of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// There is none.
    Nothing,
    /// Prints it.
    Value,
    /// Prints how many bytes there are.
    Bytes,
    /// Takes the pieces of a stream.
    Pieces,
    /// Takes the events of a stream.
    Events,
}

impl Shown {
    fn of(response: Option<&Response>) -> Self {
        match response {
            None => Self::Nothing,
            Some(Response::Raw(Raw { kind: RawKind::Bytes, .. })) => Self::Bytes,
            Some(Response::Stream(_)) => Self::Pieces,
            Some(Response::Events { .. }) => Self::Events,
            Some(Response::Typed { .. } | Response::Raw(_) | Response::ByStatus(_)) => Self::Value,
        }
    }
}

/// A call from the first step on: a client is made and gets what it sends with every call.
#[derive(Debug, Clone, PartialEq)]
pub struct ExampleItem {
    /// When the method is compiled.
    pub gate: Gate,
    /// The settings of the client: methods, and their arguments.
    pub settings: Vec<(Name, Vec<Expr>)>,
    /// The method of the client.
    pub method: Name,
    /// The request struct.
    pub operation: RustType,
    /// The request.
    pub request: Expr,
    /// Whether there is a payload.
    pub answers: bool,
    /// The response of a fake in place of the server, if one can be made up.
    pub answer: Option<Answer>,
    /// Whether rules of the error table look at the request, which was not made to keep them.
    pub is_checked: bool,
}

/// The response of a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// A success without a payload.
    Nothing,
    /// This payload.
    Payload(JsonText),
    /// Bytes or a text.
    Raw,
}

/// How a client is made, in the documentation of the client.
#[derive(Debug, Clone, PartialEq)]
pub struct FirstCall {
    /// How it is shown.
    pub examples: Examples,
    /// The constant of the server, if the API names one.
    pub server: Option<Name>,
    /// The call that follows.
    pub call: Option<ExampleItem>,
}
