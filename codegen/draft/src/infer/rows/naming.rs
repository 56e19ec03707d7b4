//! Names of rows: of codes that are words, of messages whose words are all known, and of short English ones.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::english::{self, Words};
use super::folding::{self, pascal};
use super::retry::is_advice;
use crate::lexicon::errors::{EXPLAINING, FAILED_STEPS, FILLERS, PLAIN, POLITE, TELLING, messages};
use crate::lexicon::flags::{self, is_failure};
use crate::lexicon::keys::TIMES;
use crate::lexicon::naming::STATES;
use crate::lexicon::nouns;
use crate::lexicon::rows::{COMPLETE, VAGUE};
use crate::lexicon::scripts::{is_cyrillic, is_ideographic};

/// The name that a code is, where it is made of words: `SIGN_ERROR`, `isv.order-not-exist`.
pub(super) fn of_code(code: &str) -> Option<String> {
    let words = folding::humps(code);
    let is_word = |word: &String| {
        word.chars().all(|c| c.is_ascii_alphanumeric()) && word.starts_with(|c: char| c.is_ascii_alphabetic())
    };
    let is_plain = code.is_ascii() && !code.contains(char::is_whitespace) && words.iter().all(is_word);
    // Three letters with a vowel are a word; `oc`, `PT` and `V1001` are not.
    let is_spoken = |word: &String| {
        word.len() >= 3
            && word.chars().all(|c| c.is_ascii_alphabetic())
            && word.to_lowercase().contains(['a', 'e', 'i', 'o', 'u', 'y'])
    };
    let name =
        (is_plain && words.iter().any(is_spoken)).then(|| words.iter().map(|w| pascal(w)).collect())?;
    valid(name)
}

/// The name that the page prints beside a code: `NOT_IMPLEMENTED`.
pub(super) fn printed(name: &str) -> Option<String> {
    let words = folding::humps(name);
    let is_word = |word: &String| word.chars().all(|c| c.is_ascii_alphanumeric());
    (words.len() <= 8 && words.iter().all(is_word))
        .then(|| words.iter().map(|word| pascal(word)).collect())
        .and_then(valid)
}

/// An identifier with more words is not a name.
const MOST_WORDS: usize = 6;

/// A name that a message gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) name: String,
    /// Whether it is composed of words of the message that the lexicon doesn't know.
    pub(super) is_composed: bool,
}

/// The name that a message gives: by the lexicon if all of its words are known, else by its words if it is short English.
pub(super) fn of_message(message: &str) -> Option<Named> {
    let message = without_note(message);
    // A message that is an identifier keeps its words.
    let is_identifier = message.contains('_') && !message.contains(char::is_whitespace);
    if let Some(name) = of_code(message).filter(|name| is_identifier && !name.is_empty()) {
        return (folding::humps(&name).len() <= MOST_WORDS).then_some(Named { name, is_composed: true });
    }
    if let Some(name) = known(message) {
        return Some(Named { name, is_composed: false });
    }
    let words = Words::of(message)?;
    let name = by_pattern(&words.text()).or_else(|| words.name()).and_then(valid)?;
    english::is_short(&name).then_some(Named { name, is_composed: true })
}

/// The name of a normal English text that `messages.txt` has, with any short phrase as the noun.
fn by_pattern(text: &str) -> Option<String> {
    if let Some(name) = WHOLE.get(text) {
        return Some((*name).to_owned());
    }
    by_predicate(&numbers(text), |predicate, inner| named(predicate.name, &english::phrase(inner)?))
}

