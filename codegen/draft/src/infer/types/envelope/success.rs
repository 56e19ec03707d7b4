//! The conditions of success.

use std::collections::BTreeSet;

use super::super::shape::is_stand_in;
use super::reading::{Members, Reading, keys_of, text_of};
use crate::found::{Found, RowKind, Sample, Topic};
use crate::json::{Kind, Value};
use crate::sheet::{Note, Noted, Outcome, body_path};
use stubwright_spec::ast::Source;
use stubwright_spec::source::Spanned;

impl Reading {
    /// Reads the success off the flag, or else off the code.
    pub(super) fn find_success(
        &mut self,
        flag: Option<&[String]>,
        successes: &[(&Sample, &Members)],
        failures: &[(&Sample, &Members)],
        found: &Found,
    ) {
        let success =
            |keys: &[String], outcome: Outcome| vec![(Source::Body(body_path(keys).value), outcome)];
        if let Some(flag) = flag {
            let good = successes.iter().find_map(|(_, members)| Self::at(members, flag));
            let bad = failures.iter().find_map(|(_, members)| Self::at(members, flag));
            let value = good.or(bad).map(|value| &value.kind);
            match value {
                Some(Kind::Bool(_)) => {
                    self.envelope.success = Noted::plain(success(flag, Outcome::Plain(String::from("true"))))
                }
                Some(Kind::Text(text)) if good.is_some() => {
                    let this = success(flag, Outcome::Text(text.clone()));
                    self.envelope.success = match bad.and_then(text_of) {
                        Some(other) => {
                            let mut noted = Noted::plain(this);
                            let text = format!("the other sample has {other}");
                            noted.notes.push(Note { text, span: bad.map(|bad| bad.span), is_guess: false });
                            noted
                        }
                        None => Noted::guess(this, "the value in the sample", None),
                    };
                }
                Some(Kind::Number(_)) => {
                    let value = success(flag, Outcome::Plain(String::from("1")));
                    self.envelope.success = match good {
                        Some(_) => Noted::plain(value),
                        None => Noted::guess(value, "the sample of a failure has 0", bad.map(|bad| bad.span)),
                    };
                }
                Some(Kind::Text(text)) if self.code.is_empty() => {
                    self.envelope.success = Noted::guess(
                        success(flag, Outcome::Text(text.clone())),
                        "the value in the sample",
                        None,
                    );
                }
                _ if self.code.is_empty() => {
                    self.envelope.success =
                        Noted::guess(success(flag, Outcome::Present), "by its name", None);
                }
                _ => self.by_code(successes, failures, found),
            }
        } else if !self.by_status(successes) {
            self.by_code(successes, failures, found);
        }
        self.success = self.envelope.success.value.first().and_then(|(source, outcome)| match source {
            Source::Body(path) => Some((keys_of(path), outcome.clone())),
            _ => None,
        });
    }

