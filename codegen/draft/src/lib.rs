//! A page of documentation → a spec in the native format: `stubwright draft`.
//!
//! The passes, one module each: `page` (bytes to blocks of text that know their places) → `extract` (error tables, samples,
//! calls, tables of fields) → `infer` (types, envelope, endpoints, rules: the sheet) → `write` (the sheet as YAML).
//! Reading a page never fails: what is odd about the page is a finding, what is a guess is marked as one in the YAML.

mod extract;
mod found;
mod infer;
mod input;
mod json;
mod lexicon;
mod page;
mod sheet;
#[cfg(test)]
mod tests;
mod update;
mod write;

use std::time::{Duration, SystemTime};

pub use input::Input;
pub use update::{Change, ChangeKind, Update};
pub use write::Counts;

use stubwright_spec::Loader;
use stubwright_spec::diag::{Code, Diagnostic, Diagnostics};
use stubwright_spec::source::{MAX_BYTES, SourceMap, not_utf8};

/// The result of drafting.
#[derive(Debug, Default)]
pub struct Draft {
    /// The pages, for rendering diagnostics.
    pub sources: SourceMap,
    /// The mistakes of the pages, each with its place; an error when there is nothing on them to draft from.
    pub diagnostics: Diagnostics,
    /// The spec: native YAML in canonical order; empty when nothing was found.
    pub yaml: String,
    /// How much was found.
    pub counts: Counts,
}

/// A date, or a date and a time with an offset (RFC 3339 section 5.6), as `--now` takes it. Without an offset it is UTC; a
/// date is its first second.
#[must_use]
pub fn moment(text: &str) -> Option<SystemTime> {
    let seconds = stubwright_spec::calendar::seconds_since_1970(text)?;
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
}

/// Drafts one spec from pages.
///
/// `now` decides whether a sample breaks a rule about time, and nothing else: the YAML does not depend on it.
#[must_use]
pub fn draft(pages: &[Input<'_>], now: SystemTime) -> Draft {
    let mut draft = Draft::default();
    let sheet = sheet_of(pages, now, &mut draft.sources, &mut draft.diagnostics);
    if draft.diagnostics.has_errors() {
        return draft;
    }
    (draft.yaml, draft.counts) = write::write(&sheet, &draft.sources);
    draft
}

/// Brings a spec up to its pages: `old_name` is its path as diagnostics show it, `load` gives the files it includes.
///
/// New parts of the pages are inserted, texts that they print differently are replaced, and everything else stays as it
/// is. Drafting the same pages into the result changes nothing any more. Only the main file is edited.
#[must_use]
pub fn update(
    old_name: &str,
    old_bytes: &[u8],
    load: &mut Loader<'_>,
    pages: &[Input<'_>],
    now: SystemTime,
) -> Update {
    let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
    let sheet = sheet_of(pages, now, &mut sources, &mut diagnostics);
    if diagnostics.has_errors() {
        let text = String::from_utf8_lossy(old_bytes).into_owned();
        return Update { sources, diagnostics, text, ..Update::default() };
    }
    update::update(&update::Old { name: old_name, bytes: old_bytes }, load, &sheet, (sources, diagnostics))
}

fn sheet_of(
    pages: &[Input<'_>],
    now: SystemTime,
    sources: &mut SourceMap,
    diags: &mut Diagnostics,
) -> sheet::Sheet {
    let is_text = |page: &&Input<'_>| match unreadable(page, sources) {
        Some(finding) => {
            diags.push(finding);
            false
        }
        None => true,
    };
    let texts: Vec<&Input<'_>> = pages.iter().filter(is_text).collect();
    if diags.has_errors() {
        return sheet::Sheet::default();
    }
    let read: Vec<page::Page> = texts.into_iter().map(|page| page::read(page, sources)).collect();
    let found = extract::extract(&read, diags);
    infer::infer(&found, sources, now, diags)
}

/// Why a page is not read: it is too large, or in another encoding. Some bad bytes are read as U+FFFD.
fn unreadable(page: &Input<'_>, sources: &mut SourceMap) -> Option<Diagnostic> {
    if page.bytes.len() > MAX_BYTES {
        let message = format!("{} is {} MiB; the limit is 64 MiB", page.name, page.bytes.len() >> 20);
        let this = Diagnostic::without_place(Code::FileTooLarge, message);
        return Some(this.help("cut out the part about the endpoints to draft"));
    }
    let bad = page.bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    // No bad byte at all leaves UTF-16, which is not found by its bytes alone.
    if bad > 0 && bad * 200 <= page.bytes.len() {
        return None;
    }
    not_utf8(sources, page.name, page.bytes)
}
