//! Where the parts of errors are in a table.

use super::super::codes::{self, Shape};
use super::super::context::Context;
use super::super::sheet::{ErrorColumns, Sheet};
use crate::lexicon::columns::{self, Column};
use crate::lexicon::tables::{
    API_MESSAGES, LATIN_MESSAGES, SENT_MESSAGES, SUB_CODES, SUB_MESSAGES, WIDE_MESSAGES,
};
use crate::lexicon::weights::{ERROR_NAMES, POSSIBLE_CODES};

pub(super) fn columns(sheet: &Sheet<'_>, context: &Context) -> Option<ErrorColumns> {
    let mut code = code_column(sheet, context)?;
    let (sub_code, sub_message) = sub_columns(sheet, &mut code);
    let mut columns = ErrorColumns { code, sub_code, sub_message, ..ErrorColumns::default() };
    let is_rest =
        |column: &usize| *column != code && Some(*column) != sub_code && Some(*column) != sub_message;
    let rest: Vec<usize> = (0..sheet.width()).filter(is_rest).collect();
    let is_first = |column: &usize, meaning: Column| sheet.meaning(*column).first() == Some(&meaning);
    let find = |meaning: Column| rest.iter().copied().find(|column| is_first(column, meaning));
    columns.http = find(Column::Http).or_else(|| {
        let is_status = |column: &&usize| {
            let look = sheet.look(**column);
            look.filled > 0 && look.statuses == look.filled
        };
        rest.iter().find(is_status).copied()
    });
    if sheet.meaning(code).first() == Some(&Column::Http) {
        columns.http = Some(code);
    }
    columns.docs = find(Column::Docs);
    columns.success = find(Column::Success);
    let taken = [columns.http, columns.docs, columns.success];
    let mut texts: Vec<usize> =
        rest.iter().copied().filter(|column| !taken.contains(&Some(*column))).collect();
    texts.retain(|column| !is_first(column, Column::Skip) && !is_first(column, Column::Required));
    // The types of fields are the text of no error.
    let are_types = |column: &usize| sheet.look(*column).mostly(sheet.look(*column).types);
    texts.retain(|column| is_first(column, Column::Message) || !are_types(column));
    columns.solution = texts.iter().copied().find(|column| is_first(column, Column::Solution));
    texts.retain(|column| Some(*column) != columns.solution);
    columns.name = (texts.len() > 1).then(|| name_column(sheet, code, &texts)).flatten();
    texts.retain(|column| Some(*column) != columns.name);
    texts.sort_by_key(|column| (closeness(sheet, *column, context), *column));
    columns.message = texts.first().copied();
    let is_text = |column: &usize| {
        sheet.meaning(*column).contains(&Column::Message) || sheet.meaning(*column).is_empty()
    };
    columns.second = texts.get(1).copied().filter(is_text);
    if columns.message.is_none() {
        columns.message = columns.solution.take();
    }
    if columns.message.is_none() {
        columns.message = columns.sub_message.take();
    }
    columns.message.is_some().then_some(columns)
}

/// The columns of second codes and of their messages, by their heads; the code is then the first of the others.
fn sub_columns(sheet: &Sheet<'_>, code: &mut usize) -> (Option<usize>, Option<usize>) {
    let head = |column: usize| {
        let head = sheet.heads.get(column).map(|head| head.value.to_lowercase()).unwrap_or_default();
        head.chars().filter(|c| c.is_alphanumeric()).collect::<String>()
    };
    let Some(sub) = (0..sheet.width()).find(|column| SUB_CODES.are_in(&head(*column))) else {
        return (None, None);
    };
    let is_code = |column: &usize| {
        let meaning = sheet.meaning(*column);
        *column != sub && (meaning.contains(&Column::ErrorCode) || meaning.contains(&Column::Code))
    };
    let Some(first) = (0..sheet.width()).find(is_code) else { return (None, None) };
    if *code == sub {
        *code = first;
    }
    let message = (0..sheet.width()).find(|column| SUB_MESSAGES.are_in(&head(*column)));
    (Some(sub), message.filter(|message| *message != sub && message != code))
}

/// A column of names beside a column of numbers.
fn name_column(sheet: &Sheet<'_>, code: usize, texts: &[usize]) -> Option<usize> {
    let is_numeric = sheet.look(code).mostly(sheet.look(code).numbers);
    let is_name = |column: &&usize| {
        let look = sheet.look(**column);
        look.filled > 0 && ERROR_NAMES.is_reached(look.idents, look.filled) && look.distinct * 2 > look.filled
    };
    texts.iter().find(|column| is_numeric && is_name(column)).copied()
}

