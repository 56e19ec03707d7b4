//! From a request builder to the HTTP request: the additions of the client and the endpoint.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, COOKIE, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method, Request};

use super::cookies::Cookies;
use super::members::Member;
use super::{NotReady, RequestBuilder, header};
use crate::client::{Config, Tokens, Value};
use crate::clock::since_1970;
use crate::endpoint::Endpoint;
use crate::global::{Auth, AuthScheme, GlobalParam, Need, ParamLocation, Setting, Supply};
use crate::invalid_request::InvalidRequest;
use crate::sign::{Streamed, sign};
use crate::upload::Upload;
use crate::url::{Base, Query};
use crate::wire::Base64;

/// The default `User-Agent`.
const AGENT: &str = concat!("stubwright-runtime/", env!("CARGO_PKG_VERSION"));

/// A request that is ready to be sent.
pub(crate) struct Prepared {
    /// The request, with the body unless that is read while it is sent.
    pub(crate) request: Request<Bytes>,
    /// The body that is read while it is sent.
    pub(crate) upload: Option<Upload>,
}

impl RequestBuilder {
    /// Prepares the request, with the times, nonces and signature of this moment.
    ///
    /// The more specific wins: headers of the call (`extra`), then the operation, the configured headers,
    /// credentials, global parameters, defaults. In the query, global parameters come first, then the operation's
    /// parameters, then credentials.
    ///
    /// # Errors
    /// If the request is invalid, a setting is missing, or a provider has to be asked for a credential first.
    pub(crate) fn request(
        &self,
        base: &Base,
        config: &Config,
        extra: &HeaderMap,
        tokens: &mut Tokens,
    ) -> Result<Prepared, NotReady> {
        self.check()?;
        let endpoint = self.endpoint;
        let mut draft = Draft::new(self);
        for layer in [config.headers(), &self.headers, extra] {
            replace(&mut draft.headers, layer);
        }
        let configured = if self.headers.contains_key(COOKIE) { &self.headers } else { config.headers() };
        self.cookies.put_into(&mut draft.headers, configured, extra);
        let credentials = draft.credentials(endpoint, config)?;
        for auth in &credentials {
            draft.authenticate(auth, config, tokens)?;
        }
        let now = since_1970(config.now());
        // The response to TRACE repeats the request, so it has nothing that may be secret (RFC 9110 §9.3.8).
        let is_repeated = endpoint.method() == "TRACE";
        for param in
            endpoint.declared_global_params().iter().filter(|param| !is_repeated || param.is_public())
        {
            draft.add_global(param, config, tokens, now)?;
        }
        let accepted = HeaderValue::from_str(&endpoint.accepted())
            .map_err(|_| InvalidRequest::new("the accepted content type is not a valid header value"))?;
        draft.headers.entry(ACCEPT).or_insert(accepted);
        draft.headers.entry(USER_AGENT).or_insert(HeaderValue::from_static(AGENT));
        let mut prepared = draft.into_request(base)?;
        for auth in credentials {
            if let AuthScheme::Sign = auth.scheme {
                let missing = || unset(auth.setting, "requests of this endpoint are signed");
                sign(config.signer().ok_or_else(missing)?, &mut prepared.request)?;
            }
        }
        Ok(prepared)
    }
}

/// The request in parts.
struct Draft<'a> {
    builder: &'a RequestBuilder,
    headers: HeaderMap,
    /// The parts of the query before and after the parameters of the operation.
    before: Query,
    after: Query,
    /// The members of the body that every call has.
    members: Vec<Member>,
}

impl<'a> Draft<'a> {
    fn new(builder: &'a RequestBuilder) -> Self {
        let (before, after) = (Query::default(), Query::default());
        Self { builder, headers: HeaderMap::new(), before, after, members: Vec::new() }
    }

