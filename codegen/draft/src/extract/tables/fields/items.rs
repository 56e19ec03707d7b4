//! Lists of fields: bullets and definition lists, `- locker (path, required): number of the locker`.

use std::ops::Range;

use super::parts::Parts;
use super::rows::{self, Rows};
use super::typed::Notation;
use crate::extract::tables::context::Context;
use crate::extract::tables::legend::Legend;
use crate::extract::tables::names;
use crate::extract::tables::titles::is_case;
use crate::extract::tables::{answers, cell, kinds};
use crate::found::{Choice, FieldTable, Place, Printed, Required};
use crate::lexicon::columns::{self, Column};
use crate::lexicon::fields::{OPTIONAL, PLACES, REQUIRED, SOMETIMES, STARTS_SOMETIMES};
use crate::lexicon::flags;
use crate::lexicon::topics::{Topic, topic};
use crate::lexicon::types::{ARTICLES, PROSE};
use crate::lexicon::values::MEDIA;
use crate::lexicon::weights::LISTED_FIELDS;
use crate::page::Text;
use stubwright_spec::diag::{Code, Diagnostic, Diagnostics};
use stubwright_spec::source::{Span, Spanned};

/// Reads a list of fields. `None` where it is something else.
pub(in crate::extract::tables) fn list(
    items: &[(usize, &Text)],
    place: Place,
    context: &Context,
    diags: &mut Diagnostics,
) -> Option<FieldTable> {
    let read: Vec<Option<Item>> = items.iter().map(|(_, text)| item(text)).collect();
    let known = read.iter().filter(|item| item.is_some()).count();
    // Items inside of a field may be its values, or a remark.
    let outermost = items.iter().map(|(depth, _)| *depth).min().unwrap_or_default();
    let outer = items.iter().filter(|(depth, _)| *depth == outermost).count();
    let are_told =
        known > 0 && (LISTED_FIELDS.is_reached(known, items.len()) || LISTED_FIELDS.is_reached(known, outer));
    // `- Request (URL)` alone is a title.
    let is_title = matches!(items, [(_, text)] if !text.as_str().trim().contains('\n') && topic(text.as_str()) != Topic::Other);
    if is_title || !are_told && !are_announced(items, context, context.place().is_some()) {
        return None;
    }
    if !are_told && context.is_led_elsewhere() && !are_announced(items, context, false) {
        if let Some((_, first)) = items.first() {
            let message = "the sentence above does not say that these are fields, so they are left out";
            let this = Diagnostic::new(Code::NotDrafted, first.span(), message);
            diags.push(this.help("write each as `name (type, required): description` if they are"));
        }
        return None;
    }
    for (_, text) in items {
        if names::read(text.as_str()).is_some_and(|name| is_answer_led(&name)) {
            let message = "the name of a field is not told apart from what is said of it, so it is left out";
            diags.push(
                Diagnostic::new(Code::NotDrafted, text.span(), message)
                    .help("write it as `name (type, required): description`"),
            );
        }
    }
    let mut rows = nested(items, read, context.legends.at(place));
    // Where items say themselves that they are required, no title says it of all.
    let is_told = rows.fields.iter().any(|field| field.required == Some(Required::Yes));
    if is_told || !rows.answer(context.required()) {
        rows.settle();
    }
    rows.finish(place, context, diags)
}

