//! The asynchronous transport over a client of `reqwest` (feature `reqwest`).

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::time::Duration;

use bytes::Bytes;
use http::response::Parts;
use tokio::time::{Instant, timeout_at};

use super::{Limits, Phase, Sent, Transport, TransportError};
use crate::transport::{Incoming, announce};

/// Sends over a client of `reqwest` that you build: with a proxy, a CA, a shared pool. Needs a Tokio runtime with its
/// timer on.
///
/// Which TLS there is depends on the features of `reqwest` that your crate asks for; those of this crate are about its
/// own transports. All limits apply except [`Limits::connect`], which such a client has set itself.
pub struct Reqwest(reqwest::Client);

impl Reqwest {
    /// Creates a transport with this client.
    ///
    /// It should be built with `redirect(Policy::none())`, `retry(reqwest::retry::never())` and `referer(false)`;
    /// otherwise a request may be sent twice, and credentials to another host. Gzip is requested and decoded here, with a
    /// limit, so turn off whatever other crates have turned on: `no_gzip()`, `no_brotli()`, `no_deflate()`, `no_zstd()`.
    #[must_use]
    pub fn from_client(client: reqwest::Client) -> Self {
        Self(client)
    }

    async fn exchange(
        &self,
        mut request: http::Request<Bytes>,
        limits: &Limits,
    ) -> Result<http::Response<Bytes>, TransportError> {
        announce(&mut request);
        let end = Instant::now() + limits.total();
        let unsendable = |error: reqwest::Error| failure(Phase::Send, Sent::No, error).permanent();
        let request = reqwest::Request::try_from(request).map_err(unsendable)?;
        match timeout_at(end, self.0.execute(request)).await {
            Ok(Ok(response)) => receive(response, limits, end).await,
            Ok(Err(error)) if error.is_connect() => Err(failure(Phase::Connect, Sent::No, error)),
            Ok(Err(error)) if error.is_builder() => Err(unsendable(error)),
            Ok(Err(error)) => Err(failure(Phase::Receive, Sent::Maybe, error)),
            Err(_) => Err(TransportError::new(Phase::Receive, Sent::Maybe, over(limits.total())).timed_out()),
        }
    }
}

impl Transport for Reqwest {
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: &Limits,
    ) -> impl Future<Output = Result<http::Response<Bytes>, TransportError>> + Send {
        self.exchange(request, limits)
    }

    fn sleep(&self, pause: Duration) -> impl Future<Output = ()> + Send {
        tokio::time::sleep(pause)
    }
}

impl fmt::Debug for Reqwest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reqwest").finish_non_exhaustive()
    }
}

/// Reads the body piece by piece, so that its size and the time between pieces are bounded.
async fn receive(
    mut response: reqwest::Response,
    limits: &Limits,
    end: Instant,
) -> Result<http::Response<Bytes>, TransportError> {
    let mut incoming = Incoming::new(head(&mut response), limits.body());
    loop {
        let idle = Instant::now() + limits.idle();
        let pushed = match timeout_at(idle.min(end), response.chunk()).await {
            Ok(Ok(Some(piece))) => incoming.push(&piece),
            Ok(Ok(None)) => return incoming.finish(),
            Ok(Err(error)) => Err(failure(Phase::Body, Sent::Yes, error)),
            Err(_) => {
                let time = if idle < end { limits.idle() } else { limits.total() };
                Err(TransportError::new(Phase::Body, Sent::Yes, over(time)).timed_out())
            }
        };
        if let Err(failed) = pushed {
            return Err(incoming.failed(failed));
        }
    }
}

fn head(response: &mut reqwest::Response) -> Parts {
    let mut out = http::Response::new(());
    *out.status_mut() = response.status();
    *out.version_mut() = response.version();
    *out.headers_mut() = std::mem::take(response.headers_mut());
    out.into_parts().0
}

fn over(time: Duration) -> String {
    format!("no answer within {time:?}")
}

fn failure(phase: Phase, sent: Sent, error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    let failed = TransportError::new(phase, sent, reason(&error));
    let failed = if error.is_timeout() { failed.timed_out() } else { failed };
    failed.caused_by(error)
}

/// The texts of the causes, outermost first, each once.
fn reason(error: &reqwest::Error) -> String {
    let mut out = String::new();
    let mut next: Option<&dyn StdError> = Some(error);
    while let Some(error) = next {
        let text = error.to_string();
        if !out.contains(&text) {
            out.push_str(if out.is_empty() { "" } else { ": " });
            out.push_str(&text);
        }
        next = error.source();
    }
    out
}
