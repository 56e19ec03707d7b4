//! Sections about what the API sends to the caller: callbacks, webhooks, notifications.

use std::collections::BTreeSet;

use super::headings::LABEL;
use crate::found::{Call, Found, Heading, Place, Space, Topic, Url};
use crate::lexicon::calls::{ADDRESSES, method};
use crate::lexicon::topics::{is_callback, receives_callback};
use crate::page::Block;
use stubwright_spec::diag::{Code, Diagnostic, Diagnostics};
use stubwright_spec::source::{Span, Spanned};

/// How far below a label a table or a sample is, in blocks.
const LABELLED: usize = 2;

/// A section, and what of it is left out.
struct Section {
    from: Place,
    to: Place,
    /// Where the codes end that its callbacks have.
    codes: Place,
    title: Spanned<String>,
    is_label: bool,
    left_out: usize,
}

/// Leaves out what is in such sections, which would be taken for the request of the call above, and says so.
///
/// A section with a call to a host of the API is about that call: a call can register a webhook, or send a notification.
pub(super) fn leave_out(blocks: &[&Block], found: &mut Found, diags: &mut Diagnostics) {
    let mut sections = sections(blocks, found);
    without_calls(&mut sections, found);
    find_codes(&mut sections, found);
    for table in found.tables.iter_mut().filter(|table| table.space != Space::Http) {
        if at(&sections, table.place).is_some_and(|section| table.place < section.codes) {
            table.space = Space::Notices;
        }
    }
    found.fields.retain(|table| is_outside(&mut sections, table.place));
    found.samples.retain(|sample| is_outside(&mut sections, sample.place));
    found.calls.retain(|call| is_outside(&mut sections, call.place));
    let headings = &found.headings;
    found.servers.retain(|server| !is_below(server.url.span, headings, &sections));
    found.headers.retain(|header| !is_below(header.name.span, headings, &sections));
    for Section { title, left_out, .. } in sections.iter().filter(|section| section.left_out > 0) {
        let what = match left_out {
            1 => "what is below it is",
            _ => "the fields, samples and calls below it are",
        };
        let message = format!("{} is about what the API sends: {what} left out", title.value);
        let this = Diagnostic::new(Code::NotDrafted, title.span, message);
        diags.push(this.help("write types for it by hand, or draft the section as a page of its own"));
    }
}

/// The last section that begins before a place. The sections are in their order, and none is inside of another one.
fn index(sections: &[Section], place: Place) -> Option<usize> {
    sections.partition_point(|section| section.from <= place).checked_sub(1)
}

fn at(sections: &[Section], place: Place) -> Option<&Section> {
    sections.get(index(sections, place)?)
}

/// Whether nothing is left out at a place; counts what is.
fn is_outside(sections: &mut [Section], place: Place) -> bool {
    let section = index(sections, place).and_then(|at| sections.get_mut(at));
    let Some(section) = section.filter(|section| place < section.to) else { return true };
    section.left_out += 1;
    false
}

/// Whether a URL is below a heading that is in one of the sections.
fn is_below(url: Span, headings: &[Heading], sections: &[Section]) -> bool {
    let mut above = headings.iter().rev().filter(|heading| heading.text.span.file == url.file);
    let place = above.find(|heading| heading.text.span < url).map(|heading| heading.place);
    place.is_some_and(|place| at(sections, place).is_some_and(|section| place < section.to))
}

/// Drops the sections with a call to a host of the API.
fn without_calls(sections: &mut Vec<Section>, found: &Found) {
    let around = |call: &Call| {
        index(sections, call.place)
            .filter(|at| call.place < sections.get(*at).map_or(Place(0), |section| section.to))
    };
    let calls: Vec<(Option<usize>, Option<&str>)> = found
        .calls
        .iter()
        .filter(|call| !is_nameless(&call.url))
        .map(|call| (around(call), host_of(&call.url)))
        .collect();
    let own: BTreeSet<Option<&str>> =
        calls.iter().filter(|(section, _)| section.is_none()).map(|(_, host)| *host).collect();
    if own.is_empty() {
        return sections.clear();
    }
    let is_own = |host: &Option<&str>| host.is_none() || own.contains(host);
    let called: BTreeSet<usize> =
        calls.iter().filter(|(_, host)| is_own(host)).filter_map(|(section, _)| *section).collect();
    let mut at = 0;
    sections.retain(|_| {
        at += 1;
        !called.contains(&(at - 1))
    });
}

