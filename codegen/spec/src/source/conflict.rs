//! The marks that Git leaves in a file that it could not merge.

use super::{FileId, SourceMap, Span};
use crate::diag::{Code, Diagnostic};

/// The marks of a conflict, in order; the second one is written only with `merge.conflictStyle=diff3` and the like.
const MARKS: [&str; 4] = ["<<<<<<< ", "||||||| ", "=======", ">>>>>>> "];

/// Whether a line is one of the marks.
#[must_use]
pub fn is_conflict_mark(line: &str) -> bool {
    MARKS.iter().any(|mark| line.starts_with(mark.trim_end()))
}

/// The first conflict of a file. Its marks are at the start of lines, where a document cannot have them in a text.
#[must_use]
pub fn conflict(map: &SourceMap, file: FileId) -> Option<Diagnostic> {
    let text = map.get(file)?.text();
    if !text.contains(MARKS[0]) {
        return None;
    }
    let [ours, _, middle, theirs] = MARKS;
    let (mut first, mut count) = (None, 0_usize);
    let (mut start, mut begun, mut is_divided) = (0, None, false);
    for line in text.split_inclusive('\n') {
        let span = Span::new(file, start, start + line.trim_end().len());
        start += line.len();
        if line.starts_with(ours) {
            (begun, is_divided) = (Some(span), false);
        } else if line.trim_end() == middle {
            is_divided = begun.is_some();
        } else if let Some(from) = begun.filter(|_| is_divided && line.starts_with(theirs)) {
            first = first.or(Some((from, span)));
            count += 1;
            (begun, is_divided) = (None, false);
        }
    }
    let (from, to) = first?;
    let found = Diagnostic::new(Code::MergeConflict, from, "a merge conflict")
        .and(to, "its end")
        .help("keep what belongs together from both branches, and remove the marks of Git");
    Some(match count {
        1 => found,
        more => found.note(format!("the file has {more} conflicts")),
    })
}
