//! The meaning of the words of a type: `String(32)`, 字符串, `List<X>`, `Массив`.

mod words;

pub(super) use self::words::{MARKS, may_begin_type};
use self::words::{format, simple};
use super::choices;
use crate::found::{Bounds, Choice, Printed};
use crate::lexicon::lists::Words;
use crate::lexicon::types::{
    ANY_NUMBER, BESIDE, BETWEEN_LENGTHS, BYTE, BYTES, ENUMS, LENGTH_WORDS, LIST_ENDS, LIST_STARTS, LISTS,
    LONG_IDS, MAPS, NULLS, OBJECT_ENDS, OBJECTS, OF_ITEMS, PROSE, TIMESTAMPS, singular_of,
};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Kind {
    /// The type; `None` where the words say nothing.
    pub(super) printed: Option<Printed>,
    /// The length in its brackets.
    pub(super) bounds: Bounds,
    /// The values that it lists: `"C" | "F"`, `enum(A, B)`.
    pub(super) values: Vec<Choice>,
    /// Whether it may be null: `string | null`.
    pub(super) is_nullable: bool,
    /// Why it is a guess, where it is one.
    pub(super) guess: Option<&'static str>,
}

/// Types in types are read so deep.
const DEEPEST: usize = 8;

pub(super) fn read(text: &str) -> Kind {
    let text = text.trim().trim_matches('`');
    if text.is_empty() || text.len() > 200 {
        return Kind::default();
    }
    let is_nullable = is_nullable(text);
    let values = choices::literals(text);
    if !values.is_empty() {
        return Kind { printed: Some(Printed::Text), values, is_nullable, ..Kind::default() };
    }
    let text = without_null(text);
    let (word, argument) = split(&text);
    if is(word, &ENUMS) {
        let values = argument.map(choices::in_brackets).unwrap_or_default();
        let kind = |choice: &Choice| choice.value.bytes().all(|byte| byte.is_ascii_digit());
        let are_numbers = !values.is_empty() && values.iter().all(kind);
        // `enum<integer>` has the type of its values in the brackets.
        let of = argument.filter(|_| values.is_empty()).and_then(|of| printed(of, 0));
        let printed = if are_numbers { Printed::Int } else { of.unwrap_or(Printed::Text) };
        return Kind { printed: Some(printed), values, is_nullable, ..Kind::default() };
    }
    let is_long = is(word, &BYTE) && argument.is_some_and(|of| lengths(of) != Bounds::default());
    // `Byte(4~128)` is a text of so many bytes.
    let printed = if is_long { Some(Printed::Text) } else { printed(&text, 0) };
    let bounds = match (&printed, argument) {
        (Some(Printed::Text), Some(argument)) => lengths(argument),
        _ => Bounds::default(),
    };
    let guess = is(word, &LONG_IDS).then_some("an id that JSON has as a text or as a number");
    let guess = guess.or_else(|| is_union(&text).then_some("the page names several types"));
    Kind { printed, bounds, is_nullable, guess, ..Kind::default() }
}

/// Whether a cell is a type and nothing else.
pub(super) fn is_type(text: &str) -> bool {
    text.chars().count() <= 40 && read(text).printed.is_some()
}

/// Whether a cell of types names an object: `channel object`. In prose such words are not a type.
pub(super) fn is_object(text: &str) -> bool {
    let lower = text.trim().trim_matches(['`', '?']).to_lowercase();
    let Some(name) = OBJECT_ENDS.iter().find_map(|end| lower.strip_suffix(*end)) else { return false };
    !name.trim().is_empty() && name.chars().all(|c| c.is_alphanumeric() || " _-.".contains(c))
}

/// Whether a type says that something is a number, and not which numbers it can be.
pub(super) fn is_any_number(text: &str) -> bool {
    let text = without_null(text.trim().trim_matches('`'));
    is(split(&text).0, &ANY_NUMBER)
}

