//! Structs: their fields, constructors and setters.

use crate::plan::docs::Docs;
use crate::plan::names::Name;
use crate::plan::syntax::{Argument, Expr, RustType};

/// A struct with its impls.
#[derive(Debug, Clone, PartialEq)]
pub struct StructItem {
    /// The Rust identifier.
    pub ident: Name,
    /// The parameter, when it is generic.
    pub parameter: Option<Name>,
    /// The doc comment.
    pub docs: Docs,
    /// The derived traits.
    pub derives: Vec<Derive>,
    /// How it is read and written; `None` when it is not on the wire as a whole.
    pub wire: Option<Wire>,
    /// Fields that are sent outside of the body, in spec order.
    pub params: Vec<FieldItem>,
    /// The other fields in spec order.
    pub fields: Vec<FieldItem>,
    /// `new`, for structs that callers build.
    pub new: Option<NewItem>,
    /// `with_…`, for structs that callers build.
    pub setters: Vec<SetterItem>,
    /// Whether `Default` is implemented by `new`.
    pub constructed: Constructed,
    /// `impl Debug`, where deriving it would show secrets.
    pub debug: Option<Vec<FieldDebug>>,
    /// Members that no field holds, since they are always the same.
    pub fixed: Vec<FixedItem>,
    /// Types that a value can be made from, and the argument of `new` for each: the body of a request that needs
    /// nothing else.
    pub made_from: Vec<(RustType, Expr)>,
    /// Whether each value requires another one, so that none can be read.
    pub is_endless: bool,
}

/// A member with one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixedItem {
    /// The name on the wire.
    pub wire: String,
    /// The value.
    pub value: FixedValue,
    /// Whether it has to be there when the struct is read.
    pub is_required: bool,
}

/// The value of a member that is always the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FixedValue {
    /// A string.
    Text(String),
    /// A number, as it is written.
    Number(String),
    /// A flag.
    Flag(bool),
}

/// A trait that can be derived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Derive {
    /// `Debug`.
    Debug,
    /// `Clone`.
    Clone,
    /// `PartialEq`.
    PartialEq,
    /// `Default`.
    Default,
}

impl Derive {
    /// Of a type whose `Debug` is written by hand.
    pub(crate) const HIDING: [Self; 2] = [Self::Clone, Self::PartialEq];
    /// Of any other type.
    pub(crate) const SHOWING: [Self; 3] = [Self::Debug, Self::Clone, Self::PartialEq];
}

/// How a struct is on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wire {
    /// As an object that is read and written.
    Record,
    /// As the body of a request that has other fields too, all of them optional: read without them.
    Body,
    /// As the body of a request that requires other fields too, so that it can only be written.
    WrittenBody,
}

/// How a struct is constructed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Constructed {
    /// By `new`, or as its derives say.
    ByNew,
    /// By `new` and by a `Default` that calls it: deriving would forget the defaults of fields.
    ByDefaultToo,
}

/// The part of a field or variant that `Debug` shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldDebug {
    /// The value.
    Shown(Name),
    /// That there is one.
    Hidden(Name),
}

/// A field.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldItem {
    /// The Rust identifier.
    pub ident: Name,
    /// The doc comment.
    pub docs: Docs,
    /// The type.
    pub ty: RustType,
    /// How it is read and written.
    pub kind: FieldKind,
    /// The name on the wire.
    pub wire: String,
    /// Further names that are accepted.
    pub aliases: Vec<String>,
}

/// How a field is read and written.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldKind {
    /// How a missing field is treated.
    pub presence: Presence,
    /// The default.
    pub value: Option<Expr>,
    /// ` as text`, ` as int` or ` as json`, or nothing.
    pub spelling: &'static str,
    /// ` received` where requests leave the field out, or nothing.
    pub received: &'static str,
    /// ` secret` where errors must not show the value, or nothing.
    pub secret: &'static str,
}

/// How a missing field is treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It is an error.
    Required,
    /// It is `None`.
    Optional,
    /// It is `None`, and written as `null`.
    Nullable,
    /// It is absent, which is not `null`.
    Patch,
    /// It has its default.
    Default,
    /// It has the members that no other field has.
    Rest,
    /// Its members are members of the whole object.
    Inline,
}

impl Presence {
    /// Whether a value without the field can't be made.
    #[must_use]
    pub fn is_required(self) -> bool {
        match self {
            Self::Required | Self::Nullable | Self::Inline => true,
            Self::Optional | Self::Patch | Self::Default | Self::Rest => false,
        }
    }
}

/// The constructor of a struct.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NewItem {
    /// The doc comment.
    pub docs: Docs,
    /// Required fields, optional ones that were required, and those that only requests require.
    pub arguments: Vec<Argument>,
    /// The words for the arguments in `stubwright.lock`.
    pub keys: Vec<String>,
    /// The optional ones among the arguments, and their values where they are missing.
    pub absent: Vec<(Name, Expr)>,
    /// Whether there are arguments for fields that were required, and are no longer.
    pub was_longer: bool,
    /// The value of every field, in field order.
    pub fields: Vec<(Name, Expr)>,
}

/// A by-value setter.
#[derive(Debug, Clone, PartialEq)]
pub struct SetterItem {
    /// Whether the vendor says not to use it any more.
    pub deprecated: bool,
    /// The Rust identifier.
    pub ident: Name,
    /// The field.
    pub field: Name,
    /// The type of the argument.
    pub ty: RustType,
    /// The value that is stored, of the argument `value`.
    pub value: Expr,
}
