//! Pages that contradict themselves.

use std::time::SystemTime;

use crate::{Input, draft};
use stubwright_spec::diag::Code;

fn drafted(page: &str) -> (String, Vec<String>) {
    let draft = draft(&[Input { name: "page.md", bytes: page.as_bytes() }], SystemTime::UNIX_EPOCH);
    let found = draft.diagnostics.sorted();
    let found = found.iter().filter(|item| item.code == Code::ContradictedClaim);
    (draft.yaml, found.map(|item| item.message.clone()).collect())
}

const ROWS: &str = "| Code | Message |\n|---|---|\n| 0 | Success |\n| 12 | The shelf is gone |\n";

#[test]
fn a_success_without_the_code_of_success() {
    let (yaml, found) = drafted(&format!(
        "# Find a shelf\n\nGET https://api.shelves.example/v1/shelf\n\n#### Success\n\n```json\n{{\"shelf\": 7}}\n```\n\n\
         #### Failure\n\n```json\n{{\"code\": 12, \"msg\": \"The shelf is gone\"}}\n```\n\n## Error codes\n\n{ROWS}"
    ));
    assert!(yaml.contains("success: {code: absent} # ? what the samples have in common"), "{yaml}");
    assert_eq!(found, ["the page calls this a success, and its envelope does not"]);
}

#[test]
fn samples_that_no_envelope_fits() {
    let (yaml, found) = drafted(&format!(
        "# Find a shelf\n\nGET https://api.shelves.example/v1/shelf\n\n#### Success\n\n```json\n{{\"code\": 0, \"shelf\": 7}}\n```\n\n\
         #### Success\n\n```json\n{{\"code\": 4, \"shelf\": 7}}\n```\n\n#### Failure\n\n```json\n{{\"code\": 12, \"msg\": \"The shelf is gone\"}}\n```\n\n\
         ## Error codes\n\n{ROWS}"
    ));
    assert!(yaml.contains("success: {code: 0}"), "{yaml}");
    assert_eq!(found, ["the page calls this a success, and its envelope does not"]);
}

#[test]
fn samples_weaken_what_a_table_claims() {
    let (yaml, found) = drafted(
        "# Take stock\n\nPOST https://api.shelves.example/v1/stock\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n\
         | kind | string | yes | One of: `WOOD`, `STEEL` |\n| count | int | yes | 1 to 9 |\n| note | string | yes | A note |\n\n\
         ```json\n{\"kind\": \"wood\", \"count\": \"many\"}\n```\n\n#### Response\n\n```json\n{\"rows\": [{\"row\": 1}, {\"row\": 2, \"free\": 3}]}\n```\n\n\
         | Name | Type | Required | Description |\n|---|---|---|---|\n| rows | list | yes | The rows |\n| rows[].row | int | yes | Its number |\n\
         | rows[].free | int | yes | How much is free |\n",
    );
    for line in
        ["kind: {type: string,", "count: {type: string,", "note: {type: string,", "free?: {type: i32,"]
    {
        assert!(yaml.contains(line), "{line}\n{yaml}");
    }
    assert!(!yaml.contains("enum:"), "{yaml}");
    let about = |word: &str| found.iter().filter(|text| text.starts_with(word)).count();
    assert_eq!((about("kind"), about("note"), about("free")), (1, 1, 1), "{found:?}");
}

#[test]
fn placeholders_contradict_nothing() {
    let (yaml, found) = drafted(
        "# Take stock\n\nPOST https://api.shelves.example/v1/stock\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n\
         | kind | string | yes | One of: `WOOD`, `STEEL` |\n| count | int | yes | 1 to 9 |\n\n\
         ```json\n{\"kind\": \"string\", \"count\": \"***\"}\n```\n",
    );
    assert!(yaml.contains("enum: [WOOD, STEEL]"), "{yaml}");
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn a_rule_against_a_listed_value_goes() {
    let (yaml, found) = drafted(
        "# Take stock\n\nPOST https://api.shelves.example/v1/stock\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n\
         | kind | string | yes | One of: `WOOD`, `STEEL`, `GLASS` |\n| level | string | yes | The level |\n\n\
         | Code | Message |\n|---|---|\n| 21 | kind must be one of WOOD, STEEL |\n| 22 | level must be one of TOP, LOW |\n",
    );
    assert!(yaml.contains("one_of: {level: [TOP, LOW]}") && !yaml.contains("one_of: {kind"), "{yaml}");
    assert_eq!(found, ["the rule of 21 would refuse GLASS, which the page lists for kind"]);
}

#[test]
fn the_query_of_a_call_weakens_the_type_of_a_parameter() {
    let (yaml, found) = drafted(
        "# List shelves\n\n```\nGET https://api.shelves.example/v1/shelves?within=24h&since=2020-01-31&page=3&sort={sort}&kind=glass\n```\n\n\
         | Name | Type | Required | Description |\n|---|---|---|---|\n| within | int | yes | How far to look back |\n\
         | since | date | no | The first day |\n| page | int | no | The page |\n| sort | int | no | The column |\n| kind | string | no | One of: `WOOD`, `STEEL` |\n",
    );
    for line in [
        "within: {type: string,",
        "since?: {type: date,",
        "page?: {type: i32,",
        "sort?: {type: i32,",
        "kind?: {type: string,",
    ] {
        assert!(yaml.contains(line), "{line}\n{yaml}");
    }
    assert_eq!(
        found,
        ["within: `24h` is not a valid `i32`", "kind has a value here that its list does not have"]
    );
}
