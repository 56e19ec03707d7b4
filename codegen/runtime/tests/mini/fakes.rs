//! The in-process transport writes every shape of envelope so that reading it gives what was asked for.

use std::time::Duration;

use stubwright_runtime::v1::testing::Fake;
use stubwright_runtime::v1::{self as rt, Endpoint, Envelope, Expect, Json, Operation, Source, Step, Test};

use crate::api::ErrorCode;
use crate::api::types::{Ping, ShowContract, Signer, StartContract, StartContractResult};
use crate::calls::{client, now};

const fn key(name: &'static str) -> Step {
    Step::Key(name)
}

macro_rules! shapes {
    ($($name:ident = $envelope:expr;)*) => { $(
        struct $name;

        impl Operation for $name {
            type Code = ErrorCode;
            type Output = Json;
            const ENDPOINT: &'static Endpoint = {
                static ENVELOPE: Envelope = $envelope;
                &Endpoint::new(stringify!($name), "POST", "/").envelope(&ENVELOPE)
            };

            fn prepare(&self) -> Result<rt::RequestBuilder, rt::InvalidRequest> {
                rt::RequestBuilder::new(Self::ENDPOINT).finish()
            }
        }
    )*

        #[test]
        fn every_shape_of_envelope() {
            $( round_trip(&$name); )*
        }
    };
}

fn round_trip<O: Operation<Code = ErrorCode, Output = Json>>(operation: &O) {
    let fake = Fake::new();
    let payload: Json = r#"{"x":1,"list":[{"y":null}]}"#.parse().unwrap();
    fake.reply::<O>(&payload);
    let client = rt::Client::<ErrorCode>::new("https://fake", fake.clone()).unwrap();
    let client = client.configure(|config| config.retry(rt::RetryPolicy::off()));
    let read = now(client.call(operation)).unwrap();
    assert_eq!((read.get("x"), read.get("list")), (payload.get("x"), payload.get("list")));
    for code in ErrorCode::ALL.iter().copied().chain([ErrorCode::Unrecognized]) {
        fake.fail::<O>(code);
        let error = now(client.call(operation)).unwrap_err();
        assert_eq!(error.kind(), Some(code), "{}: {error:?}", O::ENDPOINT.name());
    }
    fake.fail_with::<O>("new.code", "something new");
    let error = now(client.call(operation)).unwrap_err();
    assert_eq!((error.code(), error.message()), (Some("new.code"), Some("something new")));
    assert_eq!(fake.pending(), 0);
}

shapes! {
    Truth = Envelope::new()
        .success(&[Test::new(Source::Body(&[key("ok")]), &[Expect::Text("true")])])
        .code(&[Source::Body(&[key("code")])]).message(&[Source::Body(&[key("msg")])]).data(&[&[key("data")]]);
    CodeIsSuccess = Envelope::new()
        .success(&[Test::new(Source::Body(&[key("code")]), &[Expect::Text("0")])])
        .code(&[Source::Body(&[key("code")])]).message(&[Source::Body(&[key("msg")])]).data(&[&[]]);
    Zeros = Envelope::new()
        .success(&[Test::new(Source::Body(&[key("status")]), &[Expect::Text("00000"), Expect::Text("failure")])])
        .code(&[Source::Body(&[key("code")])]).message(&[Source::Body(&[key("msg")])]).data(&[&[key("data")]]);
    Number = Envelope::new()
        .success(&[Test::new(Source::Body(&[key("status")]), &[Expect::Text("1"), Expect::Text("1111")])])
        .code(&[Source::Body(&[key("code")])]).message(&[Source::Body(&[key("msg")])]).data(&[&[key("data")]]);
    AbsentOrZero = Envelope::new()
        .success(&[Test::new(Source::Body(&[key("errcode")]), &[Expect::Absent, Expect::Text("0")])])
        .code(&[Source::Body(&[key("errcode")])]).message(&[Source::Body(&[key("errmsg")])]).data(&[&[]]);
    AbsentAbove = Envelope::new()
        .root(&[key("Response")])
        .success(&[Test::new(Source::Body(&[key("Error")]), &[Expect::Absent])])
        .code(&[Source::Body(&[key("Error"), key("Code")])])
        .message(&[Source::Body(&[key("Error"), key("Message")])]).data(&[&[]]);
    FirstOfList = Envelope::new()
        .success(&[Test::new(Source::Body(&[key("errors")]), &[Expect::Empty])])
        .code(&[Source::Body(&[key("errors"), Step::Index(0), key("code")])])
        .message(&[Source::Body(&[key("errors"), Step::Index(0), key("message")])]).data(&[&[key("result")]]);
    Present = Envelope::new()
        .success(&[Test::new(Source::Body(&[key("x")]), &[Expect::Present])])
        .code(&[Source::Body(&[key("code")])]).message(&[Source::Body(&[key("message")])]).data(&[&[]]);
    Suffix = Envelope::new()
        .root(&[Step::Suffix("_response")])
        .success(&[Test::new(Source::Body(&[key("code")]), &[Expect::Text("10000")])])
        .code(&[Source::Body(&[key("sub_code")]), Source::Body(&[key("code")])])
        .message(&[Source::Body(&[key("sub_msg")])]).data(&[&[]]);
    OnlyHttp = Envelope::new()
        .success(&[Test::new(Source::Http, &[Expect::HttpClass(2)])])
        .code(&[Source::Body(&[key("error"), key("code")])])
        .message(&[Source::Body(&[key("error"), key("message")])]).data(&[&[]]);
    HttpAndAbsent = Envelope::new()
        .success(&[
            Test::new(Source::Http, &[Expect::Text("201")]),
            Test::new(Source::Body(&[key("code")]), &[Expect::Absent]),
        ])
        .code(&[Source::Body(&[key("code")])]).message(&[Source::Body(&[key("msg")])]).data(&[&[]]);
    InHeaders = Envelope::new()
        .success(&[Test::new(Source::Body(&[key("header"), key("ok")]), &[Expect::Text("true")])])
        .code(&[Source::Header("x-code")]).message(&[Source::Body(&[key("header"), key("text")])])
        .data(&[&[key("body"), key("data")], &[key("body")]]);
    TextIsCode = Envelope::new()
        .success(&[Test::new(Source::Body(&[key("message")]), &[Expect::Text("OK"), Expect::Text("Nothing")])])
        .code(&[Source::Body(&[key("result")])]).message(&[Source::Body(&[key("message")])]).data(&[&[key("result")]]);
}

