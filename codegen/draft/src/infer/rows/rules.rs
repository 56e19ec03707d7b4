//! Rules of rows: what the words of a row ask, of the place that they are about.

mod asked;
mod lists;
mod measures;

use std::ops::Range;

pub(super) use self::asked::{BUDGET, Context};
use self::asked::{Made, Text, Values, about, found_at};
use super::folding;
use super::pattern::{self, Chars, Found};
use super::places::{Kind, Place};
use super::subjects::{self, Subject};
use crate::lexicon::keys::IDENTIFYING;
use crate::lexicon::lists::Words;
use crate::lexicon::rules::{
    AND, Ask, CONDITIONS, COUNTS_SHOWN, EQUALS, IS, OR, RATES, REQUIRED, UNIQUE_SHOWN, WHEN, WHEN_PARTS,
};
use crate::sheet::{Check, Note, Noted, path, unplaced};
use stubwright_spec::ast::Repr;
use stubwright_spec::ast::preflight::{Condition, Expectation, Form, Moment, RuleKind};
use stubwright_spec::front::native::notation::DEFAULT_SKEW;

/// The rule that the words of a row give; nothing where they say nothing, or not of what.
pub(super) fn propose(message: &str, solution: &str, cx: &Context<'_>) -> Option<Noted<Check>> {
    if cx.places.is_empty() {
        return None;
    }
    let (first, second) = (Chars::of(message), Chars::of(solution));
    let whole = |chars: &Chars| chars.folded(0..chars.folded.len());
    let all = format!("{}\n{}", whole(&first), whole(&second));
    let (asked, advised) = (pattern::find(&first), pattern::find(&second));
    let texts = [(&first, &asked), (&second, &advised)];
    let (chars, found) =
        texts.into_iter().find(|(_, found)| found.iter().any(|one| one.ask != Ask::Nothing))?;
    let subject_of_message = if std::ptr::eq(chars, &second) { whole(&first) } else { String::new() };
    let is_ask = |one: &&Found| one.ask != Ask::Nothing && lists::has_values(chars, one);
    let asks: Vec<&Found> = found.iter().filter(is_ask).collect();
    asks.iter().enumerate().find_map(|(nth, one)| {
        let start = nth.checked_sub(1).and_then(|nth| asks.get(nth)).map_or(0, |one| one.range.end);
        let before = chars.folded(start..one.range.start);
        let before = if Subject::of(&before).is_empty() { subject_of_message.clone() } else { before };
        let after = chars.folded(one.range.end..chars.folded.len());
        let text = Text { chars, found: one, before, after, all: &all };
        let mut made = make(&text, cx)?;
        let rest = asks.iter().enumerate().filter(|(other, _)| *other != nth).map(|(_, one)| *one);
        made.check.is_partial |= rest.into_iter().any(|other| !is_repeated(one, other));
        let words = made.covers.clone().or_else(|| made.words.clone()).unwrap_or_else(|| one.range.clone());
        made.check.is_partial |= has_or(chars, &words) || AND.are_in(&text.before);
        Some(noted(chars, one, made))
    })
}

/// Two ways to say the same in one text: `图片格式不支持，仅支持png`.
fn is_repeated(one: &Found, other: &Found) -> bool {
    one.ask == other.ask && one.numbers == other.numbers
        || other.ask == Ask::Form && matches!(one.ask, Ask::Ending | Ask::Digits | Ask::OneOf)
}

/// Whether something else may be wrong as well.
fn has_or(chars: &Chars, words: &Range<usize>) -> bool {
    let outside = format!("{} {}", chars.folded(0..words.start), chars.folded(words.end..chars.folded.len()));
    OR.are_in(&outside)
}

fn noted(chars: &Chars, found: &Found, made: Made) -> Noted<Check> {
    let range = made.words.unwrap_or_else(|| found.range.clone());
    let text = format!("{}{}", shown(chars, found, &range), made.remark);
    Noted { value: made.check, notes: vec![Note { is_guess: true, text, span: None }] }
}

