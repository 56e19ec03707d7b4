//! The JSON Schema of the spec format, for editors: completion, documentation and mistakes while somebody types.
//!
//! It is made from the table of keys that the reader uses, so it cannot know other keys. It describes shapes; names, types
//! and rules about a whole spec are `check`'s.

use crate::front::native::keys::{self, Ready, Rule, Section};
use crate::front::native::shapes::Shape;
use crate::json::{Value, object};
use crate::model::Scalar;

/// The schema as a file: JSON Schema 2020-12, with nothing that a reader of draft 7 would not know but the name `$defs`.
///
/// A map with `stubwright` or `api` is a spec, any other a file that a spec includes or an overlay. A key that may be left out may also
/// be without a value, as long as somebody is typing it.
///
/// # Examples
///
/// ```
/// let schema = stubwright_spec::schema::schema();
/// assert!(schema.starts_with("{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\""));
/// ```
#[must_use]
pub fn schema() -> String {
    let sections = keys::SECTIONS.iter().chain(keys::OVERLAYS).map(|section| (def(section), map_of(section)));
    let defs = sections.chain([(String::from(NOTATION), notation())]).collect();
    object([
        ("$schema", Value::from("https://json-schema.org/draft/2020-12/schema")),
        ("title", Value::from("A stubwright spec")),
        ("description", Value::from("Endpoints, field types and the error table of an HTTP API.")),
        ("type", Value::from("object")),
        ("if", any_of_keys(&["stubwright", "api"])),
        ("then", reference(&def(&keys::API))),
        (
            "else",
            object([(
                "anyOf",
                Value::List([&keys::INCLUDED, &keys::OVERLAY].map(|part| reference(&def(part))).into()),
            )]),
        ),
        ("$defs", Value::Object(defs)),
    ])
    .page()
}

/// The definition of the notation for types; `type` is the long form of a declaration.
const NOTATION: &str = "notation";

fn def(section: &Section) -> String {
    section.name.to_ascii_lowercase()
}

fn reference(name: &str) -> Value {
    object([("$ref", Value::from(format!("#/$defs/{name}")))])
}

fn map_of(section: &Section) -> Value {
    let demanded = match section.rule {
        Rule::Free => &[],
        Rule::Need(names) | Rule::One(names) | Rule::Any(names) => names,
    };
    let ready = section.keys.iter().filter(|key| key.ready == Ready::Now);
    let properties = ready.map(|key| {
        let value = of(&key.shape);
        let value = if demanded.contains(&key.name) { value } else { or_nothing(value) };
        (key.name.to_owned(), described(key.doc, value))
    });
    let map = object([
        ("description", Value::from(section.what)),
        ("type", Value::from("object")),
        ("properties", Value::Object(properties.collect())),
        ("additionalProperties", Value::from(false)),
    ]);
    let one = |name: &&str| object([("required", Value::List(vec![Value::from(*name)]))]);
    match section.rule {
        Rule::Free => map,
        Rule::Need(names) => map.with("required", texts(names)),
        Rule::One(names) => map.with("oneOf", Value::List(names.iter().map(one).collect())),
        Rule::Any(names) => map.with("anyOf", Value::List(names.iter().map(one).collect())),
    }
}

/// The description comes first, where people look for it.
fn described(doc: &str, value: Value) -> Value {
    let mut members = vec![(String::from("description"), Value::from(doc))];
    if let Value::Object(rest) = value {
        members.extend(rest);
    }
    Value::Object(members)
}

fn of(shape: &Shape) -> Value {
    match shape {
        Shape::Any => object::<&str, 0>([]),
        Shape::Nothing => one_type("null"),
        // YAML reads `1.10` and `true` as a number and a flag before anybody can see how they are spelled.
        Shape::Text | Shape::Prose | Shape::Data => {
            object([("type", texts(&["string", "number", "boolean"]))])
        }
        Shape::Flag => one_type("boolean"),
        Shape::Words(words) => words_of(words),
        Shape::Form(form) => one_type("string").with("pattern", *form),
        Shape::Number(least, most) => either(vec![
            one_type("integer").with("minimum", *least).with("maximum", *most),
            one_type("string").with("pattern", "^[0-9]+$"),
        ]),
        Shape::Type => reference(NOTATION),
        Shape::List(least, item) => {
            let list = one_type("array").with("items", of(item));
            if *least == 0 { list } else { list.with("minItems", *least) }
        }
        Shape::Map(least, entry) => {
            let map = one_type("object").with("additionalProperties", of(entry));
            if *least == 0 { map } else { map.with("minProperties", *least) }
        }
        Shape::Keys(section) => reference(&def(section)),
        Shape::Kind(section, other) => kind(section, other),
        Shape::Either(shapes) => either(shapes.iter().map(of).collect()),
    }
}

fn kind(section: &Section, other: &Shape) -> Value {
    let names = match section.rule {
        Rule::One(names) | Rule::Need(names) | Rule::Any(names) => names,
        Rule::Free => &[],
    };
    object([("if", any_of_keys(names)), ("then", reference(&def(section))), ("else", of(other))])
}

/// A map with at least one of these keys.
fn any_of_keys(names: &[&str]) -> Value {
    let required = |name: &&str| object([("required", Value::List(vec![Value::from(*name)]))]);
    one_type("object").with("anyOf", Value::List(names.iter().map(required).collect()))
}

/// A word that is a number can be unquoted.
fn words_of(words: &[&str]) -> Value {
    let mut all: Vec<Value> = words.iter().map(|word| Value::from(*word)).collect();
    all.extend(words.iter().filter_map(|word| word.parse::<usize>().ok()).map(Value::from));
    object([("enum", Value::List(all))])
}

/// The same, or a key without a value.
fn or_nothing(value: Value) -> Value {
    let Value::Object(mut members) = value else { return value };
    let member = |members: &mut Vec<(String, Value)>, name: &str| {
        members.iter().position(|(key, _)| key == name).map(|at| members.remove(at).1)
    };
    if members.is_empty() {
        return Value::Object(members);
    }
    if let Some(Value::List(mut values)) = member(&mut members, "enum") {
        values.push(Value::Null);
        return object([("enum", Value::List(values))]);
    }
    if let Some(Value::List(mut shapes)) = member(&mut members, "anyOf") {
        shapes.push(one_type("null"));
        return either(shapes);
    }
    match member(&mut members, "type") {
        Some(found) => {
            let mut types = if let Value::List(types) = found { types } else { vec![found] };
            types.push(Value::from("null"));
            members.insert(0, (String::from("type"), Value::List(types)));
            Value::Object(members)
        }
        None => either(vec![Value::Object(members), one_type("null")]),
    }
}

/// Text, `[T]`, or the `{T}` that YAML reads as a map with one key and no value.
fn notation() -> Value {
    let words: Vec<&str> = Scalar::WORDS.iter().map(|(word, _)| *word).collect();
    let list = one_type("array").with("items", reference(NOTATION)).with("minItems", 1).with("maxItems", 1);
    let map = one_type("object").with("additionalProperties", one_type("null"));
    let map = map.with("minProperties", 1).with("maxProperties", 1);
    let doc = "a type: a scalar, the name of a type, a list `[T]` or a map `{T}`";
    described(doc, either(vec![one_type("string").with("examples", texts(&words)), list, map]))
}

fn one_type(name: &str) -> Value {
    object([("type", Value::from(name))])
}

fn either(shapes: Vec<Value>) -> Value {
    object([("anyOf", Value::List(shapes))])
}

fn texts(texts: &[&str]) -> Value {
    Value::List(texts.iter().map(|text| Value::from(*text)).collect())
}