/// The name of a message whose words are all in the lexicon.
fn known(message: &str) -> Option<String> {
    if message.len() > 240 {
        return None;
    }
    let folded = folding::text(message);
    let parts = folded.split([',', '。', '.', ';', '!', '、', '\u{ff61}', '…']).map(str::trim);
    let mut parts: Vec<&str> = parts.filter(|clause| !clause.is_empty()).collect();
    // `参数错误，通常是类型不对`: what follows says why.
    let explained = parts.iter().skip(1).position(|clause| EXPLAINING.start(clause));
    parts.truncate(explained.map_or(parts.len(), |at| at + 1));
    let is_advice = |at: usize, clause: &str| is_advice(clause) || at > 0 && flags::is_advice(clause);
    let said = parts.iter().enumerate().filter(|(at, clause)| !is_advice(*at, clause));
    let said: Vec<&str> = said.map(|(_, clause)| *clause).collect();
    let clause = match (said.as_slice(), parts.as_slice()) {
        ([clause], _) => clause,
        // The reader is told to enter something, which is missing.
        ([], [clause]) => clause,
        // `创建失败，配额不足`: the second one is the reason.
        ([first, second], _) if FAILED_STEPS.end(first) => second,
        _ => return None,
    };
    let mut clause = numbers(clause);
    while let Some(rest) = POLITE.strip_end(&clause) {
        clause = rest.trim_end().to_owned();
    }
    // `Некорректный запрос: отсутствует тело`: the general part says less.
    if let Some((general, rest)) = clause.split_once(':')
        && WHOLE.contains_key(general.trim())
    {
        clause = rest.trim().to_owned();
    }
    plain(&clause).or_else(|| predicate(&clause, message)).and_then(valid)
}

/// Each number as `#`.
pub(super) fn numbers(text: &str) -> String {
    let mut result = String::new();
    let mut is_inside = false;
    for c in text.chars() {
        let is_digit = c.is_ascii_digit();
        if !(is_inside && is_digit) {
            result.push(if is_digit { '#' } else { c });
        }
        is_inside = is_digit;
    }
    result
}

/// At most four English words that say what is wrong.
fn plain(clause: &str) -> Option<String> {
    let words: Vec<&str> = clause.split([' ', '_', '-']).filter(|w| !w.is_empty()).collect();
    let is_noun = |word: &str| word.is_ascii() && nouns::at(word).is_some_and(|noun| noun.word == word);
    let is_known = |word: &&str| PLAIN.has(word) || is_noun(word) || *word == "requests";
    let is_telling = words.iter().any(|word| TELLING.has(word));
    let count = words.iter().filter(|word| is_noun(word) || **word == "requests").count();
    let says_of_what = match words.iter().find(|word| is_noun(word)) {
        Some(noun) if count == 1 && is_vague(noun) => false,
        Some(_) => true,
        None => count > 0 || COMPLETE.contains(&clause),
    };
    (words.len() <= 4 && is_telling && says_of_what && words.iter().all(is_known))
        .then(|| words.iter().map(|word| pascal(word)).collect())
}

/// A noun that says nothing by itself: which key, which number?
fn is_vague(word: &str) -> bool {
    VAGUE.contains(&word)
}

/// A predicate of the list with its noun.
struct Predicate {
    before: String,
    after: String,
    name: &'static str,
}

static WHOLE: LazyLock<BTreeMap<String, &'static str>> =
    LazyLock::new(|| messages().filter(|(message, _)| !message.contains('@')).collect());

/// The predicates by the character with which a message ends, or else begins; the longest first, which says most.
static WITH_NOUN: LazyLock<BTreeMap<(End, char), Vec<Predicate>>> = LazyLock::new(|| {
    let mut index: BTreeMap<(End, char), Vec<Predicate>> = BTreeMap::new();
    for (message, name) in messages() {
        let Some((before, after)) = message.split_once('@') else { continue };
        let last = after.chars().next_back().map(|c| (End::Last, c));
        let Some(key) = last.or_else(|| Some((End::First, before.chars().next()?))) else { continue };
        let predicate = Predicate { before: before.to_owned(), after: after.to_owned(), name };
        index.entry(key).or_default().push(predicate);
    }
    index.values_mut().for_each(|all| all.sort_by_key(|one| std::cmp::Reverse(one.length())));
    index
});

/// An end of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    First,
    Last,
}

impl Predicate {
    fn length(&self) -> usize {
        self.before.len() + self.after.len()
    }

    /// The text in the place of the noun.
    fn inner<'t>(&self, text: &'t str) -> Option<&'t str> {
        text.strip_prefix(self.before.as_str())?.strip_suffix(self.after.as_str())
    }
}

/// The name by the longest predicate of a text that has one, from what the text has in place of the noun.
fn by_predicate(text: &str, name: impl Fn(&Predicate, &str) -> Option<String>) -> Option<String> {
    let ends = [(End::First, text.chars().next()?), (End::Last, text.chars().next_back()?)];
    let found = ends.iter().filter_map(|end| {
        let fits = |one: &Predicate| Some((one.length(), name(one, one.inner(text)?)?));
        WITH_NOUN.get(end)?.iter().find_map(fits)
    });
    found.max_by_key(|(length, _)| *length).map(|(_, name)| name)
}

