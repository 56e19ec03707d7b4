//! The options of one call.

use http::HeaderMap;

use super::Config;
use super::preflight::Preflight;
use crate::invalid_request::InvalidRequest;
use crate::request_builder::header;
use crate::retry::RetryPolicy;
use crate::transport::Limits;

/// The options of one call.
#[derive(Clone)]
pub(crate) struct Options {
    pub(crate) limits: Limits,
    pub(crate) headers: HeaderMap,
    pub(crate) preflight: Preflight,
    pub(crate) retry: RetryPolicy,
    /// The idempotency key that the caller provides.
    pub(crate) key: Option<Box<str>>,
    pub(crate) wrong: Option<InvalidRequest>,
}

impl Options {
    pub(crate) fn new(config: &Config) -> Self {
        Self {
            limits: config.current_limits(),
            headers: HeaderMap::new(),
            preflight: config.current_preflight(),
            retry: config.current_retry(),
            key: None,
            wrong: None,
        }
    }

    pub(crate) fn set_header(&mut self, name: &str, value: &str) {
        match header(name, value) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(wrong) => {
                self.wrong.get_or_insert(InvalidRequest::new(wrong));
            }
        }
    }
}
