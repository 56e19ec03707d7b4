//! Scalars, forms, defaults and generics as generated code uses them.

use std::collections::BTreeMap;

use stubwright_runtime::v1::{self as rt, Patch};

use crate::api::ErrorCode;
use crate::api::types::Ping;
use crate::api::values::{Forms, Page, Pair, Scalars, Update};

fn read<T: for<'de> serde_core::Deserialize<'de>>(json: &str) -> Result<T, String> {
    serde_json::from_str(json).map_err(|error| error.to_string())
}

fn written<T: serde_core::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap()
}

#[test]
fn scalars_keep_what_the_server_wrote() {
    let json = r#"{"price":"012.50","day":"2024-02-29","at":"2024-12-12 08:00:00","since":-1,"until":1733990400123,"link":"https://h/合 同","seal":"AA==","token":"_w","digest":"00FF","days":["2024-01-01",null],"anything":{"z":1.50,"a":[123456789012345678901234567890,-0]}}"#;
    let error = read::<Scalars>(json).unwrap_err();
    assert!(
        error.starts_with(
            "link: expected an absolute URL such as https://example.com/, found \"https://h/合 同\""
        ),
        "{error}"
    );
    let json = json.replace("合 同", "合同");
    let read: Scalars = read(&json).unwrap();
    assert_eq!(read.price, "012.50");
    assert_eq!(read.at.as_ref().map(|at| at.unix_seconds(480)), Some(1_733_961_600));
    assert_eq!(read.until, Patch::Value(rt::UnixMillis::new(1_733_990_400_123)));
    assert_eq!(read.token.as_ref().map(rt::Base64Url::as_bytes), Some([255].as_slice()));
    assert_eq!(written(&read), json.replace("00FF", "00ff"));
}

