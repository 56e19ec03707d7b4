//! Fields: nesting, flags, lists, tables below tables.

use super::{fields, findings, markdown, text};

pub(super) fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

#[track_caller]
pub(super) fn table(page: &str, expected: &str) {
    let page = markdown(page);
    assert_eq!(lines(&fields(&page)), lines(expected), "{}", findings(&page));
}

#[test]
fn short_names_of_signs_and_names_of_what_is_out_of_use() {
    table(
        "## Request\n\n|Parameter|Type|Required|Notes|\n|---|---|---|---|\n|title|string|:white_check_mark:|Title|\n|deprecated_chars|array: string||Deprecated characters|\n|closes|string||Deprecated|\n",
        "[Request Request]
        title! Text \"Title\"
        deprecated_chars? List(Some(Text)) \"Deprecated characters\"
        closes? Text deprecated \"Deprecated\"",
    );
}

#[test]
fn marks_tags_and_blanks_nest() {
    table(
        "### 请求参数\n|参数|类型|必填|说明|\n|---|---|---|---|\n|&lt;data>|object|是|数据|\n|id|long|是||\n|&lt;/data>||||\n|sign|string|是|签名|\n|items|array|否||\n|&nbsp;&nbsp;sku|string|是||\n|~~old~~|int|否|已废弃|\n",
        "[请求参数 Request]
        data! Object \"数据\"
        data.id! Long
        sign! Text \"签名\"
        items? List(None)
        items.sku! Text
        old? Int deprecated \"已废弃\"",
    );
    table(
        "|Name|Type|Required|\n|---|---|---|\n|a|object|yes|\n|└─ b|object|yes|\n|&nbsp;&nbsp;└─ c|string|no|\n|d.e.f|string|no|\n|d.e.g|string|no|\n",
        "[-]
        a! Object
        a.b! Object
        a.b.c? Text
        d.e.f? Text orphan
        d.e.g? Text",
    );
}

#[test]
fn columns_of_their_own() {
    table(
        "|字段|类型|长度|默认值|示例值|取值|位置|说明|\n|---|---|---|---|---|---|---|---|\n|code|String|32|A|A1|A,B|header|编码|\n|n|int|1-9|-|-|-|query|数量|\n",
        "[-]
        code Text in Header chars ..32 [A, B] =A e.g. A1 \"编码\"
        n Int in Query 1..9 \"数量\"",
    );
}

#[test]
fn tables_without_types_and_without_heads() {
    table(
        "## Request parameters\n|Parameter|Description|\n|---|---|\n|lang|The language|\n|limit|How many|\n",
        "[Request parameters Request]\nlang \"The language\"\nlimit \"How many\"",
    );
    table(
        "| | | |\n|---|---|---|\n|lang|string|The language|\n|limit|integer|How many|\n",
        "[-]\nlang Text \"The language\"\nlimit Long \"How many\"",
    );
}

#[test]
fn lists_are_fields_when_their_words_say_so() {
    table(
        "- `locker` (path, required): number of the locker\n- `notify` (object, optional) whether to tell\n  - `inner` (string): below\n",
        "[-]
        locker! in Path \"number of the locker\"
        notify? Object \"whether to tell\"
        notify.inner Text \"below\"",
    );
    table("- a plain item\n- `code` is set\n", "");
}

#[test]
fn a_table_titled_by_a_field_lies_below_it() {
    table(
        "### 请求参数\n|参数|类型|说明|\n|---|---|---|\n|orderId|string|单号|\n|items|List<Item>|明细|\n|buyer|Buyer|购方|\n### items 说明\n|参数|类型|说明|\n|---|---|---|\n|sku|string|编码|\n### Buyer object\n|Field|Type|Description|\n|---|---|---|\n|name|string|Name|\n",
        "[请求参数 Request]
        orderId Text \"单号\"
        items List(None) \"明细\"
        items.sku Text \"编码\"
        buyer \"购方\"
        buyer.name Text \"Name\"",
    );
}

