//! Rules about parameters of every call that are sent in its body.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Api, BodyKind, Common, CommonPlace, Direction, Endpoint, Scalar, Type, TypeKind};
use crate::source::Spanned;

/// Whether the body of an endpoint has a place for another member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Members,
    /// A list, a scalar.
    NoMembers,
    /// No body, or one that is sent as it is.
    Nothing,
}

/// Runs every rule.
pub(super) fn check(api: &Api, diags: &mut Diagnostics) {
    for common in api.common.iter().filter(|common| common.place == CommonPlace::Body) {
        let (name, span) = (common.field.wire.as_str(), common.field.key.span);
        let mut is_sent = false;
        for endpoint in &api.endpoints {
            match holds(api, endpoint) {
                Holds::Nothing => {}
                Holds::NoMembers => diags.push(no_members(common, endpoint)),
                Holds::Members => {
                    is_sent = true;
                    let is_member = |ty: &Type| api.member_names(ty, Direction::Sent).contains(&name);
                    let has_it = endpoint.request_types().any(is_member);
                    if let Some(body) = endpoint.request.as_ref().filter(|_| has_it) {
                        let message = format!(
                            "the field `{name}` is sent twice in the body of `{}`",
                            endpoint.name.value
                        );
                        diags.push(
                            Diagnostic::new(Code::DuplicateParam, body.span, message)
                                .and(span, "sent with every call")
                                .help("remove the field from the type, or remove it from `common:`"),
                        );
                    }
                }
            }
        }
        if !is_sent && !api.endpoints.is_empty() {
            let message = format!("`{name}` is never sent, because no endpoint has a body with fields");
            diags.push(
                Diagnostic::new(Code::NotInBody, span, message)
                    .help("send it in the query or a header: `in: query`"),
            );
        }
    }
}

fn holds(api: &Api, endpoint: &Endpoint) -> Holds {
    let kinds = endpoint.request.iter().flat_map(|body| body.kind.choices());
    let all: Vec<Holds> = kinds.map(|kind| kind_holds(api, kind)).collect();
    // Where the caller chooses, one kind is enough.
    [Holds::Members, Holds::NoMembers].into_iter().find(|holds| all.contains(holds)).unwrap_or(Holds::Nothing)
}

fn kind_holds(api: &Api, kind: &BodyKind) -> Holds {
    let ty = match kind {
        BodyKind::Raw(_) | BodyKind::Stream(_) | BodyKind::OneOf(_) => return Holds::Nothing,
        BodyKind::Form(_) | BodyKind::Multipart(_) => return Holds::Members,
        BodyKind::Json(ty) => api.behind_aliases(ty),
    };
    match ty {
        Type::List(_) | Type::Nullable(_) => Holds::NoMembers,
        Type::Scalar(scalar) if *scalar != Scalar::Any => Holds::NoMembers,
        Type::Named(id) if matches!(api.types[*id].kind, TypeKind::Enum(_)) => Holds::NoMembers,
        _ => Holds::Members,
    }
}

fn no_members(common: &Common, endpoint: &Endpoint) -> Diagnostic {
    let name = common.field.wire.as_str();
    let at = endpoint.request.as_ref().map_or(endpoint.name.span, |body| body.span.into());
    let message =
        format!("`{}` does not send `{name}`, because its body is not an object", endpoint.name.value);
    Diagnostic::new(Code::NotInBody, at, message)
        .and(common.field.key.span, "sent with every other call that has a body")
        .help("declare a struct as its `request:`, if the server reads one")
}

/// A constant has the type that it is written as.
pub(super) fn common_value(
    api: &Api,
    common: &Common,
    value: Option<&Spanned<String>>,
    diags: &mut Diagnostics,
) {
    let Some(value) = value else { return };
    let text = value.as_str();
    let (is_fine, what) = match api.behind_aliases(&common.field.ty) {
        Type::Scalar(Scalar::Bool) => (matches!(text, "true" | "false"), "a flag"),
        Type::Scalar(Scalar::F64) => (text.parse::<f64>().is_ok_and(f64::is_finite), "a number"),
        Type::Scalar(scalar) if scalar.is_integer() => (text.parse::<i128>().is_ok(), "a whole number"),
        _ => return,
    };
    if !is_fine {
        diags.push(
            Diagnostic::new(Code::BadCommon, value.span, format!("`{text}` is not {what}"))
                .and(common.field.ty.span, "its type")
                .help("write a value of this type, or remove `type:`, and it is a text"),
        );
    }
}
