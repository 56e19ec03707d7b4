//! A complete response.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

/// A response whose body was received completely.
#[derive(Clone, Copy)]
pub(crate) struct Received<'a> {
    pub(crate) status: StatusCode,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: &'a [u8],
}

impl<'a> Received<'a> {
    pub(crate) fn of(response: &'a http::Response<Bytes>) -> Self {
        Self { status: response.status(), headers: response.headers(), body: response.body() }
    }
}
