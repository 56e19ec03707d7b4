//! URLs and paths with names in braces.

use crate::model::{Api, OtherUrls, Server};

/// A path whose parts have no names, which servers don't see.
pub(super) fn without_names(path: &str) -> String {
    replaced(path, |name| String::from(if name.starts_with('+') { "{+}" } else { "{}" }))
}

/// The index of the braces with this name among those of a path. Servers don't see the name.
pub(super) fn position(path: &str, name: &str) -> Option<String> {
    let names = path.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name));
    let at = names.map(|other| other.trim_start_matches('+')).position(|other| other == name)?;
    Some(at.to_string())
}

/// Another server's URL for an API's server, with the places of its variables in that one in place of their names.
pub(super) fn beside(url: &str, server: Option<&Server>) -> String {
    let place = |name: &str| server.and_then(|server| position(&server.url.value, name));
    replaced(url, |name| place(name).map_or_else(|| format!("{{{name}}}"), |at| format!("{{{at}}}")))
}

/// The URLs of another server, as [`beside`] writes them.
pub(super) fn all_beside(api: &Api, urls: &OtherUrls<usize>) -> String {
    let mut texts: Vec<String> = match urls {
        OtherUrls::Same(url) if api.servers.is_empty() => vec![beside(&url.value, None)],
        OtherUrls::Same(url) => api.servers.iter().map(|server| beside(&url.value, Some(server))).collect(),
        OtherUrls::Each(urls) => {
            urls.iter().map(|(at, url)| beside(&url.value, api.servers.get(*at))).collect()
        }
    };
    texts.dedup();
    texts.join(", ")
}

/// A URL or a path with something else in place of what is in braces, and of the braces.
pub(super) fn replaced(url: &str, value: impl Fn(&str) -> String) -> String {
    let mut text = String::new();
    let mut rest = url;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, end) = after.split_once('}').unwrap_or((after, ""));
        text.push_str(before);
        text.push_str(&value(name));
        rest = end;
    }
    text + rest
}
