//! Responses: payloads by status and by media type, redirects, and the bodies of failures.

use stubwright_tests::compiled::openapi_wire_answers as answers;
use stubwright_tests::server::{Answer, Server};

use super::{empty, header, target};
use crate::wire::run;
use answers::types::{
    BeginOutcome, BeginRequest, ElsewhereRequest, FailingRequest, FileRequest, HalRequest, ListRequest,
    LookRequest, MaybeRequest, NothingRequest, OtherRequest, PictureRequest, PutRequest, RangeRequest,
    ReportBytesRequest, ReportEventsRequest, ReportRequest, ReportTextRequest, UsualRequest,
};
use answers::{Error, ErrorBody};

fn job() -> Answer {
    Answer::json(200, r#"{"id":7}"#)
}

#[test]
fn payloads_by_status() {
    let maybe = MaybeRequest::new();
    let found = call!(answers, job(), |client| client.maybe(&maybe)).1.expect("a success");
    assert_eq!(found.map(|job| job.id), Some(7));
    assert_eq!(call!(answers, empty(204), |client| client.maybe(&maybe)).1.expect("a success"), None);

    let begin = BeginRequest::new();
    let outcome = call!(answers, job(), |client| client.begin(&begin)).1.expect("a success");
    assert!(matches!(outcome, BeginOutcome::Ok(job) if job.id == 7));
    let later = Answer::json(202, r#"{"after":3}"#);
    let outcome = call!(answers, later, |client| client.begin(&begin)).1.expect("a success");
    assert!(matches!(outcome, BeginOutcome::Accepted(later) if later.after == 3));
    let outcome = call!(answers, empty(204), |client| client.begin(&begin)).1.expect("a success");
    assert_eq!(outcome, BeginOutcome::NoContent);

    let put = PutRequest::new();
    for status in [200, 201] {
        let answer = Answer::json(status, r#"{"id":7}"#);
        assert_eq!(call!(answers, answer, |client| client.put(&put)).1.expect("a success").id, 7);
    }
}

/// `default` alone is the success as well as the failure; a range is each of its statuses.
#[test]
fn defaults_and_ranges() {
    let usual = UsualRequest::new();
    assert_eq!(call!(answers, job(), |client| client.usual(&usual)).1.expect("a success").id, 7);
    let failure = Answer::json(500, r#"{"id":8}"#);
    let error = call!(answers, failure, |client| client.usual(&usual)).1.expect_err("a failure");
    assert!(matches!(error.typed(), Some(Ok(ErrorBody::Job(job))) if job.id == 8), "{error:?}");
    let range = RangeRequest::new();
    let made = Answer::json(201, r#"{"id":7}"#);
    assert_eq!(call!(answers, made, |client| client.range(&range)).1.expect("a success").id, 7);
}

#[test]
fn payloads_by_media_type() {
    let report = ReportRequest::new();
    // Failures are JSON, whatever the payload is.
    let (sent, found) = call!(answers, job(), |client| client.report(&report));
    assert_eq!((header(&sent, "accept"), found.expect("a job").id), (Some("application/json"), 7));

    let text = ReportTextRequest::new();
    let csv = Answer::typed(200, "text/csv", "a;b");
    let (sent, found) = call!(answers, csv, |client| client.report_text(&text));
    assert_eq!(
        (header(&sent, "accept"), found.expect("a text").as_str()),
        (Some("text/csv, application/json;q=0.9"), "a;b")
    );

    let bytes = ReportBytesRequest::new();
    let pdf = Answer::typed(200, "application/pdf", "%PDF");
    let (sent, found) = call!(answers, pdf, |client| client.report_bytes(&bytes));
    assert_eq!(&*found.expect("bytes"), b"%PDF");
    assert_eq!(header(&sent, "accept"), Some("application/pdf, application/json;q=0.9"));
    assert_eq!(target(&sent), "/report");

    let picture = PictureRequest::new();
    let png = Answer::typed(200, "image/png", "PNG");
    let (sent, found) = call!(answers, png, |client| client.picture(&picture));
    assert_eq!(&*found.expect("bytes"), b"PNG");
    assert_eq!(header(&sent, "accept"), Some("image/*, application/json;q=0.9"));

    let file = FileRequest::new();
    let zip = Answer::typed(200, "application/zip", "PK");
    let (_, found) = call!(answers, zip, |client| client.file(&file));
    assert_eq!(&*found.expect("bytes"), b"PK");

    let hal = HalRequest::new();
    let answer = Answer::typed(200, "application/hal+json", r#"{"id":7,"_links":{}}"#);
    let (sent, found) = call!(answers, answer, |client| client.hal(&hal));
    assert_eq!((header(&sent, "accept"), found.expect("a job").id), (Some("application/hal+json"), 7));
}

#[test]
fn events_of_an_operation_that_also_has_json() {
    let stream = "data: {\"after\":1}\n\nid: 2\ndata: {\"after\":\ndata: 2}\n\n";
    let server = Server::start(vec![Answer::typed(200, "text/event-stream", stream)]).expect("a server");
    let request = ReportEventsRequest::new();
    let seen: Vec<i64> = run(async {
        let client = answers::Client::new(server.url()).expect("a client");
        let mut events = client.report_events(&request).await.expect("events");
        let mut seen = Vec::new();
        while let Some(event) = events.next().await {
            seen.push(event.expect("an event").after);
        }
        seen
    });
    assert_eq!(seen, [1, 2]);
    let sent = crate::both::sent(&server);
    assert_eq!(header(&sent[0], "accept"), Some("text/event-stream, application/json;q=0.9"));
}

/// A lone 3xx is the success, and is not followed.
#[test]
fn a_redirect() {
    let server = Server::start(vec![Answer::raw(
        "HTTP/1.1 302 Found\r\nlocation: /picture\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
    )]);
    let server = server.expect("a server");
    let client = answers::blocking::Client::new(server.url()).expect("a client");
    let request = ElsewhereRequest::new();
    let response = client.call(&request).send().expect("a redirect");
    assert_eq!(response.headers().get("location").map(|value| value.as_bytes()), Some(&b"/picture"[..]));
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn methods() {
    let (nothing, look, list) = (NothingRequest::new(), LookRequest::new(), ListRequest::new());
    let (sent, found) = call!(answers, empty(204), |client| client.nothing(&nothing));
    found.expect("done");
    assert!(sent.starts_with("DELETE /nothing HTTP/1.1\n"), "{sent}");
    let (sent, found) = call!(answers, empty(200), |client| client.look(&look));
    found.expect("done");
    assert!(sent.starts_with("HEAD /nothing HTTP/1.1\n"), "{sent}");
    let (_, found) = call!(answers, Answer::json(200, "[1,2]"), |client| client.list(&list));
    assert_eq!(found.expect("a list"), [1, 2]);
}

/// The result of `typed`, as text.
fn typed(error: &Error) -> String {
    match error.typed() {
        None => String::from("none"),
        Some(Ok(body)) => format!("{body:?}"),
        Some(Err(error)) => format!("error: {error}"),
    }
}

/// An exact status goes before a range, and a range before `default` (OpenAPI 3.1, Responses Object); a response without a
/// body hides those that are less exact.
#[test]
fn failures_by_status() {
    let failing = FailingRequest::new();
    for (status, body, want) in [
        (404, r#"{"what":"7"}"#, "Missing(Missing { what: \"7\" })"),
        (409, r#"{"code":"c","message":"m"}"#, "Problem(Problem { code: \"c\", message: \"m\" })"),
        (500, r#"{"title":"t"}"#, "Details(Details { title: \"t\", status: None })"),
        (503, r#"{"title":"t"}"#, "none"),
    ] {
        let (_, outcome) = call!(
            answers,
            Answer::json(status, body),
            |client| client.configure(|config| config.retry(stubwright_runtime::v1::RetryPolicy::off())),
            |client| client.failing(&failing)
        );
        let error = outcome.expect_err("a failure");
        assert_eq!(typed(&error), want, "{status}");
        assert_eq!(error.http_status().map(|found| found.as_u16()), Some(status));
    }
    // The code and the message are read from the commonest body.
    let other = OtherRequest::new();
    let answer = Answer::json(501, r#"{"code":"c","message":"not yet"}"#);
    let (_, outcome) = call!(answers, answer, |client| client.other(&other));
    let error = outcome.expect_err("a failure");
    assert_eq!(
        (error.message(), typed(&error).as_str()),
        (Some("not yet"), "Problem(Problem { code: \"c\", message: \"not yet\" })")
    );
}
