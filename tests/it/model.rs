//! Models are equal when they mean the same API, wherever and however it is written.

use stubwright_spec::model::{Api, Type};
use stubwright_spec::{Choices, inspect_with, stack};

use crate::cases::{Case, sound};

fn model(case: &Case, text: &str) -> Api {
    let read = || {
        inspect_with(
            &case.file,
            text.as_bytes(),
            &mut stubwright_codegen::write::beside(&case.path),
            &Choices::default(),
        )
    };
    let (reading, spec) = stack::on_large_stack(read).unwrap();
    spec.unwrap_or_else(|| panic!("{}: {:?}", case.name, reading.diagnostics)).api
}

#[test]
fn places_are_no_part_of_the_meaning() {
    let mut equal = 0;
    for case in sound() {
        let text = String::from_utf8(case.bytes.clone()).unwrap();
        let moved = if case.file.ends_with(".json") {
            format!("\n   {text}")
        } else {
            format!("# A comment that moves everything.\n\n{text}")
        };
        assert_eq!(model(&case, &text), model(&case, &moved), "{}", case.name);
        equal += 1;
    }
    assert!(equal > 20, "{equal} specs");
}

#[test]
fn every_word_is_a_part_of_the_meaning() {
    let spec = "stubwright: 1\napi: shop\nenvelope: {success: {code: \"0\"}, code: code, message: msg}\n\
        errors: {e1: {message: sold out, retry: safe, check: {length: {name: {max: 9}}}}}\n\
        endpoints: {create: {post: /orders, doc: one, request: Order}}\n\
        types: {Order: {name: string(1..=64), tags?: [string(1..=64)]}}\n";
    let case = Case {
        name: String::from("shop"),
        file: String::from("shop.yaml"),
        path: "shop.yaml".into(),
        bytes: Vec::new(),
    };
    let api = model(&case, spec);
    for (old, new) in [
        ("\"0\"", "\"1\""),
        ("code: code", "code: no"),
        ("sold out", "gone"),
        ("safe", "throttle"),
        ("max: 9", "max: 8"),
        ("/orders", "/order"),
        ("doc: one", "doc: two"),
        ("name: string(1..=64)", "name: string(1..=63)"),
        ("tags?:", "tags:"),
        ("[string(1..=64)]", "[string(1..64)]"),
        ("post", "put"),
    ] {
        assert!(spec.contains(old), "{old}");
        assert_ne!(api, model(&case, &spec.replacen(old, new, 1)), "{old} → {new}");
    }
}

#[test]
fn a_range_is_equal_to_itself_elsewhere() {
    let case =
        Case { name: String::new(), file: String::from("a.yaml"), path: "a.yaml".into(), bytes: Vec::new() };
    let api = model(
        &case,
        "stubwright: 1\napi: a\ntypes: {A: string(1..=64), B: \"string(1..=64)\", C: string(1..=65)}\n",
    );
    let types: Vec<&Type> = api.types.iter().map(|def| def.kind.parts()[0]).collect();
    let [a, b, c] = types.as_slice() else { panic!("{types:?}") };
    assert!(a == b && a != c);
}
