//! Lines that several kinds of items have.

use super::file::Part;
use super::flat::Runtime;

/// The one alias through which a file names the runtime.
pub(super) fn runtime<'a>() -> Part<'a> {
    Part::item(|out| out.code("use $::v1 as rt;", &[&Runtime]))
}

/// Lints that depend on who uses the file, and on how the API names and nests things. They are silent about a public library, and
/// loud about the private module of a program.
pub(super) const PRIVATE: &str = "
    #![allow(
        dead_code,
        clippy::enum_variant_names,
        clippy::module_inception,
        clippy::type_complexity,
        clippy::wrong_self_convention,
        reason = \"a program uses what it needs, and names and types are those of the API\"
    )]
";

/// The same for what a program imports.
pub(super) const REEXPORTED: &str = "#[allow(unused_imports, reason = \"a program uses what it needs\")]";

/// Of what the vendor says not to use any more.
pub(super) const DEPRECATED: &str = "#[deprecated = \"deprecated by the vendor\"]";

/// Above an enum with a variant that is much larger than the others.
pub(super) const UNEVEN: &str = "#[allow(clippy::large_enum_variant, reason = \"callers need not unbox\")]";
