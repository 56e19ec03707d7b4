//! What every part of the plan looks at.

use super::names::Names;
use super::paths::Paths;
use crate::options::Options;
use stubwright_spec::model::Api;
use stubwright_spec::model::analysis::Analysis;

/// What every part of the plan looks at.
#[derive(Debug)]
pub struct Cx<'a> {
    /// The model.
    pub api: &'a Api,
    /// What follows about its types.
    pub analysis: &'a Analysis,
    /// What the configuration says.
    pub options: &'a Options,
    /// The names.
    pub names: &'a Names,
    /// How names of the standard library are written.
    pub paths: Paths,
}
