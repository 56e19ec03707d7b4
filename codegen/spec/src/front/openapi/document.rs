//! The files of a document, the places in them, and references from one to another.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::ast::Sample;
use crate::front::extensions::{API, ENDPOINT, TYPE};
use crate::front::hashes::{self, Part};
use crate::front::sample;
use crate::source::node::{Cursor, Document, NodeId, Scalar, Style};
use crate::source::{Span, Spanned};

/// A place in the files, for tables.
pub(in crate::front) type Key = (usize, NodeId);

/// The main file, and those that references lead to.
pub(in crate::front) struct Documents {
    /// The name of each, relative to the directory of the main one, which is the first.
    files: Vec<(String, Document)>,
    /// The native parts that are written as text.
    native: BTreeMap<Key, Document>,
    /// References that were followed.
    known: RefCell<BTreeMap<(usize, String), Option<Key>>>,
}

/// A place in the files.
#[derive(Debug, Clone, Copy)]
pub(super) struct At<'a> {
    pub(super) file: usize,
    pub(super) node: Cursor<'a>,
}

impl Documents {
    /// `name` is the last component of the path of the main file.
    pub(in crate::front) fn new(name: &str, main: Document) -> Self {
        Self { files: vec![(name.to_owned(), main)], native: BTreeMap::new(), known: RefCell::default() }
    }

    /// Adds a file by its name, relative to the directory of the main one.
    pub(in crate::front) fn add(&mut self, name: String, document: Document) {
        self.files.push((name, document));
    }

    /// The files that the references of the last one lead to, each with the place of the first such reference.
    pub(in crate::front) fn wanted(&self) -> Vec<Spanned<String>> {
        let mut wanted: Vec<Spanned<String>> = Vec::new();
        let Some((own, document)) = self.files.last() else { return wanted };
        for value in document.values_of("$ref").filter_map(Cursor::scalar) {
            let Some(name) = file_of(own, value.text) else { continue };
            let is_known = self.files.iter().any(|(known, _)| *known == name);
            if !is_known && wanted.iter().all(|other| other.value != name) {
                wanted.push(Spanned::new(name, value.span));
            }
        }
        wanted
    }

    /// The parts of the main file that an extension replaces and that were changed since the export.
    pub(super) fn changed(&self) -> Vec<Part> {
        self.files.first().map(|(_, document)| hashes::changed(document)).unwrap_or_default()
    }

    /// The native parts of the main file that are written as text, with their keys.
    pub(in crate::front) fn native_texts(&self) -> Vec<(&'static str, Key, String)> {
        let mut texts = Vec::new();
        for (_, document) in self.files.iter().take(1) {
            for key in [API, ENDPOINT, TYPE] {
                let values = document.values_of(key).filter_map(|at| Some((at.id(), at.scalar()?)));
                texts.extend(values.map(|(id, scalar)| (key, (0, id), scalar.text.to_owned())));
            }
        }
        texts
    }

    /// Adds what a native part says that is written as text.
    pub(in crate::front) fn add_native(&mut self, at: Key, document: Document) {
        self.native.insert(at, document);
    }

    /// A native part, which can be written as text.
    pub(super) fn native<'a>(&'a self, at: At<'a>) -> Option<Cursor<'a>> {
        match self.native.get(&at.key()) {
            Some(document) => document.root(),
            None => at.node.scalar().is_none().then_some(at.node),
        }
    }

