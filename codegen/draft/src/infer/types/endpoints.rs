//! Calls → endpoints, and which samples and tables belong to which.

mod disputed;
mod operations;
pub(super) mod paths;
mod sections;
mod sides;
pub(super) mod twins;
pub(super) mod values;

use std::collections::{BTreeMap, BTreeSet};

use crate::found::{Body, Call, Field, FieldTable, Form, Found, In, Place, Sample, Side};
use crate::infer::matched::Matched;
use crate::json::{Kind, Value};

use super::naming;
pub(super) use operations::Operation;
use operations::Use;
use paths::{alike, clean, segments};
use sections::{Named, Part};
use sides::{Above, Sides};
use stubwright_spec::source::Spanned;

/// An endpoint, and what is on the pages about it.
#[derive(Debug, Default)]
pub(super) struct Group<'f> {
    pub(super) calls: Vec<&'f Call>,
    /// In capitals.
    pub(super) method: String,
    /// The method that a request is printed with, and the one that the text says.
    pub(super) disputed: Option<(&'f Spanned<String>, &'f Spanned<String>)>,
    /// With parameters in braces.
    pub(super) path: String,
    /// Which operation it is, where the path says none.
    pub(super) operation: Option<Operation>,
    /// The path with the operation, which together are unique.
    key: String,
    /// Values of segments that became parameters: name and value.
    pub(super) values: Vec<(String, String)>,
    /// Bodies of requests, one for each that says something else.
    pub(super) requests: Vec<&'f Value>,
    /// Where each of them is, by what it says.
    asked: BTreeMap<String, usize>,
    pub(super) responses: Vec<&'f Sample>,
    pub(super) sent: Vec<&'f FieldTable>,
    /// Tables of what comes back.
    pub(super) answered: Vec<&'f FieldTable>,
    /// The methods that the page describes together with this one.
    pub(super) twins: Vec<String>,
    parts: Vec<Part>,
}

/// The endpoints in the order of the pages.
pub(super) fn endpoints(found: &Found) -> Vec<Group<'_>> {
    let mut calls: Vec<(&Call, String)> =
        found.calls.iter().map(|call| (call, clean(&call.url.path.value))).collect();
    calls.sort_by_key(|(call, _)| call.place);
    let mut index = Index { groups: BTreeMap::new(), listed: listed(found) };
    let mut groups: Vec<Group<'_>> = Vec::new();
    let methods = disputed::methods(&calls, found);
    let uses = operations::uses(&calls, found, &index.listed);
    let mut mentioned = Vec::new();
    for Use { at, mentions, operation } in uses {
        let (Some((call, path)), Some(said)) = (calls.get(at), methods.get(at)) else { continue };
        let method = said.or(call.method.as_ref()).map(|method| method.value.to_uppercase());
        let key = match &operation {
            Some(own) => format!("{}/?{}", path.trim_end_matches('/'), own.value),
            None => path.clone(),
        };
        let same = index.find(&groups, method.as_deref(), (&key, call.form));
        let owner = same.unwrap_or(groups.len());
        match groups.get_mut(owner) {
            Some(group) => group.take(call, method, path),
            None => groups.push(Group {
                calls: vec![call],
                method: method.unwrap_or_default(),
                path: path.clone(),
                operation,
                key: key.clone(),
                ..Group::default()
            }),
        }
        if let Some(group) = groups.get_mut(owner) {
            group.disputed = group.disputed.or(call.method.as_ref().zip(*said));
        }
        index.keep(owner, &key);
        let url = call.url.span;
        mentioned.extend(mentions.iter().map(|mention| Named {
            mention: *mention,
            form: call.form,
            owner,
            url,
        }));
    }
    let parts = sections::divide(groups.len(), mentioned, found);
    // Where one of the calls without a method is a `POST`, so are the others that have a table of what is sent.
    let posts = groups.iter().any(|group| group.method.is_empty() && naming::changes(&group.path));
    for (group, parts) in groups.iter_mut().zip(parts) {
        group.parts = parts;
        group.gather(found, posts);
    }
    groups
}

