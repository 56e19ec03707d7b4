//! A box whose contents are dropped by code of this crate.

use std::ops::{Deref, DerefMut};

use crate::platform::{MaybeSend, MaybeSync};

/// A box with a table of functions. Whoever holds one drops it through the table, so that the code that drops the
/// contents is compiled where the box is made, and not again in every crate that has a client. Therefore,
/// [`new`](Self::new) is called only by functions that are neither generic nor inline.
pub(crate) struct Outlined<'a, T>(Box<dyn Contents<T> + 'a>);

trait Contents<T>: MaybeSend + MaybeSync {
    fn get(&self) -> &T;

    fn get_mut(&mut self) -> &mut T;
}

impl<T: MaybeSend + MaybeSync> Contents<T> for T {
    fn get(&self) -> &T {
        self
    }

    fn get_mut(&mut self) -> &mut T {
        self
    }
}

impl<'a, T: MaybeSend + MaybeSync + 'a> Outlined<'a, T> {
    pub(crate) fn new(contents: T) -> Self {
        Self(Box::new(contents))
    }
}

impl<T> Deref for Outlined<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        (*self.0).get()
    }
}

impl<T> DerefMut for Outlined<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        (*self.0).get_mut()
    }
}
