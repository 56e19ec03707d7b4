//! The answers of a column: required or not, and where a parameter goes.

use crate::found::{In, Required};
use crate::lexicon::fields::{
    ALLOWED, ASKS_OPTIONAL, BODY_TITLES, CONDITIONS, DEPENDS, FORBIDDEN, HEADER_TITLES, IN_BODY, IN_HEADER,
    IN_PATH, IN_QUERY, LETTERS, NO, OPTIONAL, PATH_TITLES, QUERY_TITLES, REQUIRED, SOMETIMES,
    STARTS_OPTIONAL, STARTS_REQUIRED, STARTS_SOMETIMES, YES,
};
use crate::lexicon::flags::{folded, is_nothing};
use crate::lexicon::lists::Words;
use crate::lexicon::tables::RESPONSES;
use crate::lexicon::topics::{ASKED, Topic, topic};

/// How a column answers whether something is required.
#[derive(Debug, Clone, Copy)]
pub(super) struct Answers {
    /// Whether `M` is in it, so that `O` means optional.
    has_mandatory: bool,
    /// Whether nothing but `X` is in it, so that it is a mark as `✔` is.
    is_only_cross: bool,
    /// Whether an answer in it is a yes, so that an empty cell is a no.
    has_yes: bool,
    /// Whether the head asks the other way: `Optional?`.
    is_inverted: bool,
}

impl Answers {
    /// Reads a column.
    pub(super) fn of<'t>(cells: impl Iterator<Item = &'t str>, head: &str) -> Self {
        let mut has_star = false;
        let words: Vec<String> = cells
            .inspect(|cell| has_star |= is_star(cell))
            .map(folded)
            .filter(|word| !word.is_empty())
            .collect();
        let has = |options: &[&str]| words.iter().any(|word| options.contains(&word.as_str()));
        let mut this = Self {
            has_mandatory: has(&["m", "r"]),
            is_only_cross: !words.is_empty() && words.iter().all(|word| word == "x"),
            has_yes: false,
            is_inverted: is_inverted(head),
        };
        this.has_yes = has_star || words.iter().any(|word| this.answer(word) == Some(Required::Yes));
        this
    }

    pub(super) fn read(self, cell: &str) -> Option<Required> {
        if is_star(cell) {
            return Some(if self.is_inverted { Required::No } else { Required::Yes });
        }
        let word = folded(cell);
        if word.is_empty() {
            // In a column that asks the other way, an empty cell says nothing: a field is not required by a blank.
            return (self.has_yes && !self.is_inverted).then_some(Required::No);
        }
        self.answer(&word)
    }

    fn answer(self, word: &str) -> Option<Required> {
        if !self.is_inverted {
            return self.plain(word);
        }
        // `optional` means that in every column, and so does the `M` of a column of such letters.
        if let Some(answer) = of_word(word).or_else(|| self.plain(word).filter(|_| self.is_letter(word))) {
            return Some(answer);
        }
        if FORBIDDEN.has(word) {
            return Some(Required::Yes);
        }
        if is_nothing(word) {
            return None;
        }
        let answer = if ALLOWED.has(word) { Some(Required::Yes) } else { self.plain(word) };
        Some(match answer? {
            Required::Yes => Required::No,
            Required::No => Required::Yes,
            Required::Sometimes => Required::Sometimes,
        })
    }

    fn plain(self, word: &str) -> Option<Required> {
        match word {
            "o" if self.has_mandatory => Some(Required::No),
            "x" if self.is_only_cross => Some(Required::Yes),
            // `若夜航则必填`
            _ => of_cell(word).or_else(|| {
                (CONDITIONS.are_in(word) && REQUIRED.are_in(word)).then_some(Required::Sometimes)
            }),
        }
    }

    /// Whether a letter stands for a word of its own, and not for yes or no.
    fn is_letter(self, word: &str) -> bool {
        self.has_mandatory && LETTERS.has(word)
    }
}

