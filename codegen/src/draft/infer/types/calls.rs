//! What calls carry beside their body: servers, credentials, parameters.

use super::build::{Builder, Scene};
use super::endpoints::Group;
use super::scalar::scalar;
use super::shape::Shape;
use crate::draft::found::{Body, Field, Found, HeaderKind, In, Required, Side};
use crate::draft::json::{Kind, Value};
use crate::draft::sheet::{Auth, Endpoint, Note, Noted, Param, Scalar, Sheet};
use crate::source::{Span, Spanned};

/// Headers that every HTTP client sets by itself.
const OWN: &[&str] = &[
    "accept",
    "accept-encoding",
    "accept-language",
    "cache-control",
    "connection",
    "content-length",
    "content-type",
    "cookie",
    "host",
    "origin",
    "postman-token",
    "referer",
    "user-agent",
    "date",
    "expect",
    "pragma",
    "content-md5",
];

/// The servers, and the path that all calls have in front.
pub(super) fn servers(found: &Found, sheet: &mut Sheet) {
    for server in &found.servers {
        let Some(host) = &server.url.host else { continue };
        let scheme = server.url.scheme.as_deref().unwrap_or("https");
        let path = server.url.path.value.trim_end_matches('/');
        let url = format!("{scheme}://{}{path}", host.value);
        let name = server.name.clone().unwrap_or_else(|| String::from("main"));
        push_server(sheet, name, noted(url, server.url.scheme.as_deref(), host.span));
    }
    for call in &found.calls {
        let Some(host) = &call.url.host else { continue };
        let scheme = call.url.scheme.as_deref().unwrap_or("https");
        let url = format!("{scheme}://{}", host.value);
        let is_known = sheet.servers.iter().any(|(_, known)| {
            known.value == url
                || known.value.starts_with(&format!("{url}/"))
                || without_scheme(&known.value) == host.value
        });
        if !is_known && sheet.servers.len() < 16 {
            push_server(sheet, server_name(&host.value), noted(url, call.url.scheme.as_deref(), host.span));
        }
    }
}

fn without_scheme(url: &str) -> &str {
    url.split_once("://").map_or(url, |(_, rest)| rest)
}

fn noted(url: String, scheme: Option<&str>, span: Span) -> Noted<String> {
    match scheme {
        Some(_) => Noted::at(url, span),
        None => Noted::guess(url, "the page prints it without a scheme", Some(span)),
    }
}

/// What a host is called by its first label.
fn server_name(host: &str) -> String {
    let label = host.split(['.', ':']).next().unwrap_or(host).to_lowercase();
    let parts = || label.split('-');
    let known = [
        ("sandbox", "sandbox"),
        ("test", "test"),
        ("dev", "development"),
        ("staging", "staging"),
        ("pre", "pre-production"),
        ("uat", "uat"),
        ("demo", "demo"),
    ];
    let found = known.iter().find(|(word, _)| parts().any(|part| part == *word));
    found.map_or_else(|| String::from("main"), |(_, name)| (*name).to_owned())
}

fn push_server(sheet: &mut Sheet, name: String, url: Noted<String>) {
    if sheet.servers.iter().any(|(_, known)| known.value == url.value) {
        return;
    }
    let mut free = name.clone();
    let mut count = 2;
    while sheet.servers.iter().any(|(known, _)| *known == free) {
        free = format!("{name}-{count}");
        count += 1;
    }
    sheet.servers.push((free, url));
}

/// The path of a call below the base URL that the text names.
pub(super) fn below_base(path: &str, host: Option<&str>, found: &Found) -> String {
    let base = found.servers.iter().find(|server| {
        server.url.host.as_ref().map(|host| host.value.as_str()) == host && server.url.path.value.len() > 1
    });
    let prefix = base.map_or("", |server| server.url.path.value.trim_end_matches('/'));
    path.strip_prefix(prefix).filter(|rest| rest.starts_with('/')).unwrap_or(path).to_owned()
}

