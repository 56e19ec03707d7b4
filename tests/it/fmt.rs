//! The canonical form of specs.

mod kept;
mod relaid;
mod spelled;

use std::path::{Path, PathBuf};

use proptest::prelude::{ProptestConfig, TestCaseError, any, prop, prop_assert, prop_assert_eq, proptest};
use stubwright_codegen::write::beside;
use stubwright_spec::diag::{Code, Diagnostics, render};
use stubwright_spec::front::native::{fmt::format, print};
use stubwright_spec::lint::Levels;
use stubwright_spec::source::node::{Cursor, Document, Shape};
use stubwright_spec::source::{SourceMap, load};
use stubwright_spec::{Choices, Reading, front, inspect_with};

use crate::growth::mutate::Random;

/// Every spec and case, those with mistakes included.
fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut open = vec![root.join("cases"), root.join("../spec")];
    let mut files = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path())
        {
            if entry.is_dir() {
                open.push(entry);
            } else if entry.extension().is_some_and(|end| end == "yaml") && !is_document(&entry) {
                files.push(entry);
            }
        }
    }
    files.sort();
    files
}

/// Documents of OpenAPI have no canonical form, not even where their first key is missing.
fn is_document(path: &Path) -> bool {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let keys = ["openapi:", "swagger:", "paths:"];
    text.lines().any(|line| keys.iter().any(|key| line.starts_with(key)))
}

/// A bug would be reported if the meaning had changed.
#[test]
fn every_spec_has_a_canonical_form() {
    let mut formatted = 0;
    for path in files() {
        let bytes = std::fs::read(&path).expect("a file");
        let (reading, text) = format("spec.yaml", &bytes);
        let said = render::short(&reading.diagnostics, &reading.sources).to_string();
        assert!(!said.contains("SW0001"), "{}: {said}", path.display());
        let Some(text) = text else { continue };
        formatted += 1;
        let (_, again) = format("spec.yaml", text.as_bytes());
        assert_eq!(again.as_deref(), Some(text.as_str()), "{}", path.display());
        // Every comment is still there.
        let comments = |text: &str| text.matches(" # ").count() + text.matches("\n# ").count();
        assert_eq!(
            comments(&text),
            comments(&String::from_utf8_lossy(&bytes)),
            "{}:\n{text}",
            path.display()
        );
    }
    assert!(formatted > 200, "{formatted}");
}

/// Specs that are written by the tool are in their canonical form: one table decides the order of keys.
#[test]
fn what_is_printed_is_canonical() {
    for path in files() {
        let bytes = std::fs::read(&path).expect("a file");
        let mut reading = Reading::default();
        let api =
            front::files::read("spec.yaml", &bytes, &mut beside(&path), &Choices::default(), &mut reading);
        let Some(api) = api.filter(|_| !reading.diagnostics.has_errors()) else { continue };
        let printed = print::text(&print::api(&api, &print::Notes::default()));
        let formatted = format("spec.yaml", printed.as_bytes()).1;
        assert_eq!(formatted.as_deref(), Some(printed.as_str()), "{}", path.display());
    }
}

#[test]
fn anchors_stay_before_their_aliases() {
    let text = "\
types: &types
    Order: &order {id: i64} # the first
    Copy: *order
    # Nobody uses it.
    &key Part: &part
        id: i64
tables: {t: {e2: All}, types: *types}
endpoints:
    list:
        response:
            headers: {X-Total?: i64}
            &ok 200: [Order]
            4xx: none
        auth: &any [user, &t tenant]
        get: &path /orders
    # The same.
    *path : {get: *path, auth: *any, doc: &doc All.}
api: shop
errors: {e1: *doc}
stubwright: &one 1
";
    let canonical = "\
stubwright: &one 1
api: shop

endpoints:
  list:
    get: &path /orders
    response:
      &ok 200: [Order]
      4xx: none
      headers: {X-Total?: i64}
    auth: &any [user, &t tenant]
  # The same.
  *path : {get: *path, doc: &doc All., auth: *any}

errors: {e1: *doc}

types: &types
  Order: &order {id: i64} # the first
  Copy: *order
  # Nobody uses it.
  &key Part: &part
    id: i64

tables: {t: {e2: All}, types: *types}
";
    assert_eq!(format("spec.yaml", text.as_bytes()).1.as_deref(), Some(canonical));
}

