//! Lists of Tally, by the last ID and by links, and the events in one of them.

use std::collections::BTreeMap;

use stubwright_tests::server::{Answer, Server};
use tally::runtime;
use tally::types::{Event, EventData, ListEventsRequest, ListPaymentsRequest, PaymentStatus};
use tally::{Client, blocking};

use super::{CUSTOMER, DELETED, event, payment};
use crate::both::sent;
use crate::wire::run;

#[test]
fn a_list_goes_on_after_the_last_id() {
    let page = |ids: &[&str], more: bool| {
        let data: Vec<String> = ids.iter().map(|id| payment(id, r#""status":"succeeded""#)).collect();
        Answer::json(
            200,
            &format!(
                r#"{{"object":"list","data":[{}],"has_more":{more},"url":"/v1/payments"}}"#,
                data.join(",")
            ),
        )
    };
    let answers = vec![page(&["pay_3", "pay_2"], true), page(&["pay_1"], false)];
    let expected = [
        "GET /v1/payments?status=succeeded&limit=2 HTTP/1.1",
        "GET /v1/payments?status=succeeded&limit=2&starting_after=pay_2 HTTP/1.1",
    ];
    let first = ListPaymentsRequest::new().with_status(PaymentStatus::Succeeded).with_limit(2);

    let server = Server::start(answers.clone()).expect("a server");
    let client = blocking::Client::new(server.url()).expect("a client").with_secret_key("sk");
    let (mut request, mut ids) = (first.clone(), Vec::new());
    loop {
        let page = client.list_payments(&request).expect("a page");
        ids.extend(page.data.into_iter().map(|payment| payment.id));
        match ids.last().filter(|_| page.has_more) {
            Some(last) => request = request.with_starting_after(last.as_str()),
            None => break,
        }
    }
    assert_eq!(ids, ["pay_3", "pay_2", "pay_1"]);
    let lines: Vec<String> =
        sent(&server).iter().filter_map(|text| text.lines().next().map(str::to_owned)).collect();
    assert_eq!(lines, expected);

    let server = Server::start(answers).expect("a server");
    let client = Client::new(server.url()).expect("a client").with_secret_key("sk");
    let page = run(client.list_payments(&first)).expect("a page");
    let last = page.data.last().map(|payment| payment.id.clone()).expect("a payment");
    let page = run(client.list_payments(&first.with_starting_after(last))).expect("a page");
    assert!(!page.has_more && page.data[0].id == "pay_1");
}

#[test]
fn events_come_by_links() {
    let changed = event(
        "evt_2",
        "customer.updated",
        &format!(r#"{{"object":{CUSTOMER},"previous_attributes":{{"name":"Ada"}}}}"#),
    );
    let deleted = event("evt_1", "customer.deleted", &format!(r#"{{"object":{DELETED}}}"#));
    let first = format!("[{changed}]");
    let linked = Answer::raw(format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nlink: <https://elsewhere.example/v1/events?page=p2>; rel=\"next\"\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{first}",
        first.len()
    ));
    let answers = vec![linked, Answer::json(200, &format!("[{deleted}]"))];
    let request = ListEventsRequest::new().with_event_type("customer.*").with_limit(1);

    let server = Server::start(answers.clone()).expect("a server");
    let client = Client::new(server.url()).expect("a client").with_secret_key("sk");
    let mut items = client.list_events_items(&request);
    let mut events = Vec::new();
    run(async {
        while let Some(event) = items.next().await {
            events.push(event.expect("an event"));
        }
    });
    let EventData::CustomerUpdated(change) = &events[0].data else { panic!("{events:?}") };
    assert_eq!(change.previous_attributes.as_ref().map(BTreeMap::len), Some(1));
    assert!(matches!(&events[1].data, EventData::CustomerDeleted(change) if change.object.id == "cus_1"));
    let expected = sent(&server);
    assert!(expected[0].starts_with("GET /v1/events?type=customer.%2A&limit=1 HTTP"), "{}", expected[0]);
    assert!(
        expected[1].starts_with("GET /v1/events?type=customer.%2A&limit=1&page=p2 HTTP"),
        "{}",
        expected[1]
    );

    let server = Server::start(answers).expect("a server");
    let client = blocking::Client::new(server.url()).expect("a client").with_secret_key("sk");
    let others: Vec<Event> =
        client.list_events_items(&request).map(|event| event.expect("an event")).collect();
    assert_eq!((others, sent(&server)), (events, expected));
}

#[test]
fn a_webhook_gets_events_of_types_that_came_later() {
    let paid = event(
        "evt_3",
        "payment.failed",
        &format!(
            r#"{{"object":{}}}"#,
            payment(
                "pay_1",
                r#""status":"requires_payment_method","last_error":{"type":"card_error","code":"card_declined","decline_code":"lost_card","message":"no"}"#
            )
        ),
    );
    let read: Event = runtime::from_json(&paid).expect("an event");
    let EventData::PaymentFailed(change) = &read.data else { panic!("{read:?}") };
    let error = change.object.last_error.as_ref().expect("an error");
    assert_eq!((error.error_type.as_str(), error.decline_code.as_deref()), ("card_error", Some("lost_card")));
    assert_eq!(
        (read.id.as_str(), i64::from(read.created), read.pending_webhooks),
        ("evt_3", 1_785_463_205, 1)
    );

    let later = event("evt_4", "treasury.opened", r#"{"object":{"id":"tr_1","object":"treasury"}}"#);
    let kept: Event = runtime::from_json(&later).expect("an event");
    assert_eq!(kept.data.tag(), "treasury.opened");
    let again = runtime::to_json(&kept).expect("JSON");
    assert!(
        again.contains(r#""type":"treasury.opened","data":{"object":{"id":"tr_1","object":"treasury"}}"#),
        "{again}"
    );
    // An event is always one.
    assert!(
        runtime::from_json::<Event>(&paid.replace(r#""object":"event""#, r#""object":"payment""#)).is_err()
    );
}
