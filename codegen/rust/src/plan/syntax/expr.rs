//! Expressions, and the functions that build them.

use super::super::names::Name;
use super::path::{Path, Std};

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// A path.
    Path(Path),
    /// A string literal.
    Text(String),
    /// A raw string literal, which shows JSON as it is.
    Raw(String),
    /// An integer.
    Integer(i128),
    /// A floating-point number.
    Float(f64),
    /// `true` or `false`.
    Flag(bool),
    /// `function(arguments)`.
    Call(Box<Self>, Vec<Self>),
    /// `receiver.method(arguments)`.
    Method(Box<Self>, &'static str, Vec<Self>),
    /// `owner.field`.
    Field(Box<Self>, Name),
    /// A sign before an expression: `&`, `*`, `!`.
    Prefix(&'static str, Box<Self>),
    /// A sign between two expressions: `<`, `>`, `&&`.
    Infix(Box<Self>, &'static str, Box<Self>),
    /// `expression?`.
    Try(Box<Self>),
    /// `[items]`.
    Array(Vec<Self>),
    /// `(items)`.
    Tuple(Vec<Self>),
    /// `|pattern| body`.
    Closure(Box<Closure>),
    /// `format!("…", arguments)`.
    Format(String, Vec<Self>),
}

/// A closure.
#[derive(Debug, Clone, PartialEq)]
pub struct Closure {
    /// `move`, or nothing.
    pub moves: bool,
    /// The arguments.
    pub arguments: Vec<Pattern>,
    /// The type of the only argument, where it has to be written.
    pub ty: Option<super::RustType>,
    /// The body.
    pub body: Expr,
}

/// A pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pattern {
    /// A variable.
    Name(Name),
    /// `_`.
    Any,
    /// `(patterns)`.
    Tuple(Vec<Self>),
}

impl Expr {
    /// A path of our own.
    #[must_use]
    pub fn path(path: &'static str) -> Self {
        Self::Path(Path::Ours(path))
    }

    /// A variable or a static.
    #[must_use]
    pub fn local(name: &Name) -> Self {
        Self::Path(Path::Local(name.clone()))
    }

    /// A string literal.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// An integer.
    #[must_use]
    pub fn integer(number: impl Into<i128>) -> Self {
        Self::Integer(number.into())
    }

    /// A reference to a list of string literals.
    #[must_use]
    pub fn texts<T: ToString>(texts: impl IntoIterator<Item = T>) -> Self {
        Self::list(texts.into_iter().map(|text| Self::Text(text.to_string())))
    }

    /// A reference to an array.
    #[must_use]
    pub fn list(items: impl IntoIterator<Item = Self>) -> Self {
        Self::Array(items.into_iter().collect()).referenced()
    }

    /// A call of a function of ours.
    #[must_use]
    pub fn call(function: &'static str, arguments: impl IntoIterator<Item = Self>) -> Self {
        Self::path(function).called(arguments)
    }

    /// `Some(value)`, in files without types of the API.
    #[must_use]
    pub fn some(value: Self) -> Self {
        Self::Path(Path::Std(Std::Some)).called([value])
    }

    /// A call of this function.
    #[must_use]
    pub fn called(self, arguments: impl IntoIterator<Item = Self>) -> Self {
        Self::Call(Box::new(self), arguments.into_iter().collect())
    }

    /// A method of this value.
    #[must_use]
    pub fn method(self, method: &'static str, arguments: impl IntoIterator<Item = Self>) -> Self {
        Self::Method(Box::new(self), method, arguments.into_iter().collect())
    }

    /// A method of this value, if there is an argument for it.
    #[must_use]
    pub fn method_if(self, method: &'static str, argument: Option<Self>) -> Self {
        match argument {
            Some(argument) => self.method(method, [argument]),
            None => self,
        }
    }

    /// Whether it is just this variable.
    #[must_use]
    pub fn is_local(&self, name: &Name) -> bool {
        matches!(self, Self::Path(Path::Local(local)) if local == name)
    }

    /// A field of this value.
    #[must_use]
    pub fn field(self, field: &Name) -> Self {
        Self::Field(Box::new(self), field.clone())
    }

    /// `&value`.
    #[must_use]
    pub fn referenced(self) -> Self {
        Self::Prefix("&", Box::new(self))
    }

    /// `*value`.
    #[must_use]
    pub fn dereferenced(self) -> Self {
        Self::Prefix("*", Box::new(self))
    }

    /// `!value`.
    #[must_use]
    pub fn negated(self) -> Self {
        Self::Prefix("!", Box::new(self))
    }

    /// `value?`.
    #[must_use]
    pub fn tried(self) -> Self {
        Self::Try(Box::new(self))
    }

    /// `value sign other`.
    #[must_use]
    pub fn infix(self, sign: &'static str, other: Self) -> Self {
        Self::Infix(Box::new(self), sign, Box::new(other))
    }

    /// A method of this value that takes a closure of one argument.
    #[must_use]
    pub fn with(self, method: &'static str, argument: &Name, body: Self) -> Self {
        self.method(method, [Self::closure([Pattern::Name(argument.clone())], body)])
    }

    /// `|arguments| body`.
    #[must_use]
    pub fn closure(arguments: impl IntoIterator<Item = Pattern>, body: Self) -> Self {
        let arguments = arguments.into_iter().collect();
        Self::Closure(Box::new(Closure { moves: false, arguments, ty: None, body }))
    }
}
