//! The command-line arguments.

use std::path::PathBuf;
use std::time::SystemTime;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use stubwright_codegen::Options;
use stubwright_codegen::choices::Types;
use stubwright_codegen::paths::shown;
use stubwright_codegen::write::read_overlay;
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

/// `--version` adds to `-V` the version of the spec format, which decides which specs can be read.
fn long_version() -> String {
    format!("{}\nreads version {FORMAT} of the spec format", env!("CARGO_PKG_VERSION"))
}

const EXIT_CODES: &str = "\
Exit status:
  0    success
  1    findings, such as stale output
  2    wrong usage, unreadable input, or a spec with errors
  101  a bug in stubwright

Results are written to standard output, diagnostics and progress to standard error.
With `--format json`, `github` and `sarif`, diagnostics are written to standard output.";

/// The options of every command.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// The configuration file [default: the nearest `stubwright.toml` in this directory or a parent].
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// The format of the findings.
    #[arg(long, global = true, value_enum, default_value_t, value_name = "FORMAT")]
    pub(crate) format: Format,
    /// When to use colours.
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub(crate) color: Color,
    /// Print only findings and results, no progress.
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// With source lines, for people; at most fifty, errors first.
    #[default]
    Text,
    /// One line per finding, for editors and logs; all of them, as in every format except text.
    Short,
    /// One JSON object per line on standard output, for programs.
    Json,
    /// Annotations for GitHub Actions, on standard output.
    Github,
    /// A SARIF 2.1.0 log on standard output, for code scanning.
    Sarif,
    /// A table on standard output; `diff` and `explain --list` only.
    Markdown,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a crate around a spec or a documentation page: ready to build, test and publish.
    Init(InitArgs),
    /// Generate the client of a spec, or of every spec in the configuration.
    Generate(GenerateArgs),
    /// Report mistakes in specs, and optionally fix them.
    Check(CheckArgs),
    /// Write specs in their canonical form; comments stay where they belong.
    Fmt(FmtArgs),
    /// Say what a change of a spec means for callers, for deployed clients, and for the version number.
    Diff(DiffArgs),
    /// Draft a spec from documentation pages, or update one from them.
    Draft(DraftArgs),
    /// Convert an OpenAPI document to a spec that generates the same client.
    Import(ImportArgs),
    /// Convert a spec to an OpenAPI 3.1 document, from which `import` makes the same spec.
    Export(ExportArgs),
    /// Explain a diagnostic code, such as SW0103, or list the lints.
    Explain(ExplainArgs),
    /// Print the JSON Schema of the spec format, for editors.
    Schema,
    /// Print shell completions; see the manual of the shell for where to install them.
    Completions(CompletionsArgs),
    /// Print a manual page in roff: `stubwright man | man -l -`.
    Man(ManArgs),
}

#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell.
    pub(crate) shell: Shell,
}

#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// The command to describe [default: an overview of all commands].
    pub(crate) command: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// The name of the crate.
    #[arg(long = "crate", value_name = "NAME")]
    pub(crate) name: String,
    /// The spec, which is copied with the files it includes, or a documentation page to draft it from.
    #[arg(long, value_name = "SPEC|PAGE")]
    pub(crate) from: PathBuf,
    /// A file with what the spec leaves out, such as the error table of an OpenAPI document, which is copied as well.
    #[arg(long, value_name = "FILE")]
    pub(crate) overlay: Option<PathBuf>,
    /// The directory of the crate [default: NAME]. Files that are there already are left alone.
    pub(crate) dir: Option<PathBuf>,
    /// Generate the client in a build script instead of committing it.
    #[arg(long)]
    pub(crate) build_rs: bool,
    /// Write nothing; print what would be written.
    #[arg(long, visible_alias = "dry-run")]
    pub(crate) diff: bool,
}

/// What is decided about a spec; the configuration says it for each `[[api]]`.
#[derive(Debug, Args)]
pub(crate) struct ChoiceArgs {
    /// Only the operations with these tags or names, and what they use.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(crate) only: Vec<String>,
    /// Also types that no operation uses.
    #[arg(long)]
    pub(crate) all_types: bool,
    /// A file that says what the spec doesn't, such as the error table of an OpenAPI document.
    #[arg(long, value_name = "FILE")]
    pub(crate) overlay: Option<PathBuf>,
}

