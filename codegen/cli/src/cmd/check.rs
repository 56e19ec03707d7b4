//! `stubwright check`: reports the mistakes in specs, and corrects them when asked.

use std::path::{Path, PathBuf};

use stubwright_codegen::config::Api;
use stubwright_codegen::lock_file::Lock;
use stubwright_codegen::paths::shown;
use stubwright_codegen::write::{beside, read_spec, replace_spec};
use stubwright_codegen::{Loader, Options, inspect_with};
use stubwright_spec::diag::render::TerminalText;
use stubwright_spec::diag::{Diagnostic, Diagnostics};
use stubwright_spec::fix::{self, Edited, Fixed, Which};
use stubwright_spec::stats::Stats;

use super::{change, configuration, configured, is_first_beside, lints, required_configuration};
use crate::args::{CheckArgs, Fixes, Format, Global, Mode};
use crate::output::{Exit, Output, count, counts};
use crate::watch::{Pass, watch};

/// Checks every spec, also after one that has errors.
pub(crate) fn run(args: &CheckArgs, global: &Global, output: &mut Output) -> Exit {
    if args.watch {
        return watch(output, |output| pass(args, global, output));
    }
    let Pass { exit, .. } = pass(args, global, output);
    output.finish();
    exit
}

fn pass(args: &CheckArgs, global: &Global, output: &mut Output) -> Pass {
    let mut files = Vec::new();
    let exit = match specs(args, global, output) {
        Ok(specs) => {
            let one = |(spec, options): &(PathBuf, Options)| one(spec, options, args, &mut files, output);
            specs.iter().map(one).max().unwrap_or(Exit::Done)
        }
        Err(exit) => exit,
    };
    files.extend(configured(global.config.as_deref()));
    Pass { exit, files }
}

fn specs(args: &CheckArgs, global: &Global, output: &mut Output) -> Result<Vec<(PathBuf, Options)>, Exit> {
    let mut specs = configured_specs(args, global, output)?;
    for (_, options) in &mut specs {
        lints::set(&args.lints, &mut options.lints, output)?;
    }
    Ok(specs)
}

fn configured_specs(
    args: &CheckArgs,
    global: &Global,
    output: &mut Output,
) -> Result<Vec<(PathBuf, Options)>, Exit> {
    let named = global.config.as_deref();
    if args.specs.is_empty() {
        let config = required_configuration(named, "stubwright check spec/example.yaml", output)?;
        let chosen = |api: Api| (api.spec, args.choices.over(api.options));
        return Ok(config.apis.into_iter().map(chosen).collect());
    }
    let config = configuration(named, output)?.unwrap_or_default();
    let options = |spec: &PathBuf| (spec.clone(), args.choices.over(config.options_of(spec)));
    Ok(args.specs.iter().map(options).collect())
}

/// Adds what was read to `read`.
fn one(
    spec: &Path,
    options: &Options,
    args: &CheckArgs,
    read: &mut Vec<PathBuf>,
    output: &mut Output,
) -> Exit {
    let name = shown(spec);
    let is_first = is_first_beside(spec, read);
    read.push(spec.to_path_buf());
    let bytes = match read_spec(spec, &name) {
        Ok(bytes) => bytes,
        Err(finding) => {
            output.finding(*finding);
            return Exit::Failed;
        }
    };
    let lock = Lock::beside(spec);
    if !lock.diagnostics.is_empty() {
        output.findings(&lock.diagnostics, &lock.sources);
        return Exit::Failed;
    }
    if is_first {
        lock.forgotten().into_iter().for_each(|found| output.finding(found));
    }
    let options = &Options { kept: lock.kept(), ..options.clone() };
    let which = args.fix.map(|fixes| match fixes {
        Fixes::Safe => Which::Safe,
        Fixes::All => Which::All,
    });
    let mut look =
        |name: &str, bytes: &[u8], load: &mut Loader<'_>| inspect_with(name, bytes, load, options).0;
    let fixed = which.map(|which| fix::fix(&name, &bytes, &mut beside(spec), &mut look, which));
    let refused = fixed.as_ref().and_then(|fixed| correct(spec, &name, fixed, args.mode(), output).err());
    let found = match fixed {
        Some(fixed) if refused.is_none() => fixed.left,
        _ => look(&name, &bytes, &mut beside(spec)),
    };
    read.extend(found.inputs.iter().skip(1).map(PathBuf::from));
    output.findings(&found.diagnostics, &found.sources);
    output.status("Checked", &format!("{name}: {}", counts(&found.diagnostics)));
    if args.stats {
        stats(&name, &bytes, &mut beside(spec), options, output);
    }
    if let Some(finding) = refused {
        output.finding(*finding);
        return Exit::Failed;
    }
    offer(&name, which, &found.diagnostics, output);
    if found.diagnostics.has_errors() { Exit::Failed } else { Exit::Done }
}

/// Prints how much there is in a spec that can be read.
fn stats(name: &str, bytes: &[u8], load: &mut Loader<'_>, options: &Options, output: &mut Output) {
    let (reading, Some(api)) = inspect_with(name, bytes, load, options) else { return };
    let stats = Stats::of(&reading, &api);
    let text = match output.format() {
        Format::Json => stats.json(name) + "\n",
        Format::Sarif => return,
        Format::Text | Format::Short | Format::Github | Format::Markdown => stats.text(name),
    };
    output.result(&TerminalText::lines(&text));
}

/// Puts the corrected files in the place of the old ones, or shows them.
fn correct(
    spec: &Path,
    name: &str,
    fixed: &Fixed,
    mode: Mode,
    output: &mut Output,
) -> Result<(), Box<Diagnostic>> {
    for Edited { name: file, old, new } in &fixed.files {
        let path = if file == name { spec } else { Path::new(file) };
        if mode == Mode::Write {
            replace_spec(path, file, old, new)?;
        }
        change::show(file, Some(old), Some(new), mode, output);
    }
    let verb = if mode == Mode::Write { "Fixed" } else { "Would fix" };
    output.status(verb, &format!("{name}: {}", count(fixed.count, "finding")));
    Ok(())
}

/// Says how to correct more, when there is more to correct.
fn offer(name: &str, done: Option<Which>, left: &Diagnostics, output: &mut Output) {
    let (which, how, option) = match done {
        None => (Which::Safe, "", "--fix"),
        Some(Which::Safe) => (Which::All, " by guessing", "--fix=all"),
        Some(Which::All) => return,
    };
    let number = fix::count(left, which);
    if number > 0 {
        let number = count(number, "finding");
        output.hint(&format!("{number} can be fixed{how}: run `stubwright check {option} {name}`"));
    }
}
