//! Types that lines name as what is sent or comes back: `body of the answer: [LampAnswer](#lampanswer)`.

use std::collections::{BTreeMap, BTreeSet};

use super::attach::{self, Sections};
use super::context::Context;
use super::titles::identifiers;
use crate::found::{FieldTable, Found, In, Place, Side};
use crate::lexicon::tables::{FILLERS, GIVEN_BACK, TAKEN};
use crate::lexicon::topics::{Topic, error_status, topic};
use crate::lexicon::types::{LIST_ENDS, LIST_STARTS, LISTS};
use crate::page::{Block, Text};

/// A line that says little more than the name of a type has so many bytes more.
const REST: usize = 24;

/// No longer line is read.
const LONGEST: usize = 400;

/// No more fields are put where types are named.
const MOST: usize = 1 << 14;

/// Names of types in lines.
#[derive(Debug, Default)]
pub(super) struct Mentions {
    mentions: Vec<Mention>,
    /// The tables of these types, by their places.
    tables: BTreeMap<Place, FieldTable>,
}

#[derive(Debug)]
struct Mention {
    name: String,
    place: Place,
    side: Side,
    is_list: bool,
    /// The heading above it.
    title: String,
    /// Where the table of the type is.
    table: Option<Place>,
}

impl Mentions {
    /// Reads a block of prose, or of a table with the answers by their status.
    pub(super) fn read(&mut self, block: &Block, place: Place, context: &Context, found: &Found) {
        match block {
            Block::Paragraph(text) | Block::Item(_, text) => {
                text.lines().iter().for_each(|line| self.line(line, place, context.side(), context, found));
            }
            Block::Table(table) => {
                for row in &table.rows {
                    let is_success =
                        |text: &str| text.len() == 3 && text.starts_with('2') && text.parse::<u16>().is_ok();
                    let first =
                        row.cells.first().map(|cell| cell.text.as_str().trim_matches(['*', '`', ' ']));
                    if first.is_some_and(is_success) {
                        let cells = row.cells.iter().skip(1);
                        cells.for_each(|cell| self.line(&cell.text, place, Side::Response, context, found));
                    }
                }
            }
            _ => {}
        }
    }

    fn line(&mut self, line: &Text, place: Place, around: Side, context: &Context, found: &Found) {
        let raw = line.as_str();
        if raw.len() > LONGEST || error_status(raw).is_some() {
            return;
        }
        let mut since = 0;
        let names = identifiers(raw).map(|name| (name, name.as_ptr().addr() - raw.as_ptr().addr()));
        let names: Vec<(&str, usize)> = names
            .filter(|(name, at)| has_hump(name) || found.is_linked(line.place(*at..*at + name.len())))
            .collect();
        for (nth, (name, at)) in names.iter().enumerate() {
            let before = raw.get(since..*at).unwrap_or_default();
            // Another sentence is about something else.
            let before = before.rsplit(['。', '；', ';']).next().unwrap_or_default();
            let before = before.rsplit(". ").next().unwrap_or_default().to_lowercase();
            since = at + name.len();
            let next = names.get(nth + 1).map_or(raw.len(), |(_, next)| *next);
            let after = raw.get(since..next).unwrap_or_default();
            // A verb may be behind what it is about.
            let is_behind = !after.is_ascii() && side(&before) == Side::Unknown;
            let told = if is_behind { side(&after.to_lowercase()) } else { side(&before) };
            let is_alone = names.len() == 1 && raw.len() <= name.len() + REST;
            // `An array of Lamp objects that are lit now` below a title such as `Returns`.
            let is_first = names.len() == 1 && *at <= REST && is_list(&before);
            let side = if told == Side::Unknown && (is_alone || is_first) { around } else { told };
            if side == Side::Unknown || matches!(topic(name), Topic::Errors | Topic::Failure) {
                continue;
            }
            let is_list = after.starts_with("[]") || is_list(&before);
            let title = context.title().map(|title| title.value).unwrap_or_default();
            self.mentions.push(Mention {
                name: name.to_ascii_lowercase(),
                place,
                side,
                is_list,
                title,
                table: None,
            });
        }
    }

