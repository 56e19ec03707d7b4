//! The words by which pages are understood, in Chinese, English, Japanese, Korean and Russian: one file for each question.

pub(super) mod answers;
pub(super) mod columns;
pub(super) mod envelope;
pub(super) mod errors;
pub(super) mod flags;
pub(super) mod kinds;
pub(super) mod nouns;
pub(super) mod rules;
pub(super) mod topics;
pub(super) mod verbs;
