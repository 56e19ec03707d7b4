//! Pages give the spec and the findings next to them, in `cases/draft/<name>`.
//!
//! `UPDATE_DRAFTS=1` writes what comes out in place of what should; read the difference before it is committed.

mod faults;
mod qiandun;

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use stubwright_codegen::generate;
use stubwright_draft::{Draft, Input, draft, moment};
use stubwright_spec::diag::{Code, render};
use stubwright_spec::stack;

const QIANDUN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/pages/qiandun-contract-start.md");

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
    // The page of the e-signature platform is next to its spec.
    let own = ["page.md", "page.html", "page.txt"].map(|name| case.join(name));
    let page = own.into_iter().find(|page| page.is_file()).unwrap_or_else(|| PathBuf::from(QIANDUN));
    let bytes = std::fs::read(&page).unwrap();
    let name = page.file_name().unwrap().to_string_lossy();
    stack::on_large_stack(|| draft(&[Input { name: &name, bytes: &bytes }], now())).unwrap()
}

/// `LINE:COLUMN CODE text`, in the order of the page.
fn findings(draft: &Draft) -> String {
    let line = |item: &&stubwright_spec::diag::Diagnostic| {
        let place = item.primary.as_ref().map(|label| draft.sources.place(label.span)).unwrap_or_default();
        let place = place.split_once(':').map_or("", |(_, place)| place).to_owned();
        format!("{place} {} {}\n", item.code, item.message)
    };
    draft.diagnostics.sorted().iter().map(line).collect()
}

#[expect(clippy::disallowed_methods, reason = "whoever asks for it gets new expectations")]
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

/// Every mistake of a page has a code with a page that shows it.
#[test]
fn every_finding_about_a_page_has_a_case() {
    let said: String = cases().iter().map(|case| findings(&drafted(case))).collect();
    let is_about_pages = |code: &&Code| code.as_str().starts_with("SW10");
    let missing: Vec<&Code> =
        Code::ALL.iter().filter(is_about_pages).filter(|code| !said.contains(code.as_str())).collect();
    // A page with nothing is not a case, and what is updated is not a draft: `codegen/cli/tests/cli/draft.rs` has these.
    assert_eq!(missing, [&Code::NothingToDraft, &Code::CannotUpdate, &Code::IdleSettlement]);
}
