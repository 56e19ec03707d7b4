//! Servers of an API: URLs with variables, and servers other than the client's own.

use crate::invalid_request::InvalidRequest;
use crate::url::{Base, encode};

/// A server other than the client's own, to which some endpoints are sent; a constant of generated code.
///
/// ```
/// use stubwright_runtime::v1 as rt;
///
/// static UPLOADS: rt::OtherServer = rt::OtherServer::new(
///     "uploads_server",
///     "with_uploads_server",
///     &[("https://api.example.com", "https://uploads.example.com")],
/// );
/// static UPLOAD: rt::Endpoint = rt::Endpoint::new("upload", "POST", "/files").server(&UPLOADS);
/// ```
#[derive(Debug)]
pub struct OtherServer {
    setting: &'static str,
    method: &'static str,
    urls: &'static [(&'static str, &'static str)],
}

impl OtherServer {
    /// The server with the base URL that the client's `setting` has, see [`Config::server`](crate::v1::Config::server). Without one, it depends on the
    /// base URL of the client: `urls` has pairs of such URLs and those of this server. A variable `{name}` in the first has
    /// the same value in the second. For a client with another base URL, calls fail before anything is sent, and the error
    /// names `method`: whoever sends calls to a test server does not send some of them elsewhere.
    #[must_use]
    pub const fn new(
        setting: &'static str,
        method: &'static str,
        urls: &'static [(&'static str, &'static str)],
    ) -> Self {
        Self { setting, method, urls }
    }

    /// The name of the setting.
    pub(crate) fn setting(&self) -> &'static str {
        self.setting
    }

    /// The base URL of this server for a client with this base URL.
    pub(crate) fn beside(&self, client: &Base) -> Result<Base, InvalidRequest> {
        let beside = self.urls.iter().find_map(|(known, url)| {
            let values = matched(known.trim_end_matches('/'), client.as_str())?;
            let value =
                |name: &str| values.iter().find(|(key, _)| *key == name).map(|(_, text)| text.clone());
            Some(filled(url, value))
        });
        match beside {
            Some(url) => Base::parse(&url),
            None => Err(InvalidRequest::new(format!(
                "`{}` was not called: the endpoint is on another server, and the base URL of the client is none of those \
                 that the API has one for",
                self.method
            ))),
        }
    }
}

/// The values of the variables of a URL, if it is this one. A value is not empty and has no slash; scheme and host are the
/// same in either case.
fn matched<'t>(template: &'t str, url: &str) -> Option<Vec<(&'t str, String)>> {
    let whole = template;
    let head = whole.find("://").map_or(0, |at| at + 3);
    let head = whole.get(head..).and_then(|rest| rest.find('/')).map_or(whole.len(), |at| head + at);
    let (mut template, mut url) = (template, url);
    let mut values = Vec::new();
    // Whether the URL goes on with a literal after what has been read of the template.
    let goes_on = |read: usize, literal: &str, url: &str| {
        let in_head = head.saturating_sub(read).min(literal.len());
        let (found, want) = (url.as_bytes().get(..literal.len())?, literal.as_bytes());
        let (found, want) = (found.split_at_checked(in_head)?, want.split_at_checked(in_head)?);
        (found.0.eq_ignore_ascii_case(want.0) && found.1 == want.1).then_some(())
    };
    loop {
        let read = whole.len().saturating_sub(template.len());
        let Some((literal, rest)) = template.split_once('{') else {
            goes_on(read, template, url)?;
            return (url.len() == template.len()).then_some(values);
        };
        goes_on(read, literal, url)?;
        url = url.get(literal.len()..)?;
        let (name, after) = rest.split_once('}')?;
        let next = after.split('{').next().unwrap_or_default();
        let end = match next {
            "" if after.is_empty() => url.len(),
            // Nothing says where the value ends.
            "" => return None,
            next => url.to_ascii_lowercase().find(&next.to_ascii_lowercase())?,
        };
        let value = url.get(..end).filter(|value| !value.is_empty() && !value.contains('/'))?;
        values.push((name, value.to_owned()));
        url = url.get(end..)?;
        template = after;
    }
}

