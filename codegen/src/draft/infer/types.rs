//! Everything but the rows: endpoints, types, envelope, credentials.

mod build;
mod calls;
mod endpoints;
mod envelope;
mod pages;
mod scalar;
mod shape;
mod tree;

use std::collections::BTreeSet;

use super::Matched;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::draft::found::{Found, Heading, In, Sample, Side, Topic};
use crate::draft::json::Value;
use crate::draft::sheet::{Body, Endpoint, Note, Noted, Sheet};
use crate::draft::words::verbs::pascal;
use crate::source::SourceMap;

use build::{Builder, Scene};
use endpoints::Group;
use envelope::Reading;
use shape::Shape;
use tree::Node;

/// Infers the sheet without its rows, and which samples belong to which of its endpoints.
pub(super) fn infer<'f>(
    found: &'f Found,
    sources: &SourceMap,
    diags: &mut Diagnostics,
) -> (Sheet, Vec<Matched<'f>>) {
    let mut sheet = Sheet { api: calls::api_name(found), ..Sheet::default() };
    sheet.pages = sources
        .files()
        .iter()
        .map(|file| file.name().rsplit(['/', '\\']).next().unwrap_or_default().to_owned())
        .collect();
    sheet.title = found.title.as_ref().map(|title| Noted::at(title.value.clone(), title.span));
    sheet.timezone = found.timezone.as_ref().map(|zone| Noted::at(zone.value.clone(), zone.span));
    calls::servers(found, &mut sheet);
    let idempotent = calls::headers(found, &mut sheet);
    calls::common(found, &mut sheet);
    let mut groups = endpoints::endpoints(found);
    groups.iter_mut().for_each(endpoints::parameters);
    shared_headers(&groups, &mut sheet);
    let responses = responses(found, &groups);
    let reading = envelope::read(found, &responses);
    let mut builder = Builder::new(found, diags);
    let mut names = BTreeSet::new();
    for group in &groups {
        let mut endpoint = endpoint(&mut builder, group, &sheet, reading.as_ref(), &mut names);
        endpoint.value.idempotent.clone_from(&idempotent);
        if matches!(group.method.as_str(), "GET" | "HEAD" | "DELETE") {
            endpoint.value.idempotent = None;
        }
        sheet.endpoints.push(endpoint);
    }
    skeletons(&responses, reading.as_ref(), &mut builder);
    sheet.types = builder.into_types();
    pages::generic(&mut sheet);
    let has_tables =
        groups.iter().any(|group| group.sent.iter().chain(&group.answered).any(|table| table.rows.len() > 1));
    if !has_tables && !sheet.types.is_empty() {
        let text = String::from("no table of fields: what every sample has is required");
        sheet.type_notes.push(Note { is_guess: true, text, span: None });
    }
    sheet.envelope = reading.map(|reading| reading.envelope);
    let matched =
        groups.into_iter().map(|group| Matched { requests: group.requests, responses: group.responses });
    (sheet, matched.collect())
}

