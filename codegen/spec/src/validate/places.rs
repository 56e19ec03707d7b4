//! Restrictions on the parts of a request: names of headers and cookies, constants, types.

use crate::diag::{Code, Diagnostic, Diagnostics, shorten};
use crate::http::is_token;
use crate::model::{Api, ParamLocation, Type};
use crate::source::{Span, Spanned};

/// A name, and a value that is always sent, can be sent in a place; an impossible value has this code.
pub(super) fn sendable(
    place: ParamLocation,
    name: &str,
    span: Span,
    (value, code): (Option<&Spanned<String>>, Code),
    diags: &mut Diagnostics,
) {
    let is_wrong = |allowed: fn(u8) -> bool| value.is_some_and(|value| !value.bytes().all(allowed));
    let message = match place {
        ParamLocation::Header => {
            header_name(name, span, diags);
            let is_shown = |byte| matches!(byte, b'\t' | b' '..=b'~');
            is_wrong(is_shown)
                .then_some("a header value can contain only visible ASCII characters and spaces")
        }
        ParamLocation::Cookie => {
            cookie_name(name, span, diags);
            let is_octet = |byte: u8| byte.is_ascii_graphic() && !b"\",;\\".contains(&byte);
            is_wrong(is_octet).then_some(
                "a cookie can contain only visible ASCII characters without `\"`, `,`, `;` and `\\` (RFC 6265 section 4.1.1)",
            )
        }
        ParamLocation::Query | ParamLocation::Path => None,
    };
    if let (Some(message), Some(value)) = (message, value) {
        diags.push(
            Diagnostic::new(code, value.span, message)
                .help("write it without other characters, or send it in the query"),
        );
    }
}

/// RFC 9110 section 5.6.2, and what belongs to the transport.
pub(super) fn header_name(name: &str, span: Span, diags: &mut Diagnostics) {
    let lower = name.to_ascii_lowercase();
    let shown: String = name.chars().take(40).collect();
    // An empty name was reported where it was read.
    if !name.is_empty() && !is_token(name) {
        diags.push(
            Diagnostic::new(Code::BadHeaderName, span, format!("`{shown}` is not a valid header name"))
                .help("header names consist of letters, digits and `-`, such as `X-Request-Id`"),
        );
    } else if ["host", "content-length", "transfer-encoding", "connection"].contains(&lower.as_str()) {
        diags.push(
            Diagnostic::new(
                Code::BadHeaderName,
                span,
                format!("the header `{shown}` is set by the transport"),
            )
            .help("remove it"),
        );
    }
}

/// RFC 6265 section 4.1.1. An empty name was reported where it was read.
pub(super) fn cookie_name(name: &str, span: Span, diags: &mut Diagnostics) {
    if !name.is_empty() && !is_token(name) {
        diags.push(
            Diagnostic::new(Code::BadCookieName, span, format!("`{}` is not a valid cookie name", shorten(name))).help(
                "cookie names consist of letters, digits, `-` and `_`, such as `session_id` (RFC 6265 section 4.1.1)",
            ),
        );
    }
}

/// A parameter with a type that has no place anywhere, or not in its place.
pub(super) fn no_param(api: &Api, name: &str, ty: &Type, span: Span) -> Diagnostic {
    let shown = crate::model::dump::ty(api, ty);
    Diagnostic::new(Code::BadParam, span, format!("the parameter `{name}` cannot have the type `{shown}`"))
}
