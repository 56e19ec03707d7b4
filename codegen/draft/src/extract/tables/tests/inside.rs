//! Tables and lists in the cells of fields.

use super::fields::lines;
use super::{fields, findings, html, markdown, values};

const HEAD: &str = "<tr><th>Name</th><th>Type</th><th>Description</th></tr>";

#[test]
fn tables_in_cells_are_members() {
    let page = html(&format!(
        "<h3>Request</h3><table>{HEAD}\
        <tr><td>crew<td>array<td>Who sails<table>{HEAD}<tr><td>role<td>string<td>What for\
          <table><tr><th>Value</th><th>Meaning</th></tr><tr><td>cook<td>the cook</tr><tr><td>mate<td>the mate</tr></table></td></tr>\
          <tr><td>papers<td>object<td>Papers<table><tr><td>no<td>string<td>Their number</tr></table></td></tr></table></td></tr>\
        <tr><td colspan=3><table><tr><td>berth<td>string<td>Where</tr></table></td></tr>\
        <tr><td>size<td>object<td>How large<table><tr><td>long<td>in feet</tr><tr><td>wide<td>in feet</tr></table></td></tr>\
        <tr><td>name<td>string<td>Its name</td></tr></table>"
    ));
    let expected = [
        "[Request Request]",
        "crew List(None) \"Who sails\"",
        "crew.role Text [cook=the cook, mate=the mate] \"What for\"",
        "crew.papers Object \"Papers\"",
        "crew.papers.no Text \"Their number\"",
        "crew.berth Text \"Where\"",
        "size Object \"How large\"",
        "size.long \"in feet\"",
        "size.wide \"in feet\"",
        "name Text \"Its name\"",
    ];
    assert_eq!(lines(&fields(&page)), expected, "{}", findings(&page));
}

#[test]
fn lists_in_cells_are_members() {
    let cells = |owner: &str, rest: &str| {
        format!(
            "### Response\n|Name|Type|Description|\n|---|---|---|\n|owner|{owner}|\n|note|string|{rest}|\n"
        )
    };
    let check = |owner: &str, rest: &str, expected: &[&str]| {
        let page = markdown(&cells(owner, rest));
        let own = fields(&page);
        let own = lines(&own);
        assert_eq!(own.get(1..own.len() - 1).unwrap_or_default(), expected, "{owner}: {}", findings(&page));
    };
    let both = ["owner Object \"Who has it\"", "owner.name! Text \"its name\"", "owner.tel? Text"];
    check(
        "object|Who has it<ul><li>`name` (string, required): its name</li><li>tel string</li></ul>",
        "x",
        &both,
    );
    check("object|Who has it<br>- name: string, required, its name<br>- tel: string", "x", &both);
    check(
        "array|谁<br>• name：string，名字<br>• tel：string，电话",
        "x",
        &["owner List(None) \"谁\"", "owner.name Text \"名字\"", "owner.tel Text \"电话\""],
    );
    check(
        "object|持ち主<ul><li>name：名前</li><li>tel：電話</li></ul>",
        "x",
        &["owner Object \"持ち主\"", "owner.name \"名前\"", "owner.tel \"電話\""],
    );
    // Remarks and values are no members.
    check(
        "object|See below<br>- Only for boats<br>- Never null",
        "- Only once<br>- string: text",
        &["owner Object \"See below Only for boats Never null\""],
    );
    check(
        "string|One of<ul><li>mast</li><li>sail</li></ul>",
        "x",
        &["owner Text [mast, sail] \"One of mast sail\""],
    );
}

#[test]
fn a_table_in_a_cell_that_is_not_understood_is_said() {
    let page = html(&format!(
        "<h3>Request</h3><table>{HEAD}<tr><td>name<td>string<td>Its name</tr>\
        <tr><td>size<td>number<td>In feet<table><tr><td>Sloop from here<td>4 to 7<td>8 to 9</tr></table></td></tr></table>"
    ));
    assert!(findings(&page).contains("not understood"), "{}{}", findings(&page), fields(&page));
}

#[test]
fn fields_of_one_case_may_be_absent() {
    let rows = |names: &[&str]| {
        let lines = names.iter().map(|name| format!("|{name}|string|yes|its {name}|\n"));
        format!("\n|Name|Type|Required|Description|\n|---|---|---|---|\n{}", lines.collect::<String>())
    };
    let page = format!(
        "### Request\n|Name|Type|Required|Description|\n|---|---|---|---|\n|amount|int|yes|How much|\n|source|object|yes|How|\n\n- for card:\n{}\nIf `kind` is `till`:\n{}",
        rows(&["number"]),
        rows(&["code"])
    );
    let own = fields(&markdown(&page));
    let expected = [
        "[Request Request]",
        "amount! Int \"How much\"",
        "source! Object \"How\"",
        "source.number~ Text deep? \"for card: its number\"",
        "source.code~ Text deep? \"If kind is till: its code\"",
    ];
    assert_eq!(lines(&own), expected);
    // It may be in either.
    let page = markdown(&page.replace("|amount|int|", "|amount|object|"));
    assert!(findings(&page).contains("in which object"), "{}", findings(&page));
    let page = markdown(
        "### Request\n- `source` (object, required): How\n  - For card:\n    - `number` (string, required): its number\n  - `memo` (string, required): a note\n",
    );
    assert_eq!(
        lines(&fields(&page)).get(1..).unwrap_or_default(),
        [
            "source! Object \"How\"",
            "source.number~ Text \"For card: its number\"",
            "source.memo! Text \"a note\""
        ]
    );
}

