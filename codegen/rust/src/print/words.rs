//! Lines that several kinds of items have.

use super::file::Part;
use super::flat::Runtime;
use crate::plan::Module;

/// The one alias through which a file names the runtime.
pub(super) fn runtime<'a>() -> Part<'a> {
    Part::item(|out| out.code("use $::v1 as rt;", &[&Runtime]))
}

/// Lints that depend on who uses the file, and on how the API names and nests things. They are silent about a public library, and
/// loud about the private module of a program.
const PRIVATE: &str = "
    #![allow(
        dead_code,
        clippy::enum_variant_names,
        clippy::module_inception,
        clippy::type_complexity,
        clippy::wrong_self_convention,
        reason = \"a program uses what it needs, and names and types are those of the API\"
    )]
";

/// The first lines of a file that users don't name; with gates, features decide which imports are used.
pub(super) fn private<'a>(imports: Imports) -> Part<'a> {
    Part::item(move |out| {
        out.code(PRIVATE, &[]);
        if imports == Imports::Gated {
            out.code(GATED, &[]);
        }
    })
}

/// Who uses the imports of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Imports {
    /// Always somebody.
    Used,
    /// Items that features turn on.
    Gated,
}

impl Imports {
    /// The imports of a file with gated items, if the API has any.
    pub(super) fn gated(module: &Module) -> Self {
        if module.features.is_empty() { Self::Used } else { Self::Gated }
    }
}

pub(super) const GATED: &str = "#![allow(unused_imports, reason = \"features decide what is used\")]";

/// The same for what a program imports.
pub(super) const REEXPORTED: &str = "#[allow(unused_imports, reason = \"a program uses what it needs\")]";

/// Of what the vendor says not to use any more.
pub(super) const DEPRECATED: &str = "#[deprecated = \"deprecated by the vendor\"]";

/// Above an enum with a variant that is much larger than the others.
pub(super) const UNEVEN: &str = "#[allow(clippy::large_enum_variant, reason = \"callers need not unbox\")]";
