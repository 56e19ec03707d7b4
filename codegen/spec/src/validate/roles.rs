//! Rules about fields that are not members of their own: fixed ones, inline ones and the rest.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Api, Field, FieldRole, Tag, Type, TypeDef, TypeKind};

/// Checks the fields of a struct.
pub(super) fn check(api: &Api, def: &TypeDef, fields: &[Field], diags: &mut Diagnostics) {
    let mut first: Option<&Field> = None;
    for field in fields.iter().filter(|field| matches!(field.role, FieldRole::Rest | FieldRole::Inline)) {
        always_there(field, diags);
        if field.role == FieldRole::Inline && !has_members(api, &field.ty) {
            let message = format!("`{}` has no members that could be written inline", field.key.value);
            diags.push(
                Diagnostic::new(Code::BadRole, field.ty.span, message)
                    .help("write a struct or a union with `tag:`, or remove `inline:`"),
            );
        }
        if let Some(first) = first {
            let message = format!("`{}` has two fields without a key", def.name.value);
            diags.push(
                Diagnostic::new(Code::BadRole, field.key.span, message)
                    .and(first.key.span, "the first one")
                    .help("remove one of the two: nothing says which of them a member belongs to"),
            );
        }
        first = first.or(Some(field));
    }
}

/// What has no key is neither absent nor null, and is written in one way.
fn always_there(field: &Field, diags: &mut Diagnostics) {
    let is_null = matches!(field.ty.value, Type::Nullable(_)) && field.role == FieldRole::Inline;
    let what = match field.role {
        FieldRole::Rest => "the rest",
        _ => "an inline field",
    };
    let finding = if field.optional || is_null {
        Some((format!("{what} cannot be absent or null"), "remove the `?` and `| null`"))
    } else if field.default.is_some() {
        Some((format!("{what} has no default"), "remove `default:`"))
    } else if !field.aliases.is_empty() || field.wire != field.key {
        Some((format!("{what} has no key"), "remove `wire:` and `alias:`"))
    } else if field.spelling.is_some() && field.role == FieldRole::Inline {
        Some((format!("{what} is not written in another way"), "remove `as:`"))
    } else {
        None
    };
    if let Some((message, help)) = finding {
        diags.push(Diagnostic::new(Code::BadRole, field.key.span, message).help(help));
    }
}

/// Whether each value is an object with keys that are known from its type.
fn has_members(api: &Api, ty: &Type) -> bool {
    match api.behind_aliases(ty) {
        Type::Named(id) | Type::Applied(id, _) => match &api.types[*id].kind {
            TypeKind::Struct(_) => true,
            TypeKind::Union(union) => union.tag != Tag::None,
            TypeKind::Enum(_) | TypeKind::Alias(_) => false,
        },
        Type::Error => true,
        _ => false,
    }
}
