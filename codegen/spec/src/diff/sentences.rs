//! Differences as sentences: one line, no full stop, lower-case first word.

use super::endpoint::{CONSTANTS, NEEDS, RESPONSE, SERVER};
use super::fact::Fact;
use super::facts::{BODY, KEY, NAME, PLACE, WRITTEN};
use super::notation::quoted;
use super::servers::{ITSELF, named};
use crate::diag::Code;

/// The sentence about a difference.
pub(super) fn message(code: Code, subject: &str, old: &Fact, new: &Fact) -> String {
    let (was, is) = (&old.text, &new.text);
    let what = old.what;
    let now_and_before =
        |text: &dyn Fn(&str) -> String| format!("{subject} is {}, and was {}", text(is), text(was));
    if let Some(sentence) = of_call(code, subject, old, new) {
        return sentence;
    }
    match code {
        Code::Reworded => format!("the {what} of {subject} is different"),
        Code::Deprecated | Code::SecrecyChanged | Code::ShapeChanged | Code::PlaceChanged if is == what => {
            format!("{subject} is {what}")
        }
        Code::Deprecated | Code::SecrecyChanged | Code::ShapeChanged | Code::PlaceChanged if was == what => {
            format!("{subject} is no longer {what}")
        }
        Code::PresenceChanged => format!("{subject} is {is}, and was {was}"),
        Code::Renamed if what == KEY => format!("{subject} was called {}", quoted(was)),
        Code::Renamed if what == WRITTEN && is.is_empty() => {
            format!("{subject} is no longer written as {}", quoted(was))
        }
        Code::Renamed if what == WRITTEN => format!("{subject} is written as {}", quoted(is)),
        Code::Renamed if what == NAME && is.is_empty() => {
            format!("{subject} is no longer named {}", quoted(was))
        }
        Code::Renamed if what == NAME && was.is_empty() => format!("{subject} is named {}", quoted(is)),
        Code::Renamed if what == NAME => {
            format!("{subject} is named {}, and was named {}", quoted(is), quoted(was))
        }
        Code::Rewired if what == KEY => {
            format!("{subject} is {} on the wire, and was {}", quoted(new.shown()), quoted(old.shown()))
        }
        Code::Moved => format!("{subject} is {}, and was {}", quoted(new.shown()), quoted(old.shown())),
        Code::RoleChanged => now_and_before(&role_text),
        Code::SpellingChanged => {
            let [new, old] = [is, was].map(|word| quoted(&format!("as: {word}")));
            match (was.as_str(), is.as_str()) {
                (_, "") => format!("{subject} no longer has {old}"),
                ("", _) => format!("{subject} has {new}"),
                _ => format!("{subject} has {new}, and had {old}"),
            }
        }
        Code::PlaceChanged if what == CONSTANTS && !was.is_empty() && !is.is_empty() => {
            format!("{subject} has the {what} {}, and had {}", quoted(is), quoted(was))
        }
        Code::PlaceChanged if what == PLACE => format!("{subject} is in the {is}, and was in the {was}"),
        _ if what == ITSELF => {
            format!("{subject} is {}, and was {}", quoted(new.shown()), quoted(old.shown()))
        }
        _ if was.is_empty() => format!("{subject} has the {what} {}, and had none", quoted(new.shown())),
        _ if is.is_empty() => format!("{subject} has no {what}, and had {}", quoted(old.shown())),
        _ => format!("the {what} of {subject} is {}, and was {}", quoted(new.shown()), quoted(old.shown())),
    }
}

fn quoted_or(text: &str, none: &str) -> String {
    if text.is_empty() { none.to_owned() } else { quoted(text) }
}

/// The sentence about a difference in a call or in its surroundings.
fn of_call(code: Code, subject: &str, old: &Fact, new: &Fact) -> Option<String> {
    let (was, is) = (&old.text, &new.text);
    let what = old.what;
    let sentence = match code {
        Code::BodyChanged => {
            format!("{subject} takes {}, and took {}", quoted_or(is, "nothing"), quoted_or(was, "nothing"))
        }
        Code::ResponseChanged if what == RESPONSE => {
            format!(
                "{subject} returns {}, and returned {}",
                quoted_or(is, "nothing"),
                quoted_or(was, "nothing")
            )
        }
        Code::ResponseChanged if what == BODY => {
            let text = |text: &str| quoted_or(text, "none");
            format!("the {what} of {subject} is {}, and was {}", text(is), text(was))
        }
        Code::ResponseChanged => {
            let text = |text: &str| quoted_or(text, "none");
            format!("the {what} of {subject} are {}, and were {}", text(is), text(was))
        }
        Code::IdempotencyChanged | Code::SourceChanged => format!("{subject} is {is}, and was {was}"),
        Code::ServerChanged if what == SERVER => {
            let [is, was] = [new, old].map(|fact| named(fact.shown()));
            format!("{subject} is sent to {is}, and was sent to {was}")
        }
        Code::PagesChanged if was.is_empty() => format!("{subject} has pages"),
        Code::PagesChanged if is.is_empty() => format!("{subject} has no pages any more"),
        Code::PagesChanged => format!("the pages of {subject} are {}, and were {}", quoted(is), quoted(was)),
        Code::CredentialsChanged if what == NEEDS => {
            format!("{subject} needs {}, and needed {}", needed(is), needed(was))
        }
        Code::EnvelopeChanged if what == "envelope" => {
            let text = |text: &str| quoted_or(text, "that of the API");
            format!("the envelope of {subject} is {}, and was {}", text(is), text(was))
        }
        Code::AnswersChanged if what == "tables" => {
            let text = |text: &str| quoted_or(text, "the table of the API alone");
            format!("{subject} looks codes up in {}, and looked them up in {}", text(is), text(was))
        }
        Code::CheckChanged => {
            format!("the {subject} is another one: {}; before: {}", new.shown(), old.shown())
        }
        Code::AnswersChanged => {
            format!(
                "{subject} answers {}, and answered {}",
                quoted_or(is, "any code"),
                quoted_or(was, "any code")
            )
        }
        _ => return None,
    };
    Some(sentence)
}

fn needed(sets: &str) -> String {
    match sets {
        "none" => String::from("no credentials"),
        "all" => String::from("the credentials of the API"),
        sets => quoted(sets),
    }
}

fn role_text(role: &str) -> String {
    match role.split_once(' ') {
        None if role.is_empty() => String::from("a field of its own"),
        Some(("fixed", value)) => format!("fixed to {}", quoted(value)),
        _ => role.to_owned(),
    }
}
