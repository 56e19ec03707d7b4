//! Path items and operations → endpoints.

use std::collections::BTreeSet;

use super::Cx;
use super::document::At;
use super::draft::Place;
use super::params::constant;
use super::parts::{kinds, with_notes};
use super::words::{ascii_snake, shortened, snake};
use crate::ast::{Allow, Answers, Endpoint, Examples, Method, Response, Sample};
use crate::front::known::Known;
use crate::hash::fnv1a;
use crate::source::Spanned;

const METHODS: &[(&str, Method)] = &[
    ("get", Method::Get),
    ("put", Method::Put),
    ("post", Method::Post),
    ("delete", Method::Delete),
    ("options", Method::Options),
    ("head", Method::Head),
    ("patch", Method::Patch),
    ("trace", Method::Trace),
];

impl<'a> Cx<'a> {
    /// The operations of a document in file order.
    pub(super) fn endpoints(&mut self, paths: Option<At<'a>>, known: &mut Known) -> Vec<Endpoint> {
        let mut endpoints = Vec::new();
        let mut taken = BTreeSet::new();
        for (path, item) in paths.into_iter().flat_map(At::entries) {
            if path.text.starts_with("x-") {
                continue;
            }
            let item = self.part(item);
            if !item.node.is_mapping() && !item.scalar().is_some_and(|item| item.is_null()) {
                self.ignore(item, String::from("a path without operations is left out: it is not an object"));
            }
            for (word, at) in item.entries() {
                let Some((_, method)) = METHODS.iter().find(|(name, _)| *name == word.text) else { continue };
                let at = self.part(at);
                if !at.node.is_mapping() {
                    self.ignore(at, String::from("an operation that is not an object is left out"));
                    continue;
                }
                let name = self.operation_name(word.text, path.text, at, &mut taken);
                let name = Spanned::new(name, at.get("operationId").map_or(word.span, At::span));
                let number = endpoints.len();
                if let Some(written) = self.endpoint_as_written(at) {
                    endpoints.extend(written);
                } else {
                    let path = Spanned::new(path.text.to_owned(), path.span);
                    let (endpoint, others) = self.endpoint((number, name), *method, path, [item, at]);
                    let others = others
                        .into_iter()
                        .map(|(word, response)| other(&endpoint, word, response, &mut taken));
                    let others: Vec<Endpoint> = others.collect();
                    endpoints.push(endpoint);
                    endpoints.extend(others);
                }
                let made = endpoints.iter().skip(number).map(|endpoint| endpoint.name.value.clone());
                remember(known, at, &made.collect::<Vec<_>>());
            }
        }
        endpoints
    }

    /// The name of an operation: its ID, or its method and path.
    fn operation_name(&self, method: &str, path: &str, at: At<'a>, taken: &mut BTreeSet<String>) -> String {
        let by_path = || {
            let path = path.split(['#', '?']).next().unwrap_or_default();
            let steps = path.split('/').map(|step| match step.strip_prefix('{') {
                Some(name) => format!("by_{}", snake(name)),
                None => snake(step),
            });
            let steps: Vec<String> = steps.filter(|step| !step.is_empty()).collect();
            snake(&format!("{method}_{}", steps.join("_")))
        };
        let own = at.text("operationId").map(snake).filter(|name| !name.is_empty());
        let mut name = own.unwrap_or_else(by_path);
        if !name.starts_with(char::is_alphabetic) {
            name = format!("{method}_{name}");
        }
        while !taken.insert(name.clone()) {
            let hash = format!("{:016x}", fnv1a(format!("{method} {path}").as_bytes()));
            name = format!("{name}_x{}", &hash[12..]);
        }
        name
    }

