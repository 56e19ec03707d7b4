//! Any text goes in and comes back.

use proptest::prelude::{Strategy, any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest};

use crate::diag::{Diagnostics, render};
use crate::front::native::print::scalar::{spell, spell_path, spell_plain, spell_url_path};
use crate::source::node::{Cursor, NodeKind, Shape};
use crate::source::{SourceMap, yaml};

/// Texts that some reader of YAML takes for something else.
fn traps() -> Vec<String> {
    let traps = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases/traps.yaml"));
    serde_yaml::from_str(traps).expect("a list of texts")
}

/// Traps between any texts.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(traps()),
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
        return Some(render::short(&diags, &sources).to_string());
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
    fn a_scalar_reads_as_itself_in_every_place(text in texts()) {
        let spelled = spell(&text);
        for (yaml, is_key) in [
            (format!("key: {spelled} # comment\n"), false),
            (format!("{{key: {spelled}}}\n"), false),
            (format!("{{key: {spelled}, other: 1}} # comment\n"), false),
            (format!("key: [{spelled}]\n"), false),
            (format!("{spelled}: 1\n"), true),
            (format!("{{{spelled}: 1}}\n"), true),
        ] {
            let mut found = None;
            let error = read(&yaml, |root| found = match root.shape() {
                Shape::Mapping(entries) if is_key => entries.first().map(|(key, _)| key.text.to_owned()),
                _ => text_at(root, &["key"]).or_else(|| text_at(root, &["key", "0"])).map(String::from),
            });
            prop_assert!(error.is_none(), "{yaml}{error:?}");
            prop_assert_eq!(found.as_deref(), Some(text.as_str()), "{}", yaml);
            let witness: serde_yaml::Value = serde_yaml::from_str(&yaml).expect("valid YAML");
            let witness = match &witness {
                serde_yaml::Value::Mapping(map) if is_key => map.keys().next(),
                value => value.get("key").map(|value| value.get(0).unwrap_or(value)),
            };
            prop_assert_eq!(witness.and_then(serde_yaml::Value::as_str), Some(text.as_str()), "{}", yaml);
        }
    }
}

/// Every scalar of every case is spelled as it would be.
#[test]
fn quotes_stand_where_the_cases_have_them() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases/draft");
    for case in std::fs::read_dir(folder).expect("the cases").flatten() {
        let Ok(text) = std::fs::read_to_string(case.path().join("expected.yaml")) else { continue };
        let (mut sources, mut diags) = (SourceMap::default(), Diagnostics::default());
        let file = sources.add(case.path().display().to_string(), text);
        let document = yaml::read(&sources, file, &mut diags);
        assert!(diags.is_empty());
        for node in document.nodes() {
            let NodeKind::Scalar { text, .. } = &node.kind else { continue };
            let written = sources.text(node.span);
            let is_known = [spell(text), spell_plain(text), spell_path(text), spell_url_path(text)];
            assert!(
                is_known.iter().any(|spelled| spelled == written),
                "{}: {written}",
                sources.place(node.span)
            );
            if written.starts_with('"') {
                assert_eq!(spell(text), written, "{}", sources.place(node.span));
            }
        }
    }
}
