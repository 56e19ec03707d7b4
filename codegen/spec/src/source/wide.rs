//! Characters of East Asian keyboards, and of programs that set text, where ASCII ones are meant: `：` for `:`, `“` for `"`.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// The ASCII character that a full-width or typographic one is mistaken for.
///
/// Characters compatible with ASCII are found by the tables of Unicode (NFKC); quotes, dashes and CJK
/// punctuation have no such relation. Line ends stay what they are.
pub(crate) fn ascii_of(c: char) -> Option<char> {
    // Ideographs and syllables are most of what is asked for.
    let is_letter = matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}');
    if c.is_ascii() || is_letter || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}') {
        return None;
    }
    if c.is_whitespace() {
        return Some(' ');
    }
    // Forms of other scripts, such as half-width kana, are not ASCII.
    let is_form = matches!(c, '\u{FE10}'..='\u{FE6F}' | '\u{FF01}'..='\u{FF65}');
    let c = if is_form { std::iter::once(c).nfkc().next().unwrap_or(c) } else { c };
    Some(match c {
        c if c.is_ascii() => c,
        '“' | '”' | '„' | '‟' | '″' | '「' | '」' | '『' | '』' | '〝' | '〞' => '"',
        '‘' | '’' | '‚' | '‛' | '′' => '\'',
        '、' => ',',
        '。' => '.',
        '【' | '〔' | '〖' | '〚' => '[',
        '】' | '〕' | '〗' | '〛' => ']',
        '《' | '〈' => '<',
        '》' | '〉' => '>',
        '⦅' => '(',
        '⦆' => ')',
        '∶' => ':',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        _ => return None,
    })
}

/// The text with each of these characters replaced.
pub(crate) fn narrow(text: &str) -> String {
    text.chars().map(|c| ascii_of(c).unwrap_or(c)).collect()
}

/// The first of these characters, and where it is.
pub(crate) fn first_in(text: &str) -> Option<(usize, char)> {
    if text.is_ascii() {
        return None;
    }
    text.char_indices().find(|(_, c)| ascii_of(*c).is_some())
}

/// Whether the text also has characters of other scripts, so that the full-width ones may be its punctuation.
pub(crate) fn is_native(text: &str) -> bool {
    text.chars().any(|c| !c.is_ascii() && ascii_of(c).is_none())
}

/// A character to replace, and its replacement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edit {
    /// The bytes of the character.
    pub(crate) at: Range<usize>,
    /// The character.
    pub(crate) c: char,
    /// The replacement.
    pub(crate) new: String,
}

/// The edit that makes ASCII of the character at a byte of `text`. A `:` is followed by a space, and what indents a line
/// keeps its width.
pub(crate) fn edit(text: &str, at: usize, c: char) -> Edit {
    let end = at + c.len_utf8();
    let is_followed = text
        .get(end..)
        .is_none_or(|rest| rest.is_empty() || rest.starts_with(|next: char| next.is_whitespace()));
    let new = match ascii_of(c) {
        Some(':') if !is_followed => String::from(": "),
        Some(' ') if c == '\u{3000}' && is_indentation(text, at) => String::from("  "),
        Some(ascii) => ascii.to_string(),
        None => c.to_string(),
    };
    Edit { at: at..end, c, new }
}

fn is_indentation(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let mut blanks = before.chars().rev().take_while(|c| c.is_whitespace());
    let is_line_end = |c: char| matches!(c, '\n' | '\r');
    blanks.any(is_line_end) || before.trim_start_matches('\u{feff}').chars().all(char::is_whitespace)
}

