//! `Url`: an absolute URL in text.

use super::text::text_type;

/// An absolute URL, `https://api.example.com/a?b#c`, kept as it came.
///
/// Its syntax is checked by RFC 3986 §3: a scheme, a colon, and something after it; after `http`, `https`, `ws`, `wss`
/// and `ftp` two slashes and a host. Spaces and control characters are rejected; other characters that should be
/// percent-encoded are not, since servers put raw file names into download links. Where it is optional, an empty string
/// is read as `None`.
///
/// ```
/// use stubwright_runtime::v1::Url;
///
/// let url: Url = "https://user@files.example.com:8443/合同.pdf?v=1".parse()?;
/// assert_eq!((url.scheme(), url.host()), ("https", Some("files.example.com")));
/// assert!("api.example.com/files".parse::<Url>().is_err());
/// # Ok::<(), stubwright_runtime::v1::Malformed>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Url(Box<str>);

text_type!(Url);

/// Schemes whose URLs name a host.
const WITH_HOST: [&str; 5] = ["http", "https", "ws", "wss", "ftp"];

impl Url {
    const EXPECTED: &'static str = "an absolute URL such as https://example.com/";

    /// The scheme, as it is written: `https`.
    #[must_use]
    pub fn scheme(&self) -> &str {
        self.0.split(':').next().unwrap_or_default()
    }

    /// The host without user and port, `[::1]` with its brackets; `None` if the URL has none, like `mailto:`.
    #[must_use]
    pub fn host(&self) -> Option<&str> {
        let (_, rest) = self.0.split_once(':')?;
        host(rest)
    }

    fn check(text: &str) -> bool {
        let Some((scheme, rest)) = text.split_once(':') else { return false };
        let named = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
        let clean = !rest.chars().any(|c| c.is_whitespace() || c.is_control());
        let placed = if WITH_HOST.iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
            host(rest).is_some_and(|host| !host.is_empty())
        } else {
            !rest.is_empty()
        };
        named && clean && placed
    }
}

/// The host in the text after the scheme and its colon; also `None` if the port is not a number.
fn host(rest: &str) -> Option<&str> {
    let authority = rest.strip_prefix("//")?.split(['/', '?', '#']).next()?;
    let place = authority.rsplit_once('@').map_or(authority, |(_, place)| place);
    let end = match place.starts_with('[') {
        true => place.find(']')? + 1,
        false => place.find(':').unwrap_or(place.len()),
    };
    let (host, port) = place.split_at_checked(end)?;
    let port = port.strip_prefix(':').unwrap_or(port);
    port.bytes().all(|b| b.is_ascii_digit()).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::Url;

    #[test]
    fn absolute_urls() {
        for (text, host) in [
            ("https://example.com", Some("example.com")),
            ("HTTP://u:p@EXAMPLE.com:80?x", Some("EXAMPLE.com")),
            ("http://[::1]:8080/a", Some("[::1]")),
            ("http://签盾.example/合同{1}|.pdf#片段", Some("签盾.example")),
            ("https://a@b@c/", Some("c")),
            ("ftp://h:/", Some("h")),
            ("mailto:a@example.com", None),
            ("urn:isbn:0451450523", None),
            ("oss://bucket/key", Some("bucket")),
            ("file:///etc/hosts", Some("")),
            ("data:,x", None),
        ] {
            let url: Url = text.parse().expect(text);
            assert_eq!((url.as_str(), url.host()), (text, host));
        }
    }

    #[test]
    fn what_is_none() {
        for text in [
            "",
            ":",
            "https:",
            "https://",
            "https:///path",
            "https:/example.com",
            "//example.com/a",
            "/a/b",
            "example.com",
            "1http://a",
            "ht tp://a",
            "http://a b",
            " https://a",
            "https://a\n",
            "https://a\u{3000}",
            "https://\0",
            "http://:80",
            "http://a:b/",
            "http://[::1",
            "http://a:８０/",
            "ｈttp://a",
            "http://user@",
            "mailto:",
        ] {
            assert!(text.parse::<Url>().is_err(), "{text:?}");
        }
    }
}
