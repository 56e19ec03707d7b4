//! The keys of maps in the paths of violations.

use std::fmt;

/// The key of a map in the path of a violation: `.name`, or `["odd name"]`.
#[must_use]
pub fn key(name: &str) -> impl fmt::Display + '_ {
    Key(name)
}

/// The key of a secret map in the path of a violation: `[hidden]`.
#[must_use]
pub fn secret_key(_: &str) -> impl fmt::Display {
    "[hidden]"
}

struct Key<'a>(&'a str);

impl fmt::Display for Key<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_odd = self.0.bytes().all(|byte| byte.is_ascii_digit())
            || self.0.starts_with('*')
            || self.0.contains(['.', '[', '"']);
        if is_odd {
            write!(f, "[\"{}\"]", self.0.replace('\\', "\\\\").replace('"', "\\\""))
        } else {
            write!(f, ".{}", self.0)
        }
    }
}
