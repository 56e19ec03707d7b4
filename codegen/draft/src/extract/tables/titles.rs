//! Titles and lines: what they announce, and whether they are sentences.

use crate::lexicon::fields::BODY_TITLES;
use crate::lexicon::tables::{ALL_CASES, CASE_ENDS, CASES, VALUE_TITLES, VALUE_WORDS};
use crate::lexicon::topics::{self, ASKED, Topic};
use stubwright_spec::diag::{Code, Diagnostic};
use stubwright_spec::source::Span;

/// Whether a label says more than that values follow.
pub(super) fn says_more(label: &str) -> bool {
    let words: Vec<String> = label.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
    let mut words = words.iter().filter(|word| !word.is_empty());
    !is_sentence(label) && words.any(|word| !VALUE_WORDS.has(word) && !VALUE_TITLES.has(word))
}

/// Whether a line is about a body, which a response has too, and names no request.
pub(super) fn names_body(line: &str) -> bool {
    let line = line.to_lowercase();
    BODY_TITLES.are_in(&line) && !ASKED.are_in(&line)
}

/// The announcement of a line for the tables below it; a part of a page such as notes announces none.
pub(super) fn announces(text: &str) -> Topic {
    match topics::topic(text) {
        Topic::Part => Topic::Other,
        topic => topic,
    }
}

/// The words of a text that can be names in a program.
pub(super) fn identifiers(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    words.filter(|word| word.len() >= 2 && word.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// Whether a line is a sentence and no title.
pub(in crate::extract) fn is_sentence(line: &str) -> bool {
    let line = line.trim();
    let words = line.split_whitespace().count();
    words >= 4 || line.ends_with(['.', '。']) || (!line.is_ascii() && line.chars().count() > 12)
}

/// The last name of a path: `sku` of `items[].sku`.
pub(super) fn last_name(text: &str) -> &str {
    let text = text.trim_matches(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    text.rsplit(['.', '[', ']']).next().unwrap_or_default()
}

/// Whether a line names a case of several, for which something follows: `For card:`, 当 type 为 sms 时：.
pub(super) fn is_case(line: &str) -> bool {
    /// No such line has more characters.
    const LONGEST: usize = 80;
    let line = line.trim().trim_start_matches(['-', '•', '*', ' ']);
    let lower = line.trim_end_matches([':', '：', ' ']).to_lowercase();
    let is_led = line.ends_with([':', '：']) && line.chars().count() <= LONGEST;
    is_led && (CASES.start(&lower) || CASE_ENDS.end(&lower)) && !ALL_CASES.are_in(&lower)
}

/// Says that a table or a sample is about a text before it is encoded, or after it is read.
pub(in crate::extract) fn coded(what: &str, span: Span) -> Diagnostic {
    let message =
        format!("a {what} of what a text has inside of it is left out: the text is sent in another form");
    let this = Diagnostic::new(Code::NotDrafted, span, message);
    this.help("write a type for it by hand, and encode or decode the text in your program")
}
