//! Workflow commands of GitHub Actions: one annotation a finding.

use super::terminal::{TerminalText, clipped};
use super::with_advice;
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::source::SourceMap;

/// One line per finding: `::error file=api.yaml,line=1,endLine=1,col=4,endColumn=7,title=SW0301: …::message`.
///
/// Lines and columns start at 1, columns count characters, and the end column is the one after the last character.
/// Columns are left out of a finding that runs over several lines: GitHub has no place for them. The message starts
/// with the place, because logs show nothing else; notes and help follow on lines of their own.
///
/// `%`, line feed and carriage return are written as `%25`, `%0A` and `%0D`, in properties `:` and `,` also, as `%3A`
/// and `%2C`: so no text of a spec ends a command or starts one. (GitHub Docs, "Workflow commands for GitHub Actions".)
#[must_use]
pub fn github(diags: &Diagnostics, map: &SourceMap) -> TerminalText {
    TerminalText::rendered(diags.sorted().into_iter().map(|item| command(item, map)).collect())
}

fn command(item: &Diagnostic, map: &SourceMap) -> String {
    let name = match item.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = String::new();
    let mut message = String::new();
    let place = item.primary.as_ref().and_then(|label| Some((label.span, map.get(label.span.file)?)));
    if let Some((span, file)) = place {
        let (start, end) = (file.line_column(span.start), file.line_column(span.end));
        properties = format!("file={},line={},endLine={},", property(file.name()), start.line, end.line);
        if start.line == end.line {
            properties.push_str(&format!("col={},endColumn={},", start.column, end.column));
        }
        message = map.place(span) + ": ";
    }
    message.push_str(&with_advice(item));
    let title = property(&format!("{}: {}", item.code, item.code.title()));
    format!("::{name} {properties}title={title}::{}\n", data(&clipped(&message)))
}

/// Text that was not meant as commands, such as a diff, between two lines that switch commands off and on again.
///
/// # Examples
///
/// ```
/// use stubwright_spec::diag::render::{TerminalText, github_plain};
///
/// let lines = github_plain(&TerminalText::lines("::error::not mine\n"));
/// let token = lines.lines().next().and_then(|line| line.strip_prefix("::stop-commands::"));
/// assert!(token.is_some_and(|token| lines.ends_with(&format!("\n::{token}::\n"))));
/// ```
#[must_use]
pub fn github_plain(text: &TerminalText) -> TerminalText {
    // The token must be one that the text does not hold, and a text cannot hold its own hash on purpose.
    let token = format!("stubwright-{:016x}", crate::fnv1a(text.as_bytes()));
    let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    TerminalText::rendered(format!("::stop-commands::{token}\n{text}{end}::{token}::\n"))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(&clipped(text)).replace(':', "%3A").replace(',', "%2C")
}