/// The document of a text without mistakes in its notation.
fn document(text: &str) -> Option<Document> {
    let (mut sources, mut diags) = (SourceMap::default(), Diagnostics::default());
    let (_, document) = load(&mut sources, "spec.yaml", text.as_bytes(), &mut diags)?;
    let root = document.root().filter(|_| !diags.has_errors())?;
    matches!(root.shape(), Shape::Mapping(members) if !members.is_empty()).then_some(document)
}

/// Whether two nodes say the same, whatever the order of keys.
fn is_same(one: Cursor<'_>, other: Cursor<'_>) -> bool {
    match (one.shape(), other.shape()) {
        (Shape::Scalar(one), Shape::Scalar(other)) => {
            one.text == other.text || (one.is_null() && other.is_null())
        }
        (Shape::Sequence(one), Shape::Sequence(other)) => {
            one.len() == other.len() && one.into_iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        (Shape::Mapping(one), Shape::Mapping(other)) => {
            let find = |key: &str| other.iter().find(|(other, _)| other.text == key).map(|(_, value)| *value);
            one.len() == other.len()
                && one.iter().all(|(key, value)| find(key.text).is_some_and(|other| is_same(*value, other)))
        }
        _ => false,
    }
}

/// Everything that must hold for the canonical form of a text in some layout.
fn check(original: &Document, path: &Path, seed: u64) -> Result<(), TestCaseError> {
    let relaid = relaid::relaid(original, &mut Random::of(seed));
    let text = relaid.text;
    let laid = document(&text);
    let roots =
        |laid: &Document| laid.root().zip(original.root()).is_some_and(|(one, other)| is_same(one, other));
    prop_assert!(laid.as_ref().is_some_and(roots), "the layout is wrong: {}\n{text}", path.display());
    let (reading, formatted) = format("spec.yaml", text.as_bytes());
    let said = render::short(&reading.diagnostics, &reading.sources);
    prop_assert!(formatted.is_some(), "{said}\n{}\n{text}", path.display());
    let formatted = formatted.unwrap_or_default();
    let after = document(&formatted);
    let kept = after.as_ref().map(|after| kept::check(&formatted, after, &relaid.comments));
    prop_assert_eq!(kept, Some(Ok(())), "{}\n{}\n{}", path.display(), text, formatted);
    let again = format("spec.yaml", formatted.as_bytes()).1;
    prop_assert_eq!(again.as_deref(), Some(formatted.as_str()), "{}\n{}", path.display(), text);
    let blanks = formatted.split('\n').find(|line| line.trim_end_matches('\r').ends_with(' '));
    prop_assert!(blanks.is_none(), "{blanks:?}\n{text}");
    let inspect = |text: &str| {
        let (reading, spec) = inspect_with(
            "spec.yaml",
            text.as_bytes(),
            &mut beside(path),
            &Choices::default(),
            &Levels::default(),
        );
        let mut codes: Vec<Code> = reading.diagnostics.sorted().iter().map(|item| item.code).collect();
        codes.sort();
        // Messages about mistakes depend on their layout.
        spec.filter(|_| !reading.diagnostics.has_errors()).map(|spec| (codes, spec.api))
    };
    prop_assert!(inspect(&text) == inspect(&formatted), "{}\n{text}\n{formatted}", path.display());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Only the order of keys of the format changes, which means nothing; entries with names of the author's, items, the
    /// rules of a check and the kinds of a body stay in their order.
    #[test]
    fn any_layout_has_the_same_canonical_form(seed in any::<u64>(), which in any::<prop::sample::Index>()) {
        let files = files();
        let path = which.get(&files);
        let text = std::fs::read_to_string(path).unwrap_or_default();
        if let Some(original) = document(&text) {
            check(&original, path, seed)?;
        }
    }
}
