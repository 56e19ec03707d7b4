//! Endpoints, by method and path: new parameters after those they follow, new endpoints at the end.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, ChangeKind};
use super::edit::{Editor, Gap, Map, Slots, entries, entry};
use super::pairs::{Pairs, by_wire};
use super::rows::CANNOT;
use super::types::{Slot, add_entry, by_place, same_field};
use crate::sheet::{Endpoint, Note, Noted};
use crate::write;
use stubwright_spec::ast::{self, BodyKind, Param, Response, TypeExpr};
use stubwright_spec::front::native::print::{Entry, notation};
use stubwright_spec::source::FileId;
use stubwright_spec::source::node::Scalar;

pub(super) fn matched(sheet: &[Noted<Endpoint>], old: &[ast::Endpoint]) -> Vec<Option<usize>> {
    let mut by_path: BTreeMap<(&str, String), Vec<usize>> = BTreeMap::new();
    for (at, old) in old.iter().enumerate() {
        by_path.entry((old.method.word(), shape(old.path.as_str()))).or_default().push(at);
    }
    let mut found = vec![None; sheet.len()];
    // Those of the same name first: several endpoints may have one path.
    for needs_name in [true, false] {
        for (new, slot) in sheet.iter().zip(&mut found).filter(|(_, slot)| slot.is_none()) {
            let new = &new.value;
            let Some(same) = by_path.get_mut(&(new.method.word(), shape(&new.path.value))) else {
                continue;
            };
            let is_named = |at: &usize| old.get(*at).is_some_and(|old| old.name.value == new.name);
            let it = same.iter().position(|at| !needs_name || is_named(at));
            *slot = it.map(|it| same.remove(it));
        }
    }
    found
}

