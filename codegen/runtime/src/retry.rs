//! Sending a call again: when, how often, after which pause. No I/O and no clock: events come in, decisions go
//! out.

mod budget;
mod policy;
mod state;

pub(crate) use self::budget::Budget;
pub use self::policy::RetryPolicy;
pub(crate) use self::state::{Failed, Next, Processed, Repeat, RetryState};
