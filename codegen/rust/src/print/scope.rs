//! How names are written in one file.

use crate::options::RuntimePath;
use crate::plan::syntax::Std;

/// How names are written in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FileScope {
    /// The prefix of a type of the API.
    types: &'static str,
    /// The visibility in the module of the API.
    shared: &'static str,
    /// The names of the prelude that mean something else here.
    shadowed: Vec<Std>,
    /// The path of the runtime.
    runtime: RuntimePath,
}

impl FileScope {
    /// The scope of the file that has the types of the API.
    pub(super) fn of_types(shadowed: &[Std], runtime: &RuntimePath) -> Self {
        Self { types: "", shared: "pub(super)", shadowed: shadowed.to_vec(), runtime: runtime.clone() }
    }

    /// The scope of a file that has the types of one tag.
    pub(super) fn of_tag(shadowed: &[Std], runtime: &RuntimePath) -> Self {
        Self { types: "super::", shared: "pub(in super::super)", ..Self::of_types(shadowed, runtime) }
    }

    /// The scope of any other file.
    pub(super) fn outside(runtime: &RuntimePath) -> Self {
        Self { types: "types::", ..Self::of_types(&[], runtime) }
    }

    /// The prefix of a type of the API.
    pub(super) fn types(&self) -> &'static str {
        self.types
    }

    /// The visibility in the module of the API.
    pub(super) fn shared(&self) -> &'static str {
        self.shared
    }

    /// The path of the runtime.
    pub(super) fn runtime(&self) -> &str {
        self.runtime.as_str()
    }

    /// A name of the prelude.
    pub(super) fn std(&self, std: Std) -> &'static str {
        if self.shadowed.contains(&std) { std.absolute() } else { std.short() }
    }
}
