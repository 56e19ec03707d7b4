//! Rules about a whole model, in reading order; one function per rule.

pub(crate) mod hidden;
mod samples;
mod types;
mod unions;

pub use hidden::{hidden_in, is_hidden};

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::facts::Facts;
use crate::model::{Api, Expected};

/// Runs every rule.
pub fn check(api: &Api, facts: &Facts, diags: &mut Diagnostics) {
    api_name(api, diags);
    too_many_codes(api, diags);
    codes_that_mean_success(api, diags);
    types::check(api, facts, diags);
    if facts.nameless().is_empty() {
        samples::check(api, diags);
    }
    payload_without_place(api, diags);
    // What is missing may be missing because of an error.
    if !diags.has_errors() {
        unnamed_rows(api, diags);
        codes_that_nothing_reads(api, diags);
        types::unused(api, facts, diags);
    }
}

/// The name of the API stands in messages, and is to be used in file names.
fn api_name(api: &Api, diags: &mut Diagnostics) {
    let name = api.name.as_str();
    let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-'));
    // An empty name was reported as missing.
    if !name.is_empty() && !is_name {
        diags.push(
            Diagnostic::new(Code::BadApiName, api.name.span, format!("`{name}` is no short name of an API"))
                .help(
                    "use lower-case letters, digits, `_` and `-`, starting with a letter, such as `qiandun`",
                ),
        );
    }
}

/// The generated table is indexed with sixteen bits, and its enum has one variant more.
const MOST_CODES: usize = u16::MAX as usize;

fn too_many_codes(api: &Api, diags: &mut Diagnostics) {
    if let Some(row) = api.errors.get(MOST_CODES) {
        let message = format!("an error table of more than {MOST_CODES} rows is not supported yet");
        diags.push(
            Diagnostic::new(Code::NotYet, row.code.span, message)
                .at("the row that goes past the limit")
                .help("leave out the codes that nobody matches on; they arrive as `Unrecognized`"),
        );
    }
}

fn codes_that_mean_success(api: &Api, diags: &mut Diagnostics) {
    let Some(envelope) = &api.envelope else { return };
    let tests = envelope.success.iter().filter(|test| envelope.code.contains(&test.source));
    for expected in tests.flat_map(|test| &test.expected) {
        let Expected::Text(value) = expected else { continue };
        for row in api.errors.iter().filter(|row| row.code.value == *value) {
            diags.push(
                Diagnostic::new(
                    Code::CodeIsSuccess,
                    row.code.span,
                    format!("`{value}` is the code of a successful answer"),
                )
                .note("`envelope.success` accepts it, so no call ever fails with it")
                .help("remove the row"),
            );
        }
    }
}

fn codes_that_nothing_reads(api: &Api, diags: &mut Diagnostics) {
    let Some(first) = api.errors.first() else { return };
    let (note, help) = match &api.envelope {
        Some(envelope) if envelope.code.is_empty() => (
            "the envelope does not say where the code is",
            "add `code:` to the envelope, with the path of the code in the body",
        ),
        Some(_) => return,
        None => (
            "there is no envelope to say where the code is",
            "add `envelope: {success: …, code: …}` with the path of the code in the body",
        ),
    };
    diags.push(
        Diagnostic::new(Code::CodesUnread, first.code.span, "no response can carry a code of this table")
            .note(note)
            .help(help),
    );
}

fn unnamed_rows(api: &Api, diags: &mut Diagnostics) {
    for row in api.errors.iter().filter(|row| row.name.is_none()) {
        diags.push(
            Diagnostic::new(
                Code::UnnamedError,
                row.code.span,
                format!("the row `{}` has no name", row.code.value),
            )
            .note("a name derived from the code says nothing to the reader of a `match`")
            .help("add `name:`, for instance `name: DuplicateSigner`"),
        );
    }
}

/// A payload needs a place in the envelope.
fn payload_without_place(api: &Api, diags: &mut Diagnostics) {
    let has_place = api.envelope.as_ref().is_none_or(|envelope| !envelope.data.is_empty());
    for endpoint in api.endpoints.iter().filter(|endpoint| !has_place && endpoint.response.is_some()) {
        diags.push(
            Diagnostic::new(
                Code::PayloadUnplaced,
                endpoint.name.span,
                format!(
                    "`{}` has a response, but the envelope does not say where it is",
                    endpoint.name.value
                ),
            )
            .help("add `data:` to the envelope; `data: .` is the whole body"),
        );
    }
}
