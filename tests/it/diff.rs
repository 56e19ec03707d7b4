//! The statements of `stubwright diff` about a change of a spec, and whether they are true.

mod callers;
mod calls;
mod case;
mod compiled;
mod edits;
mod listed;
mod strict;
mod values;
mod wire;

use insta::{Settings, assert_snapshot};
use stubwright_codegen::diff::Report;
use stubwright_spec::diag::render;

use self::case::{Case, all, words};

/// The output of the command for a change.
fn printed(case: &Case) -> String {
    let [old, new] = case.revisions().unwrap_or_else(|found| panic!("{found}"));
    let report = Report::of(&old, &new).expect("no errors");
    let (found, sources) = report.findings(&old, &new);
    let mut text = format!("## {}\n\n{}\n{}\n", case.name, report.verdict(), render::short(&found, &sources));
    let changelog = report.changelog();
    if !changelog.is_empty() {
        text.push_str(&format!("\n{changelog}"));
    }
    text
}

/// The verdict and both other axes are those of the case.
#[test]
fn verdicts_are_as_expected() {
    let mut wrong = Vec::new();
    for case in all() {
        let report = match case.report() {
            Ok(report) => report,
            Err(found) => {
                wrong.push(found);
                continue;
            }
        };
        let found = words(&report.verdict());
        if found != case.verdict {
            wrong.push(format!(
                "{}: {}: expected {}, found {found}\n{}",
                case.file,
                case.name,
                case.verdict,
                printed(&case)
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// The output, for people to read.
#[test]
fn texts() {
    let mut files: Vec<(String, String)> = Vec::new();
    for case in all() {
        let text = printed(&case);
        match files.last_mut() {
            Some((file, all)) if *file == case.file => all.push_str(&format!("\n{text}")),
            _ => files.push((case.file.clone(), text)),
        }
    }
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path("../snapshots/diff");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for (file, text) in files {
        settings.bind(|| assert_snapshot!(file, text));
    }
}
