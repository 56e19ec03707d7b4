//! Signing: a hook of the client's user that sees the finished request.

use bytes::Bytes;
use http::{HeaderValue, Request};

use crate::invalid_request::InvalidRequest;
use crate::request_builder::header;
use crate::url::encode;

/// Signs requests; see [`Config::sign_with`](crate::v1::Config::sign_with). Any function of this shape is one.
///
/// It is called last, with the request exactly as it is sent: method, URL with its whole query, headers, body. Headers
/// of the transport (`Host`, `Content-Length`) are not there yet. The endpoint is an extension of type `&'static
/// Endpoint`. [`set_header`] and [`add_query`] add a signature.
///
/// A body that is read while it is sent, see [`Upload`](crate::v1::Upload), can't be signed: the body is empty, and an
/// extension of type [`Streamed`] says so.
///
/// ```
/// use stubwright_runtime::v1::{self as rt, http};
///
/// struct Key(String);
///
/// impl rt::Sign for Key {
///     fn sign(&self, request: &mut http::Request<rt::Bytes>) -> Result<(), rt::InvalidRequest> {
///         let signed = format!("{}{}", request.uri().query().unwrap_or(""), String::from_utf8_lossy(request.body()));
///         let signature = keyed_hash(&self.0, &signed);
///         rt::set_header(request, "X-Signature", &signature)
///     }
/// }
/// # fn keyed_hash(_: &str, text: &str) -> String { text.len().to_string() }
/// ```
pub trait Sign: Send + Sync + 'static {
    /// Adds the signature.
    ///
    /// # Errors
    /// If the request can't be signed; it is not sent then. The text should hold no secret.
    fn sign(&self, request: &mut Request<Bytes>) -> Result<(), InvalidRequest>;
}

impl<F: Fn(&mut Request<Bytes>) -> Result<(), InvalidRequest> + Send + Sync + 'static> Sign for F {
    fn sign(&self, request: &mut Request<Bytes>) -> Result<(), InvalidRequest> {
        self(request)
    }
}

/// An extension of requests whose body is read while it is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Streamed {
    length: Option<u64>,
}

impl Streamed {
    pub(crate) fn new(length: Option<u64>) -> Self {
        Self { length }
    }

    /// The number of bytes, if it is known before they are read.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.length
    }
}

/// Sets a header of a request, in place of one with the same name. `Debug` of the request does not show its value.
///
/// # Errors
/// For a name or a value that HTTP does not allow (RFC 9110 §5.5, §5.6.2).
pub fn set_header(request: &mut Request<Bytes>, name: &str, value: &str) -> Result<(), InvalidRequest> {
    let (name, value) = header(name, value).map_err(InvalidRequest::new)?;
    request.headers_mut().insert(name, value);
    Ok(())
}

/// Adds `name=value` at the end of the query of a request, both percent-encoded.
///
/// # Errors
/// If the address would be longer than an address can be (64 KiB).
pub fn add_query(request: &mut Request<Bytes>, name: &str, value: &str) -> Result<(), InvalidRequest> {
    let mut parts = request.uri().clone().into_parts();
    let before = parts.path_and_query.as_ref().map_or("/", |before| before.as_str());
    let mark = if before.contains('?') { '&' } else { '?' };
    let after = format!("{before}{mark}{}={}", encode(name), encode(value));
    let too_long = || InvalidRequest::new("the URL of the request is too long");
    parts.path_and_query = Some(after.parse().map_err(|_| too_long())?);
    *request.uri_mut() = http::Uri::from_parts(parts).map_err(|_| too_long())?;
    Ok(())
}

/// Signs, and marks what was added as sensitive.
pub(crate) fn sign(signer: &dyn Sign, request: &mut Request<Bytes>) -> Result<(), InvalidRequest> {
    signer.sign(request)?;
    request.headers_mut().values_mut().for_each(|value: &mut HeaderValue| value.set_sensitive(true));
    Ok(())
}
