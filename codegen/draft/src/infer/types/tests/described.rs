//! Tests of what descriptions and words of types say.

use super::{drafted, has, lacks, yaml};

#[test]
fn a_table_of_fields_shows_the_envelope() {
    let quay = yaml(
        "# Отвести причал\n\nPOST https://api.quay.example/v2/berth\n\n## Ответ\n\n| Параметр | Тип | Описание |\n|---|---|---|\n| code | Integer | Код ответа: 0 — успех |\n| message | String | Текст |\n| result | Berth | Причал |\n\nBerth:\n\n| Параметр | Тип | Описание |\n|---|---|---|\n| place | String | Место |\n",
    );
    has(
        &quay,
        &[
            "envelope: # ? from the table of fields",
            "success: {code: 0}",
            "code: code",
            "message: message",
            "data: result",
            "response: Berth",
            "place?: {type: string",
        ],
    );
    let list = yaml(
        "# List berths\n\nGET https://api.quay.example/v2/berths\n\n## Response\n\n| Name | Type | Description |\n|---|---|---|\n| errno | string | \"00\" means success |\n| errmsg | string | text |\n| data | array of Berth | berths |\n\n### Berth\n\n| Name | Type | Description |\n|---|---|---|\n| place | string | where |\n",
    );
    has(&list, &["success: {errno: \"00\"}", "data: data", "response: [Berth]"]);
    let plain = yaml(
        "# Get a berth\n\nGET https://api.quay.example/v2/berth\n\n## Response\n\n| Name | Type | Description |\n|---|---|---|\n| status | string | free or taken |\n| place | string | where |\n",
    );
    lacks(&plain, &["envelope"]);
}

#[test]
fn descriptions_may_begin_with_the_type() {
    let yaml = yaml(
        "# Dim\n\n`POST https://api.quay.example/lamps/dim`\n\n### Parameters\n\n| Parameter | Required | Description |\n|---|---|---|\n| level | yes | Integer specifying how bright. |\n| fade | no | Boolean indicating whether it fades. |\n| bulbs | no | Number of bulbs. |\n| day | no | Date when it was lit. |\n",
    );
    has(
        &yaml,
        &[
            "level: {type: i64, doc: Integer specifying how bright.} # ? by its description",
            "fade?: {type: bool, doc: Boolean indicating whether it fades.} # ? by its description",
            "bulbs?: {type: string",
            "day?: {type: string",
        ],
    );
}

#[test]
fn bullets_may_have_the_type_in_front_of_the_name() {
    let page = "# Lamp\n\n## lamp:add\n\nOrders a lamp.\n\n#### Access\n\nEveryone.\n\n#### Input\n\n- string `nickname` (optional): What to call it.\n- string `memo` (optional: A memo.\n- int `level` (required): How bright.\n- array[] `bulbs` (optional): The bulbs:\n  - int `bulb_id` (required): Which one.\n- int `room_id` (required if `room` lacks a floor): The room.\n- array[] `owner` (optional): Who.\n- boolean `lit`: Whether it is on.\n\n#### Request\n\n```sh\ncurl -X POST https://api.quay.example/lamps -d '{\"level\": 2, \"owner\": {\"name\": \"Ada\"}}'\n```\n\n**Failure response** (not logged in): 401 Unauthorized\n\n**Failure response** (dark): 422 Unprocessable Entity\n";
    let (yaml, findings) = drafted(&[page]);
    has(
        &yaml,
        &[
            "doc: lamp:add",
            "nickname?: {type: string, doc: What to call it.}",
            "memo?: {type: string, doc: A memo.}",
            "level: {type: i32, doc: How bright.}",
            "bulbs?: {type: [Bulb]",
            "bulb_id: {type: i64, doc: Which one.}",
            "room_id?: {type: i64, doc: \"(required if room lacks a floor): The room.\"}",
            "lit?: {type: bool",
            "\"401\": {",
            "\"422\": {",
        ],
    );
    assert!(findings.contains("owner is an object here, array[] in the table"), "{findings}");
    let prose = "# Lamp\n\n`GET https://api.quay.example/lamps`\n\n- Date created: when it was made\n- string theory: none\n";
    lacks(&self::yaml(prose), &["created", "theory"]);
}

