//! Full-width characters wherever they count: in keys, names, types, numbers and words, and where they swallow the syntax
//! of YAML. The shapes of the table of keys say what is text for people, which may have them.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::keys::{Key, Section};
use super::shapes::Shape;
use crate::diag::{Applicability, Code, Diagnostic, Diagnostics};
use crate::source::Span;
use crate::source::node::{Cursor, Scalar, Shape as Found, Style};
use crate::source::wide::{self, Begin, Edit, applied, ascii_of, edit, line_before, narrow, syntax_from};

/// Reports every such character of a document, one finding for a key or value. `source` is the text it was read from.
pub(super) fn check(root: Cursor<'_>, section: Section, source: &str, diags: &mut Diagnostics) {
    if source.is_ascii() {
        return;
    }
    let mut walk = Walk { source, seen: BTreeSet::new(), diags };
    if let Found::Mapping(entries) = root.shape() {
        walk.keys(&entries, section, walk.is_flow(root));
    }
}

/// The key that is meant by the text of a key: without what a full-width colon made a part of it.
pub(super) fn key_meant(text: &str) -> Cow<'_, str> {
    fn key(text: &str) -> &str {
        text.split(':').next().unwrap_or_default().trim().trim_matches(['"', '\''])
    }
    if text.is_ascii() { key(text).into() } else { key(&narrow(text)).to_owned().into() }
}

/// The number of characters after a text that are searched for a colon.
const BEHIND: usize = 8;

/// Repeating one mistake more often helps nobody.
const MOST_FINDINGS: usize = 200;

/// The meaning of a full-width character in a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Not a mistake.
    Prose,
    /// A mistake, unless the text has other letters that it may belong to.
    Data,
    /// The same, and it cannot be read by the server.
    Name,
    /// A mistake in any case.
    Syntax,
}

/// The surroundings of a value.
#[derive(Clone, Copy)]
struct Home {
    /// The keys of the map around it; none where the author names them.
    keys: &'static [Key],
    /// Whether the map is in braces.
    is_flow: bool,
}

struct Walk<'a, 'd> {
    source: &'a str,
    /// Scalars that were reported, by their start: an alias leads to one more than once.
    seen: BTreeSet<u32>,
    diags: &'d mut Diagnostics,
}

impl Walk<'_, '_> {
    fn is_flow(&self, at: Cursor<'_>) -> bool {
        self.source.get(at.span().range()).is_some_and(|text| text.starts_with('{'))
    }

    fn value(&mut self, at: Cursor<'_>, shape: &Shape, home: Home) {
        // The target of an alias may have other characters.
        if self.source.get(at.span().range()).is_some_and(|text| text.is_ascii() && !text.contains('*')) {
            return;
        }
        match at.shape() {
            Found::Scalar(scalar) => self.scalar(scalar, shape, home),
            Found::Sequence(items) => {
                let item = item_of(shape).unwrap_or(shape);
                let home = Home { keys: &[], ..home };
                items.into_iter().for_each(|at| self.value(at, item, home));
            }
            Found::Mapping(entries) => {
                let is_flow = self.is_flow(at);
                match map_of(shape, &entries) {
                    Some(Shape::Keys(section) | Shape::Kind(section, _)) => {
                        self.keys(&entries, **section, is_flow)
                    }
                    Some(Shape::Map(_, entry)) => self.names(&entries, entry, is_flow),
                    // `{T}` is a type.
                    Some(_) => entries.iter().for_each(|(key, _)| self.text(*key, Kind::Syntax, &|_| false)),
                    None => {}
                }
            }
        }
    }

    fn keys(&mut self, entries: &[(Scalar<'_>, Cursor<'_>)], section: Section, is_flow: bool) {
        let find = |name: &str| section.keys.iter().find(|key| key.name == name);
        for (key, value) in entries {
            let known = |name: &str| find(name).is_some();
            if self.swallowed(*key, &known, true) {
                self.explain(*value);
            } else {
                self.text(*key, Kind::Syntax, &known);
            }
            if let Some(found) = find(&key_meant(key.text)) {
                self.value(*value, &found.shape, Home { keys: section.keys, is_flow });
            }
        }
    }

