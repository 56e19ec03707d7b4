//! From an operation's request to the HTTP request: what the client and the endpoint add to it.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method, Request};

use super::{Lacks, Outgoing, header};
use crate::along::{Auth, Common, Kind, Need, Place, Setting, Supply};
use crate::client::{Config, Tokens, Value};
use crate::clock::since_1970;
use crate::invalid_request::Unsendable;
use crate::sign::sign;
use crate::url::{Base, Query};
use crate::wire::Base64;

/// What the requests of this library call themselves.
const AGENT: &str = concat!("stubwright-runtime/", env!("CARGO_PKG_VERSION"));

impl Outgoing {
    /// The HTTP request, with the times, nonces and signature of this moment.
    ///
    /// The more special wins: what is set for the call (`extra`) before what the operation has, before the configured
    /// headers, before credentials, before common parameters, before defaults. In the query the common parameters come
    /// first, then those of the operation, then credentials.
    ///
    /// # Errors
    /// What cannot be sent as it is, a setting that is missing, or a credential that its provider has to give first.
    pub(crate) fn request(
        &self,
        base: &Base,
        config: &Config,
        extra: &HeaderMap,
        tokens: &mut Tokens,
    ) -> Result<Request<Bytes>, Lacks> {
        self.check()?;
        let endpoint = self.endpoint;
        let mut draft = Draft::new(self);
        for layer in [config.headers(), &self.headers, extra] {
            replace(&mut draft.headers, layer);
        }
        for auth in endpoint.authenticated() {
            draft.authenticate(auth, config, tokens)?;
        }
        let now = since_1970(config.now());
        for common in endpoint.accompanied() {
            draft.accompany(common, config, tokens, now)?;
        }
        let accepted = HeaderValue::from_str(&endpoint.accepted())
            .map_err(|_| Unsendable::new("the accepted content type cannot stand in a header"))?;
        draft.headers.entry(ACCEPT).or_insert(accepted);
        draft.headers.entry(USER_AGENT).or_insert(HeaderValue::from_static(AGENT));
        let mut request = draft.into_request(base)?;
        for auth in endpoint.authenticated() {
            if let Kind::Sign = auth.kind {
                let missing = || unset(auth.setting, "requests of this endpoint are signed");
                sign(config.signer().ok_or_else(missing)?, &mut request)?;
            }
        }
        Ok(request)
    }
}

/// The request in parts.
struct Draft<'a> {
    outgoing: &'a Outgoing,
    headers: HeaderMap,
    /// What stands in the query before and after the parameters of the operation.
    before: Query,
    after: Query,
}

impl<'a> Draft<'a> {
    fn new(outgoing: &'a Outgoing) -> Self {
        Self { outgoing, headers: HeaderMap::new(), before: Query::default(), after: Query::default() }
    }

    /// Adds a credential, unless something else stands in its place.
    fn authenticate(&mut self, auth: &Auth, config: &Config, tokens: &mut Tokens) -> Result<(), Lacks> {
        let place = match auth.kind {
            Kind::Bearer | Kind::Basic => Place::Header(AUTHORIZATION.as_str()),
            Kind::Plain(place) => place,
            Kind::Sign => return Ok(()),
        };
        if self.is_taken(place) {
            return Ok(());
        }
        let secret = match auth.kind {
            Kind::Basic => config.basic(auth.setting.name).map_or(Value::Unset, Value::Set),
            _ => tokens.text(config, auth.setting.name),
        };
        let secret: &str = match &secret {
            Value::Unset => return Err(missing(auth.setting, place).into()),
            Value::Set(text) => text,
            Value::Given(text) => text,
            Value::Asked(vault) => return Err(Lacks::Credential(Arc::clone(vault))),
        };
        let text = match auth.kind {
            Kind::Bearer => bearer(auth.setting, secret)?,
            Kind::Basic => format!("Basic {}", Base64::from(secret.as_bytes())),
            _ if secret.is_empty() => return Err(empty(auth.setting).into()),
            _ => secret.to_owned(),
        };
        match place {
            Place::Query(name) => self.after.push(name, &text),
            Place::Header(_) => self.put(place, &text)?,
        }
        Ok(())
    }

