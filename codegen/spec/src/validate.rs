//! Rules about a whole model, in reading order; one function per rule.

mod body;
mod calls;
mod checked;
mod envelopes;
mod failures;
mod forms;
pub mod hidden;
mod idempotency;
pub mod lints;
mod pages;
mod params;
mod places;
mod responses;
mod roles;
mod rows;
mod rules;
mod samples;
mod solve;
mod types;
mod unions;
mod uploads;

pub use self::checked::Checked;

use crate::choices::is_api_name;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::Api;

/// Runs every rule.
pub fn validate(checked: &Checked<'_>, diags: &mut Diagnostics) {
    let Checked { api, analysis, .. } = *checked;
    api_name(api, diags);
    envelopes::check(api, diags);
    rows::check(api, diags);
    types::check(api, analysis, diags);
    if analysis.nameless().is_empty() {
        samples::check(api, diags);
        calls::check(api, diags);
        failures::check(api, diags);
        responses::check(api, diags);
        idempotency::check(api, diags);
        pages::check(api, diags);
        uploads::check(api, diags);
        rules::check(api, diags);
    }
    // A declaration may be missing because of an error.
    if !diags.has_errors() && !api.derived {
        lints::check(checked, diags);
        if !api.partial {
            rows::usage(api, diags);
            envelopes::usage(api, diags);
            calls::unused_servers(api, diags);
            types::unused(api, analysis, diags);
        }
    }
}

/// The name of the API is used in messages and can be used in file names.
fn api_name(api: &Api, diags: &mut Diagnostics) {
    let name = api.name.as_str();
    // An empty name was reported as missing.
    if !name.is_empty() && !is_api_name(name) {
        diags.push(
            Diagnostic::new(Code::BadApiName, api.name.span, format!("`{name}` is not a valid API name"))
                .help(
                    "use lower-case letters, digits, `_` and `-`, starting with a letter, such as `qiandun`",
                ),
        );
    }
}
