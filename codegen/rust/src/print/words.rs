//! Lines that several kinds of items have.

/// The one alias through which generated code names the runtime.
pub(super) const RUNTIME: &str = "use ::stubwright_runtime::v1 as rt;";

/// Of what the vendor says not to use any more.
pub(super) const DEPRECATED: &str = "#[deprecated = \"deprecated by the vendor\"]";
