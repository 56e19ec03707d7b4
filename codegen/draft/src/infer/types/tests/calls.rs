//! Where pages name their calls and servers, and which side what is below them is about.

use super::{drafted, has, lacks, yaml};

#[test]
fn a_heading_may_end_with_the_path() {
    let page = "# Kiln\n\n## 2.1 Fire a pot /pots/fire\n\n| Name | Type | Required |\n|---|---|---|\n| pot | string | yes |\n\n## 2.2 烧制进度/pots/progress\n\n请求方式：POST\n\n## 2.3 回调通知 /kiln/notify\n\n| Name | Type | Required |\n|---|---|---|\n| degrees | int | yes |\n";
    let (yaml, _) = drafted(&[page]);
    has(&yaml, &["get: /pots/fire", "doc: Fire a pot", "post: /pots/progress", "pot: string"]);
    lacks(&yaml, &["kiln/notify", "doc: Fire a pot /"]);
    lacks(
        &self::yaml("# Kiln\n\n## GET /pots/{pot}\n\nA pot.\n\n## POST /pots\n\nMake one.\n"),
        &["doc: GET", "doc: POST"],
    );
}

#[test]
fn a_request_line_may_have_no_slash_in_front() {
    let page = "# Kiln\n\n## Pots\n\n```http\n  GET rest/v2/pots?kiln=k1\n```\n\n## One pot\n\n```\nGET rest/v2/pots/<POT_ID>\n```\n\n## Kinds\n\n- POST application/json\n";
    let yaml = yaml(page);
    has(&yaml, &["get: /rest/v2/pots", "get: /rest/v2/pots/{POT_ID}", "kiln?: string"]);
    lacks(&yaml, &["application"]);
}

#[test]
fn a_sentence_ends_with_the_url_of_the_method_below() {
    let page = "# Kiln\n\n## Hosts\n\n- China: https://cn.kiln.example\n- Asia: https://asia.kiln.example\n\n## Ask for the kiln\n\nIts URL is the same for all: https://api.kiln.example/v2/kilns/find\n\nMethod: GET\n\n## More\n\nWe wrote about it here: https://blog.kiln.example/posts/one\n";
    let yaml = yaml(page);
    has(
        &yaml,
        &[
            "get: /v2/kilns/find",
            "china: \"https://cn.kiln.example\"",
            "asia: \"https://asia.kiln.example\"",
            "main: \"https://api.kiln.example\"",
        ],
    );
    lacks(&yaml, &["blog"]);
}

#[test]
fn tables_of_servers_are_read() {
    let page = "# Kiln\n\n| Region | Base URL |\n|---|---|\n| North | https://north.kiln.example |\n| Test | https://test.kiln.example |\n\n## Fire\n\n|  | Test | Production |\n|---|---|---|\n| URL | https://test.kiln.example/fire | https://api.kiln.example/fire |\n| Method | POST | POST |\n";
    let yaml = yaml(page);
    has(
        &yaml,
        &[
            "north: \"https://north.kiln.example\"",
            "test: \"https://test.kiln.example\"",
            "production: \"https://api.kiln.example\"",
            "post: /fire",
        ],
    );
}

#[test]
fn urls_of_environments_are_the_call_where_there_is_no_other() {
    let page = "# Weigh a pot\n\nTest URL: https://test.kiln.example/gate/weigh.json\n\nProduction URL: https://gate.kiln.example/gate/weigh.json\n\n| Name | Type | Required |\n|---|---|---|\n| pot | string | yes |\n";
    let one = yaml(page);
    has(&one, &["test: \"https://test.kiln.example\"", "get: /gate/weigh.json", "pot: string"]);
    let more = yaml(&format!("{page}\n## Fire\n\n`POST /fire`\n"));
    has(&more, &["test: \"https://test.kiln.example/gate/weigh.json\"", "post: /fire"]);
    let indented = page.replace("\n\nProduction", "\nProduction").replace("Test URL", "    Test URL");
    let indented = indented.replace("Production URL", "    Production URL");
    has(&yaml(&indented), &["production: \"https://gate.kiln.example\"", "get: /gate/weigh.json"]);
}

