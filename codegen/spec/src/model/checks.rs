//! What the error table says about requests: rules that are checked before anything is sent.

pub use crate::ast::checks::{Choice, Form, Length, Moment, Order, TimeUnit, Unit};

use super::{Endpoint, Field, RowId, Type, TypeId};
use crate::source::{Span, Spanned};

/// Index of an endpoint in [`Api::endpoints`](super::Api::endpoints).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct EndpointId(pub u32);

/// A rule of an error row, against the request of one endpoint.
///
/// A row of the spec gives one of these for each endpoint whose request has what the rule looks at.
#[derive(Debug, Clone)]
pub struct Check {
    /// The row that a violation reports.
    pub row: RowId,
    /// The endpoint whose request is looked at.
    pub endpoint: EndpointId,
    /// Where the rule is written.
    pub span: Span,
    /// The rule.
    pub rule: Rule,
    /// Where it applies; all must hold.
    pub when: Vec<Condition>,
    /// How much of what the row means the rule covers.
    pub coverage: Coverage,
}

/// How much of what an error row means is found before sending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Coverage {
    /// Nothing.
    None,
    /// Something: the rule says `partial: true`, or needs a fact or a function of the caller.
    Part,
    /// Everything that the row says about a request.
    Whole,
}

impl Coverage {
    /// Where a violation is found, for the column `checked` of a table.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "by the server",
            Self::Part => "partly",
            Self::Whole => "locally",
        }
    }
}

/// What a rule asks for. What is absent keeps every rule but [`Rule::Present`] and [`Rule::Choose`].
#[derive(Debug, Clone)]
pub enum Rule {
    /// Is there, and is no empty text, list or map.
    Present(Place),
    /// Is one of these values.
    OneOf {
        /// What is looked at: text, whole number, enum, flag.
        at: Place,
        /// The values: digits without needless zeros for whole numbers and enums of such, `true` or `false` for flags.
        values: Vec<String>,
    },
    /// A file name that ends with a dot and one of these, in any case.
    Extension {
        /// What is looked at: text or URL.
        at: Place,
        /// The endings without their dot, in lower case.
        endings: Vec<String>,
    },
    /// A text of this form.
    Format {
        /// What is looked at: text.
        at: Place,
        /// The form.
        form: Form,
    },
    /// A number between these; both ends are allowed.
    Range {
        /// What is looked at: a number; with a fact its key, a text or a whole number.
        at: Place,
        /// The least number as spelled.
        min: Option<String>,
        /// The greatest number as spelled.
        max: Option<String>,
        /// The fact that is looked at in its place: a whole number.
        fact: Option<Spanned<String>>,
    },
    /// A text of this length.
    Length {
        /// What is looked at: text.
        at: Place,
        /// What is counted.
        unit: Unit,
        /// At least so many.
        min: Option<u64>,
        /// At most so many.
        max: Option<u64>,
    },
    /// A list or map with so many items.
    Items {
        /// What is looked at.
        at: Place,
        /// At least so many.
        min: Option<u64>,
        /// At most so many.
        max: Option<u64>,
    },
    /// A text that has one of these in it.
    Contains {
        /// What is looked at: text.
        at: Place,
        /// The texts.
        texts: Vec<String>,
    },
    /// A list without two items that are equal in all of these; an item that lacks one of them is left out.
    Unique {
        /// The list. The items of its last list are compared inside each instance of the first `scopes` lists of its
        /// path, counted from the outside.
        list: Place,
        /// See `list`; as many as the path has [`Step::Each`] unless `across:` says less.
        scopes: usize,
        /// What is compared, each from the item on; one without steps is the item itself.
        keys: Vec<Place>,
    },
    /// All items of the last list of the path have this, or none has.
    Uniform(Place),
    /// A time between these. A date without a time, or a time without an offset, is read in the widest way.
    Time {
        /// What is looked at: date, time or text.
        at: Place,
        /// Not before this.
        min: Option<Moment>,
        /// Not after this.
        max: Option<Moment>,
        /// Seconds by which the clocks may disagree.
        skew: u64,
    },
    /// Two values stand in this order. The lists of one path are the first lists of the other one.
    Compare {
        /// The first. Both are whole numbers, or `f64`, or `decimal`, or times (dates and points in time in any mixture);
        /// for equality texts too.
        left: Place,
        /// The order.
        order: Order,
        /// The second.
        right: Place,
    },
    /// Two times are not further apart, nor closer.
    Span {
        /// The first: date, time or text, as the second.
        from: Place,
        /// The second time.
        to: Place,
        /// At least so long.
        min: Option<Length>,
        /// At most so long.
        max: Option<Length>,
    },
    /// So many of these are there; all in the same lists.
    Choose {
        /// How many.
        how: Choice,
        /// The number.
        count: u32,
        /// What is counted.
        of: Vec<Place>,
    },
    /// All of these are there, or none is; all in the same lists.
    Together(Vec<Place>),
    /// When the first is there, all the others are; all in the same lists.
    Requires {
        /// What requires.
        at: Place,
        /// What is required.
        others: Vec<Place>,
    },
    /// A function of the caller's, under this name in the configuration.
    Custom(Spanned<String>),
}

