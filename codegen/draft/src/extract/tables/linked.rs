//! Objects with a table of their own, to which types and sentences link: `array of [crew](#crew-object) objects`,
//! `Returns a [ship](#ship-object) object`.

use std::collections::{BTreeMap, BTreeSet};

use super::attach::{self, Sections, anchor};
use super::fields::{inside, part};
use super::names::Inside;
use super::sheet::status;
use crate::found::{Field, FieldTable, Place, Printed, Side};
use crate::lexicon::tables::{FILLERS, OBJECT_TITLES, RETURNED, RETURNED_ENDS, RETURNED_LISTS};
use crate::lexicon::verbs;
use crate::page::{Block, Link, Text};

/// Objects lie in each other so deep.
const DEEPEST: usize = 4;

/// No table gets more fields by its links.
const MOST: usize = 400;

/// The tables that links lead to.
#[derive(Debug, Default)]
pub(super) struct Objects {
    tables: Vec<FieldTable>,
    /// The table of each anchor; `None` for an anchor of several.
    anchors: BTreeMap<String, Option<usize>>,
    /// The same by the nouns of headings such as `The crew member object`.
    nouns: BTreeMap<Vec<String>, Option<usize>>,
}

impl Objects {
    /// The tables of the pages by the headings that they are the first ones below.
    pub(super) fn of(tables: &[FieldTable], sections: &Sections) -> Self {
        let mut this = Self::default();
        let mut headings = BTreeSet::new();
        for table in tables.iter().filter(|table| table.side != Side::Request && !table.is_common) {
            let above = sections.above(table.place);
            let own: Vec<&str> = above.filter(|(at, _)| headings.insert(*at)).map(|(_, text)| text).collect();
            for text in own {
                let at = this.tables.len();
                this.anchors.entry(anchor(text)).and_modify(|known| *known = None).or_insert(Some(at));
                if let Some(nouns) = nouns(text) {
                    this.nouns.entry(nouns).and_modify(|known| *known = None).or_insert(Some(at));
                }
            }
            this.tables.push(table.clone());
        }
        this
    }

    /// Puts the fields of objects where types and sentences link to them; their own tables are not about a call.
    pub(super) fn put(
        &self,
        tables: &mut Vec<FieldTable>,
        (blocks, sections): (&[&Block], &Sections),
        links: &[Link],
    ) {
        let mut used = BTreeSet::new();
        for table in tables.iter_mut() {
            self.fill(table, 0, &mut used);
        }
        for (at, block) in blocks.iter().enumerate() {
            let Some((object, is_list)) = self.told(block, links) else { continue };
            let (start, end) = sections.bounds(Place(at));
            let is_told = tables
                .iter()
                .any(|table| table.side == Side::Response && (start..end).contains(&table.place));
            let Some(known) = self.tables.get(object).filter(|_| !is_told) else { continue };
            let (place, origin) = (Place(at), Some(known.place));
            let mut table =
                FieldTable { place, origin, label: None, is_list, side: Side::Response, ..known.clone() };
            self.fill(&mut table, 0, &mut used);
            used.insert(known.place);
            tables.push(table);
        }
        tables.retain(|table| table.side != Side::Unknown || !used.contains(&table.place));
        tables.sort_by_key(|table| table.place);
    }

    fn get(&self, link: &str) -> Option<usize> {
        self.anchors.get(&anchor(link)).copied().flatten()
    }

    /// Puts objects below the fields whose types link to them, where the table has no fields there.
    fn fill(&self, table: &mut FieldTable, depth: usize, used: &mut BTreeSet<Place>) {
        let (mut at, mut added) = (0, 0);
        while let Some(field) = table.rows.get(at) {
            let behind = table.rows.get(at + 1);
            let is_open = inside(field.kind.as_ref()) == Inside::Fields
                && !matches!(field.kind, Some(Printed::Map(_)))
                && behind.is_none_or(|next| next.path.len() <= field.path.len());
            let object = field.kind_link.as_deref().filter(|_| is_open).and_then(|link| self.get(link));
            let object = object.and_then(|object| self.tables.get(object));
            at += 1;
            // An object that has itself inside of it ends there.
            let Some(object) = object.filter(|object| object.place != table.place && depth < DEEPEST) else {
                continue;
            };
            let mut inner = FieldTable { rows: object.rows.iter().map(bare).collect(), ..object.clone() };
            self.fill(&mut inner, depth + 1, used);
            used.insert(object.place);
            added += inner.rows.len();
            if added > MOST {
                return;
            }
            let known = table.rows.len();
            attach::put(&inner, table, at - 1);
            at += table.rows.len() - known;
        }
    }

    /// The object that a block says comes back: a sentence, or a row of a table about a success.
    fn told(&self, block: &Block, links: &[Link]) -> Option<(usize, bool)> {
        match block {
            Block::Paragraph(text) => self.returned(text, links),
            Block::Table(table) if !self.nouns.is_empty() => table.rows.iter().find_map(|row| {
                let texts = || row.cells.iter().map(|cell| cell.text.as_str().trim());
                let is_success =
                    texts().any(|text| text.len() == 3 && status(text).is_some_and(|status| status < 300));
                texts().filter(|_| is_success).find_map(|text| self.named(&text.to_lowercase()))
            }),
            _ => None,
        }
    }

    /// The object whose noun ends a clause of a line: `JSON object describing the affiliate.`
    fn named(&self, lower: &str) -> Option<(usize, bool)> {
        let mut clauses = lower.split(|c: char| !(c.is_alphanumeric() || matches!(c, ' ' | '_' | '-')));
        clauses.find_map(|clause| {
            let words: Vec<String> = clause.split_whitespace().map(verbs::singular).collect();
            let end = words.iter().rposition(|word| !OBJECT_TITLES.has(word)).map_or(0, |last| last + 1);
            let words = words.get(..end)?;
            let found = self.nouns.iter().filter(|(nouns, _)| words.ends_with(nouns));
            let (_, at) = found.max_by_key(|(nouns, _)| nouns.len())?;
            Some(((*at)?, RETURNED_LISTS.are_in(clause)))
        })
    }

    /// The object that a sentence says comes back, and whether it is a list of them.
    fn returned(&self, text: &Text, links: &[Link]) -> Option<(usize, bool)> {
        text.lines().iter().find_map(|line| {
            let lower = line.as_str().trim().to_lowercase();
            if !RETURNED.start(&lower) && !RETURNED_ENDS.are_in(&lower) {
                return None;
            }
            let span = line.span();
            let next =
                links.partition_point(|link| (link.span.file, link.span.end) <= (span.file, span.start));
            let inside = links.get(next..).unwrap_or_default().iter();
            let mut inside =
                inside.take_while(|link| link.span.file == span.file && link.span.start < span.end);
            let object = inside.find_map(|link| self.get(part(&link.to)?));
            object.map(|object| (object, RETURNED_LISTS.are_in(&lower))).or_else(|| self.named(&lower))
        })
    }
}

/// The nouns of the title of an object: `The crew member object`.
fn nouns(title: &str) -> Option<Vec<String>> {
    let words: Vec<String> =
        title.split_whitespace().map(|word| verbs::singular(&word.to_lowercase())).collect();
    let is_object = words.last().is_some_and(|word| OBJECT_TITLES.has(word));
    let nouns: Vec<String> =
        words.into_iter().filter(|word| !OBJECT_TITLES.has(word) && !FILLERS.has(word)).collect();
    (is_object && (1..=4).contains(&nouns.len())).then_some(nouns)
}

/// A field of an object wherever the object lies.
fn bare(field: &Field) -> Field {
    Field { goes: None, ..field.clone() }
}
