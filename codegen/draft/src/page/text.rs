//! Text that knows where each of its characters was on the page.

use std::ops::Range;

use stubwright_spec::source::{FileId, Span};

/// Text of a page, decoded: entities resolved, marks of Markdown gone.
#[derive(Debug, Clone)]
pub(crate) struct Text {
    file: FileId,
    text: String,
    /// Where it begins on the page.
    start: usize,
    /// Where further runs begin, in the text and on the page, in order. Inside a run bytes lie as they do on the page; most
    /// texts have one alone.
    runs: Vec<(usize, usize)>,
    /// One past the last byte on the page.
    end: usize,
}

impl Text {
    pub(super) fn prose(file: FileId, page: &str, range: Range<usize>) -> Self {
        let mut text = Self::new(file);
        text.push_part(page, range, Hidden::Drop);
        text
    }

    /// Nothing yet.
    pub(crate) fn new(file: FileId) -> Self {
        Self { file, text: String::new(), start: 0, runs: Vec::new(), end: 0 }
    }

    pub(crate) fn of(file: FileId, page: &str, range: Range<usize>) -> Self {
        let mut this = Self::new(file);
        this.push(page.get(range.clone()).unwrap_or_default(), range);
        this
    }

    /// Adds `text`, which is at `range` of the page: as it is when both are equally long, else decoded
    /// (`&amp;`), so that the whole of it has the place of `range`.
    pub(crate) fn push(&mut self, text: &str, range: Range<usize>) {
        let is_plain = text.len() == range.len();
        let (at, page) = self.last_run();
        let follows = page + (self.text.len() - at) == range.start;
        if !(is_plain && follows && self.end == range.start) {
            self.begin_run(range.start);
        }
        self.text.push_str(text);
        self.end = range.end;
        if !is_plain {
            // The next text begins a run of its own.
            self.begin_run(range.end);
        }
    }

    /// The next text begins at `page`.
    fn begin_run(&mut self, page: usize) {
        if self.text.is_empty() {
            self.start = page;
        } else {
            self.runs.push((self.text.len(), page));
        }
    }

    fn last_run(&self) -> (usize, usize) {
        self.runs.last().copied().unwrap_or((0, self.start))
    }

    /// Adds a part of the page: line ends become `\n`, and no-break spaces become spaces.
    pub(crate) fn push_part(&mut self, page: &str, range: Range<usize>, hidden: Hidden) {
        let part = page.get(range.clone()).unwrap_or_default();
        let is_special = |c: char| matches!(c, '\r' | '\u{a0}') || hidden.drops(c);
        let mut done = 0;
        for (at, special) in part.match_indices(is_special) {
            let end = at + special.len();
            if at > done {
                self.push(part.get(done..at).unwrap_or_default(), range.start + done..range.start + at);
            }
            let place = range.start + at..range.start + end;
            match special {
                "\u{a0}" => self.push(" ", place),
                "\r" if !part.get(end..).unwrap_or_default().starts_with('\n') => self.push("\n", place),
                _ => {}
            }
            done = end;
        }
        if part.len() > done {
            self.push(part.get(done..).unwrap_or_default(), range.start + done..range.end);
        }
    }

    /// Adds decoded text for all of `range`: no-break spaces become spaces.
    pub(crate) fn push_decoded(&mut self, text: &str, range: Range<usize>, hidden: Hidden) {
        if text.contains(|c| c == '\u{a0}' || hidden.drops(c)) {
            let seen: String = text.chars().filter(|c| !hidden.drops(*c)).collect();
            let seen = seen.replace('\u{a0}', " ");
            if !seen.is_empty() {
                self.push(&seen, range);
            }
        } else {
            self.push(text, range);
        }
    }

    /// Adds another text after this one, on a line of its own.
    pub(crate) fn append_line(&mut self, other: &Self) {
        if !self.text.is_empty() {
            self.push("\n", self.end..self.end);
        }
        self.append(other);
    }

    /// Adds another text after this one.
    pub(crate) fn append(&mut self, other: &Self) {
        let at = self.text.len();
        self.begin_run(other.start);
        self.runs.extend(other.runs.iter().map(|(run, page)| (at + run, *page)));
        self.text.push_str(&other.text);
        self.end = other.end;
    }

    /// Whether there is nothing to be seen in it.
    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    pub(crate) fn file(&self) -> FileId {
        self.file
    }

    pub(crate) fn span(&self) -> Span {
        self.place(0..self.text.len())
    }

    /// The place on the page of a range of bytes of the text.
    pub(crate) fn place(&self, range: Range<usize>) -> Span {
        let start = self.offset(range.start);
        let end = if range.end >= self.text.len() { self.end } else { self.offset(range.end) };
        Span::new(self.file, start, end.max(start))
    }

    pub(crate) fn slice(&self, range: Range<usize>) -> Self {
        let mut this = Self::new(self.file);
        let text = self.text.get(range.clone()).unwrap_or_default();
        this.text.push_str(text);
        let first = self.runs.partition_point(|(at, _)| *at <= range.start);
        let last = self.runs.partition_point(|(at, _)| *at < range.end);
        this.start = self.offset(range.start);
        let inner = self.runs.get(first..last).unwrap_or_default();
        this.runs.extend(inner.iter().map(|(at, page)| (at - range.start, *page)));
        this.end = self.place(range).range().end;
        this
    }

