//! Calls → endpoints, and which samples and tables belong to which.

use crate::draft::found::{Body, Call, FieldTable, Form, Found, Place, Sample, Side, Topic};
use crate::draft::json::Value;
use crate::draft::words::verbs::{is_empty, is_plural, is_verb, singular, words};

/// An endpoint, and what stands on the pages about it.
#[derive(Debug)]
pub(super) struct Group<'f> {
    /// Its calls, at least one.
    pub(super) calls: Vec<&'f Call>,
    /// In capitals.
    pub(super) method: String,
    /// With parameters in braces.
    pub(super) path: String,
    /// Values of segments that became parameters: name and value.
    pub(super) values: Vec<(String, String)>,
    /// Bodies of requests, one for each that says something else.
    pub(super) requests: Vec<&'f Value>,
    /// Responses.
    pub(super) responses: Vec<&'f Sample>,
    /// Tables of what is sent.
    pub(super) sent: Vec<&'f FieldTable>,
    /// Tables of what comes back.
    pub(super) answered: Vec<&'f FieldTable>,
    /// Where its part of the pages begins and ends.
    from: Place,
    to: Place,
}

/// The endpoints in the order of the pages.
pub(super) fn endpoints(found: &Found) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut calls: Vec<&Call> = found.calls.iter().collect();
    calls.sort_by_key(|call| call.place);
    for call in calls {
        let method = call.method.as_ref().map(|method| method.value.to_uppercase());
        let same = groups.iter_mut().find(|group| {
            let is_method = method.as_ref().is_none_or(|method| {
                *method == group.method || group.calls.iter().all(|call| call.method.is_none())
            });
            is_method && alike(&group.path, &call.url.path.value)
        });
        match same {
            Some(group) => {
                if let Some(method) = method {
                    group.method = method;
                }
                // Variables say more than values.
                if call.url.path.value.matches('{').count() > group.path.matches('{').count() {
                    group.path.clone_from(&call.url.path.value);
                }
                group.calls.push(call);
            }
            None => groups.push(Group::new(call, method.unwrap_or_default())),
        }
    }
    sections(&mut groups, found);
    for group in &mut groups {
        group.gather(found);
    }
    groups
}

/// Whether two paths are those of one endpoint: segments are equal, or one of them is a variable.
fn alike(path: &str, other: &str) -> bool {
    let trimmed = |path: &'_ str| path.trim_end_matches('/').to_owned();
    let (path, other) = (trimmed(path), trimmed(other));
    let (mut mine, mut theirs) = (path.split('/'), other.split('/'));
    loop {
        match (mine.next(), theirs.next()) {
            (None, None) => return true,
            (Some(a), Some(b)) if a == b || a.starts_with('{') || b.starts_with('{') => {}
            _ => return false,
        }
    }
}

