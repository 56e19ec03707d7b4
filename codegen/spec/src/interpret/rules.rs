//! The meaning of rules: values as rules see them, and whether they keep a rule.

mod forms;
mod holds;
mod values;

pub(crate) use self::forms::fold;
pub(crate) use self::holds::{SLACK, keeps, meets, seconds};
pub(crate) use self::values::{ONE, Val, is_inside, number};
