//! Calls that are sent again, and those that are not; the pauses between them; keys.

use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use stubwright_runtime::v1::testing::Fake;
use stubwright_runtime::v1::{
    self as rt, Config, Endpoint, Limits, Operation, Phase, RetryPolicy, Sent, TransportError, http,
};

use crate::api::ErrorCode;
use crate::calls::now;

type Error = rt::Error<ErrorCode>;

/// How the server can tell that a call is repeated.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    /// POST.
    Once,
    /// POST with a field that makes it idempotent.
    Numbered,
    /// POST with an idempotency header.
    Keyed,
    /// GET.
    Idempotent,
}

const KINDS: [Kind; 4] = [Kind::Once, Kind::Numbered, Kind::Keyed, Kind::Idempotent];

static ENVELOPE: rt::Envelope = rt::Envelope::new()
    .success(&[rt::Test::new(rt::Source::Body(&[rt::Step::Key("ok")]), &[rt::Expect::Text("true")])])
    .code(&[rt::Source::Body(&[rt::Step::Key("code")])])
    .data(&[&[rt::Step::Key("data")]]);

static GLOBAL_PARAMS: [rt::GlobalParam; 2] = [
    rt::GlobalParam::header("X-Nonce").generated(rt::GeneratedValue::Nonce),
    rt::GlobalParam::header("X-Time").generated(rt::GeneratedValue::UnixMs),
];

macro_rules! operations {
    ($($name:ident = $endpoint:expr, $keyed:expr;)*) => { $(
        struct $name;

        impl Operation for $name {
            type Code = ErrorCode;
            type Output = ();
            const ENDPOINT: &'static Endpoint = &$endpoint;

            fn prepare(&self) -> Result<rt::RequestBuilder, rt::InvalidRequest> {
                rt::RequestBuilder::new(Self::ENDPOINT).finish()
            }

            fn is_keyed(&self) -> bool {
                $keyed
            }
        }
    )* };
}

operations! {
    Once = Endpoint::new("once", "POST", "/").envelope(&ENVELOPE).global_params(&GLOBAL_PARAMS), false;
    Numbered = Endpoint::new("numbered", "POST", "/").envelope(&ENVELOPE), true;
    Keyed = Endpoint::new("keyed", "POST", "/").envelope(&ENVELOPE).idempotency_header("Idempotency-Key").global_params(&GLOBAL_PARAMS), false;
    Idempotent = Endpoint::new("idempotent", "GET", "/").envelope(&ENVELOPE), false;
}

/// Calls through both clients, which must do the same; gives how it ended for the asynchronous one.
fn call(kind: Kind, fill: impl Fn(&Fake), change: impl Fn(Config) -> Config) -> (Result<(), Error>, Fake) {
    let fake = Fake::new();
    fill(&fake);
    let client = rt::Client::new("https://h", fake.clone()).unwrap().configure(&change);
    let outcome = match kind {
        Kind::Once => now(client.call(&Once)),
        Kind::Numbered => now(client.call(&Numbered)),
        Kind::Keyed => now(client.call(&Keyed)),
        Kind::Idempotent => now(client.call(&Idempotent)),
    };
    #[cfg(feature = "blocking")]
    {
        let twin = Fake::new();
        fill(&twin);
        let client = rt::blocking::Client::new("https://h", twin.clone()).unwrap().configure(&change);
        let blocked = match kind {
            Kind::Once => client.payload(&Once),
            Kind::Numbered => client.payload(&Numbered),
            Kind::Keyed => client.payload(&Keyed),
            Kind::Idempotent => client.payload(&Idempotent),
        };
        let told = |outcome: &Result<(), Error>| {
            let failed =
                |error: &Error| (error.to_string(), error.attempts(), error.sent(), error.is_retryable());
            outcome.as_ref().copied().map_err(failed)
        };
        assert_eq!(told(&outcome), told(&blocked));
        assert_eq!((fake.requests().len(), fake.pauses()), (twin.requests().len(), twin.pauses()));
    }
    (outcome, fake)
}

