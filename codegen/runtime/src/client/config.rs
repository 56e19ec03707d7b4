//! What all calls of a client share.

use std::fmt;
use std::time::Duration;

use http::header::USER_AGENT;
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::outgoing::{Unsendable, header};
use crate::transport::Limits;

/// What all calls of a client share: limits and headers. `Debug` shows no header value.
#[derive(Clone)]
pub struct Config {
    limits: Limits,
    headers: HeaderMap,
    wrong: Option<Unsendable>,
}

impl Config {
    pub(crate) fn new() -> Self {
        let mut headers = HeaderMap::new();
        let agent = concat!("stubwright-runtime/", env!("CARGO_PKG_VERSION"));
        headers.insert(USER_AGENT, HeaderValue::from_static(agent));
        Self { limits: Limits::new(), headers, wrong: None }
    }

    /// Sets all limits.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Sets the time for a whole call. Default: 60 s.
    #[must_use]
    pub fn total_timeout(mut self, time: Duration) -> Self {
        self.limits = self.limits.with_total(time);
        self
    }

    /// Sets a header for all calls. Its value counts as a secret. A name or value that HTTP does not allow (RFC 9110
    /// §5.5, §5.6.2) makes every call fail before anything is sent.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match header(name, value) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(wrong) => {
                self.wrong.get_or_insert(Unsendable::new(wrong));
            }
        }
        self
    }

    /// Sets the header `User-Agent`. Default: `stubwright-runtime/` and its version.
    #[must_use]
    pub fn user_agent(self, name: &str) -> Self {
        self.header(USER_AGENT.as_str(), name)
    }

    pub(crate) fn current_limits(&self) -> Limits {
        self.limits
    }

    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The first setting that cannot work.
    pub(crate) fn wrong(&self) -> Option<&Unsendable> {
        self.wrong.as_ref()
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("limits", &self.limits)
            .field("headers", &self.headers.keys().map(HeaderName::as_str).collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}
