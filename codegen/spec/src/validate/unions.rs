//! Rules about unions.

mod tags;
mod takes;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::analysis::Analysis;
use crate::model::{Api, Tag, Type, TypeDef, Union, Variant, dump};
use takes::takes;

/// Checks one union.
pub(super) fn check(api: &Api, analysis: &Analysis, def: &TypeDef, union: &Union, diags: &mut Diagnostics) {
    tags::paths(api, union, diags);
    match &union.tag {
        Tag::Inside(tag) => {
            tags::inside(api, union, tag, diags);
            if is_sound(analysis) {
                never_chosen(api, union, diags);
            }
        }
        Tag::Beside { tag, content } if tag == content => diags.push(
            Diagnostic::new(
                Code::BadUnion,
                def.name.span,
                format!("the tag and the value of `{}` cannot both have the key `{tag}`", def.name.value),
            )
            .help("remove `content:` if the tag is a key of the value itself"),
        ),
        Tag::Beside { .. } => tags::shared(def, union, diags),
        Tag::None if is_sound(analysis) => never_chosen(api, union, diags),
        Tag::None => {}
    }
}

/// Aliases and unions that refer to themselves were reported already.
fn is_sound(analysis: &Analysis) -> bool {
    analysis.nameless().is_empty() && analysis.circular().is_empty()
}

/// The type that fits best is used, and the first of those that fit alike.
fn never_chosen(api: &Api, union: &Union, diags: &mut Diagnostics) {
    if api.derived {
        return;
    }
    for (at, variant) in union.variants.iter().enumerate() {
        let mut before = union.variants.iter().take(at);
        let is_asked = |first: &Variant| union.tag == Tag::None || has_tags(first, variant);
        let Some(first) = before.find(|first| is_asked(first) && takes(api, &first.ty, &variant.ty)) else {
            continue;
        };
        let have_names = first.key.is_some() || variant.key.is_some();
        if !have_names && same(&first.ty, &variant.ty) {
            // Two variants of one name, which is an error of its own.
            continue;
        }
        diags.push(
            Diagnostic::new(
                Code::NeverChosen,
                variant.ty.span,
                format!("`{}` is never chosen", dump::ty(api, &variant.ty)),
            )
            .and(first.ty.span, "this type comes first, and fits each of its values as well")
            .help("remove one of the two, or declare what tells them apart"),
        );
    }
}

/// Whether each value of the tag that leads to the second of two types leads to the first one too.
fn has_tags(first: &Variant, second: &Variant) -> bool {
    second.tags().iter().all(|tag| first.tags().iter().any(|other| other.value == tag.value))
}

/// Whether two types differ in their ranges at most.
fn same(one: &Type, other: &Type) -> bool {
    match (one, other) {
        (Type::Limited(inner, _), _) => same(inner, other),
        (_, Type::Limited(inner, _)) => same(one, inner),
        (Type::List(a), Type::List(b))
        | (Type::Map(a), Type::Map(b))
        | (Type::Nullable(a), Type::Nullable(b)) => same(a, b),
        (Type::Applied(id, a), Type::Applied(other, b)) => id == other && same(a, b),
        _ => one == other,
    }
}
