//! A spec as its author wrote it: every name with its place, nothing resolved.

use crate::source::{SourceSpan, Span, Spanned};

pub use calls::{
    Auth, AuthKind, Body, BodyKind, Common, CommonSource, Fill, ListStyle, NamedEnvelope, Param,
    ParamLocation, Raw, RawKind, Response, Variable,
};
pub use errors::{Answers, Category, Empty, ErrorCode, ErrorRow, ErrorTable, Matching, Origin, Retry, Text};

pub use samples::{Examples, Part, Sample, SampleFile, SampleKind};

/// One API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Api {
    /// `api:`.
    pub name: Spanned<String>,
    /// `title:`.
    pub title: Option<Spanned<String>>,
    /// `version:`.
    pub version: Option<Spanned<String>>,
    /// `doc:`.
    pub doc: Option<Spanned<String>>,
    /// `servers:`, in file order.
    pub servers: Vec<Server>,
    /// `timezone:`.
    pub timezone: Option<Spanned<String>>,
    /// `envelope:`.
    pub envelope: Option<Envelope>,
    /// `common:`, in file order.
    pub common: Vec<Common>,
    /// `auth:`, in file order.
    pub auth: Vec<Auth>,
    /// `include:`, in file order.
    pub include: Vec<Spanned<String>>,
    /// `envelopes:`, in file order.
    pub envelopes: Vec<NamedEnvelope>,
    /// `errors:`, in file order.
    pub errors: Vec<ErrorCode>,
    /// `tables:`, in file order.
    pub tables: Vec<ErrorTable>,
    /// `endpoints:`, in file order.
    pub endpoints: Vec<Endpoint>,
    /// `types:`, in file order.
    pub types: Vec<TypeDef>,
}

/// What an included file holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parts {
    /// `envelopes:`, in file order.
    pub envelopes: Vec<NamedEnvelope>,
    /// `errors:`, in file order.
    pub errors: Vec<ErrorCode>,
    /// `tables:`, in file order.
    pub tables: Vec<ErrorTable>,
    /// `endpoints:`, in file order.
    pub endpoints: Vec<Endpoint>,
    /// `types:`, in file order.
    pub types: Vec<TypeDef>,
}

/// A named base URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// The key.
    pub name: Spanned<String>,
    /// The URL with its scheme.
    pub url: Spanned<String>,
    /// `variables:`, in file order.
    pub variables: Vec<Variable>,
    /// `doc:`.
    pub doc: Option<Spanned<String>>,
}

/// How a response says whether the call succeeded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The whole section.
    pub span: SourceSpan,
    /// `root:`.
    pub root: Option<BodyPath>,
    /// `success:`; all must hold.
    pub success: Vec<Test>,
    /// `code:`; the first that is not empty wins, as in every list below.
    pub code: Vec<Spanned<Source>>,
    /// `sub_code:`.
    pub sub_code: Vec<Spanned<Source>>,
    /// `message:`.
    pub message: Vec<Spanned<Source>>,
    /// `data:`; an empty path is the whole root.
    pub data: Vec<BodyPath>,
    /// `trace:`.
    pub trace: Vec<Spanned<Source>>,
    /// `details:`.
    pub details: Option<BodyPath>,
    /// `retry_after:`.
    pub retry_after: Vec<Spanned<Source>>,
}

/// One condition of `success:`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    /// Where the value comes from.
    pub source: Spanned<Source>,
    /// The values that are accepted.
    pub expected: Vec<Spanned<Expected>>,
}

impl Test {
    /// Where the values that are accepted are written.
    #[must_use]
    pub fn expected_span(&self) -> Span {
        match self.expected.as_slice() {
            [] => self.source.span,
            [first, .., last] => first.span.to(last.span),
            [only] => only.span,
        }
    }
}

/// A value that `success:` accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// This text, whether the body has it as text, number or boolean.
    Text(String),
    /// `absent`.
    Absent,
    /// `empty`.
    Empty,
    /// `present`.
    Present,
    /// A class of HTTP statuses: 2 for `2xx`.
    StatusClass(u8),
}

/// Where an envelope value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The body.
    Body(Vec<BodyStep>),
    /// The HTTP status.
    Http,
    /// A response header, in lower case.
    Header(String),
}

