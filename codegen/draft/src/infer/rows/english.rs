//! English messages as names: the words of a short one, without those that only join them.
//!
//! `Gate is locked` is `GateLocked`, and `The crane does not exist` is `CraneNotFound` by a line of `messages.txt`. Only
//! messages of one clause whose words say that something is wrong get a name, and no name has more than four words.

use super::folding;
use super::oddities::template_in;
use super::retry;
use crate::lexicon::flags;
use crate::lexicon::naming::{
    ADVERBS, ARTICLES, AUXILIARIES, BARE, COMMANDS, COMPLEX, CONTRACTED, COPULAS, DETERMINERS, JOINTS,
    LABELS, MODALS, PARTICIPLES, STATES, UNSAYING,
};
use crate::lexicon::rows::VAGUE;

/// No name has more words.
const MOST_WORDS: usize = 4;
/// No longer message is short.
const LONGEST: usize = 160;

/// The words of a message in one form: small letters, `is` for every copula, `cannot` for `could not`.
pub(super) struct Words(Vec<String>);

impl Words {
    /// The words of the only clause that says what is wrong; `None` for anything but short English.
    pub(super) fn of(message: &str) -> Option<Self> {
        if message.len() > LONGEST || !message.is_ascii() && !message.chars().all(is_typographic) {
            return None;
        }
        let message = without_templates(message);
        let bare = without_label(&message);
        let mut clauses = clauses(bare).filter(|clause| !is_advice(clause));
        let clause = clauses.next().filter(|_| clauses.next().is_none())?;
        let mut words = Vec::new();
        for token in clause.split_whitespace() {
            split(token, &mut words)?;
        }
        let this = Self(words).joined().plain();
        (!this.0.is_empty()).then_some(this)
    }

    /// The words with spaces between, as the patterns of `messages.txt` have them.
    pub(super) fn text(&self) -> String {
        self.0.join(" ")
    }

    /// The words themselves as a name, where they say what is wrong and of what.
    pub(super) fn name(&self) -> Option<String> {
        let is_told = self.0.iter().skip(1).any(|word| word == "is");
        let words = self.0.iter().map(String::as_str);
        let mut words: Vec<&str> =
            words.filter(|word| *word != "is" && *word != "been" && !ADVERBS.has(word)).collect();
        let rest = match words.as_slice() {
            ["failed", "to", rest @ ..] => Some(rest.to_vec()),
            _ => None,
        };
        if let Some(rest) = rest {
            words = rest;
            words.push("failed");
        }
        let (first, last) = (*words.first()?, *words.last()?);
        let before = words.len().checked_sub(2).and_then(|at| words.get(at)).copied();
        let ends_in_state = STATES.has(last) || before == Some("not");
        let says = is_told || words.iter().any(|word| STATES.has(word) || MODALS.has(word) || *word == "no");
        let is_order = COMMANDS.has(first) && !ends_in_state && !is_told;
        let is_open = JOINTS.has(last) || AUXILIARIES.has(last) || MODALS.has(last) || last == "not";
        let is_headless =
            JOINTS.has(first) || AUXILIARIES.has(first) || self.0.first().is_some_and(|word| word == "is");
        let is_plain = words.iter().all(|word| is_word(word) && !COMPLEX.has(word) && !UNSAYING.start(word));
        let says_of_what = words.iter().any(|word| is_content(word));
        let is_name = (2..=MOST_WORDS).contains(&words.len())
            && says
            && is_plain
            && says_of_what
            && !is_order
            && !is_open
            && !is_headless;
        is_name.then(|| words.into_iter().map(folding::pascal).collect())
    }

    /// `can not`, `could not`, `unable to` as `cannot`; `has been` as `is`; `should` as `must`.
    fn joined(self) -> Self {
        let mut words: Vec<String> = Vec::new();
        let mut rest = self.0.as_slice();
        while let Some((word, after)) = rest.split_first() {
            let next = after.first().map(String::as_str);
            let (word, length) = match (word.as_str(), next) {
                ("can" | "could", Some("not")) | ("unable", Some("to")) => ("cannot", 2),
                ("should" | "shall" | "may" | "must", Some("not")) => ("must not", 2),
                ("should" | "shall", _) => ("must", 1),
                ("need" | "needs" | "has" | "have", Some("to")) => ("must", 2),
                ("do" | "did" | "does", Some("not")) => ("does not", 2),
                ("has" | "have" | "had", _) if is_perfect(after) => ("is", 1),
                (word, _) if COPULAS.has(word) => ("is", 1),
                (word, _) => (word, 1),
            };
            words.extend(word.split(' ').map(str::to_owned));
            rest = rest.get(length..).unwrap_or_default();
        }
        // `is unable to`, `was not able to`.
        let pairs: Vec<String> = words
            .iter()
            .enumerate()
            .filter(|(at, word)| {
                *word != "is" || words.get(at + 1).is_none_or(|next| next != "cannot" && next != "been")
            })
            .map(|(_, word)| word.clone())
            .collect();
        let is_been = |at: usize| at > 0 && pairs.get(at).is_some_and(|word| word == "been");
        let words = pairs.iter().enumerate();
        let words = words.map(|(at, word)| if is_been(at) { String::from("is") } else { word.clone() });
        Self(words.collect())
    }

