//! The file of decisions and the output change together, whatever call fails, and in this order if a run is killed.

use std::fs;
use std::path::Path;

use super::{file, put};
use crate::write::disk::faults::{self, Event};
use crate::write::{apply, apply_locked};

const FILE: &str = "spec/stubwright.lock";

/// The old texts of the file of decisions and of the output.
type State = (Option<String>, Vec<Option<String>>);

fn state(root: &Path) -> State {
    let read = |path: &str| fs::read_to_string(root.join(path)).ok();
    (read(FILE), ["api/mod.rs", "api/types.rs", "api/more.rs"].map(read).into())
}

/// Runs with an event at each call in turn; `old` is the text of the file before.
fn each_call(old: Option<&str>, event: Event, check: impl Fn(&State, &State, &State, bool)) {
    let files = |body: &str| vec![file("mod.rs", body), file("types.rs", body)];
    let mut new = files("new");
    new.push(file("more.rs", "new"));
    for number in 1.. {
        // In memory where that is possible, since nothing of it has to last.
        let shm = Path::new("/dev/shm");
        let root = if shm.is_dir() { tempfile::tempdir_in(shm) } else { tempfile::tempdir() }.unwrap();
        put(root.path(), "spec/x.yaml", "x");
        if let Some(old) = old {
            put(root.path(), FILE, old);
        }
        let (dir, path) = (root.path().join("api"), root.path().join(FILE));
        apply(&dir, &files("old")).unwrap();
        let before = state(root.path());
        let run = || apply_locked(&dir, &new, &path, [old, Some("new\n")]);
        let (done, has_happened) = faults::at(number, event, run);
        let between = state(root.path());
        // The next run reads what is there.
        let there = fs::read_to_string(&path).ok();
        apply_locked(&dir, &new, &path, [there.as_deref(), Some("new\n")]).unwrap();
        let after = state(root.path());
        assert_eq!(after.0.as_deref(), Some("new\n"));
        assert!(after.1.iter().flatten().all(|text| text.ends_with("new\n")) && after.1.len() == 3);
        let left: Vec<String> =
            super::tree(root.path()).into_iter().filter(|path| path.contains(".stubwright.")).collect();
        assert!(left.is_empty(), "call {number}: {left:?}");
        check(&before, &between, &after, done.is_ok());
        if !has_happened {
            assert!(number > 10 && done.is_ok(), "{number}");
            return;
        }
    }
}

#[test]
fn a_call_that_fails_leaves_both_or_none() {
    for old in [None, Some("old\n")] {
        each_call(old, Event::Fail(28), |before, between, after, is_done| {
            assert_eq!(between, if is_done { after } else { before });
        });
    }
}

#[test]
fn a_killed_run_never_leaves_output_without_its_decisions() {
    for old in [None, Some("old\n")] {
        each_call(old, Event::Stop, |before, between, after, _| {
            assert!([before, after].iter().any(|state| state.0 == between.0), "{between:?}");
            assert!([before, after].iter().any(|state| state.1 == between.1), "{between:?}");
            assert!(between.1 != after.1 || between.0 == after.0, "{between:?}");
        });
    }
}
