//! The generated client over real loopback sockets, with both adapters: one table of answers and what they must become.

use std::future::Future;
use std::net::TcpListener;

use qiandun::runtime::Sent;
use qiandun::types::{Doc, FlowConfig, SignField, SignFieldStyle, SignFlowConfigs, Signer, StartContract};
use qiandun::{Client, Error, ErrorCode, blocking};
use stubwright_tests::server::{Answer, Server};

/// Runs a future to its end.
pub(crate) fn run<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(future)
}

fn request() -> StartContract {
    let signer = Signer::new("PSN_TEST_001", [SignField::new("FC_1", SignFieldStyle::SinglePage)]);
    StartContract::new("PDF", [Doc::new("FC_1")], [signer], SignFlowConfigs::new(FlowConfig::new("测试合同")))
}

/// Both clients with the same response: their results must be the same, and each sends one request.
fn both(answer: Answer) -> Result<i64, Error> {
    let server = Server::start(vec![answer]).expect("a server");
    let asynchronous = run(async { Client::new(server.url())?.start_contract(&request()).await });
    assert_eq!(server.requests().len(), 1);
    let blocking = blocking::Client::new(server.url()).and_then(|client| client.start_contract(&request()));
    assert_eq!(server.requests().len(), 2);
    let shown =
        |result: &Result<_, Error>| result.as_ref().map_err(ToString::to_string).map(|_: &_| ()).err();
    assert_eq!(shown(&asynchronous), shown(&blocking));
    assert_eq!(asynchronous.as_ref().ok(), blocking.as_ref().ok());
    asynchronous.map(|done| done.contract_id)
}

fn refused(answer: Answer) -> Error {
    both(answer).expect_err("an error")
}

fn failure(code: &str) -> String {
    format!(r#"{{"result":null,"code":"{code}","msg":"服务器的话","logKey":"a1","success":false}}"#)
}

#[test]
fn a_success_gives_the_payload() {
    let body =
        r#"{"result":{"contractId":"1897893172027068416"," signersInfos":[]},"code":"200","success":true}"#;
    assert_eq!(both(Answer::json(200, body)).expect("a success"), 1_897_893_172_027_068_416);
}

#[test]
fn the_request_is_what_the_page_shows() {
    let server = Server::start(vec![Answer::json(200, &failure("400"))]).expect("a server");
    let _ = run(async { Client::new(server.url())?.start_contract(&request()).await });
    let sent = server.requests().remove(0);
    let (head, body) = sent.split_once("\r\n\r\n").expect("head and body");
    assert!(head.starts_with("POST /api/open/contract/start HTTP/1.1\r\n"), "{head}");
    assert!(head.to_lowercase().contains("\r\ncontent-type: application/json"), "{head}");
    assert_eq!(serde_json::from_str::<StartContract>(body).expect("JSON"), request());
}

#[test]
fn each_code_of_the_table_is_its_variant() {
    for code in ErrorCode::ALL {
        let error = refused(Answer::json(200, &failure(code.as_str())));
        assert!(error.is_api());
        assert_eq!(error.kind(), Some(*code));
        assert_eq!(error.code(), Some(code.as_str()));
        assert_eq!(error.message(), Some("服务器的话"));
        assert_eq!(error.solution(), code.info().solution());
        assert_eq!(error.trace_id(), Some("a1"));
        assert_eq!(error.http_status().map(|status| status.as_u16()), Some(200));
        // The endpoint is not idempotent, so nothing that may have been processed is retryable.
        assert!(!error.is_retryable(), "{error}");
    }
}

#[test]
fn an_unknown_code_keeps_its_text() {
    let error = refused(Answer::json(200, &failure("oc_99999")));
    assert_eq!(error.kind(), Some(ErrorCode::Unrecognized));
    assert_eq!(error.code(), Some("oc_99999"));
}

#[test]
fn a_gateways_page_is_no_business_error() {
    for (status, kind, body) in [
        (502, "text/html", "<html><body><h1>502 Bad Gateway</h1></body></html>"),
        (500, "text/html", "<html>500</html>"),
        (500, "application/json", r#"{"code":500,"message":"gateway"}"#),
    ] {
        let error = refused(Answer::typed(status, kind, body));
        assert!(error.is_http(), "{error}");
        assert_eq!(error.kind(), None);
        assert_eq!(error.code(), None);
        assert_eq!(error.http_status().map(|found| found.as_u16()), Some(status));
        assert_eq!(error.body(), body.as_bytes());
    }
}

#[test]
fn an_answer_that_cannot_be_decoded_is_kept() {
    let rows = [
        (r#"{"success":true,"result":{"contractId":1," signersInfos":[{"acc"#, "truncated"),
        (r#"{"success":true,"result":{"contractId":null," signersInfos":[]}}"#, "null for a required field"),
        ("<html>login</html>", "a captive portal"),
        ("", "an empty body"),
    ];
    for (body, what) in rows {
        let error = refused(Answer::json(200, body));
        assert!(error.is_decode(), "{what}: {error}");
        assert_eq!(error.body(), body.as_bytes(), "{what}");
        assert_eq!(error.sent(), Sent::Yes, "{what}");
        assert!(!error.is_retryable(), "{what}");
    }
}

#[test]
fn a_decode_error_names_the_path() {
    let body =
        r#"{"success":true,"result":{"contractId":1,"signersInfos":[{"accountId":"a"},{"accountId":[7]}]}}"#;
    let error = refused(Answer::json(200, body));
    assert!(error.to_string().contains("[1].accountId"), "{error}");
}

#[test]
fn a_refused_connection_was_not_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    drop(listener);
    let asynchronous =
        run(async { Client::new(&url)?.start_contract(&request()).await }).expect_err("refused");
    let blocking = blocking::Client::new(&url)
        .and_then(|client| client.start_contract(&request()))
        .expect_err("refused");
    for error in [asynchronous, blocking] {
        assert!(error.is_transport(), "{error}");
        assert_eq!(error.sent(), Sent::No);
        assert!(error.is_retryable());
    }
}

#[test]
fn a_base_url_without_scheme_is_named_at_once() {
    let error = Client::new("api.pre-qiandun365.com").expect_err("no scheme");
    assert!(error.is_request());
    assert!(error.to_string().contains("https://api.pre-qiandun365.com"), "{error}");
}

#[test]
fn the_whole_response_can_be_had() {
    let body = r#"{"result":{"contractId":7,"signersInfos":[]},"logKey":"a1","success":true}"#;
    let server = Server::start(vec![Answer::json(200, body)]).expect("a server");
    let client = Client::new(server.url()).expect("a client");
    let request = request();
    let response = run(client.call(&request).header("x-app", "demo").send()).expect("a success");
    assert_eq!((response.payload().contract_id, response.trace_id()), (7, Some("a1")));
    assert!(server.requests()[0].to_lowercase().contains("x-app: demo"));
}
