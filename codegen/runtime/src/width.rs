//! The width of characters: East Asian texts write the same sign in two widths.

/// The ASCII form of a full-width sign (U+FF01 to U+FF5E, and the space U+3000), as in NFKC; other characters are
/// unchanged.
pub(crate) fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
        '\u{3000}' => ' ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::narrow;

    #[test]
    fn full_width_signs_become_ascii() {
        let text: String = "！Ａｚ０～\u{3000}（あ。a".chars().map(narrow).collect();
        assert_eq!(text, "!Az0~ (あ。a");
    }
}