    /// Adds a common parameter, unless something else stands in its place.
    fn accompany(
        &mut self,
        common: &Common,
        config: &Config,
        tokens: &mut Tokens,
        now: Duration,
    ) -> Result<(), Lacks> {
        if self.is_taken(common.place) {
            return Ok(());
        }
        match common.supply {
            Supply::Value(text) => self.put(common.place, text),
            Supply::Fill(fill) => self.put(common.place, &fill.text(now, config.dice())),
            Supply::Setting(setting, need) => match (tokens.text(config, setting.name), need) {
                (Value::Set(text), _) => self.put(common.place, text),
                (Value::Given(text), _) => self.put(common.place, &text),
                (Value::Asked(vault), _) => return Err(Lacks::Credential(vault)),
                (Value::Unset, Need::Required) => Err(missing(setting, common.place)),
                (Value::Unset, Need::Optional) => Ok(()),
            },
        }?;
        Ok(())
    }

    /// Adds a header, or a parameter before those of the operation, unless something else stands in its place.
    fn put(&mut self, place: Place, text: &str) -> Result<(), Unsendable> {
        match place {
            _ if self.is_taken(place) => {}
            Place::Query(name) => self.before.push(name, text),
            Place::Header(name) => {
                let (name, value) = header(name, text).map_err(Unsendable::new)?;
                self.headers.insert(name, value);
            }
        }
        Ok(())
    }

    fn is_taken(&self, place: Place) -> bool {
        match place {
            Place::Header(name) => self.headers.contains_key(name),
            Place::Query(name) => {
                [&self.before, &self.outgoing.query, &self.after].iter().any(|query| query.has(name))
            }
        }
    }

    fn into_request(self, base: &Base) -> Result<Request<Bytes>, Unsendable> {
        let endpoint = self.outgoing.endpoint;
        let method = Method::from_bytes(endpoint.method().as_bytes())
            .map_err(|_| Unsendable::new(format!("{:?} is no HTTP method", endpoint.method())))?;
        let mut query = self.before;
        query.append(&self.outgoing.query);
        query.append(&self.after);
        let mut request = Request::new(self.outgoing.body.as_sent()?);
        *request.method_mut() = method;
        *request.uri_mut() = base.join(&self.outgoing.path, query.as_str())?;
        *request.headers_mut() = self.headers;
        request.extensions_mut().insert(endpoint);
        Ok(request)
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

/// `Bearer …`. The syntax of RFC 6750 §2.1 is narrower, but platforms issue tokens with other characters too; a space is
/// none of them.
fn bearer(setting: Setting, token: &str) -> Result<String, Unsendable> {
    let method = setting.method;
    if token.is_empty() {
        return Err(empty(setting));
    }
    if token.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("bearer ")) {
        return Err(Unsendable::new(format!("give `{method}` the token alone, without `Bearer`")));
    }
    if !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        let what = "a space, a line break or another character that no token has";
        return Err(Unsendable::new(format!("the token given to `{method}` has {what}")));
    }
    Ok(format!("Bearer {token}"))
}

fn missing(setting: Setting, place: Place) -> Unsendable {
    match place {
        Place::Header(name) => unset(setting, &format!("the header `{name}` needs it")),
        Place::Query(name) => unset(setting, &format!("the query parameter `{name}` needs it")),
    }
}

fn unset(setting: Setting, why: &str) -> Unsendable {
    Unsendable::new(format!("`{}` was not called: {why}", setting.method))
}

fn empty(setting: Setting) -> Unsendable {
    Unsendable::new(format!("`{}` was given an empty text", setting.method))
}
