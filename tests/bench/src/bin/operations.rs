//! The cost of compiling operations: CPU seconds of rustc and its linker for a crate of operations with both clients,
//! and for programs that use all of them or three. `operations write DIR 30` writes the crates against this checkout,
//! `operations measure DIR…` compiles those of several checkouts in turn, and `operations count DIR…` counts the
//! instructions of their check under valgrind. Linux, because it reads `/proc`.
#![expect(clippy::print_stdout, reason = "a program")]

use std::collections::BTreeMap;
use std::error::Error;
use std::ffi::OsString;
use std::fmt::Write;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use stubwright_bench::endpoints;
use stubwright_bench::process::{children, put};
use stubwright_codegen::{generate, write};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Set for the process that cargo starts in place of rustc: the file for what it measures.
const LOG: &str = "STUBWRIGHT_OPERATIONS_LOG";

/// Set to count instructions.
const COUNT: &str = "STUBWRIGHT_OPERATIONS_COUNT";

const ROUNDS: usize = 3;

/// The crates that are measured: the library, and the programs that use all operations or few.
const CRATES: [&str; 3] = ["api", "all", "few"];

fn main() -> Result<()> {
    let words: Vec<OsString> = std::env::args_os().skip(1).collect();
    if let Some(log) = std::env::var_os(LOG) {
        return compile(&words, Path::new(&log));
    }
    let paths = || words.iter().skip(1).map(PathBuf::from).collect::<Vec<_>>();
    match words.first().and_then(|word| word.to_str()) {
        Some("write") => {
            let count = words.get(2).and_then(|word| word.to_str()?.parse().ok()).unwrap_or(30);
            crates(paths().first().ok_or("write DIR 30")?, count)
        }
        Some("measure") => measure(&paths()),
        Some("count") => count(&paths()),
        _ => Err("write DIR 30, measure DIR…, or count DIR…".into()),
    }
}