#[test]
fn errors_may_have_their_message_under_another_key() {
    let page = "# Fetch a sailing\n\nGET /v1/sailing\n\n## Response\n\nSuccess:\n\n```json\n{\"code\": 200, \"msg\": \"ok\", \"data\": {\"fare\": 7}}\n```\n\nError:\n\n```json\n{\"code\": -1, \"message\": \"fog\", \"data\": {}}\n```\n";
    has(&yaml(page), &["message: [msg, message]", "\"-1\": {message: fog}"]);
}

#[test]
fn types_say_what_may_be_null() {
    let yaml = yaml(
        "# Fetch a sailing\n\nGET https://api.quay.example/v1/sailing\n\nResponse\n\n| Name | Type | Description |\n|---|---|---|\n| fare | string \\| null | fare |\n| left_at | number \\| null | when it left, unix time in milliseconds |\n| memo | string \\| undefined | memo |\n| delay | { why: string \\| null, until: number \\| null, by?: string } | delay |\n| rows | { seat: string }[] | seats |\n\n```json\n{\"fare\": \"0\", \"left_at\": 0, \"memo\": \"x\", \"delay\": {\"why\": \"fog\", \"until\": 0}, \"rows\": [{\"seat\": \"4A\"}]}\n```\n",
    );
    has(
        &yaml,
        &[
            "fare: {type: string | null",
            "left_at: {type: datetime | null, as: unix_ms",
            "memo?:",
            "why: string | null",
            "until: i64 | null # ?",
            "by?: string",
            "rows: {type: [Sailing]",
        ],
    );
}

#[test]
fn times_count_from_1970_as_their_descriptions_say() {
    let yaml = yaml(
        "# Make\n\nPOST https://api.quay.example/v1/makes\n\n| 参数 | 类型 | 必填 | 说明 |\n|---|---|---|---|\n| due | integer | 是 | 到期时间戳 |\n| born | long | 是 | 出生时间戳，毫秒 |\n| tags | object | 否 | 任意键值对 |\n\n```json\n{\"due\": 1691097057, \"born\": 1691097057123, \"tags\": {\"seat\": \"4A\"}}\n```\n",
    );
    has(
        &yaml,
        &[
            "due: {type: datetime, as: unix,",
            "born: {type: datetime, as: unix_ms,",
            "tags?: {type: \"{string}\"",
        ],
    );
}

#[test]
fn a_class_of_statuses_is_not_the_code_of_a_success() {
    let yaml = yaml(
        "# Fetch a berth\n\nGET https://api.quay.example/v1/berth\n\n```json\n{\"meta\": {\"code\": 200}, \"data\": {\"id\": 7}}\n```\n\n## Errors\n\n| Status | Message |\n|---|---|\n| 2XX | Success |\n| 422 | The berth cannot be held |\n| 503 | Try again later |\n",
    );
    lacks(&yaml, &["\"2XX\""]);
    has(&yaml, &["id: i"]);
}

#[test]
fn tables_of_objects_lie_where_the_samples_have_them() {
    let page = |rows: &str| {
        yaml(&format!(
            "# List moorings\n\nGET https://api.quay.example/v1/moorings\n\n## Response\n\n| Name | Type | Description |\n|---|---|---|\n| total | int | how many |\n| rows | array | the moorings |\n{rows}\n## Sample of a response\n\n```json\n{{\"total\": 1, \"rows\": [{{\"place\": \"A4\", \"depth\": 7}}]}}\n```\n"
        ))
    };
    let own = "\n**A mooring as an object**\n\n| Name | Type | Description |\n|---|---|---|\n| place | string | where |\n| depth | int | how deep |\n";
    for yaml in [page("| place | string | where |\n| depth | int | how deep |\n"), page(own)] {
        has(
            &yaml,
            &["rows: {type: [", "place: {type: string, doc: where", "depth: {type: i32, doc: how deep"],
        );
        lacks(&yaml, &["place?", "depth?"]);
    }
}

