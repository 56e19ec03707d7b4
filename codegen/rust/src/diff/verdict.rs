//! Which part of the version number has to change.

use std::fmt;

use stubwright_spec::diag::Code;

use super::bump::Bump;
use super::report::{Consequence, Report};

/// The verdict about a new version.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verdict {
    /// The required change of the version number.
    pub bump: Bump,
    /// The reason that decides it.
    pub reason: String,
    /// Whether deployed clients stop working with a server of the new version.
    pub breaks_deployed: bool,
    /// Whether a client of the new version doesn't work with a server of the old one.
    pub breaks_ahead: bool,
    /// Whether something compiles and does something else.
    pub behaves: bool,
}

impl Report {
    /// The version number that has to change, and why.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        Verdict::of(self)
    }
}

impl Verdict {
    fn of(report: &Report) -> Self {
        let bump = report.bump();
        Self {
            bump,
            reason: reason(report, bump),
            breaks_deployed: report.changes.iter().any(Consequence::breaks_deployed),
            breaks_ahead: report.changes.iter().any(Consequence::breaks_ahead),
            behaves: report.changes.iter().any(|at| at.change.effects.behaviour.is_some()),
        }
    }
}

fn reason(report: &Report, bump: Bump) -> String {
    match bump {
        Bump::None => String::from("nothing changed"),
        Bump::Major => {
            let mut breaking = report.items().filter(|item| item.is_breaking());
            let first = breaking.next().map(super::ItemChange::sentence).unwrap_or_default();
            match breaking.count() {
                0 => first,
                more => format!("{first}, and {more} more"),
            }
        }
        Bump::Minor if report.items().next().is_none() => {
            summary(report, "deprecated", |at| at.change.deprecates)
        }
        Bump::Minor => {
            let is_new = |at: &Consequence| at.change.code == Code::Added && !at.items.is_empty();
            if report.changes.iter().any(is_new) {
                summary(report, "added", is_new)
            } else {
                summary(report, "extended", |at| !at.items.is_empty())
            }
        }
        Bump::Patch => summary(report, "changed", |_| true),
    }
}

/// `1 error and 2 fields added`.
fn summary(report: &Report, verb: &str, counts: impl Fn(&Consequence) -> bool) -> String {
    let mut nouns: Vec<(&str, usize)> = Vec::new();
    for at in report.changes.iter().filter(|at| counts(at)) {
        match nouns.iter_mut().find(|(noun, _)| *noun == at.change.noun) {
            Some((_, count)) => *count += 1,
            None => nouns.push((at.change.noun, 1)),
        }
    }
    let words: Vec<String> = nouns.into_iter().map(|(noun, count)| counted(count, noun)).collect();
    match words.as_slice() {
        [] => format!("the client {verb}"),
        [first @ .., last] if !first.is_empty() => format!("{} and {last} {verb}", first.join(", ")),
        [only, ..] => format!("{only} {verb}"),
    }
}

fn counted(count: usize, noun: &str) -> String {
    match (count, noun) {
        (1, "API") => String::from("the API"),
        (1, noun) => format!("1 {noun}"),
        (_, noun) => format!("{count} {noun}s"),
    }
}

/// `minor: 1 error and 1 field added; deployed clients keep working`.
impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.bump.word(), self.reason)?;
        if self.bump == Bump::None {
            return Ok(());
        }
        f.write_str(match (self.breaks_deployed, self.breaks_ahead) {
            (false, false) => "; deployed clients keep working",
            (true, _) => "; deployed clients break",
            (false, true) => "; deployed clients keep working, and the new client needs the new server",
        })?;
        f.write_str(if self.behaves { "; behaviour changes" } else { "" })
    }
}
