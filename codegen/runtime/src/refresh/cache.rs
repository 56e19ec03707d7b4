//! The credential of one setting, as all clones of a client share it.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use super::flight::Flight;
use super::held::Held;
use super::{Failure, Provider, RefreshError};

/// Holds the credential of one setting, and asks the provider for it.
pub(crate) struct CredentialCache {
    setting: Box<str>,
    provider: Provider,
    state: Mutex<State>,
}

struct State {
    held: Option<Held>,
    version: u64,
    /// What is on its way. Only those who wait for it keep it alive.
    flight: Weak<Flight>,
}

/// A credential, or the question to its provider.
pub(super) enum Sought {
    Ready(Held),
    Waiting(Arc<Flight>),
}

impl CredentialCache {
    /// With the credential to begin with, if there is one.
    pub(crate) fn new(setting: &str, provider: Provider, text: Option<&str>) -> Self {
        let held = text.map(|text| Held { text: text.into(), version: 0 });
        let state = Mutex::new(State { held, version: 0, flight: Weak::new() });
        Self { setting: setting.into(), provider, state }
    }

    /// The same provider for another credential.
    pub(crate) fn beginning_with(&self, text: &str) -> Self {
        Self::new(&self.setting, self.provider.clone(), Some(text))
    }

    pub(crate) fn setting(&self) -> &str {
        &self.setting
    }

    /// The credential, unless the provider has to be asked.
    pub(crate) fn held(&self) -> Option<Held> {
        self.state().held.clone()
    }

    /// The server refuses this credential. One that has replaced it already stays.
    pub(crate) fn expire(&self, refused: &Held) {
        let mut state = self.state();
        if state.held.as_ref().is_some_and(|held| held.version == refused.version) {
            state.held = None;
        }
    }

    /// The credential, from the provider if need be; one answer of it goes to all who wait.
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

    /// Keeps what the provider gave.
    pub(super) fn land(&self, given: Result<String, RefreshError>) -> Result<Held, Failure> {
        let text = given.map_err(|cause| Failure::new(&self.setting, cause))?;
        if text.is_empty() {
            return Err(Failure::new(&self.setting, "it gave an empty text"));
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
