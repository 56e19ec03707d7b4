//! Scripts, by what matters for finding words in them.

/// A small letter of Russian.
pub(crate) fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{430}'..='\u{44f}' | '\u{451}')
}

/// A letter or digit of a language that is written as English is, with accents or without.
pub(crate) fn is_latin(c: char) -> bool {
    c.is_alphanumeric() && c < '\u{250}'
}

/// A text without letters of other scripts.
pub(crate) fn is_latin_text(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii() || is_latin(c))
}

/// A syllable of Korean, which has spaces between words and particles at their ends.
pub(crate) fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}')
}

/// Chinese and Japanese, which have no spaces between words.
pub(crate) fn is_ideographic(c: char) -> bool {
    matches!(c, '\u{3005}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// The tag of the language that a text is in, by its letters: kana are Japanese, and ideographs alone are in the language
/// that is given for them.
pub(crate) fn language(text: &str, of_ideographs: &'static str) -> &'static str {
    let has = |is: fn(char) -> bool| text.chars().any(is);
    match () {
        () if has(is_hangul) => "ko",
        () if has(|c| matches!(c, '\u{3041}'..='\u{30fa}')) => "ja",
        () if has(is_ideographic) => of_ideographs,
        () if has(|c| c.to_lowercase().any(is_cyrillic)) => "ru",
        () => "en",
    }
}

/// Cyrillic letters that look like Latin ones.
pub(crate) const LOOK_LATIN: &str = "АВЕКМНОРСТУХЅІЈаеорсухѕіј";
