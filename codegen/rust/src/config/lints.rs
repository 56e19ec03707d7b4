//! `[lints]`: the levels of lints.

use std::ops::Range;

use toml::de::DeValue;

use super::entries::{Entry, entries};
use stubwright_spec::diag::{Applicability, Code, Diagnostic, Diagnostics, did_you_mean};
use stubwright_spec::lint::{Level, Levels, Refusal};
use stubwright_spec::source::{FileId, Span};

const HELP: &str = "SW0417 = \"allow\", \"warn\" or \"deny\"";

/// The levels of the table; those that cannot be set are reported.
pub(super) fn levels((key, value): Entry<'_, '_>, file: FileId, diags: &mut Diagnostics) -> Levels {
    let mut levels = Levels::default();
    let span = |range: Range<usize>| Span::new(file, range.start, range.end);
    let DeValue::Table(table) = value.get_ref() else {
        let message = "`lints` must be a table of lints and levels";
        let found = Diagnostic::new(Code::BadSetting, span(key.span()), message);
        diags.push(found.help(format!("[lints]\n{HELP}")));
        return levels;
    };
    for (name, value) in entries(table) {
        let (value_span, name_span) = (span(value.span()), span(name.span()));
        let name = name.get_ref().as_ref();
        let word = if let DeValue::String(word) = value.get_ref() { word.as_ref() } else { "" };
        let level = Level::WORDS.iter().find(|(known, _)| *known == word);
        // A name that means nothing is reported whatever its level.
        let wanted = level.map_or(Level::Warn, |(_, level)| *level);
        match levels.set(name, wanted) {
            Err(refusal) => {
                let (message, help) = refusal.explain(name, (wanted, word));
                let code = match refusal {
                    Refusal::Unknown(_) => Code::UnknownSetting,
                    Refusal::Error(_) | Refusal::Fixed(_) => Code::BadSetting,
                };
                let found = Diagnostic::new(code, name_span, message).help(help);
                diags.push(match refusal {
                    Refusal::Unknown(Some(near)) => found.fix(name_span, near, Applicability::Guess),
                    _ => found,
                });
            }
            Ok(()) if level.is_none() => {
                let message = format!("the level of `{name}` must be `allow`, `warn` or `deny`, in quotes");
                let found = Diagnostic::new(Code::BadSetting, value_span, message);
                let near = did_you_mean(word, Level::WORDS.iter().map(|(word, _)| *word));
                diags.push(match near {
                    Some(near) => found.help(format!("did you mean `{near}`?")),
                    None => found.help(HELP),
                });
            }
            Ok(()) => {}
        }
    }
    levels
}