/// Whether a cell is nothing but a star.
fn is_star(cell: &str) -> bool {
    matches!(cell.trim(), "*" | "＊")
}

/// The answer of a cell that doesn't depend on the head of its column; `O` is optional beside `M`.
pub(super) fn of_letter_or_word(cell: &str) -> Option<Required> {
    let word = folded(cell);
    if LETTERS.has(&word) {
        return if word == "o" { Some(Required::No) } else { required(&word) };
    }
    of_word(&word)
}

/// Whether a head asks what is optional. `Optional/Mandatory` asks both.
fn is_inverted(head: &str) -> bool {
    let head = folded(head);
    ASKS_OPTIONAL.start(&head) && !REQUIRED.iter().any(|word| word.len() > 1 && head.contains(word))
}

/// Whether a word or a short text says that something is required.
pub(super) fn required(text: &str) -> Option<Required> {
    (text.chars().count() <= 40).then(|| of_cell(&folded(text))).flatten()
}

/// The answer of a folded text. Conditions take more words than answers.
fn of_cell(word: &str) -> Option<Required> {
    let listed = |word: &str| {
        let found = WORDS.iter().chain(ANSWERS).find(|(words, _)| words.contains(&word));
        found.map(|(_, answer)| *answer)
    };
    // `✅ Yes` says it twice.
    let behind = || word.split_once(' ').filter(|(sign, _)| !sign.contains(char::is_alphanumeric));
    if let Some(answer) = listed(word).or_else(|| behind().and_then(|(_, word)| listed(word.trim()))) {
        return Some(answer);
    }
    if let Some(answer) = either(word, listed) {
        return Some(answer);
    }
    // `yes, if the lamp is lit` is not a yes.
    let conditional = |answer| match answer {
        Required::Yes if CONDITIONS.are_in(word) => Required::Sometimes,
        answer => answer,
    };
    // `false（see below）`
    if let Some((first, _)) = word.split_once(['(', '（']).filter(|(first, _)| !first.trim().is_empty())
        && let Some(answer) = of_cell(first.trim_end())
    {
        return Some(conditional(answer));
    }
    if word.chars().count() > 80 {
        return None;
    }
    if STARTS_SOMETIMES.start(word) {
        return Some(Required::Sometimes);
    }
    let starts = [(&STARTS_OPTIONAL, Required::No), (&STARTS_REQUIRED, Required::Yes)];
    let first = starts.into_iter().find(|(words, _)| words.start(word));
    first.map(|(_, answer)| conditional(answer))
}

/// The answer of a word that doesn't depend on the head: `非必填`, `optional`; `None` for `yes`.
pub(super) fn of_word(text: &str) -> Option<Required> {
    let text = folded(text);
    let word = |text: &str| WORDS.iter().find(|(words, _)| words.contains(&text)).map(|(_, answer)| *answer);
    word(&text).or_else(|| either(&text, word))
}

/// The answer of `optional/required`, which says both.
fn either(text: &str, word: impl Fn(&str) -> Option<Required>) -> Option<Required> {
    let (first, second) = text.split_once('/')?;
    let (first, second) = (word(first.trim())?, word(second.trim())?);
    Some(if first == second { first } else { Required::Sometimes })
}

