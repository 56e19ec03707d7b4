//! From TOML text to the APIs of a configuration.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::contents::Api;
use super::entries::{entries, entry};
use super::lints;
use crate::options::{ClientPath, Examples, Features, Options, RuntimePath, Tests, is_path};
use crate::paths::{shown, tidy};
use crate::write::read_overlay;
use stubwright_spec::choices::{Choices, Selection, Types, is_api_name};
use stubwright_spec::diag::{Applicability, Code, Diagnostic, Diagnostics, did_you_mean};
use stubwright_spec::lint::Levels;
use stubwright_spec::source::{FileId, Span};

/// The whole of a configuration.
const EXAMPLE: &str = "[[api]]\nspec = \"spec/example.yaml\"\nout = \"src/api\"";

/// The keys of an API.
const KEYS: &[&str] = &[
    "spec",
    "out",
    "name",
    "overlay",
    "only",
    "all_types",
    "tests",
    "features",
    "examples",
    "runtime",
    "checks",
];

/// The text of one setting and its place.
struct Setting {
    path: PathBuf,
    span: Span,
}

struct Reader<'a> {
    file: FileId,
    folder: &'a Path,
    diags: &'a mut Diagnostics,
}

/// The APIs of `text`, and the levels of lints; findings go to `diags`.
pub(super) fn document(text: &str, place: (FileId, &Path), diags: &mut Diagnostics) -> (Vec<Api>, Levels) {
    let (file, folder) = place;
    let mut reader = Reader { file, folder, diags };
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let span = reader.span(error.span().unwrap_or(text.len()..text.len()));
        reader.diags.push(Diagnostic::new(Code::ConfigSyntax, span, error.message()).help(EXAMPLE));
    }
    // After a syntax error, only half of the configuration can be read.
    if errors.is_empty() { reader.root(root.get_ref()) } else { Default::default() }
}

