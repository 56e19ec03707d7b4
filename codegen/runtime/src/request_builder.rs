//! The builder of HTTP requests: parameters in `params`, bodies in `body`, the client's additions in `request`.

mod body;
mod content;
mod cookies;
mod members;
mod multipart;
mod params;
mod request;

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{CONNECTION, CONTENT_LENGTH, HOST, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderName, HeaderValue};

use self::content::Body;
use self::cookies::Cookies;
use self::members::Members;
pub use self::params::PathStyle;
pub(crate) use self::request::Prepared;
use crate::endpoint::Endpoint;
use crate::invalid_request::InvalidRequest;
use crate::names::Names;
use crate::param::{Param, Texts};
use crate::refresh::CredentialCache;
use crate::upload::Upload;
use crate::url::Query;

/// Why a request is not ready to be sent.
pub(crate) enum NotReady {
    /// A credential has to be fetched from its provider first.
    Credential(Arc<CredentialCache>),
    Invalid(InvalidRequest),
}

impl From<InvalidRequest> for NotReady {
    fn from(wrong: InvalidRequest) -> Self {
        NotReady::Invalid(wrong)
    }
}

/// Builds the HTTP request of an operation: first the parameters, then the body, or [`finish`](Self::finish) if there
/// is none.
///
/// The first mistake is kept, and returned by the method that finishes.
///
/// ```
/// use stubwright_runtime::v1 as rt;
///
/// static FIND: rt::Endpoint = rt::Endpoint::new("find", "GET", "/shops/{shop}/items");
///
/// let request = rt::RequestBuilder::new(&FIND).path("shop", "a/b").query("page", &Some(2)).query_joined("ids", &vec![7, 8]).finish()?;
/// assert_eq!(request.target(), "/shops/a%2Fb/items?page=2&ids=7,8");
/// # Ok::<(), rt::InvalidRequest>(())
/// ```
pub struct RequestBuilder {
    endpoint: &'static Endpoint,
    path: String,
    query: Query,
    headers: HeaderMap,
    cookies: Cookies,
    body: Body,
    members: Members,
    /// Whether a body without members is left out.
    leaves_empty: bool,
    wrong: Option<InvalidRequest>,
}

impl RequestBuilder {
    /// Another builder of the same request; `None` if this one is not finished, or its body can be read only once.
    pub(crate) fn copy(&self) -> Option<Self> {
        let Self { endpoint, path, query, headers, cookies, body, members, leaves_empty, wrong } = self;
        let body = match body {
            Body::Whole(bytes) => Body::Whole(bytes.clone()),
            Body::Streamed(upload) if upload.is_restartable() => Body::Streamed(upload.clone()),
            Body::Streamed(_) | Body::Form(_) | Body::Parts(_) => return None,
        };
        Some(Self {
            endpoint,
            path: path.clone(),
            query: query.clone(),
            headers: headers.clone(),
            cookies: cookies.clone(),
            body,
            members: members.clone(),
            leaves_empty: *leaves_empty,
            wrong: wrong.clone(),
        })
    }
}

impl RequestBuilder {
    /// Creates a request without parameters, headers and body.
    #[must_use]
    pub fn new(endpoint: &'static Endpoint) -> Self {
        Self {
            endpoint,
            path: endpoint.path().to_owned(),
            query: Query::default(),
            headers: HeaderMap::new(),
            cookies: Cookies::default(),
            body: Body::Whole(Bytes::new()),
            members: Members::None,
            leaves_empty: false,
            wrong: None,
        }
    }
}

/// Finishing.
impl RequestBuilder {
    /// Finishes without a body, or with the form or the parts added so far.
    ///
    /// # Errors
    /// The first mistake.
    pub fn finish(mut self) -> Result<Self, InvalidRequest> {
        self.close();
        self.check()?;
        Ok(self)
    }

    /// The body of a finished request; empty if it is read while it is sent.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        if let Body::Whole(bytes) = &self.body { bytes } else { &[] }
    }

    /// The path with its parameters, followed by the query of the operation.
    #[must_use]
    pub fn target(&self) -> String {
        let mark = if self.query.as_str().is_empty() { "" } else { "?" };
        format!("{}{mark}{}", self.path, self.query.as_str())
    }

    /// The body that is read while it is sent.
    pub(crate) fn streamed(&self) -> Option<&Upload> {
        if let Body::Streamed(upload) = &self.body { Some(upload) } else { None }
    }

    /// Whether its body was read from a source that can't be read again.
    pub(crate) fn is_spent(&self) -> bool {
        self.streamed().is_some_and(Upload::is_spent)
    }

    pub(crate) fn endpoint(&self) -> &'static Endpoint {
        self.endpoint
    }

    /// The headers of the operation.
    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The first mistake, if there is one. Checked again when the request is sent: a handwritten operation may have
    /// forgotten to finish.
    fn check(&self) -> Result<(), InvalidRequest> {
        if let Some(wrong) = &self.wrong {
            return Err(wrong.clone());
        }
        if let Some((_, rest)) = self.path.split_once('{') {
            let name = rest.split('}').next().unwrap_or(rest).trim_start_matches('+');
            return Err(InvalidRequest::new(format!("the path parameter `{name}` is not set")));
        }
        Ok(())
    }

    /// The texts of a value; empty if it has a mistake, which is kept.
    fn texts(&mut self, what: &str, name: &str, value: &(impl Param + ?Sized)) -> Texts {
        Texts::of(value).unwrap_or_else(|reason| {
            self.note(format!("the {what} `{name}` {reason}"));
            Texts::default()
        })
    }

    fn note(&mut self, reason: String) {
        self.wrong.get_or_insert(InvalidRequest::new(reason));
    }

    fn fail(mut self, reason: String) -> Self {
        self.note(reason);
        self
    }
}

/// Shows no parameter: the path as the endpoint declares it, the names of headers, the body only as a length.
impl fmt::Debug for RequestBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = format!("{} bytes", self.body().len());
        let body = if self.streamed().is_some() { "a stream" } else { &size };
        f.debug_struct("RequestBuilder")
            .field("endpoint", &self.endpoint.name())
            .field("method", &self.endpoint.method())
            .field("path", &self.endpoint.path())
            .field("headers", &Names(&self.headers))
            .field("body", &format_args!("{body}"))
            .finish_non_exhaustive()
    }
}

/// A valid header. Its value is marked sensitive, so that `Debug` does not print it.
pub(crate) fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    let key = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| format!("{name:?} is not a valid header name"))?;
    if [HOST, CONTENT_LENGTH, TRANSFER_ENCODING, CONNECTION].contains(&key) {
        return Err(format!("the header `{key}` is set by the transport"));
    }
    let mut value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| {
        format!("the value of the header `{key}` has a line break or another control character")
    })?;
    value.set_sensitive(true);
    Ok((key, value))
}
