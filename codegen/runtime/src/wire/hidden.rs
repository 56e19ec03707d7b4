//! `Hidden`, which `Debug` shows in place of a secret.

use std::fmt;

/// The error of a secret that does not fit, which says neither what was expected nor what was found.
pub(crate) const UNREADABLE: &str = "can't read the secret value";

/// Whether a value can be or hold a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Secrecy {
    Open,
    Secret,
}

/// Takes the place of a secret in `Debug` output: `[hidden]`.
///
/// ```
/// use stubwright_runtime::v1::Hidden;
///
/// struct Login {
///     user: String,
///     password: String,
/// }
///
/// impl std::fmt::Debug for Login {
///     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
///         f.debug_struct("Login").field("user", &self.user).field("password", &Hidden).finish()
///     }
/// }
///
/// let login = Login { user: "a".to_owned(), password: "hunter2".to_owned() };
/// assert_eq!(format!("{login:?}"), r#"Login { user: "a", password: [hidden] }"#);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Hidden;

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[hidden]")
    }
}
