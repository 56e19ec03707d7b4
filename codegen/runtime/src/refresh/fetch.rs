//! Waiting for a credential.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use super::flight::Outcome;
use super::vault::{Sought, Vault};

/// Waits for a credential.
pub(crate) struct Fetch {
    vault: Arc<Vault>,
    state: Sought,
}

impl Fetch {
    /// Asks the provider unless there is a credential, or a question on its way.
    pub(crate) fn of(vault: &Arc<Vault>) -> Self {
        Self { state: vault.seek(), vault: Arc::clone(vault) }
    }
}

impl Future for Fetch {
    type Output = Outcome;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Outcome> {
        match &self.state {
            Sought::Ready(held) => Poll::Ready(Ok(held.clone())),
            Sought::Waiting(flight) => {
                flight.poll(cx, |given| self.vault.land(given), || self.vault.crashed())
            }
        }
    }
}

impl Drop for Fetch {
    fn drop(&mut self) {
        if let Sought::Waiting(flight) = &self.state {
            flight.wake_others();
        }
    }
}

#[cfg(test)]
mod tests;
