//! Drafts in expressions.

use super::draft::referred;
use crate::ast::TypeExpr;
use crate::ast::exprs;

/// The name in an expression; no type of a document has a parameter, so there is at most one.
pub(super) fn name(ty: &mut TypeExpr) -> Option<&mut String> {
    exprs::names(ty).into_iter().next()
}

/// The draft that an expression refers to.
pub(super) fn draft(ty: &mut TypeExpr) -> Option<usize> {
    name(ty).and_then(|name| referred(name))
}
