//! The files of a field of a multipart body.

use crate::wire::{File, Patch};

/// The files that a field of a multipart body holds: one, none or several.
pub trait Files {
    /// Gives each file.
    fn each(&self, to: &mut dyn FnMut(&File));
}

impl Files for File {
    fn each(&self, to: &mut dyn FnMut(&File)) {
        to(self);
    }
}

impl<T: Files> Files for Box<T> {
    fn each(&self, to: &mut dyn FnMut(&File)) {
        (**self).each(to);
    }
}

/// Nothing for `None`.
impl<T: Files> Files for Option<T> {
    fn each(&self, to: &mut dyn FnMut(&File)) {
        if let Some(file) = self {
            file.each(to);
        }
    }
}

/// Nothing for `Absent` and `Null`.
impl<T: Files> Files for Patch<T> {
    fn each(&self, to: &mut dyn FnMut(&File)) {
        if let Patch::Value(file) = self {
            file.each(to);
        }
    }
}

/// Each file, in order.
impl<T: Files> Files for Vec<T> {
    fn each(&self, to: &mut dyn FnMut(&File)) {
        for file in self {
            file.each(to);
        }
    }
}
