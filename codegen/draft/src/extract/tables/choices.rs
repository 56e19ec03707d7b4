//! Values that a text lists: `1-普通 2-专用`, `cash — наличные, card — карта`, `one of S, M, L`. Only with evidence: two
//! values at least, each short and like a code.

use super::plain::{Intro, LONGEST, announced_behind, is_example, is_value_char, list, one_or_other, quoted};
use crate::found::Choice;
use crate::lexicon::values::{COPULAS, COUNTERS, INTROS, LINKS, MEANS, SEPARATED};

const READ: usize = 4000;

/// The signs between a value and its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sep {
    /// A dash, a colon, an equals sign.
    Mark,
    /// Nothing: `0否`.
    None,
    /// A bracket: `1（普通）`.
    Bracket,
    /// A space, and letters that are not Latin: `ISSUED 已开票`.
    Blank,
}

/// The values that a text lists; empty where it lists none.
pub(super) fn read(text: &str) -> Vec<Choice> {
    // What has several of them is not one of them.
    if SEPARATED.are_in(&text.to_lowercase()) {
        return Vec::new();
    }
    let values = any(text);
    let is_number = |value: &str| value.parse::<f64>().is_ok();
    // A number with a fraction is an amount, and two numbers in brackets are a range.
    let is_fraction = |choice: &Choice| choice.value.contains('.') && is_number(&choice.value);
    let is_bracketed = || match values.as_slice() {
        [low, high] if is_number(&low.value) && is_number(&high.value) => {
            let close = |sep: &str| format!("[{}{sep}{}", low.value, high.value);
            [",", ", ", "，", "， "].iter().any(|sep| text.contains(&close(sep)))
        }
        _ => false,
    };
    if values.iter().any(is_fraction) || is_bracketed() { Vec::new() } else { values }
}

fn any(text: &str) -> Vec<Choice> {
    let end = text.char_indices().nth(READ).map_or(text.len(), |(at, _)| at);
    let text = text.get(..end).unwrap_or_default();
    let said = intros(text).map(|at| (at, Intro::Said));
    let colons = text.match_indices([':', '：']).take(4).map(|(at, colon)| (at + colon.len(), Intro::Colon));
    if let Some(values) = announced_behind(text).or_else(|| one_or_other(text)) {
        return values;
    }
    for (at, intro) in said.into_iter().chain([(0, Intro::None)]).chain(colons) {
        let rest = text.get(at..).unwrap_or_default();
        if intro == Intro::Colon && is_example(text.get(..at).unwrap_or_default()) {
            continue;
        }
        let pairs = pairs(rest, intro);
        if !pairs.is_empty() {
            return pairs;
        }
        let list = list(rest, intro);
        if !list.is_empty() {
            return list;
        }
    }
    // `0否 1是` after a few words: where a number first is after a space or a mark.
    let from = |at: usize| pairs(text.get(at..).unwrap_or_default(), Intro::None);
    let by_number = first_number(text).map(from).unwrap_or_default();
    if !by_number.is_empty() {
        return by_number;
    }
    let by_name = first_name(text).map(from).unwrap_or_default();
    if by_name.is_empty() { quoted(text) } else { by_name }
}

/// `方向 C：贷 D：借`: where a value in capitals is after a few words.
fn first_name(text: &str) -> Option<usize> {
    let is_capital = |value: &str| {
        value.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
            && value.starts_with(|c: char| c.is_ascii_uppercase())
    };
    let is_told = |start: &Start<'_>| {
        text.get(start.meaning..).is_some_and(|rest| rest.trim_start().starts_with(is_wide))
    };
    let starts = starts(text);
    let first = starts.iter().find(|start| start.sep == Sep::Mark)?;
    let lead = text.get(..first.at)?;
    (is_capital(first.value) && is_told(first) && lead.chars().count() <= 40 && !is_example(lead))
        .then_some(first.at)
}

