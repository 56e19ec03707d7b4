//! The command itself, killed or refused at each of its renames by the kernel's own means.

use std::path::Path;
use std::process::{Command, Stdio};

use super::{are_one_set, done, files, generate, output, project, put, wanted};

/// The calls by which a file or directory gets another name. Each is counted on its own.
const RENAMES: [&str; 3] = ["rename", "renameat", "renameat2"];

/// The command under strace, which does `what` at call number `at` of this kind; `None` after the last one.
fn inject(root: &Path, call: &str, what: &str, at: u32) -> Option<Option<i32>> {
    let log = root.join("strace.log");
    let mut traced = Command::new("strace");
    traced.args(["-f", "-o"]).arg(&log).args(["-e", &format!("trace={call}")]);
    traced.args(["-e", &format!("inject={call}:{what}:when={at}")]);
    traced.arg(env!("CARGO_BIN_EXE_stubwright")).args(["generate", "new/demo.yaml", "--out", "out"]);
    traced.current_dir(root).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let status = traced.status().unwrap();
    let log = std::fs::read_to_string(log).unwrap();
    let happened = log.contains("(INJECTED)") || log.contains("killed by SIGKILL");
    happened.then(|| status.code())
}

/// Whether strace is there and may trace.
#[expect(clippy::print_stdout, reason = "says that nothing was tested")]
fn can_trace() -> bool {
    let works =
        |status: std::io::Result<std::process::ExitStatus>| status.is_ok_and(|status| status.success());
    let mut probe = Command::new("strace");
    probe.args(["-f", "-o", "/dev/null", "-e", "inject=rename:error=EIO:when=1000", "true"]);
    let is_there = works(probe.stdout(Stdio::null()).stderr(Stdio::null()).status());
    if !is_there {
        println!("SKIPPED: strace is not there or may not trace; nothing was tested here");
    }
    is_there
}

#[test]
fn a_rename_that_kills_or_fails_leaves_one_set_of_files() {
    if !can_trace() {
        return;
    }
    let root = project();
    let mut wanted = wanted(root.path());
    wanted.iter_mut().for_each(|files| drop(files.insert("notes.txt".into(), "by hand".into())));
    let out = root.path().join("out");
    done(&mut generate(root.path(), "old", "out"));
    put(&out.join("notes.txt"), "by hand");
    for what in ["signal=KILL", "error=ENOSPC", "error=EACCES", "error=EIO"] {
        let mut count = 0;
        for call in RENAMES {
            for at in 1.. {
                // A kill of the run before is mended by this one.
                done(&mut generate(root.path(), "old", "out"));
                assert!(files(&out) == wanted[0], "{what} before {call} {at}: something was left behind");
                let Some(code) = inject(root.path(), call, what, at) else { break };
                count += 1;
                are_one_set(&out, &wanted);
                let is_new = output(&out) == wanted[1];
                assert!(code.is_none_or(|code| (code == 0) == is_new), "{what} at {call} {at}: {code:?}");
                let fresh = generate(root.path(), "new", "out").arg("--check").status().unwrap().success();
                assert_eq!(fresh, is_new, "{what} at {call} {at}: `--check` does not see the truth");
            }
        }
        // A rename for each file, the journal, and the directories that change places twice.
        assert!(count > 5, "{what}: only {count} renames were found");
    }
    let beside = std::fs::read_dir(root.path()).unwrap().map(|entry| entry.unwrap().file_name());
    let beside: Vec<_> = beside.filter(|name| name.to_string_lossy().starts_with('.')).collect();
    assert!(beside.is_empty(), "{beside:?}");
}
