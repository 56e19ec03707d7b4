//! The types that declarations are made of.

use super::draft::referred;
use crate::ast::{Body, BodyKind, Direction, Endpoint, Response, TypeExpr, TypeExprKind, TypeKind};

/// The expressions of a declaration.
pub(super) fn of_kind(kind: &mut TypeKind) -> Vec<&mut TypeExpr> {
    match kind {
        TypeKind::Struct(fields) => fields.iter_mut().map(|field| &mut field.ty).collect(),
        TypeKind::Enum(_) => Vec::new(),
        TypeKind::Alias(ty) => vec![ty],
        TypeKind::Union(union) => union.variants.iter_mut().map(|variant| &mut variant.ty).collect(),
    }
}

/// The expressions of an operation, each with the direction in which its values go.
pub(super) fn of_endpoint(endpoint: &mut Endpoint) -> Vec<(Direction, &mut TypeExpr)> {
    let Endpoint { params, request, response, response_headers, failures, .. } = endpoint;
    let sent = params.iter_mut().map(|param| &mut param.field.ty).chain(request.iter_mut().flat_map(of_body));
    let mut all: Vec<(Direction, &mut TypeExpr)> = sent.map(|ty| (Direction::Sent, ty)).collect();
    let received = response_headers.iter_mut().map(|field| &mut field.ty);
    let received = received.chain(failures.iter_mut().filter_map(|entry| entry.ty.as_mut()));
    all.extend(received.map(|ty| (Direction::Received, ty)));
    match response {
        Some(Response::Typed { ty, .. } | Response::Events { ty, .. }) => all.push((Direction::Received, ty)),
        Some(Response::ByStatus(entries)) => {
            let types = entries.iter_mut().filter_map(|entry| entry.ty.as_mut());
            all.extend(types.map(|ty| (Direction::Received, ty)));
        }
        Some(Response::Raw(_) | Response::Stream(_)) | None => {}
    }
    all
}

fn of_body(body: &mut Body) -> Vec<&mut TypeExpr> {
    fn of_kind<'b>(kind: &'b mut BodyKind, all: &mut Vec<&'b mut TypeExpr>) {
        match kind {
            BodyKind::Json(ty) | BodyKind::Form(ty) | BodyKind::Multipart(ty) => all.push(ty),
            BodyKind::Raw(_) | BodyKind::Stream(_) => {}
            BodyKind::OneOf(kinds) => kinds.iter_mut().for_each(|kind| of_kind(kind, all)),
        }
    }
    let mut all = Vec::new();
    of_kind(&mut body.kind, &mut all);
    all
}

/// The name in an expression, inside of lists, maps and `null`.
pub(super) fn name(ty: &mut TypeExpr) -> Option<&mut String> {
    match &mut ty.kind {
        TypeExprKind::Name(name) => Some(name),
        TypeExprKind::List(inner)
        | TypeExprKind::Map(inner)
        | TypeExprKind::Applied(_, inner)
        | TypeExprKind::Nullable(inner)
        | TypeExprKind::Limited(inner, _) => self::name(inner),
        TypeExprKind::Broken => None,
    }
}

/// The draft that an expression refers to.
pub(super) fn draft(ty: &mut TypeExpr) -> Option<usize> {
    name(ty).and_then(|name| referred(name))
}
