//! The state of the optimistic pass over a body.

use serde_core::de::Error;

use super::body::{Raw, find_in};
use super::{Envelope, Source, Step};

/// The root of the envelope followed by a path in it.
#[derive(Clone, Copy)]
struct Path {
    root: &'static [Step],
    rest: &'static [Step],
}

impl Path {
    fn len(self) -> usize {
        self.root.len() + self.rest.len()
    }

    fn get(self, at: usize) -> Option<Step> {
        let step = if at < self.root.len() { self.root.get(at) } else { self.rest.get(at - self.root.len()) };
        step.copied()
    }

    fn from(self, at: usize) -> impl Iterator<Item = Step> {
        (at..self.len()).filter_map(move |at| self.get(at))
    }
}

/// A value to be noted on the way to the payload, or inside it.
struct Watched<'de> {
    /// Which path of the envelope; its steps are compared, not its identity.
    rest: &'static [Step],
    path: Path,
    /// The number of first steps that it shares with the path of the payload.
    fork: usize,
    /// The value at `fork + 1` steps.
    raw: Option<Raw<'de>>,
}

/// The paths of an envelope and the values found for them.
pub(crate) struct Pass<'de> {
    spine: Path,
    watched: Vec<Watched<'de>>,
    /// Whether the payload, when something inside it is watched, was read through the observer.
    pub(crate) observed: bool,
}

/// The role of a key.
#[derive(Clone, Copy)]
pub(crate) struct Hit {
    pub(super) spine: bool,
    /// One bit for each watched value that starts here.
    pub(crate) watched: u32,
}

impl<'de> Pass<'de> {
    /// A pass over a body with this envelope; `None` if the envelope can't be read in one walk.
    pub(super) fn new(envelope: &Envelope) -> Option<Self> {
        let [data] = envelope.data else { return None };
        let spine = Path { root: envelope.root, rest: data };
        if spine.from(0).any(|step| matches!(step, Step::Index(_))) {
            return None;
        }
        let tests = envelope.success.iter().map(|test| test.source);
        let mut watched: Vec<Watched<'de>> = Vec::with_capacity(4);
        for source in tests.chain(envelope.trace.iter().copied()) {
            let Source::Body(rest) = source else { continue };
            let path = Path { root: envelope.root, rest };
            let fork = path.from(0).zip(spine.from(0)).take_while(|(a, b)| a == b).count();
            match path.get(fork) {
                Some(Step::Key(_) | Step::Suffix(_)) => {}
                Some(Step::Index(_)) | None => return None,
            }
            watched.push(Watched { rest, path, fork, raw: None });
        }
        (watched.len() <= 32).then_some(Self { spine, watched, observed: false })
    }

    /// The depth of the payload.
    pub(super) fn depth(&self) -> usize {
        self.spine.len()
    }

    /// The role of the key of a member at depth `at`.
    pub(crate) fn hit(&self, at: usize, key: &str) -> Hit {
        let spine = self.spine.get(at).is_some_and(|step| step.names(key));
        let mut watched = 0;
        for (bit, value) in self.watched.iter().enumerate() {
            if value.fork == at && value.path.get(at).is_some_and(|step| step.names(key)) {
                watched |= 1 << bit;
            }
        }
        Hit { spine, watched }
    }

    /// Notes a value.
    pub(crate) fn note<E: Error>(&mut self, watched: u32, raw: Raw<'de>) -> Result<(), E> {
        for (bit, value) in self.watched.iter_mut().enumerate() {
            if watched & (1 << bit) != 0 && value.raw.replace(raw).is_some() {
                return Err(E::custom("duplicate key"));
            }
        }
        Ok(())
    }

    /// The value found for a path of the envelope.
    pub(crate) fn noted(&self, path: &[Step]) -> Option<Raw<'de>> {
        let value = self.watched.iter().find(|value| value.rest == path)?;
        let below: Vec<Step> = value.path.from(value.fork + 1).collect();
        find_in(value.raw?, &below).ok().flatten()
    }

    pub(super) fn watches_payload(&self) -> bool {
        self.watched.iter().any(|value| value.fork == self.spine.len())
    }
}
