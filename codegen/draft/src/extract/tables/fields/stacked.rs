//! Fields of copied text that have a line for the name, one for the type and one for what is required, with the
//! description below: how tools for documentation show parameters, and what a browser copies of it.

use super::rows::{self, Parts, Rows};
use super::typed::Notation;
use crate::extract::tables::context::Context;
use crate::extract::tables::legend::Legend;
use crate::extract::tables::lost::Line;
use crate::extract::tables::{answers, cell, choices, kinds, names};
use crate::found::{Choice, FieldTable, Place, Side};
use crate::lexicon::columns::{self, Column};
use crate::lexicon::tables::SECTION_ENDS;
use crate::lexicon::topics::{Topic, topic};
use crate::lexicon::types::PROSE;
use crate::page::Text;
use stubwright_spec::diag::Diagnostics;
use stubwright_spec::source::Spanned;

/// Fields, and how many lines they take.
#[derive(Debug)]
pub(in crate::extract::tables) struct Stacked {
    pub(in crate::extract::tables) table: FieldTable,
    pub(in crate::extract::tables) lines: usize,
}

/// So many lines of a description are read.
const LONGEST: usize = 24;

/// So many lines may be between the name of a field and its description.
const HEAD: usize = 4;

impl Stacked {
    /// Whether a field begins in a line.
    pub(in crate::extract::tables) fn begins(lines: &[Line], at: usize) -> bool {
        head(lines, at).is_some()
    }

    /// The fields that begin in a line.
    pub(in crate::extract::tables) fn find(
        lines: &[Line],
        at: usize,
        place: Place,
        context: &Context,
        diags: &mut Diagnostics,
    ) -> Option<Self> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut next = at;
        while let Some(entry) = Entry::read(lines, next) {
            next = entry.end;
            entries.push(entry);
        }
        let is_answered = entries.iter().any(|entry| entry.parts.required.is_some());
        let is_told = is_answered || entries.len() > 1 || context.side() != Side::Unknown;
        if entries.is_empty() || !is_told {
            return None;
        }
        let mut rows = rows(&entries, context.legends.at(place));
        rows.settle();
        let table = rows.finish(place, context, diags)?;
        let table = FieldTable { is_flat: true, ..table };
        Some(Self { table, lines: next - at })
    }
}

/// The fields, nested by how many fields each object says that it has.
fn rows(entries: &[Entry], legend: Legend) -> Rows {
    let mut rows = Rows::new(Notation::default(), legend);
    // How many fields of each open object are still to come.
    let mut open: Vec<usize> = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        while open.last() == Some(&0) {
            open.pop();
        }
        let Some(mut name) = names::read(entry.name.as_str()) else { continue };
        name.width += open.len() * 4;
        rows.push(&name, &entry.name, &entry.parts, false);
        if let Some(left) = open.last_mut() {
            *left -= 1;
        }
        // An object that was folded in the browser has no fields in the text.
        let inner = entry.fields.filter(|fields| *fields < entries.len() - at);
        open.extend(inner);
    }
    rows
}

/// A field with its lines.
struct Entry {
    name: Text,
    parts: Parts,
    /// How many fields its type says that it has: `object {3}`.
    fields: Option<usize>,
    /// The line after it.
    end: usize,
}

impl Entry {
    fn read(lines: &[Line], at: usize) -> Option<Self> {
        let (name, mut parts, mut end) = head(lines, at)?;
        let fields = parts.ty.as_ref().and_then(|ty| fields_of(&ty.value));
        let mut doc: Option<Text> = None;
        for _ in 0..LONGEST {
            let Some(line) = line(lines, end) else { break };
            let begins = head(lines, end).is_some();
            if begins || is_section(line.as_str(), lines, end) {
                break;
            }
            if let Some(taken) = parts.noted(lines, end) {
                end += taken;
                continue;
            }
            match &mut doc {
                Some(doc) => doc.append_line(line),
                None => doc = Some(line.clone()),
            }
            end += 1;
        }
        parts.lines.extend(doc.iter().flat_map(|doc| choices::lines(doc.as_str())));
        parts.doc = doc.as_ref().map(cell::one_line);
        Some(Self { name, parts, fields, end })
    }
}

fn line(lines: &[Line], at: usize) -> Option<&Text> {
    lines.get(at)?.as_ref()
}

/// The name of a field and the lines right below it, one of which is a type; and the line after these.
fn head(lines: &[Line], at: usize) -> Option<(Text, Parts, usize)> {
    let first = line(lines, at)?;
    let text = first.as_str();
    if text.chars().count() > 80 || !names::is_name(text) || text.contains(':') {
        return None;
    }
    let mut parts = Parts::default();
    let mut end = at + 1;
    for _ in 0..HEAD {
        let Some(next) = line(lines, end).filter(|line| parts.stacked(line)) else { break };
        end += usize::from(!next.as_str().is_empty());
    }
    // `email` below `phone` is a list of words.
    let is_word = text.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_prose = parts.ty.as_ref().is_some_and(|ty| PROSE.has(&ty.value.to_lowercase()));
    // A description in another script shows that both are of a program.
    let is_described =
        || line(lines, end).is_some_and(|below| below.as_str().starts_with(is_of_other_script));
    if is_word && is_prose && parts.required.is_none() && parts.goes.is_none() && !is_described() {
        return None;
    }
    // A type of the page has a name of its own: `Address`, and what is required below it.
    if parts.ty.is_none() {
        let named = line(lines, at + 1).filter(|_| end == at + 1)?;
        let is_answered = line(lines, at + 2).is_some_and(|line| answers::of_word(line.as_str()).is_some());
        let is_word =
            named.as_str().len() <= 40 && names::is_name(named.as_str()) && !named.as_str().contains(' ');
        if !is_answered || !is_word {
            return None;
        }
        parts.ty = Some(cell::line(named));
        parts.required = line(lines, at + 2).and_then(|line| answers::of_word(line.as_str()));
        end = at + 3;
    }
    Some((first.clone(), parts, end))
}

