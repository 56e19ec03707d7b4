//! The shapes of values outside of JSON: in parameters and in forms.

use std::collections::{BTreeMap, BTreeSet};

use super::api::Api;
use super::ids::TypeId;
use super::types::{Field, Scalar, Type, TypeKind, Union};
use crate::ast::{Direction, FieldRole, Spelling, Tag};

/// The shape of a type's values as texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextShape {
    /// One text.
    Text,
    /// One text, of one of several types.
    AnyText,
    /// A list of texts.
    List,
    /// One text or a list of texts: which one, only the value tells.
    TextOrList,
    /// An object whose members are texts.
    Object,
    /// Anything else: objects in objects, lists of objects, any JSON.
    Nested,
    /// A value that only JSON can hold.
    JsonOnly,
    /// A value that is sent as a file, or holds one.
    File,
    /// The type could not be resolved.
    Unknown,
}

impl Api {
    /// The shape of a type's values as texts.
    #[must_use]
    pub fn text_shape(&self, ty: &Type) -> TextShape {
        Shapes { api: self, known: BTreeMap::new() }.of(ty)
    }

    /// The shape of a field as texts; JSON in a string is a text.
    #[must_use]
    pub fn field_shape(&self, field: &Field) -> TextShape {
        if field.spelling.as_deref() == Some(&Spelling::Json) || matches!(field.role, FieldRole::Fixed(_)) {
            return TextShape::Text;
        }
        self.text_shape(&field.ty)
    }

    /// The names of the members of an object in this direction, as far as its type names them: the fields of structs,
    /// with those of inline values.
    #[must_use]
    pub fn member_names(&self, ty: &Type, direction: Direction) -> Vec<&str> {
        let mut names = Vec::new();
        let mut open = vec![ty];
        let mut seen = BTreeSet::new();
        while let Some(ty) = open.pop() {
            let (Type::Named(id) | Type::Applied(id, _)) = self.behind_aliases(ty.not_null()) else {
                continue;
            };
            if !seen.insert(*id) {
                continue;
            }
            match &self.types[*id].kind {
                TypeKind::Struct(fields) => {
                    for field in fields.iter().filter(|field| field.is_there(direction)) {
                        match field.role {
                            FieldRole::Member | FieldRole::Fixed(_) => names.push(field.wire.as_str()),
                            FieldRole::Inline => open.push(&field.ty.value),
                            FieldRole::Rest => {}
                        }
                    }
                }
                TypeKind::Union(union) => open.extend(union.variants.iter().map(|variant| &variant.ty.value)),
                TypeKind::Enum(_) | TypeKind::Alias(_) => {}
            }
        }
        names.sort_unstable();
        names.dedup();
        names
    }
}

struct Shapes<'a> {
    api: &'a Api,
    /// The shapes of the types so far. A type inside of itself is nested.
    known: BTreeMap<TypeId, TextShape>,
}

impl Shapes<'_> {
    fn of(&mut self, ty: &Type) -> TextShape {
        use TextShape::{AnyText, File, JsonOnly, List, Nested, Object, Text, TextOrList, Unknown};
        if self.api.is_text(ty) {
            return Text;
        }
        match self.api.behind_aliases(ty) {
            Type::Error => Unknown,
            Type::Nullable(_) => JsonOnly,
            Type::Scalar(Scalar::File) => File,
            Type::List(inner) => match self.of(inner) {
                Text => List,
                AnyText => TextOrList,
                found @ (File | Unknown) => found,
                _ => Nested,
            },
            Type::Map(inner) => match self.of(inner) {
                Text | AnyText => Object,
                found @ (File | Unknown) => found,
                _ => Nested,
            },
            Type::Named(id) => self.named(*id),
            Type::Applied(..) | Type::Scalar(_) | Type::Parameter(_) | Type::Limited(..) => Nested,
        }
    }

    fn named(&mut self, id: TypeId) -> TextShape {
        if let Some(shape) = self.known.get(&id) {
            return *shape;
        }
        self.known.insert(id, TextShape::Nested);
        let api = self.api;
        let shape = match &api.types[id].kind {
            TypeKind::Struct(fields) => self.object(fields),
            TypeKind::Union(union) => self.union(union),
            TypeKind::Enum(_) | TypeKind::Alias(_) => TextShape::Nested,
        };
        self.known.insert(id, shape);
        shape
    }

    fn object(&mut self, fields: &[Field]) -> TextShape {
        use TextShape::{AnyText, File, Nested, Object, Text, Unknown};
        let mut shape = Object;
        for field in fields {
            let is_json = field.spelling.as_deref() == Some(&Spelling::Json);
            let found = match field.role {
                FieldRole::Fixed(_) => Text,
                FieldRole::Member if is_json => Text,
                FieldRole::Member => self.of(field.ty.not_null()),
                FieldRole::Rest | FieldRole::Inline => match self.of(&field.ty) {
                    Object => Text,
                    other => other,
                },
            };
            match found {
                Text | AnyText => {}
                File | Unknown => return found,
                _ => shape = Nested,
            }
        }
        shape
    }

    fn union(&mut self, union: &Union) -> TextShape {
        use TextShape::{AnyText, File, List, Nested, Object, Text, TextOrList, Unknown};
        let found: Vec<TextShape> = union.variants.iter().map(|variant| self.of(&variant.ty)).collect();
        let all = |shapes: &[TextShape]| found.iter().all(|shape| shapes.contains(shape));
        if let Some(special) = found.iter().find(|shape| matches!(shape, File | Unknown)) {
            return *special;
        }
        match union.tag {
            Tag::None if all(&[Text, AnyText]) => AnyText,
            Tag::None if all(&[Text, AnyText, List, TextOrList]) => TextOrList,
            Tag::None | Tag::Inside(_) if all(&[Object]) => Object,
            _ => Nested,
        }
    }
}
