//! The assertions of generated tests: samples, codes and unknown values are read and written correctly.

use std::any::type_name;
use std::fmt;
use std::time::{Duration, SystemTime};

use super::answer::Answer;
use super::compose::success;
use super::{refusal, unlisted};
use crate::client::read_response;
use crate::codes::Code;
use crate::codes::is_recognized;
use crate::operation::Operation;
use crate::preflight::Facts;
use crate::violation::{Violation, Violations};
use crate::wire::{self, Json, JsonError, Value, is_zero, to_json};

/// The failure of a generated test.
pub struct Mismatch(String);

/// The result of a generated test.
pub type Outcome = Result<(), Mismatch>;

impl fmt::Debug for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Mismatch {}

fn mismatch<T>(what: fmt::Arguments<'_>) -> Result<T, Mismatch> {
    Err(Mismatch(what.to_string()))
}

/// Checks that a sample is read as a `T`, and written as in the sample.
///
/// Values that are absent, null, or have another accepted name can be written differently; a number or a flag can replace a
/// text, and nothing can replace what servers write for it.
///
/// # Errors
/// Where the two differ.
pub fn round_trip<T: Value + PartialEq + fmt::Debug>(sample: &str) -> Outcome {
    let name = type_name::<T>();
    let failed = |error: JsonError| Mismatch(format!("{name}: {error}"));
    let sample: Json = sample.parse().map_err(failed)?;
    let value: T = sample.read().map_err(failed)?;
    let written: Json = to_json(&value).and_then(|text| wire::from_json(&text)).map_err(failed)?;
    let again: T = written.read().map_err(failed)?;
    if again != value {
        return mismatch(format_args!("{name}: {value:?} is written as {written} and read as {again:?}"));
    }
    match difference(&sample, &written, String::from("$")) {
        None => Ok(()),
        Some(place) => mismatch(format_args!("{name}: {place}")),
    }
}

/// Makes a value from JSON: a payload for [`Fake::reply`](super::Fake::reply), or for a test double of your own. Structs that
/// only servers make have no constructor, because they may get more fields.
///
/// Stricter than reading a response, so that a test can't be about something else than it says: a member that the type
/// doesn't have is an error, and so is a value that is read as something else.
///
/// # Errors
/// If something does not fit; the error gives its path: `amount: expected an integer, found "x"`.
pub fn from_json<T: Value>(json: &str) -> Result<T, Mismatch> {
    let name = type_name::<T>();
    let failed = |error: JsonError| Mismatch(format!("{name}: {error}"));
    let sample: Json = json.parse().map_err(failed)?;
    let value: T = sample.read().map_err(failed)?;
    let written: Json = to_json(&value).and_then(|text| wire::from_json(&text)).map_err(failed)?;
    match unknown(&sample, &written, String::from("$"))
        .or_else(|| difference(&sample, &written, String::from("$")))
    {
        None => Ok(value),
        Some(place) => mismatch(format_args!("{name}: {place}")),
    }
}

/// Whether a payload in the envelope of the operation is read as a success.
///
/// # Errors
/// Why it is not.
pub fn response<O: Operation>(payload: &str) -> Outcome {
    let name = O::ENDPOINT.name();
    let Ok(response) = success(O::ENDPOINT, serde_json::from_str(payload)) else {
        return mismatch(format_args!("{name}: its envelope can't carry the sample"));
    };
    match read_response::<O::Output, O::Code>(O::ENDPOINT, response) {
        Ok(_) => Ok(()),
        Err(error) => mismatch(format_args!("{name}: {error}")),
    }
}

/// Checks that each of these codes, as the server sends it, is read as itself, and that a code without a row keeps its
/// text.
///
/// # Errors
/// The first code that is read differently.
pub fn codes<O: Operation>(codes: &[O::Code]) -> Outcome {
    for code in codes {
        code_is_read::<O>(refusal::<O>(*code), code.info().code(), Some(*code))?;
    }
    let (unknown, answer) = unlisted::<O>("stubwright.unknown");
    code_is_read::<O>(answer, &unknown, None)
}

fn code_is_read<O: Operation>(answer: Answer, text: &str, wanted: Option<O::Code>) -> Outcome {
    let name = O::ENDPOINT.name();
    let response = match answer {
        Ok(response) => response,
        Err(error) => return mismatch(format_args!("{name}: {error}")),
    };
    let Err(error) = read_response::<O::Output, O::Code>(O::ENDPOINT, response) else {
        return mismatch(format_args!("{name}: the code {text} is read as a success"));
    };
    let fits = match (error.kind(), wanted) {
        (Some(kind), Some(wanted)) => kind == wanted,
        (Some(kind), None) => !is_recognized(kind.info()),
        (None, _) => false,
    };
    if fits && error.code().unwrap_or("") == text {
        return Ok(());
    }
    mismatch(format_args!("{name}: the code {text} is read as {:?}: {error}", error.kind()))
}

/// The time at which generated tests hold requests against the table: 2025-06-15 12:00 UTC.
const NOW: Duration = Duration::from_secs(1_749_988_800);

