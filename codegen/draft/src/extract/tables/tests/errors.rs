//! Errors: layouts and traps.

use super::{findings, markdown, rows, text, values};

pub(super) fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

#[track_caller]
pub(super) fn table(page: &str, expected: &str) {
    let page = markdown(page);
    assert_eq!(lines(&rows(&page)), lines(expected), "{}", findings(&page));
}

#[test]
fn a_status_of_success_is_one_whatever_else_is_said() {
    table(
        "## 状态码\n\n|状态码|说明|\n|---|---|\n|200|处理成功|\n|204|处理成功，内容未改变|\n|400|处理成功，内容未改变|\n",
        "Table 状态码
        200 | 处理成功 | - | Success
        204 | 处理成功，内容未改变 | - | Success
        400 | 处理成功，内容未改变 | -",
    );
}

#[test]
fn cells_that_span_rows_and_columns() {
    table(
        "## 错误码\n\
        |HTTP状态码|状态码|说明|排查建议|\n|---|---|---|---|\n\
        |400|11001|页面数量超过50|检查请求参数|\n\
        |^^|11002|图片格式不支持|^^|\n\
        |200|12001|打印机缺纸|补充纸张|\n\
        |^^|^^|打印机离线|检查网络|\n\
        |^^|~~12002~~|~~优先级不合法~~|—|\n\
        |429|13001|请求过于频繁|<<|\n\
        |其他错误|<<|<<|<<|\n\
        |500|14001|内部错误|重试|\n\
        |^^|^^|^^|再联系客服|\n",
        "Table 状态码
        11001 | 页面数量超过50 | 检查请求参数 | 400
        11002 | 图片格式不支持 | 检查请求参数 | 400
        12001 | 打印机缺纸 | 补充纸张 | 200
        12001 | 打印机离线 | 检查网络 | 200
        12002 | 优先级不合法 | - | 200 | deprecated
        13001 | 请求过于频繁 | - | 429
        14001 | 内部错误 | 重试 再联系客服 | 500",
    );
}

#[test]
fn a_cell_of_several_codes_is_a_row_for_each() {
    table(
        "## Errors\n|Code|Message|\n|---|---|\n|1004, 1005|The dock is closed|\n|1007、1008|The ship is gone|\n|1010|Fog|\n|1011 1012|No crew|\n",
        "Table Code
        1004 | The dock is closed | -
        1005 | The dock is closed | -
        1007 | The ship is gone | -
        1008 | The ship is gone | -
        1010 | Fog | -
        1011 | No crew | -
        1012 | No crew | -",
    );
}

#[test]
fn a_column_that_is_no_part_of_a_row_is_skipped() {
    table(
        "### エラー\n|区分|コード|意味|\n|---|---|---|\n|入力|PT-001|会員番号は必須です|\n|^^|PT-003|ポイントは1以上|\n|業務|~~PT-005~~|~~閉店~~|\n|その他|PT-9xx|システムエラー|\n",
        "Table コード
        PT-001 | 会員番号は必須です | -
        PT-003 | ポイントは1以上 | -
        PT-005 | 閉店 | - | deprecated
        PT-9xx | システムエラー | - | Range",
    );
}

#[test]
fn links_breaks_and_rows_without_a_code() {
    let page = markdown(
        "## Errors\n|Code|What it means|Troubleshooting|\n|---|---|---|\n\
        |[95](https://a.example/95)|Key is missing|Send `api_key`|\n\
        |108|Title is too long|Change the request and<br>send it again|\n\
        |~~110~~|Too many polls|Wait&nbsp;a while|\n\
        ||Something went wrong|Please retry|\n",
    );
    assert_eq!(
        lines(&rows(&page)),
        lines(
            "Table Code
            95 | Key is missing | Send api_key | https://a.example/95
            108 | Title is too long | Change the request and send it again
            110 | Too many polls | Wait a while | deprecated
            - | Something went wrong | Please retry"
        )
    );
    assert_eq!(findings(&page), "7:1 a row without a code");
}

