//! The typed bodies of failures.

use stubwright_tests::compiled::case_failures as clinic;
use stubwright_tests::server::{Answer, Server};

use crate::wire::run;
use clinic::types::{AlarmsRequest, Book, CancelRequest, HistoryRequest, LogIn, PingRequest, ScanRequest};
use clinic::{Error, ErrorBody, ErrorCode};

/// The result of `typed`, as text.
fn typed(error: &Error) -> String {
    match error.typed() {
        None => String::from("none"),
        Some(Ok(body)) => format!("{body:?}"),
        Some(Err(error)) => format!("error: {error}"),
    }
}

/// The typed body of the failure that an answer is.
macro_rules! body {
    ($answer:expr, |$client:ident| $call:expr) => {
        typed(&call!(clinic, $answer, |$client| $call).1.expect_err("a failure"))
    };
}

fn book() -> Book {
    Book::new("2026-12-01T08:00:00Z".parse::<clinic::runtime::DateTime>().expect("a time"))
}

#[test]
fn the_status_selects_the_type() {
    let book = book();
    let problem = r#"{"title":"No","status":400,"more":1}"#;
    for (status, body, want) in [
        (401, r#"{"realm":"desk"}"#, "Denied(Denied { realm: \"desk\" })"),
        (400, problem, "Problem(Problem { type: None, title: \"No\", status: Some(400) })"),
        (503, problem, "Problem(Problem { type: None, title: \"No\", status: Some(400) })"),
        (302, problem, "Problem(Problem { type: None, title: \"No\", status: Some(400) })"),
        (404, problem, "none"),
        (
            409,
            r#"{"title":"Taken","other":{"id":7}}"#,
            "Conflict(Conflict { title: \"Taken\", other: Appointment { id: 7 } })",
        ),
        (
            422,
            r#"[{"field":"at","message":"past"}]"#,
            "ComplaintList([Complaint { field: \"at\", message: \"past\" }])",
        ),
        (422, "[]", "ComplaintList([])"),
    ] {
        let typed = body!(Answer::json(status, body), |client| client.book(&book));
        assert_eq!(typed, want, "{status}");
    }
    let cancel = CancelRequest::new(7);
    let typed = body!(Answer::json(404, r#"{"title":"Gone"}"#), |client| client.cancel(&cancel));
    assert_eq!(typed, "Problem(Problem { type: None, title: \"Gone\", status: None })");
}

/// The error table and the envelope decide what a failure means, whether or not its body can be read.
#[test]
fn the_body_does_not_decide() {
    let book = book();
    let conflict = r#"{"title":"Taken","other":{"id":7}}"#;
    let (_, outcome) = call!(clinic, Answer::json(409, conflict), |client| client.book(&book));
    let error = outcome.expect_err("a failure");
    assert_eq!((error.kind(), error.message()), (Some(ErrorCode::Taken), Some("Taken")));
    assert!(matches!(error.typed(), Some(Ok(ErrorBody::Conflict(conflict))) if conflict.other.id == 7));

    let long = format!(r#"{{"title":"{}","other":{{"id":7}}}}"#, "x".repeat(70_000));
    for (content_type, body, want) in [
        ("application/json", "", "error: the body is empty"),
        ("application/json", " \n", "error: the body is empty"),
        (
            "application/json",
            r#"{"title":"Taken"}"#,
            "error: other: required, but missing at line 1 column 17",
        ),
        ("application/json", r#"{"title":"#, "error: EOF while parsing a value at line 1 column 9"),
        ("text/html", "<html>", "error: the body is text/html, not JSON: expected value at line 1 column 1"),
        ("text/html", conflict, "Conflict(Conflict { title: \"Taken\", other: Appointment { id: 7 } })"),
        ("application/json", &long, "error: the body has 70029 bytes, of which 65536 were kept"),
    ] {
        let answer = Answer::typed(409, content_type, body);
        let (_, outcome) = call!(clinic, answer, |client| client.book(&book));
        let error = outcome.expect_err("a failure");
        assert_eq!(error.http_status().map(|status| status.as_u16()), Some(409));
        assert_eq!(typed(&error), want);
    }
    let gateway =
        body!(Answer::typed(404, "text/html", "<html>"), |client| client.cancel(&CancelRequest::new(1)));
    assert!(gateway.starts_with("error: the body is text/html, not JSON"), "{gateway}");
}

/// With an envelope, a failure can have any status; without one, 2xx never is one.
#[test]
fn envelopes_and_none() {
    let history = HistoryRequest::new();
    let refused = r#"{"ok":false,"error":{"code":"E1"}}"#;
    let typed = body!(Answer::json(200, refused), |client| client.history(&history));
    assert_eq!(typed, "OldError(OldError { error: {\"code\": \"E1\"} })");
    let typed = body!(Answer::json(500, refused), |client| client.history(&history));
    assert!(typed.starts_with("Any("), "{typed}");
    // A success that can't be read is not a failure of the server.
    let typed = body!(Answer::json(200, r#"{"ok":true,"data":7}"#), |client| client.history(&history));
    assert_eq!(typed, "none");

    let ping = PingRequest::new();
    let typed = body!(Answer::json(401, r#"{"realm":"x"}"#), |client| client.ping(&ping));
    assert_eq!(typed, "none");
    let typed = body!(Answer::json(500, r#"{"field":"f","message":"m"}"#), |client| client.ping(&ping));
    assert_eq!(typed, "Complaint(Complaint { field: \"f\", message: \"m\" })");
    // Nothing was answered.
    let client = clinic::blocking::Client::new("http://127.0.0.1:1").expect("a client");
    let error = client.ping(&ping).expect_err("no server");
    assert!(error.is_transport() && error.typed().is_none());
}

/// A stream that does not come has a failure in its place, and that has a body.
#[test]
fn streams() {
    let gone = Answer::json(410, r#"{"title":"Gone"}"#);
    let server = Server::start(vec![gone]).expect("a server");
    let error = run(async {
        let client = clinic::Client::new(server.url()).expect("a client");
        client.scan(&ScanRequest::new()).await.expect_err("a failure")
    });
    let blocking = clinic::blocking::Client::new(server.url()).expect("a client");
    let same = blocking.scan(&ScanRequest::new()).expect_err("a failure");
    assert_eq!(typed(&error), "Problem(Problem { type: None, title: \"Gone\", status: None })");
    assert_eq!(typed(&error), typed(&same));

    let full = Answer::json(503, r#"{"title":"Full","other":{"id":1}}"#);
    let server = Server::start(vec![full]).expect("a server");
    let blocking = clinic::blocking::Client::new(server.url()).expect("a client");
    let blocking = blocking.configure(|config| config.retry(clinic::runtime::RetryPolicy::off()));
    let error = blocking.alarms(&AlarmsRequest::new()).expect_err("a failure");
    assert!(matches!(error.typed(), Some(Ok(ErrorBody::Conflict(body))) if body.title == "Full"));
}

#[test]
fn secrets_stay_hidden() {
    let log_in = LogIn::new("ann", "CANARY");
    let locked = r#"{"title":"Locked","hint":"CANARY"}"#;
    let (_, outcome) = call!(clinic, Answer::json(403, locked), |client| client.log_in(&log_in));
    let error = outcome.expect_err("a failure");
    assert!(!format!("{error:?} {error}").contains("CANARY"));
    let Some(Ok(ErrorBody::Locked(body))) = error.typed() else { panic!("{error:?}") };
    assert_eq!(body.hint, "CANARY");
    assert!(!format!("{body:?}").contains("CANARY"), "{body:?}");
    let answer = Answer::json(403, r#"{"until":"CANARY","hint":"x"}"#);
    let typed = body!(answer, |client| client.log_in(&log_in));
    assert!(typed.starts_with("error: until: ") && !typed.contains("CANARY"), "{typed}");
}