/// Whether a type names null beside another type. `string?` is a type of a language in which absent and null are one.
fn is_nullable(text: &str) -> bool {
    if is_word(text) {
        return false;
    }
    // `?string` has the mark of null in front.
    if text.strip_prefix('?').is_some_and(|rest| rest.starts_with(char::is_alphabetic)) {
        return true;
    }
    // A `null` inside of brackets is that of an item or a field.
    let mut depth = 0_usize;
    let is_outside = |c: &char| {
        match c {
            '{' | '[' | '<' => depth += 1,
            '}' | ']' | '>' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        true
    };
    let text: String = text.to_lowercase().chars().filter(is_outside).collect();
    let mut parts = text
        .split(['|', '/', ',', ' ', '(', ')', '（', '）', '、', '，'])
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let has_other =
        text.split(|c: char| !c.is_alphanumeric()).any(|word| !word.is_empty() && !NULLS.has(word));
    has_other && !text.contains("not null") && !text.contains("non-null") && parts.any(|part| NULLS.has(part))
}

/// `string | null`, `string or null`, `string?`, `nullable string`.
fn without_null(text: &str) -> String {
    let is_null = |part: &&str| NULLS.has(&part.to_lowercase()) || part.eq_ignore_ascii_case("undefined");
    if is_word(text) && !is_null(&text) {
        return text.to_owned();
    }
    let mut depth = 0_usize;
    // A bar inside of brackets is about items or fields.
    let outer = text.split(|c: char| {
        match c {
            '{' | '[' | '<' => depth += 1,
            '}' | ']' | '>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == '|' && depth == 0
    });
    let parts = outer.map(str::trim).filter(|part| !is_null(part));
    let text = parts.collect::<Vec<_>>().join("|");
    let lower = text.to_ascii_lowercase();
    let text =
        if lower.ends_with(" or null") { text.get(..text.len() - 8).unwrap_or_default() } else { &text };
    let text = if lower.starts_with("nullable ") { text.get(9..).unwrap_or_default() } else { text };
    text.trim().trim_matches('?').trim().to_owned()
}

/// Whether a type is nothing but a word, as most types are.
fn is_word(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The word in front of brackets, and what is in them.
fn split(text: &str) -> (&str, Option<&str>) {
    let Some((at, open)) =
        text.char_indices().find(|(_, c)| matches!(c, '(' | '（' | '<' | '[' | '{' | '［'))
    else {
        return (text.trim(), None);
    };
    let inner = text.get(at + open.len_utf8()..).unwrap_or_default().trim_end();
    let inner = inner.trim_end_matches([')', '）', '>', ']', '}', '］']).trim();
    (text.get(..at).unwrap_or_default().trim(), Some(inner))
}

/// `32`, `1,32`, `1..32`, `1-32`, `max 32`.
fn lengths(argument: &str) -> Bounds {
    let numbers: Vec<u64> = argument
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .filter_map(|part| part.parse().ok())
        .collect();
    let is_plain =
        argument.chars().all(|c| c.is_ascii_digit() || " ,.-<=".contains(c) || BETWEEN_LENGTHS.has_char(c));
    let is_named = LENGTH_WORDS.iter().any(|word| argument.to_lowercase().contains(word));
    match numbers.as_slice() {
        [most] if is_plain || is_named => Bounds { max_length: Some(*most), ..Bounds::default() },
        [least, most] if (is_plain || is_named) && least <= most => {
            Bounds { min_length: Some(*least), max_length: Some(*most), ..Bounds::default() }
        }
        _ => Bounds::default(),
    }
}

fn printed(text: &str, depth: usize) -> Option<Printed> {
    let text = without_null(text.trim().trim_matches(['`', '"']));
    let text = text.as_str();
    if depth > DEEPEST || text.is_empty() || is_union(text) {
        return None;
    }
    if let Some(list) = list(text, depth) {
        return Some(list);
    }
    if let Some(of) = values_of(text) {
        return Some(Printed::Map(printed(of, depth + 1).map(Box::new)));
    }
    if text.starts_with('{') && text.contains(':') {
        return Some(Printed::Object);
    }
    let (word, argument) = split(text);
    let argument = argument.unwrap_or_default();
    // `JSON(Map)`
    if is(word, &OBJECTS) && is(argument, &MAPS) {
        return Some(Printed::Map(None));
    }
    if is(word, &MAPS) || (is(word, &OBJECTS) && argument.contains(',') && text.contains('<')) {
        let of = argument.split_once(',').map_or(argument, |(_, of)| of);
        return Some(Printed::Map(printed(of, depth + 1).map(Box::new)));
    }
    if let Some(narrow) = (!argument.is_empty()).then(|| format(argument)).flatten() {
        return Some(narrow);
    }
    match simple(word) {
        // `long (timestamp)`, `int64(ms)`
        Some(Printed::Int | Printed::Long | Printed::Float) if is(argument, &TIMESTAMPS) => {
            Some(Printed::Timestamp)
        }
        simple => simple.or_else(|| simple_words(word)),
    }
}

/// The type of the values of a map in braces: `{String: Number}`, `{[sku: string]: number}`.
fn values_of(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('{')?.strip_suffix('}')?;
    let (key, of) = match inner.trim_start().strip_prefix('[') {
        Some(inner) => (inner.split_once(':')?.1.split_once(']')?.0, inner.split_once("]:")?.1),
        None => inner.split_once(':')?,
    };
    let is_key = matches!(simple(key), Some(Printed::Text | Printed::Int | Printed::Long));
    // A field may be called `string` as well, but not among others.
    (is_key && !of.contains([',', ';', ':'])).then(|| of.trim())
}

/// `X[]`, `[]X`, `List<X>`, `array of X`, `array: X`, `X array`, 数组.
fn list(text: &str, depth: usize) -> Option<Printed> {
    if is_bytes(text) {
        // Bytes go over the wire as a text.
        return Some(Printed::Text);
    }
    let of = |inner: &str| Some(Printed::List(printed(inner, depth + 1).map(Box::new)));
    if let Some(inner) = text.strip_suffix("[]").or_else(|| text.strip_prefix("[]")) {
        return of(inner);
    }
    if text.starts_with('[') && text.ends_with(']') {
        return of(text.trim_matches(['[', ']']));
    }
    // `array: string`
    if let Some((_, items)) = text.split_once([':', '：']).filter(|(word, _)| is(word, &LISTS)) {
        return of(items);
    }
    let (word, argument) = split(text);
    if is(word, &LISTS) {
        return of(argument.unwrap_or_default());
    }
    let lower = text.to_lowercase();
    if let Some(start) = LIST_STARTS.iter().find(|start| lower.starts_with(**start)) {
        return of(singular(lower.get(start.len()..).unwrap_or_default()));
    }
    let end = LIST_ENDS.iter().find(|end| lower.ends_with(**end))?;
    of(lower
        .get(..lower.len() - end.len())
        .unwrap_or_default()
        .trim_end_matches(|c| matches!(c, '-' | '_') || OF_ITEMS.has_char(c)))
}

/// `byte[]`, `[]byte`, `array of bytes`.
fn is_bytes(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let inner = text.strip_suffix("[]").or_else(|| text.strip_prefix("[]"));
    let inner = inner.or_else(|| text.strip_prefix("array of ").or_else(|| text.strip_suffix(" array")));
    inner.is_some_and(|inner| BYTES.contains(&inner.trim()))
}

fn singular(text: &str) -> &str {
    singular_of(text).unwrap_or_else(|| text.strip_suffix('s').unwrap_or(text))
}

/// Whether a word is in a list, in any case.
fn is(word: &str, words: &Words) -> bool {
    words.has(word.trim().to_lowercase().as_str())
}

/// `JSON object`, `unsigned int`, `string date-time`: the last word that says something, or the first one.
fn simple_words(text: &str) -> Option<Printed> {
    let words: Vec<&str> = text.split([' ', '/', ',']).filter(|word| !word.is_empty()).collect();
    if words.len() < 2 || words.len() > 4 {
        return None;
    }
    // `string yes` is two cells, not a type.
    let is_part = |word: &&str| is(word, &BESIDE) || format(word).is_some() || simple(word).is_some();
    if !words.iter().all(is_part) {
        return None;
    }
    // `phone number` is what a text tells of, not a number.
    let classes = || words.iter().filter_map(|word| simple(word)).map(|kind| class(&kind));
    if words.iter().all(|word| is(word, &PROSE)) && classes().any(|kind| Some(kind) != classes().next()) {
        return None;
    }
    // `integer unix time` is not a text.
    let is_count = words
        .iter()
        .any(|word| matches!(simple(word), Some(Printed::Int | Printed::Long | Printed::Timestamp)));
    if is_count && words.iter().any(|word| is(word, &TIMESTAMPS)) {
        return Some(Printed::Timestamp);
    }
    let narrow = words.iter().find_map(|word| format(word));
    narrow.or_else(|| words.iter().rev().find_map(|word| simple(word)))
}

/// `string or integer`, `string/array`: types of which none is the other one in more words.
pub(super) fn is_union(text: &str) -> bool {
    // The text in brackets is about items.
    if text.contains(['<', '[', '{', '(', '（']) {
        return false;
    }
    let lower = text.to_lowercase();
    let parts: Vec<&str> =
        lower.split(['/', ',', '|']).flat_map(|part| part.split(" or ")).map(str::trim).collect();
    if parts.len() < 2 {
        return false;
    }
    let mut classes: Vec<Class> =
        parts.iter().filter_map(|part| printed(part, DEEPEST).as_ref().map(class)).collect();
    classes.dedup();
    classes.len() > 1
}

/// The kind of JSON value for a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Text,
    Number,
    Bool,
    Object,
    List,
}

fn class(kind: &Printed) -> Class {
    match kind {
        Printed::Text | Printed::Date | Printed::DateTime | Printed::Url | Printed::File => Class::Text,
        Printed::Int | Printed::Long | Printed::Float | Printed::Decimal | Printed::Timestamp => {
            Class::Number
        }
        Printed::Bool => Class::Bool,
        Printed::Object | Printed::Map(_) => Class::Object,
        Printed::List(_) => Class::List,
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    /// The meaning of a type, in a few words.
    fn dump(text: &str) -> String {
        let kind = read(text);
        let mut dump = kind.printed.map_or_else(|| String::from("-"), |printed| format!("{printed:?}"));
        if let Some(most) = kind.bounds.max_length {
            let least = kind.bounds.min_length.map(|least| least.to_string()).unwrap_or_default();
            dump = format!("{dump} {least}..{most}");
        }
        if kind.is_nullable {
            dump.push_str(" null");
        }
        if !kind.values.is_empty() {
            let values: Vec<_> = kind.values.iter().map(|choice| choice.value.as_str()).collect();
            dump = format!("{dump} [{}]", values.join(" "));
        }
        dump
    }

    #[track_caller]
    fn hold(rows: &[(&str, &str)]) {
        rows.iter().for_each(|(text, expected)| assert_eq!(dump(text), *expected, "{text}"));
    }

    #[test]
    fn words_of_types_in_five_languages() {
        hold(&[
            ("String(32)", "Text ..32"),
            ("varchar(1,32)", "Text 1..32"),
            ("string[1,32]", "Text 1..32"),
            ("Byte(4~128)", "Text 4..128"),
            ("byte", "Int"),
            ("Byte[]", "Text"),
            ("[]byte", "Text"),
            ("int64_t", "Long"),
            ("uint32_t", "Long"),
            ("int32_t", "Int"),
            ("size_t", "Long"),
            ("uint", "Int"),
            ("半角英数", "Text"),
            ("メール形式", "Text"),
            ("int (平常時はnull)", "Int"),
            ("字符串", "Text"),
            ("Число", "Float"),
            ("数値", "Float"),
            ("整数", "Long"),
            ("Integer", "Long"),
            ("integer(int64)", "Long"),
            ("string <date-time>", "DateTime"),
            ("List<String>", "List(Some(Text))"),
            ("string[]", "List(Some(Text))"),
            ("[]Item", "List(None)"),
            ("数组", "List(None)"),
            ("array of strings", "List(Some(Text))"),
            ("array: string", "List(Some(Text))"),
            ("配列：整数", "List(Some(Long))"),
            ("string array", "List(Some(Text))"),
            ("массив строк", "List(Some(Text))"),
            ("List<Map<String,Long>>", "List(Some(Map(Some(Long))))"),
            ("map<string, boolean>", "Map(Some(Bool))"),
            ("словарь", "Map(None)"),
            ("Объект", "Object"),
            ("JSON object", "Object"),
            ("decimal(10,2)", "Decimal"),
            ("\"C\" | \"F\"", "Text [C F]"),
            ("enum(A, B)", "Text [A B]"),
            ("Дата", "Date"),
            ("日時", "DateTime"),
            ("Item", "-"),
            ("签名", "-"),
            ("string or integer", "-"),
            ("string/array", "-"),
            ("integer/long", "Long"),
            ("string(date-time) or null", "DateTime null"),
        ]);
    }

    #[test]
    fn null_and_types_in_types() {
        hold(&[
            ("string | null", "Text null"),
            ("{ a: string | null }", "Object"),
            ("nullable string", "Text null"),
            ("Integer (nullable)", "Long null"),
            ("[string | null]", "List(Some(Text))"),
            ("enum<integer>", "Long"),
            ("array [object {3}]", "List(Some(Object))"),
            ("integer unix time", "Timestamp"),
            ("phone number", "-"),
            ("int64 (timestamp)", "Timestamp"),
            ("timestamp(ms)", "Timestamp"),
            ("epoch_ms", "Timestamp"),
            ("string | undefined", "Text"),
            ("?string", "Text null"),
            ("?dict<string, string>", "Map(Some(Text)) null"),
            ("?array of integers", "List(Some(Long)) null"),
        ]);
    }
}