    /// The credentials that are sent.
    ///
    /// # Errors
    /// If the endpoint has alternatives, and the client has the credentials of none of them.
    fn credentials(
        &self,
        endpoint: &Endpoint,
        config: &Config,
    ) -> Result<Vec<&'static Auth>, InvalidRequest> {
        let all = endpoint.declared_auth();
        let alternatives = endpoint.declared_alternatives();
        if alternatives.is_empty() {
            return Ok(all.iter().collect());
        }
        let sets =
            alternatives.iter().map(|set| set.iter().filter_map(|at| all.get(*at)).collect::<Vec<_>>());
        if let Some(chosen) = sets.clone().find(|set| set.iter().all(|auth| self.has(auth, config))) {
            return Ok(chosen);
        }
        let set = |set: Vec<&Auth>| {
            set.iter().map(|auth| format!("`{}`", auth.setting.method)).collect::<Vec<_>>().join(" and ")
        };
        let methods: Vec<String> = sets.map(set).collect();
        Err(InvalidRequest::new(format!("the endpoint needs a credential: call {}", methods.join(", or "))))
    }

    /// Whether the client has a credential, or the caller has put another value in its place.
    fn has(&self, auth: &Auth, config: &Config) -> bool {
        match auth.scheme {
            AuthScheme::Sign => config.signer().is_some(),
            AuthScheme::Basic => {
                config.basic(auth.setting.name).is_some()
                    || self.is_taken(ParamLocation::Header(AUTHORIZATION.as_str()))
            }
            AuthScheme::Bearer | AuthScheme::Named(_) => {
                config.has(auth.setting.name) || self.is_taken(ParamLocation::Header(AUTHORIZATION.as_str()))
            }
            AuthScheme::Plain(location) => config.has(auth.setting.name) || self.is_taken(location),
        }
    }

    /// Adds a credential, unless its place is taken.
    fn authenticate(&mut self, auth: &Auth, config: &Config, tokens: &mut Tokens) -> Result<(), NotReady> {
        let location = match auth.scheme {
            AuthScheme::Bearer | AuthScheme::Basic | AuthScheme::Named(_) => {
                ParamLocation::Header(AUTHORIZATION.as_str())
            }
            AuthScheme::Plain(location) => location,
            AuthScheme::Sign => return Ok(()),
        };
        if self.is_taken(location) {
            return Ok(());
        }
        let secret = match auth.scheme {
            AuthScheme::Basic => config.basic(auth.setting.name).map_or(Value::Unset, Value::Set),
            _ => tokens.text(config, auth.setting.name),
        };
        let secret: &str = match &secret {
            Value::Unset => return Err(missing(auth.setting, location).into()),
            Value::Set(text) => text,
            Value::Given(text) => text,
            Value::Asked(cache) => return Err(NotReady::Credential(Arc::clone(cache))),
        };
        let text = match auth.scheme {
            AuthScheme::Bearer => bearer(auth.setting, secret)?,
            AuthScheme::Basic => format!("Basic {}", Base64::from(secret.as_bytes())),
            _ if secret.is_empty() => return Err(empty(auth.setting).into()),
            AuthScheme::Named(name) => format!("{name} {}", without_scheme(auth.setting, name, secret)?),
            AuthScheme::Plain(_) | AuthScheme::Sign => secret.to_owned(),
        };
        match location {
            ParamLocation::Query(name) => self.after.push(name, &text),
            ParamLocation::Header(_) | ParamLocation::Cookie(_) | ParamLocation::Body(_) => {
                self.put(location, &text)?
            }
        }
        Ok(())
    }

    /// Adds a global parameter, unless its place is taken.
    fn add_global(
        &mut self,
        param: &GlobalParam,
        config: &Config,
        tokens: &mut Tokens,
        now: Duration,
    ) -> Result<(), NotReady> {
        if self.is_taken(param.location) {
            return Ok(());
        }
        match param.supply {
            Supply::Value(text) => self.give(param, text),
            Supply::Generated(value) => self.give(param, &value.text(now, config.dice())),
            Supply::Setting(setting, need) => match (tokens.text(config, setting.name), need) {
                (Value::Set(text), _) => self.give(param, text),
                (Value::Given(text), _) => self.give(param, &text),
                (Value::Asked(cache), _) => return Err(NotReady::Credential(cache)),
                (Value::Unset, Need::Required) => Err(missing(setting, param.location)),
                (Value::Unset, Need::Optional) => Ok(()),
            },
        }?;
        Ok(())
    }

    /// Adds a global parameter with its value.
    fn give(&mut self, param: &GlobalParam, text: &str) -> Result<(), InvalidRequest> {
        if let ParamLocation::Body(name) = param.location {
            self.members.push(Member { name, text: text.to_owned(), is_bare: param.is_bare });
            return Ok(());
        }
        self.put(param.location, text)
    }

    /// Adds a header, or a query parameter before the operation's, unless its place is taken.
    fn put(&mut self, location: ParamLocation, text: &str) -> Result<(), InvalidRequest> {
        match location {
            _ if self.is_taken(location) => {}
            ParamLocation::Query(name) => self.before.push(name, text),
            ParamLocation::Header(name) => {
                let (name, value) = header(name, text).map_err(InvalidRequest::new)?;
                self.headers.insert(name, value);
            }
            ParamLocation::Cookie(name) => {
                let mut cookies = Cookies::default();
                cookies.push(name, text).map_err(InvalidRequest::new)?;
                let there = self.headers.clone();
                cookies.put_into(&mut self.headers, &HeaderMap::new(), &there);
            }
            ParamLocation::Body(_) => {}
        }
        Ok(())
    }

    fn is_taken(&self, location: ParamLocation) -> bool {
        match location {
            ParamLocation::Header(name) => self.headers.contains_key(name),
            ParamLocation::Cookie(name) => Cookies::have(&self.headers, name),
            ParamLocation::Body(name) => !self.builder.members.can_take(name, self.builder.body()),
            ParamLocation::Query(name) => {
                [&self.before, &self.builder.query, &self.after].iter().any(|query| query.has(name))
            }
        }
    }

    fn into_request(self, base: &Base) -> Result<Prepared, InvalidRequest> {
        let endpoint = self.builder.endpoint;
        let method = Method::from_bytes(endpoint.method().as_bytes()).map_err(|_| {
            InvalidRequest::new(format!("{:?} is not a valid HTTP method", endpoint.method()))
        })?;
        let upload = self.upload()?;
        let mut query = self.before;
        query.append(&self.builder.query);
        query.append(&self.after);
        let body = self.builder.body.as_sent()?;
        let body = if upload.is_some() { body } else { self.builder.members.with(&body, &self.members)? };
        let mut request = Request::new(body);
        *request.method_mut() = method;
        *request.uri_mut() = base.join(&self.builder.path, query.as_str())?;
        *request.headers_mut() = self.headers;
        request.extensions_mut().insert(endpoint);
        if let Some(upload) = &upload {
            request.extensions_mut().insert(Streamed::new(upload.length()));
        }
        Ok(Prepared { request, upload })
    }

    /// The whole body that is read while it is sent.
    fn upload(&self) -> Result<Option<Upload>, InvalidRequest> {
        let Some(upload) = self.builder.streamed() else { return Ok(None) };
        Ok(Some(match self.builder.members.tail(&self.members)? {
            Some(tail) => Upload::joined(vec![upload.clone(), Upload::from(tail)]),
            None => upload.clone(),
        }))
    }
}

