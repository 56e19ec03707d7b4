//! The input of every part of the plan.

use super::boxes::Boxes;
use super::gates::Gates;
use super::names::Names;
use crate::options::Options;
use stubwright_spec::model::Api;
use stubwright_spec::model::analysis::Analysis;

/// The inputs of every part of the plan.
#[derive(Debug)]
pub struct Cx<'a> {
    /// The model.
    pub api: &'a Api,
    /// The analysis of its types.
    pub analysis: &'a Analysis,
    /// The options of the configuration.
    pub options: &'a Options,
    /// The names.
    pub names: &'a Names,
    /// Which features compile what.
    pub gates: &'a Gates,
    /// Which fields are in boxes.
    pub boxes: &'a Boxes,
}
