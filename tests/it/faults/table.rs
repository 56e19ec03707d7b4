//! The table of `tests/faults.md`, read and compared.

use std::time::Duration;

use super::Played;
use super::calls::{Adapter, Call, SECRET};

const TABLE: &str = include_str!("../../faults.md");

/// As long as a wait is told: `waits forever`.
const AGES: Duration = Duration::from_secs(100 * 365 * 86_400);

/// One row. Where calls differ, a cell has a value for each, with a slash between.
pub(super) struct Row {
    pub(super) name: String,
    pub(super) calls: Vec<Call>,
    outcome: String,
    sent: String,
    retryable: String,
    requests: String,
    also: Vec<String>,
}

/// All rows.
pub(super) fn rows() -> Vec<Row> {
    let lines = TABLE.lines().filter(|line| line.starts_with('|'));
    // The first two are the head of the table.
    lines.skip(2).map(row).collect()
}

fn row(line: &str) -> Row {
    let cells: Vec<String> =
        line.trim_matches('|').split(" | ").map(|cell| cell.trim().replace('`', "")).collect();
    let [_, name, _, calls, outcome, sent, retryable, requests, also] = cells.as_slice() else {
        panic!("nine cells: {line}")
    };
    let calls = calls.split(", ").map(|name| {
        let known = Call::ALL.iter().find(|(known, _)| *known == name);
        known.unwrap_or_else(|| panic!("no call {name}: {line}")).1
    });
    let also = also.split("; ").filter(|fact| !fact.is_empty()).map(str::to_owned);
    Row {
        name: name.clone(),
        calls: calls.collect(),
        outcome: outcome.clone(),
        sent: sent.clone(),
        retryable: retryable.clone(),
        requests: requests.clone(),
        also: also.collect(),
    }
}

/// The value of a cell for the call at this place: `maybe`, or `no (reqwest, ureq: maybe)` where these know less.
fn cell(cell: &str, at: usize, adapter: Adapter) -> &str {
    let values: Vec<&str> = cell.split(" / ").collect();
    let value = values.get(at).or(values.first()).copied().unwrap_or("");
    let (less, who): (_, &[Adapter]) = match value.split_once(" (reqwest, ureq: ") {
        Some(less) => (Some(less), &[Adapter::Reqwest, Adapter::Ureq]),
        None => (value.split_once(" (ureq: "), &[Adapter::Ureq]),
    };
    match less {
        Some((_, value)) if who.contains(&adapter) => value.trim_end_matches(')'),
        Some((value, _)) => value,
        None => value,
    }
}

impl Row {
    /// The differences from the row.
    pub(super) fn differs(&self, at: usize, adapter: Adapter, played: &Played) -> Vec<String> {
        let seen = &played.outcome;
        let retryable = if seen.retryable { "yes" } else { "no" };
        let attempts = played.attempts.to_string();
        let mut wrong = Vec::new();
        for (what, expected, found) in [
            ("outcome", &self.outcome, seen.kind.as_str()),
            ("sent", &self.sent, seen.sent.as_str()),
            ("retryable", &self.retryable, retryable),
            ("requests", &self.requests, attempts.as_str()),
        ] {
            let expected = cell(expected, at, adapter);
            if expected != found {
                wrong.push(format!("{what} is {found}, not {expected} ({})", seen.text));
            }
        }
        if played.elsewhere != 0 {
            wrong.push(format!("went elsewhere {} times", played.elsewhere));
        }
        if format!("{} {}", seen.text, seen.depth).contains(SECRET) {
            wrong.push(format!("shows a secret: {} {}", seen.text, seen.depth));
        }
        if seen.text.chars().any(char::is_control) || seen.text.len() > 5_000 {
            wrong.push(format!("is not one short line: {:?}", seen.text));
        }
        wrong.extend(self.facts(at, adapter, played));
        wrong
    }

    fn facts(&self, at: usize, adapter: Adapter, played: &Played) -> Vec<String> {
        let seen = &played.outcome;
        let (mut timed_out, mut waits) = (false, None);
        let mut wrong = Vec::new();
        for fact in &self.also {
            let fact = cell(fact, at, adapter);
            let (word, rest) = fact.split_once(' ').unwrap_or((fact, ""));
            let holds = match word {
                "timed" => {
                    timed_out = true;
                    seen.timed_out
                }
                "waits" => {
                    let seconds = rest.strip_suffix(" s").and_then(|time| time.parse().ok());
                    let ages = (rest == "forever").then_some(AGES);
                    waits = seconds.map(Duration::from_secs).or(ages);
                    true
                }
                "nothing" => true,
                "says" => seen.text.contains(rest),
                "asks" => played.requests.iter().any(|request| request.contains(rest)),
                _ => panic!("{}: no fact {fact}", self.name),
            };
            if !holds {
                wrong.push(format!("not {fact}: {}, {:?}", seen.text, played.requests));
            }
        }
        if seen.timed_out != timed_out {
            wrong.push(format!("timed out is {}: {}", seen.timed_out, seen.text));
        }
        if seen.waits.map(|time| time.min(AGES)) != waits {
            wrong.push(format!("waits is {:?}, not {waits:?}", seen.waits));
        }
        wrong
    }
}
