//! Endpoints, and what every call sends.

use std::fmt::{Result, Write};

use super::notation::{self, ty, write_field};
use crate::model::{
    Api, Auth, AuthKind, Body, BodyKind, BodyPath, ByStatus, CommonSource, Constant, Credentials, Endpoint,
    IdempotencyKey, Next, OtherServer, OtherUrls, Pages, Param, Raw, Response, Server, Turn, Type, Wrapping,
};
use crate::source::Spanned;

/// A server with its variables.
pub(super) fn server(server: &Server, out: &mut String) -> Result {
    writeln!(out, "server {} {:?}", server.name.value, server.url.value)?;
    for variable in &server.variables {
        write!(out, "  variable {} = {:?}", variable.name.value, variable.default.value)?;
        if !variable.allowed.is_empty() {
            let allowed: Vec<&str> = variable.allowed.iter().map(Spanned::as_str).collect();
            write!(out, " in {allowed:?}")?;
        }
        writeln!(out, "{}", doc(variable.doc.as_ref()))?;
    }
    Ok(())
}

/// A server other than the API's own.
pub(super) fn other_server(api: &Api, server: &OtherServer<usize>, out: &mut String) -> Result {
    writeln!(out, "other server {}{}", server.name.value, doc(server.doc.as_ref()))?;
    match &server.urls {
        OtherUrls::Same(url) => writeln!(out, "  {:?}", url.value)?,
        OtherUrls::Each(each) => {
            for (beside, url) in each {
                let beside = api.servers.get(*beside).map_or("", |server| server.name.as_str());
                writeln!(out, "  beside {beside} {:?}", url.value)?;
            }
        }
    }
    Ok(())
}

fn doc(doc: Option<&Spanned<String>>) -> String {
    doc.map(|doc| format!(" {:?}", doc.value)).unwrap_or_default()
}

/// Common parameters and credentials.
pub(super) fn sent_by_all(api: &Api, out: &mut String) -> Result {
    for common in &api.common {
        let (place, source) = (common.place.word(), common_source(&common.source));
        writeln!(out, "common {place} {}{source}", write_field(api, &common.field))?;
    }
    for auth in &api.auth {
        let kind = auth_kind(&auth.kind);
        let name = auth.name.as_ref().map(|name| format!(" as {}", name.value)).unwrap_or_default();
        writeln!(out, "auth {kind}{name}{}", doc(auth.doc.as_ref()))?;
    }
    Ok(())
}

/// The way of authentication.
pub(crate) fn auth_kind(kind: &AuthKind) -> String {
    match kind {
        AuthKind::Bearer => String::from("bearer"),
        AuthKind::Basic => String::from("basic"),
        AuthKind::Scheme(name) => format!("scheme {:?}", name.value),
        AuthKind::Sign => String::from("sign"),
        AuthKind::Header(name) => format!("header {:?}", name.value),
        AuthKind::Query(name) => format!("query {:?}", name.value),
        AuthKind::Cookie(name) => format!("cookie {:?}", name.value),
    }
}

/// Where the value of a common parameter comes from; nothing for a setting.
fn common_source(source: &CommonSource) -> String {
    match source {
        CommonSource::Setting => String::new(),
        CommonSource::Value(value) => format!(" = {:?}", value.value),
        CommonSource::Fill(fill) => format!(" filled with {}", fill.word()),
    }
}

fn request(api: &Api, endpoint: &Endpoint, out: &mut String) -> Result {
    if let Some(request) = &endpoint.request {
        writeln!(out, "  request {}", body(&|of| ty(api, of), request))?;
    }
    if let Some(name) = &endpoint.request_name {
        writeln!(out, "  request name {}", name.value)?;
    }
    Ok(())
}

/// An endpoint.
pub(super) fn endpoint(api: &Api, endpoint: &Endpoint, out: &mut String) -> Result {
    let verb = endpoint.method.verb();
    let (name, path) = (endpoint.name.as_str(), endpoint.path.as_str());
    let key = match &endpoint.key {
        None => String::new(),
        Some(IdempotencyKey::Header(name)) => format!(" key=header {:?}", name.value),
        Some(IdempotencyKey::Field(name)) => format!(" key=field {:?}", name.value),
    };
    writeln!(out, "endpoint {name} {verb} {path} idempotent={}{key}", endpoint.idempotent)?;
    if let Some(doc) = &endpoint.doc {
        writeln!(out, "  doc {:?}", doc.value)?;
    }
    if let Some(tag) = &endpoint.tag {
        writeln!(out, "  tag {tag}")?;
    }
    for param in &endpoint.params {
        writeln!(out, "  {}", written_param(api, param))?;
    }
    for Constant { place, wire, value, doc } in &endpoint.constants {
        let value = value.as_ref().map(|value| format!(" = {:?}", value.value)).unwrap_or_default();
        writeln!(out, "  constant {} {:?}{value}{}", place.word(), wire.value, self::doc(doc.as_ref()))?;
    }
    request(api, endpoint, out)?;
    answers(api, endpoint, out)?;
    if let Some(pages) = &endpoint.pages {
        writeln!(out, "  pages {}", written_pages(pages))?;
    }
    match endpoint.envelope {
        Wrapping::Default => {}
        Wrapping::None => writeln!(out, "  envelope none")?,
        Wrapping::Named(id) => {
            let name = &api.envelopes[id].name.value;
            writeln!(out, "  envelope {name}")?;
        }
    }
    if let Credentials::OneOf(sets) = &endpoint.credentials {
        writeln!(out, "  auth {}", credentials(api, sets))?;
    }
    if let Some(server) = endpoint.server.and_then(|at| api.other_servers.get(at)) {
        writeln!(out, "  server {}", server.name.value)?;
    }
    if let Some(redirect) = &endpoint.redirect {
        writeln!(out, "  redirect {}", redirect.value.word())?;
    }
    let tables = endpoint.tables.iter().map(|id| &api.tables[*id]);
    let tables: Vec<&str> = tables.map(|table| table.name.as_str()).collect();
    if !tables.is_empty() {
        writeln!(out, "  tables {}", tables.join(", "))?;
    }
    if let Some(rows) = &endpoint.errors {
        let codes = rows.iter().map(|row| api.errors[*row].code.as_str());
        writeln!(out, "  errors {}", codes.collect::<Vec<_>>().join(", "))?;
    }
    if endpoint.deprecated {
        writeln!(out, "  deprecated")?;
    }
    Ok(())
}

