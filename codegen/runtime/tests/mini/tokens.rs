//! Credentials from a provider: asked when there is none, and when the server refuses the one in use.

use std::future::{Future, pending};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Waker};

use stubwright_runtime::v1::testing::Fake;
use stubwright_runtime::v1::{self as rt, Category, Config, Endpoint, Operation, RetryPolicy, Sent, http};

use crate::calls::now;

static ENVELOPE: rt::Envelope = rt::Envelope::new()
    .success(&[rt::Test::new(rt::Source::Body(&[rt::Step::Key("ok")]), &[rt::Expect::Text("true")])])
    .code(&[rt::Source::Body(&[rt::Step::Key("code")])]);

static BEARER: [rt::Auth; 1] = [rt::Auth::bearer("token", "with_token")];
static GLOBAL_PARAMS: [rt::GlobalParam; 2] = [
    rt::GlobalParam::query("access_token").set_by("access_token", "with_access_token"),
    rt::GlobalParam::query("session").set_by("session", "with_session").optional(),
];

struct Pay;

impl Operation for Pay {
    type Code = Code;
    type Output = ();
    const ENDPOINT: &'static Endpoint =
        &Endpoint::new("pay", "POST", "/pay").envelope(&ENVELOPE).auth(&BEARER);

    fn prepare(&self) -> Result<rt::RequestBuilder, rt::InvalidRequest> {
        rt::RequestBuilder::new(Self::ENDPOINT).finish()
    }
}

struct Look;

impl Operation for Look {
    type Code = Code;
    type Output = ();
    const ENDPOINT: &'static Endpoint =
        &Endpoint::new("look", "GET", "/look").envelope(&ENVELOPE).global_params(&GLOBAL_PARAMS);

    fn prepare(&self) -> Result<rt::RequestBuilder, rt::InvalidRequest> {
        rt::RequestBuilder::new(Self::ENDPOINT).finish()
    }
}

/// Codes about tokens.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u16)]
enum Code {
    Stale,
    Forbidden,
    Unrecognized,
}

static ROWS: [rt::ErrorInfo; 2] = [
    rt::ErrorInfo::new("stale", "Stale").with_message("token expired").with_retry(rt::Retry::RefreshAuth),
    rt::ErrorInfo::new("forbidden", "Forbidden"),
];
static BY_CODE: [u16; 2] = [1, 0];

rt::error_codes! { Code, ROWS, BY_CODE, [Stale, Forbidden] }

const FINE: &str = r#"{"ok":true}"#;
const STALE: &str = r#"{"ok":false,"code":"stale"}"#;

/// `t1`, `t2` and so on, and how many there were.
fn counting() -> (Arc<AtomicUsize>, impl Fn() -> std::future::Ready<Result<String, std::fmt::Error>>) {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    (count, move || std::future::ready(Ok(format!("t{}", counted.fetch_add(1, Ordering::SeqCst) + 1))))
}

fn client(fake: &Fake, change: impl FnOnce(Config) -> Config) -> rt::Client<Code> {
    rt::Client::new("https://h", fake.clone()).unwrap().configure(change)
}

fn sent(fake: &Fake) -> Vec<String> {
    let shown = |request: &http::Request<rt::Bytes>| match request.headers().get("authorization") {
        Some(value) => String::from_utf8(value.as_bytes().to_vec()).unwrap(),
        None => request.uri().query().unwrap_or("").to_owned(),
    };
    fake.requests().iter().map(shown).collect()
}

#[test]
fn the_first_token_comes_from_the_provider() {
    let fake = Fake::new();
    let (count, provider) = counting();
    let client = client(&fake, |config| config.refresh("token", provider));
    let twin = client.clone();
    for client in [&client, &twin, &client] {
        fake.respond(200, &[], FINE);
        now(client.call(&Pay)).unwrap();
    }
    assert_eq!((sent(&fake), count.load(Ordering::SeqCst)), (vec!["Bearer t1".to_owned(); 3], 1));
    // A credential that is already set needs no provider.
    fake.respond(200, &[], FINE);
    let (count, provider) = counting();
    let other = client.configure(|config| config.refresh("token", provider));
    now(other.call(&Pay).header("Authorization", "mine").send()).unwrap();
    assert_eq!((sent(&fake)[3].as_str(), count.load(Ordering::SeqCst)), ("mine", 0));
}

