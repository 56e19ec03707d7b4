//! The sections above the errors: servers, envelopes, global parameters and credentials.

use super::notes::Notes;
use super::scalar;
use super::tree::{Entry, LINE, Layout, Value, sorted};
use super::types::{field_key, shared, ty};
use crate::ast::preflight::is_odd;
use crate::ast::{
    Auth, AuthKind, BodyPath, BodyStep, Common, CommonPlace, CommonSource, Envelope, Expected, NamedEnvelope,
    OtherServer, OtherUrls, Server, Source, Test, TypeExprKind, Variable,
};
use crate::front::native::keys;
use crate::source::Spanned;

/// `servers:`.
pub(super) fn servers(servers: &[Server], notes: &Notes) -> Value {
    Value::lines(servers.iter().map(|server| self::server(server, notes)))
}

fn server(Server { name, url, variables, doc }: &Server, notes: &Notes) -> Entry {
    let address = Value::Word(scalar::quoted(url.as_str()));
    let mut entries = Vec::new();
    entries.extend(doc.as_ref().map(|doc| Entry::key("doc", Value::text(doc.as_str()))));
    if !variables.is_empty() {
        let variables = variables.iter().map(|variable| self::variable(variable, notes));
        entries.push(Entry::key("variables", Value::map(variables)));
    }
    let value = if entries.is_empty() {
        address
    } else {
        entries.push(Entry::key("url", address));
        Value::section(&keys::SERVER, entries)
    };
    Entry::name(name.as_str(), value).noted(notes.of(name.span))
}

/// `other_servers:`.
pub(super) fn other_servers(servers: &[OtherServer], notes: &Notes) -> Value {
    Value::lines(servers.iter().map(|server| other_server(server, notes)))
}

fn other_server(OtherServer { name, urls, doc }: &OtherServer, notes: &Notes) -> Entry {
    let address = |url: &Spanned<String>| Value::Word(scalar::quoted(url.as_str()));
    let doc = doc.as_ref().map(|doc| Entry::key("doc", Value::text(doc.as_str())));
    let value = match urls {
        OtherUrls::Same(url) if doc.is_none() => address(url),
        urls => {
            let urls = match urls {
                OtherUrls::Same(url) => address(url),
                OtherUrls::Each(each) => {
                    Value::map(each.iter().map(|(beside, url)| Entry::name(beside.as_str(), address(url))))
                }
            };
            let entries = std::iter::once(Entry::key("url", urls)).chain(doc);
            Value::section(&keys::BESIDE, entries.collect())
        }
    };
    Entry::name(name.as_str(), value).noted(notes.of(name.span))
}

fn variable(Variable { name, default, allowed, doc }: &Variable, notes: &Notes) -> Entry {
    let mut entries = vec![Entry::key("default", Value::data(default, notes))];
    if !allowed.is_empty() {
        entries.push(Entry::key("enum", Value::list(allowed.iter().map(|value| Value::data(value, notes)))));
    }
    entries.extend(doc.as_ref().map(|doc| Entry::key("doc", Value::text(doc.as_str()))));
    let value = match entries.as_slice() {
        [only] => only.value.clone(),
        _ => Value::section(&keys::VARIABLE, entries),
    };
    Entry::name(name.as_str(), value)
}

/// `envelopes:`.
pub(super) fn envelopes(envelopes: &[NamedEnvelope], notes: &Notes) -> Value {
    let entry = |NamedEnvelope { name, envelope }: &NamedEnvelope| {
        Entry::name(name.as_str(), self::envelope(envelope, notes)).noted(notes.of(name.span))
    };
    Value::lines(envelopes.iter().map(entry))
}

/// `envelope:`.
pub(super) fn envelope(envelope: &Envelope, notes: &Notes) -> Value {
    let Envelope { span: _, root, success, code, sub_code, message, data, trace, details, retry_after } =
        envelope;
    let one = |key: &str, at: &Option<BodyPath>| at.as_ref().map(|at| Entry::key(key, path(at)));
    let several = |key: &str, all: &[Spanned<Source>]| {
        let first = all.first()?;
        let value = Value::one_or_many(all.iter().map(|source| Value::Word(self::source(source))));
        Some(Entry::key(key, value).noted(notes.of(first.span)))
    };
    let mut entries: Vec<Entry> = one("root", root).into_iter().chain(one("details", details)).collect();
    let of_success = success.first().map_or(&[][..], |test| notes.of(test.source.span));
    let tests = Value::map(success.iter().map(|test| self::test(test, notes)));
    entries.push(Entry::key("success", tests).noted(of_success));
    entries.extend(data.first().map(|first| {
        Entry::key("data", Value::one_or_many(data.iter().map(path))).noted(notes.of(first.span))
    }));
    let lists = [("code", code), ("sub_code", sub_code), ("message", message), ("trace", trace)];
    entries.extend(
        lists.into_iter().chain([("retry_after", retry_after)]).filter_map(|(key, all)| several(key, all)),
    );
    Value::lines(sorted(&keys::ENVELOPE, entries))
}