/// Every sample that comes from the server, those above the first endpoint too.
fn responses<'f>(found: &'f Found, groups: &[Group<'f>]) -> Vec<&'f Sample> {
    let is_sent = |sample: &Sample| {
        groups.iter().any(|group| group.requests.iter().any(|body| body.says(&sample.value)))
    };
    found.samples.iter().filter(|sample| sample.side != Side::Request && !is_sent(sample)).collect()
}

/// Moves headers that every table of parameters has to the parameters of every call.
fn shared_headers(groups: &[Group<'_>], sheet: &mut Sheet) {
    let rows = |group: &Group<'_>| -> Vec<(String, crate::source::Span, Option<String>, bool)> {
        let fields =
            group.sent.iter().flat_map(|table| &table.rows).filter(|field| field.goes == Some(In::Header));
        fields
            .filter_map(|field| {
                let doc = field.doc.as_ref().map(|doc| doc.as_str().to_owned());
                let is_optional = field.required == Some(crate::draft::found::Required::No);
                Some((field.path.first()?.name.clone(), field.span, doc, is_optional))
            })
            .collect()
    };
    let Some((first, others)) = groups.split_first().filter(|(_, others)| !others.is_empty()) else { return };
    for (name, span, doc, is_optional) in rows(first) {
        let is_everywhere = others.iter().all(|group| rows(group).iter().any(|(other, ..)| *other == name));
        let is_known = sheet.common.iter().any(|param| param.value.name.eq_ignore_ascii_case(&name))
            || name.eq_ignore_ascii_case("authorization")
            || name.eq_ignore_ascii_case("content-type")
            || matches!(sheet.auth.as_ref().map(|auth| &auth.value), Some(crate::draft::sheet::Auth::Header(known)) if known.eq_ignore_ascii_case(&name));
        if is_everywhere && !is_known {
            let param = crate::draft::sheet::Param {
                name,
                place: Some("header"),
                ty: Some(String::from("string")),
                doc,
                is_optional,
                ..Default::default()
            };
            let note = Note {
                is_guess: false,
                text: String::from("in every table of parameters"),
                span: Some(span),
            };
            sheet.common.push(Noted { value: param, notes: vec![note] });
        }
    }
}

fn endpoint(
    builder: &mut Builder<'_, '_>,
    group: &Group<'_>,
    sheet: &Sheet,
    reading: Option<&Reading>,
    names: &mut BTreeSet<String>,
) -> Noted<Endpoint> {
    let payloads: Vec<Value> = group
        .responses
        .iter()
        .filter_map(|sample| match reading {
            Some(reading) => reading.payload(sample, builder.found),
            None => (sample.outcome != Some(Topic::Failure)).then(|| sample.value.clone()),
        })
        .collect();
    let payload = Shape::of(&payloads);
    let lists = payload.list.is_some()
        || payload.object.as_ref().is_some_and(|object| {
            object.members.iter().any(|member| member.key == "list" && member.shape.list.is_some())
        });
    let call = group.fullest();
    let host = call.and_then(|call| call.url.host.as_ref()).map(|host| host.value.as_str());
    let path = calls::below_base(&group.path, host, builder.found);
    let constant = method_of(builder.found, group);
    let (words, is_sure) = match &constant {
        Some(method) => {
            endpoints::name("POST", &method.split('.').skip(1).collect::<Vec<_>>().join("/"), false)
        }
        None => endpoints::name(&group.method, &path, lists),
    };
    let mut name = words.join("_");
    if !name.starts_with(|c: char| c.is_ascii_lowercase()) {
        name = format!("call_{name}");
    }
    let is_repeated = !names.insert(name.clone());
    if is_repeated {
        name = format!("{}_{name}", group.method.to_lowercase());
        let mut count = 2;
        let base = name.clone();
        while !names.insert(name.clone()) {
            name = format!("{base}_{count}");
            count += 1;
        }
    }
    let mut this = Endpoint { method: group.method.to_lowercase(), ..Endpoint::default() };
    let type_name = pascal(&name.split('_').map(str::to_owned).collect::<Vec<_>>());
    this.params = calls::params(builder, group, sheet);
    if let Some((value, field)) = constant.zip(method_field(builder.found, group)) {
        let doc = field.doc.as_ref().map(|doc| doc.as_str().to_owned());
        let _ = value;
        let param = crate::draft::sheet::Param {
            name: String::from("method"),
            place: Some("query"),
            ty: Some(String::from("string")),
            doc,
            ..Default::default()
        };
        this.params.push(Noted::guess(param, "a constant of this endpoint", Some(field.span)));
    }
    this.request = request(builder, group, &type_name, sheet);
    if let Some(Body::Json(ty) | Body::Form(ty) | Body::Multipart(ty)) = &this.request {
        builder.keep_apart(ty, &this.params);
    }
    this.response = response(builder, group, &payload, &type_name, reading);
    this.doc = doc(builder.found, group);
    let span = group.calls.iter().min_by_key(|call| call.place).map(|call| call.url.path.span);
    let is_method_guessed = group.calls.iter().all(|call| call.method.is_none());
    if !is_sure {
        this.name_notes.push(Note {
            is_guess: true,
            text: String::from("name: the path has no verb"),
            span: None,
        });
    }
    if is_method_guessed {
        this.name_notes.push(Note {
            is_guess: true,
            text: String::from("method: none is on the page"),
            span: None,
        });
    }
    this.name = name;
    let mut path = Noted::plain(path);
    for (name, value) in &group.values {
        path.notes.push(Note { is_guess: true, text: format!("{value} is a value of {name}"), span: None });
    }
    this.path = path;
    Noted { value: this, notes: vec![Note { span, ..Note::default() }] }
}

/// The name of an operation that a parameter `method` carries, of all endpoints with that path.
fn method_of(found: &Found, group: &Group<'_>) -> Option<String> {
    let field = method_field(found, group)?;
    let doc = field.doc.as_ref()?.as_str();
    let word = doc
        .split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_')))
        .find(|word| word.matches('.').count() >= 2)?;
    Some(word.trim_matches('.').to_owned())
}

fn method_field<'f>(found: &'f Found, group: &Group<'f>) -> Option<&'f crate::draft::found::Field> {
    let common = found.fields.iter().filter(|table| table.is_common);
    let rows = common.chain(group.sent.iter().copied()).flat_map(|table| &table.rows);
    rows.into_iter()
        .find(|field| field.path.len() == 1 && field.path.first().is_some_and(|step| step.name == "method"))
}

/// The nearest heading above the first call that names more than a part of a page.
fn doc(found: &Found, group: &Group<'_>) -> Option<String> {
    let first = group.first();
    let below = found.headings.partition_point(|heading| heading.place <= first);
    let is_name = |heading: &&Heading| heading.topic == Topic::Other && heading.level < 7;
    let above = found.headings.iter().take(below).rev().take(32).find(is_name);
    above
        .map(|heading| heading.text.value.clone())
        .or_else(|| found.title.as_ref().map(|title| title.value.clone()))
}

fn request(builder: &mut Builder<'_, '_>, group: &Group<'_>, name: &str, sheet: &Sheet) -> Option<Body> {
    if ["GET", "HEAD"].contains(&group.method.as_str()) {
        return None;
    }
    let forms: Vec<(Value, bool)> = group.calls.iter().filter_map(|call| calls::form(&call.body)).collect();
    let is_multipart = forms.iter().any(|(_, is_multipart)| *is_multipart);
    let values: Vec<&Value> =
        group.requests.iter().copied().chain(forms.iter().map(|(value, _)| value)).collect();
    let shape = Shape::of(values.iter().copied());
    let mut nodes = tree::tree(group.sent.iter().copied());
    let is_param = |node: &Node<'_>| {
        let goes = node.field.and_then(|field| field.goes);
        let is_elsewhere = matches!(goes, Some(In::Path | In::Query | In::Header));
        let is_common = sheet.common.iter().any(|param| param.value.name == node.name);
        let is_auth = matches!(sheet.auth.as_ref().map(|auth| &auth.value), Some(crate::draft::sheet::Auth::Header(known) | crate::draft::sheet::Auth::Query(known)) if *known == node.name);
        let is_in_query = goes.is_none()
            && shape.object.as_ref().is_none_or(|object| object.get(&node.name).is_none())
            && group.calls.iter().flat_map(|call| &call.url.query).any(|(name, _)| name.value == node.name);
        is_elsewhere || is_common || is_auth || is_in_query || group.path.contains(&format!("{{{}}}", node.name))
    };
    nodes.retain(|node| !is_param(node));
    if shape.object.is_none() && nodes.is_empty() {
        return shape.list.is_some().then(|| {
            let scene = Scene {
                side: Side::Request,
                parent: name,
                is_skeleton: shape.is_skeleton(),
                has_table: false,
            };
            Body::Json(builder.used(name, Some(&shape), None, scene).ty)
        });
    }
    if group.method == "DELETE" && shape.object.is_none() {
        return None;
    }
    let scene = Scene {
        side: Side::Request,
        parent: "",
        is_skeleton: shape.is_skeleton(),
        has_table: !nodes.is_empty(),
    };
    let has_file = nodes.iter().any(|node| {
        node.field.and_then(|field| field.kind.as_ref()) == Some(&crate::draft::found::Printed::File)
    });
    let ty = builder.structure(name, shape.object.as_ref(), &nodes, scene);
    let is_form = !forms.is_empty() || (group.requests.is_empty() && says_form(group));
    // A form has no room for objects.
    let is_flat = builder.is_flat(&ty);
    Some(if !is_flat {
        Body::Json(ty)
    } else if is_multipart || has_file {
        Body::Multipart(ty)
    } else if is_form {
        Body::Form(ty)
    } else {
        Body::Json(ty)
    })
}

