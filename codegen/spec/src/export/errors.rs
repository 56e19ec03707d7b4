//! Envelopes and error tables → schemas.

use super::schemas::of_type;
use super::scope::Cx;
use crate::json::{Value, object};
use crate::model::{BodyStep, Envelope, Expected, Source, Test};
use crate::source::Spanned;

/// The form of a body on the wire.
#[derive(Debug)]
pub(super) enum Wire {
    /// A success with its payload, if it has one.
    Success(Option<Value>),
    /// A failure.
    Failure,
}

/// Schemas by their place in a body.
#[derive(Debug, Default)]
struct Tree {
    here: Vec<Value>,
    below: Vec<(BodyStep, Tree)>,
}

/// Whether failures have a body that the envelope describes.
pub(super) fn is_in_body(envelope: &Envelope) -> bool {
    let lists = [&envelope.code, &envelope.sub_code, &envelope.message];
    lists.into_iter().flatten().any(|source| matches!(source.value, Source::Body(_)))
}

/// Whether a success is its payload and nothing around it.
pub(super) fn is_bare(envelope: &Envelope) -> bool {
    let in_body = |test: &Test| matches!(test.source.value, Source::Body(_));
    envelope.root.is_none()
        && envelope.data.iter().all(|path| path.is_empty())
        && !envelope.success.iter().any(in_body)
}

impl Cx<'_> {
    /// A reference to the schema of the failures that an envelope describes.
    pub(super) fn failure(&mut self, envelope: &Envelope) -> Value {
        let named = self.api.envelopes.iter().find(|named| named.envelope == *envelope);
        let name =
            named.map_or_else(|| String::from("Failure"), |named| format!("Failure_{}", named.name.value));
        self.generated(&name, |cx| cx.wire(envelope, Wire::Failure))
    }

    /// A body on the wire. Where the status does not tell a success from a failure, it can be either.
    pub(super) fn wire(&mut self, envelope: &Envelope, wire: Wire) -> Value {
        let mut tree = Tree::default();
        let code = self.code();
        let (text, word) = (of_type("string"), scalar());
        let lists = [
            (&envelope.code, code),
            (&envelope.sub_code, word.clone()),
            (&envelope.message, text),
            (&envelope.trace, word.clone()),
            (&envelope.retry_after, word),
        ];
        for (source, schema) in
            lists.iter().flat_map(|(list, schema)| list.iter().map(move |at| (at, schema)))
        {
            if let Source::Body(steps) = &source.value {
                tree.insert(steps, schema.clone());
            }
        }
        if let Some(details) = &envelope.details {
            tree.insert(details, Value::Object(Vec::new()));
        }
        for test in &envelope.success {
            if let Source::Body(steps) = &test.source.value {
                tree.insert(steps, tested(&test.expected));
            }
        }
        if let Wire::Success(Some(payload)) = wire {
            for path in &envelope.data {
                tree.insert(path, payload.clone());
            }
        }
        let body = tree.schema();
        match &envelope.root {
            Some(root) => {
                let mut around = Tree::default();
                around.insert(root, body);
                around.schema()
            }
            None => body,
        }
    }

    /// A code: one of the error table, or another one.
    fn code(&mut self) -> Value {
        if self.api.errors.is_empty() {
            return scalar();
        }
        let listed = self.generated("ErrorCode", |cx| cx.codes());
        object([("anyOf", Value::List(vec![listed, scalar()]))])
    }

    /// The codes of all tables with their names and words.
    fn codes(&self) -> Value {
        let (mut codes, mut names, mut docs): (Vec<Value>, Vec<Value>, Vec<(String, Value)>) =
            Default::default();
        for row in &self.api.errors {
            let code = Value::from(row.code.as_str());
            let (message, solution) = (row.message.shown(), row.solution.shown());
            let doc = if solution.is_empty() {
                message.to_owned()
            } else {
                format!("{message} (solution: {solution})")
            };
            if codes.contains(&code) {
                // Further rows of a code are told apart by the words of the server.
                let known = docs.iter_mut().find(|(known, _)| *known == row.code.value);
                if let Some((_, Value::Text(text))) = known {
                    text.push('\n');
                    text.push_str(&doc);
                }
                continue;
            }
            codes.push(code);
            names.push(Value::from(row.name.as_ref().unwrap_or(&row.code).as_str()));
            docs.push((row.code.value.clone(), Value::from(doc)));
        }
        of_type("string")
            .with("enum", codes)
            .with("x-enum-varnames", names)
            .with("x-enum-descriptions", Value::Object(docs))
    }
}

impl Tree {
    /// Puts a schema at a path. A schema that is already there is more specific.
    fn insert(&mut self, steps: &[BodyStep], schema: Value) {
        let Some((step, rest)) = steps.split_first() else {
            if self.here.is_empty() {
                self.here.push(schema);
            }
            return;
        };
        let at = self.below.iter().position(|(known, _)| known == step).unwrap_or_else(|| {
            self.below.push((step.clone(), Self::default()));
            self.below.len() - 1
        });
        self.below[at].1.insert(rest, schema);
    }

    fn schema(self) -> Value {
        let Self { mut here, below } = self;
        let (mut properties, mut patterns, mut items) = (Vec::new(), Vec::new(), Vec::new());
        for (step, tree) in below {
            match step {
                BodyStep::Key(key) => properties.push((key, tree.schema())),
                BodyStep::Suffix(suffix) => patterns.push((ending(&suffix), tree.schema())),
                BodyStep::Index(_) => items.push(tree.schema()),
            }
        }
        let mut object_schema = of_type("object");
        let is_object = !properties.is_empty() || !patterns.is_empty();
        if !properties.is_empty() {
            object_schema = object_schema.with("properties", Value::Object(properties));
        }
        if !patterns.is_empty() {
            object_schema = object_schema.with("patternProperties", Value::Object(patterns));
        }
        here.extend(is_object.then_some(object_schema));
        here.extend(items.into_iter().map(|item| of_type("array").with("items", item)));
        match here.len() {
            0 => Value::Object(Vec::new()),
            1 => here.remove(0),
            _ => object([("allOf", Value::List(here))]),
        }
    }
}

/// The regular expression of the keys that end with a text.
fn ending(suffix: &str) -> String {
    let escaped: String = suffix
        .chars()
        .map(|c| if c.is_alphanumeric() || c == '_' { c.to_string() } else { format!("\\{c}") })
        .collect();
    format!("{escaped}$")
}

/// A word that servers write as a text or as a number.
fn scalar() -> Value {
    object([("type", Value::List(vec![Value::from("string"), Value::from("integer")]))])
}

/// The values that say whether a call succeeded.
fn tested(expected: &[Spanned<Expected>]) -> Value {
    let texts: Option<Vec<&str>> = expected
        .iter()
        .map(|expected| match &expected.value {
            Expected::Text(text) => Some(text.as_str()),
            Expected::Absent | Expected::Empty | Expected::Present | Expected::StatusClass(_) => None,
        })
        .collect();
    match texts.as_deref() {
        None | Some([]) => Value::Object(Vec::new()),
        Some(texts) if texts.iter().all(|text| matches!(*text, "true" | "false")) => of_type("boolean"),
        Some(texts) if texts.iter().all(|text| text.parse::<i64>().is_ok()) => scalar(),
        Some(_) => of_type("string"),
    }
}