#[test]
fn only_samples_say_what_is_required() {
    let yaml = yaml(
        "# Tow\n\nPOST https://api.quay.example/v1/tows\n\n| Name | Type | Description |\n|---|---|---|\n| ship | string | the ship |\n| from | string | the berth |\n\n```json\n{\"ship\": \"Ida\"}\n```\n",
    );
    has(&yaml, &["CreateTow: # ? what every sample has is required", "ship: {type", "from?: {type"]);
    let told = self::yaml(
        "# Tow\n\nPOST https://api.quay.example/v1/tows\n\n| Name | Type | Description |\n|---|---|---|\n| ship | string | **Required**. the ship |\n| from | string | the berth |\n\n```json\n{\"ship\": \"Ida\", \"from\": \"B2\"}\n```\n",
    );
    has(&told, &["ship: {type", "from?: {type"]);
}

#[test]
fn a_type_that_is_not_on_the_page_is_guessed_by_a_value() {
    let yaml = yaml(
        "# Tow\n\nPOST https://api.quay.example/v1/tows\n\n### Parameters\n\n| Name | Default | Example | Description |\n|---|---|---|---|\n| ship | | Ida | the ship |\n| speed | 4 | | in knots |\n| lit | | true | lights |\n| at | | | when |\n",
    );
    has(
        &yaml,
        &[
            "ship?: {type: string, doc: the ship, example: Ida} # ? by its example",
            "speed?: {type: i32, doc: in knots, default: 4} # ? by its default",
            "lit?: {type: bool, doc: lights, example: true} # ? by its example",
            "at?: {type: string, doc: when} # ? its type is not on the page",
        ],
    );
}

#[test]
fn names_that_share_their_first_word_alone_are_two_fields() {
    let page = "# Book a berth\n\nPOST https://api.quay.example/v1/berth\n\n| Name | Type | Required |\n|---|---|---|\n| shipName | string | yes |\n| shipRegistrationCountry | string | no |\n\n```json\n{\"shipName\": \"Ida\", \"shipPosition\": \"7N\"}\n```\n";
    has(
        &yaml(page),
        &[
            "shipName: string",
            "shipRegistrationCountry?: string",
            "shipPosition?: string # ? not in the table",
        ],
    );
}

#[test]
fn titles_and_attributes_of_code_say_what_it_is() {
    let page = "# Lamps\n\n## Repair a lamp {{ id: 'repair', tag: 'POST', label: '/v1/lamps/{lamp}/repair' }}\n\n```json {{ title: 'Request' }}\n{\"why\": \"dark\"}\n```\n\n```json {{ title: '422: Not a lamp' }}\n{\"status\": 422, \"message\": \"not a lamp\"}\n```\n\n```json {{ title: '200: Repaired' }}\n{\"status\": 200, \"message\": \"ok\", \"data\": {\"ticket\": \"t1\"}}\n```\n";
    has(
        &yaml(page),
        &[
            "post: /v1/lamps/{lamp}/repair",
            "doc: Repair a lamp",
            "success: {status: 200}",
            "why: string",
            "ticket: string",
        ],
    );
}

#[test]
fn keys_that_are_ids_are_those_of_a_map() {
    let first = yaml(&super::answered(
        "{\"code\": 0, \"message\": \"\", \"data\": {\"504feca6ba6349e39c82262caf0be3f4\": \"sent\"}}",
    ));
    has(&first, &["response: \"{string}\" # ? the keys are values"]);
    let yaml = yaml(&super::answered(
        "{\"code\": 0, \"message\": \"\", \"data\": {\"crew\": {\"u_8f3a2b\": {\"name\": \"Ann\"}, \"u_9f3a2c\": {\"name\": \"Bo\"}}}}",
    ));
    has(&yaml, &["crew: \"{Crew}\" # ? the keys are values"]);
}

