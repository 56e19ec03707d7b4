//! Rows of errors in any form: which are successes and ranges, which are odd.

use std::collections::{BTreeMap, BTreeSet};

use unicode_security::skeleton;

use super::codes;
use crate::found::{Row, RowKind};
use crate::lexicon::flags;
use stubwright_spec::diag::{Code, Diagnostic, Diagnostics};
use stubwright_spec::source::{Span, Spanned};

/// The rows of the tables so far.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// The messages of each code of the tables above.
    above: BTreeMap<String, Vec<String>>,
    /// The findings about codes: once for all tables.
    told: BTreeSet<(Told, String)>,
}

/// The kind of finding about a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Told {
    Success,
    Twice,
    Disputed,
}

/// No more messages of one code are kept.
const MESSAGES: usize = 64;

/// Holds the rows of one table against each other.
#[derive(Debug)]
pub(super) struct Settler<'a> {
    seen: &'a mut Seen,
    diags: &'a mut Diagnostics,
    rows: Vec<Row>,
    /// The messages of each code of this table.
    own: BTreeMap<String, Vec<String>>,
    whole: BTreeSet<(String, String, String)>,
    /// How many rows are in a table above, and where the first of them is.
    twice: Option<(usize, Span)>,
}

impl<'a> Settler<'a> {
    pub(super) fn new(seen: &'a mut Seen, diags: &'a mut Diagnostics) -> Self {
        let (rows, own, whole, twice) = <(Vec<Row>, _, _, _)>::default();
        Self { seen, diags, rows, own, whole, twice }
    }

    /// Adds a row; one that goes on with the row above becomes a part of it. A row whose table calls it a success has
    /// that kind already.
    pub(super) fn push(&mut self, mut raw: Row) {
        if raw.code.is_none() && raw.message.is_none() && raw.solution.is_none() {
            return;
        }
        raw.kind = kind(&raw);
        match (&raw.code, raw.kind) {
            (_, RowKind::Success) => self.success(&raw),
            (Some(code), RowKind::Range) => {
                let text = Diagnostic::new(Code::OddRow, code.span, "a range of codes is not a row");
                self.diags.push(text.help("add the codes that the server sends to the spec, one by one"));
            }
            (Some(code), RowKind::Error) => {
                look_alike(code, self.diags);
                if self.is_known(&raw, code) {
                    return;
                }
            }
            (None, _) => {
                self.diags.push(
                    Diagnostic::new(Code::OddRow, raw.span, "a row without a code")
                        .note("such a row can only be told by its message"),
                );
                if self.goes_on(&raw) {
                    return;
                }
            }
        }
        if let Some(message) = raw.message.as_ref().filter(|message| message.value.contains("||")) {
            let text = Diagnostic::new(Code::OddRow, message.span, "two messages in one cell");
            self.diags.push(text.help("make two rows of it, each with its own `match:`"));
        }
        self.rows.push(raw);
    }

    fn success(&mut self, raw: &Row) {
        let Some(code) = raw.code.as_ref().filter(|code| self.tell(Told::Success, &code.value)) else {
            return;
        };
        let text = format!("\"{}\" is the code of success, not an error", code.value);
        self.diags.push(
            Diagnostic::new(Code::SuccessRow, code.span, text)
                .note("it is left out of `errors:`; where answers have a code, `success:` has it"),
        );
    }

    /// Whether the row is there already. Reports that, and other messages for one code.
    fn is_known(&mut self, raw: &Row, code: &Spanned<String>) -> bool {
        let mut message = raw.message.as_ref().map(|message| folded(&message.value)).unwrap_or_default();
        if let Some(sub) = &raw.sub_code {
            message = format!("{} {message}", sub.value);
        }
        let solution = raw.solution.as_ref().map(|solution| folded(&solution.value)).unwrap_or_default();
        if !self.whole.insert((code.value.clone(), message.clone(), solution)) {
            let text = Diagnostic::new(Code::OddRow, code.span, "the row is in the table twice");
            self.diags.push(text.note("it is drafted once"));
            return true;
        }
        let above = self.seen.above.get(&code.value);
        let is_above = above.is_some_and(|above| above.contains(&message));
        let is_disputed = above.is_some() && !is_above;
        if is_above && !self.own.contains_key(&code.value) {
            if self.tell(Told::Twice, &code.value) {
                self.twice = Some(self.twice.map_or((1, code.span), |(count, first)| (count + 1, first)));
            }
            return true;
        }
        let messages = self.own.entry(code.value.clone()).or_default();
        let is_new = !messages.contains(&message);
        let is_second = is_new && !messages.is_empty();
        if is_new && messages.len() < MESSAGES {
            messages.push(message.clone());
        }
        if is_second && raw.sub_code.is_none() && self.tell(Told::Disputed, &code.value) {
            let text = format!("the code {} has two rows with different messages", code.value);
            self.diags.push(
                Diagnostic::new(Code::DisputedCode, code.span, text)
                    .help("ask the vendor for codes of their own"),
            );
        }
        if is_disputed && self.tell(Told::Disputed, &code.value) {
            let text = format!("the code {} has another meaning in the table above", code.value);
            self.diags.push(Diagnostic::new(Code::DisputedCode, code.span, text).help(
                "draft the tables as tables of their own, and name them at the endpoints that they belong to",
            ));
        }
        false
    }

    /// Whether something is to be reported: it was not yet.
    fn tell(&mut self, told: Told, code: &str) -> bool {
        self.seen.told.insert((told, code.to_owned()))
    }