/// Divides the pages among the endpoints: each part begins with the heading above the first call.
fn sections(groups: &mut [Group<'_>], found: &Found) {
    let mut before: Option<Place> = None;
    let firsts: Vec<Place> = groups.iter().map(|group| group.first()).collect();
    for (at, group) in groups.iter_mut().enumerate() {
        let first = group.first();
        let below = found.headings.partition_point(|heading| heading.place < first);
        let own =
            |heading: &&crate::draft::found::Heading| before.is_none_or(|before| heading.place > before);
        let above = found.headings.iter().take(below).rev().take(8).take_while(own);
        let heading = above.filter(|heading| heading.level < 7 && heading.topic == Topic::Other).last();
        // The title of a page with several endpoints belongs to all of them.
        let nearest = found.headings.iter().take(below).rev().take(8).take_while(own);
        let nearest = nearest.filter(|heading| heading.level < 7 && heading.topic == Topic::Other).next();
        let start = if firsts.len() == 1 { heading } else { nearest };
        group.from = start.map_or(first, |heading| heading.place);
        before = group
            .calls
            .iter()
            .map(|call| call.place)
            .filter(|place| firsts.get(at + 1).is_none_or(|next| place < next))
            .max();
    }
    let starts: Vec<Place> = groups.iter().map(|group| group.from).collect();
    if let [group] = groups {
        (group.from, group.to) = (Place(0), Place(usize::MAX));
        return;
    }
    for (at, group) in groups.iter_mut().enumerate() {
        group.to = starts.get(at + 1).copied().unwrap_or(Place(usize::MAX));
    }
}

impl<'f> Group<'f> {
    fn new(call: &'f Call, method: String) -> Self {
        Self {
            calls: vec![call],
            method,
            path: call.url.path.value.clone(),
            values: Vec::new(),
            requests: Vec::new(),
            responses: Vec::new(),
            sent: Vec::new(),
            answered: Vec::new(),
            from: call.place,
            to: call.place,
        }
    }

    /// Where its first call stands.
    pub(super) fn first(&self) -> Place {
        self.calls.iter().map(|call| call.place).min().unwrap_or_default()
    }

    /// Whether a place lies in its part of the pages.
    pub(super) fn has(&self, place: Place) -> bool {
        (self.from..self.to).contains(&place)
    }

    /// The call that says most: one with a body before one without, curl before a line.
    pub(super) fn fullest(&self) -> Option<&'f Call> {
        let rank =
            |call: &&&Call| (!matches!(call.body, Body::None), call.form != Form::Line, call.headers.len());
        self.calls.iter().rev().max_by_key(rank).copied()
    }

    fn gather(&mut self, found: &'f Found) {
        for call in &self.calls {
            if let Body::Json(value, _) = &call.body {
                push(&mut self.requests, value);
            }
        }
        let part = self.from..self.to;
        for table in found.fields.iter().filter(|table| part.contains(&table.place) && !table.is_common) {
            let is_sent = match table.side {
                Side::Request => true,
                Side::Response => false,
                Side::Unknown => {
                    self.sent.is_empty()
                        || !found.samples.iter().any(|sample| {
                            sample.place < table.place
                                && sample.side == Side::Response
                                && self.has(sample.place)
                        })
                }
            };
            if is_sent { self.sent.push(table) } else { self.answered.push(table) }
        }
        if self.method.is_empty() {
            let has_body =
                !self.requests.is_empty() || self.calls.iter().any(|call| !matches!(call.body, Body::None));
            let has_table = self.sent.iter().any(|table| table.rows.iter().any(|row| row.path.len() > 1));
            let is_sample =
                found.samples.iter().any(|sample| self.has(sample.place) && sample.side == Side::Request);
            self.method = String::from(if has_body || has_table || is_sample { "POST" } else { "GET" });
        }
        for sample in found.samples.iter().filter(|sample| part.contains(&sample.place)) {
            if self.is_request(sample) {
                push(&mut self.requests, &sample.value);
            } else {
                self.responses.push(sample);
            }
        }
    }

    fn is_request(&self, sample: &Sample) -> bool {
        if self.requests.iter().any(|body| body.says(&sample.value)) {
            return true;
        }
        match sample.side {
            // Below a heading about the request a response may follow without a word.
            Side::Request => self.requests.is_empty() || !super::envelope::looks_like_one(&sample.value),
            Side::Response => false,
            Side::Unknown if ["GET", "HEAD", "DELETE"].contains(&self.method.as_str()) => false,
            Side::Unknown => {
                let known = |tables: &[&FieldTable]| overlap(&sample.value, tables);
                let (sent, answered) = (known(&self.sent), known(&self.answered));
                if sent != answered {
                    return sent > answered;
                }
                self.requests.is_empty()
                    && self.responses.is_empty()
                    && !super::envelope::looks_like_one(&sample.value)
            }
        }
    }
}

/// How many keys of a value the tables have as outermost fields.
fn overlap(value: &Value, tables: &[&FieldTable]) -> usize {
    let rows = tables.iter().flat_map(|table| &table.rows);
    rows.filter(|row| {
        row.path.len() == 1 && row.path.first().is_some_and(|step| value.get(&step.name).is_some())
    })
    .count()
}

/// Keeps a value; of two that say the same, the one that is printed first.
fn push<'f>(values: &mut Vec<&'f Value>, value: &'f Value) {
    match values.iter_mut().find(|known| known.says(value)) {
        Some(known) if value.span < known.span => *known = value,
        Some(_) => {}
        None => values.push(value),
    }
}

/// Turns segments that are values into parameters, and names all of them.
pub(super) fn parameters(group: &mut Group<'_>) {
    let described: Vec<(&str, Option<&str>)> = group
        .sent
        .iter()
        .flat_map(|table| &table.rows)
        .filter(|row| row.goes == Some(crate::draft::found::In::Path))
        .filter_map(|row| {
            let example = row.example.as_ref().map(|example| example.value.as_str());
            Some((row.path.first()?.name.as_str(), example))
        })
        .collect();
    let segments: Vec<String> = group.path.split('/').map(str::to_owned).collect();
    let mut free: Vec<&(&str, Option<&str>)> = described
        .iter()
        .filter(|(name, _)| !segments.iter().any(|segment| segment == &format!("{{{name}}}")))
        .collect();
    let mut path = Vec::new();
    let mut before = String::new();
    for (at, segment) in segments.iter().enumerate() {
        let is_value = at > 1 && !segment.starts_with('{') && is_value(segment) && !before.starts_with('{');
        if !is_value {
            path.push(segment.clone());
            before.clone_from(segment);
            continue;
        }
        let name = if free.is_empty() { String::new() } else { free.remove(0).0.to_owned() };
        let name = if name.is_empty() { words(&singular(&before)).join("_") } else { name };
        // A field of the body has that name already.
        let is_field = group.requests.iter().any(|body| body.get(&name).is_some());
        let name = if is_field { format!("{name}_id") } else { name };
        let name = if name.is_empty() || path.iter().any(|part| *part == format!("{{{name}}}")) {
            format!("id{at}")
        } else {
            name
        };
        path.push(format!("{{{name}}}"));
        group.values.push((name, segment.clone()));
        before = String::from("{");
    }
    group.path = path.join("/");
}