/// Writes the workspace of the three crates.
fn crates(dir: &Path, count: usize) -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?;
    let package = |name: &str, dependency: &str| {
        format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             stubwright-runtime = {{ path = {:?}, default-features = false, features = [\"blocking\"] }}\n{dependency}",
            root.join("codegen/runtime")
        )
    };
    put(&dir.join("Cargo.toml"), "[workspace]\nresolver = \"3\"\nmembers = [\"api\", \"all\", \"few\"]\n")?;
    fs::copy(root.join("Cargo.lock"), dir.join("Cargo.lock"))?;
    put(&dir.join("api/Cargo.toml"), &package("api", ""))?;
    put(&dir.join("api/src/lib.rs"), "pub mod large;\n")?;
    write::apply(&dir.join("api/src/large"), &generate("large.yaml", endpoints(count).as_bytes()).files)?;
    for (name, used) in [("all", program(0..count, 0..count)?), ("few", program(0..count.min(3), 0..0)?)] {
        put(&dir.join(name).join("Cargo.toml"), &package(name, "api = { path = \"../api\" }\n"))?;
        put(&dir.join(name).join("src/main.rs"), &used)?;
    }
    Ok(())
}

/// A program that calls these operations of the asynchronous client, and these of the blocking one.
fn program(asynchronous: std::ops::Range<usize>, blocking: std::ops::Range<usize>) -> Result<String> {
    let mut out = String::from(PROGRAM);
    for at in asynchronous {
        let request = format!("&api::large::types::Ask{at}::new(\"x\")");
        writeln!(out, "        \"{at}\" => block(client.call_{at}({request})).map(|answer| answer.id),")?;
    }
    for at in blocking {
        let request = format!("&api::large::types::Ask{at}::new(\"x\")");
        writeln!(out, "        \"b{at}\" => blocking.call_{at}({request}).map(|answer| answer.id),")?;
    }
    out.push_str("        _ => return,\n    };\n    println!(\"{:?}\", id.ok());\n}\n");
    Ok(out)
}

const PROGRAM: &str = r#"use std::{future::Future, task::{Context, Poll, Waker}, time::Duration};
use stubwright_runtime::v1::{self as rt, Bytes, http};
struct Fake;
fn answer() -> http::Response<Bytes> {
    http::Response::new(Bytes::from_static(b"{\"ok\":true,\"data\":{\"id\":7,\"tags\":[\"x\"]}}"))
}
impl rt::Transport for Fake {
    async fn send(&self, _: http::Request<Bytes>, _: &rt::Limits) -> Result<http::Response<Bytes>, rt::TransportError> {
        Ok(answer())
    }
    async fn sleep(&self, _: Duration) {}
}
impl rt::blocking::Transport for Fake {
    fn send(&self, _: http::Request<Bytes>, _: &rt::Limits) -> Result<http::Response<Bytes>, rt::TransportError> {
        Ok(answer())
    }
}
fn block<F: Future>(future: F) -> F::Output {
    let mut future = std::pin::pin!(future);
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return value;
        }
    }
}
fn main() {
    let client = api::large::Client::with_transport("http://localhost", Fake).unwrap();
    let blocking = api::large::blocking::Client::with_transport("http://localhost", Fake).unwrap();
    let _ = &blocking;
    let id = match std::env::args().nth(1).unwrap_or_default().as_str() {
"#;

/// Prints the CPU seconds of each directory: the median of the rounds.
fn measure(dirs: &[PathBuf]) -> Result<()> {
    let modes: [(&str, &[&str]); 3] =
        [("check", &["check"]), ("debug", &["build"]), ("release", &["build", "--release"])];
    println!("{:30} {:>8} {:>8} {:>8} {:>8} {:>8}", "", "library", "all", "few", "lib+all", "lib+few");
    for (mode, arguments) in modes {
        let mut figures: BTreeMap<(&Path, &str), Vec<f64>> = BTreeMap::new();
        for _ in 0..=ROUNDS {
            for dir in dirs {
                let figure = cargo(dir, arguments, &[])?;
                for name in CRATES {
                    let seconds = figure.get(name).copied().unwrap_or_default();
                    figures.entry((dir, name)).or_default().push(seconds);
                }
            }
        }
        for dir in dirs {
            let [api, all, few] = CRATES.map(|name| {
                // The first round also compiles the dependencies.
                let mut rounds = figures.remove(&(dir.as_path(), name)).unwrap_or_default().split_off(1);
                rounds.sort_by(f64::total_cmp);
                rounds.get(ROUNDS / 2).copied().unwrap_or_default()
            });
            let what = format!("{mode} {}", dir.display());
            println!("{what:30} {api:8.2} {all:8.2} {few:8.2} {:8.2} {:8.2}", api + all, api + few);
        }
    }
    Ok(())
}

/// Prints the millions of instructions that checking the library takes.
fn count(dirs: &[PathBuf]) -> Result<()> {
    for dir in dirs {
        cargo(dir, &["check", "-p", "api"], &[])?;
        let figure = cargo(dir, &["check", "-p", "api"], &[(COUNT, "1")])?;
        println!("{}: {:.0} million", dir.display(), figure.get("api").copied().unwrap_or_default());
    }
    Ok(())
}

/// Compiles the three crates again, and returns what each of them cost.
fn cargo(dir: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Result<BTreeMap<String, f64>> {
    let dir = dir.canonicalize()?;
    let log = dir.join("log");
    put(&log, "")?;
    put(&dir.join("api/src/lib.rs"), "pub mod large;\n")?;
    let status = Command::new("cargo")
        .args(arguments)
        .args(["-q", "-j1", "--offline"])
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_TARGET_DIR", dir.join("target"))
        .env("RUSTC_WRAPPER", std::env::current_exe()?)
        .env(LOG, &log)
        .envs(variables.iter().copied())
        .current_dir(&dir)
        .status()?;
    if !status.success() {
        return Err(format!("{} does not compile", dir.display()).into());
    }
    let lines = fs::read_to_string(&log)?;
    Ok(lines
        .lines()
        .filter_map(|line| {
            let (name, figure) = line.split_once(' ')?;
            Some((name.to_owned(), figure.parse().ok()?))
        })
        .collect())
}

/// Runs rustc in the place where cargo has started this program, and writes down what it cost.
fn compile(words: &[OsString], log: &Path) -> Result<()> {
    let name = words.iter().skip_while(|word| *word != "--crate-name").nth(1);
    let name = name.and_then(|name| name.to_str()).filter(|name| CRATES.contains(name));
    let (rustc, arguments) = words.split_first().ok_or("cargo names rustc")?;
    let counts = name.is_some() && std::env::var_os(COUNT).is_some();
    let mut command = Command::new(if counts { "valgrind".as_ref() } else { rustc.as_os_str() });
    let numbers = log.with_extension("cachegrind");
    if counts {
        let mut out = OsString::from("--cachegrind-out-file=");
        out.push(&numbers);
        command.args(["-q", "--tool=cachegrind", "--cache-sim=no"]).arg(out).arg(rustc);
    }
    if !command.args(arguments).status()?.success() {
        std::process::exit(1);
    }
    let Some(name) = name else { return Ok(()) };
    let figure = if counts { instructions(&numbers)? } else { children()? };
    let mut log = fs::OpenOptions::new().append(true).open(log)?;
    Ok(writeln!(log, "{name} {figure}")?)
}

/// Millions of instructions, from the last line that cachegrind writes: `summary: 1234`.
fn instructions(numbers: &Path) -> Result<f64> {
    let text = fs::read_to_string(numbers)?;
    let summary = text.lines().rev().find_map(|line| line.strip_prefix("summary:"));
    let count: f64 = summary.ok_or("cachegrind writes a summary")?.trim().replace(',', "").parse()?;
    Ok(count / 1e6)
}
