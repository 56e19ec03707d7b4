//! The rules of the error table: a function for each row and request, as somebody would write it by hand.

mod items;
mod lists;
mod literals;
mod locals;
mod place;
mod planner;
mod requests;
mod rule;
mod scope;
mod several;
mod single;
mod value;

pub use items::{
    Need, Needs, OperationPreflight, PreflightItem, Report, RequestPreflight, RowPreflight, Statement, Words,
};
pub(super) use requests::plan;