/// The parts of pages without a call, as endpoints with unknown method and path.
pub(super) fn without_calls(found: &Found) -> Vec<Group<'_>> {
    let mentions = found.calls.iter().flat_map(|call| &call.mentions).map(|mention| mention.place);
    let places: BTreeSet<Place> = mentions.chain(found.calls.iter().map(|call| call.place)).collect();
    let has_call = |(start, end): &(Place, Place)| places.range(start..end).next().is_some();
    let pages = found.pages.iter().map(|page| {
        let (start, end, _) = found.page(page.place);
        (start, end)
    });
    let groups = pages.filter(|page| !has_call(page)).map(|page| {
        let mut group = Group {
            parts: vec![page],
            path: String::from("/"),
            method: String::from("POST"),
            ..Group::default()
        };
        group.gather(found, false);
        group
    });
    groups.filter(|group| !group.sent.is_empty() || !group.answered.is_empty()).collect()
}

/// Where groups are found: by how many segments their paths have, and by the first one.
#[derive(Debug)]
struct Index<'f> {
    groups: BTreeMap<(usize, String), Vec<usize>>,
    listed: BTreeSet<(&'f str, &'f str)>,
}

/// The values that tables list, with the names of their fields.
fn listed(found: &Found) -> BTreeSet<(&str, &str)> {
    let rows = found.fields.iter().flat_map(|table| &table.rows).filter(|row| row.path.len() == 1);
    rows.filter_map(|row| Some((row.path.first()?.name.as_str(), &row.values)))
        .flat_map(|(name, values)| values.iter().map(move |choice| (name, choice.value.as_str())))
        .collect()
}

/// How many groups a call is compared with at most, and how many calls a sample.
const COMPARED: usize = 256;

impl Index<'_> {
    fn key(path: &str) -> (usize, String) {
        let segments = segments(path);
        let first = segments.first().copied().unwrap_or_default();
        (segments.len(), if first.starts_with('{') { String::from("{") } else { first.to_owned() })
    }

    /// The group of a call: the one of its path, or one whose path is the same but for variables and what is in front.
    fn find(&self, groups: &[Group<'_>], method: Option<&str>, (path, form): (&str, Form)) -> Option<usize> {
        let (length, first) = Self::key(path);
        let of = |key: (usize, String)| self.groups.get(&key).map_or(&[][..], Vec::as_slice);
        let is_open = first == "{";
        // A path that begins with a variable may be the same as one that begins with a value of it.
        let templates = if is_open { &[][..] } else { of((length, String::from("{"))) };
        let own = if is_open { &[][..] } else { of((length, first)) };
        let all = is_open.then(|| self.groups.range((length, String::new())..(length + 1, String::new())));
        let values = all.into_iter().flatten().rev().flat_map(|(_, at)| at.iter().rev());
        let recent: Vec<usize> =
            own.iter().rev().chain(templates.iter().rev()).chain(values).take(COMPARED).copied().collect();
        let fits = |at: &&usize, is_same: &dyn Fn(&Group<'_>) -> bool| {
            groups.get(**at).is_some_and(|group| {
                let is_method = method.is_none_or(|method| {
                    method == group.method || group.calls.iter().all(|call| call.method.is_none())
                });
                is_method && is_same(group)
            })
        };
        let found = recent
            .iter()
            .find(|at| fits(at, &|known| known.key.trim_end_matches('/') == path.trim_end_matches('/')));
        let is_line =
            |known: &Group<'_>| form == Form::Line && known.calls.iter().any(|call| call.form == Form::Line);
        found
            .or_else(|| {
                recent
                    .iter()
                    .find(|at| fits(at, &|known| alike(&known.key, path, is_line(known), &self.listed)))
            })
            .copied()
    }

    fn keep(&mut self, at: usize, path: &str) {
        let known = self.groups.entry(Self::key(path)).or_default();
        if known.last() != Some(&at) {
            known.push(at);
        }
    }
}

impl<'f> Group<'f> {
    fn take(&mut self, call: &'f Call, method: Option<String>, path: &str) {
        if let Some(method) = method {
            self.method = method;
        }
        // Variables say more than values, and a path with what is in front more than one without.
        let rank = |path: &str| (path.matches('{').count(), !path.contains("//"), path.matches('/').count());
        if rank(path) > rank(&self.path) {
            if self.operation.is_none() {
                path.clone_into(&mut self.key);
            }
            path.clone_into(&mut self.path);
        }
        if !self.calls.iter().any(|known| std::ptr::eq(*known, call)) {
            self.calls.push(call);
        }
    }

