//! The identifiers of one API.

use std::collections::BTreeMap;

use super::calls::Settings;
use super::foreign::Foreign;
use super::ident::{Name, ident};
use super::tags::TagName;
use stubwright_spec::model::preflight::EndpointId;
use stubwright_spec::model::{Endpoint, EnvelopeId, IdVec, RowId, TableId, TypeId};

/// The identifiers of one API.
#[derive(Debug, Clone)]
pub struct Names {
    /// Types.
    pub types: IdVec<TypeId, Name>,
    /// Fields or enum values of each type.
    pub members: IdVec<TypeId, Vec<Name>>,
    /// Rows of the error tables.
    pub rows: IdVec<RowId, Name>,
    /// Variants of the enum of the bodies of failures.
    pub failures: Vec<Name>,
    /// Statics of the tables other than the common one.
    pub tables: IdVec<TableId, Name>,
    /// The modules and features of tags.
    pub tags: BTreeMap<String, TagName>,
    /// Methods of the client.
    pub methods: IdVec<EndpointId, Name>,
    /// Methods of the client that give the items of lists that come in pages.
    pub items: IdVec<EndpointId, Option<Name>>,
    /// Request struct of each endpoint.
    pub requests: IdVec<EndpointId, Request>,
    /// Enums of the endpoints whose payload depends on the status.
    pub outcomes: IdVec<EndpointId, Option<Name>>,
    /// Enums of the endpoints whose caller chooses a body, by the names of the endpoints.
    pub choices: BTreeMap<String, Name>,
    /// Structs for the headers of responses, and their fields.
    pub headers: IdVec<EndpointId, Option<(Name, Vec<Name>)>>,
    /// The endpoint whose request struct a type is.
    pub owners: IdVec<TypeId, Option<EndpointId>>,
    /// Fields that the parameters of each endpoint become.
    pub params: IdVec<EndpointId, Vec<Name>>,
    /// Statics of named envelopes.
    pub envelopes: IdVec<EnvelopeId, Name>,
    /// The settings of the client.
    pub settings: Settings,
    /// Statics of other servers.
    pub other_servers: Vec<Name>,
    /// Server constants.
    pub servers: Vec<Name>,
    /// Functions of servers with variables, and their arguments.
    pub server_functions: Vec<(Name, Vec<Name>)>,
    /// Names that identifiers of the generator's own may look like.
    pub foreign: Foreign,
}

impl Names {
    /// The enum of an endpoint whose caller chooses a body.
    #[must_use]
    pub fn choice(&self, endpoint: &Endpoint) -> Name {
        self.choices.get(endpoint.name.as_str()).cloned().unwrap_or_else(|| ident("Body"))
    }

    /// The enum of an endpoint whose payload depends on the status.
    #[must_use]
    pub fn outcome(&self, id: EndpointId) -> Name {
        self.outcomes[id].clone().unwrap_or_else(|| ident("Outcome"))
    }
}

/// Where the request struct of an endpoint comes from.
#[derive(Debug, Clone)]
pub enum Request {
    /// The endpoint's `request:` type itself: a struct that is named like the endpoint.
    Own(Name, TypeId),
    /// A struct of its own that holds the body, if there is one.
    Wrapper(Name),
}
