//! `stubwright generate`: writes clients, or shows what would change.

use std::path::{Path, PathBuf};

use stubwright_codegen::config::Api;
use stubwright_codegen::lock_file::{Lock, LockUpdate};
use stubwright_codegen::options::Tests;
use stubwright_codegen::paths::{self, shown};
use stubwright_codegen::write::{self, Change, MANIFEST, WriteError};
use stubwright_codegen::{Format as SpecFormat, GeneratedFile, Options, Outcome};
use stubwright_spec::diag::{Code, Diagnostic, Diagnostics, Severity};
use stubwright_spec::source::SourceMap;

use super::{
    change, committed, configuration, configured, crate_features, is_first_beside, lints,
    required_configuration,
};
use crate::args::{Format, GenerateArgs, Global, Mode};
use crate::output::{Exit, Output, count, counts};
use crate::watch::{Pass, watch};

/// One client.
struct Job {
    spec: PathBuf,
    out: PathBuf,
    claim: Claim,
    options: Options,
}

/// Who says where the client is generated.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Claim {
    /// The configuration, which gives each client a directory of its own.
    Configured,
    /// The arguments.
    Named,
}

/// Generates every client, also after one whose spec has errors.
pub(crate) fn run(args: &GenerateArgs, global: &Global, output: &mut Output) -> Exit {
    if args.watch {
        return watch(output, |output| pass(args, global, output));
    }
    let Pass { exit, .. } = pass(args, global, output);
    output.finish();
    exit
}

fn pass(args: &GenerateArgs, global: &Global, output: &mut Output) -> Pass {
    let mut files = Vec::new();
    let exit = match jobs(args, global, output) {
        Ok(jobs) => {
            let locked = if args.locked { Locked::Fixed } else { Locked::Updated };
            let warnings = if args.warnings { Warnings::All } else { Warnings::Digest };
            let run = Run { mode: args.mode(), locked, warnings, again: again(args, global) };
            let tests = if args.tests { Some(Tests::Written) } else { None };
            let with_tests = |mut job: Job| {
                job.options.tests = tests.unwrap_or(job.options.tests);
                job
            };
            let mut one = |job: Job| one(&with_tests(job), &run, &mut files, output);
            jobs.into_iter().map(&mut one).max().unwrap_or(Exit::Done)
        }
        Err(exit) => exit,
    };
    files.extend(configured(global.config.as_deref()));
    Pass { exit, files }
}

/// The settings for all clients of a run.
struct Run {
    mode: Mode,
    locked: Locked,
    warnings: Warnings,
    /// The command that writes what this one only looks at.
    again: String,
}

/// How `stubwright.lock` is treated.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Locked {
    /// It gets what was decided.
    Updated,
    /// It stays, and everything must be in it.
    Fixed,
}

/// The warnings about a document that are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Warnings {
    /// One of each kind.
    Digest,
    /// All of them.
    All,
}

fn jobs(args: &GenerateArgs, global: &Global, output: &mut Output) -> Result<Vec<Job>, Exit> {
    let mut jobs = configured_jobs(args, global, output)?;
    for job in &mut jobs {
        lints::set(&args.lints, &mut job.options.lints, output)?;
    }
    Ok(jobs)
}

fn configured_jobs(args: &GenerateArgs, global: &Global, output: &mut Output) -> Result<Vec<Job>, Exit> {
    let named = global.config.as_deref();
    match (&args.spec, &args.out) {
        (Some(spec), out) => {
            let found = configuration(named, output)?.unwrap_or_default();
            let api = found.api_of(spec);
            let claim = if out.is_some() { Claim::Named } else { Claim::Configured };
            let out = out.as_ref().or(api.map(|api| &api.out)).ok_or_else(|| no_out(spec, output))?;
            let options = args.choices.over(found.options_of(spec));
            Ok(vec![Job { spec: spec.clone(), out: out.clone(), claim, options }])
        }
        (None, _) if !args.choices.is_empty() => {
            output.error("`--only`, `--all-types` and `--overlay` are about one spec, and none was given");
            let arguments = args.choices.arguments();
            output.help(&format!("name it: `stubwright generate spec/example.yaml{arguments}`"));
            Err(Exit::Failed)
        }
        (None, _) => {
            let config =
                required_configuration(named, "stubwright generate spec/example.yaml --out src/api", output)?;
            let claim = Claim::Configured;
            let job = |api: Api| Job { spec: api.spec, out: api.out, claim, options: api.options };
            Ok(config.apis.into_iter().map(job).collect())
        }
    }
}

