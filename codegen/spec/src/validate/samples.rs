//! Defaults and examples: whether a written value fits its type.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::interpret::{self, Standard};
use crate::model::{
    Api, Direction, Endpoint, Examples, Field, FieldRole, Response, Sample, SampleKind, Scalar, Type,
    TypeKind, dump,
};
use crate::source::Span;

/// Checks the defaults and examples of every field.
pub(super) fn check(api: &Api, diags: &mut Diagnostics) {
    for def in &api.types {
        let TypeKind::Struct(fields) = &def.kind else { continue };
        for field in fields {
            self::field(api, field, diags);
        }
    }
    for endpoint in &api.endpoints {
        endpoint_examples(api, endpoint, diags);
    }
}

/// Checks the default and the example of a field or parameter.
pub(super) fn field(api: &Api, field: &Field, diags: &mut Diagnostics) {
    let slot = Slot::of(field);
    if let Some(sample) = field.default.as_ref().filter(|_| field.role == FieldRole::Member) {
        default(api, &slot, sample, diags);
    }
    if let Some(sample) = &field.example {
        example(api, &field.ty, sample, diags);
    }
}

fn endpoint_examples(api: &Api, endpoint: &Endpoint, diags: &mut Diagnostics) {
    let request = endpoint.request.as_ref().and_then(|body| body.kind.sample_type());
    let response = endpoint.response.as_ref().and_then(Response::sample_type);
    let Examples { request: sent, response: received, .. } = &endpoint.examples;
    let all =
        [("request", request, sent, Direction::Sent), ("response", response, received, Direction::Received)];
    for (what, ty, sample, direction) in all {
        let Some(sample) = sample else { continue };
        match ty {
            Some(ty) => example_of(api, ty, sample, Some(direction), diags),
            None => diags.push(
                Diagnostic::new(
                    Code::BadExample,
                    sample.span,
                    format!("`{}` has an example but no typed {what}", endpoint.name.value),
                )
                .help(format!("declare `{what}:` with a type, or remove the example")),
            ),
        }
    }
}

/// A place for a value: a field or a parameter.
pub(super) struct Slot<'a> {
    /// The name as written.
    pub(super) key: &'a str,
    /// The place of the name.
    pub(super) span: Span,
    /// The type of the field.
    pub(super) ty: &'a Type,
    /// Whether it may be absent.
    pub(super) optional: bool,
}

impl<'a> Slot<'a> {
    fn of(field: &'a Field) -> Self {
        Self { key: field.key.as_str(), span: field.key.span, ty: &field.ty, optional: field.can_lack() }
    }
}

/// A default is for what may be absent, and can be written as one expression.
pub(super) fn default(api: &Api, slot: &Slot<'_>, sample: &Sample, diags: &mut Diagnostics) {
    let bad = |message: String| Diagnostic::new(Code::BadDefault, sample.span, message);
    if !slot.optional {
        diags.push(
            bad(format!("`{}` is always present, so its default is never used", slot.key))
                .and(slot.span, "required")
                .help(format!("write `{}?:` to make it optional, or remove `default:`", slot.key)),
        );
        return;
    }
    if matches!(slot.ty, Type::Nullable(_)) {
        diags.push(
            bad(String::from(
                "null and absent mean different things here, so the field cannot have a default",
            ))
            .help("remove `| null`, or `default:`"),
        );
        return;
    }
    let ty = api.behind_aliases(slot.ty);
    let can_be = match (ty, &sample.kind) {
        (Type::List(_), SampleKind::List(items)) => items.is_empty(),
        (Type::Map(_), SampleKind::Map(entries)) => entries.is_empty(),
        (Type::Scalar(Scalar::Any | Scalar::File | Scalar::Base64 | Scalar::Base64Url | Scalar::Hex), _) => {
            false
        }
        (Type::Scalar(_) | Type::Error, _) => true,
        (Type::Named(id), _) => matches!(api.types[*id].kind, TypeKind::Enum(_)),
        _ => false,
    };
    if !can_be {
        diags.push(
            bad(format!("this value cannot be the default of `{}`", dump::ty(api, slot.ty))).help(
                "a default is a string, a number, a boolean, a value of an enum, or an empty list or map",
            ),
        );
        return;
    }
    if let Err(misfit) = interpret::decode(api, slot.ty, sample, None, Standard::Own) {
        diags.push(Diagnostic::new(Code::BadDefault, misfit.span, misfit.message).help(misfit.help));
    }
}

/// An example that does not fit is a warning: pages are wrong in their samples more often than in their tables.
pub(super) fn example(api: &Api, ty: &Type, sample: &Sample, diags: &mut Diagnostics) {
    example_of(api, ty, sample, None, diags);
}

/// An example of what goes in one direction, or in either.
fn example_of(api: &Api, ty: &Type, sample: &Sample, direction: Option<Direction>, diags: &mut Diagnostics) {
    if let Err(misfit) = interpret::decode(api, ty, sample, direction, Standard::Written) {
        diags.push(Diagnostic::new(Code::BadExample, misfit.span, misfit.message).help(misfit.help));
    }
}
