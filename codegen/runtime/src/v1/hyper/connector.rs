//! Connecting: TCP, TLS if it is enabled, and a limit for both together.

use std::error::Error;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use hyper_util::client::legacy::connect::HttpConnector;
use tokio::time::timeout;
use tower_service::Service;

use crate::transport::{Limits, no_connection};

/// How long a connection is idle before TCP asks whether the server is still there.
const KEEPALIVE: Duration = Duration::from_secs(15);

type BoxError = Box<dyn Error + Send + Sync>;

#[cfg(feature = "rustls")]
type Secure = hyper_rustls::HttpsConnector<HttpConnector>;
#[cfg(not(feature = "rustls"))]
type Secure = HttpConnector;

/// A connector without a limit.
#[cfg(feature = "rustls")]
fn secure() -> Result<Secure, BoxError> {
    use rustls::crypto::{CryptoProvider, ring};

    let provider = match CryptoProvider::get_default() {
        Some(chosen) => CryptoProvider::clone(chosen),
        None => ring::default_provider(),
    };
    let tls = hyper_rustls::HttpsConnectorBuilder::new().with_provider_and_platform_verifier(provider)?;
    let mut tcp = tcp();
    // The TLS connector handles `https:` and forwards everything else.
    tcp.enforce_http(false);
    Ok(tls.https_or_http().enable_http1().wrap_connector(tcp))
}

/// A connector without a limit.
#[cfg(not(feature = "rustls"))]
#[expect(clippy::unnecessary_wraps, reason = "the same shape with every feature")]
fn secure() -> Result<Secure, BoxError> {
    Ok(tcp())
}

fn tcp() -> HttpConnector {
    let mut tcp = HttpConnector::new();
    tcp.set_nodelay(true);
    tcp.set_keepalive(Some(KEEPALIVE));
    tcp
}

tokio::task_local! {
    /// The connect limit of the request that is being polled.
    static LIMIT: Duration;
}

/// Sends a request whose connection, if it needs a new one, is limited to `limit`.
///
/// A pool knows nothing of the request that it connects for, and a pool for each limit would connect more often. But it
/// calls the connector while the request is polled.
pub(super) fn limited<F: Future>(limit: Duration, request: F) -> impl Future<Output = F::Output> {
    LIMIT.scope(limit, request)
}

/// A connector with the limit of the request that needs the connection.
#[derive(Clone)]
pub(super) struct Connector(Secure);

impl Connector {
    /// # Errors
    /// If TLS can't be set up on this machine.
    pub(super) fn new() -> Result<Self, BoxError> {
        secure().map(Self)
    }
}

impl Service<Uri> for Connector {
    type Response = <Secure as Service<Uri>>::Response;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.0.poll_ready(cx).map_err(Into::into)
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let connecting = self.0.call(uri);
        let limit = LIMIT.try_with(|limit| *limit).unwrap_or(Limits::new().connect());
        Box::pin(async move {
            let connected = timeout(limit, connecting).await.map_err(|_| late(limit))?;
            let connection = connected?;
            Ok(connection)
        })
    }
}

fn late(limit: Duration) -> io::Error {
    io::Error::new(io::ErrorKind::TimedOut, no_connection(limit))
}
