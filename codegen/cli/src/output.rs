//! The two streams: results on standard output, diagnostics and progress on standard error.
//!
//! Whatever is printed is [`TerminalText`], so that no text of a spec steers a terminal or a workflow; the exception are
//! the contents of files, which go out as they are. A closed pipe is not a failure: whoever closed it has read enough.
//! So errors of writing are not looked at.

use std::io::{StderrLock, StdoutLock, Write};

use anstream::{AutoStream, ColorChoice};
use stubwright_spec::diag::render::{self, TerminalText};
use stubwright_spec::diag::{Diagnostic, Diagnostics, Severity};
use stubwright_spec::source::SourceMap;

use crate::args::{Color, Format, Global};

/// How a command ended; the worst of several counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// Done, nothing to say.
    Done = 0,
    /// Something was found that the caller asked about.
    Findings = 1,
    /// Wrong usage, unreadable input, or a spec with errors.
    Failed = 2,
}

/// Where everything is printed.
pub(crate) struct Output {
    out: AutoStream<StdoutLock<'static>>,
    err: AutoStream<StderrLock<'static>>,
    format: Format,
    quiet: bool,
    /// The contents of the SARIF log of the whole run.
    log: Vec<(Diagnostics, SourceMap)>,
}

const GREEN: &str = "\u{1b}[1;32m";
const RED: &str = "\u{1b}[1;31m";
const CYAN: &str = "\u{1b}[1;36m";
const PLAIN_GREEN: &str = "\u{1b}[32m";
const PLAIN_RED: &str = "\u{1b}[31m";
const RESET: &str = "\u{1b}[0m";

impl Output {
    pub(crate) fn new(global: &Global) -> Self {
        let choice = match global.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        Self {
            out: AutoStream::new(std::io::stdout().lock(), choice),
            err: AutoStream::new(std::io::stderr().lock(), choice),
            format: global.format,
            quiet: global.quiet,
            log: Vec::new(),
        }
    }

    /// Ends a run that looks for findings: a SARIF log is one document, also when nothing was found.
    pub(crate) fn finish(&mut self) {
        if self.format == Format::Sarif {
            let log: Vec<_> = self.log.iter().map(|(found, sources)| (found, sources)).collect();
            let _ = self.out.write_all(render::sarif(&log).as_bytes());
        }
    }

    pub(crate) fn format(&self) -> Format {
        self.format
    }

    /// A line about progress, in cargo's shape: `   Generated generated/src/api (4 files, 2 changed)`.
    pub(crate) fn status(&mut self, verb: &'static str, text: &str) {
        if !self.quiet {
            let _ = writeln!(self.err, "{GREEN}{verb:>12}{RESET} {}", TerminalText::line(text));
        }
    }

    /// Reports the findings of a pass or a reader.
    pub(crate) fn findings(&mut self, found: &Diagnostics, sources: &SourceMap) {
        if found.is_empty() {
            return;
        }
        let _ = match self.format {
            Format::Text | Format::Markdown => {
                let has_color = self.err.current_choice() != ColorChoice::Never;
                self.err.write_all(render::pretty(found, sources, has_color).as_bytes())
            }
            Format::Short => self.err.write_all(render::short(found, sources).as_bytes()),
            Format::Json => self.out.write_all(render::json(found, sources).as_bytes()),
            Format::Github => self.out.write_all(render::github(found, sources).as_bytes()),
            Format::Sarif => {
                self.log.push((found.clone(), sources.clone()));
                Ok(())
            }
        };
    }

    /// One finding that is about no place in a file.
    pub(crate) fn finding(&mut self, found: Diagnostic) {
        let mut all = Diagnostics::default();
        all.push(found);
        self.findings(&all, &SourceMap::default());
    }

    /// Reports a problem with the call itself, which no rule is about.
    pub(crate) fn error(&mut self, message: &str) {
        let _ = writeln!(self.err, "{RED}error{RESET}: {}", TerminalText::line(message));
    }

    /// Prints the next step.
    pub(crate) fn help(&mut self, text: &str) {
        let _ = writeln!(self.err, "{CYAN}help{RESET}: {}", TerminalText::line(text));
    }

    /// Prints a possible next step, for whoever reads progress too.
    pub(crate) fn hint(&mut self, text: &str) {
        if !self.quiet {
            self.help(text);
        }
    }

    /// Text that was asked for. A workflow takes no line of it for a command.
    pub(crate) fn result(&mut self, text: &TerminalText) {
        let _ = match self.format {
            Format::Github => self.out.write_all(render::github_plain(text).as_bytes()),
            _ => self.out.write_all(text.as_bytes()),
        };
    }

    /// One object of a stream of JSON.
    pub(crate) fn object(&mut self, members: &[(&str, &str)]) {
        let _ = self.out.write_all(TerminalText::json_object(members).as_bytes());
    }

    /// The contents of a file of ours, for whoever redirects them into one: every byte as it is.
    pub(crate) fn document(&mut self, text: &str) {
        let _ = self.out.write_all(text.as_bytes());
    }

    /// A unified diff.
    pub(crate) fn diff(&mut self, text: &str) {
        let text = &TerminalText::lines(text);
        match self.format {
            Format::Github => return self.result(text),
            // Standard output holds the log and nothing else.
            Format::Sarif => {
                let _ = self.err.write_all(text.as_bytes());
                return;
            }
            Format::Text | Format::Short | Format::Json | Format::Markdown => {}
        }
        if self.out.current_choice() == ColorChoice::Never {
            return self.result(text);
        }
        for line in text.split_inclusive('\n') {
            let color = match line.as_bytes().first() {
                Some(b'+') => PLAIN_GREEN,
                Some(b'-') => PLAIN_RED,
                _ => "",
            };
            let end = if color.is_empty() { "" } else { RESET };
            let (body, newline) = line.strip_suffix('\n').map_or((line, ""), |body| (body, "\n"));
            for piece in [color, body, end, newline] {
                let _ = self.out.write_all(piece.as_bytes());
            }
        }
    }
}

/// `1 error, 2 warnings`.
pub(crate) fn counts(found: &Diagnostics) -> String {
    let (errors, warnings) = (found.count(Severity::Error), found.count(Severity::Warning));
    format!("{}, {}", count(errors, "error"), count(warnings, "warning"))
}

/// `1 file`, `2 files`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{s}")
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn numbers_agree_with_their_nouns() {
        assert_eq!([count(0, "file"), count(1, "file"), count(2, "file")], ["0 files", "1 file", "2 files"]);
    }
}
