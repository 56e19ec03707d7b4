//! Where fields are sent, and lists and lines of fields, in five languages.

use super::fields::lines;
use super::{fields, markdown, text};

#[track_caller]
fn of_text(page: &str, expected: &str) {
    assert_eq!(lines(&fields(&text(page))), lines(expected), "{page}");
}

#[track_caller]
fn of_markdown(page: &str, expected: &str) {
    assert_eq!(lines(&fields(&markdown(page))), lines(expected), "{page}");
}

#[test]
fn a_line_for_each_part_of_a_field() {
    of_text(
        "Reserve a mooring\nPOST\nhttps://api.quay.example/v1/moorings\nPath Params\nharbour\nstring\nrequired\nThe harbour\nBody Params\nboat\nobject {2}\nrequired\nWhat arrives\nname\nstring\nrequired\n>= 2 characters\nlength\nnumber\noptional\nsize\nenum<string>\noptional\nAllowed values:\nS\nM\nDefault:\nM\nnights\ninteger\noptional\nExample: 3\nResponses\n200\nmooring_id\nstring\nrequired\n",
        "[Path Params Request]
        harbour! Text in Path \"The harbour\"
        [Body Params Request]
        boat! Object in Body \"What arrives\"
        boat.name! Text chars 2..
        boat.length? Float
        size? Text in Body [S, M] =M
        nights? Long in Body e.g. 3
        [200 Response]
        mooring_id! Text",
    );
    of_text(
        "查询泊位\nHeader 参数\nX-Dock\nstring\n必需\n码头\nQuery 参数\nberthId\nnumber\n必需\n泊位号\npage\ninteger\n可选\n返回响应\n数据结构\nfree\nboolean\n可选\n",
        "[Header 参数 Request]
        X-Dock! Text in Header \"码头\"
        [Query 参数 Request]
        berthId! Long in Query \"泊位号\"
        page? Long in Query
        [数据结构 Response]
        free? Bool",
    );
    of_text(
        "Причал\nПараметры пути\nberth_id\nцелое\nобязательный\nНомер причала\nЗаголовки\nX-Port\nстрока\nнеобязательный\nТело запроса\nboat\nстрока\nобязательный\nСудно\nnights\nцелое\n",
        "[Параметры пути Request]
        berth_id! Long in Path \"Номер причала\"
        [Заголовки Request]
        X-Port? Text in Header
        [Тело запроса Request]
        boat! Text in Body \"Судно\"
        nights? Long in Body",
    );
    of_text(
        "정박 예약\n쿼리 파라미터\nberth\n문자열\n필수\n정박지\nnights\n정수\n선택\n숙박 일수\n",
        "[쿼리 파라미터 Request]
        berth! Text in Query \"정박지\"
        nights? Long in Query \"숙박 일수\"",
    );
}

#[test]
fn words_below_each_other_are_not_fields() {
    of_text("Menu\nname\nemail\nphone\ndate\nurl\n", "");
    of_text("Prices\ncode\nMessage\nnot found\n", "");
}

#[test]
fn definition_lists_and_bullets() {
    of_markdown(
        "### Parameters\n\n`fare` _mandatory_\n: `integer` In cents.\n\n`rider` _optional_\n: `string` Who travels.\n\n`labels` _optional_\n: `json object` Any key-value pairs.\n\n- seat string(4) required\n- memo string\n",
        "[Parameters Request]
        fare! Long \"In cents.\"
        rider? Text \"Who travels.\"
        labels? Map(None) \"Any key-value pairs.\"
        seat! Text chars ..4
        memo Text",
    );
    of_markdown(
        "### Body\n\n- `width` *number* the width of the boat\n- **arrives** — integer, required. Unix time\n- `mode`: string, required\n  - `day`: by day\n  - `night`: by night\n- note: for the harbour master\n- owner object required\n  - name string required Who owns it\n",
        "[Body Request]
        width? Float in Body \"the width of the boat\"
        arrives! Long in Body \"Unix time\"
        mode! Text in Body [day=by day, night=by night]
        note? in Body \"for the harbour master\"
        owner! Object in Body
        owner.name! Text \"Who owns it\"",
    );
    of_markdown(
        "### 請求項目\n\n- `seat`（文字列、必須）：座席\n- `memo`（文字列、任意）：備考\n",
        "[請求項目]
        seat! Text \"座席\"
        memo? Text \"備考\"",
    );
    // Terms need no type below a title.
    of_markdown(
        "### Parameters\n\nberth\n: where it lies\n\n`crew` (required)\n: who sails it\n\nmast\n: how high\n",
        "[Parameters Request]
        berth? \"where it lies\"
        crew! \"who sails it\"
        mast? \"how high\"",
    );
    of_markdown("- Some text about it\n- a plain item\n- number of items\n", "");
}

