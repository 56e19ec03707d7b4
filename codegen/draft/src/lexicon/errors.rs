//! The words of messages: their predicates, by which rows are named, and words about another try.
//!
//! `messages.txt` says in its first lines how it is written.

use super::lists::{lines, words};

words! { "rows":
    FILLERS POLITE THROTTLED TOO_MANY WAIT TOKENS OVER RENEW FIRST PLEASE FIRST_ANYWHERE PASSING PLAIN
    TELLING AFTER OTHER AND_THEN FAILED_STEPS EXPLAINING
}

/// The messages and their names: a line of `messages.txt` is as many messages as its alternatives give.
pub(crate) fn messages() -> impl Iterator<Item = (String, &'static str)> {
    let lines = lines("messages", "").filter_map(|line| line.rsplit_once('='));
    lines.flat_map(|(messages, name)| spelled(messages).into_iter().map(move |message| (message, name)))
}

/// The texts that alternatives stand for: `@(已|)过期` is `@已过期` and `@过期`.
fn spelled(alternatives: &str) -> Vec<String> {
    split(alternatives).into_iter().flat_map(joined).collect()
}

/// The texts of one alternative: those of its groups, each with each.
fn joined(text: &str) -> Vec<String> {
    let Some((before, rest)) = text.split_once('(') else { return vec![text.to_owned()] };
    let end = closing(rest);
    let inner = spelled(rest.get(..end).unwrap_or_default());
    let after = joined(rest.get(end + 1..).unwrap_or_default());
    let pairs = inner.iter().flat_map(|inner| after.iter().map(move |after| (inner, after)));
    pairs.map(|(inner, after)| format!("{before}{inner}{after}")).collect()
}

/// The alternatives of a text that are not inside of a group.
fn split(text: &str) -> Vec<&str> {
    let (mut depth, mut start) = (0_usize, 0);
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '|' if depth == 0 => {
                found.push(text.get(start..at).unwrap_or_default());
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push(text.get(start..).unwrap_or_default());
    found
}

/// Where the group ends in which a text begins.
fn closing(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return at,
            ')' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{messages, spelled};

    #[test]
    fn alternatives_are_spelled_out() {
        assert_eq!(spelled("a"), ["a"]);
        assert_eq!(spelled("a(b|)|c"), ["ab", "a", "c"]);
        assert_eq!(spelled("(a|b(c|d)) x(e|)"), ["a xe", "a x", "bc xe", "bc x", "bd xe", "bd x"]);
    }

    #[test]
    fn a_message_has_one_name() {
        let mut names = BTreeMap::new();
        for (message, name) in messages() {
            let other = *names.entry(message.clone()).or_insert(name);
            assert_eq!(other, name, "{message}");
        }
    }
}
