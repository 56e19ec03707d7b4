//! Which table of errors is for the whole API, and which one for a part of it.

use std::collections::{BTreeMap, BTreeSet};

use super::codes::Told;
use super::folding;
use crate::found::{ErrorTable, Found, Heading, Row, RowKind};
use crate::lexicon::nouns;
use crate::lexicon::spaces::CODE_WORDS;
use crate::sheet::{Endpoint, Noted, Sheet};
use stubwright_spec::source::{Span, Spanned};

/// Tables that are looked up together.
pub(super) struct Group<'f> {
    /// The table of a part of the API; `None` for the errors of the whole.
    pub(super) part: Option<Part>,
    /// The rows, in their order.
    pub(super) rows: Vec<&'f Row>,
}

pub(super) struct Part {
    pub(super) name: String,
    pub(super) heading: Option<Spanned<String>>,
    /// The endpoint that it belongs to; `None` for a part that only has a heading.
    pub(super) endpoint: Option<usize>,
}

/// The rows of all tables: those of the whole API first.
///
/// Where answers have nothing else to tell them by, tables below different headings that give a code different meanings
/// are parts too.
pub(super) fn group<'f>(found: &'f Found, sheet: &Sheet, told: Told) -> Vec<Group<'f>> {
    let mut whole = Group { part: None, rows: Vec::new() };
    let mut parts: Vec<Group<'f>> = Vec::new();
    let mut known = BTreeSet::new();
    let sections = Sections::of(found, sheet);
    let several = in_several(&found.tables, |row| Some(code(row)));
    let shared = in_several(&found.tables, |row| several.contains(&code(row)).then(|| key(row)));
    let disputed = disputed(&found.tables, &several);
    let is_disputed =
        |table: &ErrorTable| table.rows.iter().filter_map(error).any(|(code, _)| disputed.contains(code));
    // Codes that mean the same everywhere need no table of a part.
    let owners: Vec<Option<Part>> =
        found.tables.iter().map(|table| sections.owner(table).filter(|_| is_disputed(table))).collect();
    let endpoints: BTreeSet<usize> = owners.iter().flatten().filter_map(|part| part.endpoint).collect();
    let titles: BTreeSet<&str> =
        found.tables.iter().filter(|table| is_disputed(table)).filter_map(title).collect();
    let by_title = told != Told::ByMessage && titles.len() > 1;
    let mut before: BTreeMap<&str, String> = BTreeMap::new();
    for (table, owner) in found.tables.iter().zip(owners) {
        let is_second = || is_other(table, &several, &before);
        let owner = owner.filter(|owner| {
            let is_named = || sections.named(table).is_some_and(|named| named.endpoint == owner.endpoint);
            endpoints.len() > 1 || is_second() || is_named()
        });
        let is_open = owner.is_none() && is_disputed(table) && is_second();
        let owner = owner.or_else(|| sections.named(table).filter(|_| is_open));
        let owner = owner.or_else(|| titled(table).filter(|_| by_title && is_disputed(table)));
        let Some(part) = owner else {
            known.extend(table.rows.iter().filter(|row| shared.contains(&key(row))).map(key));
            before.extend(meanings(table, &several));
            whole.rows.extend(&table.rows);
            continue;
        };
        let (common, own): (Vec<&Row>, Vec<&Row>) =
            table.rows.iter().partition(|row| shared.contains(&key(row)));
        whole.rows.extend(common.into_iter().filter(|row| known.insert(key(row))));
        match parts.iter_mut().find(|group| group.part.as_ref().is_some_and(|other| other.is_same(&part))) {
            Some(group) => group.rows.extend(own),
            None if own.is_empty() => {}
            None => parts.push(Group { part: Some(part), rows: own }),
        }
    }
    let mut names = BTreeSet::new();
    for part in parts.iter_mut().filter_map(|group| group.part.as_mut()) {
        while !names.insert(part.name.clone()) {
            part.name.push_str("_too");
        }
    }
    std::iter::once(whole).chain(parts).collect()
}

impl Part {
    fn is_same(&self, other: &Self) -> bool {
        self.endpoint == other.endpoint && (self.endpoint.is_some() || self.name == other.name)
    }
}

