//! A page of documentation → a spec in the native format: `stubwright draft`.
//!
//! The passes, one module each: `page` (bytes to blocks of text that know their places) → `find` (error tables, samples,
//! calls, tables of fields) → `infer` (types, envelope, endpoints, rules: the [`sheet`]) → `write` (the sheet as YAML).
//! Reading a page never fails: what is odd about the page is a finding, what is a guess is marked as one in the YAML.

#![allow(dead_code, reason = "being built")]

mod find;
mod found;
mod infer;
mod json;
mod page;
mod sheet;
mod words;
mod write;

use std::time::{Duration, SystemTime};

use crate::diag::Diagnostics;
use crate::source::SourceMap;

/// What is drafted from, in the order in which the pages are to be read.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The path as diagnostics and comments show it. Its ending says what the page is: `.md` and `.markdown` Markdown,
    /// `.html`, `.htm` and `.xhtml` HTML, everything else text as a browser copies it.
    pub name: &'a str,
    /// The bytes. What is not UTF-8 is read as the replacement character.
    pub bytes: &'a [u8],
}

/// What the pages gave.
#[derive(Debug, Default)]
pub struct Draft {
    /// The pages, for rendering diagnostics.
    pub sources: SourceMap,
    /// What the pages get wrong, each with its place; an error when there is nothing on them to draft from.
    pub diagnostics: Diagnostics,
    /// The spec: native YAML in canonical order; empty when nothing was found.
    pub yaml: String,
    /// How much was found.
    pub counts: Counts,
}

/// How much was found.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Endpoints.
    pub endpoints: usize,
    /// Types.
    pub types: usize,
    /// Codes of the error table.
    pub codes: usize,
    /// Lines that are marked as a guess.
    pub guesses: usize,
}

/// A date, or a date and a time with an offset (RFC 3339 section 5.6), as `--now` takes it. Without an offset it is UTC; a
/// date is its first second.
#[must_use]
pub fn moment(text: &str) -> Option<SystemTime> {
    let seconds = crate::calendar::seconds_since_1970(text)?;
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
}

/// Drafts one spec from pages.
///
/// `now` decides whether a sample breaks a rule about time, and nothing else: the YAML does not depend on it.
#[must_use]
pub fn draft(pages: &[Input<'_>], now: SystemTime) -> Draft {
    let mut draft = Draft::default();
    let read: Vec<page::Page> = pages.iter().map(|page| page::read(page, &mut draft.sources)).collect();
    let found = find::find(&read, &mut draft.diagnostics);
    let sheet = infer::infer(&found, &draft.sources, now, &mut draft.diagnostics);
    if draft.diagnostics.has_errors() {
        return draft;
    }
    (draft.yaml, draft.counts) = write::write(&sheet, &draft.sources);
    draft
}