    /// Without articles, and without words such as *specified* before a noun.
    fn plain(self) -> Self {
        let words = self.0;
        let is_kept = |at: usize, word: &str| {
            let next = words.get(at + 1).map(String::as_str);
            let before = at.checked_sub(1).and_then(|at| words.get(at)).map(String::as_str);
            let is_predicate =
                before.is_some_and(|before| before == "is" || before == "not" || before == "be");
            let has_noun = next.is_some_and(|next| {
                next != "is" && is_word(next) && !JOINTS.has(next) && !AUXILIARIES.has(next)
            });
            !(ARTICLES.has(word) || DETERMINERS.has(word) && has_noun && !is_predicate)
        };
        let kept = words.iter().enumerate().filter(|(at, word)| is_kept(*at, word));
        Self(kept.map(|(_, word)| word.clone()).collect())
    }
}

/// A phrase of at most three words that can be what a message is about: `harbour gate`.
pub(super) fn phrase(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    let is_edge = |word: Option<&&str>| word.is_none_or(|word| JOINTS.has(word));
    let is_noun = |word: &&str| {
        is_word(word)
            && !COMPLEX.has(word)
            && !AUXILIARIES.has(word)
            && !MODALS.has(word)
            && !UNSAYING.start(word)
            && !STATES.has(word)
            && !BARE.has(word)
    };
    let is_phrase = (1..MOST_WORDS).contains(&words.len())
        && words.iter().all(is_noun)
        && words.iter().any(|word| is_content(word))
        && !is_edge(words.first())
        && !is_edge(words.last());
    is_phrase.then(|| words.into_iter().map(folding::pascal).collect())
}

/// Whether a name has few enough words.
pub(super) fn is_short(name: &str) -> bool {
    folding::humps(name).len() <= MOST_WORDS
}

/// A word that says of what something is wrong.
fn is_content(word: &str) -> bool {
    let is_joining = JOINTS.has(word) || AUXILIARIES.has(word) || MODALS.has(word) || ADVERBS.has(word);
    word.len() >= 2 && !is_joining && !STATES.has(word) && !VAGUE.has(word) && !BARE.has(word)
}

fn is_word(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase()) && word.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// Quotes, apostrophes and dashes of typography, beside ASCII.
fn is_typographic(c: char) -> bool {
    c.is_ascii() || matches!(c, '\u{2018}'..='\u{201d}' | '\u{2013}' | '\u{2014}' | '\u{a0}')
}

/// Whether `has` is part of a verb: `has expired`, `has not been changed`.
fn is_perfect(after: &[String]) -> bool {
    let verb = after.iter().find(|word| *word != "not" && !ADVERBS.has(word) && *word != "already");
    verb.is_some_and(|verb| verb == "been" || verb.ends_with("ed") || PARTICIPLES.has(verb))
}

/// A message without `%s`, `{0}` and the like.
fn without_templates(message: &str) -> String {
    let mut text = String::new();
    let mut rest = message;
    while let Some(part) = template_in(rest) {
        let Some((before, after)) = rest.split_once(part) else { break };
        text.push_str(before);
        text.push(' ');
        rest = after;
    }
    text.push_str(rest);
    text
}

/// `Error: gate is locked` without its first word.
fn without_label(message: &str) -> &str {
    let (label, rest) = message.split_once(": ").unwrap_or_default();
    if LABELS.has(&label.trim().to_lowercase()) { rest } else { message }
}

/// The parts of a message between marks that end a clause.
fn clauses(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split([',', ';', '!', '?']).flat_map(|part| part.split(". "));
    parts.map(|part| part.trim().trim_end_matches('.').trim()).filter(|part| !part.is_empty())
}

/// A clause that says what to do.
fn is_advice(clause: &str) -> bool {
    let lower = clause.to_lowercase();
    retry::is_advice(&lower) || flags::is_advice(&lower) && is_command(&lower)
}

/// Whether a clause in small letters begins as advice does, and says nothing about what is wrong.
fn is_command(clause: &str) -> bool {
    let mut words = clause.split_whitespace();
    words.next().is_some_and(|first| COMMANDS.has(first)) && !words.any(|word| STATES.has(word))
}

