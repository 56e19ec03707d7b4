//! Tests of what belongs to no call: what the API sends by itself, fields of something else.

use super::{drafted, has, lacks, yaml};

#[test]
fn a_section_whose_text_tells_where_callbacks_go_is_left_out() {
    for text in [
        "You have to give us a URL that receives the webhook of each alarm.",
        "对接方需提供 url 地址负责接收平台的回调。",
        "アラームの Webhook を受信する URL が必要です。",
        "알람 웹훅을 수신할 URL 이 필요합니다.",
        "Нужен адрес, который принимает вебхук.",
    ] {
        let (yaml, said) = drafted(&[&format!(
            "# Lamps\n\n## Switch a lamp\n\n`POST https://api.lamp.example/lamps/switch`\n\n### Response\n\n| Name | Type |\n|---|---|\n| state | string |\n\n## Alarms\n\n> {text}\n\n### Message\n\n| Name | Type |\n|---|---|\n| alarm | string |\n| alarm_at | string |\n"
        )]);
        has(&yaml, &["state?: string"]);
        lacks(&yaml, &["alarm"]);
        assert!(said.contains("Alarms is about what the API sends"), "{said}");
    }
}

#[test]
fn a_section_that_has_a_call_is_about_it() {
    let yaml = yaml(
        "# Lamps\n\n## Switch a lamp\n\n`POST https://api.lamp.example/lamps/switch`\n\n## Alarm addresses\n\nSets the URL that receives the webhook of each alarm.\n\n`POST https://api.lamp.example/alarms`\n\n### Request\n\n| Name | Type |\n|---|---|\n| address | string |\n",
    );
    has(&yaml, &["address?: string"]);
}

#[test]
fn a_request_to_a_variable_is_no_call_of_the_api() {
    let (yaml, said) = drafted(&[
        "# Lamps\n\n## Switch a lamp\n\n```sh\ncurl -X POST https://api.lamp.example/lamps/switch -d 'lamp=7'\n```\n\n## Callback\n\n```sh\ncurl -X POST <notify_url> -d 'state=on'\n```\n\n| Name | Type |\n|---|---|\n| state | string |\n",
    ]);
    has(&yaml, &["post: /lamps/switch"]);
    lacks(&yaml, &["post: /\n", "state"]);
    assert!(said.contains("Callback is about what the API sends"), "{said}");
}

#[test]
fn a_table_without_a_field_of_a_form_that_is_whole_is_about_something_else() {
    let (yaml, said) = drafted(&[
        "# Lamps\n\n```sh\ncurl -X POST https://api.lamp.example/lamps -d 'owner=me' -d 'jobs=aGk='\n```\n\n**Request**\n\n| Name | Type | Required |\n|---|---|---|\n| owner | string | yes |\n| jobs | string | yes |\n\n## Switching\n\n| Name | Type | Required |\n|---|---|---|\n| lamp | string | yes |\n| dim | boolean | no |\n",
    ]);
    has(&yaml, &["owner: ", "jobs: "]);
    lacks(&yaml, &["lamp: string", "dim"]);
    assert!(said.contains("a table of fields that belongs to no endpoint"), "{said}");
}

#[test]
fn a_heading_that_is_the_name_of_a_type_says_which_way_it_goes() {
    let yaml = yaml(
        "# Lamps\n\n`POST https://api.lamp.example/lamps`\n\n## CreateLampRequest\n\n| Name | Type | Required |\n|---|---|---|\n| colour | string | yes |\n\n## LampResponse\n\n| Name | Type | Required |\n|---|---|---|\n| lamp | int | yes |\n",
    );
    has(&yaml, &["CreateLamp:", "colour: string", "CreateLampResult:", "lamp: i32"]);
}

#[test]
fn a_body_below_a_response_is_its_body() {
    let yaml = yaml(
        "# ランプ\n\n`POST https://api.lamp.example/lamps`\n\n## リクエスト\n\n> ボディ\n\n```json\n{\"colour\": \"red\"}\n```\n\n## レスポンス\n\n> ボディ\n\n```json\n{\"lamp\": 7}\n```\n",
    );
    has(&yaml, &["CreateLamp:", "colour: string", "CreateLampResult:", "lamp: i32"]);
}

#[test]
fn a_message_of_a_request_is_a_body() {
    let yaml = yaml(
        "# 灯\n\n请求地址：https://api.lamp.example/v2/lamps\n\n请求报文：\n\n|参数|类型|是否必填|参数含义|\n|---|---|---|---|\n|colour|String|是|颜色|\n",
    );
    has(&yaml, &["post: /v2/lamps", "colour: {type: string"]);
}

#[test]
fn a_column_in_front_of_the_names_has_those_of_objects() {
    let page = "# Lamps\n\n`GET https://api.lantern.example/lamps`\n\n## Response\n\n| Object | Field | Type | Required | Description |\n|---|---|---|---|---|\n| lamps | | | | The lamps |\n| | id | String | yes | Which one |\n| | level | Integer | no | How bright |\n";
    let yaml = yaml(page);
    has(
        &yaml,
        &[
            "lamps?: {type: Lamps, doc: The lamps} # ? an object or a list",
            "id: {type: string",
            "level?: {type: i64",
        ],
    );
}

#[test]
fn headers_of_callbacks_are_those_of_no_call() {
    let page = "# Webhooks\n\nEach webhook has a signature in the `X-Lamp-Signature` header.\n\n```json\n{\"lamp\": 7}\n```\n\n# Light\n\n`POST https://api.lantern.example/lamps`\n\n```json\n{\"room\": \"hall\"}\n```\n";
    lacks(&yaml(page), &["X-Lamp-Signature"]);
}
