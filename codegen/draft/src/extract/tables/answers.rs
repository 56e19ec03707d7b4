//! What a column answers: required or not, and where a parameter goes.

use crate::found::{In, Required};
use crate::lexicon::fields::{
    ASKS_OPTIONAL, BODY_TITLES, DEPENDS, HEADER_TITLES, IN_BODY, IN_HEADER, IN_PATH, IN_QUERY, NO, OPTIONAL,
    PATH_TITLES, QUERY_TITLES, REQUIRED, SOMETIMES, STARTS_OPTIONAL, STARTS_REQUIRED, STARTS_SOMETIMES, YES,
};
use crate::lexicon::flags::folded;
use crate::lexicon::lists::Words;
use crate::lexicon::topics::{Topic, topic};

/// How a column answers whether something is required.
#[derive(Debug, Clone, Copy)]
pub(super) struct Answers {
    /// Whether `M` is in it, so that `O` means optional.
    has_mandatory: bool,
    /// Whether nothing but `X` is in it, so that it is a mark as `✔` is.
    is_only_cross: bool,
    /// Whether every answer in it is a yes, so that an empty cell is a no.
    is_only_yes: bool,
    /// Whether the head asks the other way: `Optional?`.
    is_inverted: bool,
}

impl Answers {
    /// Reads a column.
    pub(super) fn of<'t>(cells: impl Iterator<Item = &'t str>, head: &str) -> Self {
        let words: Vec<String> = cells.map(folded).filter(|word| !word.is_empty()).collect();
        let has = |options: &[&str]| words.iter().any(|word| options.contains(&word.as_str()));
        let mut this = Self {
            has_mandatory: has(&["m", "r"]),
            is_only_cross: !words.is_empty() && words.iter().all(|word| word == "x"),
            is_only_yes: false,
            is_inverted: is_inverted(head),
        };
        let all_yes = words.iter().all(|word| this.plain(word) == Some(Required::Yes));
        this.is_only_yes = all_yes && !words.is_empty();
        this
    }

    pub(super) fn read(self, cell: &str) -> Option<Required> {
        let word = folded(cell);
        if word.is_empty() {
            // Of a column that asks the other way the marked ones are the optional ones.
            return self.is_only_yes.then_some(if self.is_inverted { Required::Yes } else { Required::No });
        }
        let answer = self.plain(&word);
        if !self.is_inverted {
            return answer;
        }
        match (answer?, WORDS.iter().any(|(words, _)| words.contains(&word.as_str()))) {
            // `optional` means that in every column.
            (answer, true) => Some(answer),
            (Required::Yes, false) => Some(Required::No),
            (Required::No, false) => Some(Required::Yes),
            (Required::Sometimes, false) => Some(Required::Sometimes),
        }
    }

    fn plain(self, word: &str) -> Option<Required> {
        match word {
            "o" if self.has_mandatory => Some(Required::No),
            "x" if self.is_only_cross => Some(Required::Yes),
            _ => required(word),
        }
    }
}

fn is_inverted(head: &str) -> bool {
    let head = folded(head);
    ASKS_OPTIONAL.start(&head)
}

/// Whether a word or a short text says that something is required.
pub(super) fn required(text: &str) -> Option<Required> {
    let text = folded(text);
    let word = text.as_str();
    let listed = WORDS.iter().chain(ANSWERS).find(|(words, _)| words.contains(&word));
    if let Some((_, answer)) = listed {
        return Some(*answer);
    }
    // `false（see below）`
    if let Some((first, _)) = word.split_once(['(', '（']).filter(|(first, _)| !first.trim().is_empty())
        && let Some(answer) = required(first)
    {
        return Some(answer);
    }
    if text.chars().count() > 40 {
        return None;
    }
    let starts = |words: &[&str]| words.iter().any(|start| word.starts_with(start));
    if starts(&STARTS_SOMETIMES) {
        return Some(Required::Sometimes);
    }
    if starts(&STARTS_OPTIONAL) {
        return Some(Required::No);
    }
    if starts(&STARTS_REQUIRED) {
        return Some(Required::Yes);
    }
    None
}

/// What a word says whatever the head asks: `非必填`, `optional`; nothing for `yes`.
pub(super) fn of_word(text: &str) -> Option<Required> {
    let text = folded(text);
    WORDS.iter().find(|(words, _)| words.contains(&text.as_str())).map(|(_, answer)| *answer)
}

/// Words that say it whatever the head asks.
static WORDS: &[(&Words, Required)] =
    &[(&REQUIRED, Required::Yes), (&OPTIONAL, Required::No), (&SOMETIMES, Required::Sometimes)];

static ANSWERS: &[(&Words, Required)] =
    &[(&YES, Required::Yes), (&NO, Required::No), (&DEPENDS, Required::Sometimes)];

/// Where a word says that a parameter goes.
pub(super) fn goes(text: &str) -> Option<In> {
    let text = folded(text);
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if text.chars().count() > 24 {
        return None;
    }
    if has(&IN_PATH) {
        return Some(In::Path);
    }
    if has(&IN_HEADER) {
        return Some(In::Header);
    }
    if has(&IN_QUERY) {
        return Some(In::Query);
    }
    has(&IN_BODY).then_some(In::Body)
}

/// Where the fields below a title are sent, as far as it says so: `Query 参数`, `Request headers`.
pub(super) fn place_of_title(title: &str) -> Option<In> {
    let title = title.trim().trim_end_matches([':', '：']);
    if title.chars().count() > 40 {
        return None;
    }
    let title = title.to_lowercase();
    let is_word = title.split_whitespace().count() == 1;
    let is_told = topic(&title) != Topic::Other || is_word && title.len() <= 16;
    let places = [
        (&HEADER_TITLES, In::Header),
        (&BODY_TITLES, In::Body),
        (&QUERY_TITLES, In::Query),
        (&PATH_TITLES, In::Path),
    ];
    let mut found = places.iter().filter(|(words, _)| words.are_in(&title)).map(|(_, place)| *place);
    // A title of two places says nothing of each field.
    let first = found.next()?;
    (is_told && found.next().is_none()).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::{Answers, required};
    use crate::found::Required;

    fn column(head: &str, cells: &[&str]) -> String {
        let answers = Answers::of(cells.iter().copied(), head);
        let letter = |cell: &&str| match answers.read(cell) {
            Some(Required::Yes) => 'y',
            Some(Required::No) => 'n',
            Some(Required::Sometimes) => 's',
            None => '?',
        };
        cells.iter().map(letter).collect()
    }

    #[test]
    fn the_whole_column_says_what_a_letter_means() {
        assert_eq!(column("필수", &["O", "X", ""]), "yn?");
        assert_eq!(column("M/O", &["M", "O", "C"]), "yns");
        assert_eq!(column("Required", &["X", "", "x"]), "yny");
        assert_eq!(column("Required", &["✔", "", "✔"]), "yny");
        assert_eq!(column("Optional?", &["no", "yes", "optional"]), "ynn");
        assert_eq!(column("必填", &["**是**", "否", "条件必填", "Y", "TRUE", "FALSE"]), "ynsyyn");
        assert_eq!(column("必須", &["○", "－", "〇", "×", "△", ""]), "ynyns?");
        assert_eq!(column("Обяз.", &["+", "-", "Да", "Нет"]), "ynyn");
    }

    #[test]
    fn words_answer_alone() {
        assert_eq!(required("非必填"), Some(Required::No));
        assert_eq!(required("Required"), Some(Required::Yes));
        assert_eq!(required("whatever"), None);
    }
}
