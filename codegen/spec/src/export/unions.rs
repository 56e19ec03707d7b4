//! Unions → `oneOf` and `anyOf`.

use super::native;
use super::schemas::{Use, annotated, of_type};
use super::scope::Cx;
use crate::json::{Value, object};
use crate::model::{Tag, TagRepr, Type, TypeKind, Union, Variant};

impl Cx<'_> {
    /// The schema of a union; `inside` puts the argument of a generic type into the types.
    pub(super) fn union(&mut self, union: &Union, inside: &dyn Fn(&Type) -> Type) -> Value {
        let mut members = Vec::new();
        let mut mapping = Vec::new();
        let mut are_references = true;
        for variant in &union.variants {
            let ty = inside(&variant.ty);
            let member = self.member(union, variant, &ty);
            let target = member.member("$ref").and_then(Value::text);
            are_references &= target.is_some();
            if let Some(target) = target {
                mapping.extend(variant.tags().iter().map(|value| (value.value.clone(), Value::from(target))));
            }
            members.push(annotated(member, variant.doc.as_ref().map(|doc| doc.as_str()), variant.deprecated));
        }
        let Tag::Inside(key) = &union.tag else {
            let word = if union.tag == Tag::None { "anyOf" } else { "oneOf" };
            return object([(word, Value::List(members))]);
        };
        let schema = object([("oneOf", Value::List(members))]);
        if !are_references || union.shares_tags() {
            return schema;
        }
        let discriminator = object([("propertyName", Value::from(key.as_str()))]);
        schema.with("discriminator", discriminator.with("mapping", Value::Object(mapping)))
    }

    fn member(&mut self, union: &Union, variant: &Variant, ty: &Type) -> Value {
        let schema = self.schema(Use::of(ty));
        let values = || tag_values(union.repr, variant);
        match &union.tag {
            Tag::None => schema,
            Tag::Inside(key) if self.declares(ty, key.as_str()) => schema,
            Tag::Inside(key) => {
                let tag = of_type("object")
                    .with("properties", object([(key.as_str(), values())]))
                    .with("required", vec![Value::from(key.as_str())]);
                object([("allOf", Value::List(vec![schema, tag]))])
            }
            Tag::Beside { tag, content } => of_type("object")
                .with("properties", object([(tag.as_str(), values()), (content.as_str(), schema)]))
                .with("required", vec![Value::from(tag.as_str())]),
        }
    }

    /// Whether an object has a member of this name.
    fn declares(&self, ty: &Type, key: &str) -> bool {
        match self.api.behind_aliases(ty) {
            Type::Named(id) | Type::Applied(id, _) => match &self.api.types[*id].kind {
                TypeKind::Struct(fields) => fields.iter().any(|field| field.reads(key)),
                TypeKind::Union(inner) => {
                    inner.variants.iter().all(|variant| self.declares(&variant.ty, key))
                }
                TypeKind::Enum(_) | TypeKind::Alias(_) => false,
            },
            _ => false,
        }
    }
}

/// The values of the tag that lead to a type.
fn tag_values(repr: TagRepr, variant: &Variant) -> Value {
    let value = |text: &str| match repr {
        TagRepr::String => Value::from(text),
        TagRepr::Int | TagRepr::Bool => native::word(text),
    };
    match variant.tags() {
        [only] => object([("const", value(only))]),
        several => object([("enum", several.iter().map(|text| value(text)).collect::<Vec<_>>().into())]),
    }
}
