//! Rules with a list in the text: values, endings of files.

use std::ops::Range;

use super::asked::{Context, Made, Text, Values, about};
use crate::infer::rows::pattern::{Chars, Found};
use crate::infer::rows::places::{Kind, Place};
use crate::lexicon::keys::{NOT_OF_FILES, OF_FILES};
use crate::lexicon::rules::{Ask, ENDINGS, JOINING_VALUES};
use crate::sheet::{path, unplaced};
use stubwright_spec::ast::Repr;
use stubwright_spec::ast::preflight::RuleKind;

/// The values from a place on, with spaces and signs between them, and the end of the last one.
fn behind(chars: &Chars, at: usize) -> (Vec<String>, usize) {
    let mut values: Vec<String> = Vec::new();
    let mut end = at;
    let mut next = at;
    while let Some((word, range)) = word(chars, next) {
        let is_joining = JOINING_VALUES.has(&word.to_lowercase());
        next = range.end;
        if !is_joining {
            values.push(word);
            end = range.end;
        }
        if values.len() >= 64 {
            break;
        }
    }
    (values, end)
}

/// The next value or joining word, with nothing but signs before it.
fn word(chars: &Chars, at: usize) -> Option<(String, Range<usize>)> {
    let is_sign = |c: &char| {
        matches!(
            c,
            ' ' | ',' | '、' | '/' | '|' | '"' | '\'' | '`' | ':' | '*' | '.' | '“' | '”' | '「' | '」'
        )
    };
    let start = at + chars.folded.get(at..)?.iter().take_while(|c| is_sign(c)).count();
    // A full stop with a space after it ends the list.
    let signs = chars.folded(at..start);
    if signs.contains(". ")
        || at == start && at > 0 && chars.folded.get(at - 1).is_some_and(char::is_ascii_alphanumeric)
    {
        let joining = JOINING_VALUES.iter().find(|word| !word.is_ascii() && starts(chars, start, word))?;
        return Some(((*joining).to_owned(), start..start + joining.chars().count()));
    }
    let rest = chars.folded.get(start..)?;
    if let Some(joining) = JOINING_VALUES.iter().find(|word| !word.is_ascii() && starts(chars, start, word)) {
        return Some(((*joining).to_owned(), start..start + joining.chars().count()));
    }
    let is_part = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '+');
    let length = rest.iter().take_while(|c| is_part(c)).count();
    (length > 0).then(|| (chars.printed(start..start + length), start..start + length))
}

fn starts(chars: &Chars, at: usize, word: &str) -> bool {
    let length = word.chars().count();
    chars.folded.get(at..at + length).is_some_and(|part| part.iter().copied().eq(word.chars()))
}

/// Where the values begin that end at a place: the text from the last letter of another script on.
fn start_before(chars: &Chars, end: usize) -> usize {
    let is_listed = |c: &char| c.is_ascii() || matches!(c, '、' | '，' | '“' | '”' | '「' | '」');
    end - chars.folded.get(..end).unwrap_or_default().iter().rev().take_while(|c| is_listed(c)).count()
}

/// Whether there are values where the words of an ask want some; other words want none.
pub(super) fn has_values(chars: &Chars, found: &Found) -> bool {
    match found.ask {
        Ask::OneOf | Ask::Ending => !behind(chars, found.range.end).0.is_empty(),
        Ask::OneOfBefore | Ask::EndingBefore => start_before(chars, found.range.start) < found.range.start,
        _ => true,
    }
}

/// The rule about the values after or before some words: endings of files, or values of a field.
pub(super) fn rule(text: &Text<'_>, cx: &Context<'_>) -> Option<Made> {
    ending(text, cx).or_else(|| one_of(text, cx))
}

/// The values of a list from a place on, and where the last one ends: one word each, with a sign or a joining word between
/// them. Words with nothing but a space between them are a sentence, in which the list can begin after a colon.
fn listed(chars: &Chars, at: usize) -> (Vec<String>, usize) {
    let mut values: Vec<String> = Vec::new();
    let (mut next, mut end, mut is_joined) = (at, at, true);
    while let Some((word, range)) = word(chars, next) {
        let signs = chars.folded(next..range.start);
        next = range.end;
        if JOINING_VALUES.has(&word.to_lowercase()) {
            is_joined = true;
            continue;
        }
        if signs.contains(':') {
            values.clear();
        }
        if !values.is_empty() && !is_joined && !signs.contains([',', '、', '/', '|', '"', '\'', '`']) {
            if values.len() > 1 {
                break;
            }
            let rest = chars.folded.get(range.start..).unwrap_or_default();
            let sentence = rest.iter().take_while(|c| !matches!(c, '.' | ';' | '。'));
            let Some(colon) = sentence.clone().position(|c| *c == ':') else { return (Vec::new(), at) };
            values.clear();
            next = range.start + colon;
            continue;
        }
        values.push(word);
        (end, is_joined) = (range.end, false);
        if values.len() >= 64 {
            break;
        }
    }
    (values, end)
}

