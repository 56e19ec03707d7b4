//! Rules about unions.

mod takes;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::analysis::Analysis;
use crate::model::{Api, FieldRole, Tag, Type, TypeDef, TypeKind, Union, Variant, dump};
use takes::takes;

/// Checks one union.
pub(super) fn check(api: &Api, analysis: &Analysis, def: &TypeDef, union: &Union, diags: &mut Diagnostics) {
    match &union.tag {
        Tag::Inside(tag) => {
            for variant in &union.variants {
                holds_tag(api, variant, tag, diags);
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
        Tag::Beside { .. } => {}
        // Aliases and unions that refer to themselves were reported already.
        Tag::None if !analysis.nameless().is_empty() || !analysis.circular().is_empty() => {}
        Tag::None => never_chosen(api, union, diags),
    }
}

/// The tag is a key of the value, which is therefore a struct, and the union's own.
fn holds_tag(api: &Api, variant: &Variant, tag: &str, diags: &mut Diagnostics) {
    let id = match api.behind_aliases(&variant.ty) {
        Type::Named(id) | Type::Applied(id, _) => *id,
        Type::Error => return,
        _ => return diags.push(no_struct(variant, tag)),
    };
    let TypeKind::Struct(fields) = &api.types[id].kind else {
        return diags.push(no_struct(variant, tag));
    };
    let own = fields.iter().find(|field| field.reads(tag));
    let Some(field) = own else { return };
    let key = variant.key.as_ref().map(|key| key.as_str());
    match &field.role {
        FieldRole::Fixed(value) if value.text() == key => {}
        FieldRole::Fixed(_) => diags.push(
            Diagnostic::new(
                Code::BadVariant,
                field.key.span,
                format!("`{tag}` is fixed to another value than that of the variant"),
            )
            .and(variant.ty.span, "used in the union here")
            .help(format!("write `{{fixed: {}}}`, or correct the union", key.unwrap_or_default())),
        ),
        _ => diags.push(
            Diagnostic::new(
                Code::BadVariant,
                field.key.span,
                format!("the field `{tag}` is also the tag of a union that contains this struct"),
            )
            .and(variant.ty.span, "used in the union here")
            .help(format!(
                "remove the field, since the union reads and writes the tag; or, if the struct is used elsewhere as well, \
                 write `{tag}: {{fixed: {}}}`",
                key.unwrap_or_default()
            )),
        ),
    }
}

fn no_struct(variant: &Variant, tag: &str) -> Diagnostic {
    let message = format!("only a struct can hold the tag `{tag}`");
    Diagnostic::new(Code::BadVariant, variant.ty.span, message)
        .help("use a struct, or add `content:` with the key that holds the value next to the tag")
}

/// The first type that fits is used, so a type after one that accepts all of its values is never reached.
fn never_chosen(api: &Api, union: &Union, diags: &mut Diagnostics) {
    for (at, variant) in union.variants.iter().enumerate() {
        let mut before = union.variants.iter().take(at);
        let Some(first) = before.find(|first| takes(api, &first.ty, &variant.ty)) else { continue };
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
            .and(first.ty.span, "this type comes first and accepts all of its values")
            .help(match takes(api, &variant.ty, &first.ty) {
                true => "remove one of the two; they accept the same values",
                false => "write the more specific type first, or remove one of the two",
            }),
        );
    }
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
