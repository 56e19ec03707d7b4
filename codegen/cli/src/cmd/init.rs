//! `stubwright init`: makes a crate around a spec.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use stubwright_codegen::config::{self, Api, Config, FILE_NAME};
use stubwright_codegen::introduction::introduce;
use stubwright_codegen::lock_file::{Lock, LockUpdate};
use stubwright_codegen::options::{ClientPath, Examples, Features, Tests};
use stubwright_codegen::paths::shown;
use stubwright_codegen::write::{self, MANIFEST, new_file, read_overlay};
use stubwright_codegen::{Options, Outcome, generate_with};
use stubwright_spec::diag::{Code, Diagnostic};

use super::change;
use super::crate_version::name_in;
use crate::args::{InitArgs, Mode};
use crate::init::{self, CrateName, File, Layout, Making, Origin, Source};
use crate::output::{Exit, Output, count};

/// Makes the crate, or what it lacks.
pub(crate) fn run(args: &InitArgs, output: &mut Output) -> Exit {
    let exit = plan(args, output).and_then(|plan| bring(&plan, &args.from, args.mode(), output));
    output.finish();
    exit.unwrap_or_else(|exit| exit)
}

/// A new crate has features if its document is divided into this many groups.
const WORTH_FEATURES: usize = 3;

/// Everything that is to be on disk.
struct Plan {
    dir: PathBuf,
    files: Vec<File>,
    /// Where the spec is, or will be.
    spec: PathBuf,
    /// How the crate comes by it.
    making: Making,
    /// Whether there is a crate, which only gets what it lacks.
    is_there: bool,
    /// Where the client is generated; `None` if the build script does so.
    out: Option<PathBuf>,
    outcome: Outcome,
    /// How many lines of the spec are guesses.
    guesses: usize,
}

fn plan(args: &InitArgs, output: &mut Output) -> Result<Plan, Exit> {
    let refuse = |finding: Box<Diagnostic>, output: &mut Output| {
        output.finding(*finding);
        Exit::Failed
    };
    let name = CrateName::new(&args.name).map_err(|finding| refuse(finding, output))?;
    let dir = args.dir.clone().unwrap_or_else(|| PathBuf::from(name.as_str()));
    let there = there(&dir, &name).map_err(|finding| refuse(finding, output))?;
    let api = there.map(|config| api_of(config, output)).transpose()?;
    let layout = layout(args, &dir, api.as_ref()).map_err(|finding| refuse(finding, output))?;
    let examples = ClientPath::new(&name.ident()).map(Examples::Tested).unwrap_or_default();
    let mut options = Options { tests: Tests::Written, examples, ..Options::default() };
    if let Some(api) = &api {
        options = api.options.clone();
    }
    if let Some(overlay) = &args.overlay {
        if api.is_some() {
            return Err(refuse(has_config(&dir, overlay), output));
        }
        options.choices.overlay = Some(read_overlay(overlay, &shown(overlay)));
    }
    // The spec of the crate is what its owner has made of the one that it began with.
    let own = api.as_ref().map(|api| api.spec.clone()).filter(|spec| spec.is_file());
    let stem = api.as_ref().and_then(|api| api.spec.file_stem()).map(|stem| stem.to_string_lossy());
    #[expect(clippy::disallowed_methods, reason = "the command has a clock, the library is given one")]
    let source = match &own {
        Some(spec) => init::own(spec, &options),
        None => init::read(&args.from, stem.as_deref().unwrap_or(name.as_str()), SystemTime::now(), &options),
    };
    let mut source = source.map_err(|found| {
        output.findings(&found.0, &found.1);
        output.error("nothing was written: a crate begins with a spec without errors");
        Exit::Failed
    })?;
    output.findings(&source.diagnostics, &source.sources);
    if let (Some(overlay), Some(file)) = (&options.choices.overlay, &args.overlay) {
        source.add_overlay(file, overlay);
    }
    let is_there = api.is_some();
    let spec = own.unwrap_or_else(|| dir.join("spec").join(&source.file));
    let out = api.map_or_else(|| dir.join("src/api"), |api| api.out);
    options.kept = source.kept.clone();
    if !is_there && layout == Layout::Committed && source.groups >= WORTH_FEATURES {
        options.features = Features::ByTag;
    }
    let (introduction, outcome) = understood(&source, &options);
    let about = introduction.ok_or_else(|| bug(&outcome, output))?;
    let files = init::files(&name, &source, &about, layout).map_err(|error| {
        output.error(&format!("the template of `Cargo.toml` cannot be read: {error}"));
        Exit::Failed
    })?;
    let out = (layout == Layout::Committed).then_some(out);
    let Source { making, guesses, .. } = source;
    Ok(Plan { dir, files, spec, making, is_there, out, outcome, guesses })
}

