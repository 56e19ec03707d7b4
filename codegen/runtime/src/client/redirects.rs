//! Following the redirects of endpoints that declare it (RFC 9110 §15.4, RFC 3986 §5). No I/O: a response comes in, the
//! next request goes out.

use bytes::Bytes;
use http::header::{ACCEPT, ACCEPT_ENCODING, LOCATION, USER_AGENT};
use http::uri::Scheme;
use http::{HeaderMap, Request, Response, Uri};

use crate::endpoint::Endpoint;

/// As many as one call follows.
const MOST: u32 = 10;

/// The redirects of one attempt.
pub(crate) struct Redirects {
    endpoint: &'static Endpoint,
    url: Uri,
    headers: HeaderMap,
    count: u32,
}

impl Redirects {
    /// The redirects of an attempt with this request; `None` if the endpoint does not follow any.
    pub(crate) fn of(endpoint: &'static Endpoint, request: &Request<Bytes>) -> Option<Self> {
        let (url, headers) = (request.uri().clone(), request.headers().clone());
        endpoint.follows_redirects().then_some(Self { endpoint, url, headers, count: 0 })
    }

    /// The request that a response asks for; `None` if it is not a redirect, or must not be followed.
    ///
    /// Only harmless headers go to another origin, and nothing goes from `https` to `http`.
    pub(crate) fn next(&mut self, response: &Response<Bytes>) -> Option<Request<Bytes>> {
        let is_redirect = matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308);
        if !is_redirect || self.count == MOST {
            return None;
        }
        let url = target(&self.url, response.headers().get(LOCATION)?.to_str().ok()?)?;
        if self.url.scheme() == Some(&Scheme::HTTPS) && url.scheme() != Some(&Scheme::HTTPS) {
            return None;
        }
        if origin(&url) != origin(&self.url) {
            // Only headers of the runtime: none of the caller's, and no credentials.
            let harmless = [ACCEPT, ACCEPT_ENCODING, USER_AGENT].into_iter();
            let kept = harmless.filter_map(|name| Some((name.clone(), self.headers.get(&name)?.clone())));
            self.headers = kept.collect();
        }
        self.url = url;
        self.count += 1;
        let mut request = Request::new(Bytes::new());
        *request.method_mut() = self.endpoint.method().parse().ok()?;
        *request.uri_mut() = self.url.clone();
        *request.headers_mut() = self.headers.clone();
        request.extensions_mut().insert(self.endpoint);
        Some(request)
    }
}

/// Scheme, host and port (RFC 6454 §4).
fn origin(url: &Uri) -> (Option<String>, Option<String>, Option<u16>) {
    let scheme = url.scheme_str().map(str::to_ascii_lowercase);
    let default = if scheme.as_deref() == Some("https") { 443 } else { 80 };
    (scheme, url.host().map(str::to_ascii_lowercase), Some(url.port_u16().unwrap_or(default)))
}

/// The URL that a reference leads to (RFC 3986 §5.2); `None` unless it is one of HTTP, without user info.
fn target(base: &Uri, reference: &str) -> Option<Uri> {
    let reference = reference.split('#').next().filter(|reference| !reference.is_empty())?;
    let (scheme, authority) = (base.scheme_str()?, base.authority()?);
    let head = reference.split(['/', '?']).next().unwrap_or_default();
    let text = if head.contains(':') {
        reference.to_owned()
    } else if reference.starts_with("//") {
        format!("{scheme}:{reference}")
    } else {
        let (path, query) =
            reference.split_once('?').map_or((reference, None), |(path, query)| (path, Some(query)));
        let folder = base.path().rsplit_once('/').map_or("", |(folder, _)| folder);
        let path = match path {
            "" => base.path().to_owned(),
            _ if path.starts_with('/') => without_dots(path),
            _ => without_dots(&format!("{folder}/{path}")),
        };
        let query = query.map(|query| format!("?{query}")).unwrap_or_default();
        format!("{scheme}://{authority}{path}{query}")
    };
    let url: Uri = text.parse().ok()?;
    let is_http = url.scheme() == Some(&Scheme::HTTP) || url.scheme() == Some(&Scheme::HTTPS);
    let is_plain = url.authority().is_some_and(|authority| !authority.as_str().contains('@'));
    (is_http && is_plain && url.host().is_some_and(|host| !host.is_empty())).then_some(url)
}

