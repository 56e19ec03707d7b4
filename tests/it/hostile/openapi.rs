//! Documents of OpenAPI in which anything may be anything.

use proptest::prelude::{Just, Strategy, any, prop, prop_oneof, proptest};
use serde_json::{Map, Value, json};
use stubwright_codegen::Outcome;
use stubwright_spec::diag::{Code, render};

use super::properties::settings;
use crate::cases::{codes, run};

/// A bit of everything that is read.
fn document() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1", "description": "All of them."},
        "servers": [{"url": "https://{region}.example.com/v1", "variables": {"region": {"default": "eu", "enum": ["eu", "us"]}}}],
        "security": [{"key": []}, {"oauth": ["read"]}],
        "tags": [{"name": "things"}],
        "paths": {
            "/things/{id}": {
                "parameters": [{"$ref": "#/components/parameters/Id"}],
                "get": {
                    "operationId": "getThing",
                    "tags": ["things"],
                    "parameters": [
                        {"name": "filter", "in": "query", "style": "deepObject", "explode": true, "schema": {"$ref": "#/components/schemas/Filter"}},
                        {"name": "sort", "in": "query", "schema": {"type": "array", "items": {"enum": ["asc", "desc"]}}, "explode": false},
                        {"name": "X-Trace", "in": "header", "schema": {"type": "string", "format": "uuid"}},
                    ],
                    "responses": {
                        "200": {"description": "ok", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}, "example": {"kind": "a"}}}},
                        "202": {"description": "later"},
                        "4XX": {"$ref": "#/components/responses/Failed"},
                        "default": {"description": "failed", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}
                    }
                },
                "put": {
                    "servers": [{"url": "https://uploads.example.com"}],
                    "security": [],
                    "requestBody": {"content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/Thing"}},
                        "multipart/form-data": {"schema": {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}}}
                    }},
                    "responses": {"204": {"description": "ok", "headers": {"ETag": {"schema": {"type": "string"}}}}}
                }
            },
            "/events": {"post": {
                "requestBody": {"required": true, "content": {"application/x-www-form-urlencoded": {"schema": {"type": "object", "required": ["at"], "properties": {"at": {"type": "string", "format": "date-time"}}}}}},
                "responses": {"200": {"description": "ok", "content": {"text/event-stream": {"schema": {"$ref": "#/components/schemas/Node"}}}}},
                "callbacks": {"done": {"{$request.body#/url}": {"post": {"responses": {"200": {"description": "ok"}}}}}}
            }}
        },
        "components": {
            "parameters": {"Id": {"name": "id", "in": "path", "required": true, "schema": {"type": "integer", "format": "int64"}}},
            "responses": {"Failed": {"description": "failed", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}},
            "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}, "oauth": {"type": "oauth2", "flows": {}}},
            "schemas": {
                "Thing": {"oneOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}], "discriminator": {"propertyName": "kind", "mapping": {"a": "#/components/schemas/A"}}},
                "A": {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "a"}, "size": {"type": ["integer", "null"], "minimum": 0, "maximum": 9}}},
                "B": {"allOf": [{"$ref": "#/components/schemas/Base"}, {"type": "object", "properties": {"kind": {"enum": ["b"]}, "left": {"readOnly": true, "type": "boolean", "default": true}}, "required": ["kind"]}]},
                "Base": {"type": "object", "properties": {"name": {"type": "string", "nullable": true, "minLength": 1}, "rest": {"additionalProperties": {"type": "number"}}}, "additionalProperties": true},
                "Filter": {"type": "object", "properties": {"a": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}, "b": {"type": "integer", "enum": [1, 2], "x-enum-varnames": ["One", "Two"]}}},
                "Node": {"type": "object", "properties": {"next": {"$ref": "#/components/schemas/Node"}, "pair": {"prefixItems": [{"type": "string"}]}, "self": {"type": "string", "format": "byte"}}},
                "Problem": {"type": "object", "properties": {"code": {"enum": ["gone", "full"]}, "message": {"type": "string"}}}
            }
        }
    })
}

/// The nodes below a value, as pointers.
fn pointers(value: &Value, at: &str, all: &mut Vec<String>) {
    all.push(at.to_owned());
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                pointers(member, &format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), all);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                pointers(item, &format!("{at}/{index}"), all);
            }
        }
        _ => {}
    }
}

