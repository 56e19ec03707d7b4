//! `stubwright explain`: the meaning of a code, ours or the API's.

use std::path::PathBuf;

use stubwright_codegen::diff::Revision;
use stubwright_codegen::lock_file::Lock;
use stubwright_codegen::{Options, inspect_with, paths, write};
use stubwright_spec::diag::render::TerminalText;
use stubwright_spec::diag::{Code, Severity, did_you_mean};
use stubwright_spec::lint::Levels;
use stubwright_spec::model::{Api, ErrorRow, Id, Retry, RowId, dump};
use stubwright_spec::source::{SourceMap, Spanned};

use super::{configuration, lints};
use crate::args::{ExplainArgs, Format, Global};
use crate::output::{Exit, Output};

/// Longer lines of prose are hard to read.
const WIDTH: usize = 80;

/// Prints what a diagnostic code means, or a row of the error tables of the configured specs.
pub(crate) fn run(args: &ExplainArgs, global: &Global, output: &mut Output) -> Exit {
    let Some(code) = &args.code else { return lints::list(global, output) };
    if let Some(code) = Code::parse(code) {
        rule(code, output);
        return Exit::Done;
    }
    let specs = match specs(args, global, output) {
        Ok(specs) => specs,
        Err(exit) => return exit,
    };
    let mut is_known = false;
    for spec in &specs {
        let found = spec.api.errors.enumerate().filter(|(id, row)| {
            let name = row.name.as_ref().map(|name| name.as_str());
            [Some(row.code.as_str()), name, spec.variant(*id)].contains(&Some(code))
        });
        for found in found {
            // Several rows of a code are read one after the other.
            explain(&fields(spec, found), is_known, output);
            is_known = true;
        }
    }
    if is_known { Exit::Done } else { unknown(code, &specs, output) }
}

/// A spec that can be read.
struct Spec {
    api: Api,
    sources: SourceMap,
    /// The variants of `ErrorCode`, a row each; none if the spec has errors.
    variants: Vec<String>,
}

impl Spec {
    fn variant(&self, row: RowId) -> Option<&str> {
        self.variants.get(row.position()).map(String::as_str)
    }
}

/// The specs that are named, or those of the configuration; without a configuration there are none.
fn specs(args: &ExplainArgs, global: &Global, output: &mut Output) -> Result<Vec<Spec>, Exit> {
    let config = configuration(global.config.as_deref(), output)?.unwrap_or_default();
    let named = args.specs.iter().map(|path| (path.clone(), args.choices.over(config.options_of(path))));
    let mut all: Vec<(PathBuf, Options)> = named.collect();
    if all.is_empty() {
        all.extend(config.apis.into_iter().map(|api| (api.spec, api.options)));
    }
    let mut specs = Vec::new();
    for (path, options) in all {
        let name = paths::shown(&path);
        match write::read_spec(&path, &name) {
            Ok(bytes) => {
                // Its rows can be explained, whatever is denied.
                let kept = Lock::beside(&path).kept();
                let options = Options { kept, lints: Levels::default(), ..options };
                let revision = Revision::read(&name, &bytes, &mut write::beside(&path), &options);
                let items = revision.items().into_iter().flat_map(|items| &items.items);
                let codes = items.filter(|item| item.name == "ErrorCode").flat_map(|item| &item.members);
                let variants = codes.map(|member| member.name.clone()).collect();
                let (reading, api) = inspect_with(&name, &bytes, &mut write::beside(&path), &options);
                specs.extend(api.map(|api| Spec { api, sources: reading.sources, variants }));
            }
            Err(finding) => output.finding(*finding),
        }
    }
    Ok(specs)
}

/// Prints a row; `is_next` when another one comes before it.
fn explain(fields: &[(String, String)], is_next: bool, output: &mut Output) {
    let of = |name: &str| fields.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value);
    match output.format() {
        Format::Json => {
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
            output.object(&fields);
        }
        Format::Short => {
            let message: Vec<&str> = of("message").split_whitespace().collect();
            let line = TerminalText::line(&format!("{}: {}", of("code"), message.join(" ")));
            output.result(&TerminalText::lines(&format!("{line}\n")));
        }
        Format::Text | Format::Github | Format::Sarif | Format::Markdown => {
            let said = fields.iter().filter(|(_, value)| !value.is_empty());
            let lines: String = said.map(|(key, value)| field(key, value)).collect();
            let gap = if is_next { "\n" } else { "" };
            output.result(&TerminalText::lines(&format!("{gap}{lines}")));
        }
    }
}

/// A key and its value; of a value with several lines each but the first begins with `|`, so that it is not mistaken for
/// a key, nor for a command where a workflow reads along.
fn field(key: &str, value: &str) -> String {
    let mut lines = value.lines();
    let first = format!("{:<12}{}\n", &*TerminalText::line(key), lines.next().unwrap_or_default());
    first + &lines.map(|line| format!("{:<10}| {line}\n", "")).collect::<String>()
}

