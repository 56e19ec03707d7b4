//! Samples: JSON that is on its own, and what is said about it.

use std::collections::BTreeSet;

use super::calls::{described, httpie};
use super::headings::{LABEL, text_of};
use super::tables::titles::{self, is_sentence};
use super::{program, tables};
use crate::found::{Call, FieldTable, Found, Header, HeaderKind, Heading, Place, Sample, Side, Topic};
use crate::json::{self, Fault, Kind, Value};
use crate::lexicon::calls::HTTP_METHODS;
use crate::lexicon::fields::{CODED, HEADER_TITLES};
use crate::lexicon::topics::{is_answer, is_either, status_line, topic};
use crate::page::{Block, Text, begins_sample};
use stubwright_spec::diag::{Code, Diagnostic, Diagnostics};
use stubwright_spec::source::{Span, Spanned};

/// How many headings or samples before one are looked at.
const NEAR: usize = 64;

/// Finds the samples, and returns the requests that objects describe.
pub(super) fn extract(blocks: &[&Block], found: &mut Found, diags: &mut Diagnostics) -> Vec<Call> {
    let mut requests = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        let text = match block {
            Block::Code(text) if !program::is_program(text.as_str()) => text,
            Block::Paragraph(text) | Block::Item(_, text) if text.as_str().trim_start().starts_with('{') => {
                text
            }
            _ => continue,
        };
        let (pieces, lost) = pieces(text);
        lost.iter().for_each(|fault| report_lost(fault, diags));
        let status = at.checked_sub(1).and_then(|above| answered(blocks.get(above)?));
        for mut piece in pieces {
            piece.http = piece.http.or(status.filter(|_| piece.is_first));
            let top = at - usize::from(status.is_some());
            let label =
                piece.label.take().or_else(|| piece.is_first.then(|| label_above(blocks, top)).flatten());
            if is_coded(label.as_ref(), Place(at), found) {
                diags.push(titles::coded("sample", piece.read.value.span));
                continue;
            }
            if is_of_headers(&piece.read.value, label.as_ref(), Place(at), found) {
                found.headers.extend(headers(piece.read.value));
                continue;
            }
            if label
                .as_ref()
                .is_some_and(|label| tables::show(found, &label.value, &piece.read.value, Place(at)))
            {
                continue;
            }
            let sample = sample(blocks, Place(at), piece, label, found);
            if let Some(request) = described::read(&sample, blocks, found) {
                requests.push(request);
                continue;
            }
            report(&sample, found, diags);
            found.samples.push(sample);
        }
    }
    requests
}

/// Puts samples of objects where the text tells of the objects.
pub(super) fn repeat(found: &mut Found) {
    let told: Vec<(&FieldTable, &Sample)> =
        found.fields.iter().filter_map(|table| Some((table, of_object(table, found)?))).collect();
    let own: BTreeSet<Span> = told.iter().map(|(_, sample)| sample.value.span).collect();
    let mut copies: Vec<Sample> = told
        .into_iter()
        .map(|(table, sample)| {
            let mut copy = Sample { place: table.place, side: Side::Response, ..sample.clone() };
            if table.is_list {
                let span = copy.value.span;
                copy.value = Value { kind: Kind::List(vec![copy.value]), span, comment: None };
            }
            copy
        })
        .collect();
    // The section of the object is about no call.
    found.samples.retain(|sample| !own.contains(&sample.value.span));
    found.samples.append(&mut copies);
    found.samples.sort_by_key(|sample| sample.place);
}

