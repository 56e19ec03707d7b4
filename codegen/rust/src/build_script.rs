//! Generating a client from a `build.rs`.
//!
//! ```no_run
//! // In the `main` of build.rs:
//! stubwright_codegen::build_script::Build::new("spec/qiandun.yaml").run();
//! ```
//!
//! The crate then has `mod api { stubwright_runtime::include_api!("qiandun"); }`, with the name of the file or the `api:`
//! of the spec. The bytes are the same as with
//! `stubwright generate`. A mistake in the spec does not fail the build script: the generated module then
//! consists of one `compile_error!` for each, so that rustc, cargo and editors show it with its place in the spec.

mod alias;
mod claims;
mod stub;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use self::claims::Claim;
use crate::config::{self, Config};
use crate::kept::Kept;
use crate::lock_file::{Lock, LockUpdate};
use crate::options::{ClientPath, Examples, Features, Options, RuntimePath, is_path};
use crate::paths::{shown, tidy};
use crate::write::{self, WriteError};
use crate::{Format, GeneratedFile, Outcome, stack};
use stubwright_spec::choices::{Choices, Selection, Types, is_api_name};
use stubwright_spec::diag::{Code, Diagnostic, Diagnostics, Severity, render};
use stubwright_spec::source::SourceMap;

/// Generates a client from a spec in a build script.
#[derive(Debug, Clone)]
pub struct Build {
    spec: PathBuf,
    out_name: Option<String>,
    root: Option<PathBuf>,
    out_dir: Option<PathBuf>,
    name: Option<String>,
    overlay: Option<PathBuf>,
    selection: Selection,
    checks: BTreeMap<String, String>,
    lock: LockUse,
    runtime: Option<String>,
    examples: Option<String>,
}

/// How a build script uses `stubwright.lock`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LockUse {
    Read,
    Write,
}

/// The result of a successful run.
#[derive(Debug)]
#[non_exhaustive]
pub struct Built {
    /// The directory that contains `mod.rs`.
    pub dir: PathBuf,
    /// Every file that was read, for `cargo::rerun-if-changed`: relative to the root, with `/`.
    pub inputs: Vec<String>,
    /// The warnings, one line each: `spec/x.yaml:3:5: warning[SW0403]: …`.
    pub warnings: Vec<String>,
}

/// The reason why nothing was generated.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// This environment variable is not set, so cargo did not start this program, and no directory was given either.
    NotCargo(&'static str),
    /// The spec cannot be read or has errors; the output is unchanged.
    Spec(SpecErrors),
    /// Another spec of this build script is generated into the same directory, or into one inside the other.
    SameOutput {
        /// The directory.
        dir: PathBuf,
        /// The two specs: the one that has the directory, and the one that is not generated.
        specs: [String; 2],
    },
    /// The output cannot be written.
    Write(WriteError),
}

/// The findings about a spec and the text they point into.
#[derive(Debug)]
#[non_exhaustive]
pub struct SpecErrors {
    /// All findings.
    pub diagnostics: Diagnostics,
    /// The files read.
    pub sources: SourceMap,
}

impl std::fmt::Display for BuildError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotCargo(name) => write!(
                f,
                "the environment variable {name} is not set: this program is a build script and must be run by \
                 cargo (`cargo build`)"
            ),
            Self::Spec(found) => f.write_str(render::short(&found.diagnostics, &found.sources).trim_end()),
            Self::SameOutput { dir, specs } => {
                f.write_str(render::short(&only(same_output(dir, specs)), &SourceMap::default()).trim_end())
            }
            Self::Write(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Write(error) => Some(error),
            _ => None,
        }
    }
}

impl Build {
    /// Generates from `spec`, a path relative to the package.
    pub fn new(spec: impl Into<PathBuf>) -> Self {
        Self {
            spec: spec.into(),
            out_name: None,
            root: None,
            out_dir: None,
            name: None,
            overlay: None,
            selection: Selection::default(),
            checks: BTreeMap::new(),
            lock: LockUse::Read,
            runtime: None,
            examples: None,
        }
    }

