//! Files can be used only in the fields of structs that are sent as multipart forms.

use std::collections::BTreeSet;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Api, BodyKind, Endpoint, Field, Scalar, Type, TypeId, TypeKind};
use crate::source::Span;

/// Runs the rule.
pub(super) fn check(api: &Api, diags: &mut Diagnostics) {
    let forms: BTreeSet<TypeId> = api.endpoints.iter().filter_map(|at| form(api, at)).collect();
    let mut with_files = BTreeSet::new();
    for (id, def) in api.types.enumerate() {
        match &def.kind {
            TypeKind::Struct(fields) => {
                let files: Vec<&Field> = fields.iter().filter(|field| holds_file(api, &field.ty)).collect();
                if forms.contains(&id) && !files.is_empty() {
                    with_files.insert(id);
                } else {
                    for field in files {
                        let message = format!(
                            "`{}` is a file, but `{}` is not sent as a multipart form",
                            field.key.value, def.name.value
                        );
                        diags.push(outside(field.key.span, message));
                    }
                }
            }
            TypeKind::Union(union) => {
                for variant in union.variants.iter().filter(|variant| holds_file(api, &variant.ty)) {
                    diags.push(outside(variant.ty.span, String::from("a union cannot contain a file")));
                }
            }
            TypeKind::Enum(_) | TypeKind::Alias(_) => {}
        }
    }
    for endpoint in &api.endpoints {
        for (ty, span) in written_as_json(endpoint) {
            if holds_file(api, ty) {
                diags.push(outside(span, String::from("JSON cannot contain a file")));
            }
            whole(api, ty, span, &with_files, diags);
        }
    }
    if !with_files.is_empty() {
        for def in &api.types {
            for (ty, span) in parts(&def.kind) {
                whole(api, ty, span, &with_files, diags);
            }
        }
    }
}

fn outside(span: Span, message: String) -> Diagnostic {
    Diagnostic::new(Code::FileOutsideForm, span, message).help(
        "a file must be a field of a struct that is sent as `request: {multipart: …}`; for other bytes use `bytes`, for a binary body `request: {bytes: application/pdf}` or `{stream: application/pdf}`",
    )
}

/// The struct that an endpoint sends as a form with files.
fn form(api: &Api, endpoint: &Endpoint) -> Option<TypeId> {
    let BodyKind::Multipart(ty) = &endpoint.request.as_ref()?.kind else { return None };
    match api.behind_aliases(ty) {
        Type::Named(id) => Some(*id),
        _ => None,
    }
}

/// The types that are sent as JSON or as a form without files. Parameters are checked by their own rule.
fn written_as_json(endpoint: &Endpoint) -> Vec<(&Type, Span)> {
    let request = endpoint.request.as_ref().and_then(|body| match &body.kind {
        BodyKind::Json(ty) | BodyKind::Form(ty) => Some((&ty.value, *body.span)),
        BodyKind::Multipart(_) | BodyKind::Raw(_) | BodyKind::Stream(_) => None,
    });
    let response = endpoint.response_type().map(|ty| (ty, endpoint.name.span));
    request.into_iter().chain(response).collect()
}

fn parts(kind: &TypeKind) -> Vec<(&Type, Span)> {
    match kind {
        TypeKind::Struct(fields) => fields.iter().map(|field| (&field.ty.value, field.key.span)).collect(),
        TypeKind::Union(union) => {
            union.variants.iter().map(|variant| (&variant.ty.value, variant.ty.span)).collect()
        }
        TypeKind::Enum(_) | TypeKind::Alias(_) => Vec::new(),
    }
}

/// A struct with files is sent as a form and has no other use.
fn whole(api: &Api, ty: &Type, span: Span, with_files: &BTreeSet<TypeId>, diags: &mut Diagnostics) {
    let heart = heart(api, ty);
    if let Type::Named(id) = heart
        && with_files.contains(id)
    {
        let name = api.types[*id].name.as_str();
        diags.push(outside(span, format!("`{name}` contains files, so it can only be sent as a form")));
    }
}

fn holds_file(api: &Api, ty: &Type) -> bool {
    matches!(heart(api, ty), Type::Scalar(Scalar::File))
}

/// The type inside lists, maps and `?`. Alias cycles were ruled out before.
fn heart<'a>(api: &'a Api, ty: &'a Type) -> &'a Type {
    let mut ty = api.behind_aliases(ty);
    while let Type::List(inner)
    | Type::Map(inner)
    | Type::Nullable(inner)
    | Type::Limited(inner, _)
    | Type::Applied(_, inner) = ty
    {
        ty = api.behind_aliases(inner);
    }
    ty
}
