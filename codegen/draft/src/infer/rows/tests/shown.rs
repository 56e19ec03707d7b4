//! Rules as text.

use crate::sheet::{Check, Noted, Rule, Scalar};

/// A rule and its reason on one line.
pub(super) fn shown(check: &Noted<Check>) -> String {
    let ends = |min: &Option<String>, max: &Option<String>| {
        format!("{}..{}", min.clone().unwrap_or_default(), max.clone().unwrap_or_default())
    };
    let counts = |min: &Option<u64>, max: &Option<u64>| {
        ends(&min.map(|min| min.to_string()), &max.map(|max| max.to_string()))
    };
    let scalars = |values: &[Scalar]| {
        let one = |value: &Scalar| match value {
            Scalar::Text(text) => text.clone(),
            Scalar::Plain(text) => format!("={text}"),
        };
        values.iter().map(one).collect::<Vec<_>>().join(",")
    };
    let rule = match &check.value.rule {
        Rule::Present(paths) => format!("present {}", paths.join(",")),
        Rule::OneOf(path, values) => format!("one_of {path} {}", scalars(values)),
        Rule::Extension(path, endings) => format!("extension {path} {}", endings.join(",")),
        Rule::Range(path, min, max) => format!("range {path} {}", ends(min, max)),
        Rule::Length(path, min, max, unit) => {
            format!("length {path} {}{}", counts(min, max), unit.clone().unwrap_or_default())
        }
        Rule::Items(path, min, max) => format!("items {path} {}", counts(min, max)),
        Rule::Unique(path, keys) => format!("unique {path} {}", keys.join(",")),
        Rule::Time(path, min, max) => format!("time {path} {}", ends(min, max)),
        Rule::Format(path, format) => format!("format {path} {format}"),
    };
    let when = check.value.when.as_ref().map(|(path, values)| format!(" when {path} {}", scalars(values)));
    let partial = if check.value.is_partial { " partial" } else { "" };
    format!("{rule}{}{partial} # {}", when.unwrap_or_default(), check.notes[0].text)
}
