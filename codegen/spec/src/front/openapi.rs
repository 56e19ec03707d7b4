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
mod listed;
mod media;
mod objects;
mod params;
mod parts;
mod paths;
mod references;
mod rename;
mod responses;
mod schemas;
mod security;
mod servers;
mod tags;
mod unions;
mod words;
mod written;

use std::collections::{BTreeMap, BTreeSet};

pub(in crate::front) use self::calls::tag_name;
pub(in crate::front) use self::document::Documents;
use self::document::{At, Key};
use self::draft::{Draft, Place, Use};
use crate::ast::{Allow, Api, Auth, OtherServer, TypeDef};
use crate::choices::Types;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::front::extensions;
use crate::front::known::Known;
use crate::source::{FileId, SourceMap, Span, Spanned};

/// Everything that is known while a document is read.
pub(super) struct Cx<'a> {
    docs: &'a Documents,
    texts: &'a SourceMap,
    diags: &'a mut Diagnostics,
    /// The types of components.
    components: BTreeMap<Key, Use>,
    /// Components that are being made, with their drafts.
    unfinished: BTreeMap<Key, usize>,
    /// Schemas that are being made and are not components.
    open: BTreeSet<Key>,
    /// Drafts that were referred to while they were being made.
    recursive: BTreeSet<usize>,
    component_names: BTreeMap<Key, String>,
    /// Names for targets of references other than components.
    target_names: BTreeMap<Key, String>,
    /// The schemas that name a schema with a discriminator in their `allOf`.
    children: BTreeMap<Key, Vec<At<'a>>>,
    /// Responses, parameters and bodies that are components, by their key.
    parts: BTreeMap<Key, String>,
    /// Types inside of those, which are made once.
    cached: BTreeMap<Key, Use>,
    drafts: Vec<Draft>,
    /// The codes that bodies of failures list, by schema, and by operation.
    codes_in: BTreeMap<Key, Vec<listed::Code>>,
    codes: Vec<listed::OfOperation>,
    /// Whether types of a failure are made, whose unions are one struct.
    is_failure: bool,
    /// Places with findings.
    reported: BTreeSet<Key>,
    noted: BTreeSet<(FileId, u32)>,
    ignored: BTreeSet<&'static str>,
    /// Whether properties are parts of a form with files.
    is_form: bool,
    auth: Vec<(String, Auth)>,
    security: Option<At<'a>>,
    others: Vec<OtherServer>,
    /// Whether the servers of operations are those of the API.
    shares_servers: bool,
    /// Whether what the document does not say about an operation is what a spec would mean by it.
    is_written: bool,
    /// Types that are declared in the native format.
    declared: Vec<(Span, TypeDef)>,
}

/// The name of an API is one of a directory as well.
const LONGEST_NAME: usize = 40;

