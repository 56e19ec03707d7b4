//! Without `tracing`.

use std::time::Duration;

use http::StatusCode;

use crate::codes::Code;
use crate::endpoint::Endpoint;
use crate::error::ErasedError;
use crate::violation::Violation;

/// Records nothing.
#[derive(Clone)]
pub(crate) struct Trace;

impl Trace {
    pub(crate) fn call(_: &Endpoint) -> Self {
        Self
    }

    pub(crate) fn within<T>(&self, work: impl FnOnce() -> T) -> T {
        work()
    }

    pub(crate) fn warned<C: Code>(&self, _: &[Violation<C>]) {}

    pub(crate) fn sending(&self, _: u32) {}

    pub(crate) fn refreshing(&self, _: &str) {}

    pub(crate) fn again(&self, _: &ErasedError, _: Duration) {}

    pub(crate) fn succeeded(&self, _: StatusCode, _: u32) {}

    pub(crate) fn failed(&self, _: &ErasedError) {}
}
