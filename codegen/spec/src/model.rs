//! The meaning of a spec: names resolved, rules checked, facts computed. No word of Rust and no option in here.

mod calls;
pub mod checks;
mod circles;
pub mod dump;
mod errors;
pub mod facts;
mod failures;
mod json;

pub use crate::ast::{
    Category, Examples, Expected, Fill, ListStyle, Method, Place, RawKind, Repr, Retry, Sample, SampleKind,
    Spelling, Step,
};
pub use calls::{
    Auth, AuthKind, Body, BodyKind, Common, CommonSource, EnvelopeId, IdempotencyKey, KeyField,
    NamedEnvelope, Param, Raw, Response, Variable, Wrapping,
};
pub use errors::{ErrorRow, ErrorTable, Matching, RowId, TableId, Text};
pub use json::{JsonText, json};

use crate::source::{Span, Spanned};

/// One API.
#[derive(Debug, Clone)]
pub struct Api {
    /// Its name.
    pub name: Spanned<String>,
    /// Its name for people.
    pub title: Option<String>,
    /// The vendor's version.
    pub version: Option<String>,
    /// A paragraph about it.
    pub doc: Option<String>,
    /// Base URLs in file order.
    pub servers: Vec<Server>,
    /// Offset in which dates without a time are read.
    pub timezone: Option<String>,
    /// How responses are read; `None` when the HTTP status alone decides.
    pub envelope: Option<Envelope>,
    /// Further envelopes in file order; an [`EnvelopeId`] is an index.
    pub envelopes: Vec<NamedEnvelope>,
    /// What every call sends, in file order.
    pub common: Vec<Common>,
    /// How calls are authenticated, in file order.
    pub auth: Vec<Auth>,
    /// The rows of all error tables: the common one, then those of `tables`, each in file order.
    pub errors: Vec<ErrorRow>,
    /// The tables beside the common one, in file order; a [`TableId`] is an index.
    pub tables: Vec<ErrorTable>,
    /// The operations in file order.
    pub endpoints: Vec<Endpoint>,
    /// The types in file order; a [`TypeId`] is an index.
    pub types: Vec<TypeDef>,
    /// The rules of the error table against the requests: by endpoint, then in table order, then in file order.
    pub checks: Vec<checks::Check>,
}

/// A named base URL.
#[derive(Debug, Clone)]
pub struct Server {
    /// Its name.
    pub name: Spanned<String>,
    /// The URL; `{name}` stands for a variable.
    pub url: String,
    /// Its variables in file order.
    pub variables: Vec<Variable>,
    /// What it is for.
    pub doc: Option<String>,
}

/// How a response says whether the call succeeded.
#[derive(Debug, Clone)]
pub struct Envelope {
    /// Sub-object that holds everything else.
    pub root: Option<Vec<Step>>,
    /// All must hold.
    pub success: Vec<Test>,
    /// Where the code is; the first that is not empty wins.
    pub code: Vec<Source>,
    /// A second code.
    pub sub_code: Vec<Source>,
    /// The server's words.
    pub message: Vec<Source>,
    /// The payload; an empty path is the whole root.
    pub data: Vec<Vec<Step>>,
    /// Id to quote to the vendor.
    pub trace: Vec<Source>,
    /// Sub-errors.
    pub details: Option<Vec<Step>>,
    /// Seconds to wait.
    pub retry_after: Vec<Source>,
}

/// One condition of success.
#[derive(Debug, Clone)]
pub struct Test {
    /// What is looked at.
    pub source: Source,
    /// What is accepted.
    pub expected: Vec<Expected>,
    /// Where that is written.
    pub span: Span,
}

/// Where an envelope value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The body.
    Body(Vec<Step>),
    /// The HTTP status.
    Http,
    /// A response header, in lower case.
    Header(String),
}

/// An operation.
#[derive(Debug, Clone)]
pub struct Endpoint {
    /// Its name.
    pub name: Spanned<String>,
    /// Its method.
    pub method: Method,
    /// Its path; `{name}` stands for a parameter.
    pub path: Spanned<String>,
    /// What it does.
    pub doc: Option<String>,
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
    pub tag: Option<String>,
    /// Sample values.
    pub examples: Examples,
    /// No longer to be called.
    pub deprecated: bool,
}

/// Index of a type in [`Api::types`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TypeId(pub u32);

