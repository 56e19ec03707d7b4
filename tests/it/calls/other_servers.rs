//! Calls to a server other than the client's own.

use stubwright_tests::compiled::case_other_servers as files;
use stubwright_tests::server::{Answer, Server};

use crate::both::plain;
use files::types::{DownloadRequest, ListRequest, ShowRequest, UploadRequest};

fn answer() -> Answer {
    Answer::json(200, "{\"id\":1}")
}

#[test]
fn a_call_goes_to_its_server() {
    let uploads = Server::start(vec![answer()]).expect("a server");
    let upload = UploadRequest::new(b"PK".to_vec());
    let (sent, outcome) = call!(
        files,
        answer(),
        |client| client.with_token("t").with_uploads_server(uploads.url()),
        |client| client.upload(&upload)
    );
    assert_eq!(sent, "", "nothing goes to the server of the client");
    outcome.expect("an answer");
    let sent = uploads.requests();
    assert_eq!(sent.len(), 2);
    for request in &sent {
        let want = "POST /files?uploadType=media HTTP/1.1\naccept: application/json\nauthorization: Bearer t\n\
                    content-type: application/octet-stream\n\nPK";
        assert_eq!(plain(request), want);
    }
    // The others stay where they were.
    let (sent, _) = call!(
        files,
        answer(),
        |client| client.with_token("t").with_uploads_server(uploads.url()),
        |client| client.show(&ShowRequest::new(1))
    );
    assert!(sent.starts_with("GET /files/1 HTTP/1.1"), "{sent}");
}

/// A client of a test server does not send some calls to the real one.
#[test]
fn a_server_that_is_not_known_gets_nothing() {
    let upload = UploadRequest::new(b"PK".to_vec());
    let (sent, outcome) =
        call!(files, answer(), |client| client.with_token("t"), |client| client.upload(&upload));
    assert_eq!(sent, "");
    let error = outcome.expect_err("no server");
    assert!(
        error.is_request() && error.to_string().contains("`with_uploads_server` was not called"),
        "{error}"
    );
    let (sent, outcome) = call!(
        files,
        answer(),
        |client| client.with_token("t").with_uploads_server("uploads.example.com"),
        |client| client.show(&ShowRequest::new(1))
    );
    assert_eq!(sent, "");
    assert!(outcome.expect_err("no URL").to_string().contains("did you mean https://uploads.example.com?"));
}

/// Pages and redirects begin at the server of the endpoint.
#[test]
fn pages_and_redirects() {
    let pages = vec![Answer::json(200, "[\"a\"]"), Answer::json(200, "[]"), super::to(302, "/b"), answer()];
    let server = Server::start(pages).expect("a server");
    let client = files::blocking::Client::new("https://sandbox.example.com/eu").expect("a client");
    let client = client.with_token("t").with_files_server(server.url());
    let items: Result<Vec<String>, _> = client.list_items(&ListRequest::new()).collect();
    assert_eq!(items.expect("items"), ["a"]);
    client.download(&DownloadRequest::new(7)).expect("a file");
    let lines: Vec<String> =
        server.requests().iter().map(|sent| sent.lines().next().unwrap_or_default().to_owned()).collect();
    assert_eq!(
        lines,
        ["GET /files HTTP/1.1", "GET /files?page=2 HTTP/1.1", "GET /files/7 HTTP/1.1", "GET /b HTTP/1.1"]
    );
}
