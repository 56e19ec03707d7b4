//! What is wrong with rows that can be read: what real tables get wrong. A row says with `allow:` that it is meant so.

use crate::diag::{Applicability, Code, Diagnostic, Diagnostics, did_you_mean};
use crate::model::{Api, ErrorRow, Source, Text};
use crate::source::{Span, Spanned};

/// The findings that a row can allow.
const ALLOWED: &[Code] = &[
    Code::UnnamedError,
    Code::CodeIsSuccess,
    Code::RetryUnsaid,
    Code::ContradictoryAdvice,
    Code::HttpLikeCode,
    Code::Placeholder,
];

/// Runs every lint on every row.
pub(super) fn check(api: &Api, diags: &mut Diagnostics) {
    for row in &api.errors {
        let message = Advice::of(&row.message);
        let solution = Advice::of(&row.solution);
        let found = [
            unnamed(row),
            retry_unsaid(row, message.as_ref(), solution.as_ref()),
            message
                .as_ref()
                .zip(solution.as_ref())
                .and_then(|(message, solution)| contradictory(message, solution)),
            http_like(api, row),
            placeholder(row),
        ];
        let found: Vec<Diagnostic> = found.into_iter().flatten().collect();
        allow(&row.allow, &found, diags);
        let is_allowed = |code: Code| row.allow.iter().any(|word| Code::parse(word.as_str()) == Some(code));
        for finding in found.into_iter().filter(|finding| !is_allowed(finding.code)) {
            diags.push(finding);
        }
    }
}

/// Reports mistakes in `allow:` itself.
fn allow(words: &[Spanned<String>], found: &[Diagnostic], diags: &mut Diagnostics) {
    let names = || ALLOWED.iter().map(|code| code.as_str());
    for (at, word) in words.iter().enumerate() {
        let code = Code::parse(word.as_str());
        let diagnostic = |message: String| Diagnostic::new(Code::BadAllow, word.span, message);
        let is_repeated = words.iter().take(at).any(|other| Code::parse(other.as_str()) == code);
        match code {
            Some(code) if ALLOWED.contains(&code) => {
                if is_repeated || !found.iter().any(|finding| finding.code == code) {
                    let message = format!("nothing in this row triggers `{code}` ({})", code.title());
                    diags.push(diagnostic(message).help("remove it"));
                }
            }
            _ => {
                let this = diagnostic(format!("`{}` cannot be allowed in a row", word.value));
                diags.push(match did_you_mean(word.as_str(), names()).filter(|_| code.is_none()) {
                    Some(near) => this.help(format!("did you mean `{near}`?")).fix(
                        word.span,
                        near,
                        Applicability::Guess,
                    ),
                    None => this.help(format!("a row can allow {}", names().collect::<Vec<_>>().join(", "))),
                });
            }
        }
    }
}

fn unnamed(row: &ErrorRow) -> Option<Diagnostic> {
    let code = row.code.as_str();
    let message = if code.is_empty() {
        String::from("the row has no name")
    } else {
        format!("the row `{code}` has no name")
    };
    row.name.is_none().then(|| {
        Diagnostic::new(Code::UnnamedError, row.code.span, message)
            .note("a name derived from the code means nothing to the reader of a `match`")
            .help("add `name:`, such as `name: DuplicateSigner`")
    })
}

/// The advice that a text of a row gives.
struct Advice {
    span: Span,
    retry: bool,
    contact: bool,
}

impl Advice {
    fn of(text: &Text) -> Option<Self> {
        let main = text.main.as_ref()?;
        let searched = Searched::of(main.as_str());
        Some(Self { span: main.span, retry: searched.says_retry(), contact: searched.says_contact() })
    }
}

/// A text asks for another try, and the row does not say whether that is safe.
fn retry_unsaid(row: &ErrorRow, message: Option<&Advice>, solution: Option<&Advice>) -> Option<Diagnostic> {
    let of = |advice: Option<&Advice>, text: &Text| {
        let others = || text.languages.iter().find(|(_, words)| says_retry(words.as_str()));
        let main = advice.filter(|advice| advice.retry).map(|advice| advice.span);
        main.or_else(|| others().map(|(_, words)| words.span))
    };
    let place = of(message, &row.message).or_else(|| of(solution, &row.solution));
    let place = place.filter(|_| row.retry_span.is_none())?;
    Some(
        Diagnostic::new(Code::RetryUnsaid, place, "the text advises to try again, but the row has no `retry:`")
            .note("without it, the call is not retried")
            .help("add `retry: safe` if nothing was processed, `retry: idempotent` if something may have been, or `retry: never` if a retry cannot succeed"),
    )
}

/// One text asks for another try, the other one for help by the vendor.
fn contradictory(message: &Advice, solution: &Advice) -> Option<Diagnostic> {
    let advice = |of: &Advice| (of.retry, of.contact);
    let words = match (advice(message), advice(solution)) {
        ((true, false), (false, true)) => {
            "the message advises to try again, the solution to contact the vendor"
        }
        ((false, true), (true, false)) => {
            "the message advises to contact the vendor, the solution to try again"
        }
        _ => return None,
    };
    let this =
        Diagnostic::new(Code::ContradictoryAdvice, solution.span, words).and(message.span, "the message");
    Some(this.help("ask the vendor which one is right, and add `retry:`; `allow: [SW0417]` keeps both texts"))
}

/// A code such as 404: an HTTP status, or a code of the vendor's own?
fn http_like(api: &Api, row: &ErrorRow) -> Option<Diagnostic> {
    let code = row.code.as_str();
    let is_like = code.len() == 3 && code.parse().is_ok_and(|code: u16| (400..600).contains(&code));
    let is_status =
        api.all_envelopes().any(|envelope| envelope.code.iter().any(|source| source.value == Source::Http));
    (is_like && row.http.is_none() && !is_status).then(|| {
        let message = format!(
            "`{code}` looks like an HTTP status, but the row does not say which status comes with it"
        );
        Diagnostic::new(Code::HttpLikeCode, row.code.span, message)
            .help(format!("add `http: {code}`, or `http: 200` if the code is only in the body"))
    })
}

/// A message with a place for a value.
fn placeholder(row: &ErrorRow) -> Option<Diagnostic> {
    if let Some(pattern) = row.matching.as_ref().and_then(|matching| matching.message.as_ref())
        && let Some(found) = placeholder_in(pattern.as_str())
    {
        let message = format!("`{found}` in `match:` is matched literally");
        let pattern = Diagnostic::new(Code::Placeholder, pattern.span, message);
        return Some(pattern.help("write `*` for the part that varies"));
    }
    let languages = row.message.languages.iter().map(|(_, words)| words);
    let mut words = row.message.main.iter().chain(languages);
    let (words, found) = words.find_map(|words| Some((words, placeholder_in(words.as_str())?)))?;
    Some(
        Diagnostic::new(
            Code::Placeholder,
            words.span,
            format!("the message is a template: `{found}` is a placeholder"),
        )
        .note("it is shown unchanged if the server sends no message")
        .help("write the message without it, or allow the template with `allow: [SW0419]`"),
    )
}

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
struct Searched {
    lower: String,
    /// Which bytes it has.
    bytes: [bool; 256],
}

impl Searched {
    fn of(text: &str) -> Self {
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

    fn says_retry(&self) -> bool {
        self.has_any(RETRY) && !self.has_any(NO_RETRY)
    }

    fn says_contact(&self) -> bool {
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
