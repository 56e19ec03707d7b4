//! Fields in paragraphs: the name with its type on a line, the description below it, and members indented below that.

use super::items::{Item, item};
use super::rows::Rows;
use super::spelled::may_be_prose;
use super::typed::Notation;
use crate::extract::tables::context::Context;
use crate::extract::tables::names;
use crate::found::{FieldTable, Place};
use crate::page::{Block, Text};
use stubwright_spec::diag::Diagnostics;

/// No name and type are longer.
const LONGEST: usize = 80;

/// The fields in the paragraphs from a block on, below a title that announces them, and the block after them.
pub(in crate::extract::tables) fn definitions(
    blocks: &[&Block],
    at: usize,
    context: &Context,
    diags: &mut Diagnostics,
) -> Option<(FieldTable, usize)> {
    if context.is_errors() || context.place().is_none() && !context.announces_fields() {
        return None;
    }
    let mut fields: Vec<(usize, Item)> = Vec::new();
    let mut end = at;
    while let Some(Block::Paragraph(text)) = blocks.get(end) {
        if !text.is_blank() && !take(text, &mut fields) {
            break;
        }
        end += 1;
    }
    let is_starred = |(_, item): &(usize, Item)| {
        names::read(item.text.as_str()).is_some_and(|name| name.sign == Some('*'))
    };
    // A single one may be a sentence.
    if fields.len() < 2 && !fields.first().is_some_and(is_starred) {
        return None;
    }
    let mut rows = Rows::new(Notation::default(), context.legends.at(Place(at)));
    for (depth, item) in &fields {
        let Some(mut name) = names::read(item.text.as_str()) else { continue };
        name.width = *depth;
        name.rest = "";
        rows.push(&name, &item.text, &item.parts, false);
    }
    rows.settle();
    let table = rows.finish(Place(at), context, diags)?;
    Some((table, end))
}

/// Takes in the fields of a paragraph; `false` where it does not begin with one.
fn take(text: &Text, fields: &mut Vec<(usize, Item)>) -> bool {
    let mut is_first = true;
    for line in text.lines() {
        let bare = line.trimmed();
        if bare.as_str().is_empty() {
            continue;
        }
        let depth = line.as_str().chars().take_while(|c| c.is_whitespace()).count();
        let named = (bare.as_str().chars().count() <= LONGEST).then(|| item(&bare)).flatten();
        let named = named.filter(|item| item.parts.ty.is_some() && item.parts.doc.is_none());
        // `phone number` below a field that is not described yet describes it.
        let is_bare = fields.last().is_some_and(|(_, last)| last.parts.doc.is_none());
        let is_described = |item: &Item| {
            is_bare
                && names::read(item.text.as_str()).is_some_and(|name| may_be_prose(name.text, &item.parts))
        };
        is_first &= named.as_ref().is_none_or(|item| !is_described(item));
        match named.filter(|item| !is_described(item)) {
            Some(item) => fields.push((depth, item)),
            None if is_first => return false,
            None => {
                if let Some((_, last)) = fields.last_mut() {
                    match &mut last.parts.doc {
                        Some(doc) => {
                            let end = doc.span().range().end;
                            doc.push(" ", end..end);
                            doc.append(&bare);
                        }
                        None => last.parts.doc = Some(bare),
                    }
                }
            }
        }
        is_first = false;
    }
    true
}
