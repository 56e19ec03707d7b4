//! Code for one version of a spec, with the next one: `uses.rs` of each case in `cases/growth` is compiled with both.
//! The second version was generated with the decisions about the first.

use stubwright_tests::compiled::growth::{arguments, boxes, files, names, parameters, unions};

#[test]
fn names_are_those_of_the_first() {
    let all = names::before::names();
    assert_eq!(all, ["open", "a-b", "a_b", "not-found"]);
    assert_eq!(names::after::names(), all);
}

#[test]
fn arguments_are_those_of_the_first() {
    let full = r#"{"source":"s","target":"t","note":"n","count":1,"parts":{"first":"p"}}"#;
    let null = r#"{"source":"s","target":"t","note":null,"count":1,"parts":{"first":"p"}}"#;
    assert_eq!(arguments::before::texts(), [full, null, "true"]);
    let same = |one: &str, other: &str| {
        let read = |text| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
        assert_eq!(read(one), read(other));
    };
    let texts = arguments::after::texts();
    same(&texts[0], full);
    same(&texts[1], null);
    assert_eq!(texts[2], "true");
    // A missing field is missing, whatever the constructor takes.
    use arguments::after::api::types::{Chain, FindRequest, Label, Move, Parts};
    let read: Move = serde_json::from_str(r#"{"source":"s"}"#).expect("the rest is optional");
    assert_eq!((read.target, read.parts, read.count), (None, None, 7));
    assert!(read.note.is_absent());
    let read: Chain = serde_json::from_str(r#"{"link":{"chain":{}}}"#).expect("a chain ends");
    assert!(read.link.is_some_and(|link| link.chain.link.is_none()));
    let read: Label = serde_json::from_str(r#"{"text":"x"}"#).expect("a body");
    assert_eq!((read.lang, read.text.as_str()), (None, "x"));
    let label = Label::new("en", "x");
    assert_eq!((label.lang.as_deref(), label.text.as_str()), (Some("en"), "x"));
    assert_eq!(serde_json::from_str::<Parts>("{}").expect("JSON").first, None);
    assert_eq!(Parts::new("a").with_first("b").first.as_deref(), Some("b"));
    assert_eq!(FindRequest::new("n", "s").name.as_deref(), Some("n"));
}

#[test]
fn types_hold_and_become_what_they_did() {
    assert_eq!(boxes::before::fields().map(|a| a.x), [1, 2]);
    assert_eq!(boxes::after::fields().map(|a| a.x), [1, 2]);
    assert!(unions::before::card() && unions::after::card());
    assert!(parameters::before::reads().is_some());
    assert_eq!(files::before::read().as_deref(), Some(r#"{"title":"a"}"#));
    assert_eq!(files::after::read(), files::before::read());
    let read = parameters::after::reads().expect("a body");
    assert_eq!((read.x_trace, read.times), (None, 1));
}
