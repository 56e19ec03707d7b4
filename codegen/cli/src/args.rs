//! What can be typed.

use std::path::PathBuf;
use std::time::SystemTime;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use stubwright_spec::front::native::FORMAT;

/// Turns a YAML description of an HTTP API and its error table into a typed Rust client.
#[derive(Debug, Parser)]
#[command(name = "stubwright", version, long_version = long_version(), after_help = EXIT_CODES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) global: Global,
}

/// What `--version` adds to `-V`: the version of the format is another one, and decides which specs can be read.
fn long_version() -> String {
    format!("{}\nreads version {FORMAT} of the spec format", env!("CARGO_PKG_VERSION"))
}

const EXIT_CODES: &str = "\
Exit status: 0 done; 1 findings, such as stale output; 2 wrong usage, unreadable input or a spec with errors;
101 a bug in stubwright.
Results go to standard output, diagnostics and progress to standard error; with `--format json`, `github`
and `sarif` the diagnostics are results.";

/// Options of every command.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// The configuration, instead of the nearest `stubwright.toml` in this directory or above.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// How findings are printed.
    #[arg(long, global = true, value_enum, default_value_t, value_name = "FORMAT")]
    pub(crate) format: Format,
    /// When to use colours.
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub(crate) color: Color,
    /// Print no progress, only findings and results.
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// With their source, for people; fifty at most, errors first.
    #[default]
    Text,
    /// One line each, for editors and logs; all of them, as in every format but text.
    Short,
    /// One JSON object a line on standard output, for programs.
    Json,
    /// Annotations of GitHub Actions, on standard output.
    Github,
    /// One SARIF 2.1.0 log on standard output, for code scanning.
    Sarif,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR says otherwise.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write the client of a spec, or of every spec in the configuration.
    Generate(GenerateArgs),
    /// Report the mistakes in specs, and correct them when asked.
    Check(CheckArgs),
    /// Draft a spec from pages of documentation, or bring one up to date with them.
    Draft(DraftArgs),
    /// Explain a diagnostic code, such as SW0103.
    Explain(ExplainArgs),
    /// Print the JSON Schema of the spec format, for editors.
    Schema,
    /// Print the completions of a shell; see its manual for where they belong.
    Completions(CompletionsArgs),
    /// Print a page of the manual, in roff: `stubwright man | man -l -`.
    Man(ManArgs),
}

#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell.
    pub(crate) shell: Shell,
}

#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// The command that the page is about, instead of all of them.
    pub(crate) command: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct GenerateArgs {
    /// The description; without it every `[[api]]` of the configuration is generated.
    pub(crate) spec: Option<PathBuf>,
    /// The directory to write; the one that the configuration has for SPEC unless given.
    #[arg(long, requires = "spec", value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Write tests too, as `tests = true` in the configuration does.
    #[arg(long)]
    pub(crate) tests: bool,
    /// Write nothing; print what would change, and fail when something would.
    #[arg(long)]
    pub(crate) check: bool,
    /// Write nothing; print what would change.
    #[arg(long)]
    pub(crate) diff: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// The descriptions; without them every `[[api]]` of the configuration is checked.
    #[arg(value_name = "SPEC")]
    pub(crate) specs: Vec<PathBuf>,
    /// Correct the specs first: what can be corrected without changing a meaning, or with `=all` the guesses too.
    #[arg(
        long,
        value_enum,
        value_name = "WHICH",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "safe"
    )]
    pub(crate) fix: Option<Fixes>,
    /// Write nothing; print what --fix would change.
    #[arg(long, requires = "fix")]
    pub(crate) diff: bool,
}

/// Which fixes `check --fix` takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Fixes {
    /// Those that change no meaning.
    Safe,
    /// The guesses too, such as the closest name; read the result.
    All,
}

#[derive(Debug, Args)]
pub(crate) struct DraftArgs {
    /// The pages: Markdown, HTML, or text copied from a browser; `-` is standard input.
    #[arg(required = true, value_name = "PAGE")]
    pub(crate) pages: Vec<PathBuf>,
    /// The new file for the spec, which is printed otherwise. A file that exists is not replaced.
    #[arg(long, short, value_name = "FILE", conflicts_with = "into")]
    pub(crate) out: Option<PathBuf>,
    /// Bring this spec up to date with the pages: what is new is added, texts follow the pages, everything else stays.
    #[arg(long, value_name = "SPEC")]
    pub(crate) into: Option<PathBuf>,
    /// Write nothing; print what --into would change.
    #[arg(long, requires = "into")]
    pub(crate) diff: bool,
    /// The time that the page's samples are held against, such as 2025-03-01 or 2025-03-01T08:00:00Z, instead of now.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(crate) now: Option<SystemTime>,
}

fn moment(text: &str) -> Result<SystemTime, String> {
    stubwright_draft::moment(text).ok_or_else(|| {
        String::from("a date such as 2025-03-01, or a date and a time such as 2025-03-01T08:00:00Z")
    })
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// A diagnostic, `SW` and four digits in any case, or a code of the error table.
    pub(crate) code: String,
}

/// What a command does with the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Writes them.
    Write,
    /// Shows what would change.
    Diff,
    /// Shows what would change, which is a finding.
    Check,
}

impl DraftArgs {
    pub(crate) fn mode(&self) -> Mode {
        if self.diff { Mode::Diff } else { Mode::Write }
    }
}

impl CheckArgs {
    pub(crate) fn mode(&self) -> Mode {
        if self.diff { Mode::Diff } else { Mode::Write }
    }
}

impl GenerateArgs {
    pub(crate) fn mode(&self) -> Mode {
        match (self.check, self.diff) {
            (true, _) => Mode::Check,
            (false, true) => Mode::Diff,
            (false, false) => Mode::Write,
        }
    }
}
