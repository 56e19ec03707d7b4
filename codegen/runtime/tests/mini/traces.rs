//! Values that `tracing` records of calls, and values that it never records.

use std::time::SystemTime;

use stubwright_runtime::v1::testing::Fake;
use stubwright_runtime::v1::{self as rt, Config, Facts, Operation, Preflight, Violations};

use crate::api::ErrorCode;
use crate::calls::now;
use crate::collector::Collector;

static ENVELOPE: rt::Envelope = rt::Envelope::new()
    .success(&[rt::Test::new(rt::Source::Body(&[rt::Step::Key("ok")]), &[rt::Expect::Text("true")])])
    .code(&[rt::Source::Body(&[rt::Step::Key("code")])])
    .message(&[rt::Source::Body(&[rt::Step::Key("msg")])]);

static AUTH: [rt::Auth; 2] = [
    rt::Auth::bearer("token", "with_token"),
    rt::Auth::query("access_token", "access_token", "with_access_token"),
];

/// Has a secret wherever one can be.
struct Pay;

impl Operation for Pay {
    type Code = ErrorCode;
    type Output = ();
    const ENDPOINT: &'static rt::Endpoint = &rt::Endpoint::new("pay", "POST", "/pay/{id}")
        .envelope(&ENVELOPE)
        .auth(&AUTH)
        .idempotency_header("X-Key");

    fn prepare(&self) -> Result<rt::RequestBuilder, rt::InvalidRequest> {
        let out = rt::RequestBuilder::new(Self::ENDPOINT).path("id", "hunter2").query("q", "hunter2");
        out.header("x-a", "hunter2").json(&"hunter2".to_owned())
    }

    fn preflight(&self, _: SystemTime, _: &Facts, found: &mut Violations<ErrorCode>) {
        found.add(ErrorCode::DuplicateSigner, "signers[1]", "hunter2 is there twice");
    }
}

fn secret(config: Config) -> Config {
    config.set("access_token", "hunter2").header("x-b", "hunter2").preflight(Preflight::Warn)
}

const ECHO: &str = r#"{"ok":false,"code":"500","msg":"hunter2"}"#;

#[test]
fn a_call_is_told_without_its_secrets() {
    let collector = Collector::default();
    let fake = Fake::new();
    fake.respond(200, &[("x-echo", "hunter2")], ECHO).respond(401, &[], "hunter2");
    fake.break_off(rt::TransportError::new(rt::Phase::Receive, rt::Sent::Maybe, "hunter2"));
    fake.respond(200, &[], r#"{"ok":true,"x":"hunter2"}"#);
    collector.watch(|| {
        let client = rt::Client::<ErrorCode>::new("https://hunter2.example", fake.clone()).unwrap();
        let provider = || std::future::ready(Ok::<_, String>("hunter2".to_owned()));
        let client = client
            .configure(secret)
            .configure(|config| config.random(|| u64::MAX).refresh("token", provider));
        now(client.call(&Pay)).unwrap();
    });
    let text = collector.text();
    assert!(!text.contains("hunter2"), "{text}");
    let want = r#"span call endpoint="pay" method="POST"
WARN message=sent although it breaks a rule code="oc_40003"
INFO message=waiting for a credential setting="token"
DEBUG message=sending attempt=1
WARN message=sending again outcome="api" status=200 code="500" sent=yes pause_ms=100
DEBUG message=sending attempt=2
WARN message=sending again outcome="http" status=401 sent=yes pause_ms=0
INFO message=waiting for a credential setting="token"
DEBUG message=sending attempt=3
WARN message=sending again outcome="transport" sent=maybe pause_ms=200
DEBUG message=sending attempt=4
recorded outcome="ok"
recorded status=200
recorded attempts=4
recorded sent="yes"
"#;
    assert_eq!(text, want);
}

#[test]
fn failures_of_every_kind_are_told() {
    let collector = Collector::default();
    let fake = Fake::new();
    let long = format!(r#"{{"ok":false,"code":"new\n{}","msg":"hunter2"}}"#, "x".repeat(99));
    fake.respond(404, &[], "hunter2").respond(200, &[], "hunter2").respond(200, &[], long);
    fake.break_off(rt::TransportError::new(rt::Phase::TooLarge, rt::Sent::Yes, "hunter2"));
    collector.watch(|| {
        let client = rt::Client::<ErrorCode>::new("https://h", fake.clone()).unwrap().configure(secret);
        let whole = client.clone().configure(|config| config.set("token", "hunter2"));
        for _ in 0..4 {
            now(whole.call(&Pay)).unwrap_err();
        }
        now(whole.call(&Pay).preflight(Preflight::Refuse).send()).unwrap_err();
        now(client.call(&Pay)).unwrap_err();
        let failing = || std::future::ready(Err::<String, _>("hunter2"));
        now(client.configure(|config| config.refresh("token", failing)).call(&Pay)).unwrap_err();
        #[cfg(feature = "blocking")]
        {
            let client = rt::blocking::Client::<ErrorCode>::new("https://h", fake.clone()).unwrap();
            client.configure(secret).payload(&Pay).unwrap_err();
        }
    });
    let text = collector.text();
    assert!(!text.contains("hunter2"), "{text}");
    for kind in ["http", "decode", "api", "transport", "preflight", "request", "refresh"] {
        assert!(text.contains(&format!("recorded outcome=\"{kind}\"")), "{kind}: {text}");
    }
    assert!(text.contains(&format!("recorded code=\"new{}\"\n", "x".repeat(61))), "{text}");
    assert!(text.contains("recorded code=\"oc_40003\"") && text.contains("recorded sent=no"), "{text}");
}
