//! The canonical form of a spec: the keys of the format in the order of the reference, two spaces for each level, at most
//! one empty line, and one line for whatever is written in brackets and fits.
//!
//! The author's choices stay: the notation of a map or list, the spelling of scalars, anchors and aliases, and
//! comments, each with its subject. The text is written by the same writer as drafts.

mod arranged;
mod comments;
mod order;
mod placed;
mod scalar;
mod tree;

use self::tree::Tree;
use super::print::{LINE, Writer};
use super::{read, read_included, read_overlay};
use crate::Reading;
use crate::ast::{Api, Overlay, Parts};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::front::is_openapi;
use crate::source::node::{Document, Shape};
use crate::source::{FileId, SourceMap, load};

/// The canonical text of a file; `None` if it can't be read. The findings say why, and what else is wrong with its shape.
///
/// `name` is the name of the file in findings. A JSON file, and a file that isn't a map with entries, stay as they are.
///
/// # Examples
///
/// ```
/// use stubwright_spec::front::native::fmt;
///
/// let text = "api: inventory   # of parts\nstubwright:   1\n";
/// let (_, formatted) = fmt::format("inventory.yaml", text.as_bytes());
/// assert_eq!(formatted.as_deref(), Some("stubwright: 1\napi: inventory # of parts\n"));
/// ```
#[must_use]
pub fn format(name: &str, bytes: &[u8]) -> (Reading, Option<String>) {
    let mut reading = Reading { inputs: vec![name.to_owned()], ..Reading::default() };
    let formatted = formatted(name, bytes, &mut reading);
    (reading, formatted)
}

fn formatted(name: &str, bytes: &[u8], reading: &mut Reading) -> Option<String> {
    let (file, document) = load(&mut reading.sources, name, bytes, &mut reading.diagnostics)?;
    if reading.diagnostics.has_errors() {
        return None;
    }
    if is_openapi(&document) {
        let message = format!("`{name}` is a document of OpenAPI, which has no canonical form");
        let found = Diagnostic::without_place(Code::NotFormatted, message);
        reading
            .diagnostics
            .push(found.help("format specs and overlays, and leave the document as its vendor has it"));
        return None;
    }
    let text = reading.sources.get(file)?.text();
    let is_json = name.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case("json"));
    let has_entries = document
        .root()
        .is_some_and(|root| matches!(root.shape(), Shape::Mapping(members) if !members.is_empty()));
    if is_json || !has_entries {
        return Some(text.to_owned());
    }
    let entries = Tree::of(text, &document).entries();
    let sources = SourceMap::default();
    let mut writer = Writer::new(&sources, &[]);
    if let Some(anchor) = document.root().and_then(|root| root.anchor()) {
        writer.line(0, text.get(anchor.range()).unwrap_or_default(), &[], None);
    }
    entries.iter().for_each(|entry| entry.write(0, LINE, &mut writer));
    let formatted = writer.finish().0;
    if !means_the_same(name, (text, &document), &formatted) {
        let found =
            Diagnostic::bug(crate::source::Span::new(file, 0, 0), "the formatted text means something else");
        reading.diagnostics.push(found);
        return None;
    }
    let ends = if text.contains("\r\n") { formatted.replace('\n', "\r\n") } else { formatted };
    Some(ends)
}

/// The contents of a file, whichever kind of file it is.
fn said(document: &Document, text: &str) -> (Option<Api>, Parts, Overlay) {
    let mut diags = Diagnostics::default();
    let (api, parts) = (read(document, text, &mut diags), read_included(document, text, &mut diags));
    (api, parts, read_overlay(document, text, &mut diags))
}

/// Whether the formatted text is read as the same spec.
fn means_the_same(name: &str, (text, document): (&str, &Document), formatted: &str) -> bool {
    let (mut sources, mut diags) = (SourceMap::default(), Diagnostics::default());
    let loaded: Option<(FileId, Document)> = load(&mut sources, name, formatted.as_bytes(), &mut diags);
    loaded.is_some_and(|(_, after)| !diags.has_errors() && said(document, text) == said(&after, formatted))
}
