//! Values that the types of the cases read and write: unions, generic types, null, defaults, spellings.

use std::fmt::Debug;

use serde_core::Serialize;
use serde_core::de::DeserializeOwned;
use stubwright_tests::compiled::{
    case_generics as generics, case_null as null, case_unions as unions, case_values as values,
};

fn read<T: DeserializeOwned>(json: &str) -> Result<T, String> {
    serde_json::from_str(json).map_err(|error| error.to_string())
}

fn write(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap()
}

/// Reads a text and writes it again; the first is what it reads as.
fn both<T: DeserializeOwned + Serialize + Debug>(json: &str) -> (String, String) {
    let value: T = read(json).unwrap();
    (format!("{value:?}"), write(&value))
}

#[test]
fn a_tag_says_which() {
    use unions::types::Method;
    for (json, shown) in [
        (r#"{"kind":"card","number":"1"}"#, r#"Card(Card { number: "1", holder: None })"#),
        (r#"{"kind":"bank_transfer","iban":"x"}"#, r#"Transfer(Transfer { iban: "x" })"#),
        (
            r#"{"kind":"voucher","code":"c","further":[{"kind":"none"}]}"#,
            r#"Voucher(Voucher { code: "c", further: Some([None(Nothing)]) })"#,
        ),
    ] {
        assert_eq!(both::<Method>(json), (shown.to_owned(), json.to_owned()));
    }
    // The tag may come last, and is written first.
    let late: Method = read(r#"{"iban":"x","kind":"bank_transfer"}"#).unwrap();
    assert_eq!(late, unions::types::Transfer::new("x").into());
    // Another tag is kept, with its digits and unknown keys.
    let new = r#"{"kind":"crypto","coins":[1,2.50,12345678901234567890123]}"#;
    assert_eq!(both::<Method>(new).1, new);
    // So is an object without the tag.
    let untold = r#"{"number":"1"}"#;
    assert_eq!(both::<Method>(untold).1, untold);
    assert_eq!(
        read::<Method>(r#"{"kind":"card"}"#).unwrap_err(),
        "number: required, but missing at line 1 column 15"
    );
    assert!(read::<Method>("[]").unwrap_err().contains("found a list"));
}

#[test]
fn a_value_can_stand_beside_its_tag() {
    use unions::types::Event;
    for (json, shown) in [
        (r#"{"type":"counted","data":5}"#, "Counted(5)"),
        (r#"{"type":"refused","data":"no"}"#, r#"Refused("no")"#),
        (r#"{"type":"many","data":[{"number":"1"}]}"#, r#"Many([Card { number: "1", holder: None }])"#),
    ] {
        assert_eq!(both::<Event>(json), (shown.to_owned(), json.to_owned()));
    }
    let late: Event = read(r#"{"data":7,"type":"counted"}"#).unwrap();
    assert_eq!(late, 7.into());
    let new = r#"{"type":"odd","data":1e2,"more":null}"#;
    assert_eq!(both::<Event>(new).1, new);
    assert_eq!(
        read::<Event>(r#"{"type":"counted"}"#).unwrap_err(),
        "data: required, but missing at line 1 column 18"
    );
    let wrong = read::<Event>(r#"{"type":"many","data":[{"number":[1]}]}"#).unwrap_err();
    assert!(wrong.starts_with("data[0].number: expected a string, found a list"), "{wrong}");
}

#[test]
fn without_a_tag_the_best_fit_is_taken() {
    use unions::types::{Query, Reference, Tree};
    for (json, shown) in [
        ("5", "Number(5)"),
        ("\"5\"", r#"Text("5")"#),
        (r#"{"number":"1"}"#, r#"Card(Card { number: "1", holder: None })"#),
    ] {
        assert_eq!(both::<Reference>(json), (shown.to_owned(), json.to_owned()));
    }
    let unknown = r#"{"number":[1.0]}"#;
    assert_eq!(both::<Reference>(unknown), (format!("__Unknown({unknown})"), unknown.to_owned()));
    assert_eq!(both::<Reference>(r#"{"number":1}"#).1, r#"{"number":"1"}"#);
    let none = read::<Reference>("null").unwrap_err();
    assert!(none.contains("found null"), "{none}");
    assert_eq!(read::<Query>(r#"{"iban":"1"}"#), Ok(Query::Other(unions::types::Transfer::new("1"))));
    assert_eq!(both::<Query>(r#"{"a":1}"#).0, r#"IntegerMap({"a": 1})"#);
    let tree = r#"{"left":{"leaf":"a"},"right":{"left":{"leaf":"b"}}}"#;
    assert_eq!(both::<Tree>(tree).1, tree);
}

#[test]
fn a_generic_type_holds_any() {
    use generics::types::{Node, Page, Part};
    let page: Page<Part> =
        read(r#"{"items":[{"name":"a","sizes":{"items":[1],"total":1}}],"total":"3"}"#).unwrap();
    assert_eq!(page.total, 3);
    assert_eq!(page.items, [Part::new("a").with_sizes(Page::new([1], 1))]);
    assert_eq!(
        write(&Page::<String>::new(["x".to_owned()], 1).with_first("y")),
        r#"{"items":["x"],"total":1,"first":"y"}"#
    );
    let wrong = read::<Page<Part>>(r#"{"items":[{"name":"a"},{}],"total":1}"#).unwrap_err();
    assert!(wrong.starts_with("items[1].name: required, but missing"), "{wrong}");
    let node = r#"{"value":"a","children":{"items":[{"value":"b"}],"total":1}}"#;
    assert_eq!(both::<Node>(node).1, node);
}

#[test]
fn null_and_absence_are_told_apart() {
    use null::runtime::Patch;
    use null::types::{Change, Part};
    let change = Change::new(None, [None, Some(1)], [("a".to_owned(), None)]);
    assert_eq!(write(&change), r#"{"shelf":null,"rows":[null,1],"cells":{"a":null}}"#);
    let change = change.with_label(Patch::Null).with_size(4).with_name("n");
    let json = r#"{"name":"n","label":null,"size":4,"shelf":null,"rows":[null,1],"cells":{"a":null}}"#;
    assert_eq!(write(&change), json);
    assert_eq!(read::<Change>(json), Ok(change));
    let part: Part = read(r#"{"name":"a","parent":null}"#).unwrap();
    assert_eq!((part.parent, part.label), (None, Patch::Absent));
    assert_eq!(read::<Part>(r#"{"name":"a","parent":null,"label":null}"#).unwrap().label, Patch::Null);
}

#[test]
fn values_are_written_as_the_spec_says() {
    use values::types::{Kind, Level, Order};
    let json = r#"{"price":19.90,"day":"2024-12-12","made":"1700000000","digest":"00ff","id":1897893172027068416,
        "done":1,"code":"x","paid":"true","ids":[1,"2"],"seen":[1700000000123],"level":null}"#;
    let order: Order = read(json).unwrap();
    assert_eq!(
        (order.price.as_str(), order.day.as_str(), order.digest.as_bytes()),
        ("19.90", "2024-12-12", &[0, 255][..])
    );
    assert_eq!((order.done, order.paid, order.ids.as_deref()), (true, Some(true), Some(&[1, 2][..])));
    // Absent and null read as the default.
    assert_eq!((order.size, order.offset, order.scale, order.open), (20, -5, 1.5, true));
    assert_eq!((&order.kind, &order.level, order.name.as_str()), (&Kind::Small, &Level::High, "no \"name\""));
    assert_eq!((order.since.as_str(), order.least.as_str()), ("2024-01-31", "0.00"));
    assert_eq!(
        write(&order),
        r#"{"price":19.90,"day":"2024-12-12","made":1700000000,"seen":[1700000000123],"digest":"00ff","#
            .to_owned()
            + r#""id":"1897893172027068416","ids":["1","2"],"done":1,"paid":"true","code":"x","size":20,"offset":-5,"#
            + r#""scale":1.5,"name":"no \"name\"","kind":"small","level":2,"open":true,"rows":[],"cells":{},"#
            + r#""since":"2024-01-31","least":"0.00"}"#
    );
    for (wrong, place) in [
        (r#""day":"2024-12-12""#, r#""day":"2024-02-30""#),
        (r#""price":19.90"#, r#""price":"much""#),
        (r#""digest":"00ff""#, r#""digest":"0""#),
        (r#""done":1"#, r#""done":2"#),
    ] {
        let key = wrong.split('"').nth(1).unwrap();
        let error = read::<Order>(&json.replace(wrong, place)).unwrap_err();
        assert!(error.starts_with(&format!("{key}: ")), "{error}");
    }
}
