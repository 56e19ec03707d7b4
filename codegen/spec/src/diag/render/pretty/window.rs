//! The few lines of a file that a finding shows, safe to print and of bounded length.

use std::ops::{Range, RangeInclusive};

use super::super::terminal::spelled;
use crate::hidden::is_unsafe;
use crate::source::{SourceFile, Span};

/// Lines longer than this many bytes are shown around their marks only.
const WIDE: usize = 1000;

/// The number of bytes before and after a mark that are kept of a long line.
const AROUND: usize = 100;

/// Lines cut out of a file, and where its bytes went.
pub(super) struct Window {
    /// The lines, ready to print.
    pub(super) text: String,
    /// (byte in the file, byte in the text), ascending; between two of them both advance alike.
    moved: Vec<(usize, usize)>,
}

impl Window {
    pub(super) fn new(file: &SourceFile, lines: RangeInclusive<usize>, marks: &[Span]) -> Self {
        let mut this = Self { text: String::new(), moved: Vec::new() };
        let last = *lines.end();
        for number in lines {
            let Some(line) = file.line(number) else { break };
            let text = file.text().get(line.clone()).unwrap_or_default();
            if line.len() > WIDE {
                this.long_line(text, line.start, marks);
            } else {
                this.push(text, line.start);
            }
            if number != last {
                this.moved.push((line.end, this.text.len()));
                this.text.push('\n');
            }
        }
        this
    }

    /// The place of a span of the file in the text.
    pub(super) fn range(&self, span: Span) -> Range<usize> {
        let start = self.offset(span.start as usize);
        start..self.offset(span.end as usize).max(start)
    }

    fn offset(&self, at: usize) -> usize {
        let next = self.moved.partition_point(|(from, _)| *from <= at);
        let (from, to) =
            next.checked_sub(1).and_then(|last| self.moved.get(last)).copied().unwrap_or((at, 0));
        let limit = self.moved.get(next).map_or(self.text.len(), |(_, to)| *to);
        let mut to = (to + (at - from)).min(limit);
        while !self.text.is_char_boundary(to) {
            to -= 1;
        }
        to
    }

    fn push(&mut self, text: &str, start: usize) {
        self.moved.push((start, self.text.len()));
        for (at, c) in text.char_indices() {
            if c == '\t' || !is_unsafe(c) {
                self.text.push(c);
            } else {
                self.text.push_str(&spelled(c));
                self.moved.push((start + at + c.len_utf8(), self.text.len()));
            }
        }
    }

    fn long_line(&mut self, text: &str, start: usize, marks: &[Span]) {
        let ends = marks.iter().flat_map(|mark| [mark.start as usize, mark.end as usize]);
        let mut kept: Vec<Range<usize>> = ends
            .filter_map(|at| at.checked_sub(start).filter(|at| *at <= text.len()))
            .map(|at| boundary(text, at.saturating_sub(AROUND))..boundary(text, at + AROUND))
            .collect();
        kept.sort_by_key(|range| range.start);
        let mut shown = 0;
        for range in kept {
            let from = range.start.max(shown);
            if from >= range.end {
                continue;
            }
            if from > shown {
                self.moved.push((start + shown, self.text.len()));
                self.text.push_str("...");
            }
            self.push(&text[from..range.end], start + from);
            shown = range.end;
        }
        if shown < text.len() {
            self.moved.push((start + shown, self.text.len()));
            self.text.push_str("...");
        }
    }
}

fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
