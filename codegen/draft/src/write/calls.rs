//! Endpoints and parameters.

use super::flow::{Entry, Flow, LINE};
use super::pen::Pen;
use super::scalar;
use crate::sheet::{Body, Endpoint, Note, Noted, Param};

/// An endpoint.
pub(crate) fn endpoint(endpoint: &Noted<Endpoint>, indent: usize, pen: &mut Pen<'_>) {
    let this = &endpoint.value;
    let notes: Vec<Note> = this.name_notes.iter().chain(&endpoint.notes).cloned().collect();
    pen.line(indent, &format!("{}:", scalar::spell(&this.name)), &notes);
    let inner = indent + 2;
    let path = scalar::spell_url_path(&this.path.value);
    pen.line(inner, &format!("{}: {path}", this.method), &this.path.notes);
    if let Some(doc) = &this.doc {
        pen.line(inner, &format!("doc: {}", scalar::spell(doc)), &[]);
    }
    if !this.params.is_empty() {
        pen.line(inner, "params:", &[]);
        for param in &this.params {
            param_entry(param).write(inner + 2, LINE, pen);
        }
    }
    for entry in rest(this) {
        entry.write(inner, LINE, pen);
    }
}

/// What follows the parameters.
fn rest(endpoint: &Endpoint) -> Vec<Entry> {
    let mut entries = Vec::new();
    if let Some(body) = &endpoint.request {
        let value = match body {
            Body::Json(ty) => Flow::ty(ty),
            Body::Form(ty) => Flow::single(String::from("form"), Flow::ty(ty)),
            Body::Multipart(ty) => Flow::single(String::from("multipart"), Flow::ty(ty)),
        };
        entries.push(Entry::plain("request", value));
    }
    if let Some(response) = &endpoint.response {
        entries.push(Entry::noted("response", Flow::ty(&response.value), &response.notes));
    }
    if let Some(header) = &endpoint.idempotent {
        let value = Flow::single(String::from("header"), Flow::text(&header.value));
        entries.push(Entry::noted("idempotent", value, &header.notes));
    }
    if !endpoint.tables.is_empty() {
        let tables = Flow::List(endpoint.tables.iter().map(|table| Flow::text(table)).collect());
        let value = Flow::single(String::from("tables"), tables);
        entries.push(Entry::noted("errors", value, &endpoint.table_notes));
    }
    entries
}

/// A parameter of an endpoint.
pub(crate) fn param_entry(param: &Noted<Param>) -> Entry {
    let this = &param.value;
    let ty = Flow::ty(this.ty.as_deref().unwrap_or("string"));
    let mut entries = vec![Entry::plain("type", ty.clone())];
    entries.extend(wire(this));
    entries.extend(this.place.map(|place| Entry::plain("in", Flow::word(place))));
    entries.extend(this.form.map(|form| Entry::plain("as", Flow::word(form))));
    entries.extend(this.doc.as_ref().map(|doc| Entry::plain("doc", Flow::text(doc))));
    entries.extend(this.default.as_ref().map(|value| Entry::plain("default", Flow::scalar(value))));
    let value = if entries.len() == 1 { ty } else { Flow::Map(entries) };
    Entry::noted(key(this), value, &param.notes)
}

/// A parameter of every call.
pub(crate) fn common_entry(param: &Noted<Param>) -> Entry {
    let this = &param.value;
    let mut entries = Vec::new();
    entries.extend(this.place.map(|place| Entry::plain("in", Flow::word(place))));
    let is_set = this.value.is_none() && this.fill.is_none();
    entries.extend(this.ty.as_ref().filter(|_| is_set).map(|ty| Entry::plain("type", Flow::ty(ty))));
    entries.extend(wire(this));
    entries.extend(this.value.as_ref().map(|value| Entry::plain("value", Flow::scalar(value))));
    entries.extend(this.fill.map(|fill| Entry::plain("fill", Flow::word(fill))));
    entries.extend(this.doc.as_ref().map(|doc| Entry::plain("doc", Flow::text(doc))));
    Entry::noted(key(this), Flow::Map(entries), &param.notes)
}

fn key(param: &Param) -> String {
    let bare = param.name.trim_end_matches('?');
    scalar::spell(&if param.is_optional { format!("{}?", param.name) } else { bare.to_owned() })
}

/// A name that ends with `?` and must be there is no key.
fn wire(param: &Param) -> Option<Entry> {
    let is_key = param.is_optional || !param.name.ends_with('?');
    (!is_key).then(|| Entry::plain("wire", Flow::text(&param.name)))
}
