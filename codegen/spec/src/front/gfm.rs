//! Tables of GitHub Flavored Markdown (GFM 0.29, section 4.10) → cells with their places. Nothing else of Markdown is read.

mod escapes;
mod links;

use self::escapes::{entity, escape};
use std::collections::BTreeMap;

/// A table: its head, and the rows below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The head.
    pub head: Line,
    /// The other rows, in their order.
    pub rows: Vec<Line>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The index of the line in the text, from 0.
    pub line: usize,
    /// The cells. GFM drops those beyond the columns of the header row; here they are kept, so that they can be reported.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The bytes of the line that it covers, without surrounding spaces.
    pub at: std::ops::Range<usize>,
    /// The cell as a reader of the page sees it, on one line.
    pub text: String,
    /// Whether all of it is struck through.
    pub is_struck: bool,
    /// The target of its first link.
    pub link: Option<String>,
}

/// The tables of a text, and the lines that belong to none.
#[must_use]
pub fn tables(text: &str) -> (Vec<Table>, Vec<usize>) {
    let lines: Vec<&str> = text.lines().collect();
    let (mut tables, mut others) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let columns = lines.get(at + 1).and_then(|next| delimiters(next));
        let head = cells(line);
        if columns.is_none_or(|columns| columns != head.len() || line.trim().is_empty()) {
            if !line.trim().is_empty() {
                others.push(at);
            }
            at += 1;
            continue;
        }
        // An empty line ends the table; so does a line without any bar, which would begin another block.
        let body = lines.iter().enumerate().skip(at + 2).take_while(|(_, line)| line.contains('|'));
        let rows: Vec<Line> = body.map(|(line, text)| Line { line, cells: cells(text) }).collect();
        let end = at + 2 + rows.len();
        tables.push(Table { head: Line { line: at, cells: head }, rows });
        at = end;
    }
    (tables, others)
}

/// The number of columns that a line would have as the header row of a table.
#[must_use]
pub fn width(line: &str) -> usize {
    cells(line).len()
}

/// The number of columns of a delimiter row; `None` for any other line.
fn delimiters(line: &str) -> Option<usize> {
    let cells = cells(line);
    let is_rule = |cell: &Cell| {
        let rule = cell.text.strip_prefix(':').unwrap_or(&cell.text);
        let rule = rule.strip_suffix(':').unwrap_or(rule);
        !rule.is_empty() && rule.bytes().all(|byte| byte == b'-')
    };
    (line.contains(['|', '-']) && !cells.is_empty() && cells.iter().all(is_rule)).then_some(cells.len())
}

/// The cells of a line. A `|` after a backslash belongs to its cell, also in code.
fn cells(line: &str) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut start = 0;
    let bytes = line.as_bytes();
    let inner = line.len() - line.trim_start().len();
    for (at, byte) in bytes.iter().enumerate() {
        if *byte != b'|' || at.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b'\\') {
            continue;
        }
        // The bar that a row may begin with ends no cell.
        if at != inner {
            cells.push(cell(line, start..at));
        }
        start = at + 1;
    }
    if !line.get(start..).unwrap_or_default().trim().is_empty() {
        cells.push(cell(line, start..line.len()));
    }
    cells
}

fn cell(line: &str, at: std::ops::Range<usize>) -> Cell {
    let raw = line.get(at.clone()).unwrap_or_default();
    let start = at.start + (raw.len() - raw.trim_start().len());
    let raw = raw.trim();
    let at = start..start + raw.len();
    let (inner, is_struck) = struck(raw);
    let mut cell = Cell { at, text: String::new(), is_struck, link: None };
    let unbarred = inner.replace("\\|", "|");
    inlines(&unbarred, &mut cell);
    cell.text = cell.text.split_whitespace().collect::<Vec<_>>().join(" ");
    cell
}

/// The text between marks that strike it through entirely.
fn struck(raw: &str) -> (&str, bool) {
    for (open, close) in [("~~", "~~"), ("<del>", "</del>"), ("<s>", "</s>"), ("<strike>", "</strike>")] {
        let inner = raw.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        if let Some(inner) = inner.filter(|inner| !inner.is_empty() && !inner.contains(open)) {
            return (inner, true);
        }
    }
    (raw, false)
}

