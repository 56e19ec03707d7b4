//! Printed code has the layout of rustfmt, and is the Rust that it looks like.

use std::path::PathBuf;
use std::process::Command;

use quote::ToTokens;
use stubwright_codegen::options::Tests;
use stubwright_codegen::write::beside;
use stubwright_codegen::{GeneratedFile, Options, generate_with, stack};

use syn::fold::Fold;
use syn::{Expr, ExprClosure, Stmt};

use crate::cases::{self, Case};

/// The files of a case, with generated tests.
fn files(case: &Case) -> Vec<GeneratedFile> {
    let options = Options { tests: Tests::Written, ..case.options() };
    let run = || generate_with(&case.file, &case.bytes, &mut beside(&case.path), &options);
    stack::on_large_stack(run).unwrap().files
}

/// rustfmt with its own configuration changes nothing in any file of any case.
#[test]
#[expect(clippy::disallowed_methods, reason = "the test gives rustfmt files of its own")]
fn rustfmt_changes_nothing() {
    let root = tempfile::tempdir().unwrap();
    let mut written: Vec<(PathBuf, String)> = Vec::new();
    for case in
        cases::sound().into_iter().chain(cases::platforms()).chain(cases::openapi()).chain(cases::featured())
    {
        let folder = root.path().join(&case.name);
        std::fs::create_dir(&folder).unwrap();
        for file in files(&case) {
            let path = folder.join(&file.path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
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
    for case in
        cases::sound().into_iter().chain(cases::platforms()).chain(cases::openapi()).chain(cases::featured())
    {
        for file in files(&case) {
            let parsed = syn::parse_file(&file.text)
                .unwrap_or_else(|error| panic!("{} of {}: {error}\n{}", file.path, case.name, file.text));
            let printed = prettyplease::unparse(&parsed);
            let (ours, theirs) = (plain(parsed), plain(syn::parse_file(&printed).unwrap()));
            let differs = ours.chars().zip(theirs.chars()).position(|(one, other)| one != other);
            let around = |text: &str, at: usize| {
                text.chars().skip(at.saturating_sub(80)).take(160).collect::<String>()
            };
            if let Some(at) = differs {
                let (ours, theirs) = (around(&ours, at), around(&theirs, at));
                panic!("{} of {}:\nours    {ours}\ntheirs  {theirs}", file.path, case.name);
            }
            assert_eq!(ours.len(), theirs.len(), "{} of {}", file.path, case.name);
        }
    }
}

/// The tokens as text, without what is there for the layout only: commas at the end of lists, and braces around the one
/// expression of a closure.
fn plain(file: syn::File) -> String {
    let tokens = Unbraced.fold_file(file).into_token_stream();
    let text: String = tokens.to_string().split_whitespace().collect();
    [")", "]", "}", ">"].iter().fold(text, |text, close| text.replace(&format!(",{close}"), close))
}

struct Unbraced;

impl Fold for Unbraced {
    fn fold_expr_closure(&mut self, mut closure: ExprClosure) -> ExprClosure {
        if let Expr::Block(block) = &*closure.body
            && let [Stmt::Expr(only, None)] = block.block.stmts.as_slice()
        {
            closure.body = Box::new(only.clone());
        }
        syn::fold::fold_expr_closure(self, closure)
    }
}
