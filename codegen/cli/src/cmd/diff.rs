//! `stubwright diff`: says what a change of a spec means.

use std::path::{Path, PathBuf};

use stubwright_codegen::Options;
use stubwright_codegen::diff::{Bump, Report, Revision, Verdict};
use stubwright_spec::diag::render::TerminalText;

use super::crate_version::{CrateVersion, crate_of};
use super::git::HEAD;
use super::revision::{Source, read};
use super::{configuration, required_configuration};
use crate::args::{DiffArgs, FailOn, Format, Global};
use crate::output::{Exit, Output};

/// A comparison.
struct Job {
    old: Source,
    new: Source,
    options: Options,
    /// The directory of the generated code, if the configuration has one.
    out: Option<PathBuf>,
}

/// Compares every pair of versions, also after one that has errors.
pub(crate) fn run(args: &DiffArgs, global: &Global, output: &mut Output) -> Exit {
    let exit = match jobs(args, global, output) {
        Ok(jobs) => jobs.iter().map(|job| one(job, args, output)).max().unwrap_or(Exit::Done),
        Err(exit) => exit,
    };
    output.finish();
    exit
}

fn jobs(args: &DiffArgs, global: &Global, output: &mut Output) -> Result<Vec<Job>, Exit> {
    let named = global.config.as_deref();
    let (old, new) = (args.old.as_deref().map(Source::parse), args.new.as_deref().map(Source::parse));
    // What says which spec is meant.
    let path = [&new, &old].into_iter().flatten().find_map(|source| source.path().map(Path::to_path_buf));
    let Some(path) = path else {
        let config = required_configuration(named, "stubwright diff spec/example.yaml", output)?;
        let (old, new) = (revision(old), new.and_then(Source::revision));
        let job = |api: stubwright_codegen::config::Api| Job {
            old: Source::Git { revision: old.clone(), path: Some(api.spec.clone()) },
            new: match &new {
                None => Source::File(api.spec.clone()),
                Some(new) => Source::Git { revision: new.clone(), path: Some(api.spec.clone()) },
            },
            options: api.options,
            out: Some(api.out),
        };
        return Ok(config.apis.into_iter().map(job).collect());
    };
    let config = configuration(named, output)?.unwrap_or_default();
    let api = config.api_of(&path);
    // One file is compared with what was committed of it.
    let (old, new) = match (old, new) {
        (Some(Source::File(file)), None) => {
            (Source::Git { revision: HEAD.to_owned(), path: None }, Source::File(file))
        }
        (old, None) => {
            (old.unwrap_or(Source::Git { revision: HEAD.to_owned(), path: None }), Source::File(path.clone()))
        }
        (old, Some(new)) => (old.unwrap_or(Source::Git { revision: HEAD.to_owned(), path: None }), new),
    };
    let options = config.options_of(&path);
    let out = api.map(|api| api.out.clone());
    Ok(vec![Job { old: old.or_path(&path), new: new.or_path(&path), options, out }])
}

fn revision(old: Option<Source>) -> String {
    old.and_then(Source::revision).unwrap_or_else(|| HEAD.to_owned())
}

fn one(job: &Job, args: &DiffArgs, output: &mut Output) -> Exit {
    let Some(old) = version(&job.old, &job.options, None, output) else { return Exit::Failed };
    let Some(new) = version(&job.new, &job.options, Some(&old), output) else { return Exit::Failed };
    let Some(report) = Report::of(&old, &new) else { return Exit::Failed };
    let verdict = report.verdict();
    if args.changelog {
        output.document(&report.changelog());
    } else {
        show(&report, &old, &new, output);
        said(job, &verdict, output);
    }
    if args.fail_on.iter().any(|level| level.is_reached(&verdict)) { Exit::Findings } else { Exit::Done }
}

fn show(report: &Report, old: &Revision, new: &Revision, output: &mut Output) {
    match output.format() {
        Format::Json => output.result(&TerminalText::lines(&report.json(old, new))),
        Format::Markdown => output.document(&report.markdown()),
        Format::Text | Format::Short | Format::Github | Format::Sarif => {
            let (found, sources) = report.findings(old, new);
            output.findings(&found, &sources);
        }
    }
}

/// The verdict, and the version of the crate that it asks for.
fn said(job: &Job, verdict: &Verdict, output: &mut Output) {
    if !matches!(output.format(), Format::Text | Format::Short | Format::Github) {
        return;
    }
    let next = job.out.as_deref().and_then(crate_of).and_then(|CrateVersion { name, version }| {
        let next = verdict.bump.next(&version).filter(|_| verdict.bump != Bump::None)?;
        Some(format!("; the next version of `{name}` {version} is {next}"))
    });
    let text = format!("{}: {verdict}{}", job.new.shown(), next.unwrap_or_default());
    output.result(&TerminalText::lines(&(text + "\n")));
}

/// A version of a spec without errors; what is wrong with it is printed.
fn version(
    source: &Source,
    options: &Options,
    before: Option<&Revision>,
    output: &mut Output,
) -> Option<Revision> {
    let files = read(source).map_err(|finding| output.finding(*finding)).ok()?;
    if !files.lock.diagnostics.is_empty() {
        output.findings(&files.lock.diagnostics, &files.lock.sources);
        return None;
    }
    // Without a file, the new version is what would be generated after the old one.
    let kept = match (files.lock.kept(), before) {
        (kept, Some(before)) if kept.is_empty() => before.kept().cloned().unwrap_or_default(),
        (kept, _) => kept,
    };
    let options = Options { kept, ..options.clone() };
    let mut load = files.load;
    let revision = Revision::read(&files.name, &files.bytes, &mut load, &options);
    if revision.reading.diagnostics.has_errors() {
        output.findings(&revision.reading.diagnostics, &revision.reading.sources);
        output.error(&format!("`{}` has errors, so its meaning can't be compared", files.name));
        output.help("correct them first, or compare with an earlier version");
        return None;
    }
    Some(revision)
}

impl FailOn {
    fn is_reached(self, verdict: &Verdict) -> bool {
        match self {
            Self::Major => verdict.bump == Bump::Major,
            Self::Minor => verdict.bump >= Bump::Minor,
            Self::Wire => verdict.breaks_deployed,
            Self::Behaviour => verdict.behaves,
        }
    }
}
