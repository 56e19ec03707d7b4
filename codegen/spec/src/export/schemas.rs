//! Types → schemas.

use super::scope::Cx;
use super::{Said, native};
use crate::ast::{Enum, FieldRole, Repr, Spelling};
use crate::front::extensions::TYPE;
use crate::front::native::print::{self, Notes};
use crate::json::{Value, object};
use crate::model::{Direction, Field, Id, Range, Sample, Scalar, Type, TypeDef, TypeKind, dump, json_as};
use crate::source::Spanned;

/// A type where it is used, and how values in it are written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Use<'t> {
    pub(super) ty: &'t Type,
    pub(super) spelling: Option<Spelling>,
}

impl<'t> Use<'t> {
    pub(super) fn of(ty: &'t Type) -> Self {
        Self { ty, spelling: None }
    }
}

/// A schema with the only member `type`.
pub(super) fn of_type(word: &str) -> Value {
    object([("type", Value::from(word))])
}

fn formatted(word: &str, format: &str) -> Value {
    of_type(word).with("format", format)
}

impl Cx<'_> {
    /// `components/schemas`: the types in their order, then what follows from them.
    pub(super) fn schemas(&mut self, said: &Said) -> Vec<(String, Value)> {
        let mut all = Vec::new();
        let api = self.api;
        for (id, def) in api.types.enumerate() {
            let mut schema = self.declaration(def, None);
            let key = self.key(id).to_owned();
            if let Some(written) = self.written.types.get(id.position())
                && let Some(form) = said.types.get(def.name.as_str())
            {
                let entry = print::type_def(written, &Notes::default());
                schema = schema.with(TYPE, form.of(&[entry]));
            }
            all.push((key, schema));
        }
        let mut at = 0;
        while let Some((key, (id, argument))) = self.applied.get(at).cloned() {
            let notation = dump::ty(api, &Type::Applied(id, Box::new(argument.clone())));
            let schema = self.declaration(&api.types[id], Some(&argument));
            all.push((key, schema.with(TYPE, notation)));
            at += 1;
        }
        all.append(&mut self.generated);
        all
    }

    fn declaration(&mut self, def: &TypeDef, argument: Option<&Type>) -> Value {
        let inside = |ty: &Type| argument.map_or_else(|| ty.clone(), |argument| ty.applied_to(argument));
        let schema = match &def.kind {
            TypeKind::Struct(fields) => {
                let of = |field: &Field| Field {
                    ty: Spanned::new(inside(&field.ty.value), field.ty.span),
                    ..field.clone()
                };
                let fields: Vec<Field> = fields.iter().map(of).collect();
                self.object(&fields)
            }
            TypeKind::Enum(values) => enumeration(values),
            TypeKind::Alias(ty) => {
                let ty = inside(&ty.value);
                self.schema(Use::of(&ty))
            }
            TypeKind::Union(union) => self.union(union, &inside),
        };
        annotated(schema, def.doc.as_ref().map(|doc| doc.as_str()), def.deprecated)
    }

    /// The schema of a struct.
    pub(super) fn object(&mut self, fields: &[Field]) -> Value {
        let mut properties = Vec::new();
        let mut required = Vec::new();
        let mut rest = None;
        let mut inline = Vec::new();
        for field in fields {
            match &field.role {
                FieldRole::Rest => rest = Some(self.rest(field)),
                FieldRole::Inline => {
                    // OpenAPI has no way to say which members belong to a part that may be absent.
                    if !field.optional {
                        inline.push(self.schema(Use::of(&field.ty)));
                    }
                }
                FieldRole::Member | FieldRole::Fixed(_) => {
                    properties.push((field.wire.value.clone(), self.property(field)));
                    if !field.optional {
                        required.push(Value::from(field.wire.as_str()));
                    }
                }
            }
        }
        let mut schema = of_type("object").with("properties", Value::Object(properties));
        if !required.is_empty() {
            schema = schema.with("required", required);
        }
        if let Some(rest) = rest {
            schema = schema.with("additionalProperties", rest);
        }
        if inline.is_empty() {
            return schema;
        }
        inline.push(schema);
        object([("allOf", Value::List(inline))])
    }

    fn rest(&mut self, field: &Field) -> Value {
        match &field.ty.value {
            Type::Map(inner) if **inner == Type::Scalar(Scalar::Any) => Value::Flag(true),
            Type::Map(inner) => {
                self.schema(Use { ty: inner, spelling: field.spelling.as_ref().map(|at| at.value) })
            }
            _ => Value::Flag(true),
        }
    }

    /// The schema of a field, with its default, example and documentation.
    pub(super) fn property(&mut self, field: &Field) -> Value {
        let spelling = field.spelling.as_ref().map(|at| at.value);
        let ty = Use { ty: &field.ty, spelling };
        let mut schema = match &field.role {
            FieldRole::Fixed(value) => object([("const", self.sample(ty, value))]),
            _ => self.schema(ty),
        };
        schema = match field.when.as_deref() {
            Some(Direction::Received) => schema.with("readOnly", true),
            Some(Direction::Sent) => schema.with("writeOnly", true),
            None => schema,
        };
        if let Some(default) = &field.default {
            schema = schema.with("default", self.sample(ty, default));
        }
        if let Some(example) = &field.example {
            schema = schema.with("examples", vec![self.sample(ty, example)]);
        }
        annotated(schema, field.doc.as_ref().map(|doc| doc.as_str()), field.deprecated)
    }

    /// A value as it is on the wire.
    pub(super) fn sample(&self, ty: Use<'_>, sample: &Sample) -> Value {
        native::read(json_as(self.api, ty.ty, ty.spelling, sample).as_str())
    }

    /// The schema of a type where it is used.
    pub(super) fn schema(&mut self, at: Use<'_>) -> Value {
        let Use { ty, spelling } = at;
        match ty {
            Type::Scalar(scalar) => self.scalar(*scalar, spelling),
            Type::List(inner) if spelling != Some(Spelling::Json) => {
                of_type("array").with("items", self.schema(Use { ty: inner, spelling }))
            }
            Type::Map(inner) if spelling != Some(Spelling::Json) => {
                of_type("object").with("additionalProperties", self.schema(Use { ty: inner, spelling }))
            }
            Type::Nullable(inner) => nullable(self.schema(Use { ty: inner, spelling })),
            Type::Limited(inner, range) => {
                let schema = self.schema(Use { ty: inner, spelling });
                limited(schema, range)
            }
            _ if spelling == Some(Spelling::Json) => {
                let inside = self.schema(Use::of(ty));
                of_type("string").with("contentMediaType", "application/json").with("contentSchema", inside)
            }
            Type::Named(id) => match (spelling, &self.api.types[*id].kind) {
                (Some(_), TypeKind::Alias(target)) => self.schema(Use { ty: &target.value, spelling }),
                _ => self.reference(*id),
            },
            Type::Applied(id, argument) => self.applied(*id, argument),
            Type::Parameter(_) | Type::Error | Type::List(_) | Type::Map(_) => Value::Object(Vec::new()),
        }
    }

    fn scalar(&self, scalar: Scalar, spelling: Option<Spelling>) -> Value {
        match (scalar, spelling) {
            (Scalar::Bool, Some(Spelling::String)) => {
                of_type("string").with("enum", vec![Value::from("true"), Value::from("false")])
            }
            (Scalar::Bool, Some(Spelling::Int)) => {
                of_type("integer").with("enum", vec![Value::from(0), Value::from(1)])
            }
            (Scalar::Bool, _) => of_type("boolean"),
            (Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64, Some(Spelling::String)) => {
                formatted("string", whole(scalar)).with("pattern", "^-?[0-9]+$")
            }
            (Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64, _) => formatted("integer", whole(scalar)),
            (Scalar::F64, _) => formatted("number", "double"),
            (Scalar::Decimal, Some(Spelling::Number)) => formatted("number", "decimal"),
            (Scalar::Decimal, _) => formatted("string", "decimal"),
            (Scalar::Date, Some(Spelling::Compact)) => of_type("string").with("pattern", "^[0-9]{8}$"),
            (Scalar::Date, Some(Spelling::Slashed)) => {
                of_type("string").with("pattern", "^[0-9]{4}/[0-9]{2}/[0-9]{2}$")
            }
            (Scalar::DateTime, Some(Spelling::Compact)) => of_type("string").with("pattern", "^[0-9]{14}$"),
            (Scalar::DateTime, Some(Spelling::Slashed)) => of_type("string").with("pattern", "^[0-9]{4}/"),
            (Scalar::Date, _) => formatted("string", "date"),
            (Scalar::DateTime, _) => formatted("string", "date-time"),
            (Scalar::UnixSeconds, _) => formatted("integer", "unixtime"),
            (Scalar::UnixMillis, _) => formatted("integer", "int64"),
            (Scalar::Url, _) => formatted("string", "uri"),
            (Scalar::Base64, _) => of_type("string").with("contentEncoding", "base64"),
            (Scalar::Base64Url, _) => of_type("string").with("contentEncoding", "base64url"),
            (Scalar::Hex, _) => of_type("string").with("contentEncoding", "base16"),
            (Scalar::File, _) => of_type("string").with("contentMediaType", "application/octet-stream"),
            (Scalar::String, _) => of_type("string"),
            (Scalar::Any, Some(Spelling::Json)) => {
                of_type("string").with("contentMediaType", "application/json")
            }
            (Scalar::Any, _) => Value::Object(Vec::new()),
        }
    }
}

