//! The text of a cell on one line.

use crate::lexicon::flags;
use crate::page::{Cell, Text};
use stubwright_spec::source::{Span, Spanned};

pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}' | '\u{202a}'..='\u{202e}')
}

/// The first invisible character of a text, and its place.
pub(super) fn invisible(text: &Text) -> Option<(char, Span)> {
    if text.as_str().is_ascii() {
        return None;
    }
    let (at, c) = text.as_str().char_indices().find(|(_, c)| is_invisible(*c))?;
    Some((c, text.place(at..at + c.len_utf8())))
}

/// A text on one line: breaks and bullets inside become a space, invisible characters are gone.
pub(super) fn one_line(text: &Text) -> Text {
    let text = text.trimmed();
    let is_odd = |c: char| c == '\n' || c == '\r' || c == '\t' || c == '\u{a0}' || is_invisible(c);
    let is_plain =
        |text: &str| text.is_ascii() && !text.bytes().any(|byte| matches!(byte, b'\n' | b'\r' | b'\t'));
    let is_loose = text.as_str().contains("  ");
    if !is_loose && (is_plain(text.as_str()) || !text.as_str().contains(is_odd)) {
        return text;
    }
    let mut line = Text::new(text.file());
    // Items from the first line on are several texts; below another line they go on with it.
    let mut are_items = true;
    for part in text.lines() {
        let bare = without_bullet(&part);
        let is_item = bare.as_str().len() < part.trimmed().as_str().len();
        are_items &= is_item;
        let part = bare;
        if part.as_str().is_empty() {
            continue;
        }
        if !line.as_str().is_empty() {
            let at = part.span().range().start;
            let is_ended = line.as_str().ends_with([';', '.', ':', ',', '。', '；', '：', '，', '、']);
            line.push(if are_items && !is_ended { "; " } else { " " }, at..at);
        }
        append(&mut line, &part);
    }
    line
}

/// The text of a cell that says something.
pub(super) fn filled(cell: &Cell) -> Option<Spanned<String>> {
    let text = line(&cell.text);
    (!flags::is_nothing(&text.value)).then_some(text)
}

/// Appends without invisible characters, and several spaces as one.
fn append(line: &mut Text, part: &Text) {
    let mut from = 0;
    let is_blank = |c: char| matches!(c, '\t' | '\u{a0}');
    for (at, c) in part.as_str().char_indices().filter(|(_, c)| is_invisible(*c) || is_blank(*c) || *c == ' ')
    {
        let before = part.as_str().get(..at).unwrap_or_default();
        let follows = before.ends_with([' ', '\t', '\u{a0}']);
        if c == ' ' && !follows {
            continue;
        }
        if from < at {
            line.append(&part.slice(from..at));
        }
        from = at + c.len_utf8();
        if is_blank(c) && !follows {
            line.push(" ", part.place(at..from).range());
        }
    }
    if from < part.as_str().len() {
        line.append(&part.slice(from..part.as_str().len()));
    }
}

/// A line without the bullet in front of it.
pub(super) fn without_bullet(part: &Text) -> Text {
    let part = part.trimmed();
    let bare =
        ["- ", "• ", "· ", "* ", "•", "・"].iter().find_map(|bullet| part.as_str().strip_prefix(bullet));
    match bare {
        Some(bare) => part.slice(part.as_str().len() - bare.len()..part.as_str().len()).trimmed(),
        None => part,
    }
}

/// A text on one line, with its place.
pub(super) fn line(text: &Text) -> Spanned<String> {
    let line = one_line(text);
    Spanned::new(line.as_str().trim().to_owned(), line.span())
}
