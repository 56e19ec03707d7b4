//! Values of a field in a line of text: `status: 1：仮予約、2：確定`, `Sizes: one of S, M, L`, in a list, or in a table.

use std::collections::BTreeSet;

use super::classify::{self, Class};
use super::context::Context;
use super::sheet::Sheet;
use super::{answers, cell, choices, kinds};
use crate::found::{Choice, Field, FieldTable, Listed, Printed};
use crate::lexicon::flags;
use crate::lexicon::tables::{VALUE_TITLES, VALUE_WORDS};
use crate::lexicon::values::{OF, TOLD};
use crate::page::{Table, Text};
use stubwright_spec::source::Spanned;

/// No line that is longer lists values.
const LONGEST: usize = 600;

pub(super) fn read(line: &Text, context: &Context) -> Option<Listed> {
    let text = line.as_str();
    // A line of JSON or of a command is not a sentence.
    if text.contains(['{', '}', '$']) || text.contains("\":") {
        return None;
    }
    if text.len() > LONGEST || !text.is_ascii() && !text.contains(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let start =
        text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || "-•*`\"".contains(c)).len();
    let body = text.get(start..)?;
    let end =
        body.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '.'))).unwrap_or(body.len());
    let word = body.get(..end)?.trim_end_matches('.');
    let rest = body.get(end..)?.trim_start_matches(['`', '"', ' ']);
    // `YYYYMMDD` is how a date is written.
    let is_format = word.bytes().all(|byte| b"YMDHS".contains(&byte));
    let is_word =
        !is_format && word.len() >= 2 && word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let last = word.rsplit('.').next().unwrap_or_default();
    if is_word {
        let key = context.key(last).or_else(|| context.key(last.strip_suffix('s').unwrap_or(last)));
        let is_led = rest.starts_with([':', '：', '=', '(', '（', '–', '—', '-']);
        let is_told = is_intro(rest);
        if is_told || (is_led && key.is_some()) {
            let span = line.place(start..start + word.len());
            return listed(Spanned::new(word.to_owned(), span), rest);
        }
    }
    // `状态（status）：1-新建、2-完成`: the key is in the words before the colon.
    let (at, colon) = text.char_indices().find(|(_, c)| matches!(c, ':' | '：'))?;
    let head = text.get(..at).filter(|head| head.chars().count() <= 40)?;
    let key = super::titles::identifiers(head).find(|word| context.key(word).is_some())?;
    let from = head.find(key)?;
    listed(
        Spanned::new(key.to_owned(), line.place(from..from + key.len())),
        text.get(at + colon.len_utf8()..)?,
    )
}

/// Values in the items of a list, each with its meaning, below a line that names their field: `The states in `state` are:`,
/// or a title that does.
pub(super) fn items(items: &[Text], context: &Context) -> Option<Listed> {
    let is_value = |word: &str| {
        let is_code = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
        (2..=40).contains(&word.len()) && word.chars().all(is_code) && !context.has_key(word)
    };
    // `new` may be a key where nothing names a field.
    let is_word = |word: &str| {
        let is_code = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        (1..=40).contains(&word.len()) && word.chars().all(is_code) && !context.has_key(word)
    };
    let choice = |item: &Text| {
        let (value, meaning) = item.as_str().trim().split_once([':', '：', '–', '—', '-', '='])?;
        let value = value.trim().trim_matches('`');
        let doc = Some(meaning.trim().to_owned()).filter(|doc| !doc.is_empty());
        is_word(value).then(|| Choice { value: value.to_owned(), doc })
    };
    // `color : string : optional` is a field.
    let is_field = |item: &Text| {
        let meaning = item.as_str().split_once([':', '：', '–', '—', '-', '=']).map(|(_, meaning)| meaning);
        let mut parts = meaning.unwrap_or_default().split([':', ',', '(', ')', '\n']).map(str::trim).take(2);
        let (first, second) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        kinds::is_type(first) && answers::of_word(second).is_some()
    };
    if items.iter().any(is_field) {
        return None;
    }
    if items.len() < 2 || !items.iter().take(2).all(|item| choice(item).is_some()) {
        return None;
    }
    let values: Vec<Choice> = items.iter().map_while(choice).collect();
    (values.len() == items.len()).then_some(())?;
    let are_codes = values.iter().all(|choice| is_value(&choice.value));
    let of_line = context.valued().filter(|_| are_codes).map(|field| (field, false));
    let of_title = || {
        let named = context.named().filter(|named| context.key(&named.key.value).is_some())?;
        Some((named.key, !named.is_sure || !are_codes))
    };
    let (field, is_guess) = of_line.or_else(of_title)?;
    Some(Listed { field, values, reason: "listed in the text", is_guess })
}

