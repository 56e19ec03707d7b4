//! Who sees the body of an upload: signers, and transports of users.

use std::sync::Mutex;
use std::time::Duration;

use bytes::Bytes;
use stubwright_tests::compiled::case_streams::types::{RestoreRequest, Stored};
use stubwright_tests::compiled::case_streams::{Client, ErrorCode, blocking, runtime as rt};
use stubwright_tests::steps::Steps;

use super::{Fails, chunked, sevens, stored};
use crate::wire::run;

/// An operation whose requests are signed.
struct Signed(rt::Upload);

impl rt::Operation for Signed {
    type Output = Stored;
    type Code = ErrorCode;
    const ENDPOINT: &'static rt::Endpoint = &SIGNED;

    fn prepare(&self) -> Result<rt::RequestBuilder, rt::InvalidRequest> {
        rt::RequestBuilder::new(&SIGNED).stream("application/zip", &self.0)
    }
}

static AUTH: [rt::Auth; 1] = [rt::Auth::sign("sign_with")];
static SIGNED: rt::Endpoint = rt::Endpoint::new("signed", "POST", "/signed").auth(&AUTH);

#[test]
fn a_signer_sees_that_the_body_is_a_stream() {
    let server = Steps::start(|_, stream| {
        let size = chunked(stream)?.len();
        stored(stream, size)
    });
    let server = server.expect("a server");
    let sign = |request: &mut rt::http::Request<rt::Bytes>| {
        let streamed = request.extensions().get::<rt::Streamed>().copied().expect("a stream");
        assert!(request.body().is_empty() && streamed.length().is_none());
        rt::set_header(request, "x-signature", "over UNSIGNED-PAYLOAD")
    };
    let client = rt::blocking::Client::<ErrorCode>::ureq(server.url()).expect("a client");
    let client = client.configure(|config| config.sign_with(sign));
    let stored = client.payload(&Signed(rt::Upload::from_reader(sevens(10)))).expect("an answer");
    assert_eq!(stored.size, 10);
    assert!(server.heads()[0].contains("x-signature: over UNSIGNED-PAYLOAD\r\n"));
}

/// A transport of a user, which knows nothing of uploads.
struct Whole(Mutex<Vec<Bytes>>);

impl Whole {
    fn answer(&self, request: rt::http::Request<Bytes>) -> rt::http::Response<Bytes> {
        assert!(request.extensions().get::<rt::Streamed>().is_some());
        self.0.lock().expect("a list").push(request.into_body());
        rt::http::Response::new(Bytes::from_static(b"{\"code\":0,\"size\":1}"))
    }
}

impl rt::Transport for &'static Whole {
    async fn send(
        &self,
        request: rt::http::Request<Bytes>,
        _: &rt::Limits,
    ) -> Result<rt::http::Response<Bytes>, rt::TransportError> {
        Ok(self.answer(request))
    }

    async fn sleep(&self, _: Duration) {}
}

impl rt::blocking::Transport for &'static Whole {
    fn send(
        &self,
        request: rt::http::Request<Bytes>,
        _: &rt::Limits,
    ) -> Result<rt::http::Response<Bytes>, rt::TransportError> {
        Ok(self.answer(request))
    }
}

#[test]
fn transports_that_know_no_uploads_send_what_was_read() {
    let transport: &'static Whole = Box::leak(Box::new(Whole(Mutex::default())));
    let request = || RestoreRequest::new(1, rt::Upload::from_reader(sevens(200_000)));
    let client = Client::with_transport("http://h", transport).expect("a client");
    let answered: Stored = run(async { client.restore(&request()).await.expect("an answer") });
    assert_eq!(answered.size, 1);
    let client = blocking::Client::with_transport("http://h", transport).expect("a client");
    assert_eq!(client.restore(&request()).expect("an answer").size, 1);
    let bodies = transport.0.lock().expect("a list");
    assert!(bodies.len() == 2 && bodies.iter().all(|body| body.len() == 200_000));
    drop(bodies);
    // Nothing is sent of a body that can't be read.
    let request = RestoreRequest::new(1, rt::Upload::from_reader(Fails(10)));
    let error = client.restore(&request).expect_err("the source fails");
    assert_eq!((error.sent(), transport.0.lock().expect("a list").len()), (rt::Sent::No, 2), "{error}");
}
