//! Rules about one parameter of an endpoint: its type, its place, its style.

use super::places::{cookie_name, header_name, no_param, sendable};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Api, Constant, Endpoint, Method, Param, ParamLocation, ParamStyle, Spelling, TextShape};
use crate::source::{Span, Spanned};
use crate::template::{self, Expansion};

/// Runs every rule.
pub(super) fn check(api: &Api, path: &Spanned<String>, param: &Param, diags: &mut Diagnostics) {
    let shape = api.field_shape(&param.field);
    let segments = param.place == ParamLocation::Path && keeps_slashes(path, param.field.key.as_str());
    ty(api, param, shape, segments, diags);
    place(param, diags);
    style(param, shape, segments, diags);
    reserved(param, shape, diags);
}

/// Constants can be sent.
pub(super) fn constants(endpoint: &Endpoint, diags: &mut Diagnostics) {
    for Constant { place, wire, value, .. } in &endpoint.constants {
        sendable(*place, wire, wire.span, (value.as_ref(), Code::BadConstant), diags);
    }
}

/// The echo of a TRACE request must disclose nothing (RFC 9110 section 9.3.8).
pub(super) fn trace(endpoint: &Endpoint, diags: &mut Diagnostics) {
    if endpoint.method != Method::Trace {
        return;
    }
    let mut refuse = |span: Span, message: String, help: &str| {
        let note =
            "the response repeats the request, and may disclose what is in it (RFC 9110 section 9.3.8)";
        diags.push(Diagnostic::new(Code::SecretInTrace, span, message).note(note).help(help));
    };
    if !endpoint.credentials.are_none() {
        let message = format!("`{}` is a TRACE request, which has no credentials", endpoint.name.value);
        refuse(endpoint.name.span, message, "remove `auth:`, or use another method");
    }
    for param in &endpoint.params {
        let name = param.field.key.as_str();
        if param.field.secret || param.place == ParamLocation::Cookie {
            let message = format!("`{name}` can be a secret, which a TRACE request must not have");
            refuse(param.field.key.span, message, "remove it, or use another method");
        }
    }
}

/// Whether the value of a parameter can be several segments of the path, wherever it is there.
fn keeps_slashes(path: &Spanned<String>, name: &str) -> bool {
    let variables = template::variables(path.as_str()).unwrap_or_default();
    let mut same = variables.iter().filter(|variable| variable.name == name).peekable();
    same.peek().is_some() && same.all(|variable| variable.expansion == Expansion::Segments)
}

const AS_JSON: &str = "declare its members as parameters of their own, send it in the body (`request:`), or as JSON text: `{type: …, as: json}`";

/// A type that the place, and the style, can send.
fn ty(api: &Api, param: &Param, shape: TextShape, segments: bool, diags: &mut Diagnostics) {
    let field = &param.field;
    let name = field.key.as_str();
    let wrong = |help: &str| no_param(api, name, &field.ty, field.ty.span).help(help);
    match shape {
        TextShape::Text | TextShape::Unknown => return,
        TextShape::File => diags.push(wrong("send a file in the body: `request: {multipart: …}`")),
        TextShape::JsonOnly => {
            diags.push(wrong("a parameter cannot be null: remove `| null`, or send JSON text: `{type: …, as: json}`"));
        }
        TextShape::Nested if param.place == ParamLocation::Query && param.style() == ParamStyle::Brackets => {}
        TextShape::Nested if param.place == ParamLocation::Query => diags.push(wrong(
            "only `style: brackets` can send objects in objects and lists of objects: `a[b][c]=1`; or send JSON text: `{type: …, as: json}`",
        )),
        TextShape::Nested => diags.push(wrong(AS_JSON)),
        TextShape::Object if segments => {
            diags.push(wrong("`{+name}` takes a text or a list; write `{name}` for an object"));
        }
        TextShape::AnyText | TextShape::List | TextShape::TextOrList | TextShape::Object => {}
    }
    let is_simple = matches!(shape, TextShape::List | TextShape::File | TextShape::JsonOnly);
    if let Some(spelling) =
        field.spelling.as_ref().filter(|spelling| !is_simple && spelling.value != Spelling::Json)
    {
        let message = format!("`as:` has no effect inside of `{name}`");
        diags.push(
            Diagnostic::new(Code::BadParam, spelling.span, message)
                .help("remove it; or declare a struct, and write `as:` in its fields"),
        );
    }
}

