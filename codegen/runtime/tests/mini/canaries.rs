//! A canary in every place where a secret can be, and everything that is shown of a call: the canary is in none of it.
//!
//! Each type is read twice, in a secret field and in one that is not. The second shows the canary, so the first could have.

mod unions;

use std::collections::BTreeMap;
use std::error::Error as StdError;
use std::fmt::Debug;
use std::marker::PhantomData;

use stubwright_runtime::v1::testing::Fake;
use stubwright_runtime::v1::{self as rt, Operation, RetryPolicy, Value};

use crate::api::ErrorCode;
use crate::calls::now;
#[cfg(feature = "tracing")]
use crate::collector::Collector;

/// In texts and in keys.
const TEXT: &str = "CANARY";

/// As a number, too large for 32 bits.
const NUMBER: &str = "770011770011";

/// In values of headers. Nothing shows them, whatever the type.
const COOKIE: &str = "COOKIE-9";

static ENVELOPE: rt::Envelope = rt::Envelope::new()
    .success(&[rt::Test::new(rt::Source::Body(&[rt::Step::Key("ok")]), &[rt::Expect::Text("true")])])
    .code(&[rt::Source::Body(&[rt::Step::Key("code")])])
    .message(&[rt::Source::Body(&[rt::Step::Key("msg")])])
    .data(&[&[rt::Step::Key("data")]])
    .details(&[]);

/// A payload, with its field secret or not.
trait Holder: Value + Debug {
    const ENDPOINT: &'static rt::Endpoint;
}

static OPEN: rt::Endpoint = rt::Endpoint::new("open", "GET", "/open").envelope(&ENVELOPE);
static SEALED: rt::Endpoint = rt::Endpoint::new("sealed", "GET", "/sealed").envelope(&ENVELOPE).secret();

struct Open<T> {
    value: T,
}
rt::record! { Open<T> { _ value: required "value" | "other" } }

impl<T: Value + Debug> Holder for Open<T> {
    const ENDPOINT: &'static rt::Endpoint = &OPEN;
}

struct Sealed<T> {
    value: T,
}
rt::record! { Sealed<T> { _ value: required "value" | "other" secret } }

impl<T: Value> Holder for Sealed<T> {
    const ENDPOINT: &'static rt::Endpoint = &SEALED;
}

/// A secret field whose type is written in another form.
struct Forms {
    #[allow(dead_code, reason = "shown")]
    flag: Option<bool>,
    numbers: Vec<i64>,
}
rt::record! { Forms { 0 flag: optional as int "flag" secret, _ numbers: default(Vec::new()) as text "numbers" secret } }

struct Inner<T> {
    inner: T,
}
rt::record! { Inner<T> { _ inner: required "inner" } }

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Kind {
    One,
    __Unknown(rt::Unknown),
}
rt::open_enum! { Kind: int { One = 1 } }

#[derive(Debug, Clone, PartialEq)]
enum Beneath {
    Text(Inner<i64>),
    __Unknown(rt::UnknownVariant),
}
rt::tagged_union! { Beneath by "kind" { Text(Inner<i64>) = "text" } }

#[derive(Debug, Clone, PartialEq)]
enum Beside {
    Number(i64),
    __Unknown(rt::UnknownVariant),
}
rt::tagged_union! { Beside by "kind", "data" { Number(i64) = "number" } }

#[derive(Debug, Clone, PartialEq)]
enum Either {
    Number(i64),
    Flags(BTreeMap<String, bool>),
    #[doc(hidden)]
    __Unknown(rt::UnknownVariant),
}
rt::untagged_union! { Either { Number(i64), Flags(BTreeMap<String, bool>) } }

struct Ask<W>(PhantomData<fn() -> W>);

impl<W: Holder> Operation for Ask<W> {
    type Code = ErrorCode;
    type Output = W;
    const ENDPOINT: &'static rt::Endpoint = W::ENDPOINT;

