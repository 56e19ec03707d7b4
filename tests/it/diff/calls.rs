//! Whether what a client sends of a call, apart from JSON, is understood by a server of the other version.
//!
//! Clients are compiled and send through the transport for tests. A server knows one version of the spec: it finds the
//! endpoint by host, method and path, and looks for what it requires in the query, in the headers and in the body.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use stubwright_codegen::public::{Item, Member, PublicItems};
use stubwright_spec::model::{
    Api, AuthKind, BodyKind, Common, CommonPlace, CommonSource, Credentials, Endpoint, Field, Fill,
    OtherUrls, Param, ParamLocation, ParamStyle, Server, Type, TypeKind,
};

use super::callers::given_type;
use super::case::{self, Case};
use super::compiled::Crate;
use super::values::Values;

/// The base URL of an API without servers.
const BASE: &str = "https://shop.example";

/// A request, as the transport got it.
struct Sent {
    endpoint: String,
    method: String,
    url: String,
    headers: BTreeMap<String, String>,
    body: String,
}

impl Sent {
    fn read(line: &Value) -> Self {
        let text = |name: &str| line[name].as_str().expect("text").to_owned();
        let headers = line["headers"].as_object().expect("headers").iter();
        let headers = headers.map(|(name, value)| (name.clone(), value.as_str().expect("text").to_owned()));
        Self {
            endpoint: text("endpoint"),
            method: text("method"),
            url: text("url"),
            headers: headers.collect(),
            body: text("body"),
        }
    }

    fn query(&self, name: &str) -> Vec<&str> {
        let pairs = self.url.split_once('?').map_or("", |(_, query)| query).split('&');
        pairs
            .filter_map(|pair| pair.split_once('='))
            .filter(|(key, _)| *key == name)
            .map(|(_, value)| value)
            .collect()
    }

    fn header(&self, name: &str) -> Vec<&str> {
        self.headers.get(&name.to_ascii_lowercase()).map(String::as_str).into_iter().collect()
    }
}

/// A URL whose variables have their defaults, one of them another value.
fn filled(server: &Server, other: Option<(&str, &str)>) -> String {
    server.variables.iter().fold(server.url.value.clone(), |url, variable| {
        let name = variable.name.as_str();
        let value =
            other.filter(|(other, _)| *other == name).map_or(variable.default.as_str(), |(_, value)| value);
        url.replace(&format!("{{{name}}}"), value)
    })
}

/// The base URLs that clients of a version are made for: those of each server, with each value of its variables. A client
/// that meets the old version uses what that one has.
fn bases(api: &Api, known: Option<&Api>) -> Vec<String> {
    if api.servers.is_empty() {
        return vec![BASE.to_owned()];
    }
    let is_known = |server: &&Server| {
        known.is_none_or(|known| known.servers.iter().any(|other| other.name.value == server.name.value))
    };
    let mut all = Vec::new();
    for server in api.servers.iter().filter(is_known) {
        all.push(filled(server, None));
        for variable in server.variables.iter().filter(|_| known.is_none()) {
            let values = variable.allowed.iter();
            all.extend(values.map(|value| filled(server, Some((variable.name.as_str(), value.as_str())))));
        }
    }
    all
}

/// The rest after the URL of a server, whose variables can have any of their values.
fn after<'s>(url: &str, server: Option<&Server>, sent: &'s str) -> Option<&'s str> {
    let Some((before, rest)) = url.split_once('{') else { return sent.strip_prefix(url) };
    let (name, rest) = rest.split_once('}')?;
    let sent = sent.strip_prefix(before)?;
    let end = sent.find(['.', '/']).unwrap_or(sent.len());
    let variable = server?.variables.iter().find(|variable| variable.name.value == name)?;
    let is_allowed =
        variable.allowed.is_empty() || variable.allowed.iter().any(|value| value.value == sent[..end]);
    if is_allowed { after(rest, server, &sent[end..]) } else { None }
}

/// A server of one version.
struct Knowing<'a> {
    api: &'a Api,
    values: Values<'a>,
}

