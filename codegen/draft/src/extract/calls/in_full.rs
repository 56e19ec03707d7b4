//! Calls that a heading names in short, and a line below it in full: `GET /lamps`, and below it the path `/{shop}/lamps/{lamp}`.

use super::labels::{Label, label};
use crate::extract::headings::LABEL;
use crate::found::{Call, Form, Found, Place, Weight};

/// Takes the calls of such headings for those of the lines below them that are labelled as a URL.
pub(super) fn name(found: &mut Found) {
    let short = |call: &Call| {
        let mention = call.mentions.iter().find(|mention| mention.weight == Weight::Heading)?;
        (call.url.host.is_none() && call.form == Form::Line).then_some(mention.place)
    };
    let pairs: Vec<(usize, usize)> = found
        .calls
        .iter()
        .enumerate()
        .filter_map(|(at, call)| Some((at, whole(found, call, short(call)?)?)))
        .collect();
    let mut gone = vec![false; found.calls.len()];
    for (short, whole) in pairs {
        let Some(call) = found.calls.get(short) else { continue };
        let (method, mentions) = (call.method.clone(), call.mentions.clone());
        let (Some(whole), Some(gone)) = (found.calls.get_mut(whole), gone.get_mut(short)) else { continue };
        whole.method = whole.method.take().or(method);
        whole.mentions.extend(mentions);
        whole.mentions.sort_by_key(|mention| mention.place);
        *gone = true;
    }
    let mut gone = gone.into_iter();
    found.calls.retain(|_| !gone.next().unwrap_or_default());
}

/// Which call has the path of another one with more variables, and is the only one in its section that a label names.
fn whole(found: &Found, short: &Call, heading: Place) -> Option<usize> {
    let level = found.headings.iter().find(|other| other.place == heading)?.level;
    let (_, page, _) = found.page(heading);
    let mut below = found.headings.iter().filter(|other| other.place > heading);
    let end = below.find(|other| other.level <= level).map_or(page, |next| next.place.min(page));
    let is_titled = |place: Place| {
        let above = found.headings_above(place).next();
        above.is_some_and(|above| above.level <= LABEL && label(&above.text.value) == Some(Label::Url))
    };
    let value = |call: &Call| call.method.as_ref().map(|method| method.value.clone());
    let mut inside = found.calls.iter().enumerate().filter(|(_, call)| {
        heading < call.place && call.place < end && call.form == Form::Line && is_titled(call.place)
    });
    let (at, call) = inside.next()?;
    let is_same = call.method.is_none() || value(call) == value(short);
    let is_one = is_same && inside.next().is_none();
    (is_one && has_more_variables(&call.url.path.value, &short.url.path.value)).then_some(at)
}

/// Whether a path has the segments of another one, and variables among them.
fn has_more_variables(path: &str, short: &str) -> bool {
    let mut wanted = short.split('/').filter(|segment| !segment.is_empty()).peekable();
    let mut more = 0;
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        if wanted.next_if(|wanted| *wanted == segment).is_none() {
            if !segment.starts_with('{') {
                return false;
            }
            more += 1;
        }
    }
    more > 0 && wanted.next().is_none()
}
