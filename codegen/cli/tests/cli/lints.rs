//! Levels of lints: from arguments and the configuration, in every command that reports, and the list of all.

use std::path::Path;

use super::{CONFIG, SPEC, project, run};

/// A spec with one finding of a lint, SW1206.
fn unencrypted() -> String {
    SPEC.replace("https://", "http://")
}

#[test]
fn a_level_holds_for_one_run() {
    let root = project(&unencrypted(), Some(CONFIG));
    for (args, status, severity) in [
        (&["check"][..], 0, Some("warning[SW1206]")),
        (&["check", "--deny", "warnings"], 2, Some("error[SW1206]")),
        (&["check", "--deny", "docs,security"], 2, Some("error[SW1206]")),
        (&["check", "--deny", "security", "--warn", "sw1206"], 0, Some("warning[SW1206]")),
        (&["check", "--allow", "SW1206"], 0, None),
        (&["generate", "--deny", "SW1206"], 2, Some("error[SW1206]")),
        (&["generate", "--allow", "SW1206"], 0, None),
    ] {
        let (code, _, err) = run(root.path(), args);
        assert_eq!(code, status, "{args:?}: {err}");
        match severity {
            Some(severity) => assert!(err.contains(severity), "{args:?}: {err}"),
            None => assert!(!err.contains("SW1206"), "{args:?}: {err}"),
        }
        let wrote = root.path().join("src/api/mod.rs").exists();
        assert_eq!(wrote, args == ["generate", "--allow", "SW1206"], "{args:?}");
    }
}

#[test]
fn the_configuration_holds_for_every_command() {
    let root = project(&unencrypted(), Some(&format!("{CONFIG}[lints]\nSW1206 = \"deny\"\n")));
    for command in ["check", "generate"] {
        let (code, _, err) = run(root.path(), &[command]);
        assert!(code == 2 && err.contains("error[SW1206]"), "{command}: {err}");
        // A spec that has no table has the same levels.
        let (code, _, err) = run(root.path(), &[command, "spec/demo.yaml", "--allow", "SW1206"]);
        assert_eq!(code, 0, "{command}: {err}");
    }
    // The meaning of a code does not depend on its level.
    let (code, out, err) = run(root.path(), &["explain", "SW1206"]);
    assert!(code == 0 && out.starts_with("warning[SW1206]"), "{out}{err}");
}

#[test]
fn what_has_no_level_is_named() {
    let root = project(SPEC, None);
    for (name, expected) in [
        ("SW1260", "there is no lint `SW1260`\nhelp: did you mean `SW1206`?"),
        ("secrity", "there is no lint `secrity`\nhelp: did you mean `security`?"),
        ("SW0201", "`SW0201` is an error (an unknown key), and the level of errors cannot be lowered\n"),
        ("SW1101", "`SW1101` is not a lint (something new in a spec)\n"),
    ] {
        let (code, _, err) = run(root.path(), &["check", "spec/demo.yaml", "--allow", name]);
        assert_eq!(code, 2);
        assert!(err.contains(expected), "{err}");
    }
    let (code, _, err) = run(root.path(), &["check", "spec/demo.yaml", "--deny", "SW0301"]);
    assert_eq!(code, 2);
    assert!(err.contains("error: `SW0301` is always an error, so `--deny` has nothing to change\n"), "{err}");
}

#[test]
fn the_page_has_the_list() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec/lints.md");
    let page = std::fs::read_to_string(page).unwrap();
    let root = project(SPEC, None);
    let (code, table, err) = run(root.path(), &["explain", "--list", "--format", "markdown"]);
    assert_eq!(code, 0, "{err}");
    let written = page.find("| code |").map(|at| &page[at..]);
    assert_eq!(
        written,
        Some(table.as_str()),
        "`stubwright explain --list --format markdown` prints another table"
    );
}

#[test]
fn the_list_has_the_levels_of_the_configuration() {
    let root = project(SPEC, Some(&format!("{CONFIG}[lints]\ndocs = \"warn\"\n")));
    let (_, out, _) = run(root.path(), &["explain", "--list"]);
    assert!(out.contains("\nSW1201  warn   docs      an endpoint without documentation\n"), "{out}");
    let (_, out, _) = run(root.path(), &["explain", "--list", "--format", "json"]);
    let line = "{\"code\":\"SW1201\",\"group\":\"docs\",\"level\":\"warn\",\"default\":\"allow\",";
    assert!(out.contains(line), "{out}");
    let (code, _, err) = run(root.path(), &["explain"]);
    assert!(code == 2 && err.contains("<CODE>"), "{err}");
}