    pub(super) fn first(&self) -> Place {
        let parts = || self.parts.iter().map(|(from, _)| *from).min();
        self.calls.iter().map(|call| call.place).min().or_else(parts).unwrap_or_default()
    }

    /// Where the part that says most begins: the longest one with something in it.
    pub(super) fn main(&self) -> Place {
        let weight = |from: Place, to: Place| {
            let tables = self.sent.iter().chain(&self.answered).map(|table| table.place);
            let places = tables.chain(self.responses.iter().map(|sample| sample.place));
            places.filter(|place| (from..to).contains(place)).count()
        };
        let best = self.parts.iter().rev().max_by_key(|(from, to)| weight(*from, *to));
        let first = |(from, to): &Part| {
            let mentions = self.calls.iter().flat_map(|call| &call.mentions).map(|mention| mention.place);
            mentions.filter(|place| (*from..*to).contains(place)).min()
        };
        best.and_then(first).unwrap_or_else(|| self.first())
    }

    /// The call that says most: one with a body before one without, curl before a line.
    pub(super) fn fullest(&self) -> Option<&'f Call> {
        let rank =
            |call: &&&Call| (!matches!(call.body, Body::None), call.form != Form::Line, call.headers.len());
        self.calls.iter().rev().max_by_key(rank).copied()
    }

    fn gather(&mut self, found: &'f Found, posts: bool) {
        let calls = self.calls.clone();
        for call in &calls {
            if let Body::Json(value, _) = &call.body {
                self.ask(value);
            }
        }
        let samples = self.within(&found.samples, |sample| sample.place);
        let sides = Sides::of(&samples, &self.requests);
        let mut above = Above::of(&calls);
        for table in self.within(&found.fields, |table| table.place) {
            if table.is_common || above.has_form_beside(table) {
                continue;
            }
            // A type that nothing names and no sample has is about no call.
            let is_shown = || sides.are_asked(table) || sides.are_answered(table);
            if table.is_model && table.side == Side::Unknown && !self.calls.is_empty() && !is_shown() {
                continue;
            }
            let is_sent = match table.side {
                Side::Request => self.sent.is_empty() || !sides.are_answered(table),
                // A title may be wrong.
                Side::Response => self.sent.is_empty() && sides.are_asked(table),
                Side::Unknown => sides.is_sent(table, &above),
            };
            if is_sent {
                above.pass(table);
                self.sent.push(table);
            } else {
                self.answered.push(table);
            }
        }
        if self.method.is_empty() {
            let has_body =
                !self.requests.is_empty() || self.calls.iter().any(|call| !matches!(call.body, Body::None));
            let in_body = |row: &Field| row.path.len() > 1 || row.goes == Some(In::Body);
            let has_table = self.sent.iter().any(|table| table.rows.iter().any(in_body));
            let is_sample = samples.iter().any(|sample| sample.side == Side::Request);
            let is_told = !self.sent.is_empty() && self.calls.iter().all(|call| call.url.query.is_empty());
            let sends = has_body || has_table || is_sample || posts && is_told || naming::changes(&self.path);
            self.method = String::from(if sends { "POST" } else { "GET" });
        }
        for (at, sample) in samples.iter().copied().enumerate() {
            let after = samples.get(at + 1..).unwrap_or_default();
            if self.is_request(sample) || self.is_variant(sample, after) {
                self.ask(&sample.value);
            } else {
                self.responses.push(sample);
            }
        }
    }

    /// Keeps the body of a request; of two that say the same, the one that is printed first.
    fn ask(&mut self, body: &'f Value) {
        let at = *self.asked.entry(body.canonical()).or_insert(self.requests.len());
        match self.requests.get_mut(at) {
            Some(known) if body.span < known.span => *known = body,
            Some(_) => {}
            None => self.requests.push(body),
        }
    }

    pub(super) fn matched(self) -> Matched<'f> {
        let queries = self.calls.iter().flat_map(|call| &call.url.query);
        Matched {
            queries: queries.map(|(name, value)| (name, value)).collect(),
            requests: self.requests,
            responses: self.responses,
            rows: self.sent.iter().flat_map(|table| &table.rows).collect(),
        }
    }

    /// The items inside of its parts. The list is in the order of the pages.
    fn within<T>(&self, all: &'f [T], place: fn(&T) -> Place) -> Vec<&'f T> {
        let mut inside = Vec::new();
        for (from, to) in &self.parts {
            let first = all.partition_point(|one| place(one) < *from);
            inside.extend(all.iter().skip(first).take_while(|one| place(one) < *to));
        }
        inside
    }

    /// Whether a call below sends nearly the same: pages print a request by itself and then as a call, and no answer comes
    /// before its request.
    fn is_printed_again(&self, sample: &Sample) -> bool {
        let below = self.calls.partition_point(|call| call.place <= sample.place);
        let mut below = self.calls.iter().skip(below).take(COMPARED);
        below.any(|call| matches!(&call.body, Body::Json(body, _) if has_same_keys(body, &sample.value)))
    }

    /// Whether a sample that nothing announces is a request once more, with a key more or less: the answer comes after it.
    fn is_variant(&self, sample: &Sample, after: &[&Sample]) -> bool {
        sample.side == Side::Unknown
            && self.responses.is_empty()
            && self.requests.iter().any(|body| differ_in_one(body, &sample.value))
            && after.iter().any(|other| !has_same_keys(&other.value, &sample.value))
    }

    fn is_request(&self, sample: &Sample) -> bool {
        if (!self.asked.is_empty() && self.asked.contains_key(&sample.value.canonical()))
            || self.sent.iter().any(|table| lies_inside(&sample.value, table))
        {
            return true;
        }
        match sample.side {
            // Below a heading about the request a response may follow without a word.
            Side::Request => self.requests.is_empty() || !super::envelope::looks_like_one(&sample.value),
            // A heading may be about the tables below it alone.
            Side::Response => {
                let known = |tables: &[&FieldTable]| overlap(&sample.value, tables);
                let count = members(&sample.value);
                count > 2
                    && !self.answered.is_empty()
                    && known(&self.sent) == count
                    && known(&self.answered) == 0
            }
            Side::Unknown if super::envelope::roles(&sample.value) > 2 => false,
            Side::Unknown if self.is_printed_again(sample) => true,
            Side::Unknown if ["GET", "HEAD", "DELETE"].contains(&self.method.as_str()) => false,
            Side::Unknown => {
                let known = |tables: &[&FieldTable]| overlap(&sample.value, tables);
                let (sent, answered) = (known(&self.sent), known(&self.answered));
                // After an answer, what has more than is sent is another answer.
                let is_more = !self.responses.is_empty() && sent < members(&sample.value);
                if sent != answered && !is_more {
                    return sent > answered;
                }
                self.requests.is_empty()
                    && self.responses.is_empty()
                    && !super::envelope::looks_like_one(&sample.value)
                    && !sides::answers_form(sample, &self.calls)
            }
        }
    }
}