#[test]
fn content_says_what_heads_do_not() {
    table(
        "## Errors\n|Foo|Bar|\n|---|---|\n|SIGN_ERROR|The signature is wrong|\n|isv.order-not-exist|There is no such order|\n",
        "Table Foo
        SIGN_ERROR | The signature is wrong | -
        isv.order-not-exist | There is no such order | -",
    );
    table(
        "| | |\n|---|---|\n|oc_10011|用户未认证，请先认证|\n|oc_30005|文件格式不支持|\n|oc_40001|时间不能超过12个月|\n",
        "Table -
        oc_10011 | 用户未认证，请先认证 | -
        oc_30005 | 文件格式不支持 | -
        oc_40001 | 时间不能超过12个月 | -",
    );
    // A head of two columns of codes: the name is not a message.
    table(
        "|CODE|NAME|Message|\n|---|---|---|\n|1001|BAD_TOKEN|The token is wrong|\n|1002|NO_USER|No such user|\n",
        "Table CODE
        1001 | The token is wrong | -
        1002 | No such user | -",
    );
    table(
        "|CODE|NAME|\n|---|---|\n|1001|BAD_TOKEN|\n|1002|NO_USER|\n",
        "Table CODE
        1001 | BAD_TOKEN | -
        1002 | NO_USER | -",
    );
}

#[test]
fn the_text_nearest_to_the_wire_is_the_message() {
    table(
        "# 错误码\n|错误码|英文描述|中文描述|处理建议|\n|---|---|---|---|\n|40001|invalid token|令牌无效|重新获取|\n|40002|missing field|缺少字段|同上|\n",
        "Table 错误码
        40001 | 令牌无效 | 重新获取
        40002 | 缺少字段 | 重新获取 | ? as in the row above: 同上",
    );
    table(
        "|Code|Description|Message|\n|---|---|---|\n|E1|Please check the key.|bad key|\n|E2|The user is unknown.|no user|\n",
        "Table Code
        E1 | bad key | Please check the key.
        E2 | no user | -",
    );
}

#[test]
fn successes_and_ranges_are_told_by_code_and_message() {
    let page = markdown(
        "|code|说明|\n|---|---|\n|0|成功|\n|200|请求成功|\n|10000|操作失败|\n|SUCCESS|成功|\n|500+|服务错误|\n|其他|未知|\n|5XX|网关错误|\n|20001|订单已支付成功|\n|TRADE_SUCCESS|交易成功|\n",
    );
    assert_eq!(
        lines(&rows(&page)),
        lines(
            "Table code
            0 | 成功 | - | Success
            200 | 请求成功 | - | Success
            10000 | 操作失败 | -
            SUCCESS | 成功 | - | Success
            500+ | 服务错误 | - | Range
            其他 | 未知 | - | Range
            5XX | 网关错误 | - | Range
            20001 | 订单已支付成功 | -
            TRADE_SUCCESS | 交易成功 | -"
        )
    );
}

#[test]
fn letters_that_look_latin_and_codes_that_stand_twice() {
    let page = markdown(
        "|Код|Описание|\n|---|---|\n|Е104|Ошибка|\n|E105|Нет\u{200b} данных|\n|E105|Нет данных|\n|E105|Другое|\n|E105|Третье|\n|E106|А || Б|\n".replace("А || Б", "А \\|\\| Б").as_str(),
    );
    assert_eq!(
        lines(&findings(&page)),
        lines(
            "3:2 a letter that looks Latin and is Cyrillic: U+0415 in the code Е104
            4:10 an invisible character, U+200B
            5:2 the row is in the table twice
            6:2 the code E105 has two rows with different messages
            8:7 two messages in one cell"
        )
    );
    assert_eq!(page.found.tables[0].rows.len(), 5);
}

#[test]
fn lists_of_errors_and_lines_of_errors() {
    table(
        "## Errors\n- `1001`: Bad token. Get a new one.\n- `1002` - No such user\n- Other codes are for later use\n",
        "List -
        1001 | Bad token. | Get a new one.
        1002 | No such user | -",
    );
    table(
        "## 错误码\n1001：令牌无效\n1002：用户不存在。请检查参数。\n\n说明\n",
        "Lost -
        1001 | 令牌无效 | -
        1002 | 用户不存在。 | 请检查参数。",
    );
    table(
        "- `a_b` (409): Taken.\n- `c_d` [422]: Wrong.\n",
        "List -\na_b | Taken. | - | 409\nc_d | Wrong. | - | 422",
    );
}

