//! Fields whose name, type and answer share a line, whatever is between them: `seat string required`, `seat (string) –
//! required`, and `seatstring · min: 1Required`, as browsers copy what is beside each other.

use super::items::is_mark;
use super::parts::{self, Parts};
use crate::extract::tables::{answers, kinds, names};
use crate::found::{Printed, Required};
use crate::lexicon::columns::{self, Column};
use crate::lexicon::fields::{
    BESIDE_TYPES, BOUND_LENGTHS, DEFAULTED, LEAST, MOST, OPTIONAL, PLACES, REQUIRED, SOMETIMES,
};
use crate::lexicon::lists::Words;
use crate::lexicon::types::{ARTICLES, BOUND_UNITS, GLUED, NULLS, PROSE, UNTYPED};
use crate::page::Text;
use stubwright_spec::source::Spanned;

/// No such line is longer.
const LONGEST: usize = 120;

/// No type is longer.
const LONGEST_TYPE: usize = 40;

/// Shorter words for required may be a part of another word.
const SHORTEST_ANSWER: usize = 5;

/// The parts of a line that begins a field.
pub(super) struct Spelled {
    pub(super) name: Text,
    pub(super) parts: Parts,
    is_glued: bool,
    /// Whether the line may be one of prose: `phone number`.
    is_prose: bool,
}

/// Whether the lines of a page have such fields that say whether they are required, which no other line says.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::extract::tables) struct Spelling {
    are_glued: bool,
    are_spaced: bool,
}

impl Spelling {
    /// Learns from a line.
    pub(in crate::extract::tables) fn learn(&mut self, line: &Text) {
        if self.are_glued && self.are_spaced {
            return;
        }
        if let Some(spelled) = read(line).filter(|spelled| spelled.parts.required.is_some()) {
            self.are_glued |= spelled.is_glued;
            self.are_spaced |= !spelled.is_glued;
        }
    }

    /// The field that begins in a line. Where it does not say whether it is required, others of the page do. Words that are
    /// prose as well need a description above.
    pub(super) fn field(self, line: &Text, is_described: bool) -> Option<Spelled> {
        let spelled = read(line)?;
        if !is_described && spelled.is_prose {
            return None;
        }
        let is_known = if spelled.is_glued { self.are_glued } else { self.are_spaced };
        (spelled.parts.required.is_some() || is_known).then_some(spelled)
    }
}

fn read(line: &Text) -> Option<Spelled> {
    let whole = line.as_str();
    if whole.len() > LONGEST || whole.ends_with(['.', '。', ':', '：', ',', '，']) {
        return None;
    }
    let name = names::read(whole)?;
    let end = name.at + name.text.len();
    let behind = whole.get(end..)?;
    // `enumstring · min: 1`: the mark is behind the type.
    let is_behind = behind.trim_start().starts_with(['·', '|', '(', '<']);
    let glued = |name: &names::Name<'_>| glued(line, name.at, end);
    let spaced = |name: &names::Name<'_>| {
        let is_apart = behind.starts_with(|c: char| is_mark(c) && !matches!(c, '.' | '/'));
        let parts = is_apart.then(|| parts(line, end)).flatten()?;
        let name_of = || line.slice(name.at..end);
        let is_prose = may_be_prose(name.text, &parts);
        is_field(name.text, &parts).then(|| Spelled { name: name_of(), parts, is_glued: false, is_prose })
    };
    let glued_first = is_behind.then(|| glued(&name)).flatten();
    glued_first.or_else(|| spaced(&name)).or_else(|| glued(&name))
}

/// The field whose name, from byte `start` of a line on, and type have nothing between them; the type begins before `end`.
fn glued(line: &Text, start: usize, end: usize) -> Option<Spelled> {
    let whole = line.as_str();
    let lower = whole.to_ascii_lowercase();
    let begins = |at: &usize| {
        lower.get(*at..).is_some_and(|rest| {
            GLUED.start(rest) || answer(rest).is_some_and(|(_, found)| found == Required::Yes)
        })
    };
    let (at, parts) = (start + 1..end)
        .filter(|at| whole.is_char_boundary(*at))
        .filter(begins)
        .find_map(|at| Some((at, parts(line, at)?)))?;
    let is_name = names::is_name(whole.get(start..at)?);
    is_name.then(|| Spelled { name: line.slice(start..at), parts, is_glued: true, is_prose: false })
}