#[test]
fn titles_say_where_fields_are_sent() {
    of_markdown(
        "## 设置灯号\n\n#### 请求 header\n\n|参数|类型|必需|描述|\n|---|---|---|---|\n|`Content-Type`|String|是|类型：`application/json`。|\n|`X-Dock`|String|是|码头|\n\n#### 请求 body\n\n|参数|类型|必需|描述|\n|---|---|---|---|\n|`colour`|String|是|颜色|\n",
        "[请求 header Request]
        Content-Type! Text in Header \"类型：application/json。\"
        X-Dock! Text in Header \"码头\"
        [请求 body Request]
        colour! Text in Body \"颜色\"",
    );
    // The title of an operation says nothing about its fields.
    of_markdown(
        "# order.query（查询泊位）\n\n## 请求参数\n\n|名称|类型|必须|描述|\n|---|---|---|---|\n|berth|String|是|泊位|\n\n## Response headers\n\n|Name|Type|\n|---|---|\n|X-Left|integer|\n",
        "[请求参数 Request]
        berth! Text \"泊位\"",
    );
}

#[test]
fn tables_of_rows_between_double_bars() {
    of_markdown(
        "### Параметры запроса\n\n#|\n|| **Поле** | **Тип** | **Обязательное** | **Описание** ||\n|| `berth` | строка | да | Причал:\n\n- первый\n- второй ||\n|| `nights` | целое | нет | Число ночей ||\n|#\n\nТекст ниже.\n",
        "[Параметры запроса Request]
        berth! Text \"Причал: первый второй\"
        nights? Long \"Число ночей\"",
    );
}

#[test]
fn names_with_their_types_below() {
    of_markdown(
        "### Параметры запроса\n\n#|\n|| **Название**\n`тип` | **Описание** ||\n|| **berth***\n[`integer`](../types.md) | Причал:\n\nпервый ||\n|| **nights**\n[`string`](../types.md) | Ночи ||\n|#\n",
        "[Параметры запроса Request]
        berth! Long \"Причал: первый\"
        nights? Text \"Ночи\"",
    );
    of_markdown(
        "### Request\n\n|Name|Description|\n|---|---|\n|berth<br>integer|Where|\n|nights<br>string|How long|\n",
        "[Request Request]
        berth Long \"Where\"
        nights Text \"How long\"",
    );
}

#[test]
fn tables_that_are_not_read_are_reported() {
    let page = markdown(
        "## Berths\n\n|Type|Field|\n|---|---|\n|a b c|12 of 13|\n|d e f|no, none|\n\n## Changes\n\n|Version|Date|Text|\n|---|---|---|\n|1.0|2024-01-01|first|\n|1.1|2024-02-01|second|\n\n## Response headers\n\n|Name|Type|\n|---|---|\n|X-Left|integer|\n",
    );
    assert_eq!(
        super::findings(&page),
        "3:1 the columns of a table are not understood, so it is left out\n19:2 headers of a response are left out"
    );
}

#[test]
fn a_part_of_a_response_is_not_a_request() {
    of_text(
        "Quote a berth\nPOST\n/berths/quote\nBody Params\nberthId\nstring\nrequired\nResponses\n200\napplication/json\nBody\nquoteId\nstring\nrequired\nharbourFee\nnumber\nThe fee\npilotFee\nnumber\nThe fee of the pilot\n",
        "[Body Params Request]
        berthId! Text in Body
        [Body Response]
        quoteId! Text
        harbourFee? Float \"The fee\"
        pilotFee? Float \"The fee of the pilot\"",
    );
}