#[test]
fn maps_have_the_types_of_their_values() {
    let yaml = yaml(
        "# Stock\n\nGET https://api.quay.example/v1/stock\n\n## Response\n\n| Name | Type | Description |\n|---|---|---|\n| prices | {String: Number} | by sku |\n| rates | {[sku: string]: number} | by sku |\n| names | object | the key is the sku, the value is the name |\n| items | Map<String, Item> | by sku |\n| data | Map | the rest |\n\n### Item\n\n| Name | Type | Description |\n|---|---|---|\n| sku | string | the sku |\n\n### data\n\n| Name | Type | Description |\n|---|---|---|\n| memo | string | a note |\n",
    );
    has(
        &yaml,
        &[
            "prices?: {type: \"{f64}\"",
            "rates?: {type: \"{f64}\"",
            "names?: {type: \"{string}\", doc: \"the key is the sku, the value is the name\"} # ?",
            "items?: {type: \"{Item}\"",
            "data?: {type: Data",
        ],
    );
}

#[test]
fn a_table_of_the_data_of_an_envelope_lies_in_it() {
    let yaml = yaml(
        "# List moorings\n\nGET https://api.quay.example/v1/moorings\n\n## Response\n\n| Name | Type | Description |\n|---|---|---|\n| code | int | code |\n| message | string | text |\n| total | int | how many |\n| rows | object[] | the moorings |\n| place | string | where |\n| depth | int | how deep |\n\n## Sample of a response\n\n```json\n{\"code\": 0, \"message\": \"ok\", \"data\": {\"total\": 1, \"rows\": [{\"place\": \"A4\", \"depth\": 7}]}}\n```\n",
    );
    has(&yaml, &["total: {type: i32, doc: how many}", "rows: {type: [", "place: {type: string, doc: where"]);
    lacks(&yaml, &["place?", "total?"]);
}

#[test]
fn a_table_below_a_map_is_about_its_values() {
    let page = super::answered(
        "{\"code\": 0, \"message\": \"\", \"data\": {\"OAK\": {\"held\": \"1\", \"free\": \"2\"}, \"ASH\": {\"held\": \"0\", \"free\": \"7\"}}}",
    ) + "\nThe stock of each timber\n\n| Field | Type | Description |\n|---|---|---|\n| held | string | held back |\n| free | string | for sale |\n";
    has(
        &yaml(&page),
        &["response: \"{SendParcelItem}\" # ? the keys are values", "held: {type: string, doc: held back}"],
    );
}

#[test]
fn a_table_of_json_in_a_text_lies_in_it() {
    let yaml = yaml(
        "# Tow\n\nPOST https://api.quay.example/v1/tows\n\n| Name | Type | Required |\n|---|---|---|\n| ship | string | yes |\n| data | string | yes |\n\n**About it**\n\n| Name | Type | Required |\n|---|---|---|\n| kind | int | yes |\n| fee | int | no |\n\n```json\n{\"ship\": \"Ida\", \"data\": \"{\\\"kind\\\":1,\\\"fee\\\":2}\"}\n```\n",
    );
    has(&yaml, &["data: {type: Data, as: json}", "kind: i32", "fee?: i32"]);
}

#[test]
fn fields_of_requests_are_not_those_of_answers_whatever_their_title_says() {
    let yaml = yaml(
        "# Tow\n\nPOST https://api.quay.example/v1/tows\n\n### Response fields\n\n- `ship`: the ship\n- `berth`: where to\n\n### Request\n\n```json\n{\"ship\": \"Ida\", \"berth\": \"B2\"}\n```\n\n### Response\n\n```json\n{\"ticket\": \"t1\"}\n```\n",
    );
    has(&yaml, &["ship: {type: string, doc: the ship}", "ticket: string"]);
    lacks(&yaml, &["ship?"]);
}

