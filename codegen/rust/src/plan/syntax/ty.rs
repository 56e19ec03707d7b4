//! Types.

use super::super::names::Name;

/// A Rust type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RustType {
    /// A type that is always in scope and has no parameter: `i64`, `bool`, `()`, `&str`.
    Primitive(&'static str),
    /// A type of the runtime without a parameter, by its name: `Decimal`.
    Runtime(&'static str),
    /// A stream of the runtime by its name, with what is in it and the codes of the API as its parameters:
    /// `ByteStream<ErrorCode>`, `Events<T, ErrorCode>`.
    Stream(&'static str, Option<Box<Self>>),
    /// `String`.
    String,
    /// `Vec<T>`.
    Vec(Box<Self>),
    /// `BTreeMap<String, T>`.
    Map(Box<Self>),
    /// `Option<T>`.
    Option(Box<Self>),
    /// `Box<T>`.
    Boxed(Box<Self>),
    /// `rt::Patch<T>`.
    Patch(Box<Self>),
    /// `[T; N]`.
    Array(Box<Self>, usize),
    /// `impl Into<T>`, of an argument.
    Into(Box<Self>),
    /// `impl bounds`, of an argument.
    Implementing(&'static str),
    /// A type of the API, with its argument if it is generic.
    Api(Name, Option<Box<Self>>),
    /// The parameter of a generic type.
    Parameter(Name),
}

impl RustType {
    /// `impl Into<T>`: how an argument that callers have in several forms is taken.
    #[must_use]
    pub fn into_argument(self) -> Self {
        Self::Into(Box::new(self))
    }

    /// In an `Option`.
    #[must_use]
    pub fn optional(self) -> Self {
        Self::Option(Box::new(self))
    }

    /// In a box.
    #[must_use]
    pub fn boxed(self) -> Self {
        Self::Boxed(Box::new(self))
    }

    /// Whether the runtime is named in it.
    #[must_use]
    pub fn names_runtime(&self) -> bool {
        match self {
            Self::Runtime(_) | Self::Stream(..) | Self::Patch(_) => true,
            other => other.inner().is_some_and(Self::names_runtime),
        }
    }

    /// Whether a type of the API is named in it.
    #[must_use]
    pub fn names_api(&self) -> bool {
        matches!(self, Self::Api(..)) || self.inner().is_some_and(Self::names_api)
    }

    /// The type that this one has as its parameter.
    fn inner(&self) -> Option<&Self> {
        match self {
            Self::Vec(inner)
            | Self::Map(inner)
            | Self::Option(inner)
            | Self::Boxed(inner)
            | Self::Patch(inner)
            | Self::Array(inner, _)
            | Self::Into(inner)
            | Self::Stream(_, Some(inner))
            | Self::Api(_, Some(inner)) => Some(inner),
            Self::Primitive(_)
            | Self::Runtime(_)
            | Self::Stream(_, None)
            | Self::String
            | Self::Implementing(_)
            | Self::Api(_, None)
            | Self::Parameter(_) => None,
        }
    }
}

/// An argument of a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// The name.
    pub name: Name,
    /// The type.
    pub ty: RustType,
}