/// Appends the text without its markup: code, links, strong emphasis, the tags that pages use, escapes and entities.
fn inlines(text: &str, cell: &mut Cell) {
    let mut marks = Marks::of(text);
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let plain = rest.find(['`', '!', '[', '<', '&', '\\', '*']).unwrap_or(rest.len());
        if plain > 0 {
            cell.text.push_str(rest.get(..plain).unwrap_or_default());
            at += plain;
            continue;
        }
        let (shown, length) = code(&mut marks, at)
            .or_else(|| link(&mut marks, at, cell))
            .or_else(|| tag(&mut marks, at))
            .or_else(|| entity(rest))
            .or_else(|| escape(rest))
            .or_else(|| rest.starts_with("**").then(|| (String::new(), 2)))
            // A character that marks nothing is text; all of these are one byte.
            .unwrap_or_else(|| (rest.chars().take(1).collect(), 1));
        cell.text.push_str(&shown);
        at += length;
    }
}

/// A text and where its closing marks are. Each is searched from the last one found, so that a text of nothing but
/// opening marks is read once, and not once for each of them.
struct Marks<'a> {
    text: &'a str,
    /// The runs of backticks by their lengths, in their order; read when the first is met.
    fences: Option<BTreeMap<usize, Vec<usize>>>,
    angle: Next,
}

impl<'a> Marks<'a> {
    fn of(text: &'a str) -> Self {
        Self { text, fences: None, angle: Next { mark: ">", found: None, is_read: false } }
    }

    /// The start of the next run of the given number of backticks.
    fn fence(&mut self, length: usize, from: usize) -> Option<usize> {
        let runs = self.fences.get_or_insert_with(|| fences(self.text)).get(&length)?;
        runs.get(runs.partition_point(|at| *at < from)).copied()
    }
}

fn fences(text: &str) -> BTreeMap<usize, Vec<usize>> {
    let mut fences: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let start = at + rest.find('`').unwrap_or(rest.len());
        let length = ticks(text, start);
        if length > 0 {
            fences.entry(length).or_default().push(start);
        }
        at = start + length;
    }
    fences
}

/// The number of backticks at a place.
fn ticks(text: &str, at: usize) -> usize {
    text.bytes().skip(at).take_while(|byte| *byte == b'`').count()
}

/// The next of a closing mark; asked for places that only grow.
struct Next {
    mark: &'static str,
    found: Option<usize>,
    is_read: bool,
}

impl Next {
    fn from(&mut self, text: &str, from: usize) -> Option<usize> {
        if !self.is_read || self.found.is_some_and(|found| found < from) {
            self.is_read = true;
            self.found = text.get(from..).and_then(|rest| rest.find(self.mark)).map(|found| from + found);
        }
        self.found
    }
}

/// A span of code (GFM section 6.3): up to the next run of as many backticks. A run without such another is text.
fn code(marks: &mut Marks<'_>, at: usize) -> Option<(String, usize)> {
    let length = ticks(marks.text, at);
    if length == 0 {
        return None;
    }
    let body = at + length;
    Some(match marks.fence(length, body) {
        Some(end) => (marks.text.get(body..end)?.to_owned(), end + length - at),
        None => (marks.text.get(at..body)?.to_owned(), length),
    })
}

/// A link or a picture (GFM sections 6.6 and 6.7): its words.
fn link(marks: &mut Marks<'_>, at: usize, cell: &mut Cell) -> Option<(String, usize)> {
    let text = marks.text;
    let rest = text.get(at..)?;
    if let Some((address, length)) = autolink(rest) {
        cell.link.get_or_insert_with(|| address.clone());
        return Some((address, length));
    }
    let is_picture = rest.starts_with("![");
    if !rest.starts_with('[') && !is_picture {
        return None;
    }
    let words = at + usize::from(is_picture) + 1;
    let close = closing_bracket(marks, words)?;
    let (address, length) = links::target(text.get(close + 1..)?)?;
    let mut inner = Cell { at: 0..0, text: String::new(), is_struck: false, link: None };
    inlines(text.get(words..close)?, &mut inner);
    if !is_picture {
        // A link holds no other; the brackets around one are text.
        if inner.link.is_some() {
            return None;
        }
        if cell.link.is_none() && is_web_address(&address) {
            cell.link = Some(address);
        }
    }
    Some((inner.text, close + 1 + length - at))
}

