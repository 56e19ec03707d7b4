//! One endpoint: its name, its description, what it sends and what comes back.

use std::collections::{BTreeMap, BTreeSet};

use super::bodies::{request, response};
use super::build::Builder;
use super::calls::operation_of;
use super::endpoints::{Group, Operation};
use super::envelope::Reading;
use super::naming::{Names, Said};
use super::params;
use super::servers;
use super::shape::Shape;
use crate::found::{Field, Found, Heading, Place, Side, Topic};
use crate::json::Value;
use crate::lexicon::keys::METHOD_VERBS;
use crate::lexicon::topics::{of_method, topic};
use crate::lexicon::verbs::{pascal, words};
use crate::sheet::{Endpoint, NO_ENVELOPE, Note, Noted, Scalar, Sheet, WHOLE, param, sample, ty, unplaced};
use stubwright_spec::ast::{FieldRole, Method, Param, ParamLocation, TypeExpr};
use stubwright_spec::diag::{Code, Diagnostic};
use stubwright_spec::source::Spanned;

/// Shared by all endpoints.
pub(super) struct Around<'s> {
    pub(super) sheet: &'s Sheet,
    pub(super) reading: Option<&'s Reading>,
    /// The reading of answers that have their payload beside the code.
    pub(super) whole: Option<Reading>,
    /// Texts of headings that the pages have for many endpoints: they name parts.
    repeated: BTreeSet<&'s str>,
    /// The level that headings of endpoints have; 0 when they have several, or there are few of them.
    level: u8,
    /// Where what is about each endpoint begins.
    mains: BTreeSet<Place>,
}

impl<'s> Around<'s> {
    pub(super) fn new(
        found: &'s Found,
        groups: &[Group<'_>],
        sheet: &'s Sheet,
        reading: Option<&'s Reading>,
    ) -> Self {
        let repeated = repeated(found, groups.len());
        let level = level(found, groups, &repeated);
        let mains = groups.iter().map(Group::main).collect();
        Self { sheet, reading, whole: reading.and_then(Reading::whole), repeated, level, mains }
    }
}

/// Texts of headings that are on the pages more than once, and not far less often than there are endpoints.
fn repeated(found: &Found, endpoints: usize) -> BTreeSet<&str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for heading in &found.headings {
        *counts.entry(heading.text.value.as_str()).or_default() += 1;
    }
    let are_parts = |count: usize| count > 1 && count * 3 >= endpoints;
    counts.into_iter().filter(|(_, count)| are_parts(*count)).map(|(text, _)| text).collect()
}

