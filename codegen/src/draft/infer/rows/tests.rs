//! Rows of whole sheets.
