//! The compiled cases at work: codes keep their spelling, enums and structs their names on the wire.

use std::str::FromStr;

use stubwright_runtime::v1 as rt;
use stubwright_tests::compiled::{
    case_codes, case_endpoints, case_enums, case_languages, case_many_codes, case_odd_names, case_recursion,
    case_scalars, case_wire_names, qiandun,
};

use crate::cases::named;

/// Each code finds its own row, however it is spelled, and nothing else does.
macro_rules! codes_are_found {
    ($($case:ident),+) => {$(
        let codes = $case::ErrorCode::ALL;
        for code in codes {
            assert_eq!($case::ErrorCode::from_code(code.as_str()), *code);
            assert_eq!($case::ErrorCode::from_str(code.as_str()).unwrap(), *code);
            assert_eq!(code.to_string(), code.info().code());
            assert_eq!(format!("{code:?}"), code.info().name());
            for other in [format!("{code} "), format!(" {code}"), format!("0{code}"), code.as_str()[1..].to_owned()] {
                let is_one = codes.iter().any(|code| code.as_str() == other);
                assert_eq!($case::ErrorCode::from_str(&other).is_ok(), is_one, "{other:?}");
            }
        }
        assert_eq!($case::ErrorCode::from_code("no such code"), $case::ErrorCode::Unrecognized);
    )+};
}

#[test]
fn each_code_is_its_own() {
    codes_are_found!(qiandun, case_languages, case_many_codes, case_endpoints);
    let codes = case_codes::ErrorCode::ALL;
    assert_eq!(codes.len(), 32);
    for code in codes {
        assert_eq!(case_codes::ErrorCode::from_code(code.as_str()), *code);
    }
    let written = named("codes");
    let text = String::from_utf8(written.bytes).unwrap();
    for spelling in [
        "0400", "0x10", "0b11", "0o17", "1e3", "1_000", "1.10", "NO", "12:30", "-0", "oc-400", "OC_400", "+1",
    ] {
        assert!(text.contains(spelling));
        assert_eq!(case_codes::ErrorCode::from_code(spelling).as_str(), spelling);
    }
    for other in ["256", "16", "1000", "1.1", "false", "750", "400.0", "Oc_400"] {
        assert_eq!(case_codes::ErrorCode::from_code(other), case_codes::ErrorCode::Unrecognized, "{other}");
    }
}

#[test]
fn languages_are_found() {
    let info = case_languages::ErrorCode::DuplicateSigner.info();
    assert_eq!(info.message(), Some("签署方不可重复"));
    assert_eq!(info.message_in("en"), Some("The signer is there twice."));
    assert_eq!(info.message_in("pt-BR"), Some("O signatário está repetido."));
}

/// Every declared value is written as it is declared and read back as itself; an unknown one is kept.
macro_rules! values_are_kept {
    ($($name:ty),+) => {$(
        for value in <$name>::ALL {
            let json = serde_json::to_string(value).unwrap();
            assert_eq!(serde_json::from_str::<$name>(&json).unwrap(), *value, "{json}");
            assert!(value.is_known());
        }
        for unknown in ["\"no such value\"", "\"\\u202e\"", "-77"] {
            let value: $name = serde_json::from_str(unknown).unwrap();
            assert!(!value.is_known());
            let again = serde_json::to_string(&value).unwrap();
            assert_eq!(serde_json::from_str::<serde_json::Value>(&again).unwrap(), serde_json::from_str::<serde_json::Value>(unknown).unwrap());
        }
    )+};
}

