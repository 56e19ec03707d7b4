//! Lints of sound specs: things that are allowed, and most often wrong. One function per rule, which runs if its level
//! wants it.

mod advice;
mod calls;
mod docs;
mod fields;
mod guesses;
mod names;
mod paths;
mod rows;
mod secrets;
mod types;

pub use self::advice::{placeholder_in, says_contact, says_retry};

use super::checked::Checked;
use crate::diag::{Code, Diagnostics};

type Rule = fn(&Checked<'_>, &mut Diagnostics);

/// The rules that are here, by the codes of their findings.
const RULES: &[(Code, Rule)] = &[
    (Code::UnnamedError, rows::unnamed_rows),
    (Code::RetryUnsaid, rows::unsaid_retries),
    (Code::ContradictoryAdvice, rows::contradictory_advice),
    (Code::HttpLikeCode, rows::http_like_codes),
    (Code::Placeholder, rows::placeholders),
    (Code::NoDocumentation, docs::undocumented),
    (Code::NoReplacement, docs::without_replacement),
    (Code::UnfinishedText, docs::unfinished),
    (Code::UnmarkedSecret, secrets::unmarked),
    (Code::SecretInUrl, secrets::in_urls),
    (Code::PlainHttp, secrets::plain_http),
    (Code::FloatMoney, types::float_money),
    (Code::FloatId, types::float_ids),
    (Code::DateAsText, types::dates_as_text),
    (Code::FlagAsEnum, types::flags_as_enums),
    (Code::LoneValue, types::lone_values),
    (Code::TwinNames, types::twin_names),
    (Code::OptionalList, types::optional_lists),
    (Code::NarrowTime, types::narrow_times),
    (Code::SharedMessage, rows::shared_messages),
    (Code::UnansweredRow, rows::unanswered),
    (Code::RetryAgainstCategory, rows::contradictory_retries),
    (Code::UnpagedList, calls::unpaged),
    (Code::PathSpelling, paths::spellings),
    (Code::SameRequest, paths::same_requests),
    (Code::TrustedRepeat, calls::trusted_repeats),
    (Code::NoMessage, rows::without_message),
    (Code::UnsettledGuess, guesses::unsettled),
];

/// Runs the rules whose findings are wanted.
pub(super) fn check(checked: &Checked<'_>, diags: &mut Diagnostics) {
    for (_, rule) in RULES.iter().filter(|(code, _)| checked.levels.keeps(*code)) {
        rule(checked, diags);
    }
}