/// The end of the link text that begins here. Brackets inside are balanced, escaped or in code (GFM section 6.6).
fn closing_bracket(marks: &mut Marks<'_>, from: usize) -> Option<usize> {
    /// Each level inside may be read twice, and nobody writes more than a picture in a link.
    const DEEPEST: usize = 3;
    let (mut at, mut depth) = (from, 0);
    while let Some(rest) = marks.text.get(at..) {
        let found = at + rest.find(['[', ']', '\\', '`'])?;
        at = found + 1;
        match marks.text.as_bytes().get(found)? {
            b'[' if depth == DEEPEST => return None,
            b'[' => depth += 1,
            b']' if depth == 0 => return Some(found),
            b']' => depth -= 1,
            b'`' => {
                let length = ticks(marks.text, found);
                at = found + length;
                at = marks.fence(length, at).map_or(at, |end| end + length);
            }
            // An escaped character is one byte, or not a bracket.
            _ => at += marks.text.get(at..)?.chars().next().map_or(0, char::len_utf8),
        }
    }
    None
}

/// `<https://…>` (GFM section 6.8).
fn autolink(rest: &str) -> Option<(String, usize)> {
    let inner = rest.strip_prefix('<')?;
    let end = inner.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>'))?;
    inner.get(end..)?.strip_prefix('>')?;
    let address = inner.get(..end).filter(|address| is_web_address(address))?;
    Some((address.to_owned(), end + 2))
}

/// Whether the text is an address that a browser opens as a page: a scheme, in either case, and a host (RFC 3986 section
/// 3). Letters of all scripts may follow, as browsers show them.
#[must_use]
pub fn is_web_address(text: &str) -> bool {
    let rest = ["https://", "http://"].iter().find_map(|scheme| {
        let start = text.get(..scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then(|| &text[scheme.len()..])
    });
    let is_out = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '\\');
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '['))
        && !text.contains(is_out)
}

/// Tags that shape text. Any other is a placeholder of the vendor's, such as `<token>`.
fn tag(marks: &mut Marks<'_>, at: usize) -> Option<(String, usize)> {
    const TAGS: &[&str] = &[
        "br", "p", "b", "i", "u", "strong", "em", "code", "span", "font", "del", "s", "sup", "sub", "small",
        "div", "li", "ul", "ol",
    ];
    const LONGEST: usize = 6;
    marks.text.get(at..)?.strip_prefix('<')?;
    let end = marks.angle.from(marks.text, at + 1)?;
    let inner = marks.text.get(at + 1..end)?.trim_start_matches('/').trim_start();
    // No more is read than can be a name: up to the bracket there may be thousands of other tags.
    let length = inner.bytes().take(LONGEST + 1).take_while(u8::is_ascii_alphabetic).count();
    let (name, behind) = inner.split_at_checked(length)?;
    let is_whole = behind.starts_with(char::is_whitespace) || behind.bytes().all(|byte| byte == b'/');
    let name = name.to_ascii_lowercase();
    let parts = matches!(name.as_str(), "br" | "p" | "div" | "li" | "ul" | "ol");
    let is_known = is_whole && TAGS.contains(&name.as_str());
    is_known.then(|| (String::from(if parts { " " } else { "" }), end + 1 - at))
}

#[cfg(test)]
mod tests {
    use super::tables;

    fn texts(line: &str) -> Vec<String> {
        let (tables, others) = tables(&format!("|a|b|c|\n|-|:-:|--|\n{line}"));
        assert_eq!(others, []);
        tables[0].rows[0].cells.iter().map(|cell| cell.text.clone()).collect()
    }

