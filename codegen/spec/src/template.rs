//! Texts with `{name}` in them: paths with parameters, base URLs with variables.

/// A name in braces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variable<'t> {
    /// The name.
    pub name: &'t str,
    /// How its value takes the place of the name.
    pub expansion: Expansion,
}

/// How a value takes the place of its name, by the operators of RFC 6570.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expansion {
    /// `{name}`: as one segment of the path; its slashes are percent-encoded.
    Segment,
    /// `{+name}`: as several segments; its slashes stay slashes.
    Segments,
}

/// The variables in braces, in order, including repetitions.
///
/// # Errors
///
/// The problem with the braces, as a short message.
pub fn variables(text: &str) -> Result<Vec<Variable<'_>>, &'static str> {
    let mut variables = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let inside = rest[at..].strip_prefix('{').ok_or("`}` without `{`")?;
        let end = inside.find('}').ok_or("`{` without `}`")?;
        let (name, expansion) = match inside[..end].strip_prefix('+') {
            Some(name) => (name, Expansion::Segments),
            None => (&inside[..end], Expansion::Segment),
        };
        let is_name =
            !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
        if !is_name {
            return Err("a name in braces is letters, digits, `_`, `-` and `.`");
        }
        variables.push(Variable { name, expansion });
        rest = &inside[end + 1..];
    }
    Ok(variables)
}

/// The names in braces, in order, including repetitions. Each is replaced by a single value.
///
/// # Errors
///
/// As for [`variables`], and for `{+name}`.
pub fn names(text: &str) -> Result<Vec<&str>, &'static str> {
    let variables = variables(text)?.into_iter();
    variables
        .map(|variable| match variable.expansion {
            Expansion::Segment => Ok(variable.name),
            Expansion::Segments => Err("only the path of an endpoint can have `{+name}`"),
        })
        .collect()
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
    use super::{Expansion, Variable, encoded, filled, names, variables};

    #[test]
    fn names_stand_in_braces() {
        assert_eq!(names("/a/{b}/{c-d}.{b}"), Ok(vec!["b", "c-d", "b"]));
        assert_eq!(names("/a"), Ok(Vec::new()));
        for broken in ["{", "}", "{}", "{a", "a}", "{a{b}}", "{a b}", "{a/b}"] {
            assert!(names(broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn a_plus_keeps_slashes() {
        let variable = |name, expansion| Variable { name, expansion };
        assert_eq!(
            variables("/a/{b}/{+c.d}"),
            Ok(vec![variable("b", Expansion::Segment), variable("c.d", Expansion::Segments)])
        );
        assert!(names("/a/{+b}").is_err());
        for broken in ["{+}", "{++a}", "{a+}", "{+ a}", "{#a}", "{/a}", "{a*}"] {
            assert!(variables(broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn names_are_replaced() {
        assert_eq!(filled("{a}-{b}{a}", |name| name.to_uppercase()), "A-BA");
        assert_eq!(filled("{a", |_| String::new()), "{a");
        assert_eq!(encoded("a b/ß~"), "a%20b%2F%C3%9F~");
    }
}