#[test]
fn each_value_is_its_own() {
    values_are_kept!(
        case_enums::types::Collisions,
        case_enums::types::Symbols,
        case_enums::types::Numbers,
        case_enums::types::Hostile,
        case_enums::types::Integers,
        case_enums::types::Named,
        case_enums::types::Texts,
        case_enums::types::Scripts,
        case_odd_names::types::Kind,
        case_odd_names::types::Named,
        case_scalars::types::Level
    );
    let symbols: Vec<&str> = case_enums::types::Symbols::ALL.iter().map(|value| value.as_str()).collect();
    assert_eq!(
        symbols,
        ["<", ">", "<=", ">=", "!=", "", "=", "😀", "+", "-", "*", "/", ".", ",", "..", " ", "  "]
    );
    assert_eq!(serde_json::to_string(&case_scalars::types::Level::Lowest).unwrap(), i64::MIN.to_string());
}

#[test]
fn odd_names_are_exact_on_the_wire() {
    let names = [
        "self",
        "super",
        "crate",
        "type",
        "gen",
        "async",
        "_",
        "",
        "$",
        "😀",
        "1",
        "r#type",
        "true",
        "dyn",
        "with space",
        "\"",
        "\\",
        "a\nb",
        "{}",
        "value",
        "new",
        "mut",
        "签署方",
        "été",
        "Self",
    ];
    let mut object = serde_json::Map::new();
    for name in names {
        object.insert(name.to_owned(), name.into());
    }
    object.insert(String::from("3d"), 0.5.into());
    let odd: case_odd_names::types::Odd = serde_json::from_value(object.clone().into()).unwrap();
    assert_eq!((odd.self_.as_str(), odd.r#type.as_str(), odd.self_big.as_str()), ("self", "type", "Self"));
    assert_eq!(serde_json::to_value(&odd).unwrap(), serde_json::Value::Object(object.clone()));
    for name in names {
        let mut without = object.clone();
        without.remove(name);
        let error = serde_json::from_value::<case_odd_names::types::Odd>(without.into()).unwrap_err();
        let name = name.escape_debug().to_string();
        assert!(error.to_string().contains(&name), "{name}: {error}");
    }
}

#[test]
fn further_names_are_accepted_and_not_written() {
    use case_wire_names::types::Thing;

    let wire = "x\"y\\z\n";
    let object = |trimmed: &str, renamed: &str| serde_json::json!({" signersInfos": ["a"], trimmed: "b", renamed: 7, "name": "c"});
    let plain = object(" trimmed ", wire);
    for (trimmed, renamed) in [("trimmed", "😀"), ("trimmed ", "\u{202e}"), (" trimmed ", "")] {
        let thing: Thing = serde_json::from_value(object(trimmed, renamed)).unwrap();
        assert_eq!((thing.trimmed.as_str(), thing.renamed, thing.full_name.as_str()), ("b", 7, "c"));
        assert_eq!(serde_json::to_value(&thing).unwrap(), plain);
    }
    let twice = r#"{" signersInfos": [], "trimmed": "b", " trimmed ": "b", "": 7, "name": "c"}"#;
    assert!(serde_json::from_str::<Thing>(twice).unwrap_err().to_string().contains("trimmed"));
}

#[test]
fn recursive_values_go_round() {
    use case_recursion::types::{Endless, Forest, Tree};

    let tree = Tree::new("a").with_left(Tree::new("b").with_right(Tree::new("c")));
    let json = serde_json::to_string(&tree).unwrap();
    assert_eq!(json, r#"{"left":{"right":{"leaf":"c"},"leaf":"b"},"leaf":"a"}"#);
    assert_eq!(serde_json::from_str::<Tree>(&json).unwrap(), tree);
    let forest = r#"{"trees":[{"trees":[],"byName":{}}],"byName":{"x":{"trees":[],"byName":{}}}}"#;
    let read: Forest = serde_json::from_str(forest).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), forest);
    // A value that requires another one without end is not looked for without end.
    let error = rt::from_json::<Endless>(r#"{"name":"a"}"#).unwrap_err().to_string();
    assert_eq!(error, "no value of this type is finite");
    assert!(rt::from_json::<Vec<Endless>>("[{}]").is_err() && rt::from_json::<Vec<Endless>>("[]").is_ok());
}
