//! Tables that have the fields of another one besides their own: `Repeats the properties of [Order](#order) and adds:`.

use std::collections::BTreeSet;

use super::fields::dotted;
use super::titles::identifiers;
use super::uses;
use crate::found::{Field, FieldTable, Place};
use crate::lexicon::tables::EXTENDS;
use crate::page::{Block, Text};

/// So many blocks may be between such a line and its table.
const NEAR: usize = 2;

/// No longer line is read.
const LONGEST: usize = 200;

/// Puts the fields of the type that a line right above a table names in front of those of the table, where the line says that
/// these come on top of them.
pub(super) fn extend(tables: &mut [FieldTable], blocks: &[&Block]) {
    for (at, block) in blocks.iter().enumerate() {
        let (Block::Paragraph(text) | Block::Item(_, text)) = block else { continue };
        if text.as_str().len() > LONGEST || !EXTENDS.are_in(&text.as_str().to_lowercase()) {
            continue;
        }
        let next = blocks.iter().enumerate().skip(at + 1).take(NEAR);
        let next = next.filter(|(_, block)| matches!(block, Block::Table(_))).map(|(at, _)| Place(at)).next();
        let Some(own) = next.and_then(|next| tables.iter().position(|table| table.place == next)) else {
            continue;
        };
        let Some(rows) = base(text, tables, own) else { continue };
        if let Some(table) = tables.get_mut(own) {
            let known: BTreeSet<String> = table.rows.iter().map(|field| dotted(&field.path)).collect();
            let further = rows.into_iter().filter(|field| !known.contains(&dotted(&field.path)));
            table.rows.splice(0..0, further);
        }
    }
}

/// The fields of the type that a line names, other than that of its own table.
fn base(text: &Text, tables: &[FieldTable], own: usize) -> Option<Vec<Field>> {
    identifiers(text.as_str()).find_map(|name| {
        let mut named = tables.iter().enumerate().filter(|(at, table)| {
            *at != own && uses::name(table).is_some_and(|title| title.eq_ignore_ascii_case(name))
        });
        let (_, table) = named.next()?;
        named.next().is_none().then(|| table.rows.clone())
    })
}
