//! OpenAPI 3.0 and 3.1 → [`crate::ast`].
//!
//! Documents mix the two versions, so what either of them has is read everywhere. All names are derived, and whatever is not
//! generated is a finding with a place.

mod bodies;
mod calls;
mod codes;
mod document;
mod draft;
mod encodings;
mod enums;
mod failures;
mod finish;
mod objects;
mod params;
mod paths;
mod rename;
mod responses;
mod schemas;
mod security;
mod servers;
mod tags;
mod unions;
mod words;

use std::collections::{BTreeMap, BTreeSet};

pub(in crate::front) use self::document::Documents;
use self::document::{At, Key};
use self::draft::{Draft, Place, Use};
use crate::ast::{Api, Auth, OtherServer};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::node::Document;
use crate::source::{SourceMap, Spanned};

/// The part of a document that is generated.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Tags and operations; all of them if it is empty.
    pub only: Vec<String>,
    /// Whether types are generated that no operation uses.
    pub all_types: bool,
}

impl Selection {
    fn has(&self, name: &str, at: At<'_>) -> bool {
        let is_asked = |text: &str| self.only.iter().any(|only| only == text);
        let mut tags = at.get("tags").into_iter().flat_map(At::items).filter_map(At::scalar);
        self.only.is_empty()
            || is_asked(name)
            || at.text("operationId").is_some_and(is_asked)
            || tags.any(|tag| {
                is_asked(tag.text) || words::ascii_snake(tag.text).is_some_and(|tag| is_asked(&tag))
            })
    }
}

/// Whether a document is one of OpenAPI or Swagger.
pub(in crate::front) fn is_openapi(document: &Document) -> bool {
    document.root().is_some_and(|root| {
        root.get("stubwright").is_none() && (root.get("openapi").is_some() || root.get("swagger").is_some())
    })
}

/// Everything that is known while a document is read.
pub(super) struct Cx<'a> {
    docs: &'a Documents,
    texts: &'a SourceMap,
    diags: &'a mut Diagnostics,
    /// The types of components.
    components: BTreeMap<Key, Use>,
    /// Components that are being made, with their drafts.
    unfinished: BTreeMap<Key, usize>,
    /// Drafts that were referred to while they were being made.
    recursive: BTreeSet<usize>,
    component_names: BTreeMap<Key, String>,
    /// The schemas that name a schema with a discriminator in their `allOf`.
    children: BTreeMap<Key, Vec<At<'a>>>,
    /// Responses, parameters and bodies that are components, by their key.
    parts: BTreeMap<Key, String>,
    /// Types inside of those, which are made once.
    cached: BTreeMap<Key, Use>,
    drafts: Vec<Draft>,
    /// The codes that bodies of failures list, by schema, and by operation.
    codes_in: BTreeMap<Key, Vec<codes::Code>>,
    codes: Vec<codes::OfOperation>,
    /// Whether types of a failure are made, whose unions are one struct.
    is_failure: bool,
    /// Places about which something was said.
    reported: BTreeSet<Key>,
    ignored: BTreeSet<&'static str>,
    /// Whether properties are parts of a form with files.
    is_form: bool,
    auth: Vec<(String, Auth)>,
    security: Option<At<'a>>,
    others: Vec<OtherServer>,
    /// Whether the servers of operations are those of the API.
    shares_servers: bool,
}

/// Reads a document.
pub(in crate::front) fn read(
    docs: &Documents,
    texts: &SourceMap,
    selection: &Selection,
    diags: &mut Diagnostics,
) -> Option<Api> {
    let root = docs.root()?;
    version(root, diags)?;
    let mut cx = Cx::new(docs, texts, root, diags);
    cx.schemes(root.get("components"));
    let paths = root.get("paths");
    let shared = shared_servers(root, paths);
    cx.shares_servers = shared.is_some();
    let servers = cx.servers(root.get("servers").or(shared));
    let mut endpoints = cx.endpoints(paths, selection);
    let code_paths = cx.code_paths();
    let errors = cx.rows(&code_paths, &mut endpoints);
    let keeps_all = selection.all_types || endpoints.is_empty();
    if keeps_all {
        let schemas = root.get("components").and_then(|components| components.get("schemas"));
        for (_, schema) in schemas.into_iter().flat_map(At::entries) {
            cx.used(schema, &Place::of(""));
        }
    }
    let info = root.get("info");
    let title = info.and_then(|info| info.spanned("title"));
    let name = title.as_ref().and_then(|title| words::ascii_snake(title.as_str()));
    let name = Spanned::new(
        name.unwrap_or_else(|| String::from("api")),
        title.as_ref().map_or(root.span().at_start(), |title| title.span),
    );
    let mut api = Api {
        name,
        derived: true,
        title,
        version: info.and_then(|info| info.spanned("version")),
        doc: info.and_then(|info| info.spanned("description")),
        servers,
        other_servers: std::mem::take(&mut cx.others),
        timezone: None,
        envelope: None,
        common: Vec::new(),
        auth: std::mem::take(&mut cx.auth).into_iter().map(|(_, auth)| auth).collect(),
        include: Vec::new(),
        envelopes: Vec::new(),
        failures: Vec::new(),
        errors,
        tables: Vec::new(),
        endpoints,
        types: Vec::new(),
    };
    let webhooks = cx.webhooks(root);
    let drafts = std::mem::take(&mut cx.drafts);
    failures::common(&mut api, &drafts, &code_paths);
    finish::finish(&mut api, drafts, &webhooks, keeps_all);
    Some(api)
}