fn no_out(spec: &Path, output: &mut Output) -> Exit {
    let spec = shown(spec);
    output.error(&format!("no `[[api]]` of the configuration has an output directory for `{spec}`"));
    output.help(&format!("specify the directory: `stubwright generate {spec} --out src/api`"));
    Exit::Failed
}

/// Adds what was read to `read`.
fn one(job: &Job, run: &Run, read: &mut Vec<PathBuf>, output: &mut Output) -> Exit {
    let name = shown(&job.spec);
    let is_first = is_first_beside(&job.spec, read);
    read.push(job.spec.clone());
    let bytes = match write::read_spec(&job.spec, &name) {
        Ok(bytes) => bytes,
        Err(finding) => {
            output.finding(*finding);
            return Exit::Failed;
        }
    };
    let lock = Lock::beside(&job.spec);
    if !lock.diagnostics.is_empty() {
        output.findings(&lock.diagnostics, &lock.sources);
        return Exit::Failed;
    }
    if is_first {
        lock.forgotten().into_iter().for_each(|found| output.finding(found));
    }
    let options = Options { kept: lock.kept(), ..job.options.clone() };
    let Outcome { sources, inputs, diagnostics, files, kept, format, features, .. } =
        stubwright_codegen::generate_with(&name, &bytes, &mut write::beside(&job.spec), &options);
    read.extend(inputs.iter().skip(1).map(PathBuf::from));
    let is_digest = run.warnings == Warnings::Digest && format == SpecFormat::OpenApi;
    found(&name, (&diagnostics, &sources), is_digest, output);
    if diagnostics.has_errors() {
        output.error(&format!("{name} has {}; `{}` is unchanged", counts(&diagnostics), shown(&job.out)));
        return Exit::Failed;
    }
    let update = lock.update(&kept);
    if let Some(update) = update.as_ref().filter(|_| run.locked == Locked::Fixed) {
        refuse(update, run, output);
        return Exit::Findings;
    }
    if let Some(other) = other_client(job, &files) {
        let (dir, file) = (shown(&job.out), shown(Path::new(job.spec.file_name().unwrap_or_default())));
        let message = format!("`{dir}` has the client of `{other}`, whose files would be removed");
        let help = format!(
            "choose another directory; if `{other}` is now `{file}`, delete `{dir}`, and generate again"
        );
        output.finding(Diagnostic::without_place(Code::ForeignDirectory, message).help(help));
        return Exit::Failed;
    }
    match bring(job, &files, update.as_ref(), run, output) {
        Ok(exit) => {
            let verdict = committed::verdict(&job.spec, &inputs, &job.options, kept);
            if let Some(verdict) = verdict {
                output.status("Verdict", &format!("{verdict} (`stubwright diff {name}`)"));
            }
            declared(&job.out, &features, output).max(exit)
        }
        Err(error) => {
            output.finding(error.diagnostic());
            Exit::Failed
        }
    }
}

/// Whether the crate around the client declares its features.
fn declared(out: &Path, features: &[String], output: &mut Output) -> Exit {
    match crate_features::missing(out, features) {
        Some(finding) => {
            output.finding(finding);
            Exit::Findings
        }
        None => Exit::Done,
    }
}

/// Reports the findings, or as a digest one warning of each kind: documents of vendors have hundreds that nobody can
/// mend.
fn found(name: &str, (found, sources): (&Diagnostics, &SourceMap), is_digest: bool, output: &mut Output) {
    let digest = found.digest();
    let (all, shown) = (found.count(Severity::Warning), digest.count(Severity::Warning));
    if !is_digest || output.format() != Format::Text || all <= MOST_WARNINGS {
        return output.findings(found, sources);
    }
    output.findings(&digest, sources);
    let kinds = count(shown, "kind");
    output.hint(&format!("{all} warnings of {kinds}; `--warnings` and `stubwright check {name}` show all"));
}

