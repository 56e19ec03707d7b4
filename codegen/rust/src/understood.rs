//! A spec that was read and checked, with its Rust names.

use stubwright_spec::choices::Groups;
use stubwright_spec::diag::Diagnostics;
use stubwright_spec::model::Api;
use stubwright_spec::model::analysis::Analysis;
use stubwright_spec::{Choices, Loader, Reading, Spec, inspect_with};

use crate::options::{Features, Options};
use crate::plan::boxes::Boxes;
use crate::plan::names::Names;
use crate::validate::validate;

/// The results of the passes up to the names, whether or not they found errors.
pub(crate) struct Understood {
    pub(crate) spec: Spec,
    pub(crate) names: Names,
    pub(crate) boxes: Boxes,
}

/// A model without errors, and its names: the only input of the planner, which may rely on everything that was checked.
#[derive(Debug)]
pub struct Sound<'a> {
    pub(crate) api: &'a Api,
    pub(crate) analysis: &'a Analysis,
    pub(crate) names: &'a Names,
    pub(crate) boxes: &'a Boxes,
}

impl<'a> Sound<'a> {
    /// `None` if there are errors.
    pub(crate) fn new(understood: &'a Understood, found: &Diagnostics) -> Option<Self> {
        let Understood { spec: Spec { api, analysis, .. }, names, boxes } = understood;
        (!found.has_errors()).then_some(Self { api, analysis, names, boxes })
    }
}

/// Runs the passes up to the names. Names are assigned despite errors, so that one run also finds mistakes in names.
pub(crate) fn understand(
    name: &str,
    bytes: &[u8],
    load: &mut Loader<'_>,
    options: &Options,
) -> (Reading, Option<Understood>) {
    let groups = match options.features {
        Features::Left => Groups::Own,
        Features::ByTag => Groups::Dividing,
    };
    let choices = Choices { groups, ..options.choices.clone() };
    let (mut reading, spec) = inspect_with(name, bytes, load, &choices, &options.lints);
    let understood = spec.map(|spec| {
        validate(&spec.api, options, &mut reading.diagnostics);
        let names = Names::of(&spec.api, &options.kept, &mut reading.diagnostics);
        let boxes = Boxes::of(&spec.api, &spec.analysis, &names, &options.kept);
        Understood { spec, names, boxes }
    });
    reading.settle(&options.lints);
    (reading, understood)
}
