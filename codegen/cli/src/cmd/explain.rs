//! `stubwright explain`: what a code means, ours or the API's.

use std::path::PathBuf;

use stubwright_codegen::diag::{Code, Severity, did_you_mean};
use stubwright_codegen::model::{Api, ErrorRow, RowId};
use stubwright_codegen::{inspect, paths, write};

use super::configuration;
use crate::args::{ExplainArgs, Format, Global};
use crate::output::{Exit, Output, json_object};

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
        let found = api.errors.iter().enumerate().filter(|(_, row)| {
            let name = row.name.as_ref().map(|name| name.as_str());
            row.code.as_str() == args.code || name == Some(&args.code)
        });
        for (index, row) in found {
            output.result(&explained(spec, api, (index, row), output.format()));
            is_known = true;
        }
    }
    if is_known { Exit::Done } else { unknown(&args.code, &apis, output) }
}

/// The specs of the configuration that can be read; without a configuration there are none.
fn configured(global: &Global, output: &mut Output) -> Result<Vec<(String, Api)>, Exit> {
    let specs: Vec<PathBuf> = match configuration(global.config.as_deref(), output)? {
        Some(config) => config.apis.into_iter().map(|api| api.spec).collect(),
        None => Vec::new(),
    };
    let mut apis = Vec::new();
    for spec in specs {
        let name = paths::shown(&spec);
        match write::read_spec(&spec, &name) {
            Ok(bytes) => apis.extend(inspect(&name, &bytes).1.map(|api| (name, api))),
            Err(finding) => output.finding(*finding),
        }
    }
    Ok(apis)
}

/// A row with everything the spec says about it.
fn explained(spec: &str, api: &Api, (index, row): (usize, &ErrorRow), format: Format) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let answered = api.endpoints.iter().filter(|endpoint| {
        let row = u32::try_from(index).map(RowId);
        endpoint.errors.as_ref().is_none_or(|rows| row.is_ok_and(|row| rows.contains(&row)))
    });
    let endpoints: Vec<&str> = answered.map(|endpoint| endpoint.name.as_str()).collect();
    let fields = [
        ("code", row.code.value.clone()),
        ("name", row.name.as_ref().map(|name| name.value.clone()).unwrap_or_default()),
        ("message", text(&row.message.main)),
        ("solution", text(&row.solution.main)),
        ("retry", row.retry.word().to_owned()),
        ("category", row.category.word().to_owned()),
        ("http", row.http.map(|status| status.to_string()).unwrap_or_default()),
        ("docs", text(&row.docs)),
        ("endpoints", endpoints.join(", ")),
        ("spec", spec.to_owned()),
    ];
    match format {
        Format::Json => json_object(&fields.each_ref().map(|(key, value)| (*key, value.as_str()))),
        Format::Short => format!("{}: {}\n", row.code.value, text(&row.message.main)),
        Format::Text | Format::Github | Format::Sarif => fields
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(key, value)| format!("{key:<10}{value}\n"))
            .collect(),
    }
}

fn rule(code: Code, output: &mut Output) {
    let severity = match code.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let text = match output.format() {
        Format::Json => json_object(&[
            ("code", code.as_str()),
            ("severity", severity),
            ("title", code.title()),
            ("explanation", code.explanation()),
        ]),
        Format::Short => format!("{severity}[{code}]: {}\n", code.title()),
        Format::Text | Format::Github | Format::Sarif => {
            format!("{severity}[{code}]: {}\n\n{}", code.title(), wrapped(code.explanation()))
        }
    };
    output.result(&text);
}

fn unknown(text: &str, apis: &[(String, Api)], output: &mut Output) -> Exit {
    output.error(&format!("there is no code `{text}`"));
    let rows = apis.iter().flat_map(|(_, api)| &api.errors).map(|row| row.code.as_str());
    match did_you_mean(text, Code::ALL.iter().map(|code| code.as_str()).chain(rows)) {
        Some(other) => output.help(&format!("did you mean `stubwright explain {other}`?")),
        None if apis.is_empty() => {
            output.help("codes of stubwright are `SW` and four digits, such as `SW0103`")
        }
        None => output.help(
            "it is no code of stubwright (`SW0103`), and no error table of the configured specs has it",
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
    use stubwright_codegen::diag::Code;

    #[test]
    fn every_explanation_wraps() {
        for code in Code::ALL {
            let text = wrapped(code.explanation());
            assert!(text.lines().all(|line| line.chars().count() <= WIDTH), "{text}");
            assert_eq!(text.split_whitespace().collect::<String>(), code.explanation().replace(' ', ""));
        }
    }
}
