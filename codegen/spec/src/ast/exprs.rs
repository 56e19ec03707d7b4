//! The types that declarations are made of.

use super::{
    Api, Body, BodyKind, ByStatus, Common, Direction, Endpoint, Response, TypeExpr, TypeExprKind, TypeKind,
};

/// The expressions of a declaration.
pub fn of_kind(kind: &mut TypeKind) -> Vec<&mut TypeExpr> {
    match kind {
        TypeKind::Struct(fields) => fields.iter_mut().map(|field| &mut field.ty).collect(),
        TypeKind::Enum(_) => Vec::new(),
        TypeKind::Alias(ty) => vec![ty],
        TypeKind::Union(union) => union.variants.iter_mut().map(|variant| &mut variant.ty).collect(),
    }
}

/// The expressions of an operation, each with the direction in which its values go.
pub fn of_endpoint(endpoint: &mut Endpoint) -> Vec<(Direction, &mut TypeExpr)> {
    let Endpoint { params, request, response, response_headers, failures, .. } = endpoint;
    let sent = params.iter_mut().map(|param| &mut param.field.ty).chain(request.iter_mut().flat_map(of_body));
    let mut all: Vec<(Direction, &mut TypeExpr)> = sent.map(|ty| (Direction::Sent, ty)).collect();
    let received = response_headers.iter_mut().map(|field| &mut field.ty);
    let received = received.chain(of_statuses(failures));
    all.extend(received.map(|ty| (Direction::Received, ty)));
    match response {
        Some(Response::Typed { ty, .. } | Response::Events { ty, .. }) => all.push((Direction::Received, ty)),
        Some(Response::ByStatus(entries)) => {
            all.extend(of_statuses(entries).map(|ty| (Direction::Received, ty)));
        }
        Some(Response::Raw(_) | Response::Stream(_)) | None => {}
    }
    all
}

fn of_statuses(entries: &mut [ByStatus]) -> impl Iterator<Item = &mut TypeExpr> {
    entries.iter_mut().filter_map(|entry| entry.ty.as_mut())
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

/// The expressions of the operations and of what all of them share.
pub fn of_operations(api: &mut Api) -> Vec<&mut TypeExpr> {
    let Api { endpoints, failures, common, .. } = api;
    operations(endpoints, failures, common)
}

/// All expressions.
pub fn of_api(api: &mut Api) -> Vec<&mut TypeExpr> {
    let Api { endpoints, failures, common, types, .. } = api;
    let mut all = operations(endpoints, failures, common);
    all.extend(types.iter_mut().flat_map(|def| of_kind(&mut def.kind)));
    all
}

fn operations<'a>(
    endpoints: &'a mut [Endpoint],
    failures: &'a mut [ByStatus],
    common: &'a mut [Common],
) -> Vec<&'a mut TypeExpr> {
    let of_endpoints = endpoints.iter_mut().flat_map(of_endpoint).map(|(_, ty)| ty);
    let of_common = common.iter_mut().map(|common| &mut common.field.ty);
    of_endpoints.chain(of_statuses(failures)).chain(of_common).collect()
}

/// The names in an expression.
pub fn names(ty: &mut TypeExpr) -> Vec<&mut String> {
    match &mut ty.kind {
        TypeExprKind::Name(name) => vec![name],
        TypeExprKind::Applied(name, inner) => {
            let mut all = vec![&mut name.value];
            all.extend(names(inner));
            all
        }
        TypeExprKind::List(inner)
        | TypeExprKind::Map(inner)
        | TypeExprKind::Nullable(inner)
        | TypeExprKind::Limited(inner, _) => names(inner),
        TypeExprKind::Broken => Vec::new(),
    }
}