#[test]
fn lines_whose_columns_are_lost() {
    let page = text(
        "Request\nName\nType\nRequired\nDescription\nname\nstring\nyes\nWho\ncode\nint\nno\nsize\nint\nyes\nHow big, 1-9\nResponse\n",
    );
    assert_eq!(
        lines(&fields(&page)),
        lines("[Request Request]\nname! Text \"Who\"\ncode? Int\nsize! Int 1..9 \"How big, 1-9\"")
    );
    let page = text(
        "Parameter Type Required Description\nlang string no The language\nlimit integer yes How many\n",
    );
    assert_eq!(lines(&fields(&page)), lines("[-]\nlang? Text \"The language\"\nlimit! Long \"How many\""));
}

#[test]
fn items_and_results_are_labels() {
    table(
        "### Pause\n- **请求参数:**\n\n|名称|类型|描述|\n|---|---|---|\n|id|number|编号|\n|rate|number|比率|\n|days|number|天数，1-9|\n\n- **成功响应:**\n\n|名称|类型|描述|\n|---|---|---|\n|state|string|状态<br>- `ON`：开<br>- `OFF`：关|\n|note|string|备注（可选）|\n",
        "[请求参数: Request]
        id Long \"编号\"
        rate Float \"比率\"
        days Int 1..9 \"天数，1-9\"
        [成功响应: Response]
        state Text [ON=开, OFF=关] \"状态 ON：开 OFF：关\"
        note? Text \"备注（可选）\"",
    );
}

#[test]
fn a_field_has_its_table_in_its_own_section() {
    table(
        "# A\n## Make\n|参数|类型|说明|\n|---|---|---|\n|items|List|明细|\n## Drop\n### items\n|参数|类型|说明|\n|---|---|---|\n|sku|string|编码|\n",
        "[Make]
        items List(None) \"明细\"
        [items]
        sku Text \"编码\"",
    );
}

#[test]
fn orphans_are_reported_once() {
    let page =
        markdown("|字段|类型|必选|\n|---|---|---|\n|notify.email|string|N|\n|notify.phone|string|N|\n");
    assert_eq!(findings(&page), "3:2 notify.email has no row for notify");
}

#[test]
fn any_text_is_read() {
    let parts = [
        "|",
        "a.b[0]",
        "└",
        "---",
        "\n",
        "错误码",
        "1-普通 ",
        "：",
        "0",
        "200-299",
        "\u{200b}",
        "必填",
        "- ",
        "# ",
        "E101 ",
        "\t",
        "(409)",
        "—",
        "Code",
        "`",
        "List<",
        "最多9个",
        "é",
        "~",
        "或",
    ];
    let mut state = 7_u64;
    for _ in 0..300 {
        let mut page = String::new();
        for _ in 0..60 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            page.push_str(parts[usize::try_from(state >> 33).unwrap() % parts.len()]);
        }
        let _ = (markdown(&page), text(&page));
    }
}

#[test]
fn a_placeholder_makes_a_map_of_the_field_around_it() {
    let page = markdown(
        "|字段|类型|说明|\n|---|---|---|\n|list|array|批次|\n|list[].vars|object|变量|\n|list[].vars.{key}|string|值|\n",
    );
    assert_eq!(
        fields(&page).lines().skip(1).collect::<Vec<_>>(),
        ["list List(None) \"批次\"", "list[].vars Map(Some(Text)) \"变量\""]
    );
}

#[test]
fn a_heading_names_the_field_of_its_table_across_a_sentence() {
    let page = markdown(
        "## Request\n|Name|Type|Required|\n|---|---|---|\n|seat|object|yes|\n|seat.row|object|yes|\n\n#### seat (request)\n\nA list of objects with these items:\n\n|Name|Type|Required|\n|---|---|---|\n|code|string|yes|\n\n#### seat.row\n\n|Name|Type|Required|\n|---|---|---|\n|side|string|yes|\n",
    );
    let paths = page.found.fields.iter().flat_map(|table| &table.rows).map(|field| field.path.len());
    assert_eq!(paths.collect::<Vec<_>>(), [1, 2, 3, 2], "{}", fields(&page));
}

