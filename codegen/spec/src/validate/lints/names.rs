//! The words of a name, in any spelling.

/// The words of a name in lower case: `accessToken`, `access-token` and `ACCESS_TOKEN` have the same.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before: Option<char> = None;
    let mut rest = name.chars().peekable();
    while let Some(c) = rest.next() {
        let follows = rest.peek().is_some_and(|next| next.is_lowercase());
        let starts = match before {
            Some(before) if before.is_alphanumeric() => {
                c.is_uppercase() && (!before.is_uppercase() || follows)
            }
            _ => true,
        };
        if c.is_alphanumeric() {
            if starts {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.extend(c.to_lowercase());
            }
        }
        before = Some(c);
    }
    words
}

/// Whether the words end with these.
pub(super) fn ends_with(words: &[String], end: &[&str]) -> bool {
    let tail = words.len().checked_sub(end.len()).and_then(|at| words.get(at..));
    tail.is_some_and(|tail| tail.iter().zip(end).all(|(word, end)| word == end))
}

/// A name without case and separators: names that are equal so are hard to tell apart.
pub(super) fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::{ends_with, folded, words};

    #[test]
    fn names_have_words() {
        for (name, expected) in [
            ("accessToken", &["access", "token"][..]),
            ("ACCESS_TOKEN", &["access", "token"]),
            ("X-Api-Key", &["x", "api", "key"]),
            ("HTTPServerId", &["http", "server", "id"]),
            ("userID", &["user", "id"]),
            ("md5", &["md5"]),
            ("退款金额", &["退款金额"]),
            ("_", &[]),
        ] {
            assert_eq!(words(name), expected, "{name}");
        }
        assert!(ends_with(&words("clientSecretKey"), &["secret", "key"]));
        assert!(!ends_with(&words("key"), &["secret", "key"]));
        assert_eq!(folded("user_Groups-2"), "usergroups2");
    }
}
