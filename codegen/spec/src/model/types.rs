//! Types: the shared declarations over resolved types, and the types themselves.

use super::ids::TypeId;
use crate::ast::{self, Range};
use crate::source::Spanned;

/// A type where it is used, and where that is written.
pub type TypeUse = Spanned<Type>;

/// A named type.
pub type TypeDef = ast::TypeDef<TypeUse>;

/// The shape of a named type.
pub type TypeKind = ast::TypeKind<TypeUse>;

/// A field of a struct.
pub type Field = ast::Field<TypeUse>;

/// One of several types.
pub type Union = ast::Union<TypeUse>;

/// One type of a union.
pub type Variant = ast::Variant<TypeUse>;

/// The body of a request.
pub type Body = ast::Body<TypeUse>;

/// How the body of a request is written.
pub type BodyKind = ast::BodyKind<TypeUse>;

/// The result of a successful call.
pub type Response = ast::Response<TypeUse>;

/// The type of the body at some statuses.
pub type ByStatus = ast::ByStatus<TypeUse>;

/// A parameter or header that every call sends.
pub type Common = ast::Common<TypeUse>;

/// A type in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// A scalar.
    Scalar(Scalar),
    /// A list.
    List(Box<Type>),
    /// A map with text keys.
    Map(Box<Type>),
    /// A named type.
    Named(TypeId),
    /// A generic type and what it is applied to.
    Applied(TypeId, Box<Type>),
    /// The parameter of the generic type around it, by its name.
    Parameter(String),
    /// Could not be resolved. The reason is an error, and no rule says anything more about it.
    Error,
    /// A type whose value can be null.
    Nullable(Box<Type>),
    /// A type with a range.
    Limited(Box<Type>, Range),
}

/// The built-in types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scalar {
    /// `string`.
    String,
    /// `bool`.
    Bool,
    /// `i32`.
    I32,
    /// `i64`.
    I64,
    /// `u32`.
    U32,
    /// `u64`.
    U64,
    /// `f64`.
    F64,
    /// `decimal`.
    Decimal,
    /// `date`.
    Date,
    /// `datetime`.
    DateTime,
    /// `datetime` as seconds since 1970.
    UnixSeconds,
    /// `datetime` as milliseconds since 1970.
    UnixMillis,
    /// `url`.
    Url,
    /// `bytes`.
    Base64,
    /// `bytes` in the alphabet for URLs.
    Base64Url,
    /// `bytes` as hexadecimal digits.
    Hex,
    /// `file`.
    File,
    /// `any`.
    Any,
}

impl Scalar {
    /// Every scalar that has a word of its own.
    pub const WORDS: &'static [(&'static str, Self)] = &[
        ("string", Self::String),
        ("bool", Self::Bool),
        ("i32", Self::I32),
        ("i64", Self::I64),
        ("u32", Self::U32),
        ("u64", Self::U64),
        ("f64", Self::F64),
        ("decimal", Self::Decimal),
        ("date", Self::Date),
        ("datetime", Self::DateTime),
        ("url", Self::Url),
        ("bytes", Self::Base64),
        ("file", Self::File),
        ("any", Self::Any),
    ];

    /// How the format calls it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::UnixSeconds => "datetime as unix",
            Self::UnixMillis => "datetime as unix_ms",
            Self::Base64Url => "bytes as base64url",
            Self::Hex => "bytes as hex",
            _ => Self::WORDS.iter().find(|(_, scalar)| *scalar == self).map_or("", |(word, _)| word),
        }
    }

    /// Whether it is a whole number.
    #[must_use]
    pub fn is_integer(self) -> bool {
        self.bounds().is_some()
    }

    /// The least and the greatest value of a whole number; nothing for any other type.
    #[must_use]
    pub fn bounds(self) -> Option<(i128, i128)> {
        match self {
            Self::I32 => Some((i128::from(i32::MIN), i128::from(i32::MAX))),
            Self::I64 => Some((i128::from(i64::MIN), i128::from(i64::MAX))),
            Self::U32 => Some((0, i128::from(u32::MAX))),
            Self::U64 => Some((0, i128::from(u64::MAX))),
            _ => None,
        }
    }
}

impl Type {
    /// The named types in it.
    #[must_use]
    pub fn names(&self) -> Vec<TypeId> {
        let mut names = Vec::new();
        let mut ty = self;
        loop {
            match ty {
                Self::Scalar(_) | Self::Parameter(_) | Self::Error => return names,
                Self::Named(id) => {
                    names.push(*id);
                    return names;
                }
                Self::Applied(id, argument) => {
                    names.push(*id);
                    ty = argument;
                }
                Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) | Self::Limited(inner, _) => {
                    ty = inner
                }
            }
        }
    }

    /// The type inside of a generic type that is applied to this argument.
    #[must_use]
    pub fn applied_to(&self, argument: &Self) -> Self {
        let inside = |ty: &Self| Box::new(ty.applied_to(argument));
        match self {
            Self::Parameter(_) => argument.clone(),
            Self::List(inner) => Self::List(inside(inner)),
            Self::Map(inner) => Self::Map(inside(inner)),
            Self::Nullable(inner) => Self::Nullable(inside(inner)),
            Self::Applied(id, inner) => Self::Applied(*id, inside(inner)),
            Self::Limited(inner, limits) => Self::Limited(inside(inner), limits.clone()),
            Self::Scalar(_) | Self::Named(_) | Self::Error => self.clone(),
        }
    }

    /// The type without its range, and without those in it: two types that have the same values in memory are equal then.
    #[must_use]
    pub fn without_ranges(&self) -> Self {
        let inside = |ty: &Self| Box::new(ty.without_ranges());
        match self {
            Self::Limited(inner, _) => inner.without_ranges(),
            Self::List(inner) => Self::List(inside(inner)),
            Self::Map(inner) => Self::Map(inside(inner)),
            Self::Nullable(inner) => Self::Nullable(inside(inner)),
            Self::Applied(id, inner) => Self::Applied(*id, inside(inner)),
            Self::Scalar(_) | Self::Named(_) | Self::Parameter(_) | Self::Error => self.clone(),
        }
    }

    /// The type without `| null`.
    #[must_use]
    pub fn not_null(&self) -> &Self {
        match self {
            Self::Nullable(inner) => inner,
            _ => self,
        }
    }
}

impl TypeKind {
    /// The types this one is made of.
    #[must_use]
    pub fn parts(&self) -> Vec<&Type> {
        match self {
            Self::Struct(fields) => fields.iter().map(|field| &field.ty.value).collect(),
            Self::Enum(_) => Vec::new(),
            Self::Alias(ty) => vec![&ty.value],
            Self::Union(union) => union.variants.iter().map(|variant| &variant.ty.value).collect(),
        }
    }
}
