//! Methods that are named apart from the URL, and variables of paths.

use super::{has, lacks, yaml};

#[test]
fn headings_below_a_url_name_its_methods() {
    for url in ["https://kiln.example/v1/pots/{pot}", "URL: `/v1/pots/{pot}`", "### /v1/pots/{pot}"] {
        let page = format!(
            "# Kiln\n\n## Pots\n\n{url}\n\n#### GET Method\n\nA pot.\n\n| Name | Type | Required |\n|---|---|---|\n| glaze | string | no |\n\n#### PUT 请求\n\n| Name | Type | Required |\n|---|---|---|\n| clay | string | yes |\n\n#### DELETE\n\n## GET parameters\n\nNone.\n"
        );
        let yaml = yaml(&page);
        has(&yaml, &["get: /v1/pots/{pot}", "put: /v1/pots/{pot}", "delete: /v1/pots/{pot}"]);
        has(&yaml, &["glaze?: string", "clay: string"]);
        lacks(&yaml, &["none is on the page", "doc: GET", "doc: PUT", "doc: DELETE", "together"]);
    }
}

#[test]
fn a_section_with_a_url_of_its_own_does_not_call_the_one_above() {
    let page =
        "# Kiln\n\n## Pots\n\nURL: /v1/pots\n\n### GET\n\nPots.\n\n### POST\n\nPOST /v1/pots/{pot}/fire\n";
    let yaml = yaml(page);
    has(&yaml, &["get: /v1/pots", "post: /v1/pots/{pot}/fire"]);
    lacks(&yaml, &["post: /v1/pots #", "post: /v1/pots\n"]);
}

#[test]
fn methods_that_are_named_together_share_what_is_said() {
    let fields = "| Name | Type | Required |\n|---|---|---|\n| clay | string | yes |\n";
    for methods in [
        "Supported methods:\n\n- [PUT](put.md)\n- DELETE – nothing comes back",
        "Methods: PUT, DELETE",
        "| Method | Description |\n|---|---|\n| PUT | Makes one |\n| DELETE | Breaks one |",
    ] {
        let yaml = yaml(&format!("# Kiln\n\n## Pots\n\nURL: /pots/{{pot}}\n\n{methods}\n\n{fields}"));
        has(&yaml, &["put: /pots/{pot}", "delete: /pots/{pot}"]);
        assert!(yaml.contains("the page describes PUT and DELETE together"), "{yaml}");
    }
    // One call that may be sent either way.
    for line in
        ["Метод: GET/POST\n\nURL: /pots", "`GET | POST /pots`", "接口地址：/pots\n\n支持的方法：GET 或 POST"]
    {
        let yaml = yaml(&format!("# Kiln\n\n## Pots\n\n{line}\n\n{fields}"));
        has(
            &yaml,
            &["list_pots: # ? the page describes GET and POST together", "get: /pots", "clay: string"],
        );
        lacks(&yaml, &["post:"]);
    }
    let body = "```json\n{\"clay\": \"red\"}\n```\n";
    let yaml = yaml(&format!("# Kiln\n\n## Pots\n\nMethod: GET/POST\n\nURL: /pots\n\nRequest:\n\n{body}"));
    has(&yaml, &["create_pot: # ? the page describes POST and GET together", "post: /pots"]);
}

#[test]
fn segments_that_stand_for_values_are_parameters() {
    let yaml = yaml(
        "# Kiln\n\nGET /pots/%s/lids/xxx\n\n`PUT /kilns/<int:kiln>/doors/(:door)/{shelf:[0-9]+}/#{side}`\n\nGET /clays/{clay}?page=<page>&size=10\n",
    );
    has(&yaml, &["get: /pots/{pot}/lids/{lid}", "put: /kilns/{kiln}/doors/{door}/{shelf}/{side}"]);
    has(&yaml, &["page?: string # page:7", "size?: i32"]);
}

#[test]
fn the_line_below_a_request_says_its_method_where_none_is_above() {
    let yaml = yaml(
        "# Lamps\n\n## Credit\n\n```sh\ncurl -X POST https://api.lamp.example/credit\n```\n\n```json\n{\"credit\": 3}\n```\n\n### HTTP Request\n\n`GET https://api.lamp.example/credit`\n\n## Lamps\n\n`GET https://api.lamp.example/lamps`\n",
    );
    has(&yaml, &["get: /credit", "response: GetCreditResult"]);
    lacks(&yaml, &["post:"]);
}

#[test]
fn a_long_word_in_capitals_stands_for_a_value() {
    let yaml = yaml(
        "# Lamps\n\n`GET https://api.lamp.example/v2/lamps/POSITION`\n\n`GET https://api.lamp.example/v2/lamps/state/JSON`\n\n`GET https://api.lamp.example/V2/lamps/CURRENT`\n",
    );
    has(&yaml, &["get: /v2/lamps/{position}", "get: /v2/lamps/state/JSON", "get: /V2/lamps/CURRENT"]);
    has(&yaml, &["position: string # ? "]);
}

#[test]
fn a_sentence_below_a_title_for_a_url_names_the_call() {
    let page = |title: &str| {
        format!(
            "# Lamps\n\n## {title}\n\nThe service is located at `https://api.lamp.example/lamps/find`.\n\n## Parameters\n\n| Name | Type | Required |\n|---|---|---|\n| room | string | yes |\n"
        )
    };
    has(&yaml(&page("Endpoint")), &["get: /lamps/find", "room: string"]);
    lacks(&yaml(&page("More")), &["/lamps/find"]);
}

#[test]
fn words_for_types_are_types_in_a_query() {
    let yaml = yaml(
        "# Lamps\n\n`GET https://api.lantern.example/v1/lamps?page=integer&lit=boolean&since=date&sort=name`\n\n`GET /v1/lamps/{lamp}?depth=[number]&type=string`\n\n`GET /v1/rooms?type=string`\n",
    );
    has(
        &yaml,
        &[
            "page?: i64 # page",
            "lit?: bool # page",
            "since?: date # page",
            "sort?: string # such as name",
            "depth?: f64 # page",
            "type?: string # page",
        ],
    );
    has(&yaml, &["type?: string # ? string; whether it is required"]);
}

#[test]
fn methods_may_be_in_small_letters_in_front_of_a_path() {
    let page = yaml("# Lamps\n\npost https://api.lantern.example/v1/lamps\n\nget /v1/lamps or nothing.\n");
    has(&page, &["post: /v1/lamps"]);
    lacks(&page, &["get:"]);
}
