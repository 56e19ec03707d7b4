//! Whether the types of a union with a tag can be told by it, and can hold it.

use std::collections::BTreeSet;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{
    Api, Direction, Field, FieldRole, Repr, Scalar, Spelling, Tag, TagRepr, Type, TypeDef, TypeId, TypeKind,
    Union, Variant,
};
use crate::source::{Span, Spanned};

/// A tag among the members of its value, as a type of the union has it.
struct Held<'a> {
    api: &'a Api,
    /// The key.
    tag: &'a str,
    /// How its values are written.
    repr: TagRepr,
    /// The values of the tag that lead to the type.
    values: &'a [Spanned<String>],
    /// The type, as the union has it.
    variant: Span,
    /// The unions that were looked into.
    seen: BTreeSet<TypeId>,
}

/// Checks the types of a union whose tag is a member of its value.
pub(super) fn inside(api: &Api, union: &Union, tag: &str, diags: &mut Diagnostics) {
    for variant in &union.variants {
        let values = variant.tags();
        let seen = BTreeSet::new();
        let mut held = Held { api, tag, repr: union.repr, values, variant: variant.ty.span, seen };
        if let Some(finding) = held.holds(&variant.ty) {
            diags.push(finding);
        }
    }
}

/// A key with a dot is taken for a path, unless other keys have dots as well.
pub(super) fn paths(api: &Api, union: &Union, diags: &mut Diagnostics) {
    let keys = match &union.tag {
        Tag::None => return,
        Tag::Inside(tag) => vec![tag],
        Tag::Beside { tag, content } => vec![tag, content],
    };
    let fields =
        union.variants.iter().flat_map(|variant| variant.ty.names()).flat_map(|id| api.fields_of(id));
    let has_dots = fields.into_iter().any(|field| field.wire.contains('.'));
    for key in keys.into_iter().filter(|key| !has_dots && is_path(key.as_str())) {
        let (first, last) = key.split_once('.').unwrap_or_default();
        diags.push(
            Diagnostic::new(Code::DottedTag, key.span, format!("`{}` is one key, and not a path", key.value))
                .note(format!(
                    "a value is `{{\"{}\": …}}`, and not `{{\"{first}\": {{\"{last}\": …}}}}`",
                    key.value
                ))
                .help("if the tag is in another object, remove `tag:`, and declare fixed fields there"),
        );
    }
}

/// Names with dots between.
fn is_path(key: &str) -> bool {
    let is_name = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic())
            && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
    };
    key.contains('.') && key.split('.').all(is_name)
}

/// A value that leads to several types next to `content:`: nothing else says which of them it is.
pub(super) fn shared(def: &TypeDef, union: &Union, diags: &mut Diagnostics) {
    let mut seen: Vec<&Spanned<String>> = Vec::new();
    for value in union.variants.iter().flat_map(Variant::tags) {
        if let Some(first) = seen.iter().find(|first| first.value == value.value) {
            diags.push(
                Diagnostic::new(
                    Code::BadUnion,
                    value.span,
                    format!("`{}` leads to several types of `{}`", value.value, def.name.value),
                )
                .and(first.span, "first one here")
                .help("declare a union of these types without a tag, and write it here as the one type"),
            );
        }
        seen.push(value);
    }
}

