//! The envelope, as responses and the words above the error table show it.

mod keys;
mod success;

use crate::found::{ErrorTable, Found, RowKind, Sample, Topic};
use crate::json::{Kind, Value};
use crate::lexicon::envelope::{Role, rank};
use crate::lexicon::rows::{FAILED, GOOD_CODES};
use crate::sheet::{Envelope, Note, Outcome};
use stubwright_spec::source::Spanned;

type Members = [(Spanned<String>, Value)];

/// What of a response is envelope.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// For the sheet.
    pub(super) envelope: Envelope,
    /// Whether the whole lies under a key that ends in `_response`.
    root: bool,
    /// The key of the payload; `None` when it is the whole.
    data: Option<String>,
    /// Keys of the outermost object that are no payload.
    own: Vec<String>,
    /// The code and the object around it, when it lies in one.
    code: Vec<String>,
    /// What is there on success.
    success: Vec<(String, Outcome)>,
}

/// Whether a value has the keys of an envelope: a code or a flag, and another one.
pub(super) fn looks_like_one(value: &Value) -> bool {
    let Kind::Object(members) = &value.kind else { return false };
    let has = |role: Role| members.iter().any(|(key, _)| rank(&key.value, role).is_some());
    let count =
        [Role::Code, Role::Message, Role::Data, Role::Success].into_iter().filter(|role| has(*role)).count();
    count >= 2 && (has(Role::Code) || has(Role::Success))
}

/// How many keys of an envelope a value has.
pub(super) fn roles(value: &Value) -> usize {
    let Kind::Object(members) = &value.kind else { return 0 };
    let roles = [Role::Code, Role::Message, Role::Data, Role::Success];
    // A key that fits two roles counts once.
    let fits =
        |(key, _): &&(Spanned<String>, Value)| roles.iter().any(|role| rank(&key.value, *role).is_some());
    if looks_like_one(value) { members.iter().filter(fits).count() } else { 0 }
}

/// Reads the envelope off responses.
pub(super) fn read(found: &Found, responses: &[&Sample]) -> Option<Reading> {
    let root =
        responses.iter().any(|sample| only_key(&sample.value).is_some_and(|key| key.ends_with("_response")));
    let mut this = Reading { root, ..Reading::default() };
    let objects: Vec<(&Sample, &Members)> =
        responses.iter().filter_map(|sample| Some((*sample, this.inner(&sample.value)?))).collect();
    let flag = keys::flag(&objects);
    this.find_code(&objects, flag.as_deref(), found);
    if this.code.is_empty() && flag.is_none() {
        return None;
    }
    let enveloped: Vec<(&Sample, &Members)> =
        objects.iter().copied().filter(|(_, members)| this.is_enveloped(members, flag.as_deref())).collect();
    let span = enveloped.first().map(|(sample, _)| sample.value.span)?;
    let text = if enveloped.len() > 1 { "from the response samples" } else { "from the response sample" };
    this.envelope.notes.push(Note { is_guess: true, text: String::from(text), span: Some(span) });
    this.envelope.root = root.then(|| String::from("*_response"));
    let (failures, successes): (Vec<_>, Vec<_>) = enveloped
        .iter()
        .copied()
        .partition(|(sample, members)| this.is_failure(sample, members, flag.as_deref(), found));
    this.find_success(flag.as_deref(), &successes, &failures, found);
    this.find_message(&enveloped);
    this.find_trace(&enveloped);
    this.find_data(if successes.is_empty() { &enveloped } else { &successes });
    Some(this)
}

fn only_key(value: &Value) -> Option<&str> {
    match &value.kind {
        Kind::Object(members) => match members.as_slice() {
            [(key, _)] => Some(&key.value),
            _ => None,
        },
        _ => None,
    }
}

fn is_bad(text: &str) -> bool {
    FAILED.has(&text.to_lowercase())
}