/// The sample of the object that a table is about: in the section of the object, with most of its fields.
fn of_object<'f>(table: &FieldTable, found: &'f Found) -> Option<&'f Sample> {
    let origin = table.origin?;
    let own = found.headings_above(origin).find(|heading| heading.level < LABEL)?;
    let outer = found.headings_above(own.place).find(|heading| heading.level < own.level).unwrap_or(own);
    let next = found.headings.partition_point(|heading| heading.place <= outer.place);
    let mut below = found.headings.get(next..).unwrap_or_default().iter();
    let end = below.find(|heading| heading.level <= outer.level).map(|heading| heading.place);
    let names: Vec<&str> = table
        .rows
        .iter()
        .filter(|row| row.path.len() == 1)
        .filter_map(|row| row.path.first())
        .map(|step| step.name.as_str())
        .collect();
    let from = found.samples.partition_point(|sample| sample.place < outer.place);
    let mut samples = found.samples.get(from..).unwrap_or_default().iter();
    samples.by_ref().take_while(|sample| end.is_none_or(|end| sample.place < end)).find(|sample| {
        let shown = names.iter().filter(|name| sample.value.get(name).is_some()).count();
        sample.side == Side::Unknown && shown * 2 > names.len()
    })
}

/// Whether a sample shows headers of requests: the heading above says so, and it has texts alone.
fn is_of_headers(value: &Value, label: Option<&Spanned<String>>, place: Place, found: &Found) -> bool {
    let Kind::Object(members) = &value.kind else { return false };
    let is_told = label
        .is_some_and(|label| matches!(topic(&label.value), Topic::Request | Topic::Response | Topic::Data));
    let is_headers = |heading: &Heading| {
        let answers = matches!(heading.topic, Topic::Response | Topic::Success | Topic::Failure);
        !answers && HEADER_TITLES.are_in(&heading.text.value.to_lowercase())
    };
    // A heading that only says `example` belongs to the one above it.
    let says = |heading: &&Heading| {
        let is_plain = matches!(heading.topic, Topic::Part | Topic::Other);
        heading.level < LABEL || !is_plain || is_headers(heading)
    };
    let heading = || found.headings_above(place).take(NEAR).find(says);
    !is_told
        && !members.is_empty()
        && members.iter().all(|(_, value)| matches!(value.kind, Kind::Text(_)))
        && heading().is_some_and(is_headers)
}

/// Whether the label or the heading says that a sample is a text before it is encoded, or after it is read.
fn is_coded(label: Option<&Spanned<String>>, place: Place, found: &Found) -> bool {
    let heading = found.headings_above(place).next().map(|heading| &heading.text);
    label.into_iter().chain(heading).any(|text| CODED.are_in(&text.value.to_lowercase()))
}

/// The headers that a sample shows.
fn headers(value: Value) -> impl Iterator<Item = Header> {
    let members = if let Kind::Object(members) = value.kind { members } else { Vec::new() };
    let header = |(name, value): (Spanned<String>, Value)| {
        let value = if let Kind::Text(text) = value.kind { Some(text) } else { None };
        Header { name, value, kind: HeaderKind::Other }
    };
    members.into_iter().map(header)
}

/// A value in a block.
struct Piece {
    read: json::Read,
    /// The line of text above it in the same block.
    label: Option<Spanned<String>>,
    /// The status of the response that begins above it.
    http: Option<u16>,
    /// Whether nothing of the block comes before it.
    is_first: bool,
    /// Whether it is what a command behind a prompt prints.
    is_output: bool,
}

