//! What a description says besides words: bounds, a default.

use crate::found::{Bounds, Printed};

/// A number of a description, and where it stands.
#[derive(Debug, Clone, Copy)]
struct Number<'t> {
    digits: &'t str,
    start: usize,
    end: usize,
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Characters,
    Bytes,
    Items,
    /// Digits of a number, a size of a file, a time: nothing that bounds the field as it is sent.
    Foreign,
    /// Nothing that is known.
    Plain,
}

/// Which end of a range a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Least,
    Most,
}

/// No more of a description is read for numbers.
const LONGEST: usize = 600;

/// The bounds that a description names for a field of a type.
pub(super) fn bounds(text: &str, kind: Option<&Printed>) -> Bounds {
    let mut bounds = Bounds::default();
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return bounds;
    }
    let text: String = text.to_lowercase().chars().take(LONGEST).map(narrow).collect();
    let numbers = numbers(&text);
    let mut last: Option<Number<'_>> = None;
    let mut rest = numbers.iter().copied().peekable();
    while let Some(number) = rest.next() {
        let before = before(&text, last.map_or(0, |last| last.end), number.start);
        let next = rest.peek().copied();
        let after = after(&text, number.end, next.map_or(text.len(), |next| next.start));
        last = Some(number);
        if let Some(next) = next.filter(|next| is_range(&text, number, *next)) {
            let behind = after_number(&text, next);
            let unit = unit(before, behind, &text);
            set(&mut bounds, kind, (End::Least, number.digits, unit), &text);
            set(&mut bounds, kind, (End::Most, next.digits, unit), &text);
            last = rest.next();
            continue;
        }
        if let Some(end) = end(before, after) {
            set(&mut bounds, kind, (end, number.digits, unit(before, after, &text)), &text);
        }
    }
    bounds
}

/// Full-width forms as ASCII.
fn narrow(c: char) -> char {
    match c {
        '０'..='９' | '～' | '：' | '（' | '）' | '，' | '－' => {
            let narrow = u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32);
            narrow.unwrap_or(c)
        }
        '〜' => '~',
        _ => c,
    }
}

/// Numbers that are no part of a word, a date or a version. `1,000` is one number.
fn numbers(text: &str) -> Vec<Number<'_>> {
    let bytes = text.as_bytes();
    let at = |at: usize| bytes.get(at).copied().unwrap_or(b' ');
    let mut numbers = Vec::new();
    let mut here = 0;
    while here < bytes.len() {
        if !at(here).is_ascii_digit() {
            here += 1;
            continue;
        }
        let start = here;
        let is_group = |here: usize| {
            at(here) == b','
                && (1..=3).all(|step| at(here + step).is_ascii_digit())
                && !at(here + 4).is_ascii_digit()
        };
        let is_point = |here: usize| at(here) == b'.' && at(here + 1).is_ascii_digit();
        while at(here).is_ascii_digit() || is_group(here) || is_point(here) {
            here += 1;
        }
        let is_in_word = start > 0 && (at(start - 1).is_ascii_alphabetic() || at(start - 1) == b'_');
        let is_word = at(here).is_ascii_alphabetic() && !is_unit_letter(text.get(here..).unwrap_or_default());
        let is_date =
            at(here) == b':' || (at(here) == b'-' && at(here + 1).is_ascii_digit() && here - start == 4);
        if !(is_in_word || is_word || is_date) {
            numbers.push(Number { digits: text.get(start..here).unwrap_or_default(), start, end: here });
        }
    }
    numbers
}

fn is_unit_letter(text: &str) -> bool {
    ["char", "byte", "item", "kb", "mb", "k", "m"].iter().any(|unit| text.starts_with(unit))
}

/// The words in front of a number, not farther than the last number or mark.
fn before(text: &str, from: usize, to: usize) -> &str {
    let text = text.get(from..to).unwrap_or_default();
    text.rsplit([',', ';', '。', '、', '(', '；']).next().unwrap_or_default()
}

fn after(text: &str, from: usize, to: usize) -> &str {
    let text = text.get(from..to).unwrap_or_default();
    let cut = text.find([',', ';', '。', '、', ')', '；', '\n']).unwrap_or(text.len());
    text.get(..cut).unwrap_or_default()
}

fn after_number<'t>(text: &'t str, number: Number<'t>) -> &'t str {
    after(text, number.end, text.len())
}

