//! The roles of the columns of a pasted table: by the words of their headings, or as the author says.

/// The role of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    /// The code.
    Code,
    /// The message, in a language.
    Message(Option<String>),
    /// The solution, in a language.
    Solution(Option<String>),
    /// The HTTP status.
    Http,
    /// A link to the vendor's page.
    Docs,
    /// The name of the variant.
    Name,
    /// Nothing that is read.
    Skip,
}

/// The words of `columns:`, for messages.
pub(super) const WORDS: &str = "`code`, `message`, `solution`, `http`, `docs`, `name` or `skip`";

impl Role {
    /// A word of `columns:`; `message en` is the message in a language.
    pub(super) fn of_word(word: &str) -> Option<Self> {
        let (word, language) = match word.split_once(' ') {
            Some((word, language)) => (word, Some(language.trim().to_owned())),
            None => (word, None),
        };
        match (word, language) {
            ("message", language) => Some(Self::Message(language)),
            ("solution", language) => Some(Self::Solution(language)),
            ("code", None) => Some(Self::Code),
            ("http", None) => Some(Self::Http),
            ("docs", None) => Some(Self::Docs),
            ("name", None) => Some(Self::Name),
            ("skip", None) => Some(Self::Skip),
            _ => None,
        }
    }

    /// The role according to the heading of a column, in the languages of the pages we read: Chinese, English, Japanese,
    /// Korean, Russian, and a few words of others.
    pub(super) fn of_head(head: &str) -> Option<Self> {
        let head: String = head.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
        let is = |words: &[&str]| words.contains(&head.as_str());
        if is(CODE) {
            return Some(Self::Code);
        }
        if is(HTTP) {
            return Some(Self::Http);
        }
        if is(SOLUTION) {
            return Some(Self::Solution(None));
        }
        if is(DOCS) {
            return Some(Self::Docs);
        }
        if is(MESSAGE) {
            return Some(Self::Message(None));
        }
        let language = LANGUAGES.iter().find(|(words, _)| is(words)).map(|(_, tag)| (*tag).to_owned());
        language.map(|tag| Self::Message(Some(tag)))
    }

    /// The word of `columns:`.
    pub(super) fn word(&self) -> String {
        let in_language = |word: &str, language: &Option<String>| match language {
            Some(language) => format!("{word} {language}"),
            None => word.to_owned(),
        };
        match self {
            Self::Code => String::from("code"),
            Self::Message(language) => in_language("message", language),
            Self::Solution(language) => in_language("solution", language),
            Self::Http => String::from("http"),
            Self::Docs => String::from("docs"),
            Self::Name => String::from("name"),
            Self::Skip => String::from("skip"),
        }
    }
}

const CODE: &[&str] = &[
    "错误码",
    "错误代码",
    "错误编码",
    "错误编号",
    "返回码",
    "返回代码",
    "响应码",
    "状态码",
    "业务码",
    "结果码",
    "代码",
    "編碼",
    "code",
    "codes",
    "errno",
    "errcode",
    "errorcode",
    "errorcodes",
    "error",
    "retcode",
    "returncode",
    "resultcode",
    "statuscode",
    "infocode",
    "エラーコード",
    "コード",
    "結果コード",
    "결과코드",
    "에러코드",
    "오류코드",
    "코드",
    "код",
    "кодошибки",
    "hatakodu",
    "código",
    "codigo",
    "mãlỗi",
];

const MESSAGE: &[&str] = &[
    "错误信息",
    "错误消息",
    "错误描述",
    "错误说明",
    "错误提示",
    "返回信息",
    "返回消息",
    "响应信息",
    "信息",
    "消息",
    "描述",
    "说明",
    "释义",
    "含义",
    "提示",
    "提示信息",
    "message",
    "errormessage",
    "errmsg",
    "msg",
    "description",
    "errordescription",
    "desc",
    "meaning",
    "text",
    "responsemessage",
    "説明",
    "内容",
    "意味",
    "メッセージ",
    "エラーメッセージ",
    "エラー内容",
    "의미",
    "설명",
    "메시지",
    "에러메시지",
    "결과메시지",
    "내용",
    "описание",
    "сообщение",
    "mensagem",
    "descrição",
    "môtả",
];

const SOLUTION: &[&str] = &[
    "解决办法",
    "解决方案",
    "解决方法",
    "处理方式",
    "处理方法",
    "处理建议",
    "处理办法",
    "排查建议",
    "排查方法",
    "排查方案",
    "可能原因",
    "解决建议",
    "应对措施",
    "建议",
    "troubleshooting",
    "solution",
    "solutions",
    "resolution",
    "howtofix",
    "action",
    "suggestedaction",
    "対処",
    "対処法",
    "対処方法",
    "対応",
    "対応方法",
    "조치",
    "조치방법",
    "조치사항",
    "해결방법",
    "значение",
    "решение",
];

const HTTP: &[&str] = &[
    "http",
    "http状态码",
    "http返回码",
    "http响应码",
    "httpcode",
    "httpstatus",
    "httpstatuscode",
    "httpステータス",
    "httpステータスコード",
    "http상태코드",
    "httpкод",
    "кодhttp",
    "статусhttp",
];

const DOCS: &[&str] = &["文档", "链接", "docs", "documentation", "link", "ドキュメント", "링크", "ссылка"];

/// Columns that are the message in a language.
const LANGUAGES: &[(&[&str], &str)] = &[
    (&["中文", "中文描述", "中文说明", "中文信息", "chinese"], "zh"),
    (&["英文", "英文描述", "英文说明", "英文信息", "english"], "en"),
    (&["日本語", "日文", "japanese"], "ja"),
    (&["한국어", "韩文", "korean"], "ko"),
    (&["русский", "russian"], "ru"),
];