    /// Sets the name to include, which is also the directory inside `OUT_DIR`.
    ///
    /// By default, the directory has the name of the file without its ending, and the name of the API (`api:`) can be
    /// included as well. Each client of a build script needs a directory of its own: two specs of one file name, such as
    /// `v1/api.yaml` and `v2/api.yaml`, are an error unless at least one of them has a name set here.
    #[must_use]
    pub fn out_name(mut self, name: impl Into<String>) -> Self {
        self.out_name = Some(name.into());
        self
    }

    /// Sets the directory that the spec's path is relative to, instead of `CARGO_MANIFEST_DIR`.
    #[must_use]
    pub fn root(mut self, dir: impl Into<PathBuf>) -> Self {
        self.root = Some(dir.into());
        self
    }

    /// Sets the directory to write to, instead of `OUT_DIR`.
    #[must_use]
    pub fn out_dir(mut self, dir: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(dir.into());
        self
    }

    /// Adds a file that says what the spec does not, such as the error table of an OpenAPI document: a path relative to the
    /// package. `spec/openapi.md` describes it.
    ///
    /// `overlay` of an `[[api]]` in `stubwright.toml` does the same; this setting wins.
    #[must_use]
    pub fn overlay(mut self, path: impl Into<PathBuf>) -> Self {
        self.overlay = Some(path.into());
        self
    }

    /// Sets the name of the API, in place of the one that the spec has: an OpenAPI document has a title instead.
    ///
    /// `name` of an `[[api]]` in `stubwright.toml` does the same; this setting wins.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Generates only the operations with these tags or names, and the types that they use.
    ///
    /// `only` of an `[[api]]` in `stubwright.toml` does the same; this setting wins.
    #[must_use]
    pub fn only(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.selection.only.extend(names.into_iter().map(Into::into));
        self
    }

    /// Also generates the types that no operation uses.
    #[must_use]
    pub fn all_types(mut self) -> Self {
        self.selection.types = Types::All;
        self
    }

    /// Binds the rules `custom: name` of the spec to a function: a path such as `crate::checks::known_customer`.
    ///
    /// The nearest `stubwright.toml`, in the directory of the spec or a parent, is read as well: if it has an `[[api]]`
    /// for this spec, its functions are bound too, and it decides whether tests are generated. Its `[lints]` apply to every spec.
    #[must_use]
    pub fn check(mut self, name: impl Into<String>, function: impl Into<String>) -> Self {
        self.checks.insert(name.into(), function.into());
        self
    }

    /// Also writes `stubwright.lock`, next to the spec, where a decision is not in it yet.
    ///
    /// The file is read in any case. By default it is not written, because a build script should not change its package; use
    /// this for a crate that never runs `stubwright generate`, and commit the file.
    #[must_use]
    pub fn write_lock(mut self) -> Self {
        self.lock = LockUse::Write;
        self
    }

    /// Sets the path by which the client names the crate `stubwright-runtime`, for a crate that renames or re-exports it:
    /// `sw` with `sw = { package = "stubwright-runtime", … }` in Cargo.toml, or `crate::vendor::sw`.
    ///
    /// `runtime` of an `[[api]]` in `stubwright.toml` does the same; this setting wins.
    #[must_use]
    pub fn runtime_path(mut self, path: impl Into<String>) -> Self {
        self.runtime = Some(path.into());
        self
    }

    /// Makes tests of documentation out of the calls that the documentation of methods shows, which name the client by `path`:
    /// `shop::api` for a module `api` of the crate `shop`. Without it, the calls are texts that nothing compiles.
    ///
    /// `examples` of an `[[api]]` in `stubwright.toml` does the same, and `examples = false` leaves the calls out; this
    /// setting wins.
    #[must_use]
    pub fn examples(mut self, path: impl Into<String>) -> Self {
        self.examples = Some(path.into());
        self
    }

