//! Connecting over `hyper`: the error of a limit that ends meanwhile, and which calls share a connection.

use std::time::Duration;

use stubwright_runtime::v1::hyper::Hyper;
use stubwright_runtime::v1::{Config, Limits};
#[cfg(feature = "rustls")]
use stubwright_runtime::v1::{RetryPolicy, Sent};

use crate::api::types::{Signer, StartContract};
use crate::api::{Client, Error};
use crate::server::{Act, Server};

#[cfg(feature = "rustls")]
const MOMENT: Duration = Duration::from_millis(300);

#[cfg(feature = "rustls")]
const HANG: Act = Act::Pause(Duration::from_millis(1200));

/// Makes a call with each of the clients that this configuration and these limits make, over one transport.
fn calls(url: &str, change: impl Fn(Config) -> Config, limits: &[Limits]) -> Result<(), Error> {
    let executor = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    executor.block_on(async {
        let shared = Client::with_transport(url, Hyper::new().unwrap())?;
        let request = StartContract::new("PDF".into(), vec![Signer::new("a", 1)]);
        for limits in limits {
            let client = shared.clone().configure(|config| change(config).limits(*limits));
            client.start_contract(&request).await?;
        }
        Ok(())
    })
}

#[test]
fn a_connection_serves_calls_with_other_connect_limits() {
    const FINE: Act = Act::Write(
        "HTTP/1.1 200 OK\r\ncontent-length: 62\r\n\r\n\
        {\"success\":true,\"result\":{\"contractId\":\"7\",\"signersInfos\":[]}}",
    );
    let server =
        Server::start(&[Act::Read, FINE, Act::Read, FINE, Act::Read, FINE, Act::Read, FINE, Act::Read]);
    let [short, long] = [5, 10].map(|seconds| Limits::new().with_connect(Duration::from_secs(seconds)));
    calls(server.url(), |config| config, &[short, long, short, long]).unwrap();
    assert_eq!(server.connections(), 1);
}

/// The TLS handshake is a part of connecting: the request is not sent before it ends.
#[cfg(feature = "rustls")]
#[test]
fn a_limit_that_ends_while_connecting() {
    let hanging = |limits: Limits, retry: fn() -> RetryPolicy| {
        let server = Server::start(&[HANG]);
        let url = server.url().replace("http:", "https:");
        calls(&url, |config| config.retry(retry()), &[limits]).unwrap_err()
    };
    let limits = [Limits::new().with_total(MOMENT), Limits::new().with_attempt(MOMENT)];
    for limits in limits {
        let error = hanging(limits, RetryPolicy::off);
        assert_eq!((error.is_timeout(), error.sent()), (true, Sent::No), "{error:?}");
        assert!(error.is_retryable(), "{error:?}");
        let says = "start_contract: timed out while connecting: no connection within ";
        assert!(error.to_string().starts_with(says), "{error}");
    }
    // An unsent request is sent again, although the endpoint is not idempotent.
    let again = || RetryPolicy::new().with_base(Duration::from_millis(2));
    assert_eq!(hanging(Limits::new().with_attempt(MOMENT), again).attempts(), 3);
}
