//! Requests that an object describes: `{"method": "POST", "url": "https://h/lamps", "headers": {…}, "body": {…}}`.

use super::finder::Known;
use super::{body, is_inside, roots, url};
use crate::found::{Body, Call, Form, Found, Mention, Sample, Side, Weight};
use crate::json::{Kind, Value};
use crate::lexicon::calls::{HTTP_METHODS, REQUEST_PARTS};
use crate::page::{Block, Text};
use stubwright_spec::source::Spanned;

/// The request that a sample describes. Where the title of its code does not say that it is one, an object with these keys may
/// also be an answer, or what is sent to register a URL.
pub(in crate::extract) fn read(sample: &Sample, blocks: &[&Block], found: &Found) -> Option<Call> {
    let Kind::Object(members) = &sample.value.kind else { return None };
    let is_part = |key: &str| REQUEST_PARTS.has(&key.to_ascii_lowercase());
    if !members.iter().all(|(key, _)| matches!(key.value.as_str(), "method" | "url") || is_part(&key.value)) {
        return None;
    }
    let (method, address) = (sample.value.get("method")?, sample.value.get("url")?);
    let name = text(method)?.to_ascii_uppercase();
    let name = HTTP_METHODS.into_iter().find(|known| *known == name)?;
    let mut whole =
        sample.value.get("baseUrl").and_then(written).unwrap_or_else(|| Text::new(address.span.file));
    whole.append(&written(address)?);
    let mut url = url::parse(&whole, 0..whole.as_str().len())?;
    let has_parts = members.iter().any(|(key, _)| is_part(&key.value));
    let is_known = has_parts && sample.side != Side::Response && !has_such_fields(found);
    if !(is_known || is_titled(sample, blocks)) || !roots::has_host(&url) && !url.path.value.starts_with('/')
    {
        return None;
    }
    if url.path.value.is_empty() {
        "/".clone_into(&mut url.path.value);
    }
    let pairs = |key: &str| sample.value.get(key).map(pairs).unwrap_or_default();
    url.query.extend(["query", "params"].into_iter().flat_map(pairs));
    let headers = pairs("headers");
    let body = sample.value.get("body").map_or(Body::None, |value| sent(value, &headers, sample));
    let (place, span) = (sample.place, sample.value.span);
    let method = Some(Spanned::new(name.to_owned(), method.span));
    let mentions = vec![Mention { place, weight: Weight::Code }];
    Some(Call { place, span, form: Form::Curl, method, url, headers, is_basic: false, body, mentions })
}

/// Whether the info string of the code says that it is a request: ```` ```json http ````.
fn is_titled(sample: &Sample, blocks: &[&Block]) -> bool {
    let above = sample.place.0.checked_sub(1).and_then(|at| blocks.get(at));
    matches!(above, Some(Block::Title(title)) if title.as_str().eq_ignore_ascii_case("http"))
}

/// Whether a table tells of the method or the URL as of a field of the API.
fn has_such_fields(found: &Found) -> bool {
    let rows = found.fields.iter().flat_map(|table| &table.rows);
    let mut last = rows.filter_map(|row| row.path.last());
    last.any(|step| matches!(step.name.as_str(), "method" | "url"))
}

fn text(value: &Value) -> Option<&str> {
    if let Kind::Text(text) = &value.kind { Some(text) } else { None }
}

/// A text of the object with its place, quotes aside.
fn written(value: &Value) -> Option<Text> {
    let range = value.span.range();
    let mut written = Text::new(value.span.file);
    let inner = if range.len() > 1 { range.start + 1..range.end - 1 } else { range };
    written.push(text(value)?, inner);
    Some(written)
}

/// The members of an object that have a scalar.
fn pairs(value: &Value) -> Vec<Known> {
    let Kind::Object(members) = &value.kind else { return Vec::new() };
    let scalar = |value: &Value| match &value.kind {
        Kind::Text(text) | Kind::Number(text) => Some(text.clone()),
        Kind::Bool(is_so) => Some(is_so.to_string()),
        Kind::Null | Kind::Blank => Some(String::new()),
        Kind::List(_) | Kind::Object(_) => None,
    };
    let pair = |(name, value): &(Spanned<String>, Value)| {
        Some((name.clone(), Spanned::new(scalar(value)?, value.span)))
    };
    members.iter().filter_map(pair).collect()
}

/// The body of a request: an object is one of JSON unless the headers name another kind.
fn sent(value: &Value, headers: &[Known], sample: &Sample) -> Body {
    let kind = body::content_type(headers);
    let says = |word: &str| kind.is_some_and(|kind| kind.to_ascii_lowercase().contains(word));
    match &value.kind {
        Kind::Null => Body::None,
        Kind::Text(_) => written(value).map_or(Body::None, |text| body::read(&text, kind)),
        Kind::Object(_) if says("urlencoded") => Body::Form(pairs(value)),
        Kind::Object(_) if says("multipart") => {
            Body::Multipart(pairs(value).into_iter().map(|(name, value)| (name, value, false)).collect())
        }
        Kind::Object(_) | Kind::List(_) => {
            let faults = sample.faults.iter().filter(|fault| is_inside(fault.span, value.span));
            Body::Json(value.clone(), faults.cloned().collect())
        }
        Kind::Bool(_) | Kind::Number(_) | Kind::Blank => Body::Other,
    }
}
