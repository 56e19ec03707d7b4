//! `endpoints:`.

use super::params::spanned_word;
use super::read::{Object, mapping, shorten, text, wrong_shape};
use super::servers::{DOTS, dot_segment, is_url_byte};
use super::{bodies, credentials, idempotency, keys, pages, params, statuses};
use crate::ast::{Answers, Endpoint, Examples, Method, Part, Redirect, SampleFile};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::front::sample;
use crate::source::node::{Cursor, Scalar, Shape};
use crate::source::{Span, Spanned};
use crate::template;

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
    let request = object.get("request").and_then(|body| bodies::request(body, diags));
    if let Some(request) = &request {
        body_without_meaning(method, request.span.into(), diags);
    }
    let (response, response_headers) =
        object.get("response").map(|body| bodies::response(body, diags)).unwrap_or_default();
    let errors = object.get("errors").map(|at| answers(at, diags)).unwrap_or_default();
    Some(Endpoint {
        method,
        path,
        doc: object.text("doc", diags),
        params: object.get("params").map(|at| params::read(at, diags)).unwrap_or_default(),
        request,
        request_name: object.text("request_name", diags),
        response,
        response_headers,
        failures: object
            .get("failures")
            .map(|at| statuses::read(at, "`failures`", diags))
            .unwrap_or_default(),
        idempotent: object.get("idempotent").and_then(|at| idempotency::read(at, diags)),
        pages: object.get("pages").and_then(|at| pages::read(at, diags)),
        errors,
        envelope: object.text("envelope", diags),
        credentials: object.get("auth").map(|at| credentials::of_endpoint(at, diags)).unwrap_or_default(),
        examples: object.get("example").map(|at| examples(at, diags)).unwrap_or_default(),
        tag: object.text("tag", diags),
        server: object.text("server", diags),
        redirect: spanned_word(&object, "redirect", Redirect::WORDS, diags),
        deprecated: object.flag("deprecated", diags),
        name,
    })
}

/// Methods whose requests have no content.
fn body_without_meaning(method: Method, at: Span, diags: &mut Diagnostics) {
    let verb = method.verb();
    let note = match method {
        Method::Get => {
            format!("content in a {verb} request has no generally defined semantics (RFC 9110 section 9.3.1)")
        }
        Method::Head => {
            format!("content in a {verb} request has no generally defined semantics (RFC 9110 section 9.3.2)")
        }
        Method::Trace => {
            format!("a client must not send content in a {verb} request (RFC 9110 section 9.3.8)")
        }
        Method::Post | Method::Put | Method::Patch | Method::Delete | Method::Options => return,
    };
    diags.push(
        Diagnostic::new(Code::BodyWithoutMeaning, at, format!("a {verb} request has no body"))
            .note(note)
            .help("use `post:`, or send the values in the query string: `params: {page: i32}`"),
    );
}

/// `errors:` — a list of codes, or a map.
pub(super) fn answers(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Answers {
    match cursor.shape() {
        Shape::Sequence(_) => Answers { tables: Vec::new(), only: Some(list(cursor, diags)) },
        Shape::Mapping(_) => {
            let Some(object) = Object::read(cursor, keys::ANSWERS, diags) else { return Answers::default() };
            let tables = object.get("tables").map(|at| list(at, diags)).unwrap_or_default();
            Answers { tables, only: object.get("only").map(|at| list(at, diags)) }
        }
        other => {
            let found = wrong_shape(cursor, "a list of codes", &other);
            diags.push(found.help("write it in brackets: `[oc_40001, oc_40002]`"));
            Answers::default()
        }
    }
}

fn list(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Vec<Spanned<String>> {
    match cursor.shape() {
        Shape::Sequence(items) => items.into_iter().filter_map(|item| text(item, diags)).collect(),
        other => {
            let found = wrong_shape(cursor, "a list", &other);
            diags.push(found.help("write it in brackets, even if it has only one entry"));
            Vec::new()
        }
    }
}

pub(super) fn examples(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Examples {
    let Some(object) = Object::read(cursor, keys::EXAMPLE, diags) else { return Examples::default() };
    let mut examples = Examples::default();
    for (of, inline, file) in
        [(Part::Request, "request", "request_file"), (Part::Response, "response", "response_file")]
    {
        let sample = object.get(inline).map(sample::read);
        if let Some(name) = object.text(file, diags) {
            match object.key(inline).filter(|_| sample.is_some()) {
                Some(key) => diags.push(
                    Diagnostic::new(
                        Code::WrongShape,
                        name.span,
                        "the sample is given both inline and in a file",
                    )
                    .and(key.span, "here")
                    .help(format!("remove `{inline}:` or `{file}:`")),
                ),
                None => examples.files.push(SampleFile { name, of }),
            }
        }
        match of {
            Part::Request => examples.request = sample,
            Part::Response => examples.response = sample,
        }
    }
    examples
}

fn method(
    name: &Spanned<String>,
    object: &Object<'_>,
    diags: &mut Diagnostics,
) -> Option<(Method, Spanned<String>)> {
    let mut found = Method::WORDS.iter().filter_map(|(word, method)| Some((object.key(word)?, *method)));
    let Some((first, method)) = found.next() else {
        if !object.was_advised() {
            diags.push(
                Diagnostic::new(
                    Code::NoMethod,
                    name.span,
                    format!("endpoint `{}` has no method", name.value),
                )
                .help("add the method and path, such as `post: /api/open/contract/start`"),
            );
        }
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

/// A path starts with `/` and holds the characters of RFC 3986 section 3.3, and parameters in braces. A query after it is
/// the same for every call.
fn check_path(path: &Spanned<String>, diags: &mut Diagnostics) {
    let (text, query) = crate::query::split(path.as_str());
    let fixed = template::filled(text, |_| String::from("x"));
    let (message, help) = if let Err(problem) = template::variables(text) {
        (
            problem,
            "write a parameter as `{shop}`, or as `{+file}` if its slashes are kept, and declare it under `params:`",
        )
    } else if !text.starts_with('/') {
        ("a path must start with `/`", "the host belongs under `servers:`")
    } else if text.split('/').any(|segment| segment.starts_with(':')) {
        (
            "parameters are not written as `:name`",
            "write a parameter as `{name}`, and a literal colon as `%3A`",
        )
    } else if path.contains('#') {
        (
            "a fragment is never sent (RFC 9110 section 7.1)",
            "remove it from `#` on; what tells two operations of one path apart is a query, a header or a field",
        )
    } else if let Some(problem) = query.and_then(|query| crate::query::pairs(query).err()) {
        problem
    } else if dot_segment(text).is_some() {
        (DOTS, "write the path as it is after the dots are resolved")
    } else if text.contains('\\') {
        ("clients treat `\\` as `/`", "write `/` between segments; a backslash inside a segment is `%5C`")
    } else if !fixed.bytes().all(|byte| is_url_byte(byte) && !matches!(byte, b'[' | b']')) {
        ("it has characters that are not allowed in a path", "percent-encode them, such as `%20` for a space")
    } else {
        return;
    };
    diags.push(
        Diagnostic::new(
            Code::BadUrlPath,
            path.span,
            format!("`{}` is not a valid path: {message}", shorten(path.as_str())),
        )
        .help(help),
    );
}
