//! Rows of whole sheets: rules by language, and what the samples break.

mod rules;
mod sheets;
mod shown;
