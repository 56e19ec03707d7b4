//! Everything that has a name and a type.

use crate::diag::{Applicability, Diagnostic};
use crate::model::{Api, Field, FieldRole, ParamLocation, Scalar, Type};

/// The kind of type that a field is a part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// A struct.
    Struct,
    /// The parameters of an endpoint.
    Params(ParamLocation),
    /// The headers of a response.
    Headers,
}

impl Owner {
    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::Struct => "field",
            Self::Params(_) => "parameter",
            Self::Headers => "header",
        }
    }
}

/// The fields of all structs, then those of endpoints. Fixed ones are left out, since nobody sets or reads them.
pub(super) fn all(api: &Api) -> impl Iterator<Item = (Owner, &Field)> {
    let of_types = api.types.enumerate().flat_map(|(id, _)| api.fields_of(id));
    let of_types = of_types.map(|field| (Owner::Struct, field));
    let of_endpoints = api.endpoints.iter().flat_map(|endpoint| {
        let params = endpoint.params.iter().map(|param| (Owner::Params(param.place), &param.field));
        params.chain(endpoint.response_headers.iter().map(|field| (Owner::Headers, field)))
    });
    of_types.chain(of_endpoints).filter(|(_, field)| !matches!(field.role, FieldRole::Fixed(_)))
}

/// The scalar under aliases, ranges and `| null`.
pub(super) fn scalar(api: &Api, ty: &Type) -> Option<Scalar> {
    match api.behind_aliases(ty) {
        Type::Scalar(scalar) => Some(*scalar),
        Type::Nullable(inner) => scalar_of(api, inner),
        _ => None,
    }
}

/// A type that can be null cannot be in another one.
fn scalar_of(api: &Api, ty: &Type) -> Option<Scalar> {
    match api.behind_aliases(ty) {
        Type::Scalar(scalar) => Some(*scalar),
        _ => None,
    }
}

/// Adds keys to a field that is a type alone: `string` becomes `{type: string, secret: true}`.
pub(super) fn with_keys(found: Diagnostic, field: &Field, keys: &str) -> Diagnostic {
    let span = field.ty.span;
    if !field.allow.is_value(span) {
        return found;
    }
    let end = crate::source::Span { start: span.end, ..span };
    found.fix(span.at_start(), "{type: ", Applicability::Guess).fix(
        end,
        format!(", {keys}}}"),
        Applicability::Guess,
    )
}

/// Replaces a field that is this scalar and nothing else.
pub(super) fn in_place(found: Diagnostic, field: &Field, scalar: Scalar, with: &str) -> Diagnostic {
    let is_bare = field.ty.value == Type::Scalar(scalar) && field.allow.is_value(field.ty.span);
    if is_bare { found.fix(field.ty.span, with, Applicability::Guess) } else { found }
}
