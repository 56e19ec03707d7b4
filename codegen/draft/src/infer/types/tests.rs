//! Small invented pages, drafted as a whole: which endpoint gets what, the envelope, the types.

mod addresses;
mod apart;
mod calls;
mod described;
mod envelopes;
mod forms;
mod gateways;
mod languages;
mod linked;
mod methods;
mod requests;
mod rst;
mod shown;
mod titles;

use std::time::SystemTime;

use crate::{Input, draft};
use stubwright_spec::diag::render;

/// The draft of a page of Markdown.
fn yaml(page: &str) -> String {
    drafted(&[page]).0
}

/// The draft of pages of Markdown, `0.md`, `1.md`, …, and the findings about them.
fn drafted(pages: &[&str]) -> (String, String) {
    let names: Vec<String> = (0..pages.len()).map(|number| format!("{number}.md")).collect();
    let inputs = names.iter().zip(pages).map(|(name, page)| Input { name, bytes: page.as_bytes() });
    let drafted = draft(&inputs.collect::<Vec<_>>(), SystemTime::UNIX_EPOCH);
    assert!(!drafted.yaml.is_empty(), "nothing was drafted");
    let said = render::short(&drafted.diagnostics, &drafted.sources);
    (drafted.yaml, said.to_string())
}

/// Asserts that a draft has all of these lines, by how they begin.
fn has(yaml: &str, lines: &[&str]) {
    for line in lines {
        assert!(yaml.lines().any(|known| known.trim_start().starts_with(line)), "no `{line}` in\n{yaml}");
    }
}

/// Asserts that a draft says none of these.
fn lacks(yaml: &str, texts: &[&str]) {
    for text in texts {
        assert!(!yaml.contains(text), "`{text}` in\n{yaml}");
    }
}

/// A page with one call and one response.
fn answered(body: &str) -> String {
    format!(
        "# Parcel\n\n`POST https://api.quill.example/parcel/send`\n\n## Response\n\n```json\n{body}\n```\n"
    )
}

#[test]
fn a_path_with_a_version_is_the_one_without() {
    let page = "# Boxes\n\n## Open a box\n\n`GET /box/state`\n\n### Sample\n\n```sh\ncurl https://api.quill.example/v2/box/state\n```\n\n## Close a box\n\n`POST /box/close`\n";
    let yaml = yaml(page);
    has(&yaml, &["main: \"https://api.quill.example/v2\"", "get: /box/state", "post: /box/close"]);
    lacks(&yaml, &["get: /v2/box/state"]);
}

#[test]
fn an_endpoint_that_is_only_named_takes_nothing() {
    let page = "# Boxes\n\n## Pack a box\n\n`POST https://api.quill.example/box/pack`\n\nSee also `GET /crate/{id}`.\n\n### Response\n\n```json\n{\"code\": 0, \"msg\": \"\", \"data\": {\"boxId\": 1}}\n```\n\n## Get a crate\n\n`GET https://api.quill.example/crate/{id}`\n\n### Response\n\n```json\n{\"code\": 0, \"msg\": \"\", \"data\": {\"crateId\": 2}}\n```\n";
    let yaml = yaml(page);
    has(&yaml, &["PackBoxResult:", "boxId: i64", "GetCrateResult:", "crateId: i64"]);
}

#[test]
fn paths_with_what_no_path_has_are_cut() {
    let page =
        "# Boxes\n\n## One\n\n- GET: /v1/box/listのケース\n\n## Two\n\n```\nPUT /v1/box/{Box id}\n```\n";
    let yaml = yaml(page);
    lacks(&yaml, &["ケース:", "/list\u{306e}"]);
    for line in yaml.lines().filter(|line| line.contains("put: ") || line.contains("get: ")) {
        assert_eq!(line.matches('{').count(), line.matches('}').count(), "{line}");
    }
}

#[test]
fn a_second_table_is_about_the_response() {
    let page = "# Box\n\n- URL: `/box/find`\n- Method: `GET`\n- Input\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n| shelf | string | Y | the shelf |\n\n- Output\n\n| Name | Type | Description |\n|---|---|---|\n| weight | string | the weight |\n| colour | string | the colour |\n\n```json\n{\"code\": \"OK\", \"message\": null, \"data\": {\"weight\": \"2\", \"colour\": \"red\"}, \"success\": true}\n```\n";
    let yaml = yaml(page);
    has(&yaml, &["shelf: {type: string", "FindBoxResult:", "weight: {type: ", "success: {success: true}"]);
    lacks(&yaml, &["colour?"]);
}

