//! A field that is required inside of an optional value is required where that value is there.

use serde_json::{Value, json};
use stubwright_tests::compiled::case_optional_parents::types::Send;

/// The codes and places that the checks of a request find.
fn found(mut request: Value) -> Vec<String> {
    for (key, value) in [("kind", json!("card")), ("to", json!({"name": "n"}))] {
        request.as_object_mut().expect("an object").entry(key).or_insert(value);
    }
    let send: Send = serde_json::from_value(request).expect("the request decodes");
    let Err(error) = send.check(super::now()) else { return Vec::new() };
    error.violations().iter().map(|found| format!("{} {}", found.code().as_str(), found.path())).collect()
}

#[test]
fn a_rule_inside_of_what_is_absent_holds() {
    for request in [
        json!({}),
        json!({"text": null, "cards": [], "refund": null}),
        json!({"kind": "text"}),
        json!({"cards": [{"name": "a"}]}),
        json!({"text": {"content": "c"}, "to": {"name": "n", "address": {"city": "c"}}}),
        json!({"cards": [{"image": {"url": "https://a.example"}}, {"name": "b"}]}),
        json!({"kind": "refund", "refund": {"reason": "r"}}),
    ] {
        assert_eq!(found(request.clone()), [""; 0], "{request}");
    }
}

#[test]
fn a_rule_inside_of_what_is_there_is_asked() {
    for (request, expected) in [
        (json!({"text": {}}), "e1 text.content"),
        (json!({"text": {"content": ""}}), "e1 text.content"),
        (json!({"to": {"name": "n", "address": {}}}), "e2 to.address.city"),
        (json!({"cards": [{}, {"name": "b", "image": {}}]}), "e3 cards[1].image.url"),
        (json!({"kind": "refund"}), "e4 refund"),
        (json!({"kind": "refund", "refund": {"reason": ""}}), "e4 refund.reason"),
        (json!({"cards": [{}, {}]}), "e5 cards[1].name"),
        (json!({"kind": "text", "text": {"content": "c"}}), "e6 text.lang"),
    ] {
        assert_eq!(found(request.clone()), [expected], "{request}");
    }
}
