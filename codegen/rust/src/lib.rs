//! Stubwright's generator: from a YAML description of an HTTP API and its error table to a typed Rust client.
//!
//! `stubwright-spec` reads and checks the description. The passes here, one module each: [`plan`] (every name, type and doc
//! text decided, as values) → `print` (text) → [`write`](mod@write).

pub mod build_script;
pub mod config;
#[cfg(feature = "diff")]
pub mod diff;
mod features;
mod generate;
#[cfg(feature = "import")]
pub mod import;
#[cfg(feature = "introduction")]
pub mod introduction;
pub mod kept;
pub mod lock_file;
pub mod options;
mod output;
pub mod paths;
pub mod plan;
mod print;
#[cfg(feature = "diff")]
pub mod public;
mod understood;
mod validate;
pub mod write;

pub use build_script::Build;
pub use features::{ALL_TAGS, CRATE_FEATURES, feature_list};
pub use generate::{generate, generate_with, inspect, inspect_with};
pub use kept::Kept;
pub use options::Options;
pub use output::{GeneratedFile, Outcome, VERSION};
pub use stubwright_spec::{Format, Loader, choices, diag, model, source, stack};
pub use understood::Sound;