#[test]
fn a_flag_is_one_on_success() {
    let yaml = yaml(
        "# Box\n\nErrors:\n\n```json\n{\"success\": 0, \"data\": {\"code\": 20001}}\n```\n\n## Find a box\n\n`GET https://api.quill.example/box`\n\n### Response\n\n```json\n{\"success\": 1, \"data\": {\"boxes\": [{\"colour\": \"red\"}]}}\n```\n",
    );
    has(&yaml, &["success: {success: 1}", "code: data.code", "data: data", "boxes: [Box]", "colour: string"]);
}

#[test]
fn flags_and_payloads_lie_deeper() {
    let yaml = yaml(&answered(
        "{\"header\": {\"isSuccessful\": true, \"resultCode\": 0, \"resultMessage\": \"\"}, \"body\": {\"data\": {\"sendId\": \"a1\"}}}",
    ));
    has(
        &yaml,
        &[
            "success: {header.isSuccessful: true}",
            "code: header.resultCode",
            "message: header.resultMessage",
            "data: body.data",
            "sendId: string",
        ],
    );
}

#[test]
fn an_error_is_absent_on_success() {
    let page = format!(
        "{}\n## Failure\n\n```json\n{{\"error\": {{\"code\": 50001, \"message\": \"no key\"}}}}\n```\n",
        answered("{\"parcel\": \"p1\", \"description\": \"a box\"}")
    );
    let yaml = yaml(&page);
    has(&yaml, &["success: {http: 2xx, error: absent}", "code: error.code", "message: error.message"]);
    has(&yaml, &["description: string"]);
}

#[test]
fn a_code_of_zero_is_no_failure() {
    let yaml = yaml(&answered("{\"code\": 0, \"msg\": \"ok\", \"data\": {\"parcel\": \"p1\"}}"));
    has(&yaml, &["success: {code: 0}", "parcel: string"]);
}

#[test]
fn keys_in_capitals_above_equal_objects_are_values() {
    let yaml = yaml(&answered(
        "{\"code\": 0, \"msg\": \"\", \"data\": {\"fees\": {\"RED_BOX\": {\"a\": 1}, \"BLUE_BOX\": {\"a\": 2}}}}",
    ));
    has(&yaml, &["fees: \"{Fee}\""]);
}

#[test]
fn a_key_with_letters_of_both_sizes_and_digits_is_a_value() {
    let yaml = yaml(&answered(
        "{\"code\": 0, \"msg\": \"\", \"data\": {\"acts\": {\"pT7uK9qLz40x:m2\": [\"fire\"]}, \"oauth2\": {\"oAuth2Url\": \"x\"}}}",
    ));
    has(&yaml, &["acts: \"{[string]}\"", "oAuth2Url: string"]);
}

#[test]
fn what_many_fields_share_is_said_once() {
    let full = "{\"a\": \"x\", \"b\": \"x\", \"c\": \"x\", \"d\": \"x\", \"e\": \"x\"}";
    let page = answered(&format!("{{\"code\": 0, \"msg\": \"\", \"data\": [{full}, {{\"a\": \"x\"}}]}}"));
    let yaml = yaml(&page);
    assert_eq!(yaml.matches("absent in a sample").count(), 0, "{yaml}");
    assert_eq!(yaml.matches("what may be absent is so in a sample").count(), 1, "{yaml}");
}

#[test]
fn a_table_of_items_describes_the_only_list() {
    let page = "# Boxes\n\n## List boxes\n\n`GET https://api.quill.example/boxes`\n\n### Response\n\n| Name | Type | Description |\n|---|---|---|\n| colour | string | the colour |\n| count | number | how many |\n\n```json\n{\"code\": 0, \"msg\": \"\", \"data\": {\"boxes\": [{\"colour\": \"red\", \"count\": 3}]}}\n```\n";
    let yaml = yaml(page);
    has(&yaml, &["boxes: [Box]", "colour: {type: string, doc: the colour}"]);
}

