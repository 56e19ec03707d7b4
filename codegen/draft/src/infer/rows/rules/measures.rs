//! Rules with numbers: how much, how long, how many, how late.

use super::asked::{Context, Made, Text, about};
use crate::infer::rows::folding;
use crate::infer::rows::places::{Kind, Place};
use crate::lexicon::keys::PAST;
use crate::lexicon::rules::{AFTER, Ask, NOT_FROM_NOW, OF_LENGTHS, OF_NOW, Unit};
use crate::lexicon::verbs;
use crate::sheet::{path, unplaced};
use stubwright_spec::ast::preflight::{self, Length, RuleKind, TimeUnit};
use stubwright_spec::front::native::notation::{self, DEFAULT_SKEW};

/// Two ends of what is allowed.
type Ends = (Option<String>, Option<String>);

pub(super) fn rule(text: &Text<'_>, cx: &Context<'_>) -> Option<Made> {
    let numbers = &text.found.numbers;
    // The unit after the last number applies to both.
    let unit = numbers.iter().rev().find_map(|(_, unit)| *unit);
    let said = folding::text(&format!("{} {}", text.before, text.chars.folded(text.found.range.clone())));
    let is_length = OF_LENGTHS.are_in(&said);
    match unit {
        Some(Unit::Other) => None,
        Some(Unit::Time(unit)) => time(text, cx, unit),
        Some(Unit::Chars) => length(text, cx, preflight::Unit::Chars),
        Some(Unit::Bytes) => length(text, cx, preflight::Unit::Bytes),
        Some(Unit::Items) => counted(text, cx, is_list).or_else(|| counted(text, cx, is_number)),
        None if is_length => length(text, cx, preflight::Unit::Chars),
        None => counted(text, cx, |place| is_list(place) || is_number(place)),
    }
}

fn is_list(place: &Place) -> bool {
    matches!(place.kind, Kind::List | Kind::Map)
}

fn is_number(place: &Place) -> bool {
    matches!(place.kind, Kind::Int | Kind::Number)
}

/// The least and the most that is allowed, of whole numbers.
fn whole(text: &Text<'_>) -> Option<(Option<u64>, Option<u64>)> {
    let number = |at: usize| text.found.numbers.get(at)?.0.parse::<u64>().ok();
    let first = number(0)?;
    Some(match text.found.ask {
        Ask::Max => (None, Some(first)),
        Ask::Min => (Some(first), None),
        Ask::Above => (Some(first.checked_add(1)?), None),
        Ask::Below => (None, Some(first.checked_sub(1)?)),
        Ask::Between => {
            let second = number(1)?;
            (first <= second).then_some((Some(first), Some(second)))?
        }
        _ => return None,
    })
}

fn length(text: &Text<'_>, cx: &Context<'_>, unit: preflight::Unit) -> Option<Made> {
    let (min, max) = whole(text)?;
    let (place, mut remark) = about(text, cx, |place| place.kind == Kind::Text)?;
    let (euc_kr, gbk) = (preflight::Unit::EucKr, preflight::Unit::Gbk);
    let encodings = [("euc-kr", euc_kr), ("gbk", gbk), ("gb2312", gbk), ("gb18030", gbk)];
    let named = |text: &str| encodings.iter().find(|(word, _)| folding::text(text).contains(word)).copied();
    let unit = match (unit, named(text.all), named(&place.doc)) {
        (preflight::Unit::Bytes, Some((_, unit)), _) => unit,
        (preflight::Unit::Bytes, None, Some((word, unit))) => {
            remark = format!("{remark}, and the table of fields: {}", word.to_uppercase());
            unit
        }
        _ => unit,
    };
    let mut made = Made::of(RuleKind::Length { at: path(&place.path), unit, min, max });
    made.remark = remark;
    Some(made)
}

/// Of a list or a number.
fn counted(text: &Text<'_>, cx: &Context<'_>, fits: impl Fn(&Place) -> bool) -> Option<Made> {
    let (place, remark) = about(text, cx, fits)?;
    let mut made = if is_list(place) {
        let (min, max) = whole(text)?;
        Made::of(RuleKind::Items { at: path(&place.path), min, max })
    } else {
        range(text, place)?
    };
    made.remark = format!("{remark}{}", made.remark);
    // `at most 5 owners`: the thing belongs to the number.
    let end = text.found.range.end;
    let rest = text.chars.folded(end..text.chars.folded.len());
    if let Some(thing) =
        rest.strip_prefix(' ').and_then(|rest| rest.split(|c: char| !c.is_alphanumeric()).next())
        && verbs::singular(thing) == verbs::singular(&place.key.to_lowercase())
    {
        made.words = Some(text.found.range.start..end + 1 + thing.chars().count());
    }
    Some(made)
}

