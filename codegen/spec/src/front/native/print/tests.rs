//! Printed specs are read as the same specs.

mod scalars;

use std::path::{Path, PathBuf};

use super::{Entry, Notes, api, parts, text};
use crate::diag::{Diagnostics, Severity, render};
use crate::front::native;
use crate::source::node::{Document, Shape};
use crate::source::{SourceFile, SourceMap, load};

/// The contents of a file, without places.
struct Said {
    ast: String,
    printed: String,
}

fn read(name: &str, bytes: &[u8]) -> Said {
    let (mut sources, mut diags) = (SourceMap::default(), Diagnostics::default());
    let (file, document) = load(&mut sources, name, bytes, &mut diags).expect("a text");
    let source = sources.get(file).map(SourceFile::text).unwrap_or_default();
    let (ast, entries) = said(&document, source, &mut diags);
    let shown = render::short(&diags, &sources).to_string();
    assert!(diags.sorted().iter().all(|item| item.severity != Severity::Error), "{shown}\n{source}");
    Said { ast: placeless(&ast), printed: text(&entries) }
}

fn said(document: &Document, source: &str, diags: &mut Diagnostics) -> (String, Vec<Entry>) {
    let root = document.root().map(|root| root.shape());
    let is_main = matches!(root, Some(Shape::Mapping(entries)) if entries.iter().any(|(key, _)| key.text == "stubwright"));
    let notes = Notes::default();
    if is_main {
        let ast = native::read(document, source, diags).expect("a spec");
        (format!("{ast:#?}"), api(&ast, &notes))
    } else {
        let ast = native::read_included(document, source, diags);
        (format!("{ast:#?}"), parts(&ast, &notes))
    }
}

/// The `ast` without spans, and without the two words that say how a file spells it.
fn placeless(ast: &str) -> String {
    let mut out = String::new();
    let mut skipped: Option<usize> = None;
    for line in ast.lines() {
        let indent = line.len() - line.trim_start().len();
        match skipped {
            Some(outer) if indent > outer => continue,
            Some(_) => skipped = None,
            None if ["span: Span {", "Span {"].contains(&line.trim_start()) => skipped = Some(indent),
            None if ["spelling: ", "origin: "].iter().any(|word| line.trim_start().starts_with(word)) => {}
            None => {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    out
}

/// Every spec and included file below a folder.
fn specs(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder)];
    while let Some(folder) = open.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() && name != "samples" {
                open.push(path);
            } else if path.extension().is_some_and(|end| end == "yaml") || name == "spec.json" {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

#[test]
fn every_spec_is_printed_as_it_is_read() {
    let folders = ["tests/cases/ok", "tests/cases/draft", "spec"];
    let all: Vec<PathBuf> = folders.iter().flat_map(|folder| specs(folder)).collect();
    assert!(all.len() > 60, "{all:?}");
    let mut wrong = Vec::new();
    for path in all {
        let shown = path.display().to_string();
        let first = read(&shown, &std::fs::read(&path).unwrap());
        let again = read("printed.yaml", first.printed.as_bytes());
        if first.ast != again.ast {
            wrong.push(format!("{shown}\n{}", difference(&first.ast, &again.ast)));
        }
        assert_eq!(first.printed, again.printed, "{shown}");
        let witness: Result<serde_yaml::Value, _> = serde_yaml::from_str(&first.printed);
        assert!(witness.is_ok(), "{shown}: {witness:?}\n{}", first.printed);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The first lines that differ, with some before.
fn difference(one: &str, other: &str) -> String {
    let (one, other): (Vec<_>, Vec<_>) = (one.lines().collect(), other.lines().collect());
    let at = one.iter().zip(&other).take_while(|(one, other)| one == other).count();
    let part = |lines: &[&str]| {
        let lines: Vec<&str> = lines.iter().skip(at.saturating_sub(12)).take(20).copied().collect();
        lines.join("\n")
    };
    format!("{}\n---\n{}", part(&one), part(&other))
}