#[test]
fn a_table_above_all_calls_is_reported() {
    let page = "# Quay\n\n## Ships\n\n| Name | Type |\n|---|---|\n| ship | string |\n| berth | string |\n\n## Tow\n\nPOST https://api.quay.example/v1/tows\n\n## Moor\n\nPOST https://api.quay.example/v1/moorings\n";
    let (_, said) = super::drafted(&[page]);
    assert!(said.contains("a table of fields that belongs to no endpoint is left out"), "{said}");
}

#[test]
fn headers_below_a_title_of_one_word() {
    for title in ["**Headers**", "### Headers", "Headers:"] {
        let yaml = yaml(&format!(
            "# Refunds\n\n`POST` `https://api.quay.example/v1/refunds`\n\n{title}\n\n| Name | Value |\n|---|---|\n| Content-Type | `application/json` |\n| Authorization | `Bearer <token>` |\n"
        ));
        has(&yaml, &["auth: bearer"]);
        lacks(&yaml, &["Content-Type"]);
    }
}

#[test]
fn components_without_a_type_say_where_they_are_sent() {
    let yaml = yaml(
        "# Pay\n\n{% swagger method=\"post\" path=\"/v1/pay/{shop}\" baseUrl=\"https://api.quay.example\" %}\n{% swagger-parameter in=\"path\" name=\"shop\" required=\"true\" %}\nThe shop\n{% endswagger-parameter %}\n\n{% swagger-parameter in=\"body\" name=\"amount\" type=\"Number\" required=\"true\" %}\nIn cents\n{% endswagger-parameter %}\n{% endswagger %}\n",
    );
    has(&yaml, &["shop: {type: string, doc: The shop} # ?", "amount: {type: f64, doc: In cents}"]);
}

#[test]
fn titles_in_the_plural_name_the_field_of_values() {
    let page = |title: &str, values: &str| {
        yaml(&format!(
            "# Berths\n\nGET https://api.quay.example/v1/berths/{{id}}\n\n```json\n{{\"id\": 1, \"status\": \"free\"}}\n```\n\n## {title}\n\n{values}"
        ))
    };
    const LIST: &str = "- `free` — nobody is there\n- `taken` — somebody is\n";
    const TABLE: &str =
        "| Value | Meaning |\n|---|---|\n| free | nobody is there |\n| taken | somebody is |\n";
    has(&page("Statuses", TABLE), &["Status: # a table of its own", "Free: {value: free, doc: nobody"]);
    has(&page("Berth statuses", TABLE), &["Status: # ? a table of its own"]);
    has(
        &page("Statuses", LIST),
        &["Status: # ? listed in the text", "Taken: {value: taken, doc: somebody is"],
    );
    lacks(&page("Berths", LIST), &["Status:"]);
}

#[test]
fn a_table_of_a_body_with_a_code_and_a_message_is_about_the_answer() {
    let yaml = yaml(
        "# Upload\n\nPOST https://api.quay.example/v2/upload\n\n[Request]\n\n| Name | Type | Required |\n|---|---|---|\n| name | string | Y |\n\n[Response]\n\n- on success\n\n```json\n{\"code\": \"0000\", \"image_url\": \"https://i.quay.example/1\"}\n```\n\n- body :\n\n| Name | Type | Required |\n|---|---|---|\n| image_url | string | N |\n| code | string | Y |\n| message | string | N |\n",
    );
    has(&yaml, &["name: string", "image_url?: url"]);
    assert_eq!(yaml.matches("image_url").count(), 1, "{yaml}");
}