/// How near a column is to the message that the server sends; the nearest is 0.
fn closeness(sheet: &Sheet<'_>, column: usize, context: &Context) -> u8 {
    let head = sheet.heads.get(column).map(|head| head.value.to_lowercase()).unwrap_or_default();
    let has = |words: &[&str]| words.iter().any(|word| head.contains(word));
    let is_wide_head = has(&WIDE_MESSAGES);
    let is_latin_head = has(&LATIN_MESSAGES);
    let look = sheet.look(column);
    match () {
        () if look.filled == 0 => 9,
        () if has(&API_MESSAGES) => 0,
        () if is_wide_head || is_latin_head => 2 + u8::from(is_wide_head != context.is_wide()),
        () if has(&SENT_MESSAGES) => 1,
        () if sheet.meaning(column).contains(&Column::Message) && !look.mostly(look.strict) => 4,
        () if sheet.meaning(column).contains(&Column::Message) => 5,
        // A column that means something else than a text, such as a name.
        () if look.mostly(look.strict) => 8,
        () if sheet.meaning(column).is_empty() => 6,
        () => 7,
    }
}

fn code_column(sheet: &Sheet<'_>, context: &Context) -> Option<usize> {
    let is_filled = |column: &usize| {
        let look = sheet.look(*column);
        POSSIBLE_CODES.is_reached(look.possible, look.filled)
    };
    let of = |meaning: Column| {
        (0..sheet.width()).filter(move |column| sheet.meaning(*column).contains(&meaning)).filter(is_filled)
    };
    let all_statuses = |column: &usize| {
        let look = sheet.look(*column);
        look.filled > 0 && look.statuses == look.filled
    };
    if let Some(first) = of(Column::ErrorCode).next() {
        // Where a code repeats and the one beside it tells the rows apart, that one is the code.
        let own = sheet.look(first);
        let tells_apart = |column: &usize| {
            let look = sheet.look(*column);
            *column != first
                && look.mostly(look.strict)
                && look.distinct == look.filled
                && look.filled >= own.filled
        };
        let repeats = own.filled >= 2 && own.distinct < own.filled;
        let other =
            repeats.then(|| of(Column::ErrorCode).chain(of(Column::Code)).find(tells_apart)).flatten();
        return Some(other.unwrap_or(first));
    }
    let has_text = sheet.first(Column::Message).or_else(|| sheet.first(Column::Solution)).is_some();
    let mut by_word: Vec<usize> = of(Column::Code).filter(|column| sheet.look(*column).filled > 0).collect();
    // Of a column of statuses and another one, the other one has the codes.
    // Of `Error | Code` the one that is called a code.
    let is_called = |column: usize| sheet.heads.get(column).is_some_and(|head| columns::is_code(&head.value));
    by_word.sort_by_key(|column| {
        let is_other = sheet.meaning(*column).first() != Some(&Column::Code);
        (all_statuses(column), is_other, !is_called(*column), *column)
    });
    let by_word = by_word.first().copied().filter(|_| has_text || context.is_errors() || sheet.width() == 2);
    let by_look = || {
        let candidates = (0..sheet.width()).filter(|column| {
            let look = sheet.look(*column);
            look.mostly(look.strict)
                && !sheet.meaning(*column).contains(&Column::Http)
                && sheet.meaning(*column).first() != Some(&Column::Skip)
                && has_words_beside(sheet, *column)
        });
        let is_said = context.is_errors()
            || sheet
                .first(Column::Solution)
                .is_some_and(|column| sheet.meaning(column).first() == Some(&Column::Solution));
        let is_bare = sheet.heads.iter().all(|head| head.value.is_empty());
        let candidates: Vec<usize> =
            candidates.filter(|column| is_said || (is_bare && is_uniform(sheet, *column))).collect();
        // Of a class and a code the code tells the rows apart.
        let tells = |column: &&usize| sheet.look(**column).distinct == sheet.look(**column).filled;
        candidates.iter().find(tells).or(candidates.first()).copied()
    };
    // The column of methods of HTTP has no digits.
    let has_digits = |column: &usize| {
        let mut cells = sheet.rows.iter().filter_map(|row| row.cells.get(*column));
        cells.any(|cell| cell.text.as_str().contains(|c: char| c.is_ascii_digit()))
    };
    let by_status = || of(Column::Http).find(has_digits).filter(|_| has_text);
    by_word.or_else(by_look).or_else(by_status)
}

/// Whether another column has texts that are longer than codes.
fn has_words_beside(sheet: &Sheet<'_>, column: usize) -> bool {
    let own = sheet.look(column);
    (0..sheet.width()).filter(|other| *other != column).any(|other| {
        let look = sheet.look(other);
        look.filled > 0
            && !look.mostly(look.possible)
            && look.letters * own.filled > own.letters * look.filled / 2
    })
}

/// Whether a column without a head holds codes beyond doubt: three at least, of one form, and no small numbers.
fn is_uniform(sheet: &Sheet<'_>, column: usize) -> bool {
    let texts =
        || sheet.rows.iter().filter_map(|row| row.cells.get(column)).map(|cell| cell.text.as_str().trim());
    let mut shapes: Vec<Shape> = texts().filter_map(codes::shape).collect();
    shapes.dedup();
    let is_long = texts().filter(|text| !text.is_empty()).all(|text| text.len() >= 3);
    sheet.rows.len() >= 3
        && is_long
        && matches!(shapes.as_slice(), [Shape::Number | Shape::Numbered | Shape::Joined])
}