/// The words of a token; `None` where it is more than words.
fn split(token: &str, words: &mut Vec<String>) -> Option<()> {
    let bare = token.trim_matches(['"', '\'', '`', '*', '\u{2018}', '\u{2019}', '\u{201c}', '\u{201d}']);
    if bare.is_empty() {
        return Some(());
    }
    let bare = bare.replace('\u{2019}', "'");
    if bare.bytes().all(|byte| byte.is_ascii_digit()) {
        words.push(String::from("#"));
        return Some(());
    }
    let lower = bare.to_lowercase();
    let negated =
        lower.strip_suffix("n't").or_else(|| lower.strip_suffix("nt").filter(|verb| CONTRACTED.has(verb)));
    let (bare, is_negated) = match negated {
        Some("ca") => (String::from("can"), true),
        Some("wo") => (String::from("will"), true),
        Some(verb) => (verb.to_owned(), true),
        None if bare.eq_ignore_ascii_case("cannot") => (String::from("can"), true),
        None => (bare.strip_suffix("'s").map(str::to_owned).unwrap_or(bare), false),
    };
    let is_named = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    if !bare.chars().all(is_named) {
        return None;
    }
    let parts = folding::humps(&bare);
    if parts.iter().any(|part| !part.starts_with(|c: char| c.is_ascii_alphabetic())) {
        return None;
    }
    let count = parts.len();
    // `recipientNo` is a number.
    let spelled = parts.iter().enumerate().map(|(at, part)| match part.to_ascii_lowercase() {
        part if part == "no" && count > 1 && at + 1 == count => String::from("number"),
        part => part,
    });
    words.extend(spelled);
    words.extend(is_negated.then(|| String::from("not")));
    Some(())
}

#[cfg(test)]
mod tests {
    use super::super::naming::of_message;

    #[test]
    fn short_messages_are_names() {
        for (message, name) in [
            ("Unknown lighthouse", "UnknownLighthouse"),
            ("The door is jammed.", "DoorJammed"),
            ("missing permit", "MissingPermit"),
            ("Invalid mooring", "InvalidMooring"),
            ("Colour has not been chosen.", "ColourNotChosen"),
            ("pilot not assigned", "PilotNotAssigned"),
            ("No such lighthouse", "LighthouseNotFound"),
            ("The specified berth doesn't exist", "BerthNotFound"),
            ("Couldn't find berth.", "BerthNotFound"),
            ("berth not exist", "BerthNotFound"),
            ("Harvest already exists", "HarvestAlreadyExists"),
            ("vineyard.plot is required", "VineyardPlotMissing"),
            ("The cellarId must not be empty", "CellarIdMissing"),
            ("Barrel \"{0}\" not found", "BarrelNotFound"),
            ("The barrel is not valid, please check it", "InvalidBarrel"),
            ("Ferry has departed", "FerryDeparted"),
            ("Tide is too low", "TideTooLow"),
            ("Failed to open lock", "OpenLockFailed"),
            ("Unable to reach pilot", "CannotReachPilot"),
            ("Boat cannot be towed, please try again with another tug", "BoatCannotBeTowed"),
            ("Signature does not match", "SignatureMismatch"),
            ("Error: berth is taken", "BerthTaken"),
            ("Insufficient oil in tank", "InsufficientOilInTank"),
            ("Tank has no oil", "TankHasNoOil"),
            ("TOKEN NOT ACTIVATED", "TokenNotActivated"),
            ("unsupported sail", "UnsupportedSail"),
            ("Request body is too large", "RequestBodyTooLarge"),
            ("Access denied", "AccessDenied"),
            ("You do not have permission", "PermissionDenied"),
            ("Unknown error", "UnknownError"),
            ("Tonnage must be positive", "TonnageMustBePositive"),
        ] {
            let found = of_message(message).map(|named| named.name);
            assert_eq!(found.as_deref(), Some(name), "{message}");
        }
    }

    #[test]
    fn what_is_no_short_message_has_no_name() {
        for message in [
            "An error has occurred",
            "error",
            "Failed",
            "Something is wrong",
            "Contact the harbour office",
            "Check required fields",
            "You are not the owner of this boat",
            "Boat is late because the tide is low",
            "Boat is late; tide is low",
            "mast not set || sail not set",
            "Order complete",
            "Berth not",
            "is not valid",
            "The boat is too heavy for the old crane at pier",
            "Недопустимый парус is wrong",
            "Successfully saved",
            "Boat is saved successfully",
            "See http://a.example/errors is down",
        ] {
            assert_eq!(of_message(message).map(|named| named.name), None, "{message}");
        }
    }
}
