//! Rules that follow from what is generated, and from the configuration.

use std::collections::BTreeSet;

use stubwright_spec::diag::{Code, Diagnostic, Diagnostics};
use stubwright_spec::model::Api;
use stubwright_spec::model::checks::Rule;

use crate::Options;

/// Runs every rule.
pub(crate) fn validate(api: &Api, options: &Options, diags: &mut Diagnostics) {
    too_many_codes(api, diags);
    unbound(api, options, diags);
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

/// The generated table is indexed with sixteen bits, and its enum has one variant more.
const MOST_CODES: usize = u16::MAX as usize;

fn too_many_codes(api: &Api, diags: &mut Diagnostics) {
    if let Some(row) = api.errors.as_slice().get(MOST_CODES) {
        let message = format!("an error table with more than {MOST_CODES} rows is not supported yet");
        diags.push(
            Diagnostic::new(Code::NotYet, row.code.span, message)
                .at("this row exceeds the limit")
                .help("leave out codes that nobody matches on; they are returned as `Unrecognized`"),
        );
    }
}