/// A place in a request.
#[derive(Debug, Clone)]
pub struct Place {
    /// The path as written, in wire names: `signers[*].signFields`.
    pub text: String,
    /// Where it is written.
    pub span: Span,
    /// From the request on; for the keys of [`Rule::Unique`] from the item on.
    pub steps: Vec<Step>,
    /// The type at its end, without `| null`; aliases and ranges are left as they are.
    pub ty: Type,
}

/// One step of a [`Place`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The parameter of the endpoint with this index.
    Param(usize),
    /// The body of the request; the first step of every path that is not a parameter.
    Body,
    /// The field of a struct: index into its fields. What the struct is applied to was put into the type.
    Field(TypeId, usize),
    /// Each item of a list, or each value of a map.
    Each,
    /// One item of a list, from 0.
    Index(u32),
}

/// A condition of a rule. One that lacks what it looks at does not hold.
#[derive(Debug, Clone)]
pub struct Condition {
    /// What is looked at. Its lists are the first lists of [`Rule::scope`].
    pub at: Place,
    /// What it must be.
    pub is: Expectation,
}

/// What a condition asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expectation {
    /// There, and no empty text, list or map.
    Present,
    /// Not there, or an empty text, list or map.
    Absent,
    /// One of these values; see [`Rule::OneOf`].
    OneOf(Vec<String>),
}

impl Place {
    /// How many lists or maps it goes through with `[*]`.
    #[must_use]
    pub fn scopes(&self) -> usize {
        self.steps.iter().filter(|step| **step == Step::Each).count()
    }

    /// The steps up to the `[*]` of this number, counted from 1; none for 0, all up to the last one for more than there are.
    #[must_use]
    pub fn scope(&self, number: usize) -> &[Step] {
        let ends = self.steps.iter().zip(1..).filter(|(step, _)| **step == Step::Each).map(|(_, end)| end);
        let end = ends.take(number).last().unwrap_or(0);
        self.steps.get(..end).unwrap_or_default()
    }
}

impl Rule {
    /// The places that it looks at, from the request on, in the order in which they are written.
    #[must_use]
    pub fn places(&self) -> Vec<&Place> {
        match self {
            Self::Present(at) | Self::Uniform(at) => vec![at],
            Self::OneOf { at, .. }
            | Self::Extension { at, .. }
            | Self::Format { at, .. }
            | Self::Range { at, .. }
            | Self::Length { at, .. }
            | Self::Items { at, .. }
            | Self::Contains { at, .. }
            | Self::Time { at, .. } => vec![at],
            Self::Unique { list, .. } => vec![list],
            Self::Compare { left, right, .. } => vec![left, right],
            Self::Span { from, to, .. } => vec![from, to],
            Self::Choose { of, .. } => of.iter().collect(),
            Self::Together(places) => places.iter().collect(),
            Self::Requires { at, others } => std::iter::once(at).chain(others).collect(),
            Self::Custom(_) => Vec::new(),
        }
    }

    /// The steps up to the `[*]` inside of which the rule is asked once for each item: the places of `when` stand in the
    /// first lists of it.
    #[must_use]
    pub fn scope(&self) -> &[Step] {
        match self {
            Self::Unique { list, scopes, .. } => list.scope(*scopes),
            Self::Uniform(at) => at.scope(at.scopes().saturating_sub(1)),
            _ => {
                let places = self.places().into_iter();
                places
                    .map(|place| place.scope(usize::MAX))
                    .max_by_key(|scope| scope.len())
                    .unwrap_or_default()
            }
        }
    }
}

impl super::Api {
    /// How much of a row is found before sending: the least that one of its rules covers; nothing without rules.
    #[must_use]
    pub fn coverage(&self, row: RowId) -> Coverage {
        let mut found = self.checks.iter().filter(|check| check.row == row).map(|check| check.coverage);
        let first = found.next().unwrap_or(Coverage::None);
        found.fold(first, Coverage::min)
    }

    /// The endpoint of an id that this model gave out.
    #[must_use]
    pub fn endpoint(&self, id: EndpointId) -> Option<&Endpoint> {
        self.endpoints.get(id.0 as usize)
    }

    /// The field of a struct, and nothing for a type that is none.
    #[must_use]
    pub fn field(&self, of: TypeId, index: usize) -> Option<&Field> {
        match &self.ty(of)?.kind {
            super::TypeKind::Struct(fields) => fields.get(index),
            _ => None,
        }
    }
}