/// Values on lines of their own: `- A: first`, `B - second`, or nothing but values after bullets.
pub(super) fn lines(text: &str) -> Vec<Choice> {
    if !text.trim().contains('\n') {
        return Vec::new();
    }
    let mut paired: Vec<(Sep, Choice)> = Vec::new();
    let mut bare: Vec<Choice> = Vec::new();
    let unmarked = |line: &str| {
        let bare = line.trim().trim_start_matches(['-', '*', '•', '·', '・', '+']);
        // The sign of a number is not a bullet.
        let is_signed =
            bare.starts_with(|c: char| c.is_ascii_digit()) && line.trim().ends_with(&format!("-{bare}"));
        if is_signed { bare.len() + 1 } else { bare.trim_start().len() }
    };
    let has_bullets = text.lines().take(LINES).filter(|line| unmarked(line) < line.trim().len()).count() >= 2;
    for line in text.lines().take(LINES) {
        let line = line.trim();
        let body = line.get(line.len() - unmarked(line)..).unwrap_or_default();
        let is_bullet = body.len() < line.len();
        if has_bullets && !is_bullet {
            continue;
        }
        let body = body.trim_start_matches(['`', '"', '“', '\'']);
        if let Some(first) =
            starts(body).first().filter(|first| first.at == 0 && (is_bullet || first.sep != Sep::Blank))
        {
            let meaning = whole_meaning(body.get(first.meaning..).unwrap_or_default());
            let is_new = paired.iter().all(|(_, choice)| choice.value != first.value);
            if is_new && !meaning.is_empty() && meaning.chars().count() <= 80 {
                paired.push((first.sep, Choice { value: first.value.to_owned(), doc: Some(meaning) }));
                continue;
            }
        }
        if let Some(choice) = counted(body).filter(|_| is_bullet)
            && paired.iter().all(|(_, known)| known.value != choice.value)
        {
            paired.push((Sep::Mark, choice));
            continue;
        }
        let value = body.trim_end_matches(['`', '"', '”', '\'', ',', '，', ';', '；', '。', '.', ' ']);
        let is_value = !value.is_empty()
            && value.len() <= LONGEST
            && value.chars().all(|c| is_value_char(c) || c == '-');
        if is_bullet && is_value && bare.iter().all(|choice| choice.value != value) {
            bare.push(Choice { value: value.to_owned(), doc: None });
        }
    }
    // `VIP状态（` above `1：…` and `2：…` is not one of the values.
    let marked = paired.iter().filter(|(sep, _)| *sep == Sep::Mark).count();
    if marked >= 2 {
        paired.retain(|(sep, _)| *sep != Sep::None);
    }
    let paired: Vec<Choice> = paired.into_iter().map(|(_, choice)| choice).collect();
    let found = if paired.len() >= bare.len() { paired } else { bare };
    if found.len() >= 2 { found } else { Vec::new() }
}

/// A value with a meaning that begins with a number: `1: 12 years or less`.
fn counted(line: &str) -> Option<Choice> {
    let (value, meaning) = line.split_once(": ")?;
    let meaning = whole_meaning(meaning);
    let is_value = !value.is_empty() && value.len() <= LONGEST && value.chars().all(is_value_char);
    let is_told = meaning.starts_with(|c: char| c.is_ascii_digit()) && meaning.contains(char::is_alphabetic);
    (is_value && is_told && meaning.chars().count() <= 80)
        .then(|| Choice { value: value.to_owned(), doc: Some(meaning) })
}

/// No more lines of a cell are read.
const LINES: usize = 200;

/// Where words of a list of values end.
fn intros(text: &str) -> Option<usize> {
    let (at, word) = INTROS.first_in(text)?;
    let rest = text.get(at + word.len()..)?;
    let skipped = rest.trim_start_matches(|c: char| {
        c.is_whitespace()
            || COPULAS.has_char(c)
            || matches!(c, ':' | '：' | '=' | '(' | '（' | '“' | '"' | '[' | '{' | '【')
    });
    let skipped = LINKS.strip_start(skipped).unwrap_or(skipped);
    let skipped = skipped.trim_start_matches([':', ' ']);
    Some(text.len() - skipped.len())
}

fn first_number(text: &str) -> Option<usize> {
    let mut previous = ' ';
    for (at, c) in text.char_indices() {
        if c.is_ascii_digit() && is_gap(previous) {
            return Some(at);
        }
        previous = c;
    }
    None
}

/// Whether a value may begin after this character.
fn is_gap(c: char) -> bool {
    c.is_whitespace() || "，,、;；。:：|/(（[【{\"“”'•·*".contains(c)
}

/// A value with its meaning.
#[derive(Debug, Clone, Copy)]
struct Start<'t> {
    value: &'t str,
    at: usize,
    meaning: usize,
    sep: Sep,
}

fn pairs(text: &str, intro: Intro) -> Vec<Choice> {
    let mut starts = starts(text);
    let Some(first) = starts.first().copied() else { return Vec::new() };
    let lead = text.get(..first.at).unwrap_or_default();
    if !lead.chars().all(is_gap) {
        return Vec::new();
    }
    let is_number = |value: &str| value.bytes().all(|byte| byte.is_ascii_digit());
    let is_weak = first.sep == Sep::Blank || (first.sep == Sep::None && !is_number(first.value));
    if is_weak && intro == Intro::None {
        return Vec::new();
    }
    starts.retain(|start| start.sep == first.sep && is_number(start.value) == is_number(first.value));
    let mut choices: Vec<Choice> = Vec::new();
    for (index, start) in starts.iter().enumerate() {
        let to = starts.get(index + 1).map_or(text.len(), |next| next.at);
        let meaning =
            meaning(text.get(start.meaning..to).unwrap_or_default(), starts.get(index + 1).is_none());
        if meaning.is_empty()
            || meaning.chars().count() > 60
            || choices.iter().any(|choice| choice.value == start.value)
        {
            return Vec::new();
        }
        choices.push(Choice { value: start.value.to_owned(), doc: Some(meaning) });
    }
    if choices.len() >= 2 { choices } else { Vec::new() }
}

