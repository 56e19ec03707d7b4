//! The headers of responses: the struct, and how it is read.

use super::flat::Joined;
use super::out::Out;
use super::structs::named_debug;
use crate::plan::HeadersItem;

/// The items of one struct.
pub(super) fn print(out: &mut Out<'_>, item: &HeadersItem) {
    out.docs(&item.docs);
    out.code("#[derive($)]", &[&Joined(&item.derives, ", ")]);
    out.code("#[non_exhaustive]", &[]);
    out.open("pub struct $ {", &[&item.ident]);
    for field in &item.fields {
        out.docs(&field.docs);
        out.code("pub $: $,", &[&field.ident, &field.ty]);
    }
    out.close("}");
    if let Some(fields) = &item.debug {
        out.gap();
        named_debug(out, &item.ident, fields);
    }
    out.gap();
    out.open("impl ::core::convert::From<&rt::http::HeaderMap> for $ {", &[&item.ident]);
    out.open("fn from(headers: &rt::http::HeaderMap) -> Self {", &[]);
    out.open("Self {", &[]);
    for field in &item.fields {
        out.value("$:", &[&field.ident], &field.value, ",");
    }
    out.close("}");
    out.close("}");
    out.close("}");
}
