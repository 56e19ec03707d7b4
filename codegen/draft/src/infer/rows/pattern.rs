//! Patterns of words, and where they are in a text.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::folding;
use crate::lexicon::rules::{Ask, UNITS, Unit, patterns};
use crate::lexicon::scripts::is_cyrillic;

/// Words of a text that ask something.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub(super) ask: Ask,
    /// The place, in characters.
    pub(super) range: Range<usize>,
    /// Their numbers, each with what it counts.
    pub(super) numbers: Vec<(String, Option<Unit>)>,
}

/// A text as its characters: those of the page, and those that are compared.
#[derive(Debug, Clone)]
pub(super) struct Chars {
    pub(super) printed: Vec<char>,
    pub(super) folded: Vec<char>,
}

/// Longer texts say more than a rule can.
const MOST_CHARS: usize = 400;

impl Chars {
    /// The characters of a text, as far as it is looked at.
    pub(super) fn of(text: &str) -> Self {
        let printed: Vec<char> = text.chars().take(MOST_CHARS).collect();
        let folded = printed.iter().map(|c| folding::char(*c)).collect();
        Self { printed, folded }
    }

    pub(super) fn printed(&self, range: Range<usize>) -> String {
        self.printed.get(range).unwrap_or_default().iter().collect()
    }

    pub(super) fn folded(&self, range: Range<usize>) -> String {
        self.folded.get(range).unwrap_or_default().iter().collect()
    }
}

enum Part {
    Char(char),
    Blanks,
    Number,
    Unit { is_needed: bool },
    Group(Vec<Vec<Part>>),
}

struct Pattern {
    ask: Ask,
    parts: Vec<Part>,
    /// Its second character, where it begins with two: most patterns are ruled out by it.
    second: Option<char>,
}

/// The patterns by their first characters; `#` for those that begin with a number.
static INDEX: LazyLock<BTreeMap<char, Vec<Pattern>>> = LazyLock::new(|| {
    let mut index: BTreeMap<char, Vec<Pattern>> = BTreeMap::new();
    for (ask, line) in patterns() {
        for first in firsts(&parts(line)) {
            let parts = parts(line);
            let second = match parts.as_slice() {
                [Part::Char(_), Part::Char(second), ..] => Some(*second),
                _ => None,
            };
            index.entry(first).or_default().push(Pattern { ask, parts, second });
        }
    }
    index
});

/// The units by their first characters, the longest first.
static BY_FIRST: LazyLock<BTreeMap<char, Vec<(&'static str, Unit)>>> = LazyLock::new(|| {
    let mut index: BTreeMap<char, Vec<(&'static str, Unit)>> = BTreeMap::new();
    for (word, unit) in UNITS.iter().flat_map(|(unit, words)| words.iter().map(move |word| (*word, *unit))) {
        if let Some(first) = word.chars().next() {
            index.entry(first).or_default().push((word, unit));
        }
    }
    for words in index.values_mut() {
        words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    }
    index
});

fn parts(line: &str) -> Vec<Part> {
    let mut result = Vec::new();
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        match c {
            '(' => {
                let end = closing(rest);
                let inner = rest.get(1..end).unwrap_or_default();
                result.push(Part::Group(alternatives(inner)));
                length = (end + 1).min(rest.len());
            }
            '_' => result.push(Part::Blanks),
            '#' => result.push(Part::Number),
            '%' => result.push(Part::Unit { is_needed: false }),
            '!' => result.push(Part::Unit { is_needed: true }),
            '?' => {
                // The part before it may be missing.
                if let Some(before) = result.pop() {
                    result.push(Part::Group(vec![vec![before], Vec::new()]));
                }
            }
            _ => result.push(Part::Char(c)),
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    result
}

/// Where the bracket ends that a pattern begins with.
fn closing(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 1 => return at,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    text.len()
}

fn alternatives(text: &str) -> Vec<Vec<Part>> {
    let mut depth = 0_usize;
    let mut start = 0;
    let mut result = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '|' if depth == 0 => {
                result.push(parts(text.get(start..at).unwrap_or_default()));
                start = at + 1;
            }
            _ => {}
        }
    }
    result.push(parts(text.get(start..).unwrap_or_default()));
    result
}

