//! `stubwright fmt`: writes specs in their canonical form.

use std::io::Read;
use std::path::{Path, PathBuf};

use stubwright_codegen::paths::shown;
use stubwright_codegen::write::{beside, read_spec, replace_spec};
use stubwright_spec::diag::{Code, Diagnostic};
use stubwright_spec::front::native::fmt;
use stubwright_spec::{Choices, Format, Reading, front};

use super::{change, required_configuration};
use crate::args::{FmtArgs, Global, Mode};
use crate::output::{Exit, Output, count};

/// Formats every file, also after one that can't be read.
pub(crate) fn run(args: &FmtArgs, global: &Global, output: &mut Output) -> Exit {
    let is_stdin = |file: &PathBuf| file == Path::new("-");
    let exit = match args.files.as_slice() {
        [only] if is_stdin(only) => stdin(args, output),
        several if several.iter().any(is_stdin) => {
            output.error("standard input is formatted alone");
            output.help("name files, or write `-` and nothing else");
            Exit::Failed
        }
        _ => files(args, global, output).map_or_else(|exit| exit, |files| all(&files, args.mode(), output)),
    };
    output.finish();
    exit
}

fn files(args: &FmtArgs, global: &Global, output: &mut Output) -> Result<Vec<PathBuf>, Exit> {
    if !args.files.is_empty() {
        return Ok(args.files.clone());
    }
    let config =
        required_configuration(global.config.as_deref(), "stubwright fmt spec/example.yaml", output)?;
    let mut files: Vec<PathBuf> = Vec::new();
    for api in config.apis {
        let overlay = api.options.choices.overlay.map(|overlay| PathBuf::from(overlay.name));
        for file in parts(&api.spec).into_iter().chain(overlay) {
            if !files.contains(&file) {
                files.push(file);
            }
        }
    }
    Ok(files)
}

/// A spec and the files that it includes, samples aside; none for a document of OpenAPI, whose form is that of its
/// vendor. Problems in them are reported when they are formatted.
fn parts(spec: &Path) -> Vec<PathBuf> {
    let name = shown(spec);
    let Ok(bytes) = read_spec(spec, &name) else { return vec![spec.to_path_buf()] };
    let mut reading = Reading::default();
    let api = front::files::read(&name, &bytes, &mut beside(spec), &Choices::default(), &mut reading);
    if reading.format != Format::Native {
        return Vec::new();
    }
    let names = api.into_iter().flat_map(|api| api.include);
    let folder = spec.parent().unwrap_or(Path::new("")).to_path_buf();
    let included = names.map(|name| folder.join(name.as_str())).filter(|path| path.is_file());
    std::iter::once(spec.to_path_buf()).chain(included).collect()
}

fn all(files: &[PathBuf], mode: Mode, output: &mut Output) -> Exit {
    let (mut changed, mut failed) = (Vec::new(), 0);
    let mut exit = Exit::Done;
    for file in files {
        match one(file, mode, output) {
            Ok(true) => changed.push(shown(file)),
            Ok(false) => {}
            Err(worse) => {
                failed += 1;
                exit = exit.max(worse);
            }
        }
    }
    let left = match failed {
        0 => String::new(),
        1 => String::from(", 1 left as it was because of errors"),
        _ => format!(", {failed} left as they were because of errors"),
    };
    let (files, number) = (count(files.len() - failed, "file"), changed.len());
    match mode {
        Mode::Write => output.status("Formatted", &format!("{files}, {number} changed{left}")),
        Mode::Diff => output.status("Compared", &format!("{files}, {number} would change{left}")),
        Mode::Check if changed.is_empty() => {
            output.status("Formatted", &format!("{files}, none would change{left}"));
        }
        Mode::Check => {
            for name in changed {
                let message = format!("`{name}` is not in its canonical form");
                let help = format!("run `stubwright fmt {name}`");
                output.finding(Diagnostic::without_place(Code::Unformatted, message).help(help));
            }
            exit = exit.max(Exit::Findings);
        }
    }
    exit
}

/// Whether the file is different from its canonical form.
fn one(file: &Path, mode: Mode, output: &mut Output) -> Result<bool, Exit> {
    let name = shown(file);
    let mut failed = |finding: Box<Diagnostic>| {
        output.finding(*finding);
        Exit::Failed
    };
    let bytes = read_spec(file, &name).map_err(&mut failed)?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (reading, formatted) = fmt::format(&name, &bytes);
    let Some(formatted) = formatted else {
        output.findings(&reading.diagnostics, &reading.sources);
        return Err(Exit::Failed);
    };
    if formatted == text {
        return Ok(false);
    }
    if mode == Mode::Write {
        replace_spec(file, &name, &text, &formatted).map_err(failed)?;
    }
    change::show(&name, Some(&text), Some(&formatted), mode, output);
    Ok(true)
}

/// Formats what is read for an editor: the result goes to standard output.
fn stdin(args: &FmtArgs, output: &mut Output) -> Exit {
    let mut bytes = Vec::new();
    if let Err(error) = std::io::stdin().lock().read_to_end(&mut bytes) {
        output.error(&format!("standard input can't be read: {error}"));
        return Exit::Failed;
    }
    let (reading, formatted) = fmt::format("standard input", &bytes);
    let Some(formatted) = formatted else {
        output.findings(&reading.diagnostics, &reading.sources);
        return Exit::Failed;
    };
    let text = String::from_utf8_lossy(&bytes);
    match args.mode() {
        Mode::Write => output.document(&formatted),
        mode => change::show("standard input", Some(&text), Some(&formatted), mode, output),
    }
    if args.mode() == Mode::Check && text != formatted { Exit::Findings } else { Exit::Done }
}
