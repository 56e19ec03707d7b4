//! Which part of the version number has to change.

use std::fmt;

use super::report::{Consequence, Report};

/// The part of a version number that has to change, by the rules of Cargo (The Cargo Book, "SemVer Compatibility").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bump {
    /// Nothing changed.
    None,
    /// The API of the client is the same.
    Patch,
    /// The API of the client has more.
    Minor,
    /// Callers may have to change.
    Major,
}

impl Bump {
    /// `major`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }

    /// The next version of a crate. Before 1.0.0 the leftmost number that isn't zero takes the part of the major one, as
    /// Cargo reads it. `None` if `version` is not three numbers; a pre-release and build metadata are left out.
    #[must_use]
    pub fn next(self, version: &str) -> Option<String> {
        let core = version.split(['-', '+']).next().unwrap_or_default();
        let numbers: Vec<u64> = core.split('.').map(str::parse).collect::<Result<_, _>>().ok()?;
        let &[major, minor, patch] = numbers.as_slice() else { return None };
        let [major, minor, patch] = match (self, major, minor) {
            (Self::None, ..) => [major, minor, patch],
            (Self::Major, 0, 0) => [0, 0, patch + 1],
            (Self::Major, 0, _) => [0, minor + 1, 0],
            (Self::Major, ..) => [major + 1, 0, 0],
            (Self::Minor, 1.., _) => [major, minor + 1, 0],
            (Self::Minor | Self::Patch, ..) => [major, minor, patch + 1],
        };
        Some(format!("{major}.{minor}.{patch}"))
    }
}

/// The verdict about a new version.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verdict {
    /// What has to change in the version number.
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

impl Verdict {
    pub(super) fn of(report: &Report) -> Self {
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
        Bump::Minor => summary(report, "added", |at| !at.items.is_empty()),
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

#[cfg(test)]
mod tests {
    use super::Bump;

    #[test]
    fn versions_are_cargos() {
        let next = |version| {
            [Bump::Major, Bump::Minor, Bump::Patch, Bump::None]
                .map(|bump| bump.next(version).unwrap_or_default())
        };
        assert_eq!(next("1.2.3"), ["2.0.0", "1.3.0", "1.2.4", "1.2.3"]);
        assert_eq!(next("0.2.3"), ["0.3.0", "0.2.4", "0.2.4", "0.2.3"]);
        assert_eq!(next("0.0.3"), ["0.0.4", "0.0.4", "0.0.4", "0.0.3"]);
        assert_eq!(next("1.0.0-rc.1+5"), ["2.0.0", "1.1.0", "1.0.1", "1.0.0"]);
        assert_eq!(next("1.0"), ["", "", "", ""]);
    }
}