    /// The root of the main file.
    pub(super) fn root(&self) -> Option<At<'_>> {
        self.files.first().and_then(|(_, document)| Some(At { file: 0, node: document.root()? }))
    }

    /// The place that a reference in a file leads to, by the rules of URI references and JSON Pointer (RFC 6901).
    pub(super) fn find(&self, file: usize, reference: &str) -> Option<At<'_>> {
        let asked = (file, reference.to_owned());
        let found = self.known.borrow().get(&asked).copied();
        let key = found.unwrap_or_else(|| {
            let key = self.search(file, reference, 0).map(At::key);
            self.known.borrow_mut().insert(asked, key);
            key
        });
        let (file, id) = key?;
        Some(At { file, node: self.files.get(file)?.1.at(id) })
    }

    /// Whether a reference in a file, which is a relative path, leads out of the directory of the main file.
    pub(super) fn leads_outside(&self, file: usize, reference: &str) -> bool {
        let is_path = !reference.starts_with('#') && !reference.is_empty();
        is_path && self.files.get(file).is_some_and(|(own, _)| file_of(own, reference).is_none())
    }

    /// A pointer goes through references on its way: `#/components/schemas/Pet` where `schemas` is in another file.
    fn search(&self, file: usize, reference: &str, depth: usize) -> Option<At<'_>> {
        const DEEPEST: usize = 8;
        let pointer = reference.split_once('#').map_or("", |(_, pointer)| pointer);
        let file = match file_of(&self.files.get(file)?.0, reference) {
            Some(name) => self.files.iter().position(|(known, _)| *known == name)?,
            None if reference.starts_with('#') => file,
            None => return None,
        };
        let mut at = At { file, node: self.files.get(file)?.1.root()? };
        for token in pointer.split('/').skip(1) {
            let token = percent_decoded(token).replace("~1", "/").replace("~0", "~");
            at = match at.step(&token) {
                Some(next) => next,
                None => {
                    let through = at.text("$ref").filter(|_| depth < DEEPEST)?;
                    self.search(at.file, through, depth + 1)?.step(&token)?
                }
            };
        }
        Some(at)
    }

    /// The value of a key, or what it refers to.
    pub(super) fn follow<'a>(&'a self, at: At<'a>, key: &str) -> Option<At<'a>> {
        let value = at.get(key)?;
        Some(value.text("$ref").and_then(|text| self.find(value.file, text)).unwrap_or(value))
    }
}

