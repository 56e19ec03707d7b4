//! Unions: the enum, its conversions, and how the runtime tells its types apart.

use super::flat::{Flat, Joined, Literal};
use super::out::Out;
use super::scope::FileScope;
use super::structs::variant_debug;
use super::words;
use crate::plan::names::Name;
use crate::plan::{Balance, Blank, Conversion, UnionItem, UnionTag};

/// The items of one union.
pub(super) fn print(out: &mut Out<'_>, union: &UnionItem) {
    let ident = &union.ident;
    out.docs(&union.docs);
    if union.balance == Balance::Uneven {
        out.code(words::UNEVEN, &[]);
    }
    out.code("#[derive($)]", &[&Joined(&union.derives, ", ")]);
    out.code("#[non_exhaustive]", &[]);
    out.open("pub enum $ {", &[ident]);
    for variant in &union.variants {
        out.docs(&variant.docs);
        out.code("$($),", &[&variant.ident, &variant.ty]);
    }
    if union.tag != UnionTag::None {
        out.code("#[doc(hidden)]", &[]);
        out.code("__Unknown(rt::UnknownVariant),", &[]);
    }
    out.close("}");
    for found in &union.conversions {
        out.gap();
        conversion(out, ident, found);
    }
    if let Some(arms) = &union.debug {
        out.gap();
        variant_debug(out, ident, arms);
    }
    out.gap();
    table(out, union);
}

/// `From` of a type that one of the variants holds.
pub(super) fn conversion(out: &mut Out<'_>, ident: &Name, conversion: &Conversion) {
    out.code(
        "
        impl ::core::convert::From<$> for $ {
            fn from(value: $) -> Self {
                Self::$($)
            }
        }
        ",
        &[&conversion.ty, ident, &conversion.ty, &conversion.variant, &conversion.value],
    );
}

fn table(out: &mut Out<'_>, union: &UnionItem) {
    let tagged = match union.tag {
        UnionTag::None => "rt::untagged_union! {",
        UnionTag::Inside(_) | UnionTag::Beside { .. } => "rt::tagged_union! {",
    };
    out.open(tagged, &[]);
    out.open("$$$$$ {", &[&union.ident, &union.blank, &union.tag, &union.bare, &union.secret]);
    for variant in &union.variants {
        match &variant.wire {
            Some(wire) => out.code("$($) = $,", &[&variant.ident, &variant.ty, &Literal(wire)]),
            None => out.code("$($),", &[&variant.ident, &variant.ty]),
        }
    }
    out.close("}");
    out.close("}");
}

/// ` = Variant`
impl Flat for Blank {
    fn flat(&self, _: &FileScope, out: &mut String) {
        out.extend([" = ", if let Self::Variant(name) = self { name.as_str() } else { "endless" }]);
    }
}

/// ` by "kind"`
impl Flat for UnionTag {
    fn flat(&self, scope: &FileScope, out: &mut String) {
        let mut by = |keys: &[&str]| {
            out.push_str(" by ");
            let keys: Vec<Literal<'_>> = keys.iter().map(|key| Literal(key)).collect();
            Joined(&keys, ", ").flat(scope, out);
        };
        match self {
            Self::None => {}
            Self::Inside(tag) => by(&[tag]),
            Self::Beside { tag, content } => by(&[tag, content]),
        }
    }
}