/// The name of the API: the label of the host that is registered, or the first words of the title.
pub(super) fn api_name(found: &Found) -> Noted<String> {
    let hosts =
        found.servers.iter().map(|server| &server.url).chain(found.calls.iter().map(|call| &call.url));
    let host = hosts.filter_map(|url| url.host.as_ref()).find(|host| !host.value.starts_with("localhost"));
    if let Some(host) = host
        && let Some(name) = registered(&host.value)
    {
        return Noted::at(name, host.span);
    }
    let words = |title: &Spanned<String>| -> String {
        let words = title.value.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        words.take(2).map(str::to_lowercase).collect::<Vec<_>>().join("-")
    };
    match found
        .title
        .as_ref()
        .map(|title| (words(title), title.span))
        .filter(|(name, _)| name.starts_with(|c: char| c.is_ascii_lowercase()))
    {
        Some((name, span)) => Noted::guess(name, "from the title", Some(span)),
        None => Noted::guess(String::from("api"), "no host is on the page", None),
    }
}

/// `example` of `api.example.com` and of `www.example.co.jp`.
fn registered(host: &str) -> Option<String> {
    let host = host.split(':').next().unwrap_or(host);
    if host.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return None;
    }
    let labels: Vec<&str> = host.split('.').filter(|label| !label.is_empty()).collect();
    let (_, rest) = labels.split_last()?;
    let second = ["com", "co", "net", "org", "gov", "edu", "ac", "ne", "or", "go"];
    let rest = match rest.split_last() {
        Some((last, before)) if second.contains(last) && !before.is_empty() => before,
        _ => rest,
    };
    let name = rest.last().or(labels.first())?;
    let name: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    let name = name.trim_matches('-').to_owned();
    let is_name = name.starts_with(|c: char| c.is_ascii_lowercase());
    // A host such as `api.pre-example.com` is that of the platform all the same.
    let bare = ["pre-", "test-", "dev-", "sandbox-", "uat-"]
        .into_iter()
        .find_map(|prefix| name.strip_prefix(prefix));
    let bare = bare.unwrap_or(&name).trim_end_matches(|c: char| c.is_ascii_digit());
    is_name.then(|| if bare.len() > 2 { bare.to_owned() } else { name.clone() })
}

/// Whether a value stands for one that the caller has: `<token>`, `{key}`, `$KEY`, `ACCESS_TOKEN`, `xxxx`.
fn is_placeholder(value: &str) -> bool {
    let value = value.trim();
    let is_upper = value.len() > 2 && value.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    let lower = value.to_lowercase();
    is_upper
        || value.is_empty()
        || value.contains(['<', '{', '$', '*', '…'])
        || lower.contains("xxx")
        || lower.contains("your")
        || ["token", "key", "apikey", "secret"].contains(&lower.as_str())
}

/// Whether a name is that of a credential.
fn is_credential(name: &str) -> bool {
    let name: String = name.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    ["token", "apikey", "accesskey", "secret", "auth", "key", "appkey", "credential"]
        .iter()
        .any(|word| name.ends_with(word))
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
    if OWN.contains(&lower.as_str()) || lower.is_empty() {
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
            || OWN.contains(&lower.as_str());
        if is_known || lower == "method" {
            continue;
        }
        let constant = constant(field);
        let mut param =
            Param { name, doc: field.doc.as_ref().map(|doc| doc.as_str().to_owned()), ..Param::default() };
        param.place = Some(if field.goes == Some(In::Header) { "header" } else { "query" });
        if let Some(value) = constant {
            param.value = Some(Scalar::Text(value));
        } else if lower.contains("timestamp") || lower == "ts" {
            param.fill = Some(fill(field));
            let zone = || field.doc.as_ref().and_then(|doc| zone(doc.as_str()));
            if param.fill == Some("local") && sheet.timezone.is_none() {
                let value = zone().unwrap_or("+00:00");
                sheet.timezone =
                    Some(Noted::guess(String::from(value), "of the times in calls", Some(field.span)));
            }
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

/// The offset that a description names: `GMT+8`, `UTC+8`, 北京时间.
fn zone(doc: &str) -> Option<&'static str> {
    let doc = doc.replace(' ', "").to_uppercase();
    let has = |words: &[&str]| words.iter().any(|word| doc.contains(word));
    if has(&["GMT+8", "UTC+8", "GMT+08", "UTC+08", "北京时间", "东八区", "+08:00"]) {
        return Some("+08:00");
    }
    if has(&["GMT+9", "UTC+9", "JST", "KST", "+09:00", "日本時間", "한국시간"]) {
        return Some("+09:00");
    }
    if has(&["GMT+3", "UTC+3", "MSK", "МСК", "+03:00"]) { Some("+03:00") } else { None }
}

/// How a time is written: by the words of its description.
fn fill(field: &Field) -> &'static str {
    let doc = field.doc.as_ref().map(|doc| doc.as_str().to_lowercase()).unwrap_or_default();
    if doc.contains("yyyy-mm-dd hh:mm:ss") {
        return "local";
    }
    if doc.contains("毫秒")
        || doc.contains("millisecond")
        || doc.contains("ms")
        || doc.contains("ミリ秒")
        || doc.contains("13")
    {
        return "unix_ms";
    }
    if doc.contains("iso") || doc.contains("rfc") { "rfc3339" } else { "unix" }
}

/// The one value that a description says a parameter has: `固定值 2.0`, `always JSON`.
fn constant(field: &Field) -> Option<String> {
    let doc = field.doc.as_ref()?.as_str();
    let words = [
        "固定值",
        "固定为",
        "固定传",
        "固定填",
        "fixed value",
        "fixed to",
        "always ",
        "固定値",
        "고정값",
        "고정",
    ];
    let lower = doc.to_lowercase();
    let (at, word) = words.iter().find_map(|word| Some((lower.find(word)?, *word)))?;
    let rest = doc.get(at + word.len()..)?.trim_start_matches([':', '：', ' ', '为', '"', '“', '`', '\'']);
    let end = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '/')))
        .unwrap_or(rest.len());
    let value = rest.get(..end)?.trim_end_matches('.');
    (!value.is_empty()).then(|| value.to_owned())
}

