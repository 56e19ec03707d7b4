//! Finding the row of a server error.

use super::condition::Match;
use super::row::ErrorInfo;

/// The code and the message of a response that reports a failure.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ServerError<'a> {
    code: &'a str,
    sub_code: Option<&'a str>,
    message: Option<&'a str>,
}

impl<'a> ServerError<'a> {
    /// Creates an error with this code; empty if the response has none.
    #[must_use]
    pub const fn new(code: &'a str) -> Self {
        Self { code, sub_code: None, message: None }
    }

    /// Sets the second, finer code.
    #[must_use]
    pub const fn with_sub_code(mut self, sub_code: Option<&'a str>) -> Self {
        self.sub_code = sub_code;
        self
    }

    /// Sets the message.
    #[must_use]
    pub const fn with_message(mut self, message: Option<&'a str>) -> Self {
        self.message = message;
        self
    }

    /// The code; empty if the response has none.
    #[must_use]
    pub const fn code(&self) -> &'a str {
        self.code
    }

    /// The second, finer code.
    #[must_use]
    pub const fn sub_code(&self) -> Option<&'a str> {
        self.sub_code
    }

    /// The message.
    #[must_use]
    pub const fn message(&self) -> Option<&'a str> {
        self.message
    }
}

impl Match {
    fn holds(&self, error: &ServerError<'_>) -> bool {
        match self {
            Self::Message(pattern) => error.message.is_some_and(|message| fits(pattern, message)),
            Self::SubCode(code) => error.sub_code == Some(code),
        }
    }
}

/// The second code and a message by which a row is found.
#[cfg(feature = "testing")]
pub(crate) fn sample(row: &ErrorInfo) -> (Option<&'static str>, String) {
    let words = row.message().unwrap_or(row.name());
    let mut error = (None, words.to_owned());
    for condition in row.conditions() {
        match condition {
            Match::SubCode(code) => error.0 = Some(*code),
            Match::Message(pattern) if fits(pattern, words) => {}
            Match::Message(pattern) => {
                error.1 = pattern.replace("\\*", "\u{0}").replace('*', "…x").replace('\u{0}', "*")
            }
        }
    }
    error
}

/// The index of the row for a server error: of the first table that has the code and a row that fits. In a table, it is
/// the first row whose conditions all hold, or else the one without conditions. Each table holds indexes into `rows`,
/// sorted by the bytes of the code and then by index.
pub fn find_row_for(
    rows: &[ErrorInfo],
    tables: &[&[u16]],
    common: &[u16],
    error: &ServerError<'_>,
) -> Option<usize> {
    let found = |table: &&[u16]| among(rows, group(rows, table, error.code), error);
    tables.iter().find_map(found).or_else(|| found(&common))
}

fn among(rows: &[ErrorInfo], group: &[u16], error: &ServerError<'_>) -> Option<usize> {
    let row = |at: &u16| rows.get(usize::from(*at)).map(|row| (usize::from(*at), row.conditions()));
    let meant = group.iter().filter_map(row).find(|(_, conditions)| {
        !conditions.is_empty() && conditions.iter().all(|condition| condition.holds(error))
    });
    meant
        .or_else(|| group.iter().filter_map(row).find(|(_, conditions)| conditions.is_empty()))
        .map(|(at, _)| at)
}

/// The indexes of the rows with a code.
pub(super) fn group<'t>(rows: &[ErrorInfo], by_code: &'t [u16], code: &str) -> &'t [u16] {
    let key = |at: &u16| rows.get(usize::from(*at)).map_or("", ErrorInfo::code);
    let start = by_code.partition_point(|at| key(at) < code);
    let rest = by_code.get(start..).unwrap_or_default();
    let end = rest.iter().take_while(|at| usize::from(**at) < rows.len() && key(at) == code).count();
    rest.get(..end).unwrap_or_default()
}

/// Characters of a message that are compared; a server chooses its length.
const LONGEST: usize = 16 * 1024;

fn fits(pattern: &str, message: &str) -> bool {
    let whole = folded(message.chars().take(LONGEST));
    let mut trimmed = whole.clone();
    trim_end(&mut trimmed);
    // A pattern may include the sign at the end, followed by an asterisk, or leave it out.
    fits_folded(pattern, whole.trim_start()) || fits_folded(pattern, trimmed.trim_start())
}

fn fits_folded(pattern: &str, message: &str) -> bool {
    let mut pieces = pieces(pattern).into_iter();
    let Some(mut first) = pieces.next() else { return false };
    let Some(mut last) = pieces.next_back() else {
        trim_end(&mut first);
        return first.trim_start() == message;
    };
    trim_end(&mut last);
    let Some(rest) = message.strip_prefix(first.trim_start()) else { return false };
    let Some(mut rest) = rest.strip_suffix(last.as_str()) else { return false };
    for piece in pieces {
        let Some(at) = rest.find(&piece) else { return false };
        rest = rest.get(at + piece.len()..).unwrap_or_default();
    }
    true
}

