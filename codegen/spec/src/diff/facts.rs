//! What is said about a part: one text for each property, in the same order for every part of a kind.
//!
//! Parts are taken apart completely, so that a new property of the model is not forgotten here.

use super::context::{Cx, Side};
use super::endpoint::{FAILURES, endpoint, statuses, without_names};
use super::fact::{Fact, fact, flag, reworded, sample, words};
use super::notation::{Names, matched, quoted, ranges};
use super::parts::{Node, Part};
use crate::diag::Code;
use crate::model::dump::{auth_kind, path, shown, source, test};
use crate::model::{
    Api, Auth, BodyPath, Common, CommonSource, Direction, Envelope, ErrorRow, Field, FieldRole, OtherServer,
    OtherUrls, Param, Server, Source, Tag, TagRepr, Text, TypeDef, TypeKind, Union, Value, Variable, Variant,
};
use crate::source::Spanned;

/// Whether a part is named as before, and only its key is another one.
pub(super) fn keeps_name([before, after]: [&Node<'_>; 2], [old, new]: [&Fact; 2]) -> bool {
    let name = |node: &'_ Node<'_>, fact: &Fact| match fact.text.as_str() {
        "" => node.key.clone(),
        text => text.to_owned(),
    };
    let is_rewired = before.key != after.key && old.code == Code::Renamed;
    is_rewired && (old.what == WRITTEN || (old.what == NAME && name(before, old) == name(after, new)))
}

/// What the key of a part is called.
pub(super) const KEY: &str = "key";
/// What the name of a part is called that isn't its key.
pub(super) const NAME: &str = "name";
/// What an alias stands for.
pub(super) const TARGET: &str = "target";
/// Whether a type has a parameter.
const GENERIC: &str = "generic";

/// The key of a field in the file, if it is not its name on the wire.
pub(super) const WRITTEN: &str = "written";
/// What a check looks for.
pub(super) const RULE: &str = "rule";
/// What tells the rows of a code apart.
pub(super) const MATCH: &str = "match";
/// The place of a parameter.
pub(super) const PLACE: &str = "place";

/// Everything that is said about a part.
pub(super) fn of(cx: &Cx<'_>, side: Side, node: &Node<'_>) -> Vec<Fact> {
    let (api, names) = (cx.api(side), cx.names(side));
    let mut facts = match node.part {
        Part::Api(api) => self::api(names, api),
        Part::Server(server) => self::server(server),
        Part::Variable(variable) => self::variable(variable),
        Part::OtherServer(server) => self::other_server(api, server),
        Part::Envelope(envelope) => self::envelope(envelope),
        Part::NamedEnvelope(named) => self::envelope(&named.envelope),
        Part::Common(common) => self::common(names, common),
        Part::Auth(auth) => self::auth(auth),
        // Its rows are parts of their own.
        Part::Table => Vec::new(),
        Part::Check => vec![fact(Code::AnswersChanged, RULE, node.rule())],
        Part::Row(row) => self::row(row),
        Part::Endpoint(at) => endpoint(api, names, at),
        Part::Param(param) => self::param(names, param),
        Part::Type(_, def) => self::ty(names, def),
        Part::Field(_, field) => self::field(names, field),
        Part::Value(_, value) => self::value(value),
        Part::Variant(_, variant) => self::variant(names, variant),
    };
    if let Some(code) = keyed(node.part) {
        let code = if node.position.is_some() { Code::Renamed } else { code };
        let key = match node.part {
            // What a row matches is a fact of its own.
            Part::Row(row) => row.code.as_str(),
            _ => node.key.as_str(),
        };
        facts.insert(0, fact(code, KEY, key));
    }
    facts
}

/// What it means that the key of a part is another one.
fn keyed(part: Part<'_>) -> Option<Code> {
    match part {
        // It is a name where the values of the tag are listed.
        Part::Variant(_, variant) if !variant.values.is_empty() => Some(Code::Renamed),
        Part::Server(_) | Part::Variable(_) | Part::Endpoint(_) | Part::Type(..) | Part::Auth(_) => {
            Some(Code::Renamed)
        }
        Part::Common(_)
        | Part::Row(_)
        | Part::Param(_)
        | Part::Field(..)
        | Part::Value(..)
        | Part::Variant(..) => Some(Code::Rewired),
        Part::Api(_)
        | Part::OtherServer(_)
        | Part::Envelope(_)
        | Part::NamedEnvelope(_)
        | Part::Table
        | Part::Check => None,
    }
}

fn api(names: &Names<'_>, api: &Api) -> Vec<Fact> {
    let Api { name, title, version, doc, timezone, failures, .. } = api;
    vec![
        fact(Code::Renamed, NAME, name.as_str()),
        fact(Code::ResponseChanged, FAILURES, statuses(names, failures)),
        fact(Code::TimezoneChanged, "timezone", words(timezone)),
        reworded("title", title),
        reworded("version", version),
        reworded("documentation", doc),
    ]
}

fn server(server: &Server) -> Vec<Fact> {
    let Server { name: _, url, variables: _, doc } = server;
    let url = Fact {
        written: Some(url.value.clone()),
        ..fact(Code::ServerChanged, "URL", without_names(&url.value))
    };
    vec![url, reworded("documentation", doc)]
}

fn other_server(api: &Api, server: &OtherServer<usize>) -> Vec<Fact> {
    let OtherServer { name: _, urls, doc } = server;
    let urls = match urls {
        OtherUrls::Same(url) => url.value.clone(),
        OtherUrls::Each(urls) => {
            let name = |at: usize| api.servers.get(at).map_or("", |server| server.name.as_str());
            let urls = urls.iter().map(|(at, url)| format!("{}: {}", name(*at), url.value));
            urls.collect::<Vec<_>>().join(", ")
        }
    };
    vec![fact(Code::ServerChanged, "URL", urls), reworded("documentation", doc)]
}

fn variable(variable: &Variable) -> Vec<Fact> {
    let Variable { name: _, default, allowed, doc } = variable;
    let allowed: Vec<&str> = allowed.iter().map(Spanned::as_str).collect();
    vec![
        fact(Code::ServerChanged, "default", default.as_str()),
        fact(Code::ServerChanged, "list of values", allowed.join(", ")),
        reworded("documentation", doc),
    ]
}

fn envelope(envelope: &Envelope) -> Vec<Fact> {
    let Envelope { span: _, root, success, code, sub_code, message, data, trace, details, retry_after } =
        envelope;
    let paths = |paths: &[BodyPath]| paths.iter().map(|at| path(at)).collect::<Vec<_>>().join(", ");
    let sources =
        |sources: &[Spanned<Source>]| sources.iter().map(|at| source(at)).collect::<Vec<_>>().join(", ");
    let fact = |what, text: String| fact(Code::EnvelopeChanged, what, text);
    vec![
        fact("root", paths(root.as_slice())),
        fact("success", success.iter().map(test).collect::<Vec<_>>().join(", ")),
        fact("code", sources(code)),
        fact("sub_code", sources(sub_code)),
        fact("message", sources(message)),
        fact("data", paths(data)),
        fact("trace", sources(trace)),
        fact("details", paths(details.as_slice())),
        fact("retry_after", sources(retry_after)),
    ]
}

fn common(names: &Names<'_>, common: &Common) -> Vec<Fact> {
    let Common { field, place, source } = common;
    let mut facts = self::field(names, field);
    facts.push(fact(Code::PlaceChanged, PLACE, place.word()));
    let source = match source {
        CommonSource::Setting => String::from("set by callers"),
        CommonSource::Value(value) => quoted(&value.value),
        CommonSource::Fill(fill) => format!("filled in as `{}`", fill.word()),
    };
    facts.push(fact(Code::SourceChanged, "source", source));
    facts
}

fn auth(auth: &Auth) -> Vec<Fact> {
    let Auth { span: _, kind, name, doc } = auth;
    vec![
        fact(Code::CredentialsChanged, "kind", auth_kind(kind)),
        fact(Code::Renamed, NAME, words(name)),
        reworded("documentation", doc),
    ]
}

fn row(row: &ErrorRow) -> Vec<Fact> {
    let ErrorRow {
        table: _,
        code: _,
        name,
        message,
        solution,
        retry,
        retry_span: _,
        category,
        http,
        docs,
        deprecated,
        matching,
    } = row;
    let matching = matching.as_ref().map(matched).unwrap_or_default();
    let http = http.map(|http| http.to_string()).unwrap_or_default();
    vec![
        fact(Code::Renamed, NAME, words(name)),
        fact(Code::Rewired, MATCH, matching),
        fact(Code::RetryChanged, "retry", retry.word()),
        fact(Code::CategoryChanged, "category", category.word()),
        fact(Code::CategoryChanged, "HTTP status", http),
        flag(Code::Deprecated, "deprecated", *deprecated),
        fact(Code::Reworded, "message", languages(message)),
        fact(Code::Reworded, "solution", languages(solution)),
        reworded("link", docs),
    ]
}

fn languages(text: &Text) -> String {
    let Text { main, languages } = text;
    let languages = languages.iter().map(|(tag, text)| format!("{}: {}", tag.value, text.value));
    std::iter::once(words(main)).chain(languages).collect::<Vec<_>>().join("\n")
}

fn param(names: &Names<'_>, param: &Param) -> Vec<Fact> {
    let Param { field, place, place_span: _, style: _, allow_reserved } = param;
    let mut facts = self::field(names, field);
    facts.push(fact(Code::PlaceChanged, PLACE, place.word()));
    let style = Some(param.style()).filter(|style| *style != place.default_style());
    facts.push(fact(Code::PlaceChanged, "style", style.map_or("", |style| style.word())));
    facts.push(flag(Code::PlaceChanged, "unencoded", *allow_reserved));
    facts
}

fn field(names: &Names<'_>, field: &Field) -> Vec<Fact> {
    let Field {
        key,
        wire,
        aliases,
        name,
        role,
        ty,
        optional,
        when,
        spelling,
        default,
        example,
        secret,
        doc,
        deprecated,
        allow: _,
    } = field;
    let role = match role {
        FieldRole::Member => String::new(),
        FieldRole::Rest => String::from("the rest of the keys"),
        FieldRole::Inline => String::from("inline"),
        FieldRole::Fixed(value) => format!("fixed {}", shown(value)),
    };
    let aliases: Vec<&str> = aliases.iter().map(Spanned::as_str).collect();
    let written = if key.value == wire.value { "" } else { key.as_str() };
    vec![
        fact(Code::Renamed, NAME, words(name)),
        fact(Code::Renamed, WRITTEN, written),
        fact(Code::Rewired, "alias", aliases.join(", ")),
        fact(Code::TypeChanged, "type", names.ty(ty)),
        fact(Code::RangeChanged, "range", ranges(ty)),
        fact(Code::PresenceChanged, "presence", if *optional { "optional" } else { "required" }),
        fact(Code::RoleChanged, "role", role),
        fact(Code::PresenceChanged, DIRECTION, direction(when.as_deref())),
        fact(Code::SpellingChanged, "spelling", spelling.as_ref().map_or("", |at| at.value.word())),
        fact(Code::DefaultChanged, "default", sample(default)),
        flag(Code::SecrecyChanged, "secret", *secret),
        flag(Code::Deprecated, "deprecated", *deprecated),
        reworded("documentation", doc),
        fact(Code::Reworded, "example", sample(example)),
    ]
}

/// What the direction of a field is called.
pub(super) const DIRECTION: &str = "direction";

fn direction(when: Option<&Direction>) -> &'static str {
    match when {
        None => "in requests and in responses",
        Some(Direction::Sent) => "in requests only",
        Some(Direction::Received) => "in responses only",
    }
}

