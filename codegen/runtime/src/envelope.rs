//! Response envelopes: how an API wraps its payloads and its business errors, as constants of generated code.

mod body;
mod date;
mod encoding;
mod judge;
mod observe;
mod pass;
mod raw;
mod read;
mod received;
mod single;

pub(crate) use self::encoding::encoded;
pub(crate) use self::raw::{judge as judge_raw, raw_text};
pub(crate) use self::read::{ApiFailure, Failure, Reading, read, retry_after_header};
pub(crate) use self::received::Received;

/// How the responses of an API are wrapped. Built in constants:
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

/// The envelope of an API that has none: 2xx is success and the whole body is the payload.
pub(crate) static PLAIN: Envelope = Envelope::new();

impl Envelope {
    /// The envelope that is none: any 2xx is success, the whole body is the payload, nothing else is known.
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

    /// The sub-object that all other paths start in. A body without it is no envelope.
    #[must_use]
    pub const fn root(mut self, path: &'static [Step]) -> Self {
        self.root = path;
        self
    }

    /// What must hold for success: all of it, and a 2xx status unless one of the tests is about the status.
    #[must_use]
    pub const fn success(mut self, tests: &'static [Test]) -> Self {
        self.success = tests;
        self
    }

    /// Where the business code stands; the first that is not empty wins.
    #[must_use]
    pub const fn code(mut self, sources: &'static [Source]) -> Self {
        self.code = sources;
        self
    }

    /// Where a second, finer code stands; the first that is not empty wins.
    #[must_use]
    pub const fn sub_code(mut self, sources: &'static [Source]) -> Self {
        self.sub_code = sources;
        self
    }

    /// Where the message stands; the first that is not empty wins.
    #[must_use]
    pub const fn message(mut self, sources: &'static [Source]) -> Self {
        self.message = sources;
        self
    }

    /// Where the payload stands; the first that is not empty wins. `&[&[]]`, the default, is the whole root.
    #[must_use]
    pub const fn data(mut self, paths: &'static [&'static [Step]]) -> Self {
        self.data = paths;
        self
    }

    /// Where the id of the call for support stands; the first that is not empty wins.
    #[must_use]
    pub const fn trace(mut self, sources: &'static [Source]) -> Self {
        self.trace = sources;
        self
    }

    /// Where the list of sub-errors is; `&[]` is the whole root. By default there are none.
    #[must_use]
    pub const fn details(mut self, path: &'static [Step]) -> Self {
        self.details = Some(path);
        self
    }

    /// Where the server says how long to wait, in seconds or as an HTTP date. The header `Retry-After`
    /// (RFC 9110 §10.2.3) is read in any case, after these.
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
    /// The only member of an object whose key ends so; nothing when there are several.
    Suffix(&'static str),
}

/// Where a value of the envelope stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Source {
    /// A path in the body, from the root.
    Body(&'static [Step]),
    /// The HTTP status.
    Http,
    /// A response header; the name is lower-case.
    Header(&'static str),
}

/// One condition of success: a value and what it may be.
#[derive(Debug, Clone, Copy)]
pub struct Test {
    pub(crate) source: Source,
    pub(crate) expect: &'static [Expect],
}

impl Test {
    /// Holds when the value is one of the expected.
    #[must_use]
    pub const fn new(source: Source, expect: &'static [Expect]) -> Self {
        Self { source, expect }
    }
}

/// What a value of a success test may be. `null` counts as absent and as empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Expect {
    /// This text: a string, or a number or boolean as it is spelled, or a status.
    Text(&'static str),
    /// Missing, or `null`.
    Absent,
    /// There, but `null`, `""`, `[]` or `{}`.
    Empty,
    /// There, and not `null`.
    Present,
    /// A status of this class: 2 for 200 to 299.
    HttpClass(u8),
}
