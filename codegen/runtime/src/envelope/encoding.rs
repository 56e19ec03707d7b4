//! Bodies that came compressed, and that no transport has decoded.

use http::HeaderMap;
use http::header::CONTENT_ENCODING;

use super::received::Received;

/// The names of encodings that change the bytes (RFC 9110 §8.4.1, RFC 7932, RFC 8878).
const COMPRESSED: [&str; 7] = ["gzip", "x-gzip", "deflate", "compress", "x-compress", "br", "zstd"];

/// The reason why a body may be unreadable: the header `Content-Encoding` is still there. A transport that decodes
/// removes it.
pub(crate) fn encoded(received: Received<'_>) -> Option<String> {
    let names = names(received.headers);
    if received.body.is_empty() || names.is_empty() {
        return None;
    }
    let advice = if cfg!(feature = "gzip") || names != "gzip" {
        "which was not decoded"
    } else {
        "which the feature `gzip` of stubwright-runtime decodes"
    };
    Some(format!("the body is encoded as {names} (Content-Encoding), {advice}"))
}

/// The same, only where the encoding is known to change the bytes: some servers put `utf-8` there.
pub(super) fn compressed(received: Received<'_>) -> Option<String> {
    let names = names(received.headers);
    let known = |name: &str| COMPRESSED.contains(&name);
    if names.split(", ").any(known) { encoded(received) } else { None }
}

/// The encodings, in lower case, without `identity`.
fn names(headers: &HeaderMap) -> String {
    let values = headers.get_all(CONTENT_ENCODING).iter();
    let names = values.flat_map(|value| {
        let text = String::from_utf8_lossy(value.as_bytes()).to_ascii_lowercase();
        text.split(',').map(|name| name.trim().to_owned()).collect::<Vec<_>>()
    });
    names.filter(|name| !name.is_empty() && name != "identity").collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use http::header::CONTENT_ENCODING;
    use http::{HeaderMap, HeaderValue, StatusCode};

    use super::{compressed, encoded};
    use crate::envelope::Received;

    fn said(encoding: &'static str, body: &[u8]) -> (Option<String>, Option<String>) {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
        let received = Received { status: StatusCode::OK, headers: &headers, body };
        (encoded(received), compressed(received))
    }

    #[test]
    fn what_is_left_encoded_is_named() {
        let (why, same) = said("br", b"\x0b");
        assert_eq!(
            why.as_deref(),
            Some("the body is encoded as br (Content-Encoding), which was not decoded")
        );
        assert_eq!(why, same);
        assert!(said("GZIP , identity,gzip", b"\x1f").1.is_some_and(|why| why.contains("gzip, gzip")));
        let gzip = said("gzip", b"\x1f").1.unwrap_or_default();
        let feature = gzip.ends_with("which the feature `gzip` of stubwright-runtime decodes");
        assert_eq!(feature, cfg!(not(feature = "gzip")), "{gzip}");
    }

    #[test]
    fn what_is_not_encoded_is_left_alone() {
        for (encoding, body) in [("identity", "x"), ("", "x"), ("gzip", "")] {
            assert_eq!(said(encoding, body.as_bytes()), (None, None), "{encoding}");
        }
        assert_eq!(said("utf-8", b"x").1, None);
    }
}
