//! Names → ids: [`crate::ast`] → [`crate::model`]. What cannot be resolved is reported and left out.

mod calls;

use std::cell::Cell;
use std::collections::BTreeMap;

use crate::ast;
use crate::diag::{Applicability, Code, Diagnostic, Diagnostics, did_you_mean};
use crate::model::{
    Api, Enum, Envelope, EnvelopeId, ErrorRow, Field, NamedEnvelope, RowId, Scalar, Source, Test, Text, Type,
    TypeDef, TypeId, TypeKind, Value,
};
use crate::source::{Span, Spanned};

/// Resolves a spec.
#[must_use]
pub fn resolve(ast: &ast::Api, diags: &mut Diagnostics) -> Api {
    let names = Names::collect(ast, diags);
    let types = ast.types.iter().map(|def| type_def(def, &names, diags)).collect();
    let errors: Vec<ErrorRow> = ast.errors.iter().map(row).collect();
    let endpoints = ast.endpoints.iter().map(|at| calls::endpoint(at, &names, diags)).collect();
    let common = ast.common.iter().map(|at| calls::common(at, &names, diags)).collect();
    Api {
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
    }
}

fn plain(text: Option<&Spanned<String>>) -> Option<String> {
    text.map(|text| text.value.clone())
}

struct Names<'a> {
    types: BTreeMap<&'a str, TypeId>,
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
        for (index, def) in ast.types.iter().enumerate() {
            let name = def.name.as_str();
            let is_word =
                Scalar::WORDS.iter().any(|(word, _)| *word == name) || Scalar::LATER.contains(&name);
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
            if let Ok(id) = u32::try_from(index) {
                types.entry(name).or_insert(TypeId(id));
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
        Self { types, rows, envelopes, comparisons: Cell::new(MAX_COMPARISONS) }
    }

    /// The candidate that may be meant.
    fn guess<'c>(&self, word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
        let cost = self.types.len().max(self.rows.len()).max(self.envelopes.len());
        self.comparisons.set(self.comparisons.get().checked_sub(cost)?);
        did_you_mean(word, candidates)
    }

    fn ty(&self, expr: &ast::TypeExpr, diags: &mut Diagnostics) -> Type {
        match &expr.kind {
            ast::TypeExprKind::Name(name) => self.named(name, expr.span, diags),
            ast::TypeExprKind::List(inner) => Type::List(Box::new(self.ty(inner, diags))),
            ast::TypeExprKind::Map(inner) => Type::Map(Box::new(self.ty(inner, diags))),
            ast::TypeExprKind::Broken => Type::Scalar(Scalar::Any),
        }
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

    fn named(&self, name: &str, span: Span, diags: &mut Diagnostics) -> Type {
        if let Some((_, scalar)) = Scalar::WORDS.iter().find(|(word, _)| *word == name) {
            return Type::Scalar(*scalar);
        }
        if let Some(id) = self.types.get(name) {
            return Type::Named(*id);
        }
        if Scalar::LATER.contains(&name) {
            diags.push(
                Diagnostic::new(Code::NotYet, span, format!("the type `{name}` is not supported yet"))
                    .help("use `string` for now"),
            );
            return Type::Scalar(Scalar::String);
        }
        let mut diagnostic = Diagnostic::new(Code::UnknownType, span, format!("there is no type `{name}`"));
        let words = Scalar::WORDS.iter().map(|(word, _)| *word);
        diagnostic = match foreign_word(name) {
            Some(word) => {
                diagnostic.help(format!("the format calls it `{word}`")).fix(span, word, Applicability::Guess)
            }
            None => match self.guess(name, self.types.keys().copied().chain(words)) {
                Some(near) => {
                    diagnostic.help(format!("did you mean `{near}`?")).fix(span, near, Applicability::Guess)
                }
                None => diagnostic.help(format!("declare `{name}` under `types:`")),
            },
        };
        diags.push(diagnostic);
        Type::Scalar(Scalar::Any)
    }
}

/// What other languages and formats call the built-in types.
fn foreign_word(name: &str) -> Option<&'static str> {
    Some(match name.to_ascii_lowercase().as_str() {
        "str" | "text" | "varchar" | "uuid" => "string",
        "int" | "integer" | "int32" | "short" => "i32",
        "long" | "int64" | "bigint" => "i64",
        "float" | "double" | "number" | "f32" => "f64",
        "boolean" => "bool",
        "object" | "json" | "value" => "any",
        _ => return None,
    })
}

fn type_def(def: &ast::TypeDef, names: &Names<'_>, diags: &mut Diagnostics) -> TypeDef {
    let kind = match &def.kind {
        ast::TypeKind::Struct(fields) => {
            unique_fields(def, fields, diags);
            TypeKind::Struct(fields.iter().map(|at| field(at, names, diags)).collect())
        }
        ast::TypeKind::Enum(values) => TypeKind::Enum(Enum {
            repr: values.repr,
            values: values
                .values
                .iter()
                .map(|value| Value {
                    name: value.name.clone(),
                    wire: value.wire.clone(),
                    doc: plain(value.doc.as_ref()),
                    deprecated: value.deprecated,
                })
                .collect(),
        }),
        ast::TypeKind::Alias(ty) => TypeKind::Alias(names.ty(ty, diags)),
    };
    TypeDef { name: def.name.clone(), doc: plain(def.doc.as_ref()), deprecated: def.deprecated, kind }
}

fn field(field: &ast::Field, names: &Names<'_>, diags: &mut Diagnostics) -> Field {
    Field {
        key: field.key.clone(),
        name: field.name.clone(),
        wire: field.wire.value.clone(),
        aliases: field.aliases.iter().map(|alias| alias.value.clone()).collect(),
        ty: names.ty(&field.ty, diags),
        optional: field.optional,
        doc: plain(field.doc.as_ref()),
        deprecated: field.deprecated,
    }
}

/// Each wire name, aliases included, belongs to one field.
fn unique_fields(def: &ast::TypeDef, fields: &[ast::Field], diags: &mut Diagnostics) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for field in fields {
        for name in std::iter::once(&field.wire).chain(&field.aliases) {
            let Some(first) = seen.insert(name.as_str(), name.span) else { continue };
            diags.push(
                Diagnostic::new(
                    Code::DuplicateField,
                    name.span,
                    format!("`{}` has two fields that read `{}`", def.name.value, name.value),
                )
                .and(first, "first one here")
                .help("remove one of the two, or change its `wire:` or `alias:`"),
            );
        }
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