impl ChoiceArgs {
    /// Whether nothing is decided.
    pub(crate) fn is_empty(&self) -> bool {
        self.only.is_empty() && !self.all_types && self.overlay.is_none()
    }

    /// The same as arguments.
    pub(crate) fn arguments(&self) -> String {
        let mut text = String::new();
        if !self.only.is_empty() {
            text.push_str(&format!(" --only {}", self.only.join(",")));
        }
        if self.all_types {
            text.push_str(" --all-types");
        }
        if let Some(overlay) = &self.overlay {
            text.push_str(&format!(" --overlay {}", shown(overlay)));
        }
        text
    }

    /// The options with what is decided here in place of what the configuration says.
    pub(crate) fn over(&self, mut options: Options) -> Options {
        let choices = &mut options.choices;
        if !self.only.is_empty() {
            choices.selection.only.clone_from(&self.only);
        }
        if self.all_types {
            choices.selection.types = Types::All;
        }
        if let Some(overlay) = &self.overlay {
            choices.overlay = Some(read_overlay(overlay, &shown(overlay)));
        }
        options
    }
}

#[derive(Debug, Args)]
pub(crate) struct GenerateArgs {
    /// The spec [default: every `[[api]]` of the configuration].
    pub(crate) spec: Option<PathBuf>,
    /// The directory to write to [default: the one that the configuration has for SPEC].
    #[arg(long, requires = "spec", value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Also generate tests, as `tests = true` in the configuration does.
    #[arg(long)]
    pub(crate) tests: bool,
    /// Write nothing; print what would change, and fail if anything would.
    #[arg(long)]
    pub(crate) check: bool,
    /// Fail if `stubwright.lock` would have to change, and write nothing then.
    #[arg(long)]
    pub(crate) locked: bool,
    /// Write nothing; print what would change.
    #[arg(long)]
    pub(crate) diff: bool,
    #[command(flatten)]
    pub(crate) lints: LintArgs,
    /// Generate again whenever a spec or a file that it includes is saved.
    #[arg(long, conflicts_with_all = ["check", "diff"])]
    pub(crate) watch: bool,
    /// Show all warnings about an OpenAPI document, not one of each kind.
    #[arg(long)]
    pub(crate) warnings: bool,
    #[command(flatten)]
    pub(crate) choices: ChoiceArgs,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// The specs [default: every `[[api]]` of the configuration].
    #[arg(value_name = "SPEC")]
    pub(crate) specs: Vec<PathBuf>,
    /// Fix the specs first: apply fixes that do not change the meaning, or with `=all` also guesses.
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
    #[command(flatten)]
    pub(crate) lints: LintArgs,
    /// Check again whenever a spec or a file that it includes is saved.
    #[arg(long, conflicts_with = "fix")]
    pub(crate) watch: bool,
    /// Also print how much there is in each spec, and how much of it is generated.
    #[arg(long, conflicts_with = "fix")]
    pub(crate) stats: bool,
    #[command(flatten)]
    pub(crate) choices: ChoiceArgs,
}

/// The levels of lints for one run, which count before those of the configuration, codes before groups.
#[derive(Debug, Args)]
pub(crate) struct LintArgs {
    /// Make findings of a lint errors: a code, a group, or `warnings` for all that would be warnings; can be repeated.
    #[arg(long, value_name = "LINT", value_delimiter = ',')]
    pub(crate) deny: Vec<String>,
    /// Make findings of a lint warnings, unless --deny has it.
    #[arg(long, value_name = "LINT", value_delimiter = ',')]
    pub(crate) warn: Vec<String>,
    /// Drop findings of a lint, unless --warn or --deny has it. As with these, a group does not change a code that `[lints]`
    /// sets: name the code.
    #[arg(long, value_name = "LINT", value_delimiter = ',')]
    pub(crate) allow: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct FmtArgs {
    /// The files [default: every `[[api]]` of the configuration, and the files that it includes]; `-` is standard input.
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Write nothing; print what would change, and fail if anything would.
    #[arg(long)]
    pub(crate) check: bool,
    /// Write nothing; print what would change.
    #[arg(long)]
    pub(crate) diff: bool,
}

#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    /// The old version: a file, `git:REF` or `git:REF:FILE` [default: `git:HEAD` of the new version]. A file without NEW is
    /// compared with what was committed of it.
    #[arg(value_name = "OLD")]
    pub(crate) old: Option<String>,
    /// The new version, likewise [default: every `[[api]]` of the configuration].
    #[arg(value_name = "NEW")]
    pub(crate) new: Option<String>,
    /// Fail if the verdict is this or worse; can be repeated. A version of the crate that is far enough passes `major` and
    /// `minor`.
    #[arg(long, value_enum, value_name = "LEVEL", value_delimiter = ',')]
    pub(crate) fail_on: Vec<FailOn>,
    /// Print entries for a changelog in the form of Keep a Changelog instead of the findings, and nothing else.
    #[arg(long, conflicts_with = "format")]
    pub(crate) changelog: bool,
    #[command(flatten)]
    pub(crate) choices: ChoiceArgs,
}

