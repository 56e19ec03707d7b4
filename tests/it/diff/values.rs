//! JSON values of the types of a spec, and a server that reads what the spec says and nothing else.

use serde_json::{Map, Value, json};
use stubwright_spec::model::{
    Api, Field, FieldRole, Range, Repr, Scalar, Spelling, Tag, TagRepr, Type, TypeKind, Union, Variant,
};

/// So deep are values of types that contain themselves.
const DEPTH: usize = 4;

/// The values of a version.
pub(super) struct Values<'a> {
    pub(super) api: &'a Api,
    /// The values of enums and members of unions that this version has as well are used alone: new ones are used by
    /// those who know them.
    pub(super) known: Option<&'a Api>,
    /// Whether the other names of fields are used, too.
    pub(super) aliases: bool,
}

impl Values<'_> {
    /// Some values of a type.
    pub(super) fn of(&self, ty: &Type) -> Vec<Value> {
        self.within(ty, DEPTH)
    }

    fn within(&self, ty: &Type, depth: usize) -> Vec<Value> {
        let Some(depth) = depth.checked_sub(1) else { return Vec::new() };
        match ty {
            Type::Scalar(scalar) => scalars(*scalar),
            Type::Limited(inner, range) => limited(self.within(inner, depth), range),
            Type::List(inner) => {
                let items = self.within(inner, depth).into_iter().map(|item| json!([item]));
                std::iter::once(json!([])).chain(items).collect()
            }
            Type::Map(inner) => {
                let items = self.within(inner, depth).into_iter().map(|item| json!({"key": item}));
                std::iter::once(json!({})).chain(items).collect()
            }
            Type::Nullable(inner) => {
                let mut values = self.within(inner, depth);
                values.push(Value::Null);
                values
            }
            Type::Named(id) => self.kind(&self.api.types[*id].name, &self.api.types[*id].kind, None, depth),
            Type::Applied(id, argument) => {
                self.kind(&self.api.types[*id].name, &self.api.types[*id].kind, Some(argument), depth)
            }
            Type::Parameter(_) | Type::Error => Vec::new(),
        }
    }

    fn kind(&self, name: &str, kind: &TypeKind, argument: Option<&Type>, depth: usize) -> Vec<Value> {
        let known = self.known.and_then(|api| api.types.iter().find(|def| def.name.value == name));
        match kind {
            TypeKind::Alias(ty) => self.within(&ty.value, depth),
            TypeKind::Struct(fields) => self.structs(fields, argument, depth),
            TypeKind::Enum(values) => {
                let is_known = |value: &&stubwright_spec::model::Value| match known.map(|def| &def.kind) {
                    Some(TypeKind::Enum(known)) => known.values.iter().any(|other| {
                        other.wire == value.wire || (other.name.is_some() && other.name == value.name)
                    }),
                    _ => true,
                };
                let wires = values.values.iter().filter(is_known).map(|value| value.wire.as_str());
                wires.map(|wire| if values.repr == Repr::Int { number(wire) } else { json!(wire) }).collect()
            }
            TypeKind::Union(union) => {
                let is_known = |variant: &&Variant| match known.map(|def| &def.kind) {
                    Some(TypeKind::Union(known)) => {
                        let key = |one: &Variant| one.key.as_ref().map(|key| key.value.clone());
                        known.tag != union.tag
                            || known.variants.iter().any(|one| {
                                key(one) == key(variant) || one.name == variant.name && one.name.is_some()
                            })
                    }
                    _ => true,
                };
                let members = union.variants.iter().filter(is_known);
                members
                    .flat_map(|variant| {
                        let values = self.within(&variant.ty.value, depth);
                        let key = variant.key.as_ref().map_or("", |key| key.as_str());
                        values.into_iter().map(|value| tagged(union, key, value)).collect::<Vec<_>>()
                    })
                    .collect()
            }
        }
    }

    /// With the required fields alone, with all of them, and with each value of each field.
    fn structs(&self, fields: &[Field], argument: Option<&Type>, depth: usize) -> Vec<Value> {
        let values: Vec<Vec<Value>> = fields.iter().map(|field| self.field(field, argument, depth)).collect();
        let with = |special: Option<(usize, &Value)>, all: bool| {
            let mut object = Map::new();
            for (at, field) in fields.iter().enumerate() {
                let value = match special {
                    Some((other, value)) if other == at => Some(value),
                    _ if field.optional && !all => None,
                    _ if field.role == FieldRole::Rest && !all => None,
                    _ => values[at].first(),
                };
                let Some(value) = value else { continue };
                match field.role {
                    FieldRole::Inline => object.extend(value.as_object().cloned().unwrap_or_default()),
                    FieldRole::Rest => object.extend(value.as_object().cloned().unwrap_or_default()),
                    _ => drop(object.insert(field.wire.value.clone(), value.clone())),
                }
            }
            Value::Object(object)
        };
        let each =
            values.iter().enumerate().flat_map(|(at, values)| values.iter().map(move |value| (at, value)));
        let each = each.map(|special| with(Some(special), false));
        let mut all: Vec<Value> = [with(None, false), with(None, true)].into_iter().chain(each).collect();
        for field in fields.iter().filter(|_| self.aliases) {
            for alias in &field.aliases {
                let mut object = all[0].as_object().cloned().unwrap_or_default();
                if let Some(value) = object.remove(&field.wire.value) {
                    object.insert(alias.value.clone(), value);
                    all.push(Value::Object(object));
                }
            }
        }
        all
    }

    fn field(&self, field: &Field, argument: Option<&Type>, depth: usize) -> Vec<Value> {
        if let FieldRole::Fixed(value) = &field.role {
            return vec![fixed(value.text().unwrap_or_default())];
        }
        let ty =
            argument.map_or_else(|| field.ty.value.clone(), |argument| field.ty.value.applied_to(argument));
        let spelling = field.spelling.as_ref().map(|spelling| spelling.value);
        self.within(&ty, depth).into_iter().map(|value| spelled(spelling, value)).collect()
    }

    /// Whether a server reads a value, which knows this spec alone.
    pub(super) fn accepts(&self, ty: &Type, value: &Value) -> bool {
        match ty {
            Type::Scalar(scalar) => accepts_scalar(*scalar, value),
            Type::Limited(inner, range) => {
                self.accepts(inner, value) && (self.known.is_some() || is_within(value, range))
            }
            Type::List(inner) => {
                value.as_array().is_some_and(|items| items.iter().all(|item| self.accepts(inner, item)))
            }
            Type::Map(inner) => {
                value.as_object().is_some_and(|items| items.values().all(|item| self.accepts(inner, item)))
            }
            Type::Nullable(inner) => value.is_null() || self.accepts(inner, value),
            Type::Named(id) => self.accepts_kind(&self.api.types[*id].kind, None, value),
            Type::Applied(id, argument) => {
                self.accepts_kind(&self.api.types[*id].kind, Some(argument), value)
            }
            Type::Parameter(_) | Type::Error => false,
        }
    }

    fn accepts_kind(&self, kind: &TypeKind, argument: Option<&Type>, value: &Value) -> bool {
        match kind {
            TypeKind::Alias(ty) => self.accepts(&ty.value, value),
            TypeKind::Enum(values) => {
                let mut wires = values.values.iter().map(|value| value.wire.as_str());
                wires.any(|wire| *value == if values.repr == Repr::Int { number(wire) } else { json!(wire) })
            }
            TypeKind::Struct(fields) => {
                let Some(object) = value.as_object() else { return false };
                fields.iter().all(|field| {
                    let ty =
                        argument.map_or_else(|| field.ty.value.clone(), |one| field.ty.value.applied_to(one));
                    match &field.role {
                        FieldRole::Inline => self.accepts(&ty, value),
                        FieldRole::Rest => true,
                        role => match (object.get(&field.wire.value), role) {
                            (None, _) => field.optional,
                            (Some(value), FieldRole::Fixed(expected)) => {
                                *value == fixed(expected.text().unwrap_or_default())
                            }
                            (Some(value), _) => self.accepts_spelled(field, &ty, value),
                        },
                    }
                })
            }
            TypeKind::Union(union) => union.variants.iter().any(|variant| {
                let key = variant.key.as_ref().map_or("", |key| key.as_str());
                let tag = tag(union.repr, key);
                match &union.tag {
                    Tag::None => self.accepts(&variant.ty.value, value),
                    Tag::Inside(name) => {
                        value[name.as_str()] == tag && self.accepts(&variant.ty.value, value)
                    }
                    Tag::Beside { tag: name, content } => {
                        value[name.as_str()] == tag
                            && self.accepts(&variant.ty.value, &value[content.as_str()])
                    }
                }
            }),
        }
    }

    pub(super) fn accepts_spelled(&self, field: &Field, ty: &Type, value: &Value) -> bool {
        let text = value.as_str();
        match field.spelling.as_ref().map(|spelling| spelling.value) {
            Some(Spelling::String) => text
                .and_then(|text| serde_json::from_str(text).ok())
                .is_some_and(|inner| self.accepts(ty, &inner)),
            Some(Spelling::Json) => text
                .and_then(|text| serde_json::from_str(text).ok())
                .is_some_and(|inner| self.accepts(ty, &inner)),
            Some(Spelling::Compact) => text.is_some_and(|text| text.chars().all(|c| c.is_ascii_digit())),
            Some(Spelling::Slashed) => text.is_some_and(|text| text.contains('/')),
            Some(Spelling::Int | Spelling::Number) => value.is_number(),
            _ => self.accepts(ty, value),
        }
    }
}

