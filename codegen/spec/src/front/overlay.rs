//! An overlay joined to the spec that it is about.

use std::collections::{BTreeMap, BTreeSet};

use super::known::Known;
use crate::ast::{
    Api, Credentials, Endpoint, EndpointChange, Field, FieldChange, Overlay, PartChange, TypeChange, TypeDef,
    TypeExprKind, TypeKind, exprs,
};
use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::source::Spanned;

/// Applies an overlay. Its names refer to the spec as it is before.
pub(super) fn join(api: &mut Api, overlay: Overlay, known: &mut Known, diags: &mut Diagnostics) {
    let names = Names::of(api);
    let Overlay { endpoints, types, .. } = &overlay;
    let types = types.iter().filter_map(|change| names.ty(api, known, change, diags)).collect();
    let endpoints = endpoints.iter().filter_map(|change| names.endpoint(api, known, change, diags)).collect();
    change_types(api, known, types, diags);
    change_endpoints(api, known, endpoints, diags);
    sections(api, overlay);
}

/// Replaces the sections that are one thing, and the entries of the others that have the same key.
fn sections(api: &mut Api, overlay: Overlay) {
    let Overlay {
        timezone,
        servers,
        other_servers,
        envelope,
        envelopes,
        failures,
        common,
        auth,
        errors,
        tables,
        endpoints: _,
        types: _,
    } = overlay;
    api.timezone = timezone.or(api.timezone.take());
    api.envelope = envelope.or(api.envelope.take());
    if !servers.is_empty() {
        api.servers = servers;
    }
    if !auth.is_empty() {
        api.auth = auth;
        let words: BTreeSet<&str> = api.auth.iter().map(|auth| auth.word()).collect();
        for endpoint in &mut api.endpoints {
            endpoint.credentials = known_only(&endpoint.credentials, &words);
        }
    }
    replace(&mut api.other_servers, other_servers, |at| at.name.value.clone());
    replace(&mut api.envelopes, envelopes, |at| at.name.value.clone());
    replace(&mut api.failures, failures, |at| at.status.value);
    replace(&mut api.common, common, |at| at.field.key.value.clone());
    replace(&mut api.errors, errors, |at| at.code.value.clone());
    replace(&mut api.tables, tables, |at| at.name.value.clone());
}

/// Puts each new item in the place of the one with its key, or after all others.
fn replace<T, K: Ord>(items: &mut Vec<T>, new: Vec<T>, key: fn(&T) -> K) {
    let mut places: BTreeMap<K, usize> = BTreeMap::new();
    for (at, item) in items.iter().enumerate() {
        places.entry(key(item)).or_insert(at);
    }
    for item in new {
        match places.get(&key(&item)).and_then(|at| items.get_mut(*at)) {
            Some(old) => *old = item,
            None => items.push(item),
        }
    }
}

/// The sets of schemes that there still are; all schemes where none is left of those that a call needs.
fn known_only(credentials: &Credentials, words: &BTreeSet<&str>) -> Credentials {
    let Credentials::OneOf(sets) = credentials else { return Credentials::All };
    let is_known = |set: &&Vec<Spanned<String>>| set.iter().all(|name| words.contains(name.as_str()));
    let left: Vec<_> = sets.iter().filter(is_known).cloned().collect();
    if sets.iter().all(Vec::is_empty) || left.iter().any(|set| !set.is_empty()) {
        Credentials::OneOf(left)
    } else {
        Credentials::All
    }
}

/// The things that a spec has before the overlay.
struct Names {
    endpoints: BTreeMap<String, usize>,
    types: BTreeMap<String, usize>,
}

impl Names {
    fn of(api: &Api) -> Self {
        let endpoints = api.endpoints.iter().enumerate().map(|(at, found)| (found.name.value.clone(), at));
        let types = api.types.iter().enumerate().map(|(at, found)| (found.name.value.clone(), at));
        Self { endpoints: endpoints.collect(), types: types.collect() }
    }

