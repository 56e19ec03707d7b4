//! Letters as rustc sees them: which are common in names, and which look like Latin ones.

use unicode_security::mixed_script::AugmentedScriptSet;
use unicode_security::{GeneralSecurityProfile, skeleton};

/// Whether rustc takes the character in a name without a warning, in either case (UTS #39, section 3.1).
pub(super) fn is_common(c: char) -> bool {
    c.is_ascii() || c.to_lowercase().chain(c.to_uppercase()).all(GeneralSecurityProfile::identifier_allowed)
}

/// The name in Latin letters, when every other letter in it looks like a Latin one: `сode` with a Cyrillic first
/// letter is `code`.
pub(super) fn in_latin(name: &str) -> Option<String> {
    if name.is_ascii() {
        return None;
    }
    name.chars().map(|c| if c.is_ascii() { Some(c) } else { latin_twin(c) }).collect()
}

/// The Latin letter that a letter of another alphabet looks like (UTS #39, section 4).
fn latin_twin(c: char) -> Option<char> {
    let is_foreign = AugmentedScriptSet::for_char(c) != AugmentedScriptSet::for_char('a');
    let mut looks = skeleton(c.encode_utf8(&mut [0; 4])).collect::<Vec<_>>().into_iter();
    let twin =
        looks.next().filter(|twin| twin.is_ascii_alphabetic() && is_foreign && looks.next().is_none())?;
    match twin {
        // The table has one letter for `I` and `l`.
        'l' if c.is_uppercase() => Some('I'),
        _ if c.is_uppercase() => Some(twin.to_ascii_uppercase()),
        _ if c.is_lowercase() => Some(twin.to_ascii_lowercase()),
        // Letters without case are not mistaken for Latin ones.
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::in_latin;

    #[test]
    fn only_what_looks_wholly_latin_is_latin() {
        let rows = [
            ("сode", Some("code")),
            ("оса", Some("oca")),
            ("ΑΒΕ", Some("ABE")),
            ("Іd", Some("Id")),
            ("code", None),
            ("дата", None),
            ("straße", None),
            ("签署方", None),
            ("口", None),
            ("ها", None),
        ];
        for (text, expected) in rows {
            assert_eq!(in_latin(text).as_deref(), expected, "{text}");
        }
    }
}