/// Whether the request of this body keeps the rules of `code`.
///
/// # Errors
/// The violations that were found.
pub fn keeps<T: Value, O: Operation>(
    body: &str,
    make: impl FnOnce(T) -> O,
    code: O::Code,
    facts: &Facts,
) -> Outcome {
    let found = violations(body, make, facts)?;
    match found.iter().find(|violation| violation.code() == code) {
        None => Ok(()),
        Some(violation) => mismatch(format_args!("{}: {violation}, in {body}", O::ENDPOINT.name())),
    }
}

/// Whether the request of this body breaks a rule of `code`.
///
/// # Errors
/// If it does not.
pub fn breaks<T: Value, O: Operation>(
    body: &str,
    make: impl FnOnce(T) -> O,
    code: O::Code,
    facts: &Facts,
) -> Outcome {
    let found = violations(body, make, facts)?;
    if found.iter().any(|violation| violation.code() == code) {
        return Ok(());
    }
    mismatch(format_args!("{}: no violation of {code} is found in {body}", O::ENDPOINT.name()))
}

/// Whether the request of the second body breaks a rule of `code` where that of the first one keeps it: for rules of a row
/// that has others.
///
/// # Errors
/// If everything that is found in the second one is found in the first one too.
pub fn tells_apart<T: Value, O: Operation>(
    keeps: (&str, &Facts),
    breaks: (&str, &Facts),
    make: impl Fn(T) -> O,
    code: O::Code,
) -> Outcome {
    let before = violations(keeps.0, &make, keeps.1)?;
    let after = violations(breaks.0, &make, breaks.1)?;
    if after.iter().any(|violation| violation.code() == code && !before.contains(violation)) {
        return Ok(());
    }
    let name = O::ENDPOINT.name();
    mismatch(format_args!("{name}: no violation of {code} is found in {} and not in {}", breaks.0, keeps.0))
}

fn violations<T: Value, O: Operation>(
    body: &str,
    make: impl FnOnce(T) -> O,
    facts: &Facts,
) -> Result<Vec<Violation<O::Code>>, Mismatch> {
    let failed = |error: JsonError| Mismatch(format!("{}: {error}, in {body}", type_name::<T>()));
    let json: Json = body.parse().map_err(failed)?;
    let request = make(json.read().map_err(failed)?);
    let mut found = Violations::new();
    request.preflight(SystemTime::UNIX_EPOCH + NOW, facts, &mut found);
    Ok(found.into_vec())
}

/// The first member that is not written again, under its own name or another one.
fn unknown(sample: &Json, written: &Json, at: String) -> Option<String> {
    let renamed = |value: &Json| {
        let mut others = written.members().filter(|(key, _)| sample.get(key).is_none());
        others.find(|(_, other)| difference(value, other, String::new()).is_none()).map(|(_, other)| other)
    };
    let members = sample.members().filter(|(_, value)| !value.is_null()).find_map(|(key, value)| {
        let at = format!("{at}.{key}");
        match written.get(key).or_else(|| renamed(value)) {
            Some(written) => unknown(value, written, at),
            None => Some(format!("{at} is not read: the type has no such member")),
        }
    });
    let mut items = sample.items().zip(written.items()).enumerate();
    members.or_else(|| items.find_map(|(index, (a, b))| unknown(a, b, format!("{at}[{index}]"))))
}

/// The first place where two values differ, with both values.
fn difference(sample: &Json, written: &Json, at: String) -> Option<String> {
    if sample.is_object() && written.is_object() {
        return sample
            .members()
            .filter(|(_, value)| !value.is_null())
            .find_map(|(key, value)| difference(value, written.get(key)?, format!("{at}.{key}")));
    }
    if is_nothing(sample) && (written.is_null() || is_nothing(written)) {
        return None;
    }
    let (count, lists) = (sample.len(), [sample, written].map(|json| json.items().next().is_some()));
    if lists == [true, true] && count == written.len() {
        let pairs = sample.items().zip(written.items()).enumerate();
        return pairs.into_iter().find_map(|(index, (a, b))| difference(a, b, format!("{at}[{index}]")));
    }
    let is_same = sample == written
        || sample.as_str().is_some_and(|text| spells(text, written))
        || is_flag(sample, written);
    (!is_same).then(|| format!("{at} is {sample} in the sample, and written as {written}"))
}

/// Whether a value can mean an absent or empty one.
fn is_nothing(json: &Json) -> bool {
    let is_compound = json.is_null() || json.is_object() || json.is_list();
    (is_compound && json.is_empty()) || json.as_str().is_some_and(|text| text.is_empty() || is_zero(text))
}

/// Whether a number, a flag or a date is what the text spells.
fn spells(text: &str, written: &Json) -> bool {
    let digits = text.parse::<Json>().is_ok_and(|number| number.as_digits().is_some() && number == *written);
    digits || written.as_digits().is_some_and(|digits| digits == text) || is_flag(&Json::from(text), written)
}

/// Whether both mean the same flag.
fn is_flag(sample: &Json, written: &Json) -> bool {
    let flag = |json: &Json| match json.as_str().map(str::to_ascii_lowercase).as_deref() {
        Some("true" | "1") => Some(true),
        Some("false" | "0") => Some(false),
        Some(_) => None,
        None => json
            .as_bool()
            .or_else(|| json.as_i64().filter(|flag| (0..=1).contains(flag)).map(|flag| flag == 1)),
    };
    let may_be = written.as_str().is_none() || sample.as_str().is_some();
    may_be && flag(sample).is_some_and(|sample| Some(sample) == flag(written))
}