/// The members of a field in the items of its cell: each has something that only fields have, or, below an object, is a name
/// with a description.
pub(super) fn members(items: &[(usize, &Text)], is_object: bool) -> Option<Rows> {
    let read: Vec<Option<Item>> = items.iter().map(|(_, text)| item(text)).collect();
    let outermost = items.iter().map(|(depth, _)| *depth).min()?;
    let outer = || items.iter().zip(&read).filter(|((depth, _), _)| *depth == outermost);
    let known = outer().filter(|(_, item)| item.is_some()).count();
    let is_bare = |text: &Text| {
        let item = bare(text).filter(|item| item.parts.doc.is_some());
        item.is_some_and(|item| item.text.as_str().contains(|c: char| c.is_ascii_lowercase()))
    };
    // `string: the text` is about a type.
    let is_of_type =
        |(_, text): &(usize, &Text)| names::read(text.as_str()).is_some_and(|name| kinds::is_type(name.text));
    if items.iter().all(is_of_type) {
        return None;
    }
    let are_bare = || is_object && outer().count() > 1 && outer().all(|((_, text), _)| is_bare(text));
    if !LISTED_FIELDS.is_reached(known, outer().count()) && !are_bare() {
        return None;
    }
    let mut rows = nested(items, read, Legend::default());
    rows.settle();
    (!rows.fields.is_empty()).then_some(rows)
}

/// The fields of items, each below the one that it is indented by.
fn nested(items: &[(usize, &Text)], read: Vec<Option<Item>>, legend: Legend) -> Rows {
    let mut fields: Vec<(usize, Item)> = Vec::new();
    // The item that names the case in which those inside of it are there.
    let mut case: Option<(usize, Text)> = None;
    for ((depth, text), item) in items.iter().zip(read) {
        case = case.filter(|(outer, _)| depth > outer);
        let Some(mut item) = item.or_else(|| bare(text)) else {
            if is_case(text.as_str()) {
                case = Some((*depth, cell::one_line(text)));
            }
            continue;
        };
        item.case = case.as_ref().map(|(_, text)| text.clone());
        let is_value = |last: &Item| {
            let is_open = last.is_scalar() || last.lists_values() && item.parts.doc.is_none();
            is_open && !item.is_typed()
        };
        match fields.last_mut().filter(|(outer, last)| depth > outer && is_value(last)) {
            Some((_, last)) => last.parts.lines.extend(item.choice()),
            None => fields.push((*depth, item)),
        }
    }
    let mut rows = Rows::new(Notation::default(), legend);
    for (depth, item) in &fields {
        let Some(mut name) = names::read(item.text.as_str()) else { continue };
        name.width = depth * 4;
        name.rest = "";
        let known = rows.fields.len();
        rows.push(&name, &item.text, &item.parts, false);
        if let Some((field, case)) = rows.fields.get_mut(known).zip(item.case.as_ref()) {
            field.only_in(case);
        }
    }
    rows
}

/// Whether items are fields by the title above them: most are names with a description, which the samples have or of which
/// the title says where they are sent (`has_place`).
fn are_announced(items: &[(usize, &Text)], context: &Context, has_place: bool) -> bool {
    if are_variables(items, context) {
        return true;
    }
    if !context.announces_fields() || items.len() < 2 {
        return false;
    }
    let (mut named, mut sure) = (0_usize, 0_usize);
    // Items inside of others may be anything.
    let outermost = items.iter().map(|(depth, _)| *depth).min();
    let outer = || items.iter().filter(|(depth, _)| Some(*depth) == outermost);
    for (_, text) in outer() {
        let Some(name) =
            bare(text).and_then(|item| names::read(item.text.as_str()).map(|name| name.text.to_owned()))
        else {
            continue;
        };
        let last = names::steps(&name).pop().map(|step| step.name).unwrap_or_default();
        // `CREATED` among keys in small letters is a value.
        let is_value = !last.contains(|c: char| c.is_ascii_lowercase()) && !context.has_key(&last);
        named += usize::from(!is_value);
        let is_term = text.as_str().trim().split_once('\n').is_some_and(|(term, _)| term.trim() == name);
        sure += usize::from(!is_value && (has_place || is_term || context.knows(&last)));
    }
    let count = outer().count();
    LISTED_FIELDS.is_reached(named, count) && LISTED_FIELDS.is_reached(sure, count)
}

