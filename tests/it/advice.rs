//! Advice is never refused: the text that a finding suggests is written, and the spec is checked again.

use insta::glob;
use stubwright_codegen::Outcome;
use stubwright_spec::diag::{Code, Diagnostic, Severity, render};

use crate::cases::Case;

/// The text of a case with the edits of a finding made; `None` when they are for another file.
fn mended(case: &Case, outcome: &Outcome, finding: &Diagnostic) -> Option<String> {
    let mut edits: Vec<_> = finding.fixes.iter().collect();
    edits.sort_by_key(|edit| edit.span.start);
    let mut text = String::from_utf8(case.bytes.clone()).ok()?;
    for edit in edits.into_iter().rev() {
        if outcome.sources.get(edit.span.file)?.name() != case.file {
            return None;
        }
        text.replace_range(edit.span.range(), &edit.replacement);
    }
    Some(text)
}

/// The text of a case with a value in place of the one that a finding is about: the help says `key: value`, and the key
/// is the one before it.
fn rewritten(case: &Case, outcome: &Outcome, finding: &Diagnostic) -> Option<String> {
    let span = finding.primary.as_ref()?.span;
    let file = outcome.sources.get(span.file).filter(|file| file.name() == case.file)?;
    let mut text = file.text().to_owned();
    let before = text[..span.range().start].trim_end().to_owned();
    let advised = finding.help.iter().flat_map(|help| help.split('`').skip(1).step_by(2));
    let value = advised.filter_map(|advice| advice.split_once(": ")).find_map(|(key, value)| {
        before.strip_suffix(':').is_some_and(|before| before.ends_with(key)).then_some(value)
    });
    // An ellipsis is to be filled in, and what is there already is an explanation.
    let value = value.filter(|value| !value.contains('…') && *value != outcome.sources.text(span))?;
    text.replace_range(span.range(), value);
    Some(text)
}

/// The line a finding is on.
fn line(outcome: &Outcome, finding: &Diagnostic) -> Option<usize> {
    let span = finding.primary.as_ref()?.span;
    Some(outcome.sources.get(span.file)?.line_column(span.start).line)
}

/// The errors on a line, by code and message.
fn errors_on(outcome: &Outcome, wanted: usize) -> Vec<(Code, String)> {
    let is_here =
        |item: &&&Diagnostic| item.severity == Severity::Error && line(outcome, item) == Some(wanted);
    let sorted = outcome.diagnostics.sorted();
    sorted.iter().filter(is_here).map(|item| (item.code, item.message.clone())).collect()
}

#[test]
fn advice_is_not_refused_next() {
    let (mut tried, mut refused) = (0, Vec::new());
    glob!("../cases/err", "SW*", |path| {
        let case = Case::at(path);
        let before = case.run();
        for finding in before.diagnostics.sorted() {
            let text = match finding.fixes.as_slice() {
                [] => rewritten(&case, &before, finding),
                _ => mended(&case, &before, finding),
            };
            let Some(text) = text else { continue };
            tried += 1;
            let after = case.run_as(&case.file, text.as_bytes());
            let here = line(&before, finding).unwrap();
            let known = errors_on(&before, here);
            let is_syntax = matches!(finding.code, Code::YamlSyntax | Code::JsonSyntax);
            // Placeholders for names of the author's own types.
            let is_made_up = finding.fixes.is_empty() && after.diagnostics.has(Code::UnknownType);
            let new: Vec<_> = errors_on(&after, here)
                .into_iter()
                // A mistake that a syntax error hid is another one.
                .filter(|error| !known.contains(error) && (!is_syntax || error.0 == finding.code))
                .collect();
            let is_again = after.diagnostics.sorted().into_iter().any(|item| {
                item.code == finding.code
                    && item.message == finding.message
                    && line(&after, item) == Some(here)
            });
            if (!new.is_empty() && !is_made_up) || is_again {
                let said = render::short(&after.diagnostics, &after.sources);
                refused.push(format!("{}: {}\n{text}\n{said}", case.name, finding.message));
            }
        }
    });
    assert!(tried > 80, "only {tried} fixes were tried");
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}
