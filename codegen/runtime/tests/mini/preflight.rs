//! Mistakes that checks find before anything is sent, and how a client handles them.

use std::time::{Duration, SystemTime};

use stubwright_runtime::v1::testing::Fake;
use stubwright_runtime::v1::{
    self as rt, Category, Config, Facts, Operation, Origin, Preflight, Retry, Sent, Violations,
};

use crate::api::ErrorCode;
use crate::calls::now;

static ENDPOINT: rt::Endpoint = rt::Endpoint::new("sign", "POST", "/sign")
    .global_params(&[rt::GlobalParam::query("t").generated(rt::GeneratedValue::Unix)]);

/// Breaks one rule a violation, and one more before 1970-01-02 and with more than three pages.
struct Sign(Vec<(ErrorCode, &'static str, &'static str)>);

impl Operation for Sign {
    type Code = ErrorCode;
    type Output = ();
    const ENDPOINT: &'static rt::Endpoint = &ENDPOINT;

    fn prepare(&self) -> Result<rt::RequestBuilder, rt::InvalidRequest> {
        rt::RequestBuilder::new(Self::ENDPOINT).finish()
    }

    fn preflight(&self, now: SystemTime, facts: &Facts, found: &mut Violations<ErrorCode>) {
        for (code, path, detail) in &self.0 {
            found.add(*code, *path, *detail);
        }
        if now < SystemTime::UNIX_EPOCH + Duration::from_secs(86_400) {
            found.add(ErrorCode::UserNotVerified, "deadline", "before now");
        }
        if facts.number("pages", "FC_1").is_some_and(|pages| pages > 3) {
            found.add(ErrorCode::UserNotVerified, "docs[0]", "more than 3 pages");
        }
    }
}

fn twice() -> Sign {
    Sign(vec![
        (ErrorCode::DuplicateSigner, "signers[2].signFields[1]", "same as signFields[0]"),
        (ErrorCode::UserNotVerified, "signers[0]", "not verified"),
    ])
}

fn client(fake: &Fake, change: impl FnOnce(Config) -> Config) -> rt::Client<ErrorCode> {
    rt::Client::new("https://h", fake.clone()).unwrap().configure(change)
}

#[test]
fn a_refusal_is_the_error_that_the_server_would_send() {
    let fake = Fake::new();
    let error = now(client(&fake, |config| config).call(&twice())).unwrap_err();
    assert_eq!((error.kind(), error.code()), (Some(ErrorCode::DuplicateSigner), Some("oc_40003")));
    assert_eq!((error.message(), error.solution()), (Some("签署方不可重复"), Some("检查参数")));
    assert_eq!((error.origin(), error.sent()), (Origin::Preflight, Sent::No));
    assert_eq!((error.retry(), error.is_retryable(), error.retry_after()), (Retry::Never, false, None));
    assert_eq!((error.category(), error.endpoint()), (Category::Argument, Some("sign")));
    assert_eq!((error.http_status(), error.headers(), error.body()), (None, None, [].as_slice()));
    assert!(error.is_api() && !error.is_request() && error.trace_id().is_none());
    let found: Vec<String> = error.violations().iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        ["[oc_40003] signers[2].signFields[1]: same as signFields[0]", "[oc_10011] signers[0]: not verified"]
    );
    assert_eq!(
        error.to_string(),
        "[oc_40003] 签署方不可重复 (solution: 检查参数) at signers[2].signFields[1]: same as signFields[0] (and 1 more)"
    );
    assert!(fake.requests().is_empty());
    // A row that the server may be asked again about is final when the request itself breaks it.
    let safe = Sign(vec![(ErrorCode::UserNotVerified, "", "give\none")]);
    let error = now(client(&fake, |config| config).call(&safe)).unwrap_err();
    assert_eq!(error.to_string(), "[oc_10011] 用户未认证 (solution: 进行认证): give one");
    assert!(!error.is_retryable() && rt::Error::preflight(&ENDPOINT, Violations::<ErrorCode>::new()).is_ok());
}

#[test]
fn a_warning_is_sent_and_stays_with_the_answer() {
    let fake = Fake::new();
    fake.respond(200, &[], "{}").respond(404, &[], "gone");
    let client = client(&fake, |config| config.preflight(Preflight::Warn));
    let response = now(client.call(&twice()).send()).unwrap();
    assert_eq!(response.warnings().len(), 2);
    assert_eq!(response.warnings()[1].code(), ErrorCode::UserNotVerified);
    let error = now(client.call(&twice())).unwrap_err();
    assert_eq!((error.origin(), error.violations().len()), (Origin::Server, 2));
    assert!(!error.to_string().contains("signers"), "{error}");
    assert_eq!(fake.requests().len(), 2);
}

#[test]
fn a_call_decides_for_itself() {
    let fake = Fake::new();
    fake.respond(200, &[], "{}");
    let client = client(&fake, |config| config);
    let response = now(client.call(&twice()).preflight(Preflight::Off).send()).unwrap();
    assert!(response.warnings().is_empty());
    assert!(now(client.call(&Sign(Vec::new())).preflight(Preflight::Refuse).send()).is_err());
    assert_eq!(fake.requests().len(), 2, "the second found nothing and had no answer");
}

#[test]
fn checks_see_the_clock_and_the_facts_of_the_client() {
    let fake = Fake::new();
    let early = client(&fake, |config| config.clock(|| SystemTime::UNIX_EPOCH + Duration::from_secs(7)));
    let error = now(early.call(&Sign(Vec::new()))).unwrap_err();
    assert_eq!(error.violations()[0].path(), "deadline");
    let informed = client(&fake, |config| config.facts(Facts::new().with("pages", "FC_1", 4)));
    let error = now(informed.call(&Sign(Vec::new()))).unwrap_err();
    assert_eq!(error.violations()[0].path(), "docs[0]");
    // The same clock makes the times that go along.
    fake.respond(200, &[], "{}");
    now(early.call(&Sign(Vec::new())).preflight(Preflight::Off).send()).unwrap();
    assert_eq!(fake.requests()[0].uri().query(), Some("t=7"));
}

#[cfg(feature = "blocking")]
#[test]
fn the_blocking_twin() {
    let fake = Fake::new();
    fake.respond(200, &[], "{}");
    let client = rt::blocking::Client::<ErrorCode>::new("https://h", fake.clone()).unwrap();
    assert_eq!(client.payload(&twice()).unwrap_err().origin(), Origin::Preflight);
    let sent = client.call(&twice()).preflight(Preflight::Warn).send().unwrap();
    assert_eq!((sent.warnings().len(), fake.requests().len()), (2, 1));
}
