//! Whether the words of a row ask for another try, and in which way.

use super::folding;
use crate::lexicon::errors::{
    AFTER, AND_THEN, FIRST, FIRST_ANYWHERE, OTHER, OVER, PASSING, PLEASE, RENEW, THROTTLED, TOKENS, TOO_MANY,
    WAIT,
};
use crate::lexicon::naming::{COPULAS, STATES};
use crate::lexicon::rows::ADVICE_CLAUSES;
use stubwright_spec::ast::Retry;
use stubwright_spec::validate::lints::{says_contact, says_retry};

/// The `retry:` that the words suggest; `None` where they say nothing.
pub(super) fn retry(code: &str, message: &str, solution: &str) -> Option<Retry> {
    let (message, solution) = (message.to_lowercase(), solution.to_lowercase());
    let all = format!("{} {message} {solution}", code.to_lowercase());
    let asks = asks_again(&message) || asks_again(&solution);
    if THROTTLED.are_in(&all) || TOO_MANY.are_in(&all) && (asks || WAIT.are_in(&all)) {
        return Some(Retry::Throttle);
    }
    if TOKENS.are_in(&message) && (OVER.are_in(&all) || RENEW.are_in(&solution)) {
        return Some(Retry::RefreshAuth);
    }
    asks.then_some(Retry::Idempotent)
}

/// Whether a text, in lower case, asks for the same request again: not for a corrected one.
pub(super) fn asks_again(text: &str) -> bool {
    if !says_retry(text) {
        return false;
    }
    let mut is_corrected = false;
    for sentence in text.split(['。', '.', '!', '！', '\u{ff61}', '\n']) {
        if says_retry(sentence) {
            let waits = WAIT.are_in(sentence);
            return !(has_condition(sentence) || is_corrected && !waits);
        }
        is_corrected |= clauses(sentence).any(is_correction);
    }
    // The words lie across the end of a sentence, such as that of an abbreviation.
    !is_corrected
}

/// Whether the caller has to do something before the sentence asks for another try.
fn has_condition(sentence: &str) -> bool {
    for clause in clauses(sentence) {
        if is_correction(clause) || says_after(clause) {
            return true;
        }
        if says_retry(clause) {
            return says_other(clause);
        }
    }
    false
}

/// Whether a clause asks for another try with something else: `try again with a different card`, `split it and retry`.
fn says_other(clause: &str) -> bool {
    if WAIT.are_in(clause) {
        return false;
    }
    let is_sentence = |part: &str| folding::words(part).any(|word| COPULAS.has(word) || STATES.has(word));
    let coordinated = AND_THEN.iter().any(|and| {
        clause.split_once(and).is_some_and(|(before, after)| {
            let before = PLEASE.strip_start(before).unwrap_or(before);
            !before.trim().is_empty() && !says_retry(before) && says_retry(after) && !is_sentence(before)
        })
    });
    OTHER.are_in(clause) || coordinated
}

/// A clause in small letters that says what to do, not what is wrong.
pub(super) fn is_advice(clause: &str) -> bool {
    says_retry(clause) || says_contact(clause) || RENEW.are_in(clause) || ADVICE_CLAUSES.start(clause)
}

fn clauses(sentence: &str) -> impl Iterator<Item = &str> {
    sentence.split([',', '，', ';', '；', ':', '：', '(', '（', '、']).map(str::trim)
}

/// Whether a clause asks the caller to do something else than to try again.
fn is_correction(clause: &str) -> bool {
    let starts = |text: &str| FIRST.start(text);
    starts(clause)
        || FIRST_ANYWHERE.are_in(clause)
        || PLEASE.iter().any(|please| {
            clause.match_indices(please).any(|(at, _)| clause.get(at + please.len()..).is_some_and(starts))
        })
}