    /// Keys of the author's.
    fn names(&mut self, entries: &[(Scalar<'_>, Cursor<'_>)], entry: &Shape, is_flow: bool) {
        for (key, value) in entries {
            let is_cut = value.span().range().is_empty();
            let ends = |edit: &Edit| is_cut || self.source[edit.at.end..].starts_with([' ', '{', '[']);
            let edits = self.syntax_of(*key);
            let colon = edits.iter().find(|edit| ascii_of(edit.c) == Some(':'));
            if colon.is_some_and(ends) {
                self.report_syntax(*key, &edits, Applicability::Guess);
                self.explain(*value);
            } else {
                self.text(*key, Kind::Name, &|_| false);
            }
            self.value(*value, entry, Home { keys: &[], is_flow });
        }
    }

    /// Mistakes in the rest of a value are caused by its beginning, which became part of the key.
    fn explain(&mut self, value: Cursor<'_>) {
        if value.scalar().is_some() {
            self.diags.explained(value.span());
        }
    }

    fn scalar(&mut self, scalar: Scalar<'_>, shape: &Shape, home: Home) {
        let known = |name: &str| has_key(shape, name);
        if self.begins_line(scalar) && self.swallowed(scalar, &known, true) {
            return;
        }
        let around = |name: &str| home.keys.iter().any(|key| key.name == name);
        if home.is_flow && self.swallowed(scalar, &around, false) {
            return;
        }
        let is_word = |text: &str| is_word_of(shape, text);
        if let Some(kind) = kind_of(shape) {
            self.text(scalar, kind, &is_word);
        }
    }

    fn begins_line(&self, scalar: Scalar<'_>) -> bool {
        let before = self.source.get(..scalar.span.range().start).unwrap_or_default();
        let before = before.trim_end_matches([' ', '-']);
        before.is_empty() || before.ends_with(['\n', '\r'])
    }

    /// The characters in a text without quotes that read like the syntax of YAML.
    fn syntax_of(&self, scalar: Scalar<'_>) -> Vec<Edit> {
        let span = scalar.span.range();
        let is_wanted = scalar.style == Style::Plain && self.seen.len() < MOST_FINDINGS;
        if !is_wanted || self.source.get(span.clone()).is_none_or(str::is_ascii) {
            return Vec::new();
        }
        // The result of reading a long line does not depend on its length.
        let before = self.source.get(..span.start).unwrap_or_default().trim_end_matches([' ', '\t']);
        let begin = if before.ends_with(':') { Begin::Value } else { Begin::Line };
        // The characters after the text decide whether a word at its end is a key.
        let rest = self.source.get(span.end..).unwrap_or_default();
        let next = rest.chars().take(BEHIND).take_while(|c| !matches!(c, '\n' | '\r'));
        let end = span.end + next.map(char::len_utf8).sum::<usize>();
        if self.source.get(span.start..end).and_then(wide::first_in).is_none() {
            return Vec::new();
        }
        let found = syntax_from(self.source, span.start..end, begin);
        found.into_iter().filter(|edit| span.contains(&edit.at.start)).collect()
    }

    /// Reports a text that contains keys followed by a full-width colon: at the start of the text
    /// (`is_first`), or after a full-width comma.
    fn swallowed(&mut self, scalar: Scalar<'_>, known: &dyn Fn(&str) -> bool, is_first: bool) -> bool {
        // Quotes and brackets are left to the values that they are around.
        let is_separator = |edit: &Edit| matches!(ascii_of(edit.c), Some(':' | ',' | ' '));
        let edits: Vec<Edit> = self.syntax_of(scalar).into_iter().filter(is_separator).collect();
        let sign = |edit: &Edit| ascii_of(edit.c);
        let separators: Vec<&Edit> =
            edits.iter().filter(|edit| matches!(sign(edit), Some(':' | ','))).collect();
        let mut before = scalar.span.range().start;
        let mut is_behind_comma = is_first;
        for edit in separators {
            let word = self.source.get(before..edit.at.start).unwrap_or_default();
            if sign(edit) == Some(':') && is_behind_comma && known(&key_meant(word)) {
                self.report_syntax(scalar, &edits, Applicability::Safe);
                return true;
            }
            is_behind_comma = sign(edit) == Some(',');
            before = edit.at.end;
        }
        false
    }