/// Whether a header says that the body is a form.
fn says_form(group: &Group<'_>) -> bool {
    let headers = group.calls.iter().flat_map(|call| &call.headers);
    headers.into_iter().any(|(name, value)| {
        name.value.eq_ignore_ascii_case("content-type") && value.value.contains("x-www-form-urlencoded")
    })
}

fn response(
    builder: &mut Builder<'_, '_>,
    group: &Group<'_>,
    payload: &Shape,
    name: &str,
    reading: Option<&Reading>,
) -> Option<Noted<String>> {
    let mut nodes = tree::tree(group.answered.iter().copied());
    if let Some(reading) = reading {
        let data = reading
            .data()
            .and_then(|data| nodes.iter().position(|node| node.name == data && !node.children.is_empty()));
        if let Some(data) = data {
            nodes = nodes.swap_remove(data).children;
        } else if nodes.iter().any(|node| reading.owns(&node.name)) && payload.object.is_none() {
            nodes.retain(|node| !reading.owns(&node.name));
        } else {
            nodes.retain(|node| {
                !reading.owns(&node.name)
                    || payload.object.as_ref().is_some_and(|object| object.get(&node.name).is_some())
            });
        }
    }
    let is_skeleton = payload.is_skeleton();
    let scene = Scene { side: Side::Response, parent: "", is_skeleton, has_table: !nodes.is_empty() };
    let result = format!("{name}Result");
    if payload.object.is_some() || (payload.kinds() == 0 && !nodes.is_empty()) {
        let is_empty =
            payload.object.as_ref().is_none_or(|object| object.members.is_empty()) && nodes.is_empty();
        if is_empty {
            return None;
        }
        return Some(Noted::plain(builder.structure(&result, payload.object.as_ref(), &nodes, scene)));
    }
    if let Some(items) = &payload.list {
        let is_objects = items.object.is_some() || !nodes.is_empty();
        if is_objects {
            let item = builder.structure(&format!("{name}Item"), items.object.as_ref(), &nodes, scene);
            return Some(Noted::plain(format!("[{item}]")));
        }
        let used = builder.used(name, Some(payload), None, scene);
        return Some(Noted { value: used.ty, notes: used.notes });
    }
    let used = (payload.kinds() > 0).then(|| builder.used(name, Some(payload), None, scene))?;
    Some(Noted { value: used.ty.trim_end_matches(" | null").to_owned(), notes: used.notes })
}

/// Says which responses, or which of their payloads, show no value that a server ever sent.
fn skeletons(responses: &[&Sample], reading: Option<&Reading>, builder: &mut Builder<'_, '_>) {
    let mut said: Vec<&Value> = Vec::new();
    for sample in responses {
        let payload = || reading.and_then(|reading| reading.payload(sample, builder.found));
        let is_whole = Shape::of([&sample.value]).is_skeleton();
        let part = if is_whole { None } else { payload().filter(|payload| Shape::of([payload]).is_skeleton()) };
        let span = if is_whole { Some(sample.value.span) } else { part.map(|payload| payload.span) };
        let Some(span) = span.filter(|_| !said.iter().any(|value| value.says(&sample.value))) else { continue };
        said.push(&sample.value);
        let this = Diagnostic::new(Code::SkeletonValues, span, "the response sample has skeleton values");
        builder.diags.push(this.help("what is drafted from it is marked; compare it with a response that was really sent"));
    }
}
