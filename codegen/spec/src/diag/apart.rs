//! Tells names apart that look the same in a message: by the code points in which they differ.

use unicode_normalization::UnicodeNormalization;
use unicode_security::skeleton;

use super::finding::Diagnostic;
use crate::hidden::is_hidden;
use crate::source::wide::narrow;

/// Adds a note to a finding that names two things which look the same, and are not.
pub(super) fn told(diagnostic: Diagnostic) -> Diagnostic {
    match note(&diagnostic) {
        Some(note) => diagnostic.note(note),
        None => diagnostic,
    }
}

fn note(diagnostic: &Diagnostic) -> Option<String> {
    let texts = || [&diagnostic.message].into_iter().chain(&diagnostic.notes).chain(&diagnostic.help);
    // Code points are given already.
    if diagnostic.message.contains("U+") || texts().all(|text| text.is_ascii()) {
        return None;
    }
    let mut names: Vec<&str> = Vec::new();
    for name in texts().flat_map(|text| quoted(text)) {
        if !names.contains(&name) && names.len() < MOST_NAMES {
            names.push(name);
        }
    }
    alike(&names, looks).or_else(|| alike(&names, folded)).map(|alike| difference(&alike))
}

/// Nobody compares more names than these.
const MOST_NAMES: usize = 12;

/// The texts between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The first names that have one look.
fn alike<'a>(names: &[&'a str], look: fn(&str) -> String) -> Option<Vec<&'a str>> {
    let looks: Vec<String> = names.iter().map(|name| look(name)).collect();
    looks.iter().find_map(|one| {
        let same = names.iter().zip(&looks).filter(|(_, look)| *look == one).map(|(name, _)| *name);
        let same: Vec<&str> = same.collect();
        (same.len() > 1 && same.iter().any(|name| !name.is_ascii())).then_some(same)
    })
}

/// The appearance of a name (UTS #39, section 4), regardless of normalization, width and hidden characters.
fn looks(name: &str) -> String {
    let seen: String = narrow(name).nfkc().filter(|c| !is_hidden(*c)).collect();
    skeleton(&seen).collect()
}

/// The appearance of a name, ignoring case.
fn folded(name: &str) -> String {
    looks(&name.nfkc().flat_map(char::to_lowercase).collect::<String>())
}

/// The code points in which the names differ, in their order.
fn difference(names: &[&str]) -> String {
    let all: Vec<Vec<char>> = names.iter().map(|name| name.chars().collect()).collect();
    let first = all.first().map_or(&[][..], Vec::as_slice);
    let shortest = all.iter().map(Vec::len).min().unwrap_or_default();
    let starts = |at: usize| all.iter().all(|name| name.get(at) == first.get(at));
    let before = (0..shortest).take_while(|at| starts(*at)).count();
    let from_end =
        |name: &[char], at: usize| name.len().checked_sub(at + 1).and_then(|at| name.get(at).copied());
    let ends = |at: usize| all.iter().all(|name| from_end(name, at) == from_end(first, at));
    let after = (0..shortest - before).take_while(|at| ends(*at)).count();
    let points = all.iter().map(|name| shown(name.get(before..name.len() - after).unwrap_or_default()));
    let points: Vec<String> = points.collect();
    let shown: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let place = before + 1;
    format!(
        "{} look the same, but from character {place} on they are, in this order: {}",
        shown.join(" and "),
        points.join("; ")
    )
}

fn shown(points: &[char]) -> String {
    const MOST: usize = 8;
    if points.is_empty() {
        return String::from("nothing");
    }
    let mut parts: Vec<String> =
        points.iter().take(MOST).map(|c| format!("U+{:04X}", u32::from(*c))).collect();
    if points.len() > MOST {
        parts.push(String::from("…"));
    }
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::told;
    use crate::diag::{Code, Diagnostic};

    fn note(message: &str, help: &str) -> Option<String> {
        let told = told(Diagnostic::without_place(Code::NameCollision, message).help(help));
        told.notes
            .last()
            .and_then(|note| note.split_once("in this order: ").map(|(_, points)| points.to_owned()))
    }

    #[test]
    fn what_looks_the_same_is_told_apart() {
        for (one, other, wanted) in [
            ("K", "\u{212A}", "U+004B; U+212A"),
            ("\u{E9}", "e\u{301}", "U+00E9; U+0065 U+0301"),
            ("admin", "\u{430}dmin", "U+0061; U+0430"),
            ("ab", "a\u{200B}b", "nothing; U+200B"),
            ("a，b", "a,b", "U+FF0C; U+002C"),
            ("O", "〇", "U+004F; U+3007"),
            ("straße", "STRASSE", ""),
            ("ſ", "S", "U+017F; U+0053"),
            ("签", "署", ""),
        ] {
            let found = note(&format!("the fields `{one}` and `{other}` are both `x`"), "");
            assert_eq!(found.as_deref().unwrap_or_default(), wanted, "{one} {other}");
            let found = note(&format!("there is no `{one}`"), &format!("did you mean `{other}`?"));
            assert_eq!(found.as_deref().unwrap_or_default(), wanted, "{one} {other}");
        }
        assert_eq!(note("`l1` and `ll` are both `x`", ""), None);
        assert_eq!(note("`K` and `\u{212A}` and `\u{212A}` are `k`", "").as_deref(), Some("U+004B; U+212A"));
        assert_eq!(note("`K` is U+004B and not `\u{212A}`", ""), None);
    }
}