impl Reader<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }

    fn root(&mut self, root: &DeTable<'_>) -> (Vec<Api>, Levels) {
        self.unknown_keys(root, &["api", "lints"], "at the top of the file");
        let levels =
            entry(root, "lints").map(|table| lints::levels(table, self.file, self.diags)).unwrap_or_default();
        let mut apis = self.apis(root);
        for api in &mut apis {
            api.options.lints = levels.clone();
        }
        (apis, levels)
    }

    fn apis(&mut self, root: &DeTable<'_>) -> Vec<Api> {
        let Some((key, value)) = entry(root, "api") else {
            if entry(root, "lints").is_some() {
                // The specs of a build script need no table.
                return Vec::new();
            }
            self.missing(
                root,
                "api",
                Diagnostic::new(Code::BadSetting, self.span(0..0), "missing `[[api]]`").help(EXAMPLE),
            );
            return Vec::new();
        };
        let DeValue::Array(items) = value.get_ref() else {
            let place = self.span(key.span());
            self.diags.push(
                Diagnostic::new(Code::BadSetting, place, "`api` must be an array of tables")
                    .help("write `[[api]]`, with two brackets"),
            );
            return Vec::new();
        };
        let mut outs: Vec<Setting> = Vec::new();
        let mut apis = Vec::new();
        for item in items.iter() {
            if let Some((spec, out, options)) = self.api(item) {
                self.overlap(&outs, &out);
                apis.push(Api { spec: spec.path, out: out.path.clone(), options });
                outs.push(out);
            }
        }
        apis
    }

    fn api(&mut self, item: &Spanned<DeValue<'_>>) -> Option<(Setting, Setting, Options)> {
        let DeValue::Table(table) = item.get_ref() else {
            let place = self.span(item.span());
            self.diags.push(
                Diagnostic::new(Code::BadSetting, place, "an API must be a table")
                    .help("api = [{ spec = \"spec/example.yaml\", out = \"src/api\" }]"),
            );
            return None;
        };
        self.unknown_keys(table, KEYS, "in `[[api]]`");
        let spec = self.path(item, table, "spec");
        let out = self.path(item, table, "out");
        let (checks, runtime) = (self.checks(table), self.runtime(table));
        let (choices, tests, examples) = (self.choices(item, table), self.tests(table), self.examples(table));
        let features = if self.flag(table, "features") { Features::ByTag } else { Features::Left };
        let options = Options { choices, checks, tests, features, examples, runtime, ..Options::default() };
        spec.zip(out).map(|(spec, out)| (spec, out, options))
    }

    /// The part of the spec that is generated, and what is added to it.
    fn choices(&mut self, item: &Spanned<DeValue<'_>>, table: &DeTable<'_>) -> Choices {
        let overlay = entry(table, "overlay").and_then(|_| self.path(item, table, "overlay"));
        let types = if self.flag(table, "all_types") { Types::All } else { Types::Used };
        Choices {
            name: self.name(table),
            selection: Selection { only: self.only(table), types },
            overlay: overlay.map(|overlay| read_overlay(&overlay.path, &shown(&overlay.path))),
            ..Choices::default()
        }
    }

    /// The name of the API.
    fn name(&mut self, table: &DeTable<'_>) -> Option<String> {
        let (_, value) = entry(table, "name")?;
        match value.get_ref() {
            DeValue::String(text) if is_api_name(text) => Some(text.to_string()),
            _ => {
                let span = self.span(value.span());
                let message = "`name` must be the name of an API";
                self.diags.push(Diagnostic::new(Code::BadSetting, span, message).help(
                    "use lower-case letters, digits, `_` and `-`, starting with a letter: name = \"petstore\"",
                ));
                None
            }
        }
    }

    /// The tags and operations that are generated.
    fn only(&mut self, table: &DeTable<'_>) -> Vec<String> {
        let Some((_, value)) = entry(table, "only") else { return Vec::new() };
        let text = |item: &Spanned<DeValue<'_>>| match item.get_ref() {
            DeValue::String(text) => Some(text.to_string()),
            _ => None,
        };
        let items: Option<Vec<String>> = match value.get_ref() {
            DeValue::Array(items) => items.iter().map(text).collect(),
            _ => None,
        };
        items.filter(|items| !items.is_empty()).unwrap_or_else(|| {
            let span = self.span(value.span());
            let message = "`only` must be a list of tags and operations";
            self.diags.push(
                Diagnostic::new(Code::BadSetting, span, message)
                    .help("only = [\"pets\", \"get_order\"]; without it, all operations are generated"),
            );
            Vec::new()
        })
    }

    fn tests(&mut self, table: &DeTable<'_>) -> Tests {
        if self.flag(table, "tests") { Tests::Written } else { Tests::Left }
    }

    fn flag(&mut self, table: &DeTable<'_>, name: &str) -> bool {
        match entry(table, name).map(|(_, value)| (value.span(), value.get_ref())) {
            None => false,
            Some((_, DeValue::Boolean(flag))) => *flag,
            Some((range, _)) => {
                let span = self.span(range);
                let message = format!("`{name}` must be `true` or `false`");
                self.diags
                    .push(Diagnostic::new(Code::BadSetting, span, message).help(format!("{name} = true")));
                false
            }
        }
    }

    /// Whether documentation shows calls, and by which path users name the client.
    fn examples(&mut self, table: &DeTable<'_>) -> Examples {
        let Some((_, value)) = entry(table, "examples") else { return Examples::default() };
        let path = match value.get_ref() {
            DeValue::Boolean(false) => return Examples::Left,
            DeValue::Boolean(true) => return Examples::Shown,
            DeValue::String(text) => ClientPath::new(text),
            _ => None,
        };
        path.map_or_else(
            || {
                let span = self.span(value.span());
                let message = "`examples` must be the path by which users name the client, or `false`";
                self.diags.push(
                    Diagnostic::new(Code::BadSetting, span, message)
                        .help("examples = \"my_crate::api\", beginning with the name of your crate"),
                );
                Examples::default()
            },
            Examples::Tested,
        )
    }

    /// The crate that generated code links.
    fn runtime(&mut self, table: &DeTable<'_>) -> RuntimePath {
        let Some((_, value)) = entry(table, "runtime") else { return RuntimePath::default() };
        let path = match value.get_ref() {
            DeValue::String(text) => RuntimePath::new(text),
            _ => None,
        };
        path.unwrap_or_else(|| {
            let span = self.span(value.span());
            let message = "`runtime` must be the path of the crate `stubwright-runtime`";
            self.diags.push(
                Diagnostic::new(Code::BadSetting, span, message).help(
                    "runtime = \"stubwright_runtime\", or its name in your Cargo.toml, with `_` for `-`",
                ),
            );
            RuntimePath::default()
        })
    }

    /// The functions that rules of the spec call.
    fn checks(&mut self, table: &DeTable<'_>) -> BTreeMap<String, String> {
        const HELP: &str = "known_customer = \"crate::checks::known_customer\"";
        let mut checks = BTreeMap::new();
        let Some((_, value)) = entry(table, "checks") else { return checks };
        let DeValue::Table(functions) = value.get_ref() else {
            let span = self.span(value.span());
            let message = "`checks` must be a table of names and functions";
            self.diags
                .push(Diagnostic::new(Code::BadSetting, span, message).help(format!("[api.checks]\n{HELP}")));
            return checks;
        };
        for (name, value) in entries(functions) {
            match value.get_ref() {
                DeValue::String(path) if is_path(path) => {
                    checks.insert(name.get_ref().to_string(), path.to_string());
                }
                _ => {
                    let message = format!("`{}` is not the path of a function", name.get_ref());
                    let span = self.span(value.span());
                    self.diags.push(Diagnostic::new(Code::BadSetting, span, message).help(HELP));
                }
            }
        }
        checks
    }

    fn path(&mut self, item: &Spanned<DeValue<'_>>, table: &DeTable<'_>, name: &str) -> Option<Setting> {
        let help = match name {
            "spec" => "spec = \"spec/example.yaml\"",
            "overlay" => "overlay = \"spec/errors.yaml\"",
            _ => "out = \"src/api\"",
        };
        let Some((_, value)) = entry(table, name) else {
            let place = self.span(item.span());
            let message = format!("missing `{name}` in `[[api]]`");
            self.missing(table, name, Diagnostic::new(Code::BadSetting, place, message).help(help));
            return None;
        };
        let span = self.span(value.span());
        match value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => {
                Some(Setting { path: self.folder.join(&**text), span })
            }
            _ => {
                let message = format!("`{name}` must be a path in quotes");
                self.diags.push(Diagnostic::new(Code::BadSetting, span, message).help(help));
                None
            }
        }
    }

    /// A misspelt key was reported already, and its help says what to write.
    fn missing(&mut self, table: &DeTable<'_>, name: &str, diagnostic: Diagnostic) {
        let is_misspelt = table.keys().any(|key| did_you_mean(key.get_ref(), [name]).is_some());
        if !is_misspelt {
            self.diags.push(diagnostic);
        }
    }

    /// Two APIs that write into one directory would remove each other's files.
    fn overlap(&mut self, before: &[Setting], out: &Setting) {
        let path = tidy(&out.path);
        let clash = before.iter().find(|other| {
            let other = tidy(&other.path);
            other.starts_with(&path) || path.starts_with(&other)
        });
        if let Some(other) = clash {
            let message = format!("`{}` belongs to another API", shown(&out.path));
            self.diags.push(
                Diagnostic::new(Code::BadSetting, out.span, message)
                    .and(other.span, "stubwright owns this directory and everything in it")
                    .help("use a separate directory for each API"),
            );
        }
    }

    fn unknown_keys(&mut self, table: &DeTable<'_>, known: &[&str], place: &str) {
        for (key, _) in entries(table) {
            let name = key.get_ref().as_ref();
            if known.contains(&name) {
                continue;
            }
            let span = self.span(key.span());
            let this = Diagnostic::new(Code::UnknownSetting, span, format!("unknown key `{name}` {place}"));
            self.diags.push(match did_you_mean(name, known.iter().copied()) {
                Some(other) => {
                    this.help(format!("did you mean `{other}`?")).fix(span, other, Applicability::Guess)
                }
                None => this.help(format!("expected one of `{}`", known.join("`, `"))),
            });
        }
    }
}
