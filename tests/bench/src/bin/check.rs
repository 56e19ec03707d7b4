//! The cost of compiling: CPU seconds and memory of `cargo check` for generated types, compared with the same structs
//! with `derive(Serialize, Deserialize)`, and for a large error table: `check 1000`. Linux, because it reads `/proc`.
//!
//! `check 100 instructions` counts the instructions of rustc by cachegrind instead, which repeat to the last percent whatever
//! else the machine does.
#![expect(clippy::print_stdout, reason = "a program")]

use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use stubwright_bench::process::{Cost, cost, put};
use stubwright_bench::{codes, types};
use stubwright_codegen::{generate, write};

fn main() -> Result<(), Box<dyn Error>> {
    if let Ok(log) = std::env::var(LOG) {
        return counted(&log);
    }
    let count = std::env::args().nth(1).and_then(|word| word.parse().ok()).unwrap_or(1000);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?;
    let dir = std::env::temp_dir().join(format!("stubwright-check-{}", std::process::id()));
    let manifest = format!(
        "[package]\nname = \"measured\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\n\
         stubwright-runtime = {{ path = {:?}, default-features = false }}\n",
        root.join("codegen/runtime")
    );
    fs::create_dir_all(dir.join("src"))?;
    fs::copy(root.join("Cargo.lock"), dir.join("Cargo.lock"))?;
    put(&dir.join("Cargo.toml"), &manifest)?;
    check(&dir, "the dependencies", "")?;
    if std::env::args().nth(2).as_deref() == Some("instructions") {
        return instructions_each(&dir, count);
    }
    let module = |name: &str, spec: &str| -> Result<String, Box<dyn Error>> {
        let files = generate("large.yaml", spec.as_bytes()).files;
        write::apply(&dir.join("src").join(name), &files)?;
        Ok(format!("pub mod {name};\n"))
    };
    check(&dir, &format!("{count} structs with derives, nothing else"), &derived(count)?)?;
    check(&dir, &format!("{count} structs, generated"), &module("types", &types(count))?)?;
    check(&dir, "10000 error codes, generated", &module("codes", &codes(10_000))?)?;
    fs::remove_dir_all(&dir)?;
    Ok(())
}

/// Checks the crate with this library, and prints what it cost.
fn check(dir: &Path, what: &str, lib: &str) -> Result<(), Box<dyn Error>> {
    put(&dir.join("src/lib.rs"), lib)?;
    let mut cargo = Command::new("cargo");
    cargo
        .args(["check", "-q", "-j1", "--offline"])
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_TARGET_DIR", dir.join("target"))
        .current_dir(dir);
    let Cost { status, seconds, memory } = cost(&mut cargo, "measured")?;
    if !status.success() {
        return Err(format!("{what} does not compile").into());
    }
    println!("{what}: {seconds:.2} s of CPU, {memory} MiB");
    Ok(())
}

/// Prints the instructions of each struct: those that `count` structs take more than ten.
fn instructions_each(dir: &Path, count: usize) -> Result<(), Box<dyn Error>> {
    let generated = |count: usize| -> Result<f64, Box<dyn Error>> {
        let files = generate("large.yaml", types(count).as_bytes()).files;
        write::apply(&dir.join("src/types"), &files)?;
        instructions(dir, "pub mod types;\n")
    };
    let more = f64::from(u32::try_from(count.saturating_sub(10)).unwrap_or(u32::MAX)) * 1e6;
    let by_hand = (instructions(dir, &derived(count)?)? - instructions(dir, &derived(10)?)?) / more;
    let generated = (generated(count)? - generated(10)?) / more;
    println!("a struct with derives, nothing else: {by_hand:.1} M instructions");
    println!("a struct, generated: {generated:.1} M, {:.3} of that", generated / by_hand);
    fs::remove_dir_all(dir)?;
    Ok(())
}

/// The variable with the file that cachegrind writes to. Where it is set, this program is the compiler of cargo.
const LOG: &str = "STUBWRIGHT_CACHEGRIND_LOG";

/// The instructions that rustc takes to check the crate with this library.
fn instructions(dir: &Path, lib: &str) -> Result<f64, Box<dyn Error>> {
    put(&dir.join("src/lib.rs"), lib)?;
    let log = dir.join("cachegrind.log");
    let status = Command::new("cargo")
        .args(["check", "-q", "-j1", "--offline"])
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_TARGET_DIR", dir.join("target"))
        .env("RUSTC_WORKSPACE_WRAPPER", std::env::current_exe()?)
        .env(LOG, &log)
        .current_dir(dir)
        .status()?;
    let text = fs::read_to_string(log).unwrap_or_default();
    let refs = text.lines().find_map(|line| line.split_once("refs:")).filter(|_| status.success());
    let (_, count) = refs.ok_or("cargo or valgrind failed")?;
    Ok(count.replace(',', "").trim().parse()?)
}

/// Compiles as cargo asks for; the measured compilation runs under cachegrind.
fn counted(log: &str) -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (rustc, args) = args.split_first().ok_or("no compiler is named")?;
    let is_measured = args.windows(2).any(|pair| pair == ["--crate-name", "measured"]);
    let status = if is_measured {
        // The compiler itself, not the program of rustup that starts it.
        let sysroot = Command::new(rustc).args(["--print", "sysroot"]).output()?.stdout;
        let compiler = Path::new(String::from_utf8(sysroot)?.trim()).join("bin/rustc");
        let mut valgrind = Command::new("valgrind");
        valgrind.args(["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]);
        valgrind.arg(format!("--log-file={log}")).arg(compiler).args(args).status()?
    } else {
        Command::new(rustc).args(args).status()?
    };
    std::process::exit(status.code().unwrap_or(1))
}

/// The structs of [`types`] as people write them by hand, without constructors and setters.
fn derived(count: usize) -> Result<String, std::fmt::Error> {
    let mut out = String::from("use std::collections::BTreeMap;\n");
    for at in 0..count {
        let first = at - at % 10;
        write!(
            out,
            "/// The {at}th thing of the API.\n\
             #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]\n\
             #[serde(rename_all = \"camelCase\")]\npub struct Thing{at} {{\n\
             /// Number of the thing.\npub thing_id: i64,\n/// Name.\npub display_name: String,\n/// Use.\npub is_active: bool,\n\
             /// Time.\npub created_at: i64,\n/// Tags.\npub tags: Vec<String>,\n\
             /// Text.\n#[serde(default, skip_serializing_if = \"Option::is_none\")]\npub description: Option<String>,\n\
             /// Parent.\n#[serde(default, skip_serializing_if = \"Option::is_none\")]\npub parent_id: Option<i64>,\n\
             /// Weight.\n#[serde(default, skip_serializing_if = \"Option::is_none\")]\npub weight: Option<f64>,\n\
             /// Others.\n#[serde(default, skip_serializing_if = \"Option::is_none\")]\npub related: Option<Vec<Thing{first}>>,\n\
             /// More.\n#[serde(default, skip_serializing_if = \"Option::is_none\")]\npub attributes: Option<BTreeMap<String, String>>,\n}}\n"
        )?;
    }
    Ok(out)
}
