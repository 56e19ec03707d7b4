//! Which way a table goes that nothing announces.

use std::collections::BTreeSet;

use crate::found::{Body, Call, FieldTable, Place, Sample, Side};
use crate::infer::types::calls::form;
use crate::infer::types::envelope::roles;
use crate::json::{Kind, Value};

/// The keys of what is known to go one way or the other.
#[derive(Debug, Default)]
pub(super) struct Sides<'f> {
    requests: BTreeSet<&'f str>,
    responses: BTreeSet<&'f str>,
    /// The keys of samples that may be requests.
    others: BTreeSet<&'f str>,
    first: Option<Place>,
}

impl<'f> Sides<'f> {
    /// The keys in samples and bodies of calls.
    pub(super) fn of(samples: &[&'f Sample], bodies: &[&'f Value]) -> Self {
        let mut this = Self::default();
        bodies.iter().for_each(|body| keys(body, &mut this.requests, 0));
        for sample in samples {
            let is_response =
                sample.side == Side::Response || (sample.side == Side::Unknown && roles(&sample.value) > 2);
            if is_response {
                keys(&sample.value, &mut this.responses, 0);
                this.first = this.first.or(Some(sample.place));
            } else if sample.side == Side::Request {
                keys(&sample.value, &mut this.requests, 0);
            } else {
                keys(&sample.value, &mut this.others, 0);
            }
        }
        this
    }

    /// Whether a table is announced as one of answers, and has the fields of requests and none of answers.
    pub(super) fn are_asked(&self, table: &FieldTable) -> bool {
        are_own(table, &self.requests, &[&self.responses])
    }

    /// Whether a table without a title of its own, below one of a request, has the fields of answers and none of requests.
    pub(super) fn are_answered(&self, table: &FieldTable) -> bool {
        table.label.is_none() && are_own(table, &self.responses, &[&self.requests, &self.others])
    }

    /// Whether a table that nothing announces is about what is sent: by its keys; else the first one is, and later ones
    /// that say what is required as those do.
    pub(super) fn is_sent(&self, table: &FieldTable, above: &Above<'_>) -> bool {
        // A column says where its fields are sent.
        if table.rows.iter().any(|row| row.goes.is_some()) {
            return true;
        }
        let count = |keys: &BTreeSet<&str>| {
            table
                .rows
                .iter()
                .filter(|row| row.path.last().is_some_and(|step| keys.contains(step.name.as_str())))
                .count()
        };
        let (asked, answered) = (count(&self.requests), count(&self.responses));
        let is_known = answered > asked && answered * 2 >= table.rows.len();
        if !above.is_any {
            return says_required(table) || !is_known;
        }
        if asked != answered {
            return asked > answered;
        }
        let is_below = self.first.is_some_and(|first| first < table.place);
        !is_below && (says_required(table) || !above.says_required)
    }
}

/// The tables of what is sent that are above another one.
#[derive(Debug)]
pub(super) struct Above<'f> {
    is_any: bool,
    says_required: bool,
    /// The fields of forms that the calls send, and those of them that no table has.
    form: BTreeSet<&'f str>,
    missing: BTreeSet<&'f str>,
}

impl<'f> Above<'f> {
    pub(super) fn of(calls: &[&'f Call]) -> Self {
        let forms = calls.iter().filter_map(|call| match &call.body {
            Body::Form(pairs) => Some(pairs),
            _ => None,
        });
        let form: BTreeSet<&str> = forms.flatten().map(|(name, _)| name.value.as_str()).collect();
        Self { is_any: false, says_required: false, missing: form.clone(), form }
    }

    /// Goes past a table.
    pub(super) fn pass(&mut self, table: &FieldTable) {
        self.is_any = true;
        self.says_required |= says_required(table);
        if !self.missing.is_empty() {
            outer(table).for_each(|name| _ = self.missing.remove(name));
        }
    }

    /// Whether a table that nothing announces has none of the fields of a form, all of which tables above have: it is about
    /// something else, such as the text of one of them.
    pub(super) fn has_form_beside(&self, table: &FieldTable) -> bool {
        table.side == Side::Unknown
            && !self.form.is_empty()
            && self.missing.is_empty()
            && !outer(table).any(|name| self.form.contains(name))
    }
}

/// Whether a sample has no field of the forms that calls above it send: it is what comes back.
pub(super) fn answers_form(sample: &Sample, calls: &[&Call]) -> bool {
    let above = calls.iter().filter(|call| call.place < sample.place);
    let mut forms = above.filter_map(|call| form(&call.body)).map(|(form, _)| form).peekable();
    forms.peek().is_some() && forms.all(|form| share_no_key(&form, &sample.value))
}

fn share_no_key(form: &Value, other: &Value) -> bool {
    let Kind::Object(fields) = &form.kind else { return false };
    !fields.is_empty() && fields.iter().all(|(name, _)| other.get(&name.value).is_none())
}

fn says_required(table: &FieldTable) -> bool {
    table.rows.iter().any(|row| row.required.is_some())
}

/// The outermost names of a table.
fn outer(table: &FieldTable) -> impl Iterator<Item = &str> {
    table.rows.iter().filter_map(|row| row.path.first()).map(|step| step.name.as_str())
}

/// Whether most fields of a table are among these keys, and none is among the others, which are known.
fn are_own(table: &FieldTable, own: &BTreeSet<&str>, others: &[&BTreeSet<&str>]) -> bool {
    let names = || table.rows.iter().filter_map(|row| row.path.last()).map(|step| step.name.as_str());
    let count = |keys: &BTreeSet<&str>| names().filter(|name| keys.contains(name)).count();
    let owned = count(own);
    let is_none = others.iter().all(|keys| count(keys) == 0);
    is_none && owned > 1 && owned * 3 >= table.rows.len() * 2 && others.iter().any(|keys| !keys.is_empty())
}

fn keys<'v>(value: &'v Value, all: &mut BTreeSet<&'v str>, depth: usize) {
    match &value.kind {
        _ if depth > 32 => {}
        Kind::Object(members) => {
            for (key, value) in members {
                all.insert(key.value.as_str());
                keys(value, all, depth + 1);
            }
        }
        Kind::List(items) => items.iter().for_each(|item| keys(item, all, depth + 1)),
        _ => {}
    }
}