fn number(text: &str) -> Value {
    serde_json::from_str(text).expect("a number")
}

fn fixed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| json!(text))
}

fn tag(repr: TagRepr, key: &str) -> Value {
    if repr == TagRepr::String { json!(key) } else { number(key) }
}

fn tagged(union: &Union, key: &str, value: Value) -> Value {
    match (&union.tag, value) {
        (Tag::None, value) => value,
        (Tag::Inside(name), Value::Object(mut object)) => {
            object.insert(name.value.clone(), tag(union.repr, key));
            Value::Object(object)
        }
        (Tag::Inside(_), value) => value,
        (Tag::Beside { tag: name, content }, value) => {
            json!({&name.value: tag(union.repr, key), &content.value: value})
        }
    }
}

fn spelled(spelling: Option<Spelling>, value: Value) -> Value {
    match (spelling, &value) {
        (Some(Spelling::String), Value::Number(_) | Value::Bool(_)) => json!(value.to_string()),
        (Some(Spelling::Json), _) => json!(value.to_string()),
        (Some(Spelling::Compact), Value::String(text)) => json!(text.replace('-', "")),
        (Some(Spelling::Slashed), Value::String(text)) => json!(text.replace('-', "/")),
        (Some(Spelling::Number), Value::String(text)) => number(text),
        _ => value,
    }
}

