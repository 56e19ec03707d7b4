//! The envelope, as responses and the words above the error table show it.

use crate::draft::found::{ErrorTable, Found, RowKind, Sample, Topic};
use crate::draft::json::{Kind, Value};
use crate::draft::sheet::{Envelope, Note, Noted, Outcome};
use crate::draft::words::envelope::{Role, rank};
use crate::source::{Span, Spanned};

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
    let flag = flag(&objects);
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

/// The outermost key that says by itself whether it is a success.
fn flag(objects: &[(&Sample, &Members)]) -> Option<String> {
    let candidates = objects.iter().flat_map(|(_, members)| members.iter()).filter(|(key, value)| {
        let is_word = matches!(&value.kind, Kind::Text(text) if text.len() <= 8 && is_verdict(text));
        let is_bool = matches!(value.kind, Kind::Bool(_));
        let is_number = matches!(&value.kind, Kind::Number(number) if number == "1" || number == "0");
        let rank = rank(&key.value, Role::Success);
        rank.is_some_and(|rank| is_bool || is_word || (is_number && rank < 2))
    });
    let best = candidates
        .min_by_key(|(key, value)| (!matches!(value.kind, Kind::Bool(_)), rank(&key.value, Role::Success)));
    best.map(|(key, _)| key.value.clone())
}

fn is_verdict(text: &str) -> bool {
    let words =
        ["ok", "ng", "s", "f", "success", "fail", "failed", "failure", "error", "succ", "err", "y", "n", "t"];
    words.contains(&text.to_lowercase().as_str())
}

