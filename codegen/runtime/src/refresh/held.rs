//! A credential that a provider gave.

use std::sync::Arc;

/// A credential, and how many there were before it.
#[derive(Clone)]
pub(crate) struct Held {
    pub(crate) text: Arc<str>,
    pub(super) version: u64,
}
