//! Secrets that are shown, and calls that everybody can read.

use std::collections::BTreeSet;

use super::fields::{self, Owner, with_keys};
use super::names::{ends_with, words};
use crate::diag::{Applicability, Code, Diagnostic, Diagnostics};
use crate::model::{Api, AuthKind, Field, IdempotencyKey, OtherUrls, ParamLocation, Scalar};
use crate::source::Spanned;
use crate::validate::checked::Checked;

/// The last words of names of secrets.
const SECRET: &[&[&str]] = &[
    &["password"],
    &["passwd"],
    &["pwd"],
    &["passphrase"],
    &["secret"],
    &["token"],
    &["apikey"],
    &["api", "key"],
    &["access", "key"],
    &["private", "key"],
    &["secret", "key"],
    &["signing", "key"],
];

/// The last words of names that look like names of secrets. Cursors and keys of idempotency are called tokens too.
const PUBLIC: &[&[&str]] = &[
    &["next", "token"],
    &["page", "token"],
    &["continuation", "token"],
    &["cursor", "token"],
    &["sync", "token"],
    &["client", "token"],
    &["request", "token"],
    &["idempotency", "token"],
];

/// The fields whose names say that they are secret.
fn secrets(api: &Api) -> impl Iterator<Item = (Owner, &Field)> {
    // Keys that tell calls or pages apart are called tokens too.
    let keys = api.endpoints.iter().filter_map(|endpoint| match &endpoint.key {
        Some(IdempotencyKey::Field(name)) => Some(name.as_str()),
        _ => None,
    });
    let pages = api.endpoints.iter().filter_map(|endpoint| endpoint.pages.as_ref());
    let public: BTreeSet<&str> = keys.chain(pages.map(|pages| pages.place.as_str())).collect();
    fields::all(api).filter(move |(_, field)| {
        let is_text = field.has_key() && fields::scalar(api, &field.ty) == Some(Scalar::String);
        is_text && !public.contains(field.wire.as_str()) && {
            let words = words(&field.wire);
            let has = |all: &[&[&str]]| all.iter().any(|end| ends_with(&words, end));
            has(SECRET) && !has(PUBLIC)
        }
    })
}

/// A secret that is shown in logs.
pub(super) fn unmarked(checked: &Checked<'_>, diags: &mut Diagnostics) {
    for (owner, field) in secrets(checked.api).filter(|(_, field)| !field.secret) {
        let message =
            format!("the {} `{}` seems to be secret, and is shown in logs", owner.noun(), field.wire.value);
        let found = Diagnostic::new(Code::UnmarkedSecret, field.key.span, message)
            .help("add `secret: true`, or `allow: [SW1204]` if the value is public");
        diags.push(with_keys(found, field, "secret: true"));
    }
}

/// A secret in the path or the query.
pub(super) fn in_urls(checked: &Checked<'_>, diags: &mut Diagnostics) {
    let api = checked.api;
    let marked = fields::all(api).filter(|(_, field)| field.secret);
    let named = secrets(api).filter(|(_, field)| !field.secret);
    let in_url = |owner: &Owner| matches!(owner, Owner::Params(ParamLocation::Query | ParamLocation::Path));
    let params = marked.chain(named).filter(|(owner, _)| in_url(owner));
    let auth = api.auth.iter().filter_map(|auth| match &auth.kind {
        AuthKind::Query(name) => Some(name),
        _ => None,
    });
    for name in params.map(|(_, field)| &field.key).chain(auth) {
        let message =
            format!("the secret `{}` is a part of the URL, which servers and proxies log", name.value);
        diags.push(
            Diagnostic::new(Code::SecretInUrl, name.span, message)
                .help("ask the vendor whether the server reads it in a header as well"),
        );
    }
}

/// A server whose calls everybody on the way can read.
pub(super) fn plain_http(checked: &Checked<'_>, diags: &mut Diagnostics) {
    let api = checked.api;
    let others = api.other_servers.iter().flat_map(|server| match &server.urls {
        OtherUrls::Same(url) => vec![url],
        OtherUrls::Each(urls) => urls.iter().map(|(_, url)| url).collect(),
    });
    for url in api.servers.iter().map(|server| &server.url).chain(others) {
        if let Some(rest) = plain(url) {
            diags.push(
                Diagnostic::new(Code::PlainHttp, url.span, "calls to this server are not encrypted")
                    .help(format!("write `https://{rest}` if the server answers there"))
                    .fix(url.span, format!("\"https://{rest}\""), Applicability::Guess),
            );
        }
    }
}

/// Returns the part after the scheme of an unencrypted URL of another machine.
fn plain(url: &Spanned<String>) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    let host = if authority.starts_with('[') {
        authority.split_inclusive(']').next().unwrap_or_default()
    } else {
        authority.split(':').next().unwrap_or_default()
    };
    let is_here = host.eq_ignore_ascii_case("localhost")
        || host.to_ascii_lowercase().ends_with(".localhost")
        || host.starts_with("127.")
        || host == "[::1]";
    (scheme.eq_ignore_ascii_case("http") && !is_here).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::plain;
    use crate::source::{Span, Spanned};

    #[test]
    fn other_machines_need_encryption() {
        let rest = |url: &str| plain(&Spanned::new(url.to_owned(), Span::NONE)).map(str::to_owned);
        assert_eq!(rest("http://api.example.com:80/v1").as_deref(), Some("api.example.com:80/v1"));
        assert_eq!(rest("HTTP://10.0.0.1").as_deref(), Some("10.0.0.1"));
        for url in
            ["https://api.example.com", "http://localhost:8080", "http://127.0.0.1/", "http://[::1]:9000"]
        {
            assert_eq!(rest(url), None, "{url}");
        }
    }
}