    /// The code of a success, best of a sample that is announced as one; and whether a sample leaves it out.
    fn good<'v>(&self, successes: &[(&Sample, &'v Members)]) -> (Option<&'v Value>, bool) {
        let codes =
            successes.iter().filter_map(|(sample, members)| Some((sample, Self::at(members, &self.code)?)));
        let is_blank = codes.clone().any(|(_, value)| value.kind == Kind::Blank);
        let said = codes.filter(|(_, value)| !matches!(value.kind, Kind::Null | Kind::Blank));
        let good = said.min_by_key(|(sample, _)| sample.outcome != Some(Topic::Success));
        (good.map(|(_, value)| value), is_blank)
    }

    /// Leaves the success to the HTTP status, where the code of each success is that, and they differ: 200 and 201.
    fn by_status(&mut self, successes: &[(&Sample, &Members)]) -> bool {
        let status = |(sample, members): &(&Sample, &Members)| {
            let code = Self::at(members, &self.code).and_then(text_of)?.parse().ok()?;
            (sample.http == Some(code)).then_some(code)
        };
        let known: Option<BTreeSet<u16>> = successes.iter().map(status).collect();
        let is_status = known.is_some_and(|known| known.len() > 1);
        if is_status {
            let value = vec![(Source::Http, Outcome::StatusClass(2))];
            let reason = "the code is the HTTP status in all samples of successes, which have several";
            self.envelope.success = Noted::guess(value, reason, None);
        }
        is_status
    }

    /// The code itself says whether it is a success.
    fn by_code(
        &mut self,
        successes: &[(&Sample, &Members)],
        failures: &[(&Sample, &Members)],
        found: &Found,
    ) {
        let path = body_path(&self.code);
        let code = || Source::Body(path.value.clone());
        let (good, is_blank) = self.good(successes);
        // `2XX` is a class of statuses, and no code that a body has. A row that differs from what a success has is about another
        // code, such as the HTTP status.
        let seen = good.and_then(text_of).filter(|text| !stands_in(text));
        let is_code = |code: &Spanned<String>| match &seen {
            Some(seen) => code.value == *seen,
            None => !code.value.to_ascii_lowercase().ends_with("xx"),
        };
        let mut rows = found.tables.iter().flat_map(|table| &table.rows);
        let listed = rows.find(|row| row.kind == RowKind::Success && row.code.as_ref().is_none_or(is_code));
        // An object of an error is absent on success, whatever a row of the table says.
        if self.code.len() > 1 && good.is_none() && (listed.is_none() || !successes.is_empty()) {
            let object = body_path(self.code.get(..1).unwrap_or_default());
            let value =
                vec![(Source::Http, Outcome::StatusClass(2)), (Source::Body(object.value), Outcome::Absent)];
            let reason = match successes.is_empty() {
                true => "no sample of a success is on the page",
                false => "the sample of a success has none",
            };
            self.envelope.success = Noted::guess(value, reason, None);
            return;
        }
        let is_number = good.is_some_and(|value| matches!(value.kind, Kind::Number(_)));
        let spelled = |text: &str| {
            if is_number { Outcome::Plain(text.to_owned()) } else { Outcome::Text(text.to_owned()) }
        };
        if let Some((row, text)) = listed.and_then(|row| Some((row, row.code.as_ref()?))) {
            let what = row.message.as_ref().map_or("a success", |message| message.value.as_str());
            let is_seen = good.and_then(text_of).is_some_and(|good| good == text.value);
            let reason =
                if is_seen { format!("the row {what}") } else { format!("the table calls this code {what}") };
            let note = Note { is_guess: !is_seen, text: reason, span: Some(text.span) };
            let is_number = is_number
                || failures
                    .iter()
                    .filter_map(|(_, members)| Self::at(members, &self.code))
                    .any(|value| matches!(value.kind, Kind::Number(_)));
            let outcome = if is_number { Outcome::Plain(text.value.clone()) } else { spelled(&text.value) };
            self.envelope.success = Noted { value: vec![(code(), outcome)], notes: vec![note] };
            return;
        }
        match good.and_then(text_of) {
            Some(text) if !stands_in(&text) => {
                let value = vec![(code(), spelled(&text))];
                self.envelope.success = Noted::guess(value, "the value in the sample", None);
            }
            text if text.is_some() || is_blank => {
                let value = vec![(code(), Outcome::Text(String::from("0")))];
                self.envelope.success =
                    Noted::guess(value, "which code is a success is not on the page", None);
            }
            _ => {
                let value = vec![(code(), Outcome::Absent)];
                let reason = match successes.is_empty() {
                    true => "no sample of a success is on the page",
                    false => "the sample of a success has none",
                };
                self.envelope.success = Noted::guess(value, reason, None);
            }
        }
    }
}

/// Whether a value stands for a code: a word of a language that codes are not written in as well.
fn stands_in(text: &str) -> bool {
    is_stand_in(text) || !text.is_empty() && text.chars().all(|c| c.is_alphabetic() && !c.is_ascii())
}
