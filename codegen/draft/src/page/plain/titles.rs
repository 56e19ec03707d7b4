//! Titles of copied text: short lines between a blank line and the lines of a section with a request.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::lexicon::calls::HTTP_METHODS;
use crate::lexicon::topics::fold;

/// How long a title may be, in characters.
const LONGEST: usize = 60;

/// How many words a title may have.
const WORDS: usize = 9;

/// The places where the lines that are titles begin, without their indentation.
pub(super) fn titles(page: &str, lines: &[Range<usize>]) -> BTreeSet<usize> {
    let line = |at: usize| lines.get(at).and_then(|range| page.get(range.clone())).unwrap_or_default().trim();
    let is_title = |at: &usize| {
        (*at == 0 || line(at - 1).is_empty()) && !line(at + 1).is_empty() && may_be_title(line(*at))
    };
    let mut titles: Vec<usize> = (0..lines.len()).filter(is_title).collect();
    let ends: Vec<usize> = titles.iter().skip(1).copied().chain([lines.len()]).collect();
    let mut end = ends.into_iter();
    titles.retain(|at| (*at..end.next().unwrap_or_default()).any(|at| is_request(line(at))));
    let start = |at: usize| {
        let range = lines.get(at)?;
        let text = page.get(range.clone())?;
        Some(range.start + text.len() - text.trim_start().len())
    };
    titles.into_iter().filter_map(start).collect()
}

fn may_be_title(line: &str) -> bool {
    let is_named =
        line.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || c.is_alphabetic() && !c.is_ascii());
    let is_sentence = line.ends_with(['.', '。', '!', '?', '？', ';', ',', '，', '；', ':', '：', '、', '…']);
    is_named
        && !is_sentence
        && fold(line).is_none()
        && line.contains(char::is_alphabetic)
        && !line.contains(['\t', '|', '/', '{', '}', '=', '<', '>', '"', '\\', '[', ']'])
        && line.chars().count() <= LONGEST
        && line.split_whitespace().count() <= WORDS
}

/// Whether a line is a method with a path, or a label with a URL.
fn is_request(line: &str) -> bool {
    let is_target = |rest: &str| rest.trim_start().starts_with('/') || rest.contains("://");
    let words = line.split_once([' ', '\t']);
    if words.is_some_and(|(first, rest)| HTTP_METHODS.contains(&first) && is_target(rest)) {
        return true;
    }
    let label = line.split_once([':', '：']).filter(|(label, _)| label.chars().count() <= 12);
    label.is_some_and(|(_, value)| {
        let value = value.trim();
        value.starts_with("https://") || value.starts_with("http://") || value.starts_with('/')
    })
}