impl Reading {
    fn inner<'v>(&self, value: &'v Value) -> Option<&'v Members> {
        let Kind::Object(members) = &value.kind else { return None };
        match members.as_slice() {
            [(key, Value { kind: Kind::Object(inner), .. })]
                if self.root && key.value.ends_with("_response") =>
            {
                Some(inner)
            }
            members => Some(members),
        }
    }

    fn is_enveloped(&self, members: &Members, flag: Option<&str>) -> bool {
        let has = |name: &str| members.iter().any(|(key, _)| key.value == name);
        let has_code = self.code.first().is_some_and(|key| has(key));
        has_code
            || flag.is_some_and(|flag| Self::look(members, flag).is_some())
            || self.root
            || self.code.len() > 1
    }

    fn at<'v>(members: &'v Members, path: &[String]) -> Option<&'v Value> {
        let (first, rest) = path.split_first()?;
        let value = members.iter().find(|(key, _)| key.value == *first).map(|(_, value)| value)?;
        rest.iter().try_fold(value, |value, key| value.get(key))
    }

    /// What lies at a path such as `header.code`; a key may have a dot itself.
    fn look<'v>(members: &'v Members, path: &str) -> Option<&'v Value> {
        let whole = members.iter().find(|(key, _)| key.value == path).map(|(_, value)| value);
        whole.or_else(|| Self::at(members, &path.split('.').map(str::to_owned).collect::<Vec<_>>()))
    }

    fn is_failure(&self, sample: &Sample, members: &Members, flag: Option<&str>, found: &Found) -> bool {
        if let Some(outcome) = sample.outcome {
            return outcome == Topic::Failure;
        }
        if sample.http.is_some_and(|status| status >= 400) {
            return true;
        }
        let code = Self::at(members, &self.code).and_then(text_of);
        let is_row = code
            .as_ref()
            .is_some_and(|code| row(found, code).is_some_and(|(kind, _)| kind == RowKind::Error));
        let flagged = flag.and_then(|flag| Self::look(members, flag));
        match flagged.map(|value| &value.kind) {
            Some(Kind::Bool(is_good)) => !is_good,
            Some(Kind::Text(text)) if is_bad(text) => true,
            Some(Kind::Text(_)) => false,
            // A flag is a number only where it is called a success; else it is the code.
            Some(Kind::Number(number)) if flag.is_some_and(|flag| self.code.join(".") != flag) => {
                number == "0"
            }
            _ => {
                is_row
                    || (self.code.len() > 1 && code.is_some() && !code.as_deref().is_some_and(is_good_code))
            }
        }
    }

    /// The payload of a response; `None` when it is a failure or has none.
    pub(super) fn payload(&self, sample: &Sample, found: &Found) -> Option<Value> {
        let Some(members) = self.inner(&sample.value) else { return Some(sample.value.clone()) };
        let flag = self.success.first().map(|(path, _)| path.as_str()).filter(|path| *path != "http");
        if !self.is_enveloped(members, flag) {
            return (sample.outcome != Some(Topic::Failure)).then(|| sample.value.clone());
        }
        let is_other = flag.is_some_and(|flag| {
            let value = Self::look(members, flag).and_then(text_of);
            self.success.iter().any(|(path, outcome)| path == flag && !suits(outcome, value.as_deref()))
        });
        let is_failure = self.is_failure(sample, members, flag, found);
        if is_failure
            || (is_other && sample.outcome != Some(Topic::Success) && !is_skeleton_code(members, &self.code))
        {
            return None;
        }
        match &self.data {
            Some(data) => {
                Self::look(members, data).filter(|value| !matches!(value.kind, Kind::Null)).cloned()
            }
            None => {
                let rest: Vec<_> =
                    members.iter().filter(|(key, _)| !self.own.contains(&key.value)).cloned().collect();
                (!rest.is_empty()).then_some(Value {
                    kind: Kind::Object(rest),
                    span: sample.value.span,
                    comment: None,
                })
            }
        }
    }

    /// Whether a key is one of the envelope's, other than that of the payload.
    pub(super) fn has(&self, key: &str) -> bool {
        self.own.iter().any(|own| own == key)
    }

    /// Whether a field of a table of whole responses belongs to the envelope, by what the samples show or by its name.
    pub(super) fn owns(&self, key: &str) -> bool {
        let by_name = [Role::Message, Role::Trace, Role::Time, Role::Success, Role::Code];
        let is_named = self.data.is_some() && by_name.iter().any(|role| rank(key, *role).is_some());
        self.has(key) || is_named
    }

    /// The key of the payload.
    pub(super) fn data(&self) -> Option<&str> {
        self.data.as_deref()
    }
}

fn is_skeleton_code(members: &Members, code: &[String]) -> bool {
    Reading::at(members, code).and_then(text_of).is_some_and(|text| super::shape::is_stand_in(&text))
}

fn suits(outcome: &Outcome, value: Option<&str>) -> bool {
    match outcome {
        Outcome::Text(wanted) | Outcome::Plain(wanted) => value == Some(wanted) || value.is_none(),
        Outcome::Absent => value.is_none(),
        Outcome::Present => value.is_some(),
    }
}

/// A scalar as text.
fn text_of(value: &Value) -> Option<String> {
    match &value.kind {
        Kind::Text(text) | Kind::Number(text) => Some(text.clone()),
        Kind::Bool(bool) => Some(bool.to_string()),
        _ => None,
    }
}

fn is_good_code(code: &str) -> bool {
    GOOD_CODES.has(&code.to_lowercase())
}

/// The row of a code.
fn row<'f>(found: &'f Found, code: &str) -> Option<(RowKind, &'f ErrorTable)> {
    found.tables.iter().find_map(|table| {
        let row =
            table.rows.iter().find(|row| row.code.as_ref().is_some_and(|printed| printed.value == code))?;
        Some((row.kind, table))
    })
}
