//! Objects with tables of their own that types and sentences link to.

use super::{drafted, has, lacks, yaml};

const OBJECTS: &str = "# Harbour\n\n## Ship object\n\nA ship.\n\n###### Ship structure\n\n| Field | Type | Description |\n|---|---|---|\n| mast | string | its mast |\n| logs | ?dict\\<string, string\\> | what was written |\n| crew? | array of [crew member](/harbour#crew-member-object) objects | who sails |\n| berth? | berth object | where it lies |\n\n## Crew member object\n\n###### Crew member structure\n\n| Field | Type |\n|---|---|\n| badge | snowflake |\n| rank? | ?string |\n\n";

#[test]
fn sentences_and_types_link_to_objects() {
    let page = format!(
        "{OBJECTS}## Launch\n<Route method=\"POST\">/ships</Route>\n\nReturns a [ship](/harbour#ship-object) object.\n\n### JSON params\n\n| Field | Type |\n|---|---|\n| mast? | string |\n| crew? | array of [crew member](#crew-member-object) objects |\n\n#### Crew member JSON params\n\n| Field | Type |\n|---|---|\n| badge | snowflake |\n\n## Muster\n<Route method=\"put\">/ships/[\\{{ship.id\\}}](/harbour#ship-object)/crew</Route>\n\nReturns an array of [crew member](#crew-member-object) objects.\n\n### JSON params\n\nAn array of crew members.\n\n| Field | Type |\n|---|---|\n| badge | snowflake |\n| is_gone? | boolean |\n"
    );
    let (yaml, findings) = drafted(&[&page]);
    has(
        &yaml,
        &[
            "post: /ships",
            "put: /ships/{ship.id}/crew",
            "response: [",
            "request: [",
            "mast: {type: string, doc: its mast}",
            "logs: {type: \"{string} | null\"",
            "rank?: string | null",
            "badge: string # ? an id that JSON has as a text or as a number",
            "is_gone?: bool",
        ],
    );
    assert!(!findings.contains("SW1020"), "{findings}");
    // What a request asks of the crew is on its own table.
    assert_eq!(yaml.matches("rank?").count(), 1, "{yaml}");
}

#[test]
fn sentences_in_other_languages_link_to_objects_too() {
    let end = |sentence: &str| {
        yaml(&format!(
            "# A\n\n## Судно ship\n\n|字段|类型|\n|---|---|\n|mast|string|\n\n## B\n\n`GET /ships`\n\n{sentence}\n"
        ))
    };
    let all = [
        "返回 [ship](#судно-ship) 对象。",
        "[ship](#судно-ship) を返します。",
        "[ship](#судно-ship) 객체를 반환합니다.",
        "Возвращает [ship](#судно-ship).",
    ];
    for sentence in all {
        has(&end(sentence), &["response: ", "mast?: string"]);
    }
    has(&end("返回 [ship](#судно-ship) 列表。"), &["response: ["]);
    for sentence in ["See the [ship](#судно-ship).", "Returns a [boat](#boat).", "Returns a ship."] {
        lacks(&end(sentence), &["response: "]);
    }
}

#[test]
fn an_answer_with_a_table_of_its_own_takes_none_by_a_link() {
    let page = format!(
        "{OBJECTS}## Sink\n\n`DELETE /ships/all`\n\n## Look\n\n`GET /ships/one`\n\nReturns a [ship](#ship-object).\n\n### Response\n\n| Field | Type |\n|---|---|\n| keel | string |\n"
    );
    let (yaml, findings) = drafted(&[&page]);
    has(&yaml, &["keel?: string"]);
    lacks(&yaml, &["mast"]);
    assert!(findings.contains("belongs to no endpoint"), "{findings}");
}

#[test]
fn a_description_may_begin_with_the_type_in_brackets() {
    let page = "# Harbour\n\n## Ship\n\n`GET https://api.quay.example/ships/{name}`\n\n### Response\n\n| Name | Description |\n|---|---|\n| owner | (Person object) who has it |\n| pilot | (Person object) who steers |\n| mast | (old) its mast |\n\n#### Person object\n\n| Name | Type | Description |\n|---|---|---|\n| badge | integer | the number |\n";
    has(
        &super::yaml(page),
        &[
            "owner?: {type: Owner, doc: (Person object) who has it}",
            "pilot?: {type: Owner, doc: (Person object) who steers}",
            "mast?: {type: string,",
            "badge?: {type: i64, doc: the number}",
        ],
    );
}