/// The characters that a pattern can begin with, each once.
fn firsts(pattern: &[Part]) -> Vec<char> {
    let mut result = Vec::new();
    for part in pattern {
        match part {
            Part::Char(c) => result.push(*c),
            Part::Number => result.push('#'),
            Part::Blanks | Part::Unit { .. } => continue,
            Part::Group(alternatives) => {
                result.extend(alternatives.iter().flat_map(|alternative| firsts(alternative)));
                if alternatives.iter().any(Vec::is_empty) {
                    continue;
                }
            }
        }
        break;
    }
    result.sort_unstable();
    result.dedup();
    result
}

/// Everything that a text asks, in its order: the longest words at each place, none inside of others.
pub(super) fn find(text: &Chars) -> Vec<Found> {
    let mut result = Vec::new();
    let mut at = 0;
    while let Some(c) = text.folded.get(at) {
        let is_inside = |at: usize| {
            let is_letter = |at: usize| text.folded.get(at).is_some_and(|c| is_letter(*c));
            at > 0 && is_letter(at - 1) && is_letter(at)
        };
        let is_number_inside = c.is_ascii_digit()
            && at
                .checked_sub(1)
                .and_then(|at| text.folded.get(at))
                .is_some_and(|c| c.is_ascii_alphanumeric() || *c == '_');
        if is_inside(at) || is_number_inside {
            at += 1;
            continue;
        }
        let first = if c.is_ascii_digit() { '#' } else { *c };
        let second = text.folded.get(at + 1).copied();
        let patterns = INDEX.get(&first).into_iter().flatten();
        let best = patterns
            .filter(|pattern| pattern.second.is_none() || pattern.second == second)
            .filter_map(|pattern| {
                let mut numbers = Vec::new();
                let end = matches(&pattern.parts, &text.folded, at, &mut numbers)?;
                // Spaces before a unit that is not there are not part of the words.
                let blanks = text.folded.get(at..end)?.iter().rev().take_while(|c| **c == ' ').count();
                let end = end - blanks;
                (end > at && !is_inside(end)).then_some(Found { ask: pattern.ask, range: at..end, numbers })
            })
            .max_by_key(|found| (found.range.end, std::cmp::Reverse(found.ask)));
        at = best.as_ref().map_or(at + 1, |found| found.range.end);
        result.extend(best);
    }
    result
}

/// A letter of a script that puts spaces between words.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || is_cyrillic(c)
}

/// Where the parts end that begin at `at`.
fn matches(
    parts: &[Part],
    text: &[char],
    at: usize,
    numbers: &mut Vec<(String, Option<Unit>)>,
) -> Option<usize> {
    let Some((part, rest)) = parts.split_first() else { return Some(at) };
    match part {
        Part::Char(c) => (text.get(at) == Some(c)).then(|| matches(rest, text, at + 1, numbers)).flatten(),
        Part::Blanks => {
            let blanks = text.get(at..)?.iter().take_while(|c| **c == ' ').count();
            matches(rest, text, at + blanks, numbers)
        }
        Part::Number => {
            let (number, end) = number(text, at)?;
            numbers.push((number, None));
            matches(rest, text, end, numbers)
        }
        Part::Unit { is_needed } => {
            let found = unit(text, at);
            if found.is_none() && *is_needed {
                return None;
            }
            let mut end = at;
            if let Some((unit, after)) = found {
                end = after;
                if let Some(last) = numbers.last_mut() {
                    last.1 = Some(unit);
                }
            }
            matches(rest, text, end, numbers)
        }
        Part::Group(alternatives) => {
            let kept = numbers.len();
            let mut best = None;
            for alternative in alternatives {
                let mut own = numbers.clone();
                own.truncate(kept);
                let Some(end) = matches(alternative, text, at, &mut own) else { continue };
                let Some(end) = matches(rest, text, end, &mut own) else { continue };
                if best.as_ref().is_none_or(|(most, _)| end > *most) {
                    best = Some((end, own));
                }
            }
            let (end, own) = best?;
            *numbers = own;
            Some(end)
        }
    }
}

/// A number, without the signs between its thousands, and where it ends.
fn number(text: &[char], at: usize) -> Option<(String, usize)> {
    let mut number = String::new();
    let mut end = at;
    if text.get(at) == Some(&'-') {
        number.push('-');
        end += 1;
    }
    let is_digit = |at: usize| text.get(at).is_some_and(char::is_ascii_digit);
    while let Some(c) = text.get(end) {
        match c {
            '0'..='9' => number.push(*c),
            ',' if (1..=3).all(|next| is_digit(end + next))
                && !is_digit(end + 4)
                && !number.contains('.') => {}
            '.' if is_digit(end + 1) && !number.contains('.') => number.push('.'),
            _ => break,
        }
        end += 1;
    }
    let is_number = number.len() <= 18 && number.ends_with(|c: char| c.is_ascii_digit());
    is_number.then_some((number, end))
}