#[test]
fn a_request_shows_what_is_in_front_of_paths() {
    let page = "# Pots\n\n`POST /pots/{id}/refund`\n\n```bash\ncurl -X POST https://api.kiln.example/api/v1/pots/42/refund -d '{\"reason\": \"cracked\"}'\n```\n\n## List\n\n`GET /refunds`\n\n```bash\ncurl \"https://api.kiln.example/api/v1/refunds?status[]=done\"\n```\n\n| Name | Type | Text |\n|---|---|---|\n| `status[]` | array | Filter |\n\n## Of a pot\n\n`GET /pots/{id}/refunds`\n\n```bash\ncurl https://api.kiln.example/api/v1/pots/42/refunds\n```\n";
    let yaml = yaml(page);
    has(
        &yaml,
        &[
            "main: \"https://api.kiln.example/api/v1\"",
            "post: /pots/{id}/refund",
            "get: /refunds",
            "status?:",
        ],
    );
    lacks(&yaml, &["status[]"]);
    assert!(yaml.contains("style: brackets"), "{yaml}");
}

#[test]
fn a_call_that_a_sentence_links_to_is_only_named() {
    let page = "# Pots\n\n`POST https://api.kiln.example/pots`\n\nAsk for its state with our [`GET /pots`](/apis/pots) call.\n\n```json\n{\"id\": 1}\n```\n";
    let two = yaml(page);
    has(&two, &["post: /pots"]);
    lacks(&two, &["get: /pots"]);
    let alone = yaml("# Pots\n\nAsk for its state with our [`GET /pots`](/apis/pots) call.\n");
    has(&alone, &["get: /pots"]);
}

#[test]
fn samples_of_headers_are_headers() {
    let page = "# Pots\n\n```\nGET https://api.kiln.example/pots/{id}\n```\n\n#### **HEADERS**\n\nExample:\n\n```json\n{\"x-kiln\": \"24b5\"}\n```\n\n#### **Responses**\n\nBody:\n\n```json\n{\"glaze\": \"blue\"}\n```\n";
    let yaml = yaml(page);
    has(&yaml, &["glaze: string", "x-kiln"]);
    assert_eq!(yaml.matches("x-kiln").count(), 1, "{yaml}");
}

#[test]
fn what_is_below_a_response_is_not_sent() {
    let page = "# Pots\n\n```http\nGET https://api.kiln.example/pots/{pot}/state\n```\n\n#### Responses\n\n| Key | Type |\n|---|---|\n| statusCode | Integer |\n| message | String |\n| body | Object |\n\nbody object contains the following properties,\n\n| Key | Type | Description |\n|---|---|---|\n| warm | Boolean | only of some |\n\n#### Sample\n\n```js\n{\"statusCode\": 100, \"body\": {\"warm\": true}, \"message\": \"ok\"}\n```\n";
    let one = yaml(page);
    has(&one, &["warm: {type: bool, doc: only of some}"]);
    assert_eq!(one.matches("warm").count(), 1, "{one}");
    let page = "# Lamps\n\n### Request\n\n#### Parameters\n\n| Name | Type |\n|---|---|\n| lamp | string |\n\n### Response\n\n#### Parameters\n\n| Name | Type |\n|---|---|\n| level | int |\n\n### URL\n\n`POST /lamps/dim`\n";
    let other = yaml(page);
    has(&other, &["response: ", "lamp?: string", "level?: i32"]);
}

#[test]
fn behind_the_sample_of_a_request_an_envelope_is_the_response() {
    let page = "# Pots\n\n`POST /pots/find`\n\n> 请求参数\n\n| 名 | 类型 | 必填 |\n|---|---|---|\n| potId | string | 是 |\n\n```json\n{\"potId\": \"p1\"}\n```\n\n| 名 | 类型 | 必填 |\n|---|---|---|\n| code | int | 是 |\n| msg | string | 否 |\n| data | object | 否 |\n\n`data数据格式`\n\n| 名 | 类型 | 必填 |\n|---|---|---|\n| glaze | string | 是 |\n\n`返回示例`\n\n```json\n{\"code\": 0, \"msg\": \"ok\", \"data\": {\"glaze\": \"blue\"}}\n```\n";
    let yaml = yaml(page);
    has(&yaml, &["potId: string", "glaze: string"]);
    lacks(&yaml, &["msg: {", "msg?:", "code: i32"]);
}

