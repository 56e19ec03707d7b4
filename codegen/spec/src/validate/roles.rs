//! Rules about fields that are not members of their own: fixed ones, inline ones and the rest.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Api, Field, FieldRole, Spelling, Tag, Type, TypeDef, TypeKind};

/// Checks the fields of a struct.
pub(super) fn check(api: &Api, def: &TypeDef, fields: &[Field], diags: &mut Diagnostics) {
    let mut first: Option<&Field> = None;
    for field in fields.iter().filter(|field| !field.has_key()) {
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
    for inline in fields.iter().filter(|field| field.role == FieldRole::Inline) {
        shared(api, def, (fields, inline), diags);
    }
}

/// A member belongs to the struct or to its inline value.
fn shared(api: &Api, def: &TypeDef, (fields, inline): (&[Field], &Field), diags: &mut Diagnostics) {
    let inside = members(api, &inline.ty, 0);
    if let Some(rest) = inside.iter().find(|member| member.is_rest) {
        let message =
            format!("the rest in `{}` would take the other fields of `{}`", rest.owner, def.name.value);
        diags.push(
            Diagnostic::new(Code::BadRole, inline.key.span, message)
                .help(format!("move `\"*\"` to `{}`, or remove `inline:`", def.name.value)),
        );
    }
    for field in fields {
        if let Some(member) = inside.iter().find(|member| field.reads(member.key)) {
            let message =
                format!("`{}` is also a member of the inline field `{}`", member.key, inline.key.value);
            diags.push(
                Diagnostic::new(Code::BadRole, field.key.span, message)
                    .and(inline.key.span, format!("inline, with the members of `{}`", member.owner))
                    .help("remove the field; the inline value has it"),
            );
        }
    }
}

/// A member of an inline value.
struct Inside<'a> {
    key: &'a str,
    owner: &'a str,
    is_rest: bool,
}

/// Unions in unions are not looked into deeper.
const DEEPEST: usize = 8;

/// The members that an inline value can have, as far as its type says.
fn members<'a>(api: &'a Api, ty: &'a Type, depth: usize) -> Vec<Inside<'a>> {
    let (Type::Named(id) | Type::Applied(id, _)) = api.behind_aliases(ty) else { return Vec::new() };
    let def = &api.types[*id];
    let owner = def.name.as_str();
    let inside = |key: &'a str| Inside { key, owner, is_rest: false };
    match &def.kind {
        TypeKind::Struct(fields) => {
            let mut all: Vec<Inside<'_>> = Vec::new();
            for field in fields {
                match field.role {
                    FieldRole::Rest => all.push(Inside { key: "", owner, is_rest: true }),
                    // An inline value of an inline value was looked at where it is declared.
                    FieldRole::Inline => {}
                    FieldRole::Member | FieldRole::Fixed(_) => {
                        all.push(inside(field.wire.as_str()));
                        all.extend(field.aliases.iter().map(|alias| inside(alias.as_str())));
                    }
                }
            }
            all
        }
        TypeKind::Union(union) => match &union.tag {
            Tag::None => {
                let variants = union.variants.iter().filter(|_| depth < DEEPEST);
                variants.flat_map(|variant| members(api, &variant.ty, depth + 1)).collect()
            }
            Tag::Beside { tag, content } => vec![inside(tag.as_str()), inside(content.as_str())],
            Tag::Inside(tag) => {
                let mut all = vec![inside(tag.as_str())];
                for variant in union.variants.iter().filter(|_| depth < DEEPEST) {
                    all.extend(
                        members(api, &variant.ty, depth + 1)
                            .into_iter()
                            .filter(|one| one.key != tag.as_str()),
                    );
                }
                all
            }
        },
        TypeKind::Enum(_) | TypeKind::Alias(_) => Vec::new(),
    }
}

/// A field without a key is neither absent nor null, and is written in one way.
fn always_there(field: &Field, diags: &mut Diagnostics) {
    let is_null = matches!(field.ty.value, Type::Nullable(_)) && field.role == FieldRole::Inline;
    let what = match field.role {
        FieldRole::Rest => "the rest",
        _ => "an inline field",
    };
    let finding = if field.optional || is_null {
        Some((format!("{what} cannot be absent or null"), "remove the `?` and `| null`"))
    } else if field.when.is_some() {
        Some((format!("{what} is there in both directions"), "remove `when:`"))
    } else if field.default.is_some() {
        Some((format!("{what} has no default"), "remove `default:`"))
    } else if !field.aliases.is_empty() || field.wire != field.key {
        Some((format!("{what} has no key"), "remove `wire:` and `alias:`"))
    } else if field.spelling.is_some() && field.role == FieldRole::Inline {
        Some((format!("{what} is not written in another way"), "remove `as:`"))
    } else if field.spelling.as_deref() == Some(&Spelling::Json) {
        let help = "remove `as:`, or declare the members whose values are JSON in strings as fields";
        Some((format!("{what} is not in a string"), help))
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
