//! `errors: {table: …}`: a Markdown table as printed on the vendor's page, and the author's details about its rows.

mod refine;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use self::refine::refine;
use super::columns::{Role, WORDS};
use super::rows::{report_empty, several, warn_unquoted};
use crate::ast::{Empty, ErrorCode, ErrorRow, Origin, Text};
use crate::diag::{Applicability, Code, Diagnostic, Diagnostics};
use crate::front::gfm::{Cell, Line, Table, is_web_address, tables, width};
use crate::front::native::keys;
use crate::front::native::read::{Object, mapping, one_or_many, shorten, text, word};
use crate::source::node::{Cursor, Scalar, Style};
use crate::source::{Span, Spanned, wide};

/// Reads the map around a pasted table. `source` is the text of the file, for places inside the block.
pub(super) fn read(cursor: Cursor<'_>, source: &str, diags: &mut Diagnostics) -> Vec<ErrorCode> {
    let Some(object) = Object::read(cursor, keys::PASTED, diags) else { return Vec::new() };
    let said = object.get("columns").map(|at| columns(at, diags));
    let empty = object.get("empty").and_then(|at| word(at, Empty::WORDS, diags));
    let refinements = object.get("rows").map(|at| refinements(at, diags)).unwrap_or_default();
    let Some(block) = object.need("table", diags).and_then(|at| Block::of(at, source, diags)) else {
        return Vec::new();
    };
    let (found, others) = tables(&block.text);
    if !others.is_empty() || found.is_empty() {
        if let Some(place) = others.iter().find_map(|line| block.wide_bar(*line)) {
            let found = Diagnostic::new(Code::FullWidth, place, named(place, source));
            diags.push(found.help("write the column separators of the table as `|`"));
            return Vec::new();
        }
        diags.push(no_table(&block, others.first().copied(), found.is_empty()));
        return Vec::new();
    }
    let mut rows = Vec::new();
    for table in &found {
        let reader = Reader { block: &block, table, empty, source };
        match reader.roles(said.as_ref(), diags) {
            Some(roles) => reader.rows(&roles, &mut rows, diags),
            None => return Vec::new(),
        }
    }
    refine(grouped(rows), refinements, diags)
}

/// The reason why a text is not just tables.
fn no_table(block: &Block, other: Option<usize>, is_none: bool) -> Diagnostic {
    let line = |line: usize| block.text.lines().nth(line).unwrap_or_default();
    let Some(other) = other else {
        return Diagnostic::new(Code::BadErrorTable, block.span, "this text contains no table")
            .help("paste the table after `table: |`, with its header row and `|---|---|` below that");
    };
    let columns = width(line(other));
    if is_none && columns > 1 {
        let rule = "---|".repeat(columns);
        let message = format!(
            "this header row is not followed by a delimiter row of {columns} columns, such as `|{rule}`"
        );
        return Diagnostic::new(Code::BadErrorTable, block.line(other), message)
            .note("without it, the lines are not a Markdown table (GFM section 4.10)")
            .help(format!("add `|{rule}` below this line"));
    }
    Diagnostic::new(Code::BadErrorTable, block.line(other), "this line is not part of a table")
        .help("paste only the lines of the table: the header row, the delimiter row and the other rows")
}

