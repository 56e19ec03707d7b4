//! The builder of HTTP requests: parameters here, bodies in `body`, what the client adds in `request`.

mod body;
mod content;
mod multipart;
mod request;

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{CONNECTION, CONTENT_LENGTH, HOST, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderName, HeaderValue};

use self::content::Body;
use crate::endpoint::Endpoint;
use crate::invalid_request::InvalidRequest;
use crate::names::Names;
use crate::param::{Param, Shape, Texts};
use crate::refresh::CredentialCache;
use crate::url::{Query, encode, is_dots};

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
    body: Body,
    /// Whether a body without members is left out.
    leaves_empty: bool,
    wrong: Option<InvalidRequest>,
}

impl RequestBuilder {
    /// Another builder of the same request; `None` if this one is not finished.
    pub(crate) fn copy(&self) -> Option<Self> {
        let Self { endpoint, path, query, headers, body, leaves_empty, wrong } = self;
        let Body::Whole(body) = body else { return None };
        Some(Self {
            endpoint,
            path: path.clone(),
            query: query.clone(),
            headers: headers.clone(),
            body: Body::Whole(body.clone()),
            leaves_empty: *leaves_empty,
            wrong: wrong.clone(),
        })
    }
}

/// Parameters.
impl RequestBuilder {
    /// Creates a request without parameters, headers and body.
    #[must_use]
    pub fn new(endpoint: &'static Endpoint) -> Self {
        Self {
            endpoint,
            path: endpoint.path().to_owned(),
            query: Query::default(),
            headers: HeaderMap::new(),
            body: Body::Whole(Bytes::new()),
            leaves_empty: false,
            wrong: None,
        }
    }

    /// Puts a value in place of `{name}` or `{+name}` in the path.
    ///
    /// Everything except unreserved characters (RFC 3986 §2.3) is percent-encoded, so that a value is always one
    /// segment. In place of `{+name}`, its slashes are kept, and each item of a list is a segment, whose slashes are encoded. A
    /// value that is empty, or that makes a segment `.` or `..`, is a mistake, so that no value leads out of the path.
    #[must_use]
    pub fn path(mut self, name: &str, value: &(impl Param + ?Sized)) -> Self {
        let texts = self.texts("path parameter", name, value);
        let [segment, segments] = [format!("{{{name}}}"), format!("{{+{name}}}")];
        let [is_segment, is_segments] = [&segment, &segments].map(|place| self.path.contains(place));
        if !is_segment && !is_segments {
            let path = self.endpoint.path();
            return self.fail(format!("the path {path:?} has no parameter `{name}`"));
        }
        let values = texts.as_slice();
        if values.is_empty() || values.iter().any(String::is_empty) {
            return self.fail(format!("the path parameter `{name}` is empty"));
        }
        if is_segment && values.len() > 1 {
            return self.fail(format!("the path parameter `{name}` has several values"));
        }
        let encoded = values.iter().map(|value| encode(value)).collect::<Vec<_>>().join("/");
        // A single text has slashes of its own.
        let kept = if texts.shape() == Shape::List { encoded.clone() } else { encoded.replace("%2F", "/") };
        self.path = self.path.replace(&segment, &encoded).replace(&segments, &kept);
        if self.path.split('/').any(is_dots) {
            return self.fail(format!("the path parameter `{name}` must not make a segment `.` or `..`"));
        }
        self
    }

    /// Adds `name=value` to the query, both percent-encoded; for a list, once for each element.
    #[must_use]
    pub fn query(mut self, name: &str, value: &(impl Param + ?Sized)) -> Self {
        for text in self.texts("parameter", name, value).as_slice() {
            self.query.push(name, text);
        }
        self
    }

    /// Adds a list to the query as `name=a,b`. A comma inside an element is percent-encoded (RFC 6570 §3.2.8). A list
    /// without elements adds nothing.
    #[must_use]
    pub fn query_joined(mut self, name: &str, value: &(impl Param + ?Sized)) -> Self {
        let texts = self.texts("parameter", name, value);
        if !texts.as_slice().is_empty() {
            let encoded: Vec<String> = texts.as_slice().iter().map(|text| encode(text)).collect();
            self.query.push_encoded(&encode(name), &encoded.join(","));
        }
        self
    }