/// `注册后重试`, but neither `稍后重试` nor `5分钟后重试`.
fn says_after(clause: &str) -> bool {
    clause.match_indices(|c| AFTER.has_char(c)).any(|(at, word)| {
        let (Some(before), Some(behind)) = (clause.get(..at), clause.get(at + word.len()..)) else {
            return false;
        };
        let before = PLEASE.strip_start(before).unwrap_or(before);
        let passes = before.is_empty() || PASSING.end(before);
        !passes && says_retry(behind) && !says_retry(before)
    })
}

#[cfg(test)]
mod tests {
    use super::{Retry, retry};

    #[test]
    fn what_has_to_be_corrected_first_is_no_retry() {
        for text in [
            "缺少参数，请检查后重试",
            "请先开通服务后再试",
            "请核对订单号，重试",
            "餐厅未营业，请修改时间后重新提交，请重试",
            "Invalid signature. Please correct it and try again",
            "Wrong body: fix the field and retry",
            "入力内容を確認して再度お試しください",
            "입력값을 확인 후 다시 시도해 주세요",
            "Неверный адрес, исправьте и повторите запрос",
            "Cargo is too heavy, split it into two loads and retry",
            "The pier is taken, please try again with another pier",
            "Card declined. Try again using a different card",
            "卡片不可用，请换一张卡重试",
            "このカードは使えません。別のカードで再度お試しください",
            "사용할 수 없는 카드입니다. 다른 카드로 다시 시도해 주세요",
            "Карта отклонена, повторите запрос с другой картой",
        ] {
            assert_eq!(retry("7", text, ""), None, "{text}");
            assert_eq!(retry("7", "", text), None, "{text}");
        }
        for text in [
            "服务繁忙，请稍后重试",
            "请5分钟后重试",
            "系统恢复后重试",
            "安全检查失败，请重试",
            "Health check failed, try again later",
            "Please check the status page. Try again later.",
            "The harbour is busy, wait a minute and retry",
            "The connection was lost, please try again",
            "サーバー確認中です。しばらくしてから再度お試しください",
        ] {
            assert_eq!(retry("7", text, ""), Some(Retry::Idempotent), "{text}");
        }
    }

    #[test]
    fn words_say_when_to_try_again() {
        for (code, message, solution, expected) in [
            ("500", "服务繁忙,请重试.", "联系客服", Some(Retry::Idempotent)),
            ("S00", "系统异常，请稍后再试", "", Some(Retry::Idempotent)),
            ("13001", "请求过于频繁", "", Some(Retry::Throttle)),
            ("7", "调用次数超限", "", Some(Retry::Throttle)),
            ("401", "登录已失效,请重新登录", "重新获取令牌", Some(Retry::RefreshAuth)),
            ("30012", "卡已过期", "", None),
            ("40001", "invalid access_token", "The token is wrong or has expired", Some(Retry::RefreshAuth)),
            (
                "token_expired",
                "The access token has expired.",
                "Request a new one.",
                Some(Retry::RefreshAuth),
            ),
            ("110", "Too many polls", "Wait a while", Some(Retry::Throttle)),
            ("40037", "too many owners", "At most 5 owners", None),
            ("Throttling", "Request was denied due to ${reason}.", "Retry later.", Some(Retry::Throttle)),
            ("108", "Title is too long", "Change the request and send it again", None),
            ("E901", "メンテナンス中です", "しばらくしてから再度お試しください", Some(Retry::Idempotent)),
            ("-9999", "시스템 오류입니다. 잠시 후 다시 시도해 주세요.", "", Some(Retry::Idempotent)),
            ("29", "Слишком много запросов", "Повторите позже", Some(Retry::Throttle)),
            ("E500", "Внутренняя ошибка, повторите запрос позже", "", Some(Retry::Idempotent)),
            ("45009", "reach max daily quota limit", "", None),
            ("x", "请勿重试", "", None),
        ] {
            assert_eq!(retry(code, message, solution), expected, "{message}");
        }
    }
}
