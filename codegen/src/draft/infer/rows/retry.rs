//! Whether the words of a row ask for another try, and in which way.

use crate::check::lints::says_retry;
use crate::draft::words::errors::{OVER, RENEW, THROTTLED, TOKENS, TOO_MANY, WAIT};

/// What the words say about `retry:`; nothing where they say nothing.
pub(super) fn retry(code: &str, message: &str, solution: &str) -> Option<&'static str> {
    let (message, solution) = (message.to_lowercase(), solution.to_lowercase());
    let all = format!("{} {message} {solution}", code.to_lowercase());
    let says = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    let asks = says_retry(&message) || says_retry(&solution);
    if says(&all, THROTTLED) || says(&all, TOO_MANY) && (asks || says(&all, WAIT)) {
        return Some("throttle");
    }
    if says(&message, TOKENS) && (says(&all, OVER) || says(&solution, RENEW)) {
        return Some("refresh_auth");
    }
    asks.then_some("idempotent")
}

#[cfg(test)]
mod tests {
    use super::retry;

    #[test]
    fn words_say_when_to_try_again() {
        for (code, message, solution, expected) in [
            ("500", "服务繁忙,请重试.", "联系客服", Some("idempotent")),
            ("S00", "系统异常，请稍后再试", "", Some("idempotent")),
            ("13001", "请求过于频繁", "", Some("throttle")),
            ("7", "调用次数超限", "", Some("throttle")),
            ("401", "登录已失效,请重新登录", "重新获取令牌", Some("refresh_auth")),
            ("30012", "卡已过期", "", None),
            ("40001", "invalid access_token", "The token is wrong or has expired", Some("refresh_auth")),
            ("token_expired", "The access token has expired.", "Request a new one.", Some("refresh_auth")),
            ("110", "Too many polls", "Wait a while", Some("throttle")),
            ("40037", "too many owners", "At most 5 owners", None),
            ("Throttling", "Request was denied due to ${reason}.", "Retry later.", Some("throttle")),
            ("108", "Title is too long", "Change the request and send it again", None),
            ("E901", "メンテナンス中です", "しばらくしてから再度お試しください", Some("idempotent")),
            ("-9999", "시스템 오류입니다. 잠시 후 다시 시도해 주세요.", "", Some("idempotent")),
            ("29", "Слишком много запросов", "Повторите позже", Some("throttle")),
            ("E500", "Внутренняя ошибка, повторите запрос позже", "", Some("idempotent")),
            ("45009", "reach max daily quota limit", "", None),
            ("x", "请勿重试", "", None),
        ] {
            assert_eq!(retry(code, message, solution), expected, "{message}");
        }
    }
}
