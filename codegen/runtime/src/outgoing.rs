//! Building the HTTP request of an operation.

use std::fmt;

use bytes::Bytes;
use http::header::{ACCEPT, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HOST, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde_core::Serialize;

use crate::endpoint::Endpoint;
use crate::url::{Base, encode, is_dots};

/// Why a request cannot be sent; says what to fix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsendable(Box<str>);

impl Unsendable {
    /// With the reason, for people.
    #[must_use]
    pub fn new(reason: impl Into<String>) -> Self {
        Unsendable(reason.into().into())
    }
}

impl fmt::Display for Unsendable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unsendable {}

/// A request in the making. The first mistake is kept and reported at the end, by [`json`](Self::json) or
/// [`finish`](Self::finish).
pub struct Outgoing {
    endpoint: &'static Endpoint,
    path: String,
    query: String,
    headers: HeaderMap,
    body: Bytes,
    wrong: Option<Unsendable>,
}

impl Outgoing {
    /// A request to this endpoint, still without parameters, headers and body.
    #[must_use]
    pub fn new(endpoint: &'static Endpoint) -> Self {
        Self {
            endpoint,
            path: endpoint.path().to_owned(),
            query: String::new(),
            headers: HeaderMap::new(),
            body: Bytes::new(),
            wrong: None,
        }
    }

    /// Puts a value in place of `{name}` in the path.
    ///
    /// Everything but unreserved characters (RFC 3986 §2.3) is percent-encoded, so that a value is always one segment.
    /// An empty value is a mistake, and so is one that makes a segment `.` or `..`.
    #[must_use]
    pub fn path_param(mut self, name: &str, value: impl fmt::Display) -> Self {
        let value = value.to_string();
        if value.is_empty() {
            return self.fail(format!("the path parameter `{name}` is empty"));
        }
        let place = format!("{{{name}}}");
        if !self.path.contains(&place) {
            let path = self.endpoint.path();
            return self.fail(format!("the path {path:?} has no parameter `{name}`"));
        }
        self.path = self.path.replace(&place, &encode(&value));
        if self.path.split('/').any(is_dots) {
            return self.fail(format!("the path parameter `{name}` must not be {value:?}"));
        }
        self
    }

    /// Adds `name=value` to the query, both percent-encoded.
    #[must_use]
    pub fn query(mut self, name: &str, value: impl fmt::Display) -> Self {
        if !self.query.is_empty() {
            self.query.push('&');
        }
        self.query.push_str(&encode(name));
        self.query.push('=');
        self.query.push_str(&encode(&value.to_string()));
        self
    }

    /// Adds a header. A name or value that HTTP does not allow is a mistake (RFC 9110 §5.5, §5.6.2).
    #[must_use]
    pub fn header(mut self, name: &str, value: impl fmt::Display) -> Self {
        match header(name, &value.to_string()) {
            Ok((name, value)) => {
                self.headers.append(name, value);
                self
            }
            Err(wrong) => self.fail(wrong),
        }
    }

    /// Finishes with a JSON body.
    ///
    /// # Errors
    /// The first mistake, or why the body cannot be written as JSON.
    pub fn json<T: Serialize + ?Sized>(mut self, body: &T) -> Result<Self, Unsendable> {
        match serde_json::to_vec(body) {
            Ok(bytes) => self.body = bytes.into(),
            Err(error) => return self.fail(format!("the body cannot be written as JSON: {error}")).finish(),
        }
        self.headers.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static("application/json"));
        self.finish()
    }

    /// Finishes without a body.
    ///
    /// # Errors
    /// The first mistake.
    pub fn finish(self) -> Result<Self, Unsendable> {
        if let Some(wrong) = self.wrong {
            return Err(wrong);
        }
        if let Some((_, rest)) = self.path.split_once('{') {
            let name = rest.split('}').next().unwrap_or(rest);
            return Err(Unsendable::new(format!("the path parameter `{name}` is not set")));
        }
        Ok(self)
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The path with its parameters filled in.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    fn fail(mut self, reason: String) -> Self {
        self.wrong.get_or_insert(Unsendable::new(reason));
        self
    }

    /// The HTTP request. Later headers win: `common` under the operation's own under `extra`.
    pub(crate) fn into_request(
        self,
        base: &Base,
        common: &HeaderMap,
        extra: &HeaderMap,
    ) -> Result<http::Request<Bytes>, Unsendable> {
        let method = Method::from_bytes(self.endpoint.method().as_bytes())
            .map_err(|_| Unsendable::new(format!("{:?} is no HTTP method", self.endpoint.method())))?;
        let mut request = http::Request::new(self.body);
        *request.method_mut() = method;
        *request.uri_mut() = base.join(&self.path, &self.query)?;
        let headers = request.headers_mut();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        for layer in [common, &self.headers, extra] {
            replace(headers, layer);
        }
        request.extensions_mut().insert(self.endpoint);
        Ok(request)
    }
}

/// Shows no header value and the body only as a length.
impl fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outgoing")
            .field("endpoint", &self.endpoint.name())
            .field("method", &self.endpoint.method())
            .field("path", &self.path)
            .field("headers", &self.headers.keys().map(HeaderName::as_str).collect::<Vec<_>>())
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish_non_exhaustive()
    }
}