    fn report_syntax(&mut self, scalar: Scalar<'_>, edits: &[Edit], applicability: Applicability) {
        let span = scalar.span.range();
        let shifted = edits.iter().map(|edit| {
            let at = edit.at.start - span.start..edit.at.end - span.start;
            Edit { at, ..edit.clone() }
        });
        let shifted: Vec<Edit> = shifted.collect();
        let text = applied(self.source.get(span).unwrap_or_default(), &shifted);
        let lines: Vec<String> = text.lines().take(3).map(|line| format!("`{}`", line.trim())).collect();
        let help = format!("write {}; if all of it is text, put it in quotes", lines.join(", "));
        self.report(Code::FullWidth, scalar.span, edits, |found| {
            let fixed = edits.iter().fold(found, |found, Edit { at, new, .. }| {
                found.fix(Span::new(scalar.span.file, at.start, at.end), new.clone(), applicability)
            });
            fixed.note("YAML reads it, and what follows it, as part of the text").help(help)
        });
    }

    /// A key or value as a whole. `known` says whether the text that is meant is a word of the format.
    fn text(&mut self, scalar: Scalar<'_>, kind: Kind, known: &dyn Fn(&str) -> bool) {
        let span = scalar.span.range();
        let raw = self.source.get(span.clone()).unwrap_or_default();
        if raw.is_ascii() || wide::first_in(raw).is_none() || is_block(scalar) {
            return;
        }
        let is_native = wide::is_native(raw);
        let code = match kind {
            Kind::Prose => return,
            Kind::Data if is_native || !narrow(raw).contains(char::is_alphanumeric) => return,
            Kind::Data => Code::FullWidthName,
            Kind::Name if is_native => Code::FullWidthName,
            Kind::Name | Kind::Syntax => Code::FullWidth,
        };
        let wide = raw.char_indices().filter(|(_, c)| ascii_of(*c).is_some());
        let edits: Vec<Edit> = wide.map(|(at, c)| edit(self.source, span.start + at, c)).collect();
        let new = meant(scalar, raw, kind);
        let is_indentation = self.begins_line(scalar) && raw.starts_with(char::is_whitespace);
        let is_certain = known(&key_meant(scalar.text)) || known(new.trim_matches(['"', '\'']));
        let applicability = if is_certain { Applicability::Safe } else { Applicability::Guess };
        let help = match new.trim() {
            "" => String::from("write the name in ASCII characters"),
            new if is_indentation => format!("indent `{new}` with ASCII spaces, like the surrounding lines"),
            new => format!("write `{new}`"),
        };
        self.report(code, scalar.span, &edits, |found| {
            let indent: String = edits.iter().take_while(|edit| edit.new.trim().is_empty()).map(|edit| edit.new.as_str()).collect();
            let new = if is_indentation { format!("{indent}{new}") } else { new };
            let found = found.help(help).fix(scalar.span, new, applicability);
            match kind {
                Kind::Name | Kind::Data => found.note(format!(
                    "if the server expects this character, write it as an escape in double quotes: `\\u{:04X}`",
                    edits.first().map_or(0, |edit| u32::from(edit.c))
                )),
                Kind::Syntax | Kind::Prose => found,
            }
        });
    }

    fn report(
        &mut self,
        code: Code,
        span: Span,
        edits: &[Edit],
        complete: impl FnOnce(Diagnostic) -> Diagnostic,
    ) {
        let Some(first) = edits.first().filter(|_| self.seen.len() < MOST_FINDINGS) else { return };
        if !self.seen.insert(span.start) {
            return;
        }
        let Range { start, end } = first.at.clone();
        let message = wide::named(first.c, line_before(self.source, start));
        let found = Diagnostic::new(code, Span::new(span.file, start, end), message);
        let found = complete(match edits.len() {
            1 => found,
            2 => found.note("the text has another such character"),
            count => found.note(format!("the text has {} more such characters", count - 1)),
        });
        match code {
            Code::FullWidth => self.diags.explain(found, span),
            _ => self.diags.push(found),
        }
    }
}

fn is_block(scalar: Scalar<'_>) -> bool {
    matches!(scalar.style, Style::Literal | Style::Folded)
}

