//! Bodies that a caller chooses from: the enum, its conversions, and how each is sent.

use super::flat::{Flat, Joined, OfModule};
use super::out::Out;
use super::unions::conversion;
use super::words;
use crate::plan::syntax::Expr;
use crate::plan::{Balance, ChoiceItem, Derive, Usage};

/// The items of one enum.
pub(super) fn print(out: &mut Out<'_>, item: &ChoiceItem) {
    out.docs(&item.docs);
    if item.balance == Balance::Uneven {
        out.code(words::UNEVEN, &[]);
    }
    out.code("#[derive($)]", &[&Joined(&Derive::SHOWING, ", ")]);
    out.code("#[non_exhaustive]", &[]);
    out.open("pub enum $ {", &[&item.ident]);
    for variant in &item.variants {
        out.docs(&variant.docs);
        out.code("$($),", &[&variant.ident, &variant.ty]);
    }
    out.close("}");
    for found in &item.conversions {
        out.gap();
        conversion(out, &item.ident, found);
    }
    out.gap();
    out.open("impl $ {", &[&item.ident]);
    for (constant, content_type) in item.variants.iter().filter_map(|variant| variant.content_type.as_ref()) {
        out.value("const $: &'static str =", &[constant], &Expr::text(content_type), ";");
    }
    if item.variants.iter().any(|variant| variant.content_type.is_some()) {
        out.gap();
    }
    out.function(("$ fn finish", &[&OfModule]), &[&"&self", &BUILDER], RESULT);
    out.indented(|out| {
        out.open("match self {", &[]);
        for variant in &item.variants {
            out.value("Self::$(body) =>", &[&variant.ident], &variant.finished, ",");
        }
        out.close("}");
    });
    out.code("}", &[]);
    for variant in &item.variants {
        let Some((name, usage, added)) = &variant.form else { continue };
        let body = if *usage == Usage::Named { "body: &" } else { "_: &" };
        out.gap();
        out.function(("fn $", &[name]), &[&BUILDER, &(body, &variant.ty)], RESULT);
        out.indented(|out| out.expr(added, ""));
        out.code("}", &[]);
    }
    out.close("}");
}

const BUILDER: &str = "builder: rt::RequestBuilder";

const RESULT: (&str, &[&dyn Flat]) = (" -> Result<rt::RequestBuilder, rt::InvalidRequest> {", &[]);
