//! Path items and operations → endpoints.

use std::collections::BTreeSet;

use super::document::At;
use super::draft::Place;
use super::schemas::{kinds, with_notes};
use super::words::{ascii_snake, snake};
use super::{Cx, Selection};
use crate::ast::{Answers, Endpoint, Examples, Method, Sample};
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
    /// The operations of a document that are selected, in file order.
    pub(super) fn endpoints(&mut self, paths: Option<At<'a>>, selection: &Selection) -> Vec<Endpoint> {
        let mut endpoints = Vec::new();
        let mut taken = BTreeSet::new();
        for (path, item) in paths.into_iter().flat_map(At::entries) {
            if path.text.starts_with("x-") {
                continue;
            }
            let item = self.part(item);
            for (word, at) in item.entries() {
                let Some((_, method)) = METHODS.iter().find(|(name, _)| *name == word.text) else { continue };
                let name = self.operation_name(word.text, path.text, at, &mut taken);
                let name = Spanned::new(name, at.get("operationId").map_or(word.span, At::span));
                if selection.has(&name.value, at) {
                    let path = Spanned::new(path.text.to_owned(), path.span);
                    endpoints.push(self.endpoint(name, *method, path, [item, at]));
                }
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

    fn endpoint(
        &mut self,
        name: Spanned<String>,
        method: Method,
        path: Spanned<String>,
        [item, at]: [At<'a>; 2],
    ) -> Endpoint {
        let place = Place::of(name.value.clone());
        let mut params = self.params(method, path, [item, at], &place);
        let request = at.get("requestBody").and_then(|body| self.body(method, body, &place));
        if let Some(body) = &request {
            self.keep_apart(body, &mut params.params);
        }
        let answers = self.answers(at.get("responses"), &place);
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
        Endpoint {
            name,
            method,
            path: params.path,
            doc,
            params: params.params,
            request,
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
        }
    }

    /// The first example of a successful JSON response.
    fn example(&mut self, at: At<'a>) -> Option<Sample> {
        let responses = at.get("responses")?;
        let (_, success) = responses.entries().find(|(status, _)| status.text.starts_with('2'))?;
        let success = self.part(success);
        let contents = self.contents(success);
        let first = contents.first().filter(|content| content.media == super::bodies::Media::Json)?;
        let example = match first.at.get("example") {
            Some(example) => example,
            None => {
                let (_, example) = first.at.get("examples")?.entries().next()?;
                self.part(example).get("value")?
            }
        };
        let parts = first.schema.map(|schema| self.flat(schema)).unwrap_or_default();
        Some(if kinds(&parts) == ["string"] { example.sample() } else { example.json_sample() })
    }
}

/// The name of the first tag, as that of a file.
fn tag(at: At<'_>) -> Option<Spanned<String>> {
    const LONGEST: usize = 30;
    let first = at.get("tags")?.items().next()?.scalar()?;
    let name = ascii_snake(first.text)?;
    let mut short = String::new();
    for word in name.split('_') {
        if !short.is_empty() && short.len() + word.len() >= LONGEST {
            break;
        }
        if !short.is_empty() {
            short.push('_');
        }
        short.push_str(word);
    }
    short.truncate(LONGEST);
    Some(Spanned::new(short, first.span))
}
