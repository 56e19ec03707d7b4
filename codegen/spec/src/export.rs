//! A spec as a document of OpenAPI 3.1.
//!
//! Whatever OpenAPI cannot express is in extensions, in the native format: `x-stubwright-api` at the top has all
//! sections but the endpoints and types, and `x-stubwright-endpoint` and `x-stubwright-type` have an endpoint or a type
//! where the document around them does not say the same. The document is read again to find out which of them it needs.

mod calls;
mod errors;
mod head;
mod native;
mod params;
mod paths;
mod responses;
mod schemas;
mod scope;
mod unions;

use std::collections::BTreeMap;

use crate::ast::{self, Origin};
use crate::choices::Choices;
use crate::front::files;
use crate::front::native::print::{self, Entry, Notes};
use crate::json::Value;
use crate::lint::Levels;
use crate::model::Api;
use crate::model::analysis::Analysis;
use crate::reading::Reading;
use crate::resolve::resolve;
use crate::validate::{Checked, validate};
use crate::{Loader, alone};

pub use crate::front::native::print::yaml;

use crate::diag::Diagnostics;
use crate::front::extensions::{API, HASHES, ORDER};
use crate::front::hashes;
use crate::source::{self, SourceMap};
use scope::Cx;

/// The form of a part in the native format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    /// As JSON.
    Tree,
    /// As text: JSON has no difference between a word of the format and a text (`absent` and `"absent"`).
    Text,
}

impl Form {
    fn of(self, entries: &[Entry]) -> Value {
        let text = print::text(entries);
        match self {
            Self::Tree => native::read(&text),
            Self::Text => Value::from(text),
        }
    }

    /// The next form, which can say more than the one that was not enough.
    fn after(tried: Option<Self>) -> Self {
        if tried.is_none() { Self::Tree } else { Self::Text }
    }
}

/// The content of extensions.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Said {
    head: Form,
    endpoints: BTreeMap<String, Form>,
    types: BTreeMap<String, Form>,
    is_ordered: bool,
}

/// The document of a spec; there is none if the spec has errors.
#[must_use]
pub fn export(name: &str, bytes: &[u8], load: &mut Loader<'_>) -> (Reading, Option<Value>) {
    let mut reading = Reading::default();
    let Some(mut written) = files::read(name, bytes, load, &Choices::default(), &mut reading) else {
        return (reading, None);
    };
    let diags = &mut reading.diagnostics;
    let api = resolve(&written, diags);
    let analysis = Analysis::of(&api);
    let levels = Levels::default();
    validate(&Checked { api: &api, analysis: &analysis, levels: &levels, guesses: &[] }, diags);
    if diags.has_errors() {
        return (reading, None);
    }
    written.include.clear();
    written.derived = false;
    rows(&mut written, &api);
    let mut said =
        Said { head: Form::Tree, endpoints: BTreeMap::new(), types: BTreeMap::new(), is_ordered: false };
    loop {
        let document = document(&written, &api, &said);
        let more = unsaid(&written, &document, &said);
        if more == said {
            return (reading, Some(with_hashes(document)));
        }
        said = more;
    }
}

/// The document, with hashes by which a change of a part that an extension replaces is found.
fn with_hashes(document: Value) -> Value {
    let mut sources = SourceMap::default();
    let text = document.line();
    let loaded = source::load(&mut sources, "openapi.json", text.as_bytes(), &mut Diagnostics::default());
    let parts = loaded.map(|(_, document)| hashes::parts(&document)).unwrap_or_default();
    let hashes = parts.into_iter().map(|part| (part.pointer, Value::from(part.hash.as_str()))).collect();
    document.with(HASHES, Value::Object(hashes))
}

/// The rows of pasted tables as if the author had written those that mean something.
fn rows(written: &mut ast::Api, api: &Api) {
    let tables = written.tables.iter_mut().map(|table| &mut table.codes);
    for codes in tables.chain([&mut written.errors]) {
        codes.retain(|code| {
            code.origin == Origin::Written || api.errors.iter().any(|row| row.code.span == code.code.span)
        });
        codes.iter_mut().for_each(|code| code.origin = Origin::Written);
    }
}

/// Adds the extensions without which the document would be read differently.
fn unsaid(written: &ast::Api, document: &Value, said: &Said) -> Said {
    let mut reading = Reading::default();
    let read = files::read(
        "openapi.json",
        document.line().as_bytes(),
        &mut alone,
        &Choices::default(),
        &mut reading,
    );
    let mut said = said.clone();
    let (endpoints, types) = read.as_ref().map_or((&[][..], &[][..]), |read| (&read.endpoints, &read.types));
    for endpoint in written.endpoints.iter().filter(|endpoint| !endpoints.contains(endpoint)) {
        let name = &endpoint.name.value;
        said.endpoints.insert(name.clone(), Form::after(said.endpoints.get(name).copied()));
    }
    for def in written.types.iter().filter(|def| !types.contains(def)) {
        let name = &def.name.value;
        said.types.insert(name.clone(), Form::after(said.types.get(name).copied()));
    }
    let Some(read) = &read else { return Said { head: Form::Text, ..said } };
    // Checks whose paths are spelled differently say the same.
    if print::text(&head(read)) != print::text(&head(written)) {
        said.head = Form::Text;
    }
    let names = |api: &ast::Api| -> Vec<String> {
        api.endpoints.iter().map(|endpoint| endpoint.name.value.clone()).collect()
    };
    said.is_ordered |= names(written) != names(read);
    said
}

/// The sections of a spec without its endpoints and types.
fn head(api: &ast::Api) -> Vec<Entry> {
    let head = ast::Api { endpoints: Vec::new(), types: Vec::new(), ..api.clone() };
    print::api(&head, &Notes::default())
}

fn document(written: &ast::Api, api: &Api, said: &Said) -> Value {
    let mut cx = Cx::new(written, api);
    let paths = cx.paths(said);
    let schemas = cx.schemas(said);
    let mut components = vec![(String::from("schemas"), Value::Object(schemas))];
    components.extend(cx.common_parameters());
    components.extend(cx.security_schemes());
    let mut members = vec![(String::from("openapi"), Value::from("3.1.0"))];
    members.push((String::from("info"), cx.info()));
    members.extend(cx.servers());
    members.extend(cx.tags());
    members.push((String::from("paths"), Value::Object(paths)));
    members.push((String::from("components"), Value::Object(components)));
    members.extend(cx.security());
    members.push((String::from(API), said.head.of(&head(written))));
    if said.is_ordered {
        let names = written.endpoints.iter().map(|endpoint| Value::from(endpoint.name.as_str()));
        members.push((String::from(ORDER), Value::List(names.collect())));
    }
    Value::Object(members)
}
