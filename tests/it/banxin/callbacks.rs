//! Callbacks of Banxin, and the page of those that were missed.

use banxin::runtime;
use banxin::types::{Callback, ListMissedCallbacksRequest, MessageBody};

use super::{USER, fine, message, text};
use crate::both::both;

fn event(event_type: &str, event: &str) -> String {
    format!(
        r#"{{"schema":"2.0","header":{{"event_type":"{event_type}","event_id":"e-1","create_time":"1785463200123","token":"v3rify","app_id":"cli_1","tenant_key":"tk"}},"event":{event}}}"#
    )
}

/// Reads a callback, as an application that the platform calls.
fn callback(text: &str) -> Callback {
    let callback: Callback = runtime::from_json(text).expect("a callback");
    assert!(!format!("{callback:?}").contains("v3rify"), "{callback:?}");
    let again = runtime::to_json(&callback).expect("JSON");
    assert_eq!(runtime::from_json::<Callback>(&again).as_ref(), Ok(&callback));
    callback
}

#[test]
fn callbacks_are_told_apart_by_their_headers() {
    let verification = callback(r#"{"type":"url_verification","challenge":"c-1","token":"v3rify"}"#);
    assert!(matches!(verification, Callback::UrlVerification(asked) if asked.challenge == "c-1"));

    let received = format!(
        r#"{{"sender":{{"open_id":"ou_1","user_id":null}},"message":{}}}"#,
        message(r#""msg_type":"text","content":"{\"text\":\"@_user_1 hi\"}""#)
    );
    let Callback::MessageReceived(received) = callback(&event("messages.message.received_v1", &received))
    else {
        panic!("another event")
    };
    assert_eq!(received.header.common.event_id, "e-1");
    assert_eq!(received.event.message.body, MessageBody::from(text("@_user_1 hi")));

    let Callback::MemberJoined(joined) =
        callback(&event("contacts.user.created_v3", &format!(r#"{{"object":{USER}}}"#)))
    else {
        panic!("another event")
    };
    assert_eq!(joined.event.object.open_id, "ou_1");

    let edited = event(
        "documents.document.edited_v1",
        r#"{"document_id":"d","operators":[{"open_id":"ou_1"}],"revision_id":"14"}"#,
    );
    assert!(matches!(callback(&edited), Callback::DocumentEdited(edited) if edited.event.revision_id == 14));

    // An event of a type that came later.
    let later = callback(&event("approval.instance.passed_v1", r#"{"instance":"a-1"}"#));
    let Callback::OtherEvent(later) = later else { panic!("{later:?}") };
    assert_eq!(later.header.event_type, "approval.instance.passed_v1");
    assert_eq!(later.event.to_string(), r#"{"instance":"a-1"}"#);
}

#[test]
fn callbacks_that_were_missed_come_in_pages() {
    let joined = event("contacts.user.created_v3", &format!(r#"{{"object":{USER}}}"#));
    let later = event("approval.instance.passed_v1", "[]");
    let page = fine(&format!(r#"{{"items":[{joined},{later}],"has_more":false}}"#));
    let request = ListMissedCallbacksRequest::new().with_event_type("contacts.user.created_v3");
    let (sent, page) = both!(banxin, [page], |client| client.with_tenant_token("t"), |client| client
        .list_missed_callbacks(&request));
    let items = page.expect("a page").items;
    assert!(matches!(&items[..], [Callback::MemberJoined(_), Callback::OtherEvent(_)]), "{items:?}");
    assert!(
        sent[0].starts_with("GET /events/v1/missed?event_type=contacts.user.created_v3&page_size=50 HTTP")
    );
}