impl Knowing<'_> {
    /// Why a request is not understood.
    fn refuses(&self, sent: &Sent) -> Option<String> {
        let found =
            self.api.endpoints.iter().find_map(|endpoint| Some((endpoint, self.path(endpoint, sent)?)));
        let Some((endpoint, path)) = found else {
            return Some(format!("no endpoint is at {} {}", sent.method, sent.url));
        };
        let params = endpoint.params.iter().find_map(|param| self.param(param, &path, sent));
        let params = params.or_else(|| self.common(sent)).or_else(|| constants(endpoint, sent));
        params.or_else(|| self.credentials(endpoint, sent)).or_else(|| self.body(endpoint, sent))
    }

    /// The values in the path of an endpoint, if the request is for it.
    fn path<'s>(&self, endpoint: &Endpoint, sent: &'s Sent) -> Option<BTreeMap<String, &'s str>> {
        if endpoint.method.verb() != sent.method {
            return None;
        }
        let servers = self.api.servers.iter();
        let urls: Vec<(&str, Option<&Server>)> =
            match endpoint.server.map(|at| &self.api.other_servers[at].urls) {
                None if self.api.servers.is_empty() => vec![(BASE, None)],
                None => servers.map(|server| (server.url.as_str(), Some(server))).collect(),
                Some(OtherUrls::Same(url)) => servers.map(|server| (url.as_str(), Some(server))).collect(),
                Some(OtherUrls::Each(urls)) => {
                    urls.iter().map(|(at, url)| (url.as_str(), self.api.servers.get(*at))).collect()
                }
            };
        let rest = urls.into_iter().find_map(|(url, server)| after(url, server, &sent.url))?;
        let path = rest.split('?').next().unwrap_or_default();
        let mut values = BTreeMap::new();
        let (template, given): (Vec<&str>, Vec<&str>) =
            (endpoint.path.value.split('/').collect(), path.split('/').collect());
        let has_rest = endpoint.path.value.contains("{+");
        if template.len() != given.len() && !has_rest {
            return None;
        }
        for (part, given) in template.iter().zip(given) {
            match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
                Some(name) if !given.is_empty() => {
                    values.insert(name.trim_start_matches('+').to_owned(), given)
                }
                None if *part == given => None,
                _ => return None,
            };
        }
        Some(values)
    }

    fn param(&self, param: &Param, path: &BTreeMap<String, &str>, sent: &Sent) -> Option<String> {
        let name = param.field.wire.as_str();
        let found = match param.place {
            ParamLocation::Path => path.get(name).copied().into_iter().collect(),
            ParamLocation::Query => sent.query(name),
            ParamLocation::Header => sent.header(name),
            ParamLocation::Cookie => return None,
        };
        if found.is_empty() {
            return (!param.field.optional).then(|| format!("`{name}` is missing"));
        }
        let Type::List(inner) = self.api.behind_aliases(&param.field.ty) else {
            let is_read = found.iter().all(|text| self.reads(&param.field, &param.field.ty, text));
            return (!is_read).then(|| format!("`{name}` is {found:?}"));
        };
        // Clients send two values.
        let items: Vec<&str> = match param.style() {
            ParamStyle::Comma => found[0].split(',').collect(),
            _ => found,
        };
        let is_read = items.len() == 2 && items.iter().all(|text| self.reads(&param.field, inner, text));
        (!is_read).then(|| format!("`{name}` has the items {items:?}"))
    }

    /// Whether a text is a value of the type of a field.
    fn reads(&self, field: &Field, ty: &Type, text: &str) -> bool {
        let number = serde_json::from_str::<Value>(text).ok();
        let all = number.into_iter().chain([json!(text)]);
        all.into_iter().any(|value| self.values.accepts_spelled(field, ty, &value))
    }

    fn common(&self, sent: &Sent) -> Option<String> {
        self.api.common.iter().find_map(|Common { field, place, source }| {
            let name = field.wire.as_str();
            let found = match place {
                CommonPlace::Query => sent.query(name),
                CommonPlace::Header => sent.header(name),
                CommonPlace::Cookie | CommonPlace::Body => return None,
            };
            let is_given = match (found.first(), source) {
                (None, _) => field.optional,
                (Some(_), CommonSource::Setting) => true,
                (Some(text), CommonSource::Value(value)) => *text == value.value,
                (Some(text), CommonSource::Fill(Fill::Unix)) => text.len() == 10,
                (Some(text), CommonSource::Fill(Fill::UnixMs)) => text.len() == 13,
                (Some(_), CommonSource::Fill(_)) => true,
            };
            (!is_given).then(|| format!("`{name}` is {found:?}"))
        })
    }

    fn credentials(&self, endpoint: &Endpoint, sent: &Sent) -> Option<String> {
        let has = |at: &usize| match &self.api.auth[*at].kind {
            AuthKind::Bearer => sent.header("authorization").iter().any(|text| text.starts_with("Bearer ")),
            AuthKind::Basic => sent.header("authorization").iter().any(|text| text.starts_with("Basic ")),
            AuthKind::Header(name) => !sent.header(&name.value).is_empty(),
            AuthKind::Query(name) => !sent.query(&name.value).is_empty(),
            AuthKind::Cookie(name) => sent
                .header("cookie")
                .iter()
                .flat_map(|cookies| cookies.split(';'))
                .any(|cookie| cookie.trim().starts_with(&format!("{}=", name.value))),
            AuthKind::Scheme(name) => {
                let start = format!("{} ", name.value);
                sent.header("authorization").iter().any(|text| text.starts_with(&start))
            }
            AuthKind::Sign => true,
        };
        let is_let_in = match &endpoint.credentials {
            Credentials::All => (0..self.api.auth.len()).all(|at| has(&at)),
            Credentials::OneOf(sets) => sets.iter().any(|set| set.iter().all(has)),
        };
        (!is_let_in).then(|| String::from("credentials are missing"))
    }

    fn body(&self, endpoint: &Endpoint, sent: &Sent) -> Option<String> {
        let body = endpoint.request.as_ref()?;
        let content_type = sent.header("content-type").first().copied().unwrap_or_default();
        if content_type.is_empty() {
            return (!body.optional).then(|| String::from("the body is missing"));
        }
        let is_taken = body.kind.choices().iter().any(|kind| match kind {
            BodyKind::Json(ty) => {
                let value = serde_json::from_str(&sent.body);
                content_type == "application/json" && value.is_ok_and(|value| self.values.accepts(ty, &value))
            }
            BodyKind::Form(_) => content_type == "application/x-www-form-urlencoded",
            BodyKind::Multipart(_) => content_type.starts_with("multipart/form-data"),
            BodyKind::Raw(raw) => content_type == raw.content_type.value,
            BodyKind::Stream(other) => content_type == other.value,
            BodyKind::OneOf(_) => false,
        });
        (!is_taken).then(|| format!("the body is {content_type} {}", sent.body))
    }
}

