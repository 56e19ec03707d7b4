//! Sections about what the API sends to the caller: callbacks, webhooks, notifications.

use std::collections::BTreeSet;

use super::headings::LABEL;
use crate::found::{Call, Found, Heading, Place, Topic};
use crate::lexicon::topics::is_callback;
use stubwright_spec::diag::{Code, Diagnostic, Diagnostics};
use stubwright_spec::source::Span;

/// How far below a label a table or a sample is, in blocks.
const LABELLED: usize = 2;

/// Leaves out what is in such sections, which would be taken for the request of the call above, and says so.
///
/// A section with a call to a host of the API is about that call: a call can register a webhook, or send a notification.
pub(super) fn leave_out(found: &mut Found, diags: &mut Diagnostics) {
    let sections: Vec<(Place, Place, Span)> = sections(found);
    let own: BTreeSet<Option<&str>> = found
        .calls
        .iter()
        .filter(|call| !sections.iter().any(|(from, to, _)| (*from..*to).contains(&call.place)))
        .map(host)
        .collect();
    let is_call = |(from, to, _): &(Place, Place, Span)| {
        let is_own = |host: Option<&str>| host.is_none() || own.contains(&host);
        let mut inside = found.calls.iter().filter(|call| (*from..*to).contains(&call.place));
        own.is_empty() || inside.any(|call| is_own(host(call)))
    };
    let sections: Vec<(Place, Place, Span)> =
        sections.iter().filter(|section| !is_call(section)).copied().collect();
    for (from, to, heading) in sections {
        let is_outside = |place: Place| !(from..to).contains(&place);
        let before = found.fields.len() + found.samples.len() + found.calls.len();
        found.fields.retain(|table| is_outside(table.place));
        found.samples.retain(|sample| is_outside(sample.place));
        found.calls.retain(|call| is_outside(call.place));
        let after = found.fields.len() + found.samples.len() + found.calls.len();
        if after < before {
            let what = if before - after == 1 {
                "what is below it is"
            } else {
                "the fields, samples and calls below it are"
            };
            let message = format!("this is about what the API sends: {what} left out");
            let this = Diagnostic::new(Code::NotDrafted, heading, message);
            diags.push(this.help("write types for it by hand, or draft the section as a page of its own"));
        }
    }
}

/// The host of a call, or what stands for it: `your-server.com` is not a host of the API.
fn host(call: &Call) -> Option<&str> {
    call.url.host.as_ref().or(call.url.stand_in.as_ref()).map(|host| host.value.as_str())
}

/// Sections whose heading announces it, up to the next heading that is not below it.
fn sections(found: &Found) -> Vec<(Place, Place, Span)> {
    let mut sections: Vec<(Place, Place, Span)> = Vec::new();
    for (at, heading) in found.headings.iter().enumerate() {
        let is_inside = sections.last().is_some_and(|(_, to, _)| heading.place < *to);
        if is_inside || !is_callback(&heading.text.value) || !announces(heading, found) {
            continue;
        }
        let is_part = |next: &Heading| next.level == LABEL && next.topic == Topic::Part;
        let mut below = found.headings.iter().skip(at + 1);
        let next = below.find(|next| next.level <= heading.level && !is_part(next));
        let (_, end, _) = found.page(heading.place);
        let to = next.map_or(end, |next| next.place.min(end));
        sections.push((heading.place, to, heading.text.span));
    }
    sections
}

/// Whether something is below a heading; a label is right above it.
fn announces(heading: &Heading, found: &Found) -> bool {
    let near = heading.place.0 + 1..=heading.place.0 + LABELLED;
    let mut places =
        found.fields.iter().map(|table| table.place).chain(found.samples.iter().map(|sample| sample.place));
    heading.level < LABEL || places.any(|place| near.contains(&place.0))
}
