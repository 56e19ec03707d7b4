//! The declarations of an API, each with its place and its parent.

use super::notation::{matched, quoted};
use super::urls::{all_beside, beside, position};
use crate::model::preflight::Check;
use crate::model::{
    Api, Auth, ByStatus, Common, Endpoint, Envelope, ErrorRow, Field, NamedEnvelope, OtherServer, OtherUrls,
    Param, ParamLocation, Server, TypeDef, TypeId, TypeKind, Value, Variable, Variant,
};
use crate::source::{Span, Spanned};

/// Something that an API declares.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part<'a> {
    Api(&'a Api),
    Server(&'a Server),
    Variable(&'a Variable),
    OtherServer(&'a OtherServer<usize>),
    OtherUrl(&'a Spanned<String>),
    Envelope(&'a Envelope),
    NamedEnvelope(&'a NamedEnvelope),
    Common(&'a Common),
    Auth(&'a Auth),
    Table,
    Row(&'a ErrorRow),
    Check(&'a Check),
    Endpoint(&'a Endpoint),
    Param(&'a Param),
    /// A header of a response.
    Header(&'a Field),
    /// The body of a failure; without an endpoint, it is that of all endpoints.
    Failure(Option<&'a Endpoint>, &'a ByStatus),
    Type(TypeId, &'a TypeDef),
    Field(TypeId, &'a Field),
    Value(TypeId, &'a Value),
    Variant(TypeId, &'a Variant),
}

impl Part<'_> {
    /// The word for it.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::Api(_) => "API",
            Self::Server(_) => "server",
            Self::Variable(_) => "variable",
            Self::OtherServer(_) => "other server",
            Self::OtherUrl(_) => "URL",
            Self::Envelope(_) | Self::NamedEnvelope(_) => "envelope",
            Self::Common(_) => "common parameter",
            Self::Auth(_) => "credential",
            Self::Table => "table",
            Self::Row(_) => "error",
            Self::Check(_) => "check",
            Self::Endpoint(_) => "endpoint",
            Self::Param(_) => "parameter",
            Self::Header(_) => "header",
            Self::Failure(..) => "failure",
            Self::Type(..) => "type",
            Self::Field(..) => "field",
            Self::Value(..) => "value",
            Self::Variant(..) => "member",
        }
    }
}

/// A part with its place.
#[derive(Debug, Clone)]
pub(super) struct Node<'a> {
    pub(super) part: Part<'a>,
    /// Distinguishes it from its siblings of the same kind.
    pub(super) key: String,
    /// Its name after those of its parents: `Shop.items`.
    pub(super) path: String,
    /// Identifies it if its key has changed, and no name does.
    pub(super) position: Option<String>,
    /// Where it is declared, then where that is which it is a part of.
    pub(super) places: Vec<Span>,
}

impl<'a> Node<'a> {
    fn new(part: Part<'a>, name: &str, place: impl Into<Span>) -> Self {
        let (key, path) = (name.to_owned(), name.to_owned());
        Self { part, key, path, position: None, places: vec![place.into()] }
    }

    fn inside(&self, part: Part<'a>, name: &str, place: impl Into<Span>) -> Self {
        let mut node = Self::new(part, name, place);
        node.path = format!("{}.{name}", self.path);
        node.places.extend(&self.places);
        node
    }

    /// A check with another name of its endpoint.
    pub(super) fn of_endpoint(self, endpoint: &str) -> Self {
        let row = self.path.strip_suffix(&self.key).unwrap_or(&self.path);
        let key = format!("{endpoint}: {}", self.rule());
        let path = format!("{row}{key}");
        Self { key, path, position: Some(endpoint.to_owned()), ..self }
    }

    /// `field `Contract.amount``.
    pub(super) fn subject(&self) -> String {
        let noun = self.part.noun();
        match self.part {
            Part::Api(_) => String::from("the API"),
            Part::Envelope(_) => String::from("the envelope"),
            Part::Check(_) => {
                let row = self.path.strip_suffix(&self.key).unwrap_or(&self.path).trim_end_matches('.');
                let endpoint = self.position.as_deref().unwrap_or_default();
                format!("check of {} in {}", quoted(row), quoted(endpoint))
            }
            _ => format!("{noun} {}", quoted(&self.path)),
        }
    }

    /// The same for a value of an enum that has a name, which says more than what it is on the wire.
    pub(super) fn named(&self) -> String {
        let owner = self.path.strip_suffix(&self.key).unwrap_or_default().trim_end_matches('.');
        match self.part {
            Part::Value(_, Value { name: Some(name), .. }) => quoted(&format!("{owner}::{}", name.value)),
            _ => self.subject(),
        }
    }

    /// The rule of a check, which is its key after the endpoint.
    pub(super) fn rule(&self) -> &str {
        let endpoint = self.position.as_deref().unwrap_or_default();
        self.key.strip_prefix(endpoint).unwrap_or(&self.key).trim_start_matches([':', ' '])
    }
}

/// A part and the parts in it.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    pub(super) node: Node<'a>,
    pub(super) parts: Vec<Node<'a>>,
}

/// Everything that an API declares, in the order of the format.
pub(super) fn parts(api: &Api) -> Vec<Tree<'_>> {
    let Api {
        name,
        // Changes no client; a name that moves is a change of its own.
        derived: _,
        // A part that is left out counts as gone.
        partial: _,
        // Properties of the whole.
        title: _,
        version: _,
        doc: _,
        timezone: _,
        failures,
        servers,
        other_servers,
        envelope,
        envelopes,
        common,
        auth,
        errors: _,
        tables,
        endpoints,
        types,
        // Checks are parts of their rows.
        preflight: _,
    } = api;
    let alone = |node| Tree { node, parts: Vec::new() };
    let failures = failures.iter().map(|entry| {
        let node = Node::new(Part::Failure(None, entry), &entry.status.value.to_string(), entry.status.span);
        Node { places: vec![entry.status.span, name.span], ..node }
    });
    let node = Node::new(Part::Api(api), name.as_str(), name.span);
    let mut all = vec![Tree { node, parts: failures.collect() }];
    all.extend(servers.iter().map(server));
    all.extend(other_servers.iter().map(|server| other_server(api, server)));
    all.extend(envelope.iter().map(|at| alone(Node::new(Part::Envelope(at), "", at.span))));
    for at in envelopes {
        all.push(alone(Node::new(Part::NamedEnvelope(at), at.name.as_str(), at.name.span)));
    }
    for at in common {
        all.push(alone(Node::new(Part::Common(at), at.field.wire.as_str(), at.field.key.span)));
    }
    all.extend(auth.iter().map(|at| alone(Node::new(Part::Auth(at), at.word(), at.span))));
    for at in tables {
        all.push(alone(Node::new(Part::Table, at.name.as_str(), at.name.span)));
    }
    all.extend(rows(api));
    all.extend(endpoints.iter().map(endpoint));
    all.extend(types.enumerate().map(|(id, def)| ty(api, id, def)));
    all
}

fn server(server: &Server) -> Tree<'_> {
    let node = Node::new(Part::Server(server), server.name.as_str(), server.name.span);
    let variables = server.variables.iter();
    let parts = variables.map(|at| Node {
        position: position(&server.url.value, &at.name.value),
        ..node.inside(Part::Variable(at), at.name.as_str(), at.name.span)
    });
    Tree { parts: parts.collect(), node }
}

fn other_server<'a>(api: &'a Api, server: &'a OtherServer<usize>) -> Tree<'a> {
    let node = Node::new(Part::OtherServer(server), server.name.as_str(), server.name.span);
    let urls = match &server.urls {
        OtherUrls::Same(_) => [].iter(),
        OtherUrls::Each(urls) => urls.iter(),
    };
    let parts = urls.map(|(at, url)| {
        let server = api.servers.get(*at);
        let name = server.map_or("", |server| server.name.as_str());
        let position = Some(beside(&url.value, server));
        Node { position, ..node.inside(Part::OtherUrl(url), name, url.span) }
    });
    Tree { parts: parts.collect(), node: Node { position: Some(all_beside(api, &server.urls)), ..node } }
}

fn rows(api: &Api) -> impl Iterator<Item = Tree<'_>> {
    api.errors.enumerate().map(move |(id, row)| {
        let mut node = Node::new(Part::Row(row), row.code.as_str(), row.code.span);
        if let Some(table) = row.table {
            node.path = format!("{}.{}", api.tables[table].name.value, row.code.value);
            node.key.clone_from(&node.path);
        }
        if let Some(matching) = &row.matching {
            node.key.push_str(&format!(" {}", matched(matching)));
            node.path.clone_from(&node.key);
        }
        let checks = api.preflight.iter().filter(|check| check.row == id);
        let parts = checks.map(|check| {
            let endpoint = api.endpoints[check.endpoint].name.as_str();
            let rule = crate::model::dump::rule_of(check);
            let node = node.inside(Part::Check(check), &format!("{endpoint}: {rule}"), check.span);
            Node { position: Some(endpoint.to_owned()), ..node }
        });
        Tree { parts: parts.collect(), node }
    })
}

fn endpoint(endpoint: &Endpoint) -> Tree<'_> {
    let node = Node::new(Part::Endpoint(endpoint), endpoint.name.as_str(), endpoint.name.span);
    let mut parts: Vec<Node<'_>> = Vec::new();
    for param in &endpoint.params {
        let Param { field, place, .. } = param;
        let mut node = node.inside(Part::Param(param), field.wire.as_str(), field.key.span);
        if *place == ParamLocation::Path {
            node.position = position(&endpoint.path.value, &field.wire.value);
        }
        parts.push(node);
    }
    for header in &endpoint.response_headers {
        let inner = node.inside(Part::Header(header), header.wire.as_str(), header.key.span);
        // Names of headers have no case.
        parts.push(Node { key: header.wire.to_ascii_lowercase(), ..inner });
    }
    for entry in &endpoint.failures {
        let part = Part::Failure(Some(endpoint), entry);
        parts.push(node.inside(part, &entry.status.value.to_string(), entry.status.span));
    }
    Tree { parts, node }
}

pub(super) fn ty<'a>(api: &'a Api, id: TypeId, def: &'a TypeDef) -> Tree<'a> {
    let node = Node::new(Part::Type(id, def), def.name.as_str(), def.name.span);
    let parts = match &def.kind {
        TypeKind::Struct(fields) => fields
            .iter()
            .map(|field| node.inside(Part::Field(id, field), field.wire.as_str(), field.key.span))
            .collect(),
        TypeKind::Enum(values) => values
            .values
            .iter()
            .map(|value| node.inside(Part::Value(id, value), value.wire.as_str(), value.wire.span))
            .collect(),
        TypeKind::Union(union) => union
            .variants
            .iter()
            .map(|variant| {
                let place = variant.key.as_ref().map_or(variant.ty.span, |key| key.span);
                let name = match &variant.key {
                    Some(key) => key.value.clone(),
                    None => crate::model::dump::ty(api, &variant.ty),
                };
                node.inside(Part::Variant(id, variant), &name, place)
            })
            .collect(),
        TypeKind::Alias(_) => Vec::new(),
    };
    Tree { node, parts }
}