#[test]
fn a_block_with_one_request_line_begins_the_part_of_its_call() {
    let page = "# Lamps\n\n### List\n\n```http\nGET /v1/lamps\n```\n\n### State\n\n```http\nGET /v1/lamps/{lampId}/state\n```\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n| lampId | String | Yes | which one |\n\n##### Example\n\nRequest\n\n```\nGET https://api.kiln.example/v1/lamps/C271111EC0AB/state\n```\n";
    let yaml = yaml(page);
    assert_eq!(yaml.matches("which one").count(), 1, "{yaml}");
    let (list, state) = yaml.split_once("get: /v1/lamps/{lampId}/state").unwrap_or_default();
    assert!(state.contains("which one"), "{list}|{state}");
}

#[test]
fn a_heading_and_a_line_below_it_name_one_call() {
    let page = "# Kiln\n\n## /kiln/hours\n\n`POST` https://api.kiln.example/v2/kiln/hours\n";
    let yaml = yaml(page);
    has(&yaml, &["post: /v2/kiln/hours"]);
    lacks(&yaml, &["get: "]);
}

#[test]
fn a_heading_says_the_method_of_the_url_below() {
    let page = "# Kiln\n\n## GET Method\n\n```\nhttps://api.kiln.example/kiln/state\n```\n\n## POST Method\n\n```\nhttps://api.kiln.example/kiln/state\n```\n";
    has(&yaml(page), &["get: /kiln/state", "post: /kiln/state"]);
}

#[test]
fn servers_that_are_printed_with_the_call_have_no_path() {
    let page = "# Kiln\n\n| Environment | Endpoint |\n|---|---|\n| Stage | https://test.kiln.example/kiln/fire<br/>{format} (POST) |\n| Production | https://api.kiln.example/kiln/fire<br/>{format} (POST) |\n\n```\ncurl -v -X POST\nhttps://api.kiln.example/kiln/fire.json\n-u \"me:secret\"\n-F \"pot=1\"\n```\n";
    let yaml = yaml(page);
    has(
        &yaml,
        &[
            "staging: \"https://test.kiln.example\"",
            "production: \"https://api.kiln.example\"",
            "post: /kiln/fire.json",
            "auth: basic",
            "request: {multipart:",
        ],
    );
}

#[test]
fn a_link_in_a_sample_is_not_a_call() {
    let page = "# Pots\n\nPOST https://api.kiln.example/pots/find\n\n```json\n{\n  \"pictures\": [\n    \"https://cdn.kiln.example/static/77ab/c.xml\"\n  ]\n}\n```\n";
    let yaml = yaml(page);
    has(&yaml, &["pictures: [url]"]);
    lacks(&yaml, &["cdn."]);
}

#[test]
fn components_describe_calls_and_fields() {
    let page = "---\ntitle: Get a kite\napi: \"GET https://api.kite.example/v1/kites/{id}\"\n---\n\n<ParamField path=\"id\" type=\"string\" required>\n  The `id` of it.\n</ParamField>\n\n<ParamField query=\"expand\" type=\"boolean\" default=\"false\">\n  Whether to show the owner.\n</ParamField>\n\n<ResponseField name=\"owners\" type=\"object[]\" required>\n  Who flies it.\n  <Expandable title=\"owner\">\n    <ResponseField name=\"age\" type=\"integer\">Her age.</ResponseField>\n  </Expandable>\n</ResponseField>\n\n<ResponseExample>\n```json 200\n{\"owners\": [{\"age\": 41}]}\n```\n</ResponseExample>\n";
    let (yaml, _) = drafted(&[page]);
    has(
        &yaml,
        &[
            "get: /v1/kites/{id}",
            "id: {type: string, doc: The id of it.}",
            "expand?: {type: bool, doc: Whether to show the owner., default: false}",
            "owners: {type: [Owner], doc: Who flies it.}",
            "age?: {type: i64, doc: Her age.}",
        ],
    );
}

