//! A client of `reqwest` that follows redirects, as it does by default: the call fails, and says how to build the client.

use std::future::Future;

use stubwright_runtime::v1::reqwest::Reqwest;
use stubwright_runtime::v1::{RetryPolicy, Sent};

use crate::api::types::{ShowContract, Signer, StartContract};
use crate::api::{Client, Error};
use crate::server::{Act, Server};
use crate::sockets::builder;

const REDIRECT: &str = "HTTP/1.1 307 Temporary Redirect\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n";
const FOUND: &str = "HTTP/1.1 302 Found\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n";
/// Wherever it leads, there it is again.
const LOOP: &str = "HTTP/1.1 307 Temporary Redirect\r\nlocation: /elsewhere\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
const NULL: &str = "HTTP/1.1 200 OK\r\ncontent-length: 30\r\n\r\n{\"success\":true,\"result\":null}";

fn run<T>(call: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(call)
}

fn client(server: &Server) -> Client {
    let usual = builder().no_proxy().build().unwrap();
    let client = Client::with_transport(server.url(), Reqwest::from_client(usual)).unwrap();
    client.configure(|config| config.retry(RetryPolicy::new()))
}

fn start(server: &Server) -> Error {
    let request = StartContract::new("PDF".into(), vec![Signer::new("a", 1)]);
    run(client(server).start_contract(&request)).unwrap_err()
}

fn names_the_policy(error: &Error) {
    assert!(error.is_transport() && !error.is_retryable() && !error.is_timeout(), "{error:?}");
    assert_eq!((error.sent(), error.attempts()), (Sent::Yes, 1), "{error:?}");
    assert!(error.to_string().contains("`redirect(reqwest::redirect::Policy::none())`"), "{error}");
}

#[test]
fn a_redirect_that_was_followed_is_an_error() {
    let server = Server::start(&[Act::Read, Act::Write(REDIRECT), Act::Read, Act::Write(NULL)]);
    names_the_policy(&run(client(&server).show_contract(&ShowContract::new("1"))).unwrap_err());

    let server = Server::start(&[Act::Read, Act::Write(FOUND), Act::Read, Act::Write(NULL)]);
    names_the_policy(&start(&server));
    assert!(server.request().starts_with("GET /elsewhere "), "{}", server.request());

    let server = Server::start(&[Act::Read, Act::Write(LOOP)]);
    names_the_policy(&run(client(&server).show_contract(&ShowContract::new("1"))).unwrap_err());
}

/// The first server has the request, although the client never gets to the second.
#[test]
fn a_redirect_to_nowhere_was_sent() {
    const AWAY: &str = "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let server = Server::start(&[Act::Read, Act::Write(AWAY)]);
    names_the_policy(&start(&server));
    assert_eq!(server.connections(), 1);
}

/// A `POST` that the client sent again would be done twice.
#[test]
fn a_body_is_not_sent_again() {
    let server = Server::start(&[Act::Read, Act::Write(LOOP)]);
    let error = start(&server);
    assert_eq!(error.http_status().map(|status| status.as_u16()), Some(307), "{error:?}");
    assert_eq!(server.connections(), 1);
    assert!(server.request().starts_with("POST /api/open/contract/start "), "{}", server.request());
}
