//! `stubwright draft`: pages of documentation → a spec.

use std::io::Read;
use std::path::Path;
use std::time::SystemTime;

use stubwright_codegen::draft::{self, Draft, Input};
use stubwright_codegen::paths::shown;
use stubwright_codegen::write::{beside, new_spec, read_spec};

use super::configuration;
use crate::args::{DraftArgs, Format, Global};
use crate::output::{Exit, Output, count};

/// Drafts a spec, and checks it.
pub(crate) fn run(args: &DraftArgs, global: &Global, output: &mut Output) -> Exit {
    let exit = pages(args, output).and_then(|pages| one(args, &pages, global, output));
    output.finish();
    exit.unwrap_or_else(|exit| exit)
}

/// The names and bytes of the pages.
fn pages(args: &DraftArgs, output: &mut Output) -> Result<Vec<(String, Vec<u8>)>, Exit> {
    let mut pages = Vec::new();
    for path in &args.pages {
        let name = shown(path);
        let read = if name == "-" { standard_input(output) } else { read_spec(path, &name).map_err(Some) };
        match read {
            Ok(bytes) => pages.push((if name == "-" { String::from("standard-input") } else { name }, bytes)),
            Err(finding) => {
                finding.into_iter().for_each(|finding| output.finding(*finding));
                return Err(Exit::Failed);
            }
        }
    }
    Ok(pages)
}

type Unread = Option<Box<stubwright_codegen::diag::Diagnostic>>;

fn standard_input(output: &mut Output) -> Result<Vec<u8>, Unread> {
    let mut bytes = Vec::new();
    match std::io::stdin().lock().read_to_end(&mut bytes) {
        Ok(_) => Ok(bytes),
        Err(error) => {
            output.error(&format!("cannot read standard input: {error}"));
            Err(None)
        }
    }
}

fn one(
    args: &DraftArgs,
    pages: &[(String, Vec<u8>)],
    global: &Global,
    output: &mut Output,
) -> Result<Exit, Exit> {
    let now = args.now.unwrap_or_else(SystemTime::now);
    let inputs: Vec<Input<'_>> = pages.iter().map(|(name, bytes)| Input { name, bytes }).collect();
    let drafted = draft::draft(&inputs, now);
    output.findings(&drafted.diagnostics, &drafted.sources);
    if drafted.diagnostics.has_errors() {
        return Err(Exit::Failed);
    }
    match &args.out {
        Some(path) => write(path, &drafted, global, output),
        None if matches!(output.format(), Format::Text | Format::Short) => {
            output.result(&drafted.yaml);
            Ok(Exit::Done)
        }
        None => {
            output.error("with this `--format` standard output holds the findings");
            output.help("name a file for the spec: `--out spec/example.yaml`");
            Err(Exit::Failed)
        }
    }
}

/// Writes the spec, and says what `check` says about it: a draft that has errors is worth editing all the same.
fn write(path: &Path, drafted: &Draft, global: &Global, output: &mut Output) -> Result<Exit, Exit> {
    let name = shown(path);
    if let Err(finding) = new_spec(path, &name, &drafted.yaml) {
        output.finding(*finding);
        return Err(Exit::Failed);
    }
    let config = configuration(global.config.as_deref(), output)?.unwrap_or_default();
    let options = config.api_of(path).map(|api| api.options.clone()).unwrap_or_default();
    let (checked, _) =
        stubwright_codegen::inspect_with(&name, drafted.yaml.as_bytes(), &mut beside(path), &options);
    output.status("Drafted", &format!("{name} ({})", counts(drafted)));
    if checked.diagnostics.has_errors() {
        output.findings(&checked.diagnostics, &checked.sources);
        return Ok(Exit::Findings);
    }
    output.hint("read the lines marked `# ?`, then generate: see `stubwright generate --help`");
    Ok(Exit::Done)
}

/// `1 endpoint, 12 types, 12 codes; 31 guesses to look at`.
fn counts(drafted: &Draft) -> String {
    let counts = drafted.counts;
    let parts =
        [count(counts.endpoints, "endpoint"), count(counts.types, "type"), count(counts.codes, "code")];
    let guesses = if counts.guesses == 1 { "1 guess" } else { &format!("{} guesses", counts.guesses) };
    format!("{}; {guesses} to look at", parts.join(", "))
}
