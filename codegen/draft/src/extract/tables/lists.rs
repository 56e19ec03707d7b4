//! Errors in the form of a list, of lines, or of headings with text below.

use std::ops::Range;

use super::cell;
use super::codes::{self, Shape};
use super::context::Context;
use super::rows::{Seen, Settler};
use super::sheet::status;
use crate::found::{ErrorTable, FieldTable, Layout, Place, Row, Side, Space};
use crate::lexicon::flags;
use crate::lexicon::weights::{LISTED_CODES, LISTED_ROWS};
use crate::page::{Block, Table, Text};
use stubwright_spec::diag::{Code, Diagnostic, Diagnostics};
use stubwright_spec::source::Spanned;

/// Whether the items from a block on go on with a list around another one: they say how a call is made, as those before do.
pub(super) fn goes_on_outside(blocks: &[&Block], at: usize) -> bool {
    let depth = |at: usize| match blocks.get(at) {
        Some(Block::Item(depth, _)) => Some(*depth),
        _ => None,
    };
    at.checked_sub(1).and_then(depth) > depth(at)
}

/// The items of a list, as far as it has one subject: one that is the title of those inside of it is the last.
pub(super) fn run<'a>(blocks: &[&'a Block], context: &Context) -> Vec<(usize, &'a Text)> {
    let item = |block: &&'a Block| match block {
        Block::Item(depth, text) => Some((*depth, text)),
        _ => None,
    };
    let first = blocks.first().and_then(item).map_or(0, |(depth, _)| depth);
    let inside = blocks.iter().map_while(item).take_while(|(depth, _)| *depth >= first);
    let mut items: Vec<(usize, &Text)> = inside.collect();
    let title = items.windows(2).position(|pair| match pair {
        [(outer, text), (inner, _)] => inner > outer && context.is_title(text.as_str()),
        _ => false,
    });
    items.truncate(title.map_or(items.len(), |at| at + 1));
    items
}

/// Reads items or lines as errors; `None` where too few of them begin with a code.
pub(super) fn read(
    items: &[Text],
    layout: Layout,
    seen: &mut Seen,
    diags: &mut Diagnostics,
) -> Option<ErrorTable> {
    let rows: Vec<Row> = items.iter().flat_map(each).collect();
    let strict =
        rows.iter().filter(|row| row.code.as_ref().is_some_and(|code| codes::is_strict(&code.value))).count();
    if rows.len() < 2
        || !LISTED_CODES.is_reached(strict, rows.len())
        || !LISTED_ROWS.is_reached(rows.len(), items.len())
    {
        return None;
    }
    Some(settled(rows, layout, seen, diags))
}

pub(super) fn settled(
    rows: Vec<Row>,
    layout: Layout,
    seen: &mut Seen,
    diags: &mut Diagnostics,
) -> ErrorTable {
    let mut settler = Settler::new(seen, diags);
    rows.into_iter().for_each(|row| settler.push(row));
    ErrorTable {
        place: Place::default(),
        is_announced: false,
        layout,
        space: Space::Api,
        title: None,
        code_head: None,
        sub_head: None,
        rows: settler.finish(),
    }
}

/// Whether an item has a code and a status: an error in any place.
pub(super) fn has_status(item: &Text) -> bool {
    self::item(item)
        .is_some_and(|row| row.http.is_some() && row.code.is_some_and(|code| codes::is_strict(&code.value)))
}

/// The rows of an item: one for each of several statuses in front, `401, 403 - no access`.
fn each(text: &Text) -> Vec<Row> {
    let whole = text.as_str();
    let mut codes: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(rest) = whole.get(at..) {
        let start = at + rest.len() - rest.trim_start_matches([',', '/', ' ', '`']).len();
        let code = whole.get(start..start + 3).filter(|code| status(code).is_some());
        let is_end = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric());
        if code.is_none() || !whole.get(start + 3..).is_some_and(is_end) {
            break;
        }
        codes.push(start..start + 3);
        at = start + 3;
    }
    let (Some(first), true) = (codes.first(), codes.len() > 1) else {
        return item(text).into_iter().collect();
    };
    let mut one = text.slice(first.clone());
    one.append(&text.slice(at..whole.len()));
    let Some(row) = item(&one) else { return Vec::new() };
    let of = |code: Range<usize>| {
        let value = whole.get(code.clone()).unwrap_or_default().to_owned();
        Row { code: Some(Spanned::new(value, text.place(code))), ..row.clone() }
    };
    codes.into_iter().map(of).collect()
}