#[test]
fn a_stale_token_is_replaced_and_the_call_sent_once_more() {
    let stale: [fn(&Fake); 2] = [
        |fake| {
            fake.respond(200, &[], STALE);
        },
        |fake| {
            fake.respond(401, &[], "no");
        },
    ];
    for refuse in stale {
        let fake = Fake::new();
        let (count, provider) = counting();
        let client = client(&fake, |config| config.set("token", "t0").refresh("token", provider));
        refuse(&fake);
        fake.respond(200, &[], FINE).respond(200, &[], FINE);
        now(client.call(&Pay)).unwrap();
        now(client.clone().call(&Pay)).unwrap();
        assert_eq!(sent(&fake), ["Bearer t0", "Bearer t1", "Bearer t1"]);
        assert_eq!((fake.pauses().len(), count.load(Ordering::SeqCst)), (0, 1));
        // Refused again: once is enough, and the new token stays for others.
        refuse(&fake);
        refuse(&fake);
        let error = now(client.call(&Pay)).unwrap_err();
        assert_eq!((error.attempts(), error.is_retryable(), error.is_refresh()), (2, false, false));
        assert_eq!((error.sent(), error.retry()), (Sent::Yes, rt::Retry::RefreshAuth));
        fake.respond(200, &[], FINE);
        now(client.call(&Pay)).unwrap();
        assert_eq!(sent(&fake)[3..], ["Bearer t1", "Bearer t2", "Bearer t2"]);
    }
}

#[test]
fn with_retries_off_the_next_call_has_a_new_token() {
    let fake = Fake::new();
    let (_, provider) = counting();
    let client = client(&fake, |config| config.refresh("token", provider).retry(RetryPolicy::off()));
    fake.respond(401, &[], "no").respond(200, &[], FINE);
    assert_eq!(now(client.call(&Pay)).unwrap_err().attempts(), 1);
    now(client.call(&Pay)).unwrap();
    assert_eq!(sent(&fake), ["Bearer t1", "Bearer t2"]);
}

#[test]
fn other_refusals_are_not_about_the_token() {
    let fake = Fake::new();
    let (count, provider) = counting();
    let client = client(&fake, |config| config.refresh("token", provider));
    fake.respond(401, &[], r#"{"ok":false,"code":"forbidden"}"#).respond(403, &[], "no");
    assert_eq!(now(client.call(&Pay)).unwrap_err().kind(), Some(Code::Forbidden), "the table knows better");
    assert!(now(client.call(&Pay)).unwrap_err().is_http());
    // One that the caller set for this call alone is not the client's to replace.
    fake.respond(401, &[], "no");
    now(client.call(&Pay).header("authorization", "mine").send()).unwrap_err();
    assert_eq!((fake.requests().len(), count.load(Ordering::SeqCst)), (3, 1));
}

#[test]
fn common_parameters_have_providers_too() {
    let fake = Fake::new();
    let (_, token) = counting();
    let (_, session) = counting();
    let provided = |config: Config| {
        config.refresh("access_token", token).refresh("session", session).set("session", "s0")
    };
    let client = client(&fake, provided);
    fake.respond(200, &[], STALE).respond(200, &[], FINE);
    now(client.call(&Look)).unwrap();
    assert_eq!(sent(&fake), ["access_token=t1&session=s0", "access_token=t2&session=t1"]);
    let shown = format!("{client:?}");
    assert!(shown.contains("access_token") && !shown.contains("s0") && !shown.contains("t2"), "{shown}");
    // A value that is set later counts, and what others hold stays.
    let other = client.clone().configure(|config| config.set("access_token", "own"));
    fake.respond(200, &[], FINE).respond(200, &[], FINE);
    now(other.call(&Look)).unwrap();
    now(client.call(&Look)).unwrap();
    assert_eq!(sent(&fake)[2..], ["access_token=own&session=t1", "access_token=t2&session=t1"]);
}

#[test]
fn a_provider_that_fails_is_said_so_and_does_not_loop() {
    let fake = Fake::new();
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let failing = move || {
        counted.fetch_add(1, Ordering::SeqCst);
        std::future::ready(Err::<String, _>("no such user"))
    };
    let client = client(&fake, |config| config.refresh("token", failing));
    let error = now(client.call(&Pay)).unwrap_err();
    assert_eq!(error.to_string(), "pay: the provider of `token` failed: no such user");
    assert!(error.is_refresh() && error.is_request() && !error.is_retryable());
    assert_eq!((error.sent(), error.attempts(), error.category()), (Sent::No, 0, Category::Auth));
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "no such user");
    assert_eq!((fake.requests().len(), count.load(Ordering::SeqCst)), (0, 1));
    // After an answer of the server, the error is that answer.
    let started = client.configure(|config| config.set("token", "t0"));
    fake.respond(200, &[], STALE);
    let error = now(started.call(&Pay)).unwrap_err();
    assert_eq!(error.to_string(), "[stale] token expired; the provider of `token` failed: no such user");
    assert!(error.is_refresh() && !error.is_request() && error.kind() == Some(Code::Stale));
    assert_eq!((error.sent(), error.attempts(), count.load(Ordering::SeqCst)), (Sent::Yes, 1, 2));
    assert!(format!("{error:?}").contains("refresh: the provider of `token` failed"), "{error:?}");
}

