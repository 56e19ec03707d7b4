//! Declarations by name.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use super::rows::Rows;
use crate::ast;
use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::model::{EnvelopeId, Id, Scalar, TypeId};

pub(super) struct Names<'a> {
    pub(super) types: BTreeMap<&'a str, TypeId>,
    /// The generic ones.
    pub(super) generic: BTreeSet<TypeId>,
    pub(super) rows: Rows<'a>,
    pub(super) envelopes: BTreeMap<&'a str, EnvelopeId>,
    /// How many names may still be compared in the search for the closest one; nobody reads hundreds of guesses.
    comparisons: Cell<usize>,
}

/// See [`Names::comparisons`].
const MAX_COMPARISONS: usize = 100_000;

impl<'a> Names<'a> {
    pub(super) fn collect(ast: &'a ast::Api, diags: &mut Diagnostics) -> Self {
        let mut types = BTreeMap::new();
        let mut generic = BTreeSet::new();
        for (index, def) in ast.types.iter().enumerate() {
            let name = def.name.as_str();
            let is_word = Scalar::WORDS.iter().any(|(word, _)| *word == name);
            if is_word {
                diags.push(
                    Diagnostic::new(Code::BadTypeName, def.name.span, format!("`{name}` is a built-in type"))
                        .help("choose another name, such as one that starts with a capital letter"),
                );
            }
            let id = TypeId::at(index);
            types.entry(name).or_insert(id);
            if def.parameter.is_some() {
                generic.insert(id);
            }
        }
        let numbered = ast.envelopes.iter().enumerate();
        let envelopes = numbered.map(|(index, at)| (at.name.as_str(), EnvelopeId::at(index))).collect();
        Self { types, generic, rows: Rows::of(ast), envelopes, comparisons: Cell::new(MAX_COMPARISONS) }
    }

    /// The candidate that may be meant.
    pub(super) fn guess<'c>(
        &self,
        word: &str,
        candidates: impl IntoIterator<Item = &'c str>,
    ) -> Option<&'c str> {
        let cost = self.types.len().max(self.rows.len()).max(self.envelopes.len());
        self.comparisons.set(self.comparisons.get().checked_sub(cost)?);
        did_you_mean(word, candidates)
    }
}
