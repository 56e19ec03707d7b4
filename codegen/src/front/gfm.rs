//! Tables of GitHub Flavored Markdown (GFM 0.29, section 4.10) → cells with their places. Nothing else of Markdown is read.

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
    /// Its line in the text, from 0.
    pub line: usize,
    /// Its cells. GFM drops those beyond the columns of the head; here they are kept, so that somebody can be told.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The bytes of its line that it covers, without the blanks around it.
    pub at: std::ops::Range<usize>,
    /// What a reader of the page sees, on one line.
    pub text: String,
    /// Whether all of it is struck through.
    pub is_struck: bool,
    /// Where its first link leads.
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
        // A blank line ends the table; so does a line without any bar, which would begin another block.
        let body = lines.iter().enumerate().skip(at + 2).take_while(|(_, line)| line.contains('|'));
        let rows: Vec<Line> = body.map(|(line, text)| Line { line, cells: cells(text) }).collect();
        let end = at + 2 + rows.len();
        tables.push(Table { head: Line { line: at, cells: head }, rows });
        at = end;
    }
    (tables, others)
}

/// How many columns a line would have as the head of a table.
#[must_use]
pub fn width(line: &str) -> usize {
    cells(line).len()
}

/// How many columns a delimiter row has; `None` for any other line.
fn delimiters(line: &str) -> Option<usize> {
    let cells = cells(line);
    let is_rule = |cell: &Cell| {
        let rule = cell.text.strip_prefix(':').unwrap_or(&cell.text);
        let rule = rule.strip_suffix(':').unwrap_or(rule);
        !rule.is_empty() && rule.bytes().all(|byte| byte == b'-')
    };
    (line.contains(['|', '-']) && !cells.is_empty() && cells.iter().all(is_rule)).then_some(cells.len())
}

/// The cells of a line. A bar behind a backslash belongs to its cell, in code too.
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

/// What is between marks that strike everything through.
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
fn inlines(mut rest: &str, cell: &mut Cell) {
    while let Some(c) = rest.chars().next() {
        let (text, length) = code(rest)
            .or_else(|| link(rest, cell))
            .or_else(|| tag(rest))
            .or_else(|| entity(rest))
            .or_else(|| escape(rest))
            .or_else(|| rest.starts_with("**").then(|| (String::new(), 2)))
            .unwrap_or_else(|| (c.to_string(), c.len_utf8()));
        cell.text.push_str(&text);
        rest = rest.get(length..).unwrap_or_default();
    }
}

/// A span of code (GFM section 6.3).
fn code(rest: &str) -> Option<(String, usize)> {
    let ticks = rest.len() - rest.trim_start_matches('`').len();
    let fence = rest.get(..ticks).filter(|fence| !fence.is_empty())?;
    let body = rest.get(ticks..)?;
    let end = body.find(fence)?;
    Some((body.get(..end)?.to_owned(), ticks * 2 + end))
}

/// A link or a picture (GFM sections 6.6 and 6.7): its words.
fn link(rest: &str, cell: &mut Cell) -> Option<(String, usize)> {
    let mark = usize::from(rest.starts_with('!'));
    let words = rest.get(mark..)?.strip_prefix('[')?;
    let middle = words.find("](")?;
    let target = words.get(middle + 2..)?;
    let end = target.find(')')?;
    let (words, target) = (words.get(..middle)?, target.get(..end)?);
    if words.contains('[') {
        return None;
    }
    let address = target.split_whitespace().next().unwrap_or_default();
    if cell.link.is_none() && address.starts_with("http") {
        cell.link = Some(address.to_owned());
    }
    let mut inner = Cell { at: 0..0, text: String::new(), is_struck: false, link: None };
    inlines(words, &mut inner);
    Some((inner.text, mark + 1 + middle + 2 + end + 1))
}

/// Tags that shape text. Any other is a placeholder of the vendor's, such as `<token>`.
fn tag(rest: &str) -> Option<(String, usize)> {
    const TAGS: &[&str] = &[
        "br", "p", "b", "i", "u", "strong", "em", "code", "span", "font", "del", "s", "sup", "sub", "small",
        "div", "li", "ul", "ol",
    ];
    let body = rest.strip_prefix('<')?;
    let end = body.find('>')?;
    let inner = body.get(..end)?.trim_start_matches('/').trim_end_matches('/');
    let name = inner.split_whitespace().next()?.to_ascii_lowercase();
    let parts = matches!(name.as_str(), "br" | "p" | "div" | "li" | "ul" | "ol");
    TAGS.contains(&name.as_str()).then(|| (String::from(if parts { " " } else { "" }), end + 2))
}

fn entity(rest: &str) -> Option<(String, usize)> {
    const ENTITIES: &[(&str, &str)] = &[
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", " "),
        ("&#124;", "|"),
    ];
    ENTITIES
        .iter()
        .find(|(name, _)| rest.starts_with(name))
        .map(|(name, text)| ((*text).to_owned(), name.len()))
}

/// A backslash before ASCII punctuation (GFM section 6.1).
fn escape(rest: &str) -> Option<(String, usize)> {
    let c = rest.strip_prefix('\\')?.chars().next()?;
    c.is_ascii_punctuation().then(|| (c.to_string(), 2))
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
    fn other_lines_are_named() {
        let (found, others) = tables("intro\n\n| a |\n| - |\n| 1 |\ntail\n\nb | c\n--|--\n1 | 2\n| x |\n");
        assert_eq!((found.len(), found[0].rows.len(), found[1].rows.len(), others), (2, 1, 2, vec![0, 5]));
        let (found, others) = tables("| a | b |\n| - |\n");
        assert_eq!((found.len(), others), (0, vec![0, 1]));
        assert_eq!(tables("").0, []);
    }
}
