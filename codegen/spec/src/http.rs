//! The grammar of HTTP, as far as specs spell parts of it.

/// A token (RFC 9110 section 5.6.2): the names of headers, and the parts of a media type.
pub(crate) fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b))
}
