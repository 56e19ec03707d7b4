//! The state of building the types.

use std::collections::{BTreeMap, BTreeSet};

use crate::found::{Found, Listed, Side};
use crate::infer::types::endpoints::Operation;
use crate::infer::types::naming::Names;
use crate::json::{Kind, Value};
use crate::lexicon::verbs::{singular, words};
use crate::sheet::{Note, Noted, Type, ty};
use stubwright_spec::ast::{Field, FieldRole, Spelling, TypeExpr};
use stubwright_spec::diag::Diagnostics;
use stubwright_spec::front::native::print::notation;
use stubwright_spec::source::Span;

/// The note at a field without a type.
pub(super) const UNTYPED: &str = "its type is not on the page";

/// The note at a field that only the samples show to be required.
pub(super) const ALWAYS: &str = "required: every sample has it";

pub(in crate::infer::types) struct Builder<'f, 'd> {
    pub(in crate::infer::types) found: &'f Found,
    pub(in crate::infer::types) diags: &'d mut Diagnostics,
    /// Whether a page has a table of fields; without one, it is said once that samples decide what is required.
    pub(in crate::infer::types) has_tables: bool,
    /// The types in their order; `None` for one whose members are not known yet, or that turned out to be another one.
    pub(super) types: Vec<Option<Noted<Type>>>,
    pub(super) names: Names,
    /// Types of scalar fields by key, as real values show them: placeholders of the same key get them.
    pub(super) known: BTreeMap<String, TypeExpr>,
    /// Names that turned out to say less than those of equal structs: the old one and the new one.
    pub(super) renamed: Vec<(String, String)>,
    pub(super) places: BTreeMap<String, usize>,
    /// The indexes of the types by name.
    pub(super) slots: BTreeMap<String, usize>,
    /// The structs by their fields.
    pub(super) known_shapes: BTreeMap<Signature, String>,
    /// The structs that only samples show by their fields, whatever numbers these have.
    pub(super) loose_shapes: BTreeMap<Signature, String>,
    /// The lists of values by the names of their fields.
    listed: BTreeMap<String, &'f Listed>,
    /// The ids in samples: texts of which keys of a map may consist.
    pub(super) ids: BTreeMap<&'f str, Span>,
    /// The names of fields that have a fraction somewhere.
    pub(super) fractions: BTreeSet<&'f str>,
}

/// Names, types and presence of fields.
pub(super) type Signature = BTreeSet<(String, String, bool)>;

pub(super) fn signature(fields: &[Noted<Field>]) -> Signature {
    let one = |Noted { value: field, .. }: &Noted<Field>| {
        let ty = match &field.role {
            // Two operations have two structs.
            FieldRole::Fixed(value) => format!("{:?}", value.kind),
            _ => notation(&field.ty),
        };
        (field.key.value.clone(), ty, field.optional)
    };
    fields.iter().map(one).collect()
}

/// The numbers of samples, each of which takes those before it.
pub(super) const WIDTHS: [&str; 3] = ["i32", "i64", "f64"];

/// The signature without the widths of numbers.
pub(super) fn loose(signature: &Signature) -> Signature {
    let one = |(name, ty, optional): &(String, String, bool)| {
        let ty = if WIDTHS.contains(&ty.as_str()) { WIDTHS.concat() } else { ty.clone() };
        (name.clone(), ty, *optional)
    };
    signature.iter().map(one).collect()
}

/// Where a type is built.
#[derive(Debug, Clone, Copy)]
pub(in crate::infer::types) struct Scene<'s> {
    /// Which way it travels.
    pub(in crate::infer::types) side: Side,
    /// The name of the type around it.
    pub(in crate::infer::types) parent: &'s str,
    /// Whether every value of the sample is a placeholder.
    pub(in crate::infer::types) is_skeleton: bool,
    /// Whether a table describes the fields around it.
    pub(in crate::infer::types) has_table: bool,
    /// The operation that one of its fields says.
    pub(in crate::infer::types) operation: Option<&'s Operation>,
}

/// Whether something is the value of a key or an item of its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::infer::types) enum Stands {
    Alone,
    InList,
}

#[derive(Debug, Clone)]
pub(in crate::infer::types) struct Used {
    pub(in crate::infer::types) ty: TypeExpr,
    /// `as:`.
    pub(in crate::infer::types) form: Option<Spelling>,
    pub(in crate::infer::types) notes: Vec<Note>,
}

impl Used {
    pub(in crate::infer::types) fn plain(ty: TypeExpr) -> Self {
        Self { ty, form: None, notes: Vec::new() }
    }

    /// A scalar or a named type.
    pub(in crate::infer::types) fn name(name: impl Into<String>) -> Self {
        Self::plain(ty::name(name))
    }

    pub(in crate::infer::types) fn spelled(self, form: Option<Spelling>) -> Self {
        Self { form, ..self }
    }

    pub(in crate::infer::types) fn guess(mut self, text: impl Into<String>) -> Self {
        self.notes.push(Note { is_guess: true, text: text.into(), span: None });
        self
    }

    pub(in crate::infer::types) fn remark(mut self, text: impl Into<String>, span: Option<Span>) -> Self {
        self.notes.push(Note { is_guess: false, text: text.into(), span });
        self
    }
}

impl<'f, 'd> Builder<'f, 'd> {
    pub(in crate::infer::types) fn new(found: &'f Found, diags: &'d mut Diagnostics) -> Self {
        Self {
            found,
            diags,
            has_tables: false,
            types: Vec::new(),
            names: Names::default(),
            known: BTreeMap::new(),
            renamed: Vec::new(),
            places: BTreeMap::new(),
            slots: BTreeMap::new(),
            known_shapes: BTreeMap::new(),
            loose_shapes: BTreeMap::new(),
            listed: listed(found),
            ids: ids(found),
            fractions: super::fractions::fractions(found),
        }
    }

    /// The values that the pages list for a field.
    pub(super) fn listed(&self, key: &str) -> Option<&'f Listed> {
        if self.listed.is_empty() { None } else { self.listed.get(&folded(key)).copied() }
    }
}

/// The texts that are values of ids in samples, and where each is first.
fn ids(found: &Found) -> BTreeMap<&str, Span> {
    let mut ids = BTreeMap::new();
    for sample in &found.samples {
        add_ids(&sample.value, "", (0, &mut ids));
    }
    ids
}

fn add_ids<'v>(value: &'v Value, key: &str, (depth, ids): (usize, &mut BTreeMap<&'v str, Span>)) {
    /// Ids lie no deeper.
    const DEEPEST: usize = 16;
    match &value.kind {
        _ if depth > DEEPEST => {}
        Kind::Object(members) => {
            members.iter().for_each(|(key, value)| add_ids(value, &key.value, (depth + 1, ids)));
        }
        Kind::List(items) => items.iter().for_each(|item| add_ids(item, key, (depth + 1, ids))),
        Kind::Text(text) if text.len() > 2 && words(key).last().is_some_and(|last| last == "id") => {
            ids.entry(text).or_insert(value.span);
        }
        _ => {}
    }
}

fn listed(found: &Found) -> BTreeMap<String, &Listed> {
    // Of several lists the first one counts.
    let lists = found.values.iter().rev().filter(|listed| listed.values.len() >= 2);
    lists.map(|listed| (folded(&listed.field.value), listed)).collect()
}

fn folded(name: &str) -> String {
    words(name).iter().map(|word| singular(word)).collect()
}
