//! `stubwright.toml`: the specs, and where their clients are generated.
//!
//! ```toml
//! [[api]]
//! spec = "spec/qiandun.yaml"     # relative to this file
//! out = "generated/src/api"      # a directory owned by stubwright
//! tests = true                   # also generate tests
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
