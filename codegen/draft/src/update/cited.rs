//! Which places of pages a spec cites: `# page:12` or `# a.md:12` at the end of a comment.

use std::collections::BTreeMap;
use std::ops::Range;

use stubwright_spec::front::native::print::last_component;
use stubwright_spec::source::SourceMap;
use stubwright_spec::source::node::Document;

/// A line of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Citation {
    /// The page, without its folders; `None` where the spec does not say which of its pages it is.
    pub(super) page: Option<String>,
    pub(super) line: usize,
    /// Where the number is in the spec.
    pub(super) number: Range<usize>,
}

/// The comments of a spec about its pages.
#[derive(Debug, Default)]
pub(super) struct Cited {
    /// By the end of the line.
    by_end: BTreeMap<usize, Citation>,
    /// The pages of the first draft.
    drafted_from: Vec<String>,
    /// The pages of this run.
    given: Vec<String>,
}

impl Cited {
    pub(super) fn of(document: &Document, sources: &SourceMap, given: &[String]) -> Self {
        let text = sources.get(document.file()).map(|file| file.text()).unwrap_or_default();
        let given: Vec<String> = given.iter().map(|page| last_component(page).to_owned()).collect();
        let drafted_from = drafted_from(text);
        let only = match (drafted_from.as_slice(), given.as_slice()) {
            ([only], _) | ([], [only]) => Some(only.clone()),
            _ => None,
        };
        let citations = document.comments().iter().filter_map(|comment| {
            let range = comment.span.range();
            let written = text.get(range.clone())?.trim_end();
            let (before, number) = written.rsplit_once(':')?;
            let line = number.parse().ok()?;
            let name = before.rsplit_once(['#', ';', ',']).map_or(before, |(_, name)| name).trim();
            let name = name.trim_start_matches(['?', ' ']);
            let known = || given.iter().chain(&drafted_from);
            let page = match known().find(|page| before.ends_with(page.as_str())) {
                Some(page) => Some(page.clone()),
                None if name == "page" => only.clone(),
                None if name.is_empty() || name.contains(char::is_whitespace) => return None,
                None => Some(name.to_owned()),
            };
            let end = range.start + written.len();
            Some((end, Citation { page, line, number: end - number.len()..end }))
        });
        let by_end = citations.collect();
        Self { by_end, drafted_from, given }
    }

    /// The names by which places of pages are written: those of this run, and those of the first draft.
    pub(super) fn names(&self, now: &[String]) -> Vec<String> {
        let further = self.drafted_from.iter().filter(|page| !self.given.contains(page));
        now.iter().chain(further).cloned().collect()
    }

    /// The citation at the end of the line that ends there.
    pub(super) fn at(&self, line_end: usize) -> Option<&Citation> {
        self.by_end.get(&line_end)
    }

    /// Whether what has this citation would be on the pages of this run: those that it cites, or all of the spec.
    pub(super) fn is_given(&self, citation: Option<&Citation>) -> bool {
        match citation {
            Some(Citation { page: Some(page), .. }) => self.given.contains(page),
            Some(Citation { page: None, .. }) | None => self.has_all(),
        }
    }

    /// Whether all pages of the spec are given: those of its first draft, and those that it cites. A spec that does not
    /// say what it was drafted from may have any.
    pub(super) fn has_all(&self) -> bool {
        let cited = self.by_end.values().filter_map(|citation| citation.page.as_ref());
        !self.drafted_from.is_empty()
            && self.drafted_from.iter().chain(cited).all(|page| self.given.contains(page))
    }
}

/// The pages in `# Drafted from a.md and b.md. What is marked …`.
fn drafted_from(text: &str) -> Vec<String> {
    let head = text.lines().take(20).find_map(|line| line.strip_prefix("# Drafted from "));
    let Some(head) = head else { return Vec::new() };
    let names = head.split_once(". What is marked").map_or(head.trim_end_matches('.'), |(names, _)| names);
    names.split(", ").flat_map(|names| names.split(" and ")).map(str::to_owned).collect()
}
