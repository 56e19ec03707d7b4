//! A body in the making.

use bytes::Bytes;

use super::multipart::Multipart;
use crate::invalid_request::InvalidRequest;
use crate::upload::Upload;
use crate::url::UrlEncoded;

/// A body: whole, or a form or parts to which more can be added.
pub(super) enum Body {
    /// As it is sent.
    Whole(Bytes),
    /// Read while it is sent.
    Streamed(Upload),
    Form(UrlEncoded),
    Parts(Multipart),
}

impl Body {
    /// The bytes of a finished body; none of one that is read while it is sent.
    pub(super) fn as_sent(&self) -> Result<Bytes, InvalidRequest> {
        match self {
            Body::Whole(bytes) => Ok(bytes.clone()),
            Body::Streamed(_) => Ok(Bytes::new()),
            Body::Form(_) | Body::Parts(_) => Err(InvalidRequest::new("the request was not finished")),
        }
    }
}