fn title(table: &ErrorTable) -> Option<&str> {
    table.title.as_ref().map(Spanned::as_str)
}

/// The part that the heading of a table names: `orders`.
fn titled(table: &ErrorTable) -> Option<Part> {
    let heading = table.title.clone()?;
    let words = folding::humps(&heading.value);
    let is_latin = words.iter().all(|word| word.is_ascii());
    let is_plain = |word: &&String| !CODE_WORDS.has(&word.to_lowercase());
    let kept: Vec<String> = words.iter().filter(is_plain).take(3).map(|word| word.to_lowercase()).collect();
    let name = match kept.first() {
        Some(first) if is_latin && first.starts_with(|c: char| c.is_ascii_alphabetic()) => kept.join("_"),
        _ => {
            let text = folding::text(&heading.value);
            let nouns = text.char_indices().filter_map(|(at, _)| nouns::at(text.get(at..)?));
            let name = nouns.map(|noun| noun.name).max_by_key(|name| name.len()).unwrap_or("part");
            folding::humps(name).join("_").to_lowercase()
        }
    };
    Some(Part { name, heading: Some(heading), endpoint: None })
}

type Key<'f> = (Option<&'f str>, Option<&'f str>, bool);

fn key(row: &Row) -> Key<'_> {
    (code(row), row.message.as_ref().map(Spanned::as_str), row.kind == RowKind::Error)
}

/// The parts of rows that several tables have; `part` takes one of a row.
fn in_several<'f, K: Copy + Ord>(
    tables: &'f [ErrorTable],
    part: impl Fn(&'f Row) -> Option<K>,
) -> BTreeSet<K> {
    let mut first: BTreeMap<K, usize> = BTreeMap::new();
    let mut several = BTreeSet::new();
    for (at, table) in tables.iter().enumerate() {
        for part in table.rows.iter().filter_map(&part) {
            if *first.entry(part).or_insert(at) != at {
                several.insert(part);
            }
        }
    }
    several
}

/// Codes of several tables: other codes are in dispute nowhere.
type Several<'f> = BTreeSet<Option<&'f str>>;

fn code(row: &Row) -> Option<&str> {
    row.code.as_ref().map(Spanned::as_str)
}

/// The code and the message of an error.
fn error(row: &Row) -> Option<(&str, &str)> {
    let (code, message) = row.code.as_ref().zip(row.message.as_ref())?;
    (row.kind == RowKind::Error).then(|| (code.as_str(), message.as_str()))
}

/// The codes of a table that other tables have too, each with its meaning: punctuation and spaces do not count.
fn meanings<'f>(table: &'f ErrorTable, several: &Several<'f>) -> impl Iterator<Item = (&'f str, String)> {
    let errors = table.rows.iter().filter_map(error).filter(|(code, _)| several.contains(&Some(*code)));
    errors.map(|(code, message)| (code, folding::letters(message)))
}

/// The codes that tables give different meanings.
fn disputed<'f>(tables: &'f [ErrorTable], several: &Several<'f>) -> BTreeSet<&'f str> {
    let mut first: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut disputed = BTreeSet::new();
    for table in tables {
        let mut own: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for (code, message) in meanings(table, several) {
            own.entry(code).or_default().insert(message);
        }
        for (code, messages) in own {
            let before = first.entry(code).or_insert_with(|| messages.clone());
            if !before.is_subset(&messages) && !messages.is_subset(before) {
                disputed.insert(code);
            }
        }
    }
    disputed
}

/// Whether a table gives a code another meaning than rows before it.
fn is_other<'f>(table: &'f ErrorTable, several: &Several<'f>, before: &BTreeMap<&str, String>) -> bool {
    let mut meanings = meanings(table, several);
    meanings.any(|(code, message)| before.get(code).is_some_and(|other| *other != message))
}

/// The headings, and the endpoints that lie below them.
struct Sections<'a> {
    headings: Vec<&'a Heading>,
    endpoints: Vec<(&'a Noted<Endpoint>, Option<Span>)>,
}

/// Look no farther back than this many headings.
const MOST_HEADINGS: usize = 2_000;

