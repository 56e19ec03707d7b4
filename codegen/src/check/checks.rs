//! Rules about the checks of the error table that have to know all of them, or what the configuration says.

use std::collections::BTreeSet;

use super::rules;
use crate::Options;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::Api;
use crate::model::checks::Rule;

pub(super) fn check(api: &Api, options: &Options, diags: &mut Diagnostics) {
    unbound(api, options, diags);
    rules::check(api, diags);
}

fn unbound(api: &Api, options: &Options, diags: &mut Diagnostics) {
    let mut seen = BTreeSet::new();
    for check in &api.checks {
        let Rule::Custom(name) = &check.rule else { continue };
        // A rule is checked for each endpoint, and written once.
        if options.checks.contains_key(name.as_str()) || !seen.insert(name.span) {
            continue;
        }
        let text = name.as_str();
        diags.push(
            Diagnostic::new(Code::UnboundCheck, name.span, format!("no function is bound to `{text}`")).help(
                format!(
                    "bind it in `stubwright.toml`: `[api.checks]` with `{text} = \"crate::checks::{}\"`",
                    text.replace('-', "_")
                ),
            ),
        );
    }
}
