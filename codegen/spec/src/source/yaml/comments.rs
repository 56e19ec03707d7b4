//! Collects comments from the text between scalars.
//!
//! The YAML library can report comments too, but refuses a file with more than 96 of them in a row. Outside scalars
//! a `#` after a space cannot be anything else.

use std::ops::Range;

use crate::source::node::Comment;
use crate::source::{FileId, Span};

pub(super) struct Comments<'t> {
    text: &'t str,
    file: FileId,
    /// Everything before this byte has been searched.
    from: usize,
    found: Vec<Comment>,
}

impl<'t> Comments<'t> {
    pub(super) fn new(text: &'t str, file: FileId) -> Self {
        let from = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Self { text, file, from, found: Vec::new() }
    }

    /// Says that a scalar occupies `scalar`: the gap before it is searched, the scalar itself is not.
    pub(super) fn skip(&mut self, scalar: &Range<usize>) {
        self.search(scalar.start);
        self.from = self.from.max(scalar.end);
    }

    /// Searches the rest up to `end` and hands over what was found.
    pub(super) fn finish(mut self, end: usize) -> Vec<Comment> {
        self.search(end);
        self.found
    }

    fn search(&mut self, end: usize) {
        while let Some(at) = self.text.get(self.from..end).and_then(|gap| gap.find('#')) {
            let start = self.from + at;
            let before = self.text.as_bytes().get(start.wrapping_sub(1));
            let starts_one = start == 0
                || matches!(before, Some(b' ' | b'\t' | b'\n' | b'\r'))
                || self.text[..start].ends_with('\u{feff}');
            if !starts_one {
                self.from = start + 1;
                continue;
            }
            let rest = &self.text[start..];
            let line = rest.find(['\n', '\r']).map_or(rest, |end| &rest[..end]);
            let text = line[1..].strip_prefix(' ').unwrap_or(&line[1..]).trim_end();
            let span = Span::new(self.file, start, start + line.len());
            self.found.push(Comment { span, text: text.into() });
            self.from = start + line.len();
        }
        self.from = self.from.max(end);
    }
}
