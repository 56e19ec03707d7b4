//! Calls through both clients over the in-process transport: requests, errors of every kind, options.

use std::future::{Future, ready};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use stubwright_runtime::v1::testing::Fake;
use stubwright_runtime::v1::{
    Bytes, Category, Limits, Origin, Phase, Retry, RetryPolicy, Sent, Transport, TransportError, http,
};

use crate::api::types::{Ping, ShowContract, Signer, StartContract, StartContractResult};
use crate::api::{Client, Error, ErrorCode, servers};

/// Runs a future that never waits.
pub(crate) fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the fake transport does not wait"),
    }
}

/// A client that sends once: repeated calls are in `retries`.
pub(crate) fn client(fake: &Fake) -> Client {
    let client = Client::with_transport(servers::PRE_PRODUCTION, fake.clone()).unwrap();
    client.configure(|config| config.retry(RetryPolicy::off()))
}

fn start(fake: &Fake) -> Result<StartContractResult, Error> {
    now(client(fake).start_contract(&StartContract::new("PDF".into(), vec![Signer::new("a", 1)])))
}

fn failing(status: u16, headers: &[(&str, &str)], body: &'static str) -> Error {
    let fake = Fake::new();
    fake.respond(status, headers, body);
    start(&fake).unwrap_err()
}

#[test]
fn errors_are_small_and_go_everywhere() {
    fn goes_everywhere<T: Send + Sync + 'static>() {}
    goes_everywhere::<Error>();
    goes_everywhere::<Client>();
    assert_eq!(size_of::<Error>(), size_of::<usize>());
    assert_eq!(size_of::<Option<Error>>(), size_of::<usize>());
    let fake = Fake::new();
    let client = client(&fake);
    fn is_send<T: Send>(_: &T) {}
    let request = StartContract::new("PDF".into(), Vec::new());
    is_send(&client.start_contract(&request));
    is_send(&client.call(&request).send());
}

#[test]
fn a_business_error_says_everything() {
    let body = r#"{"success":false,"code":"oc_40003","msg":"twice\n!","logKey":"t1","result":null}"#;
    let error = failing(200, &[("retry-after", "3"), ("set-cookie", "secret=1")], body);
    assert_eq!((error.kind(), error.code()), (Some(ErrorCode::DuplicateSigner), Some("oc_40003")));
    assert_eq!((error.message(), error.solution()), (Some("twice\n!"), Some("检查参数")));
    assert_eq!((error.message_in("en"), error.solution_in("en")), (Some("duplicate signer"), None));
    assert_eq!((error.trace_id(), error.endpoint()), (Some("t1"), Some("start_contract")));
    assert_eq!(
        (error.category(), error.retry(), error.is_retryable()),
        (Category::Argument, Retry::Never, false)
    );
    assert_eq!((error.sent(), error.origin()), (Sent::Yes, Origin::Server));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3)));
    assert_eq!(error.http_status().map(|status| status.as_u16()), Some(200));
    assert_eq!((error.body(), error.violations().len(), error.details()), (body.as_bytes(), 0, None));
    assert!(
        error.is_api()
            && !error.is_http()
            && !error.is_decode()
            && !error.is_transport()
            && !error.is_request()
    );
    assert_eq!(error.to_string(), "[oc_40003] twice ! (solution: 检查参数) trace=t1");
    let debug = format!("{error:?}");
    assert!(
        debug.starts_with("Api {") && debug.contains("set-cookie") && debug.contains("80 bytes"),
        "{debug}"
    );
    assert!(!debug.contains("secret=1") && !debug.contains("logKey"), "{debug}");
}

