//! Path templates.

use super::words::snake;

/// A path of the format, and the parameters in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) path: String,
    /// The names in braces as the document has them, each with its key.
    pub(super) names: Vec<(String, String)>,
}

/// The target of a path template. The operators and modifiers of RFC 6570 are left out, and so is a fragment; a query stays.
pub(super) fn target(template: &str) -> Target {
    let template = without_form(template.split('#').next().unwrap_or_default());
    let (path, query) =
        template.split_once('?').map_or((template.as_str(), None), |(path, query)| (path, Some(query)));
    let mut out = Target { path: String::new(), names: Vec::new() };
    if !path.starts_with('/') {
        out.path.push('/');
    }
    let mut rest = path;
    while let Some(at) = rest.find('{') {
        literal(&rest[..at], &mut out.path);
        let inside = &rest[at + 1..];
        let Some(end) = inside.find('}') else {
            rest = inside;
            continue;
        };
        for (index, name) in
            inside[..end].trim_start_matches(['+', '#', '.', '/', ';', '?', '&']).split(',').enumerate()
        {
            let name = name.trim().trim_end_matches('*').split(':').next().unwrap_or_default();
            let key = path_key(name);
            if key.is_empty() {
                continue;
            }
            if index > 0 {
                out.path.push(',');
            }
            out.path.push_str(&format!("{{{key}}}"));
            if out.names.iter().all(|(known, _)| known != name) {
                out.names.push((name.to_owned(), key));
            }
        }
        rest = &inside[end + 1..];
    }
    literal(rest, &mut out.path);
    if let Some(query) = query.filter(|query| !query.contains(['{', '}'])) {
        let pairs: Vec<&str> =
            query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with('=')).collect();
        if !pairs.is_empty() {
            out.path.push('?');
            encode(&pairs.join("&"), b"-._~!$'()*,;:@/?=&%[]", &mut out.path);
        }
    }
    out
}

/// A template without `{?name}` and `{&name}`, which are parameters of the query.
fn without_form(template: &str) -> String {
    let mut out = template.to_owned();
    while let Some(at) = out.find("{?").or_else(|| out.find("{&")) {
        let end = out[at..].find('}').map_or(out.len(), |end| at + end + 1);
        out.replace_range(at..end, "");
    }
    out
}

/// A part of a path without parameters.
fn literal(text: &str, out: &mut String) {
    encode(&text.replace('}', ""), b"-._~!$&'()*+,;=:@/%", out);
}

/// Percent-encodes what is not allowed (RFC 3986 section 3.3).
fn encode(text: &str, allowed: &[u8], out: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || allowed.contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
}

/// A key for a name in a path.
fn path_key(name: &str) -> String {
    let is_key =
        !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    if is_key { name.to_owned() } else { snake(name) }
}

#[cfg(test)]
mod tests {
    use super::target;

    #[test]
    fn templates_become_targets() {
        for (template, path, names) in [
            ("/files/{file_id}#get_shared_link", "/files/{file_id}", &["file_id"][..]),
            ("/responses?beta=true", "/responses?beta=true", &[]),
            ("/a/{.ext}/{;id*}/{path*}", "/a/{ext}/{id}/{path}", &["ext", "id", "path"]),
            ("/a b/{x y}", "/a%20b/{x_y}", &["x y"]),
            ("pets{?limit,offset}", "/pets", &[]),
            ("/search?q={q}", "/search", &[]),
        ] {
            let found = target(template);
            let own: Vec<&str> = found.names.iter().map(|(name, _)| name.as_str()).collect();
            assert_eq!((found.path.as_str(), own.as_slice()), (path, names), "{template}");
        }
    }
}