fn test(Test { source, expected }: &Test, notes: &Notes) -> Entry {
    let expected = expected.iter().map(|Spanned { value, span }| match value {
        Expected::Text(text) => Value::data(&Spanned::new(text.clone(), *span), notes),
        Expected::Absent => Value::word("absent"),
        Expected::Empty => Value::word("empty"),
        Expected::Present => Value::word("present"),
        Expected::StatusClass(class) => Value::word(format!("{class}xx")),
    });
    Entry::spelled(self::source(source), Value::one_or_many(expected))
}

/// A source of a value of the envelope.
pub(super) fn source(source: &Source) -> String {
    match source {
        // `http` alone is the status.
        Source::Body(steps) if matches!(steps.as_slice(), [BodyStep::Key(key)] if key == "http") => {
            scalar::spell("[\"http\"]")
        }
        Source::Body(path) => path_text(path),
        Source::Http => String::from("http"),
        Source::Header(name) => scalar::spell(&format!("header:{name}")),
    }
}

/// A path in the body of a response.
pub(super) fn path(path: &BodyPath) -> Value {
    Value::Word(path_text(path))
}

fn path_text(path: &[BodyStep]) -> String {
    let mut out = String::new();
    for step in path {
        match step {
            BodyStep::Key(key) if is_odd(key) => out.push_str(&format!("[\"{key}\"]")),
            BodyStep::Key(key) => out.push_str(&format!(".{key}")),
            BodyStep::Index(index) => out.push_str(&format!(".{index}")),
            BodyStep::Suffix(suffix) => out.push_str(&format!(".*{suffix}")),
        }
    }
    let text = out.strip_prefix('.').unwrap_or(&out);
    scalar::spell_path(if text.is_empty() { "." } else { text })
}

/// A parameter of every call.
pub(super) fn common(common: &Common, notes: &Notes) -> Entry {
    let Common { field, place, source } = common;
    let mut entries = vec![Entry::key("in", Value::word(place.word()))];
    // The default type is a text. Settings, and values in bodies, can have another one.
    let is_text = matches!(&field.ty.kind, TypeExprKind::Name(name) if name == "string");
    if matches!(source, CommonSource::Setting) || (*place == CommonPlace::Body && !is_text) {
        entries.push(Entry::key("type", ty(&field.ty)));
    }
    entries.extend(match source {
        CommonSource::Setting => None,
        CommonSource::Value(value) => Some(Entry::key("value", Value::data(value, notes))),
        CommonSource::Fill(fill) => Some(Entry::key("fill", Value::word(fill.word()))),
    });
    entries.extend(shared(field));
    Entry::name(&field_key(field), Value::section(&keys::COMMON, entries)).noted(notes.of(field.key.span))
}

/// `auth:`: one way, or a list of them.
pub(super) fn auth(ways: &[Auth], notes: &Notes) -> Entry {
    let mut entries: Vec<Entry> = ways.iter().map(|way| self::way(way, notes)).collect();
    match (entries.len(), entries.pop()) {
        (1, Some(only)) => Entry { key: String::from("auth"), ..only },
        (_, last) => {
            let items = entries.into_iter().chain(last).collect();
            Entry::key("auth", Value::List(items, Layout::Lines(LINE)))
        }
    }
}

fn way(Auth { span, kind, name, doc }: &Auth, notes: &Notes) -> Entry {
    let (key, value) = match kind {
        AuthKind::Bearer => ("kind", Value::word("bearer")),
        AuthKind::Basic => ("kind", Value::word("basic")),
        AuthKind::Sign => ("kind", Value::word("sign")),
        AuthKind::Scheme(name) => ("scheme", Value::text(name.as_str())),
        AuthKind::Header(name) => ("header", Value::text(name.as_str())),
        AuthKind::Query(name) => ("query", Value::text(name.as_str())),
        AuthKind::Cookie(name) => ("cookie", Value::text(name.as_str())),
    };
    let text = |key: &str, text: &Option<Spanned<String>>| {
        text.as_ref().map(|text| Entry::key(key, Value::text(text.as_str())))
    };
    let mut entries = vec![Entry::key(key, value)];
    entries.extend(text("name", name).into_iter().chain(text("doc", doc)));
    let value = match entries.as_slice() {
        [only] if key == "kind" => only.value.clone(),
        _ => Value::map(entries),
    };
    Entry::spelled(String::new(), value).noted(notes.of(**span))
}