/// The parameters of an endpoint in its path, its query and its headers.
pub(super) fn params(builder: &mut Builder<'_, '_>, group: &Group<'_>, sheet: &Sheet) -> Vec<Noted<Param>> {
    let has_body = !["GET", "HEAD", "DELETE"].contains(&group.method.as_str());
    let mut params: Vec<Noted<Param>> = Vec::new();
    let is_sent = |name: &str| {
        sheet.common.iter().any(|param| param.value.name.eq_ignore_ascii_case(name))
            || matches!(sheet.auth.as_ref().map(|auth| &auth.value), Some(Auth::Header(known) | Auth::Query(known)) if known.eq_ignore_ascii_case(name))
    };
    let fields = group.sent.iter().flat_map(|table| &table.rows).filter(|field| field.path.len() == 1);
    for field in fields {
        let Some(name) = field.path.first().map(|step| step.name.clone()) else { continue };
        let is_in_path = group.path.contains(&format!("{{{name}}}"));
        let is_in_query =
            group.calls.iter().flat_map(|call| &call.url.query).any(|(known, _)| known.value == name)
                && !group.requests.iter().any(|body| body.get(&name).is_some());
        let is_own = is_in_path
            || (is_in_query && field.goes.is_none())
            || matches!(field.goes, Some(In::Path | In::Query | In::Header))
            || !has_body;
        let lower = name.to_lowercase();
        let is_skipped =
            field.goes == Some(In::Header) && (OWN.contains(&lower.as_str()) || lower == "authorization");
        if !is_own
            || field.goes == Some(In::Body)
            || is_sent(&name)
            || is_skipped
            || params.iter().any(|known| known.value.name == name)
        {
            continue;
        }
        params.push(described(builder, group, field, name, is_in_path));
    }
    for name in crate::template::names(&group.path).unwrap_or_default() {
        if params.iter().any(|known| known.value.name == name) {
            continue;
        }
        let value = group.values.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
        let ty = value.as_ref().map_or("string", |value| {
            if value.bytes().all(|byte| byte.is_ascii_digit()) { "i64" } else { "string" }
        });
        let mut noted =
            Noted::plain(Param { name: name.to_owned(), ty: Some(ty.to_owned()), ..Param::default() });
        noted.notes.extend(value.map(|text| Note { is_guess: true, text, span: None }));
        params.push(noted);
    }
    for (name, value) in group.calls.iter().flat_map(|call| &call.url.query) {
        let is_known = params.iter().any(|known| known.value.name == name.value) || is_sent(&name.value);
        if is_known || name.value.is_empty() {
            continue;
        }
        let ty = query_type(&name.value, value);
        let param = Param { name: name.value.clone(), ty: Some(ty), is_optional: true, ..Param::default() };
        let said = short(&value.value);
        let text = if said.is_empty() || said.starts_with('{') {
            String::from(UNSAID)
        } else {
            format!("{said}; {UNSAID}")
        };
        params.push(Noted::guess(param, text, Some(name.span)));
    }
    params
}