    /// Adds `name[]=value` to the query for each element of a list.
    #[must_use]
    pub fn query_brackets(self, name: &str, value: &(impl Param + ?Sized)) -> Self {
        self.query(&format!("{name}[]"), value)
    }

    /// Adds a header; nothing for `None`. The elements of a list are joined by commas (RFC 9110 §5.3). A name or value
    /// that HTTP does not allow (RFC 9110 §5.5, §5.6.2) is a mistake, and so is an element that contains a comma.
    #[must_use]
    pub fn header(mut self, name: &str, value: &(impl Param + ?Sized)) -> Self {
        let texts = self.texts("header", name, value);
        let list = texts.shape() == Shape::List;
        if texts.as_slice().is_empty() {
            return self;
        }
        if list && texts.as_slice().iter().any(|text| text.contains(',')) {
            return self
                .fail(format!("the header `{name}` is a list, and one of its elements contains a comma"));
        }
        match header(name, &texts.as_slice().join(", ")) {
            Ok((name, value)) => {
                self.headers.append(name, value);
                self
            }
            Err(wrong) => self.fail(wrong),
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

    /// The body of a finished request.
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
        f.debug_struct("RequestBuilder")
            .field("endpoint", &self.endpoint.name())
            .field("method", &self.endpoint.method())
            .field("path", &self.endpoint.path())
            .field("headers", &Names(&self.headers))
            .field("body", &format_args!("{} bytes", self.body().len()))
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

#[cfg(test)]
mod tests {
    use super::{Endpoint, RequestBuilder, header};

    static SHOW: Endpoint = Endpoint::new("show", "GET", "/v1/users/{id}/contracts/{contract}");
    static LIST: Endpoint = Endpoint::new("list", "GET", "/v1");

    #[test]
    fn a_path_parameter_is_one_segment() {
        let path = |id: &str| RequestBuilder::new(&SHOW).path("id", id).path("contract", &7).finish();
        for (id, want) in [
            ("u1", "/v1/users/u1/contracts/7"),
            ("a/b", "/v1/users/a%2Fb/contracts/7"),
            ("..\\..\\admin", "/v1/users/..%5C..%5Cadmin/contracts/7"),
            ("%2e%2e", "/v1/users/%252e%252e/contracts/7"),
            ("{contract}", "/v1/users/%7Bcontract%7D/contracts/7"),
            ("签", "/v1/users/%E7%AD%BE/contracts/7"),
        ] {
            assert_eq!(path(id).expect(id).target(), want);
        }
        for id in ["", ".", ".."] {
            assert!(path(id).expect_err(id).to_string().contains("path parameter `id`"));
        }
        let wrong = |builder: RequestBuilder| builder.finish().expect_err("a mistake").to_string();
        assert_eq!(
            wrong(RequestBuilder::new(&SHOW).path("id", "x")),
            "the path parameter `contract` is not set"
        );
        assert!(wrong(RequestBuilder::new(&SHOW).path("nope", &1)).contains("has no parameter `nope`"));
        assert_eq!(
            wrong(RequestBuilder::new(&SHOW).path("id", &None::<i64>)),
            "the path parameter `id` is empty"
        );
        assert!(wrong(RequestBuilder::new(&SHOW).path("id", &["a", "b"][..])).contains("has several values"));
        assert!(wrong(RequestBuilder::new(&SHOW).path("id", &f64::NAN)).contains("is not a finite number"));
    }

    #[test]
    fn a_path_parameter_can_be_several_segments() {
        static FILE: Endpoint = Endpoint::new("file", "GET", "/repos/{repo}/contents/{+path}");
        let path = |value: &dyn Fn(RequestBuilder) -> RequestBuilder| {
            value(RequestBuilder::new(&FILE).path("repo", "a/b")).finish().map(|built| built.target())
        };
        for (value, want) in [
            ("src/lib.rs", "src/lib.rs"),
            ("a b/签?#%2F/{repo}", "a%20b/%E7%AD%BE%3F%23%252F/%7Brepo%7D"),
            ("a\\..\\b", "a%5C..%5Cb"),
            ("%2e%2e/x", "%252e%252e/x"),
            ("/a//b/", "/a//b/"),
            ("...", "..."),
        ] {
            let found = path(&|builder| builder.path("path", value)).expect(value);
            assert_eq!(found, format!("/repos/a%2Fb/contents/{want}"));
        }
        let found = path(&|builder| builder.path("path", &vec!["src", "a/b", "lib.rs"])).unwrap();
        assert_eq!(found, "/repos/a%2Fb/contents/src/a%2Fb/lib.rs");
        let found = path(&|builder| builder.path("path", &vec!["one/two"])).unwrap();
        assert_eq!(found, "/repos/a%2Fb/contents/one%2Ftwo");
        for value in ["..", "../x", "a/../../x", "a/./b", "a/.."] {
            let error = path(&|builder| builder.path("path", value)).expect_err(value).to_string();
            assert!(error.contains("`path` must not make a segment `.` or `..`"), "{error}");
        }
        for value in [vec![".."], vec!["a", ".", "b"]] {
            let error = path(&|builder| builder.path("path", &value)).expect_err("dots").to_string();
            assert!(error.contains("`path` must not make a segment `.` or `..`"), "{error}");
        }
        for value in [Vec::new(), vec![""], vec!["a", ""]] {
            let error = path(&|builder| builder.path("path", &value)).expect_err("nothing").to_string();
            assert!(error.contains("the path parameter `path` is empty"), "{error}");
        }
        let error = path(&|builder| builder).expect_err("it is not set").to_string();
        assert_eq!(error, "the path parameter `path` is not set");
    }

    #[test]
    fn queries() {
        let target = |builder: RequestBuilder| builder.finish().expect("a request").target();
        let all = RequestBuilder::new(&LIST)
            .query("a b", "c&d")
            .query("n", &1)
            .query("none", &None::<String>)
            .query("each", &vec!["x", "y z"])
            .query_joined("ids", &vec!["1", "2,3"])
            .query_joined("one", "a,b")
            .query_joined("nothing", &Vec::<i64>::new())
            .query_brackets("tag", &Some(vec![true, false]));
        let want =
            "/v1?a%20b=c%26d&n=1&each=x&each=y%20z&ids=1,2%2C3&one=a%2Cb&tag%5B%5D=true&tag%5B%5D=false";
        assert_eq!(target(all), want);
        let wrong = RequestBuilder::new(&LIST).query("x", &f64::INFINITY).query("y", &1).finish();
        assert_eq!(wrong.expect_err("no number").to_string(), "the parameter `x` is not a finite number");
    }

    #[test]
    fn headers() {
        for (name, value) in
            [("bad\r\nname", "x"), ("", "x"), ("x-a", "a\r\nb"), ("host", "x"), ("Content-Length", "1")]
        {
            assert!(header(name, value).is_err(), "{name:?}");
        }
        let (_, value) = header("x-app-secret", "hunter2").expect("header");
        assert!(!format!("{value:?}").contains("hunter2"));
        let sent = RequestBuilder::new(&LIST)
            .header("x-app-secret", "hunter2")
            .header("X-Ids", &vec![1, 2])
            .header("x-none", &None::<i32>)
            .header("x-empty", &Vec::<i32>::new())
            .header("x-comma", "a, b");
        let shown = format!("{sent:?}");
        assert!(shown.contains("x-app-secret") && !shown.contains("hunter2"), "{shown}");
        let value = |name: &str| sent.headers.get(name).map(|value| value.to_str().expect("text").to_owned());
        assert_eq!(value("x-ids").as_deref(), Some("1, 2"));
        assert_eq!(value("x-comma").as_deref(), Some("a, b"));
        assert_eq!(sent.headers.len(), 3);
        let wrong = RequestBuilder::new(&LIST).header("X-Ids", &vec!["a,b"]).finish().expect_err("a comma");
        assert_eq!(
            wrong.to_string(),
            "the header `X-Ids` is a list, and one of its elements contains a comma"
        );
    }
}
