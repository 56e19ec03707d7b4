//! `stubwright diff`: says what a change of a spec means.

use std::path::{Path, PathBuf};

use stubwright_codegen::Options;
use stubwright_codegen::diff::{Bump, Release, Report, Revision, Verdict};
use stubwright_spec::diag::render::TerminalText;

use super::crate_version::crate_of;
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
    /// Whether the old version may not have the spec yet: it is in the configuration, and nobody named the old one.
    can_be_new: bool,
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
    // The argument that selects the spec.
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
            options: args.choices.over(api.options),
            out: Some(api.out),
            can_be_new: true,
        };
        return Ok(config.apis.into_iter().map(job).collect());
    };
    let config = configuration(named, output)?.unwrap_or_default();
    let api = config.api_of(&path);
    let is_named = new.is_some() && old.as_ref().is_some_and(|old| old.path().is_some())
        || matches!(&old, Some(Source::Git { path: Some(_), .. }));
    let can_be_new = api.is_some() && !is_named;
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
    let options = args.choices.over(config.options_of(&path));
    let out = api.map(|api| api.out.clone());
    Ok(vec![Job { old: old.or_path(&path), new: new.or_path(&path), options, out, can_be_new }])
}

fn revision(old: Option<Source>) -> String {
    old.and_then(Source::revision).unwrap_or_else(|| HEAD.to_owned())
}

fn one(job: &Job, args: &DiffArgs, output: &mut Output) -> Exit {
    if job.can_be_new && job.old.is_absent() {
        return first(job, args, output);
    }
    let Some(old) = version(&job.old, &job.options, None, output) else { return Exit::Failed };
    let Some(new) = version(&job.new, &job.options, Some(&old), output) else { return Exit::Failed };
    let Some(report) = Report::of(&old, &new) else { return Exit::Failed };
    let verdict = report.verdict();
    let release = release(job);
    if args.changelog {
        output.document(&report.changelog());
    } else {
        let spec = job.new.shown();
        match output.format() {
            Format::Json => {
                let lines = report.json(&old, &new, &spec, release.as_ref());
                output.result(&TerminalText::lines(&lines));
            }
            Format::Markdown => output.document(&report.markdown(release.as_ref())),
            Format::Text | Format::Short | Format::Github | Format::Sarif => {
                let (found, sources) = report.findings(&old, &new);
                output.findings(&found, &sources);
            }
        }
        said(&spec, &verdict, release.as_ref(), output);
    }
    let is_reached = |level: &FailOn| level.is_reached(&verdict, release.as_ref());
    if args.fail_on.iter().any(is_reached) { Exit::Findings } else { Exit::Done }
}

/// The first version of a spec, or one under another name.
fn first(job: &Job, args: &DiffArgs, output: &mut Output) -> Exit {
    const NEW: &str = "new: nothing to compare";
    if version(&job.new, &job.options, None, output).is_none() {
        return Exit::Failed;
    }
    let spec = job.new.shown();
    match output.format() {
        _ if args.changelog => {}
        Format::Json => {
            output.object(&[("spec", &spec), ("verdict", "new"), ("reason", "nothing to compare")])
        }
        Format::Markdown => output.document(&format!("**{NEW}**\n")),
        Format::Sarif => {}
        Format::Text | Format::Short | Format::Github => {
            output.result(&TerminalText::lines(&format!("{spec}: {NEW}\n")));
            let old = job.old.clone().revision().unwrap_or_default();
            output.hint(&format!("if it had another name: `stubwright diff git:{old}:OLD {spec}`"));
        }
    }
    Exit::Done
}

/// The crate of the generated code in both versions.
fn release(job: &Job) -> Option<Release> {
    let out = job.out.as_deref()?;
    let new = crate_of(out, &job.new)?;
    // Two files say nothing about when a crate had which version.
    let old = matches!(job.old, Source::Git { .. }).then(|| crate_of(out, &job.old)).flatten();
    let old = old.filter(|old| old.name == new.name).map(|old| old.version);
    Some(Release { name: new.name, old, new: new.version })
}

/// The verdict, and the version of the crate that it asks for.
fn said(spec: &str, verdict: &Verdict, release: Option<&Release>, output: &mut Output) {
    if !matches!(output.format(), Format::Text | Format::Short | Format::Github) {
        return;
    }
    let clause = release.and_then(|release| release.clause(verdict.bump));
    let clause = clause.map(|clause| format!("; {clause}")).unwrap_or_default();
    output.result(&TerminalText::lines(&format!("{spec}: {verdict}{clause}\n")));
}

/// A version of a spec without errors; its problems are printed.
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
    let choices = match before {
        Some(_) => source.choices(&options.choices),
        None => source.choices_before(&options.choices),
    };
    let options = Options { kept, choices, ..options.clone() };
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
    /// A version number that is far enough passes.
    fn is_reached(self, verdict: &Verdict, release: Option<&Release>) -> bool {
        let is_enough = release.is_some_and(|release| release.is_enough(verdict.bump));
        match self {
            Self::Major => verdict.bump == Bump::Major && !is_enough,
            Self::Minor => verdict.bump >= Bump::Minor && !is_enough,
            Self::Wire => verdict.breaks_deployed,
            Self::Behaviour => verdict.behaves,
        }
    }
}
