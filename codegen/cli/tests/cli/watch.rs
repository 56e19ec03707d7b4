//! `--watch`: the command runs again when a file that it has read is saved.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use crate::{CONFIG, command, project, put};

const SPEC: &str = "\
stubwright: 1
api: demo
include: [more/types.yaml]
endpoints: {show: {get: /show, response: Shown}}
";

/// A command that runs until the test ends, and the lines of its standard error.
struct Running {
    child: Child,
    lines: Receiver<String>,
}

impl Running {
    fn start(root: &Path, args: &[&str]) -> Self {
        let mut child =
            command(root, args).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it starts");
        let stderr = BufReader::new(child.stderr.take().expect("a pipe"));
        let (sender, lines) = mpsc::channel();
        std::thread::spawn(move || {
            for line in stderr.lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Self { child, lines }
    }

    /// The lines of one run, up to the one that says what is watched.
    fn run(&self) -> Vec<String> {
        let mut lines = Vec::new();
        loop {
            let line = self.lines.recv_timeout(Duration::from_secs(20)).expect("the command goes on");
            let is_last = line.trim_start().starts_with("Watching");
            lines.push(line);
            if is_last {
                return lines;
            }
        }
    }

    fn is_idle(&self) -> bool {
        self.lines.recv_timeout(Duration::from_millis(300)).is_err()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn types(root: &Path) -> String {
    fs::read_to_string(root.join("src/api/types.rs")).unwrap_or_default()
}

#[test]
fn every_file_of_a_spec_is_watched() {
    let root = project(SPEC, Some(CONFIG));
    let root = root.path();
    put(root, "spec/more/types.yaml", "types: {Shown: {id: i64}}\n");
    let running = Running::start(root, &["generate", "--watch"]);
    let first = running.run();
    let last = first.last().expect("a line");
    assert!(last.contains("spec/demo.yaml and 2 other files") && last.ends_with("Ctrl-C ends it"), "{last}");
    assert!(types(root).contains("pub id: i64"), "{}", types(root));
    // The command's own output is not a reason to run again.
    assert!(running.is_idle());

    put(root, "spec/more/types.yaml", "types: {Shown: {number: i64}}\n");
    running.run();
    assert!(types(root).contains("pub number: i64"), "{}", types(root));

    // A mistake leaves the code as it was, and the next save is noticed.
    put(root, "spec/demo.yaml", &SPEC.replace("Shown}", "Shwon}"));
    let said = running.run().join("\n");
    assert!(said.contains("did you mean `Shown`?"), "{said}");
    assert!(types(root).contains("pub number: i64"));
    // Many editors write another file and put it in place of the old one.
    put(root, "spec/demo.yaml.tmp", &SPEC.replace("/show", "/shown"));
    fs::rename(root.join("spec/demo.yaml.tmp"), root.join("spec/demo.yaml")).expect("it is moved");
    running.run();
    let client = fs::read_to_string(root.join("src/api/client.rs")).expect("a client");
    assert!(client.contains("\"/shown\""), "{client}");

    put(root, "spec/other.yaml", "stubwright: 1\n");
    assert!(running.is_idle());
}

#[test]
fn an_overlay_is_watched() {
    let config = CONFIG.to_owned() + "overlay = \"more/overlay.yaml\"\n";
    let root = project(
        "stubwright: 1\napi: demo\nendpoints: {show: {get: /show, response: Shown}}\ntypes: {Shown: {id: i64}}\n",
        Some(&config),
    );
    let root = root.path();
    put(root, "more/overlay.yaml", "types: {Shown: {name: First}}\n");
    let running = Running::start(root, &["generate", "--watch"]);
    let said = running.run().join("\n");
    assert!(said.contains("spec/demo.yaml and 2 other files"), "{said}");
    assert!(types(root).contains("pub struct First "), "{}", types(root));
    put(root, "more/overlay.yaml", "types: {Shown: {name: Second}}\n");
    running.run();
    assert!(types(root).contains("pub struct Second "), "{}", types(root));
}

#[test]
fn a_spec_that_is_missing_is_waited_for() {
    let root = project(SPEC, Some(CONFIG));
    let root = root.path();
    put(root, "spec/more/types.yaml", "types: {Shown: {id: i64}}\n");
    fs::rename(root.join("spec/demo.yaml"), root.join("spec/away.yaml")).expect("it is moved");
    let running = Running::start(root, &["check", "--watch"]);
    assert!(running.run().join("\n").contains("SW0101"));
    fs::rename(root.join("spec/away.yaml"), root.join("spec/demo.yaml")).expect("it is moved");
    let said = running.run().join("\n");
    assert!(said.contains("Checked spec/demo.yaml: 0 errors"), "{said}");
}

#[test]
fn half_a_spec_and_none_leave_the_code_as_it_was() {
    let root = project(SPEC, Some(CONFIG));
    let root = root.path();
    put(root, "spec/more/types.yaml", "types: {Shown: {id: i64}}\n");
    let running = Running::start(root, &["generate", "--watch"]);
    running.run();
    let before = types(root);

    put(root, "spec/demo.yaml", &SPEC[..SPEC.len() - 10]);
    assert!(running.run().join("\n").contains("error[SW0103]"));
    assert_eq!(types(root), before);
    put(root, "spec/demo.yaml", "");
    assert!(running.run().join("\n").contains("error[SW0111]"));
    assert_eq!(types(root), before);
    fs::remove_file(root.join("spec/demo.yaml")).expect("it is removed");
    assert!(running.run().join("\n").contains("error[SW0101]"));
    assert_eq!(types(root), before);

    // It comes back with another file to follow.
    put(root, "spec/parts/types.yaml", "types: {Shown: {number: i64}}\n");
    put(root, "spec/demo.yaml", &SPEC.replace("more/", "parts/"));
    running.run();
    assert!(types(root).contains("pub number: i64"), "{}", types(root));
    put(root, "spec/parts/types.yaml", "types: {Shown: {count: i64}}\n");
    running.run();
    assert!(types(root).contains("pub count: i64"), "{}", types(root));
    // The other one is no longer a part of the spec.
    put(root, "spec/more/types.yaml", "types: {Shown: {name: string}}\n");
    assert!(running.is_idle());
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_and_leaves_nothing() {
    use std::os::unix::process::ExitStatusExt;

    let root = project(SPEC, Some(CONFIG));
    let root = root.path();
    put(root, "spec/more/types.yaml", "types: {Shown: {id: i64}}\n");
    let mut running = Running::start(root, &["generate", "--watch"]);
    running.run();
    let before = names(root);
    let id = running.child.id().to_string();
    let sent = std::process::Command::new("kill").args(["-INT", &id]).status().expect("it runs");
    assert!(sent.success());
    let status = running.child.wait().expect("it ends");
    assert_eq!(status.signal(), Some(2), "{status}");
    // Nothing is printed after the line that says how to end it.
    assert_eq!(running.lines.recv().ok(), None);
    assert_eq!(names(root), before);
}

/// The names of the generated files, and of all other files next to them.
fn names(root: &Path) -> Vec<String> {
    let entries = fs::read_dir(root.join("src/api")).expect("a directory");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
