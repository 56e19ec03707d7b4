//! The meaning of texts in tables: advice to try again or to contact the vendor, or a template for values.

/// Words that ask for another try, in Chinese, English, Japanese, Korean and Russian.
const RETRY: &[&str] = &[
    "重试",
    "再试",
    "重新尝试",
    "再次尝试",
    "retry",
    "try again",
    "try later",
    "try the request again",
    "再試行",
    "再度お試し",
    "再度実行",
    "もう一度お試し",
    "リトライ",
    "다시 시도",
    "재시도",
    "повторите",
    "повторить попыт",
    "попробуйте еще",
    "попробуйте ещё",
    "попробуйте позже",
    "попробуйте снова",
];

/// Phrases that contain the same words but do not advise to try again.
const NO_RETRY: &[&str] = &[
    "修正后重试",
    "修改后重试",
    "更正后重试",
    "重试次数",
    "重试上限",
    "重试超",
    "勿重试",
    "不要重试",
    "不可重试",
    "不能重试",
    "无需重试",
    "不需要重试",
    "禁止重试",
    "not retry",
    "n't retry",
    "never retry",
    "no retry",
    "without retry",
    "not try again",
    "retry count",
    "retry limit",
    "retry times",
    "retry-after",
    "retry after",
    "再試行しないで",
    "再試行回数",
    "재시도하지",
    "재시도 횟수",
    "не повторяйте",
];

/// Whether a text asks for another try.
pub fn says_retry(text: &str) -> bool {
    Searched::of(text).says_retry()
}

/// Words that send the reader to the vendor.
const CONTACT: &[&str] = &[
    "联系客服",
    "联系技术",
    "联系管理员",
    "联系平台",
    "联系我们",
    "联系开发",
    "联系商务",
    "contact support",
    "contact us",
    "contact customer",
    "contact our",
    "contact technical",
    "contact the support",
    "サポートに",
    "お問い合わせ",
    "問い合わせ",
    "고객센터",
    "문의",
    "обратитесь",
    "свяжитесь",
];

/// Whether a text sends the reader to the vendor.
pub fn says_contact(text: &str) -> bool {
    Searched::of(text).says_contact()
}

/// A text in which many words are looked for.
pub(super) struct Searched {
    lower: String,
    /// Which bytes it has.
    bytes: [bool; 256],
}

impl Searched {
    pub(super) fn of(text: &str) -> Self {
        // Ideographs and syllables have no case.
        let has_case =
            |c: char| !matches!(c, ' '..='@' | 'a'..='z' | '\u{3000}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}');
        let lower = if text.contains(has_case) { text.to_lowercase() } else { text.to_owned() };
        let mut bytes = [false; 256];
        for byte in lower.bytes() {
            bytes[usize::from(byte)] = true;
        }
        Self { lower, bytes }
    }

    pub(super) fn says_retry(&self) -> bool {
        self.has_any(RETRY) && !self.has_any(NO_RETRY)
    }

    pub(super) fn says_contact(&self) -> bool {
        self.has_any(CONTACT)
    }

    /// Nearly all words have a byte that the text has not.
    fn has_any(&self, words: &[&str]) -> bool {
        let may_have = |word: &&&str| word.bytes().all(|byte| self.bytes[usize::from(byte)]);
        words.iter().filter(may_have).any(|word| self.lower.contains(word))
    }
}

/// The first `%s`, `%1$d`, `{0}`, `{name}` or `${name}`.
pub fn placeholder_in(text: &str) -> Option<&str> {
    text.char_indices().find_map(|(at, c)| {
        let rest = text.get(at..)?;
        let length = match c {
            '%' => {
                let inner = rest.get(1..)?.trim_start_matches(|c: char| c.is_ascii_digit() || c == '$');
                let skipped = rest.len() - inner.len();
                let before = text.get(..at).and_then(|before| before.chars().next_back());
                let is_conversion = inner.starts_with(['s', 'd', 'v', 'f'])
                    && !inner.get(1..)?.starts_with(|c: char| c.is_ascii_alphanumeric())
                    && !before.is_some_and(|c| c.is_ascii_digit());
                is_conversion.then_some(skipped + 1)
            }
            '{' => {
                let end = rest.find('}')?;
                let name = rest.get(1..end)?;
                let is_name = !name.is_empty()
                    && name.len() <= 32
                    && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | ' '))
                    && name.contains(char::is_alphanumeric);
                is_name.then_some(end + 1)
            }
            _ => None,
        }?;
        let start = if text.get(..at).is_some_and(|before| before.ends_with('$')) { at - 1 } else { at };
        text.get(start..at + length)
    })
}

#[cfg(test)]
mod tests {
    use super::{placeholder_in, says_contact, says_retry};

    #[test]
    fn advice_is_recognised() {
        for text in [
            "服务繁忙,请重试.",
            "系统繁忙，请稍后再试",
            "Please retry later",
            "Try again in a minute",
            "しばらくしてから再試行してください",
            "잠시 후 다시 시도해 주세요",
            "Повторите запрос позже",
        ] {
            assert!(says_retry(text), "{text}");
        }
        for text in [
            "重试次数过多",
            "请勿重试",
            "Do not retry this request",
            "retry limit exceeded",
            "用户未认证",
            "country",
        ] {
            assert!(!says_retry(text), "{text}");
        }
        assert!(
            says_contact("请联系客服") && says_contact("Contact support.") && !says_contact("contact number")
        );
    }

    #[test]
    fn placeholders_are_found() {
        for (text, found) in [
            ("%s不存在", Some("%s")),
            ("missing parameter %1$s", Some("%1$s")),
            ("field {0} is wrong", Some("{0}")),
            ("{orderId} not found", Some("{orderId}")),
            ("limit is ${max} items", Some("${max}")),
            ("折扣超过50%", None),
            ("100%start", None),
            ("50%s", None),
            ("a {} b", None),
            ("{参数}错误", Some("{参数}")),
            ("the body is no {\"a\": 1}", None),
            ("%", None),
        ] {
            assert_eq!(placeholder_in(text), found, "{text}");
        }
    }
}
