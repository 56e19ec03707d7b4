//! The model of a sheet, and which part of the sheet declares what of it.

use std::collections::BTreeMap;

use crate::sheet::{Note, Sheet, TypeKind};
use crate::write::Lowering;
use stubwright_spec::ast::{self, Field};
use stubwright_spec::diag::Diagnostics;
use stubwright_spec::model::Api;
use stubwright_spec::resolve::resolve;
use stubwright_spec::source::Span;

/// A sheet as a model.
pub(super) struct Model {
    pub(super) api: Api,
    fields: BTreeMap<Span, Part>,
    /// Rules by their places in the sheet: the table, the code and the row.
    rules: BTreeMap<Span, RowPart>,
}

/// A part of a sheet that has a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// A field of a type.
    Field(usize, usize),
    /// A parameter of an endpoint.
    Param(usize, usize),
}

/// A row of a sheet: of its common table, or of one of the others; then the code and the row of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct RowPart {
    table: Option<usize>,
    code: usize,
    row: usize,
}

impl Model {
    pub(super) fn of(sheet: &Sheet) -> Self {
        let ast = Lowering::default().api(sheet);
        // Other faults of the draft are reported when it is read as a spec.
        let api = resolve(&ast, &mut Diagnostics::default());
        let mut this = Self { api, fields: BTreeMap::new(), rules: BTreeMap::new() };
        for (at, ty) in ast.types.iter().enumerate() {
            let ast::TypeKind::Struct(fields) = &ty.kind else { continue };
            let parts = fields.iter().enumerate().map(|(nth, field)| (field.key.span, Part::Field(at, nth)));
            this.fields.extend(parts);
        }
        for (at, endpoint) in ast.endpoints.iter().enumerate() {
            let params = endpoint.params.iter().enumerate();
            this.fields.extend(params.map(|(nth, param)| (param.field.key.span, Part::Param(at, nth))));
        }
        let common = std::iter::once((None, &ast.errors));
        let tables = ast.tables.iter().enumerate().map(|(at, table)| (Some(at), &table.codes));
        for (table, codes) in common.chain(tables) {
            for (code, (row, rule)) in
                codes.iter().enumerate().flat_map(|(at, code)| rules(code).map(move |rule| (at, rule)))
            {
                this.rules.insert(rule, RowPart { table, code, row });
            }
        }
        this
    }

    pub(super) fn part(&self, declared: Span) -> Option<Part> {
        self.fields.get(&declared).copied()
    }

    pub(super) fn row(&self, rule: Span) -> Option<RowPart> {
        self.rules.get(&rule).copied()
    }
}

/// The rows of a code that have rules, and the places of those.
fn rules(code: &ast::ErrorCode) -> impl Iterator<Item = (usize, Span)> {
    let rows = code.rows.iter().enumerate();
    rows.flat_map(|(at, row)| {
        row.checks.iter().flat_map(|check| &check.rules).map(move |rule| (at, *rule.span))
    })
}

impl Part {
    pub(super) fn of(self, sheet: &mut Sheet) -> Option<(&mut Field, &mut Vec<Note>)> {
        match self {
            Self::Field(ty, field) => match &mut sheet.types.get_mut(ty)?.value.kind {
                TypeKind::Struct(fields) => {
                    let noted = fields.get_mut(field)?;
                    Some((&mut noted.value, &mut noted.notes))
                }
                TypeKind::Enum(_) => None,
            },
            Self::Param(endpoint, param) => {
                let noted = sheet.endpoints.get_mut(endpoint)?.value.params.get_mut(param)?;
                Some((&mut noted.value.field, &mut noted.notes))
            }
        }
    }
}

impl RowPart {
    pub(super) fn of(self, sheet: &mut Sheet) -> Option<&mut crate::sheet::Noted<crate::sheet::Row>> {
        let codes = match self.table {
            None => &mut sheet.errors,
            Some(at) => &mut sheet.tables.get_mut(at)?.1,
        };
        codes.get_mut(self.code)?.rows.get_mut(self.row)
    }

    pub(super) fn code(self, sheet: &Sheet) -> Option<&str> {
        let codes = match self.table {
            None => &sheet.errors,
            Some(at) => &sheet.tables.get(at)?.1,
        };
        codes.get(self.code).map(|code| code.code.as_str())
    }
}

/// The first place that notes give.
pub(super) fn place(notes: &[Note]) -> Option<Span> {
    notes.iter().find_map(|note| note.span)
}