/// The smallest change that makes `diff` fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// Callers may no longer compile.
    Major,
    /// The client has something new, or less.
    Minor,
    /// Deployed clients stop working with a server of the new version.
    Wire,
    /// Something compiles and does something else.
    Behaviour,
}

/// Which fixes `check --fix` applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Fixes {
    /// Fixes that do not change the meaning.
    Safe,
    /// Also guesses, such as the closest name; review the result.
    All,
}

#[derive(Debug, Args)]
pub(crate) struct DraftArgs {
    /// The pages: Markdown, reStructuredText, HTML, or text copied from a browser; `-` is standard input.
    #[arg(required = true, value_name = "PAGE")]
    pub(crate) pages: Vec<PathBuf>,
    /// The file to create for the spec [default: standard output]. An existing file is not replaced.
    #[arg(long, short, value_name = "FILE", conflicts_with = "into")]
    pub(crate) out: Option<PathBuf>,
    /// Update this spec from the pages: new items are added, texts follow the pages, everything else stays.
    #[arg(long, value_name = "SPEC")]
    pub(crate) into: Option<PathBuf>,
    /// Write nothing; print how the pages differ from the spec of --into, and fail if they do.
    #[arg(long, requires = "into")]
    pub(crate) check: bool,
    /// Write nothing; print what --into would change.
    #[arg(long, requires = "into")]
    pub(crate) diff: bool,
    /// The time used to check samples, such as 2025-03-01 or 2025-03-01T08:00:00Z [default: now].
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(crate) now: Option<SystemTime>,
}

#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// The OpenAPI document, version 3.0 or 3.1.
    pub(crate) document: PathBuf,
    /// The file to create for the spec [default: standard output]. An existing file is not replaced.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// The spec.
    pub(crate) spec: PathBuf,
    /// The file to create, JSON or YAML by its ending [default: JSON on standard output]. An existing file is not replaced.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

fn moment(text: &str) -> Result<SystemTime, String> {
    stubwright_draft::moment(text).ok_or_else(|| {
        String::from("expected a date such as 2025-03-01, or a time such as 2025-03-01T08:00:00Z")
    })
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// A diagnostic code, `SW` and four digits in any case, or a code or name of an error table.
    #[arg(required_unless_present = "list")]
    pub(crate) code: Option<String>,
    /// Print all lints with their groups and the levels that they have here.
    #[arg(long, conflicts_with = "code")]
    pub(crate) list: bool,
    /// The specs whose tables are searched [default: every `[[api]]` of the configuration].
    #[arg(value_name = "SPEC")]
    pub(crate) specs: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) choices: ChoiceArgs,
}

/// How a command treats the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Writes them.
    Write,
    /// Shows what would change.
    Diff,
    /// Shows what would change, which is a finding.
    Check,
}

impl InitArgs {
    pub(crate) fn mode(&self) -> Mode {
        mode(false, self.diff)
    }
}

impl DraftArgs {
    pub(crate) fn mode(&self) -> Mode {
        mode(self.check, self.diff)
    }
}

impl CheckArgs {
    pub(crate) fn mode(&self) -> Mode {
        if self.diff { Mode::Diff } else { Mode::Write }
    }
}

impl GenerateArgs {
    pub(crate) fn mode(&self) -> Mode {
        mode(self.check, self.diff)
    }
}

impl FmtArgs {
    pub(crate) fn mode(&self) -> Mode {
        mode(self.check, self.diff)
    }
}

fn mode(check: bool, diff: bool) -> Mode {
    match (check, diff) {
        (true, _) => Mode::Check,
        (false, true) => Mode::Diff,
        (false, false) => Mode::Write,
    }
}
