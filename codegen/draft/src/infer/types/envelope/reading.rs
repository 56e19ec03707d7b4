//! A response taken apart: what of it is envelope, and what payload.

use crate::found::{ErrorTable, Found, RowKind, Sample, Topic};
use crate::infer::types::shape::is_stand_in;
use crate::json::{Kind, Value};
use crate::lexicon::envelope::{Role, rank};
use crate::lexicon::flags::is_success;
use crate::lexicon::rows::{FAILED, GOOD_CODES};
use crate::sheet::{Envelope, Outcome};
use stubwright_spec::ast::BodyStep;
use stubwright_spec::source::Spanned;

/// The keys on the way to a value.
pub(super) type Keys = Vec<String>;

pub(super) type Members = [(Spanned<String>, Value)];

/// The parts of a response that belong to the envelope.
#[derive(Debug, Clone, Default)]
pub(in crate::infer::types) struct Reading {
    pub(in crate::infer::types) envelope: Envelope,
    /// Whether the whole lies under a key that ends in `_response`.
    pub(super) root: bool,
    /// The path of the payload; `None` when it is the whole.
    pub(super) data: Option<Keys>,
    /// Keys of the outermost object that are not payload.
    pub(super) own: Vec<String>,
    /// The code and the object around it, when it lies in one.
    pub(super) code: Keys,
    /// The values in the body on success, with their places, where the body has any.
    pub(super) success: Option<(Keys, Outcome)>,
}

pub(super) fn keys_of(path: &[BodyStep]) -> Keys {
    let keys = path.iter().filter_map(|step| match step {
        BodyStep::Key(key) => Some(key.clone()),
        _ => None,
    });
    keys.collect()
}

pub(super) fn is_bad(text: &str) -> bool {
    FAILED.has(&text.to_lowercase())
}

impl Reading {
    pub(super) fn inner<'v>(&self, value: &'v Value) -> Option<&'v Members> {
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

    pub(super) fn is_enveloped(&self, members: &Members, flag: Option<&[String]>) -> bool {
        let has = |name: &str| members.iter().any(|(key, _)| key.value == name);
        let has_code = self.code.first().is_some_and(|key| has(key));
        has_code
            || flag.is_some_and(|flag| Self::at(members, flag).is_some())
            || self.root
            || self.code.len() > 1
    }

    pub(super) fn at<'v>(members: &'v Members, path: &[String]) -> Option<&'v Value> {
        let (first, rest) = path.split_first()?;
        let value = members.iter().find(|(key, _)| key.value == *first).map(|(_, value)| value)?;
        rest.iter().try_fold(value, |value, key| value.get(key))
    }

    pub(super) fn is_failure(
        &self,
        sample: &Sample,
        members: &Members,
        flag: Option<&[String]>,
        found: &Found,
    ) -> bool {
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
        let flagged = flag.and_then(|flag| Self::at(members, flag));
        match flagged.map(|value| &value.kind) {
            Some(Kind::Bool(is_good)) => !is_good,
            Some(Kind::Text(text)) if is_bad(text) => true,
            Some(Kind::Text(_)) => false,
            // A flag is a number only where it is called a success; else it is the code.
            Some(Kind::Number(number)) if flag.is_some_and(|flag| self.code != flag) => number == "0",
            _ => {
                // `200: done` says that a code in an object of its own is one of a success.
                let is_fine = sample.http.is_some_and(|status| (200..300).contains(&status));
                let has_code = code.as_deref().is_some_and(|code| !is_good_code(code));
                is_row
                    || (self.code.len() > 1 && has_code && !is_fine)
                    || is_bare_error(members, code.as_deref())
            }
        }
    }

    /// Whether a value in the body says that a response is a success.
    pub(super) fn is_by_value(&self) -> bool {
        matches!(self.success, Some((_, Outcome::Text(_) | Outcome::Plain(_))))
    }

    /// Whether a response has nothing of the envelope, so that it would not be taken for a success.
    pub(in crate::infer::types) fn is_missing(&self, sample: &Sample) -> bool {
        let Some((flag, outcome)) = &self.success else { return false };
        let value = match self.inner(&sample.value) {
            Some(members) if self.is_enveloped(members, Some(flag)) => return false,
            Some(members) => Self::at(members, flag).and_then(text_of),
            None => None,
        };
        match outcome {
            Outcome::Text(_) | Outcome::Plain(_) => true,
            other => !suits(other, value.as_deref()),
        }
    }

    /// The payload of a response; `None` when it is a failure or has none.
    pub(in crate::infer::types) fn payload(&self, sample: &Sample, found: &Found) -> Option<Value> {
        let Some(members) = self.inner(&sample.value) else { return Some(sample.value.clone()) };
        let flag = self.success.as_ref().map(|(keys, _)| keys.as_slice());
        if !self.is_enveloped(members, flag) {
            return (sample.outcome != Some(Topic::Failure)).then(|| sample.value.clone());
        }
        let is_other = self.success.as_ref().is_some_and(|(keys, outcome)| {
            let value = Self::at(members, keys).and_then(text_of);
            !suits(outcome, value.as_deref())
        });
        let is_failure = self.is_failure(sample, members, flag, found);
        if is_failure
            || (is_other && sample.outcome != Some(Topic::Success) && !is_skeleton_code(members, &self.code))
        {
            return None;
        }
        match &self.data {
            Some(data) => Self::at(members, data).filter(|value| !matches!(value.kind, Kind::Null)).cloned(),
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

    /// The same for answers that have their payload beside the code; `None` where all do.
    pub(in crate::infer::types) fn whole(&self) -> Option<Self> {
        self.data.as_ref().map(|_| Self { data: None, ..self.clone() })
    }

    /// Whether a success has fields beside its code and no payload of its own; `None` where it is no success.
    pub(in crate::infer::types) fn is_beside(&self, sample: &Sample, found: &Found) -> Option<bool> {
        let members = self.inner(&sample.value)?;
        let flag = self.success.as_ref().map(|(keys, _)| keys.as_slice());
        if !self.is_enveloped(members, flag) || self.is_failure(sample, members, flag, found) {
            return None;
        }
        let data = self.data.as_ref()?;
        // An object or a list is a payload, whatever its name is.
        let is_big = |value: &Value| matches!(value.kind, Kind::Object(_) | Kind::List(_));
        let is_other = |key: &str, value: &Value| !self.owns(key) || is_big(value) && !self.has(key);
        let mut others = members.iter().filter(|(key, value)| is_other(&key.value, value));
        Some(Self::at(members, data).is_none() && others.next().is_some())
    }

    /// Whether a key is one of the envelope's, other than that of the payload.
    pub(in crate::infer::types) fn has(&self, key: &str) -> bool {
        self.own.iter().any(|own| own == key)
    }

    /// Whether a field of a table of whole responses belongs to the envelope, by what the samples show or by its name.
    pub(in crate::infer::types) fn owns(&self, key: &str) -> bool {
        let by_name = [Role::Message, Role::Trace, Role::Time, Role::Success, Role::Code, Role::Signature];
        let is_named = self.data.is_some() && by_name.iter().any(|role| rank(key, *role).is_some());
        self.has(key) || is_named
    }

    /// The members beside the payload of a response that are not part of the envelope.
    pub(in crate::infer::types) fn beside<'v>(&self, sample: &'v Sample) -> Vec<&'v Spanned<String>> {
        let Some((members, data)) = self.inner(&sample.value).zip(self.data.as_ref()) else {
            return Vec::new();
        };
        if !members.iter().any(|(key, _)| data.first() == Some(&key.value)) {
            return Vec::new();
        }
        let keys = members.iter().map(|(key, _)| key);
        keys.filter(|key| data.first() != Some(&key.value) && !self.has(&key.value)).collect()
    }

    /// The key of the payload.
    pub(in crate::infer::types) fn data(&self) -> Option<&[String]> {
        self.data.as_deref()
    }
}

