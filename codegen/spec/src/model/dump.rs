//! A model as text, for snapshots and for people who wonder what was understood.

mod api;
mod calls;
mod notation;
mod preflight;
mod sentence;

pub use self::api::dump;
pub use self::notation::{shown, ty};
pub use self::sentence::sentence;
#[cfg(feature = "diff")]
pub(crate) use self::{
    api::test,
    calls::{auth_kind, body, by_status, credentials, written_pages, written_response},
    notation::{path, quoted, source, ty_with},
    preflight::{condition_of, rule_of},
};
