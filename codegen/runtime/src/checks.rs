//! Preflight: what generated checks are made of. A check looks at a request before it is sent, and finds what the server
//! would refuse.
//!
//! All of it is sound: a function with `may` in its name says no only when no server could say yes. What is absent or
//! cannot be read keeps every rule, and where a value can be read in two ways, the one that lets more through is taken.

mod hangul;
mod hash;
mod length;
mod number;
#[cfg(feature = "regex")]
mod pattern;
mod presence;
mod text;
mod time;
mod unique;

use std::collections::BTreeMap;
use std::fmt;

pub use self::length::{Measure, is_longer, is_shorter};
pub use self::number::{Number, Numeral, is_above, is_below, numbers_may_be};
#[cfg(feature = "regex")]
pub use self::pattern::Pattern;
pub use self::presence::{
    Hollow, Presence, filled, is_empty, may_be_at_least, may_be_at_most, may_be_exactly, uniform,
};
pub use self::text::{
    Scratch, Shown, is_one_of, may_be_ascii, may_be_date, may_be_digits, may_be_email, may_be_one_of,
    may_be_url, may_contain, may_have_extension, texts_may_be,
};
pub use self::time::{Spelled, TimeUnit, Timed, Window, Zone};
pub use self::unique::unique;

use crate::codes::Code;
use crate::error::Violation;

/// What the checks of one request found, in the order of the error table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violations<C> {
    found: Vec<Violation<C>>,
}

impl<C: Code> Violations<C> {
    /// Nothing found yet; allocates nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self { found: Vec::new() }
    }

    /// Adds a violation of the rule of `code` at `path`.
    pub fn add(&mut self, code: C, path: impl Into<String>, detail: impl Into<String>) {
        self.found.push(Violation::new(code, path, detail));
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// What was found.
    #[must_use]
    pub fn into_vec(self) -> Vec<Violation<C>> {
        self.found
    }
}

impl<C: Code> Default for Violations<C> {
    fn default() -> Self {
        Self::new()
    }
}

/// What a caller knows beside the request, and a rule asks for: the pages of a file by its code, for instance. A fact that
/// is missing keeps every rule.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    numbers: BTreeMap<Box<str>, BTreeMap<Box<str>, i64>>,
}

impl Facts {
    /// No facts.
    #[must_use]
    pub const fn new() -> Self {
        Self { numbers: BTreeMap::new() }
    }

    /// Sets the fact `name` of `key`: `with("pages", "FC_1", 3)`.
    #[must_use]
    pub fn with(mut self, name: &str, key: impl Into<String>, value: i64) -> Self {
        self.numbers.entry(name.into()).or_default().insert(key.into().into(), value);
        self
    }

    /// The fact `name` of `key`.
    #[must_use]
    pub fn number(&self, name: &str, key: &str) -> Option<i64> {
        self.numbers.get(name)?.get(key).copied()
    }

    /// The fact `name` of a text or a whole number.
    #[must_use]
    pub fn number_of<T: Shown + ?Sized>(&self, name: &str, key: &T) -> Option<i64> {
        self.number(name, key.shown(&mut Scratch::default()))
    }
}

/// How two values stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
}

impl Order {
    fn allows(self, found: std::cmp::Ordering) -> bool {
        match self {
            Self::Less => found.is_lt(),
            Self::LessOrEqual => found.is_le(),
            Self::Greater => found.is_gt(),
            Self::GreaterOrEqual => found.is_ge(),
            Self::Equal => found.is_eq(),
            Self::NotEqual => found.is_ne(),
        }
    }
}

/// The key of a map as it stands in the path of a violation: `.name`, or `["odd name"]`.
#[must_use]
pub fn key(name: &str) -> impl fmt::Display + '_ {
    Key(name)
}

/// The key of a map that is secret, in the path of a violation: `[hidden]`.
#[must_use]
pub fn secret_key(_: &str) -> impl fmt::Display {
    "[hidden]"
}

struct Key<'a>(&'a str);

impl fmt::Display for Key<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_odd = self.0.bytes().all(|byte| byte.is_ascii_digit())
            || self.0.starts_with('*')
            || self.0.contains(['.', '[', '"']);
        if is_odd {
            write!(f, "[\"{}\"]", self.0.replace('\\', "\\\\").replace('"', "\\\""))
        } else {
            write!(f, ".{}", self.0)
        }
    }
}