const SEPS: &[char] = &[' ', ':', '：', '–', '—', '-', '=', '|', '\t', '\u{a0}', '、', '→', '>', ','];

/// `locker_full (409): No free compartment. Try again later.`
fn item(item: &Text) -> Option<Row> {
    let text = cell::one_line(item);
    let whole = text.as_str();
    let start = whole.len() - whole.trim_start_matches(['`', '"', '“', '[']).len();
    let body = whole.get(start..)?;
    let end = body.find(|c: char| c.is_whitespace() || "(（：–—`\"”]|=".contains(c)).unwrap_or(body.len());
    let code = body.get(..end)?.trim_end_matches([':', ',', '.', '-']);
    if codes::shape(code).is_none() && !codes::is_range(code) {
        return None;
    }
    let behind = body.get(code.len()..)?.trim_start_matches([' ', '`', '"', '”']);
    if codes::is_range(code)
        && !code.bytes().any(|byte| byte.is_ascii_digit())
        && !behind.starts_with([':', '：', '(', '（', '-', '–', '—'])
    {
        // `Other codes are …` is a sentence.
        return None;
    }
    let (at, http) = status_behind(whole, start + code.len())?;
    let rest = text.slice(at..whole.len());
    if rest.as_str().is_empty() || at == start + code.len() {
        return None;
    }
    let (message, solution) = sentences(&rest);
    let is_deprecated = message.as_ref().is_some_and(|message| flags::is_deprecated_code(&message.value));
    Some(Row {
        code: Some(Spanned::new(code.to_owned(), text.place(start..start + code.len()))),
        message,
        solution,
        http,
        is_deprecated,
        ..Row::at(text.place(start..whole.len()))
    })
}

/// Where the text after a code begins, and the status between them: `(409):`, `– 503 –`.
fn status_behind(whole: &str, from: usize) -> Option<(usize, Option<u16>)> {
    let mut at = from;
    let mut http = None;
    loop {
        let rest = whole.get(at..)?;
        let bare = rest
            .trim_start_matches(SEPS)
            .trim_start_matches(['`', '"', '”', ']', '.'])
            .trim_start_matches(SEPS);
        at += rest.len() - bare.len();
        let inner = bare.strip_prefix(['(', '（', '[']);
        let found = status(bare.trim_start_matches(['(', '（', '['])).filter(|_| http.is_none());
        let Some(found) = found else { break };
        let length = match inner {
            Some(inner) => {
                bare.len() - inner.len() + inner.find([')', '）', ']']).map_or(3, |close| close + 1)
            }
            // `– 503 –`: a number that is not the beginning of a sentence.
            None => {
                let behind = bare.get(3..)?;
                if !behind.trim_start().starts_with(['–', '—', '-', ':', '：']) {
                    break;
                }
                3
            }
        };
        http = Some(found);
        // A bracket may end in a character of several bytes.
        at += bare
            .char_indices()
            .map(|(at, c)| at + c.len_utf8())
            .find(|end| *end >= length)
            .unwrap_or(bare.len());
    }
    Some((at, http))
}

/// The message, and the sentences after it from the first one on that says what to do.
fn sentences(text: &Text) -> (Option<Spanned<String>>, Option<Spanned<String>>) {
    let whole = text.as_str();
    let ends = whole.match_indices(". ").chain(whole.match_indices("! ")).map(|(at, end)| at + end.len());
    let ends = ends.chain(whole.match_indices('。').map(|(at, end)| at + end.len()));
    let mut ends: Vec<usize> = ends.collect();
    ends.sort_unstable();
    let cut = ends
        .into_iter()
        .find(|at| whole.get(*at..).is_some_and(|rest| !rest.is_empty() && flags::is_advice(rest)));
    let part = |range: std::ops::Range<usize>| {
        let part = cell::line(&text.slice(range));
        (!part.value.is_empty()).then_some(part)
    };
    match cut {
        Some(at) => (part(0..at), part(at..whole.len())),
        None => (part(0..whole.len()), None),
    }
}

