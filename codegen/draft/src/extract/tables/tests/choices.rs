//! Values in descriptions.

use super::super::choices::{lines, read};

#[test]
fn values_on_lines() {
    let values = lines("卡的类型\n- `BLUE`：蓝色\n- `RED`：红色\n默认 RED");
    let values: Vec<_> = values.iter().map(|choice| (choice.value.as_str(), choice.doc.as_deref())).collect();
    assert_eq!(values, [("BLUE", Some("蓝色")), ("RED", Some("红色"))]);
    let values = lines("One of\n- small\n- large");
    assert_eq!(values.iter().map(|choice| choice.value.as_str()).collect::<Vec<_>>(), ["small", "large"]);
    assert!(lines("The first line.\nThe second line: more words").is_empty());
}

#[test]
fn values_need_evidence() {
    let rows = [
        ("发票类型：1-普通发票 2-专用发票 3-电子发票", "1=普通发票 2=专用发票 3=电子发票"),
        ("纸张：A4、A5、LABEL", "A4 A5 LABEL"),
        ("Способ оплаты: cash — наличные, card — карта", "cash=наличные card=карта"),
        (" 是否返回流水 0否 1是", "0=否 1=是"),
        ("Sizes: one of S, M, L, XL.", "S M L XL"),
        ("可选值: A,B", "A B"),
        ("1：仮予約、2：確定、9：取消", "1=仮予約 2=確定 9=取消"),
        (
            "status 取值：ISSUING 开票中、ISSUED 已开票、FAILED 失败。",
            "ISSUING=开票中 ISSUED=已开票 FAILED=失败",
        ),
        ("basic | plus | gold", "basic plus gold"),
        ("状态：1（新建）、2（完成）", "1=新建 2=完成"),
        ("1 - new, 2 - paid", "1=new 2=paid"),
        ("状态，0:关闭;1:打开，默认1", "0=关闭 1=打开"),
        ("level must be one of basic, plus or gold", "basic plus gold"),
        ("方向：UP-上，DOWN-下", "UP=上 DOWN=下"),
        ("语言，0：中文，1：英文", "0=中文 1=英文"),
        ("left または right（回転時のみ）", "left right"),
        ("red、green、blueのうちいずれか", "red green blue"),
        (
            "状態: OPEN 受付中, HALF_DONE 処理中(一部完了), DONE 完了",
            "OPEN=受付中 HALF_DONE=処理中(一部完了) DONE=完了",
        ),
        ("方向 C：贷方   D：借方", "C=贷方 D=借方"),
        ("种类，1为大，2为小", "1=大 2=小"),
        ("支持 \"cat\", \"dog\", \"bird\"", "cat dog bird"),
        ("例如 \"cat\", \"dog\"", ""),
        ("the id or the name", ""),
        ("图片地址，仅支持png、jpg", ""),
        ("Лимиты по периодам: ключ — период", ""),
        ("账号，最长16个字符", ""),
        ("最多20个，不超过50条", ""),
        ("付与ポイント。1以上10000以下", ""),
        ("시작 날짜. 2016년 1월 1일부터 됩니다.", ""),
        ("2016年 4月 1日から", ""),
        ("格式：jpg、png", ""),
        ("时间 10:00 - 12:00", ""),
        ("使用 API 调用，或者 SDK 接入", ""),
        ("number of the locker, such as LK-204", ""),
        ("Comma separated, 2 to 10 of them", ""),
        ("", ""),
    ];
    for (text, expected) in rows {
        let dump = |choice: &crate::found::Choice| match &choice.doc {
            Some(doc) => format!("{}={doc}", choice.value),
            None => choice.value.clone(),
        };
        let values: Vec<String> = read(text).iter().map(dump).collect();
        assert_eq!(values.join(" "), expected, "{text}");
    }
}
