//! Hashes of the parts of a document that an extension replaces, by which a change of such a part is found.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::extensions::{API, ENDPOINT, GENERATED, HASHES, TYPE};
use crate::hash::fnv1a;
use crate::source::Span;
use crate::source::node::{Cursor, Document, Shape, Style};

/// The parts at the top that `x-stubwright-api` replaces, in addition to the security schemes.
const TOP: &[&str] = &["info", "servers", "security"];

/// A part of a document that is not read, because an extension replaces it.
pub(crate) struct Part {
    /// The way to it (RFC 6901).
    pub(crate) pointer: String,
    /// The extension.
    pub(crate) extension: &'static str,
    pub(crate) span: Span,
    pub(crate) hash: String,
}

/// The parts that extensions replace.
pub(crate) fn parts(document: &Document) -> Vec<Part> {
    let mut parts = Vec::new();
    let Some(root) = document.root() else { return parts };
    let mut add = |pointer: String, extension: &'static str, at: Cursor<'_>| {
        parts.push(Part { pointer, extension, span: at.span(), hash: hash(at) });
    };
    if root.get(API).is_some() {
        for key in TOP {
            if let Some(at) = root.get(key) {
                add(format!("/{key}"), API, at);
            }
        }
        if let Some(at) = root.get("components").and_then(|at| at.get("securitySchemes")) {
            add(String::from("/components/securitySchemes"), API, at);
        }
    }
    for section in ["paths", "components"] {
        for (outer, inner) in root.get(section).into_iter().flat_map(Cursor::entries) {
            for (key, at) in inner.entries() {
                let extension = [ENDPOINT, TYPE, GENERATED].into_iter().find(|name| at.get(name).is_some());
                if let Some(extension) = extension {
                    add(format!("/{section}/{}/{}", token(outer.text), token(key.text)), extension, at);
                }
            }
        }
    }
    parts
}

/// The parts that differ from what they were when the hashes in the document were made; none if it has no hashes.
pub(crate) fn changed(document: &Document) -> Vec<Part> {
    let Some(hashes) = document.root().and_then(|root| root.get(HASHES)) else { return Vec::new() };
    let mut known: BTreeMap<&str, &str> = BTreeMap::new();
    for (pointer, hash) in hashes.entries() {
        known.insert(pointer.text, hash.scalar().map_or("", |hash| hash.text));
    }
    let mut changed = parts(document);
    changed.retain(|part| known.get(part.pointer.as_str()) != Some(&part.hash.as_str()));
    changed
}

/// A key in a pointer.
fn token(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// The hash of a value without its native parts: the same in JSON and YAML, in any order of keys.
fn hash(at: Cursor<'_>) -> String {
    let mut text = String::new();
    write(at, &mut text, 0);
    format!("{:016x}", fnv1a(text.as_bytes()))
}

fn write(at: Cursor<'_>, out: &mut String, depth: usize) {
    /// An alias can lead to what is around it.
    const DEEPEST: usize = 128;
    if depth > DEEPEST {
        return;
    }
    match at.shape() {
        Shape::Scalar(scalar) => {
            let is_text = scalar.style != Style::Plain || !is_word(scalar.text);
            // Writing to a text does not fail.
            let _ = if is_text { write!(out, "{:?}", scalar.text) } else { write!(out, "{}", scalar.text) };
        }
        Shape::Sequence(items) => {
            out.push('[');
            for item in items {
                write(item, out, depth + 1);
                out.push(',');
            }
            out.push(']');
        }
        Shape::Mapping(_) => {
            let mut entries: Vec<_> =
                at.entries().filter(|(key, _)| !key.text.starts_with("x-stubwright-")).collect();
            entries.sort_by(|(one, _), (other, _)| one.text.cmp(other.text));
            out.push('{');
            for (key, value) in entries {
                let _ = write!(out, "{:?}:", key.text);
                write(value, out, depth + 1);
                out.push(',');
            }
            out.push('}');
        }
    }
}

/// Whether a scalar without quotes is something else than a text.
fn is_word(text: &str) -> bool {
    matches!(text, "true" | "false" | "null" | "~" | "") || text.parse::<f64>().is_ok_and(f64::is_finite)
}
