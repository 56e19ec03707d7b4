//! Rows, fields and choices as found, in a few words.

use super::Page;
use crate::found::{Bounds, Choice, Field, Required, RowKind, Side};

/// The rows of all tables: `code http | message | solution`, with what is special about them.
pub(super) fn rows(page: &Page) -> String {
    let mut lines = Vec::new();
    for table in &page.found.tables {
        let head = |head: &Option<stubwright_spec::source::Spanned<String>>| {
            head.as_ref().map_or("-", |head| head.as_str()).to_owned()
        };
        lines.push(format!("{:?} {}", table.layout, head(&table.code_head)));
        for row in &table.rows {
            let text = |text: &Option<stubwright_spec::source::Spanned<String>>| {
                text.as_ref().map_or("-", |text| text.as_str()).to_owned()
            };
            let mut line = format!("{} | {} | {}", text(&row.code), text(&row.message), text(&row.solution));
            let mut add = |more: Option<String>| line.extend(more.map(|more| format!(" | {more}")));
            add(row.http.map(|http| http.to_string()));
            add(row.docs.clone());
            add(row.is_deprecated.then(|| String::from("deprecated")));
            add((row.kind != RowKind::Error).then(|| format!("{:?}", row.kind)));
            row.guesses.iter().for_each(|guess| add(Some(format!("? {guess}"))));
            lines.push(line);
        }
    }
    lines.join("\n")
}

pub(super) fn fields(page: &Page) -> String {
    let mut lines = Vec::new();
    for table in &page.found.fields {
        let label = table.label.as_ref().map_or("-", |label| label.as_str());
        let side = if table.side == Side::Unknown { String::new() } else { format!(" {:?}", table.side) };
        lines.push(format!("[{label}{side}{}]", if table.is_common { " common" } else { "" }));
        lines.extend(table.rows.iter().map(field));
    }
    lines.join("\n")
}

fn field(field: &Field) -> String {
    let step = |step: &crate::found::Step| format!("{}{}", step.name, if step.is_list { "[]" } else { "" });
    let mut line = field.path.iter().map(step).collect::<Vec<_>>().join(".");
    let mark = match field.required {
        Some(Required::Yes) => "!",
        Some(Required::No) => "?",
        Some(Required::Sometimes) => "~",
        None => "",
    };
    line.push_str(mark);
    let mut add = |more: Option<String>| line.extend(more.map(|more| format!(" {more}")));
    add(field.kind.as_ref().map(|kind| format!("{kind:?}")));
    add(field.goes.map(|goes| format!("in {goes:?}")));
    add(bounds(&field.bounds));
    add((!field.values.is_empty()).then(|| format!("[{}]", choices(&field.values))));
    add(field.default.as_ref().map(|default| format!("={default}")));
    add(field.example.as_ref().map(|example| format!("e.g. {}", example.value)));
    add(field.is_deprecated.then(|| String::from("deprecated")));
    add(field.place_guess.map(|_| String::from("deep?")));
    add(field.is_orphan.then(|| String::from("orphan")));
    add(field.doc.as_ref().map(|doc| format!("\"{}\"", doc.as_str())));
    line
}

fn bounds(bounds: &Bounds) -> Option<String> {
    let range = |name: &str, min: Option<String>, max: Option<String>| {
        let is_some = min.is_some() || max.is_some();
        is_some.then(|| format!("{name}{}..{}", min.unwrap_or_default(), max.unwrap_or_default()))
    };
    let count = |count: Option<u64>| count.map(|count| count.to_string());
    let parts = [
        range("", bounds.min.clone(), bounds.max.clone()),
        range("chars ", count(bounds.min_length), count(bounds.max_length)),
        range("items ", count(bounds.min_items), count(bounds.max_items)),
        bounds.unit.clone(),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

fn choices(values: &[Choice]) -> String {
    let choice = |choice: &Choice| match &choice.doc {
        Some(doc) => format!("{}={doc}", choice.value),
        None => choice.value.clone(),
    };
    values.iter().map(choice).collect::<Vec<_>>().join(", ")
}

pub(super) fn values(page: &Page) -> String {
    let listed = page.found.values.iter();
    listed
        .map(|listed| format!("{} ({}): {}", listed.field.value, listed.reason, choices(&listed.values)))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The findings as `LINE:COLUMN text`.
pub(super) fn findings(page: &Page) -> String {
    let place = |item: &&stubwright_spec::diag::Diagnostic| {
        let place = item.primary.as_ref().map(|label| page.sources.place(label.span));
        place.map_or_else(String::new, |at| format!("{} {}", at.split_once(':').unwrap().1, item.message))
    };
    page.diags.sorted().iter().map(place).collect::<Vec<_>>().join("\n")
}