/// The folded texts between the asterisks of a pattern.
fn pieces(pattern: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        let piece = match c {
            '*' => {
                pieces.push(String::new());
                continue;
            }
            '\\' => chars.next_if_eq(&'*').unwrap_or(c),
            c => c,
        };
        if let Some(last) = pieces.last_mut() {
            last.push(piece);
        }
    }
    pieces.iter().map(|piece| folded(piece.chars())).collect()
}

/// Letters in lower case and of one width, whitespace collapsed to single spaces, without invisible characters.
fn folded(text: impl Iterator<Item = char>) -> String {
    let mut out = String::new();
    let shown = text.filter(|c| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'));
    for c in shown.flat_map(|c| of_one_width(c).to_lowercase()) {
        if !c.is_whitespace() {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out
}

/// ASCII signs for full-width ones, as in NFKC, and for the Chinese stop, comma and quotes.
fn of_one_width(c: char) -> char {
    match c {
        '。' | '｡' => '.',
        '、' | '､' => ',',
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        c => crate::width::narrow(c),
    }
}

/// Removes spaces and the signs that end a sentence.
fn trim_end(text: &mut String) {
    let kept = text.trim_end_matches([' ', '.', ',', ';', ':', '!', '?', '…']).len();
    text.truncate(kept);
}

#[cfg(test)]
mod tests {
    use super::{ErrorInfo, Match, ServerError, find_row_for, fits};

    #[test]
    fn what_pages_and_servers_differ_in_does_not_count() {
        for (pattern, message) in [
            ("服务繁忙,请重试.", "服务繁忙，请重试。"),
            ("服务繁忙,请重试", "服务繁忙，请重试！"),
            ("Invalid Amount", "  invalid\u{a0}  amount."),
            ("ＡＢＣ（１）", "abc(1)"),
            ("invalid amount", "invalid\u{200b} amount"),
            ("amount*", "Amount must be positive"),
            ("*balance*", "the Balance is too low"),
            ("a*b*c", "aXXbYYc"),
            ("a*b*c!", "abc"),
            ("*", "anything"),
            ("5 \\* 3", "5 * 3"),
            ("C:\\dir", "c:\\dir"),
            ("余额 * 不足", "余额 100 元 不足"),
            ("余额不足。*", "余额不足。"),
            ("*余额不足。*", "账户余额不足。"),
            ("Rate limit!*", "rate limit!"),
            ("*: *", "amount: "),
        ] {
            assert!(fits(pattern, message), "{pattern} {message}");
        }
        for (pattern, message) in [
            ("amount", "amounts"),
            ("amount*", "the amount"),
            ("ab*b", "ab"),
            ("a*b*c", "acb"),
            ("5 \\* 3", "5 x 3"),
            ("余额*", "账户余额"),
            ("a", ""),
        ] {
            assert!(!fits(pattern, message), "{pattern} {message}");
        }
    }

    #[test]
    fn a_long_message_costs_no_time() {
        let message = "ab".repeat(1 << 20);
        assert!(!fits(&"a*".repeat(200), &message[1..]));
        assert!(fits(&"*a*b".repeat(200), &message));
    }

    /// Rows: a code in the common table and in another one, a code of several rows, failures without a code.
    fn rows() -> [ErrorInfo; 7] {
        [
            ErrorInfo::new("10", "Ten"),
            ErrorInfo::new("20", "Amount").with_match(&[Match::Message("amount*")]),
            ErrorInfo::new("20", "Other"),
            ErrorInfo::new("20", "Both").with_match(&[Match::Message("*rate*"), Match::SubCode("r")]),
            ErrorInfo::new("", "Silent").with_match(&[Match::Message("*closed*")]),
            ErrorInfo::new("10", "TenOfRefunds"),
            ErrorInfo::new("20", "Refunded").with_match(&[Match::SubCode("x")]),
        ]
    }

    #[test]
    fn the_first_row_that_fits_is_meant() {
        let rows = rows();
        let common: &[u16] = &[4, 0, 1, 2, 3];
        let refunds: &[u16] = &[5, 6];
        let name = |tables: &[&[u16]], error: ServerError<'_>| {
            find_row_for(&rows, tables, common, &error).and_then(|at| rows.get(at)).map(ErrorInfo::name)
        };
        let twenty = ServerError::new("20");
        assert_eq!(name(&[], ServerError::new("10")), Some("Ten"));
        assert_eq!(name(&[refunds], ServerError::new("10")), Some("TenOfRefunds"));
        assert_eq!(name(&[], twenty), Some("Other"));
        assert_eq!(name(&[], twenty.with_message(Some("Amount: 3"))), Some("Amount"));
        assert_eq!(name(&[], twenty.with_message(Some("the rate"))), Some("Other"));
        assert_eq!(name(&[], twenty.with_message(Some("the rate")).with_sub_code(Some("r"))), Some("Both"));
        assert_eq!(name(&[refunds], twenty.with_sub_code(Some("x"))), Some("Refunded"));
        assert_eq!(name(&[refunds], twenty.with_sub_code(Some("y"))), Some("Other"));
        assert_eq!(name(&[], ServerError::new("").with_message(Some("shop closed"))), Some("Silent"));
        assert_eq!(name(&[], ServerError::new("")), None);
        assert_eq!(name(&[refunds, &[99]], ServerError::new("30")), None);
    }
}