/// Whether a URL is a variable and nothing else: `<notify_url>`.
fn is_nameless(url: &Url) -> bool {
    host_of(url).is_none() && url.path.value == "/" && url.path.span.range().is_empty()
}

/// The host of a call, or what stands for it: `your-server.com` is not a host of the API.
fn host_of(url: &Url) -> Option<&str> {
    url.host.as_ref().or(url.stand_in.as_ref()).map(|host| host.value.as_str())
}

/// Finds where the codes end that callbacks have: below a label they go on below further labels, up to a heading or a call,
/// where errors of the API are listed outside.
fn find_codes(sections: &mut [Section], found: &Found) {
    let mut ends: Vec<Place> =
        found.calls.iter().flat_map(|call| &call.mentions).map(|mention| mention.place).collect();
    ends.extend(found.headings.iter().filter(|heading| heading.level < LABEL).map(|heading| heading.place));
    ends.sort_unstable();
    let announced = found.tables.iter().filter(|table| table.is_announced);
    let mut announced: Vec<Place> = announced.map(|table| table.place).collect();
    announced.sort_unstable();
    for section in sections.iter_mut().filter(|section| section.is_label) {
        let (_, page, _) = found.page(section.from);
        let next = ends.get(ends.partition_point(|end| *end <= section.from)).copied();
        let end = next.map_or(page, |next| next.min(page)).max(section.to);
        let before = |place: Place| announced.partition_point(|table| *table < place);
        if before(end) - before(section.from) < announced.len() {
            section.codes = end;
        }
    }
}

/// Sections whose heading or first text announces it, up to the next heading that is not below it.
fn sections(blocks: &[&Block], found: &Found) -> Vec<Section> {
    let mut filled: Vec<Place> = found.fields.iter().map(|table| table.place).collect();
    filled.extend(found.samples.iter().map(|sample| sample.place));
    filled.extend(found.tables.iter().map(|table| table.place));
    filled.sort_unstable();
    let mut sections: Vec<Section> = Vec::new();
    for (at, heading) in found.headings.iter().enumerate() {
        let is_inside = sections.last().is_some_and(|section| heading.place < section.to);
        let is_titled = || is_callback(&heading.text.value) && announces(heading, &filled);
        if is_inside || !(is_titled() || is_told(blocks, heading)) {
            continue;
        }
        let is_part = |next: &Heading| next.level == LABEL && next.topic == Topic::Part;
        let mut below = found.headings.iter().skip(at + 1);
        let next = below.find(|next| next.level <= heading.level && !is_part(next));
        let (_, end, _) = found.page(heading.place);
        let to = next.map_or(end, |next| next.place.min(end));
        let (from, title, is_label) = (heading.place, heading.text.clone(), heading.level == LABEL);
        sections.push(Section { from, to, codes: to, title, is_label, left_out: 0 });
    }
    sections
}

/// Whether the text right below a heading that says nothing else tells where callbacks are received.
fn is_told(blocks: &[&Block], heading: &Heading) -> bool {
    let text = match blocks.get(heading.place.0 + 1) {
        Some(Block::Paragraph(text)) => text.as_str(),
        _ => return false,
    };
    let is_plain = matches!(heading.topic, Topic::Other | Topic::Part);
    heading.level < LABEL
        && (heading.topic == Topic::Other && receives_callback(text) || is_plain && calls_variable(text))
}

/// Whether a line is a method with a variable for the address that the caller gives: `POST {order.notify_url}`.
fn calls_variable(line: &str) -> bool {
    let line = line.trim();
    let Some(name) = method(line) else { return false };
    let target = line.get(name.len()..).unwrap_or_default();
    let target = target.trim_matches(|c: char| c.is_whitespace() || ":：`*_\"".contains(c));
    let inner = [("{", "}"), ("<", ">"), ("[", "]")].into_iter().find_map(|(open, close)| {
        let inner = target.trim_start_matches(['$', '#']).trim_start_matches(open);
        (inner.len() < target.len()).then(|| inner.trim_end_matches(close))
    });
    inner.is_some_and(|inner| {
        let is_name = inner.chars().all(|c| c.is_alphanumeric() || "_-. ".contains(c));
        is_name && ADDRESSES.end(&inner.to_lowercase())
    })
}

/// Whether something is below a heading; a label is right above it.
fn announces(heading: &Heading, filled: &[Place]) -> bool {
    let next = filled.get(filled.partition_point(|place| *place <= heading.place));
    heading.level < LABEL || next.is_some_and(|next| next.0 <= heading.place.0 + LABELLED)
}