#[test]
fn what_may_be_tried_again() {
    let code = |code: &str| failing(200, &[], String::leak(format!(r#"{{"success":false,"code":{code}}}"#)));
    assert!(code("\"oc_10011\"").is_retryable(), "safe");
    assert!(!code("500").is_retryable(), "idempotent, and the endpoint is not");
    assert!(!code("\"new\"").is_retryable());
    assert_eq!(code("500").message(), Some("服务繁忙,请重试."));
    let status = |status: u16| failing(status, &[], "");
    assert_eq!((status(401).is_retryable(), status(401).retry()), (false, Retry::RefreshAuth));
    for at in [408, 429, 502, 503, 504] {
        let class = if at == 429 { Retry::Throttle } else { Retry::Idempotent };
        assert_eq!((status(at).is_retryable(), status(at).retry()), (false, class), "{at}");
        let fake = Fake::new();
        fake.respond(at, &[], "");
        assert!(
            now(client(&fake).show_contract(&ShowContract::new("1"))).unwrap_err().is_retryable(),
            "{at}"
        );
    }
    for at in [301, 400, 404, 500] {
        assert_eq!((status(at).is_retryable(), status(at).retry()), (false, Retry::Never), "{at}");
    }
    let unknown = failing(429, &[], r#"{"success":false,"code":"new"}"#);
    assert_eq!((unknown.is_retryable(), unknown.retry()), (false, Retry::Throttle));
}

#[test]
fn errors_of_the_transport() {
    for (sent, phase, start_again, show_again) in [
        (Sent::No, Phase::Connect, true, true),
        (Sent::Maybe, Phase::Receive, false, true),
        (Sent::Yes, Phase::Body, false, true),
        (Sent::Yes, Phase::TooLarge, false, false),
    ] {
        let fake = Fake::new();
        let error = || TransportError::new(phase, sent, "broken").timed_out();
        fake.break_off(error()).break_off(error());
        let started = start(&fake).unwrap_err();
        let shown = now(client(&fake).show_contract(&ShowContract::new("1"))).unwrap_err();
        assert_eq!((started.is_retryable(), shown.is_retryable()), (start_again, show_again), "{phase:?}");
        assert!(started.is_transport() && started.is_timeout() && started.sent() == sent);
        assert_eq!((started.origin(), started.kind(), started.http_status()), (Origin::Client, None, None));
    }
    let lost = start(&Fake::new()).unwrap_err().to_string();
    let want = "start_contract: failed while sending: the fake transport has no answer for `start_contract` (0 queued for other endpoints) (sent: no)";
    assert_eq!(lost, want);
}

#[test]
fn payloads_that_do_not_fit_say_where() {
    let error = failing(
        200,
        &[],
        "{\"success\":true,\n \"result\":{\"contractId\":1,\"signersInfos\":[{\"seqNo\":null}]}}",
    );
    let want = "start_contract: can't read the response: result[\" signersInfos\"][0].seqNo: expected an integer, found null at line 2 column 55 (HTTP 200)";
    assert_eq!(error.to_string(), want);
    assert!(error.is_decode() && !error.is_retryable() && error.body().len() == 76);
    for (body, want) in [
        (r#"{"success":true,"result":{}}"#, "`result` is empty"),
        (r#"{"success":true,"result":""}"#, "`result` is empty"),
        (r#"{"success":true,"result":null}"#, "`result` is empty"),
        (r#"{"success":true}"#, "`result` is missing"),
    ] {
        assert!(failing(200, &[], body).to_string().contains(want), "{body}");
        let fake = Fake::new();
        fake.respond(200, &[], body);
        assert_eq!(now(client(&fake).show_contract(&ShowContract::new("1"))).unwrap(), None, "{body}");
    }
    let fake = Fake::new();
    fake.respond(200, &[], b"{\"success\":true,\"msg\":\"\xd6\xd0\"}".as_slice());
    assert!(start(&fake).unwrap_err().to_string().contains("the body is not UTF-8 (byte 23)"));
}

#[test]
fn bodies_in_errors_are_bounded() {
    let fake = Fake::new();
    fake.respond(500, &[("content-type", "text/plain")], "é".repeat(1 << 20));
    let error = start(&fake).unwrap_err();
    assert_eq!(error.body().len(), 64 * 1024);
    assert!(error.to_string().chars().count() < 270, "{error}");
    assert!(format!("{error:?}").contains("2097152 bytes"));
}

#[test]
fn requests_that_cannot_be_sent() {
    let fake = Fake::new();
    let client = client(&fake);
    for id in ["", ".", ".."] {
        let error = now(client.show_contract(&ShowContract::new(id))).unwrap_err();
        assert!(error.is_request() && !error.is_retryable() && error.sent() == Sent::No, "{error:?}");
        assert!(error.to_string().starts_with("show_contract: the path parameter `contractId` "), "{error}");
    }
    let bad = now(client.call(&Ping {}).header("x-a", "a\r\nb").send()).unwrap_err();
    assert!(bad.is_request() && bad.to_string().contains("`x-a`"), "{bad}");
    let bad = client.configure(|config| config.header("bad name", "x"));
    assert!(now(bad.show_contract(&ShowContract::new("1"))).unwrap_err().is_request());
    let error = Client::with_transport("api.pre-qiandun365.com", fake.clone()).unwrap_err();
    assert!(error.is_request() && error.endpoint().is_none());
    let want =
        "the base URL \"api.pre-qiandun365.com\" has no scheme; did you mean https://api.pre-qiandun365.com?";
    assert_eq!(error.to_string(), want);
    assert_eq!(fake.requests().len(), 0);
}

#[test]
fn options_and_the_whole_response() {
    let fake = Fake::new();
    fake.respond(200, &[("x-a", "b")], "{}");
    let client = Client::with_transport("https://h/base/", fake.clone()).unwrap();
    let client =
        client.configure(|config| config.header("x-secret", "hunter2").header("x-b", "1").user_agent("me"));
    let response =
        now(client.call(&Ping {}).header("X-B", "2").timeout(Duration::from_secs(1)).send()).unwrap();
    assert_eq!((response.status().as_u16(), response.trace_id(), response.headers().len()), (200, None, 1));
    let request = &fake.requests()[0];
    assert_eq!(
        (request.method().as_str(), request.uri().to_string().as_str()),
        ("GET", "https://h/base/ping")
    );
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    assert_eq!(
        (header("x-secret"), header("x-b"), header("user-agent")),
        (Some("hunter2"), Some("2"), Some("me"))
    );
    assert_eq!((header("accept"), header("content-type")), (Some("application/json"), None));
    for shown in [format!("{request:?}"), format!("{client:?}")] {
        assert!(shown.contains("x-secret") && !shown.contains("hunter2"), "{shown}");
    }
}

#[test]
fn a_call_is_a_future_that_takes_options() {
    let fake = Fake::new();
    let body = r#"{"success":true,"result":null,"logKey":"t"}"#;
    fake.respond(200, &[], body).respond(200, &[], body);
    let (client, request) = (client(&fake), ShowContract::new("1"));
    let call = client.show_contract(&request).timeout(Duration::from_secs(1)).header("x-a", "1");
    assert_eq!(format!("{call:?}"), "Call { endpoint: \"show_contract\", .. }");
    let whole = client.show_contract(&request).idempotency_key("key").send();
    assert_eq!(format!("{whole:?}"), "Sending(Call { endpoint: \"show_contract\", .. })");
    assert_eq!(fake.requests().len(), 0, "nothing happens before it is awaited");
    assert_eq!(now(call).unwrap(), None);
    assert_eq!(fake.requests()[0].headers().get("x-a").map(|value| value.as_bytes()), Some(&b"1"[..]));
    let error = now(whole).unwrap_err();
    assert!(error.is_request() && error.to_string().contains("has no header for it"), "{error}");
    let mut call = pin!(client.show_contract(&request).send());
    let cx = &mut Context::from_waker(Waker::noop());
    assert!(matches!(call.as_mut().poll(cx), Poll::Ready(Ok(whole)) if whole.trace_id() == Some("t")));
    assert_eq!((fake.requests().len(), fake.pending()), (2, 0));
}

/// Never has a response, and counts what it is asked to wait for and what is dropped.
#[derive(Clone, Default)]
struct Silent(Arc<AtomicUsize>);

struct Waiting(Arc<AtomicUsize>);

impl Future for Waiting {
    type Output = Result<http::Response<Bytes>, TransportError>;

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Self::Output> {
        Poll::Pending
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

impl Transport for Silent {
    fn send(
        &self,
        _: http::Request<Bytes>,
        _: &Limits,
    ) -> impl Future<Output = Result<http::Response<Bytes>, TransportError>> + Send {
        Waiting(Arc::clone(&self.0))
    }

    fn sleep(&self, _: Duration) -> impl Future<Output = ()> + Send {
        ready(())
    }
}

#[test]
fn dropping_a_call_drops_what_the_transport_does() {
    let silent = Silent::default();
    let client = Client::with_transport("https://h", silent.clone()).unwrap();
    let request = ShowContract::new("1");
    drop(client.show_contract(&request));
    assert_eq!(silent.0.load(Ordering::Relaxed), 0, "it was not sent");
    let mut call = Box::pin(client.show_contract(&request));
    assert!(call.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    assert_eq!(silent.0.load(Ordering::Relaxed), 0);
    drop(call);
    assert_eq!(silent.0.load(Ordering::Relaxed), 1);
}

#[test]
fn a_finished_call_that_is_polled_again() {
    fn twice<T>(mut call: impl Future<Output = Result<T, Error>> + Unpin) {
        let mut poll = || Pin::new(&mut call).poll(&mut Context::from_waker(Waker::noop()));
        assert!(matches!(poll(), Poll::Ready(_)));
        for _ in 0..2 {
            let Poll::Ready(Err(error)) = poll() else { panic!("it waits, or has succeeded again") };
            assert!(error.is_transport() && !error.is_retryable() && !error.is_timeout(), "{error:?}");
            assert_eq!(error.sent(), Sent::Maybe);
            assert!(error.to_string().contains("the call was polled after it had finished"), "{error}");
        }
    }
    let fake = Fake::new();
    let client = client(&fake);
    let request = ShowContract::new("1");
    fake.respond(200, &[], r#"{"success":true,"result":{"contractId":7,"signersInfos":[]}}"#);
    fake.respond(502, &[], "");
    twice(client.show_contract(&request));
    twice(client.show_contract(&request).send());
    assert_eq!(fake.requests().len(), 2);
}

#[cfg(feature = "blocking")]
#[test]
fn the_blocking_twin() {
    let fake = Fake::new();
    fake.respond(200, &[], r#"{"success":true,"result":{"contractId":7,"signersInfos":[]},"logKey":"t"}"#);
    fake.respond(200, &[], r#"{"success":false,"code":"oc_10011"}"#);
    let client = crate::api::blocking::Client::with_transport("https://h", fake.clone()).unwrap();
    let client = client.configure(|config| config.retry(RetryPolicy::off()));
    let request = StartContract::new("PDF".into(), Vec::new());
    let response = client.call(&request).timeout(Duration::from_secs(1)).header("x-a", "1").send().unwrap();
    assert_eq!((response.trace_id(), response.payload().contract_id), (Some("t"), 7));
    let error = client.clone().start_contract(&request).unwrap_err();
    assert_eq!(error.to_string(), "[oc_10011] 用户未认证 (solution: 进行认证)");
    assert_eq!(fake.requests().len(), 2);
}
