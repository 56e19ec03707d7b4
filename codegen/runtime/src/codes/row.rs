//! One row of an error table.

use super::condition::Match;

/// One row of an error table: the documentation of a code.
#[derive(Debug)]
pub struct ErrorInfo {
    code: &'static str,
    name: &'static str,
    message: Option<&'static str>,
    solution: Option<&'static str>,
    messages: &'static [(&'static str, &'static str)],
    solutions: &'static [(&'static str, &'static str)],
    retry: Retry,
    category: Category,
    http: Option<u16>,
    docs: Option<&'static str>,
    deprecated: bool,
    conditions: &'static [Match],
}

impl ErrorInfo {
    /// Creates a row with the wire text of the code and the name of its variant; everything else is absent, never
    /// retried and of unknown category.
    #[must_use]
    pub const fn new(code: &'static str, name: &'static str) -> Self {
        Self {
            code,
            name,
            message: None,
            solution: None,
            messages: &[],
            solutions: &[],
            retry: Retry::Never,
            category: Category::Unknown,
            http: None,
            docs: None,
            deprecated: false,
            conditions: &[],
        }
    }
}

/// The builder, for generated tables.
impl ErrorInfo {
    /// Sets the message in the main language of the documentation.
    #[must_use]
    pub const fn with_message(mut self, message: &'static str) -> Self {
        self.message = Some(message);
        self
    }

    /// Sets the solution in the main language of the documentation.
    #[must_use]
    pub const fn with_solution(mut self, solution: &'static str) -> Self {
        self.solution = Some(solution);
        self
    }

    /// Sets the message in other languages: pairs of language tag and text.
    #[must_use]
    pub const fn with_messages(mut self, messages: &'static [(&'static str, &'static str)]) -> Self {
        self.messages = messages;
        self
    }

    /// Sets the solution in other languages: pairs of language tag and text.
    #[must_use]
    pub const fn with_solutions(mut self, solutions: &'static [(&'static str, &'static str)]) -> Self {
        self.solutions = solutions;
        self
    }

    /// Sets the retry class.
    #[must_use]
    pub const fn with_retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Sets the category.
    #[must_use]
    pub const fn with_category(mut self, category: Category) -> Self {
        self.category = category;
        self
    }

    /// Sets the HTTP status that the documentation prints for the code.
    #[must_use]
    pub const fn with_http(mut self, status: u16) -> Self {
        self.http = Some(status);
        self
    }

    /// Sets the address of the documentation of the code.
    #[must_use]
    pub const fn with_docs(mut self, address: &'static str) -> Self {
        self.docs = Some(address);
        self
    }

    /// Marks a code that the server no longer sends.
    #[must_use]
    pub const fn deprecated(mut self) -> Self {
        self.deprecated = true;
        self
    }

    /// Sets the conditions that distinguish the row from others with the same code; all must hold.
    #[must_use]
    pub const fn with_match(mut self, conditions: &'static [Match]) -> Self {
        self.conditions = conditions;
        self
    }
}