/// A request that is printed by itself and again as a call is one request, whatever the two differ in.
#[test]
fn a_request_that_is_printed_twice_is_no_response() {
    let page = "# Pack a box\n\n```json\n{\"boxId\": 1, \"shelf\": \"A\", \"until\": \"2025-12-31\"}\n```\n\n```sh\ncurl -X POST https://api.quill.example/box/pack -d '{\"boxId\": 1, \"shelf\": \"A\", \"colour\": \"red\"}'\n```\n\n```json\n{\"boxId\": 1, \"weight\": 2}\n```\n";
    let yaml = yaml(page);
    has(
        &yaml,
        &["until?: date # ? absent in a sample", "colour?: string # ? absent in a sample", "weight: i32"],
    );
    let (request, response) = yaml.split_once("PackBoxResult: #").expect("both types");
    assert!(request.contains("shelf: string") && !response.contains("shelf"), "{yaml}");
}

#[test]
fn a_call_of_a_list_is_about_its_own_section() {
    let own = |path: &str, key: &str| {
        format!("## About {key}\n\n**GET** `{path}`\n\nResponse\n\n```json\n{{\"{key}\": 7}}\n```\n\n")
    };
    let sections = own("/v1/boats", "boat") + &own("/v1/docks", "dock") + &own("/v1/cranes", "crane");
    let table = "| Method | Path |\n|---|---|\n| `GET` | `/v1/boats` |\n| `GET` | `/v1/docks` |\n| `GET` | `/v1/cranes` |\n\n";
    let items = "* `GET /v1/boats`\n* `GET /v1/docks`\n* `GET /v1/cranes`\n\n";
    let prose = "Use GET /v1/cranes, and GET /v1/docks before it.\n\n";
    for list in [table, items, prose, "## Changes\n\nGET /v1/cranes gives more.\n\n"] {
        let yaml = yaml(&format!("# Harbour\n\n## Overview\n\n{list}{sections}"));
        for (name, key) in [("BoatsResult", "boat"), ("DocksResult", "dock"), ("CranesResult", "crane")] {
            let name = yaml
                .lines()
                .find(|line| line.ends_with(&format!("{name}:")) || line.contains(&format!("{name}: #")));
            let name = name.unwrap_or_else(|| panic!("{key}: {list}{yaml}"));
            let (_, rest) = yaml.split_once(name).unwrap_or_default();
            let fields: Vec<&str> =
                rest.lines().skip(1).take_while(|line| line.starts_with("    ")).collect();
            assert_eq!(fields.len(), 1, "{list}{yaml}");
            assert!(fields.iter().all(|field| field.contains(key)), "{list}{yaml}");
        }
    }
}

#[test]
fn a_request_below_that_of_a_token_is_about_what_follows() {
    let token = "```http\nPOST /token HTTP/1.1\nHost: api.dock.example\n\n{\"id\": \"a\"}\n```\n\n";
    let call = |path: &str, body: &str| format!("```\nPOST {path}\n\n{body}\n```\n\n");
    let page = format!(
        "# Docks\n\n## Book\n\n{token}{}## Cancel\n\n{token}{}",
        call("/book", "{\"dock\": 1}"),
        call("/cancel", "{\"booking\": 2}")
    );
    has(&yaml(&page), &["post: /book", "post: /cancel", "post: /token"]);
}

#[test]
fn a_word_beside_a_variable_is_a_call_of_its_own() {
    let yaml = yaml(
        "# Orders\n\n## One\n\n`GET https://a.example/orders/{orderId}`\n\n## Of a carrier\n\n`GET https://a.example/orders/byCarrier`\n",
    );
    has(&yaml, &["get: /orders/{orderId}", "get: /orders/byCarrier"]);
}

#[test]
fn values_in_one_place_are_one_call() {
    let curl = |id: &str| format!("```sh\ncurl https://a.example/payments/{id}\n```\n\n");
    let yaml =
        yaml(&format!("# Payments\n\n## Get\n\n{}{}{}", curl("140108"), curl("140109"), curl("140110x")));
    assert_eq!(yaml.matches("    get: ").count(), 1, "{yaml}");
}