#[test]
fn a_range_is_no_list_of_values() {
    let page = markdown(
        "|Name|Type|Default|Description|\n|---|---|---|---|\n|times|int|有|次数，取值[1, 15]|\n|price|string||one of 0.5, 0.25|\n",
    );
    assert_eq!(
        fields(&page).lines().skip(1).collect::<Vec<_>>(),
        ["times Int 1..15 \"次数，取值[1, 15]\"", "price Text \"one of 0.5, 0.25\""]
    );
}

#[test]
fn tables_of_prices_and_of_fields_list_no_values() {
    let page = markdown(
        "|Name|Type|\n|---|---|\n|price|string|\n|type|string|\n|side|string|\n\n## Book\n|Price|Size|\n|---|---|\n|42.00|7|\n|40.50|3|\n\n## Answer\n|Type|Description|\n|---|---|\n|price|The price|\n|side|The side|\n",
    );
    assert_eq!(super::values(&page), "");
}

#[test]
fn types_by_letters_and_in_brackets() {
    table(
        "|字段|类型|M/O/C|说明|\n|---|---|---|---|\n|shipNo|C(32)|M|船号|\n|load|N(12,2)|O|载重|\n|berth|an..8|C|泊位|\n|tide|long|||\n",
        "[-]
        shipNo! Text chars ..32 \"船号\"
        load? Decimal \"载重\"
        berth~ Text chars ..8 \"泊位\"
        tide? Long",
    );
    table(
        "|Name|Type|\n|---|---|\n|crew|[object]|\n|crew>>names|[array]|\n|crew>>size|[int]|\n|note|string|\n",
        "[-]
        crew Object
        crew.names List(None)
        crew.size Int
        note Text",
    );
    table(
        "|Name|Type|Notes|\n|---|---|---|\n|mast|string, required|The mast|\n|sails|integer<br>default 2|1 to 9|\n|flag|string or array|The flag|\n",
        "[-]
        mast! Text \"The mast\"
        sails? Long 1..9 =2 \"1 to 9\"
        flag? \"The flag\"",
    );
}

#[test]
fn tables_below_a_title_need_no_types() {
    table(
        "### Request headers\n|Name|Value|\n|---|---|\n|X-Ship-Id|17|\n|X-Dock|east|\n### 返回参数\n|名称|说明|\n|---|---|\n|shipNo|船号|\n|berth|泊位|\n",
        "[Request headers Request]
        X-Ship-Id in Header e.g. 17
        X-Dock in Header e.g. east
        [返回参数 Response]
        shipNo \"船号\"
        berth \"泊位\"",
    );
}

#[test]
fn the_row_of_the_body_is_not_a_field() {
    table(
        "|名称|位置|类型|必选|\n|---|---|---|---|\n|lang|query|string|否|\n|body|body|array[object]|否|\n|» ship|body|object|是|\n|»» no|body|string|否|\n",
        "[-]
        lang? Text in Query
        ship! Object in Body
        ship.no? Text in Body",
    );
    // A mail has a body of its own.
    table(
        "|Name|In|Type|\n|---|---|---|\n|to|body|string|\n|body|body|object|\n|body.text|body|string|\n",
        "[-]
        to Text in Body
        body Object in Body
        body.text Text in Body",
    );
}

#[test]
fn tables_that_are_understood_in_part_are_reported() {
    let page = markdown("|nr|what|art|\n|---|---|---|\n|shipId|the ship|string|\n|berthNo|the berth|int|\n");
    assert_eq!(findings(&page), "1:1 the columns of a table are not understood, so it is left out");
    let page = markdown(
        "### Lights / integer\n\n|Value|Description|\n|---|---|\n|0|Nothing is lit|\n|1|The mast is lit|\n",
    );
    assert_eq!(findings(&page), "3:1 the columns of a table are not understood, so it is left out");
}