/// Keeps a list of fields; one that goes on with the last list, behind samples and sentences about its last field, is a part
/// of it.
pub(super) fn keep(tables: &mut Vec<FieldTable>, last_list: &mut Option<Place>, table: FieldTable) {
    let last = tables.last_mut().filter(|last| Some(last.place) == *last_list);
    match last.filter(|last| goes_on(last, &table)) {
        Some(last) => last.rows.extend(table.rows),
        None => {
            *last_list = Some(table.place);
            tables.push(table);
        }
    }
}

/// Whether a list of fields goes on with the one above: nothing between them is a title, and both say alike where fields are
/// sent.
fn goes_on(above: &FieldTable, below: &FieldTable) -> bool {
    let places = |table: &FieldTable| table.rows.first().map(|row| row.goes);
    let is_titled = below.label.as_ref().is_some_and(|label| {
        let label = label.value.trim();
        label.ends_with([':', '：']) || label.split_whitespace().count() < 4 && label.is_ascii()
    });
    !is_titled
        && above.side != Side::Unknown
        && (above.side, above.is_common, above.is_list) == (below.side, below.is_common, below.is_list)
        && places(above) == places(below)
}

/// Headings that are codes, with text below: from block `from` on, all of one level. Gives the table and the block
/// after it.
pub(super) fn headings(
    blocks: &[&Block],
    from: usize,
    seen: &mut Seen,
    diags: &mut Diagnostics,
) -> Option<(ErrorTable, usize)> {
    let Some(Block::Heading(level, _)) = blocks.get(from) else { return None };
    let mut rows: Vec<Row> = Vec::new();
    let mut end = from;
    // Codes below headings are the codes, and the headings are their classes.
    let mut inner: Vec<Shape> = Vec::new();
    let mut headed = 0_usize;
    let mut tables = Vec::new();
    for (at, block) in blocks.iter().enumerate().skip(from) {
        match block {
            Block::Heading(own, text) if own == level => match heading(text) {
                Some(row) => rows.push(row),
                None => break,
            },
            Block::Heading(own, _) if own < level => break,
            Block::Heading(_, text) => headed += usize::from(heading(text).is_some()),
            Block::Item(_, text) => {
                inner.extend(strict(text));
                item_below(&mut rows, text);
            }
            Block::Paragraph(text) => {
                if let Some(row) = rows.last_mut() {
                    below(row, text);
                }
            }
            Block::Table(table) => {
                inner.extend(codes_of(table));
                tables.extend(table.rows.first().map(|row| row.span));
            }
            _ => {}
        }
        end = at + 1;
    }
    let strict =
        rows.iter().filter(|row| row.code.as_ref().is_some_and(|code| codes::is_strict(&code.value))).count();
    // Names below numbers are what the texts are about.
    let are_numbered = rows.iter().all(|row| matches!(shape(row), Some(Shape::Number | Shape::Numbered)));
    let is_class = |own: &&Shape| !are_numbered || rows.iter().any(|row| shape(row) == Some(**own));
    let count = headed + inner.iter().filter(is_class).count();
    let is_table = count <= rows.len() / 2
        && rows.len() >= 2
        && LISTED_CODES.is_reached(strict, rows.len())
        && rows.iter().any(|row| row.message.is_some());
    if !is_table {
        return None;
    }
    for span in tables {
        let text = Diagnostic::new(Code::OddRow, span, "a table below the heading of an error is not read");
        diags.push(text.help("add what it says of the error to its row"));
    }
    Some((settled(rows, Layout::Headings, seen, diags), end))
}

/// The form of the code of a row.
fn shape(row: &Row) -> Option<Shape> {
    codes::shape(&row.code.as_ref()?.value)
}

/// The form of the code with which an item begins, where it is one beyond doubt.
fn strict(text: &Text) -> Option<Shape> {
    item(text).filter(|row| row.code.as_ref().is_some_and(|code| codes::is_strict(&code.value)))?;
    item(text).and_then(|row| shape(&row))
}