#[test]
fn headings_that_are_codes() {
    table(
        "## Errors\n### E101: Bad token\nPlease log in again.\n### E102: No user\n## Next\n### E103: no\n",
        "Headings -
        E101 | Bad token | Please log in again.
        E102 | No user | -",
    );
}

#[test]
fn lines_whose_columns_are_lost() {
    let page = text("返回码 描述 解决方案\n0 成功\n1001 令牌无效 重新获取\n1002 用户不存在\n下一节\n");
    assert_eq!(
        lines(&rows(&page)),
        lines(
            "Lost 返回码
            0 | 成功 | - | Success
            1001 | 令牌无效 | 重新获取 | ? where the message ends
            1002 | 用户不存在 | -"
        )
    );
    let page = text(
        "错误码\n错误码\nHTTP状态码\n描述\n处理建议\nA01\n400\n参数错误\n检查参数\nA02\n403\n没有权限\nA03\n500\n系统错误\n稍后重试\n响应\n",
    );
    assert_eq!(
        lines(&rows(&page)),
        lines(
            "Lost 错误码
            A01 | 参数错误 | 检查参数 | 400
            A02 | 没有权限 | - | 403
            A03 | 系统错误 | 稍后重试 | 500"
        )
    );
    let page = text("状态码\n错误码\n说明\n400\nA01\n参数错误\n401\nA02\n没有权限\n响应\n");
    assert_eq!(lines(&rows(&page)), lines("Lost 错误码\nA01 | 参数错误 | - | 400\nA02 | 没有权限 | - | 401"));
}

#[test]
fn nothing_to_send_is_no_failure() {
    let page = markdown(
        "## 返回码\n|代码|说明|\n|---|---|\n|0#数量|提交成功的陶罐数|\n|-1|密钥错误|\n|-2|窑炉不存在|\n\n## 查询返回码\n|代码|说明|\n|---|---|\n|0|暂时没有待取的陶罐|\n|-3|没有权限|\n",
    );
    let said = rows(&page);
    for row in ["0#数量 | 提交成功的陶罐数 | - | Success", "0 | 暂时没有待取的陶罐 | - | Success"]
    {
        assert!(lines(&said).contains(&row), "{said}");
    }
}

#[test]
fn tables_of_states_are_no_errors() {
    let page = markdown(
        "```\n{\"state\": \"NEW\", \"orderStatus\": 1}\n```\n## Parcel states\n|State|Meaning|\n|---|---|\n|NEW|just made|\n|DONE|handed over|\n\
        ## orderStatus\n|Code|Description|\n|---|---|\n|1|created|\n|2|paid|\n## 错误码\n|代码|说明|\n|---|---|\n|1|失败|\n|2|超时|\n",
    );
    assert_eq!(
        lines(&values(&page)),
        [
            "state (a table of its own): NEW=just made, DONE=handed over",
            "orderStatus (a table of its own): 1=created, 2=paid"
        ]
    );
    assert_eq!(lines(&rows(&page)), ["Table 代码", "1 | 失败 | -", "2 | 超时 | -"]);
    let page = markdown(
        "|项目|内容|\n|---|---|\n|URL|https://a.example|\n|メソッド|POST|\n\n|Item|Description|\n|---|---|\n|URL|https://a.example|\n|Method|POST|\n",
    );
    assert_eq!(
        (page.found.tables.len(), page.found.fields.len(), page.found.values.len(), page.used.len()),
        (0, 0, 0, 0)
    );
}

#[test]
fn one_code_in_two_tables() {
    let page = markdown(
        "## Errors\n|code|msg|\n|-|-|\n|1|a b|\n|2|c d|\n\nMore\n\n|code|msg|\n|--|--|\n|1|x y|\n|2|c d|\n"
            .replace("|-|-|", "|--|--|")
            .as_str(),
    );
    assert_eq!(
        findings(&page),
        "11:2 the code 1 has another meaning in the table above\n12:2 the row is also in a table above"
    );
}

