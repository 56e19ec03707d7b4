//! All transports over real sockets: the actions of the server, and the results for the caller.

use std::net::TcpListener;
use std::time::{Duration, Instant};

#[cfg(any(feature = "hyper", feature = "reqwest"))]
use stubwright_runtime::v1::Transport;
#[cfg(feature = "hyper")]
use stubwright_runtime::v1::hyper::Hyper;
#[cfg(feature = "reqwest")]
use stubwright_runtime::v1::reqwest::Reqwest;
use stubwright_runtime::v1::{Limits, RetryPolicy, Sent};

use crate::api::types::{Signer, StartContract, StartContractResult};
use crate::api::{Error, ErrorCode};
use crate::server::{Act, Server};

/// Longer than the limits of the tests.
const LONG: Duration = Duration::from_secs(3);

/// Longer than the shortest of them.
const BRIEF: Duration = Duration::from_secs(1);

type Start = fn(&str, Limits) -> Result<StartContractResult, Error>;

fn request() -> StartContract {
    StartContract::new("PDF".into(), vec![Signer::new("a", 1)])
}

#[cfg(feature = "hyper")]
fn over_hyper(url: &str, limits: Limits) -> Result<StartContractResult, Error> {
    start(url, Hyper::new().unwrap(), limits)
}

#[cfg(feature = "reqwest")]
fn over_reqwest(url: &str, limits: Limits) -> Result<StartContractResult, Error> {
    start(url, from_builder(), limits)
}

/// A `reqwest` builder with a provider for TLS: other crates of a workspace can turn on a feature that takes it away.
#[cfg(feature = "reqwest")]
pub(crate) fn builder() -> reqwest::ClientBuilder {
    // Another test may have installed it before.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
}

/// A client of `reqwest` as [`Reqwest::from_client`] wants it.
#[cfg(feature = "reqwest")]
pub(crate) fn from_builder() -> Reqwest {
    let builder = builder().redirect(reqwest::redirect::Policy::none());
    let builder = builder.retry(reqwest::retry::never()).referer(false).no_proxy();
    Reqwest::from_client(builder.connect_timeout(Limits::new().connect()).build().unwrap())
}

#[cfg(any(feature = "hyper", feature = "reqwest"))]
fn start(url: &str, transport: impl Transport, limits: Limits) -> Result<StartContractResult, Error> {
    let executor = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    executor.block_on(async {
        let client = crate::api::Client::with_transport(url, transport)?;
        let client = client.configure(|config| config.limits(limits).retry(RetryPolicy::off()));
        client.start_contract(&request()).await
    })
}

#[cfg(feature = "ureq")]
fn over_ureq(url: &str, limits: Limits) -> Result<StartContractResult, Error> {
    let client = crate::api::blocking::Client::new(url)?;
    let client = client.configure(|config| config.limits(limits).retry(RetryPolicy::off()));
    client.start_contract(&request())
}

/// Runs a script once for each transport; every time there is exactly one connection.
fn each(
    script: &'static [Act],
    limits: Limits,
    check: impl Fn(&str, Result<StartContractResult, Error>, &Server),
) {
    let transports: &[(&str, Start)] = &[
        #[cfg(feature = "hyper")]
        ("hyper", over_hyper),
        #[cfg(feature = "reqwest")]
        ("reqwest", over_reqwest),
        #[cfg(feature = "ureq")]
        ("ureq", over_ureq),
    ];
    for (name, start) in transports {
        let server = Server::start(script);
        let begun = Instant::now();
        let outcome = start(server.url(), limits);
        assert!(begun.elapsed() < Duration::from_secs(20), "{name} took {:?}", begun.elapsed());
        assert_eq!(server.connections(), 1, "{name} sent again");
        check(name, outcome, &server);
    }
}

fn failing(script: &'static [Act], limits: Limits, check: impl Fn(&str, Error)) {
    each(script, limits, |name, outcome, _| check(name, outcome.expect_err(name)));
}

