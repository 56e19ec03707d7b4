//! Endpoints → path items.

use std::collections::BTreeSet;

use super::Said;
use super::scope::Cx;
use crate::front::extensions::ENDPOINT;
use crate::front::native::print::{self, Notes};
use crate::json::Value;
use crate::model::{Endpoint, Id};
use crate::template;

/// A path with its operations, by method.
struct Item {
    path: String,
    /// The path without the names of its parameters: two paths that differ in these alone are the same.
    shape: String,
    operations: Vec<(String, Value)>,
}

impl Cx<'_> {
    /// `paths`: an operation whose path and method another one has gets a fragment, which is not sent.
    pub(super) fn paths(&mut self, said: &Said) -> Vec<(String, Value)> {
        let mut items: Vec<Item> = Vec::new();
        let api = self.api;
        for (id, endpoint) in api.endpoints.enumerate() {
            let mut operation = self.operation(endpoint);
            if let Some(written) = self.written.endpoints.get(id.position())
                && let Some(form) = said.endpoints.get(endpoint.name.as_str())
            {
                let entry = print::endpoint(written, &Notes::default());
                operation = operation.with(ENDPOINT, form.of(&[entry]));
            }
            add(&mut items, endpoint, operation);
        }
        items.into_iter().map(|item| (item.path, Value::Object(item.operations))).collect()
    }
}

fn add(items: &mut Vec<Item>, endpoint: &Endpoint, operation: Value) {
    let (path, shape) = (plain(&endpoint.path), template::filled(&endpoint.path, |_| String::from("{}")));
    let method = endpoint.method.word();
    let has = |item: &Item| item.operations.iter().any(|(known, _)| known == method);
    let is_same = |item: &&mut Item| item.path == path && !has(item);
    let operations = vec![(method.to_owned(), operation)];
    match items.iter_mut().find(is_same) {
        Some(item) => item.operations.extend(operations),
        None => {
            let is_taken = items.iter().any(|item| item.shape == shape);
            let path = if is_taken { format!("{path}#{}", endpoint.name.value) } else { path };
            items.push(Item { path, shape, operations });
        }
    }
}

/// A path whose parameters have no marks: `{+file}` is `{file}`.
fn plain(path: &str) -> String {
    let mut seen = BTreeSet::new();
    template::filled(path, |name| {
        seen.insert(name.to_owned());
        format!("{{{}}}", name.trim_start_matches('+'))
    })
}
