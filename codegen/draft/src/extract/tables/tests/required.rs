//! Which fields are required.

use super::fields::table;

#[test]
fn heads_of_two_rows_and_marks_for_required() {
    table("|Parameter|Kind|<<|Notes|\n|Type|Type|Required|^^|\n|---|---|---|---|\n", "");
    table(
        "|Parameter|Type|Required|Notes|\n|---|---|---|---|\n|title|string|✔|At most 120 characters|\n|closes|date||Last day|\n|secret|boolean||Hide names<br>Default: `false`|\n",
        "[-]
        title! Text chars ..120 \"At most 120 characters\"
        closes? Date \"Last day\"
        secret? Bool =false \"Hide names Default: false\"",
    );
    table(
        "|Name|Type|Description|\n|---|---|---|\n|id＊|string|The id|\n|size|int|Optional. 1-99|\n|kind (required)|string|one of a, b|\n",
        "[-]
        id! Text \"The id\"
        size? Int 1..99 \"Optional. 1-99\"
        kind! Text [a, b] \"one of a, b\"",
    );
}

#[test]
fn titles_say_what_is_required_of_all_fields_below() {
    table(
        "### Required parameters\n|Name|Type|Notes|\n|---|---|---|\n|ship|string|Its name|\n### 可选参数\n|参数|类型|说明|\n|---|---|---|\n|berth|string|泊位|\n",
        "[Required parameters Request]
        ship! Text \"Its name\"
        [可选参数 Request]
        berth? Text \"泊位\"",
    );
}

#[test]
fn the_number_of_a_footnote_is_not_an_answer() {
    table(
        "|Name|Type|\n|---|---|\n|**ship**|string|\n|berth <sup>1</sup>|string|\n|tide (required)|int|\n",
        "[-]
        ship? Text
        berth? Text
        tide! Int",
    );
}

#[test]
fn marks_of_required_may_be_in_angle_brackets() {
    table(
        "- `ship` `(string: <required>)` - The ship.\n- `lamp` `(string: \"\")` - The lamp.\n",
        "[-]
        ship! Text \"The ship.\"
        lamp? Text \"The lamp.\"",
    );
}

#[test]
fn question_marks_say_what_may_be_absent() {
    table(
        "|Field|Type|\n|---|---|\n|mast|string|\n|`crew`?|?string|\n|pier?|?array of strings|\n|tide|tide object|\n",
        "[-]
        mast! Text
        crew? Text
        pier? List(Some(Text))
        tide! Object",
    );
}

#[test]
fn a_constraint_of_zeros_and_ones_beside_a_length_says_what_is_required() {
    table(
        "### 请求参数\n|名称|约束|类型|最大长度|描述|说明|\n|---|---|---|---|---|---|\n|lamp|1|String|15|灯|灯的编号|\n|note|0|String|64|备注||\n\n\
         ### 返回参数\n\n|lit|1|String|10|亮灯时刻||\n|---|---|---|---|---|---|\n|dock|1|String|8|码头|码头的编号|\n|note|0|String|64|备注||\n",
        "[请求参数 Request]
        lamp! Text chars ..15 \"灯; 灯的编号\"
        note? Text chars ..64 \"备注\"
        [返回参数 Response]
        lit! Text chars ..10 \"亮灯时刻\"
        dock! Text chars ..8 \"码头; 码头的编号\"
        note? Text chars ..64 \"备注\"",
    );
}
