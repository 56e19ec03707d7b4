//! Where calls go: the properties of servers, and the effects of another URL.

use super::change::Effects;
use super::endpoint::SERVER;
use super::fact::{Fact, fact, reworded};
use super::notation::quoted;
use super::parts::{Node, Part};
use super::urls::{replaced, without_names};
use crate::diag::Code;
use crate::model::{OtherServer, OtherUrls, Server, Variable};
use crate::source::Spanned;

/// Where a server is.
const URL: &str = "URL";
/// The name of the property for a URL that is a part of its own.
pub(super) const ITSELF: &str = "";
/// The value of a variable that nobody sets.
const DEFAULT: &str = "default";
/// The values that a variable can have.
const VALUES: &str = "list of values";

pub(super) fn server(server: &Server) -> Vec<Fact> {
    let Server { name: _, url, variables: _, doc } = server;
    vec![self::url(without_names(&url.value), url), reworded("documentation", doc)]
}

pub(super) fn variable(variable: &Variable) -> Vec<Fact> {
    let Variable { name: _, default, allowed, doc } = variable;
    let allowed: Vec<&str> = allowed.iter().map(Spanned::as_str).collect();
    vec![
        fact(Code::ServerChanged, DEFAULT, default.as_str()),
        fact(Code::ServerChanged, VALUES, allowed.join(", ")),
        reworded("documentation", doc),
    ]
}

/// The URLs of a server that has one for each of `servers:` are parts of their own.
pub(super) fn other_server(node: &Node<'_>, server: &OtherServer<usize>) -> Vec<Fact> {
    let OtherServer { name: _, urls, doc } = server;
    let url = match urls {
        OtherUrls::Same(url) => other_url(node, url),
        OtherUrls::Each(_) => fact(Code::ServerChanged, URL, ""),
    };
    vec![url, reworded("documentation", doc)]
}

/// A URL with the variables of another server: their names say nothing.
pub(super) fn other_url(node: &Node<'_>, url: &Spanned<String>) -> Fact {
    let what = if matches!(node.part, Part::OtherUrl(_)) { ITSELF } else { URL };
    Fact { what, ..self::url(node.position.clone().unwrap_or_default(), url) }
}

fn url(text: String, url: &Spanned<String>) -> Fact {
    Fact { written: Some(url.value.clone()), ..fact(Code::ServerChanged, URL, text) }
}

/// Where a server is if nobody sets its variables.
fn at_default(server: &Server) -> String {
    let default = |name: &str| {
        let found = server.variables.iter().find(|variable| variable.name.value == name);
        found.map_or_else(|| format!("{{{name}}}"), |variable| variable.default.value.clone())
    };
    replaced(&server.url.value, default)
}

/// Of another place. A server that moves is as far away from deployed clients as an endpoint whose path is another one.
pub(super) fn moved(before: &Node<'_>, after: &Node<'_>, [old, new]: [&Fact; 2]) -> Effects {
    let moved = |what: &str, old: &str, new: &str| {
        Effects::apart(
            format!("deployed clients{what} call {}", quoted(old)),
            format!("the old server is not at {}", quoted(new)),
        )
    };
    match (before.part, after.part) {
        (Part::Server(before), Part::Server(after)) => {
            let (was, is) = (at_default(before), at_default(after));
            moved(" that use it", &was, &is).only_if(was != is)
        }
        (Part::Variable(_), Part::Variable(after)) if old.what == VALUES => {
            let is_allowed = |value: &str| after.allowed.iter().any(|other| other.value == value);
            let is_lost = !after.allowed.is_empty() && !old.text.split(", ").all(is_allowed);
            Effects::deployed("deployed clients may use a value that is no longer one of them")
                .only_if(is_lost)
        }
        // The server of the old default is still there, for whoever sets it.
        (Part::Variable(_), _) => Effects::behaves("clients that use the default call another server"),
        (Part::Endpoint(_), _) if old.what == SERVER => Effects::apart(
            format!("deployed clients send it to {}", named(&old.text)),
            format!("the old server doesn't have it on {}", named(&new.text)),
        ),
        _ => moved("", old.shown(), new.shown()),
    }
}

/// The server that an endpoint is sent to.
pub(super) fn named(server: &str) -> String {
    if server.is_empty() { String::from("the server of the client") } else { quoted(server) }
}
