//! Unions: variants, what the macro of the runtime is told, and conversions.

use std::collections::{BTreeMap, BTreeSet};

use super::docs::{Docs, code, markdown};
use super::names::Name;
use super::rust_types::rust_type;
use super::syntax::{Expr, Path, RustType, Std};
use super::type_docs::{deprecate, type_docs};
use super::{Balance, Conversion, Cx, Derive, FieldDebug, UnionItem, UnionTag, UnionVariant};
use stubwright_spec::model::{
    Api, Field, Scalar, Tag, TagRepr, Type, TypeDef, TypeId, TypeKind, Union, Variant, dump,
};

/// A union of the spec.
pub(super) fn plan(
    cx: &Cx<'_>,
    id: TypeId,
    def: &TypeDef,
    union: &Union,
    (ident, members): (&Name, &[Name]),
) -> UnionItem {
    let variants = union.variants.iter().zip(members);
    let debug = debug(cx, id, union, members);
    UnionItem {
        ident: ident.clone(),
        docs: docs(def, union),
        balance: balance(cx, id, union),
        variants: variants
            .clone()
            .enumerate()
            .map(|(at, (variant, member))| self::variant(cx, (id, at), union, variant, member))
            .collect(),
        tag: match &union.tag {
            Tag::None => UnionTag::None,
            Tag::Inside(tag) => UnionTag::Inside(tag.value.clone()),
            Tag::Beside { tag, content } => {
                UnionTag::Beside { tag: tag.value.clone(), content: content.value.clone() }
            }
        },
        shared: if union.shares_tags() { all_tags(union) } else { Vec::new() },
        derives: if debug.is_some() { Derive::HIDING.into() } else { Derive::SHOWING.into() },
        debug,
        bare: if union.repr == TagRepr::String { "" } else { " bare" },
        secret: if cx.analysis.get(id).holds_secret { " secret" } else { "" },
        conversions: conversions(cx, id, &variants.collect::<Vec<_>>()),
    }
}

/// The values of the tag in spec order, each once.
fn all_tags(union: &Union) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let tags = union.variants.iter().flat_map(Variant::tags);
    tags.filter(|tag| seen.insert(tag.as_str())).map(|tag| tag.value.clone()).collect()
}

fn docs(def: &TypeDef, union: &Union) -> Docs {
    let mut docs = type_docs(def);
    docs.add(match &union.tag {
        Tag::None => "Untagged: the type that fits best is used. Open: a value that no type fits is kept, and written back unchanged.".into(),
        Tag::Inside(tag) | Tag::Beside { tag, .. } => markdown!(
            "Tagged by {}. Open: a value with an unknown tag is kept, and written back unchanged.",
            code(tag)
        ),
    });
    docs
}

/// A `Debug` that hides variants which take any object. In a union without a tag such a variant takes what the others
/// do not, secrets with it.
fn debug(cx: &Cx<'_>, id: TypeId, union: &Union, members: &[Name]) -> Option<Vec<FieldDebug>> {
    let takes_any = |variant: &Variant| takes_any(cx, &variant.ty);
    let is_needed =
        union.tag == Tag::None && cx.analysis.get(id).holds_secret && union.variants.iter().any(takes_any);
    let arm = |(variant, ident): (&Variant, &Name)| match takes_any(variant) {
        true => FieldDebug::Hidden(ident.clone()),
        false => FieldDebug::Shown(ident.clone()),
    };
    is_needed.then(|| union.variants.iter().zip(members).map(arm).collect())
}

/// Whether a type keeps keys and values that nobody has declared: `any`, a map, the unknown variant of a union.
fn takes_any(cx: &Cx<'_>, ty: &Type) -> bool {
    match cx.api.behind_aliases(ty) {
        Type::Scalar(Scalar::Any) | Type::Map(_) => true,
        Type::List(inner) | Type::Nullable(inner) | Type::Limited(inner, _) => takes_any(cx, inner),
        // One that can hold a secret hides them itself.
        Type::Named(id) => {
            !cx.analysis.get(*id).holds_secret && matches!(cx.api.types[*id].kind, TypeKind::Union(_))
        }
        Type::Scalar(_) | Type::Applied(..) | Type::Parameter(_) | Type::Error => false,
    }
}

/// Clippy asks for a box from this difference between the largest type and the next one on; sizes are estimated here, so
/// the attribute is there a little earlier.
const LARGE: usize = 160;

/// A box would make every caller take the value out of it; unions are few, and live shortly.
fn balance(cx: &Cx<'_>, owner: TypeId, union: &Union) -> Balance {
    let mut sizes: Vec<usize> = union
        .variants
        .iter()
        .enumerate()
        .map(|(at, variant)| match cx.boxes.has(owner, at) {
            true => 8,
            false => {
                let mut left = LOOKED_AT;
                size(cx.api, &variant.ty, &mut left)
            }
        })
        .collect();
    sizes.sort_unstable();
    match sizes.as_slice() {
        [.., next, largest] if largest - next >= LARGE => Balance::Uneven,
        _ => Balance::Even,
    }
}

/// How many types are looked into for the size of one union; the rest counts as text does.
const LOOKED_AT: usize = 1_000;

