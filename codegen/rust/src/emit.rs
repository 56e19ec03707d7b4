//! Plan → items to print. Each kind has its file, and each file looks like its output.

mod aliases;
mod asynchrony;
mod blocking;
mod client;
mod clients;
mod enums;
mod errors;
mod files;
mod operations;
mod preflight;
mod root;
mod servers;
mod structs;
mod tags;
mod tests;
mod tokens;
mod unions;

pub(crate) use files::emit;
