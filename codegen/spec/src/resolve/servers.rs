//! Servers other than the client's own: which endpoint is sent to which, and their URLs.

use crate::ast::{self, OtherUrls, Server};
use crate::diag::{Applicability, Code, Diagnostic, Diagnostics, did_you_mean};
use crate::model::OtherServer;
use crate::source::Spanned;
use crate::template;

/// The URLs of a server, and the API's servers that they are for.
pub(super) fn other(
    other: &ast::OtherServer,
    servers: &[Server],
    diags: &mut Diagnostics,
) -> OtherServer<usize> {
    let urls = match &other.urls {
        OtherUrls::Same(url) => {
            servers.iter().for_each(|server| variables(url, server, diags));
            if servers.is_empty() {
                no_variables(url, diags);
            }
            OtherUrls::Same(url.clone())
        }
        OtherUrls::Each(each) => {
            let mut found = Vec::new();
            for (beside, url) in each {
                match servers.iter().position(|server| server.name.value == beside.value) {
                    Some(at) => {
                        servers.get(at).into_iter().for_each(|server| variables(url, server, diags));
                        found.push((at, url.clone()));
                    }
                    None => diags.push(unknown(
                        beside,
                        format!("there is no server `{}` under `servers:`", beside.value),
                        servers.iter().map(|server| &server.name),
                        "declare it there, or write one URL for all: `url: \"https://uploads.example.com\"`",
                    )),
                }
            }
            OtherUrls::Each(found)
        }
    };
    OtherServer { name: other.name.clone(), urls, doc: other.doc.clone() }
}

/// The place of the server that an endpoint names.
pub(super) fn named(
    name: &Spanned<String>,
    others: &[ast::OtherServer],
    diags: &mut Diagnostics,
) -> Option<usize> {
    let found = others.iter().position(|other| other.name.value == name.value);
    if found.is_none() {
        diags.push(unknown(
            name,
            format!("there is no server `{}` under `other_servers:`", name.value),
            others.iter().map(|other| &other.name),
            "declare it at the top: `other_servers: {uploads: \"https://uploads.example.com\"}`; what is under `servers:` is \
             chosen when a client is made",
        ));
    }
    found
}

fn unknown<'a>(
    name: &Spanned<String>,
    message: String,
    known: impl Iterator<Item = &'a Spanned<String>>,
    help: &str,
) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::BadOtherServer, name.span, message);
    match did_you_mean(name.as_str(), known.map(Spanned::as_str)) {
        Some(near) => {
            diagnostic.help(format!("did you mean `{near}`?")).fix(name.span, near, Applicability::Guess)
        }
        None => diagnostic.help(help),
    }
}

/// The variables of a URL have the values that are chosen for the API's server.
fn variables(url: &Spanned<String>, beside: &Server, diags: &mut Diagnostics) {
    for name in template::names(url.as_str()).unwrap_or_default() {
        if beside.variables.iter().all(|variable| variable.name.value != name) {
            let message = format!("`{{{name}}}` is not a variable of the server `{}`", beside.name.value);
            diags.push(
                Diagnostic::new(Code::BadOtherServer, url.span, message)
                    .and(beside.url.span, "the URL beside which it is used")
                    .help("use the variables of that URL, or write a URL for each: `url: {production: …, sandbox: …}`"),
            );
        }
    }
}

fn no_variables(url: &Spanned<String>, diags: &mut Diagnostics) {
    if let Some(name) = template::names(url.as_str()).unwrap_or_default().first() {
        let message = format!("`{{{name}}}` has no value, because there are no `servers:`");
        diags.push(Diagnostic::new(Code::BadOtherServer, url.span, message).help(
            "declare the server beside which it is used, with this variable: `servers: {production: …}`",
        ));
    }
}