#[test]
fn what_the_api_sends_is_of_no_call() {
    let page = |heading: &str| {
        format!(
            "# Boats\n\n## Book a boat\n\n`POST https://api.boats.example/book`\n\n| Name | Type | Required |\n|---|---|---|\n| boat | string | yes |\n\n## {heading}\n\n| Name | Type | Required |\n|---|---|---|\n| sailedAt | string | yes |\n\n```json\n{{\"sailedAt\": \"noon\"}}\n```\n\n## Cancel\n\n`POST https://api.boats.example/cancel`\n\n| Name | Type | Required |\n|---|---|---|\n| booking | string | yes |\n"
        )
    };
    for heading in [
        "Webhooks",
        "Callback parameters",
        "出航回调",
        "異常コールバック",
        "출항 웹훅",
        "Уведомления о выходе",
    ] {
        let page = page(heading);
        let input = Input { name: "page.md", bytes: page.as_bytes() };
        let drafted = draft(&[input], SystemTime::UNIX_EPOCH);
        has(&drafted.yaml, &["boat: string", "booking: string"]);
        lacks(&drafted.yaml, &["sailedAt"]);
        let said: Vec<String> =
            drafted.diagnostics.sorted().iter().map(|found| found.code.to_string()).collect();
        assert_eq!(said, ["SW1020"], "{heading}");
    }
}

#[test]
fn a_call_about_webhooks_is_one() {
    let yaml = yaml(
        "# Boats\n\n## Book\n\n`POST https://api.boats.example/book`\n\n## Create a webhook\n\n`POST https://api.boats.example/webhooks`\n\n| Name | Type | Required |\n|---|---|---|\n| url | string | yes |\n",
    );
    has(&yaml, &["post: /webhooks", "url: string"]);
}

/// Asserts that a draft has no errors of its own.
fn checks(yaml: &str) {
    let (outcome, _) = stubwright_spec::inspect("draft.yaml", yaml.as_bytes());
    assert!(!outcome.diagnostics.has_errors(), "{:?}\n{yaml}", outcome.diagnostics);
}

#[test]
fn requests_of_two_calls_with_parameters_share_a_body() {
    let section = |path: &str| {
        format!(
            "## By {path}\n\n`POST https://api.boats.example/boats/{path}/cancel`\n\n| Name | Type | Required |\n|---|---|---|\n| reason | string | yes |\n| refund | string | no |\n\n"
        )
    };
    let yaml = yaml(&format!("# Cancel\n\n{}{}", section("{boat}"), section("{berth}/{pier}")));
    checks(&yaml);
    assert_eq!(yaml.matches("    refund?: string").count(), 1, "{yaml}");
    has(&yaml, &["post: /boats/{boat}/cancel", "post: /boats/{berth}/{pier}/cancel", "CancelBoatBody:"]);
}

#[test]
fn what_says_the_operation_is_said_once() {
    let yaml = yaml(
        "# BookBoat\n\n## Common parameters\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n| Action | String | yes | The operation |\n| Region | String | yes | The region |\n\n## Request\n\n`GET https://api.boats.example/?Action=BookBoat&Region=north&Boat=7`\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n| Boat | String | yes | The boat |\n",
    );
    checks(&yaml);
    assert_eq!(yaml.matches("Action:").count(), 1, "{yaml}");
}

#[test]
fn a_common_parameter_that_is_constant_for_one_call_is_kept_by_the_others() {
    let yaml = yaml(
        "# Boats\n\n## Common parameters\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n| Action | String | yes | The operation |\n\n## Book\n\n`GET https://api.boats.example/?Action=BookBoat&Boat=7`\n\n## List\n\n`GET https://api.boats.example/boats`\n",
    );
    checks(&yaml);
    has(&yaml, &["Action: {fixed: BookBoat", "get: /boats"]);
    let (_, boats) = yaml.split_once("get: /boats").unwrap_or_default();
    assert!(boats.contains("Action"), "{yaml}");
}

#[test]
fn what_is_glued_after_a_variable_is_the_path() {
    let yaml = yaml("# Send\n\n`POST https://{endpoint}sms/send`\n\n```json\n{\"to\": \"7\"}\n```\n");
    checks(&yaml);
    has(&yaml, &["post: /sms/send"]);
    lacks(&yaml, &["{endpoint}"]);
}

