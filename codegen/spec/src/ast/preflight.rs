//! The rules of the error table for requests, as written: every path and value with its place.

use crate::source::{SourceSpan, Spanned};

/// One map of `check:`: rules, and what holds for all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The rules in file order.
    pub rules: Vec<Rule>,
    /// `when:`; all must hold.
    pub when: Vec<Condition>,
    /// `on:`; every endpoint that can answer the row when it is not set.
    pub on: Option<Vec<Spanned<String>>>,
    /// `partial:`.
    pub partial: bool,
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// The path that it tests, or its key when there are several.
    pub span: SourceSpan,
    /// The rule.
    pub kind: RuleKind,
}

/// The requirement of a rule. An absent value satisfies every rule except [`RuleKind::Present`] and
/// [`RuleKind::Choose`].
///
/// `P` is a path into a request: as written here, and resolved against the request of one endpoint in a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleKind<P = Path> {
    /// `present:`: is there, and is not an empty text, list or map.
    Present(P),
    /// `one_of:`: is one of these values.
    OneOf {
        /// The path.
        at: P,
        /// The values as spelled; in a model digits without needless zeros for whole numbers and enums of these.
        values: Vec<Spanned<String>>,
    },
    /// `extension:`: a file name that ends with a dot and one of these, in any case.
    Extension {
        /// The path.
        at: P,
        /// The endings without their dot, in lower case.
        endings: Vec<String>,
    },
    /// `format:`: a text of this form.
    Format {
        /// The path.
        at: P,
        /// The form.
        form: Spanned<Form>,
    },
    /// `range:`: a number between these; both ends are allowed.
    Range {
        /// The path.
        at: P,
        /// The least number as spelled.
        min: Option<Spanned<String>>,
        /// The greatest number as spelled.
        max: Option<Spanned<String>>,
        /// `fact:`, which is looked at in place of the value: a whole number known by the value at the path.
        fact: Option<Spanned<String>>,
    },
    /// `length:`: a text of this length.
    Length {
        /// The path.
        at: P,
        /// The unit of the length.
        unit: Unit,
        /// At least this many.
        min: Option<u64>,
        /// At most this many.
        max: Option<u64>,
    },
    /// `items:`: a list or map with a number of items.
    Items {
        /// The path.
        at: P,
        /// At least this many.
        min: Option<u64>,
        /// At most this many.
        max: Option<u64>,
    },
    /// `contains:`: a text that has one of these in it.
    Contains {
        /// The path.
        at: P,
        /// The texts.
        texts: Vec<String>,
    },
    /// `unique:`: a list without two items that are equal in all of these; an item that lacks one of them is left out.
    Unique {
        /// The list.
        list: P,
        /// The compared paths, relative to the item; in a model, a path without steps is the item itself.
        keys: Vec<P>,
        /// `across:`, the list inside whose instances items are compared; each list of the path alone when it is not
        /// set.
        across: Option<P>,
    },
    /// `uniform:`: all items of the last list of the path have this, or none has.
    Uniform(P),
    /// `time:`: a time between these. A date without a time, or a time without an offset, is read in the widest way.
    Time {
        /// The path.
        at: P,
        /// Not before this.
        min: Option<Moment>,
        /// Not after this.
        max: Option<Moment>,
        /// `skew:`: seconds by which the clocks may disagree.
        skew: u64,
    },
    /// `compare:`: two values in this order. The lists of one path are the first lists of the other one.
    Compare {
        /// The first.
        left: P,
        /// The order.
        order: Order,
        /// The second.
        right: P,
    },
    /// `span:`: two times that are not further apart, nor closer.
    Span {
        /// `from:`.
        from: P,
        /// `to:`.
        to: P,
        /// At least so long.
        min: Option<Length>,
        /// At most so long.
        max: Option<Length>,
    },
    /// `choose:`: exactly, at least or at most N of these are present; all in the same lists.
    Choose {
        /// How many.
        how: Choice,
        /// The number.
        count: u32,
        /// The counted paths.
        of: Vec<P>,
    },
    /// `together:`: all of these are there, or none is; all in the same lists.
    Together(Vec<P>),
    /// `requires:`: when the first is there, all the others are; all in the same lists.
    Requires {
        /// The path whose presence requires the others.
        at: P,
        /// The required paths.
        others: Vec<P>,
    },
    /// `custom:`: a function of the caller's, under this name in the configuration.
    Custom(Spanned<String>),
}

impl<P> RuleKind<P> {
    /// The paths that it looks at, from the request on, in the order in which they are written.
    #[must_use]
    pub fn paths(&self) -> Vec<&P> {
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
            Self::Together(paths) => paths.iter().collect(),
            Self::Requires { at, others } => std::iter::once(at).chain(others).collect(),
            Self::Custom(_) => Vec::new(),
        }
    }
}

/// A condition of `when:`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition<P = Path> {
    /// The path.
    pub at: P,
    /// The expectation about its value.
    pub is: Expectation,
}

/// The test of a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expectation {
    /// `present`.
    Present,
    /// `absent`.
    Absent,
    /// One of these values as spelled.
    OneOf(Vec<Spanned<String>>),
}

