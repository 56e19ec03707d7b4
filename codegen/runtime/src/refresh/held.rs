//! A cached credential.

use std::sync::Arc;

/// A credential and its version, which grows with each one that the provider returns.
#[derive(Clone)]
pub(crate) struct Held {
    pub(crate) text: Arc<str>,
    pub(super) version: u64,
}
