//! Values that a server may take for absent break no rule about existing values, and are not keys.

use serde_json::{Value, json};
use stubwright_tests::compiled::case_empty_values::types::Order;

/// The codes and places that the checks of a request find.
fn found(request: &Value) -> Vec<String> {
    let order: Order = serde_json::from_value(request.clone()).expect("the request decodes");
    let Err(error) = order.check(super::now()) else { return Vec::new() };
    error.violations().iter().map(|found| format!("{} {}", found.code().as_str(), found.path())).collect()
}

#[test]
fn what_is_empty_may_be_absent() {
    for request in [
        json!({"blob": "", "kind": "", "extra": null, "text": "  "}),
        json!({"kind": "A", "note": "", "blob": "", "seal": "", "extra": {}}),
        json!({"seal": ""}),
        json!({"mail": " "}),
        json!({"items": [{"mark": "A"}, {"mark": ""}]}),
        json!({"items": [{}, {"mark": ""}]}),
        json!({"mail": "long", "seal": "", "kind": "", "text": ""}),
        json!({"mail": "long", "kind": "A", "extra": "", "seal": "00", "note": "n"}),
        json!({"mail": "long", "seal": "00", "kind": "A", "extra": 1, "note": "n"}),
    ] {
        let found: Vec<String> =
            found(&request).into_iter().filter(|found| !found.starts_with("at_most")).collect();
        assert_eq!(found, Vec::<String>::new(), "{request}");
    }
    assert_eq!(found(&json!({"kind": "A", "note": "n", "blob": "", "seal": "", "extra": []})), [""; 0]);
}

#[test]
fn what_is_there_is_found() {
    assert_eq!(found(&json!({"blob": "AA=="})), ["requires note"],);
    assert_eq!(found(&json!({"kind": "A"})), ["requires note"]);
    assert_eq!(found(&json!({"extra": 0})), ["requires note"]);
    assert_eq!(found(&json!({"kind": "A", "extra": 0, "note": "n"})), ["at_most blob"]);
    assert_eq!(found(&json!({"seal": "00"})), ["together mail"]);
    assert_eq!(found(&json!({"items": [{"mark": "A"}, {}]})), ["uniform items[1].mark"]);
    assert_eq!(
        found(&json!({"mail": "long", "seal": "00", "kind": "A", "note": "n"})),
        ["at_most blob", "when mail"]
    );
}

#[test]
fn present_finds_what_is_empty_for_certain() {
    let must = json!({"blob": "", "kind": "", "extra": null, "text": ""});
    let all = ["blob", "kind", "extra", "text"].map(|name| format!("present musts[0].{name}"));
    assert_eq!(found(&json!({"musts": [must]})), all);
    assert_eq!(
        found(&json!({"musts": [{"blob": "AA==", "extra": 0, "text": "a"}]})),
        ["present musts[0].kind"]
    );
    assert_eq!(found(&json!({"musts": [{"blob": "AA==", "kind": " ", "extra": " ", "text": " "}]})), [""; 0]);
}

#[test]
fn an_empty_key_is_none() {
    let twice = |key: Value| json!([{"key": key}, {"key": key}]);
    for (code, list, empties, full) in [
        ("unique", "blobs", vec![json!("")], json!("AA==")),
        ("unique", "marks", vec![json!(""), json!(" ")], json!("A")),
        ("unique_more", "lists", vec![json!([])], json!([1])),
        ("unique_more", "maps", vec![json!({})], json!({"a": 1})),
        ("unique", "texts", vec![json!(""), json!("\u{3000}")], json!("a")),
        ("unique_more", "anys", vec![json!(null), json!(""), json!([])], json!(false)),
    ] {
        for empty in empties {
            assert_eq!(found(&json!({list: twice(empty)})), [""; 0], "{list}");
        }
        assert_eq!(found(&json!({list: twice(full)})), [format!("{code} {list}[1]")]);
    }
    assert_eq!(found(&json!({"rows": [[], []], "kinds": ["", ""]})), [""; 0]);
    assert_eq!(
        found(&json!({"rows": [[1], [1]], "kinds": ["A", "A"]})),
        ["unique_items rows[1]", "unique_items kinds[1]"]
    );
}
