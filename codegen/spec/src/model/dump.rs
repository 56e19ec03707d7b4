//! A model as text, for snapshots and for people who wonder what was understood.

mod api;
mod calls;
mod notation;
mod preflight;

pub use self::api::dump;
pub use self::notation::{shown, ty};