/// A path that starts with `/`, with `.` and `..` resolved (RFC 3986 §5.2.4).
fn without_dots(path: &str) -> String {
    let mut segments: Vec<&str> = Vec::new();
    let mut rest = path.split('/').skip(1).peekable();
    while let Some(segment) = rest.next() {
        match segment {
            "." => {}
            ".." => {
                segments.pop();
            }
            _ => segments.push(segment),
        }
        if matches!(segment, "." | "..") && rest.peek().is_none() {
            segments.push("");
        }
    }
    format!("/{}", segments.join("/"))
}

#[cfg(test)]
mod tests {
    use http::header::{AUTHORIZATION, COOKIE};
    use http::{HeaderValue, StatusCode};

    use super::*;

    static FILE: Endpoint = Endpoint::new("file", "GET", "/file").follow_redirects();

    fn redirect(status: u16, location: &str) -> Response<Bytes> {
        let mut response = Response::new(Bytes::new());
        *response.status_mut() = StatusCode::from_u16(status).unwrap();
        response.headers_mut().insert(LOCATION, HeaderValue::from_str(location).unwrap());
        response
    }

    fn request(url: &str) -> Request<Bytes> {
        let mut request = Request::new(Bytes::new());
        *request.uri_mut() = url.parse().unwrap();
        for (name, value) in [(ACCEPT, "*/*"), (AUTHORIZATION, "Bearer t"), (COOKIE, "c=1")] {
            request.headers_mut().insert(name, HeaderValue::from_static(value));
        }
        request
    }

    #[test]
    fn references_are_resolved() {
        let base: Uri = "https://a.example:8443/v1/b/c?d=e".parse().unwrap();
        for (reference, want) in [
            ("https://b.example/x?y=z#f", Some("https://b.example/x?y=z")),
            ("//b.example/x", Some("https://b.example/x")),
            ("/x/./y/../z", Some("https://a.example:8443/x/z")),
            ("x", Some("https://a.example:8443/v1/b/x")),
            ("../x/..", Some("https://a.example:8443/v1/")),
            ("../../../../x", Some("https://a.example:8443/x")),
            ("?q=https://b.example", Some("https://a.example:8443/v1/b/c?q=https://b.example")),
            ("ftp://b.example/x", None),
            ("javascript:alert(1)", None),
            ("https://user:secret@b.example/", None),
            ("https:///x", None),
            ("#f", None),
            ("", None),
        ] {
            assert_eq!(target(&base, reference).map(|url| url.to_string()).as_deref(), want, "{reference}");
        }
    }

    #[test]
    fn credentials_stay_at_their_origin() {
        let names = |request: &Request<Bytes>| request.headers().len();
        let mut redirects = Redirects::of(&FILE, &request("https://a.example/file")).unwrap();
        let same = redirects.next(&redirect(302, "https://A.example:443/other")).unwrap();
        assert_eq!((same.uri().path(), names(&same)), ("/other", 3));
        for other in ["https://b.example/", "https://a.example:444/"] {
            let mut redirects = Redirects::of(&FILE, &request("https://a.example/file")).unwrap();
            let sent = redirects.next(&redirect(302, other)).unwrap();
            assert_eq!(sent.headers().keys().collect::<Vec<_>>(), [ACCEPT], "{other}");
            // Headers that were left out for one server are not sent to the next one either.
            let back = redirects.next(&redirect(302, "https://a.example/file")).unwrap();
            assert_eq!(names(&back), 1);
        }
    }

    #[test]
    fn what_must_not_be_followed_is_the_answer() {
        let mut redirects = Redirects::of(&FILE, &request("https://a.example/file")).unwrap();
        for (status, location) in [
            (200, "/x"),
            (300, "/x"),
            (304, "/x"),
            (302, "http://a.example/x"),
            (302, "mailto:a@b"),
            (302, ""),
        ] {
            assert!(redirects.next(&redirect(status, location)).is_none(), "{status} {location}");
        }
        assert!(redirects.next(&Response::new(Bytes::new())).is_none());
        for _ in 0..MOST {
            assert!(redirects.next(&redirect(307, "/file")).is_some());
        }
        assert!(redirects.next(&redirect(307, "/file")).is_none());
        static OTHER: Endpoint = Endpoint::new("other", "GET", "/file");
        assert!(Redirects::of(&OTHER, &request("https://a.example/file")).is_none());
    }
}