/// Whether nothing but a sign of a range stands between two numbers.
fn is_range(text: &str, left: Number<'_>, right: Number<'_>) -> bool {
    let between = text.get(left.end..right.start).unwrap_or_default();
    let head = text.get(..left.start).unwrap_or_default();
    let signs =
        ["~", "-", "–", "—", "至", "到", "to", "..", "...", "до", "から", "ー", "−", "…", "부터", "、最大"];
    let is_sign = signs.contains(&between.trim());
    let is_pair = ["and", "и", "과", "와"].contains(&between.trim())
        && ["between", "между", "사이"].iter().any(|word| head.ends_with(&format!("{word} ")));
    let behind = text.get(right.end..).unwrap_or_default();
    let is_class = head.ends_with('[') && behind.starts_with(']');
    let is_longer = behind.starts_with(['-', ':', '/'])
        || head.ends_with(['-', '/', ':']) && between.trim() == "-" && left.digits.len() == 4;
    // `取值[1, 15]`: a list of values has no bracket around two numbers.
    let is_closed = [",", "，"].contains(&between.trim())
        && head.ends_with(['[', '(', '（'])
        && behind.trim_start().starts_with([']', ')', '）'])
        && (head.ends_with('[') || behind.trim_start().starts_with(']'));
    ((is_sign || is_pair) && !is_class && !is_longer || is_closed) && value(left) <= value(right)
}

fn value(number: Number<'_>) -> f64 {
    plain(number.digits).parse().unwrap_or(f64::MAX)
}

fn plain(digits: &str) -> String {
    digits.replace(',', "")
}

fn end(before: &str, after: &str) -> Option<End> {
    let before = before.trim_end().trim_end_matches([':', '为', '是', '=', '值', '的', '数', '(']).trim_end();
    let after = after.trim_start();
    let ends = |words: &str| words.split('|').any(|word| before.ends_with(word));
    let behind = |words: &str| {
        // Between the number and the word stands a unit at most: `200文字以内`, `10 items or fewer`.
        words.split('|').any(|word| {
            after.find(word).is_some_and(|at| after.get(..at).is_some_and(|unit| unit.chars().count() <= 12))
        })
    };
    if ends(MOST_BEFORE) || behind(MOST_AFTER) {
        return Some(End::Most);
    }
    (ends(LEAST_BEFORE) || starts_at(before, after) || behind(LEAST_AFTER)).then_some(End::Least)
}

/// `从1开始`, `starts at 1`, `1から始まる`.
fn starts_at(before: &str, after: &str) -> bool {
    (before.ends_with('从') && after.starts_with("开始"))
        || [
            "starting from",
            "starts from",
            "starting at",
            "starts at",
            "starts with",
            "начиная с",
            "начинается с",
        ]
        .iter()
        .any(|word| before.ends_with(word))
        || ["から始", "から開始", "부터 시작"].iter().any(|word| after.starts_with(word))
}

const MOST_BEFORE: &str = "\
    最多|最大|最长|最高|不超过|不能超过|不得超过|不可超过|不大于|不多于|不得多于|上限|至多|\
    小于等于|不长于|长度限制|长度上限|最多支持|最大支持|最大长度|最多可传|最多可|最多传|<=|\
    ≤|max|max.|maximum|maximum of|maximum length|max length|at most|up to|not more than|\
    no more than|not exceed|not exceeding|no longer than|limited to|limit of|не более|\
    не больше|максимум|не длиннее|не превышает|до|최대|最大で|至多为|不能大于|不超過";
const MOST_AFTER: &str = "\
    以内|以下|まで|이하|이내|까지|or less|or fewer|max|maximum|максимум|以內|之内|at most";
const LEAST_BEFORE: &str = "\
    最少|最小|至少|不少于|不小于|大于等于|最短|最低|>=|≥|min|min.|minimum|minimum of|\
    at least|not less than|no less than|не менее|не меньше|минимум|최소|不低于|от|不能小于|\
    不能少于";
const LEAST_AFTER: &str = "\
    以上|이상|or more|minimum|及以上";

/// Units of characters.
const CHARACTERS: &str = "\
    字符|字|汉字|文字|char|symbol|symb|символ|знак|글자|자|letter|英文字符|中文";
/// Units of something else: digits, times, sizes.
const FOREIGN: &str = "\
    位|桁|digit|자리|天|日|day|hour|时|小时|分|秒|min|sec|дн|час|мин|сек|дней|день|месяц|\
    month|月|年|year|개월|일|시간|초|년|kb|mb|k|m|гб|мб|кб|цифр|%|時間|週|周|week|次|px";
/// What items of a list are counted with.
const COUNTED: &str = "\
    条|件|項目|人|名|명|개|건|item|entr|element|элемент|шт|份|张|つ|個|个|of them|object|\
    позиц";

