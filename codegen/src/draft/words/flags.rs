//! Short words that say something: success or not, nothing at all, as above.

/// A text as it is compared: small letters, without marks around it.
pub(in crate::draft) fn folded(text: &str) -> String {
    let is_edge =
        |c: char| c.is_whitespace() || matches!(c, '*' | '`' | '"' | '\'' | '.' | '。' | '!' | '！');
    text.trim_matches(is_edge).to_lowercase()
}

/// Whether a cell holds nothing: `-`, `无`, `N/A`.
pub(in crate::draft) fn is_nothing(text: &str) -> bool {
    // Most cells are longer than a word that says so.
    let text = text.trim();
    if text.len() > 24 {
        return false;
    }
    let text = folded(text);
    let is_dash = |c: char| matches!(c, '-' | '—' | '–' | '−' | '－' | 'ー' | '―' | '‐' | '/');
    text.is_empty()
        || (text.chars().all(is_dash) && text.chars().count() <= 3)
        || ["无", "無", "n/a", "na", "none", "nil", "暂无", "なし", "없음", "нет", "空"]
            .contains(&text.as_str())
}

/// Whether a cell says what the one above says.
pub(in crate::draft) fn is_ditto(text: &str) -> bool {
    let same = [
        "〃",
        "々",
        "''",
        "\"",
        "”",
        "同上",
        "同前",
        "同左",
        "上同",
        "same as above",
        "as above",
        "ditto",
        "see above",
        "위와 같음",
        "위와 동일",
        "상동",
        "то же",
        "см. выше",
        "как выше",
    ];
    let text = text.trim().trim_end_matches(['.', '。']).to_lowercase();
    same.contains(&text.as_str())
}

const SUCCESSES: &[&str] = &[
    "成功",
    "正常",
    "succe",
    "성공",
    "정상",
    "успешно",
    "успех",
    "no error",
    "完了",
    "无错误",
    "return correctly",
    "returned correctly",
    "正确返回",
    "返回正确",
    "调用正确",
    "ошибок нет",
];

/// Whether a code is a word of success.
pub(in crate::draft) fn is_success_word(text: &str) -> bool {
    let text = folded(text);
    [
        "ok",
        "success",
        "succeed",
        "succeeded",
        "successful",
        "成功",
        "正常",
        "성공",
        "정상",
        "успешно",
        "успех",
        "success_ok",
    ]
    .contains(&text.as_str())
}

/// Whether a message is one of success: short, and without a word that turns it around.
pub(in crate::draft) fn is_success(text: &str) -> bool {
    let text = folded(text);
    if ["ok", "o.k", "okay", "fine", "200 ok"].contains(&text.as_str()) {
        return true;
    }
    let is_short = text.chars().count() <= if text.is_ascii() { 48 } else { 24 };
    if !is_short || !SUCCESSES.iter().any(|word| text.contains(word)) {
        return false;
    }
    let turns = [
        "不",
        "未",
        "非",
        "失败",
        "失敗",
        "异常",
        "異常",
        "错误,",
        "已",
        "重复",
        "没",
        "なし",
        "ません",
        "ない",
        "unsucc",
        "not ",
        "already",
        "fail",
        "except",
        "실패",
        "않",
        "이미",
        "не ",
        "уже",
        "неусп",
    ];
    !turns.iter().any(|word| text.contains(word)) || text == "no error"
}

/// Whether a text says that something is no longer in use.
pub(in crate::draft) fn is_deprecated(text: &str) -> bool {
    let text = text.to_lowercase();
    let words = [
        "已废弃",
        "废弃",
        "已弃用",
        "弃用",
        "已停用",
        "已下线",
        "不再使用",
        "不再返回",
        "deprecated",
        "obsolete",
        "no longer used",
        "no longer returned",
        "no longer supported",
        "廃止",
        "非推奨",
        "使用しないで",
        "더 이상 사용",
        "사용 중단",
        "폐기",
        "устарел",
        "не использу",
        "больше не",
    ];
    words.iter().any(|word| text.contains(word))
}

/// Whether a sentence tells the reader what to do.
pub(in crate::draft) fn is_advice(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let starts = [
        "try ",
        "retry",
        "please",
        "request ",
        "use ",
        "check ",
        "contact",
        "ask ",
        "wait",
        "send ",
        "change ",
        "see ",
        "remove ",
        "make sure",
        "ensure",
        "verify",
        "provide",
        "add ",
        "set ",
        "call ",
        "get ",
        "refresh",
        "log in",
        "sign in",
        "reduce",
        "slow down",
        "upgrade",
        "renew",
        "choose",
        "repeat",
        "do not ",
        "don't ",
        "fix ",
        "correct ",
        "pick ",
        "请",
        "检查",
        "联系",
        "稍后",
        "重试",
        "重新",
        "核对",
        "确认",
        "更换",
        "补充",
        "使用",
        "попробуйте",
    ];
    let inside =
        ["してください", "て下さい", "하세요", "주세요", "하십시오", "请稍后", "请联系", "请检查", "请重试"];
    let is_russian = |word: &str| {
        ["йте", "ите", "йтесь", "итесь", "ьте", "ьтесь"].iter().any(|end| word.ends_with(end))
            && word.chars().count() > 4
    };
    let is_start = |word: &str| text.starts_with(word) && !(word == "请" && text.starts_with("请求"));
    starts.iter().any(|word| is_start(word))
        || inside.iter().any(|word| text.contains(word))
        || text.split_whitespace().next().is_some_and(is_russian)
}

/// Whether a text begins in the middle of a sentence, and with which word.
pub(in crate::draft) fn goes_on(text: &str) -> Option<&str> {
    let words = [
        "或者",
        "或",
        "以及",
        "并且",
        "并",
        "和",
        "且",
        "または",
        "もしくは",
        "及び",
        "또는",
        "혹은",
        "или",
        "либо",
        "а также",
        "or ",
        "and ",
    ];
    words.iter().find(|word| text.starts_with(**word)).map(|word| word.trim_end())
}

#[cfg(test)]
mod tests {
    use super::{goes_on, is_advice, is_nothing, is_success};

    #[test]
    fn short_words_are_told_apart() {
        for text in ["成功", "提交成功", "Success", "OK", "正常終了", "Успешно", "성공"] {
            assert!(is_success(text), "{text}");
        }
        for text in ["不成功", "未成功", "unsuccessful", "已支付成功", "Not successful", "失败"]
        {
            assert!(!is_success(text), "{text}");
        }
        assert!(["-", "—", "−", "无", "N/A", " "].iter().all(|text| is_nothing(text)));
        assert!(
            ["Try again later.", "Повторите позже", "検査してください", "请检查参数"]
                .iter()
                .all(|text| is_advice(text))
        );
        assert_eq!(goes_on("或卡号格式不正确"), Some("或"));
        assert_eq!(goes_on("ordinary"), None);
    }
}
