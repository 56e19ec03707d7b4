//! Parameters that nobody sets, and methods without a request body, as they are sent.

use stubwright_tests::compiled::case_constants as constants;
use stubwright_tests::server::{Answer, Server};

use super::to;
use constants::types::{
    AllowedRequest, AskRequest, Create, EchoRequest, ListAllRequest, Question, ShowAclRequest, ShowRequest,
};

fn answer() -> Answer {
    Answer::json(200, "{\"id\":1}")
}

#[test]
fn constants_are_always_sent() {
    let create = Create::new("hi").with_dry_run(true);
    let (sent, _) =
        call!(constants, answer(), |client| client.with_token("t"), |client| client.create(&create));
    assert_eq!(
        sent,
        "POST /responses?beta=true&a%20b=1%2B1&stream=false&verbosity=2&dry_run=true HTTP/1.1\n\
         accept: application/json\nauthorization: Bearer t\ncontent-type: application/json\ncookie: kind=web\n\
         x-client: sdk\nx-version: 2024-01-01\n\n{\"text\":\"hi\"}"
    );
    let line = |sent: &str| sent.lines().next().unwrap_or_default().to_owned();
    let (sent, _) = call!(constants, answer(), |client| client.with_token("t"), |client| client
        .show(&ShowRequest::new("a")));
    assert_eq!(line(&sent), "GET /buckets/a HTTP/1.1");
    let acl = ShowAclRequest::new("a").with_part(2);
    let (sent, _) =
        call!(constants, answer(), |client| client.with_token("t"), |client| client.show_acl(&acl));
    assert_eq!(line(&sent), "GET /buckets/a?acl&part=2 HTTP/1.1");
}

#[test]
fn pages_keep_the_query_of_the_path() {
    let pages = vec![Answer::json(200, "[\"a\"]"), Answer::json(200, "[]")];
    let server = Server::start(pages).expect("a server");
    let client = constants::blocking::Client::new(server.url()).expect("a client").with_token("t");
    let items: Result<Vec<String>, _> = client.list_all_items(&ListAllRequest::new()).collect();
    assert_eq!(items.expect("items"), ["a"]);
    let sent = server.requests();
    assert!(sent[0].starts_with("GET /parts?all=1 HTTP/1.1"), "{sent:?}");
    assert!(sent[1].starts_with("GET /parts?all=1&page=2 HTTP/1.1"), "{sent:?}");
}

/// RFC 9110 sections 9.3.7 and 9.3.8.
#[test]
fn options_and_trace() {
    let allowed = AllowedRequest::new();
    let (sent, outcome) =
        call!(constants, to(204, ""), |client| client.with_token("t"), |client| client.allowed(&allowed));
    assert_eq!(
        sent,
        "OPTIONS /parts HTTP/1.1\naccept: application/json\nauthorization: Bearer t\nx-client: sdk\n\n"
    );
    outcome.expect("no content");
    let ask = AskRequest::new(Question::new("x"));
    let (sent, _) = call!(constants, answer(), |client| client.with_token("t"), |client| client.ask(&ask));
    assert!(
        sent.starts_with("OPTIONS /parts/ask HTTP/1.1\n") && sent.ends_with("{\"text\":\"x\"}"),
        "{sent}"
    );
    let echo = EchoRequest::new().with_x_hop("1");
    let answer = Answer::typed(200, "message/http", "TRACE /echo HTTP/1.1\r\n\r\n");
    // The credential of the API and the settings are not sent, though the client has them.
    let (sent, outcome) = call!(
        constants,
        answer,
        |client| client.with_token("hunter2").with_x_app("a").with_session("s"),
        |client| client.echo(&echo)
    );
    assert_eq!(sent, "TRACE /echo HTTP/1.1\naccept: message/http\nx-client: sdk\nx-hop: 1\n\n");
    assert_eq!(outcome.expect("the echo"), "TRACE /echo HTTP/1.1\r\n\r\n");
}
