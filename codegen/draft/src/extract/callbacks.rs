//! Sections about what the API sends to the caller: callbacks, webhooks, notifications.

use std::collections::BTreeSet;

use super::headings::LABEL;
use crate::found::{Call, ErrorTable, Found, Heading, Place, Space, Topic};
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
    let ends: Vec<Place> = sections.iter().map(|section| end_of_codes(section, found)).collect();
    for ((from, _, _), to) in sections.iter().zip(ends) {
        let inside = found.tables.iter_mut().filter(|table| (*from..to).contains(&table.place));
        inside.filter(|table| table.space != Space::Http).for_each(|table| table.space = Space::Notices);
    }
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
            let title = found.headings.iter().find(|other| other.text.span == heading);
            let title = title.map_or("this", |title| title.text.value.as_str());
            let message = format!("{title} is about what the API sends: {what} left out");
            let this = Diagnostic::new(Code::NotDrafted, heading, message);
            diags.push(this.help("write types for it by hand, or draft the section as a page of its own"));
        }
    }
}

/// The host of a call, or what stands for it: `your-server.com` is not a host of the API.
fn host(call: &Call) -> Option<&str> {
    call.url.host.as_ref().or(call.url.stand_in.as_ref()).map(|host| host.value.as_str())
}

/// Where the codes end that callbacks of a section have: those of a label go on below further labels, up to a heading or a
/// call, where errors of the API are listed outside.
fn end_of_codes((from, to, _): &(Place, Place, Span), found: &Found) -> Place {
    let next_heading = |is_end: &dyn Fn(&Heading) -> bool| {
        let after = found.headings.partition_point(|heading| heading.place <= *from);
        let below = found.headings.get(after..).unwrap_or_default();
        below.iter().find(|heading| is_end(heading)).map(|heading| heading.place)
    };
    let (_, page, _) = found.page(*from);
    let calls = found.calls.iter().flat_map(|call| &call.mentions).map(|mention| mention.place);
    let call = calls.filter(|place| place > from).min();
    let heading = next_heading(&|heading| heading.level < LABEL);
    let end = [Some(page), call, heading].into_iter().flatten().min().unwrap_or(*to);
    let is_elsewhere = |table: &&ErrorTable| table.is_announced && !(*from..end).contains(&table.place);
    let is_label = found.headings.iter().any(|heading| heading.place == *from && heading.level == LABEL);
    if is_label && found.tables.iter().any(|table| is_elsewhere(&table)) { end.max(*to) } else { *to }
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
