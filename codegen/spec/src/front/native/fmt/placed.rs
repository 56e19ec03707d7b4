//! Where the comments around a value go: they stay in their order, and with the value.

use crate::front::native::print::{Comments, Entry, Value};

/// The comments around a value, in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Around {
    /// On the line of the key.
    pub(super) key: Option<String>,
    /// Between the key and the value.
    pub(super) between: Vec<String>,
    /// On the line of the opening bracket, or of the sign for a block.
    pub(super) open: Option<String>,
    /// On the line where the value ends.
    pub(super) end: Option<String>,
}

impl Around {
    /// Puts them where the canonical form has them.
    pub(super) fn place(self, entry: &mut Entry) {
        match entry.value.entries_mut() {
            Some(entries) if entries.first().is_some_and(can_follow) => self.place_inside(entry),
            _ => self.place_outside(entry),
        }
    }

    /// Around something that stays as it is: all but the last one are above it.
    fn place_outside(self, entry: &mut Entry) {
        let Self { key, mut between, open, end } = self;
        let (key_above, key_after) = if between.is_empty() { (None, key) } else { (key, None) };
        between.splice(0..0, key_above);
        let mut behind: Vec<String> = key_after.into_iter().chain(open).chain(end).collect();
        // One line has one comment.
        entry.comments.after = behind.pop();
        entry.comments.above.extend(between);
        entry.comments.above.extend(behind);
    }

    /// Around something with entries, each of which can be on a line of its own: those after the first line are inside.
    fn place_inside(self, entry: &mut Entry) {
        let Self { key, mut between, open, end } = self;
        let (after, first) = if key.is_none() && between.is_empty() { (open, None) } else { (key, open) };
        between.extend(first);
        let is_alone = after.is_none() && between.is_empty() && !entry.value.has_comments();
        let (after, last) = if is_alone { (end, None) } else { (after, end) };
        entry.comments.after = after;
        let Some(entries) = entry.value.entries_mut() else { return };
        if let Some(first) = entries.first_mut() {
            first.comments.above.splice(0..0, between);
        }
        entries.extend(last.map(|last| {
            let comments = Comments { above: vec![last], after: None };
            Entry { comments, ..Entry::item(Value::Nothing) }
        }));
    }
}

/// Whether a comment can be above an entry: `{T}`, which has a key and no sign for a value, stays in its brackets.
fn can_follow(entry: &Entry) -> bool {
    entry.key.is_empty() || !matches!(entry.value, Value::Nothing)
}