    /// The place of the endpoint that a change is about.
    fn endpoint<'c>(
        &self,
        api: &Api,
        known: &Known,
        change: &'c EndpointChange,
        diags: &mut Diagnostics,
    ) -> Option<(usize, &'c EndpointChange)> {
        let names = known.named(api, change.key.as_str());
        let Some(at) = names.first().and_then(|name| self.endpoints.get(*name)) else {
            let all = known.operations.keys().chain(self.endpoints.keys());
            diags.push(unknown(&change.key, "endpoint", all.map(String::as_str)));
            return None;
        };
        Some((*at, change))
    }

    /// The place of the type that a change is about.
    fn ty<'c>(
        &self,
        api: &Api,
        known: &Known,
        change: &'c TypeChange,
        diags: &mut Diagnostics,
    ) -> Option<(usize, &'c TypeChange)> {
        let name = known.ty(api, change.key.as_str());
        let Some(at) = name.and_then(|name| self.types.get(name)) else {
            let all = known.components.keys().chain(self.types.keys());
            diags.push(unknown(&change.key, "type", all.map(String::as_str)));
            return None;
        };
        Some((*at, change))
    }
}

/// A key for something that is not there; `what` is the noun for it.
fn unknown<'n>(key: &Spanned<String>, what: &str, names: impl IntoIterator<Item = &'n str>) -> Diagnostic {
    let message = format!("there is no {what} `{}` to change", key.value);
    let found = Diagnostic::new(Code::UnknownTarget, key.span, message);
    let mut names: Vec<&str> = names.into_iter().collect();
    match did_you_mean(key.as_str(), names.iter().copied()) {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None if names.is_empty() => found.help("remove it"),
        None => {
            const SHOWN: usize = 8;
            let more = if names.len() > SHOWN { ", …" } else { "" };
            names.truncate(SHOWN);
            found.help(format!("there are `{}`{more}", names.join("`, `")))
        }
    }
}

/// Whether a new name is free; if it is not, that is reported.
fn is_free(new: &Spanned<String>, taken: &BTreeSet<String>, what: &str, diags: &mut Diagnostics) -> bool {
    let is_free = !taken.contains(new.as_str());
    if !is_free {
        let message = format!("there is another {what} `{}`", new.value);
        diags.push(
            Diagnostic::new(Code::TakenName, new.span, message)
                .help("choose another name, or rename the other one as well"),
        );
    }
    is_free
}

fn change_endpoints(
    api: &mut Api,
    known: &mut Known,
    changes: Vec<(usize, &EndpointChange)>,
    diags: &mut Diagnostics,
) {
    let mut renamed: BTreeMap<String, String> = BTreeMap::new();
    let is_renamed = |at: usize| changes.iter().any(|(own, change)| *own == at && change.name.is_some());
    let stays = api.endpoints.iter().enumerate().filter(|(at, _)| !is_renamed(*at));
    let mut taken: BTreeSet<String> = stays.map(|(_, endpoint)| endpoint.name.value.clone()).collect();
    for (at, change) in &changes {
        let Some(endpoint) = api.endpoints.get_mut(*at) else { continue };
        if let Some(name) = &change.name
            && is_free(name, &taken, "endpoint", diags)
        {
            taken.insert(name.value.clone());
            renamed.insert(endpoint.name.value.clone(), name.value.clone());
            endpoint.name = name.clone();
        }
        change_endpoint(endpoint, change, diags);
    }
    let tagged = known.tags.values_mut().flatten();
    for name in known.operations.values_mut().flatten().chain(tagged) {
        if let Some(new) = renamed.get(name) {
            name.clone_from(new);
        }
    }
}

fn change_endpoint(endpoint: &mut Endpoint, change: &EndpointChange, diags: &mut Diagnostics) {
    let change = change.clone();
    set(&mut endpoint.doc, change.doc);
    set(&mut endpoint.idempotent, change.idempotent);
    set(&mut endpoint.pages, change.pages);
    set(&mut endpoint.envelope, change.envelope);
    set(&mut endpoint.server, change.server);
    set(&mut endpoint.redirect, change.redirect);
    set(&mut endpoint.tag, change.tag);
    set(&mut endpoint.examples.request, change.examples.request);
    set(&mut endpoint.examples.response, change.examples.response);
    endpoint.examples.files.extend(change.examples.files);
    endpoint.errors = change.errors.unwrap_or(std::mem::take(&mut endpoint.errors));
    endpoint.deprecated = change.deprecated.unwrap_or(endpoint.deprecated);
    if let Some(credentials) = change.credentials {
        endpoint.credentials = credentials;
    }
    replace(&mut endpoint.failures, change.failures, |at| at.status.value);
    let fields = endpoint.params.iter_mut().map(|param| &mut param.field).collect();
    change_fields(fields, change.params, "parameter", diags);
}

fn set<T>(old: &mut Option<T>, new: Option<T>) {
    if new.is_some() {
        *old = new;
    }
}