/// A path into a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// As written: `signers[*].signFields`.
    pub text: String,
    /// Where it is written, quotes included.
    pub span: SourceSpan,
    /// Its steps; none for `.`.
    pub steps: Vec<Step>,
    /// The notation in the file.
    pub spelling: PathSpelling,
}

/// The notation of a path in its file, which decides what can be inserted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathSpelling {
    /// It is a scalar without quotes, which has room for letters and dots, and none for brackets inside of `{…}`.
    Plain,
    /// It is a part of such a scalar.
    PartOfPlain,
    /// In quotes, without escapes.
    Quoted,
    /// Escapes or line breaks moved its text: the spans of its steps are the whole of it, and nothing can be put into it.
    Escaped,
}

impl Path {
    /// Its first steps as they would be written.
    #[must_use]
    pub fn upto(&self, count: usize) -> String {
        let mut out = String::new();
        for step in self.steps.iter().take(count) {
            match &step.kind {
                StepKind::Each => out.push_str("[*]"),
                StepKind::Key(key) if is_odd(key) => out.push_str(&format!("[\"{key}\"]")),
                StepKind::Key(key) => out.push_str(&format!(".{key}")),
                StepKind::Index(index) => out.push_str(&format!(".{index}")),
            }
        }
        if out.is_empty() { String::from(".") } else { out.trim_start_matches('.').to_owned() }
    }
}

/// Whether a name on the wire cannot be written between dots.
#[must_use]
pub fn is_odd(key: &str) -> bool {
    let is_index = key.bytes().all(|byte| byte.is_ascii_digit());
    is_index || key.starts_with('*') || key.contains(['.', '['])
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Where it is written, without the dot before it.
    pub span: SourceSpan,
    /// The shape.
    pub kind: StepKind,
}

/// The kinds of steps.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepKind {
    /// A name on the wire.
    Key(String),
    /// One item of a list, from 0.
    Index(u32),
    /// `[*]`: each item of a list, or each value of a map.
    Each,
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
    /// A regular expression that matches somewhere in the text; in a model it is one that `regex-lite` compiles.
    Regex(String),
}

impl Form {
    /// The forms that are a word.
    pub const WORDS: &'static [(&'static str, Self)] = &[
        ("digits", Self::Digits),
        ("ascii", Self::Ascii),
        ("url", Self::Url),
        ("email", Self::Email),
        ("date", Self::Date),
    ];
}

words! {
    /// The unit in which a text's length is counted. Where servers may count in two ways, the one that lets more
    /// through is taken.
    Unit {
        /// Characters.
        #[default] Chars = "chars",
        /// Bytes of UTF-8.
        Bytes = "bytes",
        /// Bytes of EUC-KR.
        EucKr = "euc-kr",
        /// Bytes of GBK.
        Gbk = "gbk",
    }
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
    /// A date (`2024-12-12`), or a date and a time (`2024-12-12T08:00:00`, with `Z`, an offset, or neither), as spelled.
    Fixed(String),
}

/// A length of time as a number and a unit: at most 9999 years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: TimeUnit,
}

words! {
    /// The units of time.
    TimeUnit {
        /// Of a minute.
        #[default] Seconds = "s",
        /// Sixty seconds.
        Minutes = "m",
        /// Sixty minutes.
        Hours = "h",
        /// 24 hours.
        Days = "d",
        /// Seven days.
        Weeks = "w",
        /// Of the calendar.
        Months = "mo",
        /// Of the calendar.
        Years = "y",
    }
}

impl TimeUnit {
    /// The fewest and the most seconds of one: months have 28 to 31 days, years 365 or 366.
    #[must_use]
    pub fn seconds(self) -> (u64, u64) {
        const DAY: u64 = 86_400;
        match self {
            Self::Seconds => (1, 1),
            Self::Minutes => (60, 60),
            Self::Hours => (3_600, 3_600),
            Self::Days => (DAY, DAY),
            Self::Weeks => (7 * DAY, 7 * DAY),
            Self::Months => (28 * DAY, 31 * DAY),
            Self::Years => (365 * DAY, 366 * DAY),
        }
    }
}

impl Length {
    /// The fewest and the most seconds that it can be.
    #[must_use]
    pub fn seconds(self) -> (u64, u64) {
        let (least, most) = self.unit.seconds();
        (least.saturating_mul(u64::from(self.count)), most.saturating_mul(u64::from(self.count)))
    }
}

impl std::fmt::Display for Length {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.count, self.unit.word())
    }
}

/// The relation between two values.
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

impl Order {
    /// Every order with its sign; a sign that another one begins with comes after that.
    pub const SIGNS: &'static [(&'static str, Self)] = &[
        ("<=", Self::LessOrEqual),
        (">=", Self::GreaterOrEqual),
        ("==", Self::Equal),
        ("!=", Self::NotEqual),
        ("<", Self::Less),
        (">", Self::Greater),
    ];

    /// Its sign.
    #[must_use]
    pub fn sign(self) -> &'static str {
        Self::SIGNS.iter().find(|(_, order)| *order == self).map_or("", |(sign, _)| sign)
    }
}

words! {
    /// How many of several.
    Choice {
        /// So many.
        #[default] Exactly = "exactly",
        /// So many or more.
        AtLeast = "at_least",
        /// So many or fewer.
        AtMost = "at_most",
    }
}
