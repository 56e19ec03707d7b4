//! `types.rs`, and the files of the types that one tag alone reaches.

use super::file::Part;
use super::out::Out;
use super::{aliases, choices, enums, headers, outcomes, structs, unions, words};
use crate::plan::{Gate, Module, TagItem, TypeItem, Usage};

/// `types.rs`: the types that several tags reach, and the names of everything else.
pub(super) fn shared(module: &Module) -> Vec<Part<'_>> {
    let items: Vec<_> = gated(module).filter(|(_, gate)| gate.only().is_none()).collect();
    let tags = module.tags.iter().filter(|tag| types_of(module, tag).next().is_some());
    let mut parts: Vec<Part<'_>> = Vec::new();
    parts.extend(tags.map(|tag| {
        Part::item(|out| {
            out.cfg(&tag.gate);
            out.code("#[rustfmt::skip]\nmod $;", &[&tag.module]);
            out.cfg(&tag.gate);
            out.code(words::REEXPORTED, &[]);
            out.code("pub use self::$::*;", &[&tag.module]);
        })
    }));
    parts.extend(runtime(items.iter().map(|(item, _)| *item)));
    parts.extend(items.into_iter().map(|(item, gate)| Part::item(move |out| print(out, item)).behind(gate)));
    parts
}

/// `types/<tag>.rs` of each tag that has types of its own.
pub(super) fn of_tags(module: &Module) -> impl Iterator<Item = (&TagItem, Vec<Part<'_>>)> {
    let file = |tag| {
        let parts = runtime(types_of(module, tag)).into_iter();
        (
            tag,
            parts.chain(types_of(module, tag).map(|item| Part::item(move |out| print(out, item)))).collect(),
        )
    };
    module.tags.iter().filter(|tag| types_of(module, tag).next().is_some()).map(file)
}

fn gated(module: &Module) -> impl Iterator<Item = (&TypeItem, &Gate)> {
    module.types.iter().zip(&module.type_gates)
}

/// The types that a tag alone reaches.
fn types_of<'a>(module: &'a Module, tag: &'a TagItem) -> impl Iterator<Item = &'a TypeItem> {
    gated(module).filter(|(_, gate)| gate.only().is_some() && **gate == tag.gate).map(|(item, _)| item)
}

fn runtime<'a, 'i>(mut items: impl Iterator<Item = &'i TypeItem>) -> Option<Part<'a>> {
    items.any(|item| item.runtime() == Usage::Named).then(words::runtime)
}

fn print(out: &mut Out<'_>, item: &TypeItem) {
    match item {
        TypeItem::Struct(item) => structs::print(out, item),
        TypeItem::Enum(item) => enums::print(out, item),
        TypeItem::Alias(item) => aliases::print(out, item),
        TypeItem::Union(item) => unions::print(out, item),
        TypeItem::Outcome(item) => outcomes::print(out, item),
        TypeItem::Headers(item) => headers::print(out, item),
        TypeItem::Choice(item) => choices::print(out, item),
    }
}
