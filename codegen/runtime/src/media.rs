//! Bytes together with what they are.

use std::fmt;

use bytes::Bytes;

/// Bytes and their content type: the body of a request that accepts several content types, such as `image/*`.
#[derive(Clone, PartialEq, Eq)]
pub struct Media {
    content_type: String,
    bytes: Bytes,
}

impl Media {
    /// Creates a body. The content type says what is sent (RFC 9110 §8.3.1), such as `image/png`.
    #[must_use]
    pub fn new(content_type: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self { content_type: content_type.into(), bytes: bytes.into() }
    }

    /// The content type.
    #[must_use]
    pub fn content_type(&self) -> &str {
        &self.content_type
    }

    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// Whether the content type is in a range: `*/*`, `image/*`.
    pub(crate) fn is_in(&self, range: &str) -> bool {
        fn essence(text: &str) -> &str {
            text.split(';').next().unwrap_or_default().trim()
        }
        let Some((range, own)) =
            essence(range).split_once('/').zip(essence(&self.content_type).split_once('/'))
        else {
            return false;
        };
        let fits = |range: &str, own: &str| {
            !own.is_empty() && !own.contains('*') && (range == "*" || range.eq_ignore_ascii_case(own))
        };
        fits(range.0, own.0) && fits(range.1, own.1)
    }
}

impl fmt::Debug for Media {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Media")
            .field("content_type", &self.content_type)
            .field("length", &self.bytes.len())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::Media;

    #[test]
    fn content_types_are_in_ranges() {
        for (content_type, range, want) in [
            ("image/png", "image/*", true),
            ("Image/PNG; q=1", "image/*;q=0.5", true),
            ("text/html", "image/*", false),
            ("text/html", "*/*", true),
            ("image/*", "image/*", false),
            ("*/*", "*/*", false),
            ("image/", "image/*", false),
            ("png", "*/*", false),
            ("", "*/*", false),
        ] {
            assert_eq!(Media::new(content_type, "x").is_in(range), want, "{content_type} in {range}");
        }
    }
}
