//! The state of finding tables.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::broken::Above;
use super::context::Context;
use super::lines::Lines;
use super::rows::Seen;
use super::sheet;
use crate::found::{Found, Place};
use crate::page::Block;
use stubwright_spec::diag::Diagnostics;
use stubwright_spec::source::{Span, Spanned};

/// The blocks that belong to a table.
#[derive(Debug, Default)]
pub(in crate::extract) struct Used {
    pub(in crate::extract) blocks: BTreeSet<usize>,
    /// Those of tables of errors.
    pub(in crate::extract) errors: BTreeSet<usize>,
}

pub(super) struct Finder<'a> {
    pub(super) blocks: &'a [&'a Block],
    pub(super) lines: Lines,
    pub(super) context: Context,
    pub(super) seen: Seen,
    pub(super) used: Used,
    /// The lines before this one are known not to be rows of errors.
    pub(super) refused: usize,
    /// The lines before this one were read, though their block goes on.
    pub(super) read_to: usize,
    /// The last table of errors.
    pub(super) above: Option<Above>,
    /// The heads of the last table of fields that has some.
    pub(super) heads: Vec<Spanned<String>>,
    /// The columns of tables of errors by their heads.
    pub(super) columns: BTreeMap<Vec<String>, sheet::ErrorColumns>,
    /// The last list of fields, while no heading and no table is below it.
    pub(super) list: Option<Place>,
    /// The tables in the cells of fields that are still to come.
    pub(super) inner: VecDeque<Inner>,
    pub(super) found: &'a mut Found,
    pub(super) diags: &'a mut Diagnostics,
}

/// A table in a cell of a table of fields.
pub(super) struct Inner {
    /// Where it is: its first row.
    pub(super) first: Span,
    /// The outermost table that it is in.
    pub(super) outer: Place,
    /// The field of its row.
    pub(super) field: Option<Span>,
}
