//! Failing with a reason and its place; the first error counts.

use super::{Bracket, Explained, Failed, Fault, LEVELS, Reader};
use crate::wire::found::Found;
use crate::wire::path::{Path, Segment};

impl<'a> Reader<'a> {
    /// Fails just after what was read last. The first error counts.
    #[cold]
    pub fn fail(&mut self, what: impl Into<String>) -> Failed {
        self.fail_at(self.at, what.into(), true)
    }

    /// Fails at the next byte.
    #[cold]
    pub(super) fn refuse_next(&mut self, what: &str) -> Failed {
        self.fail_at(self.text.len().min(self.at + 1), what.to_owned(), true)
    }

    #[cold]
    pub(super) fn too_deep(&mut self) -> Failed {
        self.fail_at(self.text.len().min(self.at + 1), format!("nested deeper than {LEVELS} levels"), false)
    }

    fn fail_at(&mut self, at: usize, what: String, is_placed: bool) -> Failed {
        self.fault.get_or_insert_with(|| {
            Box::new(Fault { what, at, path: Path::default(), is_placed, is_absence: false })
        });
        Failed
    }

    /// `expected an integer, found null`, for the next value, which is taken if it is a scalar.
    #[cold]
    pub fn mismatch(&mut self, expected: &str) -> Failed {
        let start = self.at;
        let text;
        let found = match self.peek() {
            Some(b'[') => self.opened(Bracket::List),
            Some(b'{') => self.opened(Bracket::Object),
            Some(b'"') => match self.string() {
                Ok(content) => {
                    text = content;
                    Found::Text(&text)
                }
                Err(failed) => return failed,
            },
            Some(b'n' | b't' | b'f' | b'-' | b'0'..=b'9') => match self.skip() {
                Ok(()) => Found::Word(self.since(start).trim_start()),
                Err(failed) => return failed,
            },
            _ => return self.no_value(),
        };
        self.fail(format!("expected {expected}, found {found}"))
    }

    /// The place of an error about a list or an object is after its opening bracket, or after both if it is empty.
    fn opened(&mut self, bracket: Bracket) -> Found<'static> {
        self.at += 1;
        if self.peek() == Some(bracket.close()) {
            self.at += 1;
        }
        if bracket == Bracket::List { Found::List } else { Found::Object }
    }

    /// Neither a value nor the beginning of one.
    #[cold]
    pub(super) fn no_value(&mut self) -> Failed {
        let at_end = self.byte().is_none();
        self.refuse_next(if at_end { "EOF while parsing a value" } else { "expected value" })
    }

    /// An error leaves a member of an object.
    #[cold]
    pub(crate) fn under_key(&mut self, key: &str) -> Failed {
        self.under(Segment::Key(key.into()))
    }

    /// An error leaves an element of a list.
    #[cold]
    pub(crate) fn under_index(&mut self, index: usize) -> Failed {
        self.under(Segment::Index(index))
    }

    pub(crate) fn under(&mut self, segment: Segment) -> Failed {
        if let Some(fault) = self.fault.as_mut().filter(|fault| fault.is_placed) {
            fault.path.enter(segment);
        }
        Failed
    }

    /// An error leaves a secret: its text and its path can both repeat the value, whatever the type, so both go.
    #[cold]
    pub(crate) fn conceal(&mut self, what: &str) -> Failed {
        if let Some(fault) = &mut self.fault {
            what.clone_into(&mut fault.what);
            fault.path.clear();
            fault.is_placed = true;
        }
        Failed
    }

    /// Takes the error, so that reading can go on from another place.
    pub(crate) fn take_fault(&mut self) -> Option<Box<Fault>> {
        self.fault.take()
    }

    /// Fails with an error that was taken.
    pub(crate) fn put_fault(&mut self, fault: Box<Fault>) -> Failed {
        self.fault.get_or_insert(fault);
        Failed
    }

    /// The error message; there is one after each [`Failed`].
    pub(crate) fn explain(&self) -> Explained {
        let Some(fault) = &self.fault else {
            return Explained { text: "reading failed".to_owned(), line: 1, column: 0 };
        };
        let before = self.text.as_bytes().get(..fault.at).unwrap_or(self.text.as_bytes());
        let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
        Explained {
            text: format!("{}{}", fault.path, fault.what),
            line: 1 + before.iter().filter(|byte| **byte == b'\n').count(),
            column: before.len() - start,
        }
    }
}