/// Whether a text begins with words for a list of values.
fn is_intro(text: &str) -> bool {
    let text = text.trim_start_matches(|c| matches!(c, ':' | '：' | ' ') || OF.has_char(c));
    // Longer than the longest of the words.
    let text = text.chars().take(20).collect::<String>().to_lowercase();
    TOLD.start(&text)
}

fn listed(field: Spanned<String>, rest: &str) -> Option<Listed> {
    let mut values = choices::read(rest.trim_start_matches([':', '：', ' ', '=', '–', '—']));
    if values.is_empty() {
        values = choices::read(rest);
    }
    (values.len() >= 2).then_some(Listed { field, values, reason: "listed in the text", is_guess: false })
}

/// The values of a field that the table in its cell lists.
pub(super) fn inside(table: &Table, field: &Field, context: &Context) -> Option<Vec<Choice>> {
    let sheet = Sheet::of(table)?;
    let is_scalar = matches!(field.kind, Some(Printed::Text | Printed::Int | Printed::Long));
    if !is_scalar
        || !(2..=3).contains(&sheet.width())
        || matches!(classify::classify(&sheet, context), Class::Fields(_))
    {
        return None;
    }
    let values = self::table(&sheet, 0, 1);
    let is_value = |choice: &Choice| choice.value.len() <= 40 && !choice.value.contains(char::is_whitespace);
    (values.len() >= 2 && values.len() == sheet.rows.len() && values.iter().all(is_value)).then_some(values)
}

/// The values and their meanings in the rows of a table.
pub(super) fn table(sheet: &Sheet<'_>, value: usize, meaning: usize) -> Vec<Choice> {
    let mut values: Vec<Choice> = Vec::new();
    let mut known = BTreeSet::new();
    for row in &sheet.rows {
        let get = |column: usize| row.cells.get(column).map(|cell| cell::line(&cell.text));
        let Some(Spanned { value, .. }) = get(value).filter(|text| !flags::is_nothing(&text.value)) else {
            continue;
        };
        let value = value.trim_matches(['"', '\'', '`', '“', '”']).to_owned();
        let doc = get(meaning).map(|text| text.value).filter(|text| !flags::is_nothing(text));
        if known.insert(value.clone()) {
            values.push(Choice { value, doc });
        }
    }
    values
}

/// So many fields above a table may be meant by its title.
const ABOVE: usize = 400;

/// Where the first part of a description ends.
const ENDS: [char; 11] = ['，', ',', '。', '.', '（', '(', '：', ':', ';', '；', '、'];

/// The field above that a title names by its description: 订单状态说明 above the values of 订单状态.
pub(super) fn described(tables: &[FieldTable], title: &Spanned<String>) -> Option<Spanned<String>> {
    let whole = title.value.trim().trim_end_matches([':', '：']);
    if whole.chars().count() > 40 {
        return None;
    }
    let words = VALUE_WORDS.iter().chain(VALUE_TITLES.iter());
    let bare: Vec<&str> = words.filter_map(|word| whole.strip_suffix(word)).map(str::trim).collect();
    let is_about = |text: &str| {
        text.eq_ignore_ascii_case(whole) || bare.iter().any(|bare| text.eq_ignore_ascii_case(bare))
    };
    let fits = |field: &&Field| {
        let doc = field.doc.as_ref().map(Text::as_str).unwrap_or_default();
        let first = doc.split(ENDS).next().unwrap_or_default().trim();
        let is_referred = !bare.is_empty() && whole.chars().count() >= 4 && doc.contains(whole);
        first.chars().count() >= 2 && is_about(first) || is_referred
    };
    let near = tables.iter().rev().flat_map(|table| table.rows.iter().rev()).take(ABOVE);
    let mut names = near.filter(fits).filter_map(|field| field.path.last()).map(|step| step.name.as_str());
    let first = names.next()?;
    names.all(|name| name == first).then(|| Spanned::new(first.to_owned(), title.span))
}

/// The values in the rows of a table whose title names a field by its description.
pub(super) fn by_title(sheet: &Sheet<'_>, tables: &[FieldTable], title: &Spanned<String>) -> Option<Listed> {
    let is_value = |choice: &Choice| {
        choice.value.len() <= 40 && !choice.value.contains(char::is_whitespace) && choice.value.is_ascii()
    };
    if !(2..=3).contains(&sheet.width()) {
        return None;
    }
    let field = described(tables, title)?;
    let values = table(sheet, 0, 1);
    let are_values = values.len() >= 2 && values.len() == sheet.rows.len() && values.iter().all(is_value);
    are_values.then_some(Listed { field, values, reason: "a table of its own", is_guess: true })
}
