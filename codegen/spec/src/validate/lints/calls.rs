//! Calls that are repeated, and lists with more pages than the first one.

use super::names::folded;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Api, Endpoint, Type};
use crate::validate::checked::Checked;

/// The names of what selects a page, without case and separators.
const PAGE: &[&str] = &[
    "page",
    "pageno",
    "pagenum",
    "pagenumber",
    "pageindex",
    "pagetoken",
    "currentpage",
    "offset",
    "cursor",
    "nexttoken",
    "startingafter",
    "after",
];

/// A list that comes in pages, as far as its parameters say.
pub(super) fn unpaged(checked: &Checked<'_>, diags: &mut Diagnostics) {
    let api = checked.api;
    for endpoint in api.endpoints.iter().filter(|endpoint| endpoint.pages.is_none()) {
        let mut names = api.sent_names(endpoint).into_iter();
        let page = names.find(|name| PAGE.contains(&folded(name).as_str()));
        if let Some(page) = page.filter(|_| returns_list(api, endpoint)) {
            let message =
                format!("`{}` takes `{page}` and returns a list, without `pages:`", endpoint.name.value);
            diags.push(
                Diagnostic::new(Code::UnpagedList, endpoint.name.span, message)
                    .help("say with `pages:` how the next page is requested, so that callers get all items"),
            );
        }
    }
}

/// Whether the payload is a list, or has one.
fn returns_list(api: &Api, endpoint: &Endpoint) -> bool {
    let is_list = |ty: &Type| matches!(api.behind_aliases(ty).not_null(), Type::List(_));
    let Some(ty) = endpoint.response_type() else { return false };
    is_list(ty)
        || match api.behind_aliases(ty) {
            Type::Named(id) | Type::Applied(id, _) => {
                api.fields_of(*id).iter().any(|field| is_list(&field.ty))
            }
            _ => false,
        }
}

/// A call that the client repeats although the server cannot recognize the repetition.
pub(super) fn trusted_repeats(checked: &Checked<'_>, diags: &mut Diagnostics) {
    let is_trusted = |endpoint: &&Endpoint| {
        endpoint.idempotent && endpoint.key.is_none() && !endpoint.method.is_idempotent()
    };
    for endpoint in checked.api.endpoints.iter().filter(is_trusted) {
        let (name, verb) = (&endpoint.name, endpoint.method.verb());
        let message = format!("`{}` is a {verb} that is repeated without a key", name.value);
        diags.push(
            Diagnostic::new(Code::TrustedRepeat, name.span, message)
                .help("name the key: `idempotent: {header: Idempotency-Key}` or `{field: requestNo}`"),
        );
    }
}
