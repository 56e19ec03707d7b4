//! Texts with `{name}` in them: paths with parameters, base URLs with variables.

/// The names in braces, in order, including repetitions.
///
/// # Errors
///
/// The problem with the braces, as a short message.
pub fn names(text: &str) -> Result<Vec<&str>, &'static str> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let inside = rest[at..].strip_prefix('{').ok_or("`}` without `{`")?;
        let end = inside.find('}').ok_or("`{` without `}`")?;
        let name = &inside[..end];
        let is_name =
            !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
        if !is_name {
            return Err("a name in braces is letters, digits, `_`, `-` and `.`");
        }
        names.push(name);
        rest = &inside[end + 1..];
    }
    Ok(names)
}

/// The text with every `{name}` replaced; braces that do not pair are kept.
pub fn filled(text: &str, mut value: impl FnMut(&str) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once('{') {
        out.push_str(before);
        match inside.split_once('}') {
            Some((name, after)) => {
                out.push_str(&value(name));
                rest = after;
            }
            None => {
                out.push('{');
                rest = inside;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Everything but unreserved characters (RFC 3986 section 2.3) percent-encoded.
pub fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{encoded, filled, names};

    #[test]
    fn names_stand_in_braces() {
        assert_eq!(names("/a/{b}/{c-d}.{b}"), Ok(vec!["b", "c-d", "b"]));
        assert_eq!(names("/a"), Ok(Vec::new()));
        for broken in ["{", "}", "{}", "{a", "a}", "{a{b}}", "{a b}", "{a/b}"] {
            assert!(names(broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn names_are_replaced() {
        assert_eq!(filled("{a}-{b}{a}", |name| name.to_uppercase()), "A-BA");
        assert_eq!(filled("{a", |_| String::new()), "{a");
        assert_eq!(encoded("a b/ß~"), "a%20b%2F%C3%9F~");
    }
}
