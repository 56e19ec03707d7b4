//! The rows of a table of errors.

use std::collections::BTreeSet;

use super::cell::{self, invisible};
use super::codes;
use super::rows::{Seen, Settler};
use super::sheet::{ErrorColumns, Sheet, status};
use crate::found::{self, ErrorTable, Layout, Place, RowKind, Space};
use crate::lexicon::columns::Column;
use crate::lexicon::flags;
use crate::lexicon::tables::SUCCESS_MARKS;
use crate::lexicon::weights::ADVICE;
use crate::page::{Cell, Row};
use stubwright_spec::diag::{Code, Diagnostic, Diagnostics};
use stubwright_spec::front::gfm::is_web_address;
use stubwright_spec::source::{Span, Spanned};

/// A table of errors, and its place.
#[derive(Debug)]
pub(super) struct Source<'s, 't> {
    pub(super) sheet: &'s Sheet<'t>,
    pub(super) columns: &'s ErrorColumns,
    pub(super) layout: Layout,
    /// Why rows are a guess, by the start of their place.
    pub(super) guesses: &'s [(Span, String)],
}

pub(super) fn read(source: &Source<'_, '_>, seen: &mut Seen, diags: &mut Diagnostics) -> ErrorTable {
    source.sheet.rows.iter().for_each(|row| hidden(row, diags));
    let second = Second::of(source);
    let mut settler = Settler::new(seen, diags);
    let mut above: Option<Spanned<String>> = None;
    let (are_grouped, mut group) = (heads_groups(source), None);
    for row in &source.sheet.rows {
        let get = |column: Option<usize>| column.and_then(|column| row.cells.get(column));
        if is_section(row) {
            continue;
        }
        let lines = code_lines(row.cells.get(source.columns.code));
        if !lines.is_empty() {
            for code in lines {
                settler.push(found::Row { code: Some(code), ..raw(source, row, second) });
            }
            continue;
        }
        let mut raw = raw(source, row, second);
        if let Some(status) = group.filter(|_| are_grouped && raw.http.is_none()) {
            raw.http = Some(status);
            raw.guesses.push(String::from("http: that of the rows above"));
        }
        group = raw.http;
        let ditto = raw.solution.as_ref().is_some_and(|solution| flags::is_ditto(&solution.value));
        if ditto {
            let mark = raw.solution.take().map(|solution| solution.value).unwrap_or_default();
            raw.guesses.push(format!("as in the row above: {mark}"));
            raw.solution.clone_from(&above);
        }
        above.clone_from(&raw.solution);
        let is_same = |column: Option<usize>| get(column).is_some_and(|cell| cell.is_repeated);
        if is_same(Some(source.columns.code))
            && is_same(source.columns.message)
            && raw.code.is_some()
            && raw.message.is_some()
            && !is_same(source.columns.solution)
            && source.columns.solution.is_some()
        {
            settler.more(raw.solution);
            continue;
        }
        settler.push(raw);
    }
    let rows = settler.finish();
    let code_head =
        source.sheet.heads.get(source.columns.code).filter(|head| !head.value.is_empty()).cloned();
    let sub_head = source.columns.sub_code.and_then(|column| source.sheet.heads.get(column)).cloned();
    let (place, is_announced, title) = (Place::default(), false, None);
    ErrorTable {
        place,
        is_announced,
        layout: source.layout,
        space: Space::Api,
        title,
        code_head,
        sub_head,
        rows,
    }
}

/// Says which character of a row is invisible.
fn hidden(row: &Row, diags: &mut Diagnostics) {
    let mut cells = row.cells.iter().filter(|cell| !cell.is_repeated);
    if let Some((c, span)) = cells.find_map(|cell| invisible(&cell.text)) {
        let text = format!("an invisible character, U+{:04X}", u32::from(c));
        diags.push(Diagnostic::new(Code::HiddenCharacter, span, text).note("it is left out"));
    }
}

