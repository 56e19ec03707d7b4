//! `securitySchemes` and `security` → credentials.

use super::Cx;
use super::document::At;
use super::words::ascii_snake;
use crate::ast::{Auth, AuthKind, Credentials, ParamLocation};
use crate::http::is_token;
use crate::source::Spanned;

impl<'a> Cx<'a> {
    /// The schemes of a document, each by the name of its setting.
    pub(super) fn schemes(&mut self, components: Option<At<'a>>) {
        let schemes = components.and_then(|components| self.inner(components, "securitySchemes"));
        for (name, at) in schemes.into_iter().flat_map(At::entries) {
            let at = self.part(at);
            let kind = match kind(at) {
                Ok(kind) => kind,
                Err(what) => {
                    self.ignore(
                        at,
                        format!("the credentials `{}` are {what}, which is not generated", name.text),
                    );
                    continue;
                }
            };
            let mut own = ascii_snake(&name.text.replace("OAuth", "Oauth"))
                .unwrap_or_else(|| String::from("credentials"));
            while self.auth.iter().any(|(_, auth)| auth.word() == own) {
                own.push_str("_2");
            }
            self.auth.push((
                name.text.to_owned(),
                Auth {
                    span: name.span.into(),
                    kind,
                    name: Some(Spanned::new(own, name.span)),
                    doc: at.spanned("description"),
                },
            ));
        }
    }

    /// A set of credentials as sets that can be sent: of those that are sent in one place, each is in a set of its own.
    fn in_one_place(&mut self, set: At<'a>, names: Vec<Spanned<String>>) -> Vec<Vec<Spanned<String>>> {
        let place = |name: &Spanned<String>| {
            self.auth.iter().find(|(_, auth)| auth.word() == name.as_str()).and_then(|(_, auth)| place(auth))
        };
        let rivals = |one: &Spanned<String>, other: &Spanned<String>| {
            one.value != other.value && place(one).is_some_and(|own| place(other) == Some(own))
        };
        let contested: Vec<&Spanned<String>> =
            names.iter().filter(|name| names.iter().any(|other| rivals(name, other))).collect();
        if contested.is_empty() {
            return vec![names];
        }
        let sets = contested.iter().map(|chosen| {
            let kept = names.iter().filter(|name| !rivals(chosen, name));
            kept.cloned().collect()
        });
        let sets = sets.collect();
        let all: Vec<String> = contested.iter().map(|name| format!("`{}`", name.value)).collect();
        let message =
            format!("the credentials {} are sent in one place, so one of them is sent", all.join(" and "));
        self.ignore(set, message);
        sets
    }

    /// Whether a parameter is sent where a credential is.
    pub(super) fn is_credential(&self, location: ParamLocation, name: &str) -> bool {
        self.auth.iter().any(|(_, auth)| match (&auth.kind, location) {
            (AuthKind::Header(own), ParamLocation::Header) => own.eq_ignore_ascii_case(name),
            (AuthKind::Query(own), ParamLocation::Query) | (AuthKind::Cookie(own), ParamLocation::Cookie) => {
                own == name
            }
            _ => false,
        })
    }

    /// The credentials of an operation, which has its own or those of the document.
    pub(super) fn credentials(&mut self, own: Option<At<'a>>) -> Credentials {
        if self.is_written && own.is_none() {
            return Credentials::All;
        }
        let Some(sets) = own.or(self.security) else {
            if self.auth.is_empty() {
                return Credentials::All;
            }
            // Nothing says which operation needs them: those that are set are sent.
            let each = self.auth.iter().map(|(_, auth)| auth.name.iter().cloned().collect());
            let sets: Vec<Vec<Spanned<String>>> = each.chain([Vec::new()]).collect();
            return Credentials::OneOf(sets);
        };
        let mut all = Vec::new();
        let mut is_empty = true;
        for set in sets.items() {
            is_empty = false;
            let names: Vec<Option<Spanned<String>>> = set
                .entries()
                .map(|(name, _)| {
                    let known = self.auth.iter().find(|(own, _)| own == name.text);
                    known.map(|(_, auth)| Spanned::new(auth.word().to_owned(), name.span))
                })
                .collect();
            // A set with credentials that are not generated cannot be sent.
            let Some(names) = names.into_iter().collect::<Option<Vec<_>>>() else { continue };
            for names in self.in_one_place(set, names) {
                if !all.contains(&names) {
                    all.push(names);
                }
            }
        }
        // The first set that can be sent is sent. The empty set always can, wherever it is in the list.
        all.sort_by_key(Vec::is_empty);
        if is_empty || all.is_empty() { Credentials::none() } else { Credentials::OneOf(all) }
    }
}

/// Where a credential is sent, with a name in lower case where case does not count.
fn place(auth: &Auth) -> Option<(ParamLocation, String)> {
    Some(match &auth.kind {
        AuthKind::Header(name) => (ParamLocation::Header, name.value.to_ascii_lowercase()),
        AuthKind::Query(name) => (ParamLocation::Query, name.value.clone()),
        AuthKind::Cookie(name) => (ParamLocation::Cookie, name.value.clone()),
        AuthKind::Bearer | AuthKind::Basic | AuthKind::Scheme(_) => {
            (ParamLocation::Header, String::from("authorization"))
        }
        AuthKind::Sign => return None,
    })
}

/// The kind of a scheme, or what it is if there is none like it.
fn kind(at: At<'_>) -> Result<AuthKind, String> {
    let name = at.spanned("name");
    Ok(match (at.text("type").unwrap_or_default(), at.text("in").unwrap_or_default(), name) {
        ("apiKey", "header", Some(name)) => AuthKind::Header(name),
        ("apiKey", "query", Some(name)) => AuthKind::Query(name),
        ("apiKey", "cookie", Some(name)) => AuthKind::Cookie(name),
        ("oauth2" | "openIdConnect", ..) => AuthKind::Bearer,
        ("http", ..) => match at.text("scheme").unwrap_or_default().to_ascii_lowercase().as_str() {
            "bearer" => AuthKind::Bearer,
            "basic" => AuthKind::Basic,
            // Their credentials depend on the request, or on a challenge of the server.
            scheme @ ("digest" | "hoba" | "mutual" | "negotiate" | "ntlm" | "oauth" | "signature") => {
                return Err(format!("of the HTTP scheme `{scheme}`"));
            }
            scheme if scheme.starts_with("scram-") || !is_token(scheme) => {
                return Err(format!("of the HTTP scheme `{scheme}`"));
            }
            _ => AuthKind::Scheme(at.spanned("scheme").ok_or("without a scheme")?),
        },
        (kind, ..) => return Err(format!("of the type `{kind}`")),
    })
}