/// Whether all items describe variables of the path that was printed last.
fn are_variables(items: &[(usize, &Text)], context: &Context) -> bool {
    let is_variable = |text: &Text| {
        let item = bare(text).filter(|item| item.parts.doc.is_some())?;
        Some(context.is_variable(names::read(item.text.as_str())?.text))
    };
    items.iter().all(|(_, text)| is_variable(text).unwrap_or_default())
}

/// An item of a list of fields.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) text: Text,
    pub(super) parts: Parts,
    /// The case in which the field is there.
    case: Option<Text>,
}

impl Item {
    fn is_typed(&self) -> bool {
        self.parts.ty.is_some() || self.parts.required.is_some()
    }

    fn is_scalar(&self) -> bool {
        let kind = self.parts.ty.as_ref().and_then(|ty| kinds::read(&ty.value).printed);
        matches!(kind, Some(Printed::Text | Printed::Int | Printed::Long | Printed::Float))
    }

    /// Whether the description of a field without a type ends with a colon: names below it are its values.
    fn lists_values(&self) -> bool {
        let ends = |doc: &Text| doc.as_str().ends_with([':', '：']);
        self.parts.ty.is_none() && self.parts.doc.as_ref().is_some_and(ends)
    }

    /// It as a value of the field that it lies in.
    fn choice(&self) -> Option<Choice> {
        let name = names::read(self.text.as_str())?;
        let doc = self.parts.doc.as_ref().map(|doc| cell::line(doc).value);
        Some(Choice { value: name.text.to_owned(), doc })
    }
}

/// The characters between the parts of an item.
pub(super) fn is_mark(c: char) -> bool {
    c.is_whitespace() || "([（【,，、;；:：–—-)）】].|/`*\"_·•".contains(c)
}

/// An item with something that only fields have: a type, or whether it is required.
pub(super) fn item(text: &Text) -> Option<Item> {
    let text = text.trimmed();
    let (ty, text) = type_first(&text).map_or((None, text), |(ty, rest)| (Some(ty), rest));
    let whole = text.as_str();
    let name = names::read(whole).filter(|name| !is_answer_led(name))?;
    // `an integer`
    if ARTICLES.has(&format!("{} ", name.text.to_lowercase())) {
        return None;
    }
    let from = name.at + name.text.len();
    let mut is_known = ty.is_some();
    let mut parts = Parts { ty, example: assigned(&text, from), ..Parts::default() };
    let mut at = behind_value(whole, from);
    let mut condition = None;
    while let Some((end, next)) = parts.next(&text, at) {
        is_known = true;
        condition = condition.or_else(|| conditional(whole, at..end));
        at = next.max(end);
    }
    parts.doc = match condition {
        Some(from) => Some(cell::one_line(&text.slice(from..whole.len()))),
        None => rest(&text, at),
    };
    // `name：名称，必填`
    is_known |= parts.doc.as_ref().is_some_and(|doc| rows::in_clause(doc.as_str()).is_some());
    // `Test URL: https://host` is an address.
    let is_address = parts.doc.as_ref().is_some_and(|doc| is_address(doc.as_str()));
    (is_known && !is_address).then_some(Item { text, parts, case: None })
}

/// Where a condition begins that says more than that there is one: `(required if lamp is off): …`.
fn conditional(whole: &str, part: Range<usize>) -> Option<usize> {
    let words = whole.get(part.clone())?.trim_start_matches(is_mark).to_lowercase();
    let is_one = STARTS_SOMETIMES.iter().any(|start| start.contains(' ') && words.starts_with(start));
    let from = part.end - words.len();
    let open = whole.get(..from)?.rfind(['(', '（']).filter(|open| *open >= part.start);
    is_one.then(|| open.unwrap_or(from))
}

