//! Addresses: the base URL of a client, path segments, queries (RFC 3986).

use std::fmt::Write as _;

use http::Uri;

use crate::outgoing::Unsendable;

/// A checked base URL without a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Base(String);

impl Base {
    /// Checks a base URL: `http` or `https`, a host, and neither user info, query nor fragment.
    pub(crate) fn parse(text: &str) -> Result<Self, Unsendable> {
        let wrong = |what: &str| Unsendable::new(format!("the base URL {:?} {what}", without_secrets(text)));
        if text.is_empty() {
            return Err(Unsendable::new("the base URL is empty; give it as https://host"));
        }
        let Some((scheme, rest)) = text.split_once("://") else {
            return Err(wrong(&format!(
                "has no scheme; did you mean {}?",
                with_scheme(&without_secrets(text))
            )));
        };
        if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
            return Err(wrong("must start with https:// or http://"));
        }
        let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
        if authority.contains('@') {
            return Err(wrong("must not hold a user name or password; send credentials in a header"));
        }
        if rest.contains('?') || rest.contains('#') {
            return Err(wrong("must have neither a query nor a fragment"));
        }
        let uri: Uri = text.parse().map_err(|_| wrong("is not a valid URL"))?;
        if uri.host().is_none_or(str::is_empty) {
            return Err(wrong("has no host"));
        }
        if uri.path().split('/').any(is_dots) {
            return Err(wrong("must not have `.` or `..` in its path"));
        }
        Ok(Base(text.trim_end_matches('/').to_owned()))
    }

    /// The base URL.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The address of a path, which starts with `/`, and a query, which may be empty.
    pub(crate) fn join(&self, path: &str, query: &str) -> Result<Uri, Unsendable> {
        let mark = if query.is_empty() { "" } else { "?" };
        let slash = if path.starts_with('/') { "" } else { "/" };
        let text = format!("{}{slash}{path}{mark}{query}", self.0);
        text.parse().map_err(|_| Unsendable::new(format!("the path {path:?} is not valid in a URL")))
    }
}

/// The text as far as it is surely no secret: without user info and query.
fn without_secrets(text: &str) -> String {
    let text = text.split(['?', '#']).next().unwrap_or("");
    match text.rsplit_once('@') {
        Some((before, host)) => match before.split_once("://") {
            Some((scheme, _)) => format!("{scheme}://{host}"),
            None => host.to_owned(),
        },
        None => text.to_owned(),
    }
}

/// A guess at what was meant by a URL without a scheme.
fn with_scheme(text: &str) -> String {
    let text = text.trim_start_matches('/');
    let host = text.split(['/', ':']).next().unwrap_or("");
    let local = host == "localhost" || host == "127" || host.starts_with("127.") || text.starts_with("[::1]");
    format!("{}://{text}", if local { "http" } else { "https" })
}

/// Whether a path segment is `.` or `..`, also when its dots are percent-encoded.
pub(crate) fn is_dots(segment: &str) -> bool {
    let plain = segment.to_ascii_lowercase().replace("%2e", ".");
    plain == "." || plain == ".."
}

/// Percent-encodes everything but the unreserved characters (RFC 3986 §2.3).
pub(crate) fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            // Writing to a String does not fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Base, encode, is_dots};

    #[test]
    fn bases_that_work() {
        for (text, path, want) in [
            ("https://api.example.com", "/v1/x", "https://api.example.com/v1/x"),
            ("https://api.example.com/", "/v1/x", "https://api.example.com/v1/x"),
            ("http://127.0.0.1:8080/base/api/", "/x", "http://127.0.0.1:8080/base/api/x"),
            ("HTTPS://[::1]:1", "/x", "https://[::1]:1/x"),
        ] {
            let base = Base::parse(text).expect(text);
            assert_eq!(base.join(path, "").expect(path).to_string(), want);
        }
        let base = Base::parse("https://h/p").expect("base");
        assert_eq!(base.join("/a", "b=c&d").expect("query").to_string(), "https://h/p/a?b=c&d");
    }

    #[test]
    fn bases_that_are_refused() {
        for (text, want) in [
            ("", "is empty"),
            ("api.pre-qiandun365.com", "did you mean https://api.pre-qiandun365.com?"),
            ("api.example.com:8443/v1", "did you mean https://api.example.com:8443/v1?"),
            ("localhost:8080", "did you mean http://localhost:8080?"),
            ("//host/x", "did you mean https://host/x?"),
            ("user:hunter2@host", "did you mean https://host?"),
            ("ftp://host", "must start with https:// or http://"),
            ("https://user:hunter2@host/", "must not hold a user name"),
            ("https://host/?key=hunter2", "neither a query nor a fragment"),
            ("https://host/#hunter2", "neither a query nor a fragment"),
            ("https://", "is not a valid URL"),
            ("https:///path", "is not a valid URL"),
            ("https://ho st/", "is not a valid URL"),
            ("https://host/a/../b", "must not have `.`"),
            ("https://host/%2E%2e/b", "must not have `.`"),
        ] {
            let error = Base::parse(text).expect_err(text).to_string();
            assert!(error.contains(want), "{text}: {error}");
            assert!(!error.contains("hunter2"), "{text}: {error}");
        }
    }

    #[test]
    fn segments_are_encoded() {
        assert_eq!(encode("a/b c?é~-._%2e"), "a%2Fb%20c%3F%C3%A9~-._%252e");
        assert!(
            is_dots("..")
                && is_dots(".")
                && is_dots("%2e.")
                && !is_dots("...")
                && !is_dots("")
                && !is_dots("a.")
        );
    }
}