#[test]
fn statuses_names_and_types_mislead_nobody() {
    let page = markdown(
        "```\n{\"status\": 1}\n```\n## Statuses\n|Status|Meaning|\n|---|---|\n|200|OK|\n|404|No such thing|\n\n\
        |错误码|名称|类型|说明|\n|---|---|---|---|\n|−1001|BAD|业务|签名错误|\n|-1002|WORSE|系统|超时|\n\n\
        |编码|类型|说明|\n|---|---|---|\n|shopCode|string|店铺|\n|size|int|大小|\n\n\
        |名称|字段名|类型|\n|---|---|---|\n|店铺|shopCode|string|\n|大小|size|int|\n",
    );
    assert_eq!(lines(&rows(&page)), ["Table 错误码", "-1001 | 签名错误 | -", "-1002 | 超时 | -"]);
    assert_eq!(page.found.values.len(), 0);
    let names = page
        .found
        .fields
        .iter()
        .map(|table| table.rows.iter().map(|field| field.path[0].name.as_str()).collect::<Vec<_>>());
    assert_eq!(names.collect::<Vec<_>>(), [["shopCode", "size"], ["shopCode", "size"]]);
}

#[test]
fn codes_in_lists_below_headings_that_look_like_codes() {
    let page = markdown(
        "# Error codes\n## SYSTEM_ERROR\n- `1001` No such page.\n- `1002` Busy. Try again.\n## INPUT_ERROR\n- `2001` Bad `id`.\n- `2002` Bad key.\n",
    );
    assert_eq!(
        lines(&rows(&page)),
        lines(
            "List -
            1001 | No such page. | -
            1002 | Busy. | Try again.
            List -
            2001 | Bad id. | -
            2002 | Bad key. | -"
        )
    );
    let page = markdown("## Notes\n- `40001` no token\n- `40002` old token\n- `40003` bad token\n");
    assert_eq!(page.found.tables.len(), 1);
    let page = markdown("## History\n- 2023 first version\n- 2024 faster\n- 2025 smaller\n");
    assert_eq!(page.found.tables.len(), 0);
}

#[test]
fn rows_of_other_tables_stand_once() {
    let page = markdown(
        "## 错误码\n- 7001 名称无效\n- 7002 没有此人\n\n## 另一个\n### 错误码\n- 7001 名称无效；\n- 7002 没有此人\n- 7003 已满\n",
    );
    assert_eq!(
        lines(&rows(&page)),
        lines("List -\n7001 | 名称无效 | -\n7002 | 没有此人 | -\nList -\n7003 | 已满 | -")
    );
    assert_eq!(findings(&page), "7:3 2 rows are also in a table above");
}

#[test]
fn a_success_is_no_part_of_another_word() {
    table(
        "## 错误码\n|错误码|描述|\n|---|---|\n|0|提交成功|\n|21|비정상 접속|\n|22|정상|\n|23|불성공|\n|24|无法正常提交|\n",
        "Table 错误码
        0 | 提交成功 | - | Success
        21 | 비정상 접속 | -
        22 | 정상 | - | Success
        23 | 불성공 | -
        24 | 无法正常提交 | -",
    );
}

#[test]
fn a_table_of_codes_is_not_always_one_of_errors() {
    table("## Units\n|Code|Description|\n|---|---|\n|KGM|Kilogram|\n|LTR|Litre|\n", "");
    table(
        "## 错误码\n### 修订\n|版本号|日期|内容|\n|---|---|---|\n|V1.0|2020/1/1|第一版|\n|V1.1|2020/2/1|错误码|\n",
        "",
    );
    table(
        "## Codes\n|Code|Description|\n|---|---|\n|0|Success|\n|11|Seat is not free|\n",
        "Table Code
        0 | Success | - | Success
        11 | Seat is not free | -",
    );
}

