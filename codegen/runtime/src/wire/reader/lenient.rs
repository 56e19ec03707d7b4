//! Notations that servers use for values that are empty or absent.
//!
//! PHP writes an empty map or struct as `[]`, and some of its libraries an empty list as `{}`; Go writes an empty list or map as
//! `null`; forms and databases write `""` for a number or an object that is not there. Nothing is lost where these are read as
//! what they mean. All of it is away from the usual path: it is only asked for where a value does not fit.

use super::{Bracket, Done, Failed, Mark, Reader, Strictness};
use crate::wire::table::kinds;

impl Reader<'_> {
    /// Whether a value may come in another form than its own.
    pub(crate) fn is_lenient(&self) -> bool {
        self.strictness == Strictness::Lenient
    }

    /// Whether the value at a place is a list or an object.
    pub(crate) fn is_compound(&self, mark: Mark) -> bool {
        matches!(self.text.as_bytes().get(mark.at), Some(b'[' | b'{'))
    }

    /// Whether an empty string is next, where it may be read as no value.
    pub(crate) fn is_at_none(&mut self) -> bool {
        self.is_lenient() && self.peek() == Some(b'"') && self.is_at_empty()
    }

    /// Whether the value at a place is `null`.
    pub(crate) fn is_null(&self, mark: Mark) -> bool {
        self.text.as_bytes().get(mark.at) == Some(&b'n')
    }

    /// Opens a list or a map; `false` if it is written as `null` or with the brackets of the other one, with nothing in it.
    #[inline]
    pub(crate) fn open_unless_empty(&mut self, bracket: Bracket) -> Result<bool, Failed> {
        if self.peek() == Some(bracket.open()) {
            return self.open(bracket).map(|()| true);
        }
        self.empty_instead(bracket).map(|()| false)
    }

    #[cold]
    fn empty_instead(&mut self, bracket: Bracket) -> Done {
        if self.is_lenient() && self.null()? || self.skip_empty(bracket.other()) {
            return Ok(());
        }
        Err(self.mismatch(bracket.expected()))
    }

    /// Takes `[]` for a record that could not be opened, if none of its fields has to be there.
    ///
    /// # Errors
    /// If it is something else.
    #[cold]
    pub(crate) fn read_as_empty(&mut self, kinds: &[u8]) -> Done {
        let is_noted = self.fault.as_ref().is_some_and(|fault| fault.is_absence);
        let may_be_empty =
            kinds.iter().all(|kind| !matches!(kind & kinds::PRESENCE, kinds::required | kinds::inline));
        if self.is_lenient() && is_noted && may_be_empty {
            // The error has been placed after the brackets.
            drop(self.take_fault());
            return Ok(());
        }
        Err(Failed)
    }

    /// Takes an empty list or object, where that is lenient.
    fn skip_empty(&mut self, bracket: Bracket) -> bool {
        let is_next = self.is_lenient() && self.peek() == Some(bracket.open()) && self.is_at_empty();
        if is_next {
            self.at += 1;
            self.peek();
            self.at += 1;
        }
        is_next
    }

    /// The error of a list or an object that is something else.
    #[cold]
    pub(super) fn not_opened(&mut self, bracket: Bracket) -> Failed {
        let is_absence = bracket == Bracket::Object && self.byte() == Some(b'[') && self.is_at_empty();
        let _ = self.mismatch(bracket.expected());
        if is_absence { self.note_absence() } else { Failed }
    }

    /// Returns to the start of a text that was just read.
    pub(crate) fn return_to(&mut self, start: usize) {
        self.at = start;
    }

    /// Notes that servers write what was refused for a value that is absent.
    #[cold]
    pub(crate) fn note_absence(&mut self) -> Failed {
        if let Some(fault) = &mut self.fault {
            fault.is_absence = true;
        }
        Failed
    }

    /// Takes the value at `start`, which did not fit, for one that is absent, if it is what servers write for that: `""`, and
    /// what was [noted](Self::note_absence).
    ///
    /// # Errors
    /// If it is not.
    #[cold]
    pub(crate) fn forgive(&mut self, start: usize) -> Done {
        let is_noted = self.fault.as_ref().is_some_and(|fault| fault.is_absence);
        let mut value = Reader::starting_at(self.text, start);
        let is_absence = match value.peek() {
            Some(b'"') => is_noted || value.is_at_empty(),
            Some(b'[') => is_noted && value.is_at_empty(),
            _ => false,
        };
        if !is_absence || !self.is_lenient() {
            return Err(Failed);
        }
        drop(self.take_fault());
        self.return_to(start);
        self.skip()
    }
}
