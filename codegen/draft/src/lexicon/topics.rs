//! The announcements of headings and labels.

use std::ops::Range;
use std::sync::LazyLock;

use super::calls::{METHOD_WORDS, METHODS, method};
use super::fields::{FOLDED, FOLDS, UNFOLDS};
use super::lists::{Pairs, Sought, Words, words};
use super::scripts::is_latin;
use super::spaces::{HTTP, NOTICES, PHRASES};
use super::values::MEDIA;

/// The announcement of a heading, a label or a caption.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Topic {
    /// Something else; the name of an operation, perhaps.
    #[default]
    Other,
    /// A request: 请求参数, Request body, リクエスト.
    Request,
    /// A response: 返回示例, Response, 응답.
    Response,
    /// Of a response, the part that carries the payload: `data`, 业务数据.
    Data,
    /// Parameters of every call: 公共参数, Common parameters.
    Common,
    /// Errors: 错误码, Error codes.
    Errors,
    /// A success: 成功, 正确, Success, OK.
    Success,
    /// A failure: 失败, 错误, 异常示例, NG.
    Failure,
    /// Another part of a page: 接口地址, 说明, Overview.
    Part,
}

/// Words, and what a text that has one of them is about; the first that fits counts.
static WORDS: &[(Topic, &Words)] = &[
    (Topic::Errors, &ERRORS),
    (Topic::Failure, &FAILURE),
    (Topic::Success, &SUCCESS),
    (Topic::Common, &COMMON),
    (Topic::Response, &RESPONSE),
    (Topic::Request, &REQUEST),
];

static ALONE: &[(Topic, &Words)] = &[
    (Topic::Failure, &FAILURE_ALONE),
    (Topic::Success, &SUCCESS_ALONE),
    (Topic::Data, &DATA_ALONE),
    (Topic::Request, &REQUEST_ALONE),
];

/// How long a text may be, in characters, to announce something.
const LONGEST: usize = 60;

/// Returns the announcement of a heading, a label or a caption.
pub(crate) fn topic(text: &str) -> Topic {
    let text = text
        .trim()
        .trim_end_matches([':', '：', '。', '.'])
        .trim_matches(['*', '`', '【', '】', '[', ']', ' ']);
    if text.chars().count() > LONGEST || !text.contains(char::is_alphanumeric) {
        return Topic::Other;
    }
    if let Some(topic) = of_type(text) {
        return topic;
    }
    let text = text.to_lowercase();
    if NO_FAILURE.are_in(&text) {
        return Topic::Success;
    }
    if failed_status(&text).is_some() {
        return Topic::Failure;
    }
    let alone = ALONE.iter().find(|(_, words)| words.has(&text));
    let pairs = Pairs::of(&text);
    let part = || SOUGHT.iter().find(|(_, sought)| sought.may_be_in(pairs) && has(&text, sought.word));
    let singular = text.strip_suffix('s').unwrap_or(&text);
    let is_part = || {
        let has_end = || !text.ends_with(is_latin) && PARTS.iter().any(|word| text.ends_with(word));
        (PARTS.has(&text) || PARTS.has(singular) || has_end()) && !is_act(&text)
    };
    match alone.map(|(topic, _)| *topic).or_else(|| part().map(|(topic, ..)| *topic)) {
        Some(topic) => topic,
        None if is_part() || is_of_parts(&text) => Topic::Part,
        None => Topic::Other,
    }
}

/// Where the method is that a title is about and that has no path behind it; and whether it is alone there, or with a word for
/// a method or a call: `GET`, `POST Method`, `Method: PUT`, `DELETE: remove a lamp`.
pub(crate) fn of_method(title: &str) -> Option<(Range<usize>, bool)> {
    let bare = title.trim_start_matches(|c: char| !c.is_alphabetic());
    let (first, rest) = bare.split_once([' ', ':', '：']).unwrap_or((bare, ""));
    let is_word = |word: &str| METHOD_WORDS.has(word) || METHODS.has(word);
    let is_label = is_word(&first.to_lowercase());
    let from = if is_label { rest.trim_start_matches(|c: char| !c.is_alphanumeric()) } else { bare };
    // A page about options may head them in capitals.
    let name = method(from).filter(|name| *name != "OPTIONS" && !title.contains("://"))?;
    let rest = from.get(name.len()..)?;
    let words = rest.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let is_alone = words.is_empty() || is_word(&words);
    // `GET parameters` are those of a query.
    let is_part = || [&words, title].into_iter().any(|text| topic(text) != Topic::Other);
    let is_operation = !rest.contains('/') && !is_label && !is_part();
    let at = title.len() - from.len();
    (is_alone || is_operation).then_some((at..at + name.len(), is_alone))
}