    fn prepare(&self) -> Result<rt::RequestBuilder, rt::InvalidRequest> {
        rt::RequestBuilder::new(Self::ENDPOINT).finish()
    }
}

/// An answer around a value.
struct Answer {
    name: &'static str,
    status: u16,
    headers: &'static [(&'static str, &'static str)],
    /// The body, with `@` for the value.
    body: &'static str,
    /// Whether the canary is shown where the field is not secret.
    shows: bool,
}

const COOKIES: &[(&str, &str)] = &[("set-cookie", COOKIE), ("x-token", COOKIE)];

const ANSWERS: &[Answer] = &[
    Answer {
        name: "success",
        status: 200,
        headers: COOKIES,
        body: r#"{"ok":true,"data":{"value":@}}"#,
        shows: true,
    },
    Answer {
        name: "alias",
        status: 200,
        headers: COOKIES,
        body: r#"{"data":{"other":@},"ok":true}"#,
        shows: true,
    },
    Answer { name: "status", status: 400, headers: COOKIES, body: r#"{"data":{"value":@}}"#, shows: true },
    Answer {
        name: "contradiction",
        status: 500,
        headers: COOKIES,
        body: r#"{"ok":true,"data":{"value":@}}"#,
        shows: false,
    },
    Answer {
        name: "details",
        status: 200,
        headers: COOKIES,
        body: r#"{"ok":false,"code":"1","msg":"no","at":["CANARY"]}"#,
        shows: true,
    },
    Answer {
        name: "cut",
        status: 200,
        headers: COOKIES,
        body: r#"{"ok":true,"data":{"value":@"#,
        shows: false,
    },
    Answer {
        name: "page",
        status: 502,
        headers: &[("content-type", "text/html"), ("set-cookie", COOKIE)],
        body: "<p>@</p>",
        shows: true,
    },
    Answer {
        name: "not json",
        status: 200,
        headers: &[("content-type", "text/html"), ("set-cookie", COOKIE)],
        body: "<p>@</p>",
        shows: false,
    },
    Answer {
        name: "redirect",
        status: 302,
        headers: &[("location", "https://h/CANARY/770011770011?CANARY"), ("set-cookie", COOKIE)],
        body: "@",
        shows: true,
    },
];

/// Everything that is shown of a call that gets this answer.
fn shown<W: Holder>(answer: &Answer, value: &str) -> String {
    let fake = Fake::new();
    fake.respond(answer.status, answer.headers, answer.body.replace('@', value));
    watched(|| {
        let client = rt::Client::<ErrorCode>::new("https://h", fake.clone()).unwrap();
        let client = client.configure(|config| config.retry(RetryPolicy::off()));
        let ask = Ask::<W>(PhantomData);
        match now(client.call(&ask).send()) {
            Ok(response) => format!("{response:?} {response:#?}"),
            Err(error) => {
                let headers = error.headers().expect("an answer");
                assert!(headers.values().any(|value| value == COOKIE), "the cookie is there to be shown");
                told(&error)
            }
        }
    })
}

/// An error in all ways to show it.
fn told(error: &rt::Error<ErrorCode>) -> String {
    let mut out = format!("{error} {error:?} {error:#?}");
    let mut next = error.source();
    while let Some(source) = next {
        out.push_str(&format!(" {source} {source:?}"));
        next = source.source();
    }
    out
}

/// Returns everything that a call shows and that `tracing` records meanwhile.
fn watched(call: impl FnOnce() -> String) -> String {
    #[cfg(feature = "tracing")]
    {
        let collector = Collector::default();
        let shown = collector.watch(call);
        assert!(collector.text().contains("recorded outcome"), "the call is told");
        shown + &collector.text()
    }
    #[cfg(not(feature = "tracing"))]
    call()
}

fn has_canary(text: &str) -> bool {
    text.contains(TEXT) || text.contains(NUMBER)
}

/// Reads the value as a `T` in both fields, in all answers.
#[track_caller]
fn check<T: Value + Debug>(value: &str) {
    let name = std::any::type_name::<T>();
    for answer in ANSWERS {
        let (open, sealed) = (shown::<Open<T>>(answer, value), shown::<Sealed<T>>(answer, value));
        let at = format!("{name} in `{}`: {value}", answer.name);
        assert!(!has_canary(&sealed), "{at}: {sealed}");
        assert!(!open.contains(COOKIE) && !sealed.contains(COOKIE), "{at}: {open} {sealed}");
        assert!(!answer.shows || has_canary(&open), "{at} shows nothing to begin with: {open}");
    }
}

/// Reads a type in all containers; the value does not fit the type.
#[track_caller]
fn check_all<T: Value + Debug>(value: &str) {
    check::<T>(value);
    check::<Option<T>>(value);
    check::<Box<T>>(value);
    check::<rt::Patch<T>>(value);
    check::<Vec<T>>(&format!("[{value}]"));
    check::<BTreeMap<String, T>>(&format!(r#"{{"key":{value}}}"#));
    check::<Inner<T>>(&format!(r#"{{"inner":{value}}}"#));
    check::<Open<Vec<Inner<BTreeMap<String, Option<T>>>>>>(&format!(
        r#"{{"value":[{{"inner":{{"a b":{value}}}}}]}}"#
    ));
}

#[test]
fn no_scalar_is_shown() {
    check_all::<bool>(r#""CANARY""#);
    check_all::<bool>(NUMBER);
    check_all::<i32>(r#""CANARY""#);
    check_all::<i32>(NUMBER);
    check_all::<i64>(r#""CANARY""#);
    check_all::<i64>("770011770011.5");
    check_all::<u32>(NUMBER);
    check_all::<u64>("-770011770011");
    check_all::<f64>(r#""CANARY""#);
    check_all::<String>(NUMBER);
    check_all::<rt::Decimal>(r#""CANARY""#);
    check_all::<rt::Date>(r#""CANARY""#);
    check_all::<rt::DateTime>(r#""CANARY""#);
    check_all::<rt::UnixSeconds>(r#""CANARY""#);
    check_all::<rt::UnixMillis>(r#""CANARY""#);
    check_all::<rt::Url>(r#""CANARY""#);
    check_all::<rt::Base64>(r#""CANARY!""#);
    check_all::<rt::Base64Url>(r#""CANARY!""#);
    check_all::<rt::Hex>(r#""CANARY""#);
    check_all::<rt::AsInt<bool>>(NUMBER);
    check_all::<rt::AsText<bool>>(r#""CANARY""#);
    check_all::<rt::AsText<i64>>(r#""CANARY""#);
    check_all::<rt::Json>(r#"{"CANARY":1,"CANARY":2}"#);
    check_all::<Beneath>(r#"{"kind":"text","inner":"CANARY"}"#);
    check_all::<Beneath>(r#"{"kind":"new","CANARY":1,"CANARY":2}"#);
    check_all::<Beside>(r#"{"kind":"number","data":"CANARY"}"#);
    check_all::<Either>(r#""CANARY""#);
    check_all::<Either>(r#"{"CANARY":1}"#);
}

#[test]
fn no_value_that_fits_is_shown() {
    for value in [r#""CANARY""#, NUMBER, r#"{"CANARY":[770011770011]}"#, r#"["CANARY"]"#] {
        let success = &ANSWERS[0];
        assert!(has_canary(&shown::<Open<rt::Json>>(success, value)), "{value}");
        let sealed = shown::<Sealed<rt::Json>>(success, value);
        assert!(!has_canary(&sealed) && !sealed.contains(COOKIE), "{sealed}");
        // Half of a surrogate pair is not text, whatever is around it.
        assert!(!has_canary(&shown::<Sealed<Kind>>(success, r#""CANARY\ud800""#)));
        assert!(sealed.contains("set-cookie") && sealed.contains("x-token"), "names are shown: {sealed}");
    }
}

#[test]
fn no_key_is_shown() {
    check::<BTreeMap<String, i64>>(r#"{"CANARY":"x"}"#);
    check::<BTreeMap<String, i64>>(r#"{"CANARY":1,"CANARY":2}"#);
    check::<Vec<BTreeMap<String, Inner<i64>>>>(r#"[{"CANARY KEY":{"inner":null}}]"#);
    check::<rt::AsInt<BTreeMap<String, bool>>>(r#"{"CANARY":2}"#);
}

#[test]
fn what_is_said_of_a_secret() {
    let read =
        |json: &str| serde_json::from_str::<Inner<Sealed<i64>>>(json).map(drop).unwrap_err().to_string();
    for (json, want) in [
        (r#"{"inner":{"value":"CANARY"}}"#, "inner.value: can't read the secret value at line 1 column 26"),
        (r#"{"inner":{"value":1,"value":2}}"#, "inner.value: duplicate key at line 1 column 27"),
        (r#"{"inner":{}}"#, "inner.value: required, but missing at line 1 column 11"),
    ] {
        assert_eq!(read(json), want);
    }
    for (json, want) in [(r#"{"flag":770011770011}"#, "flag"), (r#"{"numbers":["1","CANARY"]}"#, "numbers")] {
        let error = serde_json::from_str::<Forms>(json).map(|forms| forms.numbers).unwrap_err().to_string();
        assert!(error.starts_with(&format!("{want}: can't read the secret value at line")), "{error}");
    }
    // Formats other than JSON have texts of their own.
    let error = serde_yaml::from_str::<Sealed<i64>>("value: CANARY").map(drop).unwrap_err().to_string();
    assert!(error.contains("can't read the secret value") && !has_canary(&error), "{error}");
}

/// Text that `unwrap` panics with.
#[test]
fn no_panic_shows_a_secret() {
    let answer = &ANSWERS[0];
    let fake = Fake::new();
    fake.respond(answer.status, answer.headers, answer.body.replace('@', r#""CANARY""#));
    let client = rt::Client::<ErrorCode>::new("https://h", fake).unwrap();
    let call = || now(client.call(&Ask::<Sealed<i64>>(PhantomData))).unwrap();
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(call)).unwrap_err();
    let text = panicked.downcast::<String>().expect("a text");
    assert!(text.contains("can't read the secret value") && !has_canary(&text), "{text}");
}

static SEND: rt::Endpoint = rt::Endpoint::new("send", "POST", "/a/{id}/b").envelope(&ENVELOPE).secret();

/// A union that can't be written: there is no object for the tag of a list.
#[derive(Debug, Clone, PartialEq)]
enum Unwritable {
    Texts(Vec<String>),
    __Unknown(rt::UnknownVariant),
}
rt::tagged_union! { Unwritable by "kind" { Texts(Vec<String>) = "texts" } }

/// Gives a request its values.
type Make = fn(rt::RequestBuilder) -> Result<rt::RequestBuilder, rt::InvalidRequest>;

/// A request whose values are what a test makes them.
struct Send(Make);

impl Operation for Send {
    type Code = ErrorCode;
    type Output = Sealed<String>;
    const ENDPOINT: &'static rt::Endpoint = &SEND;

    fn prepare(&self) -> Result<rt::RequestBuilder, rt::InvalidRequest> {
        (self.0)(rt::RequestBuilder::new(Self::ENDPOINT))
    }
}

/// Requests: those that can be sent, and those that cannot.
const REQUESTS: &[(&str, Make)] = &[
    ("path", |out| {
        out.path("id", "CANARY").query("q", "CANARY").header("x-a", "CANARY").form("f", "CANARY").finish()
    }),
    ("json", |out| {
        out.path("id", "CANARY").json(&BTreeMap::from([("CANARY".to_owned(), "CANARY".to_owned())]))
    }),
    ("part", |out| {
        out.path("id", &1).file("f", &rt::File::new("CANARY", "CANARY")).part("p", "CANARY").finish()
    }),
    ("file", |out| {
        let file = rt::File::new("CANARY", "CANARY").with_content_type("CANARY");
        out.path("id", &1).file("f", &file).finish()
    }),
    ("several", |out| out.path("id", &vec!["CANARY", "CANARY"]).finish()),
    ("dots", |out| out.path("id", "..").query("q", "CANARY").finish()),
    ("header", |out| out.path("id", &1).header("x-a", "CANARY\r\n").finish()),
    ("comma", |out| out.path("id", &1).header("x-a", &vec!["CANARY,"]).finish()),
    ("nan", |out| out.path("id", "CANARY").query("q", &f64::NAN).finish()),
    ("unset", |out| out.query("q", "CANARY").finish()),
    ("bodies", |out| out.path("id", &1).form("f", "CANARY").json(&"CANARY".to_owned())),
    ("no text", |out| out.path("id", "CANARY").json(&Unwritable::Texts(vec!["CANARY".to_owned()]))),
    ("long", |out| out.path("id", "CANARY").query("q", &"CANARY".repeat(20_000)).finish()),
];

#[test]
fn no_request_is_shown() {
    for (name, make) in REQUESTS {
        for (status, body) in [(200, r#"{"ok":true,"data":{"value":[1]}}"#), (404, "CANARY"), (302, "")] {
            let fake = Fake::new();
            fake.respond(status, &[("location", "/a/CANARY"), ("set-cookie", COOKIE)], body);
            let text = watched(|| {
                let client = rt::Client::<ErrorCode>::new("https://h", fake.clone()).unwrap();
                let client = client.configure(|config| config.header("x-b", "CANARY").set("token", "CANARY"));
                let request = Send(*make);
                let call = client.call(&request).header("x-c", "CANARY").retry(RetryPolicy::off());
                let shown = format!("{client:?} {call:?} {:?}", request.prepare());
                let error = now(call.send()).map(drop).unwrap_err();
                format!("{shown} {}", told(&error))
            });
            assert!(!has_canary(&text) && !text.contains(COOKIE), "{name}, {status}: {text}");
        }
    }
    let mut texts = rt::Texts::default();
    texts.push("CANARY");
    assert_eq!(format!("{texts:?}"), "Texts(1 texts)");
}

#[test]
fn no_broken_connection_shows_a_secret() {
    let fake = Fake::new();
    let partial = http::Response::builder().status(200).header("set-cookie", COOKIE);
    let partial = partial.body(r#"{"ok":true,"data":{"value":"CANARY"#.into()).unwrap();
    let broken = rt::TransportError::new(rt::Phase::Body, rt::Sent::Yes, "closed").with_partial(partial);
    assert!(!has_canary(&format!("{broken} {broken:?}")));
    fake.break_off(broken);
    let text = watched(|| {
        let client = rt::Client::<ErrorCode>::new("https://h", fake.clone()).unwrap();
        let client = client.configure(|config| config.retry(RetryPolicy::off()));
        let error = now(client.call(&Ask::<Sealed<String>>(PhantomData))).map(drop).unwrap_err();
        assert!(String::from_utf8_lossy(error.body()).contains(TEXT), "the canary is there to be shown");
        told(&error)
    });
    assert!(!has_canary(&text) && !text.contains(COOKIE), "{text}");
}

/// A value can be a secret too where the field that holds one is not there at all.
#[test]
fn values_of_another_shape_are_not_shown() {
    for (endpoint, is_shown) in [(&SEALED, false), (&OPEN, true)] {
        for data in ["\"CANARY, found at line 7\"", "[\"CANARY\"]", "{\"value\":\"CANARY\"}"] {
            let body = format!("{{\"ok\":true,\"data\":{data}}}");
            let response = rt::http::Response::new(rt::Bytes::from(body));
            let read = rt::read_response::<Open<i64>, ErrorCode>(endpoint, response);
            let error = read.expect_err("the payload does not fit");
            let shown = format!("{error} {error:?}");
            assert!(error.to_string().contains("expected"), "{shown}");
            assert!(is_shown || !shown.contains("CANARY"), "{shown}");
        }
    }
}
