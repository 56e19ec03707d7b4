//! The files of an API. A list of calls and nothing else.

use super::comment::{FirstLine, Header, Provenance};
use super::file::{File, Part};
use super::scope::FileScope;
use super::threads::{self, Threads};
use super::{
    aliases, blocking, choices, client, enums, errors, headers, outcomes, preflight, root, structs, tags,
    tests, unions, words,
};
use crate::output::GeneratedFile;
use crate::plan::{Module, TypeItem, Usage};
use stubwright_spec::fnv1a;

/// The file that declares the others.
const ROOT: &str = "mod.rs";

/// The files of an API, in output order.
#[must_use]
pub(crate) fn print(module: &Module, header: &Header, threads: Threads) -> Vec<GeneratedFile> {
    let mut files = threads::print(&files(module), threads);
    let hash = hash(&files);
    for file in &mut files {
        let provenance = if file.path == ROOT { Provenance::Hashed(hash) } else { Provenance::Named };
        let first_line = FirstLine(header, provenance);
        file.text.insert_str(0, &format!("{first_line}\n"));
    }
    files
}

/// The hash of what all files say.
fn hash(files: &[GeneratedFile]) -> u64 {
    let hashes = files.iter().map(|file| format!("{} {:016x}\n", file.path, fnv1a(file.text.as_bytes())));
    fnv1a(hashes.collect::<String>().as_bytes())
}

fn files(module: &Module) -> Vec<File<'_>> {
    let file =
        |path: &str, parts| File { path: path.to_owned(), scope: FileScope::outside(&module.runtime), parts };
    let named = |path: &str, parts: Vec<_>| {
        file(path, std::iter::once(Part::line(words::PRIVATE)).chain(parts).collect())
    };
    let mut files = vec![
        file(ROOT, root::parts(module)),
        File {
            scope: FileScope::of_types(&module.shadowed, &module.runtime),
            ..named("types.rs", types(module))
        },
        named("errors.rs", errors::parts(&module.errors)),
        named("client.rs", client::parts(&module.client)),
        named("blocking.rs", blocking::parts(&module.client)),
    ];
    files.extend(module.checks.iter().map(|item| named("preflight.rs", preflight::parts(item))));
    files
        .extend(module.tags.iter().map(|tag| named(&format!("{}.rs", tag.module.plain()), tags::parts(tag))));
    files.extend(module.tests.as_ref().map(|item| file("tests.rs", tests::parts(item))));
    files
}

fn types(module: &Module) -> Vec<Part<'_>> {
    let runtime = (module.types_name_runtime == Usage::Named).then(words::runtime);
    let items = module.types.iter().map(|item| {
        Part::item(move |out| match item {
            TypeItem::Struct(item) => structs::print(out, item),
            TypeItem::Enum(item) => enums::print(out, item),
            TypeItem::Alias(item) => aliases::print(out, item),
            TypeItem::Union(item) => unions::print(out, item),
            TypeItem::Outcome(item) => outcomes::print(out, item),
            TypeItem::Headers(item) => headers::print(out, item),
            TypeItem::Choice(item) => choices::print(out, item),
        })
    });
    runtime.into_iter().chain(items).collect()
}
