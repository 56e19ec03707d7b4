//! The page of the e-signature platform: its draft carries the page's own request, and differs from the spec that was
//! written by hand only in what the page leaves open.

use std::path::Path;

use insta::{Settings, assert_snapshot};
use serde_json::Value;
use stubwright_codegen::write::beside;
use stubwright_codegen::{Options, inspect_with};
use stubwright_spec::model::dump::dump;
use stubwright_tests::compiled::draft_qiandun;

use super::{QIANDUN, drafted, findings};

fn case() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/cases/draft/qiandun"))
}

/// The request that the page prints: from the first brace to where the call is glued to it.
fn request() -> Value {
    let page = std::fs::read_to_string(QIANDUN).unwrap();
    let start = page.find("\n{\n").unwrap();
    let end = page.find("}curl").unwrap();
    serde_json::from_str(&page[start..=end]).unwrap()
}

#[test]
fn the_request_of_the_page_goes_through() {
    let request = request();
    let typed: draft_qiandun::types::StartContract = serde_json::from_value(request.clone()).unwrap();
    assert_eq!(serde_json::to_value(&typed).unwrap(), request);
}

#[test]
fn rules_about_time_go_by_the_clock_that_is_given() {
    let rules = |now: &str| -> Vec<String> {
        let bytes = std::fs::read(QIANDUN).unwrap();
        let pages = [stubwright_draft::Input { name: "page.md", bytes: &bytes }];
        let draft = stubwright_draft::draft(&pages, stubwright_draft::moment(now).unwrap());
        let said = findings(&draft);
        said.lines()
            .filter_map(|line| line.split("breaks ").nth(1))
            .map(|rest| rest[..8].to_owned())
            .collect()
    };
    // The sample asks for 2025-12-31.
    assert_eq!(rules("2024-12-12"), ["oc_40016", "oc_40001"]);
    assert_eq!(rules("2025-06-01"), ["oc_40016"]);
    assert_eq!(rules("2026-02-01"), ["oc_40016", "oc_40002"]);
}

/// The model as text, without the descriptions and classes that only a person can add.
fn said_by(name: &str, bytes: &[u8], path: &Path) -> String {
    let (outcome, api) = inspect_with(name, bytes, &mut beside(path), &Options::default());
    assert!(!outcome.diagnostics.has_errors());
    let is_added = |line: &&str| line.starts_with("  allow ") || line.starts_with("  doc ");
    let plain = |line: &str| {
        let line = line.split(" category=").next().unwrap_or(line);
        // A description is after the type of a field, or after the name of a type.
        let is_described =
            line.contains("\": ") || ["struct ", "enum "].iter().any(|word| line.starts_with(word));
        let line = line.split(" example ").next().unwrap_or(line);
        let cut = line.rfind(" \"").filter(|_| is_described && line.ends_with('"'));
        format!("{}\n", cut.map_or(line, |cut| &line[..cut]))
    };
    dump(&api.unwrap()).lines().filter(|line| !is_added(line)).map(plain).collect()
}

#[test]
fn the_draft_differs_from_the_spec_in_what_the_page_leaves_open() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let spec = root.join("spec/qiandun.yaml");
    let draft = drafted(case()).yaml;
    let by_hand = said_by("qiandun.yaml", &std::fs::read(&spec).unwrap(), &spec);
    let drafted = said_by("draft.yaml", draft.as_bytes(), &spec);
    let diff = similar::TextDiff::from_lines(&drafted, &by_hand);
    let mut lines: Vec<String> = Vec::new();
    for change in diff.iter_all_changes() {
        let sign = match change.tag() {
            similar::ChangeTag::Delete => "draft",
            similar::ChangeTag::Insert => "spec ",
            similar::ChangeTag::Equal => continue,
        };
        lines.push(format!("{sign} {}", change.value().trim_end()));
    }
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path("../../snapshots/draft");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| assert_snapshot!("qiandun-apart", lines.join("\n")));
}
