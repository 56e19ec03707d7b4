//! The parts of calls other than their body: credentials, headers, global parameters, forms.

use crate::found::{Body, Field, Found, HeaderKind, In, Required, Side};
use crate::json::{Kind, Value};
use crate::lexicon::calls::{CREDENTIALS, OWN, PLACEHOLDER_PARTS, PLACEHOLDERS, SCHEMES};
use crate::lexicon::values::{CONSTANTS, COPULAS, FILL_LOCAL, FILL_MILLISECONDS, FILL_RFC3339};
use crate::sheet::{Noted, Sheet, field, ty, unplaced};
use stubwright_spec::ast::{self, AuthKind, Common, CommonPlace, CommonSource, Fill};
use stubwright_spec::source::Spanned;

/// Whether a value is a placeholder for one that the caller has: `<token>`, `{key}`, `$KEY`, `ACCESS_TOKEN`, `xxxx`.
pub(in crate::infer) fn is_placeholder(value: &str) -> bool {
    let value = value.trim();
    let is_upper = value.len() > 2 && value.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    let lower = value.to_lowercase();
    is_upper
        || value.is_empty()
        || value.contains(['<', '{', '$', '*', '…'])
        || PLACEHOLDER_PARTS.are_in(&lower)
        || PLACEHOLDERS.has(&lower)
}

/// Whether a field has this name, whatever its case.
pub(super) fn is_called(field: &ast::Field, name: &str) -> bool {
    field.key.value.eq_ignore_ascii_case(name)
}

fn is_credential(name: &str) -> bool {
    let name: String = name.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    CREDENTIALS.end(&name)
}

/// Credentials and headers of every call; returns the idempotency header.
pub(super) fn headers(found: &Found, sheet: &mut Sheet) -> Option<Noted<String>> {
    let mut idempotent = None;
    for call in &found.calls {
        if call.is_basic {
            sheet.auth.get_or_insert_with(|| Noted::at(AuthKind::Basic, call.span));
        }
        for (name, value) in &call.headers {
            header(name, &value.value, HeaderKind::Other, sheet, &mut idempotent);
        }
        for (name, value) in &call.url.query {
            let is_token = is_credential(&name.value) && is_placeholder(&value.value);
            if is_token && sheet.auth.is_none() {
                let auth = AuthKind::Query(unplaced(name.value.clone()));
                sheet.auth = Some(Noted::guess(auth, "the value is a placeholder", Some(name.span)));
            }
        }
    }
    of_tables(found, sheet, &mut idempotent);
    for said in &found.headers {
        header(&said.name, said.value.as_deref().unwrap_or_default(), said.kind, sheet, &mut idempotent);
    }
    idempotent
}

/// Credentials that only a table of headers names.
fn of_tables(found: &Found, sheet: &mut Sheet, idempotent: &mut Option<Noted<String>>) {
    let sent = found.fields.iter().filter(|table| table.side != Side::Response);
    let rows = sent.flat_map(|table| &table.rows).filter(|row| row.goes == Some(In::Header));
    for row in rows.filter(|row| row.path.len() == 1) {
        let Some(name) = row.path.first().map(|step| Spanned::new(step.name.clone(), row.span)) else {
            continue;
        };
        let lower = name.value.to_lowercase();
        if lower.contains("idempoten") {
            header(&name, "", HeaderKind::IdempotencyKey, sheet, idempotent);
        }
        if sheet.auth.is_some() {
            continue;
        }
        let example = row.example.as_ref().map(|example| example.value.as_str());
        let texts = example.into_iter().chain(row.doc.as_ref().map(|doc| doc.as_str()));
        let mut words = texts.flat_map(|text| text.split(|c: char| !c.is_ascii_alphanumeric()));
        let scheme = words.find(|word| SCHEMES.has(&word.to_lowercase())).map(str::to_lowercase);
        let auth = match scheme.as_deref() {
            Some("bearer") if lower == "authorization" => Noted::at(AuthKind::Bearer, row.span),
            Some("basic") if lower == "authorization" => Noted::at(AuthKind::Basic, row.span),
            _ if lower == "authorization" => Noted::guess(
                AuthKind::Header(unplaced(name.value)),
                "its scheme is not on the page",
                Some(row.span),
            ),
            _ if is_credential(&name.value) && row.required != Some(Required::No) => {
                Noted::guess(AuthKind::Header(unplaced(name.value)), "by its name", Some(row.span))
            }
            _ => continue,
        };
        sheet.auth = Some(auth);
    }
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
            "bearer" => AuthKind::Bearer,
            "basic" => AuthKind::Basic,
            _ => AuthKind::Header(unplaced(name.value.clone())),
        };
        sheet.auth.get_or_insert_with(|| Noted::at(auth, name.span));
        return;
    }
    if matches!(sheet.auth.as_ref().map(|auth| &auth.value), Some(AuthKind::Header(known)) if known.value == name.value)
    {
        return;
    }
    let is_secret = kind == HeaderKind::Credential || (is_credential(&name.value) && is_placeholder(value));
    if is_secret && sheet.auth.is_none() {
        let auth = AuthKind::Header(unplaced(name.value.clone()));
        sheet.auth = Some(if kind == HeaderKind::Credential {
            Noted::at(auth, name.span)
        } else {
            Noted::guess(auth, "the value is a placeholder", Some(name.span))
        });
        return;
    }
    if sheet.common.iter().any(|common| is_called(&common.value.field, &name.value)) {
        return;
    }
    let are_digits = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    let ty = if are_digits && value.len() < 10 && !is_credential(&name.value) { "i32" } else { "string" };
    let field = field(name.value.clone(), ty::name(ty));
    let common = Common { field, place: CommonPlace::Header, source: CommonSource::Setting };
    sheet.common.push(Noted::guess(common, "in every call", Some(name.span)));
}

