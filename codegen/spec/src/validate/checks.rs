//! Rules about the checks of the error table that have to know all of them.

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::checks::{Check, Place, Rule, Step};
use crate::model::{Api, Scalar, Type, TypeKind};

pub(super) fn check(api: &Api, diags: &mut Diagnostics) {
    never_broken(api, diags);
}

/// A rule that no request of any endpoint can break, as far as its types say.
fn never_broken(api: &Api, diags: &mut Diagnostics) {
    let mut rules: BTreeMap<_, Vec<&Check>> = BTreeMap::new();
    for check in &api.checks {
        if matches!(check.rule, Rule::Present(_) | Rule::Uniform(_)) {
            rules.entry(check.span).or_default().push(check);
        }
    }
    for (span, checks) in rules {
        let is_kept = |check: &&Check| match &check.rule {
            // Where there are no items, nothing of theirs is missing.
            Rule::Present(at) | Rule::Uniform(at) => {
                is_always_there(api, check, at, at.scope(usize::MAX).len())
            }
            _ => false,
        };
        let Some(first) = checks.iter().all(is_kept).then(|| checks.first()).flatten() else { continue };
        let path = first.rule.places().first().map_or("", |at| at.text.as_str());
        diags.push(
            Diagnostic::new(Code::NeverBroken, span, format!("`{path}` is always there"))
                .note("its field is required, and its value cannot be empty")
                .help("write `?` behind the name of the field if it may be missing, or remove the rule"),
        );
    }
}

/// Whether what a path leads to from one of its steps on is in every request, and not empty.
fn is_always_there(api: &Api, check: &Check, at: &Place, from: usize) -> bool {
    let can_be_empty = match api.behind_aliases(&at.ty) {
        Type::Scalar(scalar) => matches!(
            scalar,
            Scalar::String | Scalar::Base64 | Scalar::Base64Url | Scalar::Hex | Scalar::File | Scalar::Any
        ),
        Type::Named(id) => match api.ty(*id).map(|def| &def.kind) {
            Some(TypeKind::Struct(_)) => false,
            // Enums are open: `""` is a value of theirs too.
            Some(TypeKind::Enum(_) | TypeKind::Alias(_) | TypeKind::Union(_)) | None => true,
        },
        Type::Applied(..) => false,
        Type::List(_) | Type::Map(_) | Type::Parameter(_) | Type::Nullable(_) | Type::Limited(..) => true,
    };
    let can_lack = |step: &Step| match step {
        Step::Field(id, index) => api
            .field(*id, *index)
            .is_none_or(|field| field.optional || matches!(field.ty, Type::Nullable(_) | Type::Parameter(_))),
        Step::Param(index) => {
            let param = api.endpoint(check.endpoint).and_then(|endpoint| endpoint.params.get(*index));
            param.is_none_or(|param| param.field.optional || matches!(param.field.ty, Type::Nullable(_)))
        }
        Step::Index(_) => true,
        // Each item that is there; one that is null is found by its type.
        Step::Body | Step::Each => false,
    };
    !can_be_empty && !at.steps.iter().skip(from).any(can_lack)
}
