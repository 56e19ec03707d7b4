//! Texts: the text form of values, and the forms that rules ask for. An empty text is treated as absent, and satisfies
//! every form.

use std::fmt::Write;

use super::order::Order;
use crate::width::narrow;
use crate::wire::{Date, DateTime, Decimal, Url};

/// Types that rules read as text: texts, integers, booleans and enums, as on the wire.
pub trait Shown {
    /// The text; a number is written into `scratch`.
    fn shown<'a>(&'a self, scratch: &'a mut Scratch) -> &'a str;
}

/// A buffer for the digits of a number, so that reading it as text allocates nothing.
#[derive(Debug, Clone, Copy)]
pub struct Scratch {
    bytes: [u8; 40],
    length: usize,
}

impl Default for Scratch {
    fn default() -> Self {
        Self { bytes: [0; 40], length: 0 }
    }
}

impl Scratch {
    pub(super) fn write(&mut self, number: i128) -> &str {
        self.length = 0;
        // The longest number has 40 characters.
        let _ = write!(self, "{number}");
        let written = self.bytes.get(..self.length).unwrap_or_default();
        std::str::from_utf8(written).unwrap_or_default()
    }
}

impl Write for Scratch {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        let end = self.length + text.len();
        let room = self.bytes.get_mut(self.length..end).ok_or(std::fmt::Error)?;
        room.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}

macro_rules! shown_as_text {
    ($($text:ty)*) => { $(
        impl Shown for $text {
            fn shown<'a>(&'a self, _: &'a mut Scratch) -> &'a str {
                self.as_str()
            }
        }
    )* };
}

shown_as_text! { String Url Date DateTime Decimal }

macro_rules! shown_as_digits {
    ($($integer:ty)*) => { $(
        impl Shown for $integer {
            fn shown<'a>(&'a self, scratch: &'a mut Scratch) -> &'a str {
                scratch.write(i128::from(*self))
            }
        }
    )* };
}

shown_as_digits! { i32 i64 u32 u64 }

impl Shown for str {
    fn shown<'a>(&'a self, _: &'a mut Scratch) -> &'a str {
        self
    }
}

impl Shown for bool {
    fn shown<'a>(&'a self, _: &'a mut Scratch) -> &'a str {
        if *self { "true" } else { "false" }
    }
}

/// Whether a value is one of these.
#[must_use]
pub fn is_one_of<T: Shown + ?Sized>(value: &T, values: &[&str]) -> bool {
    values.contains(&value.shown(&mut Scratch::default()))
}

/// Whether a value may be one of these; an empty text may be.
#[must_use]
pub fn may_be_one_of<T: Shown + ?Sized>(value: &T, values: &[&str]) -> bool {
    passes(value, |text| values.contains(&text))
}

/// Whether two texts may be equal, or different. They may be equal if they differ in case only, or if one is empty;
/// they are different if anything differs, even surrounding whitespace.
#[must_use]
pub fn texts_may_be<A: Shown + ?Sized, B: Shown + ?Sized>(left: &A, order: Order, right: &B) -> bool {
    let (mut one, mut other) = (Scratch::default(), Scratch::default());
    let (a, b) = (left.shown(&mut one), right.shown(&mut other));
    if a.trim().is_empty() || b.trim().is_empty() {
        return true;
    }
    match order {
        Order::Equal => folded(a.trim()).eq(folded(b.trim())),
        Order::NotEqual => a != b,
        Order::Less | Order::LessOrEqual | Order::Greater | Order::GreaterOrEqual => true,
    }
}

/// Whether a file name may have one of these extensions, given without their dot and in lower case. A name without a
/// dot may; so may a URL that contains one of them anywhere, and a name with a `?` is read as a URL without its scheme.
#[must_use]
pub fn may_have_extension<T: Shown + ?Sized>(name: &T, endings: &[&str]) -> bool {
    passes(name, |name| {
        let is_within = |text: &str| endings.iter().any(|ending| has_ending_within(text, ending));
        let (rest, is_url) = match name.split_once("://") {
            Some((_, rest)) => (rest, true),
            None => (name, name.contains('?')),
        };
        if is_url {
            return is_within(rest) || !last_part(in_path(rest)).contains('.');
        }
        let last = last_part(name);
        let ends_in = |ending: &&str| {
            let mut rest = folded(last).rev();
            folded(ending).rev().all(|c| rest.next() == Some(c)) && rest.next() == Some('.')
        };
        !last.contains('.') || endings.iter().any(ends_in) || (last.contains('#') && is_within(last))
    })
}

/// Whether a text contains a dot and this extension, not followed by a letter or digit.
fn has_ending_within(text: &str, ending: &str) -> bool {
    let mut rest = folded(text);
    while let Some(c) = rest.next() {
        let mut after = rest.clone();
        if c == '.'
            && folded(ending).all(|c| after.next() == Some(c))
            && after.next().is_none_or(|c| !c.is_alphanumeric())
        {
            return true;
        }
    }
    false
}

/// The path of a URL, without query and fragment.
fn in_path(rest: &str) -> &str {
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    rest.split_once('/').map_or("", |(_, path)| path)
}

