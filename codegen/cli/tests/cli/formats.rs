//! Output for machines: GitHub's annotations and the SARIF log. Their contents are tested where they are written.

use serde_json::Value;

use super::{BROKEN, CONFIG, SPEC, project, put, run};

/// The findings of the SARIF log on standard output, which holds nothing else.
fn results(out: &str) -> Vec<(String, Option<String>)> {
    let log: Value = serde_json::from_str(out).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let results = log["runs"][0]["results"].as_array().unwrap();
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let uri = |result: &Value| text(&result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]);
    results.iter().map(|result| (text(&result["ruleId"]).unwrap(), uri(result))).collect()
}

#[test]
fn github_gets_an_annotation_for_each_finding() {
    let root = project(BROKEN, Some(CONFIG));
    let (code, out, err) = run(root.path(), &["check", "--format", "github"]);
    assert_eq!(code, 2, "{err}");
    assert!(out.starts_with("::error file=spec/demo.yaml,line=2,"), "{out}");
    assert!(out.contains(",title=SW0103%3A not valid YAML::spec/demo.yaml:2:"), "{out}");
    assert_eq!(out.lines().count(), 1, "{out}");
    assert!(!err.contains("SW0103"), "{err}");
    let (code, out, _) = run(root.path(), &["check", "nope.yaml", "--format", "github"]);
    assert_eq!(code, 2);
    assert!(
        out.starts_with("::error title=SW0101%3A the file cannot be read::cannot read `nope.yaml`"),
        "{out}"
    );
    put(root.path(), "spec/demo.yaml", SPEC);
    assert_eq!(run(root.path(), &["check", "-q", "--format", "github"]), (0, String::new(), String::new()));
}

#[test]
fn github_takes_no_command_out_of_a_diff() {
    let root = project(SPEC, Some(CONFIG));
    let (code, out, _) = run(root.path(), &["generate", "--check", "--format", "github"]);
    assert_eq!(code, 1);
    let mut token = None;
    for line in out.lines() {
        match (&token, line.trim_start().strip_prefix("::")) {
            (None, Some(command)) => token = command.strip_prefix("stop-commands::").map(str::to_owned),
            (Some(end), Some(command)) if command.strip_suffix("::") == Some(end) => token = None,
            (Some(_), _) => {}
            (None, None) => panic!("{line}"),
        }
    }
    assert_eq!(token, None);
    let last = out.lines().last().unwrap();
    assert!(last.starts_with("::error title=SW0821%3A generated code is out of date::"), "{last}");
    assert!(last.ends_with("%0Ahelp: run `stubwright generate`"), "{last}");
}

#[test]
fn people_get_fifty_findings_and_machines_all() {
    let rows: String =
        (0..60).map(|number| format!("  0{number}: {{name: Row{number}, message: m}}\n")).collect();
    let envelope = "envelope: {success: {ok: true}, code: code, data: data}\n";
    let root =
        project(&format!("{SPEC}{envelope}errors:\n{rows}  x: {{retry: nevr, name: X}}\n"), Some(CONFIG));
    let (code, _, err) = run(root.path(), &["check"]);
    assert_eq!(code, 2);
    assert_eq!((err.matches("warning[").count(), err.matches("error[SW0206]").count()), (49, 1), "{err}");
    assert!(err.contains("\n… and 11 more warnings not shown\n"), "{err}");
    assert!(err.contains("Checked spec/demo.yaml: 1 error, 60 warnings\n"), "{err}");
    assert_eq!(run(root.path(), &["check", "--format", "short"]).2.matches(": warning[").count(), 60);
    for format in ["json", "github"] {
        assert_eq!(run(root.path(), &["check", "--format", format]).1.lines().count(), 61, "{format}");
    }
    assert_eq!(results(&run(root.path(), &["check", "--format", "sarif"]).1).len(), 61);
}

#[test]
fn sarif_is_one_log_for_all_specs() {
    let root = project(SPEC, Some(CONFIG));
    let (code, out, _) = run(root.path(), &["check", "--format", "sarif"]);
    assert_eq!((code, results(&out)), (0, Vec::new()), "a log without results says that nothing was found");
    put(root.path(), "broken.yaml", BROKEN);
    put(root.path(), "warned.yaml", &SPEC.replace("types:\n", "types:\n  Spare: {a: i64}\n"));
    let (code, out, err) =
        run(root.path(), &["check", "broken.yaml", "nope.yaml", "warned.yaml", "--format", "sarif"]);
    assert_eq!(code, 2, "{err}");
    let found = |code: &str, uri: Option<&str>| (code.to_owned(), uri.map(str::to_owned));
    let wanted =
        [found("SW0103", Some("broken.yaml")), found("SW0101", None), found("SW0306", Some("warned.yaml"))];
    assert_eq!(results(&out), wanted);
    assert!(err.contains("Checked broken.yaml") && !err.contains("SW0"), "{err}");
}

