//! `servers` → base URLs.

use std::collections::BTreeSet;

use super::Cx;
use super::document::At;
use super::words::ascii_snake;
use crate::ast::{OtherServer, OtherUrls, Server, Variable};
use crate::diag::{Code, Diagnostic};
use crate::source::Spanned;
use crate::template;

impl<'a> Cx<'a> {
    /// The servers of a document or of all its operations: those that have a scheme. The caller gives any other one.
    pub(super) fn servers(&mut self, list: Option<At<'a>>) -> Vec<Server> {
        let mut taken = BTreeSet::new();
        let mut servers = Vec::new();
        for at in list.into_iter().flat_map(At::items) {
            let Some(url) = at.get("url").and_then(At::scalar) else { continue };
            let text = url.text.trim().trim_end_matches('/');
            if !is_absolute(text) {
                continue;
            }
            if template::names(text).is_err() {
                self.ignore(at, format!("the URL `{text}` is not valid, so the server is left out"));
                continue;
            }
            let name = unique(&name_of(at, text), &mut taken);
            servers.push(Server {
                name: Spanned::new(name, url.span),
                url: Spanned::new(text.to_owned(), url.span),
                variables: variables(at, text, url.span),
                doc: at.spanned("description"),
            });
        }
        servers
    }

    /// The servers of operations, where the document has none and all operations have the same.
    pub(super) fn shared_servers(&mut self, root: At<'a>, paths: Option<At<'a>>) -> Option<At<'a>> {
        if root.get("servers").is_some_and(|servers| servers.items().next().is_some()) {
            return None;
        }
        let mut shared: Option<At<'a>> = None;
        for (_, item) in paths.into_iter().flat_map(At::entries) {
            let item = self.part(item);
            let of_item = item.get("servers");
            let operations = item
                .entries()
                .filter(|(word, _)| matches!(word.text, "get" | "put" | "post" | "delete" | "patch"));
            for (_, operation) in operations {
                let own = self.part(operation).get("servers").or(of_item)?;
                let url = |at: At<'a>| at.items().next().and_then(|server| server.text("url"));
                match shared {
                    None => shared = Some(own),
                    Some(first) if url(first) == url(own) => {}
                    Some(_) => return None,
                }
            }
        }
        shared
    }

    /// The server that an operation names instead of those of the document.
    pub(super) fn other_server(&mut self, list: At<'a>) -> Option<Spanned<String>> {
        let at = list.items().next()?;
        let url = at.get("url").and_then(At::scalar)?;
        let text = url.text.trim().trim_end_matches('/');
        let variables = variables(at, text, url.span);
        let filled = template::filled(text, |name| {
            let own = variables.iter().find(|variable| variable.name.value == name);
            own.map_or_else(String::new, |variable| variable.default.value.clone())
        });
        let text = filled.as_str();
        let known =
            self.others.iter().find(|other| matches!(&other.urls, OtherUrls::Same(own) if own.value == text));
        if let Some(known) = known {
            return Some(Spanned::new(known.name.value.clone(), url.span));
        }
        if !is_absolute(text) || text.contains('{') {
            let message = format!("the server `{text}` of an operation is not generated");
            let help = "the call goes to the server that the client is made for";
            self.diags.push(Diagnostic::new(Code::IgnoredPart, url.span, message).help(help));
            return None;
        }
        let mut taken: BTreeSet<String> = self.others.iter().map(|other| other.name.value.clone()).collect();
        let name = Spanned::new(unique(&host_name(text), &mut taken), url.span);
        self.others.push(OtherServer {
            name: name.clone(),
            urls: OtherUrls::Same(Spanned::new(text.to_owned(), url.span)),
            doc: at.spanned("description"),
        });
        Some(name)
    }
}

fn is_absolute(url: &str) -> bool {
    url.starts_with("http://") || url.starts_with("https://") || url.starts_with("{scheme}://")
}

/// A short description, or the host.
fn name_of(at: At<'_>, url: &str) -> String {
    let short = at.text("description").filter(|text| text.split_whitespace().count() <= 3);
    short.and_then(ascii_snake).filter(|name| name.len() <= 30).unwrap_or_else(|| host_name(url))
}

/// The first part of the host that says something.
fn host_name(url: &str) -> String {
    let host = url.split("://").nth(1).unwrap_or_default();
    let host = host.split(['/', ':', '?']).next().unwrap_or_default();
    let first = host.split('.').find(|label| !matches!(*label, "www" | "") && !label.contains('{'));
    first.and_then(ascii_snake).unwrap_or_else(|| String::from("server"))
}

fn unique(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut own = name.to_owned();
    let mut number = 2;
    while !taken.insert(own.clone()) {
        own = format!("{name}_{number}");
        number += 1;
    }
    own
}

/// The variables of a URL; one that is not declared has no default but its name.
fn variables(at: At<'_>, url: &str, span: crate::source::Span) -> Vec<Variable> {
    let declared = at.get("variables");
    let mut seen = BTreeSet::new();
    let names = template::names(url).unwrap_or_default();
    let variable = |name: &str| {
        let own = declared.and_then(|declared| declared.get(name));
        let allowed: Vec<Spanned<String>> = own
            .and_then(|own| own.get("enum"))
            .into_iter()
            .flat_map(At::items)
            .filter_map(At::scalar)
            .map(|value| Spanned::new(value.text.to_owned(), value.span))
            .collect();
        let default = own
            .and_then(|own| own.spanned("default"))
            .or_else(|| allowed.first().cloned())
            .unwrap_or_else(|| Spanned::new(name.to_owned(), span));
        let is_allowed = allowed.is_empty() || allowed.iter().any(|value| value.value == default.value);
        Variable {
            name: Spanned::new(name.to_owned(), span),
            default,
            allowed: if is_allowed { allowed } else { Vec::new() },
            doc: own.and_then(|own| own.spanned("description")),
        }
    };
    names.into_iter().filter(|name| seen.insert(*name)).map(variable).collect()
}
