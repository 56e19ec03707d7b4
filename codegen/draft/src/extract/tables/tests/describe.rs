//! Bounds and defaults in descriptions.

use super::super::describe::{bounds, default, is_no_default};
use crate::found::Printed;

#[test]
fn bounds_go_by_the_type_and_the_unit() {
    let list = Printed::List(None);
    let rows = [
        ("份数，取值1～99，默认1", Printed::Int, "1..99"),
        ("수량(1~99)", Printed::Int, "1..99"),
        ("人数(1～8)", Printed::Int, "1..8"),
        ("付与ポイント。1以上10000以下", Printed::Int, "1..10000"),
        ("页码，从1开始，默认1", Printed::Int, "1.."),
        ("每页条数，最大100", Printed::Int, "..100"),
        ("between 1 and 500", Printed::Int, "1..500"),
        ("at least 2 at most 40", Printed::Int, "2..40"),
        ("页面列表，最多50个", list.clone(), "items ..50"),
        ("수신자 목록(최대 1,000명)", list.clone(), "items ..1000"),
        ("オプション(5件まで)", list.clone(), "items ..5"),
        ("Up to 5, no duplicates", list.clone(), "items ..5"),
        ("One number for each minute, max. 60", list.clone(), "items ..60"),
        ("Места, не более 10", list, "items ..10"),
        ("名称，不超过100个字符", Printed::Text, "chars ..100"),
        ("At most 120 characters", Printed::Text, "chars ..120"),
        ("3 to 20 characters", Printed::Text, "chars 3..20"),
        ("Логин, от 3 до 32 символов", Printed::Text, "chars 3..32"),
        ("Улица, не более 60 символов", Printed::Text, "chars ..60"),
        ("備考(200文字以内)", Printed::Text, "chars ..200"),
        ("제목(최대 40자)", Printed::Text, "chars ..40"),
        ("메모. 최대 90바이트(EUC-KR)", Printed::Text, "chars ..90 euc-kr"),
        ("장 시각. 현재 시각 이후 7일 이내", Printed::Text, ""),
        ("店舗コード(半角数字6桁)", Printed::Text, ""),
        ("卡号，16位数字", Printed::Text, ""),
        ("Comma separated, 2 to 10 of them", Printed::Text, ""),
        ("发票类型：1-普通发票 2-专用发票 3-电子发票", Printed::Int, ""),
        ("时间，如 2025-01-02 10:00:00", Printed::Text, ""),
        ("是否返回流水 0否 1是", Printed::Int, ""),
    ];
    for (text, kind, expected) in rows {
        let bounds = bounds(text, Some(&kind));
        let range = |min: Option<String>, max: Option<String>| {
            let is_some = min.is_some() || max.is_some();
            is_some.then(|| format!("{}..{}", min.unwrap_or_default(), max.unwrap_or_default()))
        };
        let text_of = |count: Option<u64>| count.map(|count| count.to_string());
        let parts = [
            range(bounds.min, bounds.max),
            range(text_of(bounds.min_length), text_of(bounds.max_length))
                .map(|range| format!("chars {range}")),
            range(text_of(bounds.min_items), text_of(bounds.max_items)).map(|range| format!("items {range}")),
            bounds.unit,
        ];
        assert_eq!(parts.into_iter().flatten().collect::<Vec<_>>().join(" "), expected, "{text}");
    }
}

#[test]
fn defaults_are_values_and_no_sentences() {
    let rows = [
        ("份数，取值1～99，默认1", Some("1")),
        ("Hide names Default: false", Some("false")),
        ("page size, defaults to 20.", Some("20")),
        ("По умолчанию — 10", Some("10")),
        ("デフォルトはasc", Some("asc")),
        ("默认值见下表", None),
        ("The default is the first one", None),
        ("added to your default harbour if blank", None),
        ("the default value is 20", Some("20")),
    ];
    for (text, expected) in rows {
        assert_eq!(default(text).as_deref(), expected, "{text}");
    }
}

#[test]
fn quotes_hold_the_whole_default() {
    let rows = [
        ("default value: \"\" Name of the boat", None),
        ("default: \"\".", None),
        ("默认值：\"\"，船名", None),
        ("Default value: \"UTC\". The zone", Some("UTC")),
        ("默认为“未命名”", Some("未命名")),
        ("Default is `none`", Some("none")),
    ];
    for (text, expected) in rows {
        assert_eq!(default(text).as_deref(), expected, "{text}");
    }
}

#[test]
fn words_in_brackets_are_no_default() {
    for text in ["[house language]", "(none)", "<current user>", "(set by the shop)", "the time zone", "null"]
    {
        assert!(is_no_default(text), "{text}");
    }
    for text in ["dim", "[dim]", "[1, 2]", "en-GB", "[\"hall\", \"den\"]", "(555) 0100"] {
        assert!(!is_no_default(text), "{text}");
    }
}
