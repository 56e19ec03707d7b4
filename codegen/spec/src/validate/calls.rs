//! Rules about parameters, bodies and credentials; one function per rule.

use std::collections::{BTreeMap, BTreeSet};

use super::places::{self, cookie_name, header_name, no_param};
use super::{body, params};
use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean, shorten};
use crate::http::is_token;
use crate::model::{
    Api, Auth, AuthKind, Common, CommonSource, Credentials, Direction, Endpoint, Fill, IdempotencyKey,
    Method, Param, ParamLocation, ParamStyle, Raw, RawKind, Redirect, Response, TextShape,
};
use crate::source::{Span, Spanned};
use crate::template;

/// Runs every rule.
pub(super) fn check(api: &Api, diags: &mut Diagnostics) {
    for common in &api.common {
        common_type(api, common, diags);
        common_place(api, common, diags);
    }
    ways(api, diags);
    super::forms::elsewhere(api, diags);
    let mut common = BTreeMap::new();
    unique(sent_by_all(api), &BTreeMap::new(), &mut common, REMOVE, diags);
    let params = common.clone();
    credentials(api, &params, &mut common, diags);
    body::check(api, diags);
    for endpoint in &api.endpoints {
        path_params(endpoint, diags);
        redirect(endpoint, diags);
        for param in &endpoint.params {
            super::types::ranges(api, &param.field.ty, diags);
            super::samples::field(api, &param.field, diags);
            params::check(api, &endpoint.path, param, diags);
        }
        params::constants(endpoint, diags);
        params::trace(endpoint, diags);
        let constants = endpoint
            .constants
            .iter()
            .map(|constant| (constant.place, Spanned::new(constant.wire.as_str(), constant.wire.span)));
        let params = endpoint.params.iter().filter(|param| param.place != ParamLocation::Path);
        let key = match &endpoint.key {
            Some(IdempotencyKey::Header(name)) => {
                Some((ParamLocation::Header, Spanned::new(name.as_str(), name.span)))
            }
            Some(IdempotencyKey::Field(_)) | None => None,
        };
        unique(
            constants.chain(params.flat_map(|param| sent(api, param))).chain(key).collect(),
            &common,
            &mut BTreeMap::new(),
            REMOVE,
            diags,
        );
        super::forms::check(api, endpoint, diags);
    }
}

/// Another server is there for the endpoints that name it.
pub(super) fn unused_servers(api: &Api, diags: &mut Diagnostics) {
    let used: BTreeSet<usize> = api.endpoints.iter().filter_map(|endpoint| endpoint.server).collect();
    for (_, server) in api.other_servers.iter().enumerate().filter(|(at, _)| !used.contains(at)) {
        let name = &server.name;
        let message = format!("no endpoint is sent to the server `{}`", name.value);
        diags.push(
            Diagnostic::new(Code::UnusedOtherServer, name.span, message)
                .help(format!("write `server: {}` in an endpoint, or remove it", name.value)),
        );
    }
}

/// Nobody reads a guess among more names than these.
const MOST_GUESSES: usize = 50;

/// Names in braces and parameters of the path are the same.
fn path_params(endpoint: &Endpoint, diags: &mut Diagnostics) {
    let path = &endpoint.path;
    let variables = template::variables(path.as_str()).unwrap_or_default();
    let names: BTreeSet<&str> = variables.iter().map(|variable| variable.name).collect();
    let declared: BTreeMap<&str, &Param> =
        endpoint.params.iter().map(|param| (param.field.key.as_str(), param)).collect();
    let mut free: Vec<&str> = declared.keys().copied().filter(|key| !names.contains(key)).collect();
    // Parameters with fixed values were reported as such.
    let is_fixed = |name: &str| endpoint.constants.iter().any(|constant| constant.wire.value == name);
    for name in names.iter().filter(|name| !is_fixed(name)) {
        match declared.get(name) {
            Some(param) => param_elsewhere(param, path.span, diags),
            None => {
                let message =
                    format!("the path has the parameter `{{{name}}}`, which is not declared under `params:`");
                let diagnostic = Diagnostic::new(Code::UndeclaredParam, path.span, message);
                let near = did_you_mean(name, free.iter().take(MOST_GUESSES).copied());
                free.retain(|key| Some(*key) != near);
                diags.push(match near {
                    Some(near) => diagnostic.help(format!("did you mean `{{{near}}}`?")),
                    None if declared.is_empty() => {
                        diagnostic.help(format!("add `params: {{{name}: string}}` to the endpoint"))
                    }
                    None => diagnostic.help(format!("add `{name}: string` under `params:`")),
                });
            }
        }
    }
    for param in
        free.iter().filter_map(|key| declared.get(key)).filter(|param| param.place == ParamLocation::Path)
    {
        let key = &param.field.key;
        let message = format!("the path does not use `{{{}}}`", key.value);
        diags.push(
            Diagnostic::new(Code::ParamNotInPath, key.span, message)
                .and(path.span, "the path")
                .help(format!("add `{{{}}}` to the path, or write `in: query`", key.value)),
        );
    }
}