    /// Joins a row without a code to the one above when its text begins in the middle of a sentence.
    fn goes_on(&mut self, raw: &Row) -> bool {
        let Some(message) = &raw.message else { return false };
        let word = flags::goes_on(&message.value);
        let is_lower = message.value.starts_with(char::is_lowercase);
        let Some(last) =
            self.rows.last_mut().filter(|last| last.code.is_some() && (word.is_some() || is_lower))
        else {
            return false;
        };
        let Some(above) = &mut last.message else { return false };
        above.value = format!("{} {}", above.value, message.value);
        last.guesses.push(match word {
            Some(word) => format!("the next row has no code and goes on with {word}"),
            None => String::from("the next row has no code and goes on in small letters"),
        });
        true
    }

    /// Adds a text to the solution of the last row.
    pub(super) fn more(&mut self, solution: Option<Spanned<String>>) {
        let (Some(last), Some(more)) = (self.rows.last_mut(), solution) else { return };
        match &mut last.solution {
            Some(solution) if solution.value != more.value => {
                solution.value = format!("{} {}", solution.value, more.value)
            }
            Some(_) => {}
            none => *none = Some(more),
        }
    }

    pub(super) fn finish(self) -> Vec<Row> {
        if let Some((count, span)) = self.twice {
            let (text, note) = match count {
                1 => (String::from("the row is also in a table above"), "it is drafted once"),
                _ => (format!("{count} rows are also in a table above"), "they are drafted once"),
            };
            self.diags.push(Diagnostic::new(Code::OddRow, span, text).note(note));
        }
        for (code, messages) in self.own {
            let above = self.seen.above.entry(code).or_default();
            let room = MESSAGES.saturating_sub(above.len());
            above.extend(messages.into_iter().take(room));
        }
        self.rows
    }
}

fn folded(text: &str) -> String {
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.trim_end_matches(['.', '。', '!', '！', ';', '；', ',', '，', '、', ' ']).to_lowercase()
}

fn kind(raw: &Row) -> RowKind {
    let Some(code) = &raw.code else {
        let is_success = raw.message.as_ref().is_some_and(|message| flags::is_success(&message.value));
        return if is_success && raw.http.is_some_and(|http| http < 300) {
            RowKind::Success
        } else {
            RowKind::Error
        };
    };
    let message = raw.message.as_ref().map(|message| message.value.as_str());
    let gloss = raw.gloss.as_ref().map(|gloss| gloss.value.as_str());
    let is_zero = is_zeros(&code.value);
    // `0#count`
    let begins_zero = code.value.split(['#', '|', ':', ',', ' ']).next().is_some_and(is_zeros);
    let says_success = message.is_some_and(flags::is_success);
    // A state such as `TRADE_SUCCESS` is a word of its own; only plain words and numbers are codes of success.
    let is_number = codes::shape(&code.value) == Some(codes::Shape::Number);
    let is_success = raw.kind == RowKind::Success
        || (flags::is_success_word(&code.value)
            && message.is_none_or(|text| flags::is_success(text) || !flags::is_advice(text)))
        || (says_success && is_number && is_usual(&code.value))
        || (says_success
            && message.is_some_and(flags::is_plain_success)
            && (is_number || flags::is_success_word(&code.value)))
        || ([message, gloss].into_iter().flatten().any(flags::ends_in_success) && code.value.bytes().any(|byte| byte.is_ascii_digit()))
        || (says_success && begins_zero)
        || (is_zero && message.is_none_or(flags::is_empty))
        || (is_number && is_good_status(&code.value) && message.is_some_and(flags::begins_in_success))
        // The code of a success in so many APIs that only words of a failure make it something else.
        || ((is_zero || code.value == "200") && message.is_some_and(|text| !flags::is_failure(text)));
    match () {
        () if is_success => RowKind::Success,
        () if codes::is_range(&code.value) => RowKind::Range,
        () => RowKind::Error,
    }
}

/// Whether a code is an HTTP status of success.
fn is_good_status(code: &str) -> bool {
    code.len() == 3 && code.starts_with('2')
}

/// Whether a number is one that many servers send for success: `0`, `0000`, `1`, `200`.
fn is_usual(code: &str) -> bool {
    is_zeros(code) || ["1", "200", "201", "10000", "100"].contains(&code)
}

fn is_zeros(code: &str) -> bool {
    !code.is_empty() && code.bytes().all(|byte| byte == b'0')
}

/// Reports a letter of another alphabet in a code of Latin letters and digits.
fn look_alike(code: &Spanned<String>, diags: &mut Diagnostics) {
    if code.value.is_ascii() {
        return;
    }
    let twin = |c: char| {
        let mut looks = skeleton(c.encode_utf8(&mut [0; 4])).collect::<Vec<_>>().into_iter();
        looks.next().is_some_and(|twin| twin.is_ascii_alphanumeric()) && looks.next().is_none()
    };
    let is_odd = |c: char| !c.is_ascii() && c.is_alphabetic();
    let Some((at, letter)) = code.value.char_indices().find(|(_, c)| is_odd(*c)) else { return };
    if !code.value.chars().filter(|c| is_odd(*c)).all(twin) {
        return;
    }
    let alphabet = match letter {
        '\u{370}'..='\u{3ff}' => "Greek",
        '\u{400}'..='\u{52f}' => "Cyrillic",
        '\u{ff00}'..='\u{ffef}' => "full-width",
        _ => "of another alphabet",
    };
    let start = code.span.range().start + at;
    let span = Span::new(code.span.file, start, start + letter.len_utf8());
    let text = format!(
        "a letter that looks Latin and is {alphabet}: U+{:04X} in the code {}",
        u32::from(letter),
        code.value
    );
    diags.push(
        Diagnostic::new(Code::OddRow, span, text)
            .help("ask the vendor which letter the server sends; the draft keeps the one of the page"),
    );
}