/// The part of a path after its last `/` or `\`.
fn last_part(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or_default()
}

/// Whether a text may contain one of these, ignoring case and the width of signs.
#[must_use]
pub fn may_contain<T: Shown + ?Sized>(text: &T, parts: &[&str]) -> bool {
    let has = |text: &str, part: &str| {
        let mut starts = text.char_indices();
        part.is_empty() || starts.any(|(at, _)| begins_with(text.get(at..).unwrap_or_default(), part))
    };
    passes(text, |text| parts.iter().any(|part| has(text, part)))
}

fn begins_with(text: &str, part: &str) -> bool {
    let mut text = folded(text);
    folded(part).all(|c| text.next() == Some(c))
}

/// Whether a text consists of the digits 0 to 9.
#[must_use]
pub fn may_be_digits<T: Shown + ?Sized>(text: &T) -> bool {
    passes(text, |text| text.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether a text is ASCII.
#[must_use]
pub fn may_be_ascii<T: Shown + ?Sized>(text: &T) -> bool {
    passes(text, str::is_ascii)
}

/// Whether a text may be an absolute URL: a scheme (RFC 3986 §3.1), `://` and a host, followed by anything.
#[must_use]
pub fn may_be_url<T: Shown + ?Sized>(text: &T) -> bool {
    passes(text, |text| {
        let Some((scheme, rest)) = text.split_once("://") else { return false };
        let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
        is_scheme && rest.starts_with(|c: char| !matches!(c, '/' | '?' | '#') && !c.is_whitespace())
    })
}

/// Whether a text may be an email address: an `@` with something on either side. RFC 5321 §4.1.2 allows far more before
/// the `@` than servers do, and each server allows something else.
#[must_use]
pub fn may_be_email<T: Shown + ?Sized>(text: &T) -> bool {
    passes(text, |text| {
        text.rsplit_once('@').is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty())
    })
}

/// Whether a text may be a date: the digits of year, month and day in any order, with any separators, or without
/// separators as in `20241231`; before them anything except Latin letters, such as the name of an era. The rest, such
/// as a time, is ignored.
#[must_use]
pub fn may_be_date<T: Shown + ?Sized>(text: &T) -> bool {
    passes(text, |text| {
        let text: String = text.chars().map(narrow).collect();
        let start = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
        let (lead, digits) = text.split_at_checked(start).unwrap_or_default();
        let mut groups = digits.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty());
        let (first, second, third) = (groups.next(), groups.next(), groups.next());
        let number = |group: Option<&str>| group.and_then(|group| group.parse::<u32>().ok());
        let without_signs =
            first.is_some_and(|first| starts_with_date(first, 8) || starts_with_date(first, 6));
        without_signs
            || match (number(first), number(second), number(third)) {
                _ if lead.chars().any(|c| c.is_ascii_alphabetic()) => false,
                (Some(a), Some(b), Some(c)) => is_day(c, b) || is_day(a, b) || is_day(b, a),
                // 令和元年12月31日: the first year of an era is a word.
                (Some(a), Some(b), None) => is_day(b, a) && lead.chars().any(char::is_alphabetic),
                // Digits of another script, which a server may know.
                _ => text.chars().any(|c| !c.is_ascii() && c.is_numeric()),
            }
    })
}

fn is_day(day: u32, month: u32) -> bool {
    (1..=31).contains(&day) && (1..=12).contains(&month)
}

/// Whether the first 6 or 8 digits of a group are year, month and day, or end in the year. A time may follow, as in
/// `20241231120000`.
fn starts_with_date(group: &str, digits: usize) -> bool {
    let is_whole = group.len() == digits || group.len() >= 8;
    let pair = |from: usize| group.get(from..from + 2).and_then(|pair| pair.parse::<u32>().ok());
    match (is_whole, pair(0), pair(2), pair(digits - 4), pair(digits - 2)) {
        (true, Some(a), Some(b), Some(y), Some(z)) => is_day(z, y) || is_day(a, b) || is_day(b, a),
        _ => false,
    }
}

/// Surrounding whitespace is ignored, and an empty text is absent.
fn passes<T: Shown + ?Sized>(value: &T, is_right: impl Fn(&str) -> bool) -> bool {
    let mut scratch = Scratch::default();
    let text = value.shown(&mut scratch);
    text.trim().is_empty() || is_right(text) || is_right(text.trim())
}

