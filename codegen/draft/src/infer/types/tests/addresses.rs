//! Which page and which address fields belong to.

use super::{drafted, has, lacks, yaml};

#[test]
fn words_for_a_host_are_no_part_of_the_path() {
    let page = "# Lamps\n\n`POST SITE_ROOT/api/v1/lamps/`\n\n```sh\ncurl SITE_ROOT/api/v1/lamps/ \\\n  --header \"X-Api-Key: your-api-key\" \\\n  --data '{\"name\": \"hall\"}'\n```\n";
    let (yaml, said) = drafted(&[page]);
    has(&yaml, &["post: /api/v1/lamps/", "auth: {header: X-Api-Key}"]);
    assert!(said.contains("`SITE_ROOT` stands for a host"), "{said}");
    assert_eq!(yaml.matches("post:").count(), 1, "{yaml}");
}

#[test]
fn a_path_in_full_is_the_short_one_of_the_heading_above() {
    let part = |method: &str, query: &str, table: &str| {
        format!(
            "## {method} /lamps/state\n\n```shell\ncurl -X {method} https://{{shop#}}.quill.example/rest/e77/Lamps/l9/state{query}\n\n# Example response\n{{{{\n  \"lampId\": \"l9\",\n  \"of{method}\": [{{\"at\": 3}}]\n}}}}\n```\n\n### HTTP request\n\n`{{shopToken}}/lamps/{{lamp}}/state`\n\n| Parameter | Required | Description |\n|---|---|---|\n{table}\n"
        )
    };
    let page = String::from("# Lamps\n\n")
        + &part("GET", "", "| since | no | When |\n")
        + &part(
            "PUT",
            "?level=3&names=a",
            "| level | yes | How bright |\n| names | yes | A comma-separated list of: A, B, C |\n| session | no | The session |\n",
        )
        + "### HTTP response\n\n| Field | Description |\n|---|---|\n| lampID | The lamp |\n| ofPUT | When it was put |\n";
    let (yaml, said) = drafted(&[&page]);
    has(
        &yaml,
        &[
            "get: /rest/{shopToken}/lamps/{lamp}/state",
            "put: /rest/{shopToken}/lamps/{lamp}/state",
            "names: {type: string,",
            "session?: {type: string, doc: The session} # ? its type is not on the page; the query of a call has those beside it",
            "lampId: {type: string, doc: The lamp} # ? the table has lampID",
            "ofPUT: {type: [OfGet]",
        ],
    );
    lacks(&yaml, &["get: /lamps", "put: /lamps", "request:", "enum:", "get: /\n"]);
    assert!(said.contains("an extra brace in JSON"), "{said}");
}

#[test]
fn a_host_of_a_callback_or_of_a_configuration_is_not_a_server() {
    let page = "# Pots\n\n```yaml\nhost: localhost\nport: 80\n```\n\n## Fire\n\n- `https://api.kiln.example/pots/fire`\n\n**Method**\n\n- POST\n\n## Callback of a fired pot\n\n**URL:**\n\n- Configured by you: `http://api.callback.example`\n\n| Name | Type |\n|---|---|\n| pot | int |\n| kiln | string |\n";
    let yaml = yaml(page);
    has(&yaml, &["api: kiln", "main: \"https://api.kiln.example\""]);
    lacks(&yaml, &["localhost", "api.callback"]);
}