/// The type in front of a name, and the text from the name on: `int level (required): how bright`.
fn type_first(text: &Text) -> Option<(Spanned<String>, Text)> {
    let whole = text.as_str();
    let (ty, behind) = whole.split_once(' ')?;
    let name = names::read(behind)?;
    let rest = behind.get(name.at + name.text.len()..)?.trim_start_matches(['`', '*', '_']).trim_start();
    let answer =
        rest.strip_prefix(['(', '（']).and_then(|inner| inner.split([',', ')', '）', ':', ' ']).next());
    let is_answered = answer.is_some_and(|word| self::answer(word).is_some());
    // `Date created: …` may be a label of something else.
    let is_led = ty.starts_with(|c: char| c.is_ascii_lowercase()) && rest.starts_with([':', '：']);
    let is_type = kinds::is_type(ty) && !kinds::is_type(name.text) && !is_answer_led(&name);
    let ty = Spanned::new(ty.to_owned(), text.place(0..ty.len()));
    (is_type && (is_answered || is_led)).then(|| (ty, text.slice(whole.len() - behind.len()..whole.len())))
}

/// Whether an item begins with a word for required and not with a name: `Optional: A tag to group by`.
fn is_answer_led(name: &names::Name<'_>) -> bool {
    answers::of_word(name.text).is_some() && name.rest.starts_with([':', '：', '.', '-', '–', '—'])
}

/// Whether a text is nothing but a URL.
fn is_address(text: &str) -> bool {
    let text = text.trim_matches(['`', '*', '"', ' ', '<', '>']);
    (text.starts_with("https://") || text.starts_with("http://")) && !text.contains(char::is_whitespace)
}

/// An item of a list of fields with a name and a description only: `- memo: what the courier reads`.
fn bare(text: &Text) -> Option<Item> {
    let text = text.trimmed();
    let whole = text.as_str();
    let name = names::read(whole).filter(|name| !is_answer_led(name))?;
    let from = name.at + name.text.len();
    let at = behind_value(whole, from);
    let has_value = at > from;
    let behind = whole.get(at..)?.trim_start_matches(['`', '*', '"']).trim_start_matches(' ');
    // What is said of a term is on lines of its own.
    let is_led = has_value
        || behind.is_empty()
        || behind.starts_with('\n')
        || behind.trim_start().starts_with([':', '：', '-', '–', '—', '(', '（', '=']);
    is_led.then(|| {
        let (doc, example) = (rest(&text, at), assigned(&text, from));
        Item { text, parts: Parts { doc, example, ..Parts::default() }, case: None }
    })
}