/// The values of a block that are not bodies of calls, and what is wrong with those that cannot be read.
fn pieces(text: &Text) -> (Vec<Piece>, Vec<Fault>) {
    let all = text.as_str();
    let (mut pieces, mut lost, mut label, mut http) = (Vec::new(), Vec::new(), None, None);
    let (mut at, mut is_first, mut is_output) = (0, true, false);
    // The end of the line is looked for once: a line may hold many values.
    let mut end = None;
    while let Some(rest) = all.get(at..).filter(|rest| !rest.is_empty()) {
        let line_end =
            end.filter(|end| at <= *end).unwrap_or_else(|| at + rest.find('\n').unwrap_or(rest.len()));
        end = Some(line_end);
        let line = all.get(at..line_end).unwrap_or(rest);
        let start = at + (line.len() - line.trim_start().len());
        let begins = all.get(start..).is_some_and(|rest| rest.starts_with(['{', '[', '｛']));
        match begins.then(|| json::try_read(text, start)) {
            Some(Ok(read)) => {
                at = read.end;
                pieces.push(Piece { read, label: label.take(), http: http.take(), is_first, is_output });
                (is_first, is_output) = (false, false);
                continue;
            }
            Some(Err(fault)) if all.get(start..).is_some_and(begins_sample) => {
                lost.push(fault);
                // Its parts are not samples by themselves.
                let length = all.get(start..).and_then(json::balanced);
                at = length.map_or(all.len(), |length| start + length);
                is_first = false;
                continue;
            }
            _ => {}
        }
        if let Some(end) = call_end(text, start) {
            is_output = all.get(start..).is_some_and(|rest| rest.starts_with("$ "));
            (at, is_first, label) = (end, false, None);
            continue;
        }
        let words = line.trim();
        if let Some(status) = status_line(words) {
            http = Some(status);
        } else if let Some((before, length)) = labelled(line) {
            label = Some(spanned(text, start, before));
            at += length;
            continue;
        } else if !words.is_empty() && !is_header(words) {
            label = Some(spanned(text, start, words));
        }
        at += line.len() + 1;
    }
    (pieces, lost)
}

fn spanned(text: &Text, start: usize, words: &str) -> Spanned<String> {
    let words = words.trim();
    Spanned {
        value: words.trim_start_matches(['/', '#']).trim().to_owned(),
        span: text.place(start..start + words.len()),
    }
}

/// `Response: {`: the label, and where the value begins in the line.
fn labelled(line: &str) -> Option<(&str, usize)> {
    let at = line.find(['{', '['])?;
    let before = line.get(..at)?.trim();
    let is_label = before.ends_with([':', '：']) && before.chars().count() <= 40 && !before.contains('"');
    is_label.then_some((before, at))
}

/// The status of an answer with a body that a block of code is nothing but, headers aside: the body is in the next block.
fn answered(block: &Block) -> Option<u16> {
    let Block::Code(text) = block else { return None };
    let mut lines = text.as_str().lines().map(str::trim).filter(|line| !line.is_empty());
    let status = lines.next().and_then(status_line)?;
    let has_body = !matches!(status, 100..=199 | 204 | 205 | 304);
    (has_body && lines.all(is_header)).then_some(status)
}