/// The words that ask, as the comment has them.
fn shown(chars: &Chars, found: &Found, range: &Range<usize>) -> String {
    let words = chars.printed(range.clone());
    let is_whole = range.len() == chars.printed.len();
    // A capital that only begins a sentence does not belong to the word.
    let words = if range.start == 0 && !is_whole { lowered(&words) } else { words };
    let prefix = |prefix: &str| words.strip_prefix(prefix).map(|_| prefix.to_owned());
    let cut = match found.ask {
        Ask::Unique => UNIQUE_SHOWN.iter().find_map(|word| prefix(word)),
        Ask::Between => {
            words.find("between ").and_then(|at| words.get(..at + "between".len())).map(str::to_owned)
        }
        Ask::Max | Ask::Min => COUNTS_SHOWN.strip_start(&words).map(str::to_owned),
        _ => None,
    };
    cut.unwrap_or(words)
}

fn lowered(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// The rule of one thing that a text asks.
fn make(text: &Text<'_>, cx: &Context<'_>) -> Option<Made> {
    // A conditional requirement is not a rule without its condition; the one of a required field may be in its description.
    if text.found.ask != Ask::Present && has_condition(text) {
        return None;
    }
    let is_number = matches!(text.found.ask, Ask::Max | Ask::Min | Ask::Above | Ask::Below | Ask::Between);
    let behind = text.after.split([',', '。', ';', '.', '(']).next().unwrap_or_default();
    let around = format!("{} {behind}", text.before);
    if is_number && RATES.are_in(&around) {
        return None;
    }
    match text.found.ask {
        Ask::Nothing => None,
        Ask::Unique => unique(text, cx),
        Ask::Present => present(text, cx),
        Ask::AllPresent => all_present(cx),
        Ask::Digits => {
            let (place, _) = about(text, cx, |place| place.kind == Kind::Text)?;
            Some(Made::of(RuleKind::Format { at: path(&place.path), form: unplaced(Form::Digits) }))
        }
        Ask::Form => form(text, cx),
        Ask::Listed => {
            let (place, _) = about(text, cx, |place| matches!(place.kind, Kind::Enum(..)))?;
            let mut made = Made::one_of(place, values(place)?);
            made.remark = String::from(", and the values of the table of fields");
            Some(made)
        }
        Ask::OneOf | Ask::OneOfBefore | Ask::Ending | Ask::EndingBefore => lists::rule(text, cx),
        Ask::FromNow | Ask::UntilNow => {
            let (place, remark) = about(text, cx, |place| place.kind == Kind::Time)?;
            let now = Some(Moment::Now { back: false, by: None });
            let (min, max) = if text.found.ask == Ask::FromNow { (now, None) } else { (None, now) };
            let mut made = Made::of(RuleKind::Time { at: path(&place.path), min, max, skew: DEFAULT_SKEW });
            made.remark = remark;
            Some(made)
        }
        Ask::Max | Ask::Min | Ask::Above | Ask::Below | Ask::Between => measures::rule(text, cx),
    }
}

/// Whether what a text asks holds in some cases only.
fn has_condition(text: &Text<'_>) -> bool {
    let chars = &text.chars.folded;
    let whole = text.chars.folded(0..chars.len());
    // `状态为1时`, but not `时间`: the word for a condition is a part of those for times.
    let is_in = |words: &Words, at: usize| chars.get(at).is_some_and(|c| words.has_char(*c));
    let is_when = |at: usize| {
        let is_said = chars.iter().take(at).any(|c| *c == '=' || IS.has_char(*c));
        is_in(&WHEN, at) && !is_in(&WHEN_PARTS, at + 1) && is_said
    };
    CONDITIONS.are_in(&whole) || (0..chars.len()).any(is_when)
}

/// The values of an enum as a rule has them.
fn values(place: &Place) -> Option<Values> {
    match &place.kind {
        Kind::Enum(values, repr) if !values.is_empty() => {
            Some((values.iter().cloned().map(unplaced).collect(), *repr))
        }
        _ => None,
    }
}

fn unique(text: &Text<'_>, cx: &Context<'_>) -> Option<Made> {
    let fits = |place: &Place| {
        subjects::is_listed(place) && !matches!(place.kind, Kind::Bool | Kind::Other | Kind::Map)
    };
    let (at, remark) = found_at(text, cx, fits)?;
    let place = cx.place(at)?;
    let (list, keys) = match (place.kind == Kind::List, place.list.and_then(|list| cx.place(list))) {
        (true, _) => {
            let items: Vec<&Place> = children(cx, at).collect();
            let keys: Vec<String> = identifying(&items).map(|item| item.key.clone()).into_iter().collect();
            if keys.is_empty() && !items.is_empty() {
                return None;
            }
            (&place.path, keys)
        }
        (false, Some(list)) if list.kind == Kind::List => {
            let inner = place.path.strip_prefix(&list.path)?.strip_prefix("[*].")?.to_owned();
            let mut keys = Vec::new();
            if place.kind == Kind::Object {
                // An object such as a position says where, and a key beside it in what.
                let beside: Vec<&Place> = children(cx, place.list?).collect();
                keys.extend(
                    reference(cx, &beside).or_else(|| identifying(&beside)).map(|one| one.key.clone()),
                );
            }
            keys.push(inner);
            (&list.path, keys)
        }
        _ => return None,
    };
    let keys = keys.iter().map(|key| path(key)).collect();
    let mut made = Made::of(RuleKind::Unique { list: path(list), keys, across: None });
    made.remark = remark;
    Some(made)
}

/// The fields of the items of a list.
fn children<'p>(cx: &Context<'p>, list: usize) -> impl Iterator<Item = &'p Place> {
    cx.places.iter().filter(move |place| place.parent == Some(list) && place.list == Some(list))
}

