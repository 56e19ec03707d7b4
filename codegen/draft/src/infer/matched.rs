//! Samples by endpoint.

use crate::json::Value;

/// The samples of one endpoint of the sheet; the list of them is as long as its endpoints.
#[derive(Debug, Default)]
pub(super) struct Matched<'f> {
    /// Bodies of requests, one for each that says something else.
    pub(super) requests: Vec<&'f Value>,
}
