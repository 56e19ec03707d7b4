//! Rules about idempotency keys.

use crate::diag::{Applicability, Code, Diagnostic, Diagnostics, did_you_mean};
use crate::model::{Api, Endpoint, IdempotencyKey, KeyField, Scalar, Type};
use crate::source::Spanned;

/// Runs every rule.
pub(super) fn check(api: &Api, diags: &mut Diagnostics) {
    for endpoint in &api.endpoints {
        match &endpoint.key {
            None => {}
            Some(IdempotencyKey::Header(name)) => super::places::header_name(name.as_str(), name.span, diags),
            Some(IdempotencyKey::Field(name)) => field(api, endpoint, name, diags),
        }
    }
}

/// The field is there, and has values that tell calls apart.
fn field(api: &Api, endpoint: &Endpoint, name: &Spanned<String>, diags: &mut Diagnostics) {
    let Some(found) = api.key_field(endpoint, name.as_str()) else {
        let body = endpoint.request_type().map(|ty| api.behind_aliases(ty));
        // An unknown type may have any member.
        if body != Some(&Type::Error) {
            diags.push(unknown(api, endpoint, name));
        }
        return;
    };
    let declared = match found {
        KeyField::Body(_, field) => field,
        KeyField::Param(_, param) => &param.field,
    };
    if !tells_apart(api, &declared.ty) {
        let shown = crate::model::dump::ty(api, &declared.ty);
        let message = format!("`{}` cannot be an idempotency key, because its type is `{shown}`", name.value);
        diags.push(
            Diagnostic::new(Code::BadKey, name.span, message)
                .and(declared.key.span, "declared here")
                .help("an idempotency key is a string or number that is different for each call"),
        );
    }
}

fn unknown(api: &Api, endpoint: &Endpoint, name: &Spanned<String>) -> Diagnostic {
    let message = format!("`{}` does not send `{}`", endpoint.name.value, name.value);
    let diagnostic = Diagnostic::new(Code::BadKey, name.span, message);
    match did_you_mean(name.as_str(), api.sent_names(endpoint)) {
        Some(near) => {
            diagnostic.help(format!("did you mean `{near}`?")).fix(name.span, near, Applicability::Guess)
        }
        None => diagnostic.help(
            "write the wire name of a body field or parameter, or a header: `{header: Idempotency-Key}`",
        ),
    }
}

/// Texts and numbers do; a flag or an enum has too few values.
fn tells_apart(api: &Api, ty: &Type) -> bool {
    match api.behind_aliases(ty) {
        Type::Nullable(inner) => tells_apart(api, inner),
        Type::Error => true,
        Type::Scalar(scalar) => !matches!(scalar, Scalar::Bool | Scalar::Any | Scalar::File),
        _ => false,
    }
}
