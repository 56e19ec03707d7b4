//! Any text goes in and comes back.

use proptest::prelude::{Strategy, any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest};

use super::{at, code, endpoint, enumeration, guess, member, note, page, param, row, structure, variant};
use crate::sheet::{Code, Noted, Sheet, unplaced};
use crate::write::write;
use stubwright_spec::ast::Method;
use stubwright_spec::diag::Diagnostics;
use stubwright_spec::source::node::{Cursor, Shape};
use stubwright_spec::source::{SourceMap, yaml};

/// Texts that some reader of YAML takes for something else, between any texts.
fn texts() -> impl Strategy<Value = String> {
    let traps = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases/traps.yaml"));
    let traps: Vec<String> = serde_yaml::from_str(traps).unwrap();
    prop_oneof![
        prop::sample::select(traps),
        any::<String>(),
        "[ -~]{0,12}",
        "[:#,?{}\\[\\]&*!|>'\"%@`a0 .\\-]{0,6}",
        "\\PC{0,8}",
    ]
}

/// The YAML with our reader: the root, unless there are findings.
fn read(text: &str, check: impl FnOnce(Cursor<'_>)) -> Option<String> {
    let (mut sources, mut diags) = (SourceMap::default(), Diagnostics::default());
    let file = sources.add("draft.yaml", text);
    let document = yaml::read(&sources, file, &mut diags);
    if !diags.is_empty() {
        return Some(stubwright_spec::diag::render::short(&diags, &sources).to_string());
    }
    if let Some(root) = document.root() {
        check(root);
    }
    None
}

fn child<'a>(at: Cursor<'a>, path: &[&str]) -> Option<Cursor<'a>> {
    path.iter().try_fold(at, |at, key| match at.shape() {
        Shape::Mapping(entries) => {
            entries.into_iter().find(|(found, _)| found.text == *key).map(|(_, value)| value)
        }
        Shape::Sequence(items) => items.into_iter().next(),
        Shape::Scalar(_) => None,
    })
}

fn text_at<'a>(at: Cursor<'a>, path: &[&str]) -> Option<&'a str> {
    child(at, path)?.scalar().map(|scalar| scalar.text)
}

proptest! {
    #[test]
    fn every_text_of_a_sheet_comes_back(
        (message, solution, doc, other) in (texts(), texts(), texts(), texts()),
        (reason, code_text, key, is_optional) in (texts(), texts(), texts(), any::<bool>()),
    ) {
        let mut field = member("f", "string", &doc);
        (field.key, field.wire) = (unplaced(key.clone()), unplaced(key.clone()));
        (field.optional, field.doc) = (is_optional, Some(unplaced(doc.clone())));
        let mut call = endpoint("call", Method::Get, "/a/{b}");
        call.doc = Some(doc.clone());
        call.params = vec![guess(param("p", "[string](..=5)", &other), &reason, Some(3))];
        let values = vec![variant(None, &other, Some(&doc)), variant(None, "x", None)];
        let mut one = row("", "", "");
        (one.message, one.solution, one.matching) =
            (Some(message.clone()), Some(solution.clone()), Some(other.clone()));
        let sheet = Sheet {
            pages: vec![reason.clone(), String::from("b.md")],
            api: guess(other.clone(), &reason, Some(1)),
            title: Some(at(doc.clone(), 1)),
            servers: vec![(String::from("main"), guess(other.clone(), &reason, None))],
            errors: vec![
                code("c", Noted { value: one.clone(), notes: vec![note(&reason, None), note(&doc, Some(2))] }),
                Code { code: code_text.clone() + "-", notes: vec![note(&reason, None)], rows: vec![at(one, 1)] },
            ],
            left_out: vec![note(&reason, Some(2))],
            endpoints: vec![at(call, 1)],
            types: vec![
                Noted::plain(structure("T", vec![guess(field, &reason, Some(9))])),
                Noted::plain(enumeration("E", values)),
            ],
            ..Sheet::default()
        };
        let (yaml, _) = write(&sheet, &page());
        let mut found = Vec::new();
        let error = read(&yaml, |root| {
            let code_key = code_text.clone() + "-";
            let names = match child(root, &["types", "T"]).map(Cursor::shape) {
                Some(Shape::Mapping(entries)) => entries,
                _ => Vec::new(),
            };
            let key_text = names.first().map_or("", |(key, _)| key.text);
            let key_text = if key_text == "struct" { "" } else { key_text };
            for (path, wanted) in [
                (vec!["api"], &other),
                (vec!["title"], &doc),
                (vec!["servers", "main"], &other),
                (vec!["errors", "c", "message"], &message),
                (vec!["errors", "c", "solution"], &solution),
                (vec!["errors", &code_key, "match"], &other),
                (vec!["endpoints", "call", "doc"], &doc),
                (vec!["types", "T", key_text, "doc"], &doc),
            ] {
                found.push((text_at(root, &path).map(String::from), wanted.clone()));
            }
            if !key.ends_with('?') {
                let wanted = if is_optional { format!("{key}?") } else { key.clone() };
                found.push((Some(key_text.to_owned()), wanted));
            }
            if let Some(Shape::Mapping(entries)) = child(root, &["types", "E", "enum"]).map(Cursor::shape) {
                let value = entries.first().and_then(|(_, value)| text_at(*value, &["value"]));
                found.push((value.map(String::from), other.clone()));
            }
        });
        prop_assert!(error.is_none(), "{yaml}{error:?}");
        prop_assert!(found.len() >= 9, "{yaml}");
        for (read, wanted) in found {
            prop_assert_eq!(read.as_deref(), Some(wanted.as_str()), "{}", yaml);
        }
        let witness: Result<serde_yaml::Value, _> = serde_yaml::from_str(&yaml);
        prop_assert!(witness.is_ok(), "{yaml}{witness:?}");
    }
}