/// A crate that is there has a configuration, which is its owner's.
fn has_config(dir: &Path, overlay: &Path) -> Box<Diagnostic> {
    let message = format!("`{}` is a crate already, whose configuration is left alone", shown(dir));
    let name = overlay.file_name().unwrap_or_default().to_string_lossy();
    let help = format!(
        "leave out `--overlay`; copy the file into the crate, and write `overlay = \"spec/{name}\"` in its {FILE_NAME}"
    );
    Box::new(Diagnostic::without_place(Code::ForeignDirectory, message).help(help))
}

/// The layout of a new crate as it is asked for, and of one that is there as it is.
fn layout(args: &InitArgs, dir: &Path, api: Option<&Api>) -> Result<Layout, Box<Diagnostic>> {
    let Some(api) = api else {
        return Ok(if args.build_rs { Layout::BuildScript } else { Layout::Committed });
    };
    let is_script = api.out.starts_with(dir.join("target"));
    if args.build_rs && !is_script {
        let message = format!("`{}` has a client that is committed, in `{}`", shown(dir), shown(&api.out));
        let help = "leave out `--build-rs`, or make a crate in another directory";
        return Err(Box::new(Diagnostic::without_place(Code::ForeignDirectory, message).help(help)));
    }
    Ok(if is_script { Layout::BuildScript } else { Layout::Committed })
}

type Understood = (Option<stubwright_codegen::introduction::Introduction>, Outcome);

/// The description of the client, and the client, from the texts that the crate gets.
fn understood(source: &Source, options: &Options) -> Understood {
    let (main, others) =
        source.files.split_first().map_or(("", [].as_slice()), |(main, others)| (main.1.as_str(), others));
    let mut load = |name: &str| {
        let found = others.iter().find(|(path, _)| path == name);
        found.map(|(_, text)| text.clone().into_bytes()).ok_or_else(|| String::from("not found"))
    };
    let (_, introduction) = introduce(&source.file, main.as_bytes(), &mut load, options);
    (introduction, generate_with(&source.file, main.as_bytes(), &mut load, options))
}

/// Reports errors in the copy of a spec that had none in its old place.
fn bug(outcome: &Outcome, output: &mut Output) -> Exit {
    output.findings(&outcome.diagnostics, &outcome.sources);
    output.error("the copy of the spec has errors that the spec has not; please report this with the spec");
    Exit::Failed
}

/// The configuration of the crate in a directory: `None` if there is none yet. Anything else is not touched.
fn there(dir: &Path, name: &CrateName) -> Result<Option<Config>, Box<Diagnostic>> {
    let place = shown(dir);
    let refused = |why: &str| {
        let help = "name another directory: `stubwright init --crate … --from … DIR`";
        Err(Box::new(
            Diagnostic::without_place(Code::ForeignDirectory, format!("`{place}` {why}")).help(help),
        ))
    };
    let Ok(entries) = std::fs::read_dir(dir) else {
        return if std::fs::symlink_metadata(dir).is_ok() { refused("is not a directory") } else { Ok(None) };
    };
    // A repository without files is empty.
    let is_empty = entries.filter_map(Result::ok).all(|entry| entry.file_name() == ".git");
    let config = dir.join(FILE_NAME);
    if is_empty {
        return Ok(None);
    }
    if !config.is_file() {
        return refused("is not empty, and was not made by `stubwright init`");
    }
    match std::fs::read_to_string(dir.join("Cargo.toml")).ok().map(|text| name_in(&text)) {
        Some(Some(other)) if other != name.as_str() => refused(&format!("has the crate `{other}`")),
        Some(None) => refused("has a `Cargo.toml` without the name of a crate"),
        _ => Ok(Some(config::open(&config))),
    }
}

/// The API of a crate: the first one.
fn api_of(config: Config, output: &mut Output) -> Result<Api, Exit> {
    output.findings(&config.diagnostics, &config.sources);
    if config.diagnostics.has_errors() {
        return Err(Exit::Failed);
    }
    config.apis.into_iter().next().ok_or_else(|| {
        output.error(&format!("`{FILE_NAME}` has no `[[api]]`"));
        Exit::Failed
    })
}

