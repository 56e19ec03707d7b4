//! Reports the parts of the pages that are not in the draft.

use std::collections::BTreeSet;

use super::endpoints::Group;
use super::envelope::{Reading, looks_like_one};
use crate::found::{FieldTable, Found, Place, Sample, Side};
use stubwright_spec::diag::{Code, Diagnostic, Diagnostics};
use stubwright_spec::source::Span;

/// Says that the fields of a page without a call belong to no endpoint.
pub(super) fn without_address(group: &Group<'_>, found: &Found, diags: &mut Diagnostics) {
    let tables: Vec<&FieldTable> = group.sent.iter().chain(&group.answered).copied().collect();
    let Some(span) = tables.iter().filter_map(|table| table.rows.first()).map(|row| row.span).min() else {
        return;
    };
    let count = tables.iter().map(|table| table.rows.len()).sum::<usize>();
    let page = if found.pages.len() > 1 { "this page has" } else { "the page has" };
    let fields = if count == 1 { String::from("a field") } else { format!("{count} fields") };
    let message = format!("{page} {fields} and no URL");
    diags.push(
        Diagnostic::new(Code::NotDrafted, span, message)
            .note("the draft has their types, and the endpoint as a comment")
            .help("fill in the method and the path in the draft, or add them to the page: `POST https://host/path`"),
    );
}

/// Says what of the answers lies beside their payload, and is in no type.
pub(super) fn beside(reading: &Reading, responses: &[&Sample], diags: &mut Diagnostics) {
    let mut seen = BTreeSet::new();
    for key in responses.iter().flat_map(|sample| reading.beside(sample)) {
        if seen.insert(&key.value) {
            let message = format!("{} lies beside the payload of answers, and is left out", key.value);
            let this = Diagnostic::new(Code::NotDrafted, key.span, message);
            diags.push(this.help("write `data: .` in the envelope to have it in the types of answers"));
        }
    }
}

/// Says which fields that a table gives to every answer are in no type.
pub(super) fn of_all(table: &FieldTable, reading: Option<&Reading>, diags: &mut Diagnostics) {
    let is_read = |name: &str| {
        reading.is_some_and(|reading| {
            let is_data = reading.data().and_then(<[_]>::first).is_some_and(|data| data == name);
            reading.owns(name) || is_data
        })
    };
    let outer = table.rows.iter().filter_map(|row| Some((row.path.first()?.name.as_str(), row)));
    let mut left = outer.filter(|(name, row)| row.path.len() == 1 && !is_read(name)).peekable();
    let Some(span) = left.peek().map(|(_, row)| row.span) else { return };
    let names: Vec<&str> = left.map(|(name, _)| name).collect();
    let message = format!("every answer has {}, which the draft leaves out", names.join(", "));
    let this = Diagnostic::new(Code::NotDrafted, span, message);
    diags.push(this.help("write `data: .` in the envelope, and add it to the types of answers"));
}

/// Says which samples and tables of fields belong to no endpoint.
pub(super) fn unused(
    found: &Found,
    groups: &[Group<'_>],
    unaddressed: &[Group<'_>],
    diags: &mut Diagnostics,
) {
    samples(found, groups, unaddressed, diags);
    tables(found, groups, unaddressed, diags);
}

/// Says which tables of fields belong to no endpoint.
fn tables(found: &Found, groups: &[Group<'_>], unaddressed: &[Group<'_>], diags: &mut Diagnostics) {
    let all = groups.iter().chain(unaddressed);
    let used: BTreeSet<Place> =
        all.flat_map(|group| group.sent.iter().chain(&group.answered)).map(|table| table.place).collect();
    let is_left = |table: &&FieldTable| !table.is_common && !used.contains(&table.place);
    for row in found.fields.iter().filter(is_left).filter_map(|table| table.rows.first()) {
        let message = "a table of fields that belongs to no endpoint is left out";
        let this = Diagnostic::new(Code::NotDrafted, row.span, message);
        diags.push(this.help("move it below the call that it is about"));
    }
}

/// Says which samples belong to no endpoint.
fn samples(found: &Found, groups: &[Group<'_>], unaddressed: &[Group<'_>], diags: &mut Diagnostics) {
    let all = || groups.iter().chain(unaddressed);
    let answers: BTreeSet<Span> =
        all().flat_map(|group| &group.responses).map(|sample| sample.value.span).collect();
    // Nothing shows what a call without a body sends.
    let with_body = all().filter(|group| !["GET", "HEAD"].contains(&group.method.as_str()));
    let requests: BTreeSet<String> =
        with_body.flat_map(|group| &group.requests).map(|value| value.canonical()).collect();
    let is_used = |sample: &Sample| {
        answers.contains(&sample.value.span) || requests.contains(&sample.value.canonical())
    };
    // A sample that is printed once for all calls shows the envelope.
    let is_envelope = |sample: &Sample| sample.side != Side::Request && looks_like_one(&sample.value);
    for sample in found.samples.iter().filter(|sample| !is_used(sample) && !is_envelope(sample)) {
        let this = Diagnostic::new(
            Code::NotDrafted,
            sample.value.span,
            "a sample that belongs to no endpoint is left out",
        );
        let (start, end, _) = found.page(sample.place);
        let next = found.calls.partition_point(|call| call.place < start);
        let has_call = found.calls.get(next).is_some_and(|call| call.place < end);
        let help = if has_call {
            "move it below the call that it is about"
        } else {
            "the page has no URL: add a line such as `POST https://host/path` above it"
        };
        diags.push(this.help(help));
    }
}