/// The field by which items are told apart; one that is always there before others.
fn identifying<'p>(items: &[&'p Place]) -> Option<&'p Place> {
    let simple = |place: &&&'p Place| matches!(place.kind, Kind::Text | Kind::Int | Kind::Enum(..));
    let rank = |place: &Place| {
        let last = place.words.last()?;
        let rank = IDENTIFYING.iter().position(|word| word == last)?;
        Some((place.is_optional, rank))
    };
    let ranked = items.iter().filter(simple).filter_map(|place| Some((rank(place)?, *place)));
    ranked.min_by_key(|(rank, _)| *rank).map(|(_, place)| place)
}

/// A key that items of another list have too, and is therefore a reference to them.
fn reference<'p>(cx: &Context<'p>, items: &[&'p Place]) -> Option<&'p Place> {
    items.iter().copied().find(|item| {
        let is_same =
            |place: &&Place| place.key == item.key && place.list.is_some() && place.list != item.list;
        item.words.last().is_some_and(|last| IDENTIFYING.has(last))
            && cx.places.iter().any(|place| is_same(&place) && place.kind == item.kind)
    })
}

fn present(text: &Text<'_>, cx: &Context<'_>) -> Option<Made> {
    let can_be_empty = |place: &Place| match &place.kind {
        Kind::Text | Kind::List | Kind::Map | Kind::Enum(_, Repr::String) => true,
        _ => place.is_optional,
    };
    // 手机号或邮箱不能为空: one of them may be.
    if OR.are_in(&text.before) {
        return None;
    }
    let (place, _) = about(text, cx, can_be_empty)?;
    if !place.is_optional && has_condition(text) {
        return None;
    }
    let mut made = Made::of(RuleKind::Present(path(&place.path)));
    if place.is_optional {
        // Without its condition the rule would refuse what the server takes.
        let (condition, repr, words) = condition(place, cx)?;
        (made.check.when, made.check.repr) = (Some(condition), repr);
        made.remark = format!(", and the table of fields: {words}");
    }
    Some(made)
}

/// `kind=2 时必填` in a description: the condition, how its value is written, and the words.
fn condition(place: &Place, cx: &Context<'_>) -> Option<(Condition, Repr, String)> {
    let doc = Chars::of(&place.doc);
    let folded = doc.folded(0..doc.folded.len());
    if !REQUIRED.are_in(&folded) {
        return None;
    }
    let is_word = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    (0..doc.folded.len()).find_map(|at| {
        let sign = match doc.folded.get(at)? {
            '=' => 1 + usize::from(doc.folded.get(at + 1) == Some(&'=')),
            c if EQUALS.has_char(*c) => 1,
            _ => return None,
        };
        let left: Vec<char> = doc.printed.get(..at)?.to_vec();
        let blanks = left.iter().rev().take_while(|c| **c == ' ').count();
        let left = left.get(..left.len() - blanks)?;
        let length = left.iter().rev().take_while(|c| is_word(c)).count();
        let key: String = left.get(left.len() - length..)?.iter().collect();
        let right = doc.printed.get(at + sign..)?;
        let skipped = right.iter().take_while(|c| matches!(c, ' ' | '"' | '\'' | '`')).count();
        let value: String = right.get(skipped..)?.iter().take_while(|c| is_word(c)).collect();
        let other = cx
            .places
            .iter()
            .find(|other| other.key == key && other.list.is_none() && cx.is_reached(other))?;
        let repr = match &other.kind {
            Kind::Enum(values, repr) if values.contains(&value) => *repr,
            Kind::Text if !value.is_empty() => Repr::String,
            Kind::Int if value.parse::<i64>().is_ok() => Repr::Int,
            Kind::Bool if value == "true" || value == "false" => Repr::Int,
            _ => return None,
        };
        let is = Expectation::OneOf(vec![unplaced(value)]);
        Some((Condition { at: path(&other.path), is }, repr, around(&doc, at)))
    })
}

/// The clause around a place of a description.
fn around(doc: &Chars, at: usize) -> String {
    let is_end = |c: &char| matches!(c, ',' | ';' | '。' | '(' | ')');
    let start = doc.folded.iter().take(at).rposition(is_end).map_or(0, |end| end + 1);
    let end = doc.folded.iter().skip(at).position(is_end).map_or(doc.folded.len(), |end| at + end);
    doc.printed(start..end).trim().to_owned()
}

/// The required fields of the table that can be empty.
fn all_present(cx: &Context<'_>) -> Option<Made> {
    let is_one = |place: &&Place| {
        let can_be_empty =
            matches!(place.kind, Kind::Text | Kind::List | Kind::Map | Kind::Enum(_, Repr::String));
        can_be_empty
            && place.parent.is_none()
            && !place.is_optional
            && cx.is_reached(place)
            && cx.required.contains(&place.key)
    };
    // A rule is for requests that have all of its paths, so those of one endpoint.
    let first = cx.places.iter().find(is_one)?;
    let paths = cx.places.iter().filter(is_one).filter(|place| place.endpoints == first.endpoints);
    let rules = paths.map(|place| RuleKind::Present(path(&place.path))).collect();
    let mut made = Made::of(RuleKind::Present(path(&first.path)));
    made.check.rules = rules;
    made.check.is_partial = true;
    made.remark = String::from(": the required fields of the table that can be empty");
    Some(made)
}

/// The form that the name of a field suggests.
fn form(text: &Text<'_>, cx: &Context<'_>) -> Option<Made> {
    let (place, _) = about(text, cx, |place| place.kind == Kind::Text)?;
    let is_named = |word: &str| place.words.iter().any(|other| other == word);
    if !is_named("email") && !is_named("mail") {
        return None;
    }
    let mut made = Made::of(RuleKind::Format { at: path(&place.path), form: unplaced(Form::Email) });
    made.check.is_partial = true;
    Some(made)
}
