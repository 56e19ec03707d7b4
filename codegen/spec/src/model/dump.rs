//! A model as text, for snapshots and for people who wonder what was understood.

mod api;
mod calls;
mod notation;
mod preflight;

pub use self::api::dump;
#[cfg(feature = "diff")]
pub(crate) use self::api::test;
#[cfg(feature = "diff")]
pub(crate) use self::calls::{auth_kind, body, credentials, written_pages, written_response};
#[cfg(feature = "diff")]
pub(crate) use self::notation::{path, source, ty_with};
pub use self::notation::{shown, ty};
#[cfg(feature = "diff")]
pub(crate) use self::preflight::rule_of;