#[test]
fn a_range_that_the_default_breaks_is_not_a_bound() {
    table(
        "|Name|Type|Notes|\n|---|---|---|\n|size|int|Default: 20, recommended: 50-100|\n|page|int|From 1 to 9, default 3|\n|rows|int|At most 9, default 20|\n",
        "[-]
        size Int =20 \"Default: 20, recommended: 50-100\"
        page Int 1..9 =3 \"From 1 to 9, default 3\"
        rows Int =20 \"At most 9, default 20\"",
    );
}

#[test]
fn lists_without_types_are_fields_below_a_title() {
    table(
        "### Request body\n- `ship`: the ship\n- `ship.name`: its name\n- `note`: Optional - a note\n",
        "[Request body Request]
        ship in Body \"the ship\"
        ship.name \"its name\"
        note? in Body \"a note\"",
    );
}

#[test]
fn links_and_entries_of_maps_say_where_tables_lie() {
    table(
        "### Response\n|Name|Type|\n|---|---|\n|[crew](#the-people)|object|\n|fares|JSON(Map)|\n### The people\n|Name|Type|\n|---|---|\n|size|int|\n### details\n|Name|Type|\n|---|---|\n|key|string|\n|value|decimal|\n",
        "[Response Response]
        crew Object
        crew.size Int
        fares Map(Some(Decimal))",
    );
}

#[test]
fn a_row_of_several_lines_has_several_fields() {
    table(
        "|Name|Type|Notes|\n|---|---|---|\n|mast|object|The mast|\n|<ul><li>height</li><li>wood</li></ul>|<ul><li>int</li><li>string</li></ul>|<ul><li>in feet</li><li>of what</li></ul>|\n",
        "[-]
        mast Object \"The mast\"
        height Int \"in feet\"
        wood Text \"of what\"",
    );
}

#[test]
fn tables_without_heads_have_names_that_samples_have() {
    let page = markdown(
        "- Request (URL)\n\n| | | |\n|---|---|---|\n|offset|where to start|optional: default 0|\n|limit|how many||\n\n## Ships\n\n```json\n{\"ship\": 1, \"berth\": 2}\n```\n\n| | |\n|---|---|\n|ship|the ship|\n|berth|the berth|\n",
    );
    assert_eq!(
        lines(&fields(&page)),
        lines(
            "[Request (URL) Request]\noffset? =0 \"where to start; optional: default 0\"\nlimit \"how many\"\n[-]\nship \"the ship\"\nberth \"the berth\""
        ),
        "{}",
        findings(&page)
    );
}

#[test]
fn descriptions_may_begin_with_a_type() {
    table(
        "|Name|Description|\n|---|---|\n|ship|**Integer\\|Null** <br/> the ship|\n|crew|**Array of strings**<br>the crew|\n",
        "[-]
        ship Long \"the ship\"
        crew List(Some(Text)) \"the crew\"",
    );
}

#[test]
fn words_in_place_of_a_value_are_not_defaults() {
    table(
        "|Name|Type|Default|Description|\n|---|---|---|---|\n|ship|string|null|The ship|\n|from|string|Now|When|\n|zone|string|Zone of the dock|Where|\n|flag|string|red|(Unit: m/min)|\n",
        "[-]
        ship Text \"The ship\"
        from Text \"When\"
        zone Text \"Where\"
        flag Text =red \"(Unit: m/min)\"",
    );
}

#[test]
fn paragraphs_may_be_fields_with_their_types() {
    table(
        "### **BODY PARAMS**\n\n**ship*** `object`\n<br>&nbsp;&nbsp;&nbsp;&nbsp;**name*** `string`\n<br>&nbsp;&nbsp;&nbsp;&nbsp;What it is called\n\n**crew** `list` of `object`\n<br>Who is on it\n\nThen it sails.\n",
        "[BODY PARAMS Request]
        ship! Object in Body
        ship.name! Text \"What it is called\"
        crew? List(Some(Object)) in Body \"Who is on it\"",
    );
    table("### Request\n\nShip object with a mast.\n\nIt sails.\n", "");
}

