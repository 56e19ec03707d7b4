//! What the error table says about requests: rules that are checked before anything is sent.

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

/// What a rule asks for. What is absent keeps every rule but [`Rule::Present`] and [`Rule::Choose`].
#[derive(Debug, Clone)]
pub enum Rule {
    /// Is there, and is no empty text, list or map.
    Present(Place),
    /// Is one of these values, compared as text on the wire.
    OneOf {
        /// What is looked at: text, whole number, enum, flag.
        at: Place,
        /// The values as spelled.
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
        /// The first: number, time, or text for equality.
        left: Place,
        /// The order.
        order: Order,
        /// The second.
        right: Place,
    },
    /// Two times are not further apart, nor closer.
    Span {
        /// The first time.
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
    /// What is looked at. Its lists are the first lists of the place that the rule looks at.
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
    /// One of these values, compared as text on the wire.
    OneOf(Vec<String>),
}

/// The forms of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// Digits 0 to 9.
    Digits,
    /// ASCII.
    Ascii,
    /// An absolute URL with scheme and host.
    Url,
    /// One `@` with something on either side.
    Email,
    /// A calendar date.
    Date,
    /// A regular expression that matches somewhere in the text; sound.
    Regex(String),
}

/// What the length of a text counts. Where servers may count in two ways, the one that lets more through is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Characters.
    Chars,
    /// Bytes of UTF-8.
    Bytes,
    /// Bytes of EUC-KR.
    EucKr,
    /// Bytes of GBK.
    Gbk,
}

/// A point in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moment {
    /// The time of the call, moved.
    Now {
        /// Whether it is moved back.
        back: bool,
        /// By how much; `None` for not at all.
        by: Option<Length>,
    },
    /// A date or a time, as spelled; sound.
    Fixed(String),
}

/// A length of time as a number and a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: TimeUnit,
}

/// The units of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeUnit {
    /// `s`.
    Seconds,
    /// `m`.
    Minutes,
    /// `h`.
    Hours,
    /// `d`.
    Days,
    /// `w`.
    Weeks,
    /// `mo`, of the calendar.
    Months,
    /// `y`, of the calendar.
    Years,
}

/// How two values stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// `<`.
    Less,
    /// `<=`.
    LessOrEqual,
    /// `>`.
    Greater,
    /// `>=`.
    GreaterOrEqual,
    /// `==`.
    Equal,
    /// `!=`.
    NotEqual,
}

/// How many of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// So many.
    Exactly,
    /// So many or more.
    AtLeast,
    /// So many or fewer.
    AtMost,
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
