//! The properties of a part: one text for each, in the same order for every part of a kind.
//!
//! Parts are taken apart completely, so that a new property of the model is not forgotten here.

use super::context::{Cx, Side};
use super::endpoint::endpoint;
use super::fact::{Fact, fact, flag, reworded, sample, words};
use super::notation::{Names, matched, quoted, ranges};
use super::parts::{Node, Part};
use super::servers;
use crate::diag::Code;
use crate::model::dump::{auth_kind, path, sentence, shown, source, test};
use crate::model::{
    Api, Auth, BodyPath, ByStatus, Common, CommonSource, Direction, Envelope, ErrorRow, Field, FieldRole,
    Param, Source, Tag, TagRepr, Text, TypeDef, TypeKind, Union, Value, Variant,
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

/// The key of a part.
pub(super) const KEY: &str = "key";
/// The name of a part, where it differs from the key.
pub(super) const NAME: &str = "name";
/// The target of an alias.
pub(super) const TARGET: &str = "target";
/// Whether a type has a parameter.
const GENERIC: &str = "generic";

/// The key of a field in the file, if it is not its name on the wire.
pub(super) const WRITTEN: &str = "written";
/// The rule of a check.
pub(super) const RULE: &str = "rule";
/// The conditions that distinguish the rows of a code.
pub(super) const MATCH: &str = "match";
/// Whether reserved characters of a parameter stay as they are.
pub(super) const UNENCODED: &str = "unencoded";
/// The place of a parameter.
pub(super) const PLACE: &str = "place";

/// All properties of a part.
pub(super) fn of(cx: &Cx<'_>, side: Side, node: &Node<'_>) -> Vec<Fact> {
    let (api, names) = (cx.api(side), cx.names(side));
    let mut facts = match node.part {
        Part::Api(api) => self::api(api),
        Part::Server(server) => servers::server(server),
        Part::Variable(variable) => servers::variable(variable),
        Part::OtherServer(server) => servers::other_server(node, server),
        Part::OtherUrl(url) => vec![servers::other_url(node, url)],
        Part::Envelope(envelope) => self::envelope(envelope),
        Part::NamedEnvelope(named) => self::envelope(&named.envelope),
        Part::Common(common) => self::common(names, common),
        Part::Auth(auth) => self::auth(auth),
        // Its rows are parts of their own.
        Part::Table => Vec::new(),
        Part::Check(check) => {
            let written = Some(sentence(check));
            vec![Fact { written, ..fact(Code::CheckChanged, RULE, node.rule()) }]
        }
        Part::Row(row) => self::row(row),
        Part::Endpoint(at) => endpoint(api, names, at),
        Part::Param(param) => self::param(names, param),
        Part::Header(field) => header(names, field),
        Part::Failure(_, entry) => failure(names, entry),
        Part::Type(_, def) => self::ty(names, def),
        Part::Field(_, field) => self::field(names, field),
        Part::Value(_, value) => self::value(value),
        Part::Variant(_, variant) => self::variant(names, variant),
    };
    if let Some(code) = keyed(node.part) {
        let code = if node.position.is_some() { Code::Renamed } else { code };
        let key = match node.part {
            // The conditions of a row are a fact of their own.
            Part::Row(row) => row.code.as_str(),
            _ => node.key.as_str(),
        };
        // The key of a header has no case.
        let written = match node.part {
            Part::Header(field) => Some(field.wire.value.clone()),
            _ => None,
        };
        facts.insert(0, Fact { written, ..fact(code, KEY, key) });
    }
    facts
}

/// The code for a part whose key changed.
fn keyed(part: Part<'_>) -> Option<Code> {
    match part {
        // It is a name where the values of the tag are listed.
        Part::Variant(_, variant) if !variant.values.is_empty() => Some(Code::Renamed),
        Part::Server(_)
        | Part::OtherServer(_)
        | Part::Variable(_)
        | Part::Endpoint(_)
        | Part::Type(..)
        | Part::Auth(_) => Some(Code::Renamed),
        Part::Common(_)
        | Part::Row(_)
        | Part::Param(_)
        | Part::Header(_)
        | Part::Field(..)
        | Part::Value(..)
        | Part::Variant(..) => Some(Code::Rewired),
        Part::Api(_)
        | Part::OtherUrl(_)
        | Part::Envelope(_)
        | Part::NamedEnvelope(_)
        | Part::Table
        | Part::Failure(..)
        | Part::Check(_) => None,
    }
}

fn api(api: &Api) -> Vec<Fact> {
    let Api { name, title, version, doc, timezone, .. } = api;
    vec![
        fact(Code::Renamed, NAME, name.as_str()),
        fact(Code::TimezoneChanged, "timezone", words(timezone)),
        reworded("title", title),
        reworded("version", version),
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
    facts.push(flag(Code::PlaceChanged, UNENCODED, *allow_reserved));
    facts
}

/// A header that is missing is `None`, required or not.
fn header(names: &Names<'_>, field: &Field) -> Vec<Fact> {
    let mut facts = self::field(names, field);
    facts.retain(|fact| fact.what != PRESENCE);
    facts
}

/// The name of the body of a failure.
pub(super) const BODY: &str = "body";

fn failure(names: &Names<'_>, ByStatus { status: _, ty }: &ByStatus) -> Vec<Fact> {
    let text = ty.as_ref().map(|ty| names.ty(ty)).unwrap_or_default();
    vec![
        fact(Code::ResponseChanged, BODY, text),
        fact(Code::RangeChanged, "range", ty.as_ref().map(|ty| ranges(ty)).unwrap_or_default()),
    ]
}

/// Whether a field can be left out.
const PRESENCE: &str = "presence";

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
        style,
        content_type,
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
        fact(Code::PresenceChanged, PRESENCE, if *optional { "optional" } else { "required" }),
        fact(Code::RoleChanged, "role", role),
        fact(Code::PresenceChanged, DIRECTION, direction(when.as_deref())),
        fact(Code::SpellingChanged, "spelling", spelling.as_ref().map_or("", |at| at.value.word())),
        fact(Code::PlaceChanged, "style", style.as_ref().map_or("", |at| at.value.word())),
        fact(Code::PlaceChanged, "content type", words(content_type)),
        fact(Code::DefaultChanged, "default", sample(default)),
        flag(Code::SecrecyChanged, "secret", *secret),
        flag(Code::Deprecated, "deprecated", *deprecated),
        reworded("documentation", doc),
        fact(Code::Reworded, "example", sample(example)),
    ]
}

/// The direction of a field.
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
