//! `servers:` and their variables.

use std::collections::{BTreeMap, BTreeSet};

use super::keys;
use super::read::{Object, mapping, one_or_many, shorten, text, wrong_shape};
use crate::ast::{Server, Variable};
use crate::diag::{Applicability, Code, Diagnostic, Diagnostics, did_you_mean};
use crate::source::Spanned;
use crate::source::node::{Cursor, Scalar, Shape};
use crate::template;

/// Reads the section.
pub(super) fn read(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Vec<Server> {
    if let Some(url) = cursor.scalar().filter(|scalar| scalar.text.contains("://")) {
        let found = wrong_shape(cursor, "servers by name", &cursor.shape());
        diags.push(
            found.help(format!("give it a name: `servers: {{production: \"{}\"}}`", shorten(url.text))),
        );
        return Vec::new();
    }
    let entries = mapping(cursor, "`servers`", diags).unwrap_or_default();
    entries.into_iter().filter_map(|(name, value)| server(name, value, diags)).collect()
}

fn server(name: Scalar<'_>, value: Cursor<'_>, diags: &mut Diagnostics) -> Option<Server> {
    let name = Spanned::new(name.text.to_owned(), name.span);
    let server = match value.shape() {
        Shape::Scalar(_) => Server { name, url: text(value, diags)?, variables: Vec::new(), doc: None },
        _ => {
            let object = Object::read(value, keys::SERVER, diags)?;
            let url = object.need("url", diags).and_then(|url| text(url, diags));
            let doc = object.text("doc", diags);
            let variables = object.get("variables").map(|at| variables(at, diags)).unwrap_or_default();
            Server { name, url: url?, variables, doc }
        }
    };
    check_variables(&server, diags);
    Some(server)
}

fn variables(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Vec<Variable> {
    let entries = mapping(cursor, "`variables`", diags).unwrap_or_default();
    entries.into_iter().filter_map(|(name, value)| variable(name, value, diags)).collect()
}

fn variable(name: Scalar<'_>, value: Cursor<'_>, diags: &mut Diagnostics) -> Option<Variable> {
    let name = Spanned::new(name.text.to_owned(), name.span);
    if !matches!(value.shape(), Shape::Mapping(_)) {
        let default = text(value, diags)?;
        return Some(Variable { name, default, allowed: Vec::new(), doc: None });
    }
    let object = Object::read(value, keys::VARIABLE, diags)?;
    let default = object.need("default", diags).and_then(|default| text(default, diags));
    let allowed = object.get("enum").map(|values| match values.shape() {
        Shape::Sequence(_) => {
            one_or_many(values).into_iter().filter_map(|value| text(value, diags)).collect()
        }
        other => {
            let found = wrong_shape(values, "a list of values", &other);
            diags.push(found.help("write it in brackets: `[cn, sg]`"));
            Vec::new()
        }
    });
    let doc = object.text("doc", diags);
    Some(Variable { name, default: default?, allowed: allowed.unwrap_or_default(), doc })
}

/// Nobody reads a guess among more names than these.
const MOST_GUESSES: usize = 50;

/// Every name in braces is declared, every declared name is used, and the URL with its defaults is valid.
fn check_variables(server: &Server, diags: &mut Diagnostics) {
    let Server { url, variables, .. } = server;
    let names: BTreeSet<&str> = match template::names(url.as_str()) {
        Ok(names) => names.into_iter().collect(),
        Err(problem) => {
            let message = format!("`{}` is not a valid base URL: {problem}", shorten(url.as_str()));
            diags.push(
                Diagnostic::new(Code::BadServer, url.span, message)
                    .help("write a variable part as `{region}` and declare it under `variables:`"),
            );
            return;
        }
    };
    let declared: BTreeMap<&str, &Variable> =
        variables.iter().map(|variable| (variable.name.as_str(), variable)).collect();
    let mut free: Vec<&str> = declared.keys().copied().filter(|key| !names.contains(key)).collect();
    for name in names.iter().filter(|name| !declared.contains_key(**name)) {
        let message = format!("the URL has the variable `{{{name}}}`, which is not declared");
        let diagnostic = Diagnostic::new(Code::BadVariable, url.span, message);
        let near = did_you_mean(name, free.iter().take(MOST_GUESSES).copied());
        free.retain(|key| Some(*key) != near);
        diags.push(match near {
            Some(near) => diagnostic.help(format!("did you mean `{{{near}}}`?")),
            None => {
                diagnostic.help(format!("declare it next to the URL: `variables: {{{name}: its-default}}`"))
            }
        });
    }
    for variable in variables {
        check_variable(variable, diags);
    }
    for variable in free.iter().filter_map(|key| declared.get(key)) {
        let name = variable.name.as_str();
        let message = format!("the URL does not use `{{{name}}}`");
        diags.push(
            Diagnostic::new(Code::BadVariable, variable.name.span, message)
                .and(url.span, "the URL")
                .help(format!("remove the variable, or add `{{{name}}}` to the URL")),
        );
    }
    let filled = template::filled(url.as_str(), |name| {
        let default = declared.get(name).map(|variable| variable.default.as_str());
        // Problems with it were reported.
        template::encoded(default.filter(|default| !default.is_empty()).unwrap_or("x"))
    });
    check_url(&Spanned::new(filled, url.span), diags);
}

fn check_variable(variable: &Variable, diags: &mut Diagnostics) {
    let Variable { name, default, allowed, .. } = variable;
    let (name, text) = (name.as_str(), default.as_str());
    if text.is_empty() {
        diags.push(
            Diagnostic::new(Code::BadVariable, default.span, format!("the default of `{name}` is empty"))
                .help("write the value that most callers need"),
        );
    } else if !allowed.is_empty() && allowed.iter().all(|value| value.value != text) {
        let message = format!("the default `{}` of `{name}` is not one of its values", shorten(text));
        let diagnostic = Diagnostic::new(Code::BadVariable, default.span, message);
        let known = || allowed.iter().map(Spanned::as_str);
        diags.push(match did_you_mean(text, known()).or_else(|| known().next()) {
            Some(near) => diagnostic.help(format!("write `default: {near}`")).fix(
                default.span,
                near,
                Applicability::Guess,
            ),
            None => diagnostic.help("add it to `enum:`"),
        });
    }
}

/// A base URL has a scheme and a host and ends before query and fragment (RFC 3986 section 3).
pub(super) fn check_url(url: &Spanned<String>, diags: &mut Diagnostics) {
    let text = url.as_str();
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let problem = match rest {
        None if text.contains("://") => {
            ("only `http` and `https` are supported", String::from("use `https://`"))
        }
        None => ("the scheme is missing", format!("write `https://{}`", shorten(text))),
        Some(rest) if rest.is_empty() || rest.starts_with(['/', '?', '#', ':']) => {
            ("the host is missing", String::from("write it after the scheme: `https://api.example.com`"))
        }
        Some(rest) if rest.contains(['?', '#']) => (
            "a base URL cannot have a query or fragment",
            String::from("remove everything from `?` or `#` on"),
        ),
        Some(rest) if rest.split('/').next().is_some_and(|host| host.contains('@')) => {
            ("a base URL cannot contain credentials", String::from("remove everything between `//` and `@`"))
        }
        Some(rest) if rest.contains('\\') => {
            ("clients treat `\\` as `/`", format!("write `{}`", shorten(&text.replace('\\', "/"))))
        }
        Some(rest) if dot_segment(rest).is_some() => {
            (DOTS, String::from("write the path as it is after the dots are resolved"))
        }
        Some(rest) if !rest.bytes().all(is_url_byte) => (
            "it has characters that are not allowed in a URL",
            String::from("percent-encode them, such as `%20` for a space"),
        ),
        Some(_) => return,
    };
    let message = format!("`{}` is not a valid base URL: {}", shorten(text), problem.0);
    diags.push(Diagnostic::new(Code::BadServer, url.span, message).help(problem.1));
}

/// The reason why a dot segment is rejected.
pub(super) const DOTS: &str = "clients and proxies resolve `.` and `..` segments";

/// The first segment of a path that is `.` or `..`, percent-encoded or not: `%2E` is the same as `.` (RFC 3986 section
/// 6.2.2.2), and many servers decode `%2F` and `%5C` before they split.
pub(super) fn dot_segment(path: &str) -> Option<&str> {
    let is_dots = |part: &str| {
        let part = replaced(part, "%2e", ".");
        part == "." || part == ".."
    };
    let splits = |segment: &str| {
        let segment = replaced(&replaced(segment, "%2f", "/"), "%5c", "/");
        segment.split(['/', '\\']).any(is_dots)
    };
    path.split('/').find(|segment| segment.contains(['.', '%']) && splits(segment))
}

/// The text with every `code`, which is in lower case, replaced in either case.
fn replaced(text: &str, code: &str, with: &str) -> String {
    text.replace(code, with).replace(&code.to_ascii_uppercase(), with)
}

/// Bytes of RFC 3986 section 2, without the delimiters of query and fragment.
pub(super) fn is_url_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/@!$&'()*+,;=%[]".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::dot_segment;

    #[test]
    fn dots_are_found_however_they_are_written() {
        for (path, wanted) in [
            ("/a/../b", Some("..")),
            ("/a/.", Some(".")),
            ("/a/%2e%2E/b", Some("%2e%2E")),
            ("/a/.%2e", Some(".%2e")),
            ("/%2E", Some("%2E")),
            ("/a%2f..%2Fb", Some("a%2f..%2Fb")),
            ("/a%5C%2e%2e", Some("a%5C%2e%2e")),
            ("/a\\..\\b", Some("a\\..\\b")),
            ("/a.b/..c/...", None),
            ("/a%2e%2eb/%252e", None),
            ("/.well-known/x%2Fy", None),
        ] {
            assert_eq!(dot_segment(path), wanted, "{path}");
        }
    }
}
