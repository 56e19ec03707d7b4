//! Runs a command again whenever one of its files changes.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use stubwright_codegen::paths::shown;

use crate::output::{Exit, Output, count};

/// Editors write a file in several steps: nothing is read before it was quiet for this long, but at most [`PATIENCE`].
const QUIET: Duration = Duration::from_millis(8);
const PATIENCE: Duration = Duration::from_millis(200);

/// One run of a command.
pub(crate) struct Pass {
    pub(crate) exit: Exit,
    /// The files that it has read, or would have.
    pub(crate) files: Vec<PathBuf>,
}

/// Runs `pass`, and again whenever a file that the last run has read is saved. Ends when the process is told to.
pub(crate) fn watch(output: &mut Output, mut pass: impl FnMut(&mut Output) -> Pass) -> Exit {
    let (sender, events) = mpsc::channel();
    let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // Nobody is left to tell once the other end is gone.
        let _ = sender.send(event);
    });
    let mut watched = match watcher {
        Ok(watcher) => Watched { watcher, folders: BTreeSet::new(), files: BTreeSet::new() },
        Err(error) => return refused(&error, output),
    };
    loop {
        let begun = Instant::now();
        let Pass { exit, files } = pass(output);
        if files.is_empty() {
            // There is nothing whose change could help.
            return exit;
        }
        if let Err(error) = watched.follow(&files) {
            return refused(&error, output);
        }
        let (names, took) = (watched.names(&files), begun.elapsed().as_millis());
        output.status("Watching", &format!("{names} ({took} ms); Ctrl-C ends it"));
        if !watched.wait(&events) {
            return exit;
        }
    }
}

fn refused(error: &notify::Error, output: &mut Output) -> Exit {
    output.error(&format!("files can't be watched: {error}"));
    output.help("run the command without `--watch`");
    Exit::Failed
}

struct Watched {
    watcher: RecommendedWatcher,
    folders: BTreeSet<PathBuf>,
    files: BTreeSet<PathBuf>,
}

impl Watched {
    /// Watches these files, and no longer the ones before. It is their directories that are watched, since many editors
    /// replace a file instead of writing to it.
    fn follow(&mut self, files: &[PathBuf]) -> notify::Result<()> {
        self.files = files.iter().map(|file| real(file)).collect();
        let folders: BTreeSet<PathBuf> =
            self.files.iter().filter_map(|file| file.parent().map(Path::to_path_buf)).collect();
        for folder in folders.difference(&self.folders).filter(|folder| folder.is_dir()) {
            self.watcher.watch(folder, RecursiveMode::NonRecursive)?;
        }
        for folder in self.folders.difference(&folders) {
            // One that was removed is no longer watched anyway.
            let _ = self.watcher.unwatch(folder);
        }
        self.folders = folders;
        Ok(())
    }

    fn names(&self, files: &[PathBuf]) -> String {
        let first = files.first().map(|file| shown(file)).unwrap_or_default();
        match self.files.len().saturating_sub(1) {
            0 => first,
            more => format!("{first} and {}", count(more, "other file")),
        }
    }

    /// Waits until one of the files has changed; `false` if nothing can be heard any more.
    fn wait(&self, events: &Receiver<notify::Result<Event>>) -> bool {
        loop {
            match events.recv() {
                Ok(event) if self.is_about(&event) => break,
                Ok(_) => {}
                Err(_) => return false,
            }
        }
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            match events.recv_timeout(QUIET) {
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
        true
    }

    fn is_about(&self, event: &notify::Result<Event>) -> bool {
        match event {
            Ok(event) if matches!(event.kind, EventKind::Access(_)) => false,
            // The missed events may have been about them.
            Ok(event) => {
                event.need_rescan() || event.paths.iter().any(|path| self.files.contains(&real(path)))
            }
            Err(_) => true,
        }
    }
}

/// The path by which events call a file, which need not exist.
fn real(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    folder.join(path.file_name().unwrap_or_default())
}