#[test]
fn values_below_a_line_that_names_their_field_are_not_fields() {
    let page = markdown(
        "### Response\n\n```json\n{\"state\": \"MOORED\", \"moored_at\": 1}\n```\n\nThe states of the ship, in the field `state`, are:\n\n- `MOORED`: it is in its berth\n- `SAILED`: it has left\n",
    );
    assert_eq!(fields(&page), "");
    assert_eq!(
        super::values(&page),
        "state (listed in the text): MOORED=it is in its berth, SAILED=it has left"
    );
}

#[test]
fn bullets_describe_the_variables_of_a_path() {
    let is_read = |above: &str| {
        let list = "- ship_id - the ship that carries it\n- lamp: which of its lamps\n";
        fields(&markdown(&format!("{above}\n\n{list}"))).contains("\"which of its lamps\"")
    };
    assert!(is_read("## URL /ships/{ship_id}/lamps/{lamp}\n\nTwo parts of the ship are used here:"));
    assert!(is_read("GET /ships/:ship_id/lamps/:lamp"));
    assert!(!is_read("GET /ships/:ship_ids/lamps/:lamp"));
    assert!(!is_read("GET /ships/{ship_id}/lamps/{lamp}\n\n## Response"));
}

#[test]
fn media_types_are_no_types_of_fields() {
    table(
        "### Headers\n\n- Accept: text/json or Accept: application/json - how it answers\n- Token: who asks\n",
        "[Headers]
        Accept in Header \"text/json or Accept: application/json - how it answers\"
        Token in Header \"who asks\"",
    );
}

#[test]
fn tables_of_states_are_reported() {
    let page = markdown(
        "### Lamps\n\n|State|Description|Final|\n|---|---|---|\n|lit|It burns|-|\n|out|It is dark|+|\n",
    );
    assert_eq!(findings(&page), "3:1 the columns of a table are not understood, so it is left out");
}

#[test]
fn a_sentence_below_a_heading_about_answers_is_about_them() {
    table(
        "## レスポンスパラメータ\n\nlamp APIの結果として得られるパラメータは、以下の通りである。\n\n|パラメータ名|説明|\n|---|---|\n|lampId|灯の番号|\n",
        "[lamp APIの結果として得られるパラメータは、以下の通りである。 Response]
        lampId \"灯の番号\"",
    );
    table(
        "## Response\n\nThe request parameters of the call are these:\n\n|Name|Type|\n|---|---|\n|lamp|string|\n",
        "[Response Request]
        lamp Text",
    );
}

#[test]
fn what_a_text_has_inside_of_it_is_left_out() {
    let page = |title: &str| {
        markdown(&format!(
            "### Parameters\n\n|Name|Type|\n|---|---|\n|lamps|string|\n\n{title}\n\n|Name|Type|\n|---|---|\n|hue|string|\n"
        ))
    };
    for title in ["- lamps（Base64编码前）", "#### lamps (before encryption)", "**lamps (復号後)**"] {
        let page = page(title);
        assert!(!fields(&page).contains("hue"), "{title}");
        assert_eq!(
            findings(&page),
            "11:2 a table of what a text has inside of it is left out: the text is sent in another form",
            "{title}"
        );
    }
    assert!(fields(&page("- lamps object")).contains("hue"));
}

#[test]
fn an_item_may_be_the_title_of_the_fields_inside_of_it() {
    table(
        "- Endpoint: /lamps\n- Required parameters\n  - hue (type = string, max length = 20)\n  - height (type: int) - how high it hangs\n- Formats: JSON\n",
        "[Required parameters Request]
        hue! Text chars ..20 \"max length = 20\"
        height! Int \"how high it hangs\"",
    );
}