/// Whether statuses are above groups of rows, in whose first row alone they are: the first row has one, and none comes twice.
fn heads_groups(source: &Source<'_, '_>) -> bool {
    let column = source.columns.http.filter(|column| *column < source.columns.code);
    let cells = source.sheet.rows.iter().filter_map(|row| row.cells.get(column?));
    let texts: Vec<&str> = cells.map(|cell| cell.text.as_str().trim()).collect();
    let mut known = BTreeSet::new();
    texts.first().is_some_and(|first| !first.is_empty())
        && texts.iter().any(|text| text.is_empty())
        && texts
            .iter()
            .filter(|text| !text.is_empty())
            .all(|text| status(text).is_some() && known.insert(*text))
        && known.len() > 1
}

/// Whether a row is a title across the table.
fn is_section(row: &Row) -> bool {
    let mut texts = row.cells.iter().map(|cell| cell.text.as_str().trim());
    let first = texts.next().unwrap_or_default();
    let is_repeated = row.cells.iter().skip(1).all(|cell| cell.is_repeated);
    row.cells.len() >= 2 && !first.is_empty() && is_repeated && texts.all(|text| text == first)
}

/// The meaning of the rows' second text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Second {
    Advice,
    /// The message in other words.
    Words,
}

impl Second {
    /// Most of a column of advice begins as advice does; the beginning of a single text says little.
    fn of(source: &Source<'_, '_>) -> Self {
        let cell = |row: &&Row| source.columns.second.and_then(|column| row.cells.get(column)).and_then(text);
        let texts = source.sheet.rows.iter().filter_map(cell).take(200);
        let (filled, advice) = texts.fold((0_usize, 0_usize), |(filled, advice), text| {
            (filled + 1, advice + usize::from(flags::is_advice(&text.value)))
        });
        if ADVICE.is_reached(advice, filled) { Self::Advice } else { Self::Words }
    }
}

fn raw(source: &Source<'_, '_>, row: &Row, kind_of_second: Second) -> found::Row {
    let columns = source.columns;
    let get = |column: Option<usize>| column.and_then(|column| row.cells.get(column));
    let text = |column: Option<usize>| get(column).and_then(text);
    let code_cell = row.cells.get(columns.code);
    let code = code_cell.and_then(code);
    let sub_code = columns.sub_code.and_then(|column| row.cells.get(column)).and_then(self::code);
    let own = sub_code.as_ref().and_then(|_| text(columns.sub_message));
    let message = own.or_else(|| text(columns.message));
    let mut solution = text(columns.solution).filter(|_| !spans(row, columns.message, columns.solution));
    let (mut message, mut gloss) = (message, None);
    if let Some(second) = text(columns.second) {
        let is_advice = kind_of_second == Second::Advice && flags::is_advice(&second.value);
        match (&message, &solution) {
            (None, _) => message = Some(second),
            (Some(first), None) if is_advice && first.value != second.value => solution = Some(second),
            (Some(_), _) if !is_advice && is_message(source, columns.second) => gloss = Some(second),
            _ => {}
        }
    }
    let struck = |cell: Option<&Cell>| cell.is_some_and(|cell| cell.is_struck);
    let is_told = message.as_ref().is_some_and(|message| {
        flags::is_deprecated_code(&message.value) && message.value.chars().count() < 60
    });
    let shown = get(columns.docs).and_then(|cell| {
        let text = cell.text.as_str().trim();
        cell.link.clone().or_else(|| Some(text.to_owned())).filter(|link| is_web_address(link))
    });
    let span = match (&code, code_cell.filter(|cell| !cell.text.as_str().trim().is_empty())) {
        (Some(code), _) => code.span.to(Span { start: row.span.end.max(code.span.end), ..row.span }),
        (None, Some(cell)) => cell.text.trimmed().span().to(Span { start: row.span.end, ..row.span }),
        (None, None) => match code_cell.or(row.cells.first()).map(|cell| cell.text.span()) {
            Some(cell) if cell.start > row.span.start && cell.start < row.span.end => {
                Span { start: cell.start, ..row.span }
            }
            _ => row.span,
        },
    };
    let is_success = get(columns.success).is_some_and(|cell| {
        let word = flags::folded(cell.text.as_str());
        SUCCESS_MARKS.has(&word)
    });
    let printed = get(columns.http).map(|cell| cell.text.as_str().trim()).unwrap_or_default();
    let several = statuses(printed).nth(1).is_some();
    let of_statuses = several.then(|| format!("its HTTP status is one of {printed}"));
    let is_guess = |(place, _): &&(Span, String)| *place == row.span;
    let guesses = source.guesses.iter().filter(is_guess).map(|(_, guess)| guess.clone());
    found::Row {
        http: status(printed).filter(|_| !several),
        docs: code_cell.and_then(|cell| cell.link.clone()).filter(|link| is_web_address(link)).or(shown),
        is_deprecated: struck(code_cell) || struck(get(columns.message)) || is_told,
        kind: if is_success { RowKind::Success } else { RowKind::Error },
        guesses: guesses.chain(of_statuses).collect(),
        name: text(columns.name),
        code,
        sub_code,
        message,
        gloss,
        solution,
        span,
    }
}

