//! Plan → text. Each kind of item has its file, and each file looks like its output. Nothing is decided here but on how
//! many lines something is written.

mod aliases;
mod asynchrony;
mod blocking;
mod choices;
mod client;
mod clients;
mod comment;
mod enums;
mod errors;
mod example;
mod file;
mod files;
mod flat;
mod headers;
mod identifiers;
mod layout;
mod literal;
mod operations;
mod out;
mod outcomes;
mod preflight;
#[cfg(feature = "diff")]
mod public;
mod root;
mod scope;
mod servers;
mod structs;
mod tags;
mod tests;
mod threads;
mod types;
mod unions;
mod width;
mod words;

pub(crate) use comment::Header;
#[cfg(feature = "introduction")]
pub(crate) use example::{Snippets, imports, snippets};
pub(crate) use files::print;
pub(crate) use identifiers::identifiers;
#[cfg(feature = "diff")]
pub(crate) use public::public;
pub(crate) use threads::Threads;
