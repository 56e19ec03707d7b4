//! Templates: `@name@` is replaced by a text.

/// The template with the values in place of their names. A line that has a name and nothing else becomes the lines of the
/// value, or goes with the empty line after it. A value is never looked at for names.
pub(super) fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut lines = template.lines().peekable();
    while let Some(line) = lines.next() {
        let alone = values.iter().find(|(name, _)| is_alone(line, name));
        match alone {
            Some((_, "")) => {
                if out.ends_with("\n\n") {
                    lines.next_if(|next| next.is_empty());
                }
            }
            Some((_, value)) => {
                out.push_str(value.trim_end_matches('\n'));
                out.push('\n');
            }
            None => {
                inline(line, values, &mut out);
                out.push('\n');
            }
        }
    }
    out
}

fn is_alone(line: &str, name: &str) -> bool {
    line.strip_prefix('@').and_then(|line| line.strip_suffix('@')) == Some(name)
}

fn inline(line: &str, values: &[(&str, &str)], out: &mut String) {
    let mut rest = line;
    while let Some(at) = rest.find('@') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let named = values.iter().find_map(|(name, value)| {
            let after = from.strip_prefix('@')?.strip_prefix(name)?.strip_prefix('@')?;
            Some((value, after))
        });
        match named {
            Some((value, after)) => {
                out.push_str(value);
                rest = after;
            }
            None => {
                out.push('@');
                rest = &from[1..];
            }
        }
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn names_become_values() {
        let values = [("a", "@b@"), ("b", "two\nlines\n"), ("none", "")];
        assert_eq!(fill("x@a@y @@a@ v@4 @c@", &values), "x@b@y @@b@ v@4 @c@\n");
        assert_eq!(fill("1\n\n@none@\n\n2\n@b@\n3\n", &values), "1\n\n2\ntwo\nlines\n3\n");
        assert_eq!(fill("    a\n@none@\n    b\n", &values), "    a\n    b\n");
    }
}