    /// Writes what was added since a byte as a variable, `{id}`, where it is a word that is a segment of a path: pages set
    /// variables apart by how they look.
    pub(super) fn brace(&mut self, since: usize) {
        let (before, word) = self.text.split_at_checked(since).unwrap_or_default();
        let is_word = word.len() <= LONGEST_WORD
            && word.starts_with(|c: char| c.is_ascii_alphabetic())
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte));
        if !is_word || !before.ends_with('/') || !is_in_path(before) {
            return;
        }
        let word = self.slice(since..self.text.len());
        let (start, end) = (word.span().range().start, self.end);
        self.text.truncate(since);
        let runs = self.runs.partition_point(|(at, _)| *at < since);
        self.runs.truncate(runs);
        self.push("{", start..start);
        self.append(&word);
        self.push("}", end..end);
    }

    /// It, or nothing when there is nothing but characters without a width in it.
    pub(crate) fn without_filler(self) -> Self {
        let is_empty = self.text.chars().all(|c| c.is_whitespace() || is_invisible(c));
        if is_empty { self.slice(0..0) } else { self }
    }

    /// The text without surrounding whitespace.
    pub(crate) fn trimmed(&self) -> Self {
        let start = self.text.len() - self.text.trim_start().len();
        self.slice(start..start + self.text.trim().len())
    }

    /// The same of a text that is not needed any more.
    pub(crate) fn into_trimmed(self) -> Self {
        if self.text.trim().len() == self.text.len() { self } else { self.trimmed() }
    }

    /// The last line that is not blank, without surrounding whitespace.
    pub(crate) fn last_line(&self) -> Option<Self> {
        let end = self.text.trim_end().len();
        let line = self.text.get(..end)?.rsplit('\n').next()?.trim_start();
        (end > 0).then(|| self.slice(end - line.len()..end))
    }

    /// The text without whitespace at its end and empty lines at its start; the indentation stays.
    pub(crate) fn trimmed_end(&self) -> Self {
        let end = self.text.trim_end().len();
        let blank = self.text.get(..end).unwrap_or_default();
        let blank = blank.len() - blank.trim_start().len();
        let start = self.text.get(..blank).unwrap_or_default().rfind('\n').map_or(0, |at| at + 1);
        self.slice(start..end.max(start))
    }

    /// Its lines, without their ends.
    pub(crate) fn lines(&self) -> Vec<Self> {
        let mut at = 0;
        let mut lines = Vec::new();
        for line in self.text.split_inclusive('\n') {
            let bare = line.trim_end_matches(['\n', '\r']);
            lines.push(self.slice(at..at + bare.len()));
            at += line.len();
        }
        lines
    }

    fn offset(&self, at: usize) -> usize {
        let next = self.runs.partition_point(|(start, _)| *start <= at);
        let run = next.checked_sub(1).and_then(|run| self.runs.get(run));
        let (start, page) = run.copied().unwrap_or((0, self.start));
        let end = self.runs.get(next).map_or(self.end, |(_, page)| *page);
        (page + (at - start)).min(end.max(page))
    }
}

/// Longer words are not names of variables.
const LONGEST_WORD: usize = 40;
/// So many bytes before a word are looked at for the path that it is in.
const LONGEST_PATH: usize = 400;

/// Whether a text ends in a path or a URL.
fn is_in_path(text: &str) -> bool {
    let from = text.len().saturating_sub(LONGEST_PATH);
    let near = (from..=text.len()).find_map(|at| text.get(at..)).unwrap_or_default();
    let last = near.rsplit(char::is_whitespace).next().unwrap_or_default();
    last.starts_with('/') || last.contains("://") || last.contains("}}/")
}

/// How characters without a width are treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hidden {
    /// They are dropped: prose.
    Drop,
    /// They are kept: code, and cells, where they are worth a finding.
    Keep,
}

impl Hidden {
    fn drops(self, c: char) -> bool {
        self == Self::Drop && is_invisible(c)
    }
}

/// The number of a footnote in the signs for it: `¹`. `None` for another text.
pub(super) fn raised(text: &str) -> Option<String> {
    let bare = text.trim().trim_matches(['[', ']', '(', ')']);
    let sign = |c: char| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(usize::try_from(c.to_digit(10)?).ok()?);
    let signs: Option<String> = bare.chars().map(sign).collect();
    signs.filter(|signs| !signs.is_empty())
}

/// Whether a character has no width and no meaning in prose.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::Text;
    use stubwright_spec::source::SourceMap;

    #[test]
    fn decoded_text_keeps_its_places() {
        let page = "a &lt;b&gt; c";
        let file = SourceMap::default().add("page", page);
        let mut text = Text::new(file);
        text.push("a ", 0..2);
        text.push("<", 2..6);
        text.push("b", 6..7);
        text.push(">", 7..11);
        text.push(" c", 11..13);
        assert_eq!(text.as_str(), "a <b> c");
        let place = |range| text.place(range).range();
        assert_eq!(
            [place(0..7), place(2..3), place(3..4), place(4..5), place(6..7)],
            [0..13, 2..6, 6..7, 7..11, 12..13]
        );
        let part = text.slice(3..7);
        assert_eq!((part.as_str(), part.span().range(), part.place(3..4).range()), ("b> c", 6..13, 12..13));
    }
}
