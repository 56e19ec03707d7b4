//! Addresses: the base URL of a client, path segments, queries (RFC 3986), and forms.

use std::fmt::Write as _;

use http::Uri;

use crate::invalid_request::InvalidRequest;

/// An address of this many bytes is too long for the `http` crate.
const LONGEST: usize = 65_535;

/// A checked base URL without a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Base(String);

impl Base {
    /// Checks a base URL: `http` or `https`, a host, and neither user info, query nor fragment.
    pub(crate) fn parse(text: &str) -> Result<Self, InvalidRequest> {
        let wrong =
            |what: &str| InvalidRequest::new(format!("the base URL {:?} {what}", without_secrets(text)));
        if text.is_empty() {
            return Err(InvalidRequest::new("the base URL is empty; give it as https://host"));
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
            return Err(wrong("must not contain a user name or password; send credentials in a header"));
        }
        if rest.contains('?') || rest.contains('#') {
            return Err(wrong("must have neither a query nor a fragment"));
        }
        if let Some((_, rest)) = rest.split_once('{') {
            let name = rest.split('}').next().unwrap_or(rest);
            return Err(wrong(&format!("has an unfilled placeholder `{name}`")));
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

    /// The URL of a path, which starts with `/`, and a query, which may be empty.
    pub(crate) fn join(&self, path: &str, query: &str) -> Result<Uri, InvalidRequest> {
        let mark = if query.is_empty() { "" } else { "?" };
        let slash = if path.starts_with('/') { "" } else { "/" };
        let text = format!("{}{slash}{path}{mark}{query}", self.0);
        text.parse().map_err(|_| match text.len() {
            ..LONGEST => InvalidRequest::new("the path of the request is not a valid URL path"),
            length => InvalidRequest::new(format!("the URL is too long ({length} bytes)")),
        })
    }
}

/// The text without user info and query, which may be secrets.
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

/// A guess at the URL that was meant, for one without a scheme.
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

/// The query of a URL: pairs that are percent-encoded already.
#[derive(Default, Clone)]
pub(crate) struct Query(String);

impl Query {
    /// Adds a pair.
    pub(crate) fn push(&mut self, name: &str, value: &str) {
        self.push_encoded(&encode(name), &encode(value));
    }

    /// Adds a pair that is already encoded.
    pub(crate) fn push_encoded(&mut self, name: &str, value: &str) {
        push_pair(&mut self.0, name, value);
    }

    /// Adds a name without a value, already encoded.
    pub(crate) fn push_flag(&mut self, name: &str) {
        let gap = if self.0.is_empty() { "" } else { "&" };
        self.0.extend([gap, name]);
    }

    /// Adds all pairs of another query.
    pub(crate) fn append(&mut self, other: &Query) {
        let gap = if self.0.is_empty() || other.0.is_empty() { "" } else { "&" };
        self.0.extend([gap, &other.0]);
    }

    /// Whether there is a pair with this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        let name = encode(name);
        self.0.split('&').any(|pair| {
            let key = pair.split_once('=').map_or(pair, |(key, _)| key);
            key == name && !key.is_empty()
        })
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// A body `application/x-www-form-urlencoded`.
#[derive(Default)]
pub(crate) struct UrlEncoded(String);

impl UrlEncoded {
    /// Adds a pair.
    pub(crate) fn push(&mut self, name: &str, value: &str) {
        push_pair(&mut self.0, &encode_form(name), &encode_form(value));
    }

    /// Adds a pair with several values, between which is a text that is encoded already.
    pub(crate) fn push_joined(&mut self, name: &str, values: &[String], separator: &str) {
        let values: Vec<String> = values.iter().map(|value| encode_form(value)).collect();
        push_pair(&mut self.0, &encode_form(name), &values.join(separator));
    }

    pub(crate) fn into_text(self) -> String {
        self.0
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn push_pair(out: &mut String, name: &str, value: &str) {
    let gap = if out.is_empty() { "" } else { "&" };
    out.extend([gap, name, "=", value]);
}

/// Percent-encodes everything but the unreserved characters (RFC 3986 §2.3).
pub(crate) fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ => push_byte(&mut out, byte),
        }
    }
    out
}

/// Percent-encodes for a query, and keeps the reserved characters (RFC 3986 §2.2) that end no value and no name there.
pub(crate) fn encode_reserved(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            b':' | b'/' | b'?' | b'@' | b'!' | b'$' | b'\'' | b'(' | b')' | b'*' | b',' | b';' | b'=' => {
                out.push(char::from(byte));
            }
            _ => push_byte(&mut out, byte),
        }
    }
    out
}

/// Percent-encodes as forms do (WHATWG URL §5.2): a space becomes `+`, `*` stays, `~` does not.
fn encode_form(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'*' | b'-' | b'.' | b'_' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            _ => push_byte(&mut out, byte),
        }
    }
    out
}

/// A letter or digit as it is, everything else percent-encoded.
fn push_byte(out: &mut String, byte: u8) {
    if byte.is_ascii_alphanumeric() {
        out.push(char::from(byte));
    } else {
        // Writing to a String does not fail.
        let _ = write!(out, "%{byte:02X}");
    }
}

#[cfg(test)]
mod tests {
    use super::{Base, Query, encode, encode_reserved, is_dots};

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
            ("https://user:hunter2@host/", "must not contain a user name"),
            ("https://host/?key=hunter2", "neither a query nor a fragment"),
            ("https://host/#hunter2", "neither a query nor a fragment"),
            ("https://", "is not a valid URL"),
            ("https:///path", "is not a valid URL"),
            ("https://ho st/", "is not a valid URL"),
            ("https://{region}.host", "has an unfilled placeholder `region`"),
            ("https://host/{", "has an unfilled placeholder ``"),
            ("https://host/a/../b", "must not have `.`"),
            ("https://host/%2E%2e/b", "must not have `.`"),
        ] {
            let error = Base::parse(text).expect_err(text).to_string();
            assert!(error.contains(want), "{text}: {error}");
            assert!(!error.contains("hunter2"), "{text}: {error}");
        }
    }

    #[test]
    fn pairs_of_queries() {
        let mut query = Query::default();
        query.push("a b", "1");
        query.push_encoded("c", "1,2");
        let mut all = Query::default();
        all.append(&query);
        all.append(&Query::default());
        all.append(&query);
        assert_eq!(all.as_str(), "a%20b=1&c=1,2&a%20b=1&c=1,2");
        assert!(
            all.has("a b") && all.has("c") && !all.has("1") && !all.has("a") && !Query::default().has("")
        );
    }

    #[test]
    fn segments_are_encoded() {
        assert_eq!(encode_reserved(":/?#[]@!$&'()*+,;= %2e"), ":/?%23%5B%5D@!$%26'()*%2B,;=%20%252e");
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