#[test]
fn rows_that_are_no_fields_lose_nothing() {
    let page = markdown(
        "### 返回参数\n|序号|参数|类型|说明|\n|---|---|---|---|\n|1|id|string|编号|\n|2|goods|object|商品|\n|2.1|sku|string|编码|\n|2.2|size|object|尺寸|\n|2.2.1|w|int|宽|\n|3|state|int|状态|\n",
    );
    let expected = [
        "[返回参数 Response]",
        "id Text \"编号\"",
        "goods Object \"商品\"",
        "goods.sku Text \"编码\"",
        "goods.size Object \"尺寸\"",
        "goods.size.w Int \"宽\"",
        "state Int \"状态\"",
    ];
    assert_eq!(lines(&fields(&page)), expected);
    let page = markdown(
        "### Response\n|Name|Type|Description|\n|---|---|---|\n|1. id|string|Its id|\n|2. mast|object|The mast|\n|2.1 wood|string|Of what|\n",
    );
    let own = fields(&page);
    assert_eq!(
        lines(&own).get(1..).unwrap_or_default(),
        ["id Text \"Its id\"", "mast Object \"The mast\"", "mast.wood Text \"Of what\""]
    );
    let page = html(&format!(
        "<h3>Response</h3><table>{HEAD}<tr><td>from/to<td>string<td>When</tr><tr><td><td><td>in UTC</tr>\
        <tr><td colspan=3>Crew information</td></tr><tr><td>name<td>string<td>Who</tr>\
        <tr><td colspan=3>mast object</td></tr><tr><td>wood<td>string<td>Of what</tr>\
        <tr><td>report<td>List&lt;Map&gt;<td>Reports</tr><tr><td colspan=3>report中的数据：</td></tr>\
        <tr><td>phone<td>string<td>Whose</tr></table>"
    ));
    let own = fields(&page);
    assert_eq!(
        lines(&own).get(1..).unwrap_or_default(),
        [
            "from Text \"When\"",
            "to Text \"When in UTC\"",
            "name Text \"Who\"",
            "mast Object",
            "mast.wood Text \"Of what\"",
            "mast.report List(Some(Map(None))) \"Reports\"",
            "mast.report.phone Text \"Whose\""
        ]
    );
}

#[test]
fn a_list_goes_on_behind_the_samples_of_its_items() {
    let page = super::markdown(
        "### Request parameters\n\nmast\n:   string, optional, default value: \"\".\n\n    Its mast.\n\n    <pre>{\"mast\": \"oak\"}</pre>\n\n    In this example, the mast is made of oak, as most masts are.\n\ncrew\n:   number, optional.\n\n    How many.\n\n### Query parameters\n\nlog=&lt;value&gt;\n:   Asks for its log.\n\nflag=&lt;value&gt;\n:   Asks for its flag.\n",
    );
    let read = super::fields(&page);
    assert_eq!(read.matches('[').count(), 2, "{read}");
    assert!(read.contains("log in Query \"Asks for its log.\""), "{read}");
}

#[test]
fn titles_name_fields_by_their_descriptions() {
    let said = |title: &str, doc: &str, rows: &str| {
        let page = format!(
            "### 返回参数\n|参数|类型|说明|\n|---|---|---|\n|orderStatus|int|{doc}|\n|payType|string|支付方式|\n\n### {title}\n{rows}"
        );
        values(&markdown(&page))
    };
    let rows = "|状态|说明|\n|---|---|\n|0|已创建|\n|1|已支付|\n";
    let expected = "orderStatus (a table of its own): 0=已创建, 1=已支付";
    assert_eq!(said("订单状态说明", "订单状态", rows), expected);
    assert_eq!(said("订单状态说明", "见订单状态说明", rows), expected);
    assert_eq!(
        said("支付方式枚举", "订单状态", "|代码|名称|\n|---|---|\n|WX|微信|\n|ALI|支付宝|\n"),
        "payType (a table of its own): WX=微信, ALI=支付宝"
    );
    assert_eq!(said("支付方式", "支付方式", "|代码|名称|\n|---|---|\n|WX|微信|\n|ALI|支付宝|\n"), "");
}

#[test]
fn items_without_names_are_reported() {
    let page = markdown(
        "### Parameters\n- Optional: A `tag` to sort by\n- `body` (optional) – the text\n- size: integer, required\n- **color*** `string` the color\n",
    );
    let own = fields(&page);
    let names = own.lines().skip(1).filter_map(|line| line.split_whitespace().next());
    assert_eq!(names.collect::<Vec<_>>(), ["body?", "size!", "color!"]);
    assert!(findings(&page).contains("not told apart"), "{}", findings(&page));
}

#[test]
fn descriptions_begin_with_types_that_have_labels() {
    let page = markdown(
        "### Request\n|Name|Description|\n|---|---|\n|title|**Type:** string<br>The title|\n|size|Type: integer<br>How large|\n",
    );
    let own = fields(&page);
    assert_eq!(
        lines(&own).get(1..).unwrap_or_default(),
        ["title Text \"The title\"", "size Long \"How large\""]
    );
}
