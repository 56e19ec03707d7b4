//! The words by which pages are understood, in Chinese, English, French, German, Japanese, Korean, Portuguese, Russian and
//! Spanish: text files by language and topic, and one module for each question that they answer.
//!
//! The meaning of a list is next to its English words.

pub(super) mod calls;
pub(super) mod columns;
pub(super) mod envelope;
pub(super) mod errors;
pub(super) mod fields;
pub(super) mod flags;
pub(super) mod keys;
pub(super) mod lists;
pub(super) mod naming;
pub(super) mod nouns;
pub(super) mod rows;
pub(super) mod rules;
pub(super) mod scripts;
pub(super) mod spaces;
pub(super) mod tables;
pub(super) mod topics;
pub(super) mod types;
pub(super) mod values;
pub(super) mod verbs;
pub(super) mod weights;

#[cfg(test)]
mod tests;