#[test]
fn a_success() {
    const ANSWER: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n\
        18\r\n{\"success\":true,\"result\"\r\n38\r\n:{\"contractId\":\"1897893172027068416\",\"signersInfos\":[]}}\r\n0\r\n\r\n";
    each(&[Act::Read, Act::Write(ANSWER)], Limits::new(), |name, outcome, server| {
        let done = outcome.unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert_eq!(done.contract_id, 1_897_893_172_027_068_416);
        let request = server.request();
        let lower = request.to_lowercase();
        assert!(request.starts_with("POST /api/open/contract/start HTTP/1.1\r\n"), "{name}: {request}");
        assert!(
            request
                .ends_with(r#"{"signFileType":"PDF","signers":[{"accountId":"a","seqNo":1,"until":null}]}"#)
        );
        assert!(lower.contains("content-type: application/json"), "{name}: {request}");
        assert!(lower.contains("user-agent: stubwright-runtime/"), "{name}: {request}");
        for absent in ["referer", "transfer-encoding"] {
            assert!(!lower.contains(absent), "{name}: {request}");
        }
        let accepted: Vec<&str> = lower.lines().filter(|line| line.starts_with("accept-encoding")).collect();
        let gzip: &[&str] = if cfg!(feature = "gzip") { &["accept-encoding: gzip"] } else { &[] };
        assert_eq!(accepted, gzip, "{name}: {request}");
    });
}

#[test]
fn a_business_error() {
    const BODY: &str = "HTTP/1.1 200 OK\r\ncontent-length: 78\r\n\r\n\
        {\"success\":false,\"code\":\"oc_10011\",\"msg\":\"no\",\"logKey\":\"1891b154\",\"result\":{}}";
    failing(&[Act::Read, Act::Write(BODY)], Limits::new(), |name, error| {
        assert_eq!(error.kind(), Some(ErrorCode::UserNotVerified), "{name}: {error:?}");
        assert_eq!(error.to_string(), "[oc_10011] no (solution: 进行认证) trace=1891b154");
    });
}

#[test]
fn an_unknown_code() {
    const BODY: &str =
        "HTTP/1.1 200 OK\r\ncontent-length: 35\r\n\r\n{\"success\":false,\"code\":\"oc_99999\"}\n";
    failing(&[Act::Read, Act::Write(BODY)], Limits::new(), |name, error| {
        assert_eq!((error.kind(), error.code()), (Some(ErrorCode::Unrecognized), Some("oc_99999")), "{name}");
        assert!(!error.is_retryable());
    });
}

#[test]
fn a_gateway_page() {
    const BODY: &str =
        "HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\ncontent-length: 11\r\n\r\n<html>\n502 ";
    failing(&[Act::Read, Act::Write(BODY)], Limits::new(), |name, error| {
        assert!(error.is_http() && !error.is_retryable(), "{name}: {error:?}");
        assert_eq!(error.to_string(), "start_contract: HTTP 502 Bad Gateway, text/html: <html> 502");
    });
}

#[test]
fn a_redirect_is_not_followed() {
    const BODY: &str = "HTTP/1.1 307 Temporary Redirect\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n";
    failing(&[Act::Read, Act::Write(BODY)], Limits::new(), |name, error| {
        assert!(error.is_http(), "{name}: {error:?}");
        assert_eq!(error.http_status().map(|status| status.as_u16()), Some(307));
    });
}

#[test]
fn a_truncated_document() {
    const BODY: &str =
        "HTTP/1.1 200 OK\r\nx-request-id: r1\r\ncontent-length: 25\r\n\r\n{\"success\":true,\"result\":{";
    failing(&[Act::Read, Act::Write(BODY)], Limits::new(), |name, error| {
        assert!(error.is_decode() && !error.is_retryable(), "{name}: {error:?}");
        assert_eq!((error.trace_id(), error.body().len()), (Some("r1"), 25));
    });
}

#[test]
fn a_connection_lost_in_the_body() {
    const BODY: &str = "HTTP/1.1 200 OK\r\nx-request-id: r1\r\ncontent-length: 999\r\n\r\n{\"success\":true";
    failing(&[Act::Read, Act::Write(BODY)], Limits::new(), |name, error| {
        assert!(error.is_transport() && !error.is_retryable(), "{name}: {error:?}");
        assert_eq!(error.sent(), Sent::Yes, "{name}: {error:?}");
        assert_eq!(error.http_status().map(|status| status.as_u16()), Some(200), "{name}");
        assert_eq!(error.body(), b"{\"success\":true", "{name}");
        assert!(error.headers().is_some_and(|headers| headers.contains_key("x-request-id")));
    });
}

#[test]
fn a_slow_body() {
    const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-length: 999\r\n\r\n{";
    let script = &[Act::Read, Act::Write(HEAD), Act::Pause(LONG), Act::Write("}")];
    failing(script, Limits::new().with_idle(Duration::from_millis(300)), |name, error| {
        assert!(error.is_timeout() && !error.is_retryable(), "{name}: {error:?}");
        assert_eq!((error.sent(), error.body()), (Sent::Yes, b"{".as_slice()), "{name}: {error:?}");
        let says = "timed out while reading the response: nothing more within 300ms (sent: yes)";
        assert!(error.to_string().ends_with(says), "{name}: {error}");
    });
    let script = &[Act::Read, Act::Write(HEAD), Act::Pause(BRIEF), Act::Write("}")];
    failing(script, Limits::new().with_total(Duration::from_millis(300)), |name, error| {
        assert!(error.is_timeout() && !error.is_retryable(), "{name}: {error:?}");
        let says = "timed out while reading the response: not complete within ";
        assert!(error.to_string().contains(says), "{name}: {error}");
    });
}

/// The time between two pieces of a body says nothing about how long the server thinks.
#[test]
fn a_server_that_thinks_longer_than_idle() {
    const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-length: 80\r\n\r\n";
    const BODY: &str =
        "{\"success\":true,\"result\":{\"contractId\":\"1897893172027068416\",\"signersInfos\":[]}}";
    let limits = Limits::new().with_idle(Duration::from_millis(200));
    each(&[Act::Read, Act::Pause(BRIEF), Act::Write(HEAD), Act::Write(BODY)], limits, |name, outcome, _| {
        let done = outcome.unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert_eq!(done.contract_id, 1_897_893_172_027_068_416);
    });
}

/// The limits of one call come before those of the client.
#[test]
fn a_call_has_limits_of_its_own() {
    type Limited = fn(&str, Limits, Duration, Option<Duration>) -> Result<StartContractResult, Error>;

    const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-length: 80\r\n\r\n";
    const BODY: &str =
        "{\"success\":true,\"result\":{\"contractId\":\"1897893172027068416\",\"signersInfos\":[]}}";
    let script: &[Act] = &[Act::Read, Act::Write(HEAD), Act::Pause(BRIEF), Act::Write(BODY)];
    let brief = Limits::new().with_idle(Duration::from_millis(100)).with_total(Duration::from_millis(300));
    let long = Duration::from_secs(10);
    let transports: &[Limited] = &[
        #[cfg(feature = "hyper")]
        |url, limits, total, idle| {
            let executor = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            executor.block_on(async {
                let client = crate::api::Client::with_transport(url, Hyper::new().unwrap())?;
                let client = client.configure(|config| config.limits(limits).retry(RetryPolicy::off()));
                let request = request();
                let call = client.call(&request).timeout(total);
                if let Some(idle) = idle { call.idle(idle).await } else { call.await }
            })
        },
        #[cfg(feature = "ureq")]
        |url, limits, total, idle| {
            let client = crate::api::blocking::Client::new(url)?;
            let client = client.configure(|config| config.limits(limits).retry(RetryPolicy::off()));
            let request = request();
            let call = client.call(&request).timeout(total);
            let call = if let Some(idle) = idle { call.idle(idle) } else { call };
            call.send().map(|response| response.into_payload())
        },
    ];
    for start in transports {
        let server = Server::start(script);
        let done = start(server.url(), brief, long, Some(long)).unwrap();
        assert_eq!(done.contract_id, 1_897_893_172_027_068_416);
        let server = Server::start(script);
        let error = start(server.url(), brief, long, None).unwrap_err();
        assert!(error.to_string().contains("nothing more within 100ms"), "{error}");
    }
}

/// Polls a call on a thread without an executor: it never has to wait, for it fails.
#[cfg(any(feature = "hyper", feature = "reqwest"))]
fn outside_of_tokio(transport: impl Transport) -> Error {
    use std::future::IntoFuture;
    use std::task::{Context, Poll, Waker};

    let client = crate::api::Client::with_transport("http://127.0.0.1:1", transport).unwrap();
    let request = request();
    let mut call = std::pin::pin!(client.call(&request).into_future());
    match call.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => outcome.unwrap_err(),
        Poll::Pending => panic!("it waits"),
    }
}

#[cfg(any(feature = "hyper", feature = "reqwest"))]
#[test]
fn a_call_outside_of_tokio_is_an_error() {
    let errors = [
        #[cfg(feature = "hyper")]
        outside_of_tokio(Hyper::new().unwrap()),
        #[cfg(feature = "reqwest")]
        outside_of_tokio(from_builder()),
    ];
    for error in errors {
        assert!(error.is_transport() && !error.is_retryable(), "{error:?}");
        assert_eq!((error.sent(), error.attempts()), (Sent::No, 1), "{error:?}");
        assert!(error.to_string().contains("there is no Tokio runtime here"), "{error}");
    }
}

#[test]
fn no_answer_at_all() {
    let script = &[Act::Read, Act::Pause(LONG)];
    failing(script, Limits::new().with_total(Duration::from_millis(300)), |name, error| {
        assert!(error.is_timeout() && !error.is_retryable(), "{name}: {error:?}");
        assert_eq!(error.sent(), Sent::Maybe, "{name}: {error:?}");
    });
}

#[test]
fn a_body_over_the_limit() {
    const HEAD: &str = "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n";
    let script = &[Act::Read, Act::Write(HEAD), Act::Flood(64 * 1024)];
    failing(script, Limits::new().with_body(100_000), |name, error| {
        assert!(error.is_transport() && !error.is_retryable(), "{name}: {error:?}");
        assert_eq!((error.sent(), error.body().len()), (Sent::Yes, 64 * 1024), "{name}: {error:?}");
        assert!(error.to_string().contains("the limit is 100000 bytes"), "{name}: {error}");
    });
}

#[test]
fn a_reset_after_the_request() {
    failing(&[Act::Nibble], Limits::new(), |name, error| {
        assert!(error.is_transport() && !error.is_timeout() && !error.is_retryable(), "{name}: {error:?}");
        assert_eq!(error.sent(), Sent::Maybe, "{name}: {error:?}");
    });
    failing(&[Act::Read], Limits::new(), |name, error| {
        assert_eq!((error.sent(), error.is_retryable()), (Sent::Maybe, false), "{name}: {error:?}");
    });
}

#[test]
fn no_server() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let transports: &[Start] = &[
        #[cfg(feature = "hyper")]
        over_hyper,
        #[cfg(feature = "reqwest")]
        over_reqwest,
        #[cfg(feature = "ureq")]
        over_ureq,
    ];
    for start in transports {
        let error = start(&url, Limits::new()).unwrap_err();
        assert!(error.is_transport() && error.is_retryable(), "{error:?}");
        assert_eq!(error.sent(), Sent::No, "{error:?}");
        let text = error.to_string();
        assert!(text.starts_with("start_contract: failed while connecting: "), "{text}");
        assert!(text.contains("refused") && text.ends_with("(sent: no)"), "{text}");
        assert!(std::error::Error::source(&error).is_some());
    }
}

#[cfg(all(feature = "hyper", not(feature = "rustls")))]
#[test]
fn a_client_without_tls() {
    let error = over_hyper("https://localhost", Limits::new()).unwrap_err();
    assert_eq!((error.is_transport(), error.is_retryable(), error.sent()), (true, false, Sent::No));
    assert!(error.to_string().contains("TLS needs the feature `rustls`"), "{error}");
}

#[cfg(feature = "rustls")]
#[test]
fn a_server_without_tls() {
    let transports: &[Start] = &[
        #[cfg(feature = "hyper")]
        over_hyper,
        #[cfg(feature = "reqwest")]
        over_reqwest,
        #[cfg(feature = "ureq")]
        over_ureq,
    ];
    for start in transports {
        let server = Server::start(&[Act::Nibble, Act::Write("HTTP/1.1 400 Bad Request\r\n\r\n")]);
        let error = start(&server.url().replace("http:", "https:"), Limits::new()).unwrap_err();
        assert_eq!((error.is_transport(), error.sent()), (true, Sent::No), "{error:?}");
    }
}
