//! Variants, one with a secret.

use super::{BTreeMap, Inner, Open, Sealed, has_canary, rt};

pub(super) struct Pin {
    pub(super) pin: i64,
}
rt::record! { Pin { _ pin: required "pin" secret } }

pub(super) struct Id {
    pub(super) pin: i64,
}
rt::record! { Id { _ pin: required "pin" } }

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Tagged {
    Pin(Pin),
    __Unknown(rt::UnknownVariant),
}
rt::tagged_union! { Tagged by "kind" secret { Pin(Pin) = "pin" } }

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Beside {
    Pin(Pin),
    __Unknown(rt::UnknownVariant),
}
rt::tagged_union! { Beside by "kind", "data" secret { Pin(Pin) = "pin" } }

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Untagged {
    Pin(Pin),
    Id(Id),
    #[doc(hidden)]
    __Unknown(rt::UnknownVariant),
}
rt::untagged_union! { Untagged secret { Pin(Pin), Id(Id) } }

#[test]
fn unknown_variants_are_not_shown() {
    let json = r#"{"kind":"new","pin":"CANARY","CANARY":770011770011}"#;
    let tagged: Tagged = serde_json::from_str(json).unwrap();
    let beside: Beside = serde_json::from_str(json).unwrap();
    for shown in [format!("{tagged:?}"), format!("{beside:?}")] {
        assert_eq!(shown, r#"__Unknown("new" [hidden])"#);
    }
    assert!(!has_canary(&format!("{tagged:#?} {beside:#?}")));
    assert_eq!(serde_json::to_string(&tagged).unwrap(), json, "written back as it came");
    assert_eq!(serde_json::to_string(&beside).unwrap(), json);
}

#[test]
fn errors_of_variants_are_not_shown() {
    for json in [
        r#"{"kind":"pin","pin":"CANARY"}"#,
        r#"{"kind":"pin","data":{"pin":"CANARY"}}"#,
        r#"{"kind":"new","CANARY":1,"CANARY":2}"#,
        r#"{"kind":"new","a":{"CANARY":{"b":1,"b":2}}}"#,
    ] {
        for error in [
            serde_json::from_str::<Vec<Tagged>>(&format!("[{json}]")).map(drop),
            serde_json::from_str::<Vec<Beside>>(&format!("[{json}]")).map(drop),
            serde_json::from_str::<Open<Tagged>>(&format!(r#"{{"value":{json}}}"#)).map(drop),
        ] {
            let shown = format!("{error:?}");
            assert!(!has_canary(&shown), "{json}: {shown}");
        }
    }
    // A secret of one variant is not shown where no variant fits.
    for json in [r#"{"pin":"CANARY"}"#, r#""CANARY""#, r#"{"CANARY":1}"#] {
        let unknown = serde_json::from_str::<Untagged>(json).unwrap();
        assert_eq!(format!("{unknown:?}"), "__Unknown([hidden])");
        assert_eq!(serde_json::to_string(&unknown).unwrap(), json, "written back as it came");
    }
    let error = serde_json::from_str::<Untagged>("null").unwrap_err().to_string();
    assert!(error.starts_with("can't read the secret value"), "{error}");
    let error = serde_json::from_str::<Sealed<BTreeMap<String, Inner<Untagged>>>>(
        r#"{"value":{"CANARY":{"inner":{"a":{"CANARY":1,"CANARY":2}}}}}"#,
    );
    assert!(!has_canary(&error.map(drop).unwrap_err().to_string()));
}
