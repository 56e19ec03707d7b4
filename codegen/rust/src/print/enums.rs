//! Open enums.

use super::out::Out;
use crate::plan::EnumItem;

/// The enum, and its table of wire values.
pub(super) fn print(out: &mut Out<'_>, item: &EnumItem) {
    out.docs(&item.docs);
    out.code("#[derive(Debug, Clone, PartialEq, Eq, Hash)]", &[]);
    out.code("#[non_exhaustive]", &[]);
    out.open("pub enum $ {", &[&item.ident]);
    for variant in &item.variants {
        out.docs(&variant.docs);
        out.code("$,", &[&variant.ident]);
    }
    out.code("#[doc(hidden)]", &[]);
    out.code("__Unknown(rt::Unknown),", &[]);
    out.close("}");

    out.gap();
    out.open("rt::open_enum! {", &[]);
    out.open("$: $ {", &[&item.ident, &item.repr]);
    for variant in &item.variants {
        out.code("$ = $,", &[&variant.ident, &variant.wire]);
    }
    out.close("}");
    out.close("}");
}
