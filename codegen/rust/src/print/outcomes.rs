//! Payloads that depend on the status: the enum, and how the runtime reads it.

use super::flat::Joined;
use super::out::Out;
use super::words;
use crate::plan::{Balance, Derive, OutcomeItem};

/// The items of one enum.
pub(super) fn print(out: &mut Out<'_>, item: &OutcomeItem) {
    out.docs(&item.docs);
    if item.balance == Balance::Uneven {
        out.code(words::UNEVEN, &[]);
    }
    out.code("#[derive($)]", &[&Joined(&Derive::SHOWING, ", ")]);
    out.code("#[non_exhaustive]", &[]);
    out.open("pub enum $ {", &[&item.ident]);
    for variant in &item.variants {
        out.docs(&variant.docs);
        match &variant.ty {
            Some(ty) => out.code("$($),", &[&variant.ident, ty]),
            None => out.code("$,", &[&variant.ident]),
        }
    }
    out.code("/// A success with another status, as it came.", &[]);
    out.code("Undeclared(rt::Undeclared),", &[]);
    out.close("}");
    out.gap();
    out.open("rt::by_status! {", &[]);
    out.open("$ {", &[&item.ident]);
    for (number, variant) in item.variants.iter().enumerate() {
        match &variant.ty {
            Some(ty) => out.code("$ => $($),", &[&number, &variant.ident, ty]),
            None => out.code("$ => $,", &[&number, &variant.ident]),
        }
    }
    out.close("}");
    out.close("}");
}
