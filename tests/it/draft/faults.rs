//! Pages that were once drafted wrongly, which are next to the repository and not in it: each claim is true of the
//! draft.

use std::io::Write;
use std::path::Path;

use stubwright_codegen::generate;
use stubwright_draft::{Input, draft};
use stubwright_spec::diag::render;
use stubwright_spec::stack;

use super::now;

/// The page, and what its draft says and doesn't say.
const PAGES: &[(&str, &[&str], &[&str])] = &[
    (
        "01-only-is-no-list",
        &["span: {from: startTime, to: endTime, max: 7d}", "one_of: {orderFilter: [Spot, Stop]}"],
        &["stopped, by", "changed, within", "vip, users", "now+7d", "kind: [box, drum]"],
    ),
    ("03-error-sample-is-no-success", &["success: {code: absent}"], &["success: {code: -3121}"]),
    (
        "04-envelope-against-the-sample",
        &["success: {http: 2xx, error: absent}"],
        &["error.code: \"7000\"", "request: "],
    ),
    (
        "14-draft-against-its-own-page",
        &["crate_ids?:", "port: {type: string", "size?: {type: i32", "default: 10"],
        &["deprecated: true", "enum: [SHA"],
    ),
];

#[test]
fn what_was_wrong_is_right() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/pages/faults");
    if !root.is_dir() {
        // Past the capture of the test harness: a skipped test should be seen.
        writeln!(std::io::stderr(), "skipped: {} is not beside this checkout", root.display()).unwrap();
        return;
    }
    for (name, says, never) in PAGES {
        let file = format!("{name}.md");
        let bytes = std::fs::read(root.join(&file)).unwrap();
        let input = Input { name: &file, bytes: &bytes };
        let draft = stack::on_large_stack(|| draft(&[input], now())).unwrap();
        says.iter().for_each(|text| assert!(draft.yaml.contains(text), "{name}: {text}\n{}", draft.yaml));
        never.iter().for_each(|text| assert!(!draft.yaml.contains(text), "{name}: {text}\n{}", draft.yaml));
        let outcome = stack::on_large_stack(|| generate("spec.yaml", draft.yaml.as_bytes())).unwrap();
        let said = render::pretty(&outcome.diagnostics, &outcome.sources, false);
        assert!(!outcome.diagnostics.has_errors(), "{name}\n{said}\n{}", draft.yaml);
    }
}
