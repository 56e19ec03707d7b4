//! The native format: YAML as `spec/format.md` describes it → [`crate::ast`]. Shape is checked here, meaning later.

mod advice;
mod bodies;
mod credentials;
mod endpoints;
mod enums;
mod envelope;
mod errors;
mod fields;
#[cfg(feature = "edit")]
pub mod fmt;
pub mod guesses;
mod idempotency;
pub mod keys;
pub mod notation;
mod other_servers;
mod overlay;
mod pages;
mod params;
mod preflight;
#[cfg(feature = "edit")]
pub mod print;
mod read;
mod servers;
pub mod shapes;
mod statuses;
mod ty;
mod types;
mod unions;
mod wide;

use crate::ast::{Api, Endpoint, NamedEnvelope, Parts, Sample, TypeDef, TypeExpr};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::front::sample;
use crate::source::Spanned;
use crate::source::node::{Cursor, Document, Scalar, Shape};
use read::{Object, mapping, one_or_many, text, wrong_shape};
pub use shapes::FORMAT;

/// Reads a document; `None` if it is not a map. `source` is the text it was read from.
pub fn read(document: &Document, source: &str, diags: &mut Diagnostics) -> Option<Api> {
    read_at(document.root()?, source, diags)
}

/// Reads a spec that is a part of a document.
pub(in crate::front) fn read_at(root: Cursor<'_>, source: &str, diags: &mut Diagnostics) -> Option<Api> {
    wide::check(root, keys::API, source, diags);
    let object = Object::read(root, keys::API, diags)?;
    if let Some(version) = object.need("stubwright", diags) {
        check_format(version, diags);
    }
    let name = object.need("api", diags).and_then(|name| text(name, diags));
    let Parts { envelopes, errors, tables, endpoints, types } = parts(&object, source, diags);
    let api = Api {
        derived: false,
        partial: false,
        name: name.unwrap_or_else(|| Spanned::new(String::new(), object.span.at_start())),
        title: object.text("title", diags),
        version: object.text("version", diags),
        doc: object.text("doc", diags),
        allow: object.allow(object.span, diags),
        servers: object.get("servers").map(|at| servers::read(at, diags)).unwrap_or_default(),
        other_servers: object
            .get("other_servers")
            .map(|at| other_servers::read(at, diags))
            .unwrap_or_default(),
        timezone: object.get("timezone").and_then(|at| timezone(at, diags)),
        envelope: object.get("envelope").and_then(|at| envelope::read(at, diags)),
        common: object.get("common").map(|at| credentials::common(at, diags)).unwrap_or_default(),
        auth: object.get("auth").map(|at| credentials::auth(at, diags)).unwrap_or_default(),
        include: object.get("include").map(|at| include(at, diags)).unwrap_or_default(),
        envelopes,
        failures: object
            .get("failures")
            .map(|at| statuses::read(at, "`failures`", diags))
            .unwrap_or_default(),
        errors,
        tables,
        endpoints,
        types,
    };
    Some(api)
}

/// Reads `endpoints:` where it is a part of a document.
pub(in crate::front) fn endpoints_at(at: Cursor<'_>, diags: &mut Diagnostics) -> Vec<Endpoint> {
    endpoints::read(at, diags)
}

/// Reads `types:` where it is a part of a document.
pub(in crate::front) fn types_at(at: Cursor<'_>, diags: &mut Diagnostics) -> Vec<TypeDef> {
    types::read(at, diags)
}

/// Reads a type in the notation of the format.
pub(in crate::front) fn type_at(at: Cursor<'_>, diags: &mut Diagnostics) -> TypeExpr {
    ty::read(at, diags).ty
}

/// Reads a file that another one includes; nothing in it is required.
pub fn read_included(document: &Document, source: &str, diags: &mut Diagnostics) -> Parts {
    let object = document.root().and_then(|root| {
        wide::check(root, keys::INCLUDED, source, diags);
        Object::read(root, keys::INCLUDED, diags)
    });
    object.map(|object| parts(&object, source, diags)).unwrap_or_default()
}

pub use overlay::read as read_overlay;

/// Reads a file that holds one sample.
#[must_use]
pub fn read_sample(document: &Document) -> Option<Sample> {
    document.root().map(sample::read)
}

fn parts(object: &Object<'_>, source: &str, diags: &mut Diagnostics) -> Parts {
    Parts {
        envelopes: object.get("envelopes").map(|at| envelopes(at, diags)).unwrap_or_default(),
        errors: object.get("errors").map(|at| errors::read(at, source, diags)).unwrap_or_default(),
        tables: object.get("tables").map(|at| errors::tables(at, source, diags)).unwrap_or_default(),
        endpoints: object.get("endpoints").map(|at| endpoints::read(at, diags)).unwrap_or_default(),
        types: object.get("types").map(|at| types::read(at, diags)).unwrap_or_default(),
    }
}

fn envelopes(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Vec<NamedEnvelope> {
    let entries = mapping(cursor, "`envelopes`", diags).unwrap_or_default();
    let envelope = |(name, value): (Scalar<'_>, Cursor<'_>)| {
        let envelope = envelope::read(value, diags)?;
        Some(NamedEnvelope { name: Spanned::new(name.text.to_owned(), name.span), envelope })
    };
    entries.into_iter().filter_map(envelope).collect()
}

/// The list of `include:`; the names are resolved where files are read.
fn include(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Vec<Spanned<String>> {
    match cursor.shape() {
        Shape::Sequence(_) => one_or_many(cursor).into_iter().filter_map(|name| text(name, diags)).collect(),
        other => {
            let found = wrong_shape(cursor, "a list of files", &other);
            diags.push(found.help("write it in brackets: `[types.yaml, errors.yaml]`"));
            Vec::new()
        }
    }
}

fn check_format(cursor: Cursor<'_>, diags: &mut Diagnostics) {
    let Some(found) = text(cursor, diags) else { return };
    if found.value != FORMAT {
        diags.push(
            Diagnostic::new(
                Code::UnknownFormat,
                found.span,
                format!("unknown format version `{}`", found.value),
            )
            .help(format!("this stubwright reads version {FORMAT}; update stubwright if the spec is newer")),
        );
    }
}

/// An offset as in RFC 3339 section 5.6: `+08:00`, `-03:30`, `Z`.
fn timezone(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Option<Spanned<String>> {
    let found = text(cursor, diags)?;
    let is_offset = match found.value.as_bytes() {
        b"Z" => true,
        [b'+' | b'-', h1, h2, b':', m1, m2] => {
            let digits = [h1, h2, m1, m2].iter().all(|byte| byte.is_ascii_digit());
            digits && (*h1, *h2) <= (b'2', b'3') && *m1 <= b'5'
        }
        _ => false,
    };
    if !is_offset {
        diags.push(
            Diagnostic::new(Code::WrongShape, found.span, format!("`{}` is not a UTC offset", found.value))
                .help("write it as `\"+08:00\"`, in quotes"),
        );
    }
    is_offset.then_some(found)
}