/// Makes what is missing, or shows it.
fn bring(plan: &Plan, from: &Path, mode: Mode, output: &mut Output) -> Result<Exit, Exit> {
    let (mut made, mut kept) = (0, Vec::new());
    for file in &plan.files {
        let path = plan.dir.join(&file.path);
        let name = shown(&path);
        let is_own = plan.making == Making::Kept && file.origin == Origin::Spec;
        if std::fs::symlink_metadata(&path).is_ok() || is_own {
            kept.push(file.path.as_str());
            continue;
        }
        if mode == Mode::Write {
            new_file(&path, &name, &file.text, "run the command again: it leaves the file alone").map_err(
                |finding| {
                    output.finding(*finding);
                    Exit::Failed
                },
            )?;
        }
        change::show(&name, None, Some(&file.text), mode, output);
        made += 1;
    }
    let generated = generate(plan, mode, output)?;
    let (mut what, place) = (count(made, "file"), shown(&plan.dir));
    if plan.out.is_some() {
        what.push_str(&format!(" and {generated} of generated code"));
    }
    match (made + generated, plan.is_there, mode) {
        (0, true, _) => output.status("Fresh", &format!("{place} (it lacks nothing)")),
        (_, true, Mode::Write) => output.status("Updated", &format!("{place} ({what})")),
        (_, true, _) => output.status("Would update", &format!("{place} ({what})")),
        (_, false, Mode::Write) => output.status("Created", &format!("{place} ({what})")),
        (_, false, _) => output.status("Would create", &format!("{place} ({what})")),
    }
    if !kept.is_empty() {
        output.status("Kept", &format!("{} as they were: {}", count(kept.len(), "file"), kept.join(", ")));
    }
    tell_spec(plan, from, mode, output);
    if mode == Mode::Write && made > 0 {
        if plan.guesses > 0 {
            output.hint(&format!(
                "review the lines marked `# ?` in `{}`, then run `stubwright generate`",
                shown(&plan.spec)
            ));
        }
        hints(&plan.dir, output);
    }
    Ok(Exit::Done)
}

/// Where the spec of the crate comes from, and how it differs from that.
fn tell_spec(plan: &Plan, from: &Path, mode: Mode, output: &mut Output) {
    let (from, spec) = (shown(from), shown(&plan.spec));
    let is_written = mode == Mode::Write;
    match &plan.making {
        Making::Kept => {
            output.hint(&format!(
                "the client follows `{spec}`; `{from}` was not read, since the crate has a spec"
            ));
        }
        Making::Copied(changes) => {
            let verb = if is_written { "Copied" } else { "Would copy" };
            let changes: String = changes.iter().map(|change| format!(", {change}")).collect();
            output.status(verb, &format!("{from} to {spec}{changes}"));
        }
        Making::Drafted => {
            let verb = if is_written { "Drafted" } else { "Would draft" };
            output.status(verb, &format!("{spec} from {from}"));
        }
    }
}

/// Brings the client and `stubwright.lock` up to date. Returns how many files of the client that concerns.
fn generate(plan: &Plan, mode: Mode, output: &mut Output) -> Result<usize, Exit> {
    let lock = Lock::beside(&plan.spec);
    let update = lock.update(&plan.outcome.kept);
    let failed = |finding: Diagnostic, output: &mut Output| {
        output.finding(finding);
        Exit::Failed
    };
    if let Some(LockUpdate { path, old, new }) = &update {
        change::show(&shown(path), old.as_deref(), new.as_deref(), mode, output);
    }
    let Some(out) = &plan.out else {
        // Whoever has a file of decisions updates it with the spec.
        if let (Some(LockUpdate { path, old: None, new: Some(text) }), Mode::Write) = (&update, mode) {
            let help = "run the command again";
            new_file(path, &shown(path), text, help).map_err(|finding| failed(*finding, output))?;
        }
        return Ok(0);
    };
    let files = &plan.outcome.files;
    let changes = match (mode, &update) {
        (Mode::Write, Some(LockUpdate { path, old, new })) => {
            write::apply_locked(out, files, path, [old.as_deref(), new.as_deref()])
        }
        (Mode::Write, None) => write::apply(out, files),
        (Mode::Diff | Mode::Check, _) => write::compare(out, files),
    };
    let changes = changes.map_err(|error| failed(error.diagnostic(), output))?;
    for change in &changes {
        let path = format!("{}/{}", shown(out), change.path);
        change::show(&path, change.old.as_deref(), change.new.as_deref(), mode, output);
    }
    Ok(changes.iter().filter(|change| change.path != MANIFEST).count())
}

/// Prints the remaining steps.
fn hints(dir: &Path, output: &mut Output) {
    let place = shown(dir);
    let around = std::path::absolute(dir).ok();
    let workspace = around.iter().flat_map(|dir| dir.ancestors().skip(1)).map(|dir| dir.join("Cargo.toml"));
    let is_workspace = |path: &PathBuf| {
        std::fs::read_to_string(path).is_ok_and(|text| text.lines().any(|line| line.trim() == "[workspace]"))
    };
    if let Some(path) = workspace.into_iter().find(is_workspace) {
        output.hint(&format!("`{}` is a workspace: add the crate to its `members`", shown(&path)));
    }
    output.hint(&format!(
        "try it: `cargo test` in `{place}`; set `repository` in `Cargo.toml` before you publish it"
    ));
}
