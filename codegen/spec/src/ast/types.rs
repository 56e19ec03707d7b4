//! Named types, their fields and values, and the types that they are made of.

use std::collections::BTreeSet;

use super::allow::Allow;
use super::places::ParamStyle;
use super::samples::Sample;
use crate::source::{SourceSpan, Spanned};

/// A named type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeDef<T = TypeExpr> {
    /// The key, without the parameter.
    pub name: Spanned<String>,
    /// The parameter of a generic type: `T` of `Page<T>`.
    pub parameter: Option<Spanned<String>>,
    /// `doc:`.
    pub doc: Option<Spanned<String>>,
    /// `deprecated:`.
    pub deprecated: bool,
    /// `allow:`.
    pub allow: Allow,
    /// The shape.
    pub kind: TypeKind<T>,
}

/// The shape of a named type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeKind<T = TypeExpr> {
    /// Fields.
    Struct(Vec<Field<T>>),
    /// Values.
    Enum(Enum),
    /// Another name.
    Alias(T),
    /// One of several types.
    Union(Union<T>),
}

/// A field of a struct.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field<T = TypeExpr> {
    /// The key without `?`: where the field is named.
    pub key: Spanned<String>,
    /// The name on the wire.
    pub wire: Spanned<String>,
    /// Further names that are accepted when reading.
    pub aliases: Vec<Spanned<String>>,
    /// `name:`, the name in generated code.
    pub name: Option<Spanned<String>>,
    /// Whether it is a member with a key of its own.
    pub role: FieldRole,
    /// The type.
    pub ty: T,
    /// Whether it may be absent.
    pub optional: bool,
    /// `when:`, the direction in which it is there.
    pub when: Option<Spanned<Direction>>,
    /// `as:`.
    pub spelling: Option<Spanned<Spelling>>,
    /// `style:`, the separator of the elements of a list in a form.
    pub style: Option<Spanned<ParamStyle>>,
    /// `content_type:`, the media type of a text that is a part of a multipart body.
    pub content_type: Option<Spanned<String>>,
    /// `default:`.
    pub default: Option<Sample>,
    /// `example:`.
    pub example: Option<Sample>,
    /// `secret:`.
    pub secret: bool,
    /// `doc:`.
    pub doc: Option<Spanned<String>>,
    /// `deprecated:`.
    pub deprecated: bool,
    /// `allow:`.
    pub allow: Allow,
}

impl<T> Field<T> {
    /// A field that must be there, with nothing else set.
    #[must_use]
    pub fn new(key: Spanned<String>, ty: T) -> Self {
        Self {
            wire: key.clone(),
            aliases: Vec::new(),
            name: None,
            role: FieldRole::Member,
            ty,
            optional: false,
            when: None,
            spelling: None,
            style: None,
            content_type: None,
            default: None,
            example: None,
            secret: false,
            doc: None,
            deprecated: false,
            allow: Allow::default(),
            key,
        }
    }

    /// Whether a member of the object belongs to it by its key: not the [rest](FieldRole::Rest), and not an [inline
    /// value](FieldRole::Inline), whose own key is only its name.
    #[must_use]
    pub fn has_key(&self) -> bool {
        matches!(self.role, FieldRole::Member | FieldRole::Fixed(_))
    }

    /// Whether the member with this key is read as the field.
    #[must_use]
    pub fn reads(&self, key: &str) -> bool {
        self.has_key() && (self.wire == key || self.aliases.iter().any(|alias| alias == key))
    }
}

impl<T> Field<T> {
    /// Whether it is there in this direction.
    #[must_use]
    pub fn is_there(&self, direction: Direction) -> bool {
        self.when.as_deref().is_none_or(|when| *when == direction)
    }

    /// Whether a value can be without it: always, or in the direction in which it is not there.
    #[must_use]
    pub fn can_lack(&self) -> bool {
        self.optional || self.when.is_some()
    }
}

words! {
    /// A direction of messages.
    Direction {
        /// From the client to the server.
        #[default] Sent = "sent",
        /// From the server to the client.
        Received = "received",
    }
}

/// How a field is part of the object on the wire.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum FieldRole {
    /// A member of the object.
    #[default]
    Member,
    /// `"*"`: a map of the members that no other field has.
    Rest,
    /// `inline:`, a value whose members are also members of the object.
    Inline,
    /// `fixed:`, a member that always has this value. Generated code has no field for it.
    Fixed(Sample),
}

