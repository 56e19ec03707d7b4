//! Servers: constants, and functions for those with variables.

use super::docs::{Docs, Markdown, code, inline, markdown};
use super::{Cx, ServerFunction, ServerItem};
use stubwright_spec::model::{Server, Variable};
use stubwright_spec::source::Spanned;
use stubwright_spec::template;

/// The servers in spec order.
pub(super) fn plan(cx: &Cx<'_>) -> Vec<ServerItem> {
    let names = cx.names.servers.iter().zip(&cx.names.server_functions);
    cx.api
        .servers
        .iter()
        .zip(names)
        .map(|(server, (ident, (function, arguments)))| ServerItem {
            ident: ident.clone(),
            docs: Docs::vendor_with(server.doc.as_ref(), code(server.name.as_str())),
            url: with_defaults(server),
            function: (!server.variables.is_empty()).then(|| ServerFunction {
                ident: function.clone(),
                docs: function_docs(server),
                template: server.url.value.clone(),
                variables: server
                    .variables
                    .iter()
                    .map(|variable| variable.name.value.clone())
                    .zip(arguments.iter().cloned())
                    .collect(),
            }),
        })
        .collect()
}

fn with_defaults(server: &Server) -> String {
    template::filled(&server.url, |name| {
        let variable = server.variables.iter().find(|variable| variable.name.value == name);
        variable.map(|variable| template::encoded(&variable.default)).unwrap_or_default()
    })
}

fn function_docs(server: &Server) -> Docs {
    let mut docs = Docs::vendor_with(server.doc.as_ref(), code(&server.url));
    for variable in &server.variables {
        docs.add(variable_docs(variable));
    }
    docs
}

/// `` `region`: where the account is. Default `cn`; one of `cn`, `sg`. ``
fn variable_docs(variable: &Variable) -> Markdown {
    let name = code(variable.name.as_str());
    let meaning =
        inline(variable.doc.as_ref().map_or("", Spanned::as_str).trim_end().trim_end_matches(['.', '。']));
    let meaning = if meaning.is_empty() { name } else { markdown!("{}: {}", name, meaning) };
    let default = code(&variable.default);
    if variable.allowed.is_empty() {
        return markdown!("{}. Default: {}.", meaning, default);
    }
    let allowed: Vec<Markdown> = variable.allowed.iter().map(|value| code(value)).collect();
    markdown!("{}. Default: {}; one of {}.", meaning, default, Markdown::joined(&allowed, ", "))
}
