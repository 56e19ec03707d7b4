//! Characters that are spelled: entities, and characters after a backslash.

pub(super) fn entity(rest: &str) -> Option<(String, usize)> {
    const ENTITIES: &[(&str, &str)] = &[
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", " "),
        ("&#124;", "|"),
    ];
    ENTITIES
        .iter()
        .find(|(name, _)| rest.starts_with(name))
        .map(|(name, text)| ((*text).to_owned(), name.len()))
}

/// A backslash before ASCII punctuation (GFM section 6.1).
pub(super) fn escape(rest: &str) -> Option<(String, usize)> {
    let c = rest.strip_prefix('\\')?.chars().next()?;
    c.is_ascii_punctuation().then(|| (c.to_string(), 2))
}
