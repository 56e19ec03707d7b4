//! Sending a call again: when, how often, after which pause. No I/O and no clock: what happened comes in, what to do goes
//! out.

mod budget;
mod course;
mod policy;

pub(crate) use self::budget::Budget;
pub(crate) use self::course::{Course, Failed, Next, Processed, Repeat};
pub use self::policy::RetryPolicy;
