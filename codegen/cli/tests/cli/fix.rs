//! `check --fix`: output, differences, and refusals.

use std::fs;
use std::path::Path;

use super::{CONFIG, SPEC, project, put, run};

/// Two findings with a safe fix, one with a guess, and bytes that must stay: a mark, both line ends, trailing spaces.
fn mistaken() -> String {
    let rows = "errors:  \r\n  0400: {name: A}\r\n  1e3: {name: B, retry: nevr}\n";
    format!("\u{feff}{}", SPEC.replace("endpoints:\n", &format!("{rows}endpoints:\n")))
}

fn corrected() -> String {
    mistaken().replace("0400", "\"0400\"").replace("1e3", "\"1e3\"")
}

fn read(root: &Path) -> String {
    fs::read_to_string(root.join("spec/demo.yaml")).unwrap()
}

/// The names in `spec/`.
fn names(root: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(root.join("spec"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn check_says_what_could_be_corrected() {
    let root = project(&mistaken(), Some(CONFIG));
    let (code, out, err) = run(root.path(), &["check"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(
        err.ends_with("help: 2 findings can be fixed: run `stubwright check --fix spec/demo.yaml`\n"),
        "{err}"
    );
    assert!(!run(root.path(), &["check", "-q"]).2.contains("can be fixed"));
    assert_eq!(read(root.path()), mistaken());
}

#[test]
fn safe_fixes_are_made_and_the_rest_reported() {
    let root = project(&mistaken(), Some(CONFIG));
    let (code, out, err) = run(root.path(), &["check", "--fix"]);
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    assert!(err.starts_with("       Fixed spec/demo.yaml: 2 findings\n"), "{err}");
    assert!(err.contains("error[SW0206]") && !err.contains("SW0402"), "{err}");
    let guess = "help: 1 finding can be fixed by guessing: run `stubwright check --fix=all spec/demo.yaml`\n";
    assert!(err.ends_with(guess), "{err}");
    assert_eq!(read(root.path()), corrected());
    let (code, _, err) = run(root.path(), &["check", "--fix=all"]);
    assert_eq!(code, 0, "{err}");
    assert_eq!(read(root.path()), corrected().replace("nevr", "never"));
    let (code, _, err) = run(root.path(), &["check", "--fix"]);
    assert!(code == 0 && err.starts_with("       Fixed spec/demo.yaml: 0 findings\n"), "{err}");
    assert_eq!(names(root.path()), ["demo.yaml"]);
}

#[test]
fn a_diff_shows_and_writes_nothing() {
    let root = project(&mistaken(), None);
    let (code, out, err) = run(root.path(), &["check", "--fix", "--diff", "spec/demo.yaml"]);
    assert_eq!(code, 2, "{err}");
    assert!(out.starts_with("--- a/spec/demo.yaml\n+++ b/spec/demo.yaml\n@@ "), "{out}");
    assert!(
        out.contains("\n-  0400: {name: A}\r\n") && out.contains("\n+  \"0400\": {name: A}\r\n"),
        "{out}"
    );
    assert!(err.starts_with("   Would fix spec/demo.yaml: 2 findings\n") && !err.contains("SW0402"), "{err}");
    assert_eq!(read(root.path()), mistaken());
    let (_, out, _) = run(root.path(), &["check", "--fix", "--diff", "--format", "json", "spec/demo.yaml"]);
    let first: serde_json::Value = serde_json::from_str(out.lines().next().unwrap()).unwrap();
    assert_eq!((&first["change"], &first["path"]), (&"update".into(), &"spec/demo.yaml".into()));
    assert!(first["diff"].as_str().unwrap().contains("+  \"0400\""), "{first}");
    let (code, _, err) = run(root.path(), &["check", "--diff", "spec/demo.yaml"]);
    assert!(code == 2 && err.contains("--fix"), "{err}");
}

#[test]
fn a_configured_spec_that_is_sound_is_not_touched() {
    let root = project(SPEC, Some(CONFIG));
    let path = root.path().join("spec/demo.yaml");
    let old = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
    fs::File::options().write(true).open(&path).unwrap().set_modified(old).unwrap();
    assert_eq!(run(root.path(), &["check", "--fix=all"]).0, 0);
    assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), old);
}

#[test]
fn a_read_only_spec_is_refused() {
    let root = project(&mistaken(), None);
    let path = root.path().join("spec/demo.yaml");
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let (code, _, err) = run(root.path(), &["check", "--fix", "spec/demo.yaml"]);
    assert_eq!(code, 2);
    assert!(err.contains("error[SW0822]: cannot change `spec/demo.yaml`: it is read-only"), "{err}");
    assert!(err.contains("SW0402"), "what stands in the file is reported: {err}");
    assert_eq!((read(root.path()), names(root.path())), (mistaken(), vec![String::from("demo.yaml")]));
    assert_eq!(
        run(root.path(), &["check", "--fix", "--diff", "spec/demo.yaml"]).2.matches("SW0822").count(),
        0
    );
}

#[cfg(unix)]
#[test]
fn links_are_refused_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let root = project(&mistaken(), None);
    symlink("spec/demo.yaml", root.path().join("link.yaml")).unwrap();
    let (code, _, err) = run(root.path(), &["check", "--fix", "link.yaml"]);
    assert_eq!(code, 2);
    assert!(err.contains("error[SW0822]: cannot change `link.yaml`: it is a symbolic link"), "{err}");
    assert!(err.contains("help: name the file that it points to"), "{err}");
    assert_eq!(read(root.path()), mistaken());
    let path = root.path().join("spec/demo.yaml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    run(root.path(), &["check", "--fix", "spec/demo.yaml"]);
    assert_eq!(read(root.path()), corrected());
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn every_spec_is_corrected() {
    let root = project(&mistaken(), None);
    put(root.path(), "b.json", "{\"stubwright\": \"1\", \"api\": \"b\",}\n");
    let (code, _, err) = run(root.path(), &["check", "--fix=all", "spec/demo.yaml", "b.json"]);
    assert_eq!(code, 0, "{err}");
    assert_eq!(
        fs::read_to_string(root.path().join("b.json")).unwrap(),
        "{\"stubwright\": \"1\", \"api\": \"b\"}\n"
    );
}

#[test]
fn included_files_are_corrected_too() {
    let root = project(&SPEC.replace("api: demo\n", "api: demo\ninclude: [more/rows.yaml]\n"), Some(CONFIG));
    put(root.path(), "spec/more/rows.yaml", "errors:\r\n  0500: {name: Busy}\r\n");
    let (code, out, err) = run(root.path(), &["check", "--fix", "--diff"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.starts_with("--- a/spec/more/rows.yaml\n+++ b/spec/more/rows.yaml\n"), "{out}");
    assert!(!out.contains("demo.yaml"), "{out}");
    assert_eq!(run(root.path(), &["check", "--fix"]).0, 0);
    let text = fs::read_to_string(root.path().join("spec/more/rows.yaml")).unwrap();
    assert_eq!(text, "errors:\r\n  \"0500\": {name: Busy}\r\n");
}
