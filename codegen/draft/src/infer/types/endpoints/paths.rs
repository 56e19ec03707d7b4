//! The paths of calls: which of them are those of one endpoint, and which segments are values.

use std::collections::BTreeSet;

use crate::lexicon::verbs::{is_empty, is_verb, words};

/// A path up to the first character that no path has: a space, or text in another script. A brace that is not closed is
/// closed.
pub(super) fn clean(path: &str) -> String {
    let mut out = String::new();
    let mut is_inside = false;
    for c in path.chars() {
        match c {
            '{' if is_inside => {}
            '{' => {
                is_inside = true;
                out.push(c);
            }
            '}' if !is_inside => {}
            '}' => {
                is_inside = false;
                out.push(c);
            }
            '/' if is_inside => {
                is_inside = false;
                out.push_str("}/");
            }
            c if c.is_whitespace() || c.is_control() => break,
            c if is_inside && !(c.is_alphanumeric() || "_-.".contains(c)) => {}
            c if !is_inside && !c.is_ascii() => break,
            '"' | '\'' | '`' | '<' | '>' | '\\' | '^' | '|' => {}
            c => out.push(c),
        }
    }
    if is_inside {
        out.push('}');
    }
    out.replace("{}", "{id}")
}

/// The segments of a path without those in front that say nothing (`api`, `v2`): what two calls of one endpoint share.
pub(super) fn segments(path: &str) -> Vec<&str> {
    let all: Vec<&str> = path.trim_end_matches('/').split('/').skip(1).collect();
    let from = all.iter().position(|segment| !is_empty(segment)).unwrap_or(0);
    all.get(from..).unwrap_or_default().to_vec()
}

/// Whether two paths are those of one endpoint: segments are equal, or one of them is a variable and the other one a value
/// or a variable; in front one of them may have `/api` or `/v1` more. Lines of text that name both mean `/orders/latest` and
/// `/orders/{id}`, unless the values that are `listed` for `id` have it; a request is sent with a value.
pub(super) fn alike(path: &str, other: &str, are_lines: bool, listed: &BTreeSet<(&str, &str)>) -> bool {
    let (mine, theirs) = (segments(path), segments(other));
    let front = |path, rest: &[&str]| {
        let all = str::trim_end_matches(path, '/').split('/').skip(1);
        all.clone().take(all.count() - rest.len())
    };
    let fronts = (front(path, &mine), front(other, &theirs));
    let counts = (fronts.0.clone().count(), fronts.1.clone().count());
    // A variable in front stands for every version.
    let is_same = |(a, b): (&str, &str)| a == b || a.starts_with('{') || b.starts_with('{');
    // `/api/v1` and `/v1`: one has more in front.
    let (more, fewer) = (counts.0.saturating_sub(counts.1), counts.1.saturating_sub(counts.0));
    let is_prefixed = fronts.0.skip(more).zip(fronts.1.skip(fewer)).all(is_same);
    if !is_prefixed {
        return false;
    }
    let is_variable = |segment: &str| segment.starts_with('{') || is_blank(segment);
    let is_fixed = |segment: &str| {
        let is_letter = |c: char| c.is_ascii_alphabetic() || matches!(c, '-' | '_');
        // `@me` is a word as well.
        let bare = segment.strip_prefix('@').unwrap_or(segment);
        let is_name = bare.chars().all(is_letter) && bare.contains(|c: char| c.is_ascii_lowercase());
        is_word(segment) || (are_lines && is_name)
    };
    let is_listed = |variable: &str, value: &str| {
        let name = variable.trim_start_matches('{').trim_end_matches('}');
        listed.contains(&(name, value))
    };
    let stands_for = |a: &str, b: &str| {
        let Some((a, b)) = without_front(a, b) else { return false };
        match (is_variable(a), is_variable(b)) {
            (true, true) => true,
            (true, false) => b.is_empty() || !is_fixed(b) || is_listed(a, b),
            (false, _) => is_value(b) && (a.is_empty() || is_value(a)),
        }
    };
    // A request may have a slip: `/Lamps`.
    let is_equal = |a: &str, b: &str| a == b || !are_lines && a.eq_ignore_ascii_case(b);
    // Two paths that share no word are not those of one endpoint.
    let is_shared = mine.iter().zip(&theirs).any(|(a, b)| a == b && !is_variable(a) && !a.is_empty());
    let begins_alike = match (mine.first(), theirs.first()) {
        (Some(a), Some(b)) if a != b && !(is_variable(a) && is_variable(b)) => {
            !is_shared || is_value(if is_variable(a) { b } else { a })
        }
        _ => true,
    };
    mine.len() == theirs.len()
        && begins_alike
        && (is_shared || mine.first() == theirs.first())
        && mine.iter().zip(&theirs).all(|(a, b)| is_equal(a, b) || stands_for(a, b) || stands_for(b, a))
}

/// Two segments without the text in front of the variable of the first, which the other one has as well: `${ship}` and `$71`.
fn without_front<'s>(variable: &'s str, other: &'s str) -> Option<(&'s str, &'s str)> {
    let (front, variable) = variable.split_at(variable.find('{').unwrap_or(0));
    Some((variable, other.strip_prefix(front)?))
}

/// Whether a segment is a word of the path by its looks, not a value: small letters alone, no digits.
fn is_word(segment: &str) -> bool {
    words(segment).iter().any(|word| is_verb(word)) && segment.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Whether a segment stands for a value without a name: `%s`, `xxx`, `***`.
pub(in crate::infer::types) fn is_blank(segment: &str) -> bool {
    let is_of =
        |letter: u8| segment.len() >= 3 && segment.bytes().all(|byte| byte.eq_ignore_ascii_case(&letter));
    matches!(segment, "%s" | "%d" | "%i" | "%v") || is_of(b'x') || is_of(b'*')
}

/// Whether a segment is a value by its looks: digits alone, or letters with digits, and no version.
pub(super) fn is_value(segment: &str) -> bool {
    let digits = segment.bytes().filter(u8::is_ascii_digit).count();
    let is_upper = segment.bytes().any(|byte| byte.is_ascii_uppercase());
    digits > 0
        && !is_empty(segment)
        && (digits == segment.len() || (digits * 3 >= segment.len()) || (is_upper && segment.contains('-')))
}
