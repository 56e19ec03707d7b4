//! Lines of YAML with comments, which say why a line is so and where in a document it comes from.

use super::notes::Note;
use super::scalar;
use crate::hidden::is_hidden;
use crate::source::{SourceMap, Span};

/// Writes lines.
#[derive(Debug)]
pub struct Writer<'a> {
    text: String,
    guesses: usize,
    sources: &'a SourceMap,
    /// Whether places name their file: there are several.
    names_files: bool,
    /// Whether the next line is the first one of an item of a list.
    begins_item: bool,
}

/// The maximum length of a reason in a comment, in characters.
const LONGEST: usize = 160;

impl<'a> Writer<'a> {
    /// Nothing yet. Notes have their places in `sources`; `pages` are the names of the documents that they cite.
    #[must_use]
    pub fn new(sources: &'a SourceMap, pages: &[String]) -> Self {
        Self { text: String::new(), guesses: 0, sources, names_files: pages.len() > 1, begins_item: false }
    }

    /// The text, and how many of its lines are marked as a guess.
    #[must_use]
    pub fn finish(self) -> (String, usize) {
        (self.text, self.guesses)
    }

    /// A line with at most one comment: the author's, or else the notes.
    pub fn line<'n, N>(&mut self, indent: usize, text: &str, notes: N, comment: Option<&str>)
    where
        N: IntoIterator<Item = &'n Note, IntoIter: Clone>,
    {
        let is_item = std::mem::take(&mut self.begins_item);
        let indent = if is_item { indent.saturating_sub(2) } else { indent };
        self.text.extend(std::iter::repeat_n(' ', indent));
        self.text.push_str(if is_item { "- " } else { "" });
        self.text.push_str(text);
        let start = self.text.len();
        match comment {
            Some(comment) => self.text.push_str(comment),
            None => self.comment(notes.into_iter()),
        }
        if !text.is_empty() && self.text.len() > start {
            self.text.insert(start, ' ');
        }
        self.text.push('\n');
    }

    /// The next line begins an item of a list, and is one indentation further in than the item.
    pub(super) fn item(&mut self) {
        self.begins_item = true;
    }

    /// An empty line, except at the top.
    pub(super) fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// `# ? by its name, page:12`: `; ` separates several reasons, and a place alone belongs to the reason before it.
    fn comment<'n>(&mut self, notes: impl Iterator<Item = &'n Note> + Clone) {
        let mut parts: Vec<String> = Vec::new();
        let mut places: Vec<String> = Vec::new();
        // A place alone comes after the reasons.
        let reasons = notes.clone().filter(|note| !note.text.is_empty());
        for note in reasons.chain(notes.clone().filter(|note| note.text.is_empty())) {
            let place = note.span.and_then(|span| self.place(span)).filter(|place| !places.contains(place));
            let text = bounded(&note.text);
            match (text.is_empty(), &place) {
                (true, None) => {}
                (true, Some(place)) => match parts.last_mut() {
                    Some(last) if places.is_empty() => {
                        last.push_str(", ");
                        last.push_str(place);
                    }
                    _ => parts.push(place.clone()),
                },
                (false, None) if parts.contains(&text) => {}
                (false, None) => parts.push(text),
                (false, Some(place)) => parts.push(format!("{text}, {place}")),
            }
            places.extend(place);
        }
        let is_guess = notes.clone().any(|note| note.is_guess);
        self.guesses += usize::from(is_guess);
        if is_guess || !parts.is_empty() {
            self.text.push_str(if is_guess { "# ?" } else { "#" });
        }
        for (at, part) in parts.iter().enumerate() {
            self.text.push_str(if at > 0 { "; " } else { " " });
            self.text.push_str(part);
        }
    }

    /// `page:12`, or with several pages `a.md:12`.
    fn place(&self, span: Span) -> Option<String> {
        let file = self.sources.get(span.file)?;
        let line = file.line_at(span.start);
        Some(match self.names_files {
            true => format!("{}:{line}", bounded(last_component(file.name()))),
            false => format!("page:{line}"),
        })
    }
}

/// The name of a file without its folders.
#[must_use]
pub fn last_component(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// A text on one line, without invisible characters.
#[must_use]
pub fn one_line(text: &str) -> String {
    let is_odd = |c: char| scalar::is_unprintable(c) || is_hidden(c);
    let is_blank = |c: char| c.is_whitespace() || c.is_control();
    let is_word = |word: &str| !word.is_empty() && !word.contains(is_blank);
    if text.is_ascii() && text.split(' ').all(is_word) {
        return text.to_owned();
    }
    let words: Vec<&str> = text.split(is_blank).filter(|word| !word.is_empty()).collect();
    let line = words.join(" ");
    // Without control characters ASCII has none of them.
    if line.is_ascii() { line } else { line.replace(is_odd, "\u{FFFD}") }
}

/// The same, and not longer than a comment should be.
#[must_use]
pub fn bounded(text: &str) -> String {
    let line = one_line(text);
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default().trim_end()),
        None => line,
    }
}
