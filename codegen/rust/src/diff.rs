//! The meaning of a spec's change for users of the generated client.
//!
//! The changes of the spec come from [`stubwright_spec::diff`]; whether callers still compile is found by comparing the
//! public APIs of both clients (`items`). Each difference is led back to the change that caused it (`report`).

mod bump;
mod changelog;
mod findings;
mod items;
mod json;
mod origins;
mod release;
mod report;
mod revision;
mod verdict;

pub use self::bump::Bump;
pub use self::items::{Argument, ItemChange, compare as compare_items};
pub use self::release::Release;
pub use self::report::{Consequence, Report, Unexplained};
pub use self::revision::Revision;
pub use self::verdict::Verdict;
