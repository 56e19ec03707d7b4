//! Names → ids: [`crate::ast`] → [`crate::model`]. What cannot be resolved is reported and left out.

mod answers;
mod api;
mod calls;
mod names;
mod preflight;
mod rows;
mod servers;
mod types;

pub use self::api::resolve;
