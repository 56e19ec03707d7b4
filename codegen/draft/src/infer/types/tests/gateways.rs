//! Tests of calls as gateways print them: paths, queries and bodies without a word for what they are.

use super::{drafted, has, lacks, yaml};

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

#[test]
fn a_table_of_every_answer_is_the_envelope_around_those_of_calls() {
    let (yaml, said) = drafted(&[
        "# Light a lamp\n\n## URL (POST)\n\nhttps://api.quay.example/lamp/light\n\n### 公共返回参数\n\n|名称|类型|描述|\n|---|---|---|\n|code|string|系统码|\n|charge|boolean|是否扣费|\n|msg|string|说明|\n|result|object|结果|\n\n### 业务返回参数\n\n|名称|类型|描述|\n|---|---|---|\n|status|int|0表示成功|\n|message|string|说明|\n|result|string|灯的编号|\n",
    ]);
    has(
        &yaml,
        &[
            "post: /lamp/light",
            "code: code",
            "message: msg",
            "data: result",
            "status?: {type: i32",
            "result?: {type: string",
        ],
    );
    lacks(&yaml, &["charge", "common:"]);
    assert!(said.contains("every answer has charge, which the draft leaves out"), "{said}");
}

#[test]
fn json_in_a_text_may_lack_its_backslashes() {
    let yaml = yaml(
        "# Light a lamp\n\n## Request parameters\n\n|Name|Type|Required|\n|---|---|---|\n|lamp|string|yes|\n|sign|string|yes|\n|biz|string|yes|\n\n## Response parameters\n\n|Name|Type|\n|---|---|\n|code|string|\n|message|string|\n\n`POST https://api.quay.example/lamp/light`\n\n```json\n{\"lamp\": \"a\", \"sign\": \"x9\", \"biz\": \"{\"rows\": [{\"lit\": 1}]}\"}\n```\n\n```json\n{\"code\": \"0\", \"message\": \"ok\"}\n```\n",
    );
    has(&yaml, &["biz: string", "code: code"]);
}

#[test]
fn the_object_that_a_title_names_is_what_a_row_of_a_success_tells_of() {
    let yaml = yaml(
        "# Keepers\n\n## The keeper object\n\n### Example\n\n```json\n{\"id\": \"k1\", \"name\": \"Ada\", \"lamp\": {\"lit\": true}, \"tower\": 7}\n```\n\n### Attributes\n\n|Name|Data Type|Description|\n|---|---|---|\n|`id`|`string`|Which one.|\n|`name`|`string`|Their name.|\n|`lamp`|`object`|Their lamp.|\n\n## Get a keeper\n\n`GET https://api.quay.example/keepers/:id`\n\n### Response\n\n| |Code|Body|\n|---|---|---|\n|**Success**|`200`|JSON object describing the keeper.|\n|**Gone**|`404`|JSON object describing the error.|\n\n## List keepers\n\n`GET https://api.quay.example/keepers`\n\nReturns a list of keeper objects, the default lamp first.\n",
    );
    has(
        &yaml,
        &[
            "response: GetKeeperResult",
            "response: [GetKeeperResult]",
            "id: {type: string, doc: Which one.}",
            "lamp: {type: Lamp, doc: Their lamp.}",
            "lit: bool",
            "tower?: i32 # ? not in the table",
        ],
    );
}

#[test]
fn keys_of_the_caller_are_those_of_a_map() {
    let yaml = yaml(
        "# Light a lamp\n\n```sh\ncurl https://api.quay.example/lamps -d '{\"lamp\": \"a\", \"metadata\": {\"orderId\": \"1234\"}}'\n```\n\n```json\n{\"lamp\": \"a\", \"notes\": {\"number of the keeper\": \"7\"}, \"metadata\": {\"version\": 3}}\n```\n",
    );
    has(
        &yaml,
        &[
            "metadata: \"{string}\" # ? by its name; the caller chooses the keys",
            "notes: \"{string}\" # ? the keys are values",
            "metadata: Metadata",
        ],
    );
}

#[test]
fn a_parameter_is_no_list_of_anything() {
    let yaml = yaml(
        "# List lamps\n\n`GET https://api.quay.example/lamps`\n\n|Name|Type|Required|\n|---|---|---|\n|docks|array|no|\n|rows|object[]|no|\n",
    );
    has(&yaml, &["docks?: [string]", "rows?: [string]"]);
}

#[test]
fn operations_in_bodies_at_one_url_are_calls_of_their_own() {
    let section = |title: &str, command: &str, field: &str| {
        format!(
            "## {title}\n\n`POST https://lantern.example/api.php`\n\n**Request body parameters:**\n\n| Parameter | Description | Required? |\n|---|---|---|\n| Command | {command} | Yes |\n| {field} | What it is about | Yes |\n\n"
        )
    };
    let body = "```json\n{\"Command\": \"Lamp.Light\", \"Hue\": \"red\"}\n```\n";
    let page = section("Light a lamp", "Lamp.Light", "Hue")
        + "```sh\ncurl -X POST https://lantern.example/api.php -d 'Command=Lamp.Light' -d 'Hue=red'\n```\n\n"
        + &section("Put out a lamp", "Lamp.Douse", "Reason")
        + &section("Dim a lamp", "Always Lamp.Dim", "Reason");
    let yaml = self::yaml(&page);
    has(
        &yaml,
        &[
            "lamp_light: # page:",
            "lamp_douse: # page:",
            "lamp_dim: # page:",
            "Command: {fixed: Lamp.Light}",
            "Command: {fixed: Lamp.Douse}",
            "Command: {fixed: Lamp.Dim, doc: Always Lamp.Dim}",
        ],
    );
    assert_eq!((yaml.matches("Hue: ").count(), yaml.matches("Reason: ").count()), (1, 2), "{yaml}");
    // One operation at a URL is a field like others.
    let alone = self::yaml(&(section("Light a lamp", "Lamp.Light", "Hue") + body));
    has(&alone, &["Command: {type: string"]);
}

#[test]
fn two_bodies_of_one_section_show_values_of_a_field() {
    let call = |action: &str| {
        format!(
            "```sh\ncurl -X POST https://lantern.example/api -d '{{\"action\": \"{action}\", \"lamp\": 7}}'\n```\n\n"
        )
    };
    let page = format!("# Lamps\n\n## Turn a lamp\n\n{}{}", call("light"), call("douse"));
    let yaml = yaml(&page);
    assert_eq!(yaml.matches("post: /api").count(), 1, "{yaml}");
    lacks(&yaml, &["fixed"]);
}

#[test]
fn a_sentence_that_begins_with_a_type_below_a_title_of_answers_names_it() {
    let yaml = yaml(
        "# Lamps\n\n## Lit lamps\n\n`GET https://api.quay.example/lit`\n\n### Returns\n\nAn array of `LitLamp` objects that are lit now, or an empty array.\n\n## LitLamp Object\n\n```json\n{\"lamp\": \"a\", \"since\": 20}\n```\n\n|Field|Description|\n|---|---|\n|lamp|which one|\n",
    );
    has(&yaml, &["response: [ListLitItem]", "lamp: {type: string, doc: which one}", "since?: i32"]);
}
