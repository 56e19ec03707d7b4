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

/// The options of the calls for the pages of a list; for both clients. The type has a field `options`.
macro_rules! page_options {
    () => {
        /// Sets the time limit of the call for each page: all attempts, the pauses between them and the waiting for the
        /// response, in place of [`Limits::total`](crate::v1::Limits::total). The time between two calls has no limit.
        pub fn timeout(mut self, total: ::std::time::Duration) -> Self {
            self.options.limits = self.options.limits.with_total(total);
            self
        }

        /// Sets the time between two pieces of each response, in place of [`Limits::idle`](crate::v1::Limits::idle).
        pub fn idle(mut self, time: ::std::time::Duration) -> Self {
            self.options.limits = self.options.limits.with_idle(time);
            self
        }

        /// Sets a header of the call for each page, in place of one with the same name from the configuration or the
        /// operation. A name or value that HTTP does not allow makes the first call fail before anything is sent.
        pub fn header(mut self, name: &str, value: &str) -> Self {
            self.options.set_header(name, value);
            self
        }

        /// Sets what happens if a request breaks rules of the error table, in place of
        /// [`Config::preflight`](crate::v1::Config::preflight).
        pub fn preflight(mut self, preflight: $crate::v1::Preflight) -> Self {
            self.options.preflight = preflight;
            self
        }

        /// Sets how many attempts are made for each page and the pauses between them, in place of
        /// [`Config::retry`](crate::v1::Config::retry).
        pub fn retry(mut self, policy: $crate::v1::RetryPolicy) -> Self {
            self.options.retry = policy;
            self
        }
    };
}

pub(crate) use page_options;

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
