//! Which struct of the spec is the request of an endpoint: decided by the endpoint alone, never by what else the spec has.

use std::collections::BTreeMap;

use super::case::upper_camel;
use stubwright_spec::diag::{Code, Diagnostic, Diagnostics};
use stubwright_spec::model::preflight::EndpointId;
use stubwright_spec::model::{
    Api, Body, Direction, Endpoint, Field, FieldRole, IdVec, Response, Type, TypeId, TypeKind, TypeUse,
};
use stubwright_spec::source::Span;

/// The end of the name of a generated request, after that of its endpoint.
pub(super) const REQUEST: &str = "Request";

/// The same where names are derived, and a type of the document has the name.
pub(super) const PARAMS: &str = "Params";

/// The end of the name of the struct for the headers of a response, after that of its endpoint.
pub(super) const HEADERS: &str = "Headers";

/// The end of the name of the enum for bodies that a caller chooses from, after that of its endpoint.
pub(super) const BODIES: &str = "Body";

/// The end of the name of the enum for a payload that depends on the status, after that of its endpoint.
pub(super) const OUTCOME: &str = "Outcome";

/// The struct that each endpoint sends as a whole: one that is named like the endpoint, with or without `Request` after it.
/// Any other type is the body of a generated request, and so is that of an endpoint which names its request. Where names are
/// derived, so is one that is used elsewhere.
pub(super) fn own(api: &Api, diags: &mut Diagnostics) -> IdVec<EndpointId, Option<TypeId>> {
    let uses = uses(api);
    let mut owners: BTreeMap<TypeId, &Endpoint> = BTreeMap::new();
    let own = api.endpoints.enumerate().map(|(id, endpoint)| {
        let own = named_like(api, endpoint)?;
        let other = uses[own].iter().find(|(user, _)| *user != Some(id));
        let other = other.filter(|_| !endpoint.params.is_empty());
        if api.derived {
            return (other.is_none() && owners.insert(own, endpoint).is_none()).then_some(own);
        }
        if let Some(first) = owners.insert(own, endpoint) {
            refuse_two(api, own, [first, endpoint], diags);
            owners.insert(own, first);
            return None;
        }
        refuse_always(api, own, endpoint, diags);
        if let Some((_, other)) = other {
            refuse_elsewhere(api, own, endpoint, *other, diags);
        }
        Some(own)
    });
    own.collect()
}

fn named_like(api: &Api, endpoint: &Endpoint) -> Option<TypeId> {
    let Some(Type::Named(id)) = endpoint.request_type() else { return None };
    if endpoint.request_name.is_some() {
        return None;
    }
    let def = &api.types[*id];
    let (name, wanted) = (upper_camel(def.name.as_str()), upper_camel(endpoint.name.as_str()));
    let is_named = name.strip_prefix(&wanted).is_some_and(|rest| rest.is_empty() || rest == REQUEST);
    (is_named && matches!(def.kind, TypeKind::Struct(_))).then_some(*id)
}

/// Where each type is named; with the endpoint where that is its request.
type Uses = IdVec<TypeId, Vec<(Option<EndpointId>, Span)>>;

fn uses(api: &Api) -> Uses {
    let mut uses: Uses = api.types.filled(Vec::new());
    let mut add = |endpoint: Option<EndpointId>, ty: &TypeUse| {
        for id in ty.value.names() {
            uses[id].push((endpoint, ty.span));
        }
    };
    for (id, endpoint) in api.endpoints.enumerate() {
        endpoint.request.iter().flat_map(Body::types).for_each(|ty| add(Some(id), ty));
        let responses = endpoint.response.as_ref().map(Response::types).unwrap_or_default();
        responses.into_iter().for_each(|ty| add(None, ty));
        let params = endpoint.params.iter().map(|param| &param.field);
        params.chain(&endpoint.response_headers).for_each(|field| add(None, &field.ty));
    }
    api.failure_types().into_iter().for_each(|ty| add(None, ty));
    for def in &api.types {
        match &def.kind {
            TypeKind::Struct(fields) => fields.iter().for_each(|field| add(None, &field.ty)),
            TypeKind::Alias(ty) => add(None, ty),
            TypeKind::Union(union) => union.variants.iter().for_each(|variant| add(None, &variant.ty)),
            TypeKind::Enum(_) => {}
        }
    }
    uses
}

fn refuse_elsewhere(api: &Api, own: TypeId, endpoint: &Endpoint, other: Span, diags: &mut Diagnostics) {
    let (name, endpoint_name) = (api.types[own].name.as_str(), endpoint.name.as_str());
    let body = format!("{}Body", upper_camel(endpoint_name));
    let Some(used) = endpoint.request.as_ref().and_then(Body::ty) else { return };
    let message =
        format!("`{name}` is the request of `{endpoint_name}`, parameters included, and is used elsewhere");
    diags.push(
        Diagnostic::new(Code::SharedRequest, used.span, message)
            .and(other, "here it would have the parameters too")
            .help(format!(
                "give the type a name that is not the endpoint's, such as `{body}`: then it is the `body` of a \
                 generated `{}{REQUEST}`, beside the parameters",
                upper_camel(endpoint_name)
            )),
    );
}

/// Warns of an optional body that is never missing.
fn refuse_always(api: &Api, own: TypeId, endpoint: &Endpoint, diags: &mut Diagnostics) {
    let (TypeKind::Struct(fields), Some(body)) = (&api.types[own].kind, &endpoint.request) else { return };
    let is_always = |field: &&Field| match field.role {
        _ if !field.is_there(Direction::Sent) => false,
        FieldRole::Member => !field.optional || field.default.is_some(),
        FieldRole::Fixed(_) => true,
        FieldRole::Rest | FieldRole::Inline => false,
    };
    if let Some(field) = fields.iter().find(is_always).filter(|_| body.optional) {
        let (name, other) =
            (api.types[own].name.as_str(), format!("{}Body", upper_camel(endpoint.name.as_str())));
        let message = format!("the body of `{}` is never missing", endpoint.name.as_str());
        diags.push(
            Diagnostic::new(Code::NeverAbsent, *body.span, message)
                .and(field.key.span, "this field is always sent")
                .help(format!("remove the `?`, or call `{name}` something else, such as `{other}`: then it is the `body` of the request, and can be `None`")),
        );
    }
}

fn refuse_two(api: &Api, own: TypeId, [first, second]: [&Endpoint; 2], diags: &mut Diagnostics) {
    let ty = |endpoint: &Endpoint| endpoint.request.as_ref().and_then(Body::ty).map(|ty| ty.span);
    let (Some(other), Some(used)) = (ty(first), ty(second)) else { return };
    let message = format!(
        "`{}` has the name of the request of two endpoints, `{}` and `{}`",
        api.types[own].name.as_str(),
        first.name.as_str(),
        second.name.as_str()
    );
    diags.push(
        Diagnostic::new(Code::SharedRequest, used, message)
            .and(other, "the other one")
            .help("rename one of the endpoints, or give this one a type of its own"),
    );
}