#[test]
fn a_sample_below_a_sentence_about_a_field_shows_its_members() {
    let page = "# Book a berth\n\n`POST https://api.quay.example/v1/berths`\n\n## Body\n\n| Name | Type | Required |\n|---|---|---|\n| ship_owner | object | true |\n| cargo | array | false |\n| nights | int | true |\n\n(*) ship_owner is an object with this structure:\n\n```json\n{ \"name\": string, \"phone\": string }\n```\n\n`cargo`:\n\n```json\n[{\"kind\": \"ice\", \"tons\": 3.5}]\n```\n\n## Response\n\n```json\n{\"berth\": \"b7\"}\n```\n";
    let yaml = yaml(page);
    has(
        &yaml,
        &[
            "ship_owner: ShipOwner",
            "cargo?: [Cargo]",
            "nights: i32",
            "phone?: string # ? by its sample",
            "tons?: f64 # ? by its sample",
            "berth: string",
        ],
    );
    assert_eq!(yaml.matches("phone").count(), 1, "{yaml}");
}

#[test]
fn a_path_that_begins_deeper_lies_where_the_sample_has_it() {
    let page = "# Find logs\n\n`POST https://api.quay.example/v1/logs`\n\n## Response\n\n```json\n{\"data\": {\"logs\": {\"edges\": [{\"node\": {\"id\": \"n1\", \"kind\": \"a\"}}], \"total\": 1}}}\n```\n\n| Field | Type |\n|---|---|\n| data.logs.edges | array |\n| node.id | string |\n| node.kind | string |\n| total | int |\n";
    let yaml = yaml(page);
    has(&yaml, &["edges: [Edge]", "node: Node", "kind: string", "total: i32"]);
    assert_eq!(yaml.matches("total").count(), 1, "{yaml}");
}

#[test]
fn values_of_the_code_are_rows_and_a_line_before_values_is_not_one_of_them() {
    let page = "# 查船\n\nGET /ships\n\n## 返回\n\n```json\n{\"code\": 200, \"msg\": \"ok\", \"data\": {\"vip\": 1}}\n```\n\n<table><thead><tr><th></th><th></th><th></th></tr></thead><tbody><tr><td><strong>参数名</strong></td><td><strong>类型</strong></td><td><strong>描述</strong></td></tr><tr><td>code</td><td>int</td><td><p>200：请求成功</p><p>-2：不支持该港口</p></td></tr><tr><td>vip</td><td>int</td><td><p>VIP状态（</p><p>1：是会员</p><p>2：不是会员</p><p>）</p></td></tr></tbody></table>\n";
    let yaml = yaml(page);
    has(&yaml, &["\"-2\": {message: 不支持该港口} # ? listed for the code of answers"]);
    lacks(&yaml, &["VIP,", "value: VIP"]);
}

#[test]
fn comments_say_what_is_required() {
    let page = "# 窑\n\n`POST https://api.kiln.example/pots`\n\n请求参数：\n\n```json\n{\n  \"pot\": \"a\", // 必填，名称\n  \"heat\": 7 // 可选，默认 7\n  ,\"note\": \"x\", // Optional. A note\n  \"kind\": \"b\" // 种类，可以不传\n}\n```\n";
    let yaml = yaml(page);
    has(&yaml, &["pot: {type: string", "heat?: {type: i32", "note?: {type: string", "kind?: {type: string"]);
}

#[test]
fn a_json_map_has_no_members_and_parts_of_a_form_are_not_fields_of_json() {
    let page = "# Pots\n\n## POST /pots\n\n### Parameters\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n| glaze | string | Yes | The glaze |\n| notes | JSON | | Optional nested JSON map. |\n\n```sh\ncurl -X POST https://api.kiln.example/pots -H 'Content-Type: application/json' -d '{\"glaze\": \"blue\", \"notes\": {\"by\": \"Ann\"}}'\n```\n\n```sh\ncurl -X POST https://api.kiln.example/pots -F 'picture=@\"/tmp/pot.png\"' -F 'data={}'\n```\n\nFilm: https://film.kiln.example/pots/one.mp4\n";
    let (yaml, findings) = drafted(&[page]);
    has(&yaml, &["post: /pots", "glaze: {type: string", "notes?: {type: \"{"]);
    lacks(&yaml, &["picture", "by:", "mp4"]);
    assert!(findings.contains("sent as a form, too"), "{findings}");
}