/// Dumps the responses.
fn answers(api: &Api, endpoint: &Endpoint, out: &mut String) -> Result {
    if let Some(response) = &endpoint.response {
        writeln!(out, "  response {}", written_response(&|of| ty(api, of), response))?;
    }
    let bodiless: Vec<String> = endpoint.bodiless().map(|status| status.to_string()).collect();
    if !bodiless.is_empty() {
        writeln!(out, "  no payload at {}", bodiless.join(", "))?;
    }
    for header in &endpoint.response_headers {
        writeln!(out, "  response header {}", write_field(api, header))?;
    }
    for failure in &endpoint.failures {
        writeln!(out, "  failure {}", by_status(&|of| ty(api, of), failure))?;
    }
    Ok(())
}

/// `404 NotFound`, whose type is written by `ty`.
pub(crate) fn by_status(ty: &dyn Fn(&Type) -> String, entry: &ByStatus) -> String {
    let body = entry.ty.as_ref().map_or_else(|| String::from("none"), |body| ty(body));
    format!("{} {body}", entry.status.value)
}

/// A response whose types are written by `ty`.
pub(crate) fn written_response(ty: &dyn Fn(&Type) -> String, response: &Response) -> String {
    match response {
        Response::Typed { ty: payload, optional } => {
            format!("{}{}", ty(payload), if *optional { "?" } else { "" })
        }
        Response::Raw(payload) => raw(payload),
        Response::Events { ty: event, end } => {
            let end = end.as_ref().map(|end| format!(" end {:?}", end.value)).unwrap_or_default();
            format!("events {}{end}", ty(event))
        }
        Response::Stream(content_type) => stream(content_type),
        Response::ByStatus(entries) => {
            entries.iter().map(|entry| by_status(ty, entry)).collect::<Vec<_>>().join(", ")
        }
    }
}

/// The alternatives of an endpoint: `user, app and sign, none`.
pub(crate) fn credentials(api: &Api, sets: &[Vec<usize>]) -> String {
    let word = |at: &usize| api.auth.get(*at).map_or("", Auth::word);
    let set = |set: &Vec<usize>| match set.as_slice() {
        [] => String::from("none"),
        set => set.iter().map(word).collect::<Vec<_>>().join(" and "),
    };
    sets.iter().map(set).collect::<Vec<_>>().join(", ")
}

fn written_param(api: &Api, param: &Param) -> String {
    let style = param.style.as_ref().map(|style| format!(" style={}", style.value.word()));
    let style = style.unwrap_or_default() + if param.allow_reserved { " reserved" } else { "" };
    format!("{} {}{style}", param.place.word(), write_field(api, &param.field))
}

/// `pages:` on one line.
pub(crate) fn written_pages(pages: &Pages) -> String {
    let path = |word: &str, path: &Option<BodyPath>| {
        path.as_ref().map(|at| format!(" {word} {}", notation::path(at))).unwrap_or_default()
    };
    let turn = match &pages.turn {
        Turn::Cursor { next, end } => {
            let end = end.as_ref().map(|end| format!(" end {:?}", end.value)).unwrap_or_default();
            match next {
                Next::In(next) => format!(" next {}{end}", notation::source(next)),
                Next::OfLastItem(last) => format!(" next of the last item {}{end}", notation::path(last)),
            }
        }
        Turn::Page { first, last } => {
            let first = first.as_ref().map(|first| format!(" first {}", first.value)).unwrap_or_default();
            first + &path("last", last)
        }
        Turn::Offset => String::new(),
    };
    let (items, word, place) = (notation::path(&pages.items), pages.turn.word(), &pages.place.value);
    format!("{items} {word} {place:?}{turn}{}{}", path("more", &pages.more), path("total", &pages.total))
}

/// A body whose types are written by `ty`.
pub(crate) fn body(ty: &dyn Fn(&Type) -> String, body: &Body) -> String {
    let kind = |kind: &BodyKind| match kind {
        BodyKind::Json(json) => ty(json),
        BodyKind::Raw(payload) => raw(payload),
        BodyKind::Stream(content_type) => stream(content_type),
        kind => format!("{} {}", kind.word(), kind.ty().map_or_else(String::new, |form| ty(form))),
    };
    let kinds = body.kind.choices().iter().map(kind).collect::<Vec<_>>();
    let mark = match kinds.as_slice() {
        _ if !body.optional => "",
        [_] => "?",
        _ => " or nothing",
    };
    kinds.join(" or ") + mark
}

fn stream(content_type: &Spanned<String>) -> String {
    format!("stream {:?}", content_type.value)
}

fn raw(raw: &Raw) -> String {
    format!("{} {:?}", raw.kind.word(), raw.content_type.value)
}