/// The level of the headings of most endpoints.
fn level(found: &Found, groups: &[Group<'_>], repeated: &BTreeSet<&str>) -> u8 {
    let mut counts = [0_usize; 8];
    for group in groups {
        let mut above = found.headings_above(after(group.main())).take(32);
        let named = above.find(|heading| {
            heading.topic == Topic::Other
                && heading.level < 7
                && !repeated.contains(heading.text.value.as_str())
        });
        if let Some(count) = named.and_then(|heading| counts.get_mut(usize::from(heading.level))) {
            *count += 1;
        }
    }
    let best = (1_u8..7).max_by_key(|level| counts.get(usize::from(*level)).copied().unwrap_or_default());
    best.filter(|level| {
        let count = counts.get(usize::from(*level)).copied().unwrap_or_default();
        count > 1 && count * 3 >= groups.len() * 2
    })
    .unwrap_or(0)
}

/// The place right after another one: a heading that is a call itself is above it.
fn after(place: Place) -> Place {
    Place(place.0 + 1)
}

/// The endpoint of a group. `names` are those that are taken.
pub(super) fn endpoint(
    builder: &mut Builder<'_, '_>,
    group: &Group<'_>,
    around: &Around<'_>,
    names: &mut Names,
) -> Noted<Endpoint> {
    let whole = around
        .whole
        .as_ref()
        .filter(|_| around.reading.is_some_and(|reading| is_whole(group, reading, builder.found)));
    let reading = whole.or(around.reading);
    let payloads: Vec<Value> = group
        .responses
        .iter()
        .filter_map(|sample| match reading {
            Some(reading) => reading.payload(sample, builder.found),
            None => (sample.outcome != Some(Topic::Failure)).then(|| sample.value.clone()),
        })
        .collect();
    let payload = Shape::of(&payloads);
    let mut calls = group.fullest().into_iter().chain(group.calls.iter().copied());
    let host = calls.find_map(|call| call.url.host.as_ref()).map(|host| host.value.as_str());
    let path = servers::below_base(&group.path, host, builder.found);
    let constant = group
        .operation
        .as_ref()
        .map(|own| named_operation(&own.value))
        .or_else(|| method_of(builder.found, group));
    let (name, is_sure) = name(builder.found, group, &path, constant.as_deref(), &payload, names);
    names.take(name.clone());
    let mut this = Endpoint { method: method(group), ..Endpoint::default() };
    let type_name = pascal(&name.split('_').map(str::to_owned).collect::<Vec<_>>());
    this.params = params::params(builder, group, around.sheet);
    params::quiet(&mut this);
    if let Some(own) = &group.operation {
        if !own.is_in_body {
            this.params.insert(0, chosen(group, own));
        }
    } else if let Some(field) = constant.and_then(|_| method_field(builder.found, group)) {
        this.params.push(operation(field));
    }
    this.request = request(builder, group, &type_name, around.sheet);
    if let Some(name) = this.request.as_ref().and_then(|body| ty::as_name(body.ty()?)) {
        builder.keep_apart(name, &this.params);
    }
    this.response = answer(builder, group, (&payload, &type_name), reading);
    let beside = || Noted::guess(String::from(WHOLE), "its payload is beside the code", None);
    this.envelope = whole.map(|_| beside()).or_else(|| bare(group, reading));
    this.doc = doc(builder.found, group, around);
    let guesses = guesses(group, is_sure).into_iter();
    this.name_notes.extend(guesses.map(|text| Note { is_guess: true, text, span: None }));
    if let Some((printed, said)) = group.disputed {
        builder.diags.push(disputed(printed, said));
    }
    this.name = name;
    let mut path = Noted::plain(path);
    for (name, value) in &group.values {
        path.notes.push(Note { is_guess: true, text: format!("{value} is a value of {name}"), span: None });
    }
    this.path = path;
    let first = || group.calls.iter().min_by_key(|call| call.place).map(|call| call.url.path.span);
    let own = group.operation.as_ref().filter(|own| own.is_in_body);
    let span = own.map(|own| own.span).or_else(first);
    Noted { value: this, notes: vec![Note { span, ..Note::default() }] }
}

/// The guesses about the name and the call of an endpoint.
fn guesses(group: &Group<'_>, is_sure: bool) -> Vec<String> {
    let mut guesses = Vec::new();
    if !is_sure && !group.calls.is_empty() {
        guesses.push(String::from("name: the path has no verb"));
    }
    if group.calls.is_empty() {
        guesses.push(String::from("method and path: none is on the page"));
    } else if group.calls.iter().all(|call| call.method.is_none()) {
        guesses.push(String::from("method: none is on the page"));
    } else if let Some((printed, _)) = group.disputed {
        guesses.push(format!("method: the sample sends {}", printed.value));
    }
    if let Some((last, others)) = group.twins.split_last() {
        let mut all = vec![group.method.as_str()];
        all.extend(others.iter().map(String::as_str));
        guesses.push(format!("the page describes {} and {last} together", all.join(", ")));
    }
    guesses
}

/// Says that a sample has another method than the text.
fn disputed(printed: &Spanned<String>, said: &Spanned<String>) -> Diagnostic {
    let message = format!("the sample sends {}, and the page says {}", printed.value, said.value);
    let this = Diagnostic::new(Code::ContradictedClaim, printed.span, message);
    this.and(said.span, "what the page says").help("ask the vendor which of the two is right")
}

/// The response: nothing for HEAD, whose answers have no body (RFC 9110 section 9.3.2).
fn answer(
    builder: &mut Builder<'_, '_>,
    group: &Group<'_>,
    (payload, name): (&Shape, &str),
    reading: Option<&Reading>,
) -> Option<Noted<TypeExpr>> {
    if group.method != "HEAD" {
        return response(builder, group, payload, name, reading);
    }
    if let Some(sample) = group.responses.first() {
        let message = "an answer to HEAD has no body, so its sample is left out";
        let this = Diagnostic::new(Code::NotDrafted, sample.value.span, message);
        builder.diags.push(this.help("move it below the call that it answers"));
    }
    None
}

/// Why the responses have no envelope: all of them are without it, and none is called a failure.
fn bare(group: &Group<'_>, reading: Option<&Reading>) -> Option<Noted<String>> {
    let mut samples = group.responses.iter().filter(|sample| sample.outcome != Some(Topic::Failure));
    let first = samples.next()?;
    let reading = reading.filter(|reading| reading.is_missing(first))?;
    let none = || Noted::guess(String::from(NO_ENVELOPE), "its samples have none", None);
    samples.all(|sample| reading.is_missing(sample)).then(none)
}

/// Whether answers have their payload beside the code: all samples of successes do, or the table of a whole answer does
/// where there are none.
fn is_whole(group: &Group<'_>, reading: &Reading, found: &Found) -> bool {
    let mut samples = group.responses.iter().filter_map(|sample| reading.is_beside(sample, found)).peekable();
    if samples.peek().is_some() {
        return samples.all(|is_beside| is_beside);
    }
    let outer = || {
        let rows = group.answered.iter().flat_map(|table| &table.rows);
        rows.filter(|row| row.path.len() == 1)
            .filter_map(|row| row.path.first())
            .map(|step| step.name.as_str())
    };
    let has_payload =
        outer().any(|name| reading.data().and_then(<[_]>::first).is_some_and(|data| data == name));
    outer().any(|name| reading.has(name)) && !has_payload && outer().any(|name| !reading.owns(name))
}

/// The method; the pages print no others.
fn method(group: &Group<'_>) -> Method {
    let known = Method::WORDS.iter().find(|(_, method)| method.verb() == group.method);
    known.map(|(_, method)| *method).unwrap_or_default()
}

/// A name that no other endpoint has: more of the path where a short one is taken, then the method in place of the verb.
fn name(
    found: &Found,
    group: &Group<'_>,
    path: &str,
    constant: Option<&str>,
    payload: &Shape,
    names: &mut Names,
) -> (String, bool) {
    let lists = payload.list.is_some()
        || payload.object.as_ref().is_some_and(|object| {
            object.members.iter().any(|member| member.key == "list" && member.shape.list.is_some())
        });
    let said = match constant {
        // The operation is a name by itself.
        Some(method) if method.starts_with(OPERATION) => {
            Said::whole(words(method.trim_start_matches(OPERATION)), true)
        }
        _ if group.calls.is_empty() => Said::whole(titled(found, group), false),
        Some(method) => {
            let path = method.split('.').skip(1).collect::<Vec<_>>().join("/");
            Said::of("POST", &path, false)
        }
        None => Said::of(&group.method, path, lists),
    };
    let named = |nouns: usize| {
        let (words, is_sure) = said.name(nouns);
        let name = words.join("_");
        let is_name = name.starts_with(|c: char| c.is_ascii_lowercase());
        (if is_name { name } else { format!("call_{name}") }, is_sure)
    };
    let mut tried = Vec::new();
    for nouns in [2, 3, 9] {
        let (name, is_sure) = named(nouns);
        if !names.has(&name) {
            return (name, is_sure);
        }
        tried.push(name);
    }
    // A verb that only means a method gives way to it.
    let method = group.method.to_lowercase();
    let swapped = |name: &String| {
        let rest = name.split_once('_').filter(|(verb, _)| METHOD_VERBS.has(verb) && *verb != method);
        format!("{method}_{}", rest.map_or(name.as_str(), |(_, rest)| rest))
    };
    let mut last = String::new();
    for name in tried.iter().step_by(2).map(swapped) {
        if !names.has(&name) {
            return (name, false);
        }
        last = name;
    }
    (names.numbered(&format!("{last}_")), false)
}

/// An operation as a name with dots, whose first part is not of the name: as `method_of` gives them.
fn named_operation(name: &str) -> String {
    let is_dotted = name.matches('.').count() >= 2;
    if is_dotted { name.to_owned() } else { format!("{OPERATION}{name}") }
}

/// In front of an operation that is a name by itself.
const OPERATION: &str = "?";

/// The words of the title of a page without a call, where they can be a name.
fn titled(found: &Found, group: &Group<'_>) -> Vec<String> {
    /// A longer title is a sentence.
    const LONGEST: usize = 5;
    let title = found.page(group.first()).2.map(|title| title.value.as_str()).unwrap_or_default();
    let words: Vec<String> = words(title);
    let is_name = title.is_ascii() && (1..=LONGEST).contains(&words.len());
    if is_name { words } else { vec![String::from("call")] }
}

/// The parameter of the query that says which operation is called, with its only value.
fn chosen(group: &Group<'_>, own: &Operation) -> Noted<Param> {
    let mut param = param(own.name.clone(), ty::name("string"));
    param.field.role = own.role();
    let rows = group.sent.iter().flat_map(|table| &table.rows);
    let row = rows
        .into_iter()
        .find(|row| row.path.len() == 1 && row.path.first().is_some_and(|step| step.name == own.name));
    param.field.doc = row.and_then(Field::description).map(unplaced);
    Noted::at(param, own.span)
}

/// The parameter that says which operation is called.
fn operation(field: &Field) -> Noted<Param> {
    let mut param = param("method", ty::name("string"));
    param.place = Some(unplaced(ParamLocation::Query));
    if let Some(value) = operation_of(field) {
        param.field.role = FieldRole::Fixed(sample(Scalar::Text(value.to_owned())));
    }
    param.field.doc = field.description().map(unplaced);
    Noted::guess(param, "a constant of this endpoint", Some(field.span))
}

/// The name of an operation that a parameter `method` carries, of all endpoints with that path.
fn method_of(found: &Found, group: &Group<'_>) -> Option<String> {
    method_field(found, group).and_then(operation_of).map(str::to_owned)
}

fn method_field<'f>(found: &'f Found, group: &Group<'f>) -> Option<&'f Field> {
    let common = found.fields.iter().filter(|table| table.is_common && table.side != Side::Response);
    let rows = common.chain(group.sent.iter().copied()).flat_map(|table| &table.rows);
    rows.into_iter()
        .find(|field| field.path.len() == 1 && field.path.first().is_some_and(|step| step.name == "method"))
}

/// The heading of the part that says most: the nearest one that names more than a part of a page.
fn doc(found: &Found, group: &Group<'_>, around: &Around<'_>) -> Option<String> {
    let first = group.main();
    // A heading as high as those of most endpoints names one, whatever it seems to be about.
    let is_name = |heading: &&Heading| {
        let is_other = || heading.topic == Topic::Other || heading.level == around.level;
        heading.level < 7 && heading.topic != Topic::Common && is_other()
    };
    let all = || around_call(found, first, around).filter(|(heading, _)| is_name(heading));
    let above = || all().map(|(heading, _)| heading);
    // One word for a part of a page names no endpoint, whatever is below it.
    let is_part = |text: &str| {
        let is_word = text.is_ascii() && !text.trim().contains(' ');
        is_word && topic(text) != Topic::Other || of_method(text).is_some_and(|(_, is_alone)| is_alone)
    };
    let is_once = |heading: &&Heading| {
        let text = heading.text.value.as_str();
        !around.repeated.contains(text) && !is_part(text)
    };
    let nearest = above().find(is_once).or_else(|| above().next());
    // A heading around one of several endpoints names it more surely than one beside its parts.
    let is_beside = nearest
        .is_some_and(|nearest| all().any(|(other, is_around)| !is_around && std::ptr::eq(other, nearest)));
    let outer = || {
        all()
            .find(|(heading, is_around)| *is_around && is_of_one(found, heading, around))
            .map(|(heading, _)| heading)
    };
    let nearest = if is_beside && around.mains.len() > 1 { outer().or(nearest) } else { nearest };
    // Headings below the one that names an endpoint are about cases of it.
    let own = nearest.filter(|nearest| nearest.level > around.level).and_then(|_| {
        above().find(|heading| heading.level == around.level && is_of_one(found, heading, around))
    });
    let text = own.or(nearest).map(|heading| heading.text.value.as_str());
    let text = text.or_else(|| title_around(found, first))?;
    let words = without_call(text);
    (!words.is_empty()).then(|| words.to_owned())
}

/// The title of the page of a call, unless it is a heading that a later one as high ends.
fn title_around(found: &Found, call: Place) -> Option<&str> {
    let title = found.page(call).2?;
    let mut above = found.headings_above(after(call));
    let mut lowest = u8::MAX;
    let own = above.find(|heading| {
        let is_title = heading.text.span == title.span;
        lowest = if is_title { lowest } else { lowest.min(heading.level) };
        is_title
    });
    own.is_none_or(|own| own.level < lowest).then_some(title.value.as_str())
}

/// The headings that a call is below, from the nearest, and whether it is inside of them: none that a later one ends. Titles of
/// parts may be as high as the heading of an endpoint right above them.
fn around_call<'f>(
    found: &'f Found,
    call: Place,
    around: &Around<'_>,
) -> impl Iterator<Item = (&'f Heading, bool)> {
    let (mut lowest, mut below) = (u8::MAX, u8::MAX);
    found.headings_above(after(call)).take(32).filter_map(move |heading| {
        let is_first = || around.mains.range(heading.place..).next().is_none_or(|main| *main >= call);
        let is_around = heading.level < lowest;
        // Headings of endpoints are not higher than most of them.
        let is_beside =
            heading.level == lowest && below == lowest && heading.level >= around.level && is_first();
        lowest = lowest.min(heading.level);
        if heading.level < 7 {
            below = heading.level;
        }
        (is_around || is_beside).then_some((heading, is_around))
    })
}

/// Whether one endpoint alone is below a heading.
fn is_of_one(found: &Found, heading: &Heading, around: &Around<'_>) -> bool {
    let next = found.headings.partition_point(|other| other.place <= heading.place);
    let mut below = found.headings.get(next..).unwrap_or_default().iter();
    let end = below.find(|other| other.level <= heading.level).map(|other| other.place);
    let inside = around.mains.range(heading.place..).take_while(|main| end.is_none_or(|end| **main < end));
    inside.take(2).count() == 1
}

/// A heading without the call at its end: `Create an order /orders`, `GET /orders`.
fn without_call(heading: &str) -> &str {
    let heading = heading.trim();
    let (before, last) = heading.rsplit_once(char::is_whitespace).unwrap_or(("", heading));
    let is_path = last.trim_start_matches(['[', '(']).starts_with('/') && last.len() > 1;
    let Some(before) = is_path.then(|| before.trim_end()) else { return heading };
    let words = Method::WORDS.iter().find_map(|(_, method)| before.strip_suffix(method.verb()));
    words.unwrap_or(before).trim_end_matches(|c: char| c.is_whitespace() || "-–—:：[(".contains(c))
}
