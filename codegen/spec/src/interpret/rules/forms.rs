//! Forms of texts: URLs, dates, file names.

/// An absolute URL: a scheme (RFC 3986 section 3.1), `://` and a host, followed by anything.
pub(super) fn is_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    is_scheme && rest.starts_with(|c: char| !matches!(c, '/' | '?' | '#') && !c.is_whitespace())
}

/// Year, month and day in any order, with any separators or none; before them anything except Latin letters.
pub(super) fn may_be_date(text: &str) -> bool {
    let text = fold(text);
    let start = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
    let (lead, digits) = text.split_at_checked(start).unwrap_or_default();
    if lead.chars().any(|c| c.is_ascii_alphabetic()) {
        return starts_with_date(digits);
    }
    let groups: Vec<&str> =
        digits.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).take(3).collect();
    let number = |group: &str| group.parse::<u32>().unwrap_or_default();
    starts_with_date(digits)
        || match groups.as_slice() {
            [a, b, c] => {
                let (a, b, c) = (number(a), number(b), number(c));
                is_day(c, b) || is_day(a, b) || is_day(b, a)
            }
            // The first year of an era is a word.
            [a, b] => is_day(number(b), number(a)) && lead.chars().any(char::is_alphabetic),
            // Digits of another script, which a server may know.
            _ => text.chars().any(|c| !c.is_ascii() && c.is_numeric()),
        }
}

fn is_day(day: u32, month: u32) -> bool {
    (1..=31).contains(&day) && (1..=12).contains(&month)
}

/// Whether the first six or eight digits are year, month and day, or end in the year.
fn starts_with_date(digits: &str) -> bool {
    let group = digits.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    let pair = |from: usize| group.get(from..from + 2).and_then(|pair| pair.parse::<u32>().ok());
    let is_one = |count: usize| match (pair(0), pair(2), pair(count - 4), pair(count - 2)) {
        (Some(a), Some(b), Some(y), Some(z)) => is_day(z, y) || is_day(a, b) || is_day(b, a),
        _ => false,
    };
    (group.len() >= 8 && is_one(8)) || ((group.len() == 6 || group.len() >= 8) && is_one(6))
}

/// Whether a file name or a URL can have one of these endings. A name without a dot can.
pub(super) fn has_extension(name: &str, endings: &[String]) -> bool {
    let name = fold(name);
    let is_within = |text: &str| endings.iter().any(|ending| has_within(text, &fold(ending)));
    let (rest, is_url) = match name.split_once("://") {
        Some((_, rest)) => (rest, true),
        None => (name.as_str(), name.contains('?')),
    };
    if is_url {
        let path = rest.split(['?', '#']).next().unwrap_or_default();
        let path = path.split_once('/').map_or("", |(_, path)| path);
        return is_within(rest) || !last_part(path).contains('.');
    }
    let last = last_part(&name);
    let ends_in = |ending: &String| last.strip_suffix(&fold(ending)).is_some_and(|rest| rest.ends_with('.'));
    !last.contains('.') || endings.iter().any(ends_in) || (last.contains('#') && is_within(last))
}

/// Whether a text has a dot and this ending in it, not followed by a letter or digit.
fn has_within(text: &str, ending: &str) -> bool {
    text.match_indices('.').any(|(at, _)| {
        let rest = text.get(at + 1..).and_then(|rest| rest.strip_prefix(ending));
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

fn last_part(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or_default()
}

/// Letters in lower case, full-width characters as ASCII.
pub(crate) fn fold(text: &str) -> String {
    let narrow = |c: char| match u32::from(c) {
        wide @ 0xff01..=0xff5e => char::from_u32(wide - 0xfee0).unwrap_or(c),
        0x3000 => ' ',
        _ => c,
    };
    text.chars().map(narrow).flat_map(char::to_lowercase).collect()
}