/// The operation that the description of a row names, or its example is: words with dots between them.
pub(super) fn operation_of(row: &Field) -> Option<&str> {
    let is_sign = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_'));
    let texts = [row.doc.as_ref().map(|doc| doc.as_str()), row.example.as_ref().map(Spanned::as_str)];
    let words = texts.into_iter().flatten().flat_map(|text| text.split(is_sign));
    let mut words = words.filter(|word| word.matches('.').count() >= 2);
    words.next().map(|word| word.trim_matches('.'))
}

/// The parameters that tables give to every call.
pub(super) fn common(found: &Found, sheet: &mut Sheet) {
    let tables = || found.fields.iter().filter(|table| table.is_common && table.side != Side::Response);
    let fields = || tables().flat_map(|table| &table.rows);
    for row in fields() {
        let Some(name) = row.path.first().map(|step| step.name.clone()) else { continue };
        let lower = name.to_lowercase();
        if lower == "sign" || lower == "signature" {
            sheet.auth = Some(Noted::guess(
                AuthKind::Sign,
                format!("a parameter {name}, which the signer adds"),
                Some(row.span),
            ));
            continue;
        }
        let is_known = sheet.has_credential(&name) || lower == "authorization" || OWN.has(&lower);
        if is_known || lower == "method" && operation_of(row).is_some() {
            continue;
        }
        let mut field = field(name, ty::name("string"));
        field.doc = row.description().map(unplaced);
        let source = if let Some(value) = constant(row) {
            CommonSource::Value(unplaced(value))
        } else if let Some(fill) = time_of(row, &lower, sheet) {
            CommonSource::Fill(fill)
        } else if lower.contains("nonce") {
            CommonSource::Fill(Fill::Nonce)
        } else {
            field.optional = row.required == Some(Required::No);
            CommonSource::Setting
        };
        let place = if row.goes == Some(In::Header) { CommonPlace::Header } else { CommonPlace::Query };
        sheet.common.retain(|known| !is_called(&known.value.field, field.key.as_str()));
        let common = Common { field, place, source };
        let noted = if row.goes.is_none() {
            Noted::guess(common, "in the query", Some(row.span))
        } else {
            Noted::at(common, row.span)
        };
        sheet.common.push(noted);
    }
}

/// How the time of a call is written, for a parameter that is one. A local time without an offset on the page is a text
/// that the caller gives: which clock it goes by is not said.
fn time_of(field: &Field, lower: &str, sheet: &Sheet) -> Option<Fill> {
    let is_time = lower.contains("timestamp") || lower == "ts";
    is_time.then(|| fill(field)).filter(|fill| *fill != Fill::Local || sheet.timezone.is_some())
}

/// How a time is written: by the words of its description.
fn fill(field: &Field) -> Fill {
    let doc = field.doc.as_ref().map(|doc| doc.as_str().to_lowercase()).unwrap_or_default();
    match () {
        () if FILL_LOCAL.are_in(&doc) => Fill::Local,
        () if FILL_MILLISECONDS.are_in(&doc) => Fill::UnixMs,
        () if FILL_RFC3339.are_in(&doc) => Fill::Rfc3339,
        () => Fill::Unix,
    }
}

/// The one value that a description says a parameter has: `固定值 2.0`, `always JSON`.
pub(super) fn constant(field: &Field) -> Option<String> {
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
