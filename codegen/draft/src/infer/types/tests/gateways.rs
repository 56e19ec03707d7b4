//! Tests of calls as gateways print them: paths, queries and bodies without a word for what they are.

use super::{has, lacks, yaml};

#[test]
fn calls_without_a_method_that_differ_by_their_path_are_calls_of_their_own() {
    let call = |path: &str, name: &str| {
        format!(
            "## {path}\n\n|환경|URL|\n|---|---|\n|운영|https://api.quay.example/{path}|\n|테스트|https://test.quay.example/{path}|\n\n#### 요청 파라미터\n\n|필드|필드명|크기|필수|암호화|타입|비고|\n|---|---|---|---|---|---|---|\n|{name}|선박|10|○|X|String|배의 번호|\n|dock|부두|4||X|String||\n\n#### 응답 파라미터\n\n|필드|필드명|타입|\n|---|---|---|\n|code|0000: 성공|String|\n|message|메시지|String|\n|Tid|거래|String|\n\n"
        )
    };
    let yaml = yaml(&(call("ship/cancel", "ship") + &call("ship/again", "boat")));
    has(
        &yaml,
        &[
            "production: \"https://api.quay.example\"",
            "test: \"https://test.quay.example\"",
            "post: /ship/cancel",
            "post: /ship/again",
            "ship: {type: string(..=10), doc: 선박; 배의 번호}",
            "boat: {type: string(..=10), doc: 선박; 배의 번호}",
            "dock?: {type: string(..=4), doc: 부두}",
            "Tid?:",
        ],
    );
    lacks(&yaml, &["production-2", "trace"]);
}

#[test]
fn values_of_paths_and_queries_have_endings_and_brackets() {
    let yaml = yaml(
        "# Berths\n\n```sh\ncurl -X PUT https://api.quay.example/berths/100.json -d '{\"berth\": {\"ships\": {\"0\": {\"name\": \"Ada\"}}}}'\n```\n\n```sh\ncurl 'https://api.quay.example/berths.json?ids=1,2&ids[]=1&docks[]=7&docks[]=8'\n```\n",
    );
    has(
        &yaml,
        &[
            "put: /berths/{berth_id}.json # ? 100 is a value of berth_id",
            "berth_id: i64 # ? 100",
            "ids?: string",
            "docks?: {type: [i32], style: brackets}",
            "ships: \"{Ship}\" # ? the keys are values",
        ],
    );
}

#[test]
fn a_payload_above_a_response_is_what_is_sent() {
    let yaml = yaml(
        "# Lamps\n\n|**API**|/lamp/query|\n|---|---|\n|**payload**|{\"lamp\": \"a1\"}|\n|**response**|{\"code\": 0, \"result\": {\"lit\": true}}|\n",
    );
    has(&yaml, &["post: /lamp/query", "lamp: string", "data: result", "lit: bool"]);
}