#[test]
fn template_tags_describe_calls_and_fields() {
    let page = "# Kites\n\n## Make a kite\n\n{% api-method method=\"post\" host=\"https://api.kite.example\" path=\"/v1/kites\" %}\n{% api-method-request %}\n{% api-method-query-parameters %}\n{% api-method-parameter name=\"dry\" type=\"boolean\" required=false %}\nOnly try.\n{% endapi-method-parameter %}\n{% endapi-method-query-parameters %}\n{% api-method-body-parameters %}\n{% api-method-parameter name=\"colour\" type=\"string\" required=true %}\nThe colour.\n{% endapi-method-parameter %}\n{% endapi-method-body-parameters %}\n{% endapi-method-request %}\n{% api-method-response %}\n{% api-method-response-example httpCode=200 %}\n```\n{\"id\": \"k1\"}\n```\n{% endapi-method-response-example %}\n{% endapi-method-response %}\n{% endapi-method %}\n";
    let yaml = yaml(page);
    has(
        &yaml,
        &["post: /v1/kites", "dry?: {type: bool", "colour: {type: string, doc: The colour.}", "id: string"],
    );
}

#[test]
fn escaped_names_bases_without_a_slash_and_statuses_of_tags_are_read() {
    let page = "# Kites\n\n{% api-method method=\"post\" host=\"https://api.kite.example/kites/\" path=\"fly\" %}\n{% api-method-body-parameters %}\n{% api-method-parameter name=\"wind\\_speed\" type=\"number\" required=true %}\nThe wind.\n{% endapi-method-parameter %}\n{% endapi-method-body-parameters %}\n{% api-method-response-example httpCode=200 %}\n```\n{\"token\": \"t1\"}\n```\n{% endapi-method-response-example %}\n{% api-method-response-example httpCode=400 %}\n```\n{\"error\": \"calm\"}\n```\n{% endapi-method-response-example %}\n{% endapi-method %}\n";
    let yaml = yaml(page);
    has(&yaml, &["post: /kites/fly", "wind_speed: {type: f64", "token: string"]);
    lacks(&yaml, &["error?: string"]);
}

#[test]
fn descriptions_in_components_have_no_tags() {
    let page = "# Kites\n\n`GET https://api.kite.example/kites`\n\n<Param name='colour' type='string' required>\n  <p>The colour, if a < b.</p>\n  <p>See **this**.</p>\n</Param>\n";
    has(&yaml(page), &["colour: {type: string, doc: \"The colour, if a < b. See this.\"}"]);
}

#[test]
fn summaries_in_tags_are_titles_of_calls() {
    let call = |path: &str, summary: &str| {
        format!(
            "{{% api-method method=\"get\" host=\"https://api.kite.example\" path=\"{path}\" %}}\n{{% api-method-summary %}}\n{summary}\n{{% endapi-method-summary %}}\n{{% api-method-response-example httpCode=200 %}}\n```\n{{\"id\": \"k1\"}}\n```\n{{% endapi-method-response-example %}}\n{{% endapi-method %}}\n\n"
        )
    };
    let page = format!(
        "# Kites\n\n{}## Another example\n\nText.\n\n{}",
        call("/kites", "List the kites"),
        call("/kites/{{id}}", "Show a kite")
    );
    let yaml = yaml(&page);
    has(&yaml, &["doc: List the kites", "doc: Show a kite"]);
    let page = "# Kites\n\n{% swagger method=\"post\" path=\"/kites\" baseUrl=\"https://api.kite.example\" summary=\"Make a kite\" %}\n{% endswagger %}\n";
    has(&self::yaml(page), &["post: /kites", "doc: Make a kite"]);
}

