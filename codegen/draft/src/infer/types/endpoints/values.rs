//! Segments of paths that are values → parameters.

use super::Group;
use super::paths::{is_blank, is_value};
use crate::lexicon::keys::OF_IDS;
use crate::lexicon::verbs::{singular, split_ending, words};

/// Turns segments that are values into parameters, and names all of them.
pub(in crate::infer::types) fn parameters(group: &mut Group<'_>) {
    let described: Vec<(&str, Option<&str>)> = group
        .sent
        .iter()
        .flat_map(|table| &table.rows)
        .filter(|row| row.goes == Some(crate::found::In::Path))
        .filter_map(|row| {
            let example = row.example.as_ref().map(|example| example.value.as_str());
            Some((row.path.first()?.name.as_str(), example))
        })
        .collect();
    let whole = std::mem::take(&mut group.path);
    let segments: Vec<&str> = whole.split('/').collect();
    let mut free: Vec<&(&str, Option<&str>)> =
        described.iter().filter(|(name, _)| !segments.contains(&format!("{{{name}}}").as_str())).collect();
    let mut path: Vec<String> = Vec::new();
    let mut before = "";
    for (at, segment) in segments.iter().enumerate() {
        let (value, ending) = split_ending(segment);
        let is_value = at > 1
            && !value.starts_with('{')
            && !(is_month(value) && at + 1 < segments.len())
            && (is_blank(value)
                || is_value(value) && !before.starts_with('{')
                || is_uuid(value)
                || stands_out(value, &segments));
        if !is_value {
            path.push((*segment).to_owned());
            before = segment;
            continue;
        }
        let described = if free.is_empty() { None } else { Some(free.remove(0).0.to_owned()) };
        let name = described.or_else(|| row_named(group, before)).unwrap_or_default();
        let noun = if stands_out(segment, &segments) { (*segment).to_owned() } else { singular(before) };
        let name = if name.is_empty() { words(&noun).join("_") } else { name };
        // A field of the body has that name already.
        let is_field = group.requests.iter().any(|body| body.get(&name).is_some());
        let name = if is_field { format!("{name}_id") } else { name };
        let is_free = !name.is_empty() && !path.contains(&format!("{{{name}}}"));
        let name = if is_free { name } else { format!("id{at}") };
        path.push(format!("{{{name}}}{ending}"));
        group.values.push((name, value.to_owned()));
        before = "{";
    }
    group.path = path.join("/");
}

/// Whether a segment is a long word in capitals among small ones, which stands for a value: `/lamps/POSITION`.
fn stands_out(segment: &str, all: &[&str]) -> bool {
    let is_capital = |segment: &str| {
        segment.len() >= 6 && segment.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_')
    };
    let is_small =
        |segment: &str| segment.starts_with('{') || !segment.bytes().any(|byte| byte.is_ascii_uppercase());
    is_capital(segment) && all.iter().all(|other| is_capital(other) || is_small(other))
}

/// Whether a segment is a UUID: a value even behind a variable.
fn is_uuid(segment: &str) -> bool {
    let parts: Vec<&str> = segment.split('-').collect();
    parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12])
        && parts.concat().bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether a segment is a month, which is a version with more behind it: `/2024-10/orders`.
fn is_month(segment: &str) -> bool {
    let are_digits =
        |text: &str, length: usize| text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    segment.split_once('-').is_some_and(|(year, month)| are_digits(year, 4) && are_digits(month, 2))
}

/// The row of a table that is called as what is in the path before a value, and that no body has: `orderId` of `orders`.
fn row_named(group: &Group<'_>, before: &str) -> Option<String> {
    let noun = words(&singular(before));
    let is_its = |name: &str| {
        let mut rest = words(name);
        let is_id = rest.last().is_some_and(|word| OF_IDS.has(word));
        is_id && rest.pop().is_some() && rest == noun
    };
    let rows = group.sent.iter().flat_map(|table| &table.rows).filter(|row| row.path.len() == 1);
    let names = rows.filter_map(|row| row.path.first()).map(|step| step.name.as_str());
    let is_free = |name: &&str| !group.requests.iter().any(|body| body.get(name).is_some());
    names.filter(|name| is_its(name)).find(is_free).map(str::to_owned)
}