/// Reads a document. Without operations, all of its types are generated.
pub(in crate::front) fn read(
    docs: &Documents,
    texts: &SourceMap,
    types: Types,
    diags: &mut Diagnostics,
) -> Option<(Api, Known)> {
    let root = docs.root()?;
    version(root, diags)?;
    let mut cx = Cx::new(docs, texts, root, diags);
    if let Some(spec) = root.get(extensions::API) {
        return cx.written(root, spec);
    }
    let components = cx.inner(root, "components");
    cx.schemes(components);
    let paths = cx.inner(root, "paths");
    let shared = cx.shared_servers(root, paths);
    cx.shares_servers = shared.is_some();
    let servers = cx.servers(root.get("servers").or(shared));
    let mut known = Known::default();
    let mut endpoints = cx.endpoints(paths, &mut known);
    let code_paths = cx.code_paths();
    let errors = cx.rows(&code_paths, &mut endpoints);
    let webhooks = cx.webhooks(root);
    let keeps_all = types == Types::All || endpoints.is_empty();
    let schemas = components.and_then(|components| cx.inner(components, "schemas"));
    let schemas: Vec<At<'_>> = schemas.into_iter().flat_map(At::entries).map(|(_, schema)| schema).collect();
    let unused = schemas.iter().filter(|schema| !cx.components.contains_key(&schema.key()));
    known.schemas = Some((schemas.len(), unused.count()));
    if keeps_all {
        cx.all_types(root);
    }
    let info = cx.inner(root, "info");
    let title = info.and_then(|info| info.spanned("title"));
    let name = title.as_ref().and_then(|title| words::ascii_snake(title.as_str()));
    let name = Spanned::new(
        name.map_or_else(|| String::from("api"), |name| words::shortened(&name, LONGEST_NAME)),
        title.as_ref().map_or(root.span().at_start(), |title| title.span),
    );
    let mut api = Api {
        name,
        derived: true,
        partial: false,
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
        allow: Allow::default(),
    };
    let drafts = std::mem::take(&mut cx.drafts);
    let shared = finish::share(&mut api, drafts);
    failures::common(&mut api, &shared.drafts, &code_paths);
    known.components = finish::finish(&mut api, shared, &webhooks, keeps_all);
    Some((api, known))
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
    if !root.has(key) {
        let message = "the document does not say which version of OpenAPI it has";
        let help = "add `openapi: 3.1.0` as its first key";
        diags.push(Diagnostic::new(Code::OpenApiVersion, root.span().at_start(), message).help(help));
        return None;
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

impl<'a> Cx<'a> {
    fn new(docs: &'a Documents, texts: &'a SourceMap, root: At<'a>, diags: &'a mut Diagnostics) -> Self {
        let mut cx = Self {
            docs,
            texts,
            diags,
            components: BTreeMap::new(),
            unfinished: BTreeMap::new(),
            open: BTreeSet::new(),
            recursive: BTreeSet::new(),
            component_names: BTreeMap::new(),
            target_names: BTreeMap::new(),
            children: BTreeMap::new(),
            parts: BTreeMap::new(),
            cached: BTreeMap::new(),
            drafts: Vec::new(),
            codes_in: BTreeMap::new(),
            codes: Vec::new(),
            is_failure: false,
            reported: BTreeSet::new(),
            noted: BTreeSet::new(),
            ignored: BTreeSet::new(),
            is_form: false,
            auth: Vec::new(),
            security: root.get("security"),
            others: Vec::new(),
            shares_servers: false,
            is_written: false,
            declared: Vec::new(),
        };
        let components = docs.follow(root, "components");
        let schemas = components.and_then(|components| docs.follow(components, "schemas"));
        for (name, schema) in schemas.into_iter().flat_map(At::entries) {
            cx.component_names.insert(schema.key(), name.text.to_owned());
        }
        for kind in ["responses", "parameters", "requestBodies", "headers"] {
            let all = components.and_then(|components| docs.follow(components, kind));
            for (name, part) in all.into_iter().flat_map(At::entries) {
                cx.parts.insert(part.key(), name.text.to_owned());
            }
        }
        // A component that is in a file of its own has the name of the component.
        for (name, schema) in schemas.into_iter().flat_map(At::entries) {
            let target = schema.text("$ref").and_then(|text| docs.find(schema.file, text));
            if let Some(target) = target.filter(|target| !cx.component_names.contains_key(&target.key())) {
                cx.target_names.insert(target.key(), name.text.to_owned());
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

    /// Where a part that is a component is: the types in it have its name, wherever the part is used.
    fn place_in(&self, part: At<'a>, word: &str) -> Option<Place> {
        let name = self.parts.get(&part.key())?;
        let has_word = name.to_ascii_lowercase().ends_with(&word.to_ascii_lowercase());
        Some(Place::of(if has_word { name.clone() } else { format!("{name}{word}") }))
    }

    /// The types of what the server sends by itself; reading it is up to the program that receives it.
    fn webhooks(&mut self, root: At<'a>) -> Vec<usize> {
        let mut types = Vec::new();
        let all = ["webhooks", "x-webhooks"].map(|key| self.inner(root, key));
        for (name, item) in all.into_iter().flatten().flat_map(At::entries) {
            let item = self.part(item);
            for (_, operation) in item.entries() {
                let operation = self.part(operation);
                let Some(body) = self.inner(operation, "requestBody") else { continue };
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
            self.note_part(at.span(), message);
        }
    }

    /// Reports a part of an operation that is not generated as it is.
    fn note_part(&mut self, span: Span, message: String) {
        if !self.noted.insert((span.file, span.start)) {
            return;
        }
        let help = "everything else is generated; `SW1305 = \"allow\"` under `[lints]` in `stubwright.toml` silences this";
        self.diags.push(Diagnostic::new(Code::IgnoredPart, span.at_start(), message).help(help));
    }
}
