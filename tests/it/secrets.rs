//! Secret fields of a generated client: in no `Debug`, no error and no violation, with both adapters.

use std::collections::BTreeMap;
use std::error::Error as StdError;
use std::fmt::Debug;
use std::time::SystemTime;

use serde_core::Deserialize;
use stubwright_tests::compiled::case_secrets::runtime::{
    Operation, Payload, Response, RetryPolicy, testing::Fake,
};
use stubwright_tests::compiled::case_secrets::types::{
    Either, Kept, KeptRequest, LogInRequest, Note, PlainRequest, Session, Unlock,
};
use stubwright_tests::compiled::case_secrets::{Client, Error, ErrorCode, blocking};
use stubwright_tests::server::{Answer, Server};

use super::wire::run;

/// Texts and numbers that are secret.
const CANARIES: [&str; 2] = ["CANARY", "770011770011"];

/// The value of a header.
const COOKIE: &str = "COOKIE-9";

fn has_canary(text: &str) -> bool {
    CANARIES.iter().any(|canary| text.contains(canary))
}

#[track_caller]
fn assert_silent(text: &str, what: &str) {
    assert!(!has_canary(text) && !text.contains(COOKIE), "{what}: {text}");
}

/// An answer with cookies.
fn answer(status: u16, body: &str) -> Answer {
    let length = body.len();
    Answer::raw(format!(
        "HTTP/1.1 {status} Status\r\ncontent-type: application/json\r\nset-cookie: s={COOKIE}\r\nx-token: {COOKIE}\r\n\
         content-length: {length}\r\nconnection: close\r\n\r\n{body}"
    ))
}

/// The texts that both clients show of a call.
fn shown<O>(request: &O, answer: &Answer) -> [String; 2]
where
    O: Operation<Code = ErrorCode> + Sync,
    O::Output: Payload<Blocking = O::Output> + Debug + Send,
{
    let server = Server::start(vec![answer.clone()]).expect("a server");
    let asynchronous = run(async {
        let client = Client::new(server.url()).expect("a client");
        let client = client.configure(|config| config.retry(RetryPolicy::off()));
        client.call(request).send().await
    });
    let blocking = blocking::Client::new(server.url()).expect("a client");
    let blocking = blocking.configure(|config| config.retry(RetryPolicy::off()));
    [told(asynchronous), told(blocking.call(request).send())]
}

fn told<T: Debug>(outcome: Result<Response<T, ErrorCode>, Error>) -> String {
    match outcome {
        Ok(response) => {
            assert!(response.headers().values().any(|value| value == COOKIE), "a cookie to be shown");
            format!("{response:?} {response:#?}")
        }
        Err(error) => {
            let source = error.source().map(|source| format!("{source} {source:?}"));
            format!("{error} {error:?} {error:#?} {source:?}")
        }
    }
}

