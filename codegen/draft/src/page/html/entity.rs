//! Entities of HTML: `&amp;`, `&#160;`.

use std::ops::Range;

use html5gum::{Token, Tokenizer};

/// Text of the page in parts: ranges as they are, and ranges with their decoded text.
pub(super) fn split(page: &str, range: Range<usize>) -> Vec<(Range<usize>, Option<String>)> {
    let text = page.get(range.clone()).unwrap_or_default();
    let mut parts = Vec::new();
    let mut done = 0;
    for (at, _) in text.match_indices('&') {
        let Some(entity) = text.get(at..).map(first) else { continue };
        let Some(decoded) = decoded(entity) else { continue };
        if at > done {
            parts.push((range.start + done..range.start + at, None));
        }
        done = at + entity.len();
        parts.push((range.start + at..range.start + done, Some(decoded)));
    }
    if done < text.len() {
        parts.push((range.start + done..range.end, None));
    }
    parts
}

/// A possible entity at the start of a text.
fn first(text: &str) -> &str {
    /// No name is longer.
    const LONGEST: usize = 33;
    let name =
        text.bytes().skip(1).take(LONGEST).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
    let end = name + 1;
    let end = if text.as_bytes().get(end) == Some(&b';') { end + 1 } else { end };
    text.get(..end).unwrap_or_default()
}

fn decoded(entity: &str) -> Option<String> {
    match entity {
        "&" => return None,
        "&amp;" => return Some(String::from("&")),
        "&lt;" => return Some(String::from("<")),
        "&gt;" => return Some(String::from(">")),
        "&quot;" => return Some(String::from("\"")),
        "&nbsp;" => return Some(String::from("\u{a0}")),
        _ => {}
    }
    let mut decoded = String::new();
    for token in Tokenizer::new(entity) {
        if let Ok(Token::String(text)) = token {
            decoded.push_str(&String::from_utf8_lossy(&text));
        }
    }
    (decoded != entity && !decoded.is_empty()).then_some(decoded)
}
