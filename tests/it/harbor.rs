//! Harbor over real sockets: common parameters, a signature over the final request, pages, sub-codes, two envelopes.

use std::str::FromStr;

use bytes::Bytes;
use harbor::runtime::{self, Decimal, InvalidRequest, Patch};
use harbor::types::{
    Address, ChangeOrder, GetOrderRequest, ListOrdersRequest, Order, OrderStatus, Parcel, Payment, Refund,
    RefundReason, SetStock, ShipOrder,
};
use harbor::{Client, Error, ErrorCode, blocking};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use stubwright_tests::server::{Answer, Server};

use crate::wire::run;

const SECRET: &[u8] = b"shop secret";

fn hmac(text: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET).expect("any key fits");
    mac.update(text);
    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The text that Harbor wants signed: method, path, the query in the order of its names, and the body.
fn to_sign(method: &str, path: &str, query: &str, body: &[u8]) -> Vec<u8> {
    let mut pairs: Vec<&str> = query.split('&').collect();
    pairs.sort_unstable();
    let mut text = format!("{method}\n{path}\n{}\n", pairs.join("&")).into_bytes();
    text.extend_from_slice(body);
    text
}

fn sign(request: &mut http::Request<Bytes>) -> Result<(), InvalidRequest> {
    let uri = request.uri();
    let text = to_sign(request.method().as_str(), uri.path(), uri.query().unwrap_or(""), request.body());
    runtime::add_query(request, "sign", &hmac(&text))
}

fn client(server: &Server) -> Client {
    let client = Client::new(server.url()).expect("a client");
    client.with_app_key("k 1").with_access_token("token").with_signer(sign)
}

/// Method, path, query and body of a request, and its headers in lower case.
struct Seen {
    line: String,
    path: String,
    query: Vec<(String, String)>,
    head: String,
    body: String,
}

fn seen(server: &Server) -> Seen {
    let text = server.requests().pop().expect("a request");
    let (head, body) = text.split_once("\r\n\r\n").expect("head and body");
    let line = head.lines().next().expect("a line").to_owned();
    let target = line.split(' ').nth(1).expect("a target");
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let query = query.split('&').filter_map(|pair| pair.split_once('='));
    Seen {
        path: path.to_owned(),
        query: query.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        head: head.to_lowercase(),
        body: body.to_owned(),
        line,
    }
}

impl Seen {
    fn value(&self, name: &str) -> &str {
        let found = self.query.iter().find(|(key, _)| key == name);
        found.map_or_else(|| panic!("no {name} in {}", self.line), |(_, value)| value)
    }

    /// Compares the signature with the one that the server would compute.
    fn is_signed(&self) -> bool {
        let method = self.line.split(' ').next().expect("a method");
        let pairs: Vec<String> = self
            .query
            .iter()
            .filter(|(name, _)| name != "sign")
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let wanted = hmac(&to_sign(method, &self.path, &pairs.join("&"), self.body.as_bytes()));
        self.query.last() == Some(&(String::from("sign"), wanted))
    }
}

const ORDER: &str = r#"{"id":"1897893172027068416","status":"PAID","total":"19.90","currency":"CNY",
    "lines":[{"sku":"A-1","quantity":2,"price":9.95}],"payment":{"method":"wallet","account":"me@x"},"created":1767225600000}"#;