#[test]
fn lists_in_attributes_are_tables() {
    let page = "# List kites\n\n<ApiTable\n  data={[\n    { name: \"colour\", type: \"string\", required: true, description: \"The colour.\" },\n    { name: \"tails\", type: \"integer\", required: false, description: \"How many.\" },\n  ]}\n/>\n\n`GET https://api.kite.example/v1/kites`\n\nSend `Bearer <Token>` with it, if a < b.\n";
    let yaml = yaml(page);
    has(&yaml, &["colour: {type: string, doc: The colour.}", "tails?: {type: i64, doc: How many.}"]);
    lacks(&yaml, &["response:"]);
}

#[test]
fn a_second_table_whose_fields_only_the_answer_has_is_that_of_the_answer() {
    let page = "# Lamps\n\n## Parameters\n\n| Name | Type |\n|---|---|\n| lamp | string |\n| level | int |\n\n| Name | Type |\n|---|---|\n| changed | bool |\n| before | int |\n\n## Examples\n\n```json\n{\"lamp\": \"l1\", \"level\": 3}\n```\n\n```json\n{\"code\": 0, \"msg\": \"ok\", \"data\": {\"changed\": true, \"before\": 2}}\n```\n\n## Address\n\nPOST /lamps/dim\n";
    let yaml = yaml(page);
    assert_eq!(yaml.matches("changed").count(), 1, "{yaml}");
    has(&yaml, &["changed: bool", "lamp: string", "level: i32"]);
}