/// The text with the edits made, which are in order.
pub(crate) fn applied(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for edit in edits {
        out.push_str(text.get(from..edit.at.start).unwrap_or_default());
        out.push_str(&edit.new);
        from = edit.at.end;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

/// Describes such a character for the message of a finding: its code point, its column and the ASCII character. `line` is
/// the text before it on its line.
pub(crate) fn named(c: char, line: &str) -> String {
    let column = line.trim_start_matches('\u{feff}').chars().count() + 1;
    let code = u32::from(c);
    match ascii_of(c) {
        Some(' ') => format!("the space in column {column} is U+{code:04X}, not the ASCII space"),
        Some(ascii) => format!("`{c}` in column {column} is U+{code:04X}, not the ASCII `{ascii}`"),
        None => format!("`{c}` in column {column} is U+{code:04X}"),
    }
}

/// The line of a text before a byte of it.
pub(crate) fn line_before(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or_default();
    before.rfind(['\n', '\r']).map_or(before, |end| &before[end + 1..])
}

/// The full-width characters of a part of a YAML text that are in the place of syntax: after a key, before the next one,
/// around values, as indentation. Those in quotes, in comments and inside texts are left alone.
pub(crate) fn syntax_in(text: &str, part: Range<usize>) -> Vec<Edit> {
    syntax_from(text, part, Begin::Line)
}

/// The place where a part of a text begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Begin {
    /// A place where a line or a key may begin.
    Line,
    /// After a key.
    Value,
}

/// The same for a part that begins in the middle of a line.
pub(crate) fn syntax_from(text: &str, part: Range<usize>, begin: Begin) -> Vec<Edit> {
    let (mut edits, mut begin) = (Vec::new(), begin);
    let mut at = part.start;
    for line in text.get(part).unwrap_or_default().split_inclusive('\n') {
        let bytes = at..at + line.trim_end_matches(['\n', '\r']).len();
        Line::new(text, bytes, std::mem::replace(&mut begin, Begin::Line)).edits(&mut edits);
        at += line.len();
    }
    edits
}

/// A line of a YAML text while it is read.
struct Line<'a> {
    text: &'a str,
    end: usize,
    at: usize,
    next: Next,
    /// The start of the text that is being read.
    begun: usize,
    /// Whether a key came before it.
    has_key: bool,
}

/// The possible continuations of a line: the state of the reader.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    /// A key, an item or a value begins here.
    Start,
    /// One has begun.
    Inside,
}

impl<'a> Line<'a> {
    fn new(text: &'a str, line: Range<usize>, begin: Begin) -> Self {
        let Range { start: at, end } = line;
        Self { text, end, at, next: Next::Start, begun: at, has_key: begin == Begin::Value }
    }

    fn edits(mut self, edits: &mut Vec<Edit>) {
        let first = edits.len();
        while let Some(c) = self.rest(self.at).chars().next() {
            if c == '#' && self.text[..self.at].ends_with([' ', '\t']) {
                break;
            }
            let at = self.at;
            self.at += c.len_utf8();
            if self.is_syntax(c, at, edits) && ascii_of(c).is_some() {
                edits.push(edit(self.text, at, c));
            }
        }
        // The end of a text in quotes is found with its beginning.
        if let Some(mine) = edits.get_mut(first..) {
            mine.sort_by_key(|edit| edit.at.start);
        }
    }

    /// Reads the character at `at`; the line is already past it.
    fn is_syntax(&mut self, c: char, at: usize, edits: &mut Vec<Edit>) -> bool {
        let sign = narrow_of(c);
        let (was, after) = (self.next, self.at);
        match (sign, was) {
            (' ' | '\t', _) => {
                let is_before_colon = self.rest(after).trim_start_matches(is_blank).starts_with(is_colon);
                was == Next::Start || (is_before_colon && self.is_key(at))
            }
            ('"' | '\'', Next::Start) => {
                self.at = self.quoted(at, c, edits);
                self.next = Next::Inside;
                true
            }
            ('[' | '{' | '-' | '?', Next::Start) if matches!(sign, '[' | '{') || self.ends(after) => {
                self.start(false)
            }
            ('&' | '*' | '!' | '|' | '>' | '#', Next::Start) => {
                self.next = Next::Inside;
                true
            }
            (':', Next::Inside) if !self.has_key && self.is_key(at) && (c != ':' || self.ends(after)) => {
                self.start(true)
            }
            (',', Next::Inside) if c == ',' || self.is_before_key(after) => self.start(false),
            (']' | '}', _) => {
                self.next = Next::Inside;
                let rest = self.rest(after).trim_start_matches(is_blank);
                rest.is_empty() || rest.starts_with(|c| matches!(narrow_of(c), ',' | ']' | '}' | '#'))
            }
            _ => {
                if was == Next::Start {
                    self.begun = at;
                }
                self.next = Next::Inside;
                false
            }
        }
    }

    /// Something begins after the character that was read.
    fn start(&mut self, has_key: bool) -> bool {
        (self.next, self.begun, self.has_key) = (Next::Start, self.at, has_key);
        true
    }

    fn rest(&self, at: usize) -> &str {
        self.text.get(at..self.end).unwrap_or_default()
    }

    fn ends(&self, at: usize) -> bool {
        self.rest(at).is_empty() || self.rest(at).starts_with(is_blank)
    }