/// The printed fields, in their order; empty if there is nothing to say.
fn fields(spec: &Spec, (id, row): (RowId, &ErrorRow)) -> Vec<(String, String)> {
    let api = &spec.api;
    let matching = row.matching.as_ref();
    let optional = |text: Option<&Spanned<String>>| text.map(|text| text.value.clone()).unwrap_or_default();
    let answering = api.endpoints.iter().filter(|endpoint| api.answered(endpoint).contains(&id));
    let endpoints: Vec<&str> = answering.map(|endpoint| endpoint.name.as_str()).collect();
    let table = row.table.map(|id| &api.tables[id].name);
    let deprecated = if row.deprecated { "by the vendor" } else { "" };
    let mut fields = vec![
        ("code", row.code.value.clone()),
        ("name", spec.variant(id).map_or_else(|| optional(row.name.as_ref()), str::to_owned)),
        ("table", optional(table)),
        ("match", optional(matching.and_then(|matching| matching.message.as_ref()))),
        ("sub_code", optional(matching.and_then(|matching| matching.sub_code.as_ref()))),
        ("message", row.message.shown().to_owned()),
        ("solution", row.solution.shown().to_owned()),
        ("retry", row.retry.word().to_owned()),
        ("retried", retried(row.retry).to_owned()),
        ("category", row.category.word().to_owned()),
        ("http", row.http.map(|status| status.to_string()).unwrap_or_default()),
        ("docs", row.docs.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("deprecated", deprecated.to_owned()),
        ("checked", checked(api, id)),
        ("checks", checks(api, id).join("\n")),
        ("endpoints", endpoints.join(", ")),
        ("spec", spec.sources.place(row.code.span)),
    ]
    .into_iter()
    .map(|(key, value)| (key.to_owned(), value))
    .collect::<Vec<_>>();
    for (key, text) in [("solution", &row.solution), ("message", &row.message)] {
        let behind = fields.iter().position(|(known, _)| known == key).map_or(fields.len(), |at| at + 1);
        let others = text.others().map(|(tag, words)| (format!("{key} {tag}"), words.value.clone()));
        fields.splice(behind..behind, others);
    }
    fields
}

/// The client's retries after a failure with the code.
fn retried(retry: Retry) -> &'static str {
    match retry {
        Retry::Never => "never: the call would fail in the same way",
        Retry::Safe => "always: the server has not processed the call",
        Retry::Idempotent => "if the endpoint is idempotent: the call may have been processed",
        Retry::Throttle => "later",
        Retry::RefreshAuth => "with new credentials",
        Retry::CheckFirst => "by you, after asking the server whether the call was processed",
    }
}

/// The rules of a row, once for each text.
fn checks(api: &Api, row: RowId) -> Vec<String> {
    let mut rules: Vec<String> = Vec::new();
    for check in api.preflight.iter().filter(|check| check.row == row) {
        let rule = dump::sentence(check);
        if !rules.contains(&rule) {
            rules.push(rule);
        }
    }
    rules
}

/// Where requests that break a row are found; nothing where the table has no checks.
fn checked(api: &Api, row: RowId) -> String {
    if api.preflight.is_empty() { String::new() } else { api.coverage(row).word().to_owned() }
}

fn rule(code: Code, output: &mut Output) {
    let severity = match code.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let text = match output.format() {
        Format::Json => {
            return output.object(&[
                ("code", code.as_str()),
                ("severity", severity),
                ("title", code.title()),
                ("explanation", code.explanation()),
            ]);
        }
        Format::Short => format!("{severity}[{code}]: {}\n", code.title()),
        Format::Text | Format::Github | Format::Sarif | Format::Markdown => {
            format!("{severity}[{code}]: {}\n\n{}", code.title(), wrapped(code.explanation()))
        }
    };
    output.result(&TerminalText::lines(&text));
}

fn unknown(text: &str, specs: &[Spec], output: &mut Output) -> Exit {
    output.error(&format!("there is no code `{text}`"));
    let rows = specs.iter().flat_map(|spec| &spec.api.errors).map(|row| row.code.as_str());
    match did_you_mean(text, Code::ALL.iter().map(|code| code.as_str()).chain(rows)) {
        Some(other) => output.help(&format!("did you mean `stubwright explain {other}`?")),
        None if specs.is_empty() => output.help(&format!(
            "stubwright codes are `SW` and four digits, such as `SW0103`; for a code of an API without a configuration, \
             name its spec: `stubwright explain {text} spec/example.yaml`"
        )),
        None => output.help("it is neither a stubwright code (such as `SW0103`) nor in an error table of the specs"),
    }
    Exit::Failed
}

fn wrapped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut column = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > WIDTH {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::{WIDTH, wrapped};
    use stubwright_spec::diag::Code;

    #[test]
    fn every_explanation_wraps() {
        for code in Code::ALL {
            let text = wrapped(code.explanation());
            assert!(text.lines().all(|line| line.chars().count() <= WIDTH), "{text}");
            assert_eq!(text.split_whitespace().collect::<String>(), code.explanation().replace(' ', ""));
        }
    }
}
