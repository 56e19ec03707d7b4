//! Records, open enums and codes as generated code uses them.

use stubwright_runtime::v1::{AsText, Json, Patch, from_json};

use crate::api::ErrorCode;
use crate::api::types::{Ping, SignFieldStyle, SignFileType, Signer, StartContract, StartContractResult};

fn signer(json: &str) -> Result<Signer, String> {
    serde_json::from_str(json).map_err(|error| error.to_string())
}

#[test]
fn records_write_wire_names_and_leave_out_what_is_none() {
    let mut one = Signer::new("a", 1);
    assert_eq!(serde_json::to_string(&one).unwrap(), r#"{"accountId":"a","seqNo":1,"until":null}"#);
    one.note = Patch::Null;
    one.style = Some(SignFieldStyle::Odd);
    one.r#type = Some(7);
    one.until = Some("x".to_owned());
    one.parent = Some(Box::new(Signer::new("p", 0)));
    let text = serde_json::to_string(&one).unwrap();
    let want = r#"{"accountId":"a","seqNo":1,"style":-9000000000,"type":7,"parent":{"accountId":"p","seqNo":0,"until":null},"note":null,"until":"x"}"#;
    assert_eq!(text, want);
    assert_eq!(signer(&text).unwrap(), one);
    assert_eq!(serde_json::to_string(&Ping {}).unwrap(), "{}");
    assert_eq!(serde_json::from_str::<Ping>(r#"{"a":[{}]}"#).unwrap(), Ping {});
}

#[test]
fn integer_enums_have_the_form_of_their_field() {
    let styles = vec![SignFieldStyle::CrossPage, SignFieldStyle::Odd];
    let text = serde_json::to_string(&AsText(&styles)).unwrap();
    assert_eq!(text, r#"["2","-9000000000"]"#);
    assert_eq!(from_json::<AsText<Vec<SignFieldStyle>>>(&text).unwrap().0, styles);
}

#[test]
fn records_read_what_servers_send() {
    let read = signer(
        r#"{"x":[1,{"y":2}],"seqNo":"7","account\u0049d":"é","unk\u006eown":{},"style":"2","extra":{"a":null},"note":"n"}"#,
    );
    let read = read.unwrap();
    assert_eq!(
        (read.account_id.as_str(), read.seq_no, read.style),
        ("é", 7, Some(SignFieldStyle::CrossPage))
    );
    assert_eq!(read.note, Patch::Value("n".to_owned()));
    assert_eq!(read.extra.unwrap().get("a"), Some(&Json::NULL));
    for key in [" signersInfos", "signersInfos"] {
        let text = format!(r#"{{"contractId":"1897893172027068416","{key}":[]}}"#);
        let read: StartContractResult = serde_json::from_str(&text).unwrap();
        assert_eq!(read.contract_id, 1_897_893_172_027_068_416);
    }
}

#[test]
fn errors_of_records_carry_their_path() {
    for (json, want) in [
        ("{}", "accountId: required, but missing"),
        (r#"{"accountId":null,"seqNo":1}"#, "accountId: expected a string, found null"),
        (r#"{"accountId":"a","seqNo":1.5}"#, "seqNo: expected an integer, found 1.5"),
        (r#"{"accountId":"a","seqNo":1,"seqNo":1}"#, "seqNo: duplicate key"),
        (r#"{"accountId":"a","seqNo":1,"style":1,"style":1}"#, "style: duplicate key"),
        (r#"{"accountId":"a","seqNo":1,"parent":{"seqNo":1}}"#, "parent.accountId: required, but missing"),
        (r#"{"accountId":"a","seqNo":1,"parent":[1]}"#, "parent: expected an object, found a list"),
        (
            r#"{"accountId":"a","seqNo":1,"style":{}}"#,
            "style: expected a string or a number, found an object",
        ),
        (r#"{"accountId":["a"],"seqNo":1}"#, "accountId: expected a string, found a list"),
        ("[]", "expected an object, found a list"),
        ("null", "expected an object, found null"),
    ] {
        let error = signer(json).expect_err(json);
        assert!(error.starts_with(want), "{json}: {error}");
    }
    let text = "{\"contractId\":1,\n\" signersInfos\":[{\"accountId\":\"a\",\"seqNo\":1},{\"accountId\":\"a\",\"seqNo\":null}]}";
    let error = serde_json::from_str::<StartContractResult>(text).unwrap_err();
    assert_eq!(
        error.to_string(),
        "[\" signersInfos\"][1].seqNo: expected an integer, found null at line 2 column 74"
    );
    let both = r#"{"contractId":1,"signersInfos":[]," signersInfos":[]}"#;
    assert!(serde_json::from_str::<StartContractResult>(both).is_err());
}

#[test]
fn what_servers_write_for_nothing_is_read_as_that() {
    for nothing in ["null", "\"\"", "[]"] {
        let read = signer(&format!(r#"{{"accountId":7,"seqNo":"1","parent":{nothing}}}"#)).unwrap();
        assert_eq!((read.account_id.as_str(), read.parent), ("7", None), "{nothing}");
    }
    for empty in ["null", "{}", "[]"] {
        let read: StartContractResult =
            serde_json::from_str(&format!(r#"{{"contractId":1,"signersInfos":{empty}}}"#)).unwrap();
        assert!(read.signers_infos.is_empty(), "{empty}");
    }
}

#[test]
fn open_enums_keep_what_they_do_not_know() {
    assert_eq!(SignFileType::ALL, [SignFileType::Pdf]);
    assert_eq!(
        SignFieldStyle::ALL.iter().map(SignFieldStyle::as_str).collect::<Vec<_>>(),
        ["1", "2", "-9000000000"]
    );
    for json in ["\"PDF\"", "\"OFD\"", "7", "true", "1.5", "18446744073709551615", "\"\""] {
        let value: SignFileType = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&value).unwrap(), json);
        assert_eq!(value.is_known(), json == "\"PDF\"");
        assert_eq!(value.to_string(), json.trim_matches('"'));
    }
    for json in ["1", "2", "-9000000000", "3", "\"x\"", "\"3\""] {
        let value: SignFieldStyle = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&value).unwrap(), json);
    }
    assert_eq!(serde_json::from_str::<SignFieldStyle>("\"1\"").unwrap(), SignFieldStyle::SinglePage);
    assert_eq!(SignFieldStyle::from(2), SignFieldStyle::CrossPage);
    assert_eq!((SignFieldStyle::from(9).value(), SignFieldStyle::CrossPage.value()), (Some(9), Some(2)));
    assert_eq!(serde_json::to_string(&"9".parse::<SignFieldStyle>().unwrap()).unwrap(), "9");
    assert_eq!(SignFileType::from("PDF".to_owned()), SignFileType::Pdf);
    assert_eq!(format!("{:?}", SignFileType::from("OFD")), "__Unknown(\"OFD\")");
    assert_eq!(format!("{:>5}|", SignFileType::Pdf), "  PDF|");
    let request = StartContract::new("PDF".into(), Vec::new());
    assert_eq!(serde_json::to_string(&request).unwrap(), r#"{"signFileType":"PDF","signers":[]}"#);
}

#[test]
fn codes_know_their_rows() {
    assert_eq!(ErrorCode::ALL.len(), 3);
    for code in ErrorCode::ALL {
        assert_eq!(ErrorCode::from_code(code.as_str()), *code);
        assert_eq!(code.as_str().parse(), Ok(*code));
        assert_eq!(format!("{code:?}"), code.info().name());
    }
    let unknown = ErrorCode::from_code("oc_99999");
    assert_eq!(unknown, ErrorCode::Unrecognized);
    assert_eq!((unknown.info().code(), unknown.info().name()), ("", "Unrecognized"));
    assert_eq!(
        (unknown.to_string(), format!("{unknown:?}")),
        ("unrecognized".to_owned(), "Unrecognized".to_owned())
    );
    assert_eq!("oc_1".parse::<ErrorCode>().unwrap_err().to_string(), "the error table has no code \"oc_1\"");
    assert_eq!(serde_json::to_string(&ErrorCode::ServiceBusy).unwrap(), "\"500\"");
}