fn unit(before: &str, after: &str, text: &str) -> Unit {
    let after = after.trim_start().trim_start_matches(['个', '個']);
    let starts = |words: &str| words.split('|').any(|word| after.starts_with(word));
    if starts("字节|byte|バイト|바이트|байт|位元組") {
        return Unit::Bytes;
    }
    if starts(CHARACTERS) {
        // 자리 and 字段 are other words.
        return if starts("자리|字段") { Unit::Foreign } else { Unit::Characters };
    }
    if starts(FOREIGN) {
        return Unit::Foreign;
    }
    let is_length =
        ["长度", "length", "long", "длин", "長さ", "길이", "长为"].iter().any(|word| before.contains(word));
    match () {
        () if is_length && !text.is_empty() => Unit::Characters,
        () if starts(COUNTED) || text_counts(before, after) => Unit::Items,
        () => Unit::Plain,
    }
}

/// 最多50个: the classifier was cut off already.
fn text_counts(before: &str, after: &str) -> bool {
    after.is_empty() && before.ends_with("最多")
}

/// Sets one end, where the type has such a bound.
fn set(bounds: &mut Bounds, kind: Option<&Printed>, (end, digits, unit): (End, &str, Unit), text: &str) {
    let digits = plain(digits);
    let count = digits.parse::<u64>().ok();
    match kind {
        Some(Printed::List(_)) if matches!(unit, Unit::Items | Unit::Plain) => match end {
            End::Least => bounds.min_items = bounds.min_items.or(count),
            End::Most => bounds.max_items = bounds.max_items.or(count),
        },
        Some(Printed::Text | Printed::Url) | None if matches!(unit, Unit::Characters | Unit::Bytes) => {
            match end {
                End::Least => bounds.min_length = bounds.min_length.or(count),
                End::Most => bounds.max_length = bounds.max_length.or(count),
            }
            if unit == Unit::Bytes {
                bounds.unit = Some(encoding(text).to_owned());
            }
        }
        Some(Printed::Int | Printed::Long | Printed::Float | Printed::Decimal)
            if matches!(unit, Unit::Plain | Unit::Items) =>
        {
            match end {
                End::Least => bounds.min.get_or_insert(digits),
                End::Most => bounds.max.get_or_insert(digits),
            };
        }
        _ => {}
    }
}

/// The encoding that a text names; UTF-8 where it names none.
fn encoding(text: &str) -> &'static str {
    let names = [
        ("euc-kr", "euc-kr"),
        ("euckr", "euc-kr"),
        ("cp949", "euc-kr"),
        ("gbk", "gbk"),
        ("gb2312", "gbk"),
        ("gb18030", "gbk"),
    ];
    names.iter().find(|(word, _)| text.contains(word)).map_or("utf-8", |(_, name)| name)
}

/// Whether a cell only says whether there is a default.
pub(super) fn is_no_default(text: &str) -> bool {
    ["有", "无", "無", "あり", "なし", "있음", "없음", "есть", "нет"].contains(&text.trim())
}

/// The default that a description names.
pub(super) fn default(text: &str) -> Option<String> {
    let words = [
        "默认值",
        "默认为",
        "默认",
        "缺省值",
        "缺省",
        "Defaults to",
        "defaults to",
        "Default value",
        "default value",
        "Default",
        "default",
        "デフォルト値",
        "デフォルト",
        "既定値",
        "初期値",
        "省略時は",
        "省略時",
        "기본값",
        "По умолчанию",
        "по умолчанию",
    ];
    let (at, word) = words
        .iter()
        .filter_map(|word| Some((text.find(word)?, word)))
        .min_by_key(|(at, word)| (*at, usize::MAX - word.len()))?;
    let rest = text.get(at + word.len()..)?;
    let rest = rest.trim_start_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                ':' | '：' | '=' | '为' | '是' | '值' | '—' | '–' | '`' | '"' | '“' | '\'' | 'は' | '은'
            )
    });
    let rest = rest.strip_prefix("is ").unwrap_or(rest);
    let is_value = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '+' | '/' | ':');
    let end = rest.find(|c: char| !is_value(c)).unwrap_or(rest.len());
    let value = rest.get(..end)?.trim_end_matches(['.', ':', '/', '-']);
    let is_word = ["the", "a", "an", "to", "is", "if", "all", "when", "for", "value", "in"].contains(&value);
    (!value.is_empty() && value.len() <= 40 && !is_word).then(|| value.to_owned())
}
