//! Tables that are the form of a call, and types that lines name.

use super::{has, lacks, yaml};

#[test]
fn a_form_has_its_tables_of_fields_inside() {
    let page = "# 窑\n\n| 接口地址 | https://kiln.example/api/pot/fire |\n|---|---|\n| 请求方式 | POST |\n| 请求参数 | clay string 必填 陶土<br>heat int 选填 温度 |\n| 返回参数 | pot string 编号 |\n";
    has(
        &yaml(page),
        &["post: /api/pot/fire", "clay: {type: string", "heat?: {type: i32", "pot?: {type: string"],
    );
    let page = "# Kiln\n\n| URL | /pots/fire | | |\n|---|---|---|---|\n| Method | POST | | |\n| Request | | | |\n| Field | Type | Required | Description |\n| clay | string | yes | what of |\n| Response | | | |\n| Field | Type | Required | Description |\n| pot | string | yes | its id |\n";
    let one = yaml(page);
    has(&one, &["post: /pots/fire", "request: CreatePotFire", "clay: {type: string", "pot: {type: string"]);
    lacks(&one, &["Field"]);
}

#[test]
fn a_form_has_labels_over_several_rows() {
    let cells = |cells: &[&str]| cells.iter().map(|cell| format!("<td>{cell}</td>")).collect::<String>();
    let section = |label: &str, name: &str| {
        let head = cells(&["名前", "型", "必須", "説明"]);
        let row = cells(&[name, "string", "○", "それ"]);
        format!("<tr><td rowspan=\"2\">{label}</td>{head}</tr><tr>{row}</tr>")
    };
    let page = format!(
        "# Kiln\n\n<table><tr><td>エンドポイント</td><td colspan=\"4\">/pots/fire</td></tr><tr><td>メソッド</td><td colspan=\"4\">POST</td></tr>{}{}</table>\n",
        section("リクエスト", "clay"),
        section("レスポンス", "pot")
    );
    has(
        &yaml(&page),
        &["post: /pots/fire", "request: CreatePotFire", "clay: {type: string", "pot: {type: string"],
    );
}

/// A page with a call, lines about it, and two tables of types.
fn typed(lines: &str) -> String {
    let table = |name: &str| {
        format!(
            "| Name | Type | Required | Description |\n|---|---|---|---|\n| {name} | string | yes | it |\n"
        )
    };
    format!(
        "# Kiln\n\n## Fire\n\n`POST /pots/fire`\n\n{lines}\n\n### FireOrder\n\n{}\n### FireAnswer\n\n{}",
        table("clay"),
        table("pot")
    )
}

#[test]
fn lines_say_which_type_is_sent_and_which_comes_back() {
    for lines in [
        "- body of the request: [FireOrder](#fireorder)\n- body of the answer: [FireAnswer](#fireanswer)",
        "Takes a `FireOrder` and returns a `FireAnswer`.",
        "请求体为 [FireOrder](#fireorder)，返回 [FireAnswer](#fireanswer)。",
        "Тело ответа – объект FireAnswer.",
        "FireOrder を送信し、リクエストとする。FireAnswer を返します。",
        "| Status | Meaning | Schema |\n|---|---|---|\n| 200 | fired | [FireAnswer](#fireanswer) |",
    ] {
        let yaml = yaml(&typed(lines));
        has(
            &yaml,
            &[
                "request: CreatePotFire",
                "response: CreatePotFireResult",
                "CreatePotFire:",
                "CreatePotFireResult:",
            ],
        );
        let (request, response) = yaml.split_once("CreatePotFireResult:\n").unwrap_or_default();
        assert!(request.contains("clay:") && response.contains("pot:"), "{yaml}");
        assert!(!response.contains("clay:") && !request.contains("pot: {"), "{yaml}");
    }
    has(&yaml(&typed("Returns a list of [FireAnswer](#fireanswer).")), &["response: [CreatePotFire"]);
}

#[test]
fn a_type_may_come_back_from_several_calls() {
    let page = "# Kiln\n\n## GET /pots/{pot}\n\nReturns a [Pot](#pot).\n\n## PUT /pots/{pot}\n\nTakes a [Pot](#pot).\n\n## DELETE /pots/{pot}\n\nBreaks it.\n\n## Pot\n\n| Name | Type | Description |\n|---|---|---|\n| clay | string | what of |\n";
    let yaml = yaml(page);
    has(&yaml, &["response: GetPotResult", "request: "]);
    let (_, deleted) = yaml.split_once("delete: /pots/{pot}").unwrap_or_default();
    let (deleted, _) = deleted.split_once("types:").unwrap_or_default();
    assert!(!deleted.contains("request:") && !deleted.contains("response:"), "{yaml}");
}