fn predicate(clause: &str, message: &str) -> Option<String> {
    if let Some(name) = WHOLE.get(clause) {
        return Some((*name).to_owned());
    }
    by_predicate(clause, |predicate, inner| {
        let is_foreign = !predicate.before.is_ascii() || !predicate.after.is_ascii();
        // `응답구분(response_type)은 필수입니다`: the key is another word for what is before it.
        let (bare, key) =
            inner.strip_suffix(')').and_then(|inner| inner.split_once('(')).unwrap_or((inner, ""));
        let word = |text: &str| identifier(text, message).filter(|_| is_foreign);
        let noun = subject(bare).or_else(|| word(bare)).or_else(|| word(key))?;
        named(predicate.name, &noun)
    })
}

/// A message without a note in brackets at its end, unless that says what is wrong: `access denied (ip is invalid)`.
fn without_note(message: &str) -> &str {
    let bare = message.trim().trim_end_matches(['.', '。', '!', '！']);
    let note = bare.strip_suffix([')', '）']).and_then(|inner| inner.rsplit_once(['(', '（']));
    let note = note.filter(|(before, note)| before.chars().any(char::is_alphanumeric) && !says_wrong(note));
    note.map_or(message, |(before, _)| before.trim())
}

fn says_wrong(note: &str) -> bool {
    is_failure(note) || folding::words(&note.to_lowercase()).any(|word| STATES.has(word))
}

/// The words of an identifier that a message in another script has: `MemberId` of `유효하지 않은 MemberId`.
fn identifier(folded: &str, message: &str) -> Option<String> {
    let folded = folded.trim();
    let is_plain = folded.len() >= 3
        && folded.starts_with(|c: char| c.is_ascii_lowercase())
        && folded.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    let at = message.to_ascii_lowercase().find(folded).filter(|_| is_plain)?;
    let words = folding::humps(message.get(at..at + folded.len())?);
    let is_vague = nouns::at(folded).is_some_and(|noun| noun.word == folded && is_vague(folded));
    (words.len() <= 3 && !is_vague).then(|| words.iter().map(|word| pascal(word)).collect())
}

/// The name of a predicate about a noun.
fn named(name: &str, noun: &str) -> Option<String> {
    let is_time = TIMES.end(noun);
    let name = (is_time || !name.contains('~')).then(|| name.replace('+', &plural(noun)))?;
    // `CreditLimit` and `@LimitExceeded` are `CreditLimitExceeded`.
    let after = name.strip_prefix(['@', '~']).map(folding::humps).unwrap_or_default();
    let last = after.first().and_then(|first| noun.strip_suffix(first.as_str()));
    let noun = if name.matches(['@', '~']).count() == 1 { last.unwrap_or(noun) } else { noun };
    Some(name.replace(['@', '~'], noun))
}

fn plural(noun: &str) -> String {
    match noun {
        _ if noun.ends_with("ey") || noun.ends_with("ay") => format!("{noun}s"),
        _ if noun.ends_with('y') => format!("{}ies", noun.trim_end_matches('y')),
        _ if noun.ends_with(['s', 'x']) || noun.ends_with("ch") || noun.ends_with("sh") => {
            format!("{noun}es")
        }
        _ => format!("{noun}s"),
    }
}