/// A named type.
#[derive(Debug, Clone)]
pub struct TypeDef {
    /// Its name.
    pub name: Spanned<String>,
    /// The name of its parameter, when it is generic.
    pub parameter: Option<String>,
    /// What it is.
    pub doc: Option<String>,
    /// No longer to be used.
    pub deprecated: bool,
    /// Its shape.
    pub kind: TypeKind,
}

/// The shape of a named type.
#[derive(Debug, Clone)]
pub enum TypeKind {
    /// Fields.
    Struct(Vec<Field>),
    /// Values.
    Enum(Enum),
    /// Another name for a type.
    Alias(Type),
    /// One of several types.
    Union(Union),
}

/// One of several types.
#[derive(Debug, Clone)]
pub struct Union {
    /// How a value says which.
    pub tag: Tag,
    /// The types in file order.
    pub variants: Vec<Variant>,
}

/// How a value of a union says which type it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tag {
    /// It does not: the first type that fits.
    None,
    /// By a key of its own.
    Inside(String),
    /// By a key that stands beside another one, which holds the value.
    Beside {
        /// The key of the tag.
        tag: String,
        /// The key of the value.
        content: String,
    },
}

/// One type of a union.
#[derive(Debug, Clone)]
pub struct Variant {
    /// The key: the value of the tag, or the name the author gave to a type of a union without one.
    pub key: Option<Spanned<String>>,
    /// The Rust name the author asked for.
    pub name: Option<Spanned<String>>,
    /// The type.
    pub ty: Type,
    /// Where the type stands.
    pub span: Span,
    /// What it means.
    pub doc: Option<String>,
    /// No longer used.
    pub deprecated: bool,
}

/// A field.
#[derive(Debug, Clone)]
pub struct Field {
    /// The name as the author wrote the key.
    pub key: Spanned<String>,
    /// The Rust name the author asked for.
    pub name: Option<Spanned<String>>,
    /// The name on the wire.
    pub wire: String,
    /// Further names accepted when reading.
    pub aliases: Vec<String>,
    /// Its type.
    pub ty: Type,
    /// Whether it may be absent.
    pub optional: bool,
    /// Whether whole numbers and flags are written in another way: `string` or `int`.
    pub spelling: Option<Spelling>,
    /// The value when it is absent; fits the type.
    pub default: Option<Sample>,
    /// A sample value.
    pub example: Option<Sample>,
    /// Never to be shown.
    pub secret: bool,
    /// What it means.
    pub doc: Option<String>,
    /// No longer to be used.
    pub deprecated: bool,
}

/// An open set of values.
#[derive(Debug, Clone)]
pub struct Enum {
    /// How it is written.
    pub repr: Repr,
    /// The values in file order.
    pub values: Vec<Value>,
}

/// A value of an enum.
#[derive(Debug, Clone)]
pub struct Value {
    /// The name the author gave.
    pub name: Option<Spanned<String>>,
    /// The wire value.
    pub wire: Spanned<String>,
    /// What it means.
    pub doc: Option<String>,
    /// No longer to be used.
    pub deprecated: bool,
}

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
    /// What can be null.
    Nullable(Box<Type>),
    /// A type with a range.
    Limited(Box<Type>, Limits),
}

/// A range; both ends are part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Where it stands.
    pub span: Span,
    /// The least value or length, a number as spelled.
    pub least: Option<String>,
    /// The greatest value or length, a number as spelled.
    pub most: Option<String>,
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
    /// The type of an id that this model gave out.
    #[must_use]
    pub fn ty(&self, id: TypeId) -> Option<&TypeDef> {
        self.types.get(id.0 as usize)
    }

    /// What a type stands for once aliases and ranges are followed; cycles were reported, and end somewhere on the way.
    #[must_use]
    pub fn behind_aliases<'a>(&'a self, ty: &'a Type) -> &'a Type {
        let mut ty = ty;
        for _ in 0..=self.types.len() {
            while let Type::Limited(inner, _) = ty {
                ty = inner;
            }
            let Type::Named(id) = ty else { break };
            let Some(TypeKind::Alias(target)) = self.ty(*id).map(|def| &def.kind) else { break };
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
                Self::Scalar(_) | Self::Parameter(_) => return names,
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
            Self::Scalar(_) | Self::Named(_) => self.clone(),
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
    pub fn parts(&self) -> Vec<&Type> {
        match self {
            Self::Struct(fields) => fields.iter().map(|field| &field.ty).collect(),
            Self::Enum(_) => Vec::new(),
            Self::Alias(ty) => vec![ty],
            Self::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
        }
    }
}
