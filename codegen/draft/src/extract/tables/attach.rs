//! Tables that are titled by a field or a type of a table above.

use std::collections::BTreeSet;

use super::cell;
use super::fields::{dotted, inside};
use super::kinds;
use super::names::Inside;
use super::titles::identifiers;
use crate::found::{Field, FieldTable, Place, Printed, Side, Step};
use crate::lexicon::tables::FILLERS;
use crate::lexicon::verbs;
use crate::page::Block;
use stubwright_spec::diag::{Code, Diagnostic, Diagnostics};

/// Puts a table that is titled by a field or a type below that field of a table above.
///
/// Nothing is put below a field of another page.
pub(super) fn attach(tables: &mut Vec<FieldTable>, sections: &Sections, diags: &mut Diagnostics) {
    let mut kept: Vec<FieldTable> = Vec::with_capacity(tables.len());
    let mut cases = Cases::default();
    let mut carriers = BTreeSet::new();
    for mut table in std::mem::take(tables) {
        if let Some(carrier) = carrier(&table, &kept, sections) {
            carriers.insert(carrier.span);
            carry(&mut table, carrier);
            kept.push(table);
        } else if !hang(&table, &mut kept, sections)
            && !entries(&table, &mut kept, sections)
            && !cases.put(&table, &mut kept, sections, diags)
        {
            kept.push(table);
        }
    }
    for table in kept.iter_mut().filter(|table| table.is_common) {
        table.rows.retain(|field| !carriers.contains(&field.span));
    }
    *tables = kept;
}

/// The parameter of every call that carries the fields of a table as JSON: the title of the table is its name or its
/// description, as `biz_content | string | Business parameters` above `## Business parameters`.
fn carrier(table: &FieldTable, kept: &[FieldTable], sections: &Sections) -> Option<Field> {
    let label = table.label.as_ref().filter(|_| !table.is_common && table.side != Side::Response)?;
    let title = anchor(&label.value);
    let is_it = |field: &&Field| {
        let doc = field.doc.as_ref().map(|doc| anchor(doc.as_str().split(';').next().unwrap_or_default()));
        let name = field.path.last().map(|step| anchor(&step.name));
        is_json(field) && field.path.len() == 1 && [name, doc].iter().flatten().any(|text| *text == title)
    };
    let common = kept.iter().filter(|above| {
        above.is_common && above.side != Side::Response && sections.are_together(above.place, table.place)
    });
    common.flat_map(|above| &above.rows).find(is_it).cloned()
}

/// Makes the fields of a table members of a field.
fn carry(table: &mut FieldTable, carrier: Field) {
    let rows = std::mem::replace(&mut table.rows, vec![carrier]);
    let inner = FieldTable { rows, ..table.clone() };
    table.label = None;
    put(&inner, table, 0);
}

/// The objects whose fields are there in one of several cases each.
#[derive(Debug, Default)]
struct Cases {
    /// The table of the last one, and the way to it.
    last: Option<(Place, Vec<Step>)>,
}

impl Cases {
    /// Puts the fields of one case into the object of the table above that has no fields else.
    fn put(
        &mut self,
        table: &FieldTable,
        kept: &mut [FieldTable],
        sections: &Sections,
        diags: &mut Diagnostics,
    ) -> bool {
        let above = kept.last_mut().filter(|above| {
            let is_same = above.side == table.side || table.side == Default::default();
            table.is_case && is_same && sections.are_together(above.place, table.place)
        });
        let Some(above) = above else { return false };
        let known = self.last.as_ref().filter(|(place, _)| *place == above.place).map(|(_, path)| path);
        let is_bare = |field: &Field| {
            let is_open = matches!(field.kind, Some(Printed::Object))
                || matches!(&field.kind, Some(Printed::List(inner)) if matches!(inner.as_deref(), None | Some(Printed::Object)));
            let is_inside =
                |other: &Field| other.path.len() > field.path.len() && other.path.starts_with(&field.path);
            is_open && (Some(&field.path) == known || !above.rows.iter().any(is_inside))
        };
        let mut bare = above.rows.iter().enumerate().filter(|(_, field)| is_bare(field)).map(|(at, _)| at);
        let (Some(at), others) = (bare.next(), bare.next()) else { return false };
        if others.is_some() {
            let Some(first) = table.rows.first() else { return false };
            let message =
                "the page does not say in which object the fields of one case lie, so they are left out";
            let this = Diagnostic::new(Code::NotDrafted, first.span, message);
            diags.push(this.help("add them to the object by hand"));
            return true;
        }
        self.last = above.rows.get(at).map(|field| (above.place, field.path.clone()));
        let mut inner = table.clone();
        let guess = "in the only object without fields";
        inner.rows.iter_mut().for_each(|field| field.place_guess = Some(guess));
        put(&inner, above, at);
        true
    }
}

/// The headings of the pages.
#[derive(Debug, Default)]
pub(super) struct Sections {
    /// Where pages end.
    ends: Vec<Place>,
    /// The place of each heading, the place of the one around it, and its text.
    headings: Vec<(Place, Place, String)>,
}

