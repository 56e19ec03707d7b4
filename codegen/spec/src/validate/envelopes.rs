//! Rules about envelopes.

use std::collections::BTreeSet;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{
    Api, Endpoint, Envelope, ErrorRow, Expected, Method, Response, RowId, Source, Test, Wrapping,
};

/// Rules about what envelopes say.
pub(super) fn check(api: &Api, diags: &mut Diagnostics) {
    names(api, diags);
    codes_that_mean_success(api, diags);
    payload_without_place(api, diags);
    content_of_head(api, diags);
}

/// Rules about what is missing, for specs that are sound otherwise.
pub(super) fn usage(api: &Api, diags: &mut Diagnostics) {
    codes_that_nothing_reads(api, diags);
    unused(api, diags);
}

fn names(api: &Api, diags: &mut Diagnostics) {
    for named in &api.envelopes {
        let name = named.name.as_str();
        let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-'));
        let diagnostic = |message: String| Diagnostic::new(Code::BadEnvelopeName, named.name.span, message);
        if name == "none" {
            diags.push(
                diagnostic(String::from("`none` is reserved for no envelope"))
                    .help("choose another name; `envelope: none` needs no declaration"),
            );
        } else if !is_name {
            diags.push(diagnostic(format!("`{name}` is not a valid envelope name")).help(
                "use lower-case letters, digits, `_` and `-`, starting with a letter, such as `legacy`",
            ));
        }
    }
}

/// A row that no answer can give: whatever carries its code is a success.
fn codes_that_mean_success(api: &Api, diags: &mut Diagnostics) {
    let suspects: Vec<(RowId, &ErrorRow)> = api
        .errors
        .enumerate()
        .filter(|(_, row)| api.all_envelopes().any(|envelope| !envelope.can_fail_with(row)))
        .collect();
    if suspects.is_empty() {
        return;
    }
    let answered: Vec<BTreeSet<RowId>> =
        api.endpoints.iter().map(|endpoint| api.answered(endpoint).into_iter().collect()).collect();
    for (id, row) in suspects {
        let endpoints = api.endpoints.iter().zip(&answered);
        let endpoints: Vec<&Endpoint> =
            endpoints.filter(|(_, rows)| rows.contains(&id)).map(|(endpoint, _)| endpoint).collect();
        let envelopes = api.envelopes_of(&endpoints);
        let Some(first) = envelopes.first().filter(|_| !envelopes.iter().any(|at| at.can_fail_with(row)))
        else {
            continue;
        };
        let code = row.code.as_str();
        let wanted = Expected::Text(code.to_owned());
        let is_about = |test: &&Test| {
            first.code.contains(&test.source) && test.expected.iter().any(|expected| expected.value == wanted)
        };
        let test = first.success.iter().find(is_about).or_else(|| first.success.first());
        let message = format!("`{code}` is the code of a successful response, so no call fails with it");
        let found = Diagnostic::new(Code::CodeIsSuccess, row.code.span, message);
        let found = match test {
            Some(test) => found.and(test.expected_span(), "accepted as a success here"),
            None => found,
        };
        let found = match row.http {
            Some(status) => found.note(format!("the row says that it comes with HTTP {status}")),
            None => found,
        };
        diags.push(found.help("remove the row, or correct `success:` of the envelope"));
    }
}

fn codes_that_nothing_reads(api: &Api, diags: &mut Diagnostics) {
    // Failures without a code are told apart by their words.
    let Some(first) = api.errors.iter().find(|row| !row.code.as_str().is_empty()) else { return };
    let mut envelopes = api.all_envelopes().peekable();
    let (note, help) = if envelopes.peek().is_none() {
        (
            "no envelope says where the code is",
            "add `envelope: {success: …, code: …}` with the path of the code in the body",
        )
    } else if envelopes.all(|envelope| envelope.code.is_empty()) {
        (
            "the envelope does not say where the code is",
            "add `code:` to the envelope, with the path of the code in the body",
        )
    } else {
        return;
    };
    diags.push(
        Diagnostic::new(Code::CodesUnread, first.code.span, "no response can carry a code from this table")
            .note(note)
            .help(help),
    );
}

fn unused(api: &Api, diags: &mut Diagnostics) {
    for (id, named) in api.envelopes.enumerate() {
        let wanted = Wrapping::Named(id);
        if api.endpoints.iter().all(|endpoint| endpoint.envelope != wanted) {
            let name = named.name.as_str();
            diags.push(
                Diagnostic::new(
                    Code::UnusedEnvelope,
                    named.name.span,
                    format!("no endpoint uses the envelope `{name}`"),
                )
                .help(format!("add `envelope: {name}` to the endpoints that use it, or remove it")),
            );
        }
    }
}

/// A payload needs a place in the envelope.
fn payload_without_place(api: &Api, diags: &mut Diagnostics) {
    for endpoint in &api.endpoints {
        let has_place = api.envelope_of(endpoint).is_none_or(|envelope| !envelope.data.is_empty());
        let is_typed = matches!(endpoint.response, Some(Response::Typed { .. } | Response::ByStatus(_)));
        // HEAD has no place for a payload at all.
        if !has_place && is_typed && endpoint.method != Method::Head {
            diags.push(
                Diagnostic::new(
                    Code::PayloadUnplaced,
                    endpoint.name.span,
                    format!(
                        "`{}` has a response, but the envelope does not say where to find it",
                        endpoint.name.value
                    ),
                )
                .help("add `data:` to the envelope; `data: .` is the whole body"),
            );
        }
    }
}

/// The response to HEAD has no content, so it has neither a payload nor an envelope.
fn content_of_head(api: &Api, diags: &mut Diagnostics) {
    for endpoint in api.endpoints.iter().filter(|endpoint| endpoint.method == Method::Head) {
        let in_body = |envelope: &Envelope| {
            envelope.success.iter().any(|test| matches!(test.source.value, Source::Body(_)))
        };
        let (problem, help) = match (&endpoint.response, api.envelope_of(endpoint).is_some_and(in_body)) {
            (None, false) => continue,
            (Some(_), false) => ("has a response", "remove `response:`"),
            (None, true) => {
                ("reads success from the body", "add `envelope: none`, so that the status decides")
            }
            (Some(_), true) => ("has a response", "remove `response:` and add `envelope: none`"),
        };
        let message =
            format!("`{}` {problem}, but the response to a HEAD request has no content", endpoint.name.value);
        diags.push(
            Diagnostic::new(Code::BodyWithoutMeaning, endpoint.name.span, message)
                .note("a server sends the same headers as for GET, but no body (RFC 9110 section 9.3.2)")
                .help(format!("use `get:`, or {help}")),
        );
    }
}
