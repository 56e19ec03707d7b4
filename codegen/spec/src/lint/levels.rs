//! The levels of a run: the defaults of the table, with the changes of a configuration or an argument.

use std::collections::BTreeMap;

use super::level::Level;
use super::table::{Group, LINTS, Lint};
use crate::diag::{Code, Diagnostic, Severity, did_you_mean};

/// The name for all lints whose level is otherwise [`Level::Warn`].
const WARNINGS: &str = "warnings";

/// The levels of all lints. The level of a code counts before that of its group, and `warnings` counts for those that are
/// warnings after that.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Levels {
    codes: BTreeMap<Code, Level>,
    groups: BTreeMap<Group, Level>,
    warnings: Option<Level>,
}

/// The reason why a name has no level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It is the code of an error.
    Error(Code),
    /// It is a code whose findings have no level, such as a note.
    Fixed(Code),
    /// Nothing has this name; the closest one is given.
    Unknown(Option<&'static str>),
}

impl Refusal {
    /// One sentence about the name, and what to do next; `setting` is the level that was to be set, as it is written there.
    #[must_use]
    pub fn explain(self, name: &str, (level, setting): (Level, &str)) -> (String, String) {
        match self {
            Self::Error(code) if level == Level::Deny => (
                format!("`{code}` is always an error, so `{setting}` has nothing to change"),
                String::from("leave it out"),
            ),
            Self::Error(code) => (
                format!("`{code}` is an error ({}), and the level of errors cannot be lowered", code.title()),
                format!("correct what it reports; `stubwright explain {code}` says how"),
            ),
            Self::Fixed(code) => (
                format!("`{code}` is not a lint ({})", code.title()),
                String::from("`stubwright explain --list` prints the lints"),
            ),
            Self::Unknown(Some(near)) => {
                (format!("there is no lint `{name}`"), format!("did you mean `{near}`?"))
            }
            Self::Unknown(None) => (
                format!("there is no lint `{name}`"),
                String::from("`stubwright explain --list` prints the lints and their groups"),
            ),
        }
    }
}

impl Levels {
    /// Sets the level of a code, of a group, or of `warnings`.
    ///
    /// # Errors
    ///
    /// If nothing has the name, or it is the code of an error.
    pub fn set(&mut self, name: &str, level: Level) -> Result<(), Refusal> {
        if name == WARNINGS {
            self.warnings = Some(level);
        } else if let Some((_, group)) = Group::WORDS.iter().find(|(word, _)| *word == name) {
            self.groups.insert(*group, level);
        } else {
            let groups = Group::WORDS.iter().map(|(word, _)| *word).chain([WARNINGS]);
            self.codes.insert(lint(name, groups)?.code, level);
        }
        Ok(())
    }

    /// The level of a lint.
    #[must_use]
    pub fn of(&self, lint: &Lint) -> Level {
        let own = self.codes.get(&lint.code).or_else(|| self.groups.get(&lint.group));
        match (own.copied().unwrap_or(lint.level), self.warnings) {
            (Level::Warn, Some(level)) => level,
            (level, _) => level,
        }
    }

    /// Whether the findings of a code are kept.
    #[must_use]
    pub fn keeps(&self, code: Code) -> bool {
        Lint::of(code).is_none_or(|lint| self.of(lint) != Level::Allow)
    }

    /// Gives a finding its level; `false` if it is dropped. Errors stay as they are.
    pub(super) fn judge(&self, found: &mut Diagnostic) -> bool {
        let Some(lint) = Lint::of(found.code).filter(|_| found.severity == Severity::Warning) else {
            return true;
        };
        let level = self.of(lint);
        if level == Level::Deny {
            found.severity = Severity::Error;
        }
        level != Level::Allow
    }
}

/// The lint with this code; `others` are further names that may be meant.
pub(super) fn lint(name: &str, others: impl Iterator<Item = &'static str>) -> Result<&'static Lint, Refusal> {
    match Code::parse(name) {
        Some(code) => Lint::of(code).ok_or(match code.severity() {
            Severity::Error => Refusal::Error(code),
            Severity::Warning | Severity::Note => Refusal::Fixed(code),
        }),
        None => {
            let codes = LINTS.iter().map(|lint| lint.code.as_str());
            Err(Refusal::Unknown(did_you_mean(name, codes.chain(others))))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Level, Levels, Refusal};
    use crate::diag::{Code, Diagnostic, Severity};
    use crate::lint::Lint;

    fn of(levels: &Levels, code: Code) -> Level {
        levels.of(Lint::of(code).unwrap())
    }

    #[test]
    fn a_code_counts_before_its_group() {
        let mut levels = Levels::default();
        assert_eq!(of(&levels, Code::Placeholder), Level::Warn);
        levels.set("sw0419", Level::Warn).unwrap();
        levels.set("rows", Level::Deny).unwrap();
        assert_eq!(of(&levels, Code::Placeholder), Level::Warn);
        assert_eq!(of(&levels, Code::RetryUnsaid), Level::Deny);
        levels.set("warnings", Level::Deny).unwrap();
        assert_eq!(of(&levels, Code::Placeholder), Level::Deny);
        // A lint that is switched off is not a warning.
        assert_eq!(of(&levels, Code::NoDocumentation), Level::Allow);
    }

    #[test]
    fn errors_stay_errors() {
        let mut levels = Levels::default();
        let mut set = |name| levels.set(name, Level::Allow).unwrap_err();
        assert_eq!(set("SW0201"), Refusal::Error(Code::UnknownKey));
        assert_eq!(set("SW1101"), Refusal::Fixed(Code::Added));
        assert_eq!(set("SW0149"), Refusal::Unknown(Some("SW0419")));
        assert_eq!(set("securty"), Refusal::Unknown(Some("security")));
        levels.set("SW0404", Level::Allow).unwrap();
        let mut error = Diagnostic::without_place(Code::CodeIsSuccess, "an error");
        assert!(levels.judge(&mut error) && error.severity == Severity::Error);
        assert!(!levels.judge(&mut error.warning()));
    }
}
