//! The envelope, as responses and the words above the error table show it.

mod keys;
mod reading;
mod success;
mod tables;

use self::reading::Members;
pub(super) use self::reading::Reading;
pub(in crate::infer) use self::reading::{is_bare_error, text_of};
pub(super) use self::tables::of_tables;
use crate::found::{Found, Sample, Topic};
use crate::json::{Kind, Value};
use crate::lexicon::envelope::{self, Role};
use crate::sheet::{Note, unplaced};
use stubwright_spec::ast::BodyStep;

/// Whether a value has the keys of an envelope: a code or a flag, and another one.
pub(super) fn looks_like_one(value: &Value) -> bool {
    roles(value) > 0
}

/// How many keys of an envelope a value has.
pub(super) fn roles(value: &Value) -> usize {
    let Kind::Object(members) = &value.kind else { return 0 };
    let keys: Vec<_> = members.iter().map(|(key, _)| envelope::roles(&key.value)).collect();
    let has = |role: &Role| keys.iter().any(|roles| roles.iter().any(|(own, _)| own == role));
    let count = ROLES.iter().filter(|role| has(role)).count();
    // A key that fits two roles counts once.
    let fits = |roles: &&&[(Role, usize)]| roles.iter().any(|(role, _)| ROLES.contains(role));
    let is_one = count >= 2 && (has(&Role::Code) || has(&Role::Success));
    if is_one { keys.iter().filter(fits).count() } else { 0 }
}

/// The roles by which an envelope is known.
const ROLES: [Role; 4] = [Role::Code, Role::Message, Role::Data, Role::Success];

/// Reads the envelope off responses.
pub(super) fn read(found: &Found, responses: &[&Sample]) -> Option<Reading> {
    let root =
        responses.iter().any(|sample| only_key(&sample.value).is_some_and(|key| key.ends_with("_response")));
    let mut this = Reading { root, ..Reading::default() };
    let objects: Vec<(&Sample, &Members)> =
        responses.iter().filter_map(|sample| Some((*sample, this.inner(&sample.value)?))).collect();
    let flag = keys::flag(&objects);
    this.find_code(&objects, flag.as_deref(), found);
    if flag.as_deref().is_some_and(|flag| this.is_elsewhere(flag, &objects)) && this.is_state(&objects, found)
    {
        this.without_code();
    }
    if this.code.is_empty() && flag.is_none() || flag.is_none() && this.is_state(&objects, found) {
        return None;
    }
    let enveloped: Vec<(&Sample, &Members)> =
        objects.iter().copied().filter(|(_, members)| this.is_enveloped(members, flag.as_deref())).collect();
    let span = enveloped.first().map(|(sample, _)| sample.value.span)?;
    let text = if enveloped.len() > 1 { "from the response samples" } else { "from the response sample" };
    this.envelope.notes.push(Note { is_guess: true, text: String::from(text), span: Some(span) });
    this.envelope.root = root.then(|| unplaced(vec![BodyStep::Suffix(String::from("_response"))]));
    let (failures, successes): (Vec<_>, Vec<_>) = enveloped
        .iter()
        .copied()
        .partition(|(sample, members)| this.is_failure(sample, members, flag.as_deref(), found));
    // A state that few answers have is theirs, unless it is with a message and a payload.
    let is_rare = failures.is_empty()
        && enveloped.len() * 2 < objects.len()
        && enveloped.iter().all(|(sample, _)| roles(&sample.value) <= 2);
    if flag.as_deref().is_some_and(|flag| is_partial(flag, &successes)) {
        return None;
    }
    // Errors alone have the code, and what has none is a success.
    let is_good =
        |sample: &Sample| sample.outcome != Some(Topic::Failure) && sample.http.is_none_or(|http| http < 400);
    let bare = || objects.iter().filter(|(_, members)| !this.is_enveloped(members, flag.as_deref()));
    let is_of_errors = flag.is_none() && successes.is_empty() && bare().any(|(sample, _)| is_good(sample));
    let successes = if is_of_errors { bare().copied().collect() } else { successes };
    this.find_success(flag.as_deref(), &successes, &failures, found);
    if is_rare && this.is_by_value() {
        return None;
    }
    this.find_message(&enveloped, found);
    this.find_trace(&enveloped);
    if is_of_errors {
        this.without_data();
    } else {
        this.find_data(if successes.is_empty() { &enveloped } else { &successes });
    }
    Some(this)
}

/// Whether a success has `false` in its flag and all else as another success has it: the flag says whether all of it went well.
fn is_partial(flag: &[String], successes: &[(&Sample, &Members)]) -> bool {
    let of = |wanted: bool| {
        let mut those = successes.iter().filter(move |(sample, members)| {
            let is_said = sample.outcome == Some(Topic::Success);
            let own = Reading::at(members, flag).map(|value| &value.kind);
            is_said && own == Some(&Kind::Bool(wanted))
        });
        those.next().map(|(_, members)| *members)
    };
    let Some((good, bad)) = of(true).zip(of(false)) else { return false };
    let has_all =
        |all: &Members, of: &Members| of.iter().all(|(key, _)| all.iter().any(|(own, _)| own == key));
    good.len() > 2 && has_all(good, bad) && has_all(bad, good)
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
