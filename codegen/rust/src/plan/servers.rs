//! Servers: constants, and functions for those with variables.

use super::docs::{Docs, Markdown, code, inline, markdown};
use super::names::{Name, Setting, ident};
use super::syntax::{Argument, Expr, RustType};
use super::{Cx, ServerFunction, ServerItem, SettingItem, StaticItem};
use stubwright_spec::model::{Endpoint, OtherServer, OtherUrls, Server, Variable};
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

/// The statics of the other servers that endpoints are sent to.
pub(super) fn statics(cx: &Cx<'_>) -> Vec<StaticItem> {
    let used = |at: usize| cx.api.endpoints.iter().any(|endpoint| endpoint.server == Some(at));
    let others = cx.api.other_servers.iter().zip(&cx.names.settings.servers).zip(&cx.names.other_servers);
    let others = others.enumerate().filter(|(at, _)| used(*at));
    others
        .map(|(_, ((other, setting), ident))| StaticItem {
            ident: ident.clone(),
            ty: RustType::Runtime("OtherServer"),
            value: Expr::call(
                "rt::OtherServer::new",
                [Expr::text(&setting.key), Expr::text(setting.method.as_str()), urls(cx, other)],
            ),
        })
        .collect()
}

/// The static of the server that an endpoint is sent to, if it is another one.
pub(super) fn used_by(cx: &Cx<'_>, endpoint: &Endpoint) -> Option<Name> {
    cx.names.other_servers.get(endpoint.server?).cloned()
}

/// Pairs of base URLs: that of a client, and the other server's for it.
fn urls(cx: &Cx<'_>, other: &OtherServer<usize>) -> Expr {
    let pair = |server: &Server, url: &Spanned<String>| {
        Expr::Tuple(vec![Expr::text(server.url.as_str()), Expr::text(url.as_str())])
    };
    match &other.urls {
        OtherUrls::Same(url) => Expr::list(cx.api.servers.iter().map(|server| pair(server, url))),
        OtherUrls::Each(each) => {
            let each = each.iter().filter_map(|(at, url)| Some(pair(cx.api.servers.get(*at)?, url)));
            Expr::list(each)
        }
    }
}

/// The methods that set the base URLs of other servers.
pub(super) fn settings(cx: &Cx<'_>) -> impl Iterator<Item = SettingItem> {
    cx.api.other_servers.iter().zip(&cx.names.settings.servers).map(|(other, Setting { key, method, .. })| {
        let place = markdown!("base URL of the server {}", code(other.name.as_str()));
        let mut docs = match &other.doc {
            Some(_) => Docs::vendor_with(other.doc.as_ref(), place),
            None => Docs::ours(markdown!("Sets the {}.", place)),
        };
        let urls = match &other.urls {
            OtherUrls::Same(url) => vec![url],
            OtherUrls::Each(each) => each.iter().map(|(_, url)| url).collect(),
        };
        let urls: Vec<Markdown> = urls.into_iter().map(|url| code(url.as_str())).collect();
        let urls = Markdown::joined(&urls, " or ");
        docs.add("The calls that are sent there have the credentials of the client.");
        docs.add(if cx.api.servers.is_empty() {
            markdown!("Until it is set, for example to {}, these calls fail without being sent.", urls)
        } else {
            markdown!(
                "Until it is set, it is {} beside the base URLs of the API, and beside any other base URL, these calls \
                 fail without being sent.",
                urls
            )
        });
        SettingItem {
            docs,
            method: method.clone(),
            arguments: vec![Argument { name: ident("base_url"), ty: RustType::String.into_argument() }],
            change: Expr::path("config").method("server", [Expr::text(key), Expr::path("base_url")]),
        }
    })
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
