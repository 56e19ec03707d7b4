//! Places of lists in a payload.

use crate::wire::Patch;

/// A place where a list may be: the list, or something around it that may be absent.
pub trait ListPlace {
    /// An element of the list.
    type Item;

    /// Takes the elements and leaves an empty list.
    fn take(&mut self) -> Vec<Self::Item>;
}

impl<T> ListPlace for Vec<T> {
    type Item = T;

    fn take(&mut self) -> Vec<T> {
        std::mem::take(self)
    }
}

impl<P: ListPlace + ?Sized> ListPlace for &mut P {
    type Item = P::Item;

    fn take(&mut self) -> Vec<P::Item> {
        (**self).take()
    }
}

impl<P: ListPlace> ListPlace for Option<P> {
    type Item = P::Item;

    fn take(&mut self) -> Vec<P::Item> {
        self.as_mut().map(P::take).unwrap_or_default()
    }
}

impl<P: ListPlace> ListPlace for Patch<P> {
    type Item = P::Item;

    fn take(&mut self) -> Vec<P::Item> {
        match self {
            Patch::Value(place) => place.take(),
            Patch::Absent | Patch::Null => Vec::new(),
        }
    }
}

/// Takes the elements of a list in a payload. An absent list has none.
pub fn take_items<P: ListPlace>(mut place: P) -> Vec<P::Item> {
    place.take()
}