/// The path with its parameters unnamed.
fn shape(path: &str) -> String {
    let parts = path.split('/').map(|part| match part.split_once('{') {
        Some((head, rest)) => {
            let tail = rest.rsplit_once('}').map_or("", |(_, tail)| tail);
            format!("{head}{{}}{tail}")
        }
        None => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("/")
}

/// Pairs the types of an endpoint with those of the spec.
pub(super) fn pair(new: &Endpoint, old: &ast::Endpoint, pairs: &mut Pairs<'_>) {
    for (new, old) in sides(new, old) {
        pairs.pair(new, old);
    }
    let known = by_wire(old.params.iter().map(|param| &param.field));
    for param in new.params.iter().map(|param| &param.value.field) {
        if let Some(field) = known.get(param.wire.as_str()) {
            pairs.pair(&param.ty, &field.ty);
        }
    }
}

/// Pairs the types of a call without an address with those of the same names: no endpoint of the spec says more.
pub(super) fn pair_names(new: &Endpoint, pairs: &mut Pairs<'_>) {
    let payload = new.response.as_ref().map(|response| &response.value);
    let body = new.request.as_ref().and_then(BodyKind::ty);
    for ty in body.into_iter().chain(payload) {
        pairs.pair(ty, ty);
    }
}

/// The bodies and the payloads of both.
fn sides<'t>(new: &'t Endpoint, old: &'t ast::Endpoint) -> Vec<(&'t TypeExpr, &'t TypeExpr)> {
    let old_body = old.request.as_ref().and_then(|body| body.kind.ty());
    let old_payload = old.response.as_ref().and_then(Response::ty);
    let payload = new.response.as_ref().map(|response| &response.value);
    let body = new.request.as_ref().and_then(BodyKind::ty);
    body.zip(old_body).into_iter().chain(payload.zip(old_payload)).collect()
}

/// Brings an endpoint of the spec up to the page.
pub(super) fn update(
    Noted { value: new, notes }: &Noted<Endpoint>,
    old: &ast::Endpoint,
    written: Option<Map<'_>>,
    pairs: &mut Pairs<'_>,
    editor: &mut Editor<'_>,
) {
    if let Some(map) = written {
        editor.cite(map.key.span, None, notes);
        recite(new, map, editor);
    }
    let label = format!("endpoint {}", old.name.value);
    for (new, old_ty) in sides(new, old) {
        if !pairs.is_same(new, old_ty) {
            let detail = "its request or response has another type on the page";
            editor.contradicts(&label, &format!("`{}`", notation(new)), detail, old.name.span);
        }
    }
    for (what, new, old_has) in [
        ("request", new.request.as_ref().and_then(BodyKind::ty), old.request.is_some()),
        ("response", new.response.as_ref().map(|response| &response.value), old.response.is_some()),
    ] {
        if let (Some(ty), false) = (new, old_has) {
            editor.differs(&label, format!("the page has a {what}: `{}`", notation(ty)), old.name.span);
        }
    }
    params(new, old, written, pairs, editor);
}

fn recite(new: &Endpoint, written: Map<'_>, editor: &mut Editor<'_>) {
    let response = new.response.as_ref().map_or(&[][..], |response| &response.notes);
    let header = new.idempotent.as_ref().map_or(&[][..], |header| &header.notes);
    for (key, notes) in [
        (new.method.word(), new.path.notes.as_slice()),
        ("response", response),
        ("idempotent", header),
        ("errors", &new.table_notes),
    ] {
        if let Some(map) = entry(written.value, key) {
            editor.cite(map.key.span, None, notes);
        }
    }
}

fn params(
    new: &Endpoint,
    old: &ast::Endpoint,
    written: Option<Map<'_>>,
    pairs: &mut Pairs<'_>,
    editor: &mut Editor<'_>,
) {
    let map = written.and_then(|map| entry(map.value, "params"));
    let values = by_place(map);
    let known = by_wire(old.params.iter().map(|param| &param.field));
    let mut slots = map.and_then(|map| editor.slots(map, Gap::Close));
    let mut before = None;
    let mut homeless: Vec<(Noted<Param>, String)> = Vec::new();
    let mut on_page: BTreeSet<u32> = BTreeSet::new();
    for param in &new.params {
        let label = label(&param.value.field, old);
        if let Some(field) = known.get(param.value.field.wire.as_str()) {
            let value = values.get(&field.key.span.start).copied();
            same_field(pairs, (&param.value.field, &param.notes), field, value, &label, editor);
            on_page.insert(field.key.span.start);
            before = Some(field.key.span);
            continue;
        }
        let says = notation(&param.value.field.ty);
        if editor.is_settled(&label, &says) {
            continue;
        }
        let mut param = param.clone();
        pairs.rename(&mut param.value.field.ty);
        if map.is_none() && written.is_some() && old.params.is_empty() {
            homeless.push((param, says));
            continue;
        }
        let ty = notation(&param.value.field.ty);
        let slot = Slot { slots: slots.as_mut(), before, missing: old.name.span };
        add_entry(&write::param(&param), slot, (&label, &says, &ty), &param.notes, editor);
    }
    if let Some(written) = written.filter(|_| !homeless.is_empty()) {
        add_params(&homeless, old, written, editor);
    }
    let is_gone = |field: &ast::Field| !on_page.contains(&field.key.span.start) && !field.deprecated;
    for param in old.params.iter().filter(|param| is_gone(&param.field)) {
        editor.gone(label(&param.field, old), param.field.key.span);
    }
}

fn label(field: &ast::Field, old: &ast::Endpoint) -> String {
    format!("parameter {} of {}", field.wire.value, old.name.value)
}

/// `params:` where an endpoint has none: after its `doc:`, or else after its path. With each parameter is its type as
/// the page has it.
fn add_params(
    params: &[(Noted<Param>, String)],
    old: &ast::Endpoint,
    written: Map<'_>,
    editor: &mut Editor<'_>,
) {
    let (new, says): (Vec<Noted<Param>>, Vec<String>) = params.iter().cloned().unzip();
    let keys: Vec<Scalar<'_>> = entries(written.value).into_iter().map(|(key, _)| key).collect();
    let find = |name: &str| keys.iter().copied().find(|key| key.text == name);
    let behind = find("doc").or_else(|| find(old.method.word())).map(|key| key.span);
    let mut slots = editor.slots(written, Gap::Close);
    let at = slots.as_mut().and_then(|slots| editor.insert(slots, behind, &write::params(&new)));
    for (param, says) in new.iter().zip(says) {
        let label = label(&param.value.field, old);
        let ty = notation(&param.value.field.ty);
        let span = param.notes.iter().find_map(|note| note.span);
        match at {
            Some(at) => {
                editor.say(at, Change::new(ChangeKind::Added, &*label, ty, span).marked(&label, &says));
            }
            None => editor.contradicts(label, &says, CANNOT, old.name.span),
        }
    }
}

/// Says which endpoints are no longer on their pages: on those that they cite, or that all others are on. One whose name
/// an endpoint of the page has was moved.
pub(super) fn gone(
    old: &[ast::Endpoint],
    matched: &[Option<usize>],
    new: &[&Noted<Endpoint>],
    main: FileId,
    editor: &mut Editor<'_>,
) {
    let on_page: BTreeSet<usize> = matched.iter().copied().flatten().collect();
    for (at, old) in old.iter().enumerate() {
        let is_moved = new.iter().any(|new| new.value.name == old.name.value);
        let span = old.name.span;
        let citation = editor.citation(span).filter(|_| span.file == main);
        let is_of_pages = is_moved || editor.cited.is_given(citation);
        if is_of_pages && !old.deprecated && !on_page.contains(&at) {
            editor.gone(format!("endpoint {}", old.name.value), span);
        }
    }
}

/// Adds the endpoints that the spec does not have.
pub(super) fn add(
    new: &[&Noted<Endpoint>],
    api: &ast::Api,
    section: Option<Map<'_>>,
    pairs: &mut Pairs<'_>,
    editor: &mut Editor<'_>,
) {
    let mut names: BTreeSet<String> =
        api.endpoints.iter().map(|endpoint| endpoint.name.value.clone()).collect();
    let mut slots = section.and_then(|section| editor.slots(section, Gap::Close));
    let last = slots.as_ref().and_then(Slots::last);
    let mut homeless = Vec::new();
    for endpoint in new {
        let detail = format!("{} {}", endpoint.value.method.verb(), endpoint.value.path.value);
        let on_page = format!("endpoint {}", endpoint.value.name);
        if editor.is_settled(&on_page, &detail) {
            continue;
        }
        if let (Some(section), None) = (section, &slots) {
            // Before it is renamed, which adds the types that it needs.
            let why = format!("{detail} cannot be inserted here");
            editor.contradicts(&on_page, &detail, why, section.key.span);
            continue;
        }
        let mut endpoint = renamed(endpoint, &mut names, pairs);
        let is_known = |name: &mut String| api.other_servers.iter().any(|server| server.name.value == *name);
        if let Some(server) = endpoint.value.server.take_if(|name| !is_known(name)) {
            let text = format!("server: its own, {server}, is not under `other_servers:`");
            endpoint.notes.push(Note { is_guess: true, text, span: None });
        }
        let label = format!("endpoint {}", endpoint.value.name);
        let added = |span| Change::new(ChangeKind::Added, &*label, &*detail, span).marked(&on_page, &detail);
        let span = endpoint.notes.iter().find_map(|note| note.span);
        let Some(section) = section else {
            editor.say(usize::MAX, added(span));
            homeless.push(write::endpoint(&endpoint));
            continue;
        };
        match slots.as_mut().and_then(|slots| editor.insert(slots, last, &write::endpoint(&endpoint))) {
            Some(at) => editor.say(at, added(span)),
            None => {
                let why = format!("{detail} cannot be inserted here");
                editor.contradicts(&label, &detail, why, section.key.span);
            }
        }
    }
    if !homeless.is_empty() {
        editor.append(&Entry::section("endpoints", homeless, &[]));
    }
}

fn renamed(
    endpoint: &Noted<Endpoint>,
    names: &mut BTreeSet<String>,
    pairs: &mut Pairs<'_>,
) -> Noted<Endpoint> {
    let mut endpoint = endpoint.clone();
    let this = &mut endpoint.value;
    let base = this.name.clone();
    let mut number = 2;
    while !names.insert(this.name.clone()) {
        this.name = format!("{base}_{number}");
        number += 1;
    }
    if let Some(BodyKind::Json(ty) | BodyKind::Form(ty) | BodyKind::Multipart(ty)) = &mut this.request {
        pairs.rename(ty);
    }
    if let Some(response) = &mut this.response {
        pairs.rename(&mut response.value);
    }
    for param in &mut this.params {
        pairs.rename(&mut param.value.field.ty);
    }
    endpoint
}
