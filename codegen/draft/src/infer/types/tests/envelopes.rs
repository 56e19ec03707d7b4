//! What of an answer is taken for an envelope, and what for its fields.

use super::{answered, drafted, has, lacks, yaml};

#[test]
fn a_state_among_other_fields_is_no_envelope() {
    for body in [
        "{\"id\": \"q1\", \"owner\": \"Ada\", \"status\": \"SUCCESS\", \"weight\": 3}",
        "{\"name\": \"box\", \"desc\": \"\", \"grace\": 60, \"pings\": 0, \"status\": \"new\", \"tags\": \"a b\"}",
    ] {
        let yaml = yaml(&answered(body));
        has(&yaml, &["status: string"]);
        lacks(&yaml, &["envelope:"]);
    }
    has(
        &yaml(&answered(
            "{\"requestId\": \"r1\", \"status\": \"success\", \"token\": \"t\", \"user\": \"Ada\"}",
        )),
        &["success: {status: success}"],
    );
}

#[test]
fn a_result_alone_is_what_the_answer_is_about() {
    let yaml = yaml(&answered("{\"result\": true}"));
    has(&yaml, &["result: bool"]);
}

#[test]
fn a_flag_of_whole_success_is_a_field() {
    let page = |verdict: &str| {
        yaml(&format!(
            "# Lamps\n\n`POST https://api.lamp.example/lamps/switch`\n\n### Success response\n\n```json\n{{\"success\": true, \"count\": 3, \"failed\": []}}\n```\n\n### {verdict} response\n\n```json\n{{\"success\": false, \"count\": 2, \"failed\": [{{\"lamp\": 7}}]}}\n```\n"
        ))
    };
    let partial = page("Partial success");
    has(&partial, &["success: bool", "count: i32"]);
    lacks(&partial, &["envelope:"]);
    has(&page("Failure"), &["envelope:"]);
}

#[test]
fn a_state_that_few_answers_have_is_no_code() {
    let call = |name: &str, answer: &str| {
        format!(
            "## {name}\n\n`GET https://api.lamp.example/{name}`\n\n### Response\n\n```json\n{answer}\n```\n\n"
        )
    };
    let all = [
        ("lamps", "{\"status\": \"success\", \"lamps\": [{\"id\": 1}]}"),
        ("rooms", "{\"rooms\": [{\"room\": 1}]}"),
        ("wires", "{\"wires\": [{\"wire\": 1}]}"),
        ("bulb", "{\"bulb\": 4, \"status\": \"active\", \"watts\": 8}"),
        ("plugs", "{\"plugs\": [{\"plug\": 1}]}"),
    ];
    let page: String = all.iter().map(|(name, answer)| call(name, answer)).collect();
    let yaml = yaml(&format!("# House\n\n{page}"));
    has(&yaml, &["status: string", "watts: i32"]);
    lacks(&yaml, &["envelope:"]);
}

#[test]
fn what_only_errors_have_is_no_payload_of_successes() {
    let page = "# Kite\n\n`GET https://api.quill.example/kite`\n\n## Response\n\n```json\n{\"colour\": \"red\", \"tails\": [{\"length\": 2}]}\n```\n\n## Error response\n\n```json\n{\"error\": \"no_wind\", \"error_description\": \"Too calm\", \"error_attributes\": {\"wind\": [\"low\"]}}\n```\n";
    let yaml = yaml(page);
    has(
        &yaml,
        &["success: {error: absent} # ? the sample of a success has none", "data: .", "colour: string"],
    );
}

#[test]
fn fields_of_errors_are_in_no_answer() {
    let page = "# Kite\n\n`GET https://api.quill.example/kite`\n\n```json\n{\"colour\": \"red\"}\n```\n\n## Errors\n\nThe format of all errors is:\n\n| Name | Type | Description |\n|---|---|---|\n| code | Integer | The code |\n| message | String | Words for a person |\n| param | String | The wrong one |\n\n```json\n{\"code\": 12, \"message\": \"Too calm\"}\n```\n";
    let (yaml, findings) = drafted(&[page]);
    has(&yaml, &["colour: string"]);
    lacks(&yaml, &["param"]);
    assert!(findings.contains("13:1: warning[SW1020]: the table is about answers of errors"), "{findings}");
}