/// So many warnings are shown as they are.
const MOST_WARNINGS: usize = 5;

/// The spec whose client is in the output directory, if that is another one. A directory that the configuration has for a spec
/// is that of its client, also under the name that it had before.
fn other_client(job: &Job, files: &[GeneratedFile]) -> Option<String> {
    let other = write::other_client(&job.out, files)?;
    let is_renamed = job.claim == Claim::Configured && !job.spec.with_file_name(&other).exists();
    (!is_renamed).then_some(other)
}

/// Says what `--locked` rules out.
fn refuse(update: &LockUpdate, run: &Run, output: &mut Output) {
    let LockUpdate { path, old, new } = update;
    let path = shown(path);
    change::show(&path, old.as_deref(), new.as_deref(), Mode::Check, output);
    let message = format!("`{path}` is out of date, and `--locked` does not update it");
    let help = format!("run `{}` and commit the file", run.again);
    output.finding(Diagnostic::without_place(Code::StaleLock, message).help(help));
}

fn bring(
    job: &Job,
    files: &[GeneratedFile],
    update: Option<&LockUpdate>,
    run: &Run,
    output: &mut Output,
) -> Result<Exit, WriteError> {
    let mode = run.mode;
    let dir = shown(&job.out);
    let changes = match (mode, update) {
        (Mode::Write, Some(LockUpdate { path, old, new })) => {
            write::apply_locked(&job.out, files, path, [old.as_deref(), new.as_deref()])?
        }
        (Mode::Write, None) => write::apply(&job.out, files)?,
        (Mode::Diff | Mode::Check, _) => write::compare(&job.out, files)?,
    };
    if let Some(LockUpdate { path, old, new }) = update {
        change::show(&shown(path), old.as_deref(), new.as_deref(), mode, output);
    }
    for change in &changes {
        show(&dir, change, mode, output);
    }
    let number = changes.iter().filter(|change| change.path != MANIFEST).count();
    let files = count(files.len(), "file");
    match mode {
        Mode::Write => output.status("Generated", &format!("{dir} ({files}, {number} changed)")),
        Mode::Diff => output.status("Compared", &format!("{dir} ({files}, {number} would change)")),
        Mode::Check if changes.is_empty() && update.is_none() => {
            output.status("Fresh", &format!("{dir} ({files})"));
        }
        Mode::Check => {
            let message = match update.map(|update| shown(&update.path)) {
                Some(lock) if changes.is_empty() => format!("`{lock}` is out of date"),
                _ => format!("generated code is stale: {dir} ({})", count(changes.len(), "file")),
            };
            let code = if changes.is_empty() { Code::StaleLock } else { Code::StaleOutput };
            let help = format!("run `{}`", run.again);
            output.finding(Diagnostic::without_place(code, message).help(help));
            return Ok(Exit::Findings);
        }
    }
    Ok(Exit::Done)
}

/// Shows what happens to a file of the client.
fn show(dir: &str, change: &Change, mode: Mode, output: &mut Output) {
    let path = format!("{}/{}", dir.trim_end_matches('/'), change.path);
    // A line end that the checkout changed does not count as a difference.
    let old = change.old.as_deref().map(|old| old.replace("\r\n", "\n"));
    change::show(&path, old.as_deref(), change.new.as_deref(), mode, output);
}

/// The command that writes what this one only looked at.
fn again(args: &GenerateArgs, global: &Global) -> String {
    let mut command = String::from("stubwright generate");
    let options = [("", &args.spec), ("--out ", &args.out), ("--config ", &global.config)];
    for (option, path) in options {
        if let Some(path) = path {
            command.push_str(&format!(" {option}{}", paths::shown(path)));
        }
    }
    if args.tests {
        command.push_str(" --tests");
    }
    command.push_str(&args.choices.arguments());
    command
}
