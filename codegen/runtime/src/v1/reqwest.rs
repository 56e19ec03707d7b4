//! The asynchronous transport over `reqwest` (feature `reqwest`).

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::response::Parts;
use reqwest::redirect::Policy;
use tokio::time::{Instant, timeout_at};

use super::{Client, Code, Error, InvalidRequest, Limits, Phase, Sent, Transport, TransportError};
use crate::error::ErasedError;
use crate::transport::{Incoming, announce};

/// Sends over `reqwest`. Needs a Tokio runtime with its timer on.
///
/// Does not follow redirects, sends each request once, sends no `Referer` and ignores the proxy settings of the system.
/// With the feature `gzip` it requests gzip responses; without it, uncompressed ones. For a proxy, a CA or other
/// settings, see [`from_client`](Self::from_client).
pub struct Reqwest(Source);

enum Source {
    /// Created here. The connect timeout is fixed when such a client is created, so it is kept with it.
    Made(Mutex<(Duration, reqwest::Client)>),
    Given(reqwest::Client),
}

impl Reqwest {
    /// Creates a transport with its own connection pool.
    ///
    /// # Errors
    /// If TLS can't be set up on this machine.
    pub fn new() -> Result<Self, InvalidRequest> {
        let connect = Limits::new().connect();
        let client = make(connect).map_err(|error| {
            InvalidRequest::new(format!("the HTTP client can't be set up: {}", reason(&error.without_url())))
        })?;
        Ok(Self(Source::Made(Mutex::new((connect, client)))))
    }

    /// Creates a transport with your own client: with a proxy, a CA, a shared pool.
    ///
    /// All limits apply except [`Limits::connect`], which such a client has set itself. It should be built with
    /// `redirect(Policy::none())` and `retry(reqwest::retry::never())`; otherwise a request may be sent twice, and
    /// credentials to another host.
    #[must_use]
    pub fn from_client(client: reqwest::Client) -> Self {
        Self(Source::Given(client))
    }

    /// The client to send with; a new one when the connecting time has changed.
    fn client(&self, limits: &Limits) -> Result<reqwest::Client, reqwest::Error> {
        let made = match &self.0 {
            Source::Given(client) => return Ok(client.clone()),
            Source::Made(made) => made,
        };
        let mut made = made.lock().unwrap_or_else(PoisonError::into_inner);
        if made.0 != limits.connect() {
            *made = (limits.connect(), make(limits.connect())?);
        }
        Ok(made.1.clone())
    }

    async fn exchange(
        &self,
        mut request: http::Request<Bytes>,
        limits: &Limits,
    ) -> Result<http::Response<Bytes>, TransportError> {
        announce(&mut request);
        let end = Instant::now() + limits.total();
        let unsendable = |error: reqwest::Error| failure(Phase::Send, Sent::No, error).permanent();
        let client = self.client(limits).map_err(unsendable)?;
        let request = reqwest::Request::try_from(request).map_err(unsendable)?;
        match timeout_at(end, client.execute(request)).await {
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

impl<C: Code> Client<C> {
    /// A client over [`Reqwest::new`].
    ///
    /// # Errors
    /// As [`Client::new`]; also if TLS can't be set up on this machine.
    pub fn reqwest(base_url: &str) -> Result<Self, Error<C>> {
        Client::new(base_url, Reqwest::new().map_err(|wrong| ErasedError::request(None, wrong))?)
    }
}

fn make(connect: Duration) -> Result<reqwest::Client, reqwest::Error> {
    reqwest::Client::builder()
        .redirect(Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .no_proxy()
        // Other crates may have turned these features of `reqwest` on. Gzip is decoded in `Incoming`.
        .no_gzip()
        .no_brotli()
        .no_deflate()
        .no_zstd()
        .connect_timeout(connect)
        .build()
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