fn constants(endpoint: &Endpoint, sent: &Sent) -> Option<String> {
    endpoint.constants.iter().find_map(|constant| {
        let name = constant.wire.as_str();
        let found = match constant.place {
            ParamLocation::Header => sent.header(name),
            _ => sent.query(name),
        };
        let expected = constant.value.as_ref().map(|value| value.value.as_str());
        (expected.is_some() && found.first().copied() != expected).then(|| format!("`{name}` is {found:?}"))
    })
}

/// The code that calls every endpoint of a version whose arguments have values here.
struct Calls<'a> {
    api: &'a Api,
    /// The old version, for the new client: new items are used by those who know them.
    known: Option<&'a Api>,
    items: &'a PublicItems,
}

impl Calls<'_> {
    fn code(&self) -> String {
        let client = self.items.items.iter().find(|item| item.name == "Client").expect("a client");
        let mut settings = String::new();
        for member in &client.members {
            let rest = &member.text[member.name.len()..];
            let arguments = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
            match arguments.and_then(given_type) {
                Some(ty) if ty == "String" && !member.name.ends_with("_server") => {
                    settings.push_str(&format!(".{}(\"k\")", member.name));
                }
                _ => {}
            }
        }
        let mut code = String::new();
        for (endpoint, request) in self.endpoints(client) {
            let requests = self.requests(endpoint, request);
            let bases = bases(self.api, self.known);
            for (base, request) in
                bases.iter().flat_map(|base| requests.iter().map(move |request| (base, request)))
            {
                code.push_str(&format!(
                    "{{ let fake = rt::testing::Fake::new(); let client = Client::with_transport({base:?}, fake.clone()).unwrap(){settings}; \
                     let _ = client.call(&{request}).send(); for sent in fake.requests().into_iter().take(1) {{ show(name, {:?}, &sent); }} }}\n",
                    endpoint.name.value
                ));
            }
        }
        code
    }

    /// The endpoints, each with its request struct.
    fn endpoints<'s>(&'s self, client: &'s Item) -> impl Iterator<Item = (&'s Endpoint, &'s Item)> {
        self.api.endpoints.iter().filter_map(|endpoint| {
            let member = client.members.iter().find(|member| member.name == endpoint.name.value)?;
            let (request, _) = member.text.split_once("(&")?.1.split_once(") -> ")?;
            Some((endpoint, self.items.items.iter().find(|item| item.name == request)?))
        })
    }

    /// A request with as little as possible, and one with everything.
    fn requests(&self, endpoint: &Endpoint, request: &Item) -> Vec<String> {
        let Some(new) = request.members.iter().find(|member| member.name == "new") else { return Vec::new() };
        let arguments = new.arguments.iter().map(|argument| {
            let (name, ty) = argument.split_once(": ")?;
            self.value(endpoint, name, ty)
        });
        let Some(arguments) = arguments.collect::<Option<Vec<String>>>() else { return Vec::new() };
        let all = format!("{}::new({})", request.name, arguments.join(", "));
        // A field that was required in an earlier version is an argument, and can be left out nevertheless.
        let is_optional = |member: &&Member| member.text.starts_with(&format!("{}: Option<", member.name));
        let absent = request.members.iter().filter(is_optional);
        let absent: String = absent.map(|member| format!("request.{} = None; ", member.name)).collect();
        let setters = request.members.iter().filter_map(|member| self.setter(endpoint, member));
        let setters: String = setters.collect();
        vec![format!("{{ let mut request = {all}; {absent}request }}"), all + &setters]
    }

    fn setter(&self, endpoint: &Endpoint, member: &Member) -> Option<String> {
        let field = member.name.strip_prefix("with_")?;
        let ty = member.text[member.name.len()..].strip_prefix('(')?.strip_suffix(')')?;
        Some(format!(".{}({})", member.name, self.value(endpoint, field, ty)?))
    }

    /// A value of an argument, which is read from JSON.
    fn value(&self, endpoint: &Endpoint, name: &str, ty: &str) -> Option<String> {
        let field = self.fields(endpoint).into_iter().find(|field| plain(field) == name)?;
        let values = Values { api: self.api, known: self.known, aliases: false };
        let value = match self.api.behind_aliases(&field.ty) {
            Type::List(inner) => {
                let first = values.of(inner).into_iter().next()?;
                json!([first, first])
            }
            _ => values.of(&field.ty).into_iter().next()?,
        };
        Some(format!("rt::from_json::<{}>({:?}).unwrap()", given_type(ty)?, value.to_string()))
    }

    /// The parameters of an endpoint, and the fields of its body.
    fn fields<'s>(&'s self, endpoint: &'s Endpoint) -> Vec<&'s Field> {
        let mut fields: Vec<&Field> = endpoint.params.iter().map(|param| &param.field).collect();
        let body = endpoint.request_type().map(|ty| self.api.behind_aliases(ty));
        if let Some(Type::Named(id)) = body
            && let TypeKind::Struct(all) = &self.api.types[*id].kind
        {
            fields.extend(all);
        }
        fields
    }
}