/// The text as it is meant, in quotes where it needs them.
fn meant(scalar: Scalar<'_>, raw: &str, kind: Kind) -> String {
    let new: String = match scalar.style {
        // A quote that becomes ASCII would end the text.
        Style::Double => {
            let inner = raw.get(1..raw.len() - 1).unwrap_or_default();
            let escaped = |c: char| match ascii_of(c) {
                Some(quote @ ('"' | '\\')) => format!("\\{quote}"),
                Some(other) => other.to_string(),
                None => c.to_string(),
            };
            format!("\"{}\"", inner.chars().map(escaped).collect::<String>())
        }
        Style::Single => {
            let inner = raw.get(1..raw.len() - 1).unwrap_or_default();
            let doubled = inner
                .chars()
                .map(|c| if ascii_of(c) == Some('\'') { String::from("''") } else { narrow(&c.to_string()) });
            format!("'{}'", doubled.collect::<String>())
        }
        _ => narrow(raw).trim().to_owned(),
    };
    let is_quoted =
        ['"', '\''].iter().any(|quote| new.len() > 1 && new.starts_with(*quote) && new.ends_with(*quote));
    let is_special = |c: char| {
        matches!(
            c,
            ',' | '[' | ']' | '{' | '}' | '"' | '\'' | '#' | '&' | '*' | '!' | '|' | '>' | '%' | '@' | '`'
        )
    };
    match kind {
        Kind::Name | Kind::Data
            if !is_quoted && (new.contains(is_special) || new.contains(": ") || new.ends_with(':')) =>
        {
            format!("'{}'", new.replace('\'', "''"))
        }
        _ => new,
    }
}

/// The shape of the items of a list.
fn item_of(shape: &Shape) -> Option<&'static Shape> {
    match shape {
        Shape::List(_, item) => Some(item),
        Shape::Either(shapes) => shapes.iter().find_map(item_of),
        Shape::Kind(_, other) => item_of(other),
        _ => None,
    }
}

/// The shape of a map: its keys say which of several it is.
fn map_of<'s>(shape: &'s Shape, entries: &[(Scalar<'_>, Cursor<'_>)]) -> Option<&'s Shape> {
    match shape {
        Shape::Keys(_) | Shape::Map(..) | Shape::Type => Some(shape),
        Shape::Kind(section, other) => {
            let names = match section.rule {
                super::keys::Rule::Need(names)
                | super::keys::Rule::One(names)
                | super::keys::Rule::Any(names) => names,
                super::keys::Rule::Free => &[],
            };
            let is_there = entries.iter().any(|(key, _)| names.contains(&&*key_meant(key.text)));
            if is_there { Some(shape) } else { map_of(other, entries) }
        }
        // A type in braces has one key and no value.
        Shape::Either(shapes) => {
            let is_type =
                matches!(entries, [(_, value)] if value.scalar().is_some_and(|scalar| scalar.is_null()));
            let mut maps = shapes.iter().filter_map(|shape| map_of(shape, entries));
            let first = maps.clone().find(|shape| matches!(shape, Shape::Type) == is_type);
            first.or_else(|| maps.next())
        }
        _ => None,
    }
}

fn kind_of(shape: &Shape) -> Option<Kind> {
    Some(match shape {
        Shape::Prose => Kind::Prose,
        Shape::Data => Kind::Data,
        Shape::Text => Kind::Name,
        Shape::Flag | Shape::Words(_) | Shape::Form(_) | Shape::Number(..) | Shape::Type => Kind::Syntax,
        Shape::Either(shapes) => return shapes.iter().find_map(kind_of),
        Shape::Kind(_, other) => return kind_of(other),
        Shape::Any | Shape::Nothing | Shape::List(..) | Shape::Map(..) | Shape::Keys(_) => return None,
    })
}

/// Whether a map of the shape has the key.
fn has_key(shape: &Shape, name: &str) -> bool {
    match shape {
        Shape::Keys(section) => section.keys.iter().any(|key| key.name == name),
        Shape::Kind(section, other) => {
            section.keys.iter().any(|key| key.name == name) || has_key(other, name)
        }
        Shape::Either(shapes) => shapes.iter().any(|shape| has_key(shape, name)),
        Shape::List(_, item) => has_key(item, name),
        // Names of the author's, which begin like names.
        Shape::Map(_, entry) => {
            !matches!(entry, Shape::Prose) && name.starts_with(|c: char| c.is_ascii_alphabetic())
        }
        _ => false,
    }
}

/// Whether a text is one that the shape takes.
fn is_word_of(shape: &Shape, text: &str) -> bool {
    match shape {
        Shape::Words(words) => words.contains(&text),
        Shape::Flag => matches!(text, "true" | "false"),
        Shape::Number(least, most) => {
            text.parse::<usize>().is_ok_and(|number| (*least..=*most).contains(&number))
        }
        // No type has such a character, so there is one meaning.
        Shape::Type => true,
        Shape::Either(shapes) => shapes.iter().any(|shape| is_word_of(shape, text)),
        Shape::Kind(_, other) => is_word_of(other, text),
        _ => false,
    }
}
