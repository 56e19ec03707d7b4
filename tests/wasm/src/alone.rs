//! A transport of one's own, without JavaScript: its time passes when the client waits, and it belongs to one thread.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime};

use qiandun::runtime::http;
use qiandun::{Client, ErrorCode};

use super::{Export, Import, Touch, rt, start_contract};

/// The envelope of a success, and of a failure that the error table has.
const STARTED: &str = r#"{"success":true,"result":{"contractId":7,"signersInfos":[]}}"#;
const REFUSED: &str = r#"{"success":false,"code":"oc_10011","msg":"no"}"#;

thread_local! {
    /// The time, and when the next of those who wait is woken.
    static NOW: Cell<Duration> = const { Cell::new(Duration::ZERO) };
    static NEXT: Cell<Option<Duration>> = const { Cell::new(None) };
}

#[link(wasm_import_module = "env")]
unsafe extern "C" {
    /// Takes what a panic says.
    fn said(text: *const u8, length: usize);
}

fn sleep(pause: Duration) -> impl Future<Output = ()> {
    let end = NOW.get() + pause;
    poll_fn(move |_| {
        if NOW.get() >= end {
            return Poll::Ready(());
        }
        NEXT.set(Some(NEXT.get().map_or(end, |next| next.min(end))));
        Poll::Pending
    })
}

/// Runs a future; where it waits, time passes.
fn run<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return output;
        }
        NOW.set(NEXT.take().expect("it waits for the time and nothing else"));
    }
}

/// A server in the process. It is not `Send`.
#[derive(Clone, Default)]
struct Server {
    /// The status, the body, and after which time.
    answers: Rc<RefCell<VecDeque<(u16, &'static str, Duration)>>>,
    bodies: Rc<RefCell<Vec<rt::Bytes>>>,
}

impl Server {
    fn answer(self, status: u16, body: &'static str, after: u64) -> Self {
        self.answers.borrow_mut().push_back((status, body, Duration::from_millis(after)));
        self
    }

    fn client(&self) -> Client {
        let client = Client::with_transport("https://api.example", self.clone()).expect("a client");
        let set = |config: rt::Config| config.set("access_token", "t").set("app_id", "a");
        client.configure(|config| {
            set(config)
                .clock(|| SystemTime::UNIX_EPOCH + NOW.get())
                .random(|| u64::MAX)
                .header("authorization", "t")
        })
    }
}

impl rt::Transport for Server {
    async fn send(
        &self,
        request: http::Request<rt::Bytes>,
        limits: &rt::Limits,
    ) -> Result<http::Response<rt::Bytes>, rt::TransportError> {
        self.bodies.borrow_mut().push(request.into_body());
        let (status, body, after) = self.answers.borrow_mut().pop_front().expect("an answer");
        sleep(after.min(limits.total())).await;
        if after > limits.total() {
            let reason = format!("no answer within {:?}", limits.total());
            return Err(rt::TransportError::new(rt::Phase::Receive, rt::Sent::Maybe, reason).timed_out());
        }
        let mut response = http::Response::new(rt::Bytes::from_static(body.as_bytes()));
        *response.status_mut() = http::StatusCode::from_u16(status).expect("a status");
        Ok(response)
    }

    async fn open(
        &self,
        request: http::Request<rt::Bytes>,
        limits: &rt::Limits,
    ) -> Result<http::Response<rt::Body>, rt::TransportError> {
        let response = self.send(request, limits).await?;
        Ok(response.map(|body| rt::Body::new(Slow { body, server: self.clone() })))
    }

    async fn sleep(&self, pause: Duration) {
        sleep(pause).await;
    }
}

/// A body that arrives byte by byte, with a second between two.
struct Slow {
    body: rt::Bytes,
    #[expect(dead_code, reason = "bodies are not `Send` either")]
    server: Server,
}

impl rt::Pieces for Slow {
    async fn next(&mut self) -> Result<Option<rt::Bytes>, rt::TransportError> {
        sleep(Duration::from_secs(1)).await;
        let size = self.body.len().min(1);
        Ok(Some(self.body.split_to(size)).filter(|piece| !piece.is_empty()))
    }
}

fn typed() {
    let server = Server::default().answer(200, STARTED, 5).answer(200, REFUSED, 5);
    let client = server.client();
    run(async {
        let started = client.start_contract(&start_contract()).await.expect("a contract");
        assert_eq!(started.contract_id, 7);
        let error = client.start_contract(&start_contract()).await.expect_err("it is refused");
        assert!(error.is_api() && error.code() == Some("oc_10011"), "{error}");
    });
}

fn retries_wait() {
    let server = Server::default().answer(503, "", 5).answer(503, "", 5).answer(200, "", 5);
    let before = NOW.get();
    run(async { server.client().call(&Touch).await }).expect("the third attempt");
    // 100 and 200 ms, at most, with the greatest random number, and three times 5 ms.
    assert_eq!(NOW.get() - before, Duration::from_millis(315));
    assert_eq!(server.bodies.borrow().len(), 3);
}

fn timeouts() {
    let server = Server::default().answer(200, "", 10_000);
    let client = server.client();
    let error = run(async { client.call(&Touch).timeout(Duration::from_secs(2)).await });
    let error = error.expect_err("it is late");
    assert!(error.is_timeout() && error.to_string().contains("no answer within 2s"), "{error}");
    // A pause that does not fit is not begun.
    let server = Server::default().answer(503, "", 1950);
    let before = NOW.get();
    let client = server.client();
    let error = run(async { client.call(&Touch).timeout(Duration::from_secs(2)).await });
    assert!(error.expect_err("it is busy").is_http());
    assert_eq!(NOW.get() - before, Duration::from_millis(1950));
}

fn streams() {
    let server = Server::default().answer(200, "abc", 5);
    let client = server.client();
    let size = run(async {
        let mut stream = client.call(&Export).await.expect("a stream");
        let mut size = 0;
        while let Some(piece) = stream.next().await {
            size += piece.expect("a piece").len();
        }
        size
    });
    assert_eq!(size, 3);
    let server = Server::default().answer(200, "", 5);
    let reader = std::io::Cursor::new(vec![7; 200_000]);
    run(async { server.client().call(&Import(rt::Upload::from_reader(reader))).await }).expect("an answer");
    assert_eq!(server.bodies.borrow()[0].len(), 200_000);
}

fn what_is_missing_is_said() {
    let client = Client::with_transport("https://api.example", Server::default()).expect("a client");
    let error = run(async { client.call(&Touch).await }).expect_err("there is no clock");
    assert!(error.is_request() && error.to_string().ends_with("or call `Config::clock`"), "{error}");
    let client = client.configure(|config| config.clock(|| SystemTime::UNIX_EPOCH));
    let error: rt::Error<ErrorCode> =
        run(async { client.call(&Touch).await }).expect_err("there is no randomness");
    assert!(error.is_request() && error.to_string().ends_with("or call `Config::random`"), "{error}");
}

/// Runs all checks.
#[unsafe(no_mangle)]
pub extern "C" fn checks() {
    std::panic::set_hook(Box::new(|info| {
        let text = info.to_string();
        // SAFETY: the text is valid for as long as the call lasts.
        unsafe { said(text.as_ptr(), text.len()) };
    }));
    typed();
    retries_wait();
    timeouts();
    streams();
    what_is_missing_is_said();
}
