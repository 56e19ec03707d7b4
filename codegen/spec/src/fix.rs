//! Applies the fixes of findings to a spec.
//!
//! The edits of one finding belong together: either all of them are applied or none. Edits that touch others of the same
//! round wait for the next one, because the text around them has changed; findings hidden by a syntax error come up then.

use std::collections::BTreeMap;

use crate::diag::{Applicability, Code, Diagnostic, Diagnostics, Fix};
use crate::front::files::beside;
use crate::source::{FileId, SourceMap};
use crate::{Loader, Reading};

/// Which fixes to apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Fixes that do not change the meaning of the text for any reader.
    Safe,
    /// Also guesses, such as the closest name to an unknown one; a person should review the result.
    All,
}

/// A corrected spec.
#[derive(Debug)]
pub struct Fixed {
    /// The files that changed, in the order they were read.
    pub files: Vec<Edited>,
    /// The number of findings that were fixed.
    pub count: usize,
    /// The findings in the corrected text.
    pub left: Reading,
}

/// Reads and checks a spec: its name, its bytes, and a loader of the files that it includes.
pub type Look<'a> = dyn FnMut(&str, &[u8], &mut Loader<'_>) -> Reading + 'a;

/// A file of the spec with the edits applied; the rest of it is unchanged, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    /// The name of the file in diagnostics.
    pub name: String,
    /// The text that was read.
    pub old: String,
    /// The text to put in its place.
    pub new: String,
}

/// The maximum number of rounds; more would turn the spec into another one. Running again continues.
const ROUNDS: usize = 100;

/// Fixes the spec `bytes`, called `name` in diagnostics, and the files that it includes, which `load` returns, until no fix
/// is left to apply. `look` returns the findings, such as [`inspect_with`](crate::inspect_with).
///
/// A file that is not UTF-8 is left unchanged. A round is undone if the files cannot be parsed after it although they
/// could before.
#[must_use]
pub fn fix(name: &str, bytes: &[u8], load: &mut Loader<'_>, look: &mut Look<'_>, which: Which) -> Fixed {
    let mut files: Vec<Edited> = Vec::new();
    let mut count = 0;
    let spec = Spec { name, bytes };
    let mut now = spec.look(&files, load, look);
    for _ in 0..ROUNDS {
        let round = Round::new(&now, which);
        if round.count == 0 {
            break;
        }
        let edited = round.edited(&now.sources, &files);
        let next = spec.look(&edited, load, look);
        if is_unreadable(&next) && !is_unreadable(&now) {
            break;
        }
        count += round.count;
        (files, now) = (edited, next);
    }
    Fixed { files, count, left: now }
}

/// The number of findings with a fix that would be applied.
#[must_use]
pub fn count(diags: &Diagnostics, which: Which) -> usize {
    diags.sorted().into_iter().filter(|item| is_taken(item, which)).count()
}

fn is_taken(item: &Diagnostic, which: Which) -> bool {
    let is_allowed = |edit: &Fix| which == Which::All || edit.applicability == Applicability::Safe;
    !item.fixes.is_empty() && item.fixes.iter().all(is_allowed)
}

/// The main file as it was read.
struct Spec<'a> {
    name: &'a str,
    bytes: &'a [u8],
}

impl Spec<'_> {
    fn look(&self, files: &[Edited], load: &mut Loader<'_>, look: &mut Look<'_>) -> Reading {
        look(self.name, self.text(files), &mut self.loader(files, load))
    }

    fn text<'a>(&'a self, files: &'a [Edited]) -> &'a [u8] {
        files.iter().find(|file| file.name == self.name).map_or(self.bytes, |file| file.new.as_bytes())
    }

    /// Returns the included files with the edits applied.
    fn loader<'a>(
        &'a self,
        files: &'a [Edited],
        load: &'a mut Loader<'_>,
    ) -> impl FnMut(&str) -> Result<Vec<u8>, String> + 'a {
        move |included| {
            let name = beside(self.name, included);
            match files.iter().find(|file| file.name == name) {
                Some(file) => Ok(file.new.clone().into_bytes()),
                None => load(included),
            }
        }
    }
}

fn is_unreadable(outcome: &Reading) -> bool {
    [Code::YamlSyntax, Code::JsonSyntax].iter().any(|code| outcome.diagnostics.has(*code))
}

/// The edits that can be applied at once.
#[derive(Default)]
struct Round<'a> {
    /// Per file, by where they start; none touches another.
    edits: BTreeMap<FileId, BTreeMap<u32, &'a Fix>>,
    count: usize,
}

impl<'a> Round<'a> {
    fn new(outcome: &'a Reading, which: Which) -> Self {
        let mut round = Self::default();
        // Such a file was read with losses.
        if !outcome.diagnostics.has(Code::NotUtf8) {
            for item in outcome.diagnostics.sorted() {
                if is_taken(item, which) && round.has_room(&item.fixes, &outcome.sources) {
                    round.count += 1;
                    for edit in &item.fixes {
                        round.edits.entry(edit.span.file).or_default().insert(edit.span.start, edit);
                    }
                }
            }
        }
        round
    }

    /// Whether the edits are inside their files and touch neither each other nor those of the round.
    fn has_room(&self, edits: &[Fix], sources: &SourceMap) -> bool {
        edits.iter().enumerate().all(|(at, edit)| {
            let span = edit.span;
            let is_sound = sources.get(span.file).is_some_and(|file| file.text().get(span.range()).is_some());
            let is_change = sources.text(span) != edit.replacement;
            let touches = |other: &Fix| {
                other.span.file == span.file && other.span.start <= span.end && other.span.end >= span.start
            };
            let taken = self.edits.get(&span.file);
            let is_free = |edits: &BTreeMap<u32, &'a Fix>| {
                // They do not overlap, so the last one that starts before the end is the one that ends last.
                edits.range(..=span.end).next_back().is_none_or(|(_, other)| !touches(other))
            };
            is_sound && is_change && taken.is_none_or(is_free) && !edits[..at].iter().any(touches)
        })
    }

    /// The files after this round; `before` is the result of earlier rounds.
    fn edited(&self, sources: &SourceMap, before: &[Edited]) -> Vec<Edited> {
        let mut files = before.to_vec();
        for (file, edits) in &self.edits {
            let Some(file) = sources.get(*file) else { continue };
            let new = apply(file.text(), edits.values().copied());
            match files.iter_mut().find(|edited| edited.name == file.name()) {
                Some(edited) => edited.new = new,
                None => files.push(Edited { name: file.name().to_owned(), old: file.text().to_owned(), new }),
            }
        }
        files
    }
}

/// The text with the edits applied, which are in order and inside of it.
fn apply<'a>(text: &str, edits: impl Iterator<Item = &'a Fix>) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut from = 0;
    for edit in edits {
        let range = edit.span.range();
        out.push_str(text.get(from..range.start).unwrap_or_default());
        out.push_str(&edit.replacement);
        from = range.end;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests;