    /// Finds the tables that the types are the titles of.
    pub(super) fn resolve(&mut self, tables: &[FieldTable], sections: &Sections) {
        // A sample may be between the title and the table.
        let heading = |table: &FieldTable| {
            let (_, text) = sections.above(table.place).next().filter(|_| table.label.is_none())?;
            named(text).filter(|name| has_hump(name)).map(|name| (name, text))
        };
        let title = |table| {
            let own = |table| Some((name(table)?, table.label.as_ref()?.value.as_str()));
            own(table).or_else(|| heading(table))
        };
        let titles: Vec<_> =
            tables.iter().enumerate().filter_map(|(at, table)| Some((at, title(table)?))).collect();
        let mut places: BTreeMap<String, Option<usize>> = BTreeMap::new();
        for (at, (name, _)) in &titles {
            // Of two tables it is not said which one is meant.
            let entry = places.entry(name.to_ascii_lowercase());
            entry.and_modify(|place| *place = None).or_insert(Some(*at));
        }
        let labels: BTreeSet<&str> = titles.iter().map(|(_, (_, label))| *label).collect();
        // A line in the section of a type is about no call.
        self.mentions.retain(|mention| !labels.contains(mention.title.as_str()));
        for mention in &mut self.mentions {
            let named = places.get(&mention.name).copied().flatten().and_then(|at| tables.get(at));
            mention.table = named.map(|table| table.place);
            if let Some(table) = named {
                self.tables.entry(table.place).or_insert_with(|| table.clone());
            }
        }
    }

    /// Puts the fields of types where lines name them; their own tables are about no other call.
    pub(super) fn put(self, tables: &mut Vec<FieldTable>, sections: &Sections) {
        let mut types = self.tables;
        let mut told = BTreeSet::new();
        for table in tables.iter() {
            match types.get_mut(&table.place) {
                // What lies inside of it is there by now.
                Some(known) => known.rows.clone_from(&table.rows),
                None if table.side == Side::Unknown || are_beside(table) => {}
                None => drop(told.insert((table.side == Side::Request, table.place))),
            }
        }
        // What is required is asked of requests.
        let is_open = |table: &&FieldTable| {
            table.side != Side::Request
                && !types.contains_key(&table.place)
                && table.rows.iter().all(|row| row.required.is_none())
        };
        let open = tables.iter().filter(is_open);
        let shown: BTreeSet<Place> = open.map(|table| table.place).collect();
        let (mut rows, mut used) = (0, BTreeSet::new());
        for Mention { place, side, is_list, table, .. } in self.mentions {
            let Some(known) = table.and_then(|table| types.get(&table)).filter(|_| rows < MOST) else {
                continue;
            };
            let (start, end) = sections.bounds(place);
            let way = side == Side::Request;
            // A table of the section itself says more, and so does one above the title of the line.
            let around = sections.above(place).nth(1).map_or(start, |(around, _)| around);
            let is_described = !way && shown.range(around..place).any(|table| *table != known.place);
            if told.range((way, start)..(way, end)).next().is_none() && !is_described {
                (rows, _) = (rows + known.rows.len(), used.insert(known.place));
                let is_list = known.is_list || is_list;
                let origin = Some(known.place);
                tables.push(FieldTable { place, side, is_list, origin, label: None, ..known.clone() });
            }
        }
        tables.retain(|table| {
            let title = table.label.as_ref().zip(name(table));
            !used.contains(&table.place) || title.is_some_and(|(label, name)| is_told(&label.value, name))
        });
        tables.sort_by_key(|table| table.place);
    }
}

/// Whether all fields of a table are sent beside the body.
fn are_beside(table: &FieldTable) -> bool {
    table.rows.iter().all(|field| matches!(field.goes, Some(In::Path | In::Query | In::Header)))
}

/// The name of a type that a table is titled with.
pub(super) fn name(table: &FieldTable) -> Option<&str> {
    table.label.as_ref().filter(|_| !table.is_common).and_then(|label| named(&label.value))
}

/// The name of a type that a title is.
fn named(title: &str) -> Option<&str> {
    let words: Vec<&str> = identifiers(title).collect();
    attach::title(title, &words).filter(|name| name.len() >= 3 && !FILLERS.has(&name.to_lowercase()))
}

/// Whether a title has a type, and says which way it goes.
fn is_told(title: &str, name: &str) -> bool {
    matches!(topic(&title.replace(name, " ")), Topic::Request | Topic::Response)
}

/// Whether a word is one of programs: capitals begin its parts.
fn has_hump(name: &str) -> bool {
    let inner = name.get(1..).unwrap_or_default();
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && inner.bytes().any(|byte| byte.is_ascii_uppercase())
        && inner.bytes().any(|byte| byte.is_ascii_lowercase())
}

/// Which way something goes, by the words beside it.
fn side(words: &str) -> Side {
    if GIVEN_BACK.are_in(words) {
        Side::Response
    } else if TAKEN.are_in(words) {
        Side::Request
    } else {
        Side::Unknown
    }
}

/// Whether the words before a type make it a list.
fn is_list(before: &str) -> bool {
    let words = before.trim_end_matches(['[', '`', '*']);
    let last = words.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    LIST_STARTS.end(words) || LIST_ENDS.end(words.trim_end()) || LISTS.has(last)
}
