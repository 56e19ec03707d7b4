//! Names → ids: [`crate::ast`] → [`crate::model`]. What cannot be resolved is reported and left out.

mod calls;
mod checks;
mod errors;
mod types;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use crate::ast;
use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::model::{Api, Envelope, EnvelopeId, NamedEnvelope, Scalar, Source, Test, TypeId};
use crate::source::Spanned;

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
        title: plain(ast.title.as_ref()),
        version: plain(ast.version.as_ref()),
        doc: plain(ast.doc.as_ref()),
        servers: ast.servers.iter().map(calls::server).collect(),
        timezone: plain(ast.timezone.as_ref()),
        envelope: ast.envelope.as_ref().map(envelope),
        envelopes: ast.envelopes.iter().map(named_envelope).collect(),
        common,
        auth: ast.auth.iter().map(calls::auth).collect(),
        errors: errors::rows(ast),
        tables: errors::tables(ast),
        endpoints,
        types,
        checks: Vec::new(),
    };
    api.checks = checks::resolve(ast, &api, &names, diags);
    api
}

fn plain(text: Option<&Spanned<String>>) -> Option<String> {
    text.map(|text| text.value.clone())
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
            let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
            if is_word {
                diags.push(
                    Diagnostic::new(Code::BadTypeName, def.name.span, format!("`{name}` is a built-in type"))
                        .help("choose another name, such as one that starts with a capital letter"),
                );
            } else if !is_name {
                diags.push(
                    Diagnostic::new(Code::BadTypeName, def.name.span, format!("`{name}` is no type name"))
                        .help("type names are letters, digits and `_`, such as `SignField`"),
                );
            }
            if let Ok(id) = u32::try_from(index).map(TypeId) {
                types.entry(name).or_insert(id);
                if def.parameter.is_some() {
                    generic.insert(id);
                }
            }
        }
        let numbered = ast.envelopes.iter().zip(0_u32..);
        let envelopes = numbered.map(|(at, index)| (at.name.as_str(), EnvelopeId(index))).collect();
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

fn named_envelope(named: &ast::NamedEnvelope) -> NamedEnvelope {
    NamedEnvelope { name: named.name.clone(), envelope: envelope(&named.envelope) }
}

fn envelope(envelope: &ast::Envelope) -> Envelope {
    let sources = |list: &[ast::Source]| list.iter().map(source).collect();
    Envelope {
        root: envelope.root.as_ref().map(|path| path.steps.clone()),
        success: envelope
            .success
            .iter()
            .map(|test| Test {
                source: source(&test.source),
                expected: test.expected.iter().map(|expected| expected.value.clone()).collect(),
                span: match test.expected.as_slice() {
                    [] => envelope.span,
                    [first, .., last] => first.span.to(last.span),
                    [only] => only.span,
                },
            })
            .collect(),
        code: sources(&envelope.code),
        sub_code: sources(&envelope.sub_code),
        message: sources(&envelope.message),
        data: envelope.data.iter().map(|path| path.steps.clone()).collect(),
        trace: sources(&envelope.trace),
        details: envelope.details.as_ref().map(|path| path.steps.clone()),
        retry_after: sources(&envelope.retry_after),
    }
}

fn source(source: &ast::Source) -> Source {
    match source {
        ast::Source::Body(path) => Source::Body(path.steps.clone()),
        ast::Source::Http(_) => Source::Http,
        ast::Source::Header(name) => Source::Header(name.value.clone()),
    }
}