fn range(text: &Text<'_>, place: &Place) -> Option<Made> {
    let is_int = place.kind == Kind::Int;
    let number = |at: usize| {
        let number = &text.found.numbers.get(at)?.0;
        // Zeros before a number would make it another one for some readers.
        let whole = number.parse::<i32>().ok().map(|number| number.to_string());
        if is_int { whole } else { number.parse::<f64>().ok().map(|_| number.clone()) }
    };
    let first = number(0)?;
    let moved = |by: i32| {
        first.parse::<i32>().ok().and_then(|number| number.checked_add(by)).map(|number| number.to_string())
    };
    let is_strict = matches!(text.found.ask, Ask::Above | Ask::Below);
    let (min, max): Ends = match text.found.ask {
        Ask::Max => (None, Some(first.clone())),
        Ask::Min => (Some(first.clone()), None),
        Ask::Above => (Some(if is_int { moved(1)? } else { first.clone() }), None),
        Ask::Below => (None, Some(if is_int { moved(-1)? } else { first.clone() })),
        Ask::Between => {
            let second = number(1)?;
            let ascending = first.parse::<f64>().ok()? <= second.parse::<f64>().ok()?;
            ascending.then(|| (Some(first.clone()), Some(second)))?
        }
        _ => return None,
    };
    let (min, max) = (min.map(unplaced), max.map(unplaced));
    let mut made = Made::of(RuleKind::Range { at: path(&place.path), min, max, fact: None });
    if is_strict && !is_int {
        made.check.is_partial = true;
        made.remark = format!("; {first} itself is left to the server");
    }
    Some(made)
}

fn time(text: &Text<'_>, cx: &Context<'_>, unit: TimeUnit) -> Option<Made> {
    let (number, _) = text.found.numbers.first()?;
    if text.found.ask != Ask::Max || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let rest = text.chars.folded(text.found.range.end..text.chars.folded.len());
    let named = named_times(text, cx);
    // A length between two times, or one that goes back, is not from now on.
    if named.len() > 1 || NOT_FROM_NOW.are_in(text.all) || (AFTER.are_in(&rest) && !OF_NOW.are_in(&rest)) {
        return span(text, &named, number, unit);
    }
    let (place, remark) = about(text, cx, |place| place.kind == Kind::Time)?;
    // One that lies in the past by its name is not to come.
    if place.words.iter().any(|word| PAST.has(word)) {
        return None;
    }
    let count: u32 = number.parse().ok().filter(|count| *count > 0)?;
    let max = notation::moment(&format!("now+{count}{}", unit.word())).ok()?;
    let at = path(&place.path);
    let mut made = Made::of(RuleKind::Time { at, min: None, max: Some(max), skew: DEFAULT_SKEW });
    made.remark = remark;
    let end = text.found.range.end;
    let rest = text.chars.folded(end..text.chars.folded.len());
    if rest.starts_with(" from now") {
        made.words = Some(text.found.range.start..end + " from now".len());
    }
    Some(made)
}

/// The times of a request that a text names, where it does.
fn named_times<'p>(text: &Text<'_>, cx: &Context<'p>) -> Vec<(usize, &'p Place)> {
    let all = text.chars.folded(0..text.chars.folded.len());
    let is_time = |place: &&Place| place.kind == Kind::Time && cx.is_reached(place);
    let named = cx.places.iter().filter(is_time);
    let mut named: Vec<(usize, &Place)> =
        named.filter_map(|place| Some((word_at(&all, &place.folded)?, place))).collect();
    named.sort_by_key(|(at, _)| *at);
    named
}

/// A length between two times that the text names: how far the later one is from the earlier one.
fn span(text: &Text<'_>, named: &[(usize, &Place)], number: &str, unit: TimeUnit) -> Option<Made> {
    let [(_, first), (last, second)] = named else { return None };
    if first.endpoints != second.endpoints {
        return None;
    }
    // `end … after start`, but `start and end`, `from start to end`.
    let all = text.chars.folded(0..text.chars.folded.len());
    let (before, after) = all.split_at_checked(*last)?;
    let after = after.strip_prefix(second.folded.as_str()).unwrap_or(after);
    let is_turned = AFTER.end(before) || AFTER.start(after);
    let (from, to) = if is_turned { (second, first) } else { (first, second) };
    let count: u32 = number.parse().ok().filter(|count| *count > 0)?;
    let max = Some(Length { count, unit });
    Some(Made::of(RuleKind::Span { from: path(&from.path), to: path(&to.path), min: None, max }))
}

/// Where a text has a word that is not a part of another one.
fn word_at(text: &str, word: &str) -> Option<usize> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.match_indices(word).find_map(|(at, _)| {
        let (before, rest) = (text.get(..at)?, text.get(at + word.len()..)?);
        (!word.is_empty() && !before.ends_with(is_part) && !rest.starts_with(is_part)).then_some(at)
    })
}