/// Puts all values of `layer` in place of those with the same names.
fn replace(headers: &mut HeaderMap, layer: &HeaderMap) {
    for name in layer.keys() {
        headers.remove(name);
        for value in layer.get_all(name) {
            headers.append(name.clone(), value.clone());
        }
    }
}

/// `Bearer …`. Platforms issue tokens with more characters than RFC 6750 §2.1 allows, but not with spaces.
fn bearer(setting: Setting, token: &str) -> Result<String, InvalidRequest> {
    let method = setting.method;
    if token.is_empty() {
        return Err(empty(setting));
    }
    if token.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("bearer ")) {
        return Err(InvalidRequest::new(format!("give `{method}` only the token, without `Bearer`")));
    }
    if !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        let what = "a space, a line break or another character that is not valid in a token";
        return Err(InvalidRequest::new(format!("the token given to `{method}` has {what}")));
    }
    Ok(format!("Bearer {token}"))
}

/// Credentials, which the name of their scheme is put in front of.
fn without_scheme<'t>(setting: Setting, scheme: &str, text: &'t str) -> Result<&'t str, InvalidRequest> {
    let start = text.split(' ').next().unwrap_or_default();
    if start.len() < text.len() && start.eq_ignore_ascii_case(scheme) {
        let method = setting.method;
        return Err(InvalidRequest::new(format!("give `{method}` only the credentials, without `{scheme}`")));
    }
    Ok(text)
}

fn missing(setting: Setting, location: ParamLocation) -> InvalidRequest {
    match location {
        ParamLocation::Header(name) => unset(setting, &format!("the header `{name}` needs it")),
        ParamLocation::Query(name) => unset(setting, &format!("the query parameter `{name}` needs it")),
        ParamLocation::Cookie(name) => unset(setting, &format!("the cookie `{name}` needs it")),
        ParamLocation::Body(name) => unset(setting, &format!("the field `{name}` of the body needs it")),
    }
}

fn unset(setting: Setting, why: &str) -> InvalidRequest {
    InvalidRequest::new(format!("`{}` was not called: {why}", setting.method))
}

fn empty(setting: Setting) -> InvalidRequest {
    InvalidRequest::new(format!("`{}` was given an empty text", setting.method))
}
