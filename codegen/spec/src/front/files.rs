//! The main file of a spec, those it includes and its overlay → one [`crate::ast`].

use std::collections::BTreeMap;

use super::groups::divide;
use super::known::Known;
use super::openapi::{self, Documents};
use super::select::{declared, select};
use super::{is_openapi, native, overlay};
use crate::ast::{self, Api, Part, Sample, SampleFile, join};
use crate::choices::{self, Choices, Groups, Missing};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::reading::{Extent, Format, Reading};
use crate::source::node::Document;
use crate::source::{self, SourceFile, SourceMap, Span, Spanned};
use crate::validate;

/// Gives the bytes of a file by the name that `include:` has for it: relative to the main file, with `/`, and without
/// `.` and `..`. A loader that reads from a disk refuses what leads out of the main file's directory.
pub type Loader<'a> = dyn FnMut(&str) -> Result<Vec<u8>, String> + 'a;

/// Reads the main file and those it includes, with the overlay; `None` if one of them is not complete. Declarations
/// that are left out are not in the result.
pub fn read(
    name: &str,
    bytes: &[u8],
    load: &mut Loader<'_>,
    choices: &Choices,
    outcome: &mut Reading,
) -> Option<Api> {
    outcome.inputs.push(name.to_owned());
    let main = document(name, bytes, outcome)?;
    let (mut api, mut known) = if is_openapi(&main) {
        outcome.format = Format::OpenApi;
        openapi(name, main, load, (choices, outcome))?
    } else {
        (native(name, &main, load, outcome)?, Known::default())
    };
    let mut misfits = Diagnostics::default();
    if let Some(overlay) = &choices.overlay {
        let overlay = self::overlay(overlay, outcome)?;
        overlay::join(&mut api, overlay, &mut known, &mut misfits);
    }
    if let Some(name) = &choices.name {
        api.name.value.clone_from(name);
    }
    if choices.groups == Groups::Dividing && outcome.format == Format::OpenApi {
        divide(&mut api);
    }
    samples(&mut api, &mut Further { main: name, load, outcome });
    let (types, unused) = known.schemas.unwrap_or_else(|| declared(&mut api));
    outcome.extent = Extent { operations: api.endpoints.len(), types, unused };
    select(&mut api, &known, &choices.selection, &mut misfits);
    if choices.missing == Missing::Refused {
        outcome.diagnostics.append(misfits);
    }
    Some(api)
}

/// Reads a spec of the native format and the files that it includes.
fn native(name: &str, main: &Document, load: &mut Loader<'_>, outcome: &mut Reading) -> Option<Api> {
    let mut api = native::read(main, text_of(&outcome.sources, main), &mut outcome.diagnostics)?;
    let mut whole = true;
    let mut further_parts = Vec::new();
    let mut further = Further { main: name, load, outcome };
    for file in checked(api.include.clone(), name, &mut further.outcome.diagnostics) {
        match further.document(&file, Code::CannotInclude) {
            Some(document) => {
                let outcome = &mut *further.outcome;
                let text = text_of(&outcome.sources, &document);
                let parts = native::read_included(&document, text, &mut outcome.diagnostics);
                further_parts.push(parts);
            }
            None => whole = false,
        }
    }
    join(&mut api, further_parts, &mut further.outcome.diagnostics);
    whole.then_some(api)
}

/// Whether the main file is a document of OpenAPI; `None` if it cannot be read.
#[must_use]
pub fn holds_openapi(name: &str, bytes: &[u8]) -> Option<bool> {
    let document = document(name, bytes, &mut Reading::default())?;
    Some(is_openapi(&document))
}

/// Reads a document of OpenAPI and the files that its references lead to.
fn openapi(
    name: &str,
    main: Document,
    load: &mut Loader<'_>,
    (choices, outcome): (&Choices, &mut Reading),
) -> Option<(Api, Known)> {
    outcome.diagnostics.protect(main.file());
    let mut documents = Documents::new(name.rsplit(['/', '\\']).next().unwrap_or(name), main);
    let mut further = Further { main: name, load, outcome };
    let mut wanted = documents.wanted();
    while let Some(file) = wanted.pop() {
        // References to a missing file get a placeholder.
        if let Some(document) = further.document(&file, Code::BrokenReference) {
            further.outcome.diagnostics.protect(document.file());
            documents.add(file.value, document);
            wanted.extend(documents.wanted());
        } else {
            documents.add(file.value, Document::empty(file.span.file));
        }
    }
    for (key, at, text) in documents.native_texts() {
        if let Some(document) = document(&format!("{name}#{key}"), text.as_bytes(), further.outcome) {
            documents.add_native(at, document);
        }
    }
    let Reading { sources, diagnostics, .. } = &mut *further.outcome;
    openapi::read(&documents, sources, choices.selection.types, diagnostics)
}

/// Reads the overlay; its name is an input whether or not it can be read.
fn overlay(overlay: &choices::Overlay, outcome: &mut Reading) -> Option<ast::Overlay> {
    outcome.inputs.push(overlay.name.clone());
    let bytes = match &overlay.bytes {
        Ok(bytes) => bytes,
        Err(finding) => {
            outcome.diagnostics.push((**finding).clone());
            return None;
        }
    };
    let document = document(&overlay.name, bytes, outcome)?;
    outcome.diagnostics.protect(document.file());
    let text = text_of(&outcome.sources, &document);
    Some(native::read_overlay(&document, text, &mut outcome.diagnostics))
}