#[test]
fn a_request_to_an_address_of_the_caller_is_one_that_the_api_sends() {
    let page = "# Kite\n\n`POST https://api.quill.example/kite`\n\n```json\n{\"kite\": \"k1\"}\n```\n\n## Example POST\n\nPOST**:** _{kite.notify\\_url}_\n\n```json\n{\"landed\": true}\n```\n";
    let (yaml, findings) = drafted(&[page]);
    lacks(&yaml, &["landed"]);
    assert!(findings.contains("warning[SW1020]: Example POST is about what the API sends"), "{findings}");
}

#[test]
fn a_state_inside_of_the_payload_is_no_code_beside_a_flag() {
    let call = |method: &str, answer: &str| {
        format!(
            "### {method} /lamps\n\n#### Sample Response\n\n```json\n{{\"status\": \"success\", \"result\": {answer}}}\n```\n\n"
        )
    };
    let (one, all) = ("{\"id\": \"a1\", \"status\": \"on\"}", "[{\"id\": \"a1\", \"status\": \"on\"}]");
    let page = call("GET", all) + &call("PUT", one);
    let yaml = yaml(&format!("# Lamps\n\nBase URL: https://api.lamp.example\n\n{page}"));
    has(&yaml, &["success: {status: success}", "data: result", "id: string"]);
    lacks(&yaml, &["result.status"]);
}

#[test]
fn a_sentence_is_no_code() {
    let page = "# Kite\n\n`GET https://api.quill.example/kite`\n\n```json\n{\"colour\": \"red\"}\n```\n\nError:\n\n```json\n{\"error\": \"no_wind\", \"error_description\": \"Too calm\"}\n```\n\nError:\n\n```json\n{\"error\": \"Forbidden. Not for this kite.\"}\n```\n";
    let yaml = yaml(page);
    has(
        &yaml,
        &["no_wind: {", "# ? left out, a sentence in the place of a code: Forbidden. Not for this kite."],
    );
}

#[test]
fn a_state_that_no_answer_with_the_flag_has_is_a_field() {
    let page = "# Lamps\n\n## Light\n\n`POST https://api.lantern.example/lamps`\n\n### Response\n\n```json\n{\"success\": 1}\n```\n\n## Get\n\n`GET https://api.lantern.example/lamps/{ID}`\n\n### Parameters\n\n| Parameter | Description |\n|---|---|\n| id | of the lamp |\n\n### Response\n\n```json\n{\"room\": \"hall\", \"status\": \"lit\", \"keeper\": {\"name\": \"Ada\"}}\n```\n";
    let lamps = yaml(page);
    has(
        &lamps,
        &[
            "success: {success: 1}",
            "envelope: none",
            "status: string",
            "ID: {type: string, doc: of the lamp}",
        ],
    );
    lacks(&lamps, &["code: status", "id?:"]);
}

#[test]
fn a_block_with_a_status_alone_is_the_head_of_the_answer_below() {
    let page = |status: &str, code: u16| {
        format!(
            "# Lamps\n\n## All\n\n`GET https://api.lamp.example/lamps`\n\n**Response**\n\n```\nHTTP/1.1 200 OK\nVary: Accept\n```\n```json\n{{\"meta\": {{\"status\": 200}}, \"data\": [{{\"name\": \"hall\"}}]}}\n```\n\n## Add\n\n`POST https://api.lamp.example/lamps`\n\n| Name | Required? | Default | Sample |\n|---|---|---|---|\n| room | required | | `den` |\n| tint | optional | [house colour] | `red` |\n\n**Response**\n\n```\n{status}\n```\n```json\n{{\"meta\": {{\"status\": {code}}}, \"data\": {{\"id\": \"l9\"}}}}\n```\n"
        )
    };
    for status in ["status 201 Created", "Status: 201 Created", "HTTP/1.1 201 Created", "201 Created"] {
        let yaml = yaml(&page(status, 201));
        has(
            &yaml,
            &[
                "success: {http: 2xx} # ? the code is the HTTP status",
                "room: {type: string, example: den}",
                "tint?: {type: string, example: red}",
                "id: string",
                "response: CreateLampResult",
            ],
        );
        lacks(&yaml, &["default:"]);
    }
    let lost = yaml(&page("404 Not Found", 404));
    has(&lost, &["success: {meta.status: 200}"]);
    lacks(&lost, &["CreateLampResult", "meta?:", "id: string"]);
    // An answer without a body has none below it.
    lacks(&yaml(&page("204 No Content", 201)), &["success: {http: 2xx}"]);
}