#[test]
fn an_item_about_the_body_below_a_label_of_the_answer_is_a_part_of_it() {
    let page = "# Pots\n\nUpload a picture\n\n[Request]\n- path : /pots/upload\n- method : `POST`\n- header :\n  - Content-Type : multipart/form-data\n- form\n\n| Key | Type | Required |\n|---|---|---|\n| pot | text(50) | Y |\n| image | binary | Y |\n\n[Response]\n- body :\n\n```json\n-- on success\n{\"code\": \"0000\", \"image_url\": \"http://x.example/a.jpg\"}\n\n-- on error\n{\"code\": \"1099\", \"message\": \"pot is required\"}\n```\n\n| Key | Type | Required |\n|---|---|---|\n| image_url | text | N |\n| code | text | Y |\n| message | text | N |\n";
    let yaml = yaml(page);
    has(&yaml, &["request: {multipart: UploadPot}", "success: {code: \"0000\"}", "image_url?: url"]);
    assert_eq!(yaml.matches("image_url").count(), 1, "{yaml}");
}

#[test]
fn objects_of_a_form_are_texts_with_json() {
    let page = "# Ship goods\n\n`POST /ship`\n\n## Headers\n\n| Name | Value |\n|---|---|\n| Content-Type | application/x-www-form-urlencoded |\n\n## Body\n\n| Name | Type | Required |\n|---|---|---|\n| quay | string | yes |\n| goods | array | yes |\n| goods[].kind | string | yes |\n| goods[].tons | int | yes |\n";
    has(
        &yaml(page),
        &["request: {form: Ship}", "goods: {type: [Goods], as: json} # ? a form has no room for objects"],
    );
}

#[test]
fn a_list_with_other_fields_than_the_table_is_not_the_body() {
    let page = "# Ship goods\n\n`POST /ship`\n\n## Body\n\n| Name | Type | Required |\n|---|---|---|\n| quay | string | yes |\n| goods | string | yes |\n| ship | string | yes |\n\nExample\n\n```json\n[{\"kind\": \"ice\", \"tons\": 3}]\n```\n";
    let yaml = yaml(page);
    has(&yaml, &["request: Ship", "goods: string"]);
    lacks(&yaml, &["tons"]);
    let header = "## Headers\n\n| Name | Value |\n|---|---|\n| Content-Type | application/x-www-form-urlencoded |\n\n## Body";
    has(&self::yaml(&page.replace("## Body", header)), &["request: {form: Ship}"]);
}

#[test]
fn a_model_that_no_call_names_is_about_none() {
    let model = "## Data model\n\n| Name | Type | Required |\n|---|---|---|\n| id | int | N/A |\n| colour | string | N/A |\n\n";
    let call = "## Light a lamp\n\n`PUT /lamps/{lamp}/light`\n\n";
    let (yaml, said) = super::drafted(&[&format!("# Lamps\n\n{call}{model}")]);
    lacks(&yaml, &["colour"]);
    assert!(said.contains("belongs to no endpoint is left out"), "{said}");
    let sample = "```json\n{\"id\": 1, \"colour\": \"red\"}\n```\n\n";
    has(&self::yaml(&format!("# Lamps\n\n{call}Response\n\n{sample}{model}")), &["colour: string"]);
}

#[test]
fn a_table_may_have_the_fields_of_another_one_besides() {
    let page = "# Ship goods\n\n`POST https://api.quay.example/v1/ship`\n\n- body of the request: [ShipRequest](#shiprequest)\n- body of the response: [ShipResponse](#shipresponse)\n\n## ShipRequest\n\n| Name | Type | Required |\n|---|---|---|\n| quay | string | yes |\n| goods | array of [Good](#good) | no |\n\n## ShipResponse\n\nRepeats the properties of [ShipRequest](#shiprequest) with additional ones:\n\n| Name | Type | Required |\n|---|---|---|\n| id | int | yes |\n\n## Good\n\n| Name | Type | Required |\n|---|---|---|\n| kind | string | yes |\n";
    let yaml = yaml(page);
    assert_eq!(yaml.matches("quay: string").count(), 2, "{yaml}");
    has(&yaml, &["id: i64", "goods?: [Good]", "kind: string"]);
}

