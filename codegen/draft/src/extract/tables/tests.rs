//! Layouts and traps of tables on small texts, and the pages of `tests/cases/draft`.

mod choices;
mod copied;
mod describe;
mod dump;
mod errors;
mod fields;
mod inside;
mod pages;
mod places;
mod read;
mod required;
mod spaces;

use self::dump::{fields, findings, rows, values};
use self::read::{Page, html, markdown, text};