/// The method and the response must allow the declared handling of redirects.
fn redirect(endpoint: &Endpoint, diags: &mut Diagnostics) {
    let Some(redirect) = &endpoint.redirect else { return };
    let verb = endpoint.method.verb();
    let (message, help) = match (redirect.value, &endpoint.response) {
        (Redirect::Follow, _) if !matches!(endpoint.method, Method::Get | Method::Head) => (
            format!("a {verb} request is not sent again to another URL"),
            String::from(
                "only `get:` and `head:` can have `redirect: follow`; `redirect: return` gives the target to the caller",
            ),
        ),
        (Redirect::Return, Some(Response::Typed { optional: false, .. })) => (
            format!(
                "a redirect is an answer of `{}` without a payload, but its response is required",
                endpoint.name.value
            ),
            String::from(if endpoint.responses.is_empty() {
                "add `?` to the response: `response: T?`"
            } else {
                "add `3xx: none` to the response"
            }),
        ),
        (Redirect::Return, Some(Response::Raw(Raw { kind: RawKind::Text, .. }))) => (
            format!(
                "a redirect is an answer of `{}` without a payload, but its response is a text",
                endpoint.name.value
            ),
            String::from("declare it as `bytes`, which are empty then"),
        ),
        _ => return,
    };
    diags.push(Diagnostic::new(Code::BadRedirect, redirect.span, message).help(help));
}

/// A parameter that is in the path but declares another place.
fn param_elsewhere(param: &Param, path: Span, diags: &mut Diagnostics) {
    if let Some(span) = param.place_span.filter(|_| param.place != ParamLocation::Path) {
        let message = format!("`{}` is a path parameter and cannot be sent elsewhere", param.field.key.value);
        diags.push(
            Diagnostic::new(Code::ParamNotInPath, span, message)
                .and(path, "the path")
                .help("write `in: path`, or remove `in:`"),
        );
    }
}

type Sent<'a> = (ParamLocation, Spanned<&'a str>);

/// The place and the name on the wire, where it is declared.
///
/// An object whose members are pairs of their own has the names of its members, as far as they are known.
fn sent<'a>(api: &'a Api, param: &'a Param) -> Vec<Sent<'a>> {
    let span = param.field.key.span;
    let is_object = api.field_shape(&param.field) == TextShape::Object;
    let is_spread = matches!(param.place, ParamLocation::Query | ParamLocation::Cookie) && is_object;
    if is_spread && param.style() == ParamStyle::Repeat {
        let names = api.member_names(&param.field.ty, Direction::Sent).into_iter();
        return names.map(|name| (param.place, Spanned::new(name, span))).collect();
    }
    vec![(param.place, Spanned::new(param.field.wire.as_str(), span))]
}

/// Parameters and headers of every call.
fn sent_by_all(api: &Api) -> Vec<Sent<'_>> {
    let sent = api.common.iter().filter_map(|common| {
        let name = Spanned::new(common.field.wire.as_str(), common.field.key.span);
        Some((common.place.as_location()?, name))
    });
    sent.collect()
}

/// Where a credential is sent; the signer sets whatever it needs.
fn sent_by(auth: &Auth) -> Option<Sent<'_>> {
    Some(match &auth.kind {
        AuthKind::Query(name) => (ParamLocation::Query, Spanned::new(name.as_str(), name.span)),
        AuthKind::Header(name) => (ParamLocation::Header, Spanned::new(name.as_str(), name.span)),
        AuthKind::Cookie(name) => (ParamLocation::Cookie, Spanned::new(name.as_str(), name.span)),
        AuthKind::Bearer | AuthKind::Basic | AuthKind::Scheme(_) => {
            (ParamLocation::Header, Spanned::new("Authorization", *auth.span))
        }
        AuthKind::Sign => return None,
    })
}

/// No endpoint sends two credentials in one place; `all` gets the places of all of them.
fn credentials(api: &Api, common: &Seen, all: &mut Seen, diags: &mut Diagnostics) {
    let every: Vec<usize> = (0..api.auth.len()).collect();
    let mut sets: Vec<&[usize]> = Vec::new();
    for endpoint in &api.endpoints {
        match &endpoint.credentials {
            Credentials::All => sets.push(&every),
            Credentials::OneOf(some) => sets.extend(some.iter().map(Vec::as_slice)),
        }
    }
    // The schemes of a document are alternatives until an operation says otherwise.
    if sets.is_empty() && !api.derived {
        sets.push(&every);
    }
    sets.sort_unstable();
    sets.dedup();
    let mut reported = BTreeSet::new();
    for set in sets {
        let mut seen = Seen::new();
        for auth in set.iter().filter_map(|at| api.auth.get(*at)) {
            let Some((place, name)) = sent_by(auth) else { continue };
            let mut found = Diagnostics::default();
            let span = name.span;
            unique(vec![(place, name)], common, &mut seen, CHOOSE, &mut found);
            if found.has_errors() && reported.insert(span) {
                diags.append(found);
            }
        }
    }
    for (place, name) in api.auth.iter().filter_map(sent_by) {
        unique(vec![(place, name)], &Seen::new(), all, REMOVE, &mut Diagnostics::default());
    }
}