/// `Content-Type: application/json`.
fn is_header(line: &str) -> bool {
    let Some((name, value)) = line.split_once(':') else { return false };
    let is_name =
        name.contains('-') || ["Date", "Server", "Host", "Vary", "Age", "ETag", "Via"].contains(&name);
    is_name && !value.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// Where the call that begins at `start` ends, with its body.
fn call_end(text: &Text, start: usize) -> Option<usize> {
    let rest = text.as_str().get(start..)?;
    let command = rest.strip_prefix("$ ").unwrap_or(rest);
    if command.starts_with("curl ")
        || rest.split('\n').next().is_some_and(|line| httpie::begins(line).is_some())
    {
        return Some(start + (rest.len() - command.len()) + command_end(command));
    }
    if !HTTP_METHODS.iter().any(|method| rest.starts_with(method)) {
        return None;
    }
    let line = rest.split('\n').next().unwrap_or(rest);
    let mut words = line.split_whitespace();
    let is_request =
        HTTP_METHODS.contains(&words.next()?) && words.next().is_some_and(|word| word.contains('/'));
    if !is_request {
        return None;
    }
    let mut at = start + line.len() + 1;
    let next = |at: usize| text.as_str().get(at..).filter(|rest| !rest.is_empty())?.split('\n').next();
    let mut has_headers = false;
    while let Some(line) = next(at).filter(|line| {
        !line.trim().is_empty()
            && line.split_once(':').is_some_and(|(name, _)| !name.contains(['{', '"', ' ']))
    }) {
        at += line.len() + 1;
        has_headers = true;
    }
    // A body follows headers, after an empty line; without headers what follows is something else.
    while let Some(line) = next(at).filter(|line| has_headers && line.trim().is_empty()) {
        at += line.len() + 1;
    }
    let body = at + next(at).map_or(0, |line| line.len() - line.trim_start().len());
    let read = has_headers.then(|| json::read(text, body)).flatten();
    Some(read.map_or(at, |read| read.end).min(text.as_str().len()))
}

/// Where a command of a shell ends: at a line end outside of quotes without a backslash, or where after
/// closing quotes something else begins at once.
pub(super) fn command_end(command: &str) -> usize {
    let mut quote = None;
    let mut before = ' ';
    for (at, c) in command.char_indices() {
        match quote {
            Some('\'') if c == '\'' => quote = None,
            Some('"') if c == '"' && before != '\\' => quote = None,
            Some(_) => {}
            None if matches!(c, '\'' | '"') && before != '\\' => quote = Some(c),
            None if c == '\n' && !matches!(before, '\\' | '^') => return at,
            None if matches!(c, '{' | '[') && matches!(before, '\'' | '"') => return at,
            None => {}
        }
        // A backslash before a carriage return continues the line too.
        if !(c == '\r' || (c == ' ' && matches!(before, '\\' | '^'))) {
            before = if before == '\\' && c == '\\' { ' ' } else { c };
        }
    }
    command.len()
}

/// The line right above a block.
pub(super) fn label_above(blocks: &[&Block], at: usize) -> Option<Spanned<String>> {
    let above = blocks.get(at.checked_sub(1)?)?;
    if matches!(above, Block::Code(_) | Block::Table(_) | Block::Title(_)) {
        return None;
    }
    let text = text_of(above)?;
    let line = text.last_line()?;
    Some(Spanned { value: line.as_str().to_owned(), span: line.span() })
}

fn sample(
    blocks: &[&Block],
    place: Place,
    Piece { read, http, is_output, .. }: Piece,
    label: Option<Spanned<String>>,
    found: &Found,
) -> Sample {
    // `Body` is about what the headings above it are about.
    let label_topic =
        |label: &Spanned<String>| if is_either(&label.value) { Topic::Other } else { topic(&label.value) };
    let own = label.as_ref().map_or(Topic::Other, label_topic);
    // A sentence between a heading about an answer and its sample is not about another request.
    let is_remark = own == Topic::Request
        && label.as_ref().is_some_and(|label| is_sentence(&label.value))
        && found
            .headings_above(place)
            .take_while(|heading| heading.place.0 + 2 >= place.0)
            .find(|heading| heading.level < LABEL)
            .is_some_and(|heading| heading.place.0 + 2 == place.0 && is_answer(heading.topic));
    let own = if is_remark { Topic::Other } else { own };
    let topics: Vec<Topic> = std::iter::once(own).chain(above(blocks, place, found)).collect();
    let side = topics.iter().find_map(|topic| match topic {
        Topic::Request => Some(Side::Request),
        Topic::Response | Topic::Data | Topic::Success | Topic::Failure | Topic::Errors => {
            Some(Side::Response)
        }
        Topic::Other | Topic::Common | Topic::Part => None,
    });
    let http = http.or_else(|| label.as_ref().and_then(|label| status_in(&label.value)));
    let is_output = is_output && label.is_none();
    let side = if http.is_some() || is_output { Side::Response } else { side.unwrap_or_default() };
    let told = topics.iter().copied().find(|topic| matches!(topic, Topic::Success | Topic::Failure));
    let outcome = if http.is_some_and(|http| http >= 400) { Some(Topic::Failure) } else { told };
    Sample { place, value: read.value, faults: read.faults, side, outcome, http }
}

/// The topics of the headings above, from the nearest to the outermost.
fn above(blocks: &[&Block], place: Place, found: &Found) -> Vec<Topic> {
    let mut level = u8::MAX;
    // Headings that are farther away announce something else.
    let before = found.headings_above(place).take(NEAR);
    let mut topics = Vec::new();
    for heading in before {
        // A label is about what comes next, and about nothing after that.
        let between = blocks.get(heading.place.0..place.0).unwrap_or_default().iter().skip(1);
        let is_past = heading.level == LABEL
            && between
                .take(4)
                .any(|block| matches!(block, Block::Code(_) | Block::Table(_)) && answered(block).is_none());
        if heading.level < level && !is_past {
            level = heading.level;
            topics.push(heading.topic);
        }
        if level == 1 {
            break;
        }
    }
    topics
}

/// A status that a label names: `HTTP 201`, `404 Not Found`.
fn status_in(label: &str) -> Option<u16> {
    let words = label.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| word.len() == 3);
    words.filter_map(|word| word.parse().ok()).find(|status| (200..600).contains(status))
}

