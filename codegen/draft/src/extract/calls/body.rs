//! The bodies of calls: read by their looks, and then by their `Content-Type`.

use super::url;
use crate::found::Body;
use crate::json;
use crate::page::Text;
use stubwright_spec::source::Spanned;

/// Reads a text that is a whole body.
pub(super) fn read(text: &Text, content_type: Option<&str>) -> Body {
    let raw = text.as_str();
    let start = raw.len() - raw.trim_start().len();
    let bare = raw.trim();
    // `&a=1` begins with a separator.
    let (start, bare) = bare.strip_prefix('&').map_or((start, bare), |rest| (start + 1, rest));
    if bare.is_empty() {
        return Body::None;
    }
    let says = |word: &str| content_type.is_some_and(|kind| kind.to_ascii_lowercase().contains(word));
    if bare.starts_with(['{', '[']) {
        return match json::read(text, start) {
            Some(read) => Body::Json(read.value, read.faults),
            None => Body::Other,
        };
    }
    let is_pair = bare.split_once('=').is_some_and(|(name, _)| {
        !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "-_.[]%{}$".contains(c))
    });
    if is_pair && !says("xml") && !says("json") && !says("text/plain") && !says("multipart") {
        return Body::Form(url::pairs(text, start..start + bare.len()));
    }
    Body::Other
}

/// The value of `Content-Type` among headers.
pub(super) fn content_type(headers: &[(Spanned<String>, Spanned<String>)]) -> Option<&str> {
    let is_it = |name: &str| name.eq_ignore_ascii_case("content-type");
    headers.iter().find(|(name, _)| is_it(&name.value)).map(|(_, value)| value.value.as_str())
}
