//! The levels of lints: those of the arguments, and the list.

use stubwright_spec::diag::render::TerminalText;
use stubwright_spec::lint::{LINTS, Level, Levels};

use super::configuration;
use crate::args::{Format, Global, LintArgs};
use crate::output::{Exit, Output};

/// Adds the levels of the arguments.
pub(super) fn set(args: &LintArgs, levels: &mut Levels, output: &mut Output) -> Result<(), Exit> {
    for (names, level, option) in [
        (&args.allow, Level::Allow, "--allow"),
        (&args.warn, Level::Warn, "--warn"),
        (&args.deny, Level::Deny, "--deny"),
    ] {
        for name in names {
            levels.set(name, level).map_err(|refusal| {
                let (message, help) = refusal.explain(name, (level, option));
                output.error(&message);
                output.help(&help);
                Exit::Failed
            })?;
        }
    }
    Ok(())
}

/// Prints every lint, with the level that it has in this directory.
pub(super) fn list(global: &Global, output: &mut Output) -> Exit {
    let config = match configuration(global.config.as_deref(), output) {
        Ok(config) => config.unwrap_or_default(),
        Err(exit) => return exit,
    };
    if output.format() == Format::Markdown {
        output.result(&TerminalText::lines("| code | group | level | finding |\n|---|---|---|---|\n"));
    }
    for lint in LINTS {
        let (code, group, title) = (lint.code, lint.group.word(), lint.code.title());
        let level = config.lints.of(lint).word();
        let line = match output.format() {
            Format::Json => {
                output.object(&[
                    ("code", code.as_str()),
                    ("group", group),
                    ("level", level),
                    ("default", lint.level.word()),
                    ("title", title),
                ]);
                continue;
            }
            Format::Markdown => format!("| {code} | {group} | {level} | {title} |\n"),
            Format::Text | Format::Short | Format::Github | Format::Sarif => {
                format!("{code}  {level:5}  {group:8}  {title}\n")
            }
        };
        output.result(&TerminalText::lines(&line));
    }
    Exit::Done
}
