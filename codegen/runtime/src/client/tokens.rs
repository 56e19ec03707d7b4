//! The credentials of a call that come from providers.

use std::sync::Arc;

use super::Config;
use crate::refresh::{CredentialCache, Held};

/// The credentials of the current attempt, by setting.
#[derive(Default)]
pub(crate) struct Tokens(Vec<(Arc<CredentialCache>, Held)>);

/// The value of a setting.
pub(crate) enum Value<'a> {
    Unset,
    Set(&'a str),
    Given(Arc<str>),
    /// The provider has to be asked first.
    Asked(Arc<CredentialCache>),
}

impl Tokens {
    /// The value of a setting, from its provider if it has one.
    pub(crate) fn text<'c>(&mut self, config: &'c Config, setting: &str) -> Value<'c> {
        let Some(cache) = config.cache(setting) else {
            return config.text(setting).map_or(Value::Unset, Value::Set);
        };
        if let Some((_, held)) = self.0.iter().find(|(known, _)| Arc::ptr_eq(known, cache)) {
            return Value::Given(Arc::clone(&held.text));
        }
        let Some(held) = cache.held() else { return Value::Asked(Arc::clone(cache)) };
        let text = Arc::clone(&held.text);
        self.keep(Arc::clone(cache), held);
        Value::Given(text)
    }

    /// Keeps a credential for the current attempt, even if it is replaced in the meantime.
    pub(crate) fn keep(&mut self, cache: Arc<CredentialCache>, held: Held) {
        self.0.push((cache, held));
    }

    /// Whether no provider was used.
    pub(crate) fn are_none(&self) -> bool {
        self.0.is_empty()
    }

    /// Marks them as rejected by the server.
    pub(crate) fn expire(&self) {
        self.0.iter().for_each(|(cache, held)| cache.expire(held));
    }

    /// Makes the next attempt use the credentials of its own time.
    pub(crate) fn forget(&mut self) {
        self.0.clear();
    }
}