/// Rules that depend on the place.
fn place(param: &Param, diags: &mut Diagnostics) {
    let field = &param.field;
    let name = field.key.as_str();
    match param.place {
        ParamLocation::Path if field.optional => diags.push(
            Diagnostic::new(
                Code::BadParam,
                field.key.span,
                format!("the path parameter `{name}` cannot be optional"),
            )
            .help(format!("write `{name}` without `?`; declare another endpoint for the path without it")),
        ),
        ParamLocation::Path if field.wire != field.key.value => diags.push(
            Diagnostic::new(
                Code::BadParam,
                field.key.span,
                format!("the path parameter `{name}` cannot have another name on the wire"),
            )
            .help("remove `wire:`; the name in braces must be the same as the key"),
        ),
        ParamLocation::Header => header_name(&field.wire, field.key.span, diags),
        ParamLocation::Cookie => cookie_name(&field.wire, field.key.span, diags),
        ParamLocation::Path | ParamLocation::Query => {}
    }
}

/// The style is one of the place, says something about the value, and has one spelling.
fn style(param: &Param, shape: TextShape, segments: bool, diags: &mut Diagnostics) {
    let Some(style) = &param.style else { return };
    let (name, word) = (param.field.key.as_str(), style.value.word());
    let styles = param.place.styles();
    let mut refuse = |message: String, help: String| {
        diags.push(Diagnostic::new(Code::BadStyle, style.span, message).help(help));
    };
    if !styles.contains(&style.value) {
        let known: Vec<String> = styles.iter().map(|style| format!("`{}`", style.word())).collect();
        return refuse(
            format!("`{word}` is not a style for a parameter in {}", where_it_is(param.place)),
            format!("the styles there are {}; the first one is the default", known.join(", ")),
        );
    }
    if segments {
        return refuse(
            format!("`{{+{name}}}` is several segments of the path, which are written in one way"),
            format!("remove it, or write `{{{name}}}` in the path"),
        );
    }
    match (style.value, shape) {
        (_, TextShape::Unknown | TextShape::File | TextShape::JsonOnly | TextShape::Nested) => {}
        (ParamStyle::Label | ParamStyle::Matrix, _) => {}
        (ParamStyle::LabelRepeat | ParamStyle::MatrixRepeat, TextShape::Text | TextShape::AnyText) => {
            let other = if style.value == ParamStyle::LabelRepeat { "label" } else { "matrix" };
            refuse(
                format!("`{word}` says how a list or an object is written, but `{name}` is a single value"),
                format!("write `style: {other}`"),
            );
        }
        (_, TextShape::Text | TextShape::AnyText) => refuse(
            format!("`style` says how a list or an object is written, but `{name}` is a single value"),
            String::from("remove it"),
        ),
        (ParamStyle::Pairs, TextShape::List | TextShape::TextOrList) => refuse(
            format!("`pairs` says how an object is written, but `{name}` is a list"),
            String::from("remove it: the elements are separated by commas"),
        ),
        _ => {}
    }
}

/// Reserved characters can be kept in the query.
fn reserved(param: &Param, shape: TextShape, diags: &mut Diagnostics) {
    let is_list = matches!(shape, TextShape::Text | TextShape::List);
    if param.allow_reserved && param.style() == ParamStyle::Brackets && !is_list {
        diags.push(
            Diagnostic::new(
                Code::BadStyle,
                param.field.key.span,
                format!("`{}` is written in brackets, which are reserved characters", param.field.key.value),
            )
            .help("remove `allow_reserved:`, or choose another style"),
        );
    }
    if param.allow_reserved && param.place != ParamLocation::Query {
        let name = param.field.key.as_str();
        diags.push(
            Diagnostic::new(
                Code::BadStyle,
                param.field.key.span,
                format!("`allow_reserved` is for the query, but `{name}` is in {}", where_it_is(param.place)),
            )
            .help(match param.place {
                ParamLocation::Path => format!("remove it; slashes stay in `{{+{name}}}`"),
                _ => String::from("remove it; nothing is percent-encoded there"),
            }),
        );
    }
}

fn where_it_is(place: ParamLocation) -> &'static str {
    match place {
        ParamLocation::Query => "the query",
        ParamLocation::Path => "the path",
        ParamLocation::Header => "a header",
        ParamLocation::Cookie => "a cookie",
    }
}
