//! Short words that say something: success or not, nothing at all, as above.

/// A text as it is compared: small letters, without marks around it.
pub(crate) fn folded(text: &str) -> String {
    let is_edge =
        |c: char| c.is_whitespace() || matches!(c, '*' | '`' | '"' | '\'' | '.' | '。' | '!' | '！');
    text.trim_matches(is_edge).to_lowercase()
}

/// Whether a cell holds nothing: `-`, `无`, `N/A`.
pub(crate) fn is_nothing(text: &str) -> bool {
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
pub(crate) fn is_ditto(text: &str) -> bool {
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
pub(crate) fn is_success_word(text: &str) -> bool {
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

/// Whether a message is one of success: its first clause says so, and no word turns it around.
pub(crate) fn is_success(text: &str) -> bool {
    if text.len() > 240 {
        return false;
    }
    let text = folded(text);
    if ["ok", "o.k", "okay", "fine", "200 ok"].contains(&text.as_str()) {
        return true;
    }
    // Few messages have one of the words at all.
    if !SUCCESSES.iter().any(|word| text.contains(word)) {
        return false;
    }
    let first = clause(&text);
    let is_short = first.chars().count() <= if first.is_ascii() { 48 } else { 24 };
    if !is_short || !SUCCESSES.iter().any(|word| first.contains(word)) {
        return false;
    }
    let is_none = ["no error", "无错误", "ошибок нет"].iter().any(|word| first.starts_with(word));
    if is_none {
        return true;
    }
    let rest = text.replace("no error", "").replace("without error", "");
    !TURNS.iter().any(|word| rest.contains(word)) && !rest.split(is_no_letter).any(is_turn)
}

/// Whether a message says nothing else than success: `成功`, `请求成功`, `Success`.
pub(crate) fn is_plain_success(text: &str) -> bool {
    if !is_success(text) {
        return false;
    }
    let text = folded(text);
    let first = clause(&text).trim();
    if first.is_ascii() {
        let starts = ["ok", "o.k", "200 ok", "fine", "success", "succe", "no error"];
        return first.split_whitespace().count() <= 4
            && (starts.iter().any(|word| first.starts_with(word))
                || ["successfully", "successful", "succeeded", "success", "correctly"]
                    .iter()
                    .any(|word| first.ends_with(word)));
    }
    let ends = SUCCESSES.iter().any(|word| first.ends_with(word) || first.starts_with(word));
    ends && first.chars().count() <= 12
}

/// The first clause of a text.
fn clause(text: &str) -> &str {
    text.split([',', '，', '。', ';', '；', ':', '：', '(', '（', '\n'])
        .find(|part| !part.trim().is_empty())
        .unwrap_or_default()
}

fn is_no_letter(c: char) -> bool {
    !c.is_alphanumeric()
}

/// Words of their own that turn a message around.
fn is_turn(word: &str) -> bool {
    [
        "not", "no", "non", "without", "never", "invalid", "missing", "wrong", "error", "errors", "unable",
        "cannot", "only", "too", "must", "required", "abnormal", "не", "нет", "без",
    ]
    .contains(&word)
}

/// Parts of words that turn a message around.
const TURNS: &[&str] = &[
    "不",
    "未",
    "非",
    "无法",
    "无正",
    "无成",
    "無",
    "否",
    "失败",
    "失敗",
    "异常",
    "異常",
    "错误",
    "エラー",
    "已",
    "重复",
    "没",
    "なし",
    "ません",
    "ない",
    "不能",
    "unsucc",
    "already",
    "fail",
    "except",
    "실패",
    "않",
    "이미",
    "비정상",
    "불성공",
    "비성공",
    "미성공",
    "미정상",
    "불정상",
    "오류",
    "에러",
    "없",
    "아님",
    "아니",
    "уже",
    "неусп",
    "ненорм",
    "ошибк",
];

/// Whether a message tells of something that went wrong.
pub(crate) fn is_failure(text: &str) -> bool {
    let text: String = text.chars().take(200).collect::<String>().to_lowercase().replace('_', " ");
    FAILURES.iter().any(|word| text.contains(word))
}

const FAILURES: &[&str] = &[
    "不",
    "未",
    "无",
    "失败",
    "失敗",
    "错误",
    "錯誤",
    "异常",
    "異常",
    "超",
    "过期",
    "过多",
    "过长",
    "频繁",
    "繁忙",
    "拒绝",
    "缺",
    "重复",
    "已存在",
    "没有",
    "禁止",
    "非法",
    "维护",
    "エラー",
    "ません",
    "ない",
    "不正",
    "無効",
    "期限切れ",
    "重複",
    "실패",
    "오류",
    "에러",
    "없",
    "않",
    "못",
    "잘못",
    "초과",
    "만료",
    "중복",
    "ошибк",
    "не ",
    "неверн",
    "нет ",
    "недоступ",
    "недостат",
    "истек",
    "истёк",
    "превыш",
    "запрещ",
    "отсутств",
    "некоррект",
    "error",
    "invalid",
    "fail",
    "not ",
    "no such",
    "missing",
    "unable",
    "cannot",
    "can't",
    "expired",
    "denied",
    "exceed",
    "too ",
    "already",
    "unauthor",
    "forbidden",
    "unavailable",
    "unknown",
    "wrong",
    "illegal",
    "required",
    "duplicate",
    "insufficient",
    "unsupported",
    "timeout",
    "timed out",
    "limit",
    "mismatch",
    "conflict",
    "reject",
    "incorrect",
    "bad ",
    "disabled",
    "locked",
    "blocked",
    "closed",
    "exception",
    "must ",
    "empty",
    "exists",
    "busy",
    "does not",
    "doesn't",
    "isn't",
    "lack",
    "internal",
    "undefined",
    "maintenance",
    "violat",
    "abort",
    "cancel",
    "declin",
    "refus",
    "malformed",
    "is null",
];

/// Whether a text says that something is no longer in use.
pub(crate) fn is_deprecated(text: &str) -> bool {
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
pub(crate) fn is_advice(text: &str) -> bool {
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
pub(crate) fn goes_on(text: &str) -> Option<&str> {
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
    use super::{goes_on, is_advice, is_nothing, is_plain_success, is_success};

    #[test]
    fn short_words_are_told_apart() {
        for text in ["成功", "提交成功", "Success", "OK", "正常終了", "Успешно", "성공"] {
            assert!(is_success(text), "{text}");
        }
        for text in [
            "不成功",
            "未成功",
            "unsuccessful",
            "已支付成功",
            "Not successful",
            "失败",
            "비정상 접속",
            "불성공",
            "无法正常提交",
            "非正常操作",
            "не успешно",
            "Success page is missing",
            "部分成功，部分失败",
        ] {
            assert!(!is_success(text), "{text}");
        }
        assert!(["成功", "请求成功", "OK", "정상", "Success"].iter().all(|text| is_plain_success(text)));
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
