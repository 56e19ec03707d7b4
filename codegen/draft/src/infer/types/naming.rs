//! Names of endpoints: a verb and what it is about.

use std::collections::{BTreeMap, BTreeSet};

use crate::lexicon::keys::{CHANGES, CONTAINERS};
use crate::lexicon::verbs::{is_empty, is_plural, is_verb, singular, split_ending, words};

/// What a call says for its name.
pub(super) struct Said {
    /// The first words: the verb, or all of a name that needs no more.
    first: Vec<String>,
    /// What it is about, by segment of the path; the last ones say most.
    before: Vec<Vec<String>>,
    /// The words of the last segment, where it is not the verb.
    last: Option<Vec<String>>,
    /// Whether the verb is one of the page.
    is_sure: bool,
}

impl Said {
    /// A name by itself.
    pub(super) fn whole(first: Vec<String>, is_sure: bool) -> Self {
        Self { first, before: Vec::new(), last: None, is_sure }
    }

    pub(super) fn of(method: &str, path: &str, lists: bool) -> Self {
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        let segments = segments.get(container(&segments)..).unwrap_or_default();
        let ends_in_variable = segments.last().is_some_and(|segment| segment.starts_with('{'));
        let mut before = parts(segments, Kept::Telling);
        if before.is_empty() {
            before = parts(segments, Kept::All);
        }
        let mut last = before.pop().unwrap_or_default();
        before.iter_mut().flatten().for_each(|word| *word = singular(word));
        let (begins, ends) =
            (last.first().is_some_and(|word| is_verb(word)), last.last().is_some_and(|word| is_verb(word)));
        if last.len() == 1 && begins && !ends_in_variable {
            let is_sure = before.iter().any(|words| !words.is_empty());
            return Self { first: last, before, last: None, is_sure };
        }
        if last.len() > 1 && (begins || ends) {
            // The verb comes first.
            last.rotate_right(usize::from(!begins));
            return Self::whole(last, true);
        }
        let several = lists || (last.last().is_some_and(|word| is_plural(word)) && !ends_in_variable);
        let (verb, is_sure) = verb(method, several, ends_in_variable);
        if let Some(noun) = last
            .last_mut()
            .filter(|_| verb != "list" && verb != "put" && (verb != "delete" || ends_in_variable))
        {
            *noun = singular(noun);
        }
        let is_post_to_list = method == "POST" && segments.last().is_some_and(|segment| is_plural(segment));
        Self { first: vec![verb.to_owned()], before, last: Some(last), is_sure: is_sure || is_post_to_list }
    }

    /// The words of a name: a verb, then what it is about, in at most so many segments of the path; and whether the verb
    /// is one of the page.
    pub(super) fn name(&self, nouns: usize) -> (Vec<&str>, bool) {
        let count = nouns.saturating_sub(usize::from(self.last.is_some()));
        let near = self.before.get(self.before.len().saturating_sub(count)..).unwrap_or_default();
        let words = self.first.iter().chain(near.iter().flatten()).chain(self.last.iter().flatten());
        (words.map(String::as_str).collect(), self.is_sure)
    }
}

/// Which segments of a path are words of a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kept {
    /// Those that say something.
    Telling,
    /// All but variables.
    All,
}

fn parts(segments: &[&str], which: Kept) -> Vec<Vec<String>> {
    let kept = segments.iter().enumerate().filter(|(at, segment)| {
        // A word that is usual in front of paths may be the verb at the end of one.
        let is_end_verb = at + 1 == segments.len() && is_verb(segment);
        !segment.starts_with('{') && (which == Kept::All || is_end_verb || !is_empty(segment))
    });
    let bare = kept.map(|(_, segment)| split_ending(segment).0);
    bare.map(words).filter(|words| !words.is_empty()).map(latin).collect()
}

/// Whether the last segment of a path is that of a call that changes something: `/order/cancel`, `/pay_bill.json`.
pub(super) fn changes(path: &str) -> bool {
    let words = words(split_ending(path.rsplit('/').next().unwrap_or_default()).0);
    words.first().into_iter().chain(words.last()).any(|word| CHANGES.has(word))
}

/// How many segments in front only say for whom the call is: those up to `/appKeys/{appKey}`.
fn container(segments: &[&str]) -> usize {
    let is_one = |pair: &[&str]| match pair {
        [name, value] => {
            let end = || words(&singular(name)).pop().unwrap_or_default();
            value.starts_with('{') && CONTAINERS.has(&end())
        }
        _ => false,
    };
    let last = segments.windows(2).rposition(is_one).map_or(0, |at| at + 2);
    if last < segments.len() { last } else { 0 }
}

/// The verb of a method, and whether it is sure.
fn verb(method: &str, several: bool, ends_in_variable: bool) -> (&'static str, bool) {
    match method {
        "GET" | "HEAD" if several => ("list", true),
        "GET" | "HEAD" => ("get", true),
        "POST" => ("create", false),
        "PUT" if !ends_in_variable => ("put", false),
        "PUT" | "PATCH" => ("update", true),
        "DELETE" => ("delete", true),
        _ => ("call", false),
    }
}

/// The words that a Rust name can have.
fn latin(words: Vec<String>) -> Vec<String> {
    words
        .into_iter()
        .map(|word| word.chars().filter(char::is_ascii_alphanumeric).collect())
        .filter(|word: &String| !word.is_empty())
        .collect()
}

/// Names of one kind, each of which is given once.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: BTreeSet<String>,
    /// The next number for a name that many would have.
    next: BTreeMap<String, usize>,
}

impl Names {
    pub(super) fn has(&self, name: &str) -> bool {
        self.taken.contains(name)
    }

    pub(super) fn take(&mut self, name: String) {
        self.taken.insert(name);
    }

    pub(super) fn give_back(&mut self, name: &str) {
        self.taken.remove(name);
    }

    /// A name with a number from 2 on behind it that is free.
    pub(super) fn numbered(&mut self, name: &str) -> String {
        let next = self.next.entry(name.to_owned()).or_insert(2);
        loop {
            let numbered = format!("{name}{next}");
            if !self.taken.contains(&numbered) {
                return numbered;
            }
            *next += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Said;

    #[test]
    fn names_are_a_verb_and_a_noun() {
        for (method, path, wanted) in [
            ("POST", "/v1/visit/submit", "submit_visit"),
            ("POST", "/print/job/create", "create_print_job"),
            ("POST", "/api/open/contract/start", "start_contract"),
            ("POST", "/lockers/{locker}/reservations", "create_locker_reservation"),
            ("GET", "/api/orders/{order_no}", "get_order"),
            ("GET", "/ledger/books", "list_ledger_books"),
            ("GET", "/card/balance", "get_card_balance"),
            ("PUT", "/ingest//readings", "put_ingest_readings"),
            ("POST", "/rest/poll.open", "open_poll"),
            ("POST", "/v1/doors/open", "open_door"),
            ("POST", "/api/open", "open"),
            ("POST", "/api/v2/message/send", "send_message"),
            ("POST", "/trade/createOrder", "create_order"),
            ("DELETE", "/users/{id}", "delete_user"),
            ("PATCH", "/users/{id}/profile", "update_user_profile"),
        ] {
            assert_eq!(Said::of(method, path, false).name(2).0.join("_"), wanted, "{path}");
        }
    }
}
