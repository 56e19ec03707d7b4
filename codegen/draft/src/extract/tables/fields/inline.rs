//! Types that list their fields: `{ id: string, size?: number | null }`.

/// A field of such a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Member<'t> {
    pub(super) name: &'t str,
    pub(super) is_optional: bool,
    pub(super) ty: &'t str,
}

/// The fields that a type lists; none where it is another type.
pub(super) fn members(ty: &str) -> Vec<Member<'_>> {
    let Some(inside) = inside(ty.trim()) else { return Vec::new() };
    let parts = parts(inside);
    let members: Vec<Member<'_>> = parts.iter().filter_map(|part| member(part)).collect();
    // If one part is not a field, it is a value, such as an example.
    if members.len() == parts.len() { members } else { Vec::new() }
}

/// The text in the braces of an object, of the items of a list, or of one of them and null.
fn inside(ty: &str) -> Option<&str> {
    let start = ty.find('{')?;
    let before = ty.get(..start)?.trim().to_lowercase();
    let end = start + close(ty.get(start..)?)?;
    let behind = ty.get(end + 1..)?.trim_start_matches(['>', ']', '[', '|', ' ']).trim();
    let is_list = ["", "[", "array<", "list<", "array of", "array", "object"].contains(&before.as_str());
    let is_null = ["", "null", "undefined"].contains(&behind);
    (is_list && is_null).then(|| ty.get(start + 1..end)).flatten()
}

/// Where the brace closes with which a text begins.
fn close(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// The parts between commas, semicolons and lines outside of brackets.
fn parts(inside: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut from) = (0_usize, 0);
    for (at, c) in inside.char_indices() {
        match c {
            '{' | '[' | '<' | '(' => depth += 1,
            '}' | ']' | '>' | ')' => depth = depth.saturating_sub(1),
            ',' | ';' | '\n' if depth == 0 => {
                parts.push(inside.get(from..at).unwrap_or_default());
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(inside.get(from..).unwrap_or_default());
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

fn member(part: &str) -> Option<Member<'_>> {
    let (name, ty) = part.split_once(':')?;
    let name = name.trim().trim_matches(['"', '\'']);
    let (name, is_optional) = name.strip_suffix('?').map_or((name, false), |name| (name, true));
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    let ty = ty.trim();
    (is_name && !ty.is_empty()).then_some(Member { name, is_optional, ty })
}

#[cfg(test)]
mod tests {
    use super::members;

    fn said(ty: &str) -> String {
        let one = |member: super::Member<'_>| {
            format!("{}{} {}", member.name, if member.is_optional { "?" } else { "" }, member.ty)
        };
        members(ty).into_iter().map(one).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn types_list_their_fields() {
        assert_eq!(
            said("{ seat: string | null, rows?: { id: number }[] }"),
            "seat string | null; rows? { id: number }[]"
        );
        assert_eq!(said("Array<{id: string; at: number}>"), "id string; at number");
        assert_eq!(said("{a: string} | null"), "a string");
        assert_eq!(said("object {3}"), "");
        assert_eq!(said("{string}"), "");
        assert_eq!(said("Map<string, {a: b}>"), "");
        assert_eq!(said("string"), "");
    }
}