/// Whether a word with a space and a type behind it is the name of a field: `empty string` is none.
fn is_field(name: &str, parts: &Parts) -> bool {
    let is_low = name.starts_with(char::is_lowercase);
    let is_word = answers::of_word(name).is_some()
        || kinds::is_type(name)
        || ARTICLES.has(&format!("{} ", name.to_lowercase()));
    is_printed(name) || !is_word && (is_low || parts.required.is_some() && !is_prose(parts))
}

/// Whether a name is one that only programs have.
fn is_printed(name: &str) -> bool {
    name.contains('_')
        || name.starts_with(char::is_lowercase) && name.contains(char::is_uppercase)
        || name.contains(|c: char| c.is_ascii_digit())
}

/// Whether a name and what is said of it may be words of prose: `phone number`.
pub(super) fn may_be_prose(name: &str, parts: &Parts) -> bool {
    !is_printed(name) && parts.required.is_none() && is_prose(parts)
}

fn is_prose(parts: &Parts) -> bool {
    parts.ty.as_ref().is_some_and(|ty| PROSE.has(&ty.value.to_lowercase()))
}

/// The parts from a byte of a line on, if nothing else is there and one of them is a type.
fn parts(line: &Text, from: usize) -> Option<Parts> {
    let mut parts = Parts::default();
    let is_typed = parts.spelled(line, from)?;
    is_typed.then_some(parts)
}

impl Parts {
    /// Takes in what is said from a byte of a line on: a type, whether it is required, a place, bounds, a default. Says
    /// whether a type is among it; `None` where something else is there.
    pub(super) fn spelled(&mut self, line: &Text, from: usize) -> Option<bool> {
        let whole = line.as_str();
        let lower = whole.to_ascii_lowercase();
        let mut at = from;
        let (mut is_typed, mut is_nullable) = (false, false);
        let mut limits: Vec<String> = Vec::new();
        loop {
            let rest = whole.get(at..)?;
            at += rest.len() - rest.trim_start_matches(|c| is_mark(c) && c != '[').len();
            let (rest, small) = (whole.get(at..)?, lower.get(at..)?);
            if rest.is_empty() {
                break;
            }
            if let Some((taken, limit)) = bound(small) {
                limits.push(limit);
                at += taken;
            } else if let Some(taken) = self.labelled(line, at) {
                at += taken;
            } else if let Some(word) = longest(&NULLS, small).filter(|_| is_typed) {
                is_nullable = true;
                at += word.len();
            } else if let Some((taken, answer)) = answer(small) {
                self.required = self.required.or(Some(answer));
                at += taken;
            } else if let Some(taken) = type_at(rest).filter(|_| !is_typed) {
                is_typed = true;
                let span = line.place(at..at + taken);
                self.ty = Some(Spanned::new(rest.get(..taken)?.to_owned(), span));
                at += taken;
            } else if let Some(word) = longest(&UNTYPED, small).filter(|_| !is_typed) {
                is_typed = true;
                at += word.len();
            } else if let Some(word) = longest(&PLACES, small).filter(|_| self.goes.is_none()) {
                self.goes = answers::goes(word);
                at += word.len();
            } else {
                at += longest(&BESIDE_TYPES, small)?.len();
            }
        }
        self.finish(&limits, is_nullable);
        Some(is_typed)
    }

    /// Puts bounds and null where the type says what they mean.
    fn finish(&mut self, limits: &[String], is_nullable: bool) {
        let kind = self.ty.as_ref().and_then(|ty| kinds::read(&ty.value).printed);
        let is_text = matches!(kind, Some(Printed::Text | Printed::Url));
        let counted = |limit: &String| {
            let is_bare = limit.ends_with(|c: char| c.is_ascii_digit());
            if is_text && is_bare { format!("{limit} characters") } else { limit.clone() }
        };
        if !limits.is_empty() {
            let more = limits.iter().map(counted).collect::<Vec<_>>().join(", ");
            self.limit = Some(self.limit.take().map_or(more.clone(), |known| format!("{known}, {more}")));
        }
        if let Some(ty) = self.ty.as_mut().filter(|_| is_nullable) {
            ty.value.push_str(" | null");
        }
    }

