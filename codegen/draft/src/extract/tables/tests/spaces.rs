//! Tables of codes that are not those of the API, and what sections say about errors.

use super::errors::{lines, table};
use super::{findings, markdown, rows};

#[test]
fn codes_of_something_else_are_no_errors() {
    for foreign in [
        "## 配信結果\n|結果コード|メッセージ|\n|---|---|\n|D01|届いた|\n|D02|圏外|\n",
        "## Коды закрытия\n|Код|Описание|\n|---|---|\n|4001|Нет входа|\n|4002|Нет ответа|\n",
        "## HTTP status codes\n|Status|Meaning|\n|---|---|\n|400|Bad request|\n|503|Unavailable|\n",
        "## 통신사 결과 코드\n|코드|설명|\n|---|---|\n|K10|전원 꺼짐|\n|K11|결번|\n",
        "## Alarm codes\n|Code|Meaning|\n|---|---|\n|A01|lamp failure|\n|A02|low battery error|\n",
        "## 退件原因码\n|编码|描述|\n|---|---|\n|F01|地址错误|\n|F02|电话无效|\n",
        "## Events\n|Event code|Meaning|\n|---|---|\n|7101|door failed to close|\n|7102|lost book|\n",
        "## Loan status codes\n|Code|Meaning|\n|---|---|\n|OPEN|waiting for a copy|\n|DONE|given back|\n",
        "## Loan status codes\n|Status|Status code|Meaning|\n|---|---|---|\n|OPEN|100|The loan is open.|\n|LOST|400|The loan was cancelled.|\n",
    ] {
        let own = "## Error codes\n|Code|Message|\n|---|---|\n|7001|No such book|\n|7002|Book is lost|\n";
        let page = markdown(&format!("{own}\n{foreign}"));
        assert_eq!(
            lines(&rows(&page)),
            ["Table Code", "7001 | No such book | -", "7002 | Book is lost | -"],
            "{foreign}"
        );
        assert!(findings(&page).contains("not codes of the API"), "{foreign}");
    }
}

#[test]
fn codes_below_another_title_stay_where_an_answer_has_one() {
    let page = markdown(
        "## Error codes\n|Code|Message|\n|---|---|\n|7001|No such book|\n\n## Loan codes\n|Code|Meaning|\n|---|---|\n|8001|Book is lost|\n|8002|Too many loans|\n",
    );
    assert_eq!(lines(&rows(&page)), ["Table Code", "7001 | No such book | -"]);
    let page =
        markdown("## Loan codes\n|Code|Meaning|\n|---|---|\n|8001|Book is lost|\n|8002|Too many loans|\n");
    assert_eq!(lines(&rows(&page)).len(), 3);
}

#[test]
fn statuses_with_their_words_are_those_of_http() {
    table(
        "## Response codes\n\n- 201 Created: A new lamp.\n- 400 Bad Request: The lamp has no room.\n- 403 Forbidden: Too many lamps.\n",
        "List -
        400 | The lamp has no room. | - | 400
        403 | Too many lamps. | - | 403",
    );
    table(
        "## Error codes\n\n- 400 lamp is off\n- 403 lamp is not yours\n",
        "List -
        400 | lamp is off | -
        403 | lamp is not yours | -",
    );
}

#[test]
fn a_status_above_a_group_of_rows_is_that_of_all_of_them() {
    let rows = |third: &str| {
        format!(
            "## Errors\n|HTTP status|Error code|Text|\n|---|---|---|\n|403 Forbidden|3001|No card|\n||3002|Card is lost|\n|{third}|4001|No book|\n"
        )
    };
    table(
        &rows("404"),
        "Table Error code
        3001 | No card | - | 403
        3002 | Card is lost | - | 403 | ? http: that of the rows above
        4001 | No book | - | 404",
    );
    // Each row has its own, or none.
    table(
        &rows("403 Forbidden"),
        "Table Error code
        3001 | No card | - | 403
        3002 | Card is lost | -
        4001 | No book | - | 403",
    );
}

#[test]
fn a_title_with_a_status_gives_it_to_all_rows() {
    for title in ["HTTP 403 (Forbidden)", "403 Forbidden", "HTTP status code: 403"] {
        let page = markdown(&format!(
            "## Errors\n### {title}\n|Code|Message|\n|---|---|\n|7001|No card|\n|7002|Card is lost|\n"
        ));
        assert_eq!(
            lines(&rows(&page)),
            ["Table Code", "7001 | No card | - | 403", "7002 | Card is lost | - | 403"],
            "{title}"
        );
    }
}

#[test]
fn statuses_stay_where_nothing_else_tells_errors() {
    table(
        "## HTTP status codes\n|Status|Meaning|\n|---|---|\n|400|Bad request|\n|503|Unavailable|\n",
        "Table Status
        400 | Bad request | - | 400
        503 | Unavailable | - | 503",
    );
}

