//! The marks of guesses, `# ? by its name`, and the entries that they are about.

use crate::source::node::{Cursor, Document, Scalar, Shape};
use crate::source::{SourceFile, Span};

/// A comment that marks a guess.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    /// The comment.
    pub span: Span,
    /// The reason that it gives.
    pub reason: String,
    /// The keys that lead to the first entry of the line, from the top of the file.
    pub path: Vec<String>,
    /// The keys of the line below that entry: those of a map in braces.
    pub below: Vec<String>,
}

/// The marks in a document, which was read from `file`. One on a line without an entry, such as that of the heading, is about
/// nothing.
pub(crate) fn read(document: &Document, file: &SourceFile) -> Vec<Guess> {
    let Some(root) = document.root() else { return Vec::new() };
    let marks = document.comments().iter().filter_map(|comment| {
        let reason = comment.text.trim().strip_prefix('?')?;
        Some((comment.span, reason.trim().to_owned()))
    });
    marks.filter_map(|(span, reason)| guess(root, file, span, reason)).collect()
}

fn guess(root: Cursor<'_>, file: &SourceFile, span: Span, reason: String) -> Option<Guess> {
    let line = file.line_column(span.start).line;
    let bytes = file.line(line)?;
    let is_on_line = |key: Scalar<'_>| bytes.contains(&(key.span.start as usize));
    let mut path = Vec::new();
    let mut at = root;
    // The entry that begins last before the end of the line, and so on inside of it, up to the first on the line itself.
    let value = loop {
        if at.scalar().is_some() {
            return None;
        }
        if at.is_mapping() {
            let mut begun = at.entries_before(span.start).rev();
            let (key, value) = begun.next()?;
            let first = begun.take_while(|(key, _)| is_on_line(*key)).last().filter(|_| is_on_line(key));
            let (key, value) = first.unwrap_or((key, value));
            path.push(key.text.to_owned());
            if is_on_line(key) {
                break value;
            }
            at = value;
        } else {
            at = at.item_before(span.start)?;
            if bytes.contains(&(at.span().start as usize)) {
                break at;
            }
        }
    };
    let mut below = Vec::new();
    if value.span().end <= span.start {
        keys(value, &mut below);
    }
    Some(Guess { span, reason, path, below })
}

/// The keys of a map in braces, and of those in a list of such maps.
fn keys(value: Cursor<'_>, found: &mut Vec<String>) {
    match value.shape() {
        Shape::Mapping(entries) => found.extend(entries.iter().map(|(key, _)| key.text.to_owned())),
        Shape::Sequence(items) => items.into_iter().for_each(|item| keys(item, found)),
        Shape::Scalar(_) => {}
    }
}
