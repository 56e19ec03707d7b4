//! The parts of a body.

use std::sync::Arc;

use bytes::Bytes;

use super::body::Source;

/// A part of a body, with its length if it is known.
pub(super) struct Part {
    pub(super) from: From,
    pub(super) length: Option<u64>,
}

pub(super) enum From {
    Bytes(Bytes),
    /// A source that is read once.
    Once(Arc<Source>),
}