/// The name of a field in Rust.
fn plain(field: &Field) -> String {
    let name = field.name.as_ref().unwrap_or(&field.key).value.to_ascii_lowercase();
    name.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect()
}

/// Prints what was sent.
const SHOW: &str = "fn show(name: &str, endpoint: &str, sent: &rt::http::Request<rt::Bytes>) { \
    let headers: std::collections::BTreeMap<String, String> = sent.headers().iter().map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())).collect(); \
    println!(\"{}\", serde_json::json!({\"name\": name, \"endpoint\": endpoint, \"method\": sent.method().as_str(), \"url\": sent.uri().to_string(), \
    \"headers\": headers, \"body\": String::from_utf8_lossy(sent.body())})); }\n";

/// Whether the versions differ in nothing but what is sent, so that a break is one of requests.
fn is_about_requests([old, new]: &[Api; 2]) -> bool {
    let responses = |api: &Api| {
        let all = api.endpoints.iter().map(|endpoint| (endpoint.response.clone(), endpoint.envelope));
        all.collect::<Vec<_>>()
    };
    let types = |api: &Api| api.types.iter().cloned().collect::<Vec<_>>();
    old.envelope == new.envelope && types(old) == types(new) && responses(old) == responses(new)
}

/// Breaks that these calls do not show, because something else than the version decides: callers set everything here, and others may
/// not; servers refuse parameters that they don't know, or ignore them, as this one does.
const UNSHOWN: &[(&str, &str, &str)] = &[
    ("api", "A common parameter is required", "deployed"),
    ("api", "A common parameter is optional", "ahead"),
    ("api", "A credential is an alternative", "ahead"),
    ("endpoints", "A constant parameter of a call is new", "ahead"),
    ("endpoints", "A constant parameter of a call is gone", "deployed"),
];

