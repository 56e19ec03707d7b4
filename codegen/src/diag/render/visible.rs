//! Keeps characters that steer terminals or hide text out of what is printed.

use std::borrow::Cow;

/// The text with every control, bidirectional or invisible character written as `<U+202E>`; line feeds and tabs stay.
///
/// # Examples
///
/// ```
/// use stubwright_codegen::diag::render::visible;
///
/// assert_eq!(visible("签盾"), "签盾");
/// assert_eq!(visible("a\u{202e}b\u{1b}"), "a<U+202E>b<U+001B>");
/// ```
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    let stays = |c: char| matches!(c, '\n' | '\t') || !is_unsafe(c);
    if text.chars().all(stays) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if stays(c) { out.push(c) } else { out.push_str(&spelled(c)) }
    }
    Cow::Owned(out)
}

/// Longer texts fill screens and say no more.
const LONGEST: usize = 1000;

/// [`visible`], cut after a thousand characters.
pub(super) fn clipped(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => Cow::Owned(format!("{}…", visible(&text[..end]))),
        None => visible(text),
    }
}

/// `<U+202E>`.
pub(super) fn spelled(c: char) -> String {
    format!("<U+{:04X}>", u32::from(c))
}

/// Characters that move the cursor, reorder what is shown, or are not shown at all.
pub(crate) fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}'
            | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}