/// The nouns that a text is made of, and nothing else: `合同doc文件` is a `Doc`, since that word is the one of the API.
fn subject(text: &str) -> Option<String> {
    let mut rest = text.trim();
    let mut name = String::new();
    let (mut own, mut is_first) = (None, false);
    let mut count = 0;
    let mut vague = true;
    while !rest.is_empty() {
        if let Some(after) = FILLERS.strip_start(rest).filter(|after| !after.is_empty())
            && nouns::at(rest).is_none_or(|noun| subject_is_longer(after, noun.word))
        {
            rest = after.trim_start();
            continue;
        }
        let length = match nouns::at(rest) {
            Some(noun) => {
                vague &= is_vague(noun.word);
                // In Russian the thing comes before whose it is.
                let at = if noun.word.starts_with(is_cyrillic) { 0 } else { name.len() };
                name.insert_str(at, noun.name);
                nouns::length(noun, rest)
            }
            // Two such words are more than a list of nouns can know.
            None => {
                let word =
                    rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or_default();
                let is_own = word.len() >= 2 && word.starts_with(|c: char| c.is_ascii_alphabetic());
                if !is_own || own.is_some() || !text.contains(is_ideographic) {
                    return None;
                }
                is_first = count == 0;
                own = Some(word);
                word.len()
            }
        };
        count += 1;
        rest = rest.get(length..)?.trim_start();
    }
    let is_known = count > usize::from(own.is_some());
    let name = match own {
        Some(word) if is_known => {
            let own: String = folding::humps(word).iter().map(|part| pascal(part)).collect();
            // `CPU大小` is the size of it, `合同doc文件` the thing itself.
            if is_first { format!("{own}{name}") } else { own }
        }
        Some(_) => return None,
        None => name,
    };
    ((1..=3).contains(&count) && !(vague && own.is_none())).then_some(name)
}

/// Whether a filler is better left out than read as the start of a noun: not in `签署方`, but in `签署截止时间`.
fn subject_is_longer(after: &str, noun: &str) -> bool {
    FILLERS.has(noun) && nouns::at(after).is_some()
}