/// Letters in one case, full-width signs as ASCII.
fn folded(text: &str) -> impl DoubleEndedIterator<Item = char> + Clone {
    text.chars().map(narrow).flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::{
        Scratch, Shown, is_one_of, may_be_ascii, may_be_date, may_be_digits, may_be_email, may_be_one_of,
        may_be_url, may_contain, may_have_extension, texts_may_be,
    };
    use crate::preflight::Order;

    #[test]
    fn values_as_text() {
        let mut scratch = Scratch::default();
        assert_eq!(i64::MIN.shown(&mut scratch), "-9223372036854775808");
        assert_eq!(u64::MAX.shown(&mut scratch), "18446744073709551615");
        assert_eq!(scratch.write(i128::MIN), "-170141183460469231731687303715884105728");
        assert!(is_one_of(&7_i32, &["6", "7"]) && is_one_of(&true, &["true"]) && !is_one_of("", &["a"]));
        assert!(may_be_one_of("", &["a"]) && may_be_one_of(" a", &["a"]) && !may_be_one_of("A", &["a"]));
    }

    #[test]
    fn extensions() {
        let may = |name: &str| may_have_extension(name, &["pdf", "tar.gz", "docx"][..]);
        for name in [
            "a.pdf",
            "a.PDF",
            "合同.Docx",
            "a.exe.pdf",
            "a.pdf ",
            ".pdf",
            "a",
            "",
            "b.tar.gz",
            "https://x.com/a.pdf?b=c",
            "v1.2/contract",
            "v1.2\\contract",
            "v1.2/a.pdf",
            "cdn.x.com/a.pdf#page=2",
        ] {
            assert!(may(name), "{name}");
        }
        for url in [
            "https://x.com/get.php?f=a.pdf",
            "https://x.com/download",
            "https://x.com",
            "https://x.com/?a.b",
            "https://x.com/a.tar.gz",
            "https://x.com/a.TAR.gz#b",
            "https://x.com/v1.2/contract",
            "cdn.x.com/get?f=a.pdf&s=1",
            "cdn.x.com/get.php?f=a.pdf&s=1",
        ] {
            assert!(may(url), "{url}");
        }
        for name in [
            "a.exe",
            "a.pdf.exe",
            "a.",
            "pdf.a",
            "a.gz",
            "apdf.x",
            "https://x.com/a.exe",
            "https://x.com/a.pdfx",
            "https://x.com/a.tar.gzip",
            "https://x.com/a.gz",
            "cdn.x.com/a.exe?f=a.pdfs",
            "pdf/a.exe",
            "a.pdf/b.exe",
            "C#.exe",
        ] {
            assert!(!may(name), "{name}");
        }
    }

    #[test]
    fn parts_of_texts() {
        let may = |text: &str| may_contain(text, &["(광고)", "[AD]"][..]);
        assert!(may("(광고) 안녕") && may("x[ad]y") && may("（광고）") && may("") && may("[[AD]"));
        assert!(!may("광고") && !may("[A D]") && !may("("));
        assert!(may_contain("ab", &[""]) && !may_contain("ab", &[]));
    }

    #[test]
    fn forms() {
        assert!(
            may_be_digits("0123") && may_be_digits("") && !may_be_digits("12a") && !may_be_digits("１２")
        );
        assert!(may_be_ascii("a b") && !may_be_ascii("ä") && may_be_ascii(&12_u32));
        for text in
            ["https://a", "ftp://a/b c", "x+y.z-1://host:1", "https://[::1]", " https://合同.cn/ ", ""]
        {
            assert!(may_be_url(text), "{text}");
        }
        for text in ["a.com", "https:/a", "https://", "https:///a", "://a", "1a://b", "mailto:a@b"] {
            assert!(!may_be_url(text), "{text}");
        }
        assert!(may_be_email("a@b") && may_be_email("\"a@b\"@c") && may_be_email(" a@b.c "));
        assert!(!may_be_email("a") && !may_be_email("@b") && !may_be_email("a@"));
    }

    #[test]
    fn dates() {
        for text in [
            "2024-12-31",
            "20241231",
            "241231",
            "2024/1/2",
            "31.12.2024",
            "12/31/2024",
            "2024年12月31日",
            "2024-12-31 08:00",
            "2024-12-31T00:00:00Z",
            "",
            "20241231120000",
            "202412311200",
            "241231120000",
            "31122024",
            "令和6年12月31日",
            "令和元年12月31日",
            "２０２４-１２-３１",
            "２０２４年12月31日",
            "٢٠٢٤-١٢-٣١",
            "(2024-12-31)",
        ] {
            assert!(may_be_date(text), "{text}");
        }
        for text in [
            "tomorrow",
            "2024-13-45",
            "99999999",
            "12",
            "x2024-12-31",
            "2024-12",
            "9999999999999999999999",
            "明日",
            "令和12月",
            "(2024-12)",
            "1735603200000",
        ] {
            assert!(!may_be_date(text), "{text}");
        }
    }

    #[test]
    fn equality() {
        assert!(texts_may_be("a", Order::Equal, "A") && !texts_may_be("a", Order::Equal, "b"));
        assert!(!texts_may_be("a", Order::NotEqual, "a") && texts_may_be("a", Order::NotEqual, "A"));
        assert!(texts_may_be("a ", Order::Equal, "A") && texts_may_be("a ", Order::NotEqual, "a"));
        assert!(texts_may_be(" ", Order::NotEqual, " ") && texts_may_be("ａ", Order::NotEqual, "a"));
        assert!(texts_may_be("", Order::Equal, "b") && texts_may_be("", Order::NotEqual, ""));
        assert!(texts_may_be("b", Order::Less, "a") && !texts_may_be(&7_i32, Order::Equal, "8"));
    }
}
