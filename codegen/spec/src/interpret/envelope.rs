//! Success, failure or neither: the verdict of an envelope on a response.

use super::reads;
use crate::model::{BodyStep, Envelope, Expected, Sample, SampleKind, Source, Test};

/// A response with a JSON body.
#[derive(Debug, Clone, Copy)]
pub struct Response<'a> {
    /// The HTTP status.
    pub status: u16,
    /// The headers, by names in any case.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body.
    pub body: &'a Sample,
}

impl<'a> Response<'a> {
    /// A response without headers.
    #[must_use]
    pub fn new(status: u16, body: &'a Sample) -> Self {
        Self { status, headers: &[], body }
    }
}

/// The outcome that a client reads from a response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer<'a> {
    /// A success.
    Success {
        /// The payload; `None` if it is missing.
        data: Option<&'a Sample>,
    },
    /// A business error.
    Failure(Failure),
    /// Something that is not the envelope: an answer of a gateway, or one that the envelope doesn't describe.
    Neither,
}

/// A business error as the envelope has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Failure {
    /// The code.
    pub code: Option<String>,
    /// The sub-code.
    pub sub_code: Option<String>,
    /// The message.
    pub message: Option<String>,
}

/// Reads a response. Without an envelope the status alone decides.
#[must_use]
pub fn answer<'a>(envelope: Option<&Envelope>, response: &Response<'a>) -> Answer<'a> {
    let is_good = (200..300).contains(&response.status);
    let Some(envelope) = envelope else {
        return if is_good { Answer::Success { data: Some(response.body) } } else { Answer::Neither };
    };
    let root = match &envelope.root {
        Some(path) => find(response.body, path),
        None => Some(response.body),
    };
    let Some(root) = root else { return Answer::Neither };
    let opened = Opened { envelope, response, root };
    let names_http = envelope.success.iter().any(|test| test.source.value == Source::Http);
    if (names_http || is_good) && envelope.success.iter().all(|test| opened.holds(test)) {
        return Answer::Success { data: opened.data() };
    }
    if !opened.is_envelope() {
        return Answer::Neither;
    }
    Answer::Failure(Failure {
        code: opened.first_text(envelope.code.iter().map(|source| &source.value)),
        sub_code: opened.first_text(envelope.sub_code.iter().map(|source| &source.value)),
        message: opened.first_text(envelope.message.iter().map(|source| &source.value)),
    })
}

/// A response and the place in it where the paths of the envelope begin.
struct Opened<'e, 'a> {
    envelope: &'e Envelope,
    response: &'e Response<'a>,
    root: &'a Sample,
}

/// A value that a source of the envelope gives.
enum Given<'a> {
    Nothing,
    Body(&'a Sample),
    Header(&'a str),
    Status(u16),
}

impl<'a> Opened<'_, 'a> {
    fn value(&self, source: &Source) -> Given<'a> {
        match source {
            Source::Http => Given::Status(self.response.status),
            Source::Header(name) => {
                let mut headers = self.response.headers.iter();
                let header = headers.find(|(known, _)| known.eq_ignore_ascii_case(name));
                header.map_or(Given::Nothing, |(_, value)| Given::Header(value))
            }
            Source::Body(path) => find(self.root, path).map_or(Given::Nothing, Given::Body),
        }
    }

    fn holds(&self, test: &Test) -> bool {
        let value = self.value(&test.source);
        test.expected.iter().any(|expected| value.is(expected))
    }

    /// A value that success depends on is present; or, if success doesn't depend on the body, the code or the message is.
    fn is_envelope(&self) -> bool {
        let is_absent =
            |test: &&Test| test.expected.iter().any(|expected| expected.value == Expected::Absent);
        let mut tests = self
            .envelope
            .success
            .iter()
            .filter(|test| test.source.value != Source::Http && !is_absent(test))
            .peekable();
        if tests.peek().is_some() {
            return tests.any(|test| self.value(&test.source).is_present());
        }
        let mut sources = self.envelope.code.iter().chain(&self.envelope.message);
        sources.any(|source| source.value != Source::Http && self.value(source).is_present())
    }

    fn first_text<'s>(&self, mut sources: impl Iterator<Item = &'s Source>) -> Option<String> {
        sources.find_map(|source| self.value(source).text())
    }

    /// The first data that is not empty, or else the first that is there.
    fn data(&self) -> Option<&'a Sample> {
        let found = || self.envelope.data.iter().filter_map(|path| find(self.root, path));
        found().find(|value| !reads::is_nothing(value)).or_else(|| found().next())
    }
}

impl Given<'_> {
    fn is_present(&self) -> bool {
        match self {
            Self::Nothing => false,
            Self::Body(value) => value.kind != SampleKind::Null,
            Self::Header(_) | Self::Status(_) => true,
        }
    }

    fn text(&self) -> Option<String> {
        let text = match self {
            Self::Nothing => return None,
            Self::Body(value) => value.text()?.to_owned(),
            Self::Header(text) => (*text).to_owned(),
            Self::Status(status) => status.to_string(),
        };
        Some(text).filter(|text| !text.is_empty())
    }

    fn is(&self, expected: &Expected) -> bool {
        match (expected, self) {
            (Expected::Text(text), Self::Body(value)) => value.text() == Some(text),
            (Expected::Text(text), Self::Header(value)) => value == text,
            (Expected::Text(text), Self::Status(status)) => status.to_string() == *text,
            (Expected::Absent, value) => !value.is_present(),
            (Expected::Empty, Self::Body(value)) => reads::is_nothing(value),
            (Expected::Empty, Self::Header(value)) => value.is_empty(),
            (Expected::Present, value) => value.is_present(),
            (Expected::StatusClass(class), Self::Status(status)) => status / 100 == u16::from(*class),
            _ => false,
        }
    }
}

/// The value at a path, null included.
fn find<'a>(value: &'a Sample, path: &[BodyStep]) -> Option<&'a Sample> {
    path.iter().try_fold(value, |value, step| match (step, &value.kind) {
        (BodyStep::Index(at), SampleKind::List(items)) => items.get(usize::try_from(*at).ok()?),
        (BodyStep::Key(name), SampleKind::Map(entries)) => {
            entries.iter().find(|(key, _)| key.value == *name).map(|(_, value)| value)
        }
        (BodyStep::Suffix(end), SampleKind::Map(entries)) => {
            let mut named = entries.iter().filter(|(key, _)| key.value.ends_with(end));
            let first = named.next().map(|(_, value)| value);
            first.filter(|_| named.next().is_none())
        }
        _ => None,
    })
}
