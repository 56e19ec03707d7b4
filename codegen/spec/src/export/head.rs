//! The parts that an API has once: information, servers, tags, credentials.

use super::schemas::annotated;
use super::scope::Cx;
use crate::front::extensions::component_key;
use crate::json::{Value, object};
use crate::model::{Auth, AuthKind, Server, Variable};

/// The description of a signature, for which OpenAPI has no keyword.
const SIGNED: &str = "Each request is signed by the caller in a way of its own.";

impl Cx<'_> {
    pub(super) fn info(&self) -> Value {
        let api = self.api;
        let text = |text: Option<&crate::source::Spanned<String>>, other: &str| {
            Value::from(text.map_or(other, |text| text.as_str()))
        };
        let out = object([
            ("title", text(api.title.as_ref(), &api.name)),
            ("version", text(api.version.as_ref(), "unversioned")),
        ]);
        annotated(out, api.doc.as_ref().map(|doc| doc.as_str()), false)
    }

    pub(super) fn servers(&self) -> Option<(String, Value)> {
        let servers: Vec<Value> = self.api.servers.iter().map(server).collect();
        (!servers.is_empty()).then(|| (String::from("servers"), servers.into()))
    }

    pub(super) fn tags(&self) -> Option<(String, Value)> {
        let mut tags: Vec<Value> = Vec::new();
        for tag in self.api.endpoints.iter().filter_map(|endpoint| endpoint.tag.as_ref()) {
            let tag = object([("name", Value::from(tag.as_str()))]);
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        (!tags.is_empty()).then(|| (String::from("tags"), tags.into()))
    }

    pub(super) fn security_schemes(&self) -> Option<(String, Value)> {
        let schemes = self.api.auth.iter().map(|auth| (scheme_key(auth), scheme(auth)));
        (!self.api.auth.is_empty())
            .then(|| (String::from("securitySchemes"), Value::Object(schemes.collect())))
    }

    /// The credentials of operations that name none: all of them.
    pub(super) fn security(&self) -> Option<(String, Value)> {
        let all: Vec<usize> = (0..self.api.auth.len()).collect();
        (!all.is_empty()).then(|| (String::from("security"), self.alternatives(&[all])))
    }

    /// Security requirements; none at all is an empty list.
    pub(super) fn alternatives(&self, sets: &[Vec<usize>]) -> Value {
        if sets.iter().all(Vec::is_empty) {
            return Value::List(Vec::new());
        }
        let set = |set: &Vec<usize>| {
            let schemes = set.iter().filter_map(|at| self.api.auth.get(*at));
            Value::Object(schemes.map(|auth| (scheme_key(auth), Value::List(Vec::new()))).collect())
        };
        Value::List(sets.iter().map(set).collect())
    }
}

fn server(Server { name, url, variables, doc }: &Server) -> Value {
    let out = object([
        ("url", Value::from(url.as_str())),
        ("description", Value::from(doc.as_ref().map_or(name.as_str(), |doc| doc.as_str()))),
    ]);
    if variables.is_empty() {
        return out;
    }
    let variables = variables.iter().map(|at| (at.name.value.clone(), variable(at)));
    out.with("variables", Value::Object(variables.collect()))
}

fn variable(Variable { name: _, default, allowed, doc }: &Variable) -> Value {
    let mut out = object([("default", Value::from(default.as_str()))]);
    if !allowed.is_empty() {
        out = out.with("enum", allowed.iter().map(|text| Value::from(text.as_str())).collect::<Vec<_>>());
    }
    annotated(out, doc.as_ref().map(|doc| doc.as_str()), false)
}

/// The key of a scheme under `components`.
fn scheme_key(auth: &Auth) -> String {
    component_key(auth.word())
}

fn scheme(auth: &Auth) -> Value {
    let http = |scheme: &str| object([("type", Value::from("http")), ("scheme", Value::from(scheme))]);
    let key = |place: &str, name: &str| {
        object([("type", Value::from("apiKey")), ("in", Value::from(place)), ("name", Value::from(name))])
    };
    let (out, doc) = match &auth.kind {
        AuthKind::Bearer => (http("bearer"), None),
        AuthKind::Basic => (http("basic"), None),
        AuthKind::Scheme(name) => (http(name), None),
        AuthKind::Sign => (http("signature"), Some(SIGNED)),
        AuthKind::Header(name) => (key("header", name), None),
        AuthKind::Query(name) => (key("query", name), None),
        AuthKind::Cookie(name) => (key("cookie", name), None),
    };
    annotated(out, auth.doc.as_ref().map(|doc| doc.as_str()).or(doc), false)
}