/// The answer of a title for the fields below it: its first or its last word, or a word of Chinese and Japanese at its start.
pub(super) fn of_title(title: &str) -> Option<Required> {
    let mut words = title.split_whitespace();
    let first = words.next()?;
    let by_word = of_word(first).or_else(|| of_word(words.last()?));
    let lower = title.to_lowercase();
    let is_word = |word: &str| !word.is_ascii() && word.chars().count() > 1;
    let starts = |words: &Words| words.iter().any(|word| is_word(word) && lower.starts_with(word));
    by_word.or_else(|| {
        let (yes, no) = (starts(&REQUIRED), starts(&OPTIONAL));
        (yes != no).then_some(if yes { Required::Yes } else { Required::No })
    })
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

/// Whether the head of a column asks what is required in a response, and not in a request: `Required in response`.
pub(super) fn is_of_answers(head: &str) -> bool {
    let head = head.to_lowercase();
    RESPONSES.are_in(&head) && !ASKED.are_in(&head)
}

/// Where the fields below a title are sent, as far as it says so: `Query 参数`, `Request headers`.
pub(super) fn place_of_title(title: &str) -> Option<In> {
    let title = title.trim().trim_end_matches([':', '：']);
    if title.chars().count() > 40 {
        return None;
    }
    // `Body Required`
    let title =
        title.rsplit_once(' ').filter(|(_, word)| of_word(word).is_some()).map_or(title, |(title, _)| title);
    let title = title.to_lowercase();
    let places = [
        (&HEADER_TITLES, In::Header),
        (&BODY_TITLES, In::Body),
        (&QUERY_TITLES, In::Query),
        (&PATH_TITLES, In::Path),
    ];
    let found: Vec<(&str, In)> =
        places.iter().filter_map(|(words, place)| Some((words.first_in(&title)?.1, *place))).collect();
    // A word that is a part of another one says nothing by itself.
    let is_part =
        |word: &str| found.iter().any(|(other, _)| other.len() > word.len() && other.contains(word));
    let mut found = found.iter().filter(|(word, _)| !is_part(word)).map(|(_, place)| *place);
    // A title of two places says nothing of each field.
    let place = found.next().filter(|_| found.next().is_none())?;
    let is_word = title.len() <= 16 && title.split_whitespace().count() == 1;
    (is_word || topic(&title) != Topic::Other).then_some(place)
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
        assert_eq!(column("필수", &["O", "X", ""]), "ynn");
        assert_eq!(column("M/O", &["M", "O", "C"]), "yns");
        assert_eq!(column("Required", &["X", "", "x"]), "yny");
        assert_eq!(column("Required", &["✔", "", "✔"]), "yny");
        assert_eq!(column("Optional?", &["no", "yes", "optional"]), "ynn");
        assert_eq!(column("必填", &["**是**", "否", "条件必填", "Y", "TRUE", "FALSE"]), "ynsyyn");
        assert_eq!(column("必須", &["○", "－", "〇", "×", "△", ""]), "ynynsn");
        assert_eq!(column("Обяз.", &["+", "-", "Да", "Нет"]), "ynyn");
        assert_eq!(column("Required", &["✅ Yes", "No", "❌ No"]), "ynn");
        assert_eq!(column("Presence", &["Mandatory", "", "0..1", "1..n"]), "ynny");
    }

    #[test]
    fn heads_may_ask_what_is_optional() {
        assert_eq!(column("可否为空", &["否", "是", "不可空", "可", "不可", "Y", ""]), "ynynyn?");
        assert_eq!(column("是否可空", &["N", "Y"]), "yn");
        assert_eq!(column("可选", &["是", "否"]), "ny");
        assert_eq!(column("Null", &["NOT NULL", "NULL", "no"]), "yny");
        assert_eq!(column("任意", &["○", ""]), "n?");
        assert_eq!(column("Optional/Mandatory", &["M", "O", "C"]), "yns");
        assert_eq!(column("Optional", &["M", "O", "required"]), "yny");
    }

    #[test]
    fn what_is_required_in_some_cases_is_not_required() {
        let cells = [
            "Yes, if the lamp is lit",
            "Yes (only for boats)",
            "必填（夜航时）",
            "条件必填",
            "Yes",
            "若夜航则必填",
        ];
        assert_eq!(column("必填", &cells), "ssssys");
        assert_eq!(
            column("Required", &["Yes - when `mode` is `tow` or `push`, and the boat has no engine"]),
            "s"
        );
    }

    #[test]
    fn words_answer_alone() {
        assert_eq!(required("非必填"), Some(Required::No));
        assert_eq!(required("Required"), Some(Required::Yes));
        assert_eq!(required("whatever"), None);
    }
}