    /// Generates the client and tells cargo which files to watch, the warnings, and the errors, as `compile_error!`.
    ///
    /// Never panics. Exits with status 1 if it was not started by cargo; makes cargo fail the build if `OUT_DIR` cannot
    /// be written.
    pub fn run(self) {
        match self.report(&mut std::io::stdout().lock()) {
            Ok(()) => {}
            Err(error) => {
                let _ = writeln!(std::io::stderr(), "error: {error}");
                std::process::exit(1);
            }
        }
    }

    /// Generates the client without printing, for build scripts that report in their own way.
    ///
    /// # Errors
    ///
    /// If the spec has errors, the output cannot be written, or a directory is neither set nor provided by cargo.
    pub fn generate(&self) -> Result<Built, BuildError> {
        let place = self.place()?;
        let claim = self.claim(&place)?;
        let outcome = self.outcome(&place);
        if outcome.diagnostics.has_errors() {
            let Outcome { diagnostics, sources, .. } = outcome;
            return Err(BuildError::Spec(SpecErrors { diagnostics, sources }));
        }
        self.apply(&place, &outcome.files, &outcome.kept).map_err(BuildError::Write)?;
        self.also_by_api(&outcome, &claim).map_err(BuildError::Write)?;
        let warnings = warnings(&outcome);
        Ok(Built { dir: place.dir, inputs: outcome.inputs, warnings })
    }

    /// [`Build::run`] with the directives going to `cargo`.
    fn report(&self, cargo: &mut dyn Write) -> Result<(), BuildError> {
        let place = self.place()?;
        // Printed first: whatever goes wrong below, a change of the spec must run this again.
        tell(cargo, "rerun-if-changed", &place.name);
        if let Some(config) = &place.config {
            tell(cargo, "rerun-if-changed", &shown(config));
        }
        // Cargo would run the script each time for a file that does not exist.
        if place.lock.exists() {
            tell(cargo, "rerun-if-changed", &shown(place.lock.path()));
        }
        let claim = match self.claim(&place) {
            Ok(claim) => claim,
            Err(error) => {
                tell(cargo, "error", &error.to_string());
                return Ok(());
            }
        };
        let outcome = self.outcome(&place);
        for included in outcome.inputs.iter().skip(1) {
            tell(cargo, "rerun-if-changed", included);
        }
        let stub = outcome.diagnostics.has_errors().then(|| stub::files(&outcome));
        for warning in warnings(&outcome) {
            tell(cargo, "warning", &warning);
        }
        let written = match &stub {
            Some(stub) => write::apply(&place.dir, stub).map(|_| ()),
            None => self.apply(&place, &outcome.files, &outcome.kept),
        };
        if let Err(error) = written.and_then(|()| self.also_by_api(&outcome, &claim)) {
            for line in render::short(&only(error.diagnostic()), &SourceMap::default()).lines() {
                tell(cargo, "error", line);
            }
        }
        Ok(())
    }

    fn apply(&self, place: &Place, files: &[GeneratedFile], kept: &Kept) -> Result<(), WriteError> {
        let update = place.lock.update(kept).filter(|_| self.lock == LockUse::Write);
        let done = match &update {
            Some(LockUpdate { path, old, new }) => {
                write::apply_locked(&place.dir, files, path, [old.as_deref(), new.as_deref()])
            }
            None => write::apply(&place.dir, files),
        };
        done.map(|_| ())
    }

