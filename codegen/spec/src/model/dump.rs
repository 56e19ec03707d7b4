//! A model as text, for snapshots and for people who wonder what was understood.

mod api;
mod calls;
mod notation;
mod preflight;

pub use self::api::dump;
pub use self::notation::{shown, ty};
pub use self::preflight::rule_of;
#[cfg(feature = "diff")]
pub(crate) use self::{
    api::test,
    calls::{auth_kind, body, common_source, credentials, written_pages, written_response},
    notation::{path, source, ty_with},
};