#[test]
fn empty_strings_of_optional_scalars_are_none() {
    let all = r#"{"price":1e-8,"day":"","at":"","link":"","days":["",null]}"#;
    let read: Scalars = read(all).unwrap();
    assert_eq!((read.day, read.at, read.link, read.days), (None, None, None, vec![None, None]));
    assert_eq!(read.price, "1e-8");
    for (json, want) in [
        (r#"{"price":""}"#, "price: expected a decimal number, found \"\""),
        (r#"{"price":null}"#, "price: expected a decimal number, found null"),
        (
            r#"{"price":1,"day":"2023-02-29"}"#,
            "day: expected a date such as 2024-12-31, found \"2023-02-29\"",
        ),
        (r#"{"price":1,"day":20240101}"#, "day: expected a date such as 2024-12-31, found 20240101"),
        (r#"{"price":1,"at":"2024-12"}"#, "at: expected a date and time such as 2024-12-31T08:00:00Z, found"),
        (r#"{"price":1,"since":"x"}"#, "since: expected an integer, found \"x\""),
        (r#"{"price":1,"seal":"A"}"#, "seal: expected base64, found \"A\""),
        (r#"{"price":1,"digest":"0"}"#, "digest: expected an even number of hexadecimal digits, found \"0\""),
        (
            r#"{"price":1,"days":["2024-13-01"]}"#,
            "days[0]: expected a date such as 2024-12-31, found \"2024-13-01\"",
        ),
        (r#"{"price":1,"anything":{"a":[{"b":1,"b":2}]}}"#, "anything.a[0].b: duplicate key"),
    ] {
        let error = super::values::read::<Scalars>(json).unwrap_err();
        assert!(error.starts_with(want), "{json}: {error}");
    }
}

#[test]
fn forms_and_defaults() {
    let mut forms = Forms::new(i64::MAX, true, vec![true, false]);
    let want = r#"{"id":"9223372036854775807","silent":1,"bits":[1,0],"limit":null,"size":20,"name":"x","retries":"3","on":1}"#;
    assert_eq!(written(&forms), want);
    assert_eq!(read::<Forms>(want).unwrap(), forms);
    forms.parent = Some(u64::MAX);
    forms.flag = Some(false);
    forms.ids = Some([("a".to_owned(), vec![Some(1), None])].into());
    forms.limit = Some(-5);
    forms.state = Patch::Value(true);
    let want = r#"{"id":"9223372036854775807","parent":"18446744073709551615","silent":1,"flag":0,"bits":[1,0],"ids":{"a":["1",null]},"limit":"-5","state":1,"size":20,"name":"x","retries":"3","on":1}"#;
    assert_eq!(written(&forms), want);
    assert_eq!(read::<Forms>(want).unwrap(), forms);
    forms.state = Patch::Null;
    assert!(written(&forms).contains(r#""state":null"#));

    let lenient = r#"{"id":1,"quiet":"true","bits":["1",true,0],"size":null,"retries":null,"on":"0","state":null,"flag":null}"#;
    let forms: Forms = read(lenient).unwrap();
    assert_eq!((forms.id, forms.silent, forms.bits), (1, true, vec![true, true, false]));
    assert_eq!((forms.size, forms.name.as_str(), forms.retries, forms.on), (20, "x", 3, false));
    assert_eq!((forms.state, forms.flag), (Patch::Null, None));
    for (json, want) in [
        (r#"{"id":null}"#, "id: expected an integer, found null"),
        (r#"{"id":"1","silent":2}"#, "silent: expected true or false, 1 or 0, found 2"),
        (r#"{"id":"1","silent":1,"bits":[1,"x"]}"#, "bits[1]: expected true or false, 1 or 0, found \"x\""),
        (r#"{"id":"1","silent":1}"#, "bits: required, but missing"),
        (r#"{"id":"1","silent":1,"bits":[],"ids":{"a":[1.5]}}"#, "ids.a[0]: expected an integer, found 1.5"),
        (r#"{"id":"1","silent":1,"bits":[],"size":-1}"#, "size: expected a non-negative integer of 32 bits"),
        (r#"{"id":"1","id":"1"}"#, "id: duplicate key"),
    ] {
        let error = read::<Forms>(json).unwrap_err();
        assert!(error.starts_with(want), "{json}: {error}");
    }
}

#[test]
fn secrets_stay_hidden() {
    let mut forms = Forms::new(1, false, Vec::new());
    forms.password = Some("hunter2".to_owned());
    let shown = format!("{forms:?}");
    assert!(shown.starts_with("Forms { id: 1, parent: None, silent: false, "), "{shown}");
    assert!(shown.ends_with(", on: true, password: [hidden] }"), "{shown}");
}

#[test]
fn generics() {
    let json = r#"{"items":[1,2],"next":{"items":[]}}"#;
    let page: Page<i64> = read(json).unwrap();
    assert_eq!(
        (page.items.as_slice(), page.next.is_some(), written(&page).as_str()),
        ([1, 2].as_slice(), true, json)
    );
    let nested: Page<Page<Option<Ping>>> = read(r#"{"items":[{"items":[null,{}]}]}"#).unwrap();
    assert_eq!(written(&nested), r#"{"items":[{"items":[null,{}]}]}"#);
    let error = read::<Page<Page<i64>>>(r#"{"items":[{"items":["x"]}]}"#).unwrap_err();
    assert!(error.starts_with("items[0].items[0]: expected an integer, found \"x\""), "{error}");
    let pair: Pair<rt::Date, rt::Json> = read(r#"{"left":"","right":[1.0]}"#).unwrap();
    assert_eq!(written(&pair), r#"{"right":[1.0]}"#);
}

#[test]
fn bodies_hold_only_what_is_listed() {
    let mut update = Update::new("7", "x");
    assert_eq!(written(&update), r#"{"title":"x","pages":1}"#);
    update.note = Patch::Null;
    update.serial = Some(5);
    assert_eq!(written(&update), r#"{"title":"x","note":null,"pages":1,"serial":"5"}"#);
    assert_eq!(update.id, "7");
}

static ENVELOPE: rt::Envelope = rt::Envelope::new()
    .success(&[rt::Test::new(rt::Source::Body(&[rt::Step::Key("ok")]), &[rt::Expect::Text("true")])])
    .code(&[rt::Source::Body(&[rt::Step::Key("code")])])
    .data(&[&[rt::Step::Key("data")]])
    .details(&[rt::Step::Key("more")]);

static ENDPOINT: rt::Endpoint = rt::Endpoint::new("get", "GET", "/").envelope(&ENVELOPE);

fn payload<T: rt::Value>(body: &str) -> Result<T, String> {
    let response = rt::http::Response::new(rt::Bytes::copy_from_slice(body.as_bytes()));
    let read = rt::read_response::<T, ErrorCode>(&ENDPOINT, response).map_err(|error| error.to_string())?;
    Ok(read.into_payload())
}

#[test]
fn payloads_are_read_as_leniently_as_fields() {
    for data in ["null", "[]", "{}"] {
        let body = format!(r#"{{"ok":"true","data":{data}}}"#);
        assert_eq!(payload::<Vec<i64>>(&body), Ok(Vec::new()), "{data}");
        assert_eq!(payload::<BTreeMap<String, i64>>(&body), Ok(BTreeMap::new()), "{data}");
        assert_eq!(payload::<Option<Vec<i64>>>(&body), Ok(None), "{data}");
    }
    assert_eq!(payload(r#"{"ok":true,"data":7}"#), Ok("7".to_owned()));
    assert_eq!(payload(r#"{"ok":true,"data":[]}"#), Ok(Ping {}));
    for (data, want) in [
        (r#","data":"""#, "get: can't read the response: `data` is empty (HTTP 200)"),
        ("", "get: can't read the response: `data` is missing (HTTP 200)"),
        (
            r#","data":[1.5]"#,
            "get: can't read the response: data[0]: expected an integer, found 1.5 at line 1 column 22 (HTTP 200)",
        ),
    ] {
        assert_eq!(payload::<Vec<i64>>(&format!(r#"{{"ok":true{data}}}"#)), Err(want.to_owned()));
    }
    let response =
        rt::http::Response::new(rt::Bytes::from_static(br#"{"ok":false,"code":"1","more":{"items":null}}"#));
    let error = rt::read_response::<(), ErrorCode>(&ENDPOINT, response).unwrap_err();
    let details: Page<i64> = error.details().unwrap().read().unwrap();
    assert!(details.items.is_empty());
}