/// The forms of the codes beyond doubt with which rows of a table begin.
fn codes_of(table: &Table) -> impl Iterator<Item = Shape> {
    let firsts = table.rows.iter().filter_map(|row| row.cells.first());
    firsts
        .map(|cell| cell.text.as_str().trim())
        .filter(|text| codes::is_strict(text))
        .filter_map(codes::shape)
}

/// Adds an item below a heading: below one that has a title, items are the messages, and each of several is a row.
fn item_below(rows: &mut Vec<Row>, text: &Text) {
    let Some(row) = rows.last_mut() else { return };
    let line = cell::line(text);
    let is_message = !line.value.is_empty()
        && !flags::is_advice(&line.value)
        && !line.value.chars().take(LABEL).any(|c| matches!(c, ':' | '：'));
    match (&row.message, &row.gloss) {
        (Some(_), None) if is_message => row.gloss = row.message.replace(line),
        (Some(_), Some(_)) if is_message => {
            let next = Row { message: Some(line), ..row.clone() };
            rows.push(next);
        }
        _ => below(row, text),
    }
}

/// A label such as `Solution:` is not longer, in characters.
const LABEL: usize = 24;

/// Whether items begin with codes whatever is above them: three at least, of one form that no word of prose has.
pub(super) fn are_codes(items: &[Text]) -> bool {
    let forms: Option<Vec<(Shape, usize)>> = items.iter().map(form).collect();
    let Some((first, rest)) = forms.as_deref().and_then(<[_]>::split_first) else { return false };
    rest.len() >= 2
        && rest.iter().all(|form| form.0 == first.0 && (form.1 == first.1 || first.0 != Shape::Number))
}

/// The form of the code that an item begins with, and how long it is.
fn form(item: &Text) -> Option<(Shape, usize)> {
    let row = self::item(item)?;
    let code = row.code?.value;
    row.message?;
    let digits = code.trim_start_matches('-');
    let is_year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    let shape = codes::shape(&code)?;
    let is_form = match shape {
        Shape::Number => digits.len() >= 4 && digits.bytes().all(|byte| byte.is_ascii_digit()) && !is_year,
        Shape::Numbered | Shape::Joined => {
            code.len() >= 4
                && code.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
        }
        _ => false,
    };
    is_form.then_some((shape, digits.len()))
}

/// `order_not_found`, `E101: message`, `404 Not Found`.
fn heading(text: &Text) -> Option<Row> {
    let line = cell::one_line(text);
    if codes::is_possible(line.as_str()) {
        let code = cell::line(&line);
        let row = Row::at(code.span);
        return Some(Row { code: Some(code), ..row });
    }
    let is_code = |code: &str| codes::is_strict(code) && !is_section(code);
    item(text).filter(|row| row.code.as_ref().is_some_and(|code| is_code(&code.value)))
}

/// The number of a section: `6.1`.
fn is_section(code: &str) -> bool {
    let is_part =
        |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    code.contains('.') && code.split('.').all(is_part)
}

/// Adds what is below a heading: the message, or the solution where the heading has the message.
pub(super) fn below(row: &mut Row, text: &Text) {
    let line = cell::line(text);
    if line.value.is_empty() {
        return;
    }
    row.is_deprecated |= flags::is_deprecated_code(&line.value) && line.value.chars().count() < 80;
    if row.message.is_none() {
        row.message = Some(line);
    } else if row.solution.is_none() && flags::is_advice(&line.value) {
        row.solution = Some(line);
    }
}

/// Whether a line begins with a code and goes on.
pub(super) fn is_row(line: &Text) -> bool {
    let mut words = line.as_str().split([' ', '\t', ':', '：']);
    let Some(code) = words.next() else { return false };
    // A name of a program before a space begins a sentence as well: `retCode is what the server answers`.
    let is_named = codes::shape(code) == Some(codes::Shape::Camel)
        && line.as_str().get(code.len()..).is_some_and(|rest| rest.starts_with(' '));
    codes::is_strict(code) && !is_named && words.next().is_some()
}
