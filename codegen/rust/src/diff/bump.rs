//! The parts of version numbers.

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
        let [major, minor, patch] = numbers(version)?;
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

/// The numbers of a version, without a pre-release and build metadata.
pub(super) fn numbers(version: &str) -> Option<[u64; 3]> {
    let core = version.split(['-', '+']).next().unwrap_or_default();
    let numbers: Vec<u64> = core.split('.').map(str::parse).collect::<Result<_, _>>().ok()?;
    numbers.try_into().ok()
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
