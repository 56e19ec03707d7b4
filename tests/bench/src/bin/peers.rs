//! Our generator compared with others on the same API: `peers write DIR 1000` writes it as our spec and as an OpenAPI
//! document, and `peers measure 'COMMAND'…` runs each command in turn and prints what it cost. See
//! `tests/bench/peers.md`. Linux, because it reads `/proc`.
#![expect(clippy::print_stdout, reason = "a program")]

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use stubwright_bench::process::{children, put};
use stubwright_bench::{endpoints, openapi};

/// The commands take turns, so that all of them have the same noise.
const ROUNDS: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.split_first().map(|(first, rest)| (first.as_str(), rest)) {
        Some(("write", [dir, count @ ..])) => {
            let count = count.first().map_or(Ok(1000), |count| count.parse())?;
            fs::create_dir_all(dir)?;
            put(&Path::new(dir).join("api.yaml"), &endpoints(count))?;
            Ok(put(&Path::new(dir).join("openapi.json"), &openapi(count))?)
        }
        Some(("measure", commands)) if !commands.is_empty() => measure(commands),
        _ => Err("peers write DIR 1000, or peers measure 'COMMAND'…".into()),
    }
}

/// Prints the CPU seconds of the fastest run of each command, and the ratio of the first one to it.
fn measure(commands: &[String]) -> Result<(), Box<dyn Error>> {
    let mut fastest = vec![f64::INFINITY; commands.len()];
    for _ in 0..ROUNDS {
        for (command, best) in commands.iter().zip(&mut fastest) {
            *best = best.min(seconds(command)?);
        }
    }
    let first = fastest.first().copied().unwrap_or_default();
    for (command, best) in commands.iter().zip(fastest) {
        println!("{best:7.2} s  {:5.2}  {command}", first / best);
    }
    Ok(())
}

/// The CPU seconds that a shell takes for a command, `user + sys`, with all of its children.
fn seconds(command: &str) -> Result<f64, Box<dyn Error>> {
    let before = children()?;
    let status =
        Command::new("sh").args(["-c", command]).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
    if !status.success() {
        return Err(format!("`{command}` failed: {status}").into());
    }
    Ok(children()? - before)
}