#[test]
fn a_call_that_is_dropped_while_it_waits_blocks_nobody() {
    let fake = Fake::new();
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let provider = move || {
        let first = counted.fetch_add(1, Ordering::SeqCst) == 0;
        async move {
            if first {
                pending::<()>().await;
            }
            Ok::<_, String>("t".to_owned())
        }
    };
    let client = client(&fake, |config| config.refresh("token", provider));
    {
        let mut hanging = pin!(client.call(&Pay));
        let mut waiting = pin!(client.call(&Pay));
        let cx = &mut Context::from_waker(Waker::noop());
        assert!(hanging.as_mut().poll(cx).is_pending() && waiting.as_mut().poll(cx).is_pending());
        assert_eq!(count.load(Ordering::SeqCst), 1, "one question for both");
    }
    fake.respond(200, &[], FINE);
    now(client.call(&Pay)).unwrap();
    assert_eq!(count.load(Ordering::SeqCst), 2);
}

#[test]
fn a_token_that_cannot_be_sent_is_the_providers_mistake() {
    let fake = Fake::new();
    let provider = |text: &'static str| move || std::future::ready(Ok::<_, String>(text.to_owned()));
    let spaced = client(&fake, |config| config.refresh("token", provider("a b")));
    let error = now(spaced.call(&Pay)).unwrap_err().to_string();
    assert!(error.contains("the token given to `with_token` has a space"), "{error}");
    let empty = client(&fake, |config| config.refresh("token", provider("")));
    let error = now(empty.call(&Pay)).unwrap_err().to_string();
    assert!(error.ends_with("the provider of `token` failed: it returned an empty text"), "{error}");
}

#[cfg(feature = "blocking")]
#[test]
fn the_blocking_twin() {
    let fake = Fake::new();
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let provider =
        move || Ok::<_, std::fmt::Error>(format!("t{}", counted.fetch_add(1, Ordering::SeqCst) + 1));
    let client = rt::blocking::Client::<Code>::new("https://h", fake.clone()).unwrap();
    let client = client.configure(|config| config.refresh_blocking("token", provider));
    (0..8).for_each(|_| {
        fake.respond(200, &[], FINE);
    });
    std::thread::scope(|scope| {
        (0..8).for_each(|_| {
            scope.spawn(|| client.payload(&Pay).unwrap());
        });
    });
    assert_eq!((sent(&fake), count.load(Ordering::SeqCst)), (vec!["Bearer t1".to_owned(); 8], 1));
    fake.respond(401, &[], "no").respond(200, &[], FINE);
    client.payload(&Pay).unwrap();
    assert_eq!(sent(&fake)[8..], ["Bearer t1", "Bearer t2"]);
}
