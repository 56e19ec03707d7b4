//! What a transport answers.

use bytes::Bytes;

use crate::transport::TransportError;

/// What is queued for one attempt.
pub(super) type Answer = Result<http::Response<Bytes>, TransportError>;
