//! Rules of rows: whether the spec has what the words of the page suggest.

use super::edit::says;
use stubwright_spec::diag::Diagnostics;
use stubwright_spec::source::node::{Cursor, Shape};
use stubwright_spec::source::{SourceMap, yaml};

/// Whether a row has a rule: as it is printed for a draft, with whatever a person added to it.
///
/// `partial:` is not compared, because only a person can know whether the server refuses more.
pub(super) fn has(row: Cursor<'_>, rule: &str) -> bool {
    let mut sources = SourceMap::default();
    let id = sources.add("rule", rule);
    let document = yaml::read(&sources, id, &mut Diagnostics::default());
    document.root().is_none_or(|rule| value(row, "check").is_some_and(|old| covers(old, rule)))
}

/// The value of a key, also where it is an alias.
fn value<'a>(map: Cursor<'a>, name: &str) -> Option<Cursor<'a>> {
    let Shape::Mapping(entries) = map.shape() else { return None };
    entries.into_iter().find(|(key, _)| key.text == name).map(|(_, value)| value)
}

/// Whether a value says all that another one says. One item can be written with or without brackets.
fn covers(old: Cursor<'_>, new: Cursor<'_>) -> bool {
    match (old.shape(), new.shape()) {
        (Shape::Mapping(_), Shape::Mapping(entries)) => entries
            .into_iter()
            .filter(|(key, _)| key.text != "partial")
            .all(|(key, new)| value(old, key.text).is_some_and(|old| covers(old, new))),
        (Shape::Scalar(old), Shape::Scalar(new)) => says(old.text, new.text),
        (Shape::Sequence(olds), Shape::Sequence(news)) => {
            news.iter().all(|new| olds.iter().any(|old| covers(*old, *new)))
        }
        (Shape::Sequence(olds), _) => olds.iter().any(|old| covers(*old, new)),
        (_, Shape::Sequence(news)) => news.iter().all(|new| covers(old, *new)),
        _ => false,
    }
}