/// Fills `{name}` in the URL of a server. Values are percent-encoded like path segments, so that they can't add a host,
/// a path or a query; a name without a value stays, and clients reject such a URL.
///
/// ```
/// use stubwright_runtime::v1 as rt;
///
/// assert_eq!(rt::server("https://{region}.example.com", &[("region", "eu-1")]), "https://eu-1.example.com");
/// ```
#[must_use]
pub fn server(template: &str, values: &[(&str, &str)]) -> String {
    filled(template, |name| values.iter().find(|(key, _)| *key == name).map(|(_, value)| encode(value)))
}

fn filled(template: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, from)) = rest.split_once('{') {
        out.push_str(before);
        let known = from.split_once('}').and_then(|(name, after)| Some((value(name)?, after)));
        match known {
            Some((value, after)) => {
                out.push_str(&value);
                rest = after;
            }
            None => {
                out.push('{');
                rest = from;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::{OtherServer, matched, server};
    use crate::url::Base;

    #[test]
    fn addresses_of_servers() {
        let full = |values: &[(&str, &str)]| server("https://{a}.h/{b}/{a}", values);
        assert_eq!(full(&[("a", "x"), ("b", "y")]), "https://x.h/y/x");
        assert_eq!(full(&[("b", "{a}/?#@"), ("a", "")]), "https://.h/%7Ba%7D%2F%3F%23%40/");
        assert_eq!(full(&[("a", "x")]), "https://x.h/{b}/x");
        assert!(Base::parse(&full(&[("a", "x")])).is_err());
        for hostile in ["evil.com/", "evil.com#", "user@evil.com", "evil.com?"] {
            let address = server("https://{a}.h", &[("a", hostile)]);
            assert!(address.ends_with(".h") && !address.contains(['#', '?', '@']), "{address}");
        }
        assert_eq!(server("{", &[]), "{");
        assert_eq!(server("a{b", &[("b", "x")]), "a{b");
    }

    #[test]
    fn urls_are_matched() {
        for (template, url, want) in [
            ("https://a.h", "https://a.h", Some(vec![])),
            ("https://a.h/v1", "HTTPS://A.H/v1", Some(vec![])),
            ("https://a.h/v1", "https://a.h/V1", None),
            ("https://A.h", "HTTPS://a.H", Some(vec![])),
            ("https://a.h", "https://a.h/v1", None),
            ("https://a.h/v1", "https://a.h/v2", None),
            ("https://{r}.a.h", "https://eu-1.a.h", Some(vec![("r", "eu-1")])),
            ("https://{r}.a.h/{v}", "https://eu.a.h/v2", Some(vec![("r", "eu"), ("v", "v2")])),
            ("https://{r}.a.h", "https://evil.com/x.a.h", None),
            ("https://{r}.a.h", "https://.a.h", None),
            ("https://{r}{s}.a.h", "https://eu.a.h", None),
            ("{scheme}://a.h", "http://a.h", Some(vec![("scheme", "http")])),
        ] {
            let want = want.map(|all| all.into_iter().map(|(name, text)| (name, text.to_owned())).collect());
            assert_eq!(matched(template, url), want, "{template} {url}");
        }
    }

    #[test]
    fn a_server_beside_another() {
        static UPLOADS: OtherServer = OtherServer::new(
            "uploads_server",
            "with_uploads_server",
            &[("https://a.h/", "https://up.h/x/"), ("https://{r}.a.h", "https://{r}.up.h")],
        );
        let base = |client: &str| {
            let client = Base::parse(client).expect(client);
            UPLOADS.beside(&client).map(|base| base.as_str().to_owned()).map_err(|wrong| wrong.to_string())
        };
        assert_eq!(base("https://a.h").as_deref(), Ok("https://up.h/x"));
        assert_eq!(base("https://eu.a.h/").as_deref(), Ok("https://eu.up.h"));
        let missing = base("http://127.0.0.1:1").expect_err("not set");
        assert!(missing.starts_with("`with_uploads_server` was not called"), "{missing}");
    }
}