    #[test]
    fn cells_are_what_a_reader_sees() {
        for (line, wanted) in [
            ("| 1 | two | 3 |", ["1", "two", "3"]),
            ("1 | two | 3", ["1", "two", "3"]),
            ("  |1|two|3|  ", ["1", "two", "3"]),
            ("| `a` | a \\| b | `c \\| d` |", ["a", "a | b", "c | d"]),
            ("| [e1](https://x/y) | **bold** | a<br/>b |", ["e1", "bold", "a b"]),
            ("| &lt;a&gt; | \\<data\\> | <token> |", ["<a>", "<data>", "<token>"]),
            ("| ~~e1~~ |  | a ~~b~~ |", ["e1", "", "a ~~b~~"]),
            ("| `` a`b `` | 5*3 | a_b_c |", ["a`b", "5*3", "a_b_c"]),
            ("| ``a` | `a``b` | ```a`` `b` |", ["``a`", "a``b", "```a`` b"]),
            ("| [[e1](x) | [e1](x | ![e1](x)[e2](y) [] |", ["[e1", "[e1](x", "e1e2 []"]),
            (
                "| [1](https://x/A_(b)) | see [it](https://x/A_(b_(c))) now | [a](x(y |",
                ["1", "see it now", "[a](x(y"],
            ),
            ("| [1](<https://x/a b)>) | [2](x 't)' ) [3](x (t)) | [4](x\\)) |", ["1", "2 3", "4"]),
            ("| [a\\]b](x) [`]`](y) | [![e](i.png)](x) | [[a](https://x)](y) |", ["a]b ]", "e", "[a](y)"]),
            (
                "| <https://x/y> | [a]\u{a0}(x) [b](x y) | [c](x \"t) |",
                ["https://x/y", "[a] (x) [b](x y)", "[c](x \"t)"],
            ),
            ("| <<br> | a</ B >b<br //>c | <brr>!<b/x>! |", ["<", "ab c", "<brr>!<b/x>!"]),
        ] {
            assert_eq!(texts(line), wanted, "{line}");
        }
        assert_eq!(texts("| a |"), ["a"]);
        assert_eq!(texts("| a | b | c | d |"), ["a", "b", "c", "d"]);
        let (tables, _) = tables("| 码 | b |\n|---|---|\n| ~~x~~ | [y](https://x \"t\") |");
        let [struck, link] = tables[0].rows[0].cells.as_slice() else { panic!() };
        assert!(struck.is_struck && !link.is_struck);
        assert_eq!((link.link.as_deref(), &link.at), (Some("https://x"), &(10..28)));
    }

    #[test]
    fn links_lead_where_they_say() {
        for (cell, wanted) in [
            ("[1](https://x/Limit_(rate)_(a))", Some("https://x/Limit_(rate)_(a)")),
            ("[1](<https://x/a)b>)", Some("https://x/a)b")),
            ("[1](<https://x/a b>)", None),
            ("[1](https://)", None),
            ("[1](HTTPS://x?a=1&amp;b\\)c 'title')", Some("HTTPS://x?a=1&b)c")),
            ("[![1](https://x/i.png)](https://x)", Some("https://x")),
            ("![1](https://x/i.png)", None),
            ("[1](javascript:alert(1))", None),
            ("[1](httpx://a)", None),
            ("<https://x>", Some("https://x")),
        ] {
            let (tables, _) = tables(&format!("| a |\n|---|\n| {cell} |"));
            assert_eq!(tables[0].rows[0].cells[0].link.as_deref(), wanted, "{cell}");
        }
    }

    #[test]
    fn other_lines_are_named() {
        let (found, others) = tables("intro\n\n| a |\n| - |\n| 1 |\ntail\n\nb | c\n--|--\n1 | 2\n| x |\n");
        assert_eq!((found.len(), found[0].rows.len(), found[1].rows.len(), others), (2, 1, 2, vec![0, 5]));
        let (found, others) = tables("| a | b |\n| - |\n");
        assert_eq!((found.len(), others), (0, vec![0, 1]));
        assert_eq!(tables("").0, []);
    }
}
