//! Unions: the enum, its conversions, and how the runtime tells its types apart.

use super::flat::{Flat, Joined, Literal};
use super::out::Out;
use super::scope::FileScope;
use super::structs::variant_debug;
use super::words;
use crate::plan::names::Name;
use crate::plan::{Balance, Conversion, UnionItem, UnionTag};

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
    out.code("#[doc(hidden)]", &[]);
    out.code("__Unknown(rt::UnknownVariant),", &[]);
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
    out.open("$$$$$ {", &[&union.ident, &union.tag, &Shared(&union.shared), &union.bare, &union.secret]);
    for variant in &union.variants {
        let wires: Vec<Literal<'_>> = variant.wires.iter().map(|wire| Literal(wire)).collect();
        match wires.as_slice() {
            [] => out.code("$($),", &[&variant.ident, &variant.ty]),
            wires => out.code("$($) = $,", &[&variant.ident, &variant.ty, &Joined(wires, " | ")]),
        }
    }
    out.close("}");
    out.close("}");
}

/// ` among ["value"]`, where values lead to several variants.
struct Shared<'a>(&'a [String]);

impl Flat for Shared<'_> {
    fn flat(&self, scope: &FileScope, out: &mut String) {
        if self.0.is_empty() {
            return;
        }
        let values: Vec<Literal<'_>> = self.0.iter().map(|value| Literal(value)).collect();
        out.push_str(" among [");
        Joined(&values, ", ").flat(scope, out);
        out.push(']');
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