/// The kind of a type, and how its values are told apart.
pub(super) fn kind(def: &TypeDef) -> String {
    match &def.kind {
        TypeKind::Struct(_) => String::from("struct"),
        TypeKind::Enum(values) => format!("enum as {}", values.repr.word()),
        TypeKind::Alias(_) => String::from("alias"),
        TypeKind::Union(Union { tag, repr, variants: _ }) => {
            let repr = if *repr == TagRepr::String { String::new() } else { format!(" as {}", repr.word()) };
            match tag {
                Tag::None => String::from("union without a tag"),
                Tag::Inside(tag) => format!("union by {}{repr}", tag.value),
                Tag::Beside { tag, content } => {
                    format!("union by {}{repr}, value in {}", tag.value, content.value)
                }
            }
        }
    }
}

fn ty(names: &Names<'_>, def: &TypeDef) -> Vec<Fact> {
    let TypeDef { name: _, parameter, doc, deprecated, allow: _, kind } = def;
    let target = match kind {
        TypeKind::Alias(target) => Some(target),
        TypeKind::Struct(_) | TypeKind::Enum(_) | TypeKind::Union(_) => None,
    };
    vec![
        fact(Code::ShapeChanged, "kind", self::kind(def)),
        flag(Code::ShapeChanged, GENERIC, parameter.is_some()),
        fact(Code::Renamed, "parameter", words(parameter)),
        fact(Code::TypeChanged, TARGET, target.map(|ty| names.ty(ty)).unwrap_or_default()),
        fact(Code::RangeChanged, "range", target.map(|ty| ranges(ty)).unwrap_or_default()),
        flag(Code::Deprecated, "deprecated", *deprecated),
        reworded("documentation", doc),
    ]
}

fn value(value: &Value) -> Vec<Fact> {
    let Value { name, wire: _, doc, deprecated } = value;
    vec![
        fact(Code::Renamed, NAME, words(name)),
        flag(Code::Deprecated, "deprecated", *deprecated),
        reworded("documentation", doc),
    ]
}

fn variant(names: &Names<'_>, variant: &Variant) -> Vec<Fact> {
    // The values of the tag are compared one by one.
    let Variant { key: _, values: _, name, ty, doc, deprecated } = variant;
    vec![
        fact(Code::Renamed, NAME, words(name)),
        fact(Code::TypeChanged, "type", names.ty(ty)),
        fact(Code::RangeChanged, "range", ranges(ty)),
        flag(Code::Deprecated, "deprecated", *deprecated),
        reworded("documentation", doc),
    ]
}