fn change_types(
    api: &mut Api,
    known: &mut Known,
    changes: Vec<(usize, &TypeChange)>,
    diags: &mut Diagnostics,
) {
    let mut renamed: BTreeMap<String, String> = BTreeMap::new();
    let is_renamed = |at: usize| changes.iter().any(|(own, change)| *own == at && change.name.is_some());
    let stays = api.types.iter().enumerate().filter(|(at, _)| !is_renamed(*at));
    let mut taken: BTreeSet<String> = stays.map(|(_, def)| def.name.value.clone()).collect();
    for (at, change) in &changes {
        let Some(def) = api.types.get_mut(*at) else { continue };
        if let Some(name) = &change.name
            && is_free(name, &taken, "type", diags)
        {
            taken.insert(name.value.clone());
            renamed.insert(def.name.value.clone(), name.value.clone());
            def.name = name.clone();
        }
    }
    for name in exprs::of_api(api).into_iter().flat_map(exprs::names).chain(known.components.values_mut()) {
        if let Some(new) = renamed.get(name) {
            name.clone_from(new);
        }
    }
    for (at, change) in changes {
        if let Some(def) = api.types.get_mut(at) {
            change_type(def, change, diags);
        }
    }
}

fn change_type(def: &mut TypeDef, change: &TypeChange, diags: &mut Diagnostics) {
    let TypeChange { doc, deprecated, fields, values, variants, .. } = change.clone();
    set(&mut def.doc, doc);
    def.deprecated = deprecated.unwrap_or(def.deprecated);
    let own = match &mut def.kind {
        TypeKind::Struct(fields) => fields.iter_mut().collect(),
        _ => Vec::new(),
    };
    change_fields(own, fields, "field", diags);
    let mut own: Vec<Part<'_>> = Vec::new();
    if let TypeKind::Enum(all) = &mut def.kind {
        own.extend(all.values.iter_mut().map(|value| Part {
            words: vec![value.wire.value.clone()],
            name: &mut value.name,
            doc: &mut value.doc,
            deprecated: &mut value.deprecated,
        }));
    }
    change_parts(own, values, "value", diags);
    let mut own: Vec<Part<'_>> = Vec::new();
    if let TypeKind::Union(union) = &mut def.kind {
        own.extend(union.variants.iter_mut().map(|variant| {
            let mut words: Vec<String> = variant.tags().iter().map(|tag| tag.value.clone()).collect();
            if let TypeExprKind::Name(name) = &variant.ty.kind {
                words.push(name.clone());
            }
            Part {
                words,
                name: &mut variant.name,
                doc: &mut variant.doc,
                deprecated: &mut variant.deprecated,
            }
        }));
    }
    change_parts(own, variants, "variant", diags);
}

/// A value of an enum or a type of a union, and the words that mean it.
struct Part<'a> {
    words: Vec<String>,
    name: &'a mut Option<Spanned<String>>,
    doc: &'a mut Option<Spanned<String>>,
    deprecated: &'a mut bool,
}

fn change_parts(mut parts: Vec<Part<'_>>, changes: Vec<PartChange>, what: &str, diags: &mut Diagnostics) {
    for PartChange { key, name, doc, deprecated } in changes {
        let Some(part) = parts.iter_mut().find(|part| part.words.contains(&key.value)) else {
            let words = parts.iter().flat_map(|part| &part.words).map(String::as_str);
            diags.push(unknown(&key, what, words));
            continue;
        };
        set(part.name, name);
        set(part.doc, doc);
        *part.deprecated = deprecated.unwrap_or(*part.deprecated);
    }
}

fn change_fields(
    mut fields: Vec<&mut Field>,
    changes: Vec<FieldChange>,
    what: &str,
    diags: &mut Diagnostics,
) {
    for change in changes {
        let key = change.key.as_str();
        let Some(field) = fields.iter_mut().find(|field| field.wire == key || field.key == key) else {
            let names = fields.iter().map(|field| field.wire.as_str());
            diags.push(unknown(&change.key, what, names));
            continue;
        };
        if let Some((ty, optional)) = change.ty {
            field.ty = ty;
            field.optional |= optional;
        }
        field.aliases.extend(change.aliases);
        set(&mut field.name, change.name);
        set(&mut field.when, change.when);
        set(&mut field.spelling, change.spelling);
        set(&mut field.doc, change.doc);
        set(&mut field.default, change.default);
        set(&mut field.example, change.example);
        field.secret = change.secret.unwrap_or(field.secret);
        field.deprecated = change.deprecated.unwrap_or(field.deprecated);
    }
}