/// `columns:`; an unknown word is reported, and its column is skipped.
fn columns(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Spanned<Vec<Role>> {
    let words = one_or_many(cursor).into_iter().filter_map(|item| text(item, diags));
    let mut unknown = Vec::new();
    let roles = words
        .map(|word| {
            Role::of_word(word.as_str()).unwrap_or_else(|| {
                unknown.push(word.clone());
                Role::Skip
            })
        })
        .collect();
    for word in unknown {
        let message = format!("`{}` is not one of {WORDS}", word.value);
        diags.push(
            Diagnostic::new(Code::UnknownWord, word.span, message)
                .help("list the columns in order: `[code, message, message en, solution, skip]`"),
        );
    }
    Spanned::new(roles, cursor.span())
}

/// `rows:`, each with its key.
fn refinements(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Vec<ErrorCode> {
    let entries = mapping(cursor, "`rows`", diags).unwrap_or_default();
    let entry = |(code, body): (Scalar<'_>, Cursor<'_>)| {
        if code.is_null() {
            report_empty(code, diags);
            return None;
        }
        warn_unquoted(code, None, diags);
        let rows = several(code, body, diags)?;
        Some(ErrorCode { code: Spanned::new(code.text.to_owned(), code.span), rows, origin: Origin::Written })
    };
    entries.into_iter().filter_map(entry).collect()
}

/// The text of a block with the place of each of its lines.
struct Block {
    span: Span,
    text: String,
    /// The places of the lines in the file; none if the text is not a `|` block.
    lines: Vec<Range<usize>>,
}

impl Block {
    fn of(cursor: Cursor<'_>, source: &str, diags: &mut Diagnostics) -> Option<Self> {
        let found = text(cursor, diags)?;
        let is_literal = cursor.scalar().is_some_and(|scalar| scalar.style == Style::Literal);
        let lines = if is_literal { places(&found, source) } else { Vec::new() };
        Some(Self { span: found.span, text: found.value, lines })
    }

    fn line(&self, line: usize) -> Span {
        let length = self.lines.get(line).map_or(0, Range::len);
        self.part(line, 0..length)
    }

    /// The first full-width bar of a line.
    fn wide_bar(&self, line: usize) -> Option<Span> {
        const BAR: char = '｜';
        let at = self.text.lines().nth(line)?.find(BAR).filter(|_| !self.lines.is_empty())?;
        Some(self.part(line, at..at + BAR.len_utf8()))
    }

    /// Bytes of a line.
    fn part(&self, line: usize, bytes: Range<usize>) -> Span {
        match self.lines.get(line) {
            Some(Range { start, .. }) => Span::new(self.span.file, start + bytes.start, start + bytes.end),
            None => self.span,
        }
    }
}

/// Describes the full-width character at a place.
fn named(place: Span, source: &str) -> String {
    let at = place.range().start;
    let c = source.get(at..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
    wide::named(c, wide::line_before(source, at))
}

/// The places of the lines of a `|` block, after the indentation that the YAML reader removed.
fn places(block: &Spanned<String>, source: &str) -> Vec<Range<usize>> {
    let span = block.span.range();
    let mut at = span.start;
    let mut written = source.get(span).unwrap_or_default().split_inclusive('\n');
    at += written.next().map_or(0, str::len);
    let mut places = Vec::new();
    for (line, text) in written.zip(block.value.lines()) {
        let shown = line.trim_end_matches(['\n', '\r']);
        if !shown.ends_with(text) {
            return Vec::new();
        }
        places.push(at + shown.len() - text.len()..at + shown.len());
        at += line.len();
    }
    places
}

/// A row of the table with its code.
struct Pasted {
    code: Spanned<String>,
    row: ErrorRow,
}

/// One table on its way to rows.
struct Reader<'a> {
    block: &'a Block,
    table: &'a Table,
    empty: Option<Empty>,
    /// The text of the file.
    source: &'a str,
}

impl Reader<'_> {
    fn span(&self, line: &Line, cell: &Cell) -> Span {
        self.block.part(line.line, cell.at.clone())
    }

    /// The role of each column; `None` if there is no code column.
    fn roles(&self, said: Option<&Spanned<Vec<Role>>>, diags: &mut Diagnostics) -> Option<Vec<Role>> {
        let Some(said) = said else { return self.known(diags) };
        let head = &self.table.head;
        let (said_count, count) = (said.value.len(), head.cells.len());
        let message = if said_count != count {
            format!("`columns:` has {said_count} entries, but the table has {count} columns")
        } else if said.value.iter().filter(|role| **role == Role::Code).count() != 1 {
            String::from("exactly one of the columns must be `code`")
        } else if let Some(role) = repeated(&said.value) {
            format!("`columns:` has `{}` twice, but a row has only one", role.word())
        } else {
            return Some(said.value.clone());
        };
        diags.push(
            Diagnostic::new(Code::BadErrorTable, said.span, message)
                .and(self.block.line(head.line), "the header row")
                .help("list the columns in order; `skip` leaves one out"),
        );
        None
    }

    /// The roles according to the headings.
    fn known(&self, diags: &mut Diagnostics) -> Option<Vec<Role>> {
        let head = &self.table.head;
        let mut roles: Vec<Role> = Vec::new();
        let (mut unread, mut again) = (Vec::new(), None);
        // There are few roles, and there may be many columns.
        let mut seen: Vec<(Role, &Cell)> = Vec::new();
        for cell in &head.cells {
            let role = Role::of_head(&cell.text);
            let first = seen.iter().find(|(other, _)| Some(other) == role.as_ref()).map(|(_, cell)| *cell);
            match (&role, first) {
                (Some(role), Some(first)) => {
                    again.get_or_insert((cell, role.clone(), first));
                }
                (Some(role), None) => seen.push((role.clone(), cell)),
                (None, _) => unread.push(cell),
            }
            roles.push(role.filter(|_| first.is_none()).unwrap_or(Role::Skip));
        }
        if !roles.contains(&Role::Code) {
            let like = ["code", "message"].into_iter().chain(std::iter::repeat("skip"));
            let like: Vec<&str> = like.take(head.cells.len()).collect();
            let message = "no column of this table is recognized as the one with the codes";
            diags.push(
                Diagnostic::new(Code::BadErrorTable, self.block.line(head.line), message)
                    .help(format!("list the columns: `columns: [{}]`", like.join(", "))),
            );
            return None;
        }
        let words: Vec<String> = roles.iter().map(Role::word).collect();
        let words = words.join(", ");
        if let Some((cell, role, first)) = again {
            let message = format!("two columns are recognized as `{}`, but a row has only one", role.word());
            diags.push(
                Diagnostic::new(Code::LeftOut, self.span(head, cell), message)
                    .at("left out")
                    .and(self.span(head, first), "this one is used")
                    .help(format!("list the columns: `columns: [{words}]`")),
            );
        }
        if let Some(first) = unread.first() {
            let heads: Vec<String> = unread.iter().map(|cell| format!("`{}`", cell.text)).collect();
            let message = format!("the meaning of the column {} is not known", heads.join(" or "));
            diags.push(
                Diagnostic::new(Code::LeftOut, self.span(head, first), message)
                    .at("left out")
                    .help(format!("list the columns: `columns: [{words}]`")),
            );
        }
        Some(roles)
    }

    fn rows(&self, roles: &[Role], rows: &mut Vec<Pasted>, diags: &mut Diagnostics) {
        let first = rows.len();
        let mut is_asked = false;
        let column = roles.iter().position(|role| *role == Role::Code);
        for line in &self.table.rows {
            if let Some(excess) = line.cells.get(roles.len()) {
                diags.push(
                    Diagnostic::new(
                        Code::LeftOut,
                        self.span(line, excess),
                        "this row has more cells than the table has columns",
                    )
                    .at("left out")
                    .help("write a `|` inside a cell as `\\|`"),
                );
            }
            if line.cells.iter().all(|cell| cell.text.is_empty()) {
                continue;
            }
            let Some(code) = column.and_then(|at| line.cells.get(at)) else { continue };
            let place = if code.text.is_empty() { self.block.line(line.line) } else { self.span(line, code) };
            let row = self.row(line, roles, place, diags);
            let code = Spanned::new(code.text.clone(), place);
            if !code.value.is_empty() {
                rows.push(Pasted { code: self.narrow(code, diags), row });
                continue;
            }
            let above = rows.get_mut(first..).and_then(<[Pasted]>::last_mut);
            match (self.empty, above) {
                (Some(Empty::Codeless), _) => rows.push(Pasted { code, row }),
                (Some(Empty::Same), Some(above)) => {
                    let code = Spanned::new(above.code.value.clone(), place);
                    rows.push(Pasted { code, row });
                }
                (Some(Empty::Join), Some(above)) => join(&mut above.row, &row),
                _ if is_asked => {}
                _ => {
                    is_asked = true;
                    diags.push(
                        Diagnostic::new(Code::BadErrorTable, place, "this row has no code")
                            .help("say what that means next to `table:`: `empty: join` if the row continues the text above, `empty: same` if the code above applies, `empty: none` if the failure has no code"),
                    );
                }
            }
        }
    }

    fn row(&self, line: &Line, roles: &[Role], span: Span, diags: &mut Diagnostics) -> ErrorRow {
        let mut row = ErrorRow::at(span);
        for (role, cell) in roles.iter().zip(&line.cells) {
            let here = self.span(line, cell);
            let spanned = (!cell.text.is_empty()).then(|| Spanned::new(cell.text.clone(), here));
            match role {
                Role::Code => {
                    row.deprecated = cell.is_struck;
                    if row.docs.is_none() {
                        row.docs = cell.link.clone().map(|link| Spanned::new(link, here));
                    }
                }
                Role::Message(language) => add(&mut row.message, language.as_deref(), spanned),
                Role::Solution(language) => add(&mut row.solution, language.as_deref(), spanned),
                Role::Http => row.http = spanned.and_then(|text| self.status(&text, diags)),
                Role::Docs => {
                    let link = cell
                        .link
                        .clone()
                        .or_else(|| Some(cell.text.clone()).filter(|text| is_web_address(text)));
                    if let (None, Some(text)) = (&link, &spanned) {
                        diags.push(no_link(text));
                    }
                    row.docs = link.map(|link| Spanned::new(link, here)).or(row.docs);
                }
                Role::Name => row.name = spanned,
                Role::Skip => {}
            }
        }
        row
    }

    /// A code in full-width letters and digits is not the one that the server sends; gives the one that is.
    fn narrow(&self, code: Spanned<String>, diags: &mut Diagnostics) -> Spanned<String> {
        let text = code.as_str();
        let first = wide::first_in(text).filter(|_| !wide::is_native(text));
        let Some((at, c)) = first else { return code };
        let written = self.source.get(code.span.range()).unwrap_or_default();
        let start = code.span.range().start + written.find(c).unwrap_or(at);
        let place = Span::new(code.span.file, start, start + c.len_utf8());
        let place = if written.contains(c) { place } else { code.span };
        let found = Diagnostic::new(Code::FullWidth, place, named(place, self.source));
        let found = match written.contains(c) {
            true => found.fix(code.span, wide::narrow(written), Applicability::Guess),
            false => found,
        };
        diags.explain(found.help(format!("write `{}`", wide::narrow(text))), code.span);
        code.map(|text| wide::narrow(&text))
    }

    /// `400`, `400 Bad Request`.
    fn status(&self, found: &Spanned<String>, diags: &mut Diagnostics) -> Option<u16> {
        let digits: String = found.value.chars().take_while(char::is_ascii_digit).collect();
        let status = digits.parse::<u16>().ok().filter(|status| (100..600).contains(status));
        let is_blank = !found.value.chars().any(char::is_alphanumeric);
        if status.is_none() && !is_blank {
            diags.push(
                Diagnostic::new(
                    Code::LeftOut,
                    found.span,
                    format!("`{}` is not an HTTP status", found.value),
                )
                .at("left out")
                .help("mark the column as `skip` in `columns:` if it contains something else"),
            );
        }
        status
    }
}

fn no_link(found: &Spanned<String>) -> Diagnostic {
    let message = format!("`{}` is not an HTTP or HTTPS URL", shorten(found.as_str()));
    Diagnostic::new(Code::LeftOut, found.span, message)
        .at("left out")
        .help("mark the column as `skip` in `columns:` if it contains something else")
}

/// A role that two columns have.
fn repeated(roles: &[Role]) -> Option<&Role> {
    let mut seen = BTreeSet::new();
    roles.iter().find(|role| **role != Role::Skip && !seen.insert(role.word()))
}

/// Adds a text in another language.
fn add(text: &mut Text, language: Option<&str>, words: Option<Spanned<String>>) {
    let Some(words) = words else { return };
    if let Some(language) = language {
        text.languages.push((Spanned::new(language.to_owned(), words.span), words.clone()));
    }
    text.main.get_or_insert(words);
}

/// Continues the texts of the row above.
fn join(above: &mut ErrorRow, more: &ErrorRow) {
    for (text, more) in [(&mut above.message, &more.message), (&mut above.solution, &more.solution)] {
        let Some(words) = &more.main else { continue };
        match &mut text.main {
            Some(main) => main.value.extend([" ", words.as_str()]),
            None => text.main = Some(words.clone()),
        }
    }
}

/// The rows of each code, in the order of their first.
fn grouped(rows: Vec<Pasted>) -> Vec<ErrorCode> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut codes: Vec<ErrorCode> = Vec::new();
    for Pasted { code, row } in rows {
        let at = *places.entry(code.value.clone()).or_insert(codes.len());
        match codes.get_mut(at) {
            Some(found) => found.rows.push(row),
            None => codes.push(ErrorCode { code, rows: vec![row], origin: Origin::Pasted }),
        }
    }
    codes
}