#[test]
fn sarif_keeps_diffs_out_of_the_log() {
    let root = project(SPEC, Some(CONFIG));
    let (code, out, err) = run(root.path(), &["generate", "--check", "--format", "sarif"]);
    assert_eq!((code, results(&out)), (1, vec![(String::from("SW0821"), None)]));
    assert!(err.contains("+++ b/src/api/mod.rs"), "{err}");
    let (code, out, _) = run(root.path(), &["generate", "--format", "sarif"]);
    assert_eq!((code, results(&out)), (0, Vec::new()));
    let (code, out, _) = run(root.path(), &["check", "--config", "none.toml", "--format", "sarif"]);
    assert_eq!((code, results(&out)), (2, vec![(String::from("SW0101"), None)]));
    let (code, out, _) = run(root.path(), &["explain", "SW0103", "--format", "sarif"]);
    assert!(code == 0 && out.starts_with("error[SW0103]: not valid YAML\n\n"), "{out}");
}

/// Texts that would move a cursor, set a title, ring, or give a workflow a command.
const STEERING: &str = "\
stubwright: 1
api: demo
envelope: {success: {ok: true}, code: code, message: msg}
errors:
  \"e1\\e[31m\": {name: One, message: {\"zh\\a\": \"m\\e[31mRED\\a\", \"en\\e\": \"n\\u2028::error::x\"}, solution: \"s\\e]0;title\\a\"}
  e2: {name: Two, message: \"m\\n::error::injected\\r\\n  ::warning::too\", solution: \"\\u0085::error::next\"}
tables:
  t: {\"e3\\n::error::code\": {name: Three, docs: \"https://a.example/\\e\"}}
endpoints: {p: {get: /x, errors: {tables: [t]}}}
";

/// Every command about that spec, sound and with an error, in every format.
#[test]
fn no_text_of_a_spec_steers_a_terminal_or_a_workflow() {
    let broken = STEERING.replace("  t: {", "  \"t\\e[2J\\n::error::name\": {");
    for spec in [STEERING, &broken] {
        unsteered_by(spec);
    }
}

fn unsteered_by(spec: &str) {
    let root = project(spec, Some(CONFIG));
    let out = root.path().join("odd\n::error::name\u{1b}[31m.yaml");
    std::fs::copy(root.path().join("spec/demo.yaml"), &out).unwrap();
    let odd = "odd\n::error::name\u{1b}[31m.yaml";
    let explained = ["e1\u{1b}[31m", "e2", "e3\n::error::code", "One", "Three", "\u{1b}[31m\n::error::none"];
    let mut calls: Vec<Vec<&str>> = explained.iter().map(|code| vec!["explain", code]).collect();
    calls.extend([
        vec!["check"],
        vec!["check", odd],
        vec!["check", "none\n::error::none\u{1b}.yaml"],
        vec!["generate", "--diff"],
        vec!["generate", odd],
        vec!["generate", odd, "--out", "new\n::error::out\u{1b}[31m"],
        vec!["generate"],
    ]);
    for format in ["text", "short", "github", "json", "sarif"] {
        for call in &calls {
            let args: Vec<&str> =
                call.iter().copied().chain(["--format", format, "--color", "always"]).collect();
            let (_, out, err) = run(root.path(), &args);
            assert!(!(out.clone() + &err).is_empty() || call[0] == "explain", "{args:?}");
            for stream in [&out, &err] {
                unsteered(stream, &args);
            }
            if format == "github" {
                unwritten(&out, &args);
            }
            assert_eq!(err.lines().find(|line| line.trim_start().starts_with("::")), None, "{args:?}\n{err}");
        }
    }
}

/// Fails on a character that steers, apart from the colours of ours.
fn unsteered(stream: &str, args: &[&str]) {
    let mut rest = stream.to_owned();
    for color in [
        "0",
        "1",
        "31",
        "32",
        "1;31",
        "1;32",
        "1;36",
        "1;33",
        "1m\u{1b}[91",
        "1m\u{1b}[94",
        "1m\u{1b}[33",
        "1m\u{1b}[93",
        "1m\u{1b}[96",
        "1m\u{1b}[36",
        "1m\u{1b}[92",
        "1m\u{1b}[32",
        "91",
        "92",
        "93",
        "94",
        "96",
    ] {
        rest = rest.replace(&format!("\u{1b}[{color}m"), "");
    }
    let found = rest.chars().find(|c| {
        (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202e}')
    });
    assert_eq!(found, None, "{args:?}\n{rest:?}");
    assert!(!rest.contains("RED\u{7}") && !rest.contains("\u{1b}[31mRED"), "{rest:?}");
}

/// Fails on a workflow command that is not one of ours.
fn unwritten(out: &str, args: &[&str]) {
    let mut stopped: Option<String> = None;
    for line in out.lines() {
        // The runner takes a command after spaces too.
        let Some(command) = line.trim_start().strip_prefix("::") else { continue };
        match (&stopped, command.strip_prefix("stop-commands::")) {
            (None, Some(token)) => stopped = Some(token.to_owned()),
            (Some(token), _) if command == format!("{token}::") => stopped = None,
            (Some(_), _) => {}
            (None, None) => {
                let is_ours = command.contains(",title=SW") || command.contains(" title=SW");
                assert!(is_ours, "{args:?}: {line}\n{out}");
            }
        }
    }
    assert_eq!(stopped, None, "{args:?}\n{out}");
}
