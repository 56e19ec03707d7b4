//! Diagnostics: the problem, its place, and the next step.
//!
//! Passes push [`Diagnostic`] values into a [`Diagnostics`] sink and go on; nothing is printed before the end.

mod apart;
pub mod codes;
mod finding;
mod guess;
pub mod render;
mod severity;
mod sink;

pub use self::codes::Code;
pub use self::finding::{Applicability, Diagnostic, Fix, Label};
pub use self::guess::{did_you_mean, shorten};
pub use self::severity::Severity;
pub use self::sink::Diagnostics;
