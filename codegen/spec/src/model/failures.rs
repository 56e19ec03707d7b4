//! Which codes an error can have: found by trying the responses that an envelope can be asked about.

use super::{Api, Endpoint, Envelope, ErrorRow, Expected, Source, Test, Wrapping};

/// The value at one source of a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found<'a> {
    /// Nothing.
    Nothing,
    /// An empty text.
    Empty,
    /// A text.
    Text(&'a str),
    /// A text that no table and no predicate has.
    Other,
    /// A status.
    Status(u16),
}

/// More sources are not tried one with the other.
const MOST_SOURCES: usize = 8;

impl Envelope {
    /// Whether some response is a failure by this envelope and carries the code of this row. An envelope that carries no
    /// code of a failure at all says nothing about this one.
    #[must_use]
    pub fn can_fail_with(&self, row: &ErrorRow) -> bool {
        self.gives(row) || !self.carries("\n", &[400, 500, 200, 300])
    }

    fn gives(&self, row: &ErrorRow) -> bool {
        let code = row.code.as_str();
        if let Some(status) = row.http {
            return self.carries(code, &[status]);
        }
        let names_http = self.success.iter().any(|test| test.source.value == Source::Http);
        if names_http || self.code.iter().any(|source| source.value == Source::Http) {
            let own = code.parse().ok().filter(|status| (100..600).contains(status));
            let statuses: Vec<u16> = [400, 500, 200, 300].into_iter().chain(own).collect();
            return self.carries(code, &statuses);
        }
        // A platform that tells errors by its body answers them with 200, or says otherwise in the row. Where no error at
        // all comes with 200, it is the status that tells them.
        self.carries(code, &[200]) || (!self.carries("\n", &[200]) && self.carries(code, &[400]))
    }

    /// Whether a failure carries a code with one of these statuses, tried with every combination of what the sources can
    /// hold.
    fn carries(&self, code: &str, statuses: &[u16]) -> bool {
        let mut sources: Vec<&Source> = Vec::new();
        let said = self.success.iter().map(|test| &test.source).chain(&self.code).chain(&self.message);
        for source in said.map(|source| &source.value) {
            if *source != Source::Http && !sources.contains(&source) {
                sources.push(source);
            }
        }
        if sources.len() > MOST_SOURCES {
            return true;
        }
        // The likely ones first: most codes are told at once.
        let all = [Found::Text(code), Found::Other, Found::Empty, Found::Nothing];
        let count = all.len().pow(u32::try_from(sources.len()).unwrap_or_default());
        statuses.iter().any(|status| {
            (0..count).any(|mut number| {
                let mut values = Vec::new();
                for _ in &sources {
                    values.extend(all.get(number % all.len()));
                    number /= all.len();
                }
                let response = Response { sources: &sources, values: &values, status: *status };
                response.is_failure(self) && response.code(self) == code
            })
        })
    }
}

struct Response<'a> {
    sources: &'a [&'a Source],
    values: &'a [Found<'a>],
    status: u16,
}

impl<'a> Response<'a> {
    fn at(&self, source: &Source) -> Found<'a> {
        if *source == Source::Http {
            return Found::Status(self.status);
        }
        let at = self.sources.iter().position(|known| *known == source);
        at.and_then(|at| self.values.get(at)).copied().unwrap_or(Found::Nothing)
    }

    fn holds(&self, test: &Test) -> bool {
        let found = self.at(&test.source);
        test.expected.iter().any(|expected| match (&expected.value, found) {
            (Expected::Text(text), Found::Text(found)) => text == found,
            (Expected::Text(text), Found::Empty) => text.is_empty(),
            (Expected::Text(text), Found::Status(status)) => *text == status.to_string(),
            (Expected::StatusClass(class), Found::Status(status)) => status / 100 == u16::from(*class),
            (Expected::Absent, found) => found == Found::Nothing,
            (Expected::Present, found) => found != Found::Nothing,
            (Expected::Empty, found) => found == Found::Empty || found == Found::Text(""),
            _ => false,
        })
    }

    /// An envelope whose predicate does not hold.
    fn is_failure(&self, envelope: &Envelope) -> bool {
        let names_http = envelope.success.iter().any(|test| test.source.value == Source::Http);
        let succeeds =
            (names_http || self.status / 100 == 2) && envelope.success.iter().all(|test| self.holds(test));
        let is_there = |source: &Source| self.at(source) != Found::Nothing;
        let mut tested = envelope
            .success
            .iter()
            .filter(|test| {
                let expects_absence = test.expected.iter().any(|expected| expected.value == Expected::Absent);
                test.source.value != Source::Http && !expects_absence
            })
            .peekable();
        let is_envelope = if tested.peek().is_some() {
            tested.any(|test| is_there(&test.source))
        } else {
            let mut said = envelope.code.iter().chain(&envelope.message);
            said.any(|source| source.value != Source::Http && is_there(source))
        };
        is_envelope && !succeeds
    }

    /// The first code that is not empty.
    fn code(&self, envelope: &Envelope) -> String {
        let texts = envelope.code.iter().map(|source| match self.at(source) {
            Found::Nothing | Found::Empty => String::new(),
            Found::Text(text) => text.to_owned(),
            Found::Other => String::from("\r"),
            Found::Status(status) => status.to_string(),
        });
        texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
    }
}

impl Api {
    /// Whether an endpoint can answer with a row at all, by how its responses are read.
    #[must_use]
    pub fn can_fail_with(&self, endpoint: &Endpoint, row: &ErrorRow) -> bool {
        self.envelope_of(endpoint).is_some_and(|envelope| envelope.can_fail_with(row))
    }

    /// The envelopes by which the endpoints of a row answer, each once; all of them when no endpoint answers it.
    #[must_use]
    pub fn envelopes_of(&self, endpoints: &[&Endpoint]) -> Vec<&Envelope> {
        if endpoints.is_empty() {
            return self.all_envelopes().collect();
        }
        let mut seen: Vec<Wrapping> = Vec::new();
        let mut envelopes = Vec::new();
        for endpoint in endpoints {
            if !seen.contains(&endpoint.envelope) {
                seen.push(endpoint.envelope);
                envelopes.extend(self.envelope_of(endpoint));
            }
        }
        envelopes
    }
}
