//! The files of an API. A list of calls and nothing else.

use super::comment::{FirstLine, Header, Provenance};
use super::file::File;
use super::scope::FileScope;
use super::threads::{self, Threads};
use super::words::Imports;
use super::{blocking, client, errors, preflight, root, tags, tests, types, words};
use crate::output::GeneratedFile;
use crate::plan::Module;
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
    let with = |imports, path: &str, parts: Vec<_>| {
        file(path, std::iter::once(words::private(imports)).chain(parts).collect())
    };
    let named = |path: &str, parts: Vec<_>| with(Imports::Used, path, parts);
    let gated = Imports::gated(module);
    let of_types = FileScope::of_types(&module.shadowed, &module.runtime);
    let mut files = vec![
        file(ROOT, root::parts(module)),
        File { scope: of_types, ..with(gated, "types.rs", types::shared(module)) },
    ];
    files.extend(types::of_tags(module).map(|(tag, parts)| File {
        scope: FileScope::of_tag(&module.shadowed, &module.runtime),
        ..named(&format!("types/{}.rs", tag.module.plain()), parts)
    }));
    files.extend([
        named("errors.rs", errors::parts(&module.errors)),
        named("client.rs", client::parts(&module.client)),
        named("blocking.rs", blocking::parts(&module.client)),
    ]);
    files.extend(module.checks.iter().map(|item| with(gated, "preflight.rs", preflight::parts(item))));
    files
        .extend(module.tags.iter().map(|tag| named(&format!("{}.rs", tag.module.plain()), tags::parts(tag))));
    files.extend(module.tests.as_ref().map(|item| file("tests.rs", tests::parts(item, gated))));
    files
}