fn fine(data: &str) -> Answer {
    Answer::json(200, &format!(r#"{{"code":0,"data":{data},"request_id":"r-1"}}"#))
}

#[test]
fn a_page_is_asked_for_with_everything_that_every_call_carries() {
    let page = format!(r#"{{"items":[{ORDER}],"has_more":true,"next_cursor":"c2"}}"#);
    let server = Server::start(vec![fine(&page)]).expect("a server");
    let request = ListOrdersRequest::new()
        .with_status([OrderStatus::Paid, OrderStatus::Shipped])
        .with_changed_from(1_767_225_600_000);
    let page = run(client(&server).with_shop(7).list_orders(&request)).expect("a page");
    assert_eq!((page.items.len(), page.next_cursor.as_deref()), (1, Some("c2")));
    let order = &page.items[0];
    assert_eq!((order.id, order.lines[0].price.as_str()), (1_897_893_172_027_068_416, "9.95"));
    assert!(matches!(&order.payment, Payment::Wallet(wallet) if wallet.account == "me@x"));
    assert!(!format!("{order:?}").contains("me@x"), "the account is a secret");

    let seen = seen(&server);
    assert!(seen.line.starts_with("GET /orders?"), "{}", seen.line);
    assert_eq!(seen.value("status"), "PAID,SHIPPED");
    assert_eq!((seen.value("changed_from"), seen.value("limit")), ("1767225600000", "50"));
    assert_eq!((seen.value("app_key"), seen.value("v")), ("k%201", "2.0"));
    assert_eq!((seen.value("sign_method"), seen.value("timestamp").len()), ("hmac-sha256", 13));
    assert!(seen.head.contains("\r\nx-shop: 7\r\n"), "{}", seen.head);
    assert!(seen.head.contains("\r\nx-access-token: token\r\n"), "{}", seen.head);
    let nonce = seen.head.split("\r\nx-nonce: ").nth(1).and_then(|rest| rest.split("\r\n").next());
    assert!(nonce.is_some_and(|nonce| nonce.len() == 32), "{}", seen.head);
    assert!(seen.is_signed(), "{}", seen.line);
}

#[test]
fn a_change_has_three_states_and_its_parameters_outside_the_body() {
    let server = Server::start(vec![fine(ORDER)]).expect("a server");
    let address = Address::new("Pier 7", "Bristol").with_postcode(Patch::Null);
    let request = ChangeOrder::new(12).with_version("v3").with_seller_note(Patch::Null).with_address(address);
    let order: Order = run(client(&server).change_order(&request)).expect("an order");
    assert_eq!(order.status, OrderStatus::Paid);
    let seen = seen(&server);
    assert!(seen.line.starts_with("PATCH /orders/12?"), "{}", seen.line);
    assert!(seen.head.contains("\r\nif-match: v3\r\n"), "{}", seen.head);
    assert_eq!(
        seen.body,
        r#"{"seller_note":null,"address":{"line1":"Pier 7","city":"Bristol","postcode":null}}"#
    );
    assert!(seen.is_signed(), "{}", seen.line);
}

#[test]
fn a_refusal_is_typed_and_keeps_its_sub_code() {
    let refusal = r#"{"code":10001,"msg":"invalid","sub_code":"carrier.empty","sub_msg":"say who carries it","request_id":"r-9"}"#;
    let server = Server::start(vec![Answer::json(200, refusal)]).expect("a server");
    let request = ShipOrder::new(12, "key-1", "", [Parcel::new("T1")]);
    let error: Error = run(client(&server).ship_order(&request)).expect_err("a refusal");
    assert_eq!(error.kind(), Some(ErrorCode::InvalidParameter));
    assert_eq!((error.code(), error.sub_code()), (Some("10001"), Some("carrier.empty")));
    assert_eq!((error.message(), error.trace_id()), (Some("say who carries it"), Some("r-9")));
    let seen = seen(&server);
    assert!(seen.line.starts_with("POST /orders/12/shipments?"), "{}", seen.line);
    assert!(seen.head.contains("\r\nidempotency-key: key-1\r\n"), "{}", seen.head);
    assert_eq!(seen.body, r#"{"carrier":"","parcels":[{"tracking_no":"T1"}]}"#);
}

#[test]
fn a_shipment_with_its_key_may_be_sent_again() {
    let shipped = fine(r#"{"shipment_id":"8","parcels":[]}"#);
    let server = Server::start(vec![Answer::json(503, "down"), shipped]).expect("a server");
    let request = ShipOrder::new(12, "key-1", "royal", [Parcel::new("T1")]);
    let _ = run(client(&server).ship_order(&request));
    let requests = server.requests();
    assert_eq!(requests.len(), 2, "sent again");
    let of = |request: &str, name: &str| {
        let lower = request.to_lowercase();
        let line = lower.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")).map(str::to_owned));
        line.unwrap_or_else(|| panic!("no {name} in {request}"))
    };
    assert_eq!(of(&requests[0], "idempotency-key"), of(&requests[1], "idempotency-key"));
    assert_ne!(of(&requests[0], "x-nonce"), of(&requests[1], "x-nonce"));
    assert!(seen(&server).is_signed(), "signed anew");
    // Without a key it is not known whether anything was shipped.
    let server = Server::start(vec![Answer::json(503, "down")]).expect("a server");
    let error = run(client(&server).ship_order(&ShipOrder::new(12, "", "royal", []))).expect_err("down");
    assert_eq!((server.requests().len(), error.attempts(), error.is_retryable()), (1, 1, false));
}

#[test]
fn old_endpoints_speak_forms_and_have_an_envelope_of_their_own() {
    let answers = vec![
        Answer::json(200, r#"{"status":"ok","result":{"sku":"A&B","level":3}}"#),
        Answer::json(200, r#"{"status":"failed","error":{"code":"20002","message":"closed"}}"#),
    ];
    let server = Server::start(answers).expect("a server");
    let stock = SetStock::new("A&B", 3).with_tags(["x y".to_owned(), "z".to_owned()]);
    assert_eq!(run(client(&server).set_stock(&stock)).expect("a level").level, 3);
    let seen = seen(&server);
    assert!(seen.head.contains("\r\ncontent-type: application/x-www-form-urlencoded"), "{}", seen.head);
    assert_eq!(seen.body, "sku=A%26B&level=3&warehouse=main&tags=x+y&tags=z");
    let error = run(client(&server).set_stock(&stock)).expect_err("a refusal");
    assert_eq!(error.kind(), Some(ErrorCode::OrderClosed));
}

#[test]
fn a_download_is_text_or_an_error() {
    let answers = vec![
        Answer::typed(200, "text/csv; charset=utf-8", "\u{feff}sku,level\nA,3\n"),
        Answer::json(200, r#"{"code":10007,"msg":"expired"}"#),
    ];
    let server = Server::start(answers).expect("a server");
    let request = harbor::types::ExportStockRequest::new();
    assert_eq!(run(client(&server).export_stock(&request)).expect("text"), "sku,level\nA,3\n");
    let error = run(client(&server).export_stock(&request)).expect_err("a refusal");
    assert_eq!(error.kind(), Some(ErrorCode::TokenExpired));
}

#[test]
fn nothing_is_sent_without_what_every_call_needs() {
    let server = Server::start(vec![fine("null")]).expect("a server");
    let bare = Client::new(server.url()).expect("a client");
    let request = GetOrderRequest::new(1);
    for (client, method) in [
        (bare.clone(), "with_access_token"),
        (bare.clone().with_access_token("hunter2"), "with_app_key"),
        (bare.clone().with_app_key("k").with_access_token("hunter2"), "with_signer"),
    ] {
        let error = run(client.get_order(&request)).expect_err("not sent");
        assert!(error.is_request() && error.to_string().contains(method), "{error}");
        assert!(!format!("{error:?} {client:?}").contains("hunter2"));
    }
    assert_eq!(server.requests().len(), 0);
    // Public endpoints need neither token nor signature.
    let server = Server::start(vec![Answer::raw("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n")])
        .expect("a server");
    let ping = harbor::types::PingRequest::new();
    run(Client::new(server.url()).expect("a client").with_app_key("k").ping(&ping)).expect("a ping");
    assert!(seen(&server).line.starts_with("HEAD /ping?app_key=k&timestamp="));
}

#[test]
fn the_blocking_client_sends_the_same() {
    let done = r#"{"refund_id":"5","amount":"9.95","done":1767225600000}"#;
    let server = Server::start(vec![fine(done)]).expect("a server");
    let amount = Decimal::from_str("9.95").expect("a decimal");
    let request = Refund::new(12, amount, RefundReason::Damaged).with_evidence([b"\x00\xff".to_vec().into()]);
    let client = blocking::Client::new(server.url()).expect("a client");
    let client = client.with_app_key("k").with_access_token("token").with_signer(sign);
    let refund = client.create_refund(&request.into()).expect("a refund");
    assert_eq!((refund.refund_id, refund.amount.as_str()), (5, "9.95"));
    let seen = seen(&server);
    assert_eq!(seen.body, r#"{"order_id":"12","amount":"9.95","reason":2,"evidence":["AP8="]}"#);
    assert!(seen.is_signed(), "{}", seen.line);
}
