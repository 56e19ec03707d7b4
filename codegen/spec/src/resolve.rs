//! Names → ids: [`crate::ast`] → [`crate::model`]. What cannot be resolved is reported and left out.

mod calls;
mod errors;
mod preflight;
mod types;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use crate::ast;
use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::model::{Api, EnvelopeId, Id, Scalar, TypeId};

/// Resolves a spec.
#[must_use]
pub fn resolve(ast: &ast::Api, diags: &mut Diagnostics) -> Api {
    let names = Names::collect(ast, diags);
    let types = ast.types.iter().map(|def| types::definition(def, &names, diags)).collect();
    errors::report_success(ast, diags);
    let endpoints = ast.endpoints.iter().map(|at| calls::endpoint(at, &names, diags)).collect();
    let common = ast.common.iter().map(|at| calls::common(at, &names, diags)).collect();
    let mut api = Api {
        name: ast.name.clone(),
        title: ast.title.clone(),
        version: ast.version.clone(),
        doc: ast.doc.clone(),
        servers: ast.servers.clone(),
        timezone: ast.timezone.clone(),
        envelope: ast.envelope.clone(),
        envelopes: ast.envelopes.iter().cloned().collect(),
        common,
        auth: ast.auth.clone(),
        errors: errors::rows(ast),
        tables: errors::tables(ast),
        endpoints,
        types,
        preflight: Vec::new(),
    };
    api.preflight = preflight::resolve(ast, &api, &names, diags);
    api
}

struct Names<'a> {
    types: BTreeMap<&'a str, TypeId>,
    /// The generic ones.
    generic: BTreeSet<TypeId>,
    rows: errors::Rows<'a>,
    envelopes: BTreeMap<&'a str, EnvelopeId>,
    /// How many names may still be compared in the search for the closest one; nobody reads hundreds of guesses.
    comparisons: Cell<usize>,
}

/// See [`Names::comparisons`].
const MAX_COMPARISONS: usize = 100_000;

impl<'a> Names<'a> {
    fn collect(ast: &'a ast::Api, diags: &mut Diagnostics) -> Self {
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
        Self {
            types,
            generic,
            rows: errors::Rows::of(ast),
            envelopes,
            comparisons: Cell::new(MAX_COMPARISONS),
        }
    }

    /// The candidate that may be meant.
    fn guess<'c>(&self, word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
        let cost = self.types.len().max(self.rows.len()).max(self.envelopes.len());
        self.comparisons.set(self.comparisons.get().checked_sub(cost)?);
        did_you_mean(word, candidates)
    }
}