fn unit(text: &[char], at: usize) -> Option<(Unit, usize)> {
    let blanks = text.get(at..)?.iter().take_while(|c| **c == ' ').count();
    let start = at + blanks;
    let rest = text.get(start..)?;
    BY_FIRST.get(rest.first()?)?.iter().find_map(|(word, unit)| {
        let length = word.chars().count();
        let is_here = rest.get(..length)?.iter().copied().eq(word.chars());
        let goes_on = rest.get(length - 1).is_some_and(|c| is_letter(*c))
            && rest.get(length).is_some_and(|c| is_letter(*c));
        (is_here && !goes_on).then_some((*unit, start + length))
    })
}

#[cfg(test)]
mod tests {
    use super::{Chars, find};
    use crate::lexicon::rules::{Ask, Unit};
    use stubwright_spec::ast::preflight::TimeUnit;

    #[test]
    fn words_ask() {
        for (text, ask, words) in [
            ("签署方不可重复", Ask::Unique, "不可重复"),
            ("手机号重复", Ask::Unique, "重复"),
            ("请勿重复提交", Ask::Nothing, "请勿重复提交"),
            ("links must be unique", Ask::Unique, "must be unique"),
            ("オプションコードが重複しています", Ask::Unique, "重複しています"),
            ("Штрихкоды мест не должны повторяться", Ask::Unique, "не должны повторяться"),
            ("来访时间不能早于当前时间", Ask::FromNow, "不能早于当前时间"),
            ("Closing day must not be before today", Ask::FromNow, "must not be before today"),
            ("有効期限は今日以降の日付を指定してください", Ask::FromNow, "今日以降"),
            ("픽업 시각은 현재 시각 이후여야 합니다", Ask::FromNow, "현재 시각 이후"),
            ("Дата рождения не может быть позже текущей", Ask::UntilNow, "не может быть позже текущей"),
            ("单次预约访客不能超过20人", Ask::Max, "不能超过20人"),
            ("号码个数超过1000", Ask::Max, "个数超过1000"),
            ("수신자는 최대 1,000명까지 가능합니다.", Ask::Max, "최대 1,000명"),
            ("オプションは5件以内で", Ask::Max, "5件以内"),
            ("Количество мест не более 10", Ask::Max, "не более 10"),
            ("页码必须大于等于1", Ask::Min, "必须大于等于1"),
            ("金额必须大于0", Ask::Above, "必须大于0"),
            ("Weight must be between 1 and 30000", Ask::Between, "must be between 1 and 30000"),
            ("nickname must be 3 to 20 characters", Ask::Between, "3 to 20 characters"),
            ("ポイントは1以上10000以下で", Ask::Between, "1以上10000以下"),
            ("должен содержать от 3 до 32 символов", Ask::Between, "от 3 до 32 символов"),
            ("发票类型只能为1、2、3", Ask::OneOf, "只能为"),
            ("扩展码必须是数字", Ask::Digits, "必须是数字"),
            ("parcel.barcode is required.", Ask::Present, "is required"),
            ("필수입니다", Ask::Present, "필수"),
            ("必須項目が未入力です", Ask::AllPresent, "必須項目が未入力"),
            ("Недопустимый способ", Ask::Listed, "Недопустимый"),
        ] {
            let chars = Chars::of(text);
            let found = find(&chars);
            let first = found.first().unwrap_or_else(|| panic!("{text}"));
            assert_eq!((first.ask, chars.printed(first.range.clone()).as_str()), (ask, words), "{text}");
        }
        let numbers = |text: &str| find(&Chars::of(text)).first().map(|found| found.numbers.clone());
        assert_eq!(
            numbers("签署截止时间不能超过12个月"),
            Some(vec![(String::from("12"), Some(Unit::Time(TimeUnit::Months)))])
        );
        assert_eq!(numbers("최대 1,000명까지"), Some(vec![(String::from("1000"), Some(Unit::Items))]));
        for text in [
            "账号或密码错误",
            "Parcel older than 90 days",
            "No such member",
            "打印机缺纸",
            "",
            "max daily quota",
        ] {
            assert!(find(&Chars::of(text)).is_empty(), "{text}");
        }
    }
}
