//! Which comments belong to which entry.

use crate::source::node::Comment;

/// The comments of a file, taken from first to last.
pub(super) struct Taken<'a> {
    text: &'a str,
    comments: &'a [Comment],
    /// The end of what was taken last, comment or not.
    end: usize,
}

/// Comments above something.
#[derive(Debug, Default)]
pub(super) struct Above {
    /// The comments; an empty text is an empty line.
    pub(super) lines: Vec<String>,
    /// Whether there is an empty line above all of it.
    pub(super) is_apart: bool,
}

impl<'a> Taken<'a> {
    pub(super) fn new(text: &'a str, comments: &'a [Comment]) -> Self {
        Self { text, comments, end: 0 }
    }

    /// Goes on after something that is not a comment; those inside of it are part of it.
    pub(super) fn skip(&mut self, end: usize) {
        self.end = self.end.max(end);
        while let [first, rest @ ..] = self.comments {
            if first.span.start as usize >= self.end {
                break;
            }
            self.comments = rest;
        }
    }

    /// Where the next comment begins.
    fn next(&self) -> Option<usize> {
        self.comments.first().map(|comment| comment.span.start as usize)
    }

    fn take(&mut self) -> Option<String> {
        let (first, rest) = self.comments.split_first()?;
        self.comments = rest;
        self.end = first.span.end as usize;
        self.text.get(first.span.range()).map(|comment| comment.trim_end().to_owned())
    }

    /// Keeps whether there is an empty line above what begins at `start`.
    fn gap(&self, start: usize, above: &mut Above) {
        match (above.lines.is_empty(), self.has_gap(start)) {
            (true, has_gap) => above.is_apart = has_gap,
            (false, true) => above.lines.push(String::new()),
            (false, false) => {}
        }
    }

    /// Whether there is an empty line between what was taken last and `start`.
    fn has_gap(&self, start: usize) -> bool {
        let between = self.text.get(self.end..start).unwrap_or_default();
        // Nothing is above the beginning of the file.
        self.end > 0 && between.bytes().filter(|byte| *byte == b'\n').count() > 1
    }

    /// The comments before `start`.
    pub(super) fn above(&mut self, start: usize) -> Above {
        let mut above = Above::default();
        while let Some(at) = self.next().filter(|at| *at < start) {
            self.gap(at, &mut above);
            above.lines.extend(self.take());
        }
        self.gap(start, &mut above);
        above
    }

    /// The comment on the line that ends at `end`, if it is before `limit`.
    pub(super) fn after(&mut self, end: usize, limit: usize) -> Option<String> {
        let at = self.next()?;
        let between = self.text.get(end..at)?;
        if at >= limit || between.contains('\n') {
            return None;
        }
        self.take()
    }

    /// Comments on lines of their own at the end of something whose entries are `column` characters in, before `limit`.
    pub(super) fn dangling(&mut self, column: usize, limit: usize) -> Above {
        let mut above = Above::default();
        while let Some(at) = self.next().filter(|at| *at < limit && self.column(*at) >= column) {
            self.gap(at, &mut above);
            above.lines.extend(self.take());
        }
        above
    }

    /// The number of characters before something on its line.
    pub(super) fn column(&self, at: usize) -> usize {
        let line = self.text.get(..at).and_then(|text| text.rsplit('\n').next()).unwrap_or_default();
        line.chars().count()
    }
}
