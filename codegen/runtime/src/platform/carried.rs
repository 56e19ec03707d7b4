//! Values that stay on their thread, and what is carried in place of them.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::sync::Arc;

thread_local! {
    static KEPT: RefCell<BTreeMap<u64, Box<dyn Any>>> = const { RefCell::new(BTreeMap::new()) };
    static NEXT: Cell<u64> = const { Cell::new(0) };
}

/// A value as an extension of a response, which has to be `Send` and `Sync`: the number of a value that its thread keeps, as
/// long as there is a clone of this.
pub(crate) struct Carried<T> {
    key: Arc<Key>,
    value: PhantomData<fn() -> T>,
}

struct Key(u64);

impl<T: Clone + 'static> Carried<T> {
    pub(crate) fn new(value: T) -> Self {
        let number = NEXT.get();
        NEXT.set(number.wrapping_add(1));
        KEPT.with_borrow_mut(|kept| kept.insert(number, Box::new(value)));
        Self { key: Arc::new(Key(number)), value: PhantomData }
    }

    /// The value; `None` on another thread.
    pub(crate) fn get(&self) -> Option<T> {
        KEPT.with_borrow(|kept| kept.get(&self.key.0)?.downcast_ref::<T>().cloned())
    }
}

impl<T> Clone for Carried<T> {
    fn clone(&self) -> Self {
        Self { key: Arc::clone(&self.key), value: PhantomData }
    }
}

impl Drop for Key {
    fn drop(&mut self) {
        // The value is dropped when the map is no longer borrowed, since it can hold another key.
        let kept = KEPT.try_with(|kept| kept.try_borrow_mut().ok()?.remove(&self.0));
        drop(kept);
    }
}
