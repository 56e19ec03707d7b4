//! The grammar of HTTP, as far as specs spell parts of it.

/// A token (RFC 9110 section 5.6.2): the names of headers, and the parts of a media type.
pub(crate) fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b))
}

/// A content type: type and subtype are tokens, parameters follow `;` (RFC 9110 section 8.3.1).
pub(crate) fn is_content_type(text: &str) -> bool {
    let (essence, parameters) = text.split_once(';').unwrap_or((text, ""));
    let is_essence =
        essence.trim_end().split_once('/').is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype));
    is_essence && parameters.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}