/// Whether words are values by their looks: numbers, or names with capitals, digits or an underscore. Small words are, where
/// the text asks for one of several, or is written in another script.
fn are_values(said: &[String], text: &Text<'_>) -> bool {
    let all = |is: fn(char) -> bool| said.iter().all(|value| value.chars().any(is));
    let is_sure = matches!(text.found.ask, Ask::OneOf | Ask::OneOfBefore);
    is_sure
        || said.iter().all(|value| value.bytes().all(|byte| byte.is_ascii_digit()))
        || all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
        || text.chars.folded.iter().any(|c| !c.is_ascii() && c.is_alphabetic())
}

/// `must be one of`, 只能为.
fn one_of(text: &Text<'_>, cx: &Context<'_>) -> Option<Made> {
    let range = &text.found.range;
    let is_before = is_before(text);
    let from = if is_before { start_before(text.chars, range.start) } else { range.end };
    let (said, end) = listed(text.chars, from);
    if said.len() < 2 || !are_values(&said, text) || is_before && end > range.start {
        return None;
    }
    let fits = |place: &Place| fitting(place, &said).is_some();
    let before = text.chars.folded(0..from);
    let narrowed =
        Text { before: if is_before { before } else { text.before.clone() }, after: String::new(), ..*text };
    let (place, remark) = about(&narrowed, cx, fits)?;
    // Words that restrict something say of what only where they name it.
    if !remark.is_empty() && matches!(text.found.ask, Ask::Ending | Ask::EndingBefore) {
        return None;
    }
    let mut made = Made::one_of(place, fitting(place, &said)?);
    made.remark = remark;
    made.words = Some(range.clone());
    made.covers = Some(from.min(range.start)..end.max(range.end));
    Some(made)
}

fn is_before(text: &Text<'_>) -> bool {
    matches!(text.found.ask, Ask::OneOfBefore | Ask::EndingBefore)
}

/// The values as the field has them; `None` when it cannot have one of them.
fn fitting(place: &Place, said: &[String]) -> Option<Values> {
    let one = |value: &String| match &place.kind {
        Kind::Enum(values, _) => {
            let known = values.iter().find(|known| *known == value);
            known.or_else(|| values.iter().find(|known| known.eq_ignore_ascii_case(value))).cloned()
        }
        Kind::Text => Some(value.clone()),
        Kind::Int => value.parse::<i32>().ok().map(|_| value.clone()),
        _ => None,
    };
    let repr = match &place.kind {
        Kind::Enum(_, repr) => *repr,
        Kind::Int => Repr::Int,
        _ => Repr::String,
    };
    Some((said.iter().map(|value| one(value).map(unplaced)).collect::<Option<_>>()?, repr))
}

/// 仅支持png、jpg.
fn ending(text: &Text<'_>, cx: &Context<'_>) -> Option<Made> {
    let range = &text.found.range;
    let is_before = is_before(text);
    let from = if is_before { start_before(text.chars, range.start) } else { range.end };
    let (said, end) = behind(text.chars, from);
    let said: Vec<String> = said.iter().map(|word| word.to_lowercase()).collect();
    let is_ending = |word: &String| ENDINGS.has(word);
    // The words go on after the list: `only png and jpg files`.
    let count = said.iter().take_while(|word| is_ending(word)).count();
    let endings: Vec<String> = said.into_iter().take(count).collect();
    if endings.is_empty() || is_before && end > range.start {
        return None;
    }
    let words = if is_before { from..range.end } else { range.start..end };
    let shown = text.chars.folded(words.clone());
    let is_text = |place: &Place| matches!(place.kind, Kind::Text | Kind::Url);
    // The description of the field may say the same.
    let says_so = |place: &Place| is_text(place) && super::folding::text(&place.doc).contains(shown.trim());
    let before = if is_before { text.chars.folded(0..from) } else { text.before.clone() };
    // The same words ask for endings and for other values.
    let asked = Found { ask: Ask::Ending, ..text.found.clone() };
    let narrowed = Text { before, after: String::new(), found: &asked, ..*text };
    let found = about(&narrowed, cx, |place| is_text(place) && is_file(place));
    let (place, remark) = match about(&narrowed, cx, says_so) {
        Some(found) => found,
        None => found?,
    };
    let mut made = Made::of(RuleKind::Extension { at: path(&place.path), endings });
    made.remark = remark;
    made.words = Some(words);
    Some(made)
}

/// Whether a field has the name of a file or leads to one.
fn is_file(place: &Place) -> bool {
    let is_word = |word: &String| OF_FILES.has(word);
    place.words.iter().any(is_word) && place.words.last().is_none_or(|last| !NOT_OF_FILES.has(last))
}
