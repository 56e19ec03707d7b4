//! The credential cache of one setting, which all clones of a client share.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use super::flight::Flight;
use super::held::Held;
use super::{Failure, Provider, RefreshError};

/// Caches the credential of one setting, and asks the provider for it.
pub(crate) struct CredentialCache {
    setting: Box<str>,
    provider: Provider,
    state: Mutex<State>,
}

struct State {
    held: Option<Held>,
    version: u64,
    /// The question in progress. Only the calls that wait for it keep it alive.
    flight: Weak<Flight>,
}

/// A credential, or the question to its provider.
pub(super) enum Sought {
    Ready(Held),
    Waiting(Arc<Flight>),
}

impl CredentialCache {
    /// Creates a cache, with the first credential if there is one.
    pub(crate) fn new(setting: &str, provider: Provider, text: Option<&str>) -> Self {
        let held = text.map(|text| Held { text: text.into(), version: 0 });
        let state = Mutex::new(State { held, version: 0, flight: Weak::new() });
        Self { setting: setting.into(), provider, state }
    }

    /// A cache with the same provider and another credential.
    pub(crate) fn beginning_with(&self, text: &str) -> Self {
        Self::new(&self.setting, self.provider.clone(), Some(text))
    }

    pub(crate) fn setting(&self) -> &str {
        &self.setting
    }

    /// The credential, or `None` if the provider has to be asked.
    pub(crate) fn held(&self) -> Option<Held> {
        self.state().held.clone()
    }

    /// Drops a rejected credential, unless it was replaced in the meantime.
    pub(crate) fn expire(&self, refused: &Held) {
        let mut state = self.state();
        if state.held.as_ref().is_some_and(|held| held.version == refused.version) {
            state.held = None;
        }
    }

    /// The credential, or the question to the provider, which all waiting calls share.
    pub(super) fn seek(&self) -> Sought {
        let mut state = self.state();
        if let Some(held) = &state.held {
            return Sought::Ready(held.clone());
        }
        if let Some(flight) = state.flight.upgrade().filter(|flight| flight.is_under_way()) {
            return Sought::Waiting(flight);
        }
        let flight = Arc::new(Flight::new(self.provider.ask()));
        state.flight = Arc::downgrade(&flight);
        Sought::Waiting(flight)
    }

    /// Stores the answer of the provider.
    pub(super) fn land(&self, given: Result<String, RefreshError>) -> Result<Held, Failure> {
        let text = given.map_err(|cause| Failure::new(&self.setting, cause))?;
        if text.is_empty() {
            return Err(Failure::new(&self.setting, "it returned an empty text"));
        }
        let mut state = self.state();
        state.version += 1;
        let held = Held { text: text.into(), version: state.version };
        state.held = Some(held.clone());
        Ok(held)
    }

    pub(super) fn crashed(&self) -> Failure {
        Failure::new(&self.setting, "it panicked")
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for CredentialCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CredentialCache").field("setting", &self.setting).finish_non_exhaustive()
    }
}