    /// Takes in a default or an example up to the end of the line or the next label: `default: 10`, `Defaults to 1`.
    fn labelled(&mut self, line: &Text, at: usize) -> Option<usize> {
        let rest = line.as_str().get(at..)?;
        let lower = rest.to_ascii_lowercase();
        let (column, start) = match longest(&DEFAULTED, &lower) {
            Some(word) => (Column::Default, word.len()),
            None => label(rest)?,
        };
        let value = rest.get(start..)?;
        let end = value.char_indices().skip(1).map(|(at, _)| at);
        let end = end
            .filter(|at| value.is_char_boundary(*at))
            .find(|at| value.get(*at..).is_some_and(|rest| label(rest).is_some()));
        let value = value.get(..end.unwrap_or(value.len()))?;
        let taken = start + value.len();
        let bare = value.trim().trim_start_matches(':').trim();
        // `default:whiterequired`
        let (bare, answer) = cut_answer(bare);
        self.required = self.required.or(answer);
        if !bare.is_empty() {
            match column {
                Column::Default => self.default = self.default.take().or_else(|| Some(parts::bare(bare))),
                Column::Example => {
                    let word = Spanned::new(bare.to_owned(), line.place(at..at + taken));
                    self.example = self.example.take().or(Some(word));
                }
                Column::Value if bare.contains([',', '|', '，', '、']) => {
                    self.listed = Some(bare.to_owned())
                }
                _ => return None,
            }
        }
        Some(taken)
    }
}

/// A label with a colon that a text begins with, and where its value begins.
fn label(text: &str) -> Option<(Column, usize)> {
    let colon = text.find([':', '：']).filter(|at| *at <= 24)?;
    let label = text.get(..colon)?;
    let column = columns::of(label)
        .into_iter()
        .find(|column| matches!(column, Column::Default | Column::Example | Column::Value))?;
    let width = text.get(colon..)?.chars().next().map_or(1, char::len_utf8);
    columns::is_listed(label).then_some((column, colon + width))
}

/// A value without a word for required at its end.
fn cut_answer(value: &str) -> (&str, Option<Required>) {
    let lower = value.to_ascii_lowercase();
    let words = [(&OPTIONAL, Required::No), (&REQUIRED, Required::Yes)];
    let found = words.into_iter().find_map(|(words, answer)| {
        let word = words.iter().filter(|word| word.len() >= SHORTEST_ANSWER && lower.ends_with(**word));
        let rest = value.get(..value.len() - word.max_by_key(|word| word.len())?.len())?.trim_end();
        (!rest.is_empty()).then_some((rest, Some(answer)))
    });
    found.unwrap_or((value, None))
}

/// The longest of the words that a text begins with.
fn longest(words: &Words, text: &str) -> Option<&'static str> {
    words.iter().filter(|word| text.starts_with(**word)).max_by_key(|word| word.len()).copied()
}

/// The word for required that a text begins with.
fn answer(text: &str) -> Option<(usize, Required)> {
    let words = [(&OPTIONAL, Required::No), (&REQUIRED, Required::Yes), (&SOMETIMES, Required::Sometimes)];
    let found = words.into_iter().filter(|(words, _)| words.may_start(text)).filter_map(|(words, answer)| {
        let long = words.iter().filter(|word| word.len() >= SHORTEST_ANSWER && text.starts_with(**word));
        long.map(|word| word.len()).max().map(|length| (length, answer))
    });
    found.max_by_key(|(length, _)| *length)
}

/// The length of the type that a text begins with: the longest one before a word for required.
fn type_at(text: &str) -> Option<usize> {
    let places = || text.char_indices().map(|(at, _)| at).skip(1).chain([text.len()]).take(LONGEST_TYPE);
    let window = text.get(..places().last()?)?;
    // In most lines of prose no type begins.
    let plain = window.find(kinds::MARKS).unwrap_or(window.len());
    let may_be_plain = window.get(..plain).is_some_and(kinds::may_begin_type);
    if !may_be_plain && plain == window.len() {
        return None;
    }
    let lower = text.to_ascii_lowercase();
    let is_answer = |at: &usize| lower.get(*at..).is_some_and(|rest| answer(rest).is_some());
    let places: Vec<usize> = places().collect();
    let count = places.iter().position(is_answer).map_or(places.len(), |at| at + 1);
    let mut ends = places.into_iter().take(count).rev().filter(|end| may_be_plain || *end > plain);
    ends.find(|end| text.get(..*end).is_some_and(is_closed_type))
}

