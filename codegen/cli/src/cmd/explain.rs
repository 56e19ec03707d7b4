//! `stubwright explain`: what a code means, ours or the API's.

use stubwright_codegen::{inspect_with, paths, write};
use stubwright_spec::diag::render::TerminalText;
use stubwright_spec::diag::{Code, Severity, did_you_mean};
use stubwright_spec::model::{Api, ErrorRow, RowId};
use stubwright_spec::source::Spanned;

use super::configuration;
use crate::args::{ExplainArgs, Format, Global};
use crate::output::{Exit, Output};

/// Longer lines of prose are hard to read.
const WIDTH: usize = 80;

/// Prints what a diagnostic code means, or a row of the error tables of the configured specs.
pub(crate) fn run(args: &ExplainArgs, global: &Global, output: &mut Output) -> Exit {
    if let Some(code) = Code::parse(&args.code) {
        rule(code, output);
        return Exit::Done;
    }
    let apis = match configured(global, output) {
        Ok(apis) => apis,
        Err(exit) => return exit,
    };
    let mut is_known = false;
    for (spec, api) in &apis {
        let found = api.errors.enumerate().filter(|(_, row)| {
            let name = row.name.as_ref().map(|name| name.as_str());
            row.code.as_str() == args.code || name == Some(&args.code)
        });
        for found in found {
            // Several rows of a code are read one after the other.
            explain(&fields(spec, api, found), is_known, output);
            is_known = true;
        }
    }
    if is_known { Exit::Done } else { unknown(&args.code, &apis, output) }
}

/// The specs of the configuration that can be read; without a configuration there are none.
fn configured(global: &Global, output: &mut Output) -> Result<Vec<(String, Api)>, Exit> {
    let config = configuration(global.config.as_deref(), output)?;
    let mut apis = Vec::new();
    for api in config.into_iter().flat_map(|config| config.apis) {
        let name = paths::shown(&api.spec);
        match write::read_spec(&api.spec, &name) {
            Ok(bytes) => {
                let (_, found) = inspect_with(&name, &bytes, &mut write::beside(&api.spec), &api.options);
                apis.extend(found.map(|api| (name, api)));
            }
            Err(finding) => output.finding(*finding),
        }
    }
    Ok(apis)
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

/// What is printed, in its order; empty when there is nothing to say.
fn fields(spec: &str, api: &Api, (id, row): (RowId, &ErrorRow)) -> Vec<(String, String)> {
    let matching = row.matching.as_ref();
    let optional = |text: Option<&Spanned<String>>| text.map(|text| text.value.clone()).unwrap_or_default();
    let answering = api.endpoints.iter().filter(|endpoint| api.answered(endpoint).contains(&id));
    let endpoints: Vec<&str> = answering.map(|endpoint| endpoint.name.as_str()).collect();
    let table = row.table.map(|id| &api.tables[id].name);
    let deprecated = if row.deprecated { "by the vendor" } else { "" };
    let mut fields = vec![
        ("code", row.code.value.clone()),
        ("name", optional(row.name.as_ref())),
        ("table", optional(table)),
        ("match", optional(matching.and_then(|matching| matching.message.as_ref()))),
        ("sub_code", optional(matching.and_then(|matching| matching.sub_code.as_ref()))),
        ("message", row.message.shown().to_owned()),
        ("solution", row.solution.shown().to_owned()),
        ("retry", row.retry.word().to_owned()),
        ("category", row.category.word().to_owned()),
        ("http", row.http.map(|status| status.to_string()).unwrap_or_default()),
        ("docs", row.docs.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("deprecated", deprecated.to_owned()),
        ("checked", checked(api, id)),
        ("endpoints", endpoints.join(", ")),
        ("spec", spec.to_owned()),
    ]
    .into_iter()
    .map(|(key, value)| (key.to_owned(), value))
    .collect::<Vec<_>>();
    for (key, text) in [("solution", &row.solution), ("message", &row.message)] {
        let behind = fields.iter().position(|(known, _)| known == key).map_or(fields.len(), |at| at + 1);
        // The first language is the text itself.
        let others =
            text.languages.iter().skip(1).map(|(tag, words)| (format!("{key} {tag}"), words.value.clone()));
        fields.splice(behind..behind, others);
    }
    fields
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

fn unknown(text: &str, apis: &[(String, Api)], output: &mut Output) -> Exit {
    output.error(&format!("there is no code `{text}`"));
    let rows = apis.iter().flat_map(|(_, api)| &api.errors).map(|row| row.code.as_str());
    match did_you_mean(text, Code::ALL.iter().map(|code| code.as_str()).chain(rows)) {
        Some(other) => output.help(&format!("did you mean `stubwright explain {other}`?")),
        None if apis.is_empty() => {
            output.help("stubwright codes are `SW` and four digits, such as `SW0103`")
        }
        None => output.help(
            "it is neither a stubwright code (such as `SW0103`) nor in an error table of the configured specs",
        ),
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
