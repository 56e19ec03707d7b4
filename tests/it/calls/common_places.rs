//! Parameters of every call in bodies and cookies.

use std::time::{Duration, UNIX_EPOCH};

use stubwright_runtime::v1 as rt;
use stubwright_tests::compiled::case_common_places as places;
use stubwright_tests::server::Answer;

use places::types::{AnyRequest, FormRequest, GetRequest, MapRequest, Parts, RawRequest, Send};

const NONCE: &str = "00000000000000070000000000000007";

fn answer() -> Answer {
    Answer::json(200, "{}")
}

/// A request to a client that has all settings, at a known time.
macro_rules! sent {
    ($method:ident, $request:expr) => {{
        let request = $request;
        call!(
            places,
            answer(),
            |client| client
                .with_app_id("a\"1")
                .with_tenant(5)
                .with_session("s1")
                .configure(|config| config.clock(|| UNIX_EPOCH + Duration::from_secs(17)).random(|| 7)),
            |client| client.$method(&request)
        )
    }};
}

/// The part after the head.
fn body(sent: &str) -> &str {
    sent.split_once("\n\n").expect("a body").1
}

#[test]
fn members_of_every_body() {
    let common =
        format!(r#""appId":"a\"1","tenant":5,"sent_at":17,"nonce":"{NONCE}","version":"2.0","strict":true"#);
    let (sent, outcome) = sent!(send, Send::new().with_text("hi"));
    assert_eq!(body(&sent), format!(r#"{{{common},"text":"hi"}}"#));
    assert!(sent.contains("\ncookie: session=s1; client=sdk\n"), "{sent}");
    outcome.expect("an answer");
    let (sent, _) = sent!(send, Send::new());
    assert_eq!(body(&sent), format!("{{{common}}}"));
    // A member that the caller has set wins, and a body other than an object has no members.
    let own: rt::Json = r#"{"tenant":"mine"}"#.parse().expect("JSON");
    let (sent, _) = sent!(any, AnyRequest::new(own));
    assert_eq!(body(&sent), format!(r#"{{{},"tenant":"mine"}}"#, common.replace(r#""tenant":5,"#, "")));
    let (sent, _) = sent!(any, AnyRequest::new("[1]".parse::<rt::Json>().expect("JSON")));
    assert_eq!(body(&sent), "[1]");
    let (sent, _) = sent!(map, MapRequest::new([("appId".to_owned(), "b".to_owned())]));
    assert!(body(&sent).ends_with(r#","appId":"b"}"#) && !body(&sent).contains(r#"a\"1"#), "{sent}");
    let (sent, _) = sent!(form, FormRequest::new(Send::new().with_text("a b")));
    let want = format!("appId=a%221&tenant=5&sent_at=17&nonce={NONCE}&version=2.0&strict=true&text=a+b");
    assert_eq!(body(&sent), want);
    let (sent, _) = sent!(parts, Parts::new("hi"));
    for (name, text) in
        [("text", "hi"), ("appId", "a\"1"), ("tenant", "5"), ("nonce", NONCE), ("strict", "true")]
    {
        assert!(sent.contains(&format!("form-data; name=\"{name}\"\r\n\r\n{text}\r\n--")), "{name}: {sent}");
    }
    assert!(sent.ends_with("--\r\n"), "{sent}");
    let (sent, _) = sent!(raw, RawRequest::new("{}"));
    assert_eq!(body(&sent), "{}");
    let (sent, _) = sent!(get, GetRequest::new().with_seen(true));
    assert!(
        sent.contains("\ncookie: seen=true; session=s1; client=sdk\n") && sent.ends_with("\n\n"),
        "{sent}"
    );
}

#[test]
fn a_missing_setting() {
    let (sent, outcome) = call!(places, answer(), |client| client.send(&Send::new()));
    assert_eq!(sent, "");
    let error = outcome.expect_err("no setting").to_string();
    assert!(
        error.contains("`with_app_id` was not called: the field `appId` of the body needs it"),
        "{error}"
    );
    // A call without a body does not need it.
    let (sent, outcome) = call!(places, answer(), |client| client.get(&GetRequest::new()));
    assert!(sent.contains("\ncookie: client=sdk\n"), "{sent}");
    outcome.expect("an answer");
    let (sent, outcome) =
        call!(places, answer(), |client| client.with_app_id("a").with_session("a;b"), |client| client
            .get(&GetRequest::new()));
    assert_eq!(sent, "");
    assert!(outcome.expect_err("no cookie").to_string().contains("the cookie `session` has"));
}
