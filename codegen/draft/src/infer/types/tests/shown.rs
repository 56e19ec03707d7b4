//! What samples show of the types of fields.

use super::{answered, has, lacks, yaml};

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