#[test]
fn a_payload_beside_the_code_makes_the_whole_the_payload() {
    let call = |name: &str, body: &str| {
        format!("## {name}\n\nPOST /pots/{name}\n\nResponse\n\n```json\n{body}\n```\n\n")
    };
    let (find, fire) = (
        call("find", r#"{"code": 0, "msg": "ok", "data": {"glaze": "blue"}}"#),
        call("fire", r#"{"code": 0, "msg": "ok", "degrees": 900, "kiln": "k1"}"#),
    );
    let mostly = yaml(&format!("# Pots\n\n{find}{fire}"));
    has(
        &mostly,
        &[
            "data: data",
            "whole:",
            "data: .",
            "envelope: whole # ?",
            "degrees: i32",
            "response: FindPotResult",
            "glaze: string",
        ],
    );
    let apart = yaml(&format!("# Pots\n\n{}{}{find}", fire, fire.replace("fire", "cool")));
    has(&apart, &["data: . # ?", "degrees: i32", "kiln: string"]);
    lacks(&apart, &["whole"]);
    let table = "## stack\n\nPOST /pots/stack\n\nResponse\n\n| Name | Type |\n|---|---|\n| code | int |\n| shelf | string |\n";
    has(&yaml(&format!("# Pots\n\n{find}{table}")), &["envelope: whole # ?", "shelf?: string"]);
}

#[test]
fn a_credential_of_the_query_stays_in_the_body_that_has_it() {
    let page = "# Pots\n\nGET /pots?key=YOUR_KEY\n\n## Fire\n\nPOST /pots/fire\n\nRequest\n\n```json\n{\"key\": \"k1\", \"pot\": 7}\n```\n\n| Name | Type | Required |\n|---|---|---|\n| key | string | yes |\n| pot | int | yes |\n";
    has(&yaml(page), &["auth: {query: key}", "key: string"]);
}

#[test]
fn the_body_of_a_call_without_one_is_a_guess() {
    let page = "# Pots\n\n`GET /pots`\n\n## Request body\n\n| Name | Type | Required |\n|---|---|---|\n| shelf | string | yes |\n";
    has(&yaml(page), &["shelf: string # ? in the body, by the page"]);
}

#[test]
fn fields_whose_place_a_column_says_are_sent() {
    let page = "# Pots\n\n`POST /pots/{pot}/fire`\n\n## Body\n\n| Name | In | Type |\n|---|---|---|\n| degrees | body | int |\n\n## Path\n\n| Name | In | Type | Text |\n|---|---|---|---|\n| pot | path | string | which one |\n\n## Response\n\n| Name | Type |\n|---|---|\n| kiln | string |\n";
    let yaml = yaml(page);
    let (_, types) = yaml.split_once("types:").unwrap_or_default();
    assert!(!types.contains("which one"), "{yaml}");
    has(&yaml, &["pot: {type: string, doc: which one}"]);
}

#[test]
fn a_variable_for_the_version_is_in_front() {
    let page = "# Kiln\n\n```\nPOST /{{ ver }}/kilns/<kind>/<id>/_fire\nHost: h\n```\n\n```\nPOST /v2/kilns/glass/65afd6fee2/_fire?pots=all\nHost: h\n```\n\nPOST /v3/{kiln}/stop\n";
    let yaml = yaml(page);
    has(&yaml, &["post: /{ver}/kilns/{kind}/{id}/_fire", "pots?: string", "post: /v3/{kiln}/stop"]);
    lacks(&yaml, &["glass"]);
}

#[test]
fn what_a_table_lists_is_a_value_of_the_variable() {
    let page = |listed: &str| {
        format!(
            "# Kiln\n\n<Call\nmethod=\"POST\"\nurl=\"/pots/$`pot`/`act`\"\n/>\n\n## Path parameters\n\n| Name | Type | Description |\n|---|---|---|\n| pot | string | the pot |\n| act | string | {listed} |\n\n## Sample\n\n```sh\ncurl -X POST 'https://api.kiln.example/pots/$Tk7mQ20x/cancel'\n```\n\n## Response\n\n```json\n{{\"heat\": 7}}\n```\n"
        )
    };
    let one = yaml(&page("`cancel`: stop; `delete`: break it"));
    has(&one, &["post: /pots/${pot}/{act}", "act: {type: Act", "heat: i32"]);
    lacks(&one, &["Tk7mQ20x"]);
    has(&yaml(&page("what to do")), &["post: /pots/${pot}/{act}", "post: /pots/{pot}/cancel"]);
}

#[test]
fn escaped_braces_are_braces_and_me_is_a_word() {
    let page = "# Pots\n\n## GET /pots/\\{id\\}\n\n```http\nGET /pots/\\{id\\}\n```\n\n### Response\n\n```js\n{\n  \"glaze\" : boolean,\n  \"kind\" ?: string\n}\n```\n\n## GET /pots/@me\n\n### Response\n\n```js\n{\n  \"mine\" : boolean,\n  kiln?: string\n}\n```\n";
    let yaml = yaml(page);
    has(
        &yaml,
        &["get: /pots/{id}", "get: /pots/@me", "glaze: bool", "kind?: string", "mine: bool", "kiln?: string"],
    );
    lacks(&yaml, &["get: /pots/\n"]);
}

#[test]
fn a_sample_may_have_another_method_than_the_text() {
    let page = |heading: &str, line: &str| {
        format!(
            "# Kiln\n\n## Stop it\n\n- METHOD: GET\n- URL: /kiln/stop\n\n{heading}\n\n```\ncurl -X POST 'https://kiln.example/kiln/stop?pot=1'{line}\n```\n"
        )
    };
    let (yaml, findings) = drafted(&[&page("### Example", "")]);
    has(&yaml, &["get: /kiln/stop", "pot?: i32 # ? 1; whether it is required is not said, page:11"]);
    has(&yaml, &["stop_kiln: # ? method: the sample sends POST, page:6"]);
    lacks(&yaml, &["post:"]);
    assert!(findings.contains("the sample sends POST, and the page says GET"), "{findings}");
    // Another heading, or a body, is another call.
    for page in [page("## Stop all", ""), page("### Example", " -d '{\"all\": true}'")] {
        has(&self::yaml(&page), &["get: /kiln/stop", "post: /kiln/stop"]);
    }
}

#[test]
fn a_remark_on_an_answer_is_about_no_request() {
    let yaml = yaml(
        "# Kiln\n\n## Fill it\n\nPOST https://kiln.example/fill\n\n### Mixed response\n\n(based on a request to add two more pots)\n\n```json\n{\"pots\": [{\"id\": 1}], \"full\": true}\n```\n",
    );
    has(&yaml, &["response: CreateFillResult"]);
    lacks(&yaml, &["request:"]);
}

#[test]
fn an_endpoint_has_no_heading_of_a_part_of_another_one() {
    let yaml = yaml(
        "# Fill a kiln\n\n# Parameters\n\n|Name|Type|\n|---|---|\n|pots|[Pot]|\n\n## Pot\n\n|Name|Type|\n|---|---|\n|id|int|\n\n# Example\n\n```\nPOST https://kiln.example/fill\n```\n",
    );
    has(&yaml, &["doc: Fill a kiln"]);
}

#[test]
fn pages_of_api_blueprint_are_read() {
    let page = "# Group Lamps\n\n## List lamps [/api/v1/lamps/]\n### GET\n+ Response 200 (application/json)\n  + Attributes (LampView)\n\n## Light a lamp [/api/v1/lamps/{id}/light]\n### POST\n#### About\n* Lights it\n* Or not\n\n+ Parameters\n  + id: 1 (number, required) - Id of the lamp\n\n+ Request\n  + Attributes (LightParams)\n\n+ Response 200 (application/json)\n  + Attributes (LightDone)\n\n## Data Structures\n### LampView\n+ id: 1 (number) - Id\n+ name: `red` (string) - Name\n\n### LightParams\n+ level: 3 (number, required) - How much\n+ colour: `red` (string) - Colour\n\n### LightDone\n+ code: 200 (number) - Code\n+ done: `yes` (string) - Whether\n";
    let yaml = yaml(page);
    has(
        &yaml,
        &[
            "doc: List lamps",
            "post: /api/v1/lamps/{id}/light",
            "id: {type: i64, doc: Id of the lamp}",
            "level: {type: f64, doc: How much}",
            "colour?: {type: string, doc: Colour}",
            "done?: {type: string, doc: Whether}",
        ],
    );
    lacks(&yaml, &["[/api"]);
}

#[test]
fn templates_with_other_names_for_their_variables_are_one_call() {
    let page = "# Lamps\n\n## Dim a lamp\n\n```\nPUT https://api.lantern.example/{ship}/{deck}/dim/{kind}/{key}\n```\n\n### Path parameters\n\n| Name | Type | Description |\n|---|---|---|\n| kind | String | `lamp`: one lamp, `row`: a row of lamps |\n| key | String | Which one |\n\n### Example\n\n```sh\ncurl -X PUT 'https://api.lantern.example/{ship_name}/{deck_name}/dim/lamp/{key}' -d '{\"level\": 3}'\n```\n\n### Response\n\n```json\n{\"level\": 3}\n```\n";
    let yaml = yaml(page);
    has(&yaml, &["put: /{ship}/{deck}/dim/{kind}/{key}", "level: i32"]);
    assert_eq!(yaml.matches("put: ").count(), 1, "{yaml}");
}

#[test]
fn a_host_alone_is_no_call_beside_one_that_shows_as_much() {
    let page = "# Lamps\n\n## Keys\n\n```sh\ncurl \"https://api.lantern.example\" -H \"Api-Key: k\"\n```\n\n## Light a lamp\n\n```sh\ncurl -X POST \"https:/api.lantern.example/lamps\" -H \"Api-Key: k\" -d \"room=1\"\n```\n";
    let yaml = yaml(page);
    has(&yaml, &["main: \"https://api.lantern.example\"", "post: /lamps", "request: {form: "]);
    lacks(&yaml, &["get: "]);
}

#[test]
fn calls_of_a_table_of_other_pages_are_only_named() {
    let page = "# Lamps\n\n| What | HttpMethod | URI |\n|---|---|---|\n| [List](https://docs.lantern.example/list.md) | GET | /v1/lamps |\n| [Light](https://docs.lantern.example/light.md) | POST | /v1/lamps/{id}/light |\n| [Break](https://docs.lantern.example/break.md) | POST | /v1/lamps/{id}/break |\n\n## Request\n\n```sh\ncurl -X POST https://api.lantern.example/v1/lamps/{id}/light -d '{\"level\": 3}'\n```\n";
    let yaml = yaml(page);
    has(&yaml, &["post: /v1/lamps/{id}/light"]);
    lacks(&yaml, &["get: ", "break", "left out"]);
}
