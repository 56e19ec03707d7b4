//! Prose that somebody else wrote → Markdown that shows it, and does nothing else.

use std::borrow::Cow;
use std::fmt::Write;

use stubwright_spec::hidden::hidden_in;

/// Every line end Unicode knows becomes `\n`: a lone CR inside `///` does not compile.
fn line_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace(['\r', '\u{0B}', '\u{0C}', '\u{85}', '\u{2028}', '\u{2029}'], "\n")
}

/// Control characters, and hidden ones that do not belong, by their number; all others as they are.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    let is_plain = |c: char| matches!(c, ' '..='~' | '\n' | '\u{3001}'..='\u{3015}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{FF01}'..='\u{FF5E}');
    if text.chars().all(is_plain) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let text = line_ends(text);
    let mut hidden = hidden_in(&text).peekable();
    for (at, c) in text.char_indices() {
        let is_hidden = hidden.next_if(|(place, _)| *place == at).is_some();
        if c == '\t' {
            out.push(' ');
        } else if is_hidden || (c.is_control() && c != '\n') {
            let _ = write!(out, "<U+{:04X}>", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out.into()
}

/// Paragraphs and fenced blocks of a vendor text. Every fence becomes a `text` fence and is closed; indentation, which
/// would make a code block that rustdoc compiles and runs, is removed.
pub(super) fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut fence: Option<(char, usize)> = None;
    for line in visible(text).trim().lines() {
        let line = line.trim_end();
        let mark = fence_mark(line);
        match (fence, mark) {
            (None, Some(mark)) => {
                fence = Some(mark);
                lines.push(String::from("```text"));
            }
            (Some(open), Some(close)) if closes(open, close, line) => {
                fence = None;
                lines.push(String::from("```"));
            }
            // A fence of another kind inside a fence would close ours.
            (Some(_), Some(_)) => lines.push(format!("\u{200A}{}", line.trim_start())),
            (Some(_), None) => lines.push(line.to_owned()),
            (None, None) if line.is_empty() => {
                if lines.last().is_some_and(|last| !last.is_empty()) {
                    lines.push(String::new());
                }
            }
            (None, None) => lines.push(escape(line.trim_start(), block_mark(line.trim_start()))),
        }
    }
    if fence.is_some() {
        lines.push(String::from("```"));
    }
    lines
}

/// The character and length of a fence (CommonMark section 4.5), whatever its indentation.
fn fence_mark(line: &str) -> Option<(char, usize)> {
    let line = line.trim_start();
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.chars().take_while(|c| *c == mark).count();
    // The words after a backtick fence have no backtick: CommonMark section 4.5.
    let is_inline = mark == '`' && line[length..].contains('`');
    (length >= 3 && !is_inline).then_some((mark, length))
}

fn closes(open: (char, usize), close: (char, usize), line: &str) -> bool {
    open.0 == close.0 && close.1 >= open.1 && line.trim().chars().all(|c| c == close.0)
}

/// One line with everything escaped that Markdown, HTML or rustdoc would take for markup. Balanced code spans stay,
/// and web addresses become links. `block_mark` is where the line has a mark that counts at the start of a line.
/// Invisible characters are hidden: see [`visible`].
pub(super) fn escape(line: &str, block_mark: Option<usize>) -> String {
    let mut out = String::with_capacity(line.len());
    let mut before = ' ';
    let mut at = 0;
    while let Some(c) = line[at..].chars().next() {
        let rest = &line[at..];
        if let Some(length) = code_span(rest) {
            out.push_str(&rest[..length]);
            at += length;
            before = '`';
            continue;
        }
        if let Some(length) = url(rest, before) {
            let _ = write!(out, "<{}>", &rest[..length]);
            at += length;
            before = '>';
            continue;
        }
        let next = rest[c.len_utf8()..].chars().next().unwrap_or(' ');
        let is_markup = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '~' => true,
            // Rustdoc's "smart punctuation" would replace these with typographic signs.
            '\'' | '"' => true,
            '-' if before == '-' => true,
            '.' if line[..at].ends_with("..") => true,
            '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
            '&' => next.is_ascii_alphabetic() || next == '#',
            _ => block_mark == Some(at),
        };
        if is_markup {
            out.push('\\');
        }
        out.push(c);
        before = c;
        at += c.len_utf8();
    }
    out
}

/// Where the line has the mark that would make it a heading, list item, rule or table row.
fn block_mark(line: &str) -> Option<usize> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    match line[digits..].chars().next() {
        Some('.' | ')') if digits > 0 => Some(digits),
        Some('#' | '+' | '-' | '=' | '|' | ':') if digits == 0 => Some(0),
        _ => None,
    }
}

/// The length of a single-backtick code span at the start of `rest`.
fn code_span(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('`')?;
    let end = inner.find('`')?;
    let is_span = end > 0 && !inner[end + 1..].starts_with('`') && !inner[..end].trim().is_empty();
    is_span.then_some(end + 2)
}

/// The length of a web address at the start of `rest`; rustdoc wants such in angle brackets.
fn url(rest: &str, before: char) -> Option<usize> {
    if before.is_alphanumeric() && before.is_ascii() {
        return None;
    }
    let body = rest.strip_prefix("https://").or_else(|| rest.strip_prefix("http://"))?;
    let scheme = rest.len() - body.len();
    let is_url_byte = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$&*+,;=%".contains(c);
    let length = body.find(|c: char| !is_url_byte(c)).unwrap_or(body.len());
    let length = body[..length].trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '~', '_']).len();
    (length > 0).then_some(scheme + length)
}
