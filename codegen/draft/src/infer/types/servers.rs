//! Servers, and what an API is called after them.

use std::collections::BTreeSet;

use super::endpoints::Group;
use crate::found::{Found, Url};
use crate::lexicon::calls::{HOST_STARTS, SECOND_LEVEL};
use crate::lexicon::naming::{ARTICLES, JOINTS};
use crate::sheet::{Noted, Sheet};
use stubwright_spec::source::{Span, Spanned};

/// The servers, and the path that all calls have in front.
pub(super) fn servers(found: &Found, sheet: &mut Sheet) {
    for server in &found.servers {
        let Some(host) = &server.url.host else { continue };
        let known = scheme(&server.url, found);
        let scheme = known.unwrap_or("https");
        let path = server.url.path.value.trim_end_matches('/');
        let url = format!("{scheme}://{}{path}", host.value);
        let several = found.servers.iter().filter(|server| server.name.is_none()).nth(1).is_some();
        let unnamed = || if several { label_name(&host.value) } else { String::from("main") };
        let name = server.name.clone().unwrap_or_else(unnamed);
        push_server(sheet, name, noted(url, known, host.span));
    }
    for call in &found.calls {
        let Some(host) = &call.url.host else { continue };
        let scheme = scheme(&call.url, found);
        let url = format!("{}://{}", scheme.unwrap_or("https"), host.value);
        let is_known = sheet.servers.iter().any(|(_, known)| {
            known.value == url
                || known.value.starts_with(&format!("{url}/"))
                || without_scheme(&known.value) == host.value
        });
        if !is_known && sheet.servers.len() < 16 {
            push_server(sheet, server_name(&host.value), noted(url, scheme, host.span));
        }
    }
}

/// The scheme of a URL, or the one that another URL of the pages has before the same host.
fn scheme<'f>(url: &'f Url, found: &'f Found) -> Option<&'f str> {
    let host = url.host.as_ref().map(|host| &host.value);
    let urls = found.servers.iter().map(|server| &server.url).chain(found.calls.iter().map(|call| &call.url));
    let mut same = urls.filter(|other| other.host.as_ref().map(|host| &host.value) == host);
    url.scheme.as_deref().or_else(|| same.find_map(|other| other.scheme.as_deref()))
}

/// Moves a host to the other servers where calls of its own have it alone, and the servers of the page are others. The host of
/// most calls is that of the client.
pub(super) fn apart(found: &Found, groups: &[Group<'_>], sheet: &mut Sheet) {
    let hosts = |group: &Group<'_>| -> BTreeSet<String> {
        group.calls.iter().filter_map(|call| Some(call.url.host.as_ref()?.value.clone())).collect()
    };
    let of_groups: Vec<BTreeSet<String>> = groups.iter().map(hosts).collect();
    let host_of = |url: &str| without_scheme(url).split('/').next().unwrap_or_default().to_owned();
    let count = |host: &String| of_groups.iter().filter(|hosts| hosts.contains(host)).count();
    let is_apart = |host: &String| {
        let is_said =
            found.servers.iter().any(|server| server.url.host.as_ref().is_some_and(|own| own.value == *host));
        let is_alone = of_groups.iter().all(|hosts| !hosts.contains(host) || hosts.len() == 1);
        !is_said && is_alone && (1..groups.len()).contains(&count(host)) && server_name(host) == "main"
    };
    let all: Vec<String> = sheet.servers.iter().map(|(_, url)| host_of(&url.value)).collect();
    // A URL without a method may be no call at all.
    let is_called = |group: &&Group<'_>| group.calls.iter().any(|call| call.method.is_some());
    let called =
        |host: &String| groups.iter().filter(is_called).filter(|group| hosts(group).contains(host)).count();
    let Some(main) = all.iter().rev().max_by_key(|host| (!is_apart(host), called(host))).cloned() else {
        return;
    };
    for host in all.iter().filter(|host| **host != main && is_apart(host)) {
        let Some(at) = sheet.servers.iter().position(|(_, url)| host_of(&url.value) == *host) else {
            continue;
        };
        let (_, url) = sheet.servers.remove(at);
        let name = Some(label_name(host)).filter(|name| name != "main").or_else(|| registered(host));
        let name = name.unwrap_or_else(|| String::from("other"));
        let is_taken = |name: &String, sheet: &Sheet| {
            sheet.servers.iter().chain(&sheet.other_servers).any(|(known, _)| known == name)
        };
        let free = (2..).map(|number| format!("{name}-{number}"));
        let name =
            std::iter::once(name.clone()).chain(free).find(|name| !is_taken(name, sheet)).unwrap_or_default();
        for (endpoint, _) in
            sheet.endpoints.iter_mut().zip(&of_groups).filter(|(_, hosts)| hosts.contains(host))
        {
            endpoint.value.server = Some(name.clone());
        }
        sheet.other_servers.push((name, url));
    }
    if let [(name, _)] = sheet.servers.as_mut_slice() {
        *name = if name.starts_with("main-") { String::from("main") } else { name.clone() };
    }
}