/// Whether a response is a code that no success has, with a message and nothing else.
pub(in crate::infer) fn is_bare_error(members: &Members, code: Option<&str>) -> bool {
    let roles = [Role::Code, Role::Message, Role::Trace, Role::Time];
    let is_own =
        |(key, _): &(Spanned<String>, Value)| roles.iter().any(|role| rank(&key.value, *role).is_some());
    let says_error = |(key, value): &(Spanned<String>, Value)| {
        let text =
            text_of(value).filter(|text| !is_stand_in(text) && text.chars().any(char::is_alphanumeric));
        rank(&key.value, Role::Message).is_some() && text.is_some_and(|text| !is_success(&text))
    };
    code.is_some_and(|code| !is_good_code(code) && !is_stand_in(code))
        && members.iter().all(is_own)
        && members.iter().any(says_error)
}

fn is_skeleton_code(members: &Members, code: &[String]) -> bool {
    Reading::at(members, code).and_then(text_of).is_some_and(|text| is_stand_in(&text))
}

fn suits(outcome: &Outcome, value: Option<&str>) -> bool {
    match outcome {
        Outcome::Text(wanted) | Outcome::Plain(wanted) => value == Some(wanted) || value.is_none(),
        Outcome::StatusClass(_) => true,
        Outcome::Absent => value.is_none(),
        Outcome::Present => value.is_some(),
    }
}

pub(in crate::infer) fn text_of(value: &Value) -> Option<String> {
    match &value.kind {
        Kind::Text(text) | Kind::Number(text) => Some(text.clone()),
        Kind::Bool(bool) => Some(bool.to_string()),
        _ => None,
    }
}

fn is_good_code(code: &str) -> bool {
    GOOD_CODES.has(&code.to_lowercase())
}

pub(super) fn row<'f>(found: &'f Found, code: &str) -> Option<(RowKind, &'f ErrorTable)> {
    found.tables.iter().find_map(|table| {
        let row =
            table.rows.iter().find(|row| row.code.as_ref().is_some_and(|printed| printed.value == code))?;
        Some((row.kind, table))
    })
}