#[test]
fn answers_wait_for_their_operation() {
    let fake = Fake::new();
    fake.fail::<ShowContract>(ErrorCode::ServiceBusy).reply::<ShowContract>(&None);
    fake.fail::<StartContract>(ErrorCode::DuplicateSigner).respond(500, &[], "");
    let client = client(&fake);
    let request = StartContract::new("PDF".into(), vec![Signer::new("a", 1)]);
    assert_eq!(now(client.start_contract(&request)).unwrap_err().kind(), Some(ErrorCode::DuplicateSigner));
    assert!(now(client.start_contract(&request)).unwrap_err().is_http());
    let show = ShowContract::new("7");
    assert_eq!(now(client.show_contract(&show)).unwrap_err().kind(), Some(ErrorCode::ServiceBusy));
    assert_eq!(now(client.show_contract(&show)).unwrap(), None);
    assert_eq!((fake.pending(), fake.requests().len()), (0, 4));
    assert_eq!(fake.requests()[2].uri().path(), "/api/open/contract/7");
}

#[test]
fn what_cannot_be_written_is_said() {
    let fake = Fake::new();
    fake.fail::<Ping>(ErrorCode::ServiceBusy).respond(7, &[], "").reply::<Ping>(&());
    let client = client(&fake);
    for want in ["the envelope of `ping` can't carry the code \"500\"", "invalid status code"] {
        let error = now(client.call(&Ping {}).send()).unwrap_err().to_string();
        assert!(error.contains(want), "{error}");
    }
    assert_eq!(now(client.call(&Ping {}).send()).unwrap().status().as_u16(), 200);
    now(rt::Transport::sleep(&fake, Duration::from_secs(3600)));
    assert_eq!(fake.pauses(), [Duration::from_secs(3600)]);
}

#[test]
fn a_response_is_made_from_json_that_fits() {
    use stubwright_runtime::v1::testing::from_json;

    let made: StartContractResult =
        from_json(r#"{"contractId":"1897893172027068416","signersInfos":[]}"#).unwrap();
    assert_eq!(made.contract_id, 1_897_893_172_027_068_416);
    let fake = Fake::new();
    fake.reply::<StartContract>(&made);
    let client = crate::api::Client::with_transport("https://fake", fake.clone()).unwrap();
    let request = StartContract::new("PDF".into(), vec![Signer::new("a", 1)]);
    assert_eq!(crate::calls::now(client.call(&request)).unwrap(), made);
    for (json, expected) in [
        (r#"{"contractId":"x","signersInfos":[]}"#, "contractId: expected an integer, found \"x\""),
        (r#"{"contractId":1}"#, "signersInfos"),
        (
            r#"{"contractId":1,"signersInfos":[{"accountId":[7]}]}"#,
            "[0].accountId: expected a string, found a list",
        ),
        (
            r#"{"contractId":1,"signersInfos":[{"accountId":"a","seqNo":1,"seq_no":2}]}"#,
            "signersInfos[0].seq_no is not read: the type has no such member",
        ),
        (
            r#"{"contractId":1,"signersInfos":[],"contractid":2}"#,
            "$.contractid is not read: the type has no such member",
        ),
        (r#"{"contractId":1,"#, "line 1 column"),
    ] {
        let error = from_json::<StartContractResult>(json).unwrap_err().to_string();
        assert!(error.contains("StartContractResult: ") && error.contains(expected), "{json}: {error}");
    }
}

/// An API whose codes are the statuses of HTTP.
struct ByStatus;

impl Operation for ByStatus {
    type Code = ErrorCode;
    type Output = Json;
    const ENDPOINT: &'static Endpoint = {
        static ENVELOPE: Envelope = Envelope::new()
            .success(&[Test::new(Source::Http, &[Expect::HttpClass(2)])])
            .code(&[Source::Http])
            .message(&[Source::Body(&[key("msg")])])
            .data(&[&[]]);
        &Endpoint::new("by_status", "POST", "/").envelope(&ENVELOPE)
    };

    fn prepare(&self) -> Result<rt::RequestBuilder, rt::InvalidRequest> {
        rt::RequestBuilder::new(Self::ENDPOINT).finish()
    }
}

#[test]
fn a_code_that_is_a_status_is_told_from_one_without_a_row() {
    rt::testing::codes::<ByStatus>(&[ErrorCode::ServiceBusy]).unwrap();
    // This one can't be a status.
    assert!(rt::testing::codes::<ByStatus>(&[ErrorCode::DuplicateSigner]).is_err());
    let fake = Fake::new();
    let client = rt::Client::<ErrorCode>::new("https://fake", fake.clone()).unwrap();
    let client = client.configure(|config| config.retry(rt::RetryPolicy::off()));
    for (code, status) in [(ErrorCode::ServiceBusy, 500), (ErrorCode::Unrecognized, 599)] {
        fake.fail::<ByStatus>(code);
        let error = now(client.call(&ByStatus)).unwrap_err();
        assert_eq!((error.kind(), error.code()), (Some(code), Some(status.to_string().as_str())));
    }
}
