//! Rows and their rules.

use super::Lowering;
use crate::sheet::{Check, Code, Note, Noted, Row, Rule, Scalar, unplaced};
use stubwright_spec::ast::preflight::{self, Condition, Expectation, Form, Path, RuleKind, Unit};
use stubwright_spec::ast::{Category, ErrorCode, ErrorRow, Matching, Origin, Text};
use stubwright_spec::front::native::notation;
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
            message,
            solution,
            solution_notes,
            retry,
            http,
            docs,
            is_deprecated,
            check,
            matching,
            allow,
        } = &row.value;
        let some = |text: &Option<String>| text.clone().map(unplaced);
        let text = |main: Option<Spanned<String>>| Text { main, languages: Vec::new() };
        ErrorRow {
            name: some(name),
            message: text(some(message)),
            solution: text(solution.as_ref().map(|solution| self.placed(solution, solution_notes))),
            retry: retry.map(unplaced),
            category: Category::default(),
            http: *http,
            docs: some(docs),
            deprecated: *is_deprecated,
            checks: check.iter().map(|check| self.check(&check.value, &check.notes)).collect(),
            matching: some(matching).map(|message| Matching {
                span: Span::NONE.into(),
                message: Some(message),
                sub_code: None,
            }),
            allow: allow.iter().map(|code| unplaced(String::from(*code))).collect(),
            ..ErrorRow::at(self.place(&row.notes))
        }
    }

    fn check(&mut self, check: &Check, notes: &[Note]) -> preflight::Check {
        let when = check.when.iter().map(|(place, values)| Condition {
            at: path(place),
            is: Expectation::OneOf(self.values(values)),
        });
        let when = when.collect();
        let span = self.place(notes);
        let rules = self
            .rules(&check.rule)
            .into_iter()
            .map(|kind| preflight::Rule { span: span.into(), kind })
            .collect();
        preflight::Check { rules, when, on: None, partial: check.is_partial }
    }

    fn values(&mut self, values: &[Scalar]) -> Vec<Spanned<String>> {
        let value = |value: &Scalar| match value {
            Scalar::Text(text) => self.text(text),
            Scalar::Plain(text) => unplaced(text.clone()),
        };
        values.iter().map(value).collect()
    }

    fn rules(&mut self, rule: &Rule) -> Vec<RuleKind> {
        let at = path;
        let one = match rule {
            Rule::Present(places) => {
                return places.iter().map(|place| RuleKind::Present(path(place))).collect();
            }
            Rule::OneOf(place, values) => RuleKind::OneOf { at: at(place), values: self.values(values) },
            Rule::Extension(place, endings) => {
                RuleKind::Extension { at: at(place), endings: endings.clone() }
            }
            Rule::Range(place, min, max) => RuleKind::Range {
                at: at(place),
                min: min.clone().map(unplaced),
                max: max.clone().map(unplaced),
                fact: None,
            },
            Rule::Length(place, min, max, unit) => {
                let known = Unit::WORDS.iter().find(|(word, _)| unit.as_deref() == Some(word));
                let unit = known.map(|(_, unit)| *unit).unwrap_or_default();
                RuleKind::Length { at: at(place), unit, min: *min, max: *max }
            }
            Rule::Items(place, min, max) => RuleKind::Items { at: at(place), min: *min, max: *max },
            Rule::Unique(list, keys) => RuleKind::Unique {
                list: at(list),
                keys: keys.iter().map(|key| path(key)).collect(),
                across: None,
            },
            Rule::Time(place, min, max) => {
                let moment =
                    |text: &Option<String>| text.as_ref().and_then(|text| notation::moment(text).ok());
                RuleKind::Time {
                    at: at(place),
                    min: moment(min),
                    max: moment(max),
                    skew: notation::DEFAULT_SKEW,
                }
            }
            Rule::Format(place, form) => {
                let known = Form::WORDS.iter().find(|(word, _)| word == form).map(|(_, form)| form.clone());
                RuleKind::Format {
                    at: at(place),
                    form: unplaced(known.unwrap_or_else(|| Form::Regex(form.clone()))),
                }
            }
        };
        vec![one]
    }
}

fn path(text: &str) -> Path {
    notation::request_path(text, Span::NONE)
}