/// Only 3.0 and 3.1 are read, and 3.2 as far as it is the same.
fn version(root: At<'_>, diags: &mut Diagnostics) -> Option<()> {
    let (key, text) = match root.text("openapi") {
        Some(text) => ("openapi", text),
        None => ("swagger", root.text("swagger").unwrap_or_default()),
    };
    if key == "openapi" && text.starts_with("3.") {
        return Some(());
    }
    let span = root.get(key).map_or(root.span().at_start(), At::span);
    let message = format!("version {text} of OpenAPI is not supported");
    let help = if key == "swagger" {
        "convert the document to OpenAPI 3, such as with `npx swagger2openapi`"
    } else {
        "3.0 and 3.1 are"
    };
    diags.push(Diagnostic::new(Code::OpenApiVersion, span, message).help(help));
    None
}

/// The servers of operations, where the document has none and all operations have the same.
fn shared_servers<'a>(root: At<'a>, paths: Option<At<'a>>) -> Option<At<'a>> {
    if root.get("servers").is_some_and(|servers| servers.items().next().is_some()) {
        return None;
    }
    let mut shared: Option<At<'a>> = None;
    for (_, item) in paths.into_iter().flat_map(At::entries) {
        let of_item = item.get("servers");
        let operations = item
            .entries()
            .filter(|(word, _)| matches!(word.text, "get" | "put" | "post" | "delete" | "patch"));
        for (_, operation) in operations {
            let own = operation.get("servers").or(of_item)?;
            let url = |at: At<'a>| at.items().next().and_then(|server| server.text("url"));
            match shared {
                None => shared = Some(own),
                Some(first) if url(first) == url(own) => {}
                Some(_) => return None,
            }
        }
    }
    shared
}

impl<'a> Cx<'a> {
    fn new(docs: &'a Documents, texts: &'a SourceMap, root: At<'a>, diags: &'a mut Diagnostics) -> Self {
        let mut cx = Self {
            docs,
            texts,
            diags,
            components: BTreeMap::new(),
            unfinished: BTreeMap::new(),
            recursive: BTreeSet::new(),
            component_names: BTreeMap::new(),
            children: BTreeMap::new(),
            parts: BTreeMap::new(),
            cached: BTreeMap::new(),
            drafts: Vec::new(),
            codes_in: BTreeMap::new(),
            codes: Vec::new(),
            is_failure: false,
            reported: BTreeSet::new(),
            ignored: BTreeSet::new(),
            is_form: false,
            auth: Vec::new(),
            security: root.get("security"),
            others: Vec::new(),
            shares_servers: false,
        };
        let components = root.get("components");
        let schemas = components.and_then(|components| components.get("schemas"));
        for (name, schema) in schemas.into_iter().flat_map(At::entries) {
            cx.component_names.insert(schema.key(), name.text.to_owned());
        }
        for kind in ["responses", "parameters", "requestBodies", "headers"] {
            let all = components.and_then(|components| components.get(kind));
            for (name, part) in all.into_iter().flat_map(At::entries) {
                cx.parts.insert(part.key(), name.text.to_owned());
            }
        }
        for (_, schema) in schemas.into_iter().flat_map(At::entries) {
            for member in schema.get("allOf").into_iter().flat_map(At::items) {
                let base = member.text("$ref").and_then(|text| docs.find(member.file, text));
                if let Some(base) = base.filter(|base| base.has("discriminator")) {
                    cx.children.entry(base.key()).or_default().push(schema);
                }
            }
        }
        cx
    }

    /// The thing that a reference object leads to, or the thing itself.
    fn part(&mut self, at: At<'a>) -> At<'a> {
        match at.text("$ref") {
            Some(text) => self.target(at, text).unwrap_or(at),
            None => at,
        }
    }

    /// Where a part that is a component is: what is written in it has its name, wherever the part is used.
    fn place_in(&self, part: At<'a>, word: &str) -> Option<Place> {
        let name = self.parts.get(&part.key())?;
        let has_word = name.to_ascii_lowercase().ends_with(&word.to_ascii_lowercase());
        Some(Place::of(if has_word { name.clone() } else { format!("{name}{word}") }))
    }

    /// The types of what the server sends by itself; reading it is up to the program that receives it.
    fn webhooks(&mut self, root: At<'a>) -> Vec<usize> {
        let mut types = Vec::new();
        let items =
            ["webhooks", "x-webhooks"].into_iter().filter_map(|key| root.get(key)).flat_map(At::entries);
        for (name, item) in items {
            let item = self.part(item);
            let bodies: Vec<At<'a>> =
                item.entries().filter_map(|(_, operation)| operation.get("requestBody")).collect();
            for body in bodies {
                let body = self.part(body);
                let contents = self.contents(body);
                let Some(schema) = contents.into_iter().find_map(|content| content.schema) else { continue };
                let place = Place::of(format!("{}Webhook", words::upper_camel(name.text)));
                let found = self.used(schema, &place);
                let mut ty = self.expr(found, schema);
                types.extend(rename::draft(&mut ty));
            }
        }
        types
    }

    /// The type of a schema in a part of an operation; in a part that is a component, it is made once.
    fn used(&mut self, schema: At<'a>, place: &Place) -> Use {
        if let Some(known) = self.cached.get(&schema.key()) {
            return known.clone();
        }
        // A schema of `components` that is used as it is.
        let found = if self.component_names.contains_key(&schema.key()) {
            self.component(schema)
        } else {
            self.use_of(schema, place)
        };
        self.cached.insert(schema.key(), found.clone());
        found
    }

    /// Reports a part of the document that is left out.
    fn ignore(&mut self, at: At<'a>, message: String) {
        if self.reported.insert(at.key()) {
            self.diags.push(Diagnostic::new(Code::IgnoredPart, at.span().at_start(), message));
        }
    }
}