#[test]
fn nothing_crosses_from_page_to_page() {
    let page = |title: &str, path: &str, row: &str, body: &str| {
        format!(
            "---\ntitle: {title}\n---\n\n### Parameters\n| Name | Required | Type |\n|---|---|---|\n| barrelId | true | string |\n{row}\n### Example\n\n```http\nPOST {path} HTTP/1.1\nHost: api.cooper.example\n\n{body}\n```\n"
        )
    };
    let (drain, fill) = (
        page("Drain a barrel", "/v1/barrels/drain", "", r#"{"barrelId": "b-1"}"#),
        page(
            "Fill a barrel",
            "/v1/barrels/fill",
            "| litres | true | string |\n",
            r#"{"barrelId": "b-1", "litres": "9"}"#,
        ),
    );
    for pages in [[drain.as_str(), &fill], [&fill, &drain]] {
        let (yaml, _) = drafted(&pages);
        has(&yaml, &["doc: Drain a barrel", "doc: Fill a barrel", "litres: string"]);
        assert_eq!(yaml.matches("litres").count(), 1, "{yaml}");
    }
}

#[test]
fn a_page_without_a_url_keeps_to_itself() {
    let call = "# Fetch a boat\n\nGET https://api.quay.example/boats/{boat}\n\n```json\n{\"id\": 1}\n```\n";
    let table = "# Сведения о причале\n\n| Поле | Тип | Описание |\n|---|---|---|\n| berth | строка | Причал |\n| depth | число | Глубина |\n";
    let (yaml, said) = drafted(&[call, table]);
    has(
        &yaml,
        &[
            "get_boat:",
            "# ? no URL is on the page",
            "#   call:",
            "berth?: {type: string",
            "depth?: {type: f64",
        ],
    );
    assert!(said.contains("1.md:5:3: warning[SW1020]: this page has 2 fields and no URL"), "{said}");
    let (yaml, said) = drafted(&[table]);
    has(&yaml, &["# endpoints:", "#     request: Call", "Call:", "berth?: {type: string"]);
    assert!(said.contains("the page has 2 fields and no URL"), "{said}");
}

#[test]
fn the_query_says_which_operation_it_is() {
    let yaml = yaml(
        "# 泊位\n\n## 占用\n\n```\nPOST http(s)://[Endpoint]/?Action=HoldBerth\n&BerthId=b1\n```\n\n| 名称 | 类型 | 是否必选 |\n|---|---|---|\n| Action | String | 是 |\n| BerthId | String | 是 |\n\n## 释放\n\n```\nhttps://api.quay.example/?Action=FreeBerth&BerthId=b1\n```\n\n| 名称 | 类型 | 是否必选 |\n|---|---|---|\n| Action | String | 是 |\n| BerthId | String | 是 |\n| Note | String | 否 |\n",
    );
    has(
        &yaml,
        &[
            "hold_berth:",
            "post: /",
            "free_berth:",
            "get: /",
            "Action: {fixed: HoldBerth",
            "Action: {fixed: FreeBerth",
            "Note?: string",
        ],
    );
    assert_eq!(yaml.matches("BerthId: string").count(), 2, "{yaml}");
    lacks(&yaml, &["request:"]);
}

#[test]
fn a_template_and_a_command_are_one_endpoint() {
    let yaml = yaml(
        "## Turn a lamp\n\n```http\nPUT https://{host}/{ship}/lamps/{lamp}/state\n```\n\n#### Request header\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n| Content-Type | String | yes | `application/json` |\n| Authorization | String | yes | `Bearer` and the token |\n\n#### Request body\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n| hue | String | yes | The colour |\n\n```shell\ncurl -X PUT 'https://b2.lamps.example/7731/lamps/l9/state' -d '{\"hue\": \"red\"}'\n```\n",
    );
    has(&yaml, &["put: /{ship}/lamps/{lamp}/state", "auth: bearer", "hue: {type: string"]);
    has(&yaml, &["ship: i64 # ? 7731", "lamp: string"]);
    lacks(&yaml, &["/7731", "Content-Type", "ContentType", "enum"]);
    assert_eq!(yaml.matches("put: ").count(), 1, "{yaml}");
}

#[test]
fn a_literal_segment_is_not_a_value_of_a_variable() {
    let yaml = yaml(
        "# A\n\nGET https://api.quay.example/{tenant}/boats\n\n# B\n\nGET https://api.quay.example/public/boats\n",
    );
    has(&yaml, &["get: /{tenant}/boats", "get: /public/boats"]);
}

#[test]
fn urls_of_environments_share_the_path_of_the_call() {
    let yaml = yaml(
        "# Lamps\n\n## Find a lamp\n\n- Test URL: https://test.lamps.example/gate/lamp.json\n- Production URL: https://gate.lamps.example/lamp.json\n\n| Name | Type | Required |\n|---|---|---|\n| lampId | string | yes |\n",
    );
    has(
        &yaml,
        &[
            "test: \"https://test.lamps.example/gate\"",
            "production: \"https://gate.lamps.example\"",
            "get: /lamp.json",
        ],
    );
}

#[test]
fn a_url_below_which_requests_have_the_paths_of_the_page_is_a_server() {
    let yaml = yaml(
        "# Lamps\n\nURL: `https://api.lamp.example/ums/v3`\n\n## Add a lamp\n\nPath: `/lamps/add`\nMethod: POST\n\n```\nPOST https://api.lamp.example/ums/v3/lamps/add\n```\n\n## Drop a lamp\n\nPath: `/lamps/drop`\nMethod: POST\n",
    );
    has(&yaml, &["main: \"https://api.lamp.example/ums/v3\"", "post: /lamps/add", "post: /lamps/drop"]);
    lacks(&yaml, &["get:", "/ums/v3/lamps"]);
}

#[test]
fn paths_are_one_call_with_more_in_front_or_values_in_capitals() {
    let page = "# Ships\n\n## Structure\n\n`POST https://api.quay.example/v2/ships/{shipCode}/berths`\n\n### Example\n\n    POST https://api.quay.example/v2/ships/ACME/berths\n\n### URI Parameters\n\n| Name | Type | Description |\n|---|---|---|\n| ShipCode | string | Code of the ship |\n\n## Mails\n\n`GET /api/v1/mails/:id`\n\n```\ncurl https://sandbox.quay.example/v1/mails/1\n```\n\n## Orders\n\n`POST https://api.quay.example/v2/2026-06/orders`\n";
    let yaml = yaml(page);
    has(
        &yaml,
        &[
            "post: /v2/ships/{shipCode}/berths",
            "shipCode: {type: string, doc: Code of the ship}",
            "get: /api/v1/mails/{id}",
            "post: /v2/2026-06/orders",
        ],
    );
    lacks(&yaml, &["ACME", "ShipCode:", "get: /v1/mails", "2026-06 is a value"]);
}

#[test]
fn a_kind_of_body_that_is_named_above_all_calls_is_that_of_each() {
    let rules = "# Kilns\n\n## Rules\n\n- Data is sent as `application/x-www-form-urlencoded`\n\n## Formats\n\nText is UTF-8.\n\n";
    let call = "## Fire\n\n**Path:** /kilns/fire\n\n**Method:** POST\n\n### Body\n\n| Name | Type | Required |\n|---|---|---|\n| kiln | string | yes |\n| heat | int | yes |\n\n";
    has(&yaml(&format!("{rules}{call}")), &["request: {form: "]);
    let json = "### Request example\n\n```json\n{\"kiln\": \"k1\", \"heat\": 3}\n```\n";
    lacks(&yaml(&format!("{rules}{call}{json}")), &["{form: "]);
    let header = "### Headers\n\n| Name | Value |\n|---|---|\n| Content-Type | application/x-www-form-urlencoded |\n\n";
    let own = call.replace("### Body", &format!("{header}### Body"));
    has(&yaml(&format!("# Kilns\n\n{own}")), &["request: {form: "]);
    let curl = "## Cool\n\n`POST /kilns/cool`\n\n| Name | Type | Required |\n|---|---|---|\n| kiln | string | yes |\n\n```\ncurl https://h.example/kilns/cool -d \"&kiln=k1\"\n```\n";
    has(&yaml(&format!("# Kilns\n\n{curl}")), &["request: {form: "]);
}

#[test]
fn a_line_may_be_between_a_label_and_its_url() {
    let page = "# Pay\n\n**请求URL：**\n\n- 商户->平台\n`{交易服务根地址}/pay/order`\n\n**请求方式：**\n\n- POST\n\n| 字段 | 类型 | 必填 |\n|---|---|---|\n| a | string | 是 |\n| b | string | 是 |\n";
    has(&yaml(page), &["post: /pay/order"]);
}

#[test]
fn a_link_to_a_document_of_openapi_is_not_a_call() {
    let page = "# Mails\n\n{% swagger src=\"https://api.quay.example/v1/api-docs\" path=\"/v1/mails:send\" method=\"post\" %}\n[https://api.quay.example/v1/api-docs](https://api.quay.example/v1/api-docs)\n{% endswagger %}\n\n{% tab title=\"Response\" %}\n```json\n{\"mailId\": \"m1\"}\n```\n{% endtab %}\n";
    let yaml = yaml(page);
    has(&yaml, &["post: /v1/mails:send", "mailId: string"]);
    lacks(&yaml, &["api-docs"]);
}

#[test]
fn a_root_has_no_method() {
    let page = "# Send a mail\n\n#### API Endpoint\n\n```\n{domain}/api/{version}/\n```\n\n#### POST\n\n```\n{endpoint}mails/send\n```\n\n#### Parameters\n\n| Name | Type | Required |\n|---|---|---|\n| to | string | yes |\n| text | string | yes |\n\n#### Example\n\n```\ncurl -X POST https://api.quay.example/api/v2/mails/send -d \"to=x\" -d \"text=y\"\n```\n";
    let yaml = yaml(page);
    assert_eq!(yaml.matches("post: ").count(), 1, "{yaml}");
    has(&yaml, &["to: string", "text: string"]);
}

#[test]
fn a_host_that_calls_have_alone_is_another_server() {
    let call = |host: &str, path: &str| format!("## {path}\n\n`GET https://{host}/{path}`\n\n");
    let page = call("files.quill.example", "pictures")
        + &call("api.quill.example", "lamps")
        + &call("api.quill.example", "rooms");
    let yaml = yaml(&format!("# Lamps\n\n{page}"));
    has(&yaml, &["main: \"https://api.quill.example\"", "files: \"https://files.quill.example\""]);
    let (files, api) = yaml.split_once("get: /lamps").unwrap_or_default();
    has(files, &["other_servers:", "get: /pictures", "server: files"]);
    lacks(api, &["server:"]);
}

#[test]
fn hosts_that_one_call_has_are_servers_of_all() {
    let page = "# Lamps\n\n## Lamps\n\n`GET https://eu.quill.example/lamps`\n\n```sh\ncurl https://us.quill.example/lamps\n```\n\n## Rooms\n\n`GET https://sandbox.quill.example/rooms`\n";
    lacks(&yaml(page), &["other_servers", "server:"]);
}

#[test]
fn a_word_stands_for_the_url_that_the_page_gives_it() {
    let page = |definition: &str| {
        format!(
            "# Lamps\n\n{definition}\n\n## Status\n\n**Resource**: `BASE-ENDPOINT/ships/{{shipId}}/{{lampId}}/status`\n\nMethod: **GET**\n\n```sh\ncurl \"https://api.lantern.example/api/keep/1.0/ships/5f3c5489-6a17-48b7-9fe5-b2000eb807fe/f088b0a7-9490-4a57-b804-393163e7680f/status\"\n```\n\n```json\n{{\"lit\": true}}\n```\n\n## Paint\n\n`PUT BASE-ENDPOINT/ships/{{shipId}}/paint`\n"
        )
    };
    for definition in [
        "The base URL (below: `BASE-ENDPOINT`):\n\n[https://api.lantern.example/api/keep/1.0](https://api.lantern.example/api/keep/1.0)",
        "`BASE-ENDPOINT` is https://api.lantern.example/api/keep/1.0/",
        "```\nBASE-ENDPOINT = https://api.lantern.example/api/keep/1.0\n```",
    ] {
        let (yaml, said) = drafted(&[&page(definition)]);
        has(
            &yaml,
            &[
                "main: \"https://api.lantern.example/api/keep/1.0",
                "get: /ships/{shipId}/{lampId}/status",
                "lit: bool",
                "put: /ships/{shipId}/paint",
            ],
        );
        lacks(&yaml, &["BASE-ENDPOINT", "f088b0a7"]);
        assert_eq!((yaml.matches("get:").count(), yaml.matches("put:").count()), (1, 1), "{yaml}");
        assert!(!said.contains("stands for a host"), "{said}");
    }
    // Of two URLs it stands for neither.
    let two =
        "BASE-ENDPOINT: https://api.lantern.example/v1\n\nBASE-ENDPOINT: https://test.lantern.example/v2";
    let (yaml, said) = drafted(&[&page(two)]);
    lacks(&yaml, &["put: /v1", "put: /v2", "put: /BASE-ENDPOINT"]);
    assert!(said.contains("`BASE-ENDPOINT` stands for a host"), "{said}");
}

#[test]
fn uuids_in_a_path_are_values() {
    let yaml = yaml(
        "# Lamps\n\n```sh\ncurl https://api.lantern.example/ships/5f3c5489-6a17-48b7-9fe5-b2000eb807fe/f088b0a7-9490-4a57-b804-393163e7680f/lamps\n```\n",
    );
    has(&yaml, &["get: /ships/{ship}/{id3}/lamps"]);
}

#[test]
fn a_variable_behind_a_scheme_stands_for_a_host() {
    let (yaml, said) =
        drafted(&["# Lamps\n\n`GET https://{host}/v1/lamps/{lamp}`\n\n`GET {{base}}/v1/rooms`\n"]);
    has(&yaml, &["get: /v1/lamps/{lamp}", "get: /v1/rooms"]);
    lacks(&yaml, &["servers:"]);
    assert!(said.contains("`{host}` stands for a host") && !said.contains("base"), "{said}");
}