/// Whether a letter is of a script that no program has for its names.
fn is_of_other_script(c: char) -> bool {
    !c.is_ascii() && c.is_alphabetic()
}

impl Parts {
    /// Takes in a line right below a name: a type, a place, whether it is required, bounds, or several of these.
    fn stacked(&mut self, line: &Text) -> bool {
        let text = line.as_str().trim();
        if text.is_empty() || text.chars().count() > 60 {
            return false;
        }
        if answers::of_word(text).is_some()
            || kinds::is_type(text)
            || crate::lexicon::fields::PLACES.has(&text.to_lowercase())
        {
            return self.learn(text, line.span());
        }
        if is_bound(text) && self.limit.is_none() {
            self.limit = Some(text.to_owned());
            return true;
        }
        // `string required`, `必填 string`
        let Some((left, right)) = text.rsplit_once([' ', '\t', '|', ',', '，', '·']) else { return false };
        let (left, right) = (left.trim(), right.trim());
        let is_part = |part: &str| answers::of_word(part).is_some() || kinds::is_type(part);
        let is_both = is_part(left) && is_part(right);
        is_both && self.learn(left, line.span()) && self.learn(right, line.span())
    }

    /// Takes in what a line of the description says by a word of its own and a colon: `默认值: 1`, or `Example:` with the
    /// value on the next line. Gives how many lines that takes.
    fn noted(&mut self, lines: &[Line], at: usize) -> Option<usize> {
        let text = line(lines, at)?;
        let whole = text.as_str();
        if is_bound(whole) && self.limit.is_none() {
            self.limit = Some(whole.to_owned());
            return Some(1);
        }
        let colon = whole.find([':', '：'])?;
        let label = whole.get(..colon)?;
        let column = *columns::of(label).first().filter(|_| columns::is_listed(label))?;
        let value = whole.get(colon..)?.trim_start_matches([':', '：']).trim_start();
        let own = text.slice(whole.len() - value.len()..whole.len());
        let (value, taken) = if value.is_empty() { (line(lines, at + 1)?.clone(), 2) } else { (own, 1) };
        let word: Spanned<String> = cell::line(&value);
        match column {
            Column::Example if self.example.is_none() => self.example = Some(word),
            Column::Default if self.default.is_none() => self.default = Some(rows::bare(&word.value)),
            Column::Limit if self.limit.is_none() => self.limit = Some(word.value),
            Column::Value => return Some(taken - 1 + self.listed(lines, at + taken - 1, value.as_str())),
            _ => return None,
        }
        Some(taken)
    }

    /// Takes in values, on one line or on one each, and gives how many lines they take.
    fn listed(&mut self, lines: &[Line], at: usize, first: &str) -> usize {
        if first.contains([',', '，', '、', '|', '/']) {
            self.listed = Some(first.to_owned());
            return 1;
        }
        let is_value = |text: &str| {
            !text.is_empty() && text.len() <= 40 && !text.contains([' ', '：', ':']) && text.is_ascii()
        };
        let run = (at..).map_while(|at| line(lines, at).filter(|_| head(lines, at).is_none()));
        let values: Vec<Choice> = run
            .map(|line| line.as_str().trim())
            .take_while(|text| is_value(text))
            .map(|text| Choice { value: text.to_owned(), doc: None })
            .collect();
        let count = values.len().max(1);
        if values.len() > 1 {
            self.lines.extend(values);
        }
        count
    }
}

/// Whether a line is nothing but a bound: `>= 2 characters`, `[ 1 .. 64 ]`.
fn is_bound(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit()) && text.starts_with(['<', '>', '[', '≤', '≥', '='])
}

/// How many fields a type says that an object or an item has: `object {3}`, `array [object {2}]`.
fn fields_of(ty: &str) -> Option<usize> {
    let (_, inner) = ty.rsplit_once('{')?;
    inner.split('}').next()?.trim().parse().ok().filter(|count| *count > 0)
}

/// Whether a line is the title of another part of the page, and no part of a description: it names a place or a part, or a
/// field begins below it.
fn is_section(text: &str, lines: &[Line], at: usize) -> bool {
    let text = text.trim().trim_end_matches([':', '：']);
    if text.chars().count() > 40 || text.ends_with(['.', '。', ',', '，', ';', '；']) {
        return false;
    }
    let is_before = line(lines, at + 1).is_some() && head(lines, at + 1).is_some();
    let topic = topic(text);
    let has_place = answers::place_of_title(text).is_some();
    let ends = SECTION_ENDS.end(&text.to_lowercase());
    (ends && (has_place || topic != Topic::Other))
        || (topic != Topic::Other && has_place)
        || (is_before && (has_place || topic == Topic::Part))
}
