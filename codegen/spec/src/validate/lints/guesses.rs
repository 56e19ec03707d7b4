//! Guesses of a draft that nobody has confirmed, where they decide about requests.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::front::native::guesses::Guess;
use crate::model::Method;
use crate::validate::checked::Checked;

/// The effect of a wrong guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Effect {
    Sent,
    SentAgain,
    Refused,
}

impl Effect {
    fn words(self) -> &'static str {
        match self {
            Self::Sent => "what is sent",
            Self::SentAgain => "whether a call is sent again",
            Self::Refused => "which requests are refused",
        }
    }
}

pub(super) fn unsettled(checked: &Checked<'_>, diags: &mut Diagnostics) {
    for guess in checked.guesses {
        let Some(effect) = effect(checked, guess) else { continue };
        let message = format!("a guess decides {}", effect.words());
        diags.push(
            Diagnostic::new(Code::UnsettledGuess, guess.span, message)
                .help("compare the line with the page, correct it, and remove the mark"),
        );
    }
}

/// Keys that a reason can name before a colon, `retry: by its words`, if it is about one of several keys of a line.
const NAMED: &[&str] = &[
    "retry", "check", "type", "in", "as", "name", "doc", "message", "solution", "match", "docs", "category",
    "http",
];

/// Keys that neither a request nor its repetition depends on.
const HARMLESS: &[&str] = &["name", "doc", "message", "solution", "match", "docs", "category", "http"];

/// The keys that a reason names.
fn named(reason: &str) -> Vec<&'static str> {
    let mut words = reason.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';'));
    let mut found = Vec::new();
    for word in words.by_ref().filter_map(|word| word.strip_suffix(':')) {
        found.extend(NAMED.iter().filter(|key| **key == word).copied());
    }
    found
}

fn effect(checked: &Checked<'_>, guess: &Guess) -> Option<Effect> {
    let named = named(&guess.reason);
    if !named.is_empty() && named.iter().all(|key| HARMLESS.contains(key)) {
        return None;
    }
    let path: Vec<&str> = guess.path.iter().map(String::as_str).collect();
    match path.as_slice() {
        ["servers" | "other_servers" | "auth" | "common", ..] => Some(Effect::Sent),
        ["errors" | "tables", rest @ ..] => of_row(guess, rest, &named),
        ["endpoints", _, key, ..] => of_endpoint(key),
        ["endpoints", _] => Some(Effect::Sent),
        ["types"] => {
            checked.api.types.enumerate().any(|(id, _)| checked.analysis.get(id).sent).then_some(Effect::Sent)
        }
        ["types", name, ..] => is_sent(checked, name).then_some(Effect::Sent),
        _ => None,
    }
}

/// A row: its rules, and whether the call is repeated.
fn of_row(guess: &Guess, path: &[&str], named: &[&str]) -> Option<Effect> {
    let has = |key: &str| match named {
        [] => path.contains(&key),
        named => named.contains(&key),
    };
    // On one line, the reason of a rule is that of the line.
    let has_check = has("check") || (named.is_empty() && guess.below.iter().any(|key| key == "check"));
    if has_check { Some(Effect::Refused) } else { has("retry").then_some(Effect::SentAgain) }
}

fn of_endpoint(key: &str) -> Option<Effect> {
    let is_method = Method::WORDS.iter().any(|(word, _)| *word == key);
    match key {
        "params" | "request" | "auth" | "server" | "pages" => Some(Effect::Sent),
        "idempotent" => Some(Effect::SentAgain),
        _ => is_method.then_some(Effect::Sent),
    }
}

/// Whether a type is a part of a request.
fn is_sent(checked: &Checked<'_>, key: &str) -> bool {
    let name = key.split('<').next().unwrap_or_default();
    let mut types = checked.api.types.enumerate();
    types.any(|(id, def)| def.name == name && checked.analysis.get(id).sent)
}
