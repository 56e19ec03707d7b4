//! The meaning of a spec: names resolved, rules checked. No word of any back-end and no option in here.

pub mod analysis;
mod calls;
mod circles;
pub mod dump;
mod errors;
mod failures;
mod json;
pub mod preflight;
mod table;

pub use crate::ast::{
    Auth, AuthKind, BodyPath, BodyStep, Category, CommonSource, Enum, Envelope, Examples, Expected, Fill,
    ListStyle, Matching, Method, NamedEnvelope, ParamLocation, Range, Raw, RawKind, Repr, Retry, Sample,
    SampleKind, Server, Source, Spelling, Tag, Test, Text, Value, Variable,
};
pub use calls::{EnvelopeId, IdempotencyKey, KeyField, Param, Wrapping};
pub use errors::{ErrorRow, ErrorTable, RowId, TableId};
pub use json::{JsonText, json};
pub use table::{Id, IdVec};

use crate::ast;
use crate::source::Spanned;

/// One API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Api {
    /// Its name.
    pub name: Spanned<String>,
    /// Its name for people.
    pub title: Option<Spanned<String>>,
    /// The vendor's version.
    pub version: Option<Spanned<String>>,
    /// A paragraph about it.
    pub doc: Option<Spanned<String>>,
    /// Base URLs in file order.
    pub servers: Vec<Server>,
    /// Offset in which dates without a time are read.
    pub timezone: Option<Spanned<String>>,
    /// How responses are read; `None` when the HTTP status alone decides.
    pub envelope: Option<Envelope>,
    /// Further envelopes in file order.
    pub envelopes: IdVec<EnvelopeId, NamedEnvelope>,
    /// What every call sends, in file order.
    pub common: Vec<Common>,
    /// How calls are authenticated, in file order.
    pub auth: Vec<Auth>,
    /// The rows of all error tables: the common one, then those of `tables`, each in file order.
    pub errors: IdVec<RowId, ErrorRow>,
    /// The tables beside the common one, in file order.
    pub tables: IdVec<TableId, ErrorTable>,
    /// The operations in file order.
    pub endpoints: IdVec<preflight::EndpointId, Endpoint>,
    /// The types in file order.
    pub types: IdVec<TypeId, TypeDef>,
    /// The rules of the error table against the requests: by endpoint, then in table order, then in file order.
    pub preflight: Vec<preflight::Check>,
}

/// An operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// Its name.
    pub name: Spanned<String>,
    /// Its method.
    pub method: Method,
    /// Its path; `{name}` stands for a parameter.
    pub path: Spanned<String>,
    /// What it does.
    pub doc: Option<Spanned<String>>,
    /// Its parameters in file order.
    pub params: Vec<Param>,
    /// Its body.
    pub request: Option<Body>,
    /// Its payload.
    pub response: Option<Response>,
    /// Whether sending it twice is harmless.
    pub idempotent: bool,
    /// The key that makes it so.
    pub key: Option<IdempotencyKey>,
    /// The tables in which its codes are looked up before the common one, in this order.
    pub tables: Vec<TableId>,
    /// The codes it lists, in table order; `None` for everything in its tables, see [`Api::answered`].
    pub errors: Option<Vec<RowId>>,
    /// How its responses are read.
    pub envelope: Wrapping,
    /// Whether it needs no credentials.
    pub public: bool,
    /// The group it belongs to.
    pub tag: Option<Spanned<String>>,
    /// Sample values.
    pub examples: Examples,
    /// No longer to be called.
    pub deprecated: bool,
}

table::id! {
    /// A type in [`Api::types`].
    TypeId
}

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
    /// What can be null.
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

impl Api {
    /// What a type stands for once aliases and ranges are followed; cycles were reported, and end somewhere on the way.
    #[must_use]
    pub fn behind_aliases<'a>(&'a self, ty: &'a Type) -> &'a Type {
        let mut ty = ty;
        for _ in 0..=self.types.len() {
            while let Type::Limited(inner, _) = ty {
                ty = inner;
            }
            let Type::Named(id) = ty else { break };
            let TypeKind::Alias(target) = &self.types[*id].kind else { break };
            ty = target;
        }
        ty
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
