//! How long it takes from saving a spec to the end of the run of `stubwright generate --watch` that it starts, for each spec of the
//! repository: `watch target/release/stubwright 100` saves each one a hundred times.
#![expect(clippy::print_stdout, reason = "a program")]

use std::error::Error;
use std::fs;
use std::io::{BufRead, BufReader, Lines};
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::{Duration, Instant};

/// The specs, as `stubwright.toml` has them.
const SPECS: [&str; 5] = ["qiandun", "banxin", "harbor", "plaza", "tally"];

/// So long after a run, the next save is not part of the one before, as people save.
const PAUSE: Duration = Duration::from_millis(30);

/// How a spec is saved.
#[derive(Debug, Clone, Copy)]
enum Save {
    /// Written in place.
    InPlace,
    /// Written next to it and moved into its place, as many editors do.
    ByRename,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let command =
        Path::new(&words.next().ok_or("name the command: target/release/stubwright")?).canonicalize()?;
    let saves = words.next().and_then(|word| word.parse().ok()).unwrap_or(100);
    let dir = std::env::temp_dir().join(format!("stubwright-watch-{}", std::process::id()));
    println!("{saves} saves each: median and worst time until the code is written");
    for name in SPECS {
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec"), &dir.join("spec"))?;
        for save in [Save::InPlace, Save::ByRename] {
            let mut took = measured(&command, &dir.join("spec").join(format!("{name}.yaml")), save, saves)?;
            took.sort();
            let median = took.get(took.len() / 2).copied().unwrap_or_default();
            let worst = took.last().copied().unwrap_or_default();
            let [median, worst] = [median, worst].map(|time| time.as_secs_f64() * 1000.0);
            println!("{name:8} {:9} {median:6.1} ms {worst:6.1} ms", format!("{save:?}"));
        }
        fs::remove_dir_all(&dir)?;
    }
    Ok(())
}

/// Saves the spec so often, each time with another title, and waits for the code that has it.
fn measured(command: &Path, spec: &Path, save: Save, saves: usize) -> Result<Vec<Duration>, Box<dyn Error>> {
    let (text, out) = (fs::read_to_string(spec)?, spec.with_extension("out"));
    let title = text.lines().find(|line| line.starts_with("title: ")).ok_or("the spec has no title")?;
    let mut running = Running::start(command, spec, &out)?;
    running.finish_run()?;
    let mut took = Vec::new();
    for at in 0..saves {
        std::thread::sleep(PAUSE);
        let new = format!("Title number {at} of {save:?}");
        let changed = text.replacen(title, &format!("title: {new}"), 1);
        let begun = Instant::now();
        match save {
            Save::InPlace => put(spec, &changed)?,
            Save::ByRename => {
                let beside = spec.with_extension("tmp");
                put(&beside, &changed)?;
                moved(&beside, spec)?;
            }
        }
        running.finish_run()?;
        took.push(begun.elapsed());
        if !fs::read_to_string(out.join("client.rs"))?.contains(&new) {
            return Err(format!("the code does not follow save {at} of {}", spec.display()).into());
        }
    }
    Ok(took)
}

/// The command, until it is dropped.
struct Running {
    child: Child,
    lines: Lines<BufReader<ChildStderr>>,
}

impl Running {
    fn start(command: &Path, spec: &Path, out: &Path) -> Result<Self, Box<dyn Error>> {
        let mut command = Command::new(command);
        command.args(["generate", "--watch", "--tests"]).arg(spec).arg("--out").arg(out);
        let mut child = command.stderr(Stdio::piped()).spawn()?;
        let stderr = child.stderr.take().ok_or("no pipe")?;
        Ok(Self { child, lines: BufReader::new(stderr).lines() })
    }

    /// Reads up to the line that the command writes when all files are written.
    fn finish_run(&mut self) -> Result<(), Box<dyn Error>> {
        for line in &mut self.lines {
            if line?.trim_start().starts_with("Watching") {
                return Ok(());
            }
        }
        Err("the command has ended".into())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "the measurement saves as an editor does")]
fn put(path: &Path, text: &str) -> std::io::Result<()> {
    fs::write(path, text)
}

#[expect(clippy::disallowed_methods, reason = "the measurement saves as an editor does")]
fn moved(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::rename(from, to)
}
