//! What calls carry beside their body: credentials, headers, parameters of every call, forms.

use crate::found::{Body, Field, Found, HeaderKind, In, Required};
use crate::json::{Kind, Value};
use crate::lexicon::calls::{CREDENTIALS, OWN, PLACEHOLDER_PARTS, PLACEHOLDERS};
use crate::lexicon::values::{CONSTANTS, COPULAS, FILL_LOCAL, FILL_MILLISECONDS, FILL_RFC3339};
use crate::sheet::{Auth, Noted, Param, Scalar, Sheet};
use stubwright_spec::source::Spanned;

/// Whether a value stands for one that the caller has: `<token>`, `{key}`, `$KEY`, `ACCESS_TOKEN`, `xxxx`.
fn is_placeholder(value: &str) -> bool {
    let value = value.trim();
    let is_upper = value.len() > 2 && value.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    let lower = value.to_lowercase();
    is_upper
        || value.is_empty()
        || value.contains(['<', '{', '$', '*', '…'])
        || PLACEHOLDER_PARTS.are_in(&lower)
        || PLACEHOLDERS.has(&lower)
}

/// Whether a name is that of a credential.
fn is_credential(name: &str) -> bool {
    let name: String = name.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    CREDENTIALS.end(&name)
}

/// Credentials and headers of every call; returns the idempotency header.
pub(super) fn headers(found: &Found, sheet: &mut Sheet) -> Option<Noted<String>> {
    let mut idempotent = None;
    for call in &found.calls {
        if call.is_basic {
            sheet.auth.get_or_insert_with(|| Noted::at(Auth::Basic, call.span));
        }
        for (name, value) in &call.headers {
            header(name, &value.value, HeaderKind::Other, sheet, &mut idempotent);
        }
        for (name, value) in &call.url.query {
            let is_token = is_credential(&name.value) && is_placeholder(&value.value);
            if is_token && sheet.auth.is_none() {
                let auth = Auth::Query(name.value.clone());
                sheet.auth = Some(Noted::guess(auth, "the value is a placeholder", Some(name.span)));
            }
        }
    }
    for said in &found.headers {
        header(&said.name, said.value.as_deref().unwrap_or_default(), said.kind, sheet, &mut idempotent);
    }
    idempotent
}

fn header(
    name: &Spanned<String>,
    value: &str,
    kind: HeaderKind,
    sheet: &mut Sheet,
    idempotent: &mut Option<Noted<String>>,
) {
    let lower = name.value.to_lowercase();
    if OWN.has(&lower) || lower.is_empty() {
        return;
    }
    if kind == HeaderKind::IdempotencyKey || lower.contains("idempoten") {
        idempotent.get_or_insert_with(|| Noted::at(name.value.clone(), name.span));
        return;
    }
    if lower == "authorization" {
        let scheme = value.split_whitespace().next().unwrap_or_default().to_lowercase();
        let auth = match scheme.as_str() {
            "bearer" => Auth::Bearer,
            "basic" => Auth::Basic,
            _ => Auth::Header(name.value.clone()),
        };
        sheet.auth.get_or_insert_with(|| Noted::at(auth, name.span));
        return;
    }
    if sheet.auth.as_ref().is_some_and(|auth| auth.value == Auth::Header(name.value.clone())) {
        return;
    }
    let is_secret = kind == HeaderKind::Credential || (is_credential(&name.value) && is_placeholder(value));
    if is_secret && sheet.auth.is_none() {
        let auth = Auth::Header(name.value.clone());
        sheet.auth = Some(if kind == HeaderKind::Credential {
            Noted::at(auth, name.span)
        } else {
            Noted::guess(auth, "the value is a placeholder", Some(name.span))
        });
        return;
    }
    if sheet.common.iter().any(|param| param.value.name.eq_ignore_ascii_case(&name.value)) {
        return;
    }
    let ty = if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) && value.len() < 10 {
        "i32"
    } else {
        "string"
    };
    let param = Param {
        name: name.value.clone(),
        place: Some("header"),
        ty: Some(ty.to_owned()),
        ..Param::default()
    };
    sheet.common.push(Noted::guess(param, "in every call", Some(name.span)));
}

