//! An overlay: sections of a spec, and changes of endpoints and types that another file has.

use super::read::{Object, boolean, mapping, one_or_many, text};
use super::{
    credentials, endpoints, envelope, envelopes, errors, fields, idempotency, keys, other_servers, pages,
    servers, statuses, timezone, ty, wide,
};
use crate::ast::{EndpointChange, FieldChange, Overlay, PartChange, Redirect, TypeChange};
use crate::diag::Diagnostics;
use crate::front::sample;
use crate::source::Spanned;
use crate::source::node::{Cursor, Document, Scalar};

/// Reads an overlay; nothing in it is required. `source` is the text it was read from.
pub fn read(document: &Document, source: &str, diags: &mut Diagnostics) -> Overlay {
    let object = document.root().and_then(|root| {
        wide::check(root, keys::OVERLAY, source, diags);
        Object::read(root, keys::OVERLAY, diags)
    });
    let Some(object) = object else { return Overlay::default() };
    Overlay {
        timezone: object.get("timezone").and_then(|at| timezone(at, diags)),
        servers: object.get("servers").map(|at| servers::read(at, diags)).unwrap_or_default(),
        other_servers: object
            .get("other_servers")
            .map(|at| other_servers::read(at, diags))
            .unwrap_or_default(),
        envelope: object.get("envelope").and_then(|at| envelope::read(at, diags)),
        envelopes: object.get("envelopes").map(|at| envelopes(at, diags)).unwrap_or_default(),
        failures: failures(&object, diags),
        common: object.get("common").map(|at| credentials::common(at, diags)).unwrap_or_default(),
        auth: object.get("auth").map(|at| credentials::auth(at, diags)).unwrap_or_default(),
        errors: object.get("errors").map(|at| errors::read(at, source, diags)).unwrap_or_default(),
        tables: object.get("tables").map(|at| errors::tables(at, source, diags)).unwrap_or_default(),
        endpoints: entries(&object, "endpoints", endpoint, diags),
        types: entries(&object, "types", type_change, diags),
    }
}

/// The entries of a map, each read by `one`.
fn entries<T>(
    object: &Object<'_>,
    name: &str,
    one: fn(Spanned<String>, Cursor<'_>, &mut Diagnostics) -> Option<T>,
    diags: &mut Diagnostics,
) -> Vec<T> {
    let Some(map) = object.get(name) else { return Vec::new() };
    let all = mapping(map, &format!("`{name}`"), diags).unwrap_or_default();
    let key = |key: Scalar<'_>| Spanned::new(key.text.to_owned(), key.span);
    all.into_iter().filter_map(|(name, value)| one(key(name), value, diags)).collect()
}

fn failures(object: &Object<'_>, diags: &mut Diagnostics) -> Vec<crate::ast::ByStatus> {
    object.get("failures").map(|at| statuses::read(at, "`failures`", diags)).unwrap_or_default()
}

fn flag(object: &Object<'_>, name: &str, diags: &mut Diagnostics) -> Option<bool> {
    object.get(name).and_then(|value| boolean(value, diags))
}

fn endpoint(key: Spanned<String>, value: Cursor<'_>, diags: &mut Diagnostics) -> Option<EndpointChange> {
    let object = Object::read(value, keys::ENDPOINT_CHANGE, diags)?;
    Some(EndpointChange {
        key,
        name: object.text("name", diags),
        doc: object.text("doc", diags),
        params: entries(&object, "params", field, diags),
        failures: failures(&object, diags),
        idempotent: object.get("idempotent").and_then(|at| idempotency::read(at, diags)),
        pages: object.get("pages").and_then(|at| pages::read(at, diags)),
        errors: object.get("errors").map(|at| endpoints::answers(at, diags)),
        envelope: object.text("envelope", diags),
        credentials: object.get("auth").map(|at| credentials::of_endpoint(at, diags)),
        server: object.text("server", diags),
        redirect: super::params::spanned_word(&object, "redirect", Redirect::WORDS, diags),
        tag: object.text("tag", diags),
        examples: object.get("example").map(|at| endpoints::examples(at, diags)).unwrap_or_default(),
        deprecated: flag(&object, "deprecated", diags),
    })
}

fn type_change(key: Spanned<String>, value: Cursor<'_>, diags: &mut Diagnostics) -> Option<TypeChange> {
    let object = Object::read(value, keys::TYPE_CHANGE, diags)?;
    Some(TypeChange {
        key,
        name: object.text("name", diags),
        doc: object.text("doc", diags),
        deprecated: flag(&object, "deprecated", diags),
        fields: entries(&object, "fields", field, diags),
        values: entries(&object, "values", part, diags),
        variants: entries(&object, "variants", part, diags),
    })
}

fn field(key: Spanned<String>, value: Cursor<'_>, diags: &mut Diagnostics) -> Option<FieldChange> {
    let object = Object::read(value, keys::FIELD_CHANGE, diags)?;
    let ty = object.get("type").map(|at| ty::read(at, diags));
    let aliases = object.get("alias").map(one_or_many).unwrap_or_default();
    Some(FieldChange {
        key,
        ty: ty.map(|notation| (notation.ty, notation.optional)),
        aliases: aliases.into_iter().filter_map(|item| text(item, diags)).collect(),
        name: object.text("name", diags),
        when: fields::direction(&object, diags),
        spelling: fields::spelling(&object, diags),
        doc: object.text("doc", diags),
        default: object.get("default").map(sample::read),
        example: object.get("example").map(sample::read),
        secret: flag(&object, "secret", diags),
        deprecated: flag(&object, "deprecated", diags),
    })
}

fn part(key: Spanned<String>, value: Cursor<'_>, diags: &mut Diagnostics) -> Option<PartChange> {
    let object = Object::read(value, keys::PART_CHANGE, diags)?;
    Some(PartChange {
        key,
        name: object.text("name", diags),
        doc: object.text("doc", diags),
        deprecated: flag(&object, "deprecated", diags),
    })
}
