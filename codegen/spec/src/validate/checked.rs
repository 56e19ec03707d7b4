//! A model with what is known about it.

use crate::front::native::guesses::Guess;
use crate::lint::Levels;
use crate::model::Api;
use crate::model::analysis::Analysis;

/// The subject of the rules.
pub struct Checked<'a> {
    /// The model.
    pub api: &'a Api,
    /// The facts that follow from the model.
    pub analysis: &'a Analysis,
    /// Which findings are wanted.
    pub levels: &'a Levels,
    /// The marks of guesses in its files.
    pub guesses: &'a [Guess],
}
