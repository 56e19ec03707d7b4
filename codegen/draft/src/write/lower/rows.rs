//! Rows and their rules.

use super::Lowering;
use crate::sheet::{Check, Code, Note, Noted, Row, Translation, unplaced};
use stubwright_spec::ast::preflight::{self, Condition, Expectation, RuleKind};
use stubwright_spec::ast::{Allow, Category, ErrorCode, ErrorRow, Matching, Origin, Repr, Text};
use stubwright_spec::source::{Span, Spanned};

impl Lowering {
    pub(crate) fn code(&mut self, code: &Code) -> ErrorCode {
        let span = self.place(&code.notes);
        ErrorCode {
            code: Spanned::new(code.code.clone(), span),
            rows: code.rows.iter().map(|row| self.row(row)).collect(),
            origin: Origin::Written,
        }
    }

    pub(crate) fn row(&mut self, row: &Noted<Row>) -> ErrorRow {
        let Row {
            name,
            is_name_composed: _,
            message,
            translation,
            solution,
            solution_notes,
            retry,
            http,
            docs,
            is_deprecated,
            check,
            matching,
            sub_code,
            allow,
        } = &row.value;
        let some = |text: &Option<String>| text.clone().map(unplaced);
        let text = |main: Option<Spanned<String>>| Text { main, languages: Vec::new() };
        let mut said = text(some(message));
        if let (Some(message), Some(translation)) = (message, translation) {
            let tagged = |tag: &str, text: &str| (unplaced(tag.to_owned()), unplaced(text.to_owned()));
            let Translation { text, tag, original } = translation;
            said.languages = vec![tagged(original, message), tagged(tag, text)];
        }
        ErrorRow {
            name: some(name),
            message: said,
            solution: text(solution.as_ref().map(|solution| self.placed(solution, solution_notes))),
            retry: retry.map(unplaced),
            category: Category::default(),
            http: *http,
            docs: some(docs),
            deprecated: *is_deprecated,
            checks: check.iter().map(|check| self.check(&check.value, &check.notes)).collect(),
            matching: (matching.is_some() || sub_code.is_some()).then(|| Matching {
                span: Span::NONE.into(),
                message: some(matching),
                sub_code: some(sub_code),
            }),
            allow: Allow {
                codes: allow.iter().map(|code| unplaced(String::from(*code))).collect(),
                places: Vec::new(),
            },
            ..ErrorRow::at(self.place(&row.notes))
        }
    }

    fn check(&mut self, check: &Check, notes: &[Note]) -> preflight::Check {
        let span = self.place(notes);
        let mut rules = check.rules.clone();
        let mut when: Vec<Condition> = check.when.iter().cloned().collect();
        let of_rules = rules.iter_mut().filter_map(|rule| match rule {
            RuleKind::OneOf { values, .. } => Some(values),
            _ => None,
        });
        let of_conditions = when.iter_mut().filter_map(|condition| match &mut condition.is {
            Expectation::OneOf(values) => Some(values),
            _ => None,
        });
        if check.repr == Repr::String {
            for value in of_rules.chain(of_conditions).flatten() {
                *value = self.text(value.as_str());
            }
        }
        let rules = rules.into_iter().map(|kind| preflight::Rule { span: span.into(), kind }).collect();
        preflight::Check { rules, when, on: None, partial: check.is_partial }
    }
}
