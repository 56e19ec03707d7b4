//! What is printed is laid out as rustfmt does, and is the Rust that it looks like.

use std::path::{Path, PathBuf};
use std::process::Command;

use proc_macro2::TokenStream;
use quote::ToTokens;
use stubwright_codegen::options::Tests;
use stubwright_codegen::write::beside;
use stubwright_codegen::{GeneratedFile, Options, generate_with, stack};

use crate::cases::{self, Case};

/// The files of a case, with generated tests.
fn files(case: &Case) -> Vec<GeneratedFile> {
    let options = Options { tests: Tests::Written, ..case.options() };
    let run = || generate_with(&case.file, &case.bytes, &mut beside(&case.path), &options);
    stack::on_large_stack(run).unwrap().files
}

fn harbor_and_plaza() -> [Case; 2] {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    ["harbor.yaml", "plaza.yaml"].map(|name| Case::at(&specs.join(name)))
}

/// rustfmt with its own configuration changes nothing in any file of any case.
#[test]
#[expect(clippy::disallowed_methods, reason = "the test gives rustfmt files of its own")]
fn rustfmt_changes_nothing() {
    let root = tempfile::tempdir().unwrap();
    let mut written: Vec<(PathBuf, String)> = Vec::new();
    for case in cases::sound().into_iter().chain(harbor_and_plaza()) {
        let folder = root.path().join(&case.name);
        std::fs::create_dir(&folder).unwrap();
        for file in files(&case) {
            let path = folder.join(&file.path);
            std::fs::write(&path, &file.text).unwrap();
            written.push((path, file.text));
        }
    }
    assert!(written.len() > 300, "{}", written.len());
    // An empty configuration, so that none of a directory above counts.
    std::fs::write(root.path().join("rustfmt.toml"), "").unwrap();
    let run = Command::new("rustfmt")
        .args(["--edition", "2024"])
        .args(written.iter().map(|(path, _)| path))
        .current_dir(root.path())
        .output()
        .unwrap_or_else(|error| panic!("rustfmt can't be run, `rustup component add rustfmt`: {error}"));
    // Lines that can't be shortened, such as those of a vendor, are not an error.
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    for (path, printed) in written {
        let formatted = std::fs::read_to_string(&path).unwrap();
        let name = path.strip_prefix(root.path()).unwrap().display();
        let diff = similar::TextDiff::from_lines(&printed, &formatted);
        assert!(printed == formatted, "{name}, `+` is rustfmt's:\n{}", diff.unified_diff());
    }
}

/// Parsed and printed by others, every file has the same tokens: nothing is attached to something else than it looks.
#[test]
fn another_printer_reads_the_same() {
    for case in cases::sound().into_iter().chain(harbor_and_plaza()) {
        for file in files(&case) {
            let parsed = syn::parse_file(&file.text)
                .unwrap_or_else(|error| panic!("{} of {}: {error}\n{}", file.path, case.name, file.text));
            let printed = prettyplease::unparse(&parsed);
            let again: TokenStream = syn::parse_file(&printed).unwrap().into_token_stream();
            assert_eq!(
                without_commas(parsed.into_token_stream()),
                without_commas(again),
                "{} of {}",
                file.path,
                case.name
            );
        }
    }
}

/// The tokens as text. A comma at the end of a list is there for its layout only.
fn without_commas(tokens: TokenStream) -> String {
    let text: String = tokens.to_string().split_whitespace().collect();
    [")", "]", "}", ">"].iter().fold(text, |text, close| text.replace(&format!(",{close}"), close))
}
