//! Holds a draft against the pages that it is drafted from: samples, samples of requests and listed values.
//!
//! The sheet is lowered to a model, and the interpreter of `stubwright-spec` says what that model makes of the pages. A claim
//! that fails goes or gives way to what the pages allow, with a finding that has both places; a claim about what a caller has
//! to send stays, since more is sent than a sample shows.

mod envelope;
mod model;
mod rules;
#[cfg(test)]
mod tests;
mod types;
mod values;

pub(super) use self::envelope::hold as envelope;
pub(super) use self::rules::hold as rules;
pub(super) use self::types::hold as types;
