//! Cookies (RFC 6265): the operation's, together with those that a caller has put into the header `Cookie`.

use http::header::COOKIE;
use http::{HeaderMap, HeaderValue};

/// The cookies of a request, in order.
#[derive(Default, Clone)]
pub(super) struct Cookies(Vec<(String, String)>);

impl Cookies {
    /// Adds a cookie.
    ///
    /// # Errors
    /// If the name or the value is invalid. The error does not contain the value.
    pub(super) fn push(&mut self, name: &str, value: &str) -> Result<(), String> {
        if name.is_empty() || !name.bytes().all(is_token) {
            return Err(format!("{name:?} is not a valid cookie name"));
        }
        if !value.bytes().all(is_octet) {
            return Err(format!(
                "the cookie `{name}` has a space, a quote, a semicolon, a backslash or another character that a cookie \
                 can't hold (RFC 6265 §4.1.1)"
            ));
        }
        self.0.push((name.to_owned(), value.to_owned()));
        Ok(())
    }

    /// Whether the headers of a request have a cookie of this name.
    pub(super) fn have(headers: &HeaderMap, name: &str) -> bool {
        pairs_of(headers).iter().any(|(known, _)| known == name)
    }

    /// Puts the cookies into the headers of a request. The caller's cookies win over the operation's, and these over
    /// the configured ones.
    pub(super) fn put_into(&self, headers: &mut HeaderMap, configured: &HeaderMap, extra: &HeaderMap) {
        if self.0.is_empty() {
            return;
        }
        let mut all = pairs_of(extra);
        for layer in [self.0.clone(), pairs_of(configured)] {
            let known: Vec<String> = all.iter().map(|(name, _)| name.clone()).collect();
            all.extend(layer.into_iter().filter(|(name, _)| !known.contains(name)));
        }
        let text =
            all.into_iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
        // Every part is one that was a header before, or was checked.
        if let Ok(mut value) = HeaderValue::from_bytes(text.as_bytes()) {
            value.set_sensitive(true);
            headers.insert(COOKIE, value);
        }
    }
}

/// The cookies in the headers `Cookie` of a layer.
fn pairs_of(headers: &HeaderMap) -> Vec<(String, String)> {
    let texts =
        headers.get_all(COOKIE).iter().map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    let mut pairs = Vec::new();
    for text in texts {
        for pair in text.split(';').map(str::trim).filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            pairs.push((name.trim().to_owned(), value.trim().to_owned()));
        }
    }
    pairs
}

/// A character of a token (RFC 9110 §5.6.2).
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

/// Whether a cookie's value may contain the byte (RFC 6265 §4.1.1). A comma is not allowed, but lists are written with
/// it.
fn is_octet(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'"' | b';' | b'\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_checked() {
        let mut cookies = Cookies::default();
        for (name, value) in [("a", ""), ("__Host-x", "a=b/c:d%20"), ("n", "1,2")] {
            assert_eq!(cookies.push(name, value), Ok(()));
        }
        for (name, value) in [("", "x"), ("a b", "x"), ("a=b", "x"), ("é", "x")] {
            assert!(cookies.push(name, value).expect_err(name).contains("cookie name"));
        }
        for value in ["a b", "a;b", "a\"", "\\", "é", "a\r\nb", "\t"] {
            let error = cookies.push("n", value).expect_err(value);
            assert!(error.contains("the cookie `n` has") && !error.contains("é"), "{error}");
        }
    }

    #[test]
    fn cookies_of_callers_win() {
        let layer = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(COOKIE, HeaderValue::from_static(text));
            headers
        };
        let mut cookies = Cookies::default();
        for (name, value) in [("a", "1"), ("a", "2"), ("b", "3")] {
            cookies.push(name, value).expect(name);
        }
        let mut headers = HeaderMap::new();
        cookies.put_into(&mut headers, &layer("b=x; c=y;d"), &layer("c=z"));
        assert_eq!(headers[COOKIE], "c=z; a=1; a=2; b=3; d=");
        assert!(headers[COOKIE].is_sensitive());
        Cookies::default().put_into(&mut headers, &layer("b=x"), &HeaderMap::new());
        assert_eq!(headers[COOKIE], "c=z; a=1; a=2; b=3; d=");
    }
}