fn scalars(scalar: Scalar) -> Vec<Value> {
    if let Some((least, most)) = scalar.bounds() {
        let end = |end: i128| number(&end.to_string());
        return vec![json!(1), end(least), end(most)];
    }
    match scalar {
        Scalar::String => vec![json!("x"), json!("")],
        Scalar::Bool => vec![json!(true), json!(false)],
        Scalar::F64 => vec![json!(1.5), json!(2.0)],
        Scalar::Decimal => vec![json!("0.5"), json!("10")],
        Scalar::Date => vec![json!("2024-12-31")],
        Scalar::DateTime => vec![json!("2024-12-31T08:00:00Z")],
        Scalar::Url => vec![json!("https://a.example/x")],
        Scalar::Base64 | Scalar::Base64Url => vec![json!("AQID"), json!("/w==")],
        Scalar::Hex => vec![json!("abc1ff"), json!("ff")],
        Scalar::UnixSeconds => vec![json!(1_733_990_400)],
        Scalar::UnixMillis => vec![json!(1_733_990_400_000_i64)],
        Scalar::Any => vec![json!("x"), json!(1), json!({"key": [1]})],
        _ => Vec::new(),
    }
}

fn accepts_scalar(scalar: Scalar, value: &Value) -> bool {
    if let Some((least, most)) = scalar.bounds() {
        let whole = value.as_i64().map(i128::from).or_else(|| value.as_u64().map(i128::from));
        return whole.is_some_and(|whole| (least..=most).contains(&whole));
    }
    let text = |is: &dyn Fn(&str) -> bool| value.as_str().is_some_and(is);
    match scalar {
        Scalar::String => value.is_string(),
        Scalar::Bool => value.is_boolean(),
        Scalar::F64 => value.is_number(),
        Scalar::Decimal => text(&|text| text.parse::<f64>().is_ok()),
        Scalar::Date => text(&|text| text.len() == 10 && text.contains('-')),
        Scalar::DateTime => text(&|text| text.len() > 18 && text.contains('-')),
        Scalar::Url => text(&|text| text.contains("://")),
        Scalar::Base64 | Scalar::Base64Url => text(&|text| text.len() % 4 == 0),
        Scalar::Hex => text(&|text| text.chars().all(|c| c.is_ascii_hexdigit())),
        Scalar::UnixSeconds | Scalar::UnixMillis => value.is_number(),
        Scalar::Any => true,
        _ => false,
    }
}

/// The length of a text or list, or a number.
fn size(value: &Value) -> f64 {
    match value {
        Value::String(text) => text.chars().count() as f64,
        Value::Array(items) => items.len() as f64,
        value => value.as_f64().unwrap_or_default(),
    }
}

fn ends(range: &Range) -> [Option<f64>; 2] {
    [&range.least, &range.most].map(|end| end.as_ref().and_then(|end| end.parse().ok()))
}

fn is_within(value: &Value, range: &Range) -> bool {
    let [least, most] = ends(range);
    least.is_none_or(|least| size(value) >= least) && most.is_none_or(|most| size(value) <= most)
}

/// Values at the ends of a range.
fn limited(values: Vec<Value>, range: &Range) -> Vec<Value> {
    let at = |end: f64| match values.first() {
        Some(Value::String(_)) => json!("x".repeat(end as usize)),
        Some(Value::Number(_)) => json!(end as i64),
        other => other.cloned().unwrap_or_default(),
    };
    let within: Vec<Value> = ends(range).into_iter().flatten().map(at).collect();
    if within.is_empty() { values } else { within }
}
