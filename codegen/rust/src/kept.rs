//! Decisions of earlier runs that later ones keep, so that nothing added to a spec changes what callers use.
//!
//! Only what another spec could have decided otherwise is here: names that come from values, boxes, the order of arguments.

use std::collections::BTreeMap;

/// The decisions about one spec.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept(BTreeMap<Subject, Vec<String>>);

/// The subject of a decision, which has one line in `stubwright.lock`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject {
    /// The kind of decision.
    pub kind: Kind,
    /// The words that say which one: types by their Rust names, everything else as the spec has it.
    pub words: Vec<String>,
}

/// The kind of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The arguments of the `new` of a struct, in order.
    Arguments,
    /// Whether a field that can be absent, or a variant of a union, is in a box.
    Box,
    /// The name of the variant for the body of a failure.
    Failure,
    /// The variant of a union that a type converts into.
    From,
    /// The name of a value of an enum or of a variant of a union.
    Name,
    /// The name of an error row.
    Row,
}

impl Kind {
    /// All kinds, in the order of their words.
    pub const ALL: [Self; 6] = [Self::Arguments, Self::Box, Self::Failure, Self::From, Self::Name, Self::Row];

    /// The word for the kind in the file.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Arguments => "arguments",
            Self::Box => "box",
            Self::Failure => "failure",
            Self::From => "from",
            Self::Name => "name",
            Self::Row => "row",
        }
    }
}

/// The word for a field in a box.
pub(crate) const BOXED: &str = "boxed";

/// The word for a field that holds its value in place.
pub(crate) const INLINE: &str = "inline";

impl Kept {
    /// Whether nothing was decided.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All decisions, sorted by subject.
    pub fn iter(&self) -> impl Iterator<Item = (&Subject, &[String])> {
        self.0.iter().map(|(subject, values)| (subject, values.as_slice()))
    }

    /// Adds a decision and returns the earlier one about the same subject.
    pub fn insert(&mut self, subject: Subject, values: Vec<String>) -> Option<Vec<String>> {
        self.0.insert(subject, values)
    }

    /// Adds the decisions about what this one has no decision about.
    pub(crate) fn add_missing(&mut self, others: &Self) {
        for (subject, values) in &others.0 {
            self.0.entry(subject.clone()).or_insert_with(|| values.clone());
        }
    }

    fn get(&self, kind: Kind, words: &[&str]) -> Option<&[String]> {
        if self.is_empty() {
            return None;
        }
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        self.0.get(&Subject { kind, words }).map(Vec::as_slice)
    }

    /// The name of a value or a variant of a type.
    pub(crate) fn name(&self, ty: &str, value: &str) -> Option<&str> {
        self.get(Kind::Name, &[ty, value])?.first().map(String::as_str)
    }

    /// The name of a row, by what tells it apart.
    pub(crate) fn row(&self, words: &[String]) -> Option<&str> {
        let subject = Subject { kind: Kind::Row, words: words.to_vec() };
        self.0.get(&subject)?.first().map(String::as_str)
    }

    /// The name of the variant for the body of a failure, by its type.
    pub(crate) fn failure(&self, ty: &str) -> Option<&str> {
        self.get(Kind::Failure, &[ty])?.first().map(String::as_str)
    }

    /// Whether a field is in a box.
    pub(crate) fn is_boxed(&self, ty: &str, field: &str) -> Option<bool> {
        self.get(Kind::Box, &[ty, field])?.first().map(|word| word == BOXED)
    }

    /// The variant of a union that a type converts into.
    pub(crate) fn converted(&self, union: &str, ty: &str) -> Option<&str> {
        self.get(Kind::From, &[union, ty])?.first().map(String::as_str)
    }

    /// The arguments of `new`; none for a struct that is not known.
    pub(crate) fn arguments(&self, ty: &str) -> &[String] {
        self.get(Kind::Arguments, &[ty]).unwrap_or_default()
    }

    pub(crate) fn set<'a>(
        &mut self,
        kind: Kind,
        words: impl IntoIterator<Item = &'a str>,
        values: impl IntoIterator<Item = &'a str>,
    ) {
        let owned = |text: &str| text.to_owned();
        let words = words.into_iter().map(owned).collect();
        self.insert(Subject { kind, words }, values.into_iter().map(owned).collect());
    }
}