#[test]
fn a_row_about_statuses_is_not_the_code_of_a_success() {
    let row = |code: &str| format!("| {code} | done |\n| 400 | broken |\n");
    for code in ["2XX", "200"] {
        let yaml = yaml(&format!(
            "# Boats\n\n| Code | Message |\n|---|---|\n{}\n## Get\n\n`GET https://api.boats.example/boats`\n\nResponse\n\n```json\n{{\"code\": 0, \"msg\": \"\", \"data\": {{\"boat\": \"a\"}}}}\n```\n",
            row(code)
        ));
        has(&yaml, &["success: {code: 0}"]);
    }
}

#[test]
fn a_call_whose_samples_have_no_envelope_has_none() {
    let section = |name: &str, body: &str| {
        format!("## {name}\n\n`GET https://api.boats.example/{name}`\n\nResponse\n\n```json\n{body}\n```\n\n")
    };
    let yaml = yaml(&format!(
        "# Boats\n\n{}{}{}",
        section("boats", "{\"code\": 0, \"msg\": \"\", \"data\": {\"boat\": \"a\"}}"),
        section("docks", "[{\"dock\": 1}]"),
        section("piers", "{\"pier\": \"north\"}")
    ));
    checks(&yaml);
    has(&yaml, &["success: {code: 0}", "dock: i32", "pier: string"]);
    assert_eq!(yaml.matches("envelope: none # ? its samples have none").count(), 2, "{yaml}");
}

#[test]
fn files_are_sent_in_forms() {
    let page = |rows: &str, body: &str| {
        format!(
            "# Boats\n\n`POST https://api.boats.example/boats`\n\nRequest\n\n| Name | Type | Required |\n|---|---|---|\n{rows}\n{body}"
        )
    };
    let form = yaml(&page("| name | string | yes |\n| photo | file | yes |\n", ""));
    checks(&form);
    has(&form, &["request: {multipart: ", "photo: file"]);
    let nested = yaml(&page(
        "| boat | object | yes |\n| boat.photo | file | yes |\n",
        "```json\n{\"boat\": {\"photo\": \"a.png\"}}\n```\n",
    ));
    checks(&nested);
    has(&nested, &["photo: string"]);
}

#[test]
fn brackets_around_each_type_are_a_way_of_writing() {
    let rows = "| id | yes | [int] |\n| names | yes | [array] |\n| note | no | [string] |\n";
    let yaml = yaml(&format!(
        "# Boats\n\n`POST https://api.boats.example/boats`\n\n| Name | Required | Type |\n|---|---|---|\n{rows}"
    ));
    has(&yaml, &["id: i", "note?: string"]);
}

#[test]
fn second_codes_that_no_answer_has_tell_nothing_apart() {
    let yaml = yaml(
        "# Glaze\n\n`GET https://api.glaze.example/glazes`\n\nResponse\n\n```json\n{\"result\": \"OK\", \"data\": {\"glaze\": \"a\"}}\n```\n\n## Error codes\n\n| code | msg | subCode | subMsg |\n|---|---|---|---|\n| 10000 | Shop error | shop-closed | The shop is closed |\n| 20000 | Order error | colour-gone | The colour is gone |\n| 20000 | Order error | jar-small | The jar is too small |\n",
    );
    checks(&yaml);
    has(
        &yaml,
        &["\"10000\": ", "# ? left out, nothing tells it from other errors: 20000 The jar is too small"],
    );
    lacks(&yaml, &["match:"]);
}

#[test]
fn codes_of_a_section_about_callbacks_are_theirs() {
    const LETTERS: &str = "## Letters\n\nErrors are sent to your Webhook URL.\n\n### Errors of the post\n\n|Code|Message|\n|---|---|\n|4001|Letter rejected|\n|4301|Stamp missing|\n";
    has(&yaml(LETTERS), &["errors: # ? they may be those of callbacks", "\"4001\": {"]);
    let (both, said) = drafted(&[&format!(
        "## Errors\n\n|Code|Message|\n|---|---|\n|17|Key missing|\n|18|Key expired|\n\n{LETTERS}"
    )]);
    has(&both, &["\"17\": {", "# ? left out, codes of callbacks"]);
    lacks(&both, &["\"4001\": {", "# ? they may"]);
    assert!(said.contains("SW1024"), "{said}");
}
