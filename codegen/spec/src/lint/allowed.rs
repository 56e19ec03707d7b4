//! The `allow:` of a spec: which findings it takes away, and which of its codes take none.

use std::collections::BTreeSet;

use super::level::Level;
use super::levels::{Levels, Refusal, lint};
use crate::ast::{Allow, Api, ErrorRow, Text, TypeKind};
use crate::diag::{Applicability, Code, Diagnostic, Diagnostics, Severity};
use crate::source::{Span, Spanned};

/// Every code under an `allow:` of a spec.
#[derive(Debug, Default)]
pub struct Allowed {
    words: Vec<Word>,
}

/// One code.
#[derive(Debug)]
struct Word {
    code: Code,
    span: Span,
    /// Where findings are allowed.
    scope: Scope,
    /// Whether there was one.
    is_needed: bool,
}

#[derive(Debug, Clone)]
enum Scope {
    /// In the spec, with the files that it includes.
    Spec,
    /// In these places.
    Places(Vec<Span>),
}

impl Scope {
    fn holds(&self, span: Span) -> bool {
        let is_in =
            |place: &Span| place.file == span.file && place.start <= span.start && span.end <= place.end;
        match self {
            Self::Spec => true,
            Self::Places(places) => places.iter().any(is_in),
        }
    }
}

impl Allowed {
    /// Collects the codes; those that cannot be allowed are reported.
    pub(crate) fn of(api: &Api, diags: &mut Diagnostics) -> Self {
        let mut all = Self::default();
        all.add(&api.allow, Scope::Spec, diags);
        let tables = api.tables.iter().flat_map(|table| &table.codes);
        for row in api.errors.iter().chain(tables).flat_map(|code| &code.rows) {
            all.add(&row.allow, Scope::Places(places(row)), diags);
        }
        for endpoint in &api.endpoints {
            all.thing(&endpoint.allow, diags);
            for field in endpoint.params.iter().map(|param| &param.field) {
                all.thing(&field.allow, diags);
            }
        }
        for def in &api.types {
            all.thing(&def.allow, diags);
            if let TypeKind::Struct(fields) = &def.kind {
                fields.iter().for_each(|field| all.thing(&field.allow, diags));
            }
        }
        all
    }

    fn thing(&mut self, allow: &Allow, diags: &mut Diagnostics) {
        if !allow.codes.is_empty() {
            self.add(allow, Scope::Places(allow.places.clone()), diags);
        }
    }

    fn add(&mut self, allow: &Allow, scope: Scope, diags: &mut Diagnostics) {
        let mut seen = BTreeSet::new();
        for word in &allow.codes {
            match lint(word.as_str(), std::iter::empty()) {
                Ok(lint) if seen.insert(lint.code) => {
                    let (code, scope) = (lint.code, scope.clone());
                    self.words.push(Word { code, span: word.span, scope, is_needed: false });
                }
                Ok(lint) => {
                    let message = format!("`{}` is listed twice", lint.code);
                    diags.push(
                        Diagnostic::new(Code::UnneededAllow, word.span, message)
                            .help("remove one of the two"),
                    );
                }
                Err(refusal) => diags.push(refused(word, refusal)),
            }
        }
    }

    /// Drops the findings that are allowed where they are, and gives the others their levels.
    pub(crate) fn settle(&mut self, levels: &Levels, diags: &mut Diagnostics) {
        diags.retain(|found| {
            let place = found.primary.as_ref().filter(|_| found.severity == Severity::Warning);
            let mut is_allowed = false;
            if let Some(place) = place {
                let about = self.words.iter_mut().filter(|word| word.code == found.code);
                for word in about.filter(|word| word.scope.holds(place.span)) {
                    word.is_needed = true;
                    is_allowed = true;
                }
            }
            !is_allowed && levels.judge(found)
        });
    }

    /// Reports the codes that no finding needed, where all rules were tried.
    pub(crate) fn report(&self, levels: &Levels, diags: &mut Diagnostics) {
        // A lint that is switched off may have found something.
        for word in self.words.iter().filter(|word| !word.is_needed && levels.keeps(word.code)) {
            let code = word.code;
            let message = format!("nothing here triggers `{code}` ({})", code.title());
            diags.push(Diagnostic::new(Code::UnneededAllow, word.span, message).help("remove it"));
        }
    }
}

/// Where a row is written. The texts of a pasted table are apart from what the author adds to them.
fn places(row: &ErrorRow) -> Vec<Span> {
    fn spans(text: &Text) -> impl Iterator<Item = Span> {
        text.main.iter().chain(text.languages.iter().map(|(_, text)| text)).map(|text| text.span)
    }
    let texts = spans(&row.message).chain(spans(&row.solution));
    row.allow.places.iter().copied().chain([*row.span]).chain(texts).collect()
}

fn refused(word: &Spanned<String>, refusal: Refusal) -> Diagnostic {
    let (message, help) = refusal.explain(word.as_str(), (Level::Allow, "allow"));
    let this = Diagnostic::new(Code::BadAllow, word.span, message).help(help);
    match refusal {
        Refusal::Unknown(Some(near)) => this.fix(word.span, near, Applicability::Guess),
        _ => this,
    }
}