/// Puts all values of `layer` in place of those with the same names.
fn replace(headers: &mut HeaderMap, layer: &HeaderMap) {
    for name in layer.keys() {
        headers.remove(name);
        for value in layer.get_all(name) {
            headers.append(name.clone(), value.clone());
        }
    }
}

/// A checked header. Its value counts as sensitive, so that nobody's `Debug` prints it.
pub(crate) fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    let key =
        HeaderName::from_bytes(name.as_bytes()).map_err(|_| format!("{name:?} is no name of a header"))?;
    if [HOST, CONTENT_LENGTH, TRANSFER_ENCODING, CONNECTION].contains(&key) {
        return Err(format!("the header `{key}` is set by the transport"));
    }
    let mut value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| {
        format!("the value of the header `{key}` has a line break or another control character")
    })?;
    value.set_sensitive(true);
    Ok((key, value))
}

#[cfg(test)]
mod tests {
    use super::{Endpoint, Outgoing, header};

    static SHOW: Endpoint = Endpoint::new("show", "GET", "/v1/users/{id}/contracts/{contract}");

    #[test]
    fn a_path_parameter_is_one_segment() {
        let path = |id: &str| Outgoing::new(&SHOW).path_param("id", id).path_param("contract", 7).finish();
        for (id, want) in [
            ("u1", "/v1/users/u1/contracts/7"),
            ("a/b", "/v1/users/a%2Fb/contracts/7"),
            ("..\\..\\admin", "/v1/users/..%5C..%5Cadmin/contracts/7"),
            ("%2e%2e", "/v1/users/%252e%252e/contracts/7"),
            ("{contract}", "/v1/users/%7Bcontract%7D/contracts/7"),
            ("签", "/v1/users/%E7%AD%BE/contracts/7"),
        ] {
            assert_eq!(path(id).expect(id).path(), want);
        }
        for id in ["", ".", ".."] {
            assert!(path(id).expect_err(id).to_string().contains("path parameter `id`"));
        }
        let missing = Outgoing::new(&SHOW).path_param("id", "x").finish().expect_err("missing").to_string();
        assert_eq!(missing, "the path parameter `contract` is not set");
        assert!(Outgoing::new(&SHOW).path_param("nope", 1).finish().is_err());
    }

    #[test]
    fn queries_and_headers() {
        let list = Outgoing::new(&SHOW).query("a b", "c&d").query("n", 1);
        assert_eq!(list.query, "a%20b=c%26d&n=1");
        for (name, value) in
            [("bad\r\nname", "x"), ("", "x"), ("x-a", "a\r\nb"), ("host", "x"), ("Content-Length", "1")]
        {
            assert!(header(name, value).is_err(), "{name:?}");
        }
        let (_, value) = header("x-app-secret", "hunter2").expect("header");
        assert!(!format!("{value:?}").contains("hunter2"));
        let shown = format!("{:?}", Outgoing::new(&SHOW).header("x-app-secret", "hunter2"));
        assert!(shown.contains("x-app-secret") && !shown.contains("hunter2"), "{shown}");
    }
}