#[test]
fn the_code_tells_rows_apart_and_a_name_stands_beside_it() {
    table(
        "|返回码|错误码|错误描述|\n|---|---|---|\n|500000|SEAT_TAKEN|座位已被占|\n|500000|SEAT_CLOSED|座位已关闭|\n",
        "Table 错误码
        SEAT_TAKEN | 座位已被占 | -
        SEAT_CLOSED | 座位已关闭 | -",
    );
    let page = markdown(
        "|错误码|错误名称|错误描述|\n|---|---|---|\n|61|SEAT_TAKEN|座位已被占|\n|62|SEAT_CLOSED|座位已关闭|\n",
    );
    let names = page.found.tables[0].rows.iter().map(|row| row.name.as_ref().unwrap().as_str());
    assert_eq!(names.collect::<Vec<_>>(), ["SEAT_TAKEN", "SEAT_CLOSED"]);
    let page = text(
        "错误码\n\n返回码\n错误码\n错误描述\n解决方案\n500000\nSEAT_TAKEN\n座位已被占\n请换座位。\n500000\nSEAT_CLOSED\n座位已关闭\n请换座位。\n",
    );
    assert_eq!(
        lines(&rows(&page)),
        ["Lost 错误码", "SEAT_TAKEN | 座位已被占 | 请换座位。", "SEAT_CLOSED | 座位已关闭 | 请换座位。"]
    );
}

#[test]
fn a_table_goes_on_behind_a_blank_line() {
    table(
        "|错误码|错误描述|\n|---|---|\n|90001|没有座位|\n\n|90002|seat is empty|\n|---|---|\n|90003|座位已关闭|\n",
        "Table 错误码
        90001 | 没有座位 | -
        90002 | seat is empty | -
        90003 | 座位已关闭 | -",
    );
}

#[test]
fn a_cell_of_several_codes_is_several_rows() {
    table(
        "|Код ошибки|Описание|\n|---|---|\n|-3<br>-5<br>5|Сбой|\n|7|Мест нет|\n",
        "Table Код ошибки
        -3 | Сбой | -
        -5 | Сбой | -
        5 | Сбой | -
        7 | Мест нет | -",
    );
}

#[test]
fn what_a_message_tells_of_may_be_out_of_use_and_its_code_is_not() {
    table(
        "## 错误码\n|错误码|说明|\n|---|---|\n|4031|禁止访问，如灯塔已停用等|\n|4032|该接口已废弃|\n|4033|灯塔不存在（已废弃）|\n|4034|Deprecated: use 4033|\n",
        "Table 错误码
        4031 | 禁止访问，如灯塔已停用等 | -
        4032 | 该接口已废弃 | -
        4033 | 灯塔不存在（已废弃） | - | deprecated
        4034 | Deprecated: use 4033 | - | deprecated",
    );
}

#[test]
fn statuses_with_their_words_are_codes() {
    let page = "## Response codes\n\n| Code | Description |\n|---|---|\n| `200 OK` | It is lit |\n| `204 No Content` | Nothing is left to say |\n| `404 Not Found` | No such lamp |\n";
    table(
        page,
        "Table Code
        200 | It is lit | - | 200 | Success
        204 | Nothing is left to say | - | 204 | Success
        404 | No such lamp | - | 404",
    );
}

#[test]
fn tables_with_the_same_heads_have_the_same_columns() {
    let head = "HTTP code | type | value | description\n---|---|---|---\n";
    let page = format!(
        "### Errors\n\n{head}403 | lamps | lamp_broken | the lamp is broken\n400 / 403 | lamps | lamp_missing | there is no lamp\n\n### Bills, and what else is wrong\n\n{head}402 | lamp_bills | bill_unpaid | the bill of the lamp is not paid\n"
    );
    let rows = rows(&markdown(&page));
    for row in [
        "lamp_broken | the lamp is broken | - | 403",
        "lamp_missing | there is no lamp | - | ?",
        "bill_unpaid | the bill of the lamp is not paid | - | 402",
    ] {
        assert!(rows.contains(row), "no `{row}` in\n{rows}");
    }
}