    /// Whether what was read since `begun` can be a key: a word, in quotes or not.
    fn is_key(&self, at: usize) -> bool {
        is_word(self.text.get(self.begun..at).unwrap_or_default())
    }

    /// Whether a key with its colon follows, or nothing.
    fn is_before_key(&self, at: usize) -> bool {
        let rest = self.rest(at);
        let word = rest.find(is_colon).and_then(|end| rest.get(..end));
        // Clauses of a sentence have such marks too, in their own letters.
        word.is_some_and(|word| is_word(word) && !is_native(word)) || rest.trim_matches(is_blank).is_empty()
    }

    /// Reads a text in quotes; full-width ones end at the next of their kind.
    fn quoted(&self, at: usize, open: char, edits: &mut Vec<Edit>) -> usize {
        let start = at + open.len_utf8();
        let closes = |c: char| {
            if open.is_ascii() { c == open } else { !c.is_ascii() && narrow_of(c) == narrow_of(open) }
        };
        let Some(length) = self.rest(start).find(closes) else { return start };
        let c = self.rest(start + length).chars().next().unwrap_or(open);
        if ascii_of(c).is_some() {
            edits.push(edit(self.text, start + length, c));
        }
        start + length + c.len_utf8()
    }
}

fn narrow_of(c: char) -> char {
    ascii_of(c).unwrap_or(c)
}

fn is_blank(c: char) -> bool {
    matches!(narrow_of(c), ' ' | '\t')
}

fn is_colon(c: char) -> bool {
    narrow_of(c) == ':'
}

/// Letters, digits and the punctuation of names, optionally with spaces or quotes around them.
fn is_word(text: &str) -> bool {
    let word = text.trim_matches(|c| is_blank(c) || matches!(narrow_of(c), '"' | '\''));
    let word = word.strip_suffix(|c| narrow_of(c) == '?').unwrap_or(word);
    !word.is_empty()
        && word.chars().all(|c| c.is_alphanumeric() || matches!(narrow_of(c), '_' | '-' | '.' | '/' | '$'))
}

#[cfg(test)]
mod tests {
    use super::{applied, ascii_of, is_native, syntax_in};

    #[test]
    fn what_looks_like_ascii_is_known() {
        let rows = "：: ，, “\" ”\" ‘' ’' ？? ；; （( ）) ［[ ］] ｛{ ｝} ＃# ＆& ＊* ！! ｜| ＞> －- 、, 。. ＿_ ＜< ０0 ９9 Ａa ｚz ﹕: ﹐, ＠@ ～~ ＂\" ＇' ｡. ､,";
        for pair in rows.split(' ').map(|pair| pair.chars().collect::<Vec<_>>()) {
            let wanted = if pair[0] == 'Ａ' { 'A' } else { pair[1] };
            assert_eq!(ascii_of(pair[0]), Some(wanted), "{pair:?}");
        }
        for space in ['\u{3000}', '\u{A0}', '\u{2003}', '\u{202F}', '\u{205F}', '\u{1680}'] {
            assert_eq!(ascii_of(space), Some(' '));
        }
        for other in ['a', ' ', '码', 'é', 'ｱ', '\u{2028}', '²', '①', 'K', '…', '㎡'] {
            assert_eq!(ascii_of(other), None, "{other}");
        }
        assert!(is_native("金额（元）") && !is_native("a，b"));
    }

    #[test]
    fn syntax_is_told_from_text() {
        for (text, wanted) in [
            ("e1：", "e1:"),
            ("e1：{name： One}", "e1: {name: One}"),
            ("{name: One，message： 忙，请稍后：x}", "{name: One,message: 忙，请稍后：x}"),
            ("“e1”： ‘x’", "\"e1\": 'x'"),
            ("　　a: 1", "    a: 1"),
            ("\u{a0}a：b", " a: b"),
            ("－ x：y", "- x: y"),
            ("a: ［x， y］", "a: [x， y]"),
            ("a: ｛b?：c｝", "a: {b?: c}"),
            ("doc: 说明：如下，name", "doc: 说明：如下，name"),
            ("a: \"b：c\" # d：e", "a: \"b：c\" # d：e"),
            ("a: b # ：", "a: b # ："),
            ("a： ｜", "a: |"),
            ("x？： string", "x？: string"),
        ] {
            assert_eq!(applied(text, &syntax_in(text, 0..text.len())), wanted, "{text}");
        }
    }
}
