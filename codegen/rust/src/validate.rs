//! Rules that follow from what is generated, and from the configuration.

mod tags;

use std::collections::BTreeSet;

use stubwright_spec::diag::{Code, Diagnostic, Diagnostics};
use stubwright_spec::model::Api;
use stubwright_spec::model::preflight::Rule;

use crate::options::{Features, Options};

/// Runs every rule.
pub(crate) fn validate(api: &Api, options: &Options, diags: &mut Diagnostics) {
    type_names(api, diags);
    tags::check(api, diags);
    too_many_codes(api, diags);
    unbound(api, options, diags);
    undivided(api, options, diags);
}

/// A type is called as in the spec, in upper camel case.
fn type_names(api: &Api, diags: &mut Diagnostics) {
    for def in &api.types {
        let name = def.name.as_str();
        if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || c == '_') {
            diags.push(
                Diagnostic::new(
                    Code::BadTypeName,
                    def.name.span,
                    format!("`{name}` is not a valid type name"),
                )
                .help("type names consist of letters, digits and `_`, such as `SignField`"),
            );
        }
    }
}

fn unbound(api: &Api, options: &Options, diags: &mut Diagnostics) {
    let mut seen = BTreeSet::new();
    for check in &api.preflight {
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

/// Features turn on the operations of tags.
fn undivided(api: &Api, options: &Options, diags: &mut Diagnostics) {
    if options.features == Features::ByTag && api.endpoints.iter().all(|endpoint| endpoint.tag.is_none()) {
        let message = "`features` divides the operations by their tags, and none has a tag";
        diags.push(Diagnostic::without_place(Code::BadSetting, message).help(
            "delete `features = true` in `stubwright.toml`, or give endpoints of the spec a tag: `tag: orders`",
        ));
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
