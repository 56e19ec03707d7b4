//! Writing under bad conditions: killed at any instant, fifty at a time, without rights, without space, and with a
//! symbolic link in the way. All files are always the old ones or the new ones.
#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

mod traced;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// How many runs are killed; `STUBWRIGHT_KILLS` in the environment says otherwise.
const KILLS: u64 = 200;

/// How many runs write at once.
const PROCESSES: usize = 50;

/// A spec whose output differs in every file from that of another word.
fn spec(word: &str) -> String {
    let types: String = (0..20).map(|at| format!("  T{at}: {{{word}: string, other?: [T0]}}\n")).collect();
    format!(
        "stubwright: 1\napi: demo\ntitle: {word}\nenvelope: {{success: {{ok: true}}, code: code}}\n\
         errors: {{{word}: {{name: Failed}}}}\nendpoints: {{{word}: {{get: /a}}}}\ntypes:\n{types}"
    )
}

fn put(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let mut file = fs::OpenOptions::new().write(true).create(true).truncate(true).open(path).unwrap();
    file.write_all(text.as_bytes()).unwrap();
}

/// A directory with two specs of one name, `old/demo.yaml` and `new/demo.yaml`.
fn project() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    for word in ["old", "new"] {
        put(&root.path().join(word).join("demo.yaml"), &spec(word));
    }
    root
}

fn generate(root: &Path, word: &str, out: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stubwright"));
    command.args(["generate", &format!("{word}/demo.yaml"), "--out", out]).current_dir(root);
    command.env("NO_COLOR", "1").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

fn done(command: &mut Command) {
    let Output { status, stderr, .. } = command.output().unwrap();
    assert_eq!(status.code(), Some(0), "{}", String::from_utf8_lossy(&stderr));
}

/// The files in a directory, with their texts. A directory of a run that was killed is not read.
fn files(dir: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap());
    let text = |path: &Path| {
        if path.is_dir() { String::from("a directory") } else { fs::read_to_string(path).unwrap() }
    };
    entries.map(|entry| (entry.file_name().into_string().unwrap(), text(&entry.path()))).collect()
}

/// Only what belongs to the output.
fn output(dir: &Path) -> BTreeMap<String, String> {
    files(dir).into_iter().filter(|(name, _)| !name.starts_with(".stubwright.")).collect()
}

/// The output of both specs.
fn wanted(root: &Path) -> [BTreeMap<String, String>; 2] {
    ["old", "new"].map(|word| {
        let out = format!("wanted-{word}");
        done(&mut generate(root, word, &out));
        files(&root.join(out))
    })
}

/// The files are those of one spec or those of the other.
fn are_one_set(dir: &Path, wanted: &[BTreeMap<String, String>; 2]) {
    let found = output(dir);
    let age = |(name, text): (&String, &String)| {
        let ages = ["old", "new"].into_iter().zip(wanted).filter(|(_, files)| files.get(name) == Some(text));
        (name.clone(), ages.map(|(age, _)| age).collect::<Vec<_>>())
    };
    let ages: BTreeMap<String, Vec<&str>> = found.iter().map(age).collect();
    let may_mix = cfg!(not(any(target_os = "linux", target_os = "macos")));
    assert!(wanted.contains(&found) || may_mix, "a mixture: {ages:?}");
    for (name, text) in found {
        assert!(wanted.iter().any(|files| files.get(&name) == Some(&text)), "{name} is torn: {text:?}");
    }
}

/// Numbers that look random and are the same each time (Knuth's MMIX constants).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit.max(1)
    }
}

