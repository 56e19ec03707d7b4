//! Short words that say something: success or not, nothing at all, as above.

use super::lists::words;
use super::scripts::is_latin_text;

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
    text.is_empty() || (text.chars().all(is_dash) && text.chars().count() <= 3) || NOTHING.has(&text)
}

/// Whether a cell says what the one above says.
pub(crate) fn is_ditto(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['.', '。']).to_lowercase();
    DITTO.has(&text)
}

pub(crate) fn is_success_word(text: &str) -> bool {
    let text = folded(text);
    SUCCESS_CODES.has(&text)
}

/// Whether a message is one of success: its first clause says so, and no word turns it around.
pub(crate) fn is_success(text: &str) -> bool {
    if text.len() > 240 {
        return false;
    }
    let text = folded(text);
    if SUCCESS_MESSAGES.has(&text) {
        return true;
    }
    // Few messages have one of the words at all.
    if !SUCCESSES.are_in(&text) {
        return false;
    }
    let first = clause(&text);
    let is_short = first.chars().count() <= if is_latin_text(first) { 48 } else { 24 };
    if !(is_short || SUCCESS_ENDS.end(first.trim())) || !SUCCESSES.are_in(first) {
        return false;
    }
    let is_none = NO_ERROR.start(first);
    if is_none {
        return true;
    }
    let rest = text.replace("no error", "").replace("without error", "");
    !TURNS.are_in(&rest) && !rest.split(is_no_letter).any(is_turn)
}

/// Whether a message says nothing else than success: `成功`, `请求成功`, `Success`.
pub(crate) fn is_plain_success(text: &str) -> bool {
    if !is_success(text) {
        return false;
    }
    let text = folded(text);
    let first = clause(&text).trim();
    if is_latin_text(first) {
        return first.split_whitespace().count() <= 4
            && (SUCCESS_STARTS.start(first) || SUCCESS_ENDS.end(first));
    }
    let ends = SUCCESSES.iter().any(|word| first.ends_with(word) || first.starts_with(word));
    ends && first.chars().count() <= 12
}

/// Whether the first clause of a message says nothing else than success, whatever follows: `成功，但内容未变`.
pub(crate) fn begins_in_success(text: &str) -> bool {
    is_plain_success(clause(&folded(text)))
}

/// Whether a message of success says so at its end or its beginning, however long it is: `Card was issued successfully`.
pub(crate) fn ends_in_success(text: &str) -> bool {
    if !is_success(text) {
        return false;
    }
    let text = folded(text);
    let first = text.split([',', '，', '。', ';', '；', '\n']).next().unwrap_or_default().trim();
    if is_latin_text(first) {
        return SUCCESS_ENDS.end(first);
    }
    SUCCESSES.iter().any(|word| first.ends_with(word) || first.starts_with(word))
}

/// Whether the text after a code says that it means success: `表示成功`, `means success`, `: OK`.
pub(crate) fn means_success(text: &str) -> bool {
    let text = folded(text);
    let bare = MEANS_CODE.strip_start(&text).unwrap_or(&text).trim();
    let bare = bare.trim_start_matches([':', '：', '=', '-', '—', '"', '“']).trim();
    !bare.is_empty() && is_plain_success(bare)
}

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
    TURNING_WORDS.contains(&word)
}

/// Whether a message tells of something that went wrong.
pub(crate) fn is_failure(text: &str) -> bool {
    let text: String = text.chars().take(200).collect::<String>().to_lowercase().replace('_', " ");
    FAILURES.are_in(&text)
}

/// Whether a message says that there is nothing to send, which is no failure: `no data`.
pub(crate) fn is_empty(text: &str) -> bool {
    text.len() <= 120 && NO_DATA.are_in(&text.to_lowercase())
}

/// Whether a text says that something is no longer in use. A word in capitals in the middle of a sentence is a value.
pub(crate) fn is_deprecated(text: &str) -> bool {
    let is_word = |word: &str| word.chars().any(char::is_lowercase);
    let is_sentence = text.split(is_no_letter).filter(|word| is_word(word)).count() > 1;
    let own = |word: &&str| !is_sentence || is_word(word) || word.ends_with([':', '!', '.', ',', ')', ']']);
    let words: Vec<&str> = text.split_whitespace().filter(own).collect();
    let words = words.join(" ").to_lowercase();
    DEPRECATED.are_in(&words) || DEPRECATED_FIELDS.are_in(&words)
}

/// Whether the text beside a code says that the code is no longer in use. It is a note of its own: what a message tells of may
/// be out of use as well.
pub(crate) fn is_deprecated_code(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    DEPRECATED.iter().any(|word| {
        let parts = text.split_once(word);
        parts.is_some_and(|(before, after)| {
            let (before, after) = (before.trim_end(), after.trim_start());
            let is_begun = before.is_empty()
                || before.ends_with([
                    '(', '[', '\u{ff08}', '\u{3010}', '.', '\u{3002}', ';', '-', '\u{2013}', '\u{2014}',
                ]);
            let is_over = !after.starts_with(|c: char| c.is_alphanumeric() || c == '\'');
            is_begun && is_over
        })
    })
}

/// Whether a sentence tells the reader what to do.
pub(crate) fn is_advice(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let is_russian = |word: &str| IMPERATIVES.end(word) && word.chars().count() > 4;
    (ADVICE_STARTS.start(&text) && !NOT_ADVICE.start(&text))
        || ADVICE.are_in(&text)
        || text.split_whitespace().next().is_some_and(is_russian)
}

/// Whether a text begins in the middle of a sentence, and with which word.
pub(crate) fn goes_on(text: &str) -> Option<&str> {
    GOES_ON.iter().find(|word| text.starts_with(**word)).map(|word| word.trim_end())
}

words! { "rows":
    NOTHING DITTO SUCCESSES SUCCESS_CODES SUCCESS_MESSAGES NO_ERROR SUCCESS_STARTS SUCCESS_ENDS
    TURNING_WORDS TURNS FAILURES DEPRECATED DEPRECATED_FIELDS ADVICE_STARTS ADVICE IMPERATIVES GOES_ON
}

words! { "rows":
    NOT_ADVICE MEANS_CODE NO_DATA
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
