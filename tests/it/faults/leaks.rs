//! Secrets: in no error, no request, no client and no line of a log.

use std::fmt::Debug;
use std::sync::{Mutex, Once};

use bytes::Bytes;
use log::{LevelFilter, Log, Metadata, Record};
use plaza::types::{GetTokenRequest, Token};
use qiandun::ErrorCode;
use qiandun::runtime::{self as rt, Config, Error, InvalidRequest, Limits, Operation};
use stubwright_tests::faults::{Faults, Step};

use super::calls::{Adapter, SECRET, over_reqwest, run, told};
use super::script::{FINE, answer, plan, response};

/// `user:hunter2` in Base64.
const BASIC: &str = "dXNlcjpodW50ZXIy";

/// An operation with every kind of secret.
struct Everything;

static AUTH: [rt::Auth; 4] = [
    rt::Auth::basic("basic", "with_basic"),
    rt::Auth::header("x-token", "token", "with_token"),
    rt::Auth::query("access_token", "query_token", "with_query_token"),
    rt::Auth::sign("with_signer"),
];

impl Operation for Everything {
    type Code = ErrorCode;
    type Output = ();

    const ENDPOINT: &'static rt::Endpoint =
        &rt::Endpoint::new("everything", "POST", "/everything").idempotent(true).auth(&AUTH);

    fn prepare(&self) -> Result<rt::RequestBuilder, InvalidRequest> {
        rt::RequestBuilder::new(Self::ENDPOINT)
            .header("Idempotency-Key", SECRET)
            .query("key", SECRET)
            .finish()
    }
}

fn config(config: Config) -> Config {
    config
        .set_basic("basic", "user", SECRET)
        .set("token", SECRET)
        .set("query_token", SECRET)
        .header("x-api-key", SECRET)
        .sign_with(|request: &mut http::Request<Bytes>| {
            rt::add_query(request, "sign", &format!("{SECRET}sign"))?;
            rt::set_header(request, "x-signature", SECRET)
        })
        .retry(rt::RetryPolicy::off())
}

/// A call, and `Debug` of everything that took part in it.
fn call(adapter: Adapter, base: &str) -> (Result<(), Error<ErrorCode>>, String) {
    match adapter {
        Adapter::Hyper | Adapter::Reqwest => run(async {
            let client = match adapter {
                Adapter::Reqwest => rt::Client::new(base, over_reqwest(Limits::new().connect())),
                _ => rt::Client::<ErrorCode>::hyper(base),
            };
            let client = client.expect("a client").configure(config);
            let shown = format!("{client:?} {:?}", client.call(&Everything).header("x-more", SECRET));
            (client.call(&Everything).await, shown)
        }),
        Adapter::Ureq => {
            let client = rt::blocking::Client::<ErrorCode>::ureq(base).expect("a client").configure(config);
            let shown = format!("{client:?} {:?}", client.call(&Everything).header("x-more", SECRET));
            (client.payload(&Everything), shown)
        }
    }
}

#[test]
fn nothing_shows_a_secret() {
    Lines::collect();
    let elsewhere =
        "307 Temporary Redirect\r\nlocation: http://user:hunter2@127.0.0.1:1/x?token=hunter2#hunter2";
    let scripts: Vec<(&str, Vec<Step>)> = vec![
        ("success", answer("200 OK", FINE).steps),
        ("refusal", answer("400 Bad Request", "no").steps),
        ("redirect", answer(elsewhere, "").steps),
        ("close", plan([Step::Request, Step::Close]).steps),
        ("reset", plan([Step::Arrival, Step::Reset]).steps),
        ("garbage", plan([Step::Request, Step::Write(b"what?\r\n\r\n".to_vec())]).steps),
        (
            "cut",
            plan([Step::Request, Step::Write(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{".to_vec())])
                .steps,
        ),
        ("cookie", vec![Step::Request, response("404 Not Found\r\nset-cookie: id=hunter2", "gone")]),
    ];
    for (name, steps) in scripts {
        for adapter in Adapter::ALL {
            let server = Faults::start(steps.clone()).expect("a server");
            let (outcome, mut shown) = call(adapter, &format!("http://{}", server.address()));
            assert_eq!(outcome.is_ok(), name == "success", "{name} {adapter:?}: {outcome:?}");
            if let Err(error) = outcome {
                shown.push_str(&told(&error));
            }
            assert_silent(&shown, &format!("{name} {adapter:?}"));
            // The secrets were there to be shown.
            for request in server.requests() {
                assert!(request.contains(SECRET) && request.contains(BASIC), "{name}: {request}");
            }
        }
    }
    let lines = Lines::taken();
    assert!(lines.iter().any(|line| line.contains("ureq")), "the log was listened to");
    assert_silent(&lines.join("\n"), "the log");
}

#[test]
fn secret_fields_are_hidden() {
    let token: Token = serde_json::from_str(r#"{"access_token":"hunter2","expires_in":1}"#).expect("a token");
    let shown = |value: &dyn Debug| format!("{value:?} {value:#?}");
    assert_silent(&shown(&token), "a response");
    assert_silent(&shown(&GetTokenRequest::new("app", SECRET)), "a request");
}

/// The text contains no secret.
fn assert_silent(text: &str, what: &str) {
    for secret in [SECRET, BASIC] {
        assert!(!text.contains(secret), "{what} shows {secret}: {text}");
    }
}

/// The logs of the libraries, up to the level `debug`. At `trace`, `ureq` logs what it sends, as its documentation
/// says.
struct Lines(Mutex<Vec<String>>);

static LINES: Lines = Lines(Mutex::new(Vec::new()));

impl Lines {
    fn collect() {
        static ONCE: Once = Once::new();
        ONCE.call_once(|| {
            log::set_logger(&LINES).expect("the only logger");
            log::set_max_level(LevelFilter::Debug);
        });
    }

    fn taken() -> Vec<String> {
        std::mem::take(&mut *LINES.0.lock().expect("nobody panics with it"))
    }
}

impl Log for Lines {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &Record<'_>) {
        let line = format!("{} {}", record.target(), record.args());
        self.0.lock().expect("nobody panics with it").push(line);
    }

    fn flush(&self) {}
}