/// The longest pauses.
fn longest(config: Config) -> Config {
    config.random(|| u64::MAX)
}

const FINE: &str = r#"{"ok":true}"#;

fn broken(phase: Phase, sent: Sent) -> TransportError {
    TransportError::new(phase, sent, "broken")
}

type Fault = fn(&Fake);

#[test]
fn what_may_have_been_processed_is_sent_once() {
    let faults: [(&str, Fault); 9] = [
        ("reset", |fake| {
            fake.break_off(broken(Phase::Receive, Sent::Maybe));
        }),
        ("timeout", |fake| {
            fake.break_off(broken(Phase::Receive, Sent::Maybe).timed_out());
        }),
        ("half a body", |fake| {
            fake.break_off(broken(Phase::Body, Sent::Yes));
        }),
        ("503", |fake| {
            fake.respond(503, &[("retry-after", "1")], "down");
        }),
        ("502", |fake| {
            fake.respond(502, &[], "down");
        }),
        ("429", |fake| {
            fake.respond(429, &[("retry-after", "1")], "slow");
        }),
        ("408", |fake| {
            fake.respond(408, &[], "");
        }),
        ("a row that says idempotent", |fake| {
            fake.respond(200, &[], r#"{"ok":false,"code":"500"}"#);
        }),
        ("429 with an unknown code", |fake| {
            fake.respond(429, &[], r#"{"ok":false,"code":"new"}"#);
        }),
    ];
    for (name, fault) in faults {
        for kind in KINDS {
            let fill = |fake: &Fake| {
                fault(fake);
                fake.respond(200, &[], FINE);
            };
            let (outcome, fake) = call(kind, fill, longest);
            if kind == Kind::Once {
                let error = outcome.expect_err(name);
                assert!(!error.is_retryable() && error.sent() != Sent::No, "{name}: {error:?}");
                assert_eq!(
                    (error.attempts(), fake.requests().len(), fake.pauses().len()),
                    (1, 1, 0),
                    "{name}"
                );
            } else {
                outcome.unwrap_or_else(|error| panic!("{name}: {error:?}"));
                let pause = match name {
                    "503" | "429" => 1100,
                    // Asked too often, and not told how long to wait.
                    "429 with an unknown code" => 2000,
                    _ => 100,
                };
                assert_eq!(fake.pauses(), [Duration::from_millis(pause)], "{name}, {kind:?}");
            }
        }
    }
}

#[test]
fn what_was_not_processed_is_sent_again_by_all() {
    let faults: [(&str, Fault); 2] = [
        ("no connection", |fake| {
            fake.break_off(broken(Phase::Connect, Sent::No));
        }),
        ("a row that says safe", |fake| {
            fake.respond(200, &[], r#"{"ok":false,"code":"oc_10011"}"#);
        }),
    ];
    for (name, fault) in faults {
        for kind in KINDS {
            let (outcome, fake) = call(kind, |fake| (0..9).for_each(|_| fault(fake)), longest);
            let error = outcome.expect_err(name);
            assert_eq!((error.attempts(), fake.pending()), (3, 6), "{name}");
            assert_eq!(fake.pauses(), [100, 200].map(Duration::from_millis), "{name}");
            assert!(error.is_retryable());
            let (_, fake) = call(
                kind,
                |fake| (0..9).for_each(|_| fault(fake)),
                |config| config.retry(RetryPolicy::off()),
            );
            assert_eq!(fake.requests().len(), 1);
        }
    }
}

#[test]
fn what_nobody_should_repeat_is_final() {
    let faults: [(&str, Fault); 5] = [
        ("never", |fake| {
            fake.respond(200, &[], r#"{"ok":false,"code":"oc_40003"}"#);
        }),
        ("never, with 503", |fake| {
            fake.respond(503, &[], r#"{"ok":false,"code":"oc_40003"}"#);
        }),
        ("307", |fake| {
            fake.respond(307, &[("location", "/")], "");
        }),
        ("401 without a provider", |fake| {
            fake.respond(401, &[], "");
        }),
        ("too large", |fake| {
            fake.break_off(broken(Phase::TooLarge, Sent::Yes));
        }),
    ];
    for (name, fault) in faults {
        for kind in KINDS {
            let (outcome, fake) = call(kind, |fake| (0..3).for_each(|_| fault(fake)), longest);
            assert!(!outcome.expect_err(name).is_retryable(), "{name}");
            assert_eq!(fake.requests().len(), 1, "{name}");
        }
    }
    // A server that recognizes a repeated request may be asked again after it has failed.
    for kind in KINDS {
        for (status, is_breakdown) in [(500, true), (520, true), (501, false), (505, false), (418, false)] {
            let fill = |fake: &Fake| {
                fake.respond(status, &[], "<html>").respond(status, &[], "<html>").respond(status, &[], "");
            };
            let (outcome, fake) = call(kind, fill, longest);
            let error = outcome.expect_err("a failure");
            let is_again = is_breakdown && matches!(kind, Kind::Keyed | Kind::Numbered);
            assert_eq!(fake.requests().len(), if is_again { 3 } else { 1 }, "{kind:?} {status}");
            // The next call of a client that makes the keys has another key.
            assert_eq!(error.is_retryable(), is_again && kind == Kind::Numbered, "{kind:?} {status}");
        }
        // In an envelope, the table says what may be done.
        let fill = |fake: &Fake| {
            fake.respond(500, &[], r#"{"ok":false,"code":"unknown"}"#);
        };
        assert_eq!(call(kind, fill, longest).1.requests().len(), 1, "{kind:?}");
    }
    let (outcome, fake) = call(
        Kind::Idempotent,
        |fake| {
            fake.respond(200, &[], "no json");
        },
        longest,
    );
    assert!(outcome.unwrap_err().is_decode() && fake.requests().len() == 1);
}

#[test]
fn the_last_failure_is_the_one_that_is_told_and_the_first_is_not_forgotten() {
    let fill = |fake: &Fake| {
        fake.break_off(broken(Phase::Receive, Sent::Maybe));
        fake.break_off(broken(Phase::Connect, Sent::No)).break_off(broken(Phase::Connect, Sent::No));
    };
    for kind in [Kind::Numbered, Kind::Keyed, Kind::Idempotent] {
        let error = call(kind, fill, longest).0.unwrap_err();
        assert!(error.to_string().contains("connecting"), "{error}");
        assert_eq!((error.sent(), error.attempts()), (Sent::Maybe, 3));
        // The next call of a client that makes the keys has another key.
        assert_eq!(error.is_retryable(), kind != Kind::Keyed, "{kind:?}");
    }
    // A transport that has nothing more to say does not hide what was said.
    let fill = |fake: &Fake| {
        fake.respond(200, &[], r#"{"ok":false,"code":"oc_10011"}"#);
    };
    let (outcome, fake) = call(Kind::Once, fill, longest);
    assert_eq!(outcome.unwrap_err().kind(), Some(ErrorCode::UserNotVerified));
    assert_eq!(fake.requests().len(), 2);
}

#[test]
fn the_server_says_how_long() {
    let busy = |after: &'static str| {
        move |fake: &Fake| {
            fake.respond(503, &[("retry-after", after)], "").respond(200, &[], FINE);
        }
    };
    let (outcome, fake) = call(Kind::Idempotent, busy("7"), |config| config.random(|| 0));
    assert!(outcome.is_ok());
    assert_eq!(fake.pauses(), [Duration::from_secs(7)]);
    let dated = |fake: &Fake| {
        let headers =
            [("date", "Thu, 12 Dec 2024 00:00:00 GMT"), ("retry-after", "Thu, 12 Dec 2024 00:00:09 GMT")];
        fake.respond(503, &headers, "").respond(200, &[], FINE);
    };
    let (_, fake) = call(Kind::Idempotent, dated, longest);
    assert_eq!(fake.pauses(), [Duration::from_millis(9100)]);
    // It would be over before the answer: at once.
    for after in ["60", "31536000", "99999999999999999999"] {
        let (outcome, fake) = call(Kind::Idempotent, busy(after), longest);
        assert_eq!((outcome.is_err(), fake.pauses().len(), fake.requests().len()), (true, 0, 1), "{after}");
    }
    let short = |config: Config| longest(config).total_timeout(Duration::from_millis(100));
    let (outcome, fake) = call(
        Kind::Idempotent,
        |fake| {
            fake.respond(503, &[], "");
        },
        short,
    );
    assert_eq!((outcome.is_err(), fake.pauses().len()), (true, 0));
}

#[test]
fn an_attempt_has_a_limit_within_that_of_the_call() {
    /// Remembers the time it was given.
    #[derive(Clone)]
    struct Limited(Fake, Arc<Mutex<Vec<Duration>>>);
    impl rt::Transport for Limited {
        fn send(
            &self,
            request: http::Request<rt::Bytes>,
            limits: &Limits,
        ) -> impl Future<Output = Result<http::Response<rt::Bytes>, TransportError>> + Send {
            self.1.lock().unwrap().push(limits.total());
            rt::Transport::send(&self.0, request, limits)
        }

        fn sleep(&self, pause: Duration) -> impl Future<Output = ()> + Send {
            rt::Transport::sleep(&self.0, pause)
        }
    }
    let fake = Fake::new();
    for after in ["4", "3"] {
        fake.respond(503, &[("retry-after", after)], "");
    }
    fake.respond(200, &[], FINE);
    let limited = Limited(fake, Arc::default());
    let limits = Limits::new().with_attempt(Duration::from_secs(5)).with_total(Duration::from_secs(8));
    let client = rt::Client::new("https://h", limited.clone()).unwrap();
    let client = client.configure(|config| config.limits(limits).random(|| 0));
    now(client.call(&Idempotent)).unwrap();
    let given = limited.1.lock().unwrap().clone();
    for (given, left) in given.iter().zip([5, 4, 1].map(Duration::from_secs)) {
        assert!(*given <= left && *given > left - Duration::from_millis(900), "{given:?}");
    }
    assert_eq!(given.len(), 3);
}

#[test]
fn the_budget_is_shared_by_clones() {
    let fake = Fake::new();
    let client = rt::Client::<ErrorCode>::new("https://h", fake.clone()).unwrap();
    let client = client.configure(|config| config.retry_budget(3));
    let twin = client.clone().configure(|config| config.header("x-a", "b"));
    (0..20).for_each(|_| {
        fake.respond(503, &[], "");
    });
    let sent = |client: &rt::Client<ErrorCode>| now(client.call(&Idempotent)).unwrap_err().attempts();
    assert_eq!([sent(&client), sent(&twin), sent(&client), sent(&twin)], [3, 2, 1, 1]);
    while fake.pending() > 0 {
        let _ = now(client.call(&Idempotent));
    }
    for _ in 0..5 {
        fake.respond(200, &[], FINE);
        now(twin.call(&Idempotent)).unwrap();
    }
    (0..3).for_each(|_| {
        fake.respond(503, &[], "");
    });
    assert_eq!([sent(&client), sent(&client)], [2, 1], "five successes pay for one retry");
}

fn header(request: &http::Request<rt::Bytes>, name: &str) -> Option<String> {
    request.headers().get(name).map(|value| String::from_utf8(value.as_bytes().to_vec()).unwrap())
}

#[test]
fn times_and_nonces_are_new_in_each_attempt_and_keys_are_not() {
    let clock = AtomicU64::new(0);
    let tick = move || std::time::UNIX_EPOCH + Duration::from_secs(clock.fetch_add(1, Ordering::SeqCst));
    let fake = Fake::new();
    fake.respond(503, &[], "").respond(503, &[], "").respond(200, &[], FINE).respond(200, &[], FINE);
    let client = rt::Client::<ErrorCode>::new("https://h", fake.clone()).unwrap();
    let client = client.configure(|config| config.clock(tick));
    now(client.call(&Keyed)).unwrap();
    now(client.call(&Keyed)).unwrap();
    let requests = fake.requests();
    let all = |name: &str| -> Vec<String> { requests.iter().map(|at| header(at, name).unwrap()).collect() };
    for name in ["x-time", "x-nonce"] {
        let mut values = all(name);
        values.sort();
        values.dedup();
        assert_eq!(values.len(), 4, "{name}: {values:?}");
    }
    let keys = all("idempotency-key");
    assert!(keys[0] == keys[1] && keys[1] == keys[2] && keys[2] != keys[3], "{keys:?}");
    assert_eq!((keys[0].len(), keys[0].as_bytes()[14]), (36, b'4'));
}

#[test]
fn a_key_of_the_callers_own() {
    let fake = Fake::new();
    let client = rt::Client::<ErrorCode>::new("https://h", fake.clone()).unwrap();
    (0..3).for_each(|_| {
        fake.respond(503, &[], "");
    });
    let error = now(client.call(&Keyed).idempotency_key("mine").send()).unwrap_err();
    assert_eq!((error.idempotency_key(), error.attempts(), error.is_retryable()), (Some("mine"), 3, true));
    assert!(fake.requests().iter().all(|at| header(at, "idempotency-key").as_deref() == Some("mine")));
    (0..3).for_each(|_| {
        fake.respond(503, &[], "");
    });
    let error = now(client.call(&Keyed).header("idempotency-key", "theirs").send()).unwrap_err();
    assert_eq!((error.idempotency_key(), error.attempts(), error.is_retryable()), (Some("theirs"), 3, true));
    (0..3).for_each(|_| {
        fake.respond(503, &[], "");
    });
    let error = now(client.call(&Keyed)).unwrap_err();
    let last = header(fake.requests().last().unwrap(), "idempotency-key");
    assert_eq!((error.idempotency_key(), error.is_retryable()), (last.as_deref(), false));
    let sent = fake.requests().len();
    for (call, want) in [
        (client.call(&Keyed).idempotency_key(""), "keyed: the idempotency key is empty"),
        (client.call(&Keyed).header("Idempotency-Key", ""), "keyed: the idempotency key is empty"),
        (client.call(&Keyed).header("idempotency-key", "  "), "keyed: the idempotency key is empty"),
        (
            client.call(&Keyed).idempotency_key("a\nb"),
            "the value of the header `idempotency-key` has a line break",
        ),
    ] {
        let error = now(call.send()).unwrap_err();
        assert!(error.is_request() && error.to_string().contains(want), "{error}");
    }
    let error = now(client.call(&Once).idempotency_key("mine").send()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "once: an idempotency key was given, but the endpoint has no header for it"
    );
    assert_eq!((fake.requests().len(), error.attempts()), (sent, 0));
}

#[test]
fn a_call_has_a_policy_of_its_own() {
    let fake = Fake::new();
    let client = rt::Client::<ErrorCode>::new("https://h", fake.clone()).unwrap();
    (0..9).for_each(|_| {
        fake.respond(503, &[], "");
    });
    let attempts = |policy| now(client.call(&Idempotent).retry(policy).send()).unwrap_err().attempts();
    assert_eq!([attempts(RetryPolicy::off()), attempts(RetryPolicy::new().with_attempts(5))], [1, 5]);
    assert!(format!("{client:?}").contains("attempts: 3"), "{client:?}");
}
