//! The meaning of a spec: names resolved, rules checked, facts computed. No word of Rust and no option in here.

mod calls;
mod circles;
pub mod dump;
pub mod facts;

pub use crate::ast::{Category, Expected, Fill, ListStyle, Method, Place, RawKind, Repr, Retry, Step};
pub use calls::{
    Auth, AuthKind, Body, BodyKind, Common, CommonSource, EnvelopeId, NamedEnvelope, Param, Raw, Response,
    Variable, Wrapping,
};

use crate::source::Spanned;

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
    /// The error table in file order.
    pub errors: Vec<ErrorRow>,
    /// The operations in file order.
    pub endpoints: Vec<Endpoint>,
    /// The types in file order; a [`TypeId`] is an index.
    pub types: Vec<TypeDef>,
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

/// A text in one or more languages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// The text shown when no language is asked for.
    pub main: Option<String>,
    /// Language tag and text, in file order.
    pub languages: Vec<(String, String)>,
}

/// Index of a row in [`Api::errors`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowId(pub u32);

/// A row of the error table.
#[derive(Debug, Clone)]
pub struct ErrorRow {
    /// The code as the server sends it.
    pub code: Spanned<String>,
    /// The name the author gave.
    pub name: Option<Spanned<String>>,
    /// What went wrong.
    pub message: Text,
    /// What to do about it.
    pub solution: Text,
    /// Whether it may be sent again.
    pub retry: Retry,
    /// What kind of failure it is.
    pub category: Category,
    /// The HTTP status that comes with it.
    pub http: Option<u16>,
    /// The vendor's page.
    pub docs: Option<String>,
    /// No longer used.
    pub deprecated: bool,
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
    /// The codes it can answer, in table order; `None` for the whole table.
    pub errors: Option<Vec<RowId>>,
    /// How its responses are read.
    pub envelope: Wrapping,
    /// Whether it needs no credentials.
    pub public: bool,
    /// The group it belongs to.
    pub tag: Option<String>,
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
    /// `any`.
    Any,
}

impl Scalar {
    /// Every scalar with its word.
    pub const WORDS: &'static [(&'static str, Self)] = &[
        ("string", Self::String),
        ("bool", Self::Bool),
        ("i32", Self::I32),
        ("i64", Self::I64),
        ("u32", Self::U32),
        ("u64", Self::U64),
        ("f64", Self::F64),
        ("any", Self::Any),
    ];

    /// Words that the format reserves for later.
    pub const LATER: &'static [&'static str] = &["decimal", "date", "datetime", "url", "bytes"];

    /// The word of the format.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, scalar)| *scalar == self).map_or("", |(word, _)| word)
    }
}

impl Api {
    /// The type of an id that this model gave out.
    #[must_use]
    pub fn ty(&self, id: TypeId) -> Option<&TypeDef> {
        self.types.get(id.0 as usize)
    }

    /// What a type stands for once aliases are followed; cycles were reported, and end somewhere on the way.
    #[must_use]
    pub fn behind_aliases<'a>(&'a self, ty: &'a Type) -> &'a Type {
        let mut ty = ty;
        for _ in 0..self.types.len() {
            let Type::Named(id) = ty else { break };
            let Some(TypeKind::Alias(target)) = self.ty(*id).map(|def| &def.kind) else { break };
            ty = target;
        }
        ty
    }
}

impl Type {
    /// The named type at the heart of lists and maps.
    #[must_use]
    pub fn named(&self) -> Option<TypeId> {
        match self {
            Self::Scalar(_) => None,
            Self::List(inner) | Self::Map(inner) => inner.named(),
            Self::Named(id) => Some(*id),
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
        }
    }
}