#[test]
fn a_legend_says_what_marks_at_names_mean() {
    let rows = "|Name|Type|\n|---|---|\n|**seat**|string|\n|row (*)|int|\n|aisle†|int|\n";
    let said = |above: &str, below: &str| {
        let page = markdown(&format!("### Request\n{above}\n\n{rows}\n{below}\n"));
        let own = fields(&page);
        let marks = own.lines().skip(1).filter_map(|line| line.split_whitespace().next());
        marks
            .map(|name| name.trim_start_matches(char::is_alphabetic).to_owned())
            .collect::<Vec<_>>()
            .join(" ")
    };
    // Bold type and other signs say nothing by themselves.
    assert_eq!(said("Sent as JSON.", ""), "? ! ?");
    assert_eq!(said("Fields in **bold** are required.", ""), "! ! ?");
    assert_eq!(said("", "† required"), "? ! !");
    assert_eq!(said("\\* optional", ""), "! ? !");
    assert_eq!(said("\\* required", ""), "? ! ?");
    assert_eq!(said("* required", ""), "? ! ?");
    assert_eq!(said("带 * 为非必填", ""), "! ? !");
    assert_eq!(said("", "### Answer\nFields in bold are required."), "? ! ?");
}

#[test]
fn fields_whose_depth_is_lost_lie_in_the_objects_above_them() {
    // The second `portId` cannot lie beside the first one, and nothing else lies beside a payload.
    of_text(
        "查询货船\nGET\nhttps://api.quay.example/v1/ship\n响应参数\ncode\nint32\n0 表示成功\nmessage\nstring\n信息\ndata\nobject\n业务数据\nshipNo\nstring\n船号\nfromPort\nobject\n出发港\nportId\nstring\n港口编号\ncaptain\nobject\n港长\nname\nstring\n姓名\ntoPort\nobject\n目的港\nportId\nstring\n港口编号\nshipOwner\nobject\n船东\nname\nstring\n姓名\ntraceId\nstring\n请求编号\n",
        "[响应参数 Response]
        code Int \"0 表示成功\"
        message Text \"信息\"
        data Object \"业务数据\"
        data.shipNo Text deep? \"船号\"
        data.fromPort Object deep? \"出发港\"
        data.fromPort.portId Text deep? \"港口编号\"
        data.fromPort.captain Object deep? \"港长\"
        data.fromPort.captain.name Text deep? \"姓名\"
        data.toPort Object deep? \"目的港\"
        data.toPort.portId Text deep? \"港口编号\"
        data.shipOwner Object deep? \"船东\"
        data.shipOwner.name Text deep? \"姓名\"
        traceId Text deep? \"请求编号\"",
    );
    of_text(
        "查询货船\nGET\nhttps://api.quay.example/v1/ships\n响应参数\ncode\nint32\n0 表示成功\nmsg\nstring\n信息\ndata\narray\n货船列表\nshipNo\nstring\n船号\n",
        "[响应参数 Response]
        code Int \"0 表示成功\"
        msg Text \"信息\"
        data List(None) \"货船列表\"
        data[].shipNo Text deep? \"船号\"",
    );
    // Nothing shows that fields lie in the object.
    of_text(
        "Moor\nPOST\nhttps://api.quay.example/v1/moor\nBody Params\nboat\nobject\nrequired\nWhat arrives\nnights\ninteger\nrequired\nHow long\n",
        "[Body Params Request]
        boat! Object in Body \"What arrives\"
        nights! Long in Body \"How long\"",
    );
}

#[test]
fn rows_that_are_run_together_are_parted_where_types_begin() {
    of_text(
        "查询泊位\nPOST https://api.quay.example/v1/berth\n\n请求参数\n\n参数类型(长度) 必填描述\nberthNoString(32)Y泊位号\npageInteger(4)N页码，\n从1开始计数\ndate_listList<String>N日期\n\n响应参数\n\n名称类型说明\nshipNameString船名\ncount整数艘数\n",
        "[请求参数 Request]
        berthNo! Text chars ..32 \"泊位号\"
        page? Long 1.. \"页码， 从1开始计数\"
        date_list? List(Some(Text)) \"日期\"
        [响应参数 Response]
        shipName Text \"船名\"
        count Long \"艘数\"",
    );
    // Where the name ends is not to be seen, and one row has no answer.
    for rows in ["berthnostringY泊位号", "berthNoString(32)Y泊位号\nmemoString(8)备注"] {
        let page = text(&format!("查询泊位\n\n请求参数\n\n参数类型必填描述\n{rows}\n"));
        assert_eq!(fields(&page), "");
        assert!(super::findings(&page).contains("run together"), "{rows}");
    }
}
