//! Paths to functions, values and variables.

use super::super::names::Name;

/// A path in an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Path {
    /// A path of our own: `rt::Patch::Absent`, `request`.
    Ours(&'static str),
    /// A variable or a static.
    Local(Name),
    /// A name of the prelude: `None`.
    Std(Std),
    /// An item of a name in the prelude: `Vec::new`.
    OfStd(Std, &'static str),
    /// An item of a type of the API, with a name from the spec: `Status::Paid`.
    OfApi(Name, Name),
    /// An item of a type of the API, with a name of ours: `StartContract::ERRORS`.
    OfApiOurs(Name, &'static str),
    /// An item of the type around it: `Self::bytes`.
    OfSelf(Name),
    /// A variant of `ErrorCode`.
    Code(Name),
    /// An item of `errors.rs` other than its types.
    InErrors(Name),
    /// A function of the crate around the generated module, by the segments after `crate`.
    InCrate(Vec<Name>),
    /// A function that the configuration names, by its segments.
    Bound(Vec<Name>),
}

/// A name of the prelude that a type of the API may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Std {
    /// `String`.
    String,
    /// `Vec`.
    Vec,
    /// `Option`.
    Option,
    /// `Some`.
    Some,
    /// `None`.
    None,
    /// `Box`.
    Box,
    /// `Into`.
    Into,
}

impl Std {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::String, Self::Vec, Self::Option, Self::Some, Self::None, Self::Box, Self::Into];

    /// As everybody writes it.
    #[must_use]
    pub fn short(self) -> &'static str {
        match self {
            Self::String => "String",
            Self::Vec => "Vec",
            Self::Option => "Option",
            Self::Some => "Some",
            Self::None => "None",
            Self::Box => "Box",
            Self::Into => "Into",
        }
    }

    /// The path that means it wherever it is written.
    #[must_use]
    pub fn absolute(self) -> &'static str {
        match self {
            Self::String => "::std::string::String",
            Self::Vec => "::std::vec::Vec",
            Self::Option => "::core::option::Option",
            Self::Some => "::core::option::Option::Some",
            Self::None => "::core::option::Option::None",
            Self::Box => "::std::boxed::Box",
            Self::Into => "::core::convert::Into",
        }
    }
}
