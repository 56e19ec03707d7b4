//! Rules about the bodies of failures.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Api, ByStatus};

/// Runs every rule.
pub(super) fn check(api: &Api, diags: &mut Diagnostics) {
    let has_envelope = api.all_envelopes().next().is_some();
    statuses(&api.failures, has_envelope, diags);
    for endpoint in &api.endpoints {
        statuses(&endpoint.failures, api.envelope_of(endpoint).is_some(), diags);
    }
    let own = api.endpoints.iter().flat_map(|endpoint| &endpoint.failures);
    for ty in api.failures.iter().chain(own).filter_map(|entry| entry.ty.as_ref()) {
        super::types::ranges(api, ty, diags);
    }
}

/// A failure has a status that is not that of a success.
fn statuses(entries: &[ByStatus], has_envelope: bool, diags: &mut Diagnostics) {
    for ByStatus { status, .. } in entries {
        let (message, help) = match status.value.class() {
            Some(1) => (
                "is never the status of an answer",
                "remove it; an interim response (RFC 9110 section 15.2) is followed by another one",
            ),
            Some(2) if !has_envelope => (
                "is a success, because there is no envelope that says otherwise",
                "write the payload of a success under `response:`, or declare an `envelope:`",
            ),
            _ => continue,
        };
        let message = format!("`{}` {message}", status.value);
        diags.push(Diagnostic::new(Code::BadFailure, status.span, message).help(help));
    }
}
