//! Literals. A text of a spec gets into code as the contents of one of these, or not at all.

use super::width::width;

/// A string literal; whatever steers a terminal or hides text is escaped in it.
pub(super) fn string(text: &str, out: &mut String) {
    out.push('"');
    if text.chars().all(is_plain) {
        out.push_str(text);
    } else {
        for c in text.chars() {
            if is_plain(c) { out.push(c) } else { out.extend(c.escape_debug()) }
        }
    }
    out.push('"');
}

/// How many columns a string literal takes.
pub(super) fn string_width(text: &str) -> usize {
    if text.chars().all(is_plain) {
        // Ideographs and their punctuation take two.
        return 2 + text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
    }
    let mut out = String::new();
    string(text, &mut out);
    width(&out)
}

/// Whether a character is never escaped, and has a width that is known. Of the others, some need not be escaped, which
/// takes longer to find out.
fn is_plain(c: char) -> bool {
    matches!(c, ' ' | '!' | '#'..='[' | ']'..='~' | '\u{3001}'..='\u{3015}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF5E}')
}

/// A raw string literal.
pub(super) fn raw(text: &str, out: &mut String) {
    let longest = text.split('"').skip(1).map(|rest| rest.len() - rest.trim_start_matches('#').len()).max();
    let hashes = "#".repeat(longest.unwrap_or_default() + 1);
    out.extend(["r", &hashes, "\"", text, "\"", &hashes]);
}

#[cfg(test)]
mod tests {
    use super::{raw, string};

    fn written(write: fn(&str, &mut String), text: &str) -> String {
        let mut out = String::new();
        write(text, &mut out);
        out
    }

    #[test]
    fn the_width_is_that_of_the_literal() {
        for text in
            ["plain", "签署方，不可（重复）。", "a\"\\\n", "é 한국", "〔一〕、！", "\u{4dff}\u{9fff}\u{ff5e}"]
        {
            assert_eq!(super::string_width(text), super::width(&written(string, text)), "{text}");
        }
    }

    #[test]
    fn strings_show_what_they_can() {
        for (text, literal) in [
            ("it's \"so\"", r#""it's \"so\"""#),
            ("a\\b\n\t\0", r#""a\\b\n\t\0""#),
            ("签署 é", "\"签署 é\""),
            ("\u{202e}\u{7}", "\"\\u{202e}\\u{7}\""),
        ] {
            assert_eq!(written(string, text), literal);
        }
        assert_eq!(written(raw, "{\"a\": \"#\"}"), "r##\"{\"a\": \"#\"}\"##");
        assert_eq!(written(raw, "[]"), "r#\"[]\"#");
    }
}