/// Whether a segment is a value by its looks: digits alone, or letters with digits, and no version.
fn is_value(segment: &str) -> bool {
    let digits = segment.bytes().filter(u8::is_ascii_digit).count();
    let is_upper = segment.bytes().any(|byte| byte.is_ascii_uppercase());
    digits > 0
        && !is_empty(segment)
        && (digits == segment.len()
            || (digits * 3 >= segment.len())
            || (is_upper && digits > 0 && segment.contains('-')))
}

/// The words of a name: a verb, then what it is about.
pub(super) fn name(method: &str, path: &str, lists: bool) -> (Vec<String>, bool) {
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    let ends_in_variable = segments.last().is_some_and(|segment| segment.starts_with('{'));
    let plain = |all: bool| -> Vec<Vec<String>> {
        let kept = segments.iter().filter(|segment| !segment.starts_with('{') && (all || !is_empty(segment)));
        let bare = kept
            .map(|segment| segment.strip_suffix(".json").or(segment.strip_suffix(".do")).unwrap_or(segment));
        bare.map(words).filter(|words| !words.is_empty()).map(latin).collect()
    };
    let mut parts = plain(false);
    if parts.is_empty() {
        parts = plain(true);
    }
    let last = parts.pop().unwrap_or_default();
    let before =
        || parts.iter().rev().take(2).rev().flatten().map(|word| singular(word)).collect::<Vec<String>>();
    if let [verb] = last.as_slice()
        && is_verb(verb)
        && !ends_in_variable
    {
        let name: Vec<String> = std::iter::once(verb.clone()).chain(before()).collect();
        let is_sure = name.len() > 1;
        return (name, is_sure);
    }
    if let Some((first, rest)) = last.split_first()
        && is_verb(first)
        && !rest.is_empty()
    {
        return (last.clone(), true);
    }
    if let Some((end, rest)) = last.split_last()
        && is_verb(end)
        && !rest.is_empty()
    {
        return (std::iter::once(end.clone()).chain(rest.iter().cloned()).collect(), true);
    }
    let several = lists || (last.last().is_some_and(|word| is_plural(word)) && !ends_in_variable);
    let (verb, is_sure) = match method {
        "GET" | "HEAD" if several => ("list", true),
        "GET" | "HEAD" => ("get", true),
        "POST" => ("create", false),
        "PUT" if !ends_in_variable => ("put", false),
        "PUT" | "PATCH" => ("update", true),
        "DELETE" => ("delete", true),
        _ => ("call", false),
    };
    let mut nouns = last;
    if let Some(noun) = nouns.last_mut().filter(|_| verb != "list" && verb != "put") {
        *noun = singular(noun);
    }
    let is_post_to_list = method == "POST" && segments.last().is_some_and(|segment| is_plural(segment));
    let name = std::iter::once(verb.to_owned()).chain(before()).chain(nouns).collect();
    (name, is_sure || is_post_to_list)
}

/// The words that a Rust name can have.
fn latin(words: Vec<String>) -> Vec<String> {
    words
        .into_iter()
        .map(|word| word.chars().filter(char::is_ascii_alphanumeric).collect())
        .filter(|word: &String| !word.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn names_are_a_verb_and_a_noun() {
        for (method, path, wanted) in [
            ("POST", "/v1/visit/submit", "submit_visit"),
            ("POST", "/print/job/create", "create_print_job"),
            ("POST", "/api/open/contract/start", "start_contract"),
            ("POST", "/lockers/{locker}/reservations", "create_locker_reservation"),
            ("GET", "/api/orders/{order_no}", "get_order"),
            ("GET", "/ledger/books", "list_ledger_books"),
            ("GET", "/card/balance", "get_card_balance"),
            ("PUT", "/ingest//readings", "put_ingest_readings"),
            ("POST", "/rest/poll.open", "open_poll"),
            ("POST", "/api/v2/message/send", "send_message"),
            ("POST", "/trade/createOrder", "create_order"),
            ("DELETE", "/users/{id}", "delete_user"),
            ("PATCH", "/users/{id}/profile", "update_user_profile"),
        ] {
            assert_eq!(name(method, path, false).0.join("_"), wanted, "{path}");
        }
    }
}
