//! Source files, byte spans in them, and the lines and columns people read.

mod builder;
mod conflict;
mod encoding;
pub mod json;
mod limit;
mod load;
pub mod node;
pub(crate) mod wide;
pub mod yaml;

pub use conflict::{conflict, is_conflict_mark};
pub use encoding::not_utf8;
pub use limit::MAX_BYTES;
pub use load::load;

/// The prefix of the names of files from a version history: `git:HEAD:spec/shop.yaml`.
pub const IN_HISTORY: &str = "git:";

/// The ID of a file in a [`SourceMap`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A range of bytes in one file: `start..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The place of something that is not in a file; it is never shown.
    pub const NONE: Self = Self { file: FileId(u32::MAX), start: 0, end: 0 };

    /// The span `start..end` of `file`; an offset past 4 GiB is clamped (such files are refused earlier).
    #[must_use]
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let clamp = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { file, start: clamp(start), end: clamp(end.max(start)) }
    }

    /// The empty span at the start of this one.
    #[must_use]
    pub fn at_start(self) -> Self {
        Self { end: self.start, ..self }
    }

    /// The smallest span that holds both; `other` must lie in the same file.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end), ..self }
    }

    /// The bytes as a `Range`.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A span that takes no part in comparisons: any two are equal, so that derived equality is about meaning alone.
#[derive(Debug, Clone, Copy)]
pub struct SourceSpan(pub Span);

impl PartialEq for SourceSpan {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for SourceSpan {}

impl From<Span> for SourceSpan {
    fn from(span: Span) -> Self {
        Self(span)
    }
}

impl From<SourceSpan> for Span {
    fn from(span: SourceSpan) -> Self {
        span.0
    }
}

impl std::ops::Deref for SourceSpan {
    type Target = Span;

    fn deref(&self) -> &Span {
        &self.0
    }
}

/// A value and where it is written. Two are equal when their values are, wherever they are written.
#[derive(Debug, Clone)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// The place of the value.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value`, written at `span`.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// Replaces the value and keeps the place.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: f(self.value), span: self.span }
    }
}

impl Spanned<String> {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.value
    }
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Spanned<T> {}

impl<T> std::ops::Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl PartialEq<str> for Spanned<String> {
    fn eq(&self, other: &str) -> bool {
        self.value == other
    }
}

impl PartialEq<&str> for Spanned<String> {
    fn eq(&self, other: &&str) -> bool {
        self.value == *other
    }
}

impl PartialEq<String> for Spanned<String> {
    fn eq(&self, other: &String) -> bool {
        self.value == *other
    }
}

impl<T: std::fmt::Display> std::fmt::Display for Spanned<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.value.fmt(f)
    }
}

/// One file: its name as shown to people, and its text.
#[derive(Debug, Clone)]
pub struct SourceFile {
    name: String,
    text: String,
    lines: Vec<u32>,
}

/// A place as people count it: both numbers start at 1; columns count characters, not bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineColumn {
    /// 1 for the first line.
    pub line: usize,
    /// 1 for the first character of the line.
    pub column: usize,
}

impl SourceFile {
    fn new(name: String, text: String) -> Self {
        let bytes = text.as_bytes();
        let mut lines = vec![0];
        for (at, byte) in bytes.iter().enumerate() {
            let ends_line = *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
            if ends_line {
                lines.push(u32::try_from(at + 1).unwrap_or(u32::MAX));
            }
        }
        Self { name, text, lines }
    }

    /// The name shown in diagnostics: a path relative to the current directory, with `/`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it is a version out of a history, which nobody finds under its name.
    #[must_use]
    pub fn is_in_history(&self) -> bool {
        self.name.starts_with(IN_HISTORY)
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of a line, its line break excluded; lines count from 1, and there is none outside the file.
    #[must_use]
    pub fn line(&self, line: usize) -> Option<std::ops::Range<usize>> {
        let start = *self.lines.get(line.checked_sub(1)?)? as usize;
        let end = self.lines.get(line).map_or(self.text.len(), |next| *next as usize);
        let text = self.text.get(start..end)?;
        let text = text.strip_suffix('\n').unwrap_or(text);
        Some(start..start + text.strip_suffix('\r').unwrap_or(text).len())
    }

    /// The line of a byte, from 1 on.
    #[must_use]
    pub fn line_at(&self, offset: u32) -> usize {
        self.lines.partition_point(|start| *start <= offset).max(1)
    }

    /// The line and column of a byte offset; an offset past the end gives the end. A byte order mark at the start of
    /// the file is not counted: editors do not count it either.
    #[must_use]
    pub fn line_column(&self, offset: u32) -> LineColumn {
        let mut offset = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line_at(u32::try_from(offset).unwrap_or(u32::MAX));
        let start = self.lines.get(line - 1).map_or(0, |start| *start as usize);
        let before = &self.text[start..offset];
        let before = if start == 0 { before.strip_prefix('\u{feff}').unwrap_or(before) } else { before };
        LineColumn { line, column: before.chars().count() + 1 }
    }
}

/// Every file of one run.
#[derive(Debug, Clone, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

impl SourceMap {
    /// Adds a file and returns its id.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(SourceFile::new(name.into(), text.into()));
        id
    }

    /// Adds the files of another map. The function that is returned turns its spans into spans of this map.
    pub fn append(&mut self, other: &Self) -> impl Fn(Span) -> Span + use<> {
        let first = u32::try_from(self.files.len()).unwrap_or(u32::MAX);
        self.files.extend(other.files.iter().cloned());
        move |span| match span.file {
            FileId(u32::MAX) => span,
            FileId(file) => Span { file: FileId(file.saturating_add(first)), ..span },
        }
    }

    /// The file of an id this map gave out; `None` for an id of another map.
    #[must_use]
    pub fn get(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.0 as usize)
    }

    /// The text of a span; empty for a span of another map.
    #[must_use]
    pub fn text(&self, span: Span) -> &str {
        self.get(span.file).and_then(|file| file.text.get(span.range())).unwrap_or_default()
    }

    /// The files in the order they were added.
    #[must_use]
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// The IDs of the files, in the same order.
    pub fn ids(&self) -> impl Iterator<Item = FileId> + use<> {
        (0..u32::try_from(self.files.len()).unwrap_or(u32::MAX)).map(FileId)
    }

    /// `name:line:column` of the start of a span.
    #[must_use]
    pub fn place(&self, span: Span) -> String {
        match self.get(span.file) {
            Some(file) => {
                let LineColumn { line, column } = file.line_column(span.start);
                format!("{}:{line}:{column}", file.name)
            }
            None => String::from("<unknown>"),
        }
    }
}
