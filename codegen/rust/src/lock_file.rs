//! `stubwright.lock`: the decisions about the specs of one directory, as text that is committed with them.
//!
//! A section for each spec, and in it a line for each decision, sorted: branches that add different things merge.

mod beside;
mod file;
mod read;
#[cfg(test)]
mod tests;
mod words;

pub use beside::{LOCK_FILE_NAME, Lock, LockUpdate};
pub use file::LockFile;
pub use read::parse;