/// The announcement of a title that is the name of a type of a request or a response: `CreateBerthRequest`.
pub(crate) fn of_type(text: &str) -> Option<Topic> {
    let is_name = text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let ends = |words: &Words| {
        let before = words.iter().find_map(|word| text.strip_suffix(word));
        before.is_some_and(|before| before.ends_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit()))
    };
    let topics = [(&REQUEST_TYPES, Topic::Request), (&RESPONSE_TYPES, Topic::Response)];
    topics.into_iter().find(|(words, _)| is_name && ends(words)).map(|(_, topic)| topic)
}

/// The status of errors that a title names: `HTTP status code 400`, `HTTP 403 (Forbidden)`, `404 Not Found`, `Response 409`,
/// `Response 404 Not Found`.
pub(crate) fn error_status(title: &str) -> Option<u16> {
    failed_status(&title.to_lowercase())
}

/// The same for a title in small letters.
fn failed_status(title: &str) -> Option<u16> {
    let title = title.trim().trim_end_matches([':', '：']);
    let is_failure = |text: &str| text.parse().ok().filter(|status| (400..600).contains(status));
    let bare = title.strip_prefix("http").map_or(title, |rest| rest.trim_start_matches([' ', '-', '_']));
    let (first, rest) = bare.split_once([' ', '(', '（']).unwrap_or((bare, ""));
    let behind = rest.trim_start_matches([' ', '-', '–', '—', ':', '：']);
    // A number with a letter behind it, and not the first of several.
    let is_named = bare.len() < title.len() || behind.starts_with(char::is_alphabetic);
    if let Some(status) = is_failure(first).filter(|_| is_named && first.len() == 3) {
        return Some(status);
    }
    let is_number = |at: &usize| {
        title.get(*at..at + 3).is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let at = title.char_indices().map(|(at, _)| at).find(is_number)?;
    let words = title.get(..at)?.trim_end_matches([' ', ':', '：', '(', '（', '`']);
    let behind = title.get(at + 3..)?;
    let phrase = behind.trim_start_matches([' ', '-', '–', '—', ':', '：', '`']).trim_end_matches('`');
    let is_end = phrase.is_empty()
        || phrase.starts_with(['(', '（', ')', '）'])
        || phrase.len() < behind.len() && PHRASES.has(phrase);
    is_failure(title.get(at..at + 3)?)
        .filter(|_| is_end && (HTTP.are_in(&format!(" {words} ")) || RESPONSE.has(words)))
}

/// The status that a line is nothing but, with the words for it: `201`, `200 OK`, `🟠400请求有误`, `HTTP/1.1 201 Created`,
/// `Status: 404 Not Found`.
pub(crate) fn status_line(line: &str) -> Option<u16> {
    let bare = line.trim().trim_start_matches(|c: char| !c.is_alphanumeric());
    let bare = match bare.split_once(' ') {
        Some((first, rest)) if first.starts_with("HTTP/") || first == "HTTP" => rest.trim_start(),
        Some((first, rest)) if first.trim_end_matches(':').eq_ignore_ascii_case("status") => {
            rest.trim_start()
        }
        _ => bare,
    };
    let (digits, rest) = bare.split_at_checked(3)?;
    let status = digits.parse().ok().filter(|status| (100..600).contains(status))?;
    let words = rest.trim_start_matches([' ', '-', '–', '—', ':', '：']);
    let is_phrase = words.len() < rest.len() && words.starts_with(char::is_uppercase)
        || rest.starts_with(|c: char| c.is_alphabetic() && !c.is_ascii());
    let is_phrase = is_phrase || MEDIA.start(words);
    let is_short = words.chars().count() <= 40 && !words.contains(|c: char| c.is_numeric());
    (rest.is_empty() || is_phrase && is_short).then_some(status)
}

/// Whether a line folds the members of a field, and whether it shows them: `Show child attributes`, `Hide child parameters`.
pub(crate) fn fold(text: &str) -> Option<bool> {
    let lower = text.trim().to_lowercase();
    let mut words = lower.split_whitespace();
    let first = words.next()?;
    let is_fold = FOLDS.has(first) && words.clone().count() <= 8 && FOLDED.end(&lower);
    is_fold.then(|| UNFOLDS.has(first))
}

/// Whether a heading announces what the API sends to the caller.
pub(crate) fn is_callback(text: &str) -> bool {
    let text = text.to_lowercase();
    text.chars().count() <= LONGEST
        && (CALLBACKS.are_in(&text) && CALLBACKS.iter().any(|word| has(&text, word))
            || CALLBACK_ENDS.end(&text))
}

/// Whether the first sentences of a section say that the caller receives callbacks.
pub(crate) fn receives_callback(text: &str) -> bool {
    let text: String = text.chars().take(4 * LONGEST).collect::<String>().to_lowercase();
    NOTICES.are_in(&text) && RECEIVES.are_in(&text)
}

/// Whether a title may be about a request or about a response, as what is around it says: `Body`, 参数.
pub(crate) fn is_either(title: &str) -> bool {
    EITHER
        .has(title.trim().trim_end_matches([':', '：']).trim_matches(['*', '`', ' ']).to_lowercase().as_str())
}

/// Whether a topic is about what comes back.
pub(crate) fn is_answer(topic: Topic) -> bool {
    matches!(topic, Topic::Response | Topic::Success | Topic::Failure)
}

/// Whether a title says what is done with a thing that is a part of pages too: `设置备注`.
fn is_act(text: &str) -> bool {
    ACTS.strip_start(text).is_some_and(|rest| ACTED_ON.end(rest))
}

/// Whether a heading has words of parts of a page alone, apart from a note in brackets after them.
fn is_of_parts(text: &str) -> bool {
    let bare = text.split(['(', '（']).next().unwrap_or(text);
    let mut words = bare.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some_and(|first| *first != "api") && words.all(|word| OF_PARTS.has(word))
}

/// The words, for which every line of a page is searched.
static SOUGHT: LazyLock<Vec<(Topic, Sought)>> = LazyLock::new(|| {
    let words = WORDS.iter().flat_map(|(topic, words)| words.iter().map(|word| (*topic, Sought::of(word))));
    words.collect()
});

/// Whether a text has a word; one in Latin letters begins where a word begins.
fn has(text: &str, word: &str) -> bool {
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(word)) {
        let at = from + at;
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        if !word.starts_with(is_latin) || !before.is_some_and(is_latin) {
            return true;
        }
        from = at + word.len();
    }
    false
}

