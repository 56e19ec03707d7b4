//! `stubwright draft`: pages of documentation → a spec.

use std::io::Read;
use std::path::Path;
use std::time::SystemTime;

use stubwright_codegen::Options;
use stubwright_codegen::paths::shown;
use stubwright_codegen::write::{beside, new_spec, read_spec, replace_spec};
use stubwright_draft::{self as draft, Change, ChangeKind, Draft, Input, Update};
use stubwright_spec::Reading;
use stubwright_spec::diag::{Code, Diagnostic, Diagnostics};
use stubwright_spec::front::native::print::bounded;
use stubwright_spec::lint::Levels;

use super::{change, configuration};
use crate::args::{DraftArgs, Format, Global, Mode};
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

type Unread = Option<Box<Diagnostic>>;

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
    #[expect(clippy::disallowed_methods, reason = "the command has a clock, the library is given one")]
    let now = args.now.unwrap_or_else(SystemTime::now);
    let inputs: Vec<Input<'_>> = pages.iter().map(|(name, bytes)| Input { name, bytes }).collect();
    if let Some(spec) = &args.into {
        return update(spec, &inputs, now, args.mode(), output);
    }
    let drafted = draft::draft(&inputs, now);
    output.findings(&drafted.diagnostics, &drafted.sources);
    if drafted.diagnostics.has_errors() {
        return Err(Exit::Failed);
    }
    match &args.out {
        Some(path) => write(path, &drafted, global, output),
        None if matches!(output.format(), Format::Text | Format::Short) => {
            output.document(&drafted.yaml);
            let (checked, _) = stubwright_codegen::inspect("draft.yaml", drafted.yaml.as_bytes());
            Ok(shortcomings(&checked, output))
        }
        None => {
            output.error("with this `--format`, findings are written to standard output");
            output.help("write the spec to a file: `--out spec/example.yaml`");
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
    // Guesses are to be expected, even where a configuration denies them.
    let options = Options { lints: Levels::default(), ..config.options_of(path) };
    let (checked, _) =
        stubwright_codegen::inspect_with(&name, drafted.yaml.as_bytes(), &mut beside(path), &options);
    output.status("Drafted", &format!("{name} ({})", counts(drafted)));
    let exit = shortcomings(&checked, output);
    if exit == Exit::Done {
        output.hint("review the lines marked `# ?`, then generate: see `stubwright generate --help`");
    }
    Ok(exit)
}

/// Says what keeps a draft from being generated. Nobody but us wrote it.
fn shortcomings(checked: &Reading, output: &mut Output) -> Exit {
    if !checked.diagnostics.has_errors() {
        return Exit::Done;
    }
    output.findings(&checked.diagnostics, &checked.sources);
    output.error("the draft has errors, which is a limitation of stubwright; correct them by hand, and please report the page");
    Exit::Findings
}

/// `1 endpoint, 12 types, 12 codes; 31 guesses to review`.
fn counts(drafted: &Draft) -> String {
    let counts = drafted.counts;
    let parts =
        [count(counts.endpoints, "endpoint"), count(counts.types, "type"), count(counts.codes, "code")];
    let guesses = if counts.guesses == 1 { "1 guess" } else { &format!("{} guesses", counts.guesses) };
    format!("{}; {guesses} to review", parts.join(", "))
}

/// Brings a spec up to date with the pages, or shows what would change.
fn update(
    spec: &Path,
    pages: &[Input<'_>],
    now: SystemTime,
    mode: Mode,
    output: &mut Output,
) -> Result<Exit, Exit> {
    let name = shown(spec);
    let failed = |finding: Box<Diagnostic>, output: &mut Output| {
        output.finding(*finding);
        Exit::Failed
    };
    let bytes = read_spec(spec, &name).map_err(|finding| failed(finding, output))?;
    let Update { sources, diagnostics, text, changes, settled } =
        draft::update(&name, &bytes, &mut beside(spec), pages, now);
    output.findings(&diagnostics, &sources);
    if diagnostics.has_errors() {
        return Err(Exit::Failed);
    }
    let old = String::from_utf8_lossy(&bytes).into_owned();
    if text != old {
        if mode == Mode::Write {
            replace_spec(spec, &name, &old, &text).map_err(|finding| failed(finding, output))?;
        }
        change::show(&name, Some(&old), Some(&text), Mode::Diff, output);
    }
    for change in &changes {
        let Change { kind, what, detail, span, mark } = change;
        let word = word(*kind);
        let place = span.map(|span| sources.place(span)).unwrap_or_default();
        let is_left = matches!(kind, ChangeKind::Gone | ChangeKind::Differs);
        if output.format() == Format::Json {
            let about = [("what", what), ("detail", detail), ("place", &place), ("settle", mark)];
            let members = about.map(|(key, value)| (key, value.as_str()));
            output.object(&[&[("draft", word)], members.as_slice()].concat());
        } else if is_left && mode != Mode::Check {
            let detail = if detail.is_empty() { String::new() } else { format!(": {detail}") };
            output.status(word, &format!("{place} {what}{detail}"));
        }
    }
    let verb = if mode == Mode::Write { "Updated" } else { "Would update" };
    output.status(verb, &format!("{name} ({})", tally(&changes, settled, text != old)));
    if mode == Mode::Check && !changes.is_empty() {
        let mut found = Diagnostics::default();
        changes.iter().for_each(|change| found.push(finding(change, &name)));
        output.findings(&found, &sources);
        return Ok(Exit::Findings);
    }
    Ok(Exit::Done)
}

/// A difference as a finding, with the comment that settles it.
fn finding(change: &Change, spec: &str) -> Diagnostic {
    let Change { kind, what, detail, span, mark } = change;
    let message = match kind {
        ChangeKind::Added if detail.is_empty() => format!("{what} is on the page and not in the spec"),
        ChangeKind::Added => format!("{what} is on the page and not in the spec: {detail}"),
        ChangeKind::Changed => format!("{what} is different on the page: {detail}"),
        ChangeKind::Gone => format!("{what} is in the spec and not on the page"),
        ChangeKind::Differs => format!("{what}: {detail}"),
    };
    let found = match span {
        Some(span) => Diagnostic::new(Code::PageDiffers, *span, bounded(&message)),
        None => Diagnostic::without_place(Code::PageDiffers, bounded(&message)),
    };
    let take_over = match kind {
        ChangeKind::Added | ChangeKind::Changed => {
            format!("run `stubwright draft --into {spec}` without `--check`")
        }
        ChangeKind::Gone => String::from("mark it `deprecated: true`, or remove it"),
        ChangeKind::Differs => String::from("correct the spec"),
    };
    found.help(format!("{take_over}; to keep the spec as it is, add this comment to it: `{mark}`"))
}

fn word(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Added => "Added",
        ChangeKind::Changed => "Changed",
        ChangeKind::Gone => "Gone",
        ChangeKind::Differs => "Differs",
    }
}

/// `2 added, 1 changed, 1 no longer on the pages, 3 left for review, 1 settled`. An edit without a change is of citations.
fn tally(changes: &[Change], settled: usize, is_edited: bool) -> String {
    let number = |wanted: ChangeKind| changes.iter().filter(|change| change.kind == wanted).count();
    let parts = [
        (ChangeKind::Added, "added"),
        (ChangeKind::Changed, "changed"),
        (ChangeKind::Gone, "no longer on the pages"),
        (ChangeKind::Differs, "left for review"),
    ];
    let said: Vec<String> = parts
        .into_iter()
        .map(|(kind, words)| (number(kind), words))
        .chain([(settled, "settled")])
        .filter(|(number, _)| *number > 0)
        .map(|(number, words)| format!("{number} {words}"))
        .collect();
    match said.as_slice() {
        [] if is_edited => String::from("only lines that it cites"),
        [] => String::from("nothing to do"),
        said => said.join(", "),
    }
}
