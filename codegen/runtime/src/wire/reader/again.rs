//! Going back to read again, and how much of that a text may cost.
//!
//! Unions look ahead: one with a tag for the tag, one without for a variant that fits. Nested ones read the same bytes once
//! more with each level, and one without a tag that contains itself doubles its attempts with each level. A hostile server
//! chooses the number of levels and the length, so what is read again is counted where the reader goes back, whoever asks.

use super::{Attempt, Done, Mark, Reader, TOO_OFTEN};

/// How many times its length a text may be read again.
const TIMES: usize = 512;

/// The bytes that any text may have read again, however short.
const LEAST: usize = 1 << 20;

/// The most bytes that may be read again, unless [`TIMES_IF_LONG`] allows for more.
const MOST: usize = 64 << 20;

/// How many times its length a long text may be read again.
const TIMES_IF_LONG: usize = 32;

/// The bytes that could be read in the time of an attempt that fails at its first byte.
const ATTEMPT: usize = 64;

impl Reader<'_> {
    /// Goes to a place where it was before, or where it has skipped values.
    pub(crate) fn go_to(&mut self, mark: Mark) {
        self.again = self.again.saturating_add(self.at).saturating_sub(mark.at);
        self.at = mark.at;
        self.levels = mark.levels;
    }

    /// Goes back to read again.
    ///
    /// # Errors
    /// If too much was read again.
    pub(crate) fn go_back(&mut self, mark: Mark) -> Done {
        self.go_to(mark);
        if self.again <= allowance(self.text.len()) { Ok(()) } else { Err(self.fail(TOO_OFTEN)) }
    }

    /// Counts a failed attempt inside of another one. Others are no more than the values of the text.
    pub(crate) fn count_attempt(&mut self) {
        self.again = self.again.saturating_add(ATTEMPT);
    }

    /// Whether half of what may be read again has been. From there on, unions are content with the first type that fits.
    pub(crate) fn is_half_spent(&self) -> bool {
        self.again > allowance(self.text.len()) / 2
    }

    /// Notes the attempt that is being made; gives the one around it.
    pub(crate) fn set_attempt(&mut self, attempt: Option<Attempt>) -> Option<Attempt> {
        std::mem::replace(&mut self.attempt, attempt)
    }

    /// Whether the value at a place is tried as a member of a union.
    pub(crate) fn is_attempt_at(&self, place: Mark) -> bool {
        self.attempt == Some(Attempt::at(place))
    }

    /// Whether an attempt is being made.
    #[inline]
    pub(crate) fn in_attempt(&self) -> bool {
        self.attempt.is_some()
    }
}

/// The bytes of a text of this length that may be read again.
fn allowance(length: usize) -> usize {
    length.saturating_mul(TIMES).clamp(LEAST, MOST.max(length.saturating_mul(TIMES_IF_LONG)))
}

#[cfg(test)]
#[expect(unreachable_pub, dead_code, reason = "what a union has for its users")]
mod tests {
    use std::cell::Cell;

    use super::super::LEVELS;
    use super::{ATTEMPT, Reader, TOO_OFTEN, allowance};
    use crate::v1 as rt;
    use crate::wire::value::Value;

    thread_local! {
        static READ: Cell<usize> = const { Cell::new(0) };
    }

    /// Counts the bytes that are read of it, whatever it is.
    #[derive(Debug, Clone, PartialEq)]
    struct Counted;

    impl Value for Counted {
        fn blank() -> Self {
            Self
        }

        fn read(&mut self, from: &mut Reader<'_>) -> rt::support::Done {
            let length = from.raw()?.len();
            READ.set(READ.get() + length);
            Ok(())
        }

        fn write(&self, to: &mut rt::support::Writer) {
            to.null();
        }

        crate::std_value!();
    }

    struct Node {
        pad: Counted,
        next: Option<Box<Twice>>,
        end: bool,
    }
    rt::record! { Node { 0 pad: required "pad", 1 next: optional "next", _ end: required "end" } }

    #[derive(Debug, Clone, PartialEq)]
    enum Twice {
        One(Node),
        Two(Node),
        __Unknown(rt::UnknownVariant),
    }
    rt::untagged_union! { Twice { One(Node), Two(Node) } }

    struct Link {
        next: Option<Box<Chain>>,
        pad: Counted,
    }
    rt::record! { Link { 0 next: optional "next", _ pad: required "pad" } }

    #[derive(Debug, Clone, PartialEq)]
    #[non_exhaustive]
    enum Chain {
        Link(Link),
        __Unknown(rt::UnknownVariant),
    }
    rt::tagged_union! { Chain by "kind" { Link(Link) = "link" } }

    /// Objects in one another, each with the rest of its members after the next one.
    fn nested(levels: usize, inner: &str, rest: &str) -> String {
        format!("{}{inner}{}", "{\"next\":".repeat(levels), format!(",{rest}}}").repeat(levels))
    }

    fn error_of<T: Value>(json: &str) -> String {
        READ.set(0);
        let mut from = Reader::new(json);
        let error = T::blank().read(&mut from).err().map(|_| from.explain().text);
        // Where it is used up, two attempts fail at each level.
        let last = 2 * usize::from(LEVELS) * ATTEMPT;
        let most = json.len() + allowance(json.len()) + last;
        for read in [READ.get(), from.at + from.again] {
            assert!(read <= most, "{read} of {most} bytes were read");
        }
        error.unwrap_or_default()
    }

    #[test]
    fn attempts_are_bounded_by_what_they_read() {
        let pad = "x".repeat(2000);
        let hostile = format!("{}{}", format!("{{\"pad\":\"{pad}\",\"next\":").repeat(100), "}".repeat(100));
        let hostile = hostile.replace(":}", ":null}");
        assert!(error_of::<Twice>(&hostile).contains(TOO_OFTEN));
        assert!(READ.get() > hostile.len() * 50, "the attempts were made: {}", READ.get());
    }

    #[test]
    fn attempts_that_fail_at_once_are_bounded_too() {
        let tiny = nested(120, "{}", "\"end\":1");
        assert!(error_of::<Twice>(&tiny).contains(TOO_OFTEN));
    }

    #[test]
    fn the_search_for_a_tag_is_bounded() {
        let link = "\"pad\":0,\"kind\":\"link\"";
        let inner = |length| format!("{{\"pad\":\"{}\",\"kind\":\"link\"}}", "x".repeat(length));
        assert_eq!(error_of::<Chain>(&nested(120, &inner(10_000), link)), "");
        assert!(error_of::<Chain>(&nested(120, &inner(700_000), link)).contains(TOO_OFTEN));
    }

    #[test]
    fn a_key_that_is_no_text_is_no_tag() {
        assert_eq!(error_of::<Chain>(r#"{"\ud800":1,"kind":"link","pad":0}"#), "");
        let twice = r#"{"kind":"link","pad":0,"kin\u0064":"link"}"#;
        assert!(error_of::<Chain>(twice).starts_with("kind: duplicate key"));
    }

    #[test]
    fn the_allowance_has_a_cap() {
        for (length, most) in [(100, 1 << 20), (10_000, 5_120_000), (1 << 20, 64 << 20), (8 << 20, 256 << 20)]
        {
            assert_eq!(allowance(length), most);
        }
        assert_eq!(allowance(usize::MAX), usize::MAX);
    }
}