words! { "headings":
    ERRORS FAILURE SUCCESS COMMON RESPONSE REQUEST FAILURE_ALONE SUCCESS_ALONE DATA_ALONE PARTS OF_PARTS
}

words! { "headings":
    REQUEST_ALONE NUMERALS CALLBACKS CALLBACK_ENDS NO_FAILURE EITHER ASKED ACTS ACTED_ON RECEIVES REQUEST_TYPES RESPONSE_TYPES
}

#[cfg(test)]
mod tests {
    use super::{Topic, topic};

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
            ("エラーがない場合", Topic::Success),
            ("Without errors", Topic::Success),
            ("409 – CONFLICT", Topic::Failure),
            ("HTTP 200", Topic::Other),
            ("Response 409 (application/json)", Topic::Failure),
            ("Response 200 (application/json)", Topic::Response),
            ("CreateBerthRequest", Topic::Request),
            ("BerthResponse", Topic::Response),
            ("BerthRequestItem", Topic::Other),
            ("成功返回示例", Topic::Success),
            ("OK", Topic::Success),
            ("公共参数", Topic::Common),
            ("返回示例：", Topic::Response),
            ("응답", Topic::Response),
            ("Ответ:", Topic::Response),
            ("Antwort in JSON-Format:", Topic::Response),
            ("Retorno da requisição:", Topic::Response),
            ("Status de retorno", Topic::Errors),
            ("Corps de la requête", Topic::Request),
            ("Parámetros", Topic::Request),
            ("Descrição", Topic::Part),
            ("Alterar descrição", Topic::Other),
            ("Corporate cards", Topic::Other),
            ("请求参数", Topic::Request),
            ("Request body", Topic::Request),
            ("GET Query", Topic::Request),
            ("Query", Topic::Other),
            ("data：", Topic::Data),
            ("调用地址", Topic::Part),
            ("Description", Topic::Part),
            ("Example CURL (기본형)", Topic::Part),
            ("Call Address", Topic::Part),
            ("修改说明", Topic::Part),
            ("修改收货地址", Topic::Other),
            ("单条定时短信提交 API", Topic::Other),
            ("Call a taxi", Topic::Other),
            ("Booking a room", Topic::Other),
            ("Terrorism", Topic::Other),
        ] {
            assert_eq!(topic(text), wanted, "{text}");
        }
    }
}