/// A name that the format takes.
fn valid(name: String) -> Option<String> {
    let is_name = name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_alphanumeric())
        && name.len() <= 60
        && !["Self", "Unrecognized", "ALL"].contains(&name.as_str());
    is_name.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::{of_code, of_message, printed};

    #[test]
    fn printed_names() {
        assert_eq!(printed("NOT_IMPLEMENTED").as_deref(), Some("NotImplemented"));
        assert_eq!(printed("orderNotFound").as_deref(), Some("OrderNotFound"));
        assert_eq!((printed("404"), printed("未找到"), printed("")), (None, None, None));
    }

    #[test]
    fn codes_that_are_words() {
        for (code, name) in [
            ("SIGN_ERROR", Some("SignError")),
            ("isv.order-not-exist", Some("IsvOrderNotExist")),
            ("InvalidParameter", Some("InvalidParameter")),
            ("locker_full", Some("LockerFull")),
            ("ANY", Some("Any")),
            ("oc_40003", None),
            ("V1001", None),
            ("PT-001", None),
            ("P9XX", None),
            ("-1", None),
            ("B01", None),
            ("Е104", None),
            ("self", None),
        ] {
            assert_eq!(of_code(code).as_deref(), name, "{code}");
        }
    }

    #[track_caller]
    fn assert_named(message: &str, name: &str) {
        let found = of_message(message).map(|named| named.name);
        assert_eq!(found.as_deref(), Some(name), "{message}");
    }

    #[test]
    fn messages_of_known_words() {
        for (message, name) in [
            ("服务繁忙,请重试.", "ServiceBusy"),
            ("参数错误.", "InvalidParameter"),
            ("用户未认证", "UserNotVerified"),
            ("上传文件格式不支持", "UnsupportedFileFormat"),
            ("文件处理失败", "FileProcessingFailed"),
            ("签署截止时间不能超过12个月", "DeadlineTooFar"),
            ("签署截止时间不能小于当前时间", "DeadlineInPast"),
            ("签署方不可重复", "DuplicateSigner"),
            ("合同doc文件不能重复", "DuplicateDoc"),
            ("签署位置不能重复", "DuplicateSignPosition"),
            ("系统异常，请稍后再试", "SystemError"),
            ("系统繁忙,请稍后重试", "SystemBusy"),
            ("登录已失效,请重新登录", "LoginExpired"),
            ("请求过于频繁", "TooManyRequests"),
            ("调用次数超限", "CallLimitExceeded"),
            ("签名无效", "InvalidSignature"),
            ("订单不存在", "OrderNotFound"),
            ("收件人不能超过20人", "TooManyRecipients"),
            ("Invalid API key", "InvalidApiKey"),
            ("invalid access_token", "InvalidAccessToken"),
            ("Rate limit exceeded", "RateLimitExceeded"),
            ("Unknown parcel", "UnknownParcel"),
            ("System busy, please try again", "SystemBusy"),
            ("Too many requests", "TooManyRequests"),
            ("The user does not exist.", "UserNotFound"),
            ("No such member", "MemberNotFound"),
            ("メンテナンス中です", "Maintenance"),
            ("会員が見つかりません", "MemberNotFound"),
            ("시스템 오류입니다.", "SystemError"),
            ("사용자가 존재하지 않습니다.", "UserNotFound"),
            ("Слишком много запросов", "TooManyRequests"),
            ("Внутренняя ошибка, повторите запрос позже", "InternalError"),
            ("Заказ не найден", "OrderNotFound"),
            ("Штрихкоды мест не должны повторяться", "DuplicatePlaceBarcode"),
        ] {
            assert_named(message, name);
        }
    }

    #[test]
    fn messages_of_each_language() {
        for (message, name) in [
            ("账号或密码错误", "InvalidCredentials"),
            ("创建失败，错误的CPU大小。", "InvalidCpuSize"),
            ("유효하지 않은 MemberId", "InvalidMemberId"),
            ("Некорректный запрос: отсутствуют обязательные параметры", "MissingParameter"),
            ("recipientNo can not be empty.", "RecipientNumberMissing"),
            ("优惠券已被使用", "CouponAlreadyUsed"),
            ("请输入手机号", "PhoneNumberMissing"),
            ("门店未找到", "StoreNotFound"),
            ("发票创建失败", "InvoiceCreationFailed"),
            ("金额不能小于1", "AmountTooSmall"),
            ("会议室已满", "MeetingRoomFull"),
            ("用户id不存在", "UserIdNotFound"),
            ("該当する予約がありません", "ReservationNotFound"),
            ("クーポンは使用済みです", "CouponAlreadyUsed"),
            ("メールアドレスの形式が不正です", "InvalidEmailFormat"),
            ("商品不足", "InsufficientProduct"),
            ("이미 사용된 쿠폰입니다.", "CouponAlreadyUsed"),
            ("로그인이 필요합니다", "NotLoggedIn"),
            ("매장이 존재하지 않습니다", "StoreNotFound"),
            ("UNEXPECTED_ERROR", "UnexpectedError"),
            ("参数错误，通常是类型不对", "InvalidParameter"),
            ("水泵控制失败（检查水泵是否在线）", "PumpControlFailed"),
            ("短信额度不足，请充值", "InsufficientSmsQuota"),
            ("授信额度超限", "CreditLimitExceeded"),
            ("请求过快", "TooManyRequests"),
            ("无水泵操作权限", "PumpPermissionDenied"),
            ("操作频率过高", "TooManyRequests"),
            ("アカウントがロックされています", "AccountLocked"),
            ("通信エラーが発生しました", "CommunicationError"),
            ("지원하지 않는 수조 구분(tank_kind)입니다.", "UnsupportedTankKind"),
            ("기간이 만료된 code 입니다.", "CodeExpired"),
            ("고객번호(custno)는 필수입니다.", "CustomerNumberMissing"),
            ("Ошибка базы данных", "DatabaseError"),
            ("Платёж отклонён", "PaymentDeclined"),
            ("Cannot find the requested jetty (id or name).", "JettyNotFound"),
            ("The jetty you requested does not exist.", "JettyNotFound"),
            ("A jetty with the same name already exists.", "DuplicateJettyName"),
            ("KILN_IS_COLD", "KilnIsCold"),
            ("The kiln doesnt exist", "KilnNotFound"),
            ("지원하지 않는 파일입니다", "UnsupportedFile"),
            ("Карта заблокирована", "CardBlocked"),
            ("Неверный логин или пароль", "InvalidCredentials"),
            ("Недопустимый тариф", "InvalidTariff"),
        ] {
            assert_named(message, name);
        }
    }

    #[test]
    fn nothing_is_invented() {
        for message in [
            "单页合同文件不能进行骑缝签章",
            "同一签署方不能同时配置静默签和普通签署",
            "单次预约访客不能超过20人",
            "打印机缺纸",
            "图片格式不支持，仅支持png、jpg",
            "Field is missing",
            "Something went wrong",
            "Parcel older than 90 days",
            "満席です || 休業日です",
            "",
            "%s",
        ] {
            assert_eq!(of_message(message), None, "{message}");
        }
    }
}