impl Sections {
    pub(super) fn of(blocks: &[&Block]) -> Self {
        let mut open: Vec<(u8, Place)> = Vec::new();
        let mut headings = Vec::new();
        let mut ends = Vec::new();
        for (at, block) in blocks.iter().enumerate() {
            if matches!(block, Block::PageEnd) {
                ends.push(Place(at));
                open.clear();
            }
            let Block::Heading(level, text) = block else { continue };
            open.retain(|(above, _)| above < level);
            let outer = open.last().map_or(Place(0), |(_, outer)| *outer);
            headings.push((Place(at), outer, cell::line(text).value));
            open.push((*level, Place(at)));
        }
        Self { ends, headings }
    }

    /// Whether two places are on one page.
    fn are_together(&self, one: Place, other: Place) -> bool {
        let page = |place: Place| self.ends.partition_point(|end| *end < place);
        page(one) == page(other)
    }

    /// The headings of the two innermost sections around a place, the inner one first.
    pub(super) fn above(&self, place: Place) -> impl Iterator<Item = (Place, &str)> {
        let next = self.headings.partition_point(|(at, ..)| *at < place);
        let inner = next.checked_sub(1).and_then(|last| self.headings.get(last));
        let outer = inner.and_then(|(_, outer, _)| {
            let at = self.headings.partition_point(|(at, ..)| at < outer);
            self.headings.get(at).filter(|(at, ..)| at == outer)
        });
        inner.into_iter().chain(outer).map(|(at, _, text)| (*at, text.as_str()))
    }

    /// Where the innermost section around a place begins, and where the next one begins that is not inside of it.
    pub(super) fn bounds(&self, place: Place) -> (Place, Place) {
        let next = self.headings.partition_point(|(at, ..)| *at < place);
        let start =
            next.checked_sub(1).and_then(|last| self.headings.get(last)).map_or(Place(0), |(at, ..)| *at);
        let rest = self.headings.get(next..).unwrap_or_default();
        let end = rest.iter().find(|(_, outer, _)| *outer < start).map_or(Place(usize::MAX), |(at, ..)| *at);
        (start, end)
    }

    /// Where the section begins that the title of a table is in.
    fn around(&self, table: Place, label: &str) -> Place {
        let next = self.headings.partition_point(|(at, ..)| *at < table);
        let last = next.checked_sub(1).and_then(|last| self.headings.get(last));
        last.map_or(Place(0), |(at, outer, text)| if text == label { *outer } else { *at })
    }
}

/// No more tables above are looked at.
const ABOVE: usize = 12;

fn hang(table: &FieldTable, kept: &mut [FieldTable], sections: &Sections) -> bool {
    let Some(label) = table.label.as_ref().filter(|label| label.value.chars().count() <= 60) else {
        return false;
    };
    let words: Vec<&str> = identifiers(&label.value).collect();
    let way = way(&label.value);
    let word = way.last().copied().or_else(|| title(&label.value, &words));
    let phrase = phrase(&label.value);
    let anchor = anchor(&label.value);
    let section = sections.around(table.place, &label.value);
    let near = kept.iter_mut().rev().take(ABOVE);
    for above in near.take_while(|above| sections.are_together(above.place, table.place)) {
        // A field has its table in its own section; a type of its own may be at the end of the page.
        let is_far = above.place < section;
        let is_other_way =
            above.side != table.side && above.side != Default::default() && table.side != Default::default();
        if is_other_way {
            continue;
        }
        let fits = |field: &Field| {
            if field.link.as_deref().is_some_and(|link| self::anchor(link) == anchor) {
                return !above.is_common || inside(field.kind.as_ref()) == Inside::Fields;
            }
            let ty = field.ty.as_ref().map(|ty| ty.value.as_str()).unwrap_or_default();
            if told_type(field).is_some_and(|told| self::anchor(told) == anchor) {
                return inside(field.kind.as_ref()) == Inside::Fields;
            }
            if phrase.len() > 1 && inside(field.kind.as_ref()) == Inside::Fields && self::phrase(ty) == phrase
            {
                return true;
            }
            let Some(word) = word else { return false };
            let last = field.path.last().map(|step| step.name.as_str()).unwrap_or_default();
            let is_on_way = way.iter().rev().zip(field.path.iter().rev()).all(|(a, b)| *a == b.name)
                && way.len() <= field.path.len();
            if !is_on_way {
                return false;
            }
            let is_typed = identifiers(ty).any(|name| name == word)
                && kinds::read(ty).printed.is_none_or(|kind| inside(Some(&kind)) == Inside::Fields);
            is_typed
                || (!is_far
                    && last.eq_ignore_ascii_case(word)
                    && (inside(field.kind.as_ref()) == Inside::Fields || is_json(field)))
        };
        let parents: Vec<usize> = above
            .rows
            .iter()
            .enumerate()
            .filter(|(_, field)| fits(field))
            .map(|(at, _)| at)
            .take(16)
            .collect();
        if parents.is_empty() {
            continue;
        }
        parents.into_iter().rev().for_each(|at| put(table, above, at));
        return true;
    }
    false
}

