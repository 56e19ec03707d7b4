//! `errors:` and `tables:` — the tables of business codes.

mod columns;
mod pasted;
mod rows;
mod table;

#[cfg(feature = "edit")]
pub(super) use self::rows::UNDETERMINED;
pub(super) use self::table::{read, tables};
