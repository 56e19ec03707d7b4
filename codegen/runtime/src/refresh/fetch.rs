//! Waiting for a credential.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use super::cache::{CredentialCache, Sought};
use super::flight::Outcome;

/// Waits for a credential.
pub(crate) struct Fetch {
    cache: Arc<CredentialCache>,
    state: Sought,
}

impl Fetch {
    /// Asks the provider, unless there is a credential or a question in progress.
    pub(crate) fn of(cache: &Arc<CredentialCache>) -> Self {
        Self { state: cache.seek(), cache: Arc::clone(cache) }
    }
}

impl Future for Fetch {
    type Output = Outcome;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Outcome> {
        match &self.state {
            Sought::Ready(held) => Poll::Ready(Ok(held.clone())),
            Sought::Waiting(flight) => {
                flight.poll(cx, |given| self.cache.land(given), || self.cache.crashed())
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