/// The file that a reference leads to; `None` for one within its own file, and for one that leads elsewhere.
fn file_of(own: &str, reference: &str) -> Option<String> {
    let path = percent_decoded(reference.split('#').next().unwrap_or_default());
    if path.is_empty() || path.starts_with('/') || path.contains(':') || path.contains('\\') {
        return None;
    }
    let mut parts: Vec<&str> = own.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// A name for the target of a reference: the names on the way there without keywords, or the file's name.
pub(super) fn name_of(reference: &str) -> String {
    const KEYWORDS: &[&str] = &[
        "components",
        "schemas",
        "paths",
        "content",
        "schema",
        "properties",
        "items",
        "allOf",
        "oneOf",
        "anyOf",
        "responses",
        "definitions",
        "$defs",
    ];
    let (file, pointer) = reference.split_once('#').unwrap_or((reference, ""));
    let steps = pointer.split('/').filter(|step| !KEYWORDS.contains(step) && !step.is_empty());
    let steps: Vec<String> =
        steps.map(|step| percent_decoded(step).replace("~1", "/").replace("~0", "~")).collect();
    if steps.is_empty() {
        let last = file.rsplit('/').next().unwrap_or_default();
        return percent_decoded(last.split('.').next().unwrap_or_default());
    }
    steps.join(" ")
}

/// A text without percent-encoding (RFC 3986 section 2.1); invalid sequences stay as they are.
pub(super) fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = after.get(..2).filter(|_| *first == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

impl<'a> At<'a> {
    pub(super) fn key(self) -> Key {
        (self.file, self.node.id())
    }

    pub(super) fn span(self) -> Span {
        self.node.span()
    }

    /// The value of a key, or the item with an index.
    fn step(self, token: &str) -> Option<Self> {
        let by_index = || token.parse().ok().and_then(|index| self.node.items().nth(index));
        self.node.get(token).or_else(by_index).map(|node| Self { node, ..self })
    }

    /// The value of a key; `null` counts as absent.
    pub(super) fn get(self, key: &str) -> Option<Self> {
        let node = self.node.get(key).filter(|node| !node.scalar().is_some_and(|scalar| scalar.is_null()))?;
        Some(Self { node, ..self })
    }

    pub(super) fn has(self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// The keys and values of a map.
    pub(super) fn entries(self) -> impl Iterator<Item = (Scalar<'a>, Self)> {
        self.node.entries().map(move |(key, node)| (key, Self { node, ..self }))
    }

    /// The items of a list.
    pub(super) fn items(self) -> impl Iterator<Item = Self> {
        self.node.items().map(move |node| Self { node, ..self })
    }

    pub(super) fn scalar(self) -> Option<Scalar<'a>> {
        self.node.scalar()
    }

    /// The text of a scalar under a key.
    pub(super) fn text(self, key: &str) -> Option<&'a str> {
        self.get(key).and_then(Self::scalar).map(|scalar| scalar.text)
    }

    /// The text of a scalar under a key with its place, if it says something.
    pub(super) fn spanned(self, key: &str) -> Option<Spanned<String>> {
        let scalar = self.get(key).and_then(Self::scalar)?;
        let text = scalar.text.trim();
        (!text.is_empty()).then(|| Spanned::new(text.to_owned(), scalar.span))
    }

    /// Whether the value of a key is `true`.
    pub(super) fn flag(self, key: &str) -> bool {
        self.text(key).is_some_and(|text| matches!(text, "true" | "True" | "TRUE"))
    }

    /// The value as a sample.
    pub(super) fn sample(self) -> Sample {
        sample::read(self.node)
    }

    /// The value as an example of JSON, which some documents write as text.
    pub(super) fn json_sample(self) -> Sample {
        self.scalar().and_then(sample::of_text).unwrap_or_else(|| self.sample())
    }

    /// The value as JSON has it.
    pub(super) fn literal(self) -> Option<Literal> {
        let scalar = self.scalar()?;
        let text = scalar.text.to_owned();
        let kind = match (scalar.style, scalar.text) {
            (Style::Plain, _) if scalar.is_null() => LiteralKind::Null,
            (Style::Plain, "true" | "True" | "TRUE" | "false" | "False" | "FALSE") => LiteralKind::Flag,
            (Style::Plain, text) if text.parse::<i128>().is_ok() => LiteralKind::Integer,
            (Style::Plain, text) if text.parse::<f64>().is_ok_and(f64::is_finite) => LiteralKind::Number,
            _ => LiteralKind::Text,
        };
        let text = if kind == LiteralKind::Flag { text.to_ascii_lowercase() } else { text };
        Some(Literal { text, kind, span: scalar.span })
    }
}

/// A scalar as JSON has it.
#[derive(Debug, Clone)]
pub(super) struct Literal {
    pub(super) text: String,
    pub(super) kind: LiteralKind,
    pub(super) span: Span,
}

/// The kinds of scalars.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LiteralKind {
    Null,
    Flag,
    Integer,
    Number,
    Text,
}

#[cfg(test)]
mod tests {
    use super::{file_of, name_of, percent_decoded};

    #[test]
    fn references_lead_to_files_inside_of_the_directory() {
        for (own, reference, expected) in [
            ("api.yaml", "types.yaml#/Pet", Some("types.yaml")),
            ("a/api.yaml", "../types.yaml", Some("types.yaml")),
            ("a/api.yaml", "./b/./c%20d.yaml#/x", Some("a/b/c d.yaml")),
            ("api.yaml", "../types.yaml", None),
            ("api.yaml", "#/components/schemas/Pet", None),
            ("api.yaml", "https://example.com/types.yaml", None),
            ("api.yaml", "/etc/types.yaml", None),
        ] {
            assert_eq!(file_of(own, reference).as_deref(), expected, "{reference}");
        }
    }

    #[test]
    fn targets_have_names() {
        for (reference, name) in [
            ("types.yaml#/schemas/Pet", "Pet"),
            ("models/big%20pet.schema.json", "big pet"),
            ("#/components/schemas/Pet/properties/owner", "Pet owner"),
            (
                "#/paths/~1pets~1%7Bid%7D/get/responses/200/content/application~1json/schema",
                "/pets/{id} get 200 application/json",
            ),
        ] {
            assert_eq!(name_of(reference), name, "{reference}");
        }
    }

    #[test]
    fn broken_percent_signs_stay() {
        assert_eq!(percent_decoded("%7Bid%7D%2"), "{id}%2");
        assert_eq!(percent_decoded("100%"), "100%");
        assert_eq!(percent_decoded("%FF"), "%FF");
    }
}
