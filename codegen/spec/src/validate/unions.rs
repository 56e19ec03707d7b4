//! Rules about unions.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Api, Field, Scalar, Tag, Type, TypeDef, TypeKind, Union, Variant, dump};

/// Checks one union.
pub(super) fn check(api: &Api, def: &TypeDef, union: &Union, diags: &mut Diagnostics) {
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
                format!("the tag and the value of `{}` cannot both stand under `{tag}`", def.name.value),
            )
            .help("without `content:` the tag is a key of the value itself"),
        ),
        Tag::Beside { .. } => {}
        Tag::None => never_chosen(api, union, diags),
    }
}

/// The tag is a key of the value, which is therefore a struct, and the union's own.
fn holds_tag(api: &Api, variant: &Variant, tag: &str, diags: &mut Diagnostics) {
    let id = match api.behind_aliases(&variant.ty) {
        Type::Named(id) | Type::Applied(id, _) => *id,
        _ => return diags.push(no_struct(variant, tag)),
    };
    let Some(TypeKind::Struct(fields)) = api.ty(id).map(|def| &def.kind) else {
        return diags.push(no_struct(variant, tag));
    };
    let own = fields.iter().find(|field| field.wire == tag || field.aliases.iter().any(|alias| alias == tag));
    if let Some(field) = own {
        diags.push(
            Diagnostic::new(
                Code::BadVariant,
                field.key.span,
                format!("the field `{tag}` is the tag of a union that holds this struct"),
            )
            .and(variant.span, "held here")
            .help("remove the field: the union reads and writes the tag"),
        );
    }
}

fn no_struct(variant: &Variant, tag: &str) -> Diagnostic {
    let message = format!("a value that is no struct has no room for the tag `{tag}`");
    Diagnostic::new(Code::BadVariant, variant.span, message)
        .help("name a struct, or add `content:` with the key beside the tag that holds the value")
}

/// The first that fits is taken, so that a type behind one that takes everything of it is never reached.
fn never_chosen(api: &Api, union: &Union, diags: &mut Diagnostics) {
    for (at, variant) in union.variants.iter().enumerate() {
        let ty = api.behind_aliases(&variant.ty);
        let before = union.variants.iter().take(at);
        let Some(first) = before.into_iter().find(|first| takes(api, api.behind_aliases(&first.ty), ty))
        else {
            continue;
        };
        let have_names = first.key.is_some() || variant.key.is_some();
        if !have_names && unlimited(&first.ty) == unlimited(&variant.ty) {
            // Two variants of one name, which is an error of its own.
            continue;
        }
        diags.push(
            Diagnostic::new(
                Code::NeverChosen,
                variant.span,
                format!("`{}` is never chosen", dump::ty(api, &variant.ty)),
            )
            .and(first.span, "takes everything that fits it")
            .help("write the more particular type first, or remove one of the two"),
        );
    }
}

/// The type without its range.
fn unlimited(ty: &Type) -> &Type {
    if let Type::Limited(inner, _) = ty { inner } else { ty }
}

fn fields<'a>(api: &'a Api, ty: &Type) -> Option<&'a [Field]> {
    match ty {
        Type::Named(id) => match &api.ty(*id)?.kind {
            TypeKind::Struct(fields) => Some(fields),
            _ => None,
        },
        _ => None,
    }
}

/// Whether whatever is the second struct is the first one too: keys that a struct does not know are skipped.
fn asks_less(first: &[Field], second: &[Field]) -> bool {
    first.iter().all(|field| match second.iter().find(|other| other.wire == field.wire) {
        Some(other) => other.ty == field.ty && (field.optional || !other.optional),
        None => field.optional,
    })
}

/// Whether the first type surely takes every value of the second.
fn takes(api: &Api, first: &Type, second: &Type) -> bool {
    if first == second {
        return true;
    }
    if let (Some(first), Some(second)) = (fields(api, first), fields(api, second)) {
        return asks_less(first, second);
    }
    let (Type::Scalar(first), second) = (first, second) else { return false };
    match (first, second) {
        (Scalar::Any, _) => true,
        (
            Scalar::String,
            Type::Scalar(
                Scalar::Date
                | Scalar::DateTime
                | Scalar::Url
                | Scalar::Base64
                | Scalar::Base64Url
                | Scalar::Hex,
            ),
        ) => true,
        (Scalar::I64 | Scalar::F64 | Scalar::Decimal, Type::Scalar(Scalar::I32 | Scalar::U32)) => true,
        (Scalar::F64 | Scalar::Decimal, Type::Scalar(second)) => second.is_integer(),
        _ => false,
    }
}
