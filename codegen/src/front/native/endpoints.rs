//! `endpoints:` and `servers:`.

use super::keys;
use super::read::{Object, mapping, one_or_many, shorten, text, wrong_shape};
use super::ty;
use crate::ast::{Endpoint, Method, Response, Server};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::Spanned;
use crate::source::node::{Cursor, Scalar, Shape};

/// Reads `servers:`.
pub(super) fn servers(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Vec<Server> {
    let mut servers = Vec::new();
    for (name, value) in mapping(cursor, "`servers`", diags).unwrap_or_default() {
        let name = Spanned::new(name.text.to_owned(), name.span);
        let (url, doc) = match value.shape() {
            Shape::Scalar(_) => (text(value, diags), None),
            _ => match Object::read(value, keys::SERVER, diags) {
                Some(object) => {
                    let url = object.need("url", diags).and_then(|url| text(url, diags));
                    (url, object.text("doc", diags))
                }
                None => (None, None),
            },
        };
        if let Some(url) = url {
            check_url(&url, diags);
            servers.push(Server { name, url, doc });
        }
    }
    servers
}

/// A base URL has a scheme and a host and ends before query and fragment (RFC 3986 section 3).
fn check_url(url: &Spanned<String>, diags: &mut Diagnostics) {
    let text = url.as_str();
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let problem = match rest {
        None if text.contains("://") => ("only http and https are spoken", String::from("use `https://`")),
        None => ("the scheme is missing", format!("write `https://{}`", shorten(text))),
        Some(rest) if rest.is_empty() || rest.starts_with(['/', '?', '#', ':']) => {
            ("the host is missing", String::from("write it behind the scheme: `https://api.example.com`"))
        }
        Some(rest) if rest.contains(['?', '#']) => {
            ("a base URL has no query and no fragment", String::from("remove everything from `?` or `#`"))
        }
        Some(rest) if rest.split('/').next().is_some_and(|host| host.contains('@')) => {
            ("credentials do not belong in a URL", String::from("remove everything between `//` and `@`"))
        }
        Some(rest) if !rest.bytes().all(is_url_byte) => (
            "it has characters that a URL cannot have",
            String::from("percent-encode them, such as `%20` for a blank"),
        ),
        Some(_) => return,
    };
    let message = format!("`{}` is no base URL: {}", shorten(text), problem.0);
    diags.push(Diagnostic::new(Code::BadServer, url.span, message).help(problem.1));
}

/// Bytes of RFC 3986 section 2, without the delimiters of query and fragment.
fn is_url_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/@!$&'()*+,;=%[]".contains(&byte)
}

/// Reads `endpoints:`.
pub(super) fn read(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Vec<Endpoint> {
    let entries = mapping(cursor, "`endpoints`", diags).unwrap_or_default();
    entries.into_iter().filter_map(|(name, value)| endpoint(name, value, diags)).collect()
}

fn endpoint(name: Scalar<'_>, value: Cursor<'_>, diags: &mut Diagnostics) -> Option<Endpoint> {
    let object = Object::read(value, keys::ENDPOINT, diags)?;
    let name = Spanned::new(name.text.to_owned(), name.span);
    let (method, path) = method(&name, &object, diags)?;
    check_path(&path, diags);
    let request = object.get("request").map(|body| {
        let notation = ty::read(body, diags);
        if notation.optional {
            diags.push(
                Diagnostic::new(Code::BadType, notation.ty.span, "a request body is either declared or not")
                    .help("remove the `?`"),
            );
        }
        notation.ty
    });
    if let (Some(request), Method::Get | Method::Head) = (&request, method) {
        diags.push(
            Diagnostic::new(
                Code::BodyWithoutMeaning,
                request.span,
                format!("{} carries no request body", method.verb()),
            )
            .note("RFC 9110 section 9.3.1: content in a GET request has no generally defined semantics")
            .help("use `post:`; query parameters are not supported yet"),
        );
    }
    let response = object.get("response").map(|body| {
        let notation = ty::read(body, diags);
        Response { ty: notation.ty, optional: notation.optional }
    });
    let errors = object.get("errors").and_then(|codes| match codes.shape() {
        Shape::Sequence(_) => {
            Some(one_or_many(codes).into_iter().filter_map(|code| text(code, diags)).collect())
        }
        other => {
            let found = wrong_shape(codes, "a list of codes", &other);
            diags.push(found.help("write it in brackets: `[oc_40001, oc_40002]`"));
            None
        }
    });
    Some(Endpoint {
        method,
        path,
        doc: object.text("doc", diags),
        request,
        response,
        idempotent: object.get("idempotent").and_then(|flag| super::read::boolean(flag, diags)),
        errors,
        deprecated: object.flag("deprecated", diags),
        name,
    })
}

fn method(
    name: &Spanned<String>,
    object: &Object<'_>,
    diags: &mut Diagnostics,
) -> Option<(Method, Spanned<String>)> {
    let mut found = Method::WORDS.iter().filter_map(|(word, method)| Some((object.key(word)?, *method)));
    let Some((first, method)) = found.next() else {
        diags.push(
            Diagnostic::new(Code::NoMethod, name.span, format!("endpoint `{}` has no method", name.value))
                .help("say how it is called, for instance `post: /api/open/contract/start`"),
        );
        return None;
    };
    if let Some((second, _)) = found.next() {
        diags.push(
            Diagnostic::new(
                Code::NoMethod,
                second.span,
                format!("endpoint `{}` has two methods", name.value),
            )
            .and(first.span, "first one here")
            .help("declare one endpoint per method"),
        );
    }
    let path = object.need(first.text, diags).and_then(|path| text(path, diags))?;
    Some((method, path))
}

/// A path starts with `/` and holds the characters of RFC 3986 section 3.3.
fn check_path(path: &Spanned<String>, diags: &mut Diagnostics) {
    let text = path.as_str();
    let (message, help) = if text.contains(['{', '}']) {
        ("path parameters are not supported yet", "write a path without `{…}` for now")
    } else if !text.starts_with('/') {
        ("a path starts with `/`", "the host belongs under `servers:`")
    } else if text.contains(['?', '#']) {
        ("a path ends before query and fragment", "remove everything from `?` or `#`")
    } else if text.split('/').any(|segment| matches!(segment, "." | "..")) {
        ("`.` and `..` change the path on its way", "write the path that is meant")
    } else if !text.bytes().all(|byte| is_url_byte(byte) && !matches!(byte, b'[' | b']')) {
        ("it has characters that a path cannot have", "percent-encode them, such as `%20` for a blank")
    } else {
        return;
    };
    diags.push(
        Diagnostic::new(Code::BadUrlPath, path.span, format!("`{}` is no path: {message}", shorten(text)))
            .help(help),
    );
}
