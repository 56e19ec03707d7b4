//! Unions: variants, the input of the runtime's macro, and conversions.

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
        balance: balance_of(cx, id, union),
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
fn balance_of(cx: &Cx<'_>, owner: TypeId, union: &Union) -> Balance {
    let variants = union.variants.iter().enumerate();
    compared(
        variants.map(|(at, variant)| if cx.boxes.has(owner, at) { 8 } else { whole_size(cx, &variant.ty) }),
    )
}

/// How the sizes of the types compare that an enum holds in place.
pub(super) fn balance<'a>(cx: &Cx<'_>, types: impl Iterator<Item = &'a Type>) -> Balance {
    compared(types.map(|ty| whole_size(cx, ty)))
}

fn whole_size(cx: &Cx<'_>, ty: &Type) -> usize {
    let mut left = LOOKED_AT;
    size(cx.api, ty, &mut left)
}

fn compared(sizes: impl Iterator<Item = usize>) -> Balance {
    let mut sizes: Vec<usize> = sizes.collect();
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

/// `From` for each type that only one variant holds, or did when it became a conversion. Types that are the same in
/// Rust count as one, whatever their aliases.
fn conversions(cx: &Cx<'_>, owner: TypeId, variants: &[(&Variant, &Name)]) -> Vec<Conversion> {
    let own = expanded(cx.api, &Type::Named(owner));
    let variants = variants.iter().enumerate();
    let candidates = variants.map(|(at, (variant, member))| {
        let value = Expr::path("value");
        let held = match cx.boxes.has(owner, at) {
            true => Expr::Path(Path::OfStd(Std::Box, "new")).called([value]),
            false => value,
        };
        Candidate::of(cx, &variant.ty, member, held)
    });
    let candidates: Vec<Candidate> = candidates.filter(|candidate| candidate.same != own).collect();
    conversions_to(cx, &cx.names.types[owner], &candidates)
}

/// A variant with what may convert into it.
pub(super) struct Candidate {
    /// Equal for types that are one in Rust.
    pub(super) same: String,
    /// The type as the spec has it.
    pub(super) key: String,
    pub(super) ty: RustType,
    pub(super) variant: Name,
    /// How the variant holds `value`.
    pub(super) held: Expr,
}

impl Candidate {
    /// A variant that holds a value of a type of the spec.
    pub(super) fn of(cx: &Cx<'_>, ty: &Type, variant: &Name, held: Expr) -> Self {
        Self {
            same: expanded(cx.api, ty),
            key: dump::ty(cx.api, ty),
            ty: rust_type(cx, ty),
            variant: variant.clone(),
            held,
        }
    }

    /// A variant that holds a text.
    pub(super) fn text(variant: &Name) -> Self {
        let word = Scalar::String.word().to_owned();
        let (same, key) = (word.clone(), word);
        Self { same, key, ty: RustType::String, variant: variant.clone(), held: Expr::path("value") }
    }
}

/// A conversion for each type that one variant holds, or that converted into a variant before others held it too.
pub(super) fn conversions_to(cx: &Cx<'_>, owner: &Name, candidates: &[Candidate]) -> Vec<Conversion> {
    let mut holders: BTreeMap<&str, Vec<&Candidate>> = BTreeMap::new();
    for candidate in candidates {
        holders.entry(&candidate.same).or_default().push(candidate);
    }
    let is_known = |candidate: &Candidate| {
        cx.options.kept.converted(owner.plain(), &candidate.key) == Some(candidate.variant.plain())
    };
    let is_target = |candidate: &&Candidate| match holders.get(candidate.same.as_str()).map(Vec::as_slice) {
        Some([_]) => true,
        // A variant that came later takes no conversion away.
        Some(several) => {
            let known = several.iter().find(|candidate| is_known(candidate));
            known.is_some_and(|known| known.variant == candidate.variant)
        }
        None => false,
    };
    candidates.iter().filter(is_target).flat_map(conversion).collect()
}

fn conversion(Candidate { same, key, ty, variant, held }: &Candidate) -> Vec<Conversion> {
    let conversion = |ty, value| Conversion { key: key.clone(), ty, variant: variant.clone(), value };
    let is_text = same == Scalar::String.word();
    let borrowed =
        is_text.then(|| conversion(RustType::Primitive("&str"), Expr::path("value").method("into", [])));
    borrowed.into_iter().chain([conversion(ty.clone(), held.clone())]).collect()
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
