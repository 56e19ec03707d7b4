//! The tests of a client, for the crate that it is generated into.

mod cases;
mod items;
mod plan;
mod values;

pub use items::{CheckTest, CodesTest, Company, ResponseTest, SampleTest, TestsItem};
pub(super) use plan::plan;
pub(super) use values::Maker;
