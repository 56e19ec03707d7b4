//! Fields of copied text that have a line for the name, one for the type and one for what is required, or one line for all
//! of them, with the description below: how tools for documentation show parameters, and what a browser copies of it.

use super::heads::{Above, Head, is_answer, is_section};
use super::parts::Parts;
use super::rows::Rows;
use super::typed::Notation;
use crate::extract::tables::context::Context;
use crate::extract::tables::legend::Legend;
use crate::extract::tables::lines::Lines;
use crate::extract::tables::{answers, cell, choices, names};
use crate::found::{FieldTable, Place, Side};
use crate::lexicon::topics::{Topic, fold, topic};
use crate::page::Text;
use stubwright_spec::diag::Diagnostics;

/// Fields, and how many lines they take.
#[derive(Debug)]
pub(in crate::extract::tables) struct Stacked {
    pub(in crate::extract::tables) table: FieldTable,
    pub(in crate::extract::tables) lines: usize,
}

/// So many lines of a description are read.
const LONGEST: usize = 24;

impl Stacked {
    /// Whether a field begins in a line.
    pub(in crate::extract::tables) fn begins(lines: &Lines, at: usize) -> bool {
        Head::read(lines, at, title(lines, at)).is_some()
    }

    /// The fields that begin in a line.
    pub(in crate::extract::tables) fn find(
        lines: &Lines,
        at: usize,
        place: Place,
        context: &Context,
        diags: &mut Diagnostics,
    ) -> Option<Self> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut next = at;
        let above = at.checked_sub(1).and_then(|above| lines.line(above));
        let is_answered = above.is_some_and(|line| answers::of_title(line.as_str()).is_some());
        let mut near = title(lines, at);
        while let Some(entry) = Entry::read(lines, next, near, is_answered) {
            next = entry.end;
            near = entry.below();
            entries.push(entry);
        }
        let is_answered = entries.iter().any(|entry| entry.parts.required.is_some());
        let is_told = is_answered || entries.len() > 1 || context.side() != Side::Unknown;
        if entries.is_empty() || !is_told {
            return None;
        }
        let mut rows = rows(&entries, context.legends.at(place), context);
        rows.settle();
        let table = rows.finish(place, context, diags)?;
        let table = FieldTable { is_flat: true, ..table };
        Some(Self { table, lines: next - at })
    }
}

/// Whether a title that announces fields is right above a line.
fn title(lines: &Lines, at: usize) -> Above {
    let above = at.checked_sub(1).and_then(|above| lines.line(above));
    let is_titled = above.is_some_and(|line| {
        let is_told = matches!(topic(line.as_str()), Topic::Request | Topic::Response | Topic::Common);
        is_told || answers::place_of_title(line.as_str()).is_some()
    });
    if is_titled { Above::Fields } else { Above::Nothing }
}

/// The fields, nested by how many fields each object says that it has, or by lines that show its members.
fn rows(entries: &[Entry], legend: Legend, context: &Context) -> Rows {
    let mut rows = Rows::new(Notation::default(), legend);
    // How many fields of each open object are still to come.
    let mut open: Vec<Option<usize>> = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        while open.last() == Some(&Some(0)) {
            open.pop();
        }
        let Some(mut name) = names::read(entry.name.as_str()) else { continue };
        // `crew.name` says itself where it lies.
        let is_dotted = name.text.contains('.');
        name.width += if is_dotted { 0 } else { open.len() * 4 };
        let known = rows.fields.len();
        rows.push(&name, &entry.name, &entry.parts, false);
        let is_open = open.last() == Some(&None) && !is_dotted;
        // The first one behind the line is a member.
        let is_first =
            at.checked_sub(1).and_then(|at| entries.get(at)).is_some_and(|above| above.is_unfolded);
        if let Some(field) = rows.fields.get_mut(known).filter(|_| is_open && !is_first) {
            field.place_guess = Some("where the members of the object above end is not on the page");
        }
        if let Some(Some(left)) = open.last_mut() {
            *left -= 1;
        }
        // An object that was folded in the browser has no fields in the text.
        let inner = entry.fields.filter(|fields| *fields < entries.len() - at);
        let are_dotted = || entries.get(at + 1).is_some_and(|next| next.name.as_str().contains('.'));
        // Samples say better where the members of an object end.
        let is_unfolded = entry.is_unfolded && !context.knows(name.text) && !are_dotted();
        open.extend(inner.map(Some).or(is_unfolded.then_some(None)));
    }
    rows
}

/// A field with its lines.
struct Entry {
    name: Text,
    parts: Parts,
    /// How many fields its type says that it has: `object {3}`.
    fields: Option<usize>,
    /// Whether a line says that its members follow: `Hide child attributes`.
    is_unfolded: bool,
    /// The line after it.
    end: usize,
}

impl Entry {
    /// The field that begins in a line. The answer to whether it is required may be below its description, unless answers
    /// are titles.
    fn read(lines: &Lines, at: usize, above: Above, are_titles: bool) -> Option<Self> {
        let Head { name, mut parts, mut end } = Head::read(lines, at, above)?;
        let fields = parts.ty.as_ref().and_then(|ty| fields_of(&ty.value));
        let mut doc: Option<Text> = None;
        let mut is_unfolded = false;
        for _ in 0..LONGEST {
            let Some(line) = lines.line(end) else { break };
            let text = line.as_str();
            let is_title = are_titles && is_answer(text);
            let above = if doc.is_some() { Above::Description } else { Above::Fields };
            if is_title || Head::read(lines, end, above).is_some() || is_section(text, lines, end) {
                break;
            }
            if let Some(taken) = parts.noted(lines, end) {
                end += taken;
                continue;
            }
            end += 1;
            if parts.required.is_none() && is_answer(text) {
                parts.required = answers::of_word(text);
            } else if let Some(shows) = fold(text) {
                is_unfolded |= shows;
            } else {
                match &mut doc {
                    Some(doc) => doc.append_line(line),
                    None => doc = Some(line.clone()),
                }
            }
        }
        parts.lines.extend(doc.iter().flat_map(|doc| choices::lines(doc.as_str())));
        parts.doc = doc.as_ref().map(cell::one_line);
        Some(Self { name, parts, fields, is_unfolded, end })
    }

    fn below(&self) -> Above {
        if self.parts.doc.is_some() { Above::Description } else { Above::Fields }
    }
}

/// How many fields a type says that an object or an item has: `object {3}`, `array [object {2}]`.
fn fields_of(ty: &str) -> Option<usize> {
    let (_, inner) = ty.rsplit_once('{')?;
    inner.split('}').next()?.trim().parse().ok().filter(|count| *count > 0)
}
