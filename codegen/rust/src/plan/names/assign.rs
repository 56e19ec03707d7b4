//! Names everything in an API.

use std::collections::BTreeSet;

use super::case::{snake, upper_camel};
use super::foreign::Foreign;
use super::ident::{Name, ident, setter};
use super::members::{members, values};
use super::scope::Scope;
use super::table::{Names, Request};
use super::{calls, lookalike, requests, rows};
use crate::kept::{Kept, Kind};
use stubwright_spec::diag::Diagnostics;
use stubwright_spec::model::preflight::EndpointId;
use stubwright_spec::model::{Api, IdVec, TypeId};
use stubwright_spec::source::Spanned;

/// Methods that every client has.
const CLIENT_METHODS: &[&str] = &["new", "with_transport", "configure", "call", "clone", "fmt"];

impl Names {
    /// Names everything; collisions are reported.
    #[must_use]
    pub fn of(api: &Api, kept: &Kept, diags: &mut Diagnostics) -> Self {
        let (types, requests) = types(api, diags);
        let Fields { owners, members, params } = fields(api, &types, &requests, kept, diags);
        let Methods { settings, endpoints, of_settings, items } = methods(api, diags);
        let mut servers = Scope::new("server", &[]);
        for server in &api.servers {
            servers.key(snake(server.name.as_str()).to_uppercase(), &server.name);
        }
        let mut names = Self {
            types,
            members,
            rows: rows::variants(api, kept, diags).into_iter().collect(),
            tables: rows::tables(api, diags).into_iter().collect(),
            settings: calls::with_methods(api, settings, of_settings),
            methods: endpoints.into_iter().collect(),
            items,
            requests,
            owners,
            params,
            envelopes: calls::envelopes(api, diags).into_iter().collect(),
            other_servers: calls::other_servers(api, diags),
            servers: servers.settle(diags),
            server_functions: api.servers.iter().map(|at| calls::server_function(at, diags)).collect(),
            foreign: Foreign::default(),
        };
        let all = lookalike::all(api, &names);
        let foreign = Foreign::of(&all);
        lookalike::check(&all, diags);
        names.foreign = foreign;
        names
    }
}

impl Names {
    /// Writes down the names that come from values.
    pub(crate) fn record(&self, api: &Api, kept: &mut Kept) {
        rows::record(api, &self.rows, kept);
        for (id, def) in api.types.enumerate() {
            let values = values(api, &def.kind);
            for (value, name) in values.into_iter().zip(&self.members[id]) {
                if let Some(value) = value {
                    kept.set(Kind::Name, [self.types[id].plain(), &value], [name.plain()]);
                }
            }
        }
    }
}

/// The settings, and the methods of the client.
struct Methods {
    settings: Vec<Name>,
    endpoints: Vec<Name>,
    /// Those that set the settings, then those that set who gives them.
    of_settings: Vec<Name>,
    items: IdVec<EndpointId, Option<Name>>,
}

fn methods(api: &Api, diags: &mut Diagnostics) -> Methods {
    let (settings, origins): (Vec<Name>, Vec<Spanned<String>>) =
        calls::settings(api, diags).into_iter().unzip();
    let has_pages = api.endpoints.iter().any(|endpoint| endpoint.pages.is_some());
    let what = if settings.is_empty() && !has_pages { "endpoint" } else { "client method" };
    let mut scope = Scope::new(what, CLIENT_METHODS);
    for endpoint in &api.endpoints {
        scope.key(snake(endpoint.name.as_str()), &endpoint.name);
    }
    // Two settings of one name are reported as such.
    for (setting, origin) in settings.iter().zip(&origins) {
        let method = Spanned::new(setter(setting).as_str().to_owned(), origin.span);
        scope.setting(method.value.clone(), &method);
    }
    for at in calls::given(api, settings.len()) {
        if let (Some(setting), Some(origin)) = (settings.get(at), origins.get(at)) {
            let method = Spanned::new(format!("{}_from", setter(setting)), origin.span);
            scope.setting(method.value.clone(), &method);
        }
    }
    let paged: Vec<_> = api.endpoints.enumerate().filter(|(_, endpoint)| endpoint.pages.is_some()).collect();
    for (_, endpoint) in &paged {
        let span = endpoint.pages.as_ref().map_or(endpoint.name.span, |pages| *pages.span);
        let method = Spanned::new(format!("{}_items", snake(endpoint.name.as_str())), span);
        scope.setting(method.value.clone(), &method);
    }
    let mut endpoints = scope.settle(diags);
    let mut items = api.endpoints.filled(None);
    for ((id, _), name) in paged.iter().zip(endpoints.split_off(endpoints.len().saturating_sub(paged.len())))
    {
        items[*id] = Some(name);
    }
    let of_settings = endpoints.split_off(api.endpoints.len());
    Methods { settings, endpoints, of_settings, items }
}

/// The names of fields.
struct Fields {
    owners: IdVec<TypeId, Option<EndpointId>>,
    members: IdVec<TypeId, Vec<Name>>,
    params: IdVec<EndpointId, Vec<Name>>,
}

/// The fields or values of each type, and the fields of parameters. Those of a request struct share its scope.
fn fields(
    api: &Api,
    types: &IdVec<TypeId, Name>,
    requests: &IdVec<EndpointId, Request>,
    kept: &Kept,
    diags: &mut Diagnostics,
) -> Fields {
    let mut owners = api.types.filled(None);
    let mut params = requests.map(|id, request| match request {
        Request::Own(_, ty) => {
            owners[*ty] = Some(id);
            Vec::new()
        }
        Request::Wrapper(_) => calls::wrapper_fields(&api.endpoints[id], diags),
    });
    let members = api.types.map(|id, def| {
        let owner = owners[id].map(|owner| (owner, &api.endpoints[owner]));
        let kept = |value: &str| kept.name(types[id].plain(), value);
        let mut names = members(api, &def.kind, kept, owner.map(|(_, endpoint)| endpoint), diags);
        if let Some((owner, endpoint)) = owner {
            params[owner] = names.split_off(names.len().saturating_sub(endpoint.params.len()));
        }
        names
    });
    Fields { owners, members, params }
}

/// Types and request structs share a module.
fn types(api: &Api, diags: &mut Diagnostics) -> (IdVec<TypeId, Name>, IdVec<EndpointId, Request>) {
    let mut scope = Scope::new("type", &[]);
    for def in &api.types {
        scope.key(upper_camel(def.name.as_str()), &def.name);
    }
    let own = requests::own(api, diags);
    let mut methods = BTreeSet::new();
    for (endpoint, own) in api.endpoints.iter().zip(&own) {
        // Two endpoints of one name are reported as such.
        let is_first = methods.insert(snake(endpoint.name.as_str()));
        if own.is_none() && is_first {
            scope.request(upper_camel(endpoint.name.as_str()) + requests::REQUEST, &endpoint.name);
        }
    }
    let mut types = scope.settle(diags);
    let mut wrappers = types.split_off(api.types.len()).into_iter();
    let types: IdVec<TypeId, Name> = types.into_iter().collect();
    let requests = own.iter().map(|own| match *own {
        Some(id) => Request::Own(types[id].clone(), id),
        None => Request::Wrapper(wrappers.next().unwrap_or_else(|| ident("Request"))),
    });
    let requests = requests.collect();
    (types, requests)
}
