//! Media types.

/// The kind of body that a media type describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Media {
    Json,
    Form,
    Multipart,
    Text,
    Events,
    Bytes,
}

/// Of a media type as a document has it.
pub(super) fn media(name: &str) -> Media {
    let essence = name.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match essence.as_str() {
        "application/json" | "text/json" | "application/*" => Media::Json,
        "application/x-www-form-urlencoded" => Media::Form,
        "text/event-stream" => Media::Events,
        _ if essence.ends_with("+json") => Media::Json,
        _ if essence.starts_with("multipart/") => Media::Multipart,
        _ if essence.starts_with("text/") || essence.ends_with("/xml") || essence.ends_with("+xml") => {
            Media::Text
        }
        _ => Media::Bytes,
    }
}
