//! Pages in reStructuredText, and what their lists and sessions of a shell have.

use super::{has, lacks, yaml};

#[test]
fn calls_of_sphinx_are_drafted_with_their_fields() {
    let lamps = yaml(
        "Lamps\n=====\n\n.. http:get:: /ships/(int:ship_id)/lamps/(lamp)\n\n   :query int depth (optional): how many\n   :>json string id: of the lamp\n   :>json array states: what it did\n   :>jsonarr string color: of the light\n   :statuscode 404: no such lamp\n\n.. http:get:: /lamps\n\n   :>jsonarr string name: of the lamp\n\n.. http:post:: /lamps/(lamp)/paint\n\n   :form int coats: how many\n\n   .. sourcecode:: http\n\n      POST /lamps/l9/paint HTTP/1.1\n      Host: api.lantern.example\n      Content-Type: application/x-www-form-urlencoded\n\n      coats=2\n\n.. http:post:: /lamps\n\n   :<json string name: of the lamp\n   :<jsonobj int deck: counted from above\n",
    );
    has(
        &lamps,
        &[
            "get: /ships/{ship_id}/lamps/{lamp}",
            "ship_id: i64",
            "depth?: {type: i32, doc: how many}",
            "\"404\": {name: LampNotFound, message: no such lamp}",
            "states?: {type: [State], doc: what it did}",
            "color?: {type: string, doc: of the light} # page:9",
            "response: [ListLampsResult]",
            "request: {form: CreateLampPaint}",
            "post: /lamps",
            "deck?: {type: i32, doc: counted from above}",
        ],
    );
}

#[test]
fn parameters_of_another_file_are_known_by_their_names() {
    let lamps = yaml(
        "Light a lamp\n============\n\n.. rest_method:: POST /lamps/{lamp_id}/light\n\nRequest\n-------\n\n.. rest_parameters:: lamps.yaml\n\n   - lamp_id: lamp_id_path\n   - level: lamp_level\n",
    );
    has(
        &lamps,
        &[
            "lamp_id: string # ? its type is not on the page",
            "level?: string # ? its type is not on the page",
        ],
    );
    lacks(&lamps, &["lamps.yaml", "lamp_level"]);
}

#[test]
fn what_a_command_behind_a_prompt_prints_is_its_answer() {
    let page = "lamps.json\n==========\n\nParameters\n  ``name`` (required)\n    of the lamp\n  ``signal``\n    what is sent to it, one of:\n\n    - a number\n    - ``HUP``\n    - ``TERM``\n\nExample:\n\n.. code-block:: shell-session\n\n   $ curl http://localhost:8080/lamps.json -d name=stern\n   {\"id\": 7, \"name\": \"stern\"}\n\n.. code-block:: http\n\n   POST /lamps.json HTTP/1.1\n   Host: localhost:8080\n";
    let lamps = yaml(page);
    has(
        &lamps,
        &[
            "main: \"http://localhost:8080\" # page",
            "name: {type: string, doc: of the lamp}",
            "signal?: {type: Signal",
            "Signal: {enum: [HUP, TERM]}",
            "id: i64",
        ],
    );
}

#[test]
fn terms_with_types_are_fields_and_no_values() {
    let lamps = yaml(
        "# Lamps\n\n`GET https://api.lantern.example/lamps`\n\n| Name | Description |\n|---|---|\n| html | as a page |\n\n## html\n\nParameters:\n\ncolor : string : optional\n: of the light\n\nsize : integer : required\n: in metres\n",
    );
    has(&lamps, &["color?: {type: string", "size: {type: i64"]);
}
