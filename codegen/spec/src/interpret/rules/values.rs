//! Values of a request as rules see them, and those that are worth trying.

use crate::model::Range;
use crate::model::preflight::Unit;

/// A value at a place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Val {
    /// Nothing is there.
    Absent,
    /// An empty text, list or map.
    Empty,
    /// A text, a flag or a value of an enum.
    Text(String),
    /// A text that repeats one letter this many times, too long to be written down.
    Long(u64),
    /// A number, in units of [`ONE`].
    Number(i128),
    /// A point in time, in seconds.
    Time(i64),
    /// A list or map of this many items.
    Items(u64),
    /// Something that rules do not look into.
    Solid,
}

/// The unit of numbers: eighteen digits after the point.
pub(crate) const ONE: i128 = 1_000_000_000_000_000_000;

/// Longer texts are not written down.
const LONGEST: u64 = 2_000;

impl Val {
    /// A text of this many letters.
    pub(crate) fn letters(letter: &str, count: u64) -> Self {
        match usize::try_from(count) {
            Ok(0) => Self::Empty,
            Ok(short) if count <= LONGEST => Self::Text(letter.repeat(short)),
            _ => Self::Long(count),
        }
    }

    /// Whether something is there that is not empty.
    pub(crate) fn is_there(&self) -> bool {
        !matches!(self, Self::Absent | Self::Empty)
    }

    /// The value as written in `one_of` and `when`.
    pub(crate) fn spelled(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Empty => Some(String::new()),
            Self::Number(number) if number % ONE == 0 => Some((number / ONE).to_string()),
            _ => None,
        }
    }

    /// The length of a string.
    pub(crate) fn length(&self, unit: Unit) -> Option<u64> {
        self.measured(unit, |text| text)
    }

    /// The length of a string without the whitespace around it.
    pub(crate) fn trimmed_length(&self, unit: Unit) -> Option<u64> {
        self.measured(unit, str::trim)
    }

    fn measured(&self, unit: Unit, part: impl Fn(&str) -> &str) -> Option<u64> {
        let text = match self {
            Self::Empty => return Some(0),
            Self::Long(count) => return Some(*count),
            Self::Text(text) => part(text),
            _ => return None,
        };
        let wide = |c: char| if c.is_ascii() { 1 } else { 2 };
        Some(match unit {
            Unit::Chars => text.chars().count() as u64,
            Unit::Bytes => text.len() as u64,
            Unit::EucKr | Unit::Gbk => text.chars().map(wide).sum(),
        })
    }
}

/// A number as spelled, in units of [`ONE`]; `None` for one that is too large or too fine.
pub(crate) fn number(text: &str) -> Option<i128> {
    let (is_negative, digits) = text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || part.len() > 18 || !is_digits(whole) || !is_digits(part) {
        return None;
    }
    let fraction: i128 = format!("{part:0<18}").parse().ok()?;
    let all = whole.parse::<i128>().ok()?.checked_mul(ONE)?.checked_add(fraction)?;
    Some(if is_negative { -all } else { all })
}

/// Whether a number is inside of all ranges, or at most `beyond` outside.
pub(crate) fn is_inside(limits: &[&Range], value: i128, beyond: i128) -> bool {
    limits.iter().all(|limits| {
        let end = |end: &Option<String>| end.as_deref().and_then(number);
        end(&limits.least).is_none_or(|least| value >= least.saturating_sub(beyond))
            && end(&limits.most).is_none_or(|most| value <= most.saturating_add(beyond))
    })
}
