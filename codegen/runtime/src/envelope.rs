//! Response envelopes, which wrap the payloads and business errors of an API; constants of generated code.

mod body;
mod date;
mod encoding;
mod judge;
mod pass;
mod raw;
mod read;
mod received;

pub(crate) use self::encoding::encoded;
pub(crate) use self::raw::{judge as judge_raw, raw_text};
pub(crate) use self::read::{ApiFailure, Slot, read, read_whole, retry_after_header};
pub use self::read::{Failure, Reading};
pub(crate) use self::received::Received;

/// The envelope of an API's responses. Built in constants:
///
/// ```
/// use stubwright_runtime::v1 as rt;
///
/// static ENVELOPE: rt::Envelope = rt::Envelope::new()
///     .success(&[rt::Test::new(rt::Source::Body(&[rt::Step::Key("success")]), &[rt::Expect::Text("true")])])
///     .code(&[rt::Source::Body(&[rt::Step::Key("code")])])
///     .data(&[&[rt::Step::Key("result")]]);
/// ```
#[derive(Debug)]
pub struct Envelope {
    pub(crate) root: &'static [Step],
    pub(crate) success: &'static [Test],
    pub(crate) code: &'static [Source],
    pub(crate) sub_code: &'static [Source],
    pub(crate) message: &'static [Source],
    pub(crate) data: &'static [&'static [Step]],
    pub(crate) trace: &'static [Source],
    pub(crate) details: Option<&'static [Step]>,
    pub(crate) retry_after: &'static [Source],
}

/// The envelope of an API without one: 2xx is success and the whole body is the payload.
pub(crate) static PLAIN: Envelope = Envelope::new();

impl Envelope {
    /// Creates an envelope without any rule: 2xx is success, the whole body is the payload, nothing else is known.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            root: &[],
            success: &[],
            code: &[],
            sub_code: &[],
            message: &[],
            data: &[&[]],
            trace: &[],
            details: None,
            retry_after: &[],
        }
    }

    /// Sets the sub-object that all other paths start in. A body without it is not an envelope.
    #[must_use]
    pub const fn root(mut self, path: &'static [Step]) -> Self {
        self.root = path;
        self
    }

    /// Sets the conditions of success, all of which must hold. A 2xx status is one more, unless one of them is about
    /// the status.
    #[must_use]
    pub const fn success(mut self, tests: &'static [Test]) -> Self {
        self.success = tests;
        self
    }

    /// Sets where the business code is; the first source that is not empty is used.
    #[must_use]
    pub const fn code(mut self, sources: &'static [Source]) -> Self {
        self.code = sources;
        self
    }

    /// Sets where a second, finer code is; the first source that is not empty is used.
    #[must_use]
    pub const fn sub_code(mut self, sources: &'static [Source]) -> Self {
        self.sub_code = sources;
        self
    }

    /// Sets where the message is; the first source that is not empty is used.
    #[must_use]
    pub const fn message(mut self, sources: &'static [Source]) -> Self {
        self.message = sources;
        self
    }

    /// Sets where the payload is; the first path that is not empty is used. `&[&[]]`, the default, is the whole root.
    #[must_use]
    pub const fn data(mut self, paths: &'static [&'static [Step]]) -> Self {
        self.data = paths;
        self
    }

    /// Sets where the trace id is, which the vendor's support asks for; the first source that is not empty is used.
    #[must_use]
    pub const fn trace(mut self, sources: &'static [Source]) -> Self {
        self.trace = sources;
        self
    }

    /// Sets where the sub-errors are; `&[]` is the whole root. By default there are none.
    #[must_use]
    pub const fn details(mut self, path: &'static [Step]) -> Self {
        self.details = Some(path);
        self
    }

    /// Sets where the time to wait is, in seconds or as an HTTP date. The header `Retry-After` (RFC 9110 §10.2.3) is
    /// always read after these.
    #[must_use]
    pub const fn retry_after(mut self, sources: &'static [Source]) -> Self {
        self.retry_after = sources;
        self
    }
}

impl Default for Envelope {
    fn default() -> Self {
        Self::new()
    }
}

/// One step of a path in a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Step {
    /// The member of an object with this key.
    Key(&'static str),
    /// The element of a list, counted from 0.
    Index(usize),
    /// The only member of an object whose key has this ending; nothing if there are several.
    Suffix(&'static str),
}

/// The source of a value of the envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Source {
    /// A path in the body, from the root.
    Body(&'static [Step]),
    /// The HTTP status.
    Http,
    /// A response header; the name is in lower case.
    Header(&'static str),
}

/// One condition of success: a value and what is expected of it.
#[derive(Debug, Clone, Copy)]
pub struct Test {
    pub(crate) source: Source,
    pub(crate) expect: &'static [Expect],
}

impl Test {
    /// Creates a condition that holds if the value meets one of the expectations.
    #[must_use]
    pub const fn new(source: Source, expect: &'static [Expect]) -> Self {
        Self { source, expect }
    }
}

/// An expectation of a success condition. `null` counts as absent and as empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Expect {
    /// This text: a string, a number or boolean as written, or a status.
    Text(&'static str),
    /// Missing, or `null`.
    Absent,
    /// Present, but `null`, `""`, `[]` or `{}`.
    Empty,
    /// Present and not `null`.
    Present,
    /// A status of this class: 2 for 200 to 299.
    HttpClass(u8),
}
