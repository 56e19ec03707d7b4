//! `stubwright.toml`: the specs, and where their clients are generated.
//!
//! ```toml
//! [[api]]
//! spec = "spec/qiandun.yaml"     # relative to this file
//! out = "generated/src/api"      # a directory owned by stubwright
//! name = "qiandun"               # the name of the API, if it isn't the one of the spec
//! overlay = "spec/errors.yaml"   # what the spec doesn't say; see spec/openapi.md
//! only = ["seals", "get_file"]   # tags and operations; without it, all operations
//! all_types = true               # also types that no operation uses
//! tests = true                   # also generate tests
//! features = true                # a feature of the crate for each tag; not in a build script
//! examples = "qiandun"           # the path of the client, with which the calls in its documentation are tests
//! runtime = "sw"                 # the name of the dependency, if it isn't `stubwright_runtime`
//!
//! [api.checks]                   # your own functions for `custom: name` rules of the spec
//! known_customer = "crate::checks::known_customer"
//!
//! [lints]                        # levels of lints, for all specs
//! rows = "deny"                  # a group
//! SW0417 = "allow"               # a code, which counts before its group
//! ```

mod contents;
mod entries;
mod lints;
mod open;
mod read;
#[cfg(test)]
mod tests;

pub use contents::{Api, Config};
pub use open::{FILE_NAME, find, open, parse};
