//! Lints: findings whose level an author chooses, for everything in `stubwright.toml` and for one thing by `allow:`.
//!
//! Passes report what they find. [`Reading::settle`](crate::Reading::settle) then decides what becomes of it: a finding is
//! dropped, stays a warning, or becomes an error. Errors stay errors.

mod allowed;
mod level;
mod levels;
mod table;

pub use allowed::Allowed;
pub use level::Level;
pub use levels::{Levels, Refusal};
pub use table::{Group, LINTS, Lint};