/// About how many bytes a value takes in place.
fn size(api: &Api, ty: &Type, left: &mut usize) -> usize {
    let id = match ty {
        Type::List(_) | Type::Map(_) | Type::Parameter(_) | Type::Error => return 24,
        Type::Nullable(inner) | Type::Limited(inner, _) => return size(api, inner, left),
        Type::Scalar(Scalar::Bool) => return 1,
        Type::Scalar(scalar) if scalar.is_integer() || *scalar == Scalar::F64 => return 8,
        Type::Scalar(_) => return 24,
        Type::Named(id) | Type::Applied(id, _) => *id,
    };
    // Types that hold themselves do so in a box.
    *left = left.saturating_sub(1);
    if *left == 0 {
        return 24;
    }
    match &api.types[id].kind {
        TypeKind::Struct(fields) => {
            let of = |field: &Field| {
                size(api, &field.ty, left).next_multiple_of(8) + if field.can_lack() { 8 } else { 0 }
            };
            fields.iter().map(of).fold(0, usize::saturating_add)
        }
        TypeKind::Enum(_) => 24,
        TypeKind::Alias(ty) => size(api, ty, left),
        TypeKind::Union(union) => {
            let largest = union.variants.iter().map(|variant| size(api, &variant.ty, left)).max();
            largest.unwrap_or_default().saturating_add(8)
        }
    }
}

fn variant(
    cx: &Cx<'_>,
    (owner, at): (TypeId, usize),
    union: &Union,
    variant: &Variant,
    member: &Name,
) -> UnionVariant {
    let tags = if union.tag == Tag::None { &[] } else { variant.tags() };
    let mut docs = match tags {
        [] => Docs::vendor_with(variant.doc.as_ref(), ""),
        [first, others @ ..] => {
            let first = code(first.as_str());
            let all = others.iter().fold(first, |all, tag| markdown!("{}, {}", all, code(tag.as_str())));
            Docs::vendor_with(variant.doc.as_ref(), all)
        }
    };
    if docs.is_empty() {
        docs = Docs::ours(markdown!("A value of type {}.", code(&dump::ty(cx.api, &variant.ty))));
    }
    deprecate(&mut docs, variant.deprecated);
    let ty = rust_type(cx, &variant.ty);
    UnionVariant {
        ident: member.clone(),
        docs,
        ty: if cx.boxes.has(owner, at) { ty.boxed() } else { ty },
        wires: tags.iter().map(|tag| tag.value.clone()).collect(),
    }
}

/// `From` for each type that only one variant holds, or did when it became a conversion. What is one type in Rust counts as one, whatever its aliases.
fn conversions(cx: &Cx<'_>, owner: TypeId, variants: &[(&Variant, &Name)]) -> Vec<Conversion> {
    let names: Vec<String> = variants.iter().map(|(variant, _)| expanded(cx.api, &variant.ty)).collect();
    let mut holders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, name) in names.iter().enumerate() {
        holders.entry(name).or_default().push(at);
    }
    let own = expanded(cx.api, &Type::Named(owner));
    let is_target = |at: usize, name: &String| match holders.get(name.as_str()).map(Vec::as_slice) {
        _ if *name == own => false,
        Some([_]) => true,
        // A variant that came later takes no conversion away.
        Some(several) => known(cx, owner, variants, several) == Some(at),
        None => false,
    };
    let once = variants.iter().zip(&names).enumerate();
    let once = once.filter(|(at, (_, name))| is_target(*at, name));
    once.flat_map(|(at, ((variant, member), _))| {
        let value = Expr::path("value");
        let held = if cx.boxes.has(owner, at) {
            Expr::Path(Path::OfStd(Std::Box, "new")).called([value.clone()])
        } else {
            value.clone()
        };
        let key = dump::ty(cx.api, &variant.ty);
        let conversion = |ty, value| Conversion { key: key.clone(), ty, variant: (*member).clone(), value };
        let is_text = matches!(cx.api.behind_aliases(&variant.ty), Type::Scalar(Scalar::String));
        let borrowed = is_text.then(|| conversion(RustType::Primitive("&str"), value.method("into", [])));
        borrowed.into_iter().chain([conversion(rust_type(cx, &variant.ty), held)])
    })
    .collect()
}

/// Which of several variants with one type it was that the type converted into.
fn known(cx: &Cx<'_>, owner: TypeId, variants: &[(&Variant, &Name)], several: &[usize]) -> Option<usize> {
    let union = cx.names.types[owner].plain();
    several.iter().copied().find(|at| {
        variants.get(*at).is_some_and(|(variant, member)| {
            cx.options.kept.converted(union, &dump::ty(cx.api, &variant.ty)) == Some(member.plain())
        })
    })
}

/// A type with every alias in it replaced, as text: equal for types that are one in Rust.
fn expanded(api: &Api, ty: &Type) -> String {
    match api.behind_aliases(ty) {
        Type::List(inner) => format!("[{}]", expanded(api, inner)),
        Type::Map(inner) => format!("{{{}}}", expanded(api, inner)),
        Type::Nullable(inner) => format!("{} | null", expanded(api, inner)),
        Type::Applied(id, argument) => format!("{}<{}>", id.0, expanded(api, argument)),
        Type::Named(id) => id.0.to_string(),
        other => dump::ty(api, other),
    }
}
