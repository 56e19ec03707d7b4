//! Diagnostics as people and machines read them: [`pretty`] and [`short`]; with the feature `reports` also `json`, `github` and `sarif`.

#[cfg(feature = "reports")]
mod github;
#[cfg(feature = "reports")]
mod json;
mod pretty;
#[cfg(feature = "reports")]
mod sarif;
mod terminal;
#[cfg(test)]
mod tests;

#[cfg(feature = "reports")]
pub use self::github::{github, github_plain};
#[cfg(feature = "reports")]
pub use self::json::json;
pub use self::pretty::pretty;
#[cfg(feature = "reports")]
pub use self::sarif::sarif;
pub use self::terminal::TerminalText;

use self::terminal::clipped;
#[cfg(feature = "reports")]
use super::Diagnostic;
use super::{Diagnostics, Severity};
pub use crate::hidden::is_unsafe;
use crate::source::SourceMap;

/// One line per finding: `file:line:column: error[SW0203]: message (help: …)`, for build logs and editors.
#[must_use]
pub fn short(diags: &Diagnostics, map: &SourceMap) -> TerminalText {
    let mut out = String::new();
    for item in diags.sorted() {
        let place = item.primary.as_ref().map(|label| map.place(label.span) + ": ").unwrap_or_default();
        let code = item.code;
        let mut line = format!("{place}{}[{code}]: {}", severity(item.severity), item.message);
        if !item.help.is_empty() {
            line.push_str(" (help: ");
            line.push_str(&item.help.join("; "));
            line.push(')');
        }
        // One finding is one line, also when the spec's text or a help has several.
        let line: Vec<&str> =
            line.split(['\n', '\r']).map(str::trim).filter(|part| !part.is_empty()).collect();
        out.push_str(&clipped(&line.join(" ")));
        out.push('\n');
    }
    TerminalText::rendered(out)
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// The message with its notes and helps below it, a line each.
#[cfg(feature = "reports")]
fn with_advice(item: &Diagnostic) -> String {
    let notes = item.notes.iter().map(|note| format!("\nnote: {note}"));
    let helps = item.help.iter().map(|help| format!("\nhelp: {help}"));
    notes.chain(helps).fold(item.message.clone(), |all, line| all + &line)
}
