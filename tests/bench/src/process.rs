//! Measures processes. Linux, because it reads `/proc`.

use std::path::Path;
use std::process::{Command, ExitStatus};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use std::{fs, io, thread};

/// The result of a command, and what it cost.
#[derive(Debug)]
pub struct Cost {
    /// How it ended.
    pub status: ExitStatus,
    /// CPU seconds of the command and of everything that it started.
    pub seconds: f64,
    /// The largest resident set of a `rustc` that compiled the crate, in MiB.
    pub memory: u64,
}

/// Runs a command that compiles a crate of this name.
///
/// # Errors
/// If the command cannot be run, or `/proc` cannot be read.
pub fn cost(command: &mut Command, crate_name: &str) -> io::Result<Cost> {
    let before = children()?;
    let (stop, peak) = (AtomicBool::new(false), Mutex::new(0));
    let status = thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(Ordering::Relaxed) {
                let now = largest_rustc(crate_name);
                if let Ok(mut peak) = peak.lock() {
                    *peak = now.max(*peak);
                }
                thread::sleep(Duration::from_millis(20));
            }
        });
        let status = command.status();
        stop.store(true, Ordering::Relaxed);
        status
    })?;
    let memory = peak.into_inner().unwrap_or_default() / 1024;
    Ok(Cost { status, seconds: children()? - before, memory })
}

/// CPU seconds of the children that have ended (proc(5): fields 16 and 17 of `stat`, in hundredths of a second).
///
/// # Errors
/// If `/proc` cannot be read.
pub fn children() -> io::Result<f64> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<u32>().ok()).unwrap_or_default();
    Ok(f64::from(ticks(13) + ticks(14)) / 100.0)
}

/// The largest resident set that a process has had so far, in KiB; its number, or `self`.
#[must_use]
pub fn peak(process: &str) -> Option<u64> {
    let status = fs::read_to_string(Path::new("/proc").join(process).join("status")).ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    peak.trim().trim_end_matches(" kB").parse().ok()
}

/// The largest resident set, in KiB, of a `rustc` that compiles a crate of this name.
fn largest_rustc(crate_name: &str) -> u64 {
    let Ok(entries) = fs::read_dir("/proc") else { return 0 };
    let argument = format!("--crate-name\0{crate_name}\0");
    let sizes = entries.filter_map(|entry| {
        let entry = entry.ok()?;
        let line = fs::read(entry.path().join("cmdline")).ok()?;
        let line = String::from_utf8_lossy(&line).into_owned();
        let is_ours = line.contains("rustc") && line.contains(&argument);
        is_ours.then(|| peak(&entry.file_name().to_string_lossy()))?
    });
    sizes.max().unwrap_or_default()
}

/// Writes a file of a crate that is measured, and its directory.
///
/// # Errors
/// If it cannot be written.
#[expect(clippy::disallowed_methods, reason = "a measurement writes its own crates")]
pub fn put(path: &Path, text: &str) -> io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(path, text)
}
