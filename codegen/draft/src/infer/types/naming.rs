//! Names of endpoints: a verb and what it is about.

use std::collections::{BTreeMap, BTreeSet};

use crate::lexicon::keys::CONTAINERS;
use crate::lexicon::verbs::{is_empty, is_plural, is_verb, singular, words};

/// The words of a name: a verb, then what it is about, in at most so many segments of the path; and whether the verb is
/// one of the page.
pub(super) fn name(method: &str, path: &str, lists: bool, nouns: usize) -> (Vec<String>, bool) {
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    let segments = segments.get(container(&segments)..).unwrap_or_default();
    let ends_in_variable = segments.last().is_some_and(|segment| segment.starts_with('{'));
    let plain = |all: bool| -> Vec<Vec<String>> {
        let kept = segments.iter().enumerate().filter(|(at, segment)| {
            // A word that is usual in front of paths may be the verb at the end of one.
            let is_end_verb = at + 1 == segments.len() && is_verb(segment);
            !segment.starts_with('{') && (all || is_end_verb || !is_empty(segment))
        });
        let bare = kept.map(|(_, segment)| without_ending(segment));
        bare.map(words).filter(|words| !words.is_empty()).map(latin).collect()
    };
    let mut parts = plain(false);
    if parts.is_empty() {
        parts = plain(true);
    }
    let last = parts.pop().unwrap_or_default();
    let before = |count: usize| {
        let near = parts.iter().rev().take(count).rev().flatten();
        near.map(|word| singular(word)).collect::<Vec<String>>()
    };
    if let [verb] = last.as_slice()
        && is_verb(verb)
        && !ends_in_variable
    {
        let name: Vec<String> = std::iter::once(verb.clone()).chain(before(nouns)).collect();
        let is_sure = name.len() > 1;
        return (name, is_sure);
    }
    if let Some((first, rest)) = last.split_first()
        && is_verb(first)
        && !rest.is_empty()
    {
        return (last.clone(), true);
    }
    if let Some((end, rest)) = last.split_last()
        && is_verb(end)
        && !rest.is_empty()
    {
        return (std::iter::once(end.clone()).chain(rest.iter().cloned()).collect(), true);
    }
    let several = lists || (last.last().is_some_and(|word| is_plural(word)) && !ends_in_variable);
    let (verb, is_sure) = verb(method, several, ends_in_variable);
    let mut last = last;
    if let Some(noun) =
        last.last_mut().filter(|_| verb != "list" && verb != "put" && (verb != "delete" || ends_in_variable))
    {
        *noun = singular(noun);
    }
    let is_post_to_list = method == "POST" && segments.last().is_some_and(|segment| is_plural(segment));
    let name = std::iter::once(verb.to_owned()).chain(before(nouns.saturating_sub(1))).chain(last).collect();
    (name, is_sure || is_post_to_list)
}

fn without_ending(segment: &str) -> &str {
    segment.strip_suffix(".json").or(segment.strip_suffix(".do")).unwrap_or(segment)
}

/// How many segments in front only say for whom the call is: those up to `/appKeys/{appKey}`.
fn container(segments: &[&str]) -> usize {
    let is_one = |pair: &[&str]| match pair {
        [name, value] => {
            let end = words(&singular(name)).pop().unwrap_or_default();
            value.starts_with('{') && CONTAINERS.has(&end)
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
    use super::name;

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
            assert_eq!(name(method, path, false, 2).0.join("_"), wanted, "{path}");
        }
    }
}