/// Where what is said of a name begins: behind the placeholder of its value, `tag=<value>` alone on the line, or behind an
/// example.
fn behind_value(whole: &str, at: usize) -> usize {
    let line = whole.get(at..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let value = line.trim_end().strip_prefix('=').unwrap_or_default();
    let is_placeholder = [('<', '>'), ('{', '}'), ('[', ']')].into_iter().any(|(open, close)| {
        value.len() > 2 && value.starts_with(open) && value.find(close) == Some(value.len() - 1)
    });
    match example(line) {
        _ if is_placeholder => at + line.len(),
        None if line.trim_start().starts_with('=') => at + comment(line).map_or(0, |at| at + 2),
        Some(length) => at + length,
        None => at,
    }
}

/// Where the comment behind the value of a name begins: `= 30 // how many`.
fn comment(behind: &str) -> Option<usize> {
    let is_mark = |at: &usize| !behind.get(..*at).is_some_and(|before| before.ends_with(':'));
    behind.match_indices("//").map(|(at, _)| at).find(is_mark)
}

/// The value that a name has in front of a comment; none where there is nothing or a text that stands for one.
fn assigned(text: &Text, from: usize) -> Option<Spanned<String>> {
    let behind = text.as_str().get(from..)?;
    let value = behind.get(..comment(behind)?)?;
    let inside = value.trim_start().strip_prefix('=')?;
    let start = from + value.len() - inside.len();
    let bare = inside.trim().trim_end_matches([',', ';', '&']).trim_end();
    let is_drawn = bare.chars().all(|c| matches!(c, 'x' | 'X' | '*' | '.' | '…'));
    let start = start + inside.len() - inside.trim_start().len();
    (!is_drawn).then(|| Spanned::new(bare.to_owned(), text.place(start..start + bare.len())))
}

/// The length of an example between a name and its type: `: 3` of `: 3 (number, required)`, as API Blueprint has it.
fn example(behind: &str) -> Option<usize> {
    let value = behind.strip_prefix(':')?;
    let open = value.find(" (")?;
    let example = value.get(..open)?.trim();
    let is_one = !example.contains(char::is_whitespace) || example.starts_with('`') && example.ends_with('`');
    let ty = value.get(open + 2..)?.split([',', ')']).next()?;
    (is_one && kinds::is_type(ty.trim())).then_some(1 + open)
}

/// The description of an item, from a byte on.
fn rest(text: &Text, at: usize) -> Option<Text> {
    let whole = text.as_str().get(at..)?;
    let bare =
        whole.trim_start_matches(|c: char| c.is_whitespace() || "`*\"_:：,，;；.)）]-–—|=".contains(c));
    let start = at + whole.len() - bare.len();
    // The bracket of a part may be the last of it.
    let end =
        if bare.contains(['(', '（']) { bare.len() } else { bare.trim_end_matches([')', '）']).len() };
    let doc = cell::one_line(&text.slice(start..start + end));
    (!flags::is_nothing(doc.as_str())).then_some(doc)
}

/// The most words of a type or an answer.
const WORDS: usize = 3;

impl Parts {
    /// Takes in what an item says next of its field: `path`, `required`, `string(40)`. Gives where that ends, and where the
    /// next part may begin.
    fn next(&mut self, text: &Text, at: usize) -> Option<(usize, usize)> {
        let whole = text.as_str();
        let behind = whole.get(at..)?;
        let start = at + behind.len() - behind.trim_start_matches(is_mark).len();
        let start = start + named_type(whole.get(start..)?);
        // `text/json` is a value, and no type.
        if MEDIA.start(whole.get(start..)?) {
            return None;
        }
        let mut ends = Vec::new();
        let mut from = start;
        for _ in 0..WORDS {
            let Some(end) = word_end(whole, from).filter(|end| *end > from) else { break };
            ends.push(end);
            let behind = whole.get(end..)?;
            from = end + behind.len() - behind.trim_start_matches([' ', '`', '*', '_']).len();
        }
        // `optional/required` is one answer.
        ends.extend(both(whole, start));
        let end = ends.into_iter().rev().find(|end| {
            let chunk = whole.get(start..*end).unwrap_or_default();
            ends_here(chunk, whole.get(*end..).unwrap_or_default())
                && self.learn(chunk, text.place(start..*end))
        })?;
        Some((end, end))
    }

    /// Takes in `path`, `required`, `string`; `false` for anything else.
    pub(super) fn learn(&mut self, chunk: &str, span: Span) -> bool {
        let chunk = chunk.trim_matches(['`', '*', '_', '"', ' ']);
        // `<required>`
        let chunk = chunk.strip_prefix('<').and_then(|chunk| chunk.strip_suffix('>')).unwrap_or(chunk);
        if chunk.chars().count() > 40 || chunk.split_whitespace().count() > WORDS {
            return false;
        }
        let is_place = PLACES.has(&chunk.to_lowercase());
        if let Some(goes) = answers::goes(chunk).filter(|_| is_place && self.goes.is_none()) {
            self.goes = Some(goes);
        } else if let Some(required) = answer(chunk).filter(|_| self.required.is_none()) {
            self.required = Some(required);
        } else if self.ty.is_none() && kinds::is_type(chunk) && !goes_on(chunk) {
            self.ty = Some(Spanned::new(chunk.to_owned(), span));
        } else {
            return false;
        }
        true
    }
}

/// Where two answers end that a slash joins.
fn both(whole: &str, start: usize) -> Option<usize> {
    let slash =
        word_end(whole, start).filter(|end| whole.get(*end..).is_some_and(|rest| rest.starts_with('/')))?;
    let end = word_end(whole, slash + 1)?;
    answers::of_word(whole.get(start..end)?).map(|_| end)
}

/// The length of the name of a type in front of it: `type = string`.
pub(super) fn named_type(text: &str) -> usize {
    let Some(at) = text.find(['=', ':', '：']).filter(|at| *at <= 24) else { return 0 };
    let (name, rest) = text.split_at(at);
    let is_type = columns::of(name).first() == Some(&Column::Kind);
    if is_type { text.len() - rest.trim_start_matches(['=', ':', '：', ' ']).len() } else { 0 }
}

/// Whether a type has ended before the last word: words follow its brackets, or a sentence begins.
fn goes_on(chunk: &str) -> bool {
    let mut words = chunk.split_whitespace();
    let is_low = words.next().is_some_and(|first| first.starts_with(char::is_lowercase));
    if is_low && words.any(|word| word.starts_with(char::is_uppercase)) {
        return true;
    }
    let close = chunk.rfind([')', '>', ']', '}', '）']);
    close.and_then(|at| chunk.get(at..)).is_some_and(|behind| behind.contains(char::is_whitespace))
}

/// How a part of an item answers whether the field is required: a word for it, `required if …`, 条件必填.
fn answer(chunk: &str) -> Option<Required> {
    let lower = chunk.to_lowercase();
    let is_led = !chunk.contains(' ')
        && [&REQUIRED, &OPTIONAL, &SOMETIMES].iter().any(|words| words.start(&lower))
        || chunk.contains(' ')
            && STARTS_SOMETIMES.iter().any(|start| start.contains(' ') && lower.starts_with(start));
    answers::of_word(chunk).or_else(|| {
        let is_answer = is_led || (!chunk.is_ascii() && chunk.chars().count() > 1 && !chunk.contains(' '));
        is_answer.then(|| answers::required(chunk)).flatten()
    })
}

/// Where a word ends, with the brackets that are glued to it: `string(40)`, `Map<String, Long>`.
fn word_end(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let mut depth = 0_usize;
    let mut before = ' ';
    for (at, c) in rest.char_indices() {
        match c {
            '\n' => return Some(from + at),
            '(' | '<' | '[' | '{' | '（'
                if before.is_alphanumeric() || depth > 0 || matches!(before, ']' | ')') =>
            {
                depth += 1;
            }
            ')' | '>' | ']' | '}' | '）' if depth > 0 => depth -= 1,
            // The brackets of a list without a type inside.
            '[' if rest.get(at + 1..).is_some_and(|rest| rest.starts_with(']')) => depth += 1,
            '-' if before.is_alphanumeric()
                && rest.get(at + 1..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric)) => {}
            '_' if before.is_alphanumeric() => {}
            '.' if rest.get(at + 1..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric)) => {}
            _ if depth == 0 && is_mark(c) => return Some(from + at),
            _ => {}
        }
        before = c;
    }
    (depth == 0).then_some(text.len())
}

/// Whether a type or an answer is all of a part: a mark follows, a sentence, or another word that no prose has after it.
fn ends_here(chunk: &str, behind: &str) -> bool {
    let bare = behind.trim_start_matches(['`', '*', '_']);
    let next = bare.trim_start_matches(' ');
    let Some(first) = next.chars().next() else { return true };
    // Letters of a script without spaces go on in the same word.
    if bare.len() == next.len() && first.is_alphanumeric() {
        return false;
    }
    let is_prose = PROSE.has(&chunk.to_lowercase());
    // `Phone Number` is what a text tells of.
    let word = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    if is_prose && PROSE.has(&word.to_lowercase()) {
        return false;
    }
    let is_begun = ARTICLES.start(next);
    let is_joined = next.starts_with("of ") || next.starts_with("for ");
    !first.is_ascii_lowercase()
        || is_begun
        || answers::of_word(chunk).is_some()
        || (!is_prose && !is_joined)
        || next.split([' ', ',', '.', ')']).next().is_some_and(|word| answers::of_word(word).is_some())
}