    fn place(&self) -> Result<Place, BuildError> {
        let given = |set: &Option<PathBuf>, name: &'static str| {
            let path = set.clone().or_else(|| std::env::var_os(name).map(PathBuf::from));
            path.ok_or(BuildError::NotCargo(name))
        };
        let root = given(&self.root, "CARGO_MANIFEST_DIR")?;
        let out_dir = given(&self.out_dir, "OUT_DIR")?;
        let stem = || self.spec.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let dir = out_dir.join(self.out_name.clone().unwrap_or_else(stem));
        let name = shown(self.spec.strip_prefix(&root).unwrap_or(&self.spec));
        let file = root.join(&self.spec);
        let config = file.parent().and_then(config::find);
        let lock = Lock::beside(&file);
        Ok(Place { root, file, name, dir, config, lock })
    }

    /// Takes the output directory, which must not be that of another spec.
    fn claim(&self, place: &Place) -> Result<Claim, BuildError> {
        let chosen = (&self.name, &self.overlay, &self.selection, &self.examples);
        let source = format!("{:?}", (tidy(&place.file), chosen, &self.checks, &self.runtime));
        let claim = Claim { dir: tidy(&place.dir), spec: place.name.clone(), source };
        match claims::take(claim.clone()) {
            Ok(()) => Ok(claim),
            Err(other) => {
                Err(BuildError::SameOutput { dir: place.dir.clone(), specs: [other, place.name.clone()] })
            }
        }
    }

    /// Makes the client available by the name of the API as well, unless a name is set.
    fn also_by_api(&self, outcome: &Outcome, claim: &Claim) -> Result<(), WriteError> {
        let (None, Some(api)) = (&self.out_name, &outcome.api) else { return Ok(()) };
        alias::write(api, claim)
    }

    /// The options from the nearest configuration, with those set here added.
    fn options(&self, place: &Place) -> Result<Options, Box<Outcome>> {
        let config = place.config.as_deref().map(config::open).unwrap_or_default();
        let mut options = config.options_of(&place.file);
        if config.diagnostics.has_errors() {
            let Config { sources, diagnostics, .. } = config;
            return Err(Box::new(Outcome { sources, diagnostics, ..Outcome::default() }));
        }
        if !place.lock.diagnostics.is_empty() {
            let Lock { sources, diagnostics, .. } = Lock::beside(&place.file);
            return Err(Box::new(Outcome { sources, diagnostics, ..Outcome::default() }));
        }
        if options.features == Features::ByTag {
            let help = "delete `features = true`; in a build script, `only = [\"orders\"]` in `stubwright.toml`, or `.only([\"orders\"])` in build.rs, generates only the operations of these tags";
            let message =
                "`features` needs files that are part of the crate, and a build script makes others";
            return Err(refused(String::from(message), help));
        }
        options.kept = place.lock.kept();
        self.choose(&mut options.choices, &place.root);
        if let Some(path) = &self.runtime {
            options.runtime = RuntimePath::new(path).ok_or_else(|| {
                let help = "in build.rs: `.runtime_path(\"sw\")`, with the name of the dependency in Cargo.toml and `_` for `-`";
                refused(format!("`{path}` is not the path of the crate `stubwright-runtime`"), help)
            })?;
        }
        if let Some(name) = self.name.as_ref().filter(|name| !is_api_name(name)) {
            let help = "in build.rs: `.name(\"petstore\")`, with lower-case letters, digits, `_` and `-`, starting with a letter";
            return Err(refused(format!("`{name}` is not the name of an API"), help));
        }
        if let Some(path) = &self.examples {
            let path = ClientPath::new(path).ok_or_else(|| {
                let help =
                    "in build.rs: `.examples(\"my_crate::api\")`, beginning with the name of your crate";
                refused(format!("`{path}` is not the path of a client"), help)
            })?;
            options.examples = Examples::Tested(path);
        }
        for (name, function) in &self.checks {
            if !is_path(function) {
                let help = format!("in build.rs: `.check(\"{name}\", \"crate::checks::{name}\")`");
                return Err(refused(format!("`{function}` is not the path of a function"), help));
            }
            options.checks.insert(name.clone(), function.clone());
        }
        Ok(options)
    }

    /// Adds what is set here to the choices of the configuration.
    fn choose(&self, choices: &mut Choices, root: &Path) {
        if self.name.is_some() {
            choices.name.clone_from(&self.name);
        }
        if let Some(overlay) = &self.overlay {
            let name = shown(overlay.strip_prefix(root).unwrap_or(overlay));
            choices.overlay = Some(write::read_overlay(&root.join(overlay), &name));
        } else if let Some(overlay) = &mut choices.overlay {
            // The configuration was found by an absolute path.
            let path = Path::new(&overlay.name);
            overlay.name = shown(path.strip_prefix(root).unwrap_or(path));
        }
        if !self.selection.only.is_empty() {
            choices.selection.only.clone_from(&self.selection.only);
        }
        if self.selection.types == Types::All {
            choices.selection.types = Types::All;
        }
    }

    /// Runs the generator; an unreadable spec and an internal panic are findings like any other.
    fn outcome(&self, place: &Place) -> Outcome {
        let options = match self.options(place) {
            Ok(options) => options,
            Err(outcome) => return *outcome,
        };
        let diagnostic = match write::read_spec(&place.file, &place.name) {
            Ok(bytes) => match stack::on_large_stack(|| {
                crate::generate_with(&place.name, &bytes, &mut write::beside(&place.file), &options)
            }) {
                Ok(mut outcome) => {
                    if let Some(warning) = self.stale(place, &outcome) {
                        outcome.diagnostics.push(warning);
                    }
                    return outcome;
                }
                Err(failure) => Diagnostic::without_place(Code::Bug, failure.to_string())
                    .help("this is a mistake in stubwright; please report it together with the spec"),
            },
            Err(diagnostic) => *diagnostic,
        };
        Outcome { diagnostics: only(diagnostic), ..Outcome::default() }
    }
}

