//! Every example of `spec/format.md` and of the README is read; those that should fail fail with the code they name.

use std::collections::BTreeMap;

use stubwright_codegen::{Options, generate, generate_with};
use stubwright_spec::diag::{Code, Severity, render};

const FORMAT: &str = include_str!("../../spec/format.md");
const README: &str = include_str!("../../README.md");

/// The fenced blocks of a page: line, info string, content.
pub(crate) fn blocks(page: &str) -> Vec<(usize, &str, String)> {
    let mut blocks = Vec::new();
    let mut open: Option<(usize, &str, String)> = None;
    for (at, line) in page.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => open = Some((at + 2, info, String::new())),
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some((_, _, text)), None) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) => {}
        }
    }
    blocks
}

#[test]
fn the_examples_of_the_reference_hold() {
    let mut count = 0;
    let mut beside = BTreeMap::new();
    for (line, info, text) in blocks(FORMAT) {
        let Some(expectation) = info.strip_prefix("yaml").or_else(|| info.strip_prefix("json")) else {
            continue;
        };
        count += 1;
        // A file that a later example includes.
        if let Some(name) = expectation.trim().strip_prefix("file=") {
            beside.insert(name.to_owned(), text.into_bytes());
            continue;
        }
        let mut load = |name: &str| beside.get(name).cloned().ok_or_else(|| String::from("no such example"));
        let outcome = generate_with("example.yaml", text.as_bytes(), &mut load, &Options::default());
        let said = render::short(&outcome.diagnostics, &outcome.sources);
        let place = format!("spec/format.md:{line}\n{said}");
        let errors = outcome.diagnostics.count(Severity::Error);
        match expectation.trim().split_once('=') {
            None => {
                assert_eq!(errors, 0, "{place}");
                assert!(!outcome.files.is_empty(), "{place}");
            }
            Some((kind, code)) => {
                let code = Code::parse(code).expect(code);
                assert!(outcome.diagnostics.has(code), "{place}");
                assert_eq!(errors, usize::from(kind == "error"), "{place}");
            }
        }
    }
    assert!(count >= 45, "only {count} examples found");
}

#[test]
fn the_reference_knows_every_key_and_every_key_stands_in_it() {
    for section in stubwright_spec::front::native::keys::SECTIONS {
        for key in section.keys {
            assert!(
                FORMAT.contains(key.name),
                "spec/format.md does not mention `{}` of {}",
                key.name,
                section.what
            );
        }
    }
}

#[test]
fn the_yaml_of_the_readme_generates_without_a_word_except_about_guesses() {
    let specs: Vec<_> = blocks(README).into_iter().filter(|(_, info, _)| *info == "yaml").collect();
    assert_eq!(specs.len(), 2);
    for (line, _, text) in specs {
        let outcome = generate("readme.yaml", text.as_bytes());
        let found = outcome.diagnostics.sorted();
        assert!(
            found.iter().all(|found| found.code == Code::UnsettledGuess),
            "README.md:{line}\n{}",
            render::short(&outcome.diagnostics, &outcome.sources)
        );
        assert!(!outcome.files.is_empty());
        assert_eq!(found.is_empty(), !text.contains(" # ? "), "README.md:{line}");
    }
}