#[test]
fn statuses_are_headings_and_lists() {
    table(
        "## Response\n### 200\n|Name|Type|\n|---|---|\n|a|int|\n### 405\nUse POST.\n### 415 Unsupported\nSend JSON.\n### 503\n```json\n{\"why\": 1}\n```\n",
        "Headings -
        405 | Use POST. | -
        415 | Unsupported | Send JSON.",
    );
    table(
        "## Lamp\n- Код статуса `200`: горит.\n- Код статуса `404`: нет лампы.\n- Код статуса `500`: сбой.\n",
        "List -
        404 | нет лампы. | -
        500 | сбой. | -",
    );
    table(
        "## Error codes\n\n- 400 - bad request\n- 401, 403 - no access\n- 404 - no such lamp\n",
        "List -\n400 | bad request | -\n401 | no access | -\n403 | no access | -\n404 | no such lamp | -",
    );
    table("## Lamp\n- Status code 404: no such lamp\n", "List -\n404 | no such lamp | -");
    assert_eq!(rows(&markdown("## Lamp\n- 404 no such lamp\n")), "");
    let page = markdown("- 200 lamps\n- 404 pages of docs\n- none\n");
    assert_eq!(rows(&page), "");
}

#[test]
fn items_below_a_heading_with_a_title_are_messages() {
    table(
        "# Коды ошибок\n## 4xx: заявки\n### 410 Нет печи\n* No such kiln\n### 411 Занято\n* `KilnRef (262)` is in use.\n* `KilnRef (263)` is in repair.\n\n## 5xx: параметры\n### 510 Перегрев\n* Too hot.\n### 511 Сбой\n* Fan has failed.\n",
        "Headings -
        410 | No such kiln | -
        411 | KilnRef (262) is in use. | -
        411 | KilnRef (263) is in repair. | -
        Headings -
        510 | Too hot. | -
        511 | Fan has failed. | -",
    );
}

#[test]
fn what_is_in_the_bracket_after_a_word_is_a_status_or_nothing() {
    let page = markdown("## Errors\n- tank_dry (409): No water\n- tank_leak (262): Repair it\n");
    assert!(rows(&page).contains("tank_dry | No water | - | 409"), "{}", rows(&page));
    assert!(!rows(&page).contains("| 262"), "{}", rows(&page));
}

#[test]
fn second_codes_tell_rows_of_one_code_apart() {
    for heads in [
        "code|msg|subCode|subMsg",
        "错误码|错误描述|子错误码|子错误描述",
        "コード|メッセージ|サブコード|サブメッセージ",
    ] {
        let page = markdown(&format!(
            "## 错误码\n|{heads}|\n|---|---|---|---|\n|700|Kiln error|kiln-cold|Kiln is cold|\n|700|Kiln error|kiln-full|Kiln is full|\n|800|Glaze error||\n"
        ));
        let found: Vec<String> = page.found.tables[0]
            .rows
            .iter()
            .map(|row| {
                let text = |text: &Option<stubwright_spec::source::Spanned<String>>| {
                    text.as_ref().map_or("-", |text| text.as_str()).to_owned()
                };
                format!("{} {} {}", text(&row.code), text(&row.sub_code), text(&row.message))
            })
            .collect();
        assert_eq!(
            found,
            ["700 kiln-cold Kiln is cold", "700 kiln-full Kiln is full", "800 - Glaze error"],
            "{heads}"
        );
        assert_eq!(findings(&page), "", "{heads}");
    }
}

#[test]
fn items_of_a_cell_are_parted() {
    table(
        "## Errors\n|Code|Message|\n|---|---|\n|31|• No such boat<br>• Boat is sunk|\n|32|Boat is late<br>today|\n",
        "Table Code
        31 | No such boat; Boat is sunk | -
        32 | Boat is late today | -",
    );
}

#[test]
fn successes_among_codes_with_letters_are_none() {
    table(
        "## Errors\n|Code|Message|\n|---|---|\n|K100|Berth was booked successfully|\n|K101|Berth is taken|\n|K102|The status of the berth is not ok|\n",
        "Table Code
        K100 | Berth was booked successfully | - | Success
        K101 | Berth is taken | -
        K102 | The status of the berth is not ok | -",
    );
}

#[test]
fn sentences_that_begin_with_a_name_are_no_rows() {
    let page = markdown(
        "## Error codes\n\nretCode is the answer of the harbour.\nresCode is the answer of the crane.\n",
    );
    assert!(page.found.tables.is_empty(), "{}", rows(&page));
}

#[test]
fn fields_of_answers_with_the_status_of_an_error_are_left_out() {
    let page = markdown(
        "## 409 – CONFLICT\n### Parameters\n|Name|Type|Description|\n|---|---|---|\n|owner|string|who has it|\n",
    );
    assert!(page.found.fields.is_empty());
    assert!(findings(&page).contains("answers of errors"));
}

#[test]
fn a_list_of_the_codes_of_answers_is_one_of_errors() {
    table(
        "# Сигналы\n\n## Отправить код маяку\n\nСписок кодов ответов:\n\n|Код|Description|Расшифровка|\n|---|---|---|\n|0|Sent|Сигнал отправлен|\n|1|No lamp|Нет такого маяка|\n",
        "Table Код
        0 | Sent | - | Success
        1 | No lamp | -",
    );
}
