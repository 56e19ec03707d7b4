//! The only module that changes files: compares the generated files with those on disk, and updates them.
//!
//! The files of a directory are a set: after a run, also one that fails or is killed, all of them are old or all of
//! them are new; `set` says how. Files that need no change keep their modification time. A manifest in the output
//! directory lists the files that stubwright owns there: only these may be removed when they are no longer generated.

mod apply;
mod change;
mod compare;
mod disk;
mod error;
mod folders;
mod input;
mod lock;
mod locked;
mod look;
mod manifest;
mod replace;
mod reserved;
mod set;
mod stand_in;
#[cfg(test)]
mod tests;
mod unfinished;
mod whose;

pub use apply::apply;
pub use change::{Change, ChangeKind};
pub use compare::compare;
pub use error::{Reason, WriteError};
pub(crate) use input::read_lock_file;
pub use input::{beside, read_overlay, read_spec};
pub use locked::apply_locked;
pub use manifest::{MANIFEST, MARK};
pub use replace::{new_file, new_spec, replace_spec};
pub use whose::other_client;
