//! The meaning of the head of a column.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::lists::{Words, folded, words};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    /// A code of an error, by a head that says so.
    ErrorCode,
    /// A code of something.
    Code,
    /// A message, or what something means.
    Message,
    Solution,
    Http,
    Docs,
    /// The name of a parameter or a field, by a head that says so.
    Field,
    Name,
    Kind,
    Required,
    Location,
    Example,
    Default,
    /// A length or a range.
    Limit,
    Value,
    Success,
    /// Anything that does not belong to a row.
    Skip,
}

/// The possible meanings of a head, the likeliest first; empty for a head that says nothing.
pub(crate) fn of(head: &str) -> Vec<Column> {
    let whole = folded(head);
    if whole.is_empty() || whole.chars().count() > 40 {
        return Vec::new();
    }
    let exact = exactly(&whole);
    if !exact.is_empty() {
        return exact;
    }
    // `错误码(code)`, `必須/任意`, `Type / 型`: the parts say it.
    let parts = head.split(['(', '（', '/', '／', '|', ')', '）', '\n', ',', '[']).map(folded);
    let parts =
        parts.filter(|part| !part.is_empty()).map(|part| exactly(&part)).find(|part| !part.is_empty());
    parts.unwrap_or_else(|| roughly(&whole))
}

/// Whether a head is one of the lists, not only like one.
pub(crate) fn is_listed(head: &str) -> bool {
    EXACT.contains_key(folded(head).as_str())
}

/// Whether a head has a word for a code.
pub(crate) fn is_code(head: &str) -> bool {
    let head = folded(head);
    CODE_END.end(&head) || CODE_IN.are_in(&head)
}

fn exactly(head: &str) -> Vec<Column> {
    EXACT.get(head).cloned().unwrap_or_default()
}

/// The lists by word: a page of copied text asks for each of its lines.
static EXACT: LazyLock<BTreeMap<&str, Vec<Column>>> = LazyLock::new(|| {
    let mut exact: BTreeMap<&str, Vec<Column>> = BTreeMap::new();
    for (words, column) in LISTS {
        for word in words.iter() {
            let columns = exact.entry(*word).or_default();
            if !columns.contains(column) {
                columns.push(*column);
            }
        }
    }
    exact
});

/// By a part of the word: `accountCode` is a code, `resultMessage` a message.
fn roughly(head: &str) -> Vec<Column> {
    let rule = PARTS.iter().find(|(place, parts, _)| match place {
        Where::End => parts.end(head),
        Where::Inside => parts.are_in(head),
    });
    rule.map(|(.., column)| vec![*column]).unwrap_or_default()
}

#[derive(Debug, Clone, Copy)]
enum Where {
    End,
    Inside,
}

static PARTS: &[(Where, &Words, Column)] = &[
    (Where::Inside, &HTTP_IN, Column::Http),
    (Where::Inside, &SUCCESS_IN, Column::Success),
    (Where::Inside, &SOLUTION_IN, Column::Solution),
    (Where::Inside, &ERROR_CODE_IN, Column::ErrorCode),
    (Where::Inside, &REQUIRED_IN, Column::Required),
    (Where::End, &MESSAGE_END, Column::Message),
    (Where::Inside, &MESSAGE_IN, Column::Message),
    (Where::End, &KIND_END, Column::Kind),
    (Where::End, &DEFAULT_END, Column::Default),
    (Where::End, &EXAMPLE_END, Column::Example),
    (Where::End, &FIELD_END, Column::Field),
    (Where::End, &ERROR_CODE_END, Column::ErrorCode),
    (Where::End, &CODE_END, Column::Code),
    (Where::Inside, &CODE_IN, Column::Code),
];

static LISTS: &[(&Words, Column)] = &[
    (&ERROR_CODES, Column::ErrorCode),
    (&CODES, Column::Code),
    (&HTTP, Column::Http),
    (&MESSAGES, Column::Message),
    (&SOLUTIONS, Column::Solution),
    (&DOCS, Column::Docs),
    (&FIELDS, Column::Field),
    (&NAMES, Column::Name),
    (&KINDS, Column::Kind),
    (&REQUIRED, Column::Required),
    (&LOCATIONS, Column::Location),
    (&EXAMPLES, Column::Example),
    (&DEFAULTS, Column::Default),
    (&LIMITS, Column::Limit),
    (&VALUES, Column::Value),
    (&SKIPPED, Column::Skip),
];

words! { "columns":
    ERROR_CODES CODES HTTP MESSAGES SOLUTIONS DOCS FIELDS NAMES KINDS REQUIRED LOCATIONS EXAMPLES
    DEFAULTS LIMITS VALUES SKIPPED HTTP_IN SUCCESS_IN SOLUTION_IN ERROR_CODE_IN REQUIRED_IN MESSAGE_END
    MESSAGE_IN KIND_END DEFAULT_END EXAMPLE_END FIELD_END ERROR_CODE_END CODE_END CODE_IN
}

#[cfg(test)]
mod tests {
    use super::{Column, of};

    #[test]
    fn heads_say_what_stands_below() {
        let rows = [
            ("错误码", Column::ErrorCode),
            ("错误码(code)", Column::ErrorCode),
            ("HTTP 返回码", Column::Http),
            ("HTTP Status Code", Column::Http),
            ("resultMessage", Column::Message),
            ("What it means", Column::Message),
            ("Что делать", Column::Solution),
            ("必須/任意", Column::Required),
            ("Optional?", Column::Required),
            ("Обяз.", Column::Required),
            ("Pflichtfeld", Column::Required),
            ("Descrição do campo", Column::Message),
            ("Código", Column::Code),
            ("Valeur par défaut", Column::Default),
            ("Nombre", Column::Name),
            ("区分", Column::Skip),
            ("isSuccessful", Column::Success),
            ("项目编码", Column::Code),
            ("Data type", Column::Kind),
        ];
        for (head, column) in rows {
            assert_eq!(of(head).first(), Some(&column), "{head}");
        }
        assert_eq!(of("State"), []);
        assert_eq!(of("Значение"), [Column::Message, Column::Solution, Column::Value]);
    }
}