#[derive(Debug, Clone)]
enum Change {
    /// Another value.
    Replace(Value),
    /// Nothing.
    Remove,
    /// A copy of another part.
    Copy(prop::sample::Index),
    /// A reference to somewhere else.
    Refer(prop::sample::Index),
    /// The value inside of many maps or lists of this key.
    Nest(&'static str, usize),
    /// One more key, with a value from somewhere else.
    Add(&'static str, prop::sample::Index),
}

const KEYS: &[&str] = &[
    "$ref",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "properties",
    "items",
    "required",
    "enum",
    "const",
    "type",
    "format",
    "discriminator",
    "additionalProperties",
    "nullable",
    "default",
    "schema",
    "content",
    "get",
    "200",
    "x-a",
    "in",
    "name",
    "style",
    "explode",
    "servers",
    "security",
    "description",
    "title",
    "mapping",
    "self",
    "",
];

fn change() -> impl Strategy<Value = Change> {
    let at = any::<prop::sample::Index>;
    let odd = prop::sample::select(vec![
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(1e300),
        json!(18_446_744_073_709_551_615_u64),
        json!(""),
        json!("object"),
        json!("array"),
        json!("null"),
        json!("#"),
        json!("{"),
        json!("{x}"),
        json!("/{a}/{a}"),
        json!([]),
        json!([[]]),
        json!([null, 1, "a", {}]),
        json!({}),
        json!({"$ref": "#"}),
        json!({"$ref": "#/components/schemas"}),
        json!({"$ref": 1}),
        json!({"$ref": "other.json#/a"}),
        json!({"$ref": "#/paths/~1things~1{id}/get"}),
        json!({"type": ["string", "object", "null"]}),
        json!({"type": 7}),
        json!("日本"),
        json!("\u{202e}x"),
    ]);
    prop_oneof![
        4 => odd.prop_map(Change::Replace),
        2 => Just(Change::Remove),
        3 => at().prop_map(Change::Copy),
        3 => at().prop_map(Change::Refer),
        1 => (prop::sample::select(KEYS), 1..140_usize).prop_map(|(key, depth)| Change::Nest(key, depth)),
        3 => (prop::sample::select(KEYS), at()).prop_map(|(key, at)| Change::Add(key, at)),
    ]
}

impl Change {
    fn apply(&self, document: &mut Value, at: prop::sample::Index) {
        let mut all = Vec::new();
        pointers(document, "", &mut all);
        let other = |index: &prop::sample::Index| all[index.index(all.len())].clone();
        let at = all[at.index(all.len())].clone();
        let Some(old) = document.pointer(&at).cloned() else { return };
        let new = match self {
            Self::Replace(value) => value.clone(),
            Self::Remove => {
                let (parent, key) = at.rsplit_once('/').unwrap_or_default();
                if let Some(Value::Object(members)) = document.pointer_mut(parent) {
                    members.remove(&key.replace("~1", "/").replace("~0", "~"));
                }
                return;
            }
            Self::Copy(index) => document.pointer(&other(index)).cloned().unwrap_or_default(),
            Self::Refer(index) => json!({"$ref": format!("#{}", other(index))}),
            Self::Nest(key, depth) => (0..*depth).fold(old, |inner, at| match at % 7 {
                0 => Value::Array(vec![inner]),
                _ => Value::Object(Map::from_iter([(String::from(*key), inner)])),
            }),
            Self::Add(key, index) => {
                let added = document.pointer(&other(index)).cloned().unwrap_or_default();
                let mut members = match old {
                    Value::Object(members) => members,
                    _ => Map::new(),
                };
                members.insert(String::from(*key), added);
                Value::Object(members)
            }
        };
        if let Some(place) = document.pointer_mut(&at) {
            *place = new;
        }
    }
}

/// Code that parses, or errors.
fn answered(outcome: &Outcome, text: &str) {
    let said = render::short(&outcome.diagnostics, &outcome.sources);
    assert!(!codes(outcome).contains(&Code::Bug), "{said}\n{text}");
    assert_eq!(outcome.files.is_empty(), outcome.diagnostics.has_errors(), "{said}\n{text}");
    for file in &outcome.files {
        if let Err(error) = syn::parse_file(&file.text) {
            panic!("{}: {error}\n{}\n{text}", file.path, file.text);
        }
    }
}

proptest! {
    #![proptest_config(settings())]

    #[test]
    fn damaged_documents_are_answered(changes in prop::collection::vec((any::<prop::sample::Index>(), change()), 1..8)) {
        let mut document = document();
        for (at, change) in &changes {
            change.apply(&mut document, *at);
        }
        let text = document.to_string();
        answered(&run("openapi.json", text.as_bytes()), &text);
    }
}

#[test]
fn the_whole_document_is_generated() {
    let outcome = run("openapi.json", document().to_string().as_bytes());
    let said = render::short(&outcome.diagnostics, &outcome.sources);
    assert!(!outcome.diagnostics.has_errors(), "{said}");
    answered(&outcome, "");
}