/// Reads the files that hold samples. One that cannot be read is reported, and the sample is left out.
fn samples(api: &mut Api, further: &mut Further<'_, '_>) {
    let mut known: BTreeMap<String, Option<Sample>> = BTreeMap::new();
    for examples in api.endpoints.iter_mut().map(|endpoint| &mut endpoint.examples) {
        for SampleFile { name, of } in std::mem::take(&mut examples.files) {
            if let Some((message, help)) = refusal(name.as_str(), further.main) {
                further
                    .outcome
                    .diagnostics
                    .push(Diagnostic::new(Code::BadInclude, name.span, message).help(help));
                continue;
            }
            if !known.contains_key(name.as_str()) {
                let sample = further
                    .document(&name, Code::CannotInclude)
                    .and_then(|document| native::read_sample(&document));
                known.insert(name.value.clone(), sample);
            }
            let sample = known.get(name.as_str()).cloned().flatten();
            match of {
                Part::Request => examples.request = sample,
                Part::Response => examples.response = sample,
            }
        }
    }
}

/// The included files.
struct Further<'a, 'l> {
    main: &'a str,
    load: &'a mut Loader<'l>,
    outcome: &'a mut Reading,
}

impl Further<'_, '_> {
    /// One more file; `None` when it cannot be read as a whole. `missing` is the code if there is none.
    fn document(&mut self, file: &Spanned<String>, missing: Code) -> Option<Document> {
        let beside = beside(self.main, file.as_str());
        self.outcome.inputs.push(beside.clone());
        let bytes = match (self.load)(file.as_str()) {
            Ok(bytes) => bytes,
            Err(reason) => {
                let message = format!("cannot read `{beside}`: {reason}");
                let help = "paths are relative to the main file, and nothing outside its directory is read";
                let found = Diagnostic::new(missing, file.span, message).help(help);
                self.outcome.diagnostics.explain(found, file.span);
                return None;
            }
        };
        document(&beside, &bytes, self.outcome)
    }
}

/// One file; `None` when only half of it could be read, since that would only give findings about what is missing.
fn document(name: &str, bytes: &[u8], outcome: &mut Reading) -> Option<Document> {
    let mut diags = Diagnostics::default();
    let loaded = source::load(&mut outcome.sources, name, bytes, &mut diags);
    let is_cut_short = [Code::YamlSyntax, Code::JsonSyntax, Code::TooDeep, Code::AliasBudget]
        .iter()
        .any(|code| diags.has(*code));
    outcome.diagnostics.append(diags);
    let (_, document) = loaded.filter(|_| !is_cut_short)?;
    validate::hidden::texts(&document, &outcome.sources, &mut outcome.diagnostics);
    let file = outcome.sources.get(document.file());
    outcome.guesses.extend(file.into_iter().flat_map(|file| native::guesses::read(&document, file)));
    Some(document)
}

/// The text that a document was read from.
fn text_of<'a>(sources: &'a SourceMap, document: &Document) -> &'a str {
    sources.get(document.file()).map(SourceFile::text).unwrap_or_default()
}

/// The names that can be loaded, each once.
fn checked(names: Vec<Spanned<String>>, main: &str, diags: &mut Diagnostics) -> Vec<Spanned<String>> {
    let main = main.rsplit(['/', '\\']).next().unwrap_or(main);
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    let mut kept = Vec::new();
    for name in names {
        let text = name.as_str();
        if let Some((message, help)) = refusal(text, main) {
            diags.push(Diagnostic::new(Code::BadInclude, name.span, message).help(help));
        } else if let Some(first) = seen.get(text) {
            diags.push(
                Diagnostic::new(Code::BadInclude, name.span, format!("`{text}` is included twice"))
                    .and(*first, "first included here")
                    .help("remove one of the two"),
            );
        } else {
            seen.insert(text.to_owned(), name.span);
            kept.push(name);
        }
    }
    kept
}

/// The reason why a name is not loaded. It is the same on every system, so that a spec means the same everywhere.
fn refusal(text: &str, main: &str) -> Option<(String, String)> {
    let shown: String = text.chars().take(80).collect();
    let relative = String::from("write a path relative to this file, such as `types/orders.yaml`");
    if text.starts_with('/') || text.contains(':') {
        return Some((format!("`{shown}` is not a relative path"), relative));
    }
    if text.contains('\\') {
        return Some((format!("`{shown}` contains a `\\`"), format!("write `{}`", shown.replace('\\', "/"))));
    }
    if text.split('/').any(|part| part == "..") {
        let help = String::from("move the file into the directory of this one, or a subdirectory");
        return Some((format!("`{shown}` is outside the directory of this file"), help));
    }
    if text.chars().any(char::is_control) || text.split('/').any(|part| part.is_empty() || part == ".") {
        return Some((format!("`{shown}` is not a plain path"), relative));
    }
    if text == main {
        let help = String::from("remove it; a file always contains its own sections");
        return Some((String::from("a spec cannot include itself"), help));
    }
    None
}

/// The name of an included file as diagnostics show it.
pub fn beside(main: &str, file: &str) -> String {
    let folder = main.rfind(['/', '\\']).map_or("", |at| &main[..=at]);
    format!("{folder}{file}")
}