impl Build {
    /// A warning if there is a file of decisions that this run does not write and that lacks something.
    fn stale(&self, place: &Place, outcome: &Outcome) -> Option<Diagnostic> {
        let is_read = self.lock == LockUse::Read && place.lock.exists() && !outcome.diagnostics.has_errors();
        place.lock.update(&outcome.kept).filter(|_| is_read).map(|_| {
            let name = shown(place.lock.path());
            Diagnostic::without_place(Code::StaleLock, format!("`{name}` is out of date"))
                .warning()
                .help("run `stubwright generate`, or call `write_lock()` in build.rs, and commit the file")
        })
    }
}

struct Place {
    /// The directory that names are relative to.
    root: PathBuf,
    file: PathBuf,
    name: String,
    dir: PathBuf,
    /// The nearest configuration.
    config: Option<PathBuf>,
    /// The decisions in the file next to the spec.
    lock: Lock,
}

fn same_output(dir: &Path, specs: &[String; 2]) -> Diagnostic {
    let [first, second] = specs;
    let name = dir.file_name().unwrap_or_default().to_string_lossy();
    let message = if first == second {
        format!("`{first}` is generated into `{name}` twice, with different settings")
    } else {
        format!("`{first}` and `{second}` are both generated into `{name}` of this build script")
    };
    Diagnostic::without_place(Code::BadSetting, message).help(format!(
        "give one of them a name in build.rs, by which it is then included: \
         `Build::new(\"{second}\").out_name(\"{name}_2\")` and `include_api!(\"{name}_2\")`"
    ))
}

/// The output of a build script with a wrong setting.
fn refused(message: String, help: impl Into<String>) -> Box<Outcome> {
    let finding = Diagnostic::without_place(Code::BadSetting, message).help(help);
    Box::new(Outcome { diagnostics: only(finding), ..Outcome::default() })
}

fn only(diagnostic: Diagnostic) -> Diagnostics {
    let mut all = Diagnostics::default();
    all.push(diagnostic);
    all
}

/// The warnings, one line each; of those about an OpenAPI document, one of each kind.
fn warnings(outcome: &Outcome) -> Vec<String> {
    let mut kept = Diagnostics::default();
    let digest = match outcome.format {
        Format::Native => outcome.diagnostics.clone(),
        Format::OpenApi => outcome.diagnostics.digest(),
    };
    for item in digest.sorted().into_iter().filter(|item| item.severity == Severity::Warning) {
        kept.push(item.clone());
    }
    render::short(&kept, &outcome.sources).lines().map(str::to_owned).collect()
}

/// Prints a directive to cargo, one per line. If cargo does not listen, there is nobody to report that to.
fn tell(cargo: &mut dyn Write, directive: &str, value: &str) {
    let value: String = value.split(['\n', '\r']).collect::<Vec<_>>().join(" ");
    let _ = writeln!(cargo, "cargo::{directive}={value}");
}