#[test]
fn killed_runs_leave_one_set_of_files_and_the_next_run_cleans_up() {
    let root = project();
    let wanted = wanted(root.path());
    let out = root.path().join("out");
    let start = Instant::now();
    done(&mut generate(root.path(), "old", "out"));
    let usual = u64::try_from(start.elapsed().as_micros()).unwrap();
    let mut numbers = Numbers(1);
    let kills = std::env::var("STUBWRIGHT_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(KILLS);
    let mut survivors = 0;
    for at in 0..kills {
        let word = if at % 2 == 0 { "new" } else { "old" };
        let mut child = generate(root.path(), word, "out").spawn().unwrap();
        if at % 4 < 2 {
            std::thread::sleep(Duration::from_micros(numbers.below(usual + usual / 4)));
        } else {
            // The moments of writing are short: wait for them.
            let patience = Instant::now();
            let is_writing = || files_of_runs(&out) > 0 || patience.elapsed() > Duration::from_secs(5);
            while !is_writing() && child.try_wait().unwrap().is_none() {}
            std::thread::sleep(Duration::from_micros(numbers.below(1500)));
        }
        child.kill().unwrap();
        survivors += u32::from(child.wait().unwrap().success());
        are_one_set(&out, &wanted);
    }
    assert!(u64::from(survivors) < kills, "no run was killed");
    done(&mut generate(root.path(), "new", "out"));
    assert_eq!(files(&out), wanted[1], "something was left behind");
}

/// How many files of unfinished runs there are.
fn files_of_runs(dir: &Path) -> usize {
    let names = fs::read_dir(dir).unwrap().filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    names.filter(|name| name.ends_with(".tmp") || name.ends_with(".lock")).count()
}

#[test]
fn many_runs_at_once_leave_one_set_of_files() {
    let root = project();
    let wanted = wanted(root.path());
    let children: Vec<_> = (0..PROCESSES)
        .map(|at| generate(root.path(), if at % 2 == 0 { "new" } else { "old" }, "out").spawn().unwrap())
        .collect();
    for child in children {
        let Output { status, stderr, .. } = child.wait_with_output().unwrap();
        assert_eq!(status.code(), Some(0), "{}", String::from_utf8_lossy(&stderr));
    }
    are_one_set(&root.path().join("out"), &wanted);
    done(&mut generate(root.path(), "new", "out"));
    assert_eq!(files(&root.path().join("out")), wanted[1]);
}

/// Refused with status 2, with one finding of this code, and nothing changed.
fn refused(command: &mut Command, code: &str, words: &str) {
    let Output { status, stderr, .. } = command.output().unwrap();
    let said = String::from_utf8_lossy(&stderr);
    assert_eq!(status.code(), Some(2), "{said}");
    assert!(said.contains(&format!("error[{code}]")) && said.contains(words), "{said}");
    assert!(!said.contains("panicked"), "{said}");
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;
    let root = project();
    put(&root.path().join("victim/types.rs"), "// by hand\n");
    fs::create_dir(root.path().join("out")).unwrap();
    symlink(root.path().join("victim/types.rs"), root.path().join("out/types.rs")).unwrap();
    refused(&mut generate(root.path(), "new", "out"), "SW0812", "`out/types.rs` is a symbolic link");
    assert_eq!(files(&root.path().join("victim"))["types.rs"], "// by hand\n");
    assert_eq!(fs::read_dir(root.path().join("out")).unwrap().count(), 1);
    // A link that leads nowhere is one too.
    fs::remove_dir_all(root.path().join("victim")).unwrap();
    refused(&mut generate(root.path(), "new", "out"), "SW0812", "`out/types.rs` is a symbolic link");
}

/// An administrator may write everywhere, so the command runs as somebody else then.
#[cfg(unix)]
#[test]
fn a_read_only_target_is_named() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    let root = project();
    done(&mut generate(root.path(), "old", "out"));
    let before = files(&root.path().join("out"));
    fs::set_permissions(root.path(), fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(root.path().join("out"), fs::Permissions::from_mode(0o555)).unwrap();
    let as_other = |word: &str| {
        let mut command = generate(root.path(), word, "out");
        if fs::metadata("/proc/self").is_ok_and(|data| data.uid() == 0) {
            command.uid(65534).gid(65534);
        }
        command
    };
    // The binary may lie where others cannot go.
    if as_other("old").output().is_ok_and(|output| output.status.code() == Some(0)) {
        refused(&mut as_other("new"), "SW0812", "Permission denied");
        assert_eq!(files(&root.path().join("out")), before);
    }
    fs::set_permissions(root.path().join("out"), fs::Permissions::from_mode(0o755)).unwrap();
}

/// Files may not grow beyond two blocks, which is what a full disk looks like to a program.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_everything_as_it_was() {
    let root = project();
    done(&mut generate(root.path(), "old", "out"));
    let before = files(&root.path().join("out"));
    let call = "trap '' XFSZ; ulimit -f 2; exec \"$0\" generate new/demo.yaml --out out";
    let mut limited = Command::new("sh");
    limited.args(["-c", call, env!("CARGO_BIN_EXE_stubwright")]).current_dir(root.path());
    refused(&mut limited, "SW0812", "cannot write `out/");
    assert_eq!(files(&root.path().join("out")), before);
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut check = generate(root.path(), "new", "out");
    let Output { status, stderr, .. } = check.arg("--check").stdout(full).output().unwrap();
    assert_eq!(status.code(), Some(1), "{}", String::from_utf8_lossy(&stderr));
}
