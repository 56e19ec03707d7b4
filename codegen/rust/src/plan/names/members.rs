//! Names inside of types: fields, values of enums, variants of unions.

use super::calls;
use super::case::{snake, upper_camel};
use super::ident::{Name, ident};
use super::scope::Scope;
use super::written::{snake_as_written, upper_camel_as_written};
use crate::kept::Kept;
use stubwright_spec::diag::Diagnostics;
use stubwright_spec::model::{
    Api, Endpoint, Field, FieldRole, Scalar, Tag, Type, TypeKind, Union, Value, Variant, dump,
};
use stubwright_spec::source::Spanned;

/// The fields or values of a type, then the parameters of the endpoint whose request struct it is.
pub(super) fn members<'a>(
    api: &Api,
    kind: &TypeKind,
    kept: impl Fn(&str) -> Option<&'a str>,
    endpoint: Option<&Endpoint>,
    diags: &mut Diagnostics,
) -> Vec<Name> {
    let mut scope;
    match kind {
        TypeKind::Struct(fields) => {
            scope = Scope::of(api, "field", &[]);
            for field in fields.iter().filter(|field| !is_fixed(field)) {
                match &field.name {
                    Some(name) => scope.name(snake_as_written(name, diags), name),
                    None => scope.key(snake(field.key.as_str()), &field.key),
                }
            }
            for param in endpoint.iter().flat_map(|endpoint| &endpoint.params) {
                calls::push_param(&mut scope, &param.field, diags);
            }
        }
        TypeKind::Enum(values) => {
            scope = Scope::of(api, "value", &[]);
            for value in &values.values {
                match &value.name {
                    Some(name) => scope.key(upper_camel(name.as_str()), name),
                    None => scope.derived(upper_camel(value.wire.as_str()), &value.wire, kept(&value.wire)),
                }
            }
        }
        TypeKind::Union(union) => {
            scope = Scope::of(api, "variant", &[]);
            let words: Vec<String> =
                union.variants.iter().map(|variant| variant_word(api, &variant.ty)).collect();
            for (variant, word) in union.variants.iter().zip(&words) {
                match (&variant.name, &variant.key, is_name(union, variant)) {
                    (Some(name), _, _) => scope.name(upper_camel_as_written(name, diags), name),
                    (None, Some(key), true) => scope.key(upper_camel(key.as_str()), key),
                    (None, Some(key), _) => scope.derived(upper_camel(key.as_str()), key, kept(key)),
                    (None, None, _) => {
                        let name = upper_camel(word);
                        let is_alone = words.iter().filter(|other| *other == word).count() == 1;
                        let word = Spanned::new(word.clone(), variant.ty.span);
                        // Nothing of their own tells two of one word apart.
                        if is_alone {
                            scope.derived(name, &word, kept(&word));
                        } else {
                            scope.name(name, &word);
                        }
                    }
                }
            }
        }
        TypeKind::Alias(_) => return Vec::new(),
    }
    let mut names = scope.settle(diags);
    if let TypeKind::Struct(fields) = kind {
        for (at, _) in fields.iter().enumerate().filter(|(_, field)| is_fixed(field)) {
            names.insert(at, ident(FIXED));
        }
    }
    names
}

/// Whether the key of a variant is a name that the author gave, and not a value of the tag.
fn is_name(union: &Union, variant: &Variant) -> bool {
    union.tag == Tag::None || !variant.values.is_empty()
}

/// A placeholder for the name of a fixed member, which has no field: it keeps the names in the order of the fields.
const FIXED: &str = "fixed";

fn is_fixed(field: &Field) -> bool {
    matches!(field.role, FieldRole::Fixed(_))
}

/// For each value of an enum and each variant of a union the text that its name comes from, if nobody wrote a name.
pub(super) fn values(api: &Api, kind: &TypeKind) -> Vec<Option<String>> {
    match kind {
        TypeKind::Enum(values) => {
            let derived = |value: &Value| value.name.is_none().then(|| value.wire.value.clone());
            values.values.iter().map(derived).collect()
        }
        TypeKind::Union(union) => {
            let derived = |variant: &Variant| match (&variant.name, &variant.key, is_name(union, variant)) {
                (Some(_), _, _) | (None, Some(_), true) => None,
                (None, Some(key), _) => Some(key.value.clone()),
                (None, None, _) => Some(variant_word(api, &variant.ty)),
            };
            union.variants.iter().map(derived).collect()
        }
        TypeKind::Struct(_) | TypeKind::Alias(_) => Vec::new(),
    }
}

/// The variants for the bodies of failures, which have the names of their types.
pub(super) fn failures(api: &Api, kept: &Kept, diags: &mut Diagnostics) -> Vec<Name> {
    let mut scope = Scope::of(api, "body of a failure", &[]);
    for ty in api.failure_types() {
        let written = Spanned::new(dump::ty(api, &ty.without_ranges()), ty.span);
        let name = upper_camel(&body_word(api, ty));
        scope.derived(name, &written, kept.failure(&written));
    }
    scope.settle(diags)
}

/// The word for an unnamed type of a union: its own name, or the words of its parts.
fn variant_word(api: &Api, ty: &Type) -> String {
    made_of(api, ty, &|ty| match ty {
        Type::Scalar(Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64) => Some(String::from("Integer")),
        Type::Scalar(Scalar::F64) => Some(String::from("Number")),
        Type::Scalar(scalar) => Some(scalar.word().split(' ').next().unwrap_or_default().to_owned()),
        Type::Nullable(inner) => Some(variant_word(api, inner)),
        _ => None,
    })
}

/// The word for the body of a failure. Types that differ have different words, but for types with odd names.
fn body_word(api: &Api, ty: &Type) -> String {
    made_of(api, ty, &|ty| match ty {
        Type::Scalar(scalar) => Some(scalar.word().replace(' ', "_")),
        Type::Nullable(inner) => Some(format!("{}_or_null", body_word(api, inner))),
        _ => None,
    })
}

/// A type in words, some of which the caller knows.
fn made_of(api: &Api, ty: &Type, known: &dyn Fn(&Type) -> Option<String>) -> String {
    if let Some(word) = known(ty) {
        return word;
    }
    let made_of = |ty: &Type| made_of(api, ty, known);
    match ty {
        Type::List(inner) => format!("{}_list", made_of(inner)),
        Type::Map(inner) => format!("{}_map", made_of(inner)),
        Type::Named(id) => api.types[*id].name.value.clone(),
        Type::Applied(id, argument) => format!("{}_{}", api.types[*id].name.as_str(), made_of(argument)),
        Type::Parameter(name) => name.clone(),
        Type::Scalar(_) | Type::Error => String::from("Unknown"),
        Type::Nullable(inner) | Type::Limited(inner, _) => made_of(inner),
    }
}