/// A path into the body of a response; without steps it is the whole of it, written `.`.
pub type BodyPath = Spanned<Vec<BodyStep>>;

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BodyStep {
    /// A key.
    Key(String),
    /// An index, from 0.
    Index(u32),
    /// The one key that ends with this text: `*_response`.
    Suffix(String),
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every value with its word, in the order of the reference.
            pub const WORDS: &'static [(&'static str, Self)] = &[$(($word, Self::$variant)),+];

            /// The word of the format.
            #[must_use]
            pub fn word(self) -> &'static str { match self { $(Self::$variant => $word),+ } }
        }
    };
}

mod calls;
mod errors;
pub mod preflight;
mod samples;

words! {
    /// The HTTP method of an endpoint (RFC 9110 section 9, and PATCH of RFC 5789).
    Method {
        /// Safe and idempotent.
        #[default] Get = "get",
        /// Neither.
        Post = "post",
        /// Idempotent.
        Put = "put",
        /// Neither.
        Patch = "patch",
        /// Idempotent.
        Delete = "delete",
        /// Safe and idempotent.
        Head = "head",
    }
}

impl Method {
    /// The method as it stands in a request line.
    #[must_use]
    pub fn verb(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Head => "HEAD",
        }
    }

    /// Whether RFC 9110 section 9.2.2 calls the method idempotent.
    #[must_use]
    pub fn is_idempotent(self) -> bool {
        !matches!(self, Self::Post | Self::Patch)
    }
}

/// One operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// The key.
    pub name: Spanned<String>,
    /// The method.
    pub method: Method,
    /// The URL path.
    pub path: Spanned<String>,
    /// `doc:`.
    pub doc: Option<Spanned<String>>,
    /// `params:`, in file order.
    pub params: Vec<Param>,
    /// `request:`.
    pub request: Option<Body>,
    /// `response:`.
    pub response: Option<Response>,
    /// `idempotent:`; the method decides when it is not said.
    pub idempotent: Option<Idempotent>,
    /// `errors:`.
    pub errors: Answers,
    /// `envelope:`, the name of one or `none`.
    pub envelope: Option<Spanned<String>>,
    /// Whether `auth: none` is said.
    pub public: bool,
    /// `tag:`.
    pub tag: Option<Spanned<String>>,
    /// `example:`.
    pub examples: Examples,
    /// `deprecated:`.
    pub deprecated: bool,
}

/// `idempotent:`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Idempotent {
    /// `true` or `false`.
    Said(bool),
    /// By a key in this header.
    Header(Spanned<String>),
    /// By a key in this field of the body or this parameter.
    Field(Spanned<String>),
}

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
    /// What it is.
    pub kind: TypeKind<T>,
}

/// What a named type is.
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
    /// Its type.
    pub ty: T,
    /// Whether it may be absent.
    pub optional: bool,
    /// `as:`.
    pub spelling: Option<Spanned<Spelling>>,
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
}

impl<T> Field<T> {
    /// A field that must be there, about which nothing else is said.
    #[must_use]
    pub fn new(key: Spanned<String>, ty: T) -> Self {
        Self {
            wire: key.clone(),
            aliases: Vec::new(),
            name: None,
            ty,
            optional: false,
            spelling: None,
            default: None,
            example: None,
            secret: false,
            doc: None,
            deprecated: false,
            key,
        }
    }
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
    }
}

/// One of several types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Union<T = TypeExpr> {
    /// `tag:` and `content:`.
    pub tag: Tag,
    /// The types in file order.
    pub variants: Vec<Variant<T>>,
}

/// How a value of a union says which type it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tag {
    /// It does not: the first type that fits.
    None,
    /// By a key of its own.
    Inside(Spanned<String>),
    /// By a key beside another one, which holds the value.
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
    /// `name:`, the name in generated code.
    pub name: Option<Spanned<String>>,
    /// The type.
    pub ty: T,
    /// `doc:`.
    pub doc: Option<Spanned<String>>,
    /// `deprecated:`.
    pub deprecated: bool,
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

/// A type as written. Types that are equal stand in the same place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeExpr {
    /// Where.
    pub span: SourceSpan,
    /// What.
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

/// The range behind a type. Its ends are spelled as in the file; both are part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// Where it stands, with its brackets.
    pub span: SourceSpan,
    /// The least value or length.
    pub least: Option<String>,
    /// The greatest value or length.
    pub most: Option<String>,
}
