//! An [`crate::ast`] as a native spec, in canonical order: a value that fits is on one line, everything else on lines
//! below.
//!
//! Drafting, importing and formatting write through it. [`Notes`] say what comments say; the `ast` has none.

mod calls;
mod errors;
mod head;
mod json;
mod notes;
mod preflight;
mod samples;
pub mod scalar;
#[cfg(test)]
mod tests;
mod tree;
mod types;
mod writer;

pub use calls::{endpoint, param, params};
pub use errors::{Rows, check, code, row, table};
pub use json::yaml;
pub use notes::{Note, Notes};
pub use tree::{Comments, Entry, LINE, Layout, Value, apart};
pub use types::{enum_value, field, notation, type_def, wire};
pub use writer::{Writer, bounded, last_component, one_line};

use super::FORMAT;
use super::keys::{API, INCLUDED};
use crate::ast::{Api, Parts};
use crate::source::{SourceMap, Spanned};

/// The entries of a main file.
#[must_use]
pub fn api(api: &Api, notes: &Notes) -> Vec<Entry> {
    let Api {
        name,
        // Whatever is printed is written.
        derived: _,
        partial: _,
        title,
        version,
        doc,
        allow,
        servers,
        other_servers,
        timezone,
        envelope,
        common,
        auth,
        include,
        envelopes,
        failures,
        errors,
        tables,
        endpoints,
        types,
    } = api;
    let text = |key: &str, text: &Option<Spanned<String>>| {
        text.as_ref().map(|text| Entry::key(key, Value::text(text.as_str())).noted(notes.of(text.span)))
    };
    let mut entries = vec![Entry::key("stubwright", Value::word(FORMAT))];
    entries.push(Entry::key("api", Value::text(name.as_str())).noted(notes.of(name.span)));
    entries.extend(text("title", title).into_iter().chain(text("version", version)).chain(text("doc", doc)));
    entries.extend(timezone.as_ref().map(|offset| {
        let offset_value = Value::Word(scalar::quoted(offset.as_str()));
        Entry::key("timezone", offset_value).noted(notes.of(offset.span))
    }));
    entries.extend(Entry::allow(allow));
    if !servers.is_empty() {
        entries.push(Entry::key("servers", head::servers(servers, notes)));
    }
    if !other_servers.is_empty() {
        entries.push(Entry::key("other_servers", head::other_servers(other_servers, notes)));
    }
    if !include.is_empty() {
        let files = include.iter().map(|name| Value::text(name.as_str()));
        entries.push(Entry::key("include", Value::list(files)));
    }
    entries.extend(envelope.as_ref().map(|envelope| {
        Entry::key("envelope", head::envelope(envelope, notes)).noted(notes.of(*envelope.span)).apart()
    }));
    entries.extend(calls::failures(failures, notes).map(Entry::apart));
    if !common.is_empty() {
        let value = Value::lines(common.iter().map(|common| head::common(common, notes)));
        entries.push(Entry::key("common", value).noted(notes.of_section("common")).apart());
    }
    if !auth.is_empty() {
        entries.push(head::auth(auth, notes).apart());
    }
    entries.extend(sections((envelopes, errors, tables, endpoints, types), notes));
    tree::sorted(&API, entries)
}

/// The entries of an included file.
#[must_use]
pub fn parts(parts: &Parts, notes: &Notes) -> Vec<Entry> {
    let Parts { envelopes, errors, tables, endpoints, types } = parts;
    tree::sorted(&INCLUDED, sections((envelopes, errors, tables, endpoints, types), notes))
}

type Sections<'a> = (
    &'a [crate::ast::NamedEnvelope],
    &'a [crate::ast::ErrorCode],
    &'a [crate::ast::ErrorTable],
    &'a [crate::ast::Endpoint],
    &'a [crate::ast::TypeDef],
);

fn sections((envelopes, errors, tables, endpoints, types): Sections<'_>, notes: &Notes) -> Vec<Entry> {
    let all = [
        ("envelopes", head::envelopes(envelopes, notes)),
        ("errors", errors::codes(errors, notes)),
        ("tables", Value::lines(tables.iter().map(|table| errors::table(table, notes)))),
        ("endpoints", Value::lines(endpoints.iter().map(|endpoint| calls::endpoint(endpoint, notes)))),
        ("types", types::section(types, notes)),
    ];
    let entry = |(key, value): (&str, Value)| Entry::key(key, value).noted(notes.of_section(key)).apart();
    all.into_iter().filter(|(_, value)| !value.is_empty()).map(entry).collect()
}

/// The text of a file whose notes have no places; an included file can be empty.
#[must_use]
pub fn text(entries: &[Entry]) -> String {
    if entries.is_empty() {
        return String::from("{}\n");
    }
    let sources = SourceMap::default();
    let mut writer = Writer::new(&sources, &[]);
    entries.iter().for_each(|entry| entry.write(0, LINE, &mut writer));
    writer.finish().0
}
