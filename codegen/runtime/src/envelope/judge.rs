//! Success, business error or neither: the rules that read an envelope.

use std::borrow::Cow;

use http::{HeaderMap, StatusCode};

use super::body::{Document, Raw, is_empty, is_null, text_of};
use super::{Envelope, Expect, Source, Step, Test};
use crate::wire::Explained;

/// A value that a source of the envelope gives.
#[derive(Clone)]
pub(crate) enum Found<'a> {
    Missing,
    /// A value in the body.
    Raw(Raw<'a>),
    /// The text of a header, or of the status.
    Text(Cow<'a, str>),
    Status(StatusCode),
}

impl<'a> Found<'a> {
    /// The value of a source; `find` looks into the body.
    pub(crate) fn of<E>(
        source: Source,
        status: StatusCode,
        headers: &'a HeaderMap,
        find: impl FnOnce(&'static [Step]) -> Result<Option<Raw<'a>>, E>,
    ) -> Result<Self, E> {
        Ok(match source {
            Source::Http => Found::Status(status),
            Source::Header(name) => header_text(headers, name).map_or(Found::Missing, Found::Text),
            Source::Body(path) => find(path)?.map_or(Found::Missing, Found::Raw),
        })
    }

    /// There and not null.
    pub(crate) fn is_present(&self) -> bool {
        match self {
            Found::Missing => false,
            Found::Raw(raw) => !is_null(raw),
            Found::Text(_) | Found::Status(_) => true,
        }
    }

    /// The text of a scalar, unless it is empty.
    pub(crate) fn text(&self) -> Option<String> {
        let text = match self {
            Found::Missing => return None,
            Found::Raw(raw) => text_of(raw)?.into_owned(),
            Found::Text(text) => text.clone().into_owned(),
            Found::Status(status) => status.as_str().to_owned(),
        };
        Some(text).filter(|text| !text.is_empty())
    }

    fn is(&self, expect: Expect) -> bool {
        match (expect, self) {
            (Expect::Text(text), Found::Raw(raw)) => text_of(raw).is_some_and(|found| found == text),
            (Expect::Text(text), Found::Text(found)) => found == text,
            (Expect::Text(text), Found::Status(status)) => status.as_str() == text,
            (Expect::Absent, value) => !value.is_present(),
            (Expect::Empty, Found::Raw(raw)) => is_empty(raw),
            (Expect::Empty, Found::Text(found)) => found.is_empty(),
            (Expect::Present, value) => value.is_present(),
            (Expect::HttpClass(class), Found::Status(status)) => status.as_u16() / 100 == u16::from(class),
            _ => false,
        }
    }
}

/// A header as text; bytes that are not UTF-8 are replaced, since nothing is decided by them.
pub(crate) fn header_text<'a>(headers: &'a HeaderMap, name: &str) -> Option<Cow<'a, str>> {
    headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()))
}

impl Test {
    pub(crate) fn holds(&self, value: &Found<'_>) -> bool {
        self.expect.iter().any(|expect| value.is(*expect))
    }
}

/// Whether the status and the headers alone still allow success.
pub(crate) fn may_succeed(envelope: &Envelope, status: StatusCode, headers: &HeaderMap) -> bool {
    let names_http = envelope.success.iter().any(|test| test.source == Source::Http);
    let nothing = |_: &'static [Step]| Ok::<_, ()>(None);
    (names_http || status.is_success())
        && envelope.success.iter().filter(|test| !matches!(test.source, Source::Body(_))).all(|test| {
            Found::of(test.source, status, headers, nothing).is_ok_and(|value| test.holds(&value))
        })
}

/// A parsed response and its envelope.
pub(crate) struct Opened<'a> {
    pub(crate) envelope: &'static Envelope,
    pub(crate) status: StatusCode,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) document: Document<'a>,
}

impl<'a> Opened<'a> {
    pub(crate) fn value(&self, source: Source) -> Result<Found<'a>, Explained> {
        Found::of(source, self.status, self.headers, |path| self.document.find(path))
    }

    /// Whether the predicate of the envelope holds.
    pub(crate) fn succeeds(&self) -> Result<bool, Explained> {
        if !may_succeed(self.envelope, self.status, self.headers) {
            return Ok(false);
        }
        for test in self.envelope.success {
            if !test.holds(&self.value(test.source)?) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether the body is an envelope rather than a gateway's answer: a value that success depends on is present; or,
    /// if success does not depend on the body, the code or the message is.
    pub(crate) fn is_envelope(&self) -> Result<bool, Explained> {
        let mut tested = false;
        for test in self.envelope.success {
            if test.source == Source::Http || test.expect.contains(&Expect::Absent) {
                continue;
            }
            tested = true;
            if self.value(test.source)?.is_present() {
                return Ok(true);
            }
        }
        if tested {
            return Ok(false);
        }
        for source in self.envelope.code.iter().chain(self.envelope.message) {
            if *source != Source::Http && self.value(*source)?.is_present() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The first text of the sources that is not empty.
    pub(crate) fn first_text(&self, sources: &[Source]) -> Option<String> {
        sources.iter().find_map(|source| self.value(*source).ok()?.text())
    }

    /// The message: as [`first_text`](Self::first_text), but a list or an object is given as its JSON.
    pub(crate) fn message(&self) -> Option<String> {
        self.envelope.message.iter().find_map(|source| match self.value(*source).ok()? {
            Found::Raw(raw) if raw.starts_with(['[', '{']) && !is_empty(raw) => Some(raw.to_owned()),
            value => value.text(),
        })
    }

    /// The first data that is not empty, or else the first that is present; with its path.
    pub(crate) fn data(&self) -> Result<Option<(&'static [Step], Raw<'a>)>, Explained> {
        let mut empty = None;
        for path in self.envelope.data {
            match self.document.find(path)? {
                Some(raw) if !is_empty(raw) => return Ok(Some((path, raw))),
                Some(raw) if empty.is_none() => empty = Some((*path, raw)),
                _ => {}
            }
        }
        Ok(empty)
    }
}
