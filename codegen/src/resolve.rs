//! Names → ids: [`crate::ast`] → [`crate::model`]. What cannot be resolved is reported and left out.

mod calls;
mod checks;
mod types;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use crate::ast;
use crate::diag::{Applicability, Code, Diagnostic, Diagnostics, did_you_mean};
use crate::model::{
    Api, Envelope, EnvelopeId, ErrorRow, NamedEnvelope, RowId, Scalar, Source, Test, Text, TypeId,
};
use crate::source::Spanned;

/// Resolves a spec.
#[must_use]
pub fn resolve(ast: &ast::Api, diags: &mut Diagnostics) -> Api {
    let names = Names::collect(ast, diags);
    let types = ast.types.iter().map(|def| types::definition(def, &names, diags)).collect();
    let errors: Vec<ErrorRow> = ast.errors.iter().map(row).collect();
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
        errors,
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
    rows: BTreeMap<&'a str, RowId>,
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
        // An endpoint names a row by its code or by its name; the code goes first.
        let mut rows = BTreeMap::new();
        let numbered = || ast.errors.iter().zip(0_u32..).map(|(row, index)| (row, RowId(index)));
        for (row, id) in numbered() {
            rows.entry(row.code.as_str()).or_insert(id);
        }
        for (row, id) in numbered() {
            rows.entry(row.name.as_ref().map_or(row.code.as_str(), Spanned::as_str)).or_insert(id);
        }
        let numbered = ast.envelopes.iter().zip(0_u32..);
        let envelopes = numbered.map(|(at, index)| (at.name.as_str(), EnvelopeId(index))).collect();
        Self { types, generic, rows, envelopes, comparisons: Cell::new(MAX_COMPARISONS) }
    }

    /// The candidate that may be meant.
    fn guess<'c>(&self, word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
        let cost = self.types.len().max(self.rows.len()).max(self.envelopes.len());
        self.comparisons.set(self.comparisons.get().checked_sub(cost)?);
        did_you_mean(word, candidates)
    }

    fn row(&self, code: &Spanned<String>, diags: &mut Diagnostics) -> Option<RowId> {
        let found = self.rows.get(code.as_str()).copied();
        if found.is_none() {
            let message = format!("the error table has no row `{}`", code.value);
            let diagnostic = Diagnostic::new(Code::UnknownErrorCode, code.span, message);
            diags.push(match self.guess(&code.value, self.rows.keys().copied()) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")).fix(
                    code.span,
                    near,
                    Applicability::Guess,
                ),
                None => diagnostic.help("add the row under `errors:`, or name one of its codes"),
            });
        }
        found
    }
}

fn texts(text: &ast::Text) -> Text {
    Text {
        main: plain(text.main.as_ref()),
        languages: text
            .languages
            .iter()
            .map(|(tag, words)| (tag.value.clone(), words.value.clone()))
            .collect(),
    }
}

fn row(row: &ast::ErrorRow) -> ErrorRow {
    ErrorRow {
        code: row.code.clone(),
        name: row.name.clone(),
        message: texts(&row.message),
        solution: texts(&row.solution),
        retry: row.retry,
        category: row.category,
        http: row.http,
        docs: plain(row.docs.as_ref()),
        deprecated: row.deprecated,
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
