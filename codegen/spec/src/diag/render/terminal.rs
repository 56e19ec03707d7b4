//! Text for terminals and logs, without characters that steer them or hide what is written.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use crate::hidden::is_unsafe;
use crate::json;

/// Text that is safe to print: every control, bidirectional or invisible character is spelled out, as `<U+202E>`.
///
/// Only the functions that spell them out make one, and whatever prints takes nothing else. What the renderers return
/// may have the escape sequences of colours in it, which they put there themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TerminalText(String);

impl TerminalText {
    /// Text of several lines: tabs and line ends, LF or CRLF, stay.
    ///
    /// # Examples
    ///
    /// ```
    /// use stubwright_spec::diag::render::TerminalText;
    ///
    /// assert_eq!(TerminalText::lines("签盾\n"), "签盾\n");
    /// assert_eq!(TerminalText::lines("a\u{202e}b\u{1b}"), "a<U+202E>b<U+001B>");
    /// ```
    #[must_use]
    pub fn lines(text: &str) -> Self {
        Self(text.split("\r\n").map(visible).collect::<Vec<_>>().join("\r\n"))
    }

    /// Text that stays on the line it is printed on.
    ///
    /// # Examples
    ///
    /// ```
    /// use stubwright_spec::diag::render::TerminalText;
    ///
    /// assert_eq!(TerminalText::line("a\n::error::b"), "a<U+000A>::error::b");
    /// ```
    #[must_use]
    pub fn line(text: &str) -> Self {
        Self(visible(text).replace('\n', &spelled('\n')))
    }

    /// One JSON object of text members (RFC 8259), with a line end.
    ///
    /// # Examples
    ///
    /// ```
    /// use stubwright_spec::diag::render::TerminalText;
    ///
    /// assert_eq!(TerminalText::json_object(&[("a", "签\n\u{1b}")]), "{\"a\":\"签\\n\\u001b\"}\n");
    /// ```
    #[must_use]
    pub fn json_object(members: &[(&str, &str)]) -> Self {
        let members = members.iter().map(|(key, value)| ((*key).to_owned(), json::Value::from(*value)));
        Self(json::Value::Object(members.collect()).line() + "\n")
    }

    /// Text that a renderer assembled from escaped parts.
    pub(super) fn rendered(text: String) -> Self {
        Self(text)
    }
}

impl Deref for TerminalText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl PartialEq<&str> for TerminalText {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl fmt::Display for TerminalText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text with everything unsafe spelled out, but for line feeds and tabs.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
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

/// [`clipped`], on one line.
pub(super) fn line(text: &str) -> String {
    clipped(text).replace('\n', &spelled('\n'))
}

/// [`clipped`], on several lines that no workflow mistakes for a command.
pub(super) fn block(text: &str) -> String {
    let text = clipped(text);
    let mut lines = text.split('\n');
    let mut out = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        let is_command = line.trim_start().starts_with("::");
        out.push_str(if is_command { "<U+000A>" } else { "\n" });
        out.push_str(line);
    }
    out
}

/// `<U+202E>`.
pub(super) fn spelled(c: char) -> String {
    format!("<U+{:04X}>", u32::from(c))
}
