//! The configuration of a client.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::USER_AGENT;

use super::preflight::Preflight;
use crate::clock::{Clock, Random};
use crate::invalid_request::InvalidRequest;
use crate::names::Names;
use crate::outlined::Outlined;
use crate::preflight::Facts;
#[cfg(feature = "blocking")]
use crate::refresh::BlockingRefresh;
use crate::refresh::{CredentialCache, Provider, Refresh};
use crate::request_builder::header;
use crate::retry::{Budget, RetryPolicy};
use crate::sign::Sign;
use crate::transport::Limits;
use crate::url::Base;

/// The configuration that all calls of a client share. `Debug` shows the names of headers and settings, but no values.
pub struct Config(Outlined<'static, Inner>);

#[derive(Clone)]
struct Inner {
    limits: Limits,
    headers: HeaderMap,
    settings: BTreeMap<Box<str>, Secret>,
    signer: Option<Arc<dyn Sign>>,
    preflight: Preflight,
    facts: Facts,
    clock: Clock,
    random: Random,
    retry: RetryPolicy,
    budget: Arc<Budget>,
    caches: BTreeMap<Box<str>, Arc<CredentialCache>>,
    servers: BTreeMap<Box<str>, Base>,
    wrong: Option<InvalidRequest>,
}

/// The value of a setting.
#[derive(Clone)]
enum Secret {
    Text(Box<str>),
    /// `user:password`
    Basic(Box<str>),
}

impl Clone for Config {
    fn clone(&self) -> Self {
        Self(Outlined::new((*self.0).clone()))
    }
}

impl Config {
    pub(crate) fn new() -> Self {
        Self(Outlined::new(Inner {
            limits: Limits::new(),
            headers: HeaderMap::new(),
            settings: BTreeMap::new(),
            signer: None,
            preflight: Preflight::default(),
            facts: Facts::new(),
            clock: Clock::default(),
            random: Random::default(),
            retry: RetryPolicy::new(),
            budget: Arc::default(),
            caches: BTreeMap::new(),
            servers: BTreeMap::new(),
            wrong: None,
        }))
    }

    /// Sets all limits.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.0.limits = limits;
        self
    }

    /// Sets the time for a whole call. Default: 60 s.
    #[must_use]
    pub fn total_timeout(mut self, time: Duration) -> Self {
        self.0.limits = self.0.limits.with_total(time);
        self
    }

    /// Sets a header for all calls, in place of a credential or a global parameter with the same name. Its value is
    /// treated as a secret. If HTTP does not allow the name or the value (RFC 9110 §5.5, §5.6.2), every call fails
    /// before anything is sent.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match header(name, value) {
            Ok((name, value)) => {
                self.0.headers.insert(name, value);
            }
            Err(wrong) => self.note(wrong),
        }
        self
    }

    /// Sets the header `User-Agent`. Default: `stubwright-runtime/` and its version.
    #[must_use]
    pub fn user_agent(self, name: &str) -> Self {
        self.header(USER_AGENT.as_str(), name)
    }

    /// Sets the value of `setting`, which global parameters and credentials refer to. The methods of generated clients
    /// call this. The value is treated as a secret.
    #[must_use]
    pub fn set(mut self, setting: &str, value: impl Into<String>) -> Self {
        let value = value.into();
        if let Some(cache) = self.0.caches.get_mut(setting) {
            *cache = Arc::new(cache.beginning_with(&value));
        }
        self.0.settings.insert(setting.into(), Secret::Text(value.into()));
        self
    }

    /// Sets the provider of `setting`. It is asked when there is no value yet, and when the server rejects the current
    /// one: with a row of the error table that says `refresh_auth`, or with HTTP 401 and no code of the table. The call
    /// is then sent again, once; in both cases the server has not processed the request (RFC 9110 §15.5.2). The methods
    /// of generated clients call this. See [`Refresh`].
    #[must_use]
    pub fn refresh(self, setting: &str, provider: impl Refresh) -> Self {
        self.provided(setting, Provider::new(provider))
    }

    /// The same for blocking clients, see [`refresh`](Self::refresh).
    #[cfg(feature = "blocking")]
    #[must_use]
    pub fn refresh_blocking(self, setting: &str, provider: impl BlockingRefresh) -> Self {
        self.provided(setting, Provider::blocking(provider))
    }

    fn provided(mut self, setting: &str, provider: Provider) -> Self {
        let cache = CredentialCache::new(setting, provider, self.text(setting));
        self.0.caches.insert(setting.into(), Arc::new(cache));
        self
    }

    /// Sets user and password for basic authentication as the value of `setting`. A colon in the user or a control
    /// character in either (RFC 7617 §2) makes every call fail before anything is sent.
    #[must_use]
    pub fn set_basic(mut self, setting: &str, user: impl Into<String>, password: impl Into<String>) -> Self {
        let (user, password) = (user.into(), password.into());
        if user.contains(':') {
            self.note(format!("the user of `{setting}` has a colon, which basic authentication can't send"));
        }
        if user.chars().chain(password.chars()).any(char::is_control) {
            self.note(format!("the user or the password of `{setting}` has a control character"));
        }
        self.0.settings.insert(setting.into(), Secret::Basic(format!("{user}:{password}").into()));
        self
    }

    /// Sets the base URL of a server other than the client's own, see
    /// [`OtherServer`](crate::v1::OtherServer). The methods of generated clients call this. If it is not a base URL, every
    /// call fails before anything is sent.
    #[must_use]
    pub fn server(mut self, setting: &str, base_url: impl Into<String>) -> Self {
        match Base::parse(&base_url.into()) {
            Ok(base) => {
                self.0.servers.insert(setting.into(), base);
            }
            Err(wrong) => {
                self.0.wrong.get_or_insert(wrong);
            }
        }
        self
    }

    /// Sets the signer of requests, for endpoints that require a signature.
    #[must_use]
    pub fn sign_with(mut self, signer: impl Sign) -> Self {
        self.0.signer = Some(Arc::new(signer));
        self
    }

    /// Sets what happens if a request breaks rules of the error table. Default: it is not sent.
    #[must_use]
    pub fn preflight(mut self, preflight: Preflight) -> Self {
        self.0.preflight = preflight;
        self
    }

    /// Sets the facts that rules of the error table need and the request does not have, see [`Facts`]. Default: none.
    #[must_use]
    pub fn facts(mut self, facts: Facts) -> Self {
        self.0.facts = facts;
        self
    }

    /// Sets the clock for rules about the present and for generated times. Default: the system clock, which
    /// `wasm32-unknown-unknown` has only with the feature `js`.
    #[must_use]
    pub fn clock(mut self, clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.0.clock = Clock::of(clock);
        self
    }

    /// Sets the source of random numbers for pauses, nonces and idempotency keys. For tests: if the numbers can be
    /// guessed or repeat, so do the keys. Default: randomness of the operating system,
    /// which `wasm32-unknown-unknown` has only with the feature `js`.
    #[must_use]
    pub fn random(mut self, random: impl Fn() -> u64 + Send + Sync + 'static) -> Self {
        self.0.random = Random::of(random);
        self
    }

    /// Sets how many attempts a call makes, and the pauses between them. Default: see [`RetryPolicy`].
    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.0.retry = policy;
        self
    }

    /// Sets how many retries the client can make before calls succeed again: five successes pay for one retry. All
    /// clones of the client share the budget. Default: 100.
    ///
    /// While the server is healthy, this is never used up. When it is down, retries stop, so that it does not meet
    /// three times its load when it comes back.
    #[must_use]
    pub fn retry_budget(mut self, retries: u32) -> Self {
        self.0.budget = Arc::new(Budget::of(retries));
        self
    }

    pub(crate) fn current_retry(&self) -> RetryPolicy {
        self.0.retry
    }

    pub(crate) fn budget(&self) -> &Budget {
        &self.0.budget
    }

    pub(crate) fn dice(&self) -> &Random {
        &self.0.random
    }

    pub(crate) fn other_server(&self, setting: &str) -> Option<&Base> {
        self.0.servers.get(setting)
    }

    /// Whether a setting has a value or a provider.
    pub(crate) fn has(&self, setting: &str) -> bool {
        self.cache(setting).is_some() || self.text(setting).is_some()
    }

    /// The credential cache of a setting that has a provider.
    pub(crate) fn cache(&self, setting: &str) -> Option<&Arc<CredentialCache>> {
        self.0.caches.get(setting)
    }

    pub(crate) fn current_preflight(&self) -> Preflight {
        self.0.preflight
    }

    pub(crate) fn known_facts(&self) -> &Facts {
        &self.0.facts
    }

    pub(crate) fn watch(&self) -> &Clock {
        &self.0.clock
    }

    /// Why no call can be made on a platform that lacks what every call needs.
    pub(crate) fn lacking(&self) -> Option<InvalidRequest> {
        let lacking = [(self.0.clock.is_missing(), "clock"), (self.0.random.is_missing(), "random")];
        let (_, method) = lacking.into_iter().find(|(is_missing, _)| *is_missing)?;
        Some(InvalidRequest::new(format!(
            "this platform has neither a clock nor randomness: turn on the feature `js` of stubwright-runtime, or call \
             `Config::{method}`"
        )))
    }

    pub(crate) fn now(&self) -> SystemTime {
        self.0.clock.now()
    }

    pub(crate) fn current_limits(&self) -> Limits {
        self.0.limits
    }

    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// The text of a setting.
    pub(crate) fn text(&self, setting: &str) -> Option<&str> {
        if let Some(Secret::Text(text)) = self.0.settings.get(setting) { Some(text) } else { None }
    }

    /// `user:password` of a setting.
    pub(crate) fn basic(&self, setting: &str) -> Option<&str> {
        if let Some(Secret::Basic(pair)) = self.0.settings.get(setting) { Some(pair) } else { None }
    }

    pub(crate) fn signer(&self) -> Option<&dyn Sign> {
        self.0.signer.as_deref()
    }

    /// The first invalid setting.
    pub(crate) fn wrong(&self) -> Option<&InvalidRequest> {
        self.0.wrong.as_ref()
    }

    fn note(&mut self, wrong: String) {
        self.0.wrong.get_or_insert(InvalidRequest::new(wrong));
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("limits", &self.0.limits)
            .field("preflight", &self.0.preflight)
            .field("headers", &Names(&self.0.headers))
            .field("settings", &self.0.settings.keys().collect::<Vec<_>>())
            .field("servers", &self.0.servers.keys().collect::<Vec<_>>())
            .field("refreshed", &self.0.caches.keys().collect::<Vec<_>>())
            .field("retry", &self.0.retry)
            .field("signer", &self.0.signer.as_ref().map(|_| format_args!("set")))
            .finish_non_exhaustive()
    }
}
