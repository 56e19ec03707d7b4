//! Requests that a page prints with another method than it says above.

use std::collections::BTreeMap;

use crate::found::{Body, Call, Form, Found, Place, Topic};
use stubwright_spec::source::Spanned;

/// The methods that the text gives for the paths of calls, in order, and where.
type Told<'p, 'f> = BTreeMap<&'p str, Vec<(Place, &'f Spanned<String>)>>;

/// For each call the method that the line above it says, or else the one below, where it is a request without a body that is
/// printed with another one: in the same part of the page, and no line has that other method and its path.
pub(super) fn methods<'f>(calls: &[(&'f Call, String)], found: &Found) -> Vec<Option<&'f Spanned<String>>> {
    let mut told: Told<'_, 'f> = BTreeMap::new();
    for (call, path) in calls.iter().filter(|(call, _)| call.form == Form::Line) {
        if let Some(method) = &call.method {
            told.entry(path).or_default().push((call.place, method));
        }
    }
    calls.iter().map(|(call, path)| method(call, path, &told, found)).collect()
}

fn method<'f>(call: &'f Call, path: &str, told: &Told<'_, 'f>, found: &Found) -> Option<&'f Spanned<String>> {
    let printed =
        call.method.as_ref().filter(|_| call.form != Form::Line && matches!(call.body, Body::None))?;
    let lines = told.get(path)?;
    let (_, first) = lines.first()?;
    let is_one = lines.iter().take(MOST).all(|(_, method)| method.value.eq_ignore_ascii_case(&first.value));
    if !is_one || first.value.eq_ignore_ascii_case(&printed.value) {
        return None;
    }
    let next = lines.partition_point(|(place, _)| *place <= call.place);
    let is_same_part = |(place, _): &&(Place, &Spanned<String>)| {
        let (from, to) = (call.place.min(*place), call.place.max(*place));
        let between = found.headings_above(to).take_while(|heading| heading.place > from);
        between.take(MOST).all(|heading| heading.topic != Topic::Other || heading.level >= 7)
    };
    let above = next.checked_sub(1).and_then(|last| lines.get(last)).filter(is_same_part);
    above.or_else(|| lines.get(next).filter(is_same_part)).map(|(_, method)| *method)
}

/// No more lines or headings are looked at.
const MOST: usize = 64;