fn short(value: &str) -> String {
    value.chars().take(24).collect()
}

fn query_type(name: &str, value: &Spanned<String>) -> String {
    let text = value.value.as_str();
    let kind = if text.parse::<i64>().is_ok() && !text.starts_with('0') {
        Kind::Number(text.to_owned())
    } else if matches!(text, "true" | "false") {
        Kind::Bool(text == "true")
    } else {
        Kind::Text(text.to_owned())
    };
    let value = Value { kind, span: value.span, comment: None };
    let found = scalar(name, &Shape::of([&value])).unwrap_or_default();
    let is_plain = found.form.is_none() && !found.ty.is_empty();
    String::from(if is_plain { found.ty } else { "string" })
}

fn described(
    builder: &mut Builder<'_, '_>,
    group: &Group<'_>,
    field: &Field,
    name: String,
    is_in_path: bool,
) -> Noted<Param> {
    let node =
        super::tree::Node { name: name.clone(), field: Some(field), is_list: false, children: Vec::new() };
    let scene = Scene { side: Side::Request, parent: "", is_skeleton: false, has_table: true };
    // A table without types leaves them to the values of the calls.
    let query = group.calls.iter().flat_map(|call| &call.url.query).find(|(known, _)| known.value == name);
    let ty = query
        .filter(|_| field.kind.is_none() && field.values.is_empty())
        .map(|(name, value)| query_type(&name.value, value));
    let used = match ty {
        Some(ty) => super::build::Used::plain(ty),
        None => builder.used(&name, None, Some(&node), scene),
    };
    let is_simple = !used.ty.starts_with('{') && used.ty != "any" && used.ty != "file";
    let ty = if is_simple { used.ty } else { String::from("string") };
    let default = field.default.as_ref().and_then(|value| super::build::default_of(value, &ty, used.form));
    let param = Param {
        place: (field.goes == Some(In::Header)).then_some("header"),
        is_optional: !is_in_path && field.required != Some(Required::Yes),
        form: used.form,
        doc: field.doc.as_ref().map(|doc| doc.as_str().to_owned()),
        default,
        ty: Some(ty),
        name,
        ..Param::default()
    };
    let mut noted = Noted::at(param, field.span);
    noted
        .notes
        .extend(used.notes.into_iter().filter(|note| note.span != Some(field.span) && !note.text.is_empty()));
    noted
}

/// Says once for an endpoint what would stand on each of several parameters.
pub(super) fn quiet(endpoint: &mut Endpoint) {
    for said in [UNSAID, "its type is not on the page"] {
        let is_said = |note: &Note| note.is_guess && note.text.ends_with(said);
        let count = endpoint.params.iter().filter(|param| param.notes.iter().any(is_said)).count();
        if count < 2 {
            continue;
        }
        for note in endpoint.params.iter_mut().flat_map(|param| &mut param.notes).filter(|note| is_said(note))
        {
            let rest = note.text.strip_suffix(said).unwrap_or_default().trim_end_matches("; ").to_owned();
            note.text = if rest.is_empty() { rest } else { format!("such as {rest}") };
            note.is_guess = false;
        }
        let text = if said == UNSAID {
            "which parameters are required is not said"
        } else {
            "types of parameters are not on the page"
        };
        endpoint.name_notes.push(Note { is_guess: true, text: text.to_owned(), span: None });
    }
}

/// What is not known of a parameter that only a call shows.
const UNSAID: &str = "whether it is required is not said";

/// The values of a form as an object.
pub(super) fn form(body: &Body) -> Option<(Value, bool)> {
    let (members, is_multipart): (Vec<(Spanned<String>, Value)>, bool) = match body {
        Body::Form(fields) => {
            (fields.iter().map(|(name, value)| (name.clone(), text(value))).collect(), false)
        }
        Body::Multipart(fields) => {
            (fields.iter().map(|(name, value, _)| (name.clone(), text(value))).collect(), true)
        }
        Body::None | Body::Json(..) | Body::Other(_) => return None,
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
