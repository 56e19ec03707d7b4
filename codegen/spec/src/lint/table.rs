//! The one table of lints: their groups, and their levels unless they are configured.

use std::sync::OnceLock;

use super::level::Level::{self, Allow, Warn};
use crate::diag::Code;

/// A rule whose level can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lint {
    /// The code of its findings.
    pub code: Code,
    /// The lints that it is set together with.
    pub group: Group,
    /// The default level. Matters of taste, and matters that only a vendor can change, are allowed.
    pub level: Level,
}

/// Lints about the same subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Requests, and how they are repeated.
    Calls,
    /// The rules of rows.
    Checks,
    /// Texts for people, and samples.
    Docs,
    /// Names on the wire and in generated code.
    Names,
    /// Error tables.
    Rows,
    /// Secrets, and text that deceives its reader.
    Security,
    /// Types of values.
    Types,
    /// Declarations without effect.
    Unused,
}

impl Group {
    /// Every group with its name in a configuration.
    pub const WORDS: &'static [(&'static str, Self)] = &[
        ("calls", Self::Calls),
        ("checks", Self::Checks),
        ("docs", Self::Docs),
        ("names", Self::Names),
        ("rows", Self::Rows),
        ("security", Self::Security),
        ("types", Self::Types),
        ("unused", Self::Unused),
    ];

    /// The name in a configuration.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, group)| *group == self).map_or("", |(word, _)| word)
    }
}

macro_rules! lints {
    ($($code:ident $group:ident $level:ident)+) => {
        /// Every lint, in the order of the codes.
        pub const LINTS: &[Lint] =
            &[$(Lint { code: Code::$code, group: Group::$group, level: $level }),+];
    };
}

lints! {
    SuspiciousBlank Names Warn
    NumbersAsText Types Warn
    InfiniteType Types Warn
    UnusedType Unused Warn
    BadExample Docs Warn
    NeverChosen Types Warn
    DottedTag Types Warn
    UnquotedCode Rows Warn
    UnnamedError Rows Warn
    CodeIsSuccess Rows Warn
    CodesUnread Unused Warn
    HiddenCharacter Security Warn
    UnusedTable Unused Warn
    LeftOut Rows Warn
    RetryUnsaid Rows Warn
    ContradictoryAdvice Rows Warn
    HttpLikeCode Rows Warn
    Placeholder Rows Warn
    UnneededAllow Unused Warn
    FullWidthName Names Warn
    UnusedEnvelope Unused Warn
    NeverAbsent Calls Warn
    UnusedOtherServer Unused Warn
    NotInBody Calls Warn
    DerivedCollision Names Warn
    LatinTwin Names Warn
    LookAlikes Names Warn
    UncheckedPattern Checks Warn
    NeverBroken Checks Warn
    NoDocumentation Docs Allow
    NoReplacement Docs Allow
    UnfinishedText Docs Warn
    UnmarkedSecret Security Warn
    SecretInUrl Security Allow
    PlainHttp Security Warn
    FloatMoney Types Warn
    FloatId Types Warn
    DateAsText Types Warn
    FlagAsEnum Types Warn
    LoneValue Types Allow
    TwinNames Names Warn
    OptionalList Types Allow
    NarrowTime Types Warn
    SharedMessage Rows Allow
    UnansweredRow Unused Warn
    RetryAgainstCategory Rows Warn
    UnpagedList Calls Allow
    PathSpelling Names Warn
    SameRequest Calls Warn
    TrustedRepeat Calls Allow
    NoMessage Rows Allow
    UnsettledGuess Calls Warn
    BrokenReference Types Warn
    StandIn Types Warn
    IgnoredKeyword Types Warn
    IgnoredPart Calls Warn
    BadMapping Types Warn
    UndeclaredProperty Types Warn
    HiddenChange Calls Warn
}

impl Lint {
    /// The lint with a code, if there is one.
    #[must_use]
    pub fn of(code: Code) -> Option<&'static Self> {
        static POSITIONS: OnceLock<Vec<Option<&'static Lint>>> = OnceLock::new();
        let positions = POSITIONS.get_or_init(|| {
            let lint = |code: &Code| LINTS.iter().find(|lint| lint.code == *code);
            Code::ALL.iter().map(lint).collect()
        });
        positions.get(code as usize).copied().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::{LINTS, Lint};
    use crate::diag::{Code, Severity};

    #[test]
    fn every_warning_about_a_spec_is_a_lint() {
        let is_about_pages = |code: &Code| code.as_str().starts_with("SW10");
        let warnings = Code::ALL.iter().filter(|code| code.severity() == Severity::Warning);
        for code in warnings.filter(|code| !is_about_pages(code)) {
            assert!(Lint::of(*code).is_some(), "{code}");
        }
        for pair in LINTS.windows(2) {
            assert!(pair[0].code < pair[1].code, "{} before {}", pair[0].code, pair[1].code);
        }
    }
}