fn is_bad(text: &str) -> bool {
    ["ng", "f", "fail", "failed", "failure", "error", "err", "n"].contains(&text.to_lowercase().as_str())
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

    /// The path of the code: by its name, best one that the table's head or rows confirm; or in an object `error`.
    fn find_code(&mut self, objects: &[(&Sample, &Members)], flag: Option<&str>, found: &Found) {
        let mut candidates: Vec<(Vec<String>, Span, usize)> = Vec::new();
        for (_, members) in objects {
            for (key, value) in *members {
                let is_nested = matches!(&value.kind, Kind::Object(_))
                    && ["error", "err", "errors", "meta", "status", "result", "head", "header", "fault"]
                        .contains(&key.value.to_lowercase().as_str());
                if let (true, Kind::Object(inner)) = (is_nested, &value.kind) {
                    for (name, value) in inner {
                        if let Some(rank) = rank(&name.value, Role::Code).filter(|_| is_code(value)) {
                            // A code inside of the payload is one of a failure only.
                            let bonus = confirmed(&name.value, value, found);
                            let rank = if key.value.eq_ignore_ascii_case("data") { rank + 30 } else { rank };
                            candidates.push((
                                vec![key.value.clone(), name.value.clone()],
                                name.span,
                                (rank + 4).saturating_sub(bonus),
                            ));
                        }
                    }
                }
                let is_free =
                    (is_code(value) || matches!(value.kind, Kind::Null)) && flag != Some(&key.value);
                // A key that no list has is one where the table says so.
                let is_confirmed = confirmed(&key.value, value, found) >= 4;
                let rank = rank(&key.value, Role::Code).or(is_confirmed.then_some(12));
                if let Some(rank) = rank.filter(|_| is_free) {
                    let weak = if rank > 15 && confirmed(&key.value, value, found) == 0 { 20 } else { 0 };
                    candidates.push((
                        vec![key.value.clone()],
                        key.span,
                        (rank + 4 + weak).saturating_sub(confirmed(&key.value, value, found)),
                    ));
                }
            }
        }
        let best = candidates.iter().min_by_key(|(_, _, rank)| *rank);
        if let Some((path, ..)) = best {
            self.code.clone_from(path);
            self.envelope.code = Noted::plain(vec![path.join(".")]);
        }
        // A second code beside it, as `sub_code`, comes first where it is there.
        let sub = objects.iter().flat_map(|(_, members)| members.iter()).find(|(key, value)| {
            key.value.to_lowercase().starts_with("sub")
                && key.value.to_lowercase().contains("code")
                && is_code(value)
        });
        if let Some((key, _)) = sub.filter(|_| self.code.len() == 1) {
            let both = vec![key.value.clone(), self.code.join(".")];
            self.envelope.code = Noted::plain(both);
        }
    }

    fn is_enveloped(&self, members: &Members, flag: Option<&str>) -> bool {
        let has = |name: &str| members.iter().any(|(key, _)| key.value == name);
        let has_code = self.code.first().is_some_and(|key| has(key));
        has_code || flag.is_some_and(has) || self.root || self.code.len() > 1
    }

    fn at<'v>(members: &'v Members, path: &[String]) -> Option<&'v Value> {
        let (first, rest) = path.split_first()?;
        let value = members.iter().find(|(key, _)| key.value == *first).map(|(_, value)| value)?;
        match rest {
            [] => Some(value),
            [next, ..] => value.get(next),
        }
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
        let flagged = flag.and_then(|flag| Self::at(members, &[flag.to_owned()]));
        match flagged.map(|value| &value.kind) {
            Some(Kind::Bool(is_good)) => !is_good,
            Some(Kind::Text(text)) if is_bad(text) => true,
            Some(Kind::Text(_)) => false,
            Some(Kind::Number(number)) if number == "0" && self.code.len() > 1 => true,
            _ => {
                is_row
                    || (self.code.len() > 1
                        && code.is_some()
                        && !code.as_deref().is_some_and(|code| is_good_code(code)))
            }
        }
    }

    fn find_success(
        &mut self,
        flag: Option<&str>,
        successes: &[(&Sample, &Members)],
        failures: &[(&Sample, &Members)],
        found: &Found,
    ) {
        let code = self.code.join(".");
        let success = |path: &str, outcome: Outcome| vec![(path.to_owned(), outcome)];
        if let Some(flag) = flag {
            let good = successes.iter().find_map(|(_, members)| Self::at(members, &[flag.to_owned()]));
            let bad = failures.iter().find_map(|(_, members)| Self::at(members, &[flag.to_owned()]));
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
                Some(Kind::Number(number)) if good.is_some() => {
                    self.envelope.success = Noted::guess(
                        success(flag, Outcome::Plain(number.clone())),
                        "the value in the sample",
                        None,
                    );
                }
                Some(Kind::Number(number)) => {
                    let other = if number == "0" { "1" } else { "0" };
                    let value = success(flag, Outcome::Plain(other.to_owned()));
                    self.envelope.success = Noted::guess(
                        value,
                        "the sample of a failure has the other one",
                        bad.map(|bad| bad.span),
                    );
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
                _ => self.by_code(&code, successes, failures, found),
            }
        } else {
            self.by_code(&code, successes, failures, found);
        }
        self.success.clone_from(&self.envelope.success.value);
    }

    /// The code itself says whether it is a success.
    fn by_code(
        &mut self,
        code: &str,
        successes: &[(&Sample, &Members)],
        failures: &[(&Sample, &Members)],
        found: &Found,
    ) {
        let good = successes
            .iter()
            .find_map(|(_, members)| Self::at(members, &self.code))
            .filter(|value| !matches!(value.kind, Kind::Null));
        let listed =
            found.tables.iter().flat_map(|table| &table.rows).find(|row| row.kind == RowKind::Success);
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
            self.envelope.success = Noted { value: vec![(code.to_owned(), outcome)], notes: vec![note] };
            return;
        }
        if self.code.len() > 1 && good.is_none() {
            let object = self.code.first().cloned().unwrap_or_default();
            self.envelope.success = Noted::plain(vec![
                (String::from("http"), Outcome::Plain(String::from("2xx"))),
                (object, Outcome::Absent),
            ]);
            return;
        }
        match good.and_then(text_of) {
            Some(text) if !super::shape::is_stand_in(&text) => {
                let value = vec![(code.to_owned(), spelled(&text))];
                self.envelope.success = Noted::guess(value, "the value in the sample", None);
            }
            Some(_) => {
                let value = vec![(code.to_owned(), Outcome::Text(String::from("0")))];
                self.envelope.success =
                    Noted::guess(value, "which code is a success is not on the page", None);
            }
            None => {
                let value = vec![(code.to_owned(), Outcome::Absent)];
                self.envelope.success = Noted::guess(value, "the sample of a success has none", None);
            }
        }
    }

    fn find_message(&mut self, objects: &[(&Sample, &Members)]) {
        let mut paths: Vec<(usize, String)> = Vec::new();
        let nested = self.code.first().filter(|_| self.code.len() > 1).cloned();
        for (_, members) in objects {
            let inner = nested.as_ref().and_then(|name| Self::at(members, std::slice::from_ref(name)));
            let inner = inner.and_then(|value| match &value.kind {
                Kind::Object(inner) => Some(inner.as_slice()),
                _ => None,
            });
            let here = if nested.is_some() { inner.unwrap_or_default() } else { members };
            for (key, value) in here {
                let is_text = matches!(value.kind, Kind::Text(_) | Kind::Null);
                let is_code = self.code.last() == Some(&key.value)
                    || self.success.iter().any(|(path, _)| *path == key.value);
                if let Some(rank) = rank(&key.value, Role::Message).filter(|_| is_text && !is_code) {
                    let path = nested
                        .as_ref()
                        .map_or_else(|| key.value.clone(), |name| format!("{name}.{}", key.value));
                    paths.push((rank, path));
                }
            }
        }
        let best = paths.into_iter().min().map(|(_, path)| path);
        let sub = objects.iter().flat_map(|(_, members)| members.iter()).find(|(key, _)| {
            let key = key.value.to_lowercase();
            key.starts_with("sub") && (key.contains("msg") || key.contains("message"))
        });
        let sub = sub.map(|(key, _)| key.value.clone());
        self.envelope.message = Noted::plain(sub.into_iter().chain(best).collect());
    }

    fn find_trace(&mut self, objects: &[(&Sample, &Members)]) {
        let nested = self.code.first().filter(|_| self.code.len() > 1);
        let mut best: Option<(usize, String)> = None;
        for (_, members) in objects {
            for (key, value) in *members {
                let here = rank(&key.value, Role::Trace).map(|rank| (rank, key.value.clone()));
                let inside = match &value.kind {
                    Kind::Object(inner) if Some(&key.value) == nested => {
                        inner.iter().find_map(|(name, _)| {
                            rank(&name.value, Role::Trace)
                                .map(|rank| (rank, format!("{}.{}", key.value, name.value)))
                        })
                    }
                    _ => None,
                };
                best = best.into_iter().chain(here).chain(inside).min();
            }
        }
        self.envelope.trace = best.map(|(_, path)| Noted::guess(path, "by its name", None));
    }

    fn find_data(&mut self, objects: &[(&Sample, &Members)]) {
        let mut own: Vec<String> = self.code.first().cloned().into_iter().collect();
        own.extend(self.success.iter().filter_map(|(path, _)| path.split('.').next().map(str::to_owned)));
        let firsts = self.envelope.message.value.iter().chain(&self.envelope.code.value);
        own.extend(firsts.filter_map(|path| path.split('.').next().map(str::to_owned)));
        own.extend(
            self.envelope.trace.iter().filter_map(|trace| trace.value.split('.').next().map(str::to_owned)),
        );
        let members = || {
            objects
                .iter()
                .flat_map(|(_, members)| members.iter())
                .filter(|(key, _)| !own.contains(&key.value))
        };
        let is_big = |value: &Value| matches!(value.kind, Kind::Object(_) | Kind::List(_));
        // By its name; a list or a scalar only where nothing else is beside it.
        let named = members()
            .filter(|(key, value)| rank(&key.value, Role::Data).is_some_and(|rank| rank < 8 || is_big(value)))
            .min_by_key(|(key, value)| (!is_big(value), rank(&key.value, Role::Data)));
        let others = |name: &str| {
            members().any(|(key, _)| key.value != name && rank(&key.value, Role::Time).is_none())
        };
        let found = named.map(|(key, value)| (key.value.clone(), is_big(value)));
        let alone = || {
            let mut big = members().filter(|(_, value)| is_big(value)).map(|(key, _)| key.value.clone());
            let first = big.next()?;
            (big.all(|other| other == first) && !others(&first)).then_some(first)
        };
        self.data = match found {
            Some((name, is_big)) if is_big || !others(&name) => Some(name),
            _ => alone(),
        };
        let data = self.data.clone().unwrap_or_else(|| String::from("."));
        self.envelope.data = Some(Noted::plain(data));
        if self.data.is_none() {
            let times: Vec<String> = members()
                .filter(|(key, _)| rank(&key.value, Role::Time) == Some(0))
                .map(|(key, _)| key.value.clone())
                .collect();
            own.extend(times);
        }
        self.own = own;
    }

    /// The payload of a response; `None` when it is a failure or has none.
    pub(super) fn payload(&self, sample: &Sample, found: &Found) -> Option<Value> {
        let Some(members) = self.inner(&sample.value) else { return Some(sample.value.clone()) };
        let flag = self.success.first().map(|(path, _)| path.as_str()).filter(|path| *path != "http");
        if !self.is_enveloped(members, flag) {
            return (sample.outcome != Some(Topic::Failure)).then(|| sample.value.clone());
        }
        let is_other = flag.is_some_and(|flag| {
            let value = Self::at(members, &[flag.to_owned()]).and_then(text_of);
            self.success.iter().any(|(path, outcome)| path == flag && !suits(outcome, value.as_deref()))
        });
        let is_failure = self.is_failure(sample, members, flag, found);
        if is_failure
            || (is_other && sample.outcome != Some(Topic::Success) && !is_skeleton_code(members, &self.code))
        {
            return None;
        }
        match &self.data {
            Some(data) => Self::at(members, std::slice::from_ref(data))
                .filter(|value| !matches!(value.kind, Kind::Null))
                .cloned(),
            None => {
                let rest: Vec<_> =
                    members.iter().filter(|(key, _)| !self.own.contains(&key.value)).cloned().collect();
                (!rest.is_empty()).then(|| Value {
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

/// A value that a code can be: a number or a short text.
fn is_code(value: &Value) -> bool {
    match &value.kind {
        Kind::Number(number) => !number.contains('.'),
        Kind::Text(text) => text.len() <= 64 && !text.trim().contains(' '),
        Kind::Blank => true,
        _ => false,
    }
}

fn is_good_code(code: &str) -> bool {
    ["0", "ok", "success", "200", "00000", "0000"].contains(&code.to_lowercase().as_str())
}

/// How much the error tables speak for a key as that of the code.
fn confirmed(key: &str, value: &Value, found: &Found) -> usize {
    let is_head = |table: &ErrorTable| {
        table.code_head.as_ref().is_some_and(|head| head.value.eq_ignore_ascii_case(key))
    };
    let is_row = text_of(value).is_some_and(|text| row(found, &text).is_some());
    usize::from(found.tables.iter().any(is_head)) * 4 + usize::from(is_row) * 4
}

/// The row of a code.
fn row<'f>(found: &'f Found, code: &str) -> Option<(RowKind, &'f ErrorTable)> {
    found.tables.iter().find_map(|table| {
        let row =
            table.rows.iter().find(|row| row.code.as_ref().is_some_and(|printed| printed.value == code))?;
        Some((row.kind, table))
    })
}