#[test]
fn a_parameter_of_every_call_carries_the_fields_of_a_table() {
    let yaml = yaml(
        "# 灯塔\n\n| 环境 | 地址 |\n|---|---|\n| 正式 | https://api.denglong.example/gateway.do |\n\n### 公共请求参数\n\n| 名称 | 类型 | 是否必填 | 描述 | 示例 |\n|---|---|---|---|---|\n| app_id | string | 是 | 开发者 | d1 |\n| method | string | 是 | 接口名称 | deng.lamp.lit |\n| biz_content | string | 是 | 业务参数 | JSON字符串 |\n\n## 业务参数\n\n| 名称 | 类型 | 是否必填 | 描述 |\n|---|---|---|---|\n| lamp | string | 是 | 灯 |\n\n### 响应结果\n\n```json\n{\"status\": 200, \"result\": {\"code\": 0, \"message\": \"\", \"data\": {\"lit\": 3}}}\n```\n",
    );
    has(
        &yaml,
        &[
            "app_id: {in: query",
            "method: {fixed: deng.lamp.lit, in: query",
            "biz_content: {type: BizContent, as: json",
            "lamp: {type: string, doc: 灯}",
            "code: result.code",
            "data: result.data",
            "lit: i32",
        ],
    );
    lacks(&yaml, &["biz_content: {in:", "doc: 公共请求参数"]);
}

#[test]
fn a_url_without_a_method_sends_what_its_verb_changes() {
    let page = |path: &str| {
        format!(
            "# Lamps\n\n`https://api.quay.example/{path}`\n\n## Parameters\n\n| Name | Type | Required |\n|---|---|---|\n| lamp | string | yes |\n"
        )
    };
    has(&yaml(&page("lamp/cancel")), &["cancel_lamp: # ? method: none is on the page", "post: /lamp/cancel"]);
    has(&yaml(&page("submitLamp.json")), &["post: /submitLamp.json"]);
    has(&yaml(&page("lamp/state")), &["get: /lamp/state"]);
}

#[test]
fn a_code_that_is_null_among_fields_is_no_envelope() {
    let page = "# Lamps\n\n`GET https://api.lantern.example/lamps/{id}`\n\n## Response\n\n```json\n{\"code\": null, \"room\": \"hall\", \"level\": 3}\n```\n";
    let yaml = yaml(page);
    has(&yaml, &["code: string | null"]);
    lacks(&yaml, &["envelope:"]);
}

#[test]
fn an_answer_that_is_nothing_but_the_envelope_has_it() {
    let page = "# Lamps\n\n## Light\n\n`POST https://api.lantern.example/lamps/light`\n\n### Response\n\n```json\n{\"code\": \"0\", \"message\": \"string\"}\n```\n\n## Get\n\n`GET https://api.lantern.example/lamps`\n\n### Response\n\n```json\n[{\"room\": \"hall\"}]\n```\n";
    has(&yaml(page), &["envelope: none # ? its samples have none"]);
}

#[test]
fn what_lines_say_of_values_is_no_bound_of_the_field() {
    let page = "# 등대\n\n`POST https://api.lantern.example/lamps`\n\n## 파라미터\n\n| 파라미터 | 타입 | 필수 여부 | 설명 |\n|---|---|---|---|\n| ages | array(string) | N | 연령입니다. <br>- `1`: 12세 이하<br>- `11`: 60세 이상 |\n";
    has(&yaml(page), &["ages?: {type: [Age],", "Value11: {value: \"11\", doc: 60세 이상}"]);
}