    /// An operation, and its number among those that are generated.
    fn endpoint(
        &mut self,
        (number, name): (usize, Spanned<String>),
        method: Method,
        path: Spanned<String>,
        [item, at]: [At<'a>; 2],
    ) -> (Endpoint, Vec<(&'static str, Response)>) {
        let place = Place::of(name.value.clone());
        if at.has("callbacks") {
            self.ignored_once("callbacks", at, "a client receives no requests");
        }
        let mut params = self.params(method, path, [item, at], &place);
        let body = at.get("requestBody").and_then(|body| self.body(method, body, &place));
        let (request, content_type) = body.map_or((None, None), |(body, own)| (Some(body), own));
        if let Some(body) = &request {
            self.keep_apart(body, &mut params.params);
        }
        let responses = self.inner(at, "responses");
        let answers = self.answers(responses, &place, number);
        params.params.extend(content_type.map(|value| constant("Content-Type", value)));
        params.params.extend(answers.accept.map(|value| constant("Accept", value)));
        let server = at.get("servers").or_else(|| item.get("servers")).filter(|_| !self.shares_servers);
        let server = server.and_then(|servers| self.other_server(servers));
        let credentials = if method == Method::Trace {
            crate::ast::Credentials::none()
        } else {
            self.credentials(at.get("security"))
        };
        let summary = at.spanned("summary").or_else(|| item.spanned("summary"));
        let description = at.spanned("description").or_else(|| item.spanned("description"));
        let doc = match (summary, description) {
            (Some(summary), Some(description)) if summary.value != description.value => {
                with_notes(Some(summary), vec![description])
            }
            (summary, description) => summary.or(description),
        };
        let endpoint = Endpoint {
            name,
            method,
            path: params.path,
            doc,
            params: params.params,
            request,
            request_name: None,
            response: answers.response,
            response_headers: Vec::new(),
            failures: answers.failures,
            idempotent: params.idempotent,
            pages: None,
            errors: Answers::default(),
            envelope: None,
            credentials,
            server,
            redirect: answers.redirect,
            tag: tag(at),
            examples: Examples { request: None, response: self.example(at), files: Vec::new() },
            deprecated: at.flag("deprecated"),
            allow: Allow::default(),
        };
        (endpoint, answers.others)
    }

    /// The first example of a successful JSON response.
    fn example(&mut self, at: At<'a>) -> Option<Sample> {
        let responses = self.inner(at, "responses")?;
        let (_, success) = responses.entries().find(|(status, _)| status.text.starts_with('2'))?;
        let success = self.part(success);
        let contents = self.contents(success);
        let first = contents.first().filter(|content| content.media == super::media::Media::Json)?;
        let example = match first.at.get("example") {
            Some(example) => example,
            None => {
                let (_, example) = self.inner(first.at, "examples")?.entries().next()?;
                self.part(example).get("value")?
            }
        };
        let parts = first.schema.map(|schema| self.flat(schema)).unwrap_or_default();
        Some(if kinds(&parts) == ["string"] { example.sample() } else { example.json_sample() })
    }
}

/// The same operation for those who want another media type of its response.
fn other(of: &Endpoint, word: &str, response: Response, taken: &mut BTreeSet<String>) -> Endpoint {
    let mut name = format!("{}_{word}", of.name.value);
    while !taken.insert(name.clone()) {
        name.push_str("_2");
    }
    let what = match &response {
        Response::Raw(raw) => raw.content_type.value.clone(),
        _ => String::from("text/event-stream"),
    };
    let note =
        Spanned::new(format!("Like `{}`, with a response of type `{what}`.", of.name.value), of.name.span);
    Endpoint {
        name: Spanned::new(name, of.name.span),
        doc: with_notes(Some(note), of.doc.clone().into_iter().collect()),
        response: Some(response),
        examples: Examples::default(),
        ..of.clone()
    }
}

/// Keeps by which words of the document an operation is known.
fn remember(known: &mut Known, at: At<'_>, names: &[String]) {
    if let Some(id) = at.text("operationId") {
        known.operations.entry(id.to_owned()).or_insert_with(|| names.to_vec());
    }
    for tag in at.get("tags").into_iter().flat_map(At::items).filter_map(At::scalar) {
        known.tags.entry(tag.text.to_owned()).or_default().extend_from_slice(names);
    }
}

/// The name of the first tag, as that of a file.
fn tag(at: At<'_>) -> Option<Spanned<String>> {
    let first = at.get("tags")?.items().next()?.scalar()?;
    tag_name(first.text).map(|name| Spanned::new(name, first.span))
}

/// A text as the name of a tag, which is a file. `None` if the text has no ASCII letter.
pub(in crate::front) fn tag_name(text: &str) -> Option<String> {
    const LONGEST: usize = 30;
    ascii_snake(text).map(|name| shortened(&name, LONGEST))
}
