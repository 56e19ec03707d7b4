//! The files of an API. A list of calls and nothing else.

use super::tokens::runtime;
use super::{aliases, blocking, client, enums, errors, preflight, root, structs, tags, tests, unions};
use crate::plan::source::FileName;
use crate::plan::{Module, Runtime, TypeItem};
use crate::render::{File, Item, Provenance};

/// The files of an API, in output order.
#[must_use]
pub(crate) fn emit(module: &Module) -> Vec<File> {
    let named = |path, items| File { path, provenance: Provenance::Named, items };
    let mut files = vec![
        File { path: "mod.rs".into(), provenance: Provenance::Hashed, items: root::emit(module) },
        named("types.rs".into(), types(module)),
        named("errors.rs".into(), errors::emit(&module.errors)),
        named("client.rs".into(), client::emit(&module.client)),
        named("blocking.rs".into(), blocking::emit(&module.client)),
    ];
    files.extend(module.checks.iter().map(|item| named("preflight.rs".into(), preflight::emit(item))));
    files.extend(module.tags.iter().map(|tag| named(FileName::from(&tag.module), tags::emit(tag))));
    files.extend(module.tests.as_ref().map(|tests| named("tests.rs".into(), tests::emit(tests))));
    files
}

fn types(module: &Module) -> Vec<Item> {
    let mut items = match module.runtime {
        Runtime::Named => vec![Item::Rust(runtime())],
        Runtime::Unnamed => Vec::new(),
    };
    for item in &module.types {
        match item {
            TypeItem::Struct(strukt) => items.extend(structs::emit(strukt)),
            TypeItem::Enum(enm) => items.extend(enums::emit(enm)),
            TypeItem::Alias(alias) => items.push(aliases::emit(alias)),
            TypeItem::Union(union) => items.extend(unions::emit(union)),
        }
    }
    items
}