words! {
    /// How a value is written on the wire, where its type leaves a choice.
    Spelling {
        /// As text: whole numbers and flags.
        #[default] String = "string",
        /// As 0 and 1: flags.
        Int = "int",
        /// Base 64 with padding (RFC 4648 section 4): bytes, unless said otherwise.
        Base64 = "base64",
        /// The alphabet that is safe in URLs (RFC 4648 section 5): bytes.
        Base64Url = "base64url",
        /// Hexadecimal digits (RFC 4648 section 8): bytes.
        Hex = "hex",
        /// RFC 3339: points in time, unless said otherwise.
        Rfc3339 = "rfc3339",
        /// Whole seconds since 1970: points in time.
        Unix = "unix",
        /// Whole milliseconds since 1970: points in time.
        UnixMs = "unix_ms",
        /// As a number: decimals, which are text unless said otherwise.
        Number = "number",
        /// In digits alone, `20241231`: dates and times.
        Compact = "compact",
        /// With slashes, `2024/12/31`: dates and times.
        Slashed = "slashed",
        /// JSON in a string: any value.
        Json = "json",
    }
}

/// One of several types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Union<T = TypeExpr> {
    /// `tag:` and `content:`.
    pub tag: Tag,
    /// `as:`, how the values of the tag are written.
    pub repr: TagRepr,
    /// The types in file order.
    pub variants: Vec<Variant<T>>,
}

words! {
    /// How the tag of a union is written on the wire.
    TagRepr {
        /// As text.
        #[default] String = "string",
        /// As a number.
        Int = "int",
        /// As `true` or `false`.
        Bool = "bool",
    }
}

impl<T> Union<T> {
    /// Whether a value of the tag leads to several types.
    #[must_use]
    pub fn shares_tags(&self) -> bool {
        let mut seen = BTreeSet::new();
        self.tag != Tag::None
            && !self.variants.iter().flat_map(Variant::tags).all(|tag| seen.insert(tag.as_str()))
    }

    /// The types that a value of the tag leads to.
    pub fn by_tag<'a, 'b>(&'a self, tag: &'b str) -> impl Iterator<Item = &'a Variant<T>> + use<'a, 'b, T> {
        self.variants.iter().filter(move |variant| variant.tags().iter().any(|own| own == tag))
    }
}

/// How a value of a union says which type it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tag {
    /// It does not: the type that fits best.
    None,
    /// By a key of its own.
    Inside(Spanned<String>),
    /// By a key next to the one that holds the value.
    Beside {
        /// The key of the tag.
        tag: Spanned<String>,
        /// The key of the value.
        content: Spanned<String>,
    },
}

/// One type of a union.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant<T = TypeExpr> {
    /// The key: a value of the tag, or the name the author gave; `None` in a list of types.
    pub key: Option<Spanned<String>>,
    /// `values:`, the values of the tag, in place of the key.
    pub values: Vec<Spanned<String>>,
    /// `name:`, the name in generated code.
    pub name: Option<Spanned<String>>,
    /// The type.
    pub ty: T,
    /// `doc:`.
    pub doc: Option<Spanned<String>>,
    /// `deprecated:`.
    pub deprecated: bool,
}

impl<T> Variant<T> {
    /// The values of the tag, in a union that has one.
    #[must_use]
    pub fn tags(&self) -> &[Spanned<String>] {
        if self.values.is_empty() { self.key.as_slice() } else { &self.values }
    }
}

/// An open set of values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enum {
    /// `as:`.
    pub repr: Repr,
    /// The values in file order.
    pub values: Vec<Value>,
}

words! {
    /// How an enum is written on the wire.
    Repr {
        /// As text.
        #[default] String = "string",
        /// As a number.
        Int = "int",
    }
}

/// One value of an enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// The name the author gave; `None` when it is derived from the wire value.
    pub name: Option<Spanned<String>>,
    /// The wire value as spelled.
    pub wire: Spanned<String>,
    /// `doc:`.
    pub doc: Option<Spanned<String>>,
    /// `deprecated:`.
    pub deprecated: bool,
}

/// A type as written. Equality includes the place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeExpr {
    /// Where.
    pub span: SourceSpan,
    /// The notation.
    pub kind: TypeExprKind,
}

/// The shapes of the type notation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeExprKind {
    /// A scalar or a named type.
    Name(String),
    /// `[T]`.
    List(Box<TypeExpr>),
    /// `{T}`.
    Map(Box<TypeExpr>),
    /// `Page<T>`.
    Applied(Spanned<String>, Box<TypeExpr>),
    /// `T | null`.
    Nullable(Box<TypeExpr>),
    /// `T(1..=64)`.
    Limited(Box<TypeExpr>, Range),
    /// Could not be read; the reason was reported.
    Broken,
}

/// The range after a type. Its ends are spelled as in the file; both are part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// The place, brackets included.
    pub span: SourceSpan,
    /// The least value or length.
    pub least: Option<String>,
    /// The greatest value or length.
    pub most: Option<String>,
}