impl ErrorInfo {
    /// The wire text of the code; empty for unrecognized codes, and for failures without a code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.code
    }

    /// The name of the variant in the generated enum.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The message as the documentation prints it.
    #[must_use]
    pub const fn message(&self) -> Option<&'static str> {
        self.message
    }

    /// The solution as the documentation prints it.
    #[must_use]
    pub const fn solution(&self) -> Option<&'static str> {
        self.solution
    }

    /// The message in a language such as `en` or `zh-CN`; see [`solution_in`](Self::solution_in) for how it is matched.
    #[must_use]
    pub fn message_in(&self, language: &str) -> Option<&'static str> {
        in_language(self.messages, language)
    }

    /// The solution in a language such as `en` or `zh-CN`. Tags match without regard to case; when the exact tag is not
    /// there, its primary language is tried (RFC 4647 §3.4): `en` for `en-GB`.
    #[must_use]
    pub fn solution_in(&self, language: &str) -> Option<&'static str> {
        in_language(self.solutions, language)
    }

    /// The retry class; [`Retry::Never`] unless the table sets another one.
    #[must_use]
    pub const fn retry(&self) -> Retry {
        self.retry
    }

    /// The category; [`Category::Unknown`] unless the table sets another one.
    #[must_use]
    pub const fn category(&self) -> Category {
        self.category
    }

    /// The HTTP status that the documentation prints for the code.
    #[must_use]
    pub const fn http(&self) -> Option<u16> {
        self.http
    }

    /// The address of the documentation of the code.
    #[must_use]
    pub const fn docs(&self) -> Option<&'static str> {
        self.docs
    }

    /// Whether the server no longer sends the code.
    #[must_use]
    pub const fn is_deprecated(&self) -> bool {
        self.deprecated
    }

    /// The conditions that distinguish the row from others with the same code; empty if there are none.
    #[must_use]
    pub const fn conditions(&self) -> &'static [Match] {
        self.conditions
    }
}

fn in_language(texts: &[(&str, &'static str)], language: &str) -> Option<&'static str> {
    let exact =
        |tag: &str| texts.iter().find(|(known, _)| known.eq_ignore_ascii_case(tag)).map(|(_, text)| *text);
    exact(language).or_else(|| language.split_once(['-', '_']).and_then(|(primary, _)| exact(primary)))
}

/// The retry class of an error: whether a failed call can be sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Retry {
    /// Sending it again does not help, or could do harm. The default.
    #[default]
    Never,
    /// The server has not processed the request; it can be sent again.
    Safe,
    /// The server may have processed the request; it can be sent again if the endpoint is idempotent.
    Idempotent,
    /// Too many requests: nothing was processed, and the call can be sent again after a pause: as long as the server says,
    /// or some seconds, see [`RetryPolicy`](crate::v1::RetryPolicy).
    Throttle,
    /// The credentials have expired; the call can be sent again with new ones.
    RefreshAuth,
    /// The outcome is unknown; look it up before trying again.
    CheckFirst,
}

/// The category of an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Category {
    /// The request is invalid.
    Argument,
    /// The caller is not authenticated.
    Auth,
    /// The caller is not allowed to do this.
    Permission,
    /// The current state does not allow it.
    Precondition,
    /// Something that the request refers to does not exist.
    NotFound,
    /// The request conflicts with another change.
    Conflict,
    /// A long-term limit, or the balance, is exhausted.
    Quota,
    /// Too many requests in a short time.
    Throttle,
    /// The server is temporarily unavailable.
    Unavailable,
    /// The server has an internal error.
    Internal,
    /// Unknown. The default.
    #[default]
    Unknown,
}

#[cfg(test)]
mod tests {
    use super::{Category, ErrorInfo, Retry};

    #[test]
    fn a_row_gives_what_it_was_given() {
        let row = ErrorInfo::new("oc_40003", "DuplicateSigner")
            .with_message("签署方不可重复")
            .with_solution("检查参数")
            .with_messages(&[("en", "duplicate signer")])
            .with_solutions(&[("en-GB", "check the arguments")])
            .with_retry(Retry::Idempotent)
            .with_category(Category::Argument)
            .with_http(400)
            .with_docs("https://example.com")
            .deprecated();
        assert_eq!((row.code(), row.name()), ("oc_40003", "DuplicateSigner"));
        assert_eq!((row.message(), row.solution()), (Some("签署方不可重复"), Some("检查参数")));
        assert_eq!(row.message_in("EN-us"), Some("duplicate signer"));
        assert_eq!(
            (row.message_in("ja"), row.solution_in("en"), row.solution_in("en-gb").is_some()),
            (None, None, true)
        );
        assert_eq!(
            (row.retry(), row.category(), row.http()),
            (Retry::Idempotent, Category::Argument, Some(400))
        );
        assert_eq!((row.docs(), row.is_deprecated()), (Some("https://example.com"), true));
    }
}