impl<'a> Sections<'a> {
    fn of(found: &'a Found, sheet: &'a Sheet) -> Self {
        let headings =
            found.headings.iter().filter(|heading| heading.level < 7).take(MOST_HEADINGS).collect();
        let span = |endpoint: &Noted<Endpoint>| {
            let notes =
                endpoint.notes.iter().chain(&endpoint.value.name_notes).chain(&endpoint.value.path.notes);
            notes.filter_map(|note| note.span).next()
        };
        Self { headings, endpoints: sheet.endpoints.iter().map(|one| (one, span(one))).collect() }
    }

    /// The only endpoint of the innermost section around a table that has endpoints.
    fn owner(&self, table: &ErrorTable) -> Option<Part> {
        let place = table.rows.first()?.span;
        if self.endpoints.len() < 2 {
            return None;
        }
        let mut level = 7;
        for (at, heading) in self.headings.iter().enumerate().rev() {
            let span = heading.text.span;
            if span.file != place.file || span.start > place.start || heading.level >= level {
                continue;
            }
            level = heading.level;
            let ends = |other: &&&Heading| other.text.span.file == span.file && other.level <= level;
            let end = self.headings.get(at + 1..).unwrap_or_default().iter().find(ends);
            let end = end.map_or(u32::MAX, |other| other.text.span.start);
            let is_in = |place: Option<Span>| {
                place.is_some_and(|p| p.file == span.file && (span.start..end).contains(&p.start))
            };
            match self.only(is_in) {
                Ok(Some(endpoint)) => return self.part(endpoint, Some(heading.text.clone())),
                Ok(None) => {}
                Err(()) => return None,
            }
        }
        let is_in = |other: Option<Span>| other.is_some_and(|other| other.file == place.file);
        self.only(is_in).ok().flatten().and_then(|endpoint| self.part(endpoint, None))
    }

    /// The endpoint that is in a section; an error when there are several.
    fn only(&self, is_in: impl Fn(Option<Span>) -> bool) -> Result<Option<usize>, ()> {
        let mut found =
            self.endpoints.iter().enumerate().filter(|(_, (_, span))| is_in(*span)).map(|(at, _)| at);
        let first = found.next();
        if found.next().is_some() { Err(()) } else { Ok(first) }
    }

    /// The only endpoint that the heading of a table names.
    fn named(&self, table: &ErrorTable) -> Option<Part> {
        let place = table.rows.first()?.span;
        let heading = self.headings.iter().rfind(|heading| {
            heading.text.span.file == place.file && heading.text.span.start <= place.start
        })?;
        let text = folding::text(&heading.text.value);
        let words: Vec<(&str, String)> = folding::words(&text)
            .filter(|word| word.chars().count() >= 4)
            .map(|word| (word, folding::stem(word)))
            .collect();
        let mut found = self.endpoints.iter().enumerate().filter_map(|(at, (endpoint, _))| {
            let doc = folding::text(endpoint.value.doc.as_deref().unwrap_or_default());
            let of_path = folding::humps(&format!("{}/{}", endpoint.value.name, endpoint.value.path.value))
                .join(" ")
                .to_lowercase();
            let mut own = folding::words(&doc).chain(folding::words(&of_path)).map(folding::stem);
            let is_whole = doc.chars().count() >= 2 && !doc.is_ascii() && text.contains(&doc);
            let shared =
                own.find_map(|own| words.iter().find(|(_, stem)| *stem == own).map(|(word, _)| *word));
            (is_whole || shared.is_some()).then_some((at, shared))
        });
        let (at, word) = found.next()?;
        if found.next().is_some() {
            return None;
        }
        drop(found);
        let mut part = self.part(at, Some(heading.text.clone()))?;
        if let Some(word) =
            word.filter(|word| word.is_ascii() && word.starts_with(|c: char| c.is_ascii_alphabetic()))
        {
            part.name = word.to_owned();
        }
        Some(part)
    }

    fn part(&self, endpoint: usize, heading: Option<Spanned<String>>) -> Option<Part> {
        let name = self.endpoints.get(endpoint)?.0.value.name.clone();
        Some(Part { name, heading, endpoint: Some(endpoint) })
    }
}
