//! The version of the crate that generated code belongs to, and the one that a verdict asks for.

use super::bump::{Bump, numbers};

/// A crate whose version follows a spec.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// The name of the crate.
    pub name: String,
    /// The version that it had with the old version of the spec, if that is known.
    pub old: Option<String>,
    /// The version that it has with the new one.
    pub new: String,
}

impl Release {
    /// The version that the crate gets. `None` if nothing changed.
    #[must_use]
    pub fn next(&self, bump: Bump) -> Option<String> {
        bump.next(self.base()).filter(|_| bump != Bump::None)
    }

    /// Whether the crate already has a version that is far enough from the old one.
    #[must_use]
    pub fn is_enough(&self, bump: Bump) -> bool {
        let next = self.next(bump).filter(|_| self.old.is_some());
        next.is_some_and(|next| numbers(&self.new) >= numbers(&next))
    }

    /// The release that a verdict asks for, in a clause. `None` if nothing changed.
    #[must_use]
    pub fn clause(&self, bump: Bump) -> Option<String> {
        let Self { name, new, .. } = self;
        let (next, base) = (self.next(bump)?, self.base());
        Some(match (self.is_enough(bump), base == new) {
            (true, _) => format!("the version of `{name}` went from {base} to {new}, which is enough"),
            (false, true) => format!("the next version of `{name}` {base} is {next}"),
            (false, false) => format!("the next version of `{name}` {base} is {next}, and not {new}"),
        })
    }

    fn base(&self) -> &str {
        self.old.as_deref().unwrap_or(&self.new)
    }
}

#[cfg(test)]
mod tests {
    use super::{Bump, Release};

    #[test]
    fn a_bump_counts_from_the_old_version() {
        let release = |old: Option<&str>, new: &str| Release {
            name: String::from("shop"),
            old: old.map(str::to_owned),
            new: new.to_owned(),
        };
        let enough = |old, new, bump| release(old, new).is_enough(bump);
        assert!(enough(Some("0.3.1"), "0.4.0", Bump::Major));
        assert!(enough(Some("0.3.1"), "1.0.0", Bump::Major));
        assert!(enough(Some("1.9.0"), "1.10.0", Bump::Minor));
        assert!(!enough(Some("0.3.1"), "0.3.2", Bump::Major));
        assert!(!enough(Some("0.3.1"), "0.3.1", Bump::Patch));
        assert!(!enough(Some("0.3.1"), "0.4", Bump::Major));
        // Without the old version nobody knows.
        assert!(!enough(None, "0.4.0", Bump::Patch));
        let clause = |old, new| release(old, new).clause(Bump::Major).unwrap_or_default();
        assert_eq!(clause(None, "0.3.1"), "the next version of `shop` 0.3.1 is 0.4.0");
        assert_eq!(clause(Some("0.3.1"), "0.3.1"), "the next version of `shop` 0.3.1 is 0.4.0");
        assert_eq!(
            clause(Some("0.3.1"), "0.3.2"),
            "the next version of `shop` 0.3.1 is 0.4.0, and not 0.3.2"
        );
        assert_eq!(
            clause(Some("0.3.1"), "0.4.0"),
            "the version of `shop` went from 0.3.1 to 0.4.0, which is enough"
        );
        assert_eq!(release(None, "0.3.1").clause(Bump::None), None);
    }
}
