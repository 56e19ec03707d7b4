//! The operations of a document and the examples of their responses, read without the front-end that is measured.

use std::path::Path;

use stubwright_spec::diag::Diagnostics;
use stubwright_spec::json;
use stubwright_spec::source::node::{Cursor, Document, Shape, Style};
use stubwright_spec::source::{SourceMap, Span, load};

use crate::Result;

/// The operations of a document.
pub(crate) struct Operations {
    pub(crate) all: Vec<Operation>,
}

pub(crate) struct Operation {
    /// Where its name is: the `operationId`, or the method.
    pub(crate) span: Span,
    pub(crate) examples: Vec<Example>,
}

/// An example of a JSON response.
pub(crate) struct Example {
    /// Identifies it for people: the operation, the status, the line.
    pub(crate) label: String,
    /// A status that the response is declared for.
    pub(crate) status: u16,
    pub(crate) json: String,
}

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

impl Operations {
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let (mut sources, mut found) = (SourceMap::default(), Diagnostics::default());
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let loaded = load(&mut sources, &name, &std::fs::read(path)?, &mut found);
        let (_, document) = loaded.ok_or_else(|| format!("{name} is not text"))?;
        let reader = Reader { document: &document, sources: &sources };
        let paths = document.root().and_then(|root| root.get("paths"));
        let mut all = Vec::new();
        for (path, item) in paths.into_iter().flat_map(Cursor::entries) {
            let item = reader.target(item);
            for (method, operation) in item.entries().filter(|(word, _)| METHODS.contains(&word.text)) {
                let id = operation.get("operationId").filter(|id| !id.scalar().is_none_or(|id| id.is_null()));
                all.push(Operation {
                    span: id.map_or(method.span, Cursor::span),
                    examples: reader.examples(&format!("{} {}", method.text, path.text), operation),
                });
            }
        }
        Ok(Self { all })
    }
}

struct Reader<'a> {
    document: &'a Document,
    sources: &'a SourceMap,
}

impl<'a> Reader<'a> {
    /// The target of a reference within the document.
    fn target(&self, at: Cursor<'a>) -> Cursor<'a> {
        let reference = at.get("$ref").and_then(Cursor::scalar).map(|scalar| scalar.text);
        let pointer = reference.and_then(|text| text.strip_prefix("#/"));
        let Some(pointer) = pointer else { return at };
        let mut node = self.document.root();
        for token in pointer.split('/') {
            let token = token.replace("~1", "/").replace("~0", "~");
            node = node.and_then(|node| node.get(&token).or_else(|| node.items().nth(token.parse().ok()?)));
        }
        node.unwrap_or(at)
    }

    /// The examples of the media type that a client asks for: the first one of JSON.
    fn examples(&self, operation: &str, at: Cursor<'a>) -> Vec<Example> {
        let responses: Vec<_> = at.get("responses").into_iter().flat_map(Cursor::entries).collect();
        let declared: Vec<&str> = responses.iter().map(|(status, _)| status.text).collect();
        let mut examples = Vec::new();
        for (word, response) in &responses {
            let Some(status) = status(word.text, &declared) else { continue };
            let mut contents = self.target(*response).get("content").into_iter().flat_map(Cursor::entries);
            let Some((_, media)) = contents.find(|(name, _)| is_json(name.text)) else { continue };
            if media.get("schema").is_none() {
                continue;
            }
            let several = media.get("examples").into_iter().flat_map(Cursor::entries);
            let several = several.filter_map(|(_, example)| self.target(example).get("value"));
            for value in media.get("example").into_iter().chain(several) {
                let place = self.sources.place(value.span());
                examples.push(Example {
                    label: format!("{operation} {} {place}", word.text),
                    status,
                    json: text_of(value).unwrap_or_else(|| written(value)),
                });
            }
        }
        examples
    }
}

fn is_json(media: &str) -> bool {
    let essence = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || essence.ends_with("+json")
}

/// A status that is answered by what is declared for this word, and by nothing else.
fn status(word: &str, declared: &[&str]) -> Option<u16> {
    let is_free = |status: &u16| !declared.contains(&status.to_string().as_str());
    if let Ok(status) = word.parse() {
        return Some(status);
    }
    if let Some(class) = word.strip_suffix("XX").or_else(|| word.strip_suffix("xx")) {
        let class: u16 = class.parse().ok()?;
        return (class * 100..class * 100 + 100).find(is_free);
    }
    let has_success = declared.iter().any(|word| word.starts_with('2'));
    let class = |status: &u16| format!("{}XX", status / 100);
    let first = if has_success { 400..600 } else { 200..300 };
    let mut all = first.filter(|status| word == "default" && is_free(status));
    all.find(|status| !declared.iter().any(|word| word.eq_ignore_ascii_case(&class(status))))
}

/// JSON that is written as text, as some documents have it.
fn text_of(value: Cursor<'_>) -> Option<String> {
    let text = value.scalar()?.text;
    text.trim_start().starts_with(['{', '[']).then(|| text.to_owned())
}

/// A value as JSON, by the core schema of YAML 1.2.
fn written(at: Cursor<'_>) -> String {
    let list = |parts: Vec<String>| parts.join(",");
    match at.shape() {
        Shape::Sequence(items) => format!("[{}]", list(items.into_iter().map(written).collect())),
        Shape::Mapping(entries) => {
            let member = |(key, value): (_, Cursor<'_>)| format!("{}:{}", quoted(key), written(value));
            let key =
                |entry: (stubwright_spec::source::node::Scalar<'_>, _)| (entry.0.text.to_owned(), entry.1);
            format!("{{{}}}", list(entries.into_iter().map(key).map(member).collect()))
        }
        Shape::Scalar(scalar) if scalar.is_null() => String::from("null"),
        Shape::Scalar(scalar) if scalar.style == Style::Plain => match scalar.text {
            "true" | "True" | "TRUE" => String::from("true"),
            "false" | "False" | "FALSE" => String::from("false"),
            text if is_number(text) => text.to_owned(),
            text => quoted(text.to_owned()),
        },
        Shape::Scalar(scalar) => quoted(scalar.text.to_owned()),
    }
}

fn quoted(text: String) -> String {
    let mut out = String::new();
    json::string(&mut out, &text);
    out
}

fn is_number(text: &str) -> bool {
    let is_written = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    is_written && text.starts_with(|c: char| c.is_ascii_digit() || c == '-') && text.parse::<f64>().is_ok()
}
