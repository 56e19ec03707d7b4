//! The values of samples.

use std::fmt::Write as _;

use stubwright_spec::source::{Span, Spanned};

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Value {
    pub(crate) kind: Kind,
    pub(crate) span: Span,
    /// The comment after it or on the lines above it, without its marks.
    pub(crate) comment: Option<Spanned<String>>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    Number(String),
    /// A text, its escapes resolved.
    Text(String),
    List(Vec<Value>),
    /// An object: members in their order; of two with one key, the last one.
    Object(Vec<(Spanned<String>, Value)>),
    /// A placeholder: `…`, `*`, or nothing at all.
    Blank,
}

/// A fault in a sample.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fault {
    /// A short description: `a comma before ]`.
    pub(crate) what: String,
    pub(crate) span: Span,
}

/// A value, how much of the text it took, and what had to be overlooked.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Read {
    pub(crate) value: Value,
    /// One past its last byte in the text.
    pub(crate) end: usize,
    /// The faults that were overlooked, in the order of the page.
    pub(crate) faults: Vec<Fault>,
}

impl Value {
    /// The member of an object.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        match &self.kind {
            Kind::Object(members) => {
                members.iter().find(|(name, _)| name.value == key).map(|(_, value)| value)
            }
            _ => None,
        }
    }

    /// A text that is equal for values that say the same, about as long as the value.
    pub(crate) fn canonical(&self) -> String {
        let mut text = String::new();
        self.spell(&mut text);
        text
    }

    fn spell(&self, text: &mut String) {
        match &self.kind {
            Kind::Object(members) => {
                let mut sorted: Vec<_> = members.iter().collect();
                sorted.sort_by(|one, other| one.0.value.cmp(&other.0.value));
                text.push('{');
                for (key, value) in sorted {
                    let written = write!(text, "{:?}", key.value);
                    debug_assert!(written.is_ok(), "a String takes everything");
                    value.spell(text);
                }
                text.push('}');
            }
            Kind::List(items) => {
                text.push('[');
                items.iter().for_each(|item| item.spell(text));
                text.push(']');
            }
            scalar => {
                let written = write!(text, "{scalar:?}");
                debug_assert!(written.is_ok(), "a String takes everything");
            }
        }
    }

    /// Whether both say the same, whatever their places, comments and order of members are.
    pub(crate) fn says(&self, other: &Self) -> bool {
        match (&self.kind, &other.kind) {
            (Kind::Object(mine), Kind::Object(others)) => {
                if mine.len() != others.len() {
                    return false;
                }
                let same = |mine: &(Spanned<String>, Self), other: &(Spanned<String>, Self)| {
                    mine.0.value == other.0.value && mine.1.says(&other.1)
                };
                if mine.iter().zip(others).all(|(mine, other)| mine.0.value == other.0.value) {
                    return mine.iter().zip(others).all(|(mine, other)| same(mine, other));
                }
                let sorted = |members: &'_ [(Spanned<String>, Self)]| {
                    let mut order: Vec<usize> = (0..members.len()).collect();
                    order.sort_by_key(|at| members.get(*at).map(|(key, _)| key.value.as_str()));
                    order
                };
                let pairs = sorted(mine).into_iter().zip(sorted(others));
                pairs.into_iter().all(|(at, other)| {
                    mine.get(at).zip(others.get(other)).is_some_and(|(mine, other)| same(mine, other))
                })
            }
            (Kind::List(mine), Kind::List(others)) => {
                mine.len() == others.len() && mine.iter().zip(others).all(|(mine, other)| mine.says(other))
            }
            (mine, other) => mine == other,
        }
    }
}