/// Whether a text is a type whose brackets are closed, and hold no bounds.
fn is_closed_type(text: &str) -> bool {
    let mut depth = 0_usize;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        match c {
            '(' | '<' | '[' | '{' => {
                let inside = text.get(at + 1..).unwrap_or_default().trim_start();
                // `string [ 1 .. 12 ]`
                if before == ' ' && (c == '[' || !inside.starts_with(char::is_alphabetic)) {
                    return false;
                }
                depth += 1;
            }
            ')' | '>' | ']' | '}' => {
                let Some(outer) = depth.checked_sub(1) else { return false };
                depth = outer;
            }
            // A word right behind a bracket is another part.
            c if c.is_alphanumeric() && matches!(before, ')' | '>' | ']' | '}') && depth == 0 => {
                return false;
            }
            _ => {}
        }
        before = c;
    }
    let is_ended = text.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | '>' | ']' | '}'));
    depth == 0 && is_ended && kinds::is_type(text) && !text.contains(['·', '–', '—'])
}

/// A bound that a text begins with, and its length: `min: 3`, `>= 1 characters`, `[ 1 .. 12 ] items`, `length ≥ 1`.
fn bound(text: &str) -> Option<(usize, String)> {
    let lead = longest(&BOUND_LENGTHS, text).map_or(0, str::len);
    let own = text.get(lead..)?;
    let (taken, limit) = range(own).or_else(|| one_end(own))?;
    let is_bare = lead > 0 && limit.ends_with(|c: char| c.is_ascii_digit());
    Some((lead + taken, if is_bare { format!("{limit} characters") } else { limit }))
}

/// `[ 1 .. 12 ] characters`
fn range(text: &str) -> Option<(usize, String)> {
    let range = text.strip_prefix('[')?.split(']').next()?;
    let (least, most) = range.split_once("..")?;
    let are_numbers = [least, most].iter().all(|part| part.trim().parse::<f64>().is_ok());
    let taken = range.len() + 2;
    let (unit, width) = unit(text.get(taken..)?);
    let limit = format!(">= {}{unit}, <= {}{unit}", least.trim(), most.trim());
    are_numbers.then_some((taken + width, limit))
}

/// `>= 1 characters`, `min: 3`
fn one_end(text: &str) -> Option<(usize, String)> {
    let (sign, start) = sign(text)?;
    let rest = text.get(start..)?;
    let value = rest.trim_start_matches([' ', ':', '=']);
    let digits = value.find(|c: char| !c.is_ascii_digit() && c != '.' && c != '-').unwrap_or(value.len());
    let number = value.get(..digits)?.trim_end_matches(['.', '-']);
    let taken = start + rest.len() - value.len() + number.len();
    let (unit, width) = unit(text.get(taken..)?);
    number.parse::<f64>().is_ok().then(|| (taken + width, format!("{sign} {number}{unit}")))
}

/// The sign of a bound that a text begins with, and where its number may begin.
fn sign(text: &str) -> Option<(&'static str, usize)> {
    const SIGNS: [(&str, &str); 7] =
        [("<=", "<="), (">=", ">="), ("≤", "<="), ("≥", ">="), ("<", "<"), (">", ">"), ("=", "=")];
    let of_sign = |text: &str| {
        SIGNS
            .into_iter()
            .find(|(printed, _)| text.starts_with(printed))
            .map(|(printed, sign)| (sign, printed.len()))
    };
    let of_word = || {
        let words = [(&LEAST, ">="), (&MOST, "<=")];
        words.into_iter().find_map(|(words, sign)| Some((sign, longest(words, text)?.len())))
    };
    of_sign(text).or_else(of_word)
}

/// The unit that a text behind a number begins with, and its length with the space in front.
fn unit(text: &str) -> (String, usize) {
    let bare = text.trim_start();
    longest(&BOUND_UNITS, bare)
        .map_or((String::new(), 0), |word| (format!(" {word}"), text.len() - bare.len() + word.len()))
}