/// Whether a sample is one of fields of a table, between whose rows it is: an example of a description.
fn lies_inside(sample: &Value, table: &FieldTable) -> bool {
    let (Some(first), Some(last)) = (table.rows.first(), table.rows.last()) else { return false };
    let is_between = first.span < sample.span && sample.span < last.span;
    let count = members(sample);
    is_between && count > 0 && overlap(sample, &[table]) == count
}

/// Whether two objects have most of their keys in common.
fn has_same_keys(one: &Value, other: &Value) -> bool {
    let (Kind::Object(mine), Kind::Object(theirs)) = (&one.kind, &other.kind) else { return false };
    let shared = mine.iter().filter(|(key, _)| other.get(&key.value).is_some()).count();
    let all = mine.len() + theirs.len() - shared;
    shared > 0 && shared * 2 >= all
}

fn members(value: &Value) -> usize {
    match &value.kind {
        Kind::Object(members) => members.len(),
        _ => 0,
    }
}

/// Whether one of two objects has a key more than the other, and all of its keys.
fn differ_in_one(one: &Value, other: &Value) -> bool {
    let (Kind::Object(mine), Kind::Object(theirs)) = (&one.kind, &other.kind) else { return false };
    let shared = mine.iter().filter(|(key, _)| other.get(&key.value).is_some()).count();
    shared >= 2 && shared == mine.len().min(theirs.len()) && mine.len().abs_diff(theirs.len()) == 1
}

/// How many keys of a value the tables have as outermost fields.
fn overlap(value: &Value, tables: &[&FieldTable]) -> usize {
    let rows = tables.iter().flat_map(|table| &table.rows);
    rows.filter(|row| {
        row.path.len() == 1 && row.path.first().is_some_and(|step| value.get(&step.name).is_some())
    })
    .count()
}
