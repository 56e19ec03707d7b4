//! The headers of responses.

use stubwright_tests::compiled::case_response_headers as archive;
use stubwright_tests::server::{Answer, Server};

use crate::wire::run;
use archive::types::{
    FetchHeaders, FetchRequest, FindHeaders, FindRequest, GetHeaders, GetRequest, ListHeaders, ListRequest,
    State, TouchHeaders, TouchRequest,
};

fn answer(headers: &str, body: &str) -> Answer {
    let length = body.len();
    Answer::raw(format!(
        "HTTP/1.1 200 OK\r\n{headers}content-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    ))
}

/// The headers of the whole response that both clients get.
macro_rules! headers {
    ($headers:ident, $answer:expr, |$client:ident| $call:expr) => {{
        let server = Server::start(vec![$answer]).expect("a server");
        let asynchronous = run(async {
            let $client = archive::Client::new(server.url()).expect("a client");
            $call.send().await
        });
        let $client = archive::blocking::Client::new(server.url()).expect("a client");
        let blocking = $call.send().expect("a success");
        let read = $headers::from(asynchronous.expect("a success").headers());
        assert_eq!(read, $headers::from(blocking.headers()));
        read
    }};
}

#[test]
fn headers_have_types() {
    let list = ListRequest::new();
    let all = "x-total: 42\r\netag: \"v1\"\r\nx-tags: a, b\r\nX-TAGS: c\r\n";
    let read = headers!(ListHeaders, answer(all, "[]"), |client| client.call(&list));
    assert_eq!((read.x_total, read.e_tag.as_deref()), (Some(42), Some("\"v1\"")));
    assert_eq!(read.x_tags.unwrap_or_default(), ["a", "b", "c"]);

    let get = GetRequest::new(7);
    let all = "x-state: melted\r\nx-retry-at: 1733011200\r\nx-key: CANARY\r\n";
    let read = headers!(GetHeaders, answer(all, r#"{"id":7}"#), |client| client.call(&get));
    assert_eq!(read.x_state.as_ref().map(State::as_str), Some("melted"));
    assert_eq!(read.again.map(|at| at.get()), Some(1_733_011_200));
    assert_eq!(read.x_key.as_deref(), Some("CANARY"));
    assert!(!format!("{read:?}").contains("CANARY"), "{read:?}");

    let find = FindRequest::new();
    let location = answer("location: https://a.example/7\r\n", "null");
    let read = headers!(FindHeaders, location, |client| client.call(&find));
    assert_eq!(read.location.map(|url| url.to_string()).as_deref(), Some("https://a.example/7"));
    let read =
        headers!(FetchHeaders, answer("digest: x\r\n", "%PDF"), |client| client.call(&FetchRequest::new()));
    assert_eq!(read.digest.as_deref(), Some("x"));
    let read =
        headers!(TouchHeaders, answer("x-version: 3\r\n", ""), |client| client.call(&TouchRequest::new()));
    assert_eq!(read.x_version, Some(3));
}

/// A header that is missing, or is something else, never loses a response.
#[test]
fn headers_decide_nothing() {
    let list = ListRequest::new();
    for all in ["", "x-total: many\r\nx-tags:\r\n", "x-total: \r\n", "x-total: 99999999999999999999\r\n"] {
        let read = headers!(ListHeaders, answer(all, "[]"), |client| client.call(&list));
        assert_eq!((read.x_total, read.e_tag), (None, None), "{all}");
    }
    assert_eq!(ListHeaders::from(&archive::runtime::http::HeaderMap::new()), ListHeaders::default());
}
