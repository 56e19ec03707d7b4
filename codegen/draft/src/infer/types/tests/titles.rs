//! What endpoints are called in their documentation, by the headings above them.

use super::{has, lacks, yaml};

#[test]
fn a_title_ends_where_one_as_high_begins() {
    let part = |title: &str, path: &str| {
        format!(
            "{title}\n\n#### 地址\n\n```\nhttps://api.kiln.example/{path}\n```\n\n#### body\n\n| 参数 | 类型 | 必需 |\n|---|---|---|\n| pot | string | 是 |\n\n"
        )
    };
    let page = String::from("# 窑\n\n")
        + &part("## 陶罐列表", "pot/list")
        + &part("#### 窑炉列表", "kiln/list")
        + &part("## 设置备注", "note/set")
        + &part("## 说明", "other/set");
    let yaml = yaml(&page);
    has(&yaml, &["doc: 陶罐列表", "doc: 窑炉列表", "doc: 设置备注", "post: /note/set"]);
    assert_eq!(yaml.matches("doc: 窑炉列表").count(), 1, "{yaml}");
    assert_eq!(yaml.matches("doc: 设置备注").count(), 1, "{yaml}");
    lacks(&yaml, &["get: "]);
}

#[test]
fn headings_of_cases_name_no_endpoint() {
    let part = |title: &str, path: &str| format!("### {title}\n\n```\nGET /{path}\n```\n\n");
    let page = String::from("# Kiln\n\n## Calls\n\n")
        + &part("The pots", "pots")
        + &part("The kilns", "kilns")
        + "### The heat\n\n#### When the kiln is cold\n\nNothing.\n\n#### When the kiln is hot\n\nMuch.\n\n```\nGET /heat\n```\n\n"
        + &part("The glazes", "glazes")
        + &part("The clays", "clays");
    let yaml = yaml(&page);
    has(&yaml, &["doc: The pots", "doc: The heat", "doc: The glazes"]);
    lacks(&yaml, &["is hot", "is cold"]);
}

#[test]
fn a_section_that_has_ended_names_nothing_behind_it() {
    let part = |title: &str, path: &str| format!("### {title}\n\n```\nGET /{path}\n```\n\n");
    let page = String::from("# Kiln\n\n## Begin here\n\n### A key\n\nAsk us.\n\n## Overview\n\n")
        + &part("Send", "pots/send")
        + &part("Fetch", "pots/fetch")
        + &part("Break", "pots/break")
        + "## Kilns\n\n"
        + &part("Send", "kilns/send")
        + &part("Stop", "kilns/stop")
        + &part("Clean", "kilns/clean")
        + &part("Fire", "kilns/fire");
    let yaml = yaml(&page);
    lacks(&yaml, &["Begin", "A key"]);
    assert_eq!(yaml.matches("doc: Send").count(), 2, "{yaml}");
}

#[test]
fn a_deeper_title_of_the_section_before_is_not_that_of_a_call_in_a_heading() {
    let yaml = yaml(
        "# Lamps\n\nBase URL: `https://api.lamp.example/v1`\n\n### `GET` `/lamps`\n\n#### GET Query\n\n| params | required | type |\n|---|---|---|\n| room | false | String |\n\n#### In short\n\n```json\n{\"lamps\": [{\"id\": \"a1\"}]}\n```\n\n### `GET` `/lamps/:lampId`\n\n#### Sample Response\n\n```json\n{\"colour\": \"red\"}\n```\n",
    );
    let (first, second) = yaml.split_once("get: /lamps/{lampId}").unwrap_or_default();
    has(first, &["get: /lamps", "room?: string"]);
    has(second, &["lampId: string", "response: GetLampResult", "lamps: [Lamp]", "colour: string"]);
    lacks(second, &["room"]);
}

#[test]
fn headings_that_have_ended_name_no_endpoint() {
    let part =
        |path: &str| format!("**{path}**\n\nMethod: GET\n\n```\nhttps://api.kiln.example/{path}\n```\n\n");
    let page = String::from(
        "## Root endpoint\n\n```\nhttps://api.kiln.example\n```\n\n## Authentication\n\n```sh\ncurl -H 'Key: k' https://api.kiln.example/keys\n```\n\n## Resources\n\n#### Pots\n\n",
    ) + &part("pots/list")
        + &part("pots/broken")
        + &part("pots/fired");
    lacks(&yaml(&page), &["doc: Root endpoint"]);
}

#[test]
fn a_heading_around_one_endpoint_names_it_before_one_beside_its_parts() {
    let part = |title: &str, method: &str| {
        format!(
            "## {title}\n\n### Sequence\n\nFirst the pot is weighed.\n\n### Request\n\n```sh\ncurl -X {method} https://api.kiln.example/pots/7\n```\n\n### Response\n\n```json\n{{\"pot\": 7}}\n```\n\n"
        )
    };
    let yaml = yaml(&(part("Fire a pot", "PUT") + &part("Find a pot", "GET")));
    has(&yaml, &["doc: Fire a pot", "doc: Find a pot"]);
}