#[test]
fn calls_are_understood_as_is_said() {
    let cases: Vec<Case> = case::all()
        .into_iter()
        .filter(|case| ["params", "endpoints", "api"].contains(&case.file.as_str()))
        .collect();
    let (mut all, mut main) = (Crate::new(), String::from("fn main() {\n"));
    for case in &cases {
        let (revisions, models) = (case.revisions().expect("no errors"), case.models());
        let clients = case.clients();
        for (at, way) in [(0, "deployed"), (1, "ahead")] {
            let items = revisions[at].items().expect("no errors");
            let known = (way == "ahead").then_some(&models[0]);
            let code = Calls { api: &models[at], known, items }.code();
            let module = format!("{}_{way}", case.module());
            let uses =
                format!("use self::api::runtime as rt;\n{SHOW}pub fn calls(name: &str) {{\n{code}}}\n");
            all.add(&module, &clients[at], &uses);
            main.push_str(&format!("{module}::calls(\"{} {way}\");\n", case.module()));
        }
    }
    main.push_str("}\n");
    let mut sent: BTreeMap<String, Vec<Sent>> = BTreeMap::new();
    for line in all.run(&main).lines() {
        let line: Value = serde_json::from_str(line).expect("JSON");
        sent.entry(line["name"].as_str().expect("a name").to_owned()).or_default().push(Sent::read(&line));
    }
    let (mut wrong, mut called) = (Vec::new(), 0);
    for case in &cases {
        let models = case.models();
        for (server, way) in [(1, "deployed"), (0, "ahead")] {
            let api = &models[server];
            let known = (way == "ahead").then_some(&models[0]);
            let knowing = Knowing { api, values: Values { api, known, aliases: false } };
            let requests =
                sent.get(&format!("{} {way}", case.module())).map(Vec::as_slice).unwrap_or_default();
            // Whoever calls what the old server doesn't have knows it.
            let has_more = models[1].endpoints.len() > models[0].endpoints.len();
            let is_there = |sent: &&Sent| api.endpoints.iter().any(|at| at.name.value == sent.endpoint);
            let counts = |sent: &&Sent| way == "deployed" || !has_more || is_there(sent);
            let refused = requests.iter().filter(counts).filter_map(|sent| knowing.refuses(sent));
            let refused: Vec<String> = refused.collect();
            called += requests.len();
            let is_said = case.verdict.contains(way);
            let must_break = is_said && is_about_requests(&models) && !requests.is_empty();
            let must_break = must_break && !UNSHOWN.contains(&(case.file.as_str(), case.name.as_str(), way));
            if (!refused.is_empty() && !is_said) || (refused.is_empty() && must_break) {
                wrong.push(format!("{}: {}: {way}: refused {refused:?}", case.file, case.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(called > 150, "{called} calls");
}
