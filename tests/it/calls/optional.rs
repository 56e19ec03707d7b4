//! Bodies that may be missing.

use stubwright_tests::compiled::case_optional_bodies as shelf;
use stubwright_tests::server::{Answer, Server};

use crate::both::plain;
use crate::wire::run;
use shelf::runtime::{File, Operation};
use shelf::types::{
    Attach, CheckRequest, FillRequest, Note, Part, PutRequest, SendRequest, TagRequest, Touch, Upload,
};

/// The request as it is sent, from its content type on; the boundary of parts is left out.
macro_rules! body {
    (|$client:ident| $call:expr) => {{
        let server = Server::start(vec![Answer::json(200, "{}")]).expect("a server");
        let $client = shelf::Client::new(server.url()).expect("a client");
        run(async { $call.await }).expect("a success");
        let $client = shelf::blocking::Client::new(server.url()).expect("a client");
        $call.expect("a success");
        let sent: Vec<String> = server.requests().iter().map(|request| body(request)).collect();
        assert_eq!(sent[0], sent[1]);
        sent[0].clone()
    }};
}

fn body(request: &str) -> String {
    let shown = plain(request);
    let (head, body) = shown.split_once("\n\n").expect("head and body");
    let content_type = head.lines().find_map(|line| line.strip_prefix("content-type: ")).unwrap_or("none");
    let (content_type, boundary) = content_type.split_once("; boundary=").unwrap_or((content_type, ""));
    let body = if boundary.is_empty() {
        body.to_owned()
    } else {
        format!("{} parts", body.matches("form-data; name=").count())
    };
    format!("{content_type} | {body}")
}

#[test]
fn a_struct_without_any_member_is_not_sent() {
    assert_eq!(body!(|client| client.touch(&Touch::new())), "none | ");
    let labels = Touch::new().with_labels(Vec::new());
    assert_eq!(body!(|client| client.touch(&labels)), r#"application/json | {"labels":[]}"#);
    let note = Note::new(7).with_trace("t");
    assert_eq!(body!(|client| client.note(&note)), "none | ");
    let note = note.with_text("a b");
    assert_eq!(body!(|client| client.note(&note)), "application/x-www-form-urlencoded | text=a+b");
    assert_eq!(body!(|client| client.attach(&Attach::new())), "none | ");
    let attach = Attach::new().with_file(File::new("x.txt", "x"));
    assert_eq!(body!(|client| client.attach(&attach)), "multipart/form-data | 1 parts");
}

#[test]
fn a_body_of_its_own_is_there_or_not() {
    assert_eq!(body!(|client| client.check(&CheckRequest::new(None))), "none | ");
    // Callers that were written before the body became optional.
    assert_eq!(body!(|client| client.check(&CheckRequest::new(Part::new()))), "application/json | {}");
    assert_eq!(body!(|client| client.check(&Part::new().into())), "application/json | {}");
    assert_eq!(body!(|client| client.fill(&FillRequest::new(None))), "none | ");
    let part = Part::new().with_sizes([1, 2]);
    assert_eq!(
        body!(|client| client.fill(&FillRequest::new(part.clone()))),
        "application/x-www-form-urlencoded | sizes=1&sizes=2"
    );
    assert_eq!(body!(|client| client.send(&SendRequest::new(None))), "none | ");
    let upload = Upload::new(File::new("x.png", "x"));
    assert_eq!(body!(|client| client.send(&upload.clone().into())), "multipart/form-data | 1 parts");
    assert_eq!(body!(|client| client.tag(&TagRequest::new(None))), "none | ");
    assert_eq!(body!(|client| client.tag(&TagRequest::new(Vec::new()))), "application/json | []");
}

#[test]
fn keys_and_rules_look_into_a_body_that_is_there() {
    assert!(!PutRequest::new(1, None).is_keyed());
    assert!(!PutRequest::new(1, Part::new().with_number("")).is_keyed());
    let named = Part::new().with_number("7").with_name("n");
    assert!(PutRequest::new(1, named.clone()).is_keyed());
    assert_eq!(
        body!(|client| client.put(&PutRequest::new(1, named.clone()))),
        r#"application/json | {"name":"n","number":"7"}"#
    );
    let unnamed = PutRequest::new(1, Part::new().with_number("7"));
    let error = unnamed.check(std::time::UNIX_EPOCH).expect_err("no name");
    assert_eq!(error.kind(), Some(shelf::ErrorCode::NameMissing));
}
