//! Payloads that depend on the status.

use stubwright_tests::compiled::case_outcomes as press;
use stubwright_tests::server::{Answer, Server};

use crate::wire::run;
use press::types::{
    Job, LatestOutcome, LatestRequest, MaybeRequest, MovedRequest, NothingRequest, OneTypeRequest,
    PlainOutcome, PlainRequest, Print, ProofOutcome, ProofRequest, SecretsRequest, Sheet, SubmitOutcome,
    SubmitRequest,
};

const PRINT: &str = r#"{"url":"https://press.example/1","pages":2}"#;
const JOB: &str = r#"{"id":"j1"}"#;

fn bare(head: &str) -> Answer {
    Answer::raw(format!("HTTP/1.1 {head}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"))
}

fn submit() -> SubmitRequest {
    SubmitRequest::new(Sheet::new("hello"))
}

#[test]
fn the_status_selects_the_payload() {
    let submit = submit();
    let print: Print = press::runtime::from_json(PRINT).expect("a print");
    let job: Job = press::runtime::from_json(JOB).expect("a job");
    for (answer, want) in [
        (Answer::json(200, PRINT), SubmitOutcome::Ok(print.clone())),
        (Answer::json(202, JOB), SubmitOutcome::Accepted(job.clone())),
        (bare("204 No Content"), SubmitOutcome::NoContent),
    ] {
        assert_eq!(call!(press, answer, |client| client.submit(&submit)).1.expect("a success"), want);
    }
    // An undeclared response is kept as it came, JSON or not.
    for (status, content_type, body) in [(201, "application/json", JOB), (299, "text/plain", "soon")] {
        let answer = Answer::typed(status, content_type, body);
        let outcome = call!(press, answer, |client| client.submit(&submit)).1.expect("a success");
        let SubmitOutcome::Undeclared(other) = outcome else { panic!("{outcome:?}") };
        assert_eq!((other.status().as_u16(), other.body()), (status, body.as_bytes()));
        assert!(!format!("{other:?}").contains("soon"));
    }
    let plain = PlainRequest::new();
    let outcome = call!(press, Answer::json(226, "\"x\""), |client| client.plain(&plain)).1;
    assert_eq!(outcome.expect("a success"), PlainOutcome::ImUsed("x".to_owned()));
}

/// The payload of one status is not read as that of another one, and a failure stays a failure.
#[test]
fn hostile_answers() {
    let submit = submit();
    for (answer, want) in [
        (Answer::json(200, JOB), "url: required, but missing"),
        (Answer::json(202, ""), "the body is empty"),
        (Answer::typed(202, "text/html", "<html>"), "the body is text/html, not JSON"),
        (Answer::json(200, "{"), "EOF while parsing"),
        (Answer::json(204, ""), ""),
    ] {
        let error = match call!(press, answer, |client| client.submit(&submit)).1 {
            Ok(outcome) => {
                assert_eq!(outcome, SubmitOutcome::NoContent);
                continue;
            }
            Err(error) => error,
        };
        assert!(error.is_decode() && error.to_string().contains(want), "{error}");
    }
    let refused = Answer::json(404, r#"{"code":"no_such_job"}"#);
    let error = call!(press, refused, |client| client.submit(&submit)).1.expect_err("a failure");
    assert_eq!(error.code(), Some("no_such_job"));
    let error = call!(press, bare("302 Found"), |client| client.submit(&submit)).1.expect_err("a failure");
    assert!(error.is_http(), "{error}");

    // By the envelope, a success of any 2xx can be a failure.
    let proof = ProofRequest::new(Sheet::new("x"));
    let ok = format!(r#"{{"ok":true,"data":[{JOB}]}}"#);
    let outcome = call!(press, Answer::json(203, &ok), |client| client.proof(&proof)).1.expect("a success");
    assert!(matches!(outcome, ProofOutcome::Successful(jobs) if jobs.len() == 1));
    let refused = Answer::json(203, r#"{"ok":false,"code":"full"}"#);
    let error = call!(press, refused, |client| client.proof(&proof)).1.expect_err("a failure");
    assert_eq!(error.code(), Some("full"));
}

#[test]
fn one_type_or_none() {
    let print: Print = press::runtime::from_json(PRINT).expect("a print");
    for status in [200, 201, 205, 299] {
        let answer = Answer::json(status, PRINT);
        let outcome = call!(press, answer, |client| client.one_type(&OneTypeRequest::new())).1;
        assert_eq!(outcome.expect("a success"), print, "{status}");
    }
    let maybe = MaybeRequest::new();
    for (answer, want) in [
        (Answer::json(200, PRINT), Some(print.clone())),
        (Answer::json(203, PRINT), Some(print)),
        // Whatever is there, it is not a print.
        (Answer::json(202, JOB), None),
        (bare("202 Accepted"), None),
        (Answer::typed(202, "text/plain", "Accepted"), None),
        (bare("204 No Content"), None),
    ] {
        assert_eq!(call!(press, answer, |client| client.maybe(&maybe)).1.expect("a success"), want);
    }
    call!(press, bare("202 Accepted"), |client| client.nothing(&NothingRequest::new())).1.expect("a success");
}

#[test]
fn redirects_are_answers() {
    let latest = LatestRequest::new();
    let found = || bare("302 Found\r\nlocation: /jobs/7");
    let outcome = call!(press, found(), |client| client.latest(&latest)).1.expect("a success");
    assert_eq!(outcome, LatestOutcome::Found);
    let whole = run(async {
        let server = Server::start(vec![found()]).expect("a server");
        let client = press::Client::new(server.url()).expect("a client");
        client.latest(&latest).send().await
    });
    let location = whole.expect("a success").headers().get("location").cloned().expect("a location");
    assert_eq!(location, "/jobs/7");
    let outcome = call!(press, bare("304 Not Modified"), |client| client.latest(&latest)).1;
    assert_eq!(outcome.expect("a success"), LatestOutcome::NotModified);
    // `default` has a payload, and a redirect has none.
    let outcome = call!(press, bare("307 Temporary Redirect"), |client| client.latest(&latest)).1;
    assert!(matches!(outcome.expect("a success"), LatestOutcome::Undeclared(other) if other.status() == 307));
    let outcome = call!(press, Answer::json(203, "[]"), |client| client.latest(&latest)).1;
    assert_eq!(outcome.expect("a success"), LatestOutcome::Default(Vec::new()));
    let outcome = call!(press, found(), |client| client.moved(&MovedRequest::new())).1;
    assert_eq!(outcome.expect("a success"), None);
}

#[test]
fn secrets_stay_hidden() {
    let secrets = SecretsRequest::new();
    let answer = Answer::json(200, r#"{"value":"CANARY"}"#);
    let outcome = call!(press, answer, |client| client.secrets(&secrets)).1.expect("a success");
    assert!(!format!("{outcome:?}").contains("CANARY"), "{outcome:?}");
    for answer in [Answer::json(206, r#"["CANARY"]"#), Answer::json(500, "CANARY")] {
        let error = call!(press, answer, |client| client.secrets(&secrets)).1.expect_err("a failure");
        assert!(!format!("{error} {error:?}").contains("CANARY"), "{error} {error:?}");
    }
}
