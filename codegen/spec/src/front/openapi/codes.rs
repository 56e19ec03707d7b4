//! Codes that the bodies of failures list, with their messages → rows of the error table.

use std::collections::{BTreeMap, BTreeSet};

use super::Cx;
use super::document::{At, Key, Literal, LiteralKind};
use super::listed::{Code, OfOperation, Path};
use super::objects::properties;
use super::parts::{last_of, says_something};
use crate::ast::{Category, Endpoint, ErrorCode, ErrorRow, Origin, Retry, Statuses, Text};
use crate::source::Spanned;

/// Properties that hold a code, the most likely first. Of one object, only the first of them is one.
const CODE_KEYS: &[&str] =
    &["code", "error_code", "errorCode", "issue", "name", "error", "reason", "type", "_tag"];

/// Properties that hold the message of a code.
const MESSAGE_KEYS: &[&str] = &["message", "description", "detail", "title", "error_description", "msg"];

/// Objects and lists of a body that have codes of their own.
const CONTAINERS: &[&str] =
    &["error", "errors", "detail", "details", "issues", "violations", "causes", "fault"];

/// How deep in a body codes are looked for.
const DEEPEST: usize = 4;

impl<'a> Cx<'a> {
    /// Notes the codes that the body of a failure lists.
    pub(super) fn note_codes(&mut self, schema: At<'a>, status: Statuses, operation: usize) {
        let key = self.component_of(schema).unwrap_or_else(|| schema.key());
        let codes = match self.codes_in.get(&key) {
            Some(codes) => codes.clone(),
            None => {
                let mut codes = Vec::new();
                self.codes_of(schema, &mut Vec::new(), &mut BTreeSet::new(), &mut codes);
                self.codes_in.insert(key, codes.clone());
                codes
            }
        };
        self.codes.extend(codes.into_iter().map(|code| OfOperation { operation, status, code }));
    }

    fn codes_of(
        &mut self,
        at: At<'a>,
        around: &mut Vec<String>,
        visited: &mut BTreeSet<Key>,
        out: &mut Vec<Code>,
    ) {
        let parts = self.core(at);
        let Some(own) = parts.last().copied() else { return };
        if around.len() > DEEPEST || !visited.insert(own.key()) {
            return;
        }
        let own_properties = properties(&parts);
        let find =
            |key: &str| own_properties.iter().find(|(name, _)| name.value == key).map(|(_, schemas)| schemas);
        let message = MESSAGE_KEYS.iter().find_map(|key| Some((*key, *find(key)?.last()?)));
        let message = message.map(|(key, schema)| {
            let text = self.sole(schema).filter(|value| value.kind == LiteralKind::Text);
            (key, text.map(|text| Spanned::new(text.text, text.span)))
        });
        for key in CODE_KEYS {
            let Some(schema) = find(key).and_then(|schemas| schemas.last().copied()) else { continue };
            let parts = self.core(schema);
            let Some((_, values)) = self.enumerated(&parts) else { continue };
            let is_code = |value: &&Literal| matches!(value.kind, LiteralKind::Text | LiteralKind::Integer);
            let is_alone = values.len() == 1;
            out.extend(values.iter().filter(is_code).map(|value| Code {
                around: around.clone(),
                key,
                value: value.clone(),
                message: message.clone().map(|(key, text)| (key, text.filter(|_| is_alone))),
            }));
            break;
        }
        for (name, schemas) in &own_properties {
            let Some(schema) = schemas.last().copied() else { continue };
            if !CONTAINERS.contains(&name.as_str()) {
                continue;
            }
            around.push(name.value.clone());
            let parts = self.core(schema);
            match last_of(&parts, "items") {
                Some(items) => {
                    around.push(String::from("0"));
                    self.codes_of(items, around, visited, out);
                    around.pop();
                }
                None => self.codes_of(schema, around, visited, out),
            }
            around.pop();
        }
        let members = last_of(&parts, "oneOf").or_else(|| last_of(&parts, "anyOf"));
        for member in members.into_iter().flat_map(At::items).filter(|member| says_something(*member)) {
            self.codes_of(member, around, visited, out);
        }
        visited.remove(&own.key());
    }