fn without_scheme(url: &str) -> &str {
    url.split_once("://").map_or(url, |(_, rest)| rest)
}

fn noted(url: String, scheme: Option<&str>, span: Span) -> Noted<String> {
    match scheme {
        Some(_) => Noted::at(url, span),
        None => Noted::guess(url, "the page prints it without a scheme", Some(span)),
    }
}

/// The name of a host, by the parts of its labels.
fn server_name(host: &str) -> String {
    let host = host.to_lowercase();
    let parts = || host.split(['.', ':', '-']);
    let known = [
        ("sandbox", "sandbox"),
        ("test", "test"),
        ("dev", "development"),
        ("staging", "staging"),
        ("pre", "pre-production"),
        ("uat", "uat"),
        ("demo", "demo"),
    ];
    let found = known.iter().find(|(word, _)| parts().any(|part| part == *word));
    found.map_or_else(|| String::from("main"), |(_, name)| (*name).to_owned())
}

/// The name of one of several hosts by its first label: `cn-api` of `cn-api.example.com`.
fn label_name(host: &str) -> String {
    let name = server_name(host);
    let first = host.split('.').next().unwrap_or_default().to_lowercase();
    let is_name = first.starts_with(|c: char| c.is_ascii_lowercase())
        && first.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !first.ends_with('-')
        && !matches!(first.as_str(), "www" | "api" | "localhost");
    if name == "main" && is_name { first } else { name }
}

fn push_server(sheet: &mut Sheet, name: String, url: Noted<String>) {
    if sheet.servers.iter().any(|(_, known)| known.value == url.value) {
        return;
    }
    let mut free = name.clone();
    let mut count = 2;
    while sheet.servers.iter().any(|(known, _)| *known == free) {
        free = format!("{name}-{count}");
        count += 1;
    }
    sheet.servers.push((free, url));
}

/// The path of a call below the base URL that the text names.
pub(super) fn below_base(path: &str, host: Option<&str>, found: &Found) -> String {
    let base = found.servers.iter().find(|server| {
        server.url.host.as_ref().map(|host| host.value.as_str()) == host && server.url.path.value.len() > 1
    });
    let prefix = base.map_or("", |server| server.url.path.value.trim_end_matches('/'));
    path.strip_prefix(prefix).filter(|rest| rest.starts_with('/')).unwrap_or(path).to_owned()
}

/// The name of the API: the label of the host that is registered, or the first words of the title.
pub(super) fn api_name(found: &Found) -> Noted<String> {
    let hosts =
        found.servers.iter().map(|server| &server.url).chain(found.calls.iter().map(|call| &call.url));
    let host = hosts.filter_map(|url| url.host.as_ref()).find(|host| !host.value.starts_with("localhost"));
    if let Some(host) = host
        && let Some(name) = registered(&host.value)
    {
        return Noted::at(name, host.span);
    }
    let words = |title: &Spanned<String>| -> String {
        let words = title.value.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let is_said = |word: &&str| {
            let word = word.to_ascii_lowercase();
            !ARTICLES.has(&word) && !JOINTS.has(&word)
        };
        let words = words.filter(is_said);
        words.take(2).map(str::to_lowercase).collect::<Vec<_>>().join("-")
    };
    match found
        .title
        .as_ref()
        .map(|title| (words(title), title.span))
        .filter(|(name, _)| name.starts_with(|c: char| c.is_ascii_lowercase()))
    {
        Some((name, span)) => Noted::guess(name, "from the title", Some(span)),
        None => Noted::guess(String::from("api"), "no host is on the page", None),
    }
}

/// `example` of `api.example.com` and of `www.example.co.jp`.
fn registered(host: &str) -> Option<String> {
    let host = host.split(':').next().unwrap_or(host);
    if host.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return None;
    }
    let labels: Vec<&str> = host.split('.').filter(|label| !label.is_empty()).collect();
    let (_, rest) = labels.split_last()?;
    let rest = match rest.split_last() {
        Some((last, before)) if SECOND_LEVEL.has(last) && !before.is_empty() => before,
        _ => rest,
    };
    let name = rest.last().or(labels.first())?;
    let name: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    let name = name.trim_matches('-').to_owned();
    let is_name = name.starts_with(|c: char| c.is_ascii_lowercase());
    // A host such as `api.pre-example.com` is that of the platform all the same.
    let bare = HOST_STARTS.strip_start(&name);
    let bare = bare.unwrap_or(&name).trim_end_matches(|c: char| c.is_ascii_digit());
    is_name.then(|| if bare.len() > 2 { bare.to_owned() } else { name.clone() })
}