/// The type in brackets that the description of a field without a type begins with: `(Lamp object) The lamp`.
fn told_type(field: &Field) -> Option<&str> {
    let doc = field.doc.as_ref().filter(|_| field.ty.is_none())?;
    let (told, _) = doc.as_str().strip_prefix('(')?.split_once(')')?;
    (!told.is_empty()).then_some(told)
}

/// Puts the fields of a table below a field of another one.
pub(super) fn put(table: &FieldTable, above: &mut FieldTable, at: usize) {
    let outer = above.rows.get(at).map(|field| field.path.clone()).unwrap_or_default();
    if outer.len() + 1 > 32 {
        return;
    }
    let known: BTreeSet<String> = above.rows.iter().map(|field| dotted(&field.path)).collect();
    let inner = table.rows.iter().map(|field| {
        let own = skip_own(&field.path, &outer);
        Field { path: outer.iter().chain(own).cloned().collect(), ..field.clone() }
    });
    // Fields that the table above lists in full, too, are there once.
    let inner: Vec<Field> = inner.filter(|field| !known.contains(&dotted(&field.path))).collect();
    let rest = above.rows.get(at + 1..).unwrap_or_default();
    let next = at + 1 + rest.iter().take_while(|field| field.path.starts_with(&outer)).count();
    above.rows.splice(next..next, inner);
}

/// Whether a field that is called a text holds JSON, by its description or its example.
fn is_json(field: &Field) -> bool {
    let doc = field.doc.as_ref().map(|doc| doc.as_str().to_lowercase()).unwrap_or_default();
    let example = field.example.as_ref().map(|example| example.value.trim()).unwrap_or_default();
    let is_shown = example.starts_with(['{', '[']) || example.to_lowercase().starts_with("json");
    field.kind == Some(Printed::Text) && (doc.contains("json") || is_shown)
}

/// A title or a link to it as both are written: letters and digits alone.
pub(super) fn anchor(title: &str) -> String {
    title.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Makes the only map of the tables above one of the values that a table of its key and its value describes.
fn entries(table: &FieldTable, kept: &mut [FieldTable], sections: &Sections) -> bool {
    let [key, value] = table.rows.as_slice() else { return false };
    let names = |field: &Field, name: &str| matches!(field.path.as_slice(), [step] if step.name.eq_ignore_ascii_case(name));
    if !names(key, "key") || !names(value, "value") {
        return false;
    }
    let near = kept.iter_mut().rev().take(ABOVE);
    let near = near.take_while(|above| sections.are_together(above.place, table.place));
    let mut maps =
        near.flat_map(|above| &mut above.rows).filter(|field| matches!(field.kind, Some(Printed::Map(_))));
    let (Some(map), None) = (maps.next(), maps.next()) else { return false };
    map.kind = Some(Printed::Map(value.kind.clone().map(Box::new)));
    true
}

/// The names in a title that is a way with dots: `billing.payment`; empty for every other title.
fn way(label: &str) -> Vec<&str> {
    let first = label.split_whitespace().next().map(|word| word.trim_matches(['`', '*'])).unwrap_or_default();
    let parts: Vec<&str> = first.split('.').map(|part| part.trim_end_matches("[]")).collect();
    let are_names = parts.iter().all(|part| identifiers(part).next() == Some(*part));
    if parts.len() >= 2 && are_names { parts } else { Vec::new() }
}

/// The way without the name of the field around it, where the table prints it once more.
fn skip_own<'p>(path: &'p [Step], outer: &[Step]) -> &'p [Step] {
    let is_same =
        path.len() > 1 && path.first().map(|step| &step.name) == outer.last().map(|step| &step.name);
    if is_same { path.get(1..).unwrap_or_default() } else { path }
}

/// The words of a title or a type without those for tables and lists: `Crew member structure`, `array of crew member objects`.
fn phrase(text: &str) -> Vec<String> {
    if text.chars().count() > 60 {
        return Vec::new();
    }
    let words = identifiers(text).map(str::to_lowercase);
    words.filter(|word| !FILLERS.has(word)).map(|word| verbs::singular(&word)).collect()
}

/// The name in a title such as `items 说明`, `Item object`, `signers 参数`: one word, and nothing but words for a table.
pub(super) fn title<'w>(label: &str, words: &[&'w str]) -> Option<&'w str> {
    let names: Vec<&&str> = words.iter().filter(|word| !FILLERS.has(&word.to_lowercase())).collect();
    let name = match (names.as_slice(), words) {
        ([name], _) => **name,
        ([], [name] | [name, _]) => *name,
        _ => return None,
    };
    // A title is short; a sentence is not a title.
    let others =
        label.split(|c: char| !c.is_alphanumeric()).filter(|word| !FILLERS.has(&word.to_lowercase()));
    let others = others.flat_map(str::chars).filter(|c| c.is_alphabetic() && !c.is_ascii()).count();
    (others <= 14).then_some(name)
}