/// Where values with meanings begin.
fn starts(text: &str) -> Vec<Start<'_>> {
    let mut found = Vec::new();
    let mut previous = ' ';
    let mut skip_to = 0;
    for (at, c) in text.char_indices() {
        if at >= skip_to && is_gap(previous) && (c.is_ascii_alphanumeric() || (c == '-' && previous != '-')) {
            let sign = usize::from(c == '-');
            let body = text.get(at + sign..).unwrap_or_default();
            let length = body.find(|c| !is_value_char(c)).unwrap_or(body.len());
            let value = text.get(at..at + sign + length).unwrap_or_default();
            let is_value = length > 0 && value.len() <= LONGEST && !value.ends_with('.');
            let rest = text.get(at + value.len()..).unwrap_or_default();
            if let Some((sep, gap)) = is_value.then(|| sep(rest, value)).flatten() {
                found.push(Start { value, at, meaning: at + value.len() + gap, sep });
            }
            skip_to = at + value.len().max(1);
        }
        previous = c;
    }
    found
}

/// The separator after a value, and its length.
fn sep(rest: &str, value: &str) -> Option<(Sep, usize)> {
    let rest_bare = rest.trim_start_matches(['"', '”', '\'', '`']);
    let quotes = rest.len() - rest_bare.len();
    let blanks = rest_bare.len() - rest_bare.trim_start_matches([' ', '\u{a0}', '\u{3000}']).len();
    let bare = rest_bare.get(blanks..)?;
    let first = bare.chars().next()?;
    let width = quotes + blanks + first.len_utf8();
    let is_number = value.bytes().all(|byte| byte.is_ascii_digit());
    match first {
        '-' | '–' | '—' | '－' | '=' | ':' | '：' | '→' => {
            let behind = bare.get(first.len_utf8()..)?.trim_start_matches(['>', ' ', '-']);
            let is_word = behind.chars().next().is_some_and(|c| c.is_alphabetic());
            // `10:00`, `1-99`, `http://`.
            let is_glued = blanks == 0
                && matches!(first, '-')
                && !is_number
                && behind.starts_with(|c: char| c.is_ascii_alphanumeric());
            (is_word && !is_glued).then_some((Sep::Mark, width))
        }
        '（' | '(' if blanks == 0 => Some((Sep::Bracket, width)),
        _ if blanks == 0 && is_wide(first) && !is_counter(bare) => Some((Sep::None, quotes)),
        _ if blanks > 0 && is_wide(first) => Some((Sep::Blank, quotes + blanks)),
        _ => None,
    }
}

fn is_wide(c: char) -> bool {
    c.is_alphabetic() && !c.is_ascii()
}

/// Whether a word after a number counts something: 20个, 3天.
fn is_counter(text: &str) -> bool {
    COUNTERS.start(text)
}

/// The meaning up to the mark that ends it; the last one ends at a mark that ends a sentence, too.
fn meaning(text: &str, is_last: bool) -> String {
    let text = if is_last {
        let end = text
            .find(['，', ',', '、', ';', '；', '。', '|', '\n', ')', '）', ']', '】'])
            .unwrap_or(text.len());
        let text = text.get(..end).unwrap_or_default();
        text.find(". ").map_or(text, |at| text.get(..at).unwrap_or_default())
    } else {
        text
    };
    whole_meaning(text)
}

/// A meaning without the marks around it; brackets stay where they are a pair.
fn whole_meaning(text: &str) -> String {
    let is_edge = |c: char| c.is_whitespace() || "，,、;；。|/()（）\"“”'`.•·-*[]".contains(c);
    let bare = text.trim_matches(is_edge).trim_end_matches(" or").trim_end_matches(" and").trim();
    for (open, close) in [('(', ')'), ('（', '）')] {
        if bare.matches(open).count() > bare.matches(close).count() {
            return format!("{bare}{close}");
        }
    }
    // `1为普通`: the word between a value and its meaning belongs to neither.
    let led = MEANS.strip_start(bare);
    led.filter(|rest| !rest.is_empty()).unwrap_or(bare).to_owned()
}

/// `"C" | "F"`: texts in quotes, and at least two of them.
pub(super) fn literals(text: &str) -> Vec<Choice> {
    if !text.contains('|') {
        return Vec::new();
    }
    let parts: Vec<&str> = text.split('|').map(str::trim).collect();
    let bare = |part: &&str| {
        let inner = part.strip_prefix(['"', '\'', '“'])?.strip_suffix(['"', '\'', '”'])?;
        (!inner.is_empty()).then(|| Choice { value: inner.to_owned(), doc: None })
    };
    let values: Vec<Choice> = parts.iter().filter_map(bare).collect();
    let is_null = |part: &&&str| part.eq_ignore_ascii_case("null");
    let others = parts.iter().filter(is_null).count();
    if values.len() >= 2 && values.len() + others == parts.len() { values } else { Vec::new() }
}

/// Values in the brackets of a type: `enum(A, B)`.
pub(super) fn in_brackets(argument: &str) -> Vec<Choice> {
    let parts =
        argument.split([',', '，', '、', '|', '/', ';']).map(|part| part.trim().trim_matches(['"', '\'']));
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let is_word =
        |part: &&str| part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte));
    if parts.len() < 2 || !parts.iter().all(is_word) {
        return Vec::new();
    }
    parts.into_iter().map(|part| Choice { value: part.to_owned(), doc: None }).collect()
}
