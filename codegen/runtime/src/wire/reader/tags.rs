//! The tags of the unions around a value, which none of its types has for a field, and how well the types fit.

use super::Reader;
use crate::wire::fit::Fit;

impl Reader<'_> {
    /// Says that the object that follows has a tag, which is not one of the rest, in addition to those from before.
    pub(crate) fn push_tag(&mut self, key: &'static str) {
        self.tags.push(key);
        self.tags_here = self.tags_here.saturating_add(1);
    }

    /// The object of the tag has been read.
    pub(crate) fn pop_tag(&mut self) {
        self.tags.pop();
    }

    /// Changes how many tags are in the object that follows; gives how many were.
    #[inline]
    pub(crate) fn set_tags_here(&mut self, count: u8) -> u8 {
        std::mem::replace(&mut self.tags_here, count)
    }

    /// How many tags are in the object that follows, none after that, and how many there are.
    pub(crate) fn take_tags(&mut self) -> (u8, usize) {
        (self.set_tags_here(0), self.tags.len())
    }

    /// Brings back what was taken.
    pub(crate) fn put_tags(&mut self, (here, all): (u8, usize)) {
        self.tags.truncate(all);
        self.tags_here = here;
    }

    /// Whether a key is one of this many tags, from the last one on.
    pub(crate) fn is_tag(&self, key: &str, count: u8) -> bool {
        self.tags.iter().rev().take(count.into()).any(|tag| *tag == key)
    }

    /// How well the types fit so far. All but unknown values are counted in attempts alone.
    #[inline]
    pub(crate) fn fit(&mut self) -> &mut Fit {
        &mut self.fit
    }
}