#[test]
fn responses_and_their_errors() {
    let good = r#""token":"CANARY","seconds":60"#;
    for (what, fields) in [
        ("text", r#""token":770011770011"#.to_owned()),
        ("alias", r#""access_token":770011770011"#.to_owned()),
        ("all fine", format!(r#"{good},"raw":{{"CANARY":"CANARY"}},"level":770011770011"#)),
        ("generic", format!(r#"{good},"key":{{"sealed":{{"value":"CANARY"}}}}"#)),
        ("date", format!(r#"{good},"until":"CANARY""#)),
        ("map", format!(r#"{good},"pins":{{"CANARY":1,"other":"CANARY"}}"#)),
        ("key", format!(r#"{good},"pins":{{"CANARY":null}}"#)),
        ("flag", format!(r#"{good},"flags":[1,0,770011770011]"#)),
        ("enum", format!(r#"{good},"level":"CANARY\ud800""#)),
        ("struct", format!(r#"{good},"owner":{{"id":"CANARY"}}"#)),
        ("struct inside", format!(r#"{good},"owner":{{"id":1,"day":"CANARY"}}"#)),
        ("any", format!(r#"{good},"raw":{{"CANARY":1,"CANARY":2}}"#)),
    ] {
        for (status, body) in [
            (200, format!(r#"{{"success":true,"result":{{{fields}}}}}"#)),
            (400, format!(r#"{{"success":true,"result":{{{fields}}}}}"#)),
            (400, format!(r#"{{{fields}}}"#)),
            (200, format!(r#"{{"success":false,"code":"e0","msg":"no","result":{{{fields}}}}}"#)),
        ] {
            for text in shown(&LogInRequest::new("me", "CANARY"), &answer(status, &body)) {
                assert_silent(&text, &format!("{what}: {body}"));
                assert!(text.contains("set-cookie") && text.contains("x-token"), "names are shown: {text}");
            }
        }
    }
}

/// Values that are not secret are shown, so that the other test can fail.
#[test]
fn what_is_not_secret() {
    let plain = |body: &str| shown(&PlainRequest::new(), &answer(200, body));
    for text in plain(r#"{"success":true,"result":{"id":"CANARY"}}"#) {
        assert!(
            text.contains(r#"result.id: expected an integer, found "CANARY" at line 1 column 39"#),
            "{text}"
        );
    }
    for text in plain(r#"{"success":true,"result":{"id":770011770011}}"#) {
        assert!(has_canary(&text) && !text.contains(COOKIE), "{text}");
    }
    for text in shown(&PlainRequest::new(), &answer(404, r#"{"x":"CANARY"}"#)) {
        assert!(has_canary(&text), "{text}");
    }
    let secret = answer(200, r#"{"success":true,"result":{"token":[1],"seconds":60}}"#);
    for text in shown(&LogInRequest::new("me", "CANARY"), &secret) {
        assert!(text.contains("result.token: can't read the secret value at line 1 column"), "{text}");
    }
}

fn read<T: for<'de> Deserialize<'de>>(json: &str) -> T {
    serde_json::from_str(json).expect(json)
}

#[test]
fn variants_that_are_unknown() {
    let unknown = r#"{"kind":"new","keys":[{"value":"CANARY"}],"CANARY":770011770011}"#;
    let kept: Kept = read(&format!(
        r#"{{"way":{unknown},"beside":{unknown},"either":[{{"token":"CANARY","seconds":"x"}},{{"token":"CANARY","kind":"new"}}]}}"#
    ));
    assert_silent(&format!("{kept:?} {kept:#?}"), "unknown variants");
    assert_eq!(
        kept.way.as_ref().map(|way| format!("{way:?}")),
        Some(r#"__Unknown("new" [hidden])"#.to_owned())
    );
    assert_eq!(serde_json::to_string(&kept.way).expect("JSON"), unknown);
    let either = kept.either.as_deref().and_then(<[Either]>::first);
    assert!(matches!(either, Some(Either::Any(json)) if json.to_string().contains("CANARY")), "it is kept");
    // No variant of this union can hold a secret.
    let kept: Kept = read(&format!(r#"{{"open":{unknown}}}"#));
    assert!(has_canary(&format!("{kept:?}")));
    for kept in [
        r#"{"way":{"kind":"ring","keys":[{"value":"ok"},{"value":[770011770011]}]}}"#,
        r#"{"way":{"kind":"new","CANARY":1,"CANARY":2}}"#,
        r#"{"beside":{"kind":"ring","data":{"keys":[{"value":{"CANARY":1}}]}}}"#,
        r#"{"either":[{"token":"CANARY","CANARY":1,"CANARY":2}]}"#,
    ] {
        let body = format!(r#"{{"success":true,"result":{kept}}}"#);
        for text in shown(&KeptRequest::new(), &answer(200, &body)) {
            assert!(text.contains("can't read the secret value"), "{kept}: {text}");
            assert_silent(&text, kept);
        }
    }
}

#[test]
fn requests_and_what_checks_find() {
    let login = LogInRequest::new("me", "CANARY").with_type(77);
    let text = format!("{login:?} {login:#?}");
    assert!(text.contains("me") && !text.contains("77"), "{text}");
    assert_silent(&text, "a request");
    let json = serde_json::to_string(&login).expect("JSON");
    assert_eq!(json, r#"{"user":"me","password":"CANARY","type":77}"#);
    let session: Session = read(r#"{"token":"CANARY","seconds":60,"key":{"sealed":{"value":770011770011}}}"#);
    let text = format!("{session:?}");
    assert!(text.contains("60"), "{text}");
    assert_silent(&text, "a response");

    let key = || String::from("CANARY");
    let pins = Unlock::new("CANARY")
        .with_pins(BTreeMap::from([(key(), 1)]))
        .with_lists(BTreeMap::from([(key(), vec![5, 5])]))
        .with_notes(BTreeMap::from([(key(), Note::new())]));
    let error = pins.check(SystemTime::UNIX_EPOCH).expect_err("violations");
    let violations: Vec<String> = error.violations().iter().map(ToString::to_string).collect();
    assert_eq!(
        violations,
        [
            "[e1] pins[hidden]: less than 1000",
            "[e2] lists[hidden][1]: same as [0]",
            "[e3] notes[hidden].text: missing or empty",
        ]
    );
    assert_silent(&format!("{error} {error:?} {:?} {pins:?}", pins.prepare()), "violations");
    // A map that is not secret has its keys in paths.
    let shelves = Unlock::new("CANARY").with_shelves(BTreeMap::from([(String::from("a"), 0)]));
    let error = shelves.check(SystemTime::UNIX_EPOCH).expect_err("a violation");
    assert_eq!(error.violations().first().map(|violation| violation.path()), Some("shelves.a"));
    // A path parameter that cannot be sent, and one that the server repeats.
    for door in ["..", "", "CANARY"] {
        for text in shown(
            &Unlock::new(door),
            &Answer::raw("HTTP/1.1 302 Found\r\nlocation: /doors/CANARY\r\ncontent-length: 0\r\n\r\n"),
        ) {
            assert_silent(&text, door);
        }
    }
}

/// `details: .` is the root and not nothing.
#[test]
fn the_root_as_details() {
    let fake = Fake::new();
    fake.respond(400, &[], r#"{"success":false,"code":"e1"}"#);
    let client = Client::with_transport("https://h", fake).expect("a client");
    let error = run(client.plain(&PlainRequest::new())).expect_err("an error");
    assert_eq!(
        (error.kind(), error.details().map(|details| details.len())),
        (Some(ErrorCode::PinTooLow), Some(2))
    );
}
