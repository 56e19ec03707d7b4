//! The result of one attempt.

use bytes::Bytes;

use crate::transport::TransportError;

/// A response, or the failure of the transport.
pub(super) type Answer = Result<http::Response<Bytes>, TransportError>;