/// The HTTP statuses of a cell: `400 / 403` has two.
fn statuses(cell: &str) -> impl Iterator<Item = u16> {
    cell.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| part.len() == 3).filter_map(status)
}

/// Whether the head of a column says that it has messages.
fn is_message(source: &Source<'_, '_>, column: Option<usize>) -> bool {
    column.is_some_and(|column| source.sheet.meaning(column).contains(&Column::Message))
}

/// The codes of a cell that has several, on lines of their own or with commas between them; empty for every other cell.
fn code_lines(cell: Option<&Cell>) -> Vec<Spanned<String>> {
    let Some(cell) = cell.filter(|cell| !cell.is_repeated) else { return Vec::new() };
    let text = cell.text.trimmed();
    let are_numbers = are_alike(text.as_str());
    let is_between = |c: char| BETWEEN_CODES.contains(&c) || are_numbers && c == ' ';
    if !text.as_str().contains(is_between) {
        return Vec::new();
    }
    let mut at = 0;
    let mut codes = Vec::new();
    for part in text.as_str().split(is_between) {
        codes.push(cell::line(&text.slice(at..at + part.len())));
        at += part.len()
            + text
                .as_str()
                .get(at + part.len()..)
                .and_then(|rest| rest.chars().next())
                .map_or(0, char::len_utf8);
    }
    codes.retain(|code| !code.value.is_empty());
    let is_each = codes.iter().all(|code| codes::is_strict(&code.value) && !codes::is_range(&code.value));
    if is_each { codes } else { Vec::new() }
}

/// Whether a text is of numbers with as many digits each, and blanks between them.
fn are_alike(text: &str) -> bool {
    let mut words = text.split(' ').filter(|word| !word.is_empty());
    let Some(first) = words.next().filter(|first| first.len() >= 3) else { return false };
    let is_number = |word: &str| word.len() == first.len() && word.bytes().all(|byte| byte.is_ascii_digit());
    is_number(first) && words.all(is_number)
}

/// The marks between several codes in one cell.
const BETWEEN_CODES: [char; 4] = ['\n', ',', '，', '、'];

/// The text of a cell; `None` where it holds nothing.
fn text(cell: &Cell) -> Option<Spanned<String>> {
    let text = cell::line(&cell.text);
    (!flags::is_nothing(&text.value)).then_some(text)
}

/// The code of a cell. `401 Unauthorized` is 401.
fn code(cell: &Cell) -> Option<Spanned<String>> {
    let text = text(cell)?;
    let bare = text.value.trim_matches(['`', '"', '\'', '“', '”', '[', ']', '【', '】']);
    if codes::is_possible(bare) {
        // A minus sign of typography is never sent.
        let code = bare.strip_prefix('−').map_or_else(|| bare.to_owned(), |rest| format!("-{rest}"));
        return Some(Spanned::new(code, text.span));
    }
    let Some(code) = codes::before_words(bare) else { return Some(Spanned::new(bare.to_owned(), text.span)) };
    let start = text.span.range().start;
    Some(Spanned::new(code.to_owned(), Span::new(text.span.file, start, start + code.len())))
}

/// Whether one cell spans both columns.
fn spans(row: &Row, left: Option<usize>, right: Option<usize>) -> bool {
    let cell = |column: Option<usize>| column.and_then(|column| row.cells.get(column));
    match (cell(left), cell(right)) {
        (Some(left), Some(right)) => {
            (right.is_repeated || left.is_repeated) && left.text.span() == right.text.span()
        }
        _ => false,
    }
}
