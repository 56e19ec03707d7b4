//! The vendor's page: its own request and response go through the generated types and come out the same.

use qiandun::runtime::Preflight;
use qiandun::types::{SignFieldStyle, StartContract};
use qiandun::{Client, ErrorCode, runtime::testing::Fake};
use serde_json::Value;

const PAGE: &str = include_str!("../../spec/pages/qiandun-contract-start.md");

/// The first JSON value after `mark`; the page glues its blocks together.
fn json_after(mark: &str) -> Value {
    let start = PAGE.find(mark).expect("the page has the mark");
    let text = &PAGE[start..];
    let json = &text[text.find('{').expect("a JSON value follows")..];
    let mut values = serde_json::Deserializer::from_str(json).into_iter();
    values.next().expect("a value").expect("valid JSON")
}

pub(crate) fn page_request() -> Value {
    json_after("| oc_40027 |")
}

#[test]
fn the_pages_request_survives_the_types() {
    let request: StartContract = serde_json::from_value(page_request()).expect("the page's request decodes");
    assert_eq!(request.signers.len(), 3);
    assert_eq!(request.signers[0].sign_fields[0].sign_field_style, SignFieldStyle::SinglePage);
    assert_eq!(serde_json::to_value(&request).expect("encodes"), page_request());
}

/// The samples of the spec are the ones that the page shows.
#[test]
fn the_samples_of_the_spec_are_those_of_the_page() {
    let request: Value =
        serde_json::from_str(include_str!("../../spec/samples/start-contract.json")).expect("JSON");
    assert_eq!(request, page_request());
    let result: Value =
        serde_json::from_str(include_str!("../../spec/samples/start-contract-result.json")).expect("JSON");
    let start = PAGE.rfind("}'{").expect("the response is glued to the call") + 2;
    let response: Value = serde_json::from_str(PAGE[start..].trim()).expect("valid JSON");
    assert_eq!(result, response["result"]);
}

#[test]
fn the_curl_call_sends_the_same_request() {
    assert_eq!(json_after("--data-raw"), page_request());
}

#[test]
fn the_pages_response_decodes() {
    let response = json_after("--data-raw '").to_string();
    assert!(response.contains("signFlowConfigs"), "the request stands before the response");
    let start = PAGE.rfind("}'{").expect("the response is glued to the call") + 2;
    let page_response: Value = serde_json::from_str(PAGE[start..].trim()).expect("valid JSON");
    let request: StartContract = serde_json::from_value(page_request()).expect("decodes");
    let fake = Fake::new();
    fake.respond(200, &[("content-type", "application/json")], page_response.to_string());
    // The page's request breaks its own rules.
    let client = Client::with_transport("https://fake", fake)
        .expect("a base URL")
        .configure(|config| config.preflight(Preflight::Off));
    let done = crate::wire::run(client.start_contract(&request)).expect("the page's response is a success");
    assert_eq!(done.contract_id, 0);
    assert_eq!(done.signers_infos[0].account_id, "string");
}

#[test]
fn every_row_of_the_page_is_in_the_table() {
    let rows: Vec<Vec<&str>> = PAGE
        .lines()
        .filter(|line| line.starts_with("| ") && !line.contains("错误码"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    assert_eq!(rows.len(), 12);
    for (row, code) in rows.iter().zip(ErrorCode::ALL) {
        let info = code.info();
        assert_eq!(info.code(), row[0]);
        assert_eq!(info.message(), Some(row[1]));
        assert_eq!(info.solution(), Some(row[2]));
    }
}

#[test]
fn the_id_may_be_a_number_or_text_and_the_key_may_have_its_blank() {
    let bodies = [
        r#"{"contractId": 1897893172027068416, " signersInfos": []}"#,
        r#"{"contractId": "1897893172027068416", "signersInfos": []}"#,
    ];
    for body in bodies {
        let done: qiandun::types::StartContractResult = serde_json::from_str(body).expect(body);
        assert_eq!(done.contract_id, 1_897_893_172_027_068_416);
        let written = serde_json::to_string(&done).expect("encodes");
        assert!(written.contains(r#"" signersInfos":[]"#), "{written}");
    }
}