/// Says what had to be overlooked, once for what is printed twice.
fn report(sample: &Sample, found: &Found, diags: &mut Diagnostics) {
    for fault in &sample.faults {
        let is_same = |other: &Value, faults: &[Fault]| {
            faults.iter().any(|said| said.what == fault.what) && other.says(&sample.value)
        };
        if found.samples.iter().rev().take(NEAR).any(|other| is_same(&other.value, &other.faults)) {
            continue;
        }
        let this = Diagnostic::new(Code::BrokenSample, fault.span, fault.what.clone());
        diags.push(this.help("ask the vendor for a sample that was really sent"));
    }
}

fn report_lost(fault: &Fault, diags: &mut Diagnostics) {
    let message = format!("a sample that is not JSON is left out: {}", fault.what);
    let this = Diagnostic::new(Code::NotDrafted, fault.span, message);
    diags.push(this.help("correct it on the page, or write its type by hand"));
}

#[cfg(test)]
mod tests {
    use super::{command_end, pieces};
    use crate::page::Text;
    use stubwright_spec::source::SourceMap;

    fn said(page: &str) -> Vec<String> {
        let mut sources = SourceMap::default();
        let file = sources.add("p", page);
        let text = Text::of(file, page, 0..page.len());
        let one = |piece: super::Piece| {
            let label = piece.label.map(|label| label.value).unwrap_or_default();
            let place = sources.place(piece.read.value.span);
            format!("{} {label} {}", &place[2..], piece.http.unwrap_or_default())
        };
        pieces(&text).0.into_iter().map(one).collect()
    }

    #[test]
    fn several_bodies_in_a_block() {
        assert_eq!(said("正确：\n{\"a\": 1}\n错误：\n{\"b\": 2}\n"), ["2:1 正确： 0", "4:1 错误： 0"]);
        assert_eq!(
            said("HTTP/1.1 404 Not Found\nContent-Type: application/json\n\n{\"a\": 1}"),
            ["4:1  404"]
        );
        assert_eq!(said("Status: 409 Conflict\nAge: 1\n\n{\"a\": 1}"), ["4:1  409"]);
        assert_eq!(said("Response: {\"a\": 1}{\"b\": 2}"), ["1:11 Response: 0", "1:19  0"]);
    }

    #[test]
    fn nothing_inside_of_a_broken_body_is_a_sample() {
        let page = "Response:\n{\"a\": 1 \"b\": 2,\n\"c\":\n{\"d\": 1}\n}\nError:\n{\"e\": 1}";
        assert_eq!(said(page), ["7:1 Error: 0"]);
    }

    #[test]
    fn bodies_of_calls_belong_to_the_calls() {
        assert_eq!(said("curl h/x \\\n -d '{\n\"a\": 1}'{\n\"b\": 2}"), ["3:9  0"]);
        assert_eq!(said("POST /x HTTP/1.1\nHost: h\n\n{\"a\": 1}\n\n{\"b\": 2}"), ["6:1  0"]);
        assert_eq!(said("POST /x\n{\"a\": 1}"), ["2:1  0"]);
        assert_eq!(command_end("curl h -d \"{\\\"a\\\": 1}\"\nmore"), 22);
    }
}
