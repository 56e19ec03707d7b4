//! What the error table says about requests, as written: every path and value with its place.

use crate::source::{Span, Spanned};

/// One map of `check:`: rules, and what holds for all of them.
#[derive(Debug, Clone)]
pub struct Check {
    /// The rules in file order.
    pub rules: Vec<Rule>,
    /// `when:`; all must hold.
    pub when: Vec<Condition>,
    /// `on:`; every endpoint that can answer the row when it is not said.
    pub on: Option<Vec<Spanned<String>>>,
    /// `partial:`.
    pub partial: bool,
}

/// One rule.
#[derive(Debug, Clone)]
pub struct Rule {
    /// The path that it is about, or its key when there are several.
    pub span: Span,
    /// The rule.
    pub kind: RuleKind,
}

/// What a rule asks for; see [`crate::model::checks::Rule`].
#[derive(Debug, Clone)]
pub enum RuleKind {
    /// `present:`.
    Present(Path),
    /// `one_of:`.
    OneOf {
        /// The path.
        at: Path,
        /// The values as spelled.
        values: Vec<Spanned<String>>,
    },
    /// `extension:`.
    Extension {
        /// The path.
        at: Path,
        /// The endings without their dot, in lower case.
        endings: Vec<String>,
    },
    /// `format:`.
    Format {
        /// The path.
        at: Path,
        /// The form.
        form: Spanned<Form>,
    },
    /// `range:`.
    Range {
        /// The path.
        at: Path,
        /// The least number as spelled.
        min: Option<Spanned<String>>,
        /// The greatest number as spelled.
        max: Option<Spanned<String>>,
        /// `fact:`.
        fact: Option<Spanned<String>>,
    },
    /// `length:`.
    Length {
        /// The path.
        at: Path,
        /// What is counted.
        unit: Unit,
        /// At least so many.
        min: Option<u64>,
        /// At most so many.
        max: Option<u64>,
    },
    /// `items:`.
    Items {
        /// The path.
        at: Path,
        /// At least so many.
        min: Option<u64>,
        /// At most so many.
        max: Option<u64>,
    },
    /// `contains:`.
    Contains {
        /// The path.
        at: Path,
        /// The texts.
        texts: Vec<String>,
    },
    /// `unique:`.
    Unique {
        /// The list.
        list: Path,
        /// From the item on; none for the item itself.
        keys: Vec<Path>,
        /// `across:`.
        across: Option<Path>,
    },
    /// `uniform:`.
    Uniform(Path),
    /// `time:`.
    Time {
        /// The path.
        at: Path,
        /// Not before this.
        min: Option<Moment>,
        /// Not after this.
        max: Option<Moment>,
        /// `skew:` in seconds.
        skew: u64,
    },
    /// `compare:`.
    Compare {
        /// The first.
        left: Path,
        /// The order.
        order: Order,
        /// The second.
        right: Path,
    },
    /// `span:`.
    Span {
        /// `from:`.
        from: Path,
        /// `to:`.
        to: Path,
        /// At least so long.
        min: Option<Length>,
        /// At most so long.
        max: Option<Length>,
    },
    /// `choose:`.
    Choose {
        /// How many.
        how: Choice,
        /// The number.
        count: u32,
        /// What is counted.
        of: Vec<Path>,
    },
    /// `together:`.
    Together(Vec<Path>),
    /// `requires:`.
    Requires {
        /// What requires.
        at: Path,
        /// What is required.
        others: Vec<Path>,
    },
    /// `custom:`.
    Custom(Spanned<String>),
}

/// A condition of `when:`.
#[derive(Debug, Clone)]
pub struct Condition {
    /// The path.
    pub at: Path,
    /// What it must be.
    pub is: Expectation,
}

/// What a condition asks for.
#[derive(Debug, Clone)]
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
    pub span: Span,
    /// Its steps; none for `.`.
    pub steps: Vec<Step>,
    /// How it stands in the file.
    pub spelling: PathSpelling,
}

/// How a path stands in its file: what can be put into it.
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

/// Whether a name on the wire cannot stand between dots.
#[must_use]
pub fn is_odd(key: &str) -> bool {
    let is_index = key.bytes().all(|byte| byte.is_ascii_digit());
    is_index || key.starts_with('*') || key.contains(['.', '['])
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Where it is written, without the dot before it.
    pub span: Span,
    /// What it is.
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
    /// What the length of a text counts. Where servers may count in two ways, the one that lets more through is taken.
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
