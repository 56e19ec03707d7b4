//! The identifiers of a printed text.

use std::collections::BTreeSet;

/// Every identifier and keyword of a Rust text that was printed here, outside of comments and literals.
pub(crate) fn identifiers(text: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if c == '"' {
            string(rest)
        } else if let Some(length) = raw_string(rest) {
            length
        } else if unicode_ident::is_xid_continue(c) {
            let length = rest.find(|c| !unicode_ident::is_xid_continue(c)).unwrap_or(rest.len());
            found.insert(&rest[..length]);
            length
        } else {
            c.len_utf8()
        };
        rest = &rest[skipped..];
    }
    found
}

/// The length of the string literal at the start.
fn string(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of the raw string literal at the start, if there is one.
fn raw_string(text: &str) -> Option<usize> {
    let after = text.strip_prefix("r#")?;
    let inner = after.trim_start_matches('#');
    let hashes = 1 + after.len() - inner.len();
    let start = 1 + hashes + inner.starts_with('"').then_some(1)?;
    let end = text[start..].find(&format!("\"{}", "#".repeat(hashes)))?;
    Some(start + end + 1 + hashes)
}

#[cfg(test)]
mod tests {
    use super::identifiers;

    #[test]
    fn literals_and_comments_have_no_identifiers() {
        let text =
            "/// Words.\npub fn r#type(x: &'static str) { a(\"b \\\" c\", r#\"d \" e\"#, r##\"f\"# g\"##) }";
        let found: Vec<&str> = identifiers(text).into_iter().collect();
        assert_eq!(found, ["a", "fn", "pub", "r", "static", "str", "type", "x"]);
    }
}