    /// Where the codes of the API are: what is deepest in a body says most. A place with one code alone has none.
    pub(super) fn code_paths(&self) -> Vec<Path> {
        let mut values: BTreeMap<(&[String], usize), BTreeSet<&str>> = BTreeMap::new();
        for found in &self.codes {
            let rank = CODE_KEYS.iter().position(|key| *key == found.code.key).unwrap_or_default();
            values.entry((&found.code.around, rank)).or_default().insert(&found.code.value.text);
        }
        let mut paths: Vec<(usize, Path)> = Vec::new();
        for ((around, rank), own) in values.into_iter().filter(|(_, own)| own.len() > 1) {
            let key = CODE_KEYS[rank];
            let here = |found: &&OfOperation| found.code.around == around && found.code.key == key;
            let mut messages = self.codes.iter().filter(here).filter_map(|found| found.code.message.as_ref());
            let message = messages.next().map(|(key, _)| *key);
            paths.push((own.len(), Path { around: around.to_vec(), key, message }));
        }
        paths.sort_by_key(|(count, path)| (std::cmp::Reverse(path.around.len()), std::cmp::Reverse(*count)));
        paths.into_iter().map(|(_, path)| path).collect()
    }

    /// The rows of the codes at these places; each operation lists its own.
    pub(super) fn rows(&self, paths: &[Path], endpoints: &mut [Endpoint]) -> Vec<ErrorCode> {
        let mut rows: Vec<ErrorCode> = Vec::new();
        let mut statuses: BTreeMap<String, BTreeSet<Statuses>> = BTreeMap::new();
        let mut index: BTreeMap<String, usize> = BTreeMap::new();
        let is_kept =
            |code: &Code| paths.iter().any(|path| path.around == code.around && path.key == code.key);
        for OfOperation { operation, status, code } in self.codes.iter().filter(|found| is_kept(&found.code))
        {
            let name = &code.value.text;
            if name.trim().is_empty() {
                continue;
            }
            let at = *index.entry(name.clone()).or_insert(rows.len());
            if at == rows.len() {
                let span = code.value.span;
                let row = ErrorRow::at(span);
                rows.push(ErrorCode {
                    code: Spanned::new(name.clone(), span),
                    rows: vec![row],
                    origin: Origin::Pasted,
                });
            }
            statuses.entry(name.clone()).or_default().insert(*status);
            let message = code.message.as_ref().and_then(|(_, text)| text.as_ref());
            if let (Some(row), Some(message)) = (rows[at].rows.first_mut(), message)
                && row.message.main.is_none()
            {
                row.message = Text { main: Some(message.clone()), languages: Vec::new() };
            }
            let Some(endpoint) = endpoints.get_mut(*operation) else { continue };
            let only = endpoint.errors.only.get_or_insert_default();
            if only.iter().all(|own| own.value != *name) {
                only.push(Spanned::new(name.clone(), code.value.span));
            }
        }
        for code in &mut rows {
            let statuses = statuses.get(&code.code.value);
            if let (Some(row), Some(statuses)) = (code.rows.first_mut(), statuses) {
                classify(row, statuses);
            }
        }
        rows
    }
}

/// Classifies a failure by its status, if all statuses of a code say the same (RFC 9110 section 15.5; RFC 6585).
fn classify(row: &mut ErrorRow, statuses: &BTreeSet<Statuses>) {
    let category = |status: &Statuses| match status {
        Statuses::Exact(400 | 422) => Category::Argument,
        Statuses::Exact(401) => Category::Auth,
        Statuses::Exact(402) => Category::Quota,
        Statuses::Exact(403) => Category::Permission,
        Statuses::Exact(404 | 410) => Category::NotFound,
        Statuses::Exact(409 | 412) => Category::Conflict,
        Statuses::Exact(429) => Category::Throttle,
        Statuses::Exact(503) => Category::Unavailable,
        Statuses::Exact(500) => Category::Internal,
        Statuses::Exact(_) | Statuses::Class(_) | Statuses::Default => Category::Unknown,
    };
    let mut all = statuses.iter().map(category);
    let Some(first) = all.next() else { return };
    if all.all(|other| other == first) {
        row.category = first;
        if first == Category::Throttle {
            row.retry = Some(Spanned::new(Retry::Throttle, *row.span));
        }
    }
}
