//! How much there is in a spec, and how much of it is generated.

use std::collections::{BTreeMap, BTreeSet};

use crate::ast::TypeKind;
use crate::diag::{Code, Diagnostics, Severity};
use crate::json::{Value, object};
use crate::model::Api;
use crate::reading::{Extent, Format, Reading};

/// The numbers about a spec.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stats {
    /// The format of the main file.
    pub format: Format,
    /// The size of the spec, whatever is generated of it.
    pub extent: Extent,
    /// The operations that are generated.
    pub operations: usize,
    /// Their tags.
    pub tags: usize,
    /// The types that are generated, by kind.
    pub types: Types,
    /// The rows of all error tables.
    pub rows: usize,
    /// The rows that a request is checked for.
    pub checked_rows: usize,
    /// The number of warnings by code.
    pub warnings: BTreeMap<Code, usize>,
}

/// The number of types by kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Types {
    /// Structs.
    pub structs: usize,
    /// Enums.
    pub enums: usize,
    /// Unions.
    pub unions: usize,
    /// Aliases.
    pub aliases: usize,
}

impl Stats {
    /// The numbers about a spec that was read.
    #[must_use]
    pub fn of(reading: &Reading, api: &Api) -> Self {
        let mut types = Types::default();
        for def in &api.types {
            *match def.kind {
                TypeKind::Struct(_) => &mut types.structs,
                TypeKind::Enum(_) => &mut types.enums,
                TypeKind::Union(_) => &mut types.unions,
                TypeKind::Alias(_) => &mut types.aliases,
            } += 1;
        }
        let tags: BTreeSet<&str> =
            api.endpoints.iter().filter_map(|at| at.tag.as_ref()).map(|tag| tag.as_str()).collect();
        let checked: BTreeSet<_> = api.preflight.iter().map(|check| check.row).collect();
        Self {
            format: reading.format,
            extent: reading.extent,
            operations: api.endpoints.len(),
            tags: tags.len(),
            types,
            rows: api.errors.len(),
            checked_rows: checked.len(),
            warnings: warnings(&reading.diagnostics),
        }
    }

    /// The numbers as lines for people; `name` is that of the spec.
    #[must_use]
    pub fn text(&self, name: &str) -> String {
        let Self { extent, types, .. } = self;
        let declared = match self.format {
            Format::Native => "",
            Format::OpenApi => "schemas",
        };
        let all = types.structs + types.enums + types.unions + types.aliases;
        let mut lines = vec![
            format!("{name}:"),
            format!(
                "  operations   {} of {} generated; tags: {}",
                self.operations, extent.operations, self.tags
            ),
            format!(
                "  types        {all} generated; structs: {}, enums: {}, unions: {}, aliases: {}",
                types.structs, types.enums, types.unions, types.aliases
            ),
            format!("  {declared:<12} {} declared; used by no operation: {}", extent.types, extent.unused),
            format!("  error rows   {}; checked before sending: {}", self.rows, self.checked_rows),
        ];
        if self.warnings.is_empty() {
            lines.push(String::from("  warnings     0"));
        }
        for (at, (code, count)) in self.warnings.iter().enumerate() {
            let head = if at == 0 { "warnings" } else { "" };
            lines.push(format!("  {head:<12} {count} × {code} {}", code.title()));
        }
        lines.join("\n") + "\n"
    }

    /// The numbers as one object of JSON on one line.
    #[must_use]
    pub fn json(&self, name: &str) -> String {
        let Self { extent, types, .. } = self;
        let format = match self.format {
            Format::Native => "stubwright",
            Format::OpenApi => "openapi",
        };
        let warnings = self.warnings.iter().map(|(code, count)| (code.to_string(), Value::from(*count)));
        object([
            ("spec", Value::from(name)),
            ("format", Value::from(format)),
            (
                "operations",
                object([
                    ("declared", Value::from(extent.operations)),
                    ("generated", Value::from(self.operations)),
                ]),
            ),
            ("tags", Value::from(self.tags)),
            (
                "types",
                object([
                    ("declared", Value::from(extent.types)),
                    ("unused", Value::from(extent.unused)),
                    ("structs", Value::from(types.structs)),
                    ("enums", Value::from(types.enums)),
                    ("unions", Value::from(types.unions)),
                    ("aliases", Value::from(types.aliases)),
                ]),
            ),
            (
                "error_rows",
                object([("all", Value::from(self.rows)), ("checked", Value::from(self.checked_rows))]),
            ),
            ("warnings", Value::Object(warnings.collect())),
        ])
        .line()
    }
}

fn warnings(found: &Diagnostics) -> BTreeMap<Code, usize> {
    let mut counts = BTreeMap::new();
    for item in found.sorted().into_iter().filter(|item| item.severity == Severity::Warning) {
        *counts.entry(item.code).or_default() += 1;
    }
    counts
}
