//! What headings and labels announce.

use std::sync::LazyLock;

use crate::found::Topic;

/// Words, and what a text that has one of them is about; the first that fits counts.
const WORDS: &[(Topic, &[&str])] = &[
    (
        Topic::Errors,
        &[
            "错误码",
            "错误代码",
            "返回码",
            "响应码",
            "状态码",
            "错误编码",
            "错误列表",
            "业务码",
            "異常碼",
            "error code",
            "errors",
            "return code",
            "response code",
            "status code",
            "result code",
            "error list",
            "エラーコード",
            "エラー一覧",
            "結果コード",
            "오류 코드",
            "오류코드",
            "에러 코드",
            "에러코드",
            "결과 코드",
            "결과코드",
            "коды ошибок",
            "коды ответов",
            "код ошибки",
            "ошибки",
        ],
    ),
    (
        Topic::Failure,
        &[
            "失败",
            "错误",
            "异常",
            "失敗",
            "エラー",
            "異常",
            "실패",
            "오류",
            "에러",
            "fail",
            "error",
            "ошибк",
            "неуспе",
        ],
    ),
    (Topic::Success, &["成功", "正确", "正常", "성공", "success", "успе"]),
    (
        Topic::Common,
        &[
            "公共参数",
            "公共请求",
            "公共头",
            "系统参数",
            "通用参数",
            "common param",
            "common header",
            "common request",
            "public param",
            "共通パラメータ",
            "共通ヘッダ",
            "공통 파라미터",
            "공통 헤더",
            "общие параметры",
            "общие заголовки",
        ],
    ),
    (
        Topic::Response,
        &[
            "返回",
            "响应",
            "应答",
            "出参",
            "输出",
            "回参",
            "response",
            "returns",
            "output",
            "answer",
            "レスポンス",
            "応答",
            "返却",
            "응답",
            "ответ",
        ],
    ),
    (
        Topic::Request,
        &[
            "请求",
            "入参",
            "输入",
            "参数",
            "request",
            "parameter",
            "body",
            "input",
            "リクエスト",
            "要求",
            "パラメータ",
            "요청",
            "파라미터",
            "запрос",
            "параметр",
        ],
    ),
];

/// Words that count only when they stand alone.
const ALONE: &[(Topic, &[&str])] = &[
    (Topic::Failure, &["ng", "ko", "bad", "400", "404", "500"]),
    (Topic::Success, &["ok", "200", "201"]),
    (Topic::Data, &["data", "payload", "business data", "业务数据", "业务参数", "data 数据", "data字段"]),
];

/// Words of parts of a page that say neither of these, at the end or the beginning of a heading.
const PARTS: &[&str] = &[
    "地址",
    "url",
    "uri",
    "endpoint",
    "接口说明",
    "接口描述",
    "功能描述",
    "功能说明",
    "说明",
    "描述",
    "简介",
    "概述",
    "注意事项",
    "备注",
    "示例",
    "方法",
    "方式",
    "description",
    "overview",
    "introduction",
    "notes",
    "note",
    "example",
    "examples",
    "authentication",
    "authorization",
    "usage",
    "method",
    "headers",
    "domain",
    "鉴权",
    "认证",
    "签名",
    "权限",
    "場所",
    "概要",
    "説明",
    "備考",
    "例",
    "認証",
    "설명",
    "개요",
    "예시",
    "예제",
    "인증",
    "주소",
    "описание",
    "пример",
    "авторизация",
    "адрес",
    "примечание",
    "changelog",
    "table of contents",
    "目录",
];

/// Words of which a heading may consist that is about a part of a page: `Example CURL`, `Call address`.
const OF_PARTS: &[&str] = &[
    "address", "api", "call", "calls", "code", "command", "curl", "demo", "details", "endpoint", "example",
    "examples", "format", "http", "https", "json", "method", "path", "sample", "samples", "the", "uri",
    "url", "using", "with",
];

/// How long a text may be, in characters, to announce something.
const LONGEST: usize = 60;

/// What a heading, a label or a caption announces.
pub(crate) fn topic(text: &str) -> Topic {
    let text = text
        .trim()
        .trim_end_matches([':', '：', '。', '.'])
        .trim_matches(['*', '`', '【', '】', '[', ']', ' ']);
    if text.chars().count() > LONGEST {
        return Topic::Other;
    }
    let text = text.to_lowercase();
    let alone = ALONE.iter().find(|(_, words)| words.contains(&text.as_str()));
    let letters = letters(&text);
    let part = || BY_LETTERS.iter().find(|(_, word, own)| own & letters == *own && has(&text, word));
    let singular = text.strip_suffix('s').unwrap_or(&text);
    let is_part = || {
        PARTS
            .iter()
            .any(|word| text == *word || singular == *word || (!word.is_ascii() && text.ends_with(word)))
    };
    match alone.map(|(topic, _)| *topic).or_else(|| part().map(|(topic, ..)| *topic)) {
        Some(topic) => topic,
        None if is_part() || is_of_parts(&text) => Topic::Part,
        None => Topic::Other,
    }
}

/// Whether a heading has words of parts of a page alone, apart from a note in brackets behind them.
fn is_of_parts(text: &str) -> bool {
    let bare = text.split(['(', '（']).next().unwrap_or(text);
    let mut words = bare.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some_and(|first| *first != "api") && words.all(|word| OF_PARTS.contains(&word))
}

/// The words with their letters: every line of a page is asked, and few have all letters of a word.
static BY_LETTERS: LazyLock<Vec<(Topic, &str, u64)>> = LazyLock::new(|| {
    let words =
        WORDS.iter().flat_map(|(topic, words)| words.iter().map(|word| (*topic, *word, letters(word))));
    words.collect()
});

/// A bit for each letter; several letters share one.
fn letters(text: &str) -> u64 {
    text.chars().fold(0, |letters, c| letters | 1 << (u32::from(c) & 63))
}

/// Whether a text has a word; one in Latin letters begins where a word begins.
fn has(text: &str, word: &str) -> bool {
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(word)) {
        let at = from + at;
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        if !word.is_ascii() || !before.is_some_and(|c| c.is_ascii_alphanumeric()) {
            return true;
        }
        from = at + word.len();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::topic;
    use crate::found::Topic;

    #[test]
    fn labels() {
        for (text, wanted) in [
            ("错误码", Topic::Errors),
            ("エラーコード一覧", Topic::Errors),
            ("Коды ошибок", Topic::Errors),
            ("Response codes", Topic::Errors),
            ("## Errors", Topic::Errors),
            ("异常示例", Topic::Failure),
            ("错误：", Topic::Failure),
            ("Error response", Topic::Failure),
            ("NG", Topic::Failure),
            ("成功返回示例", Topic::Success),
            ("OK", Topic::Success),
            ("公共参数", Topic::Common),
            ("返回示例：", Topic::Response),
            ("응답", Topic::Response),
            ("Ответ:", Topic::Response),
            ("请求参数", Topic::Request),
            ("Request body", Topic::Request),
            ("data：", Topic::Data),
            ("调用地址", Topic::Part),
            ("Description", Topic::Part),
            ("Example CURL (기본형)", Topic::Part),
            ("Call Address", Topic::Part),
            ("单条定时短信提交 API", Topic::Other),
            ("Call a taxi", Topic::Other),
            ("Booking a room", Topic::Other),
            ("Terrorism", Topic::Other),
        ] {
            assert_eq!(topic(text), wanted, "{text}");
        }
    }
}
