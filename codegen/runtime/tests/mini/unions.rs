//! Tagged and untagged unions as generated code uses them.

use crate::api::values::{Card, Event, Ident, Named, Nest, Numbered, Payment, Tree, Wide};

fn read<T: for<'de> serde_core::Deserialize<'de>>(json: &str) -> Result<T, String> {
    serde_json::from_str(json).map_err(|error| error.to_string())
}

fn written<T: serde_core::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap()
}

#[track_caller]
fn round_trips<T: for<'de> serde_core::Deserialize<'de> + serde_core::Serialize>(json: &str) -> T {
    let value = read(json).unwrap();
    assert_eq!(written(&value), json);
    value
}

#[test]
fn the_tag_stands_anywhere() {
    let card = round_trips::<Payment>(r#"{"type":"card","number":"1.50"}"#);
    assert_eq!((card.tag(), card.is_known(), Payment::TAGS), ("card", true, ["card", "bank"].as_slice()));
    for json in [
        r#"{"number":"1.50","type":"card"}"#,
        r#" { "x" : {"type":"bank"}, "number" : 1.50 , "\u0074ype" : "c\u0061rd" } "#,
    ] {
        let Payment::Card(card) = read(json).unwrap() else { panic!("{json}") };
        assert_eq!(card.number, "1.50");
    }
    let bank = round_trips::<Payment>(
        r#"{"type":"bank","iban":"x","then":{"type":"bank","iban":"y","then":{"type":"coin","of":[1.0,{"b":1,"a":2}]}}}"#,
    );
    assert!(matches!(bank, Payment::Bank(_)));
}

#[test]
fn a_payload_can_have_the_tag_as_a_field() {
    let Payment::Card(mut card) = read(r#"{"type":"card","number":1}"#).unwrap() else { panic!("a card") };
    assert_eq!(card.r#type.as_deref(), Some("card"));
    card.r#type = None;
    assert_eq!(written(&Payment::Card(card.clone())), r#"{"type":"card","number":1}"#);
    card.r#type = Some("bank".to_owned());
    let error = serde_json::to_string(&Payment::Card(card)).unwrap_err().to_string();
    assert_eq!(error, "the tag \"type\" is \"bank\" in the payload of \"card\" in `Payment`");
}

#[test]
fn unknown_tags_are_kept_and_written_back() {
    for json in [
        r#"{"z":1.50,"type":"coin","a":{"y":[],"x":123456789012345678901234567890}}"#,
        r#"{"type":7}"#,
        r#"{"type":7.50}"#,
        r#"{"type":true,"type2":null}"#,
        r#"{"type":""}"#,
        r#"{"type":"卡"}"#,
    ] {
        let value = round_trips::<Payment>(json);
        assert!(!value.is_known(), "{json}");
        assert_eq!(format!("{value:?}"), format!("__Unknown({json})"));
    }
    assert_eq!(read::<Payment>(r#"{"type":7.50}"#).unwrap().tag(), "7.50");
    let error = read::<Payment>(r#"{"type":"coin","a":1,"a":2}"#).unwrap_err();
    assert!(error.starts_with("a: duplicate key"), "{error}");
}

#[test]
fn payloads_under_a_key_of_their_own() {
    round_trips::<Event>(r#"{"kind":"counted","data":[1,2]}"#);
    round_trips::<Event>(r#"{"kind":"paid","data":{"type":"coin","x":1}}"#);
    round_trips::<Event>(r#"{"kind":"sold","data":null,"why":"x"}"#);
    assert_eq!(read::<Event>(r#"{"kind":"nothing"}"#).unwrap(), Event::Nothing(()));
    assert_eq!(
        read::<Event>(r#"{"data":["1"],"kind":"counted","more":1}"#).unwrap(),
        Event::Counted(vec![1])
    );
    assert_eq!(written(&Event::Nothing(())), r#"{"kind":"nothing","data":null}"#);
}

#[test]
fn errors_of_tagged_unions_carry_their_path() {
    for (json, want) in [
        ("null", "expected an object, found null"),
        ("[1]", "expected an object, found a list"),
        ("\"paid\"", "expected an object, found \"paid\""),
        (r#"{"kind":{}}"#, "kind: expected a string, found an object"),
        (r#"{"kind":"paid","kind":"paid"}"#, "kind: duplicate key"),
        (r#"{"kind":"counted","data":[],"data":[]}"#, "data: duplicate key"),
        (r#"{"kind":"counted"}"#, "data: required, but missing"),
        (r#"{"kind":"counted","data":""}"#, "data: expected a list, found \"\""),
        (r#"{"kind":"counted","data":[1,"x"]}"#, "data[1]: expected an integer, found \"x\""),
        (r#"{"kind":"paid","data":{"type":"card"}}"#, "data.number: required, but missing"),
        (
            r#"{"kind":"paid","data":{"type":"bank","iban":"x","then":{"type":"card","number":[]}}}"#,
            "data.then.number: expected a decimal number, found a list",
        ),
        (r#"{"kind":"#, "EOF while parsing"),
    ] {
        let error = read::<Event>(json).unwrap_err();
        assert!(error.starts_with(want), "{json}: {error}");
        assert!(error.matches(" at line ").count() <= 1, "{error}");
    }
}

#[test]
fn a_value_without_its_tag_is_unknown() {
    for json in ["{}", r#"{"kind":null,"data":1}"#, r#"{"data":[1]}"#] {
        let event: Event = round_trips(json);
        assert_eq!((event.tag(), event.is_known()), ("", false), "{json}");
    }
}

#[test]
fn the_kind_of_json_decides_first() {
    for json in
        ["7", "\"7\"", "\"007\"", "\"\"", "[1,2]", "[\"1\"]", r#"{"number":"1.50"}"#, r#"{"iban":"x"}"#]
    {
        round_trips::<Ident>(json);
    }
    assert_eq!(
        read::<Ident>("\"1897893172027068416\"").unwrap(),
        Ident::Text("1897893172027068416".to_owned())
    );
    assert_eq!(read::<Ident>("1897893172027068416").unwrap(), Ident::Number(1_897_893_172_027_068_416));
    assert_eq!(read::<Ident>("[]").unwrap(), Ident::Numbers(Vec::new()));
    assert!(matches!(read::<Ident>(r#"{"iban":"x","number":1}"#).unwrap(), Ident::Card(Card { .. })));
    let more = r#"{"iban":"x","number":1,"then":null}"#;
    assert!(matches!(read::<Ident>(more).unwrap(), Ident::Bank(_)), "it knows one key more");
}

#[test]
fn what_nothing_fits_is_kept_and_written_back() {
    for json in ["[1,\"2\"]", "[\"x\",1]", "1.50", "true", "{}", r#"{"iban":[7],"a":1.0}"#] {
        let value = round_trips::<Ident>(json);
        assert_eq!((value.is_known(), format!("{value:?}")), (false, format!("__Unknown({json})")));
    }
    assert!(read::<Ident>("7").unwrap().is_known());
}

#[test]
fn a_form_whose_fields_come_as_declared_goes_first() {
    round_trips::<Wide>(r#"{"id":7}"#);
    assert_eq!(read::<Wide>(r#"{"id":7}"#).unwrap(), Wide::Number(Numbered { id: 7, of: None }));
    assert_eq!(read::<Wide>(r#"{"id":"7"}"#).unwrap(), Wide::Text(Named { id: "7".to_owned() }));
    assert_eq!(read::<Wide>(r#"{"id":true}"#).unwrap(), Wide::Text(Named { id: "true".to_owned() }));
    assert!(matches!(read::<Wide>(r#"{"id":7,"of":""}"#).unwrap(), Wide::Number(Numbered { id: 7, .. })));
    // Where both have to convert, the one that knows more keys is used.
    for json in [r#"{"id":7,"of":{"id":1}}"#, r#"{"id":7.0,"of":{"id":1}}"#] {
        assert!(matches!(read::<Wide>(json), Ok(Wide::Number(Numbered { id: 7, of: Some(_) }))), "{json}");
    }
    let inner = Wide::Text(Named { id: "8".to_owned() });
    let want = Wide::Number(Numbered { id: 7, of: Some(Box::new(inner)) });
    assert_eq!(read::<Wide>(r#"{"id":7,"of":{"id":"8"}}"#).unwrap(), want);
    assert!(!read::<Wide>(r#"{"id":null}"#).unwrap().is_known());
}

#[test]
fn null_is_no_form_unless_one_says_so() {
    for (json, want) in [
        ("null", "expected an integer, a string, a list or an object, found null"),
        (r#"{"kind":"counted","data":["#, "EOF while parsing"),
    ] {
        let error = read::<Ident>(json).unwrap_err();
        assert!(error.starts_with(want), "{json}: {error}");
        assert!(error.matches(" at line ").count() <= 1, "{error}");
    }
}

/// A tree with this many branches to the right, each of which is tried as a left branch first.
fn tree(levels: usize) -> String {
    format!("{}true{}", r#"{"down":"#.repeat(levels), r#","right":1}"#.repeat(levels))
}

#[test]
fn unions_in_unions_end() {
    round_trips::<Tree>(&tree(8));
    let error = read::<Tree>(&tree(60)).unwrap_err();
    assert!(error.contains("its unions would have to be read too often"), "{error}");
    round_trips::<Tree>(&tree(3));
    let deep = |levels: usize| {
        format!("{}null{}", r#"{"type":"bank","iban":"x","then":"#.repeat(levels), "}".repeat(levels))
    };
    assert!(read::<Payment>(&deep(128)).is_ok());
    let error = read::<Payment>(&deep(129)).unwrap_err();
    assert!(error.starts_with("nested deeper than 128 levels"), "{error}");
    assert!(read::<Payment>(&deep(100_000)).is_err());
    let lists = |levels: usize| format!("{}1{}", "[".repeat(levels), "]".repeat(levels));
    round_trips::<Nest>(&lists(128));
    assert!(read::<Nest>(&lists(129)).is_err() && read::<Nest>(&lists(1_000_000)).is_err());
    let mut nested = Payment::Card(Card { number: 1.into(), r#type: None });
    for _ in 0..300 {
        let crate::api::values::Payment::Bank(mut bank) = read(&deep(1)).unwrap() else { panic!("a bank") };
        bank.then = Some(nested);
        nested = Payment::Bank(bank);
    }
    assert!(serde_json::to_string(&nested).is_err());
}

#[test]
fn other_formats_give_values_without_their_text() {
    let yaml = "type: coin\nof: [1.5, {b: 1, a: 18446744073709551615}]\nwhen: null\n";
    let value: Payment = serde_yaml::from_str(yaml).unwrap();
    assert_eq!(written(&value), r#"{"type":"coin","of":[1.5,{"b":1,"a":18446744073709551615}],"when":null}"#);
    assert_eq!(serde_yaml::from_str::<Payment>(&serde_yaml::to_string(&value).unwrap()).unwrap(), value);
    let value: Ident = serde_yaml::from_str("{number: 1.25, type: x}").unwrap();
    assert_eq!(written(&value), r#"{"number":1.25,"type":"x"}"#);
    assert_eq!(serde_yaml::from_str::<Ident>("[1, 2]").unwrap(), Ident::Numbers(vec![1, 2]));
    let value: serde_json::Value =
        serde_json::from_str(r#"{"iban":"x","then":{"type":"card","number":2.5}}"#).unwrap();
    assert!(matches!(serde_json::from_value::<Ident>(value).unwrap(), Ident::Bank(_)));
}
