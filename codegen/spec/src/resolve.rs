//! Names → ids: [`crate::ast`] → [`crate::model`]. Names that cannot be resolved are reported and left out.

mod answers;
mod api;
mod calls;
mod names;
mod preflight;
mod rows;
mod servers;
mod types;

pub use self::api::resolve;
