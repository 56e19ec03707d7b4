//! `pages:` of an endpoint: how the next page of a list is requested.

use super::envelope::{path, source};
use super::keys;
use super::read::{Object, text};
use crate::ast::{BodyPath, Next, Pages, Turn};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::node::{Cursor, Scalar, Shape, Style};
use crate::source::{Span, Spanned};

/// The keys that select pages, one of which is used, each with the keys that only go with it.
const WAYS: &[(&str, &[&str])] =
    &[("cursor", &["next", "end"]), ("page", &["first", "last"]), ("offset", &[])];

/// Reads `pages:`.
pub(super) fn read(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Option<Pages> {
    let object = Object::read(cursor, keys::PAGES, diags)?;
    let items = object.need("items", diags).and_then(|at| text(at, diags));
    let items = items.and_then(|found| path(&found.value, found.span, diags));
    let (word, _) = WAYS.iter().find(|(word, _)| object.key(word).is_some()).or_else(|| {
        diags.push(
            Diagnostic::new(Code::BadPages, object.span, "nothing says how the next page is requested").help(
                "name the field or parameter that selects a page: `cursor: cursor`, `page: page` or `offset: offset`",
            ),
        );
        None
    })?;
    strangers(&object, word, diags);
    let place = text(object.need(word, diags)?, diags);
    let turn = match *word {
        "cursor" => {
            let next = next(object.need("next", diags)?, diags)?;
            Turn::Cursor { next, end: object.text("end", diags) }
        }
        "page" => Turn::Page { first: first(&object, diags), last: optional(&object, "last", diags) },
        _ => Turn::Offset,
    };
    let more = optional(&object, "more", diags);
    let total = optional(&object, "total", diags);
    Some(Pages { span: object.span.into(), items: items?, place: place?, turn, more, total })
}

/// `next: paging.next`, `next: header:link` or `next: {last: id}`.
fn next(cursor: Cursor<'_>, diags: &mut Diagnostics) -> Option<Next> {
    if let Shape::Mapping(_) = cursor.shape() {
        let object = Object::read(cursor, keys::LAST_ITEM, diags)?;
        let last = text(object.need("last", diags)?, diags)?;
        return path(&last.value, last.span, diags).map(Next::OfLastItem);
    }
    let next = text(cursor, diags)?;
    let scalar = Scalar { text: &next.value, style: Style::Plain, span: next.span };
    source(scalar, diags).map(Next::In)
}

/// Keys that do not go with the way in which pages are selected.
fn strangers(object: &Object<'_>, word: &str, diags: &mut Diagnostics) {
    let others = WAYS.iter().filter(|(other, _)| *other != word);
    for key in others.flat_map(|(other, with)| std::iter::once(other).chain(*with)) {
        if let (Some(stranger), Some(own)) = (object.key(key), object.key(word)) {
            let message = format!("`{key}:` and `{word}:` exclude each other");
            let help = match WAYS.iter().find(|(other, with)| *other != word && with.contains(key)) {
                Some((other, _)) => format!("`{key}:` goes with `{other}:`; remove it"),
                None => String::from("keep the one by which the server selects a page"),
            };
            diags.push(
                Diagnostic::new(Code::BadPages, stranger.span, message).and(own.span, "here").help(help),
            );
        }
    }
}

fn optional(object: &Object<'_>, key: &str, diags: &mut Diagnostics) -> Option<BodyPath> {
    let found = object.text(key, diags)?;
    path(&found.value, found.span, diags)
}

fn first(object: &Object<'_>, diags: &mut Diagnostics) -> Option<Spanned<u32>> {
    let found = object.text("first", diags)?;
    number(&found.value, found.span, diags)
}

fn number(text: &str, span: Span, diags: &mut Diagnostics) -> Option<Spanned<u32>> {
    if let Ok(number) = text.parse() {
        return Some(Spanned::new(number, span));
    }
    diags.push(
        Diagnostic::new(Code::BadPages, span, "the first page has a number that is not a whole one")
            .help("write `first: 0` or `first: 1`, or remove it: pages are counted from 1"),
    );
    None
}
