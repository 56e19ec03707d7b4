//! The command's own documentation: completions, manual, version.

use std::process::{Command, Stdio};

use super::{SPEC, project, run};

const COMMANDS: &[&str] = &["generate", "check", "fmt", "diff", "explain", "schema", "completions", "man"];

#[test]
fn completions_know_every_command_and_option() {
    let root = project(SPEC, None);
    for (shell, option, start) in [
        ("bash", "--fix", "_stubwright() {"),
        ("zsh", "--fix", "#compdef stubwright"),
        ("fish", "-l fix", "# Print an optspec"),
        ("powershell", "--fix", "\nusing namespace System.Management.Automation"),
        ("elvish", "--fix", "\nuse builtin;"),
    ] {
        let (code, out, err) = run(root.path(), &["completions", shell]);
        assert_eq!((code, err.as_str()), (0, ""), "{shell}");
        assert!(out.starts_with(start), "{shell}: {out}");
        assert!(out.contains(option) && out.ends_with('\n'), "{shell}: {out}");
        for command in COMMANDS {
            assert!(out.contains(command), "{shell} does not know {command}");
        }
        assert_eq!(out.matches('{').count(), out.matches('}').count(), "{shell}: {out}");
    }
    let (code, _, err) = run(root.path(), &["completions", "tcsh"]);
    assert!(code == 2 && err.contains("possible values: bash, elvish, fish, powershell, zsh"), "{err}");
}

/// Bash reads the script without running it. Where there is no bash, nobody needs the script.
#[test]
fn bash_understands_its_completions() {
    let root = project(SPEC, None);
    let (_, script, _) = run(root.path(), &["completions", "bash"]);
    let path = root.path().join("script.bash");
    super::put(root.path(), "script.bash", &script);
    match Command::new("bash").arg("-n").arg(&path).stdin(Stdio::null()).output() {
        Ok(output) => assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr)),
        Err(error) => assert_eq!(error.kind(), std::io::ErrorKind::NotFound),
    }
}

/// Lines that start with a point are requests of the `man` macros (man(7)), each section heading is there once, and
/// what was opened is closed.
#[test]
fn pages_are_roff() {
    let root = project(SPEC, None);
    let requests = ["ie", "el", "TH", "SH", "SS", "TP", "PP", "RS", "RE", "br", "nf", "fi", "IP"];
    let pages = COMMANDS.iter().map(|command| vec!["man", command]).chain([vec!["man"]]);
    for call in pages {
        let (code, page, err) = run(root.path(), &call);
        assert_eq!((code, err.as_str()), (0, ""), "{call:?}");
        let name = call.get(1).map_or(String::from("stubwright"), |command| format!("stubwright-{command}"));
        let title = page.lines().find(|line| line.starts_with(".TH ")).unwrap();
        assert!(title.starts_with(&format!(".TH {name} 1 ")), "{title}");
        let mut headings = Vec::new();
        for line in page.lines().filter(|line| line.starts_with('.')) {
            let request = line[1..].split(' ').next().unwrap();
            assert!(requests.contains(&request), "{name}: {line}");
            headings.extend(line.strip_prefix(".SH "));
        }
        assert!(headings.contains(&"NAME") && headings.contains(&"SYNOPSIS"), "{headings:?}");
        let mut unique = headings.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), headings.len(), "{headings:?}");
        assert_eq!(page.matches("\n.RS").count(), page.matches("\n.RE").count(), "{page}");
        assert!(page.contains("\\-\\-format"), "every command has the global options: {page}");
    }
    let (_, page, _) = run(root.path(), &["man"]);
    for command in COMMANDS {
        assert!(page.contains(&format!("stubwright\\-{command}(1)")), "{command}: {page}");
    }
    let (code, out, err) = run(root.path(), &["man", "chek"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert_eq!(err, "error: there is no command `chek`\nhelp: try `stubwright man check`\n");
}

#[test]
fn the_schema_is_json() {
    let root = project(SPEC, None);
    let (code, out, err) = run(root.path(), &["schema"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let schema: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
}

#[test]
fn the_version_says_which_specs_can_be_read() {
    let root = project(SPEC, None);
    let version = format!("stubwright {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(run(root.path(), &["-V"]).1, version);
    assert_eq!(run(root.path(), &["--version"]).1, format!("{version}reads version 1 of the spec format\n"));
}