impl Held<'_> {
    fn bad(&self, span: Span, message: String) -> Diagnostic {
        let finding = Diagnostic::new(Code::BadVariant, span, message);
        if span == self.variant { finding } else { finding.and(self.variant, "used in the union here") }
    }

    fn value(&self) -> &str {
        self.values.first().map_or("", |value| value.as_str())
    }

    /// Why a type cannot hold the tag.
    fn holds(&mut self, ty: &Type) -> Option<Diagnostic> {
        let id = match self.api.behind_aliases(ty) {
            Type::Named(id) | Type::Applied(id, _) => *id,
            Type::Error => return None,
            _ => return Some(self.no_object()),
        };
        match &self.api.types[id].kind {
            TypeKind::Struct(fields) => self.holds_in_fields(id, fields),
            TypeKind::Union(union) if self.seen.insert(id) => self.holds_in_union(id, union),
            TypeKind::Union(_) | TypeKind::Alias(_) => None,
            TypeKind::Enum(_) => Some(self.no_object()),
        }
    }

    fn no_object(&self) -> Diagnostic {
        self.bad(self.variant, format!("only a struct or a union of structs can hold the tag `{}`", self.tag))
            .help("use a struct, or add `content:` with the key that holds the value next to the tag")
    }

    /// A type for one value of the tag needs no field for it; a type for several has to say which.
    fn holds_in_fields(&self, id: TypeId, fields: &[Field]) -> Option<Diagnostic> {
        let tag = self.tag;
        if let Some(field) = fields.iter().find(|field| field.aliases.iter().any(|alias| alias == tag)) {
            return Some(
                self.bad(
                    field.key.span,
                    format!("the tag `{tag}` of the union is an alias of another field"),
                )
                .help(format!("remove the alias, or rename the field to `{tag}`")),
            );
        }
        match fields.iter().find(|field| field.wire == tag && field.role != FieldRole::Rest) {
            // A field that is not written does not say anything.
            Some(field) if field.is_there(Direction::Sent) || self.values.len() < 2 => self.says(field),
            None if self.values.len() < 2 => None,
            _ => Some(self.silent(self.api.types[id].name.as_str())),
        }
    }

    fn silent(&self, name: &str) -> Diagnostic {
        let tag = self.tag;
        let message =
            format!("several values of `{tag}` lead to `{name}`, which does not say which one it is");
        let word = match self.repr {
            TagRepr::String => "string",
            TagRepr::Int => "i64",
            TagRepr::Bool => "bool",
        };
        self.bad(self.variant, message).help(format!(
            "declare the tag as a field of the struct: `{tag}?: {word}`; if it is absent, `{}` is sent",
            self.value()
        ))
    }

    /// Why a field that has the key of the tag cannot say what the union says.
    fn says(&self, field: &Field) -> Option<Diagnostic> {
        let tag = self.tag;
        if let FieldRole::Fixed(value) = &field.role {
            let is_own = |own: &Spanned<String>| value.text() == Some(own.as_str());
            // Of a union in this one, each type has some of the values.
            if !self.seen.is_empty() && self.values.iter().any(is_own) {
                return None;
            }
            let other = self.values.iter().find(|own| !is_own(own))?;
            return Some(
                self.bad(
                    field.key.span,
                    format!("`{tag}` is fixed to another value than that of the variant"),
                )
                .help(format!("write `{{fixed: {}}}`, or correct the union", other.value)),
            );
        }
        let word = match self.repr {
            TagRepr::String => "a string",
            TagRepr::Int => "a whole number",
            TagRepr::Bool => "a flag",
        };
        match self.told_by(field) {
            Told::Yes => None,
            Told::Not(value) => Some(
                self.bad(field.key.span, format!("the enum of `{tag}` does not have the value `{}`", value.value))
                    .and(value.span, "it leads to this struct here")
                    .help("add the value to the enum, or correct the union"),
            ),
            Told::OtherKind => Some(
                self.bad(field.key.span, format!("the field `{tag}` is also the tag of a union, which is {word}"))
                    .help(format!(
                        "declare the field as {word} or an enum of them, or remove it, since the union reads and writes the tag"
                    )),
            ),
        }
    }

    /// Whether the values of the tag are values of a field.
    fn told_by(&self, field: &Field) -> Told<'_> {
        if field.role != FieldRole::Member {
            return Told::OtherKind;
        }
        let mut ty = &field.ty.value;
        while let Type::Nullable(inner) | Type::Limited(inner, _) = self.api.behind_aliases(ty) {
            ty = inner;
        }
        let written = match (self.api.behind_aliases(ty), field.spelling.as_deref()) {
            (Type::Scalar(Scalar::Any) | Type::Error, None) => return Told::Yes,
            (Type::Scalar(Scalar::String), None) => Some(TagRepr::String),
            (Type::Scalar(Scalar::Bool), None) => Some(TagRepr::Bool),
            (Type::Scalar(scalar), None) if scalar.is_integer() => Some(TagRepr::Int),
            (Type::Scalar(scalar), Some(Spelling::String)) if scalar.is_integer() => Some(TagRepr::String),
            (Type::Scalar(Scalar::Bool), Some(Spelling::String)) => Some(TagRepr::String),
            (Type::Named(id), None) => match &self.api.types[*id].kind {
                TypeKind::Enum(values) => {
                    let has =
                        |own: &&Spanned<String>| values.values.iter().any(|value| value.wire == own.as_str());
                    if let Some(missing) = self.values.iter().find(|own| !has(own)) {
                        return Told::Not(missing);
                    }
                    Some(if values.repr == Repr::Int { TagRepr::Int } else { TagRepr::String })
                }
                _ => None,
            },
            _ => None,
        };
        if written == Some(self.repr) { Told::Yes } else { Told::OtherKind }
    }

    /// A union in a union: with the same tag, it has to know the values; otherwise its types hold the tag of both.
    fn holds_in_union(&mut self, id: TypeId, union: &Union) -> Option<Diagnostic> {
        let name = self.api.types[id].name.as_str();
        match &union.tag {
            Tag::Inside(own) if own == self.tag => {
                let unknown =
                    self.values.iter().find(|value| union.by_tag(value.as_str()).next().is_none())?;
                Some(
                    self.bad(
                        unknown.span,
                        format!("`{}` is not a value of the tag of `{name}`", unknown.value),
                    )
                    .help(format!(
                        "list the values that lead to one of its types: `values: [{}]`",
                        listed(union)
                    )),
                )
            }
            Tag::Beside { tag, content } if tag == self.tag || content == self.tag => Some(
                self.bad(self.variant, format!("the tag `{}` is also a key of the union `{name}`", self.tag))
                    .help("write the types of that union here instead, or give one of the two another tag"),
            ),
            Tag::Beside { .. } if self.values.len() > 1 => Some(
                self.bad(
                    self.variant,
                    format!("several values of `{}` lead to `{name}`, which has no place for it", self.tag),
                )
                .help("write one value, or one entry for each value"),
            ),
            Tag::Beside { .. } => None,
            Tag::Inside(_) | Tag::None => union.variants.iter().find_map(|variant| self.holds(&variant.ty)),
        }
    }
}

/// The values of a tag as a list.
fn listed(union: &Union) -> String {
    let values = union.variants.iter().flat_map(Variant::tags).take(8);
    values.map(|value| value.as_str()).collect::<Vec<_>>().join(", ")
}

/// Whether a field can have the values of a tag.
enum Told<'a> {
    Yes,
    /// Its enum lacks one.
    Not(&'a Spanned<String>),
    /// They are written differently.
    OtherKind,
}
