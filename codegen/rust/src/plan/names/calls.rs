//! Names around calls: fields for parameters, settings of the client, statics of envelopes, functions of servers.

use super::case::snake;
use super::ident::{Name, ident};
use super::scope::Scope;
use super::written::snake_as_written;
use stubwright_spec::diag::Diagnostics;
use stubwright_spec::model::{Api, Auth, AuthKind, CommonSource, Endpoint, Field, Server};
use stubwright_spec::source::Spanned;

/// A value that the user of the client sets once for all calls.
#[derive(Debug, Clone)]
pub struct Setting {
    /// Its name at the runtime.
    pub key: String,
    /// The method that sets it.
    pub method: Name,
    /// The method that sets who gives it.
    pub provider: Option<Name>,
}

/// The settings of an API.
#[derive(Debug, Clone)]
pub struct Settings {
    /// One for each common parameter that the user sets.
    pub common: Vec<Option<Setting>>,
    /// One for each other server.
    pub servers: Vec<Setting>,
    /// One for each way of authentication.
    pub auth: Vec<Setting>,
}

/// Fields that parameters become where no struct of the spec takes them.
pub(super) fn wrapper_fields(api: &Api, endpoint: &Endpoint, diags: &mut Diagnostics) -> Vec<Name> {
    let taken: &[&str] = if endpoint.request.is_some() { &["body"] } else { &[] };
    let mut scope = Scope::of(api, "parameter", taken);
    for param in &endpoint.params {
        push_param(&mut scope, &param.field, diags);
    }
    scope.settle(diags)
}

/// The fields of the struct for the headers of a response.
pub(super) fn headers(api: &Api, endpoint: &Endpoint, diags: &mut Diagnostics) -> Vec<Name> {
    let mut scope = Scope::of(api, "header", &[]);
    for header in &endpoint.response_headers {
        match &header.name {
            Some(name) => scope.name(snake_as_written(name, diags), name),
            // The same header twice was reported; case does not count.
            None => {
                let written = Spanned::new(header.key.to_ascii_lowercase(), header.key.span);
                scope.key(snake(header.key.as_str()), &written);
            }
        }
    }
    scope.settle(diags)
}

/// A parameter in addition to the fields of a struct.
pub(super) fn push_param(scope: &mut Scope, field: &Field, diags: &mut Diagnostics) {
    match &field.name {
        Some(name) => scope.name(snake_as_written(name, diags), name),
        None => scope.param(snake(field.key.as_str()), &field.key),
    }
}

/// The name of the hook that signs.
const SIGNER: &str = "signer";

/// Settings, without their methods' collisions.
pub(super) fn settings(api: &Api, diags: &mut Diagnostics) -> Vec<(Name, Spanned<String>)> {
    let mut scope = Scope::of(api, "setting", &[]);
    let mut origins = Vec::new();
    let mut push = |name: Option<&Spanned<String>>, derived: Spanned<String>, diags: &mut Diagnostics| {
        match name {
            Some(name) => scope.name(snake_as_written(name, diags), name),
            // Two hooks that sign were reported as such.
            None if derived.value == SIGNER => scope.key(String::from(SIGNER), &derived),
            None => scope.param(snake(derived.as_str()), &derived),
        }
        origins.push(name.cloned().unwrap_or(derived));
    };
    for common in api.common.iter().filter(|common| matches!(common.source, CommonSource::Setting)) {
        push(common.field.name.as_ref(), common.field.key.clone(), diags);
    }
    for server in &api.other_servers {
        let name = &server.name;
        push(None, Spanned::new(format!("{}_server", name.value), name.span), diags);
    }
    for auth in &api.auth {
        let derived = match &auth.kind {
            AuthKind::Bearer => Spanned::new(String::from("token"), *auth.span),
            AuthKind::Basic => Spanned::new(String::from("login"), *auth.span),
            AuthKind::Sign => Spanned::new(String::from(SIGNER), *auth.span),
            AuthKind::Scheme(name)
            | AuthKind::Header(name)
            | AuthKind::Query(name)
            | AuthKind::Cookie(name) => name.clone(),
        };
        push(auth.name.as_ref(), derived, diags);
    }
    scope.settle(diags).into_iter().zip(origins).collect()
}

/// Whether a provider can give it: one text, and no part of it the user's own.
fn is_given(auth: &Auth) -> bool {
    match auth.kind {
        AuthKind::Bearer
        | AuthKind::Scheme(_)
        | AuthKind::Header(_)
        | AuthKind::Query(_)
        | AuthKind::Cookie(_) => true,
        AuthKind::Basic | AuthKind::Sign => false,
    }
}

/// The settings that can have a provider, by their place: credentials come after the global parameters.
pub(super) fn given(api: &Api, settings: usize) -> impl Iterator<Item = usize> {
    let first = settings.saturating_sub(api.auth.len());
    api.auth.iter().enumerate().filter(|(_, auth)| is_given(auth)).map(move |(at, _)| first + at)
}

/// Gives the settings the methods that were found for them, in the same order; the methods of providers come last.
pub(super) fn with_methods(api: &Api, keys: Vec<Name>, mut methods: Vec<Name>) -> Settings {
    let mut providers = methods.split_off(keys.len().min(methods.len())).into_iter();
    let key = |ident: &Name| ident.plain().to_owned();
    let mut settings =
        keys.iter().zip(methods).map(|(ident, method)| Setting { key: key(ident), method, provider: None });
    let common = api
        .common
        .iter()
        .map(|common| match common.source {
            CommonSource::Setting => settings.next(),
            CommonSource::Value(_) | CommonSource::Fill(_) => None,
        })
        .collect();
    let servers = settings.by_ref().take(api.other_servers.len()).collect();
    let mut auth: Vec<Setting> = settings.collect();
    for (setting, _) in auth.iter_mut().zip(&api.auth).filter(|(_, auth)| is_given(auth)) {
        setting.provider = providers.next();
    }
    Settings { common, servers, auth }
}

/// `SERVER_UPLOADS`
pub(super) fn other_servers(api: &Api, diags: &mut Diagnostics) -> Vec<Name> {
    let mut scope = Scope::of(api, "server", &[]);
    for server in &api.other_servers {
        scope.key(format!("SERVER_{}", snake(server.name.as_str()).to_uppercase()), &server.name);
    }
    scope.settle(diags)
}

/// `ENVELOPE_LEGACY`
pub(super) fn envelopes(api: &Api, diags: &mut Diagnostics) -> Vec<Name> {
    let mut scope = Scope::of(api, "envelope", &[]);
    for named in &api.envelopes {
        scope.key(format!("ENVELOPE_{}", snake(named.name.as_str()).to_uppercase()), &named.name);
    }
    scope.settle(diags)
}

/// The function of a server with variables, and its arguments.
pub(super) fn server_function(api: &Api, server: &Server, diags: &mut Diagnostics) -> (Name, Vec<Name>) {
    let mut scope = Scope::of(api, "variable", &[]);
    for variable in &server.variables {
        scope.key(snake(variable.name.as_str()), &variable.name);
    }
    (ident(&snake(server.name.as_str())), scope.settle(diags))
}