/// The parameters that tables give to every call.
pub(super) fn common(found: &Found, sheet: &mut Sheet) {
    let fields = || found.fields.iter().filter(|table| table.is_common).flat_map(|table| &table.rows);
    for field in fields() {
        let Some(name) = field.path.first().map(|step| step.name.clone()) else { continue };
        let lower = name.to_lowercase();
        if lower == "sign" || lower == "signature" {
            sheet.auth = Some(Noted::guess(
                Auth::Sign,
                format!("a parameter {name}, which the signer adds"),
                Some(field.span),
            ));
            continue;
        }
        let is_known = sheet.auth.as_ref().is_some_and(|auth| matches!(&auth.value, Auth::Header(known) | Auth::Query(known) if known.eq_ignore_ascii_case(&name)))
            || lower == "authorization"
            || OWN.has(&lower);
        if is_known || lower == "method" {
            continue;
        }
        let constant = constant(field);
        let mut param =
            Param { name, doc: field.doc.as_ref().map(|doc| doc.as_str().to_owned()), ..Param::default() };
        param.place = Some(if field.goes == Some(In::Header) { "header" } else { "query" });
        if let Some(value) = constant {
            param.value = Some(Scalar::Text(value));
        } else if let Some(fill) = time_of(field, &lower, sheet) {
            param.fill = Some(fill);
        } else if lower.contains("nonce") {
            param.fill = Some("nonce");
        } else {
            param.ty = Some(String::from("string"));
            param.is_optional = field.required == Some(Required::No);
        }
        let noted = if field.goes.is_none() {
            Noted::guess(param, "in the query", Some(field.span))
        } else {
            Noted::at(param, field.span)
        };
        sheet.common.retain(|known| !known.value.name.eq_ignore_ascii_case(&noted.value.name));
        sheet.common.push(noted);
    }
}

/// How the time of a call is written, for a parameter that is one. A local time without an offset on the page is a text
/// that the caller gives: which clock it goes by is not said.
fn time_of(field: &Field, lower: &str, sheet: &Sheet) -> Option<&'static str> {
    let is_time = lower.contains("timestamp") || lower == "ts";
    is_time.then(|| fill(field)).filter(|fill| *fill != "local" || sheet.timezone.is_some())
}

/// How a time is written: by the words of its description.
fn fill(field: &Field) -> &'static str {
    let doc = field.doc.as_ref().map(|doc| doc.as_str().to_lowercase()).unwrap_or_default();
    match () {
        () if FILL_LOCAL.are_in(&doc) => "local",
        () if FILL_MILLISECONDS.are_in(&doc) => "unix_ms",
        () if FILL_RFC3339.are_in(&doc) => "rfc3339",
        () => "unix",
    }
}

/// The one value that a description says a parameter has: `固定值 2.0`, `always JSON`.
fn constant(field: &Field) -> Option<String> {
    let doc = field.doc.as_ref()?.as_str();
    let lower = doc.to_lowercase();
    let (at, word) = CONSTANTS.first_in(&lower)?;
    let rest = doc.get(at + word.len()..)?.trim_start_matches(|c| {
        COPULAS.has_char(c) || matches!(c, ':' | '：' | ' ' | '"' | '“' | '`' | '\'')
    });
    let end = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '/')))
        .unwrap_or(rest.len());
    let value = rest.get(..end)?.trim_end_matches('.');
    (!value.is_empty()).then(|| value.to_owned())
}

/// The values of a form as an object.
pub(super) fn form(body: &Body) -> Option<(Value, bool)> {
    let (members, is_multipart): (Vec<(Spanned<String>, Value)>, bool) = match body {
        Body::Form(fields) => {
            (fields.iter().map(|(name, value)| (name.clone(), text(value))).collect(), false)
        }
        Body::Multipart(fields) => {
            (fields.iter().map(|(name, value, _)| (name.clone(), text(value))).collect(), true)
        }
        Body::None | Body::Json(..) | Body::Other => return None,
    };
    let span = members.first().map(|(name, _)| name.span)?;
    Some((Value { kind: Kind::Object(members), span, comment: None }, is_multipart))
}

fn text(value: &Spanned<String>) -> Value {
    let kind = match value.value.as_str() {
        "true" => Kind::Bool(true),
        "false" => Kind::Bool(false),
        text if text.len() < 10 && text.parse::<u32>().is_ok_and(|number| number.to_string() == text) => {
            Kind::Number(text.to_owned())
        }
        text => Kind::Text(text.to_owned()),
    };
    Value { kind, span: value.span, comment: None }
}
