//! The parts of the pages that are about each endpoint.

use crate::found::{Field, Sample};
use crate::json::Value;
use stubwright_spec::source::Spanned;

/// The parts of the pages that belong to one endpoint of the sheet; the list of them is as long as its endpoints.
#[derive(Debug, Default)]
pub(super) struct Matched<'f> {
    /// Bodies of requests, one for each that says something else.
    pub(super) requests: Vec<&'f Value>,
    pub(super) responses: Vec<&'f Sample>,
    /// The names and values in the queries of its calls.
    pub(super) queries: Vec<(&'f Spanned<String>, &'f Spanned<String>)>,
    /// The rows of its tables of what is sent.
    pub(super) rows: Vec<&'f Field>,
}