#[test]
fn a_title_may_have_a_type_and_which_way_it_goes() {
    let page = "# Kiln\n\n## GET /pots/{pot}\n\nReturns a [PotState](#potstate).\n\n## POST /pots/find\n\n### Response: PotState\n\n| Name | Type | Description |\n|---|---|---|\n| clay | string | what of |\n";
    let yaml = yaml(page);
    assert_eq!(yaml.matches("response: GetPotResult").count(), 2, "{yaml}");
}

#[test]
fn a_form_has_its_samples_inside() {
    let form = |method: &str, path: &str, rows: &str| {
        format!(
            "|HTTP方法|{method}|\n|:---|:---|\n|URL|https://api.lantern.example{path}|\n|HTTP头部|api-key 必填|\n{rows}\n"
        )
    };
    let light = form(
        "POST",
        "/lamps",
        "|HTTP内容|{<br>\"name\":\"north\", // 灯名，必选。64个字符以内。<br>\"height\":12, // 高度，double<br>\"memo\":“rot” // 备注，可选<br>}|\n|成功返回|{\"errno\":0,\"error\":\"succ\",\"data\":{\"id\":7}}|\n|说明|如果灯已经亮着则报错返回如下信息:<br>{<br>\"errno\": 16,<br> \"error\": \"The lamp is lit already\"<br>}|\n",
    );
    let find = form(
        "GET",
        "/lamps",
        "|URL参数|key = rot, // 灯名，左匹配<br>page = 1 , // 页码, 可选, 默认1<br>tower=//塔号  必填|\n|HTTP内容|无|\n| |{\"errno\":0,\"error\":\"succ\",\"result\":[{\"id\":7}]}|\n",
    );
    let yaml = yaml(&format!("# 灯塔\n\n**1.1 点灯**\n\n{light}\n**1.2查找灯**\n\n{find}"));
    has(
        &yaml,
        &[
            "auth: {header: api-key}",
            "message: error",
            "data: data",
            "\"16\": {name: LampLitAlready",
            "post: /lamps",
            "doc: 点灯",
            "doc: 查找灯",
            "envelope: whole # ?",
            "name: {type: string",
            "height: {type: f64",
            "memo?: {type: string",
            "key?: {type: string",
            "page?: {type: i32",
            "tower: {type: string",
            "result: [",
        ],
    );
    lacks(&yaml, &["doc: //"]);
}

#[test]
fn a_table_that_is_no_form_keeps_its_samples() {
    let page = "# Lamps\n\nPOST https://api.lantern.example/lamps\n\n## Request\n\n|Name|Description|\n|---|---|\n|url|where it is|\n|body|{\"name\": \"north\"}|\n";
    has(&yaml(page), &["url?: ", "body?: "]);
}

#[test]
fn brackets_in_names_are_members_of_a_body_and_a_part_of_the_name_in_a_query() {
    let page = "# Light lamps\n\n`POST https://api.lantern.example/lamps`\n\n## Parameters\n\n- lamps[]: (array, required) - All lamps\n- lamps[][code]: (string, required) -\n- lamps[][watts]: (integer, optional/required) - Unless it is off\n\n# List lamps\n\n`GET https://api.lantern.example/lamps`\n\n## Query parameters\n\n| Name | Type | Required |\n|---|---|---|\n| filter[room] | string | no |\n| page.size | integer | required/optional |\n\n# List rooms\n\n`GET https://api.lantern.example/rooms`\n\n## Parameters\n\n| Name | Type |\n|---|---|\n| filter[deck] | integer |\n";
    let lamps = yaml(page);
    has(
        &lamps,
        &[
            "lamps: {type: [Lamp], doc: All lamps}",
            "code: string # page:8",
            "watts?: {type: i64, doc: Unless it is off} # required in some cases",
            "\"filter[room]?\": string",
            "page.size?: i64",
            "\"filter[deck]?\": i64",
        ],
    );
    lacks(&lamps, &["filter:", "filter?:"]);
}

#[test]
fn json_below_a_form_is_what_comes_back() {
    let call = "Moor a boat\nPOST\nhttps://api.quay.example/v1/moorings\n\nExample Request\ncurl --location 'https://api.quay.example/v1/moorings' \\\n--form 'berth=\"12A\"' \\\n--form 'nights=\"2\"'\n";
    let answer = "{\n  \"mooring\": \"m1\",\n  \"price\": 12.5\n}\n";
    for title in ["", "201 Created\nExample Response\nBody\nHeaders (5)\n"] {
        let yaml = yaml(&format!("{call}{title}{answer}"));
        has(
            &yaml,
            &["request: {multipart: CreateMooring}", "response: CreateMooringResult", "berth: string"],
        );
        lacks(&yaml, &["berth?"]);
    }
}