fn whole(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::I32 => "int32",
        Scalar::U32 => "uint32",
        Scalar::U64 => "uint64",
        _ => "int64",
    }
}

fn enumeration(values: &Enum) -> Value {
    let (word, wire): (_, fn(&str) -> Value) = match values.repr {
        Repr::String => ("string", |text| Value::from(text)),
        Repr::Int => ("integer", native::word),
    };
    let listed: Vec<Value> = values.values.iter().map(|value| wire(&value.wire)).collect();
    let mut schema = of_type(word).with("enum", listed);
    if values.values.iter().any(|value| value.name.is_some()) {
        let name = |value: &crate::model::Value| {
            Value::from(value.name.as_ref().map_or(value.wire.as_str(), |name| name.as_str()))
        };
        schema = schema.with("x-enum-varnames", values.values.iter().map(name).collect::<Vec<_>>());
    }
    if values.values.iter().any(|value| value.doc.is_some()) {
        let docs = values.values.iter().filter_map(|value| {
            value.doc.as_ref().map(|doc| (value.wire.value.clone(), Value::from(doc.as_str())))
        });
        schema = schema.with("x-enum-descriptions", Value::Object(docs.collect()));
    }
    schema
}

/// A schema that also has the value `null`.
pub(super) fn nullable(schema: Value) -> Value {
    let Value::Object(members) = &schema else { return schema };
    if members.is_empty() {
        return schema;
    }
    let has = |key: &str| members.iter().any(|(known, _)| known == key);
    match members.first() {
        Some((key, Value::Text(word))) if key == "type" && !has("enum") => {
            let both = vec![Value::from(word.as_str()), Value::from("null")];
            let mut members = members.clone();
            members[0].1 = Value::List(both);
            Value::Object(members)
        }
        _ => object([("oneOf", Value::List(vec![schema, of_type("null")]))]),
    }
}

/// A schema with the bounds of a range, which depend on the kind of value.
fn limited(schema: Value, range: &Range) -> Value {
    let Value::Object(members) = &schema else { return schema };
    let kind = match members.first() {
        Some((key, Value::Text(word))) if key == "type" => word.as_str(),
        _ => "",
    };
    let has_format = members.iter().any(|(key, _)| key == "format");
    let [least, most] = match kind {
        "string" if !has_format => ["minLength", "maxLength"],
        "array" => ["minItems", "maxItems"],
        "object" => ["minProperties", "maxProperties"],
        "integer" | "number" => ["minimum", "maximum"],
        _ => return schema,
    };
    let mut schema = schema;
    for (key, end) in [(least, &range.least), (most, &range.most)] {
        if let Some(end) = end {
            schema = schema.with(key, native::word(end));
        }
    }
    schema
}

/// A schema with its description.
pub(super) fn annotated(schema: Value, doc: Option<&str>, deprecated: bool) -> Value {
    let schema = match doc {
        Some(doc) => schema.with("description", doc),
        None => schema,
    };
    if deprecated { schema.with("deprecated", true) } else { schema }
}
