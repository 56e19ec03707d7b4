//! Pages give the spec and the findings beside them, in `cases/draft/<name>`.
//!
//! `UPDATE_DRAFTS=1` writes what comes out in place of what should; read the difference before it is committed.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use stubwright_codegen::diag::render;
use stubwright_codegen::draft::{Draft, Input, draft, moment};
use stubwright_codegen::{generate, stack};

fn cases() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/draft");
    let mut cases: Vec<PathBuf> =
        std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.retain(|path| path.is_dir());
    cases.sort();
    cases
}

/// The time at which the samples of the cases are held against rules.
fn now() -> SystemTime {
    moment("2025-03-01").unwrap()
}

fn drafted(case: &Path) -> Draft {
    let page =
        ["page.md", "page.html", "page.txt"].into_iter().find(|name| case.join(name).is_file()).unwrap();
    let bytes = std::fs::read(case.join(page)).unwrap();
    stack::on_large_stack(|| draft(&[Input { name: page, bytes: &bytes }], now())).unwrap()
}

/// `LINE:COLUMN CODE text`, in the order of the page.
fn findings(draft: &Draft) -> String {
    let line = |item: &&stubwright_codegen::diag::Diagnostic| {
        let place = item.primary.as_ref().map(|label| draft.sources.place(label.span)).unwrap_or_default();
        let place = place.split_once(':').map_or("", |(_, place)| place).to_owned();
        format!("{place} {} {}\n", item.code, item.message)
    };
    draft.diagnostics.sorted().iter().map(line).collect()
}

fn hold(path: &Path, is: &str, wrong: &mut Vec<String>) {
    let wanted = std::fs::read_to_string(path).unwrap_or_default();
    if wanted == is {
        return;
    }
    if std::env::var_os("UPDATE_DRAFTS").is_some() {
        std::fs::write(path, is).unwrap();
        return;
    }
    let diff =
        similar::TextDiff::from_lines(wanted.as_str(), is).unified_diff().context_radius(1).to_string();
    let case = path.parent().and_then(Path::file_name).unwrap_or_default().display();
    wrong.push(format!("== {case}/{}\n{diff}", path.file_name().unwrap_or_default().display()));
}

#[test]
fn pages_give_what_is_expected() {
    let mut wrong = Vec::new();
    for case in cases() {
        let draft = drafted(&case);
        hold(&case.join("expected.yaml"), &draft.yaml, &mut wrong);
        hold(&case.join("findings.txt"), &findings(&draft), &mut wrong);
    }
    assert!(wrong.is_empty(), "{} files differ\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_draft_generates() {
    for case in cases() {
        let draft = drafted(&case);
        let outcome = stack::on_large_stack(|| generate("spec.yaml", draft.yaml.as_bytes())).unwrap();
        let said = render::pretty(&outcome.diagnostics, &outcome.sources, false);
        assert!(!outcome.diagnostics.has_errors(), "{}\n{said}\n{}", case.display(), draft.yaml);
    }
}
