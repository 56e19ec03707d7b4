//! Names everything in an API.

use std::collections::{BTreeMap, BTreeSet};

use super::case::{snake, upper_camel};
use super::foreign::Foreign;
use super::ident::{Name, ident, setter};
use super::members::{self, members, values};
use super::scope::Scope;
use super::table::{Names, Request};
use super::written::upper_camel_as_written;
use super::{calls, lookalike, requests, rows, tags};
use crate::kept::{Kept, Kind};
use stubwright_spec::diag::Diagnostics;
use stubwright_spec::model::preflight::EndpointId;
use stubwright_spec::model::{Api, BodyKind, Endpoint, IdVec, Response, TypeId, dump};
use stubwright_spec::source::Spanned;

/// Methods that every client has.
const CLIENT_METHODS: &[&str] = &["new", "with_transport", "configure", "call", "clone", "fmt"];

impl Names {
    /// Names everything; collisions are reported.
    #[must_use]
    pub fn of(api: &Api, kept: &Kept, diags: &mut Diagnostics) -> Self {
        let Types { types, requests, outcomes, headers, choices } = types(api, diags);
        let Fields { owners, members, params } = fields(api, &types, &requests, kept, diags);
        let Methods { settings, endpoints, of_settings, items } = methods(api, diags);
        let mut servers = Scope::of(api, "server", &[]);
        for server in &api.servers {
            servers.key(snake(server.name.as_str()).to_uppercase(), &server.name);
        }
        let mut names = Self {
            types,
            members,
            rows: rows::variants(api, kept, diags).into_iter().collect(),
            failures: members::failures(api, kept, diags),
            tables: rows::tables(api, diags).into_iter().collect(),
            settings: calls::with_methods(api, settings, of_settings),
            tags: tags::tags(api),
            methods: endpoints.into_iter().collect(),
            items,
            requests,
            outcomes,
            headers,
            choices,
            owners,
            params,
            envelopes: calls::envelopes(api, diags).into_iter().collect(),
            other_servers: calls::other_servers(api, diags),
            servers: servers.settle(diags),
            server_functions: api.servers.iter().map(|at| calls::server_function(api, at, diags)).collect(),
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
        for (ty, name) in api.failure_types().into_iter().zip(&self.failures) {
            kept.set(Kind::Failure, [dump::ty(api, &ty.without_ranges()).as_str()], [name.plain()]);
        }
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
    /// The methods that set the settings, then the methods that set their providers.
    of_settings: Vec<Name>,
    items: IdVec<EndpointId, Option<Name>>,
}

fn methods(api: &Api, diags: &mut Diagnostics) -> Methods {
    let (settings, origins): (Vec<Name>, Vec<Spanned<String>>) =
        calls::settings(api, diags).into_iter().unzip();
    let has_pages = api.endpoints.iter().any(|endpoint| endpoint.pages.is_some());
    let what = if settings.is_empty() && !has_pages { "endpoint" } else { "client method" };
    let mut scope = Scope::of(api, what, CLIENT_METHODS);
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
        Request::Wrapper(_) => calls::wrapper_fields(api, &api.endpoints[id], diags),
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

fn has_outcome(endpoint: &Endpoint) -> bool {
    matches!(endpoint.response, Some(Response::ByStatus(_)))
}

fn has_choice(endpoint: &Endpoint) -> bool {
    endpoint.request.as_ref().is_some_and(|body| matches!(body.kind, BodyKind::OneOf(_)))
}

fn has_headers(endpoint: &Endpoint) -> bool {
    !endpoint.response_headers.is_empty()
}

/// The names of types.
struct Types {
    types: IdVec<TypeId, Name>,
    requests: IdVec<EndpointId, Request>,
    outcomes: IdVec<EndpointId, Option<Name>>,
    headers: IdVec<EndpointId, Option<(Name, Vec<Name>)>>,
    choices: BTreeMap<String, Name>,
}

/// Types share a module with request structs and with the enums of payloads that depend on the status.
fn types(api: &Api, diags: &mut Diagnostics) -> Types {
    let mut scope = Scope::of(api, "type", &[]);
    for def in &api.types {
        scope.key(upper_camel(def.name.as_str()), &def.name);
    }
    let own = requests::own(api, diags);
    let mut methods = BTreeSet::new();
    let declared: BTreeSet<String> = api.types.iter().map(|def| upper_camel(def.name.as_str())).collect();
    for (endpoint, own) in api.endpoints.iter().zip(&own) {
        // Two endpoints of one name are reported as such.
        let is_first = methods.insert(snake(endpoint.name.as_str()));
        if own.is_none()
            && let Some(name) = endpoint.request_name.as_ref().filter(|_| is_first)
        {
            scope.name(upper_camel_as_written(name, diags), name);
        } else if own.is_none() && is_first {
            let camel = upper_camel(endpoint.name.as_str());
            let mut name = format!("{camel}{}", requests::REQUEST);
            if api.derived && declared.contains(&name) {
                name = format!("{camel}{}", requests::PARAMS);
            }
            scope.request(name, &endpoint.name);
        }
    }
    for endpoint in api.endpoints.iter().filter(|endpoint| has_outcome(endpoint)) {
        scope.request(upper_camel(endpoint.name.as_str()) + requests::OUTCOME, &endpoint.name);
    }
    for endpoint in api.endpoints.iter().filter(|endpoint| has_headers(endpoint)) {
        scope.request(upper_camel(endpoint.name.as_str()) + requests::HEADERS, &endpoint.name);
    }
    for endpoint in api.endpoints.iter().filter(|endpoint| has_choice(endpoint)) {
        scope.request(upper_camel(endpoint.name.as_str()) + requests::BODIES, &endpoint.name);
    }
    let mut types = scope.settle(diags);
    let mut last = |is: fn(&Endpoint) -> bool| {
        let ids: Vec<EndpointId> =
            api.endpoints.enumerate().filter(|(_, endpoint)| is(endpoint)).map(|(id, _)| id).collect();
        let names = types.split_off(types.len().saturating_sub(ids.len()));
        ids.into_iter().zip(names)
    };
    let choices = last(has_choice).map(|(id, name)| (api.endpoints[id].name.value.clone(), name)).collect();
    let (mut headers, mut outcomes) = (api.endpoints.filled(None), api.endpoints.filled(None));
    for (id, name) in last(has_headers) {
        headers[id] = Some((name, calls::headers(api, &api.endpoints[id], diags)));
    }
    for (id, name) in last(has_outcome) {
        outcomes[id] = Some(name);
    }
    let mut wrappers = types.split_off(api.types.len()).into_iter();
    let types: IdVec<TypeId, Name> = types.into_iter().collect();
    let requests = own.iter().map(|own| match *own {
        Some(id) => Request::Own(types[id].clone(), id),
        None => Request::Wrapper(wrappers.next().unwrap_or_else(|| ident("Request"))),
    });
    let requests = requests.collect();
    Types { types, requests, outcomes, headers, choices }
}
