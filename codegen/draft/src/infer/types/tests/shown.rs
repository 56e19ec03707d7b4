//! What samples show of the types of fields.

use super::{answered, drafted, has, lacks, yaml};

fn call(name: &str, answer: &str) -> String {
    format!(
        "## {name}\n\n`GET https://api.lamp.example/{name}`\n\n### Response\n\n```json\n{answer}\n```\n\n"
    )
}

#[test]
fn keys_that_are_ids_elsewhere_are_values() {
    let page = call("lamps", "[{\"id\": \"hall\", \"lamp_id\": \"lamp_hall\"}]")
        + &call("watts", "{\"watts\": {\"hall\": 8, \"stairs\": 12}}")
        + &call("states", "{\"states\": {\"lamp_hall\": {\"on\": true}}}")
        + &call("lamp", "{\"plan\": {\"hall\": 8, \"owner\": \"Ada\"}}");
    let yaml = yaml(&format!("# Lamps\n\n{page}"));
    has(
        &yaml,
        &["watts: \"{i32}\" # ? a key is an id", "states: \"{State}\" # ? a key is an id", "plan: Plan"],
    );
}

#[test]
fn numbers_of_one_shape_have_one_width() {
    let page = call("sent", "{\"sent\": [{\"to\": \"a\", \"cost\": 1, \"left\": 3}]}")
        + &call("queued", "{\"queued\": [{\"to\": \"b\", \"cost\": 1.6, \"left\": 5}]}")
        + &call("later", "{\"later\": [{\"to\": \"c\", \"cost\": 2, \"left\": 4}]}");
    let yaml = yaml(&format!("# Lamps\n\n{page}"));
    has(&yaml, &["cost: f64", "left: i32"]);
    lacks(&yaml, &["cost: i32"]);
    assert_eq!(yaml.matches("cost:").count(), 1, "{yaml}");
}

#[test]
fn a_name_of_a_type_among_types_is_a_guess() {
    let yaml = yaml(&answered("{\"name\": string, \"kind\": LampKind, \"colour?\": \"red\"}"));
    has(&yaml, &["name: string", "kind: string # ? its type is not on the page", "colour?: string"]);
}

#[test]
fn one_of_several_types_is_a_guess() {
    let yaml = yaml(
        "# Lamps\n\n`POST https://api.lamp.example/lamps`\n\n| Name | Type | Required |\n|---|---|---|\n| to | string or array | yes |\n| room | string or integer | no |\n\n```json\n{\"to\": \"hall\"}\n```\n",
    );
    has(
        &yaml,
        &["to: string # ? the page names several types", "room?: string # ? the page names several types"],
    );
}

#[test]
fn a_key_of_digits_in_a_header_is_a_text() {
    let sent = |path: &str| {
        format!(
            "```sh\ncurl https://api.lamp.example/{path} -H 'x-user: 12' -H 'x-my-apikey: 987654'\n```\n\n"
        )
    };
    let yaml = yaml(&format!("# Lamps\n\n{}{}", sent("lamps"), sent("rooms")));
    has(&yaml, &["x-user: {in: header, type: i32}", "x-my-apikey: {in: header, type: string}"]);
}

#[test]
fn a_row_without_its_name_is_not_lost_in_silence() {
    let (_, said) = drafted(&[
        "# Lamps\n\n`GET https://api.lamp.example/lamps/$room`\n\n## Parameter\n\n| Type | Mandatory | Description |\n|---|---|---|\n| String | Optional | The room |\n",
    ]);
    assert!(said.contains("7:1: warning[SW1020]: the columns of a table are not understood"), "{said}");
}

#[test]
fn a_number_that_is_an_id_is_a_guess_unless_a_sample_has_a_long_one() {
    for (value, line) in [
        ("0", "lamp_id: {type: i64, doc: its id} # ? a number, by what it is a whole one"),
        ("77", "lamp_id: {type: i64, doc: its id} # ? a number, by what it is a whole one"),
        ("90210000000045", "lamp_id: {type: i64, doc: its id} # page"),
    ] {
        let table = "| Name | Type | Description |\n|---|---|---|\n| lamp_id | number | its id |\n";
        let page = format!("# Lamps\n\n{}{table}", call("lamps", &format!("{{\"lamp_id\": {value}}}")));
        has(&yaml(&page), &[line]);
    }
}

#[test]
fn a_word_for_optional_that_goes_on_is_a_guess() {
    let yaml = yaml(
        "# 灯\n\n`POST https://api.lamp.example/lamps`\n\n```json\n{\n\"hall\": \"a\", // 可选大厅编号\n\"memo\": \"b\", // 可选，备注\n\"name\": \"c\" // 名称\n}\n```\n",
    );
    has(
        &yaml,
        &[
            "hall?: {type: string, doc: 可选大厅编号} # ? optional, by the first word of its comment",
            "memo?: {type: string, doc: 可选，备注}",
            "name: {type: string",
        ],
    );
}

#[test]
fn amounts_that_are_whole_in_samples_are_guesses() {
    let page = call("lamps", "[{\"lamp\": 71, \"lamp_fee\": 0, \"watts\": 8, \"oil_price\": 3}]")
        + &call("oils", "[{\"oil_price\": 0.5, \"oil_price_cents\": 50}]");
    let drafted = yaml(&format!("# Lamps\n\n{page}"));
    has(
        &drafted,
        &[
            "lamp_fee: i32 # ? whole in the sample",
            "oil_price: f64 # ? a fraction elsewhere",
            "watts: i32",
            "oil_price_cents: i32",
        ],
    );
    lacks(&drafted, &["watts: i32 #", "cents: i32 #"]);
    let table = "| Name | Type | Description |\n|---|---|---|\n| lamp_fee | integer | what it costs |\n| wick | | 灯芯单价 |\n";
    let page = call("lamps", "{\"lamp_fee\": 4, \"wick\": 2}");
    let drafted = yaml(&format!("# Lamps\n\n{page}### Fields of the response\n\n{table}"));
    lacks(&drafted, &["costs} # ?"]);
    has(&drafted, &["wick: {type: i32, doc: 灯芯单价} # ? whole in the sample"]);
}

#[test]
fn variables_of_paths_that_calls_fill_in_with_digits_are_numbers() {
    let page = |value: &str| {
        yaml(&format!(
            "# Lamps\n\n`GET https://api.lamp.example/lamps/{{lamp}}/oil`\n\n```sh\ncurl https://api.lamp.example/lamps/{value}/oil\n```\n"
        ))
    };
    has(&page("777"), &["get: /lamps/{lamp}/oil", "lamp: i64 # ? 777"]);
    has(&page("007"), &["get: /lamps/{lamp}/oil", "lamp: string"]);
}