/// Location and name, in lower case where case does not count.
type Seen = BTreeMap<(&'static str, String), Span>;

const REMOVE: &str = "remove one of the two";
const CHOOSE: &str = "remove one of the two, or let endpoints choose, by `name:`: `auth: [tenant, user]`";

/// Each name is sent once, among `names` and together with those of `other`.
fn unique(names: Vec<Sent<'_>>, other: &Seen, seen: &mut Seen, help: &str, diags: &mut Diagnostics) {
    for (place, name) in names {
        let text = match place {
            ParamLocation::Header => name.value.to_ascii_lowercase(),
            ParamLocation::Query | ParamLocation::Path | ParamLocation::Cookie => name.value.to_owned(),
        };
        let key = (place.word(), text);
        let first = other.get(&key).copied();
        let Some(first) = seen.insert(key, name.span).or(first) else { continue };
        let what = match place {
            ParamLocation::Header => "header",
            ParamLocation::Cookie => "cookie",
            ParamLocation::Query | ParamLocation::Path => "query parameter",
        };
        diags.push(
            Diagnostic::new(
                Code::DuplicateParam,
                name.span,
                format!("the {what} `{}` is sent twice", name.value),
            )
            .and(first, "first declared here")
            .help(help),
        );
    }
}

fn common_type(api: &Api, common: &Common, diags: &mut Diagnostics) {
    let name = common.field.key.as_str();
    super::types::ranges(api, &common.field.ty, diags);
    match api.text_shape(&common.field.ty) {
        TextShape::Text | TextShape::Unknown => {}
        TextShape::List => diags.push(
            Diagnostic::new(
                Code::BadParam,
                common.field.ty.span,
                format!("`{name}` is a list, but a global parameter is a single value"),
            )
            .help("use a `string`, or declare it as a parameter of the endpoints"),
        ),
        _ => diags.push(
            no_param(api, name, &common.field.ty, common.field.ty.span)
                .help("a global parameter is a scalar or an enum; use a `string` for anything else"),
        ),
    }
}

fn common_place(api: &Api, common: &Common, diags: &mut Diagnostics) {
    let key = &common.field.key;
    let value = match &common.source {
        CommonSource::Value(value) => Some(value),
        CommonSource::Setting | CommonSource::Fill(_) => None,
    };
    match common.place.as_location() {
        Some(place) => places::sendable(place, &common.field.wire, key.span, (value, Code::BadCommon), diags),
        None => body::common_value(api, common, value, diags),
    }
    if matches!(common.source, CommonSource::Fill(Fill::Local)) && api.timezone.is_none() {
        let message = format!("`{}` is a local time, but the spec has no time zone", key.value);
        diags.push(
            Diagnostic::new(Code::BadCommon, key.span, message)
                .help("add the offset at the top: `timezone: \"+08:00\"`"),
        );
    }
}

/// Rules about `auth:`.
fn ways(api: &Api, diags: &mut Diagnostics) {
    let mut hook: Option<Span> = None;
    for auth in &api.auth {
        match &auth.kind {
            AuthKind::Header(name) => header_name(name.as_str(), name.span, diags),
            AuthKind::Cookie(name) => cookie_name(name.as_str(), name.span, diags),
            AuthKind::Scheme(name) => scheme_name(name, diags),
            AuthKind::Sign => {
                if let Some(first) = hook.replace(*auth.span) {
                    diags.push(
                        Diagnostic::new(
                            Code::BadAuth,
                            auth.span,
                            "a client can have only one request signer",
                        )
                        .and(first, "the first one")
                        .help("remove one of the two; one signer can do both"),
                    );
                }
            }
            AuthKind::Bearer | AuthKind::Basic | AuthKind::Query(_) => {}
        }
    }
}

/// A token (RFC 9110 section 11.1), and not one of the schemes that have a kind of their own.
fn scheme_name(name: &Spanned<String>, diags: &mut Diagnostics) {
    let (message, help) = match name.value.to_ascii_lowercase().as_str() {
        // An empty name was reported where it was read.
        "" => return,
        own @ ("bearer" | "basic") => {
            (format!("`{}` has a kind of its own", name.value), format!("write `kind: {own}`"))
        }
        _ if is_token(&name.value) => return,
        _ => (
            format!("`{}` is not a valid name of an authentication scheme", shorten(&name.value)),
            String::from("write one word, such as `scheme: SharedAccessKey`"),
        ),
    };
    diags.push(Diagnostic::new(Code::BadAuth, name.span, message).help(help));
}
