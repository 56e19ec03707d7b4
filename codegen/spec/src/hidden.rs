//! Which characters of a text are invisible. Joiners that a script or a picture needs are part of the text.

mod joining;

use unicode_normalization::char::canonical_combining_class;

use self::joining::{is_picture, joins_back, joins_onward};

/// Whether a character is invisible or turns the reading direction: bidi controls, zero-width and other format
/// characters, fillers.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// Characters that move the cursor, reorder what is shown, end a line, or are not shown at all.
pub fn is_unsafe(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') || is_hidden(c)
}

/// The invisible characters of a text that do not belong where they are, with their byte offsets.
///
/// Allowed are: a zero-width non-joiner between two letters that would join, a zero-width joiner at a letter that would
/// stand alone (both Unicode Standard, section 9.2, and UAX #31, section 2.3), either of them at a virama (RFC 5892,
/// appendix A; section 12.2 for Bengali), a joiner between two pictures, and the tags of a flag (UTS #51, ED-16 and
/// ED-14a).
pub fn hidden_in(text: &str) -> impl Iterator<Item = (usize, char)> {
    // Nothing in ASCII is hidden.
    let text = if text.is_ascii() { "" } else { text };
    let found = text.char_indices().filter(|(_, c)| is_hidden(*c));
    found.filter(|(at, c)| !belongs(&text[..*at], *c, &text[at + c.len_utf8()..]))
}

fn belongs(before: &str, c: char, after: &str) -> bool {
    match c {
        '\u{200C}' => at_virama(before, after) || (joins_from(before) && joins_to(after)),
        '\u{200D}' => {
            at_virama(before, after) || joins_from(before) != joins_to(after) || joins_pictures(before, after)
        }
        '\u{E0020}'..='\u{E007F}' => is_tag_of_a_flag(before, c, after),
        _ => false,
    }
}

/// Marks are part of a letter and do not separate it from its neighbour.
fn is_mark(c: &char) -> bool {
    canonical_combining_class(*c) != 0
}

fn joins_from(before: &str) -> bool {
    before.chars().rev().find(|c| !is_mark(c)).is_some_and(joins_onward)
}

fn joins_to(after: &str) -> bool {
    after.chars().find(|c| !is_mark(c)).is_some_and(joins_back)
}

/// The combining class of viramas (UAX #44, table 15).
const VIRAMA: u8 = 9;

fn at_virama(before: &str, after: &str) -> bool {
    let neighbours = [before.chars().next_back(), after.chars().next()];
    neighbours.into_iter().flatten().any(|c| canonical_combining_class(c) == VIRAMA)
}

fn joins_pictures(before: &str, after: &str) -> bool {
    // A selector, a skin tone or a keycap belongs to the picture before it.
    let is_addition = |c: char| matches!(c, '\u{FE0F}' | '\u{20E3}' | '\u{1F3FB}'..='\u{1F3FF}');
    before.trim_end_matches(is_addition).ends_with(is_picture) && after.starts_with(is_picture)
}

/// The longest subdivision code after a flag, such as `gbeng`; a longer run hides words.
const LONGEST_FLAG: usize = 6;

fn is_tag_of_a_flag(before: &str, c: char, after: &str) -> bool {
    let is_tag = |c: char| matches!(c, '\u{E0020}'..='\u{E007E}');
    let head = before.trim_end_matches(is_tag);
    let tail = if c == '\u{E007F}' {
        Some(after)
    } else {
        after.trim_start_matches(is_tag).strip_prefix('\u{E007F}')
    };
    let Some(tail) = tail else { return false };
    let bytes = before.len() - head.len() + after.len() - tail.len();
    head.ends_with('\u{1F3F4}') && bytes / c.len_utf8() <= LONGEST_FLAG
}

#[cfg(test)]
mod tests {
    use super::hidden_in;

    #[test]
    fn joiners_belong_where_they_work() {
        for text in [
            "می\u{200C}خواهم",
            "خانه\u{200C}ای",
            "بَ\u{200C}بَ",
            "ه\u{200D} ق",
            "क्\u{200C}ष क्\u{200D}ष",
            "র\u{200D}্যাব",
            "👨\u{200D}👩\u{200D}👧 🏳\u{FE0F}\u{200D}🌈 👩🏽\u{200D}🚀",
            "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
        ] {
            assert_eq!(hidden_in(text).next(), None, "{text:?}");
        }
    }

    #[test]
    fn joiners_elsewhere_are_found() {
        for (text, at) in [
            ("a\u{200D}b", 1),
            ("a\u{200C}", 1),
            ("签\u{200D}署", 3),
            ("\u{200D}👩", 0),
            ("👩\u{200D}a", 4),
            ("و\u{200C}و", 2),
            ("بـ\u{200D}ب", 4),
            ("م\u{200B}م", 2),
            ("👩\u{FEFF}👩", 4),
            ("🏴\u{E0067}", 4),
            ("x\u{E0067}\u{E007F}", 1),
            ("🏴\u{E0061}\u{E0062}\u{E0063}\u{E0064}\u{E0065}\u{E0066}\u{E0067}\u{E007F}", 4),
        ] {
            assert_eq!(hidden_in(text).next().map(|(at, _)| at), Some(at), "{text:?}");
        }
    }
}
