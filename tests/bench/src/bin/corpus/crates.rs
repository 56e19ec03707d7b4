//! Crates of generated clients, compiled as users compile them. They share a target directory, so that what they depend on
//! is compiled once.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use stubwright_bench::process::{Cost, cost, put};

use crate::Result;

/// Where the crates are.
pub(crate) struct Scratch {
    dir: PathBuf,
    root: PathBuf,
    is_kept: bool,
}

/// The findings of a compiler about a crate, and its cost.
pub(crate) struct Compiled {
    /// Errors, and warnings, which are errors here.
    pub(crate) findings: usize,
    pub(crate) seconds: f64,
    /// In MiB.
    pub(crate) memory: u64,
}

/// The name of each crate, by which its compiler is known.
const NAME: &str = "measured";

const LIBRARY: &str = "//! A client.\n\n/// The API.\npub mod api;\n";

impl Scratch {
    pub(crate) fn new(keep: Option<&Path>) -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?;
        let temporary = || std::env::temp_dir().join(format!("stubwright-corpus-{}", std::process::id()));
        let dir = keep.map_or_else(temporary, Path::to_owned);
        fs::create_dir_all(&dir)?;
        Ok(Self { dir: dir.canonicalize()?, root, is_kept: keep.is_some() })
    }

    pub(crate) fn remove(self) -> Result<()> {
        if !self.is_kept {
            fs::remove_dir_all(self.dir)?;
        }
        Ok(())
    }

    /// Makes the crate of a document: a library, and the program that reads its examples.
    pub(crate) fn crate_for(&self, document: &str) -> Result<PathBuf> {
        let dir = self.dir.join(document);
        let runtime = self.root.join("codegen/runtime");
        let manifest = format!(
            "[package]\nname = \"{NAME}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
             [features]\ndefault = [\"reqwest\"]\nreqwest = [\"stubwright-runtime/reqwest\"]\n\
             hyper = [\"stubwright-runtime/hyper\"]\nureq = [\"stubwright-runtime/ureq\"]\n\
             blocking = [\"stubwright-runtime/blocking\"]\ntesting = [\"stubwright-runtime/testing\"]\n\n\
             [dependencies]\nstubwright-runtime = {{ path = {runtime:?}, default-features = false }}\n\n\
             [lints.rust]\nwarnings = \"deny\"\nmissing_docs = \"deny\"\n\
             unreachable_pub = \"deny\"\n\n[lints.clippy]\nall = \"deny\"\n"
        );
        put(&dir.join("Cargo.toml"), &manifest)?;
        put(&dir.join("src/lib.rs"), LIBRARY)?;
        fs::copy(self.root.join("Cargo.lock"), dir.join("Cargo.lock"))?;
        Ok(dir)
    }

    /// Checks the library with its default features.
    pub(crate) fn check(&self, dir: &Path) -> Result<Compiled> {
        self.compile(dir, &["check", "--lib"])
    }

    /// Lints the library with all features.
    pub(crate) fn lint(&self, dir: &Path) -> Result<Compiled> {
        self.compile(dir, &["clippy", "--lib", "--all-features"])
    }

    /// Runs the program of the crate, and returns what it prints; `None` if it does not compile.
    pub(crate) fn run(&self, dir: &Path) -> Result<Option<String>> {
        let out = self.cargo(dir, &["run", "-q", "--bin", NAME, "--no-default-features"]).output()?;
        put(&dir.join("run.txt"), &String::from_utf8_lossy(&out.stderr))?;
        Ok(out.status.success().then(|| String::from_utf8_lossy(&out.stdout).into_owned()))
    }

    #[expect(clippy::disallowed_methods, reason = "a measurement writes its own logs")]
    fn compile(&self, dir: &Path, arguments: &[&str]) -> Result<Compiled> {
        // The dependencies of the crate are compiled before.
        let log = dir.join(format!("{}.txt", arguments.join("")));
        let run = |lib: &str| -> Result<Cost> {
            put(&dir.join("src/lib.rs"), lib)?;
            let mut cargo = self.cargo(dir, arguments);
            cargo.args(["--message-format", "short"]).stderr(File::create(&log)?);
            Ok(cost(&mut cargo, NAME)?)
        };
        run("//! Nothing.\n")?;
        let Cost { status, seconds, memory } = run(LIBRARY)?;
        let text = fs::read_to_string(&log)?;
        let findings = text.lines().filter(|line| line.contains(": error")).count();
        let findings = if status.success() { 0 } else { findings.max(1) };
        Ok(Compiled { findings, seconds, memory })
    }

    fn cargo(&self, dir: &Path, arguments: &[&str]) -> Command {
        let mut cargo = Command::new("cargo");
        cargo
            .args(arguments)
            .args(["-j1", "--offline"])
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_PROFILE_DEV_DEBUG", "false")
            .env("CARGO_TARGET_DIR", self.dir.join("target"))
            .current_dir(dir);
        cargo
    }
}
