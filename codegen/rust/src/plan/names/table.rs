//! The identifiers of one API.

use proc_macro2::Ident;

use super::calls::Settings;
use super::foreign::Foreign;
use stubwright_spec::model::preflight::EndpointId;
use stubwright_spec::model::{EnvelopeId, IdVec, RowId, TableId, TypeId};

/// The identifiers of one API.
#[derive(Debug, Clone)]
pub struct Names {
    /// Types.
    pub types: IdVec<TypeId, Ident>,
    /// Fields or enum values of each type.
    pub members: IdVec<TypeId, Vec<Ident>>,
    /// Rows of the error tables.
    pub rows: IdVec<RowId, Ident>,
    /// Statics of the tables beside the common one.
    pub tables: IdVec<TableId, Ident>,
    /// Methods of the client.
    pub methods: IdVec<EndpointId, Ident>,
    /// Request struct of each endpoint.
    pub requests: IdVec<EndpointId, Request>,
    /// Fields that the parameters of each endpoint become.
    pub params: IdVec<EndpointId, Vec<Ident>>,
    /// Statics of named envelopes.
    pub envelopes: IdVec<EnvelopeId, Ident>,
    /// The settings of the client.
    pub settings: Settings,
    /// Server constants.
    pub servers: Vec<Ident>,
    /// Functions of servers with variables, and their arguments.
    pub server_functions: Vec<(Ident, Vec<Ident>)>,
    /// Names that identifiers of the generator's own may look like.
    pub foreign: Foreign,
}

/// Where the request struct of an endpoint comes from.
#[derive(Debug, Clone)]
pub enum Request {
    /// The endpoint's `request:` type itself: a struct that nothing else uses.
    Own(Ident, TypeId),
    /// A struct of its own that holds the body, if there is one.
    Wrapper(Ident),
}
