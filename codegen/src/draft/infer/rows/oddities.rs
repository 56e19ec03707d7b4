//! What is odd about rows, with its place on the page. What was said about a row before is not said again.

use std::collections::BTreeSet;

use crate::check::lints::{placeholder_in, says_contact, says_retry};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::draft::found::{Row, RowKind};
use crate::source::{FileId, Span};

/// The findings that there are already: by code, with their places.
pub(super) struct Oddities<'d> {
    said: BTreeSet<(&'static str, FileId, u32)>,
    diags: &'d mut Diagnostics,
}

impl<'d> Oddities<'d> {
    /// Those of the passes before.
    pub(super) fn new(diags: &'d mut Diagnostics) -> Self {
        let codes = [Code::SuccessRow, Code::OddRow, Code::DisputedCode];
        let said = diags.sorted().into_iter().filter(|finding| codes.contains(&finding.code));
        let said = said.filter_map(|finding| {
            let span = finding.primary.as_ref()?.span;
            Some((finding.code.as_str(), span.file, span.start))
        });
        Self { said: said.collect(), diags }
    }

    /// Adds a finding at `span`, unless one of its code is in the range that is its row.
    fn push(&mut self, code: Code, span: Span, within: Span, message: String, help: &str) {
        let key = |at: u32| (code.as_str(), within.file, at);
        if self.said.range(key(within.start)..=key(within.end.max(within.start))).next().is_some() {
            return;
        }
        self.said.insert((code.as_str(), span.file, span.start));
        self.diags.push(Diagnostic::new(code, span, message).help(help));
    }

    /// A row of success.
    pub(super) fn success(&mut self, row: &Row) {
        let Some(code) = &row.code else { return };
        let message = format!("\"{}\" is the code of success, not an error", code.value);
        self.push(
            Code::SuccessRow,
            code.span,
            row.span.to(code.span),
            message,
            "it is left out; the envelope says that it means success",
        );
    }

    /// A row for several codes.
    pub(super) fn range(&mut self, row: &Row) {
        let span = row.code.as_ref().map_or(row.span, |code| code.span);
        let help = "it stands in the draft as a comment; write a row for each code that matters";
        self.push(Code::OddRow, span, span.at_start(), String::from("a range of codes is no row"), help);
    }

    /// A row that stands there once more.
    pub(super) fn twice(&mut self, row: &Row) {
        let span = row.code.as_ref().map_or(row.span, |code| code.span);
        self.push(
            Code::OddRow,
            span,
            span.at_start(),
            String::from("the row stands in the table twice"),
            "one of them is left out",
        );
    }

    /// A code with another message than before, in the same table.
    pub(super) fn disputed(&mut self, row: &Row) {
        let Some(code) = &row.code else { return };
        let message = format!("the code {} stands in two rows with different messages", code.value);
        let help = "the rows are told apart by their words; ask the vendor for codes of their own";
        self.push(Code::DisputedCode, code.span, row.span.to(code.span), message, help);
    }

    /// A code that means something else in another table.
    pub(super) fn elsewhere(&mut self, row: &Row) {
        let Some(code) = &row.code else { return };
        let message = format!("the code {} has another meaning in the table above", code.value);
        let help = "each table is for its own endpoints; ask the vendor for codes of their own";
        self.push(Code::DisputedCode, code.span, row.span.to(code.span), message, help);
    }

    /// What is odd about one row by itself.
    pub(super) fn row(&mut self, row: &Row) {
        if row.kind != RowKind::Error {
            return;
        }
        let Some(code) = &row.code else {
            let help = "it stands in the draft under an empty code";
            self.push(
                Code::OddRow,
                row.span,
                row.span.at_start(),
                String::from("a row without a code"),
                help,
            );
            self.words(row, row.span);
            return;
        };
        let text = code.value.as_str();
        if let Some(letter) = foreign(text) {
            let message = format!(
                "a letter that looks Latin and is Cyrillic: U+{:04X} in the code {text}",
                u32::from(letter)
            );
            self.push(
                Code::OddRow,
                code.span,
                code.span.at_start(),
                message,
                "the draft has it as printed; ask the vendor what the server sends",
            );
        }
        let is_like = text.len() == 3 && text.parse().is_ok_and(|code: u16| (400..600).contains(&code));
        if is_like && row.http.is_none() {
            let message = format!("the code {text} looks like an HTTP status");
            let help = format!("add `http: {text}`, or `http: 200` if the code stands in the body alone");
            self.diags.push(Diagnostic::new(Code::HttpLikeCode, code.span, message).help(help));
        }
        self.words(row, code.span);
    }

    /// What is odd about the texts of a row.
    fn words(&mut self, row: &Row, place: Span) {
        let text = |text: &Option<crate::source::Spanned<String>>| {
            text.as_ref().map_or("", |text| text.as_str()).to_owned()
        };
        let (message, solution) = (text(&row.message), text(&row.solution));
        let advice = |text: &str| (says_retry(text), says_contact(text));
        let contradiction = match (advice(&message), advice(&solution)) {
            ((true, false), (false, true)) => {
                Some("the message says to try again, the solution to ask somebody")
            }
            ((false, true), (true, false)) => {
                Some("the message says to ask somebody, the solution to try again")
            }
            _ => None,
        };
        if let Some(what) = contradiction {
            let finding = Diagnostic::new(Code::ContradictoryAdvice, place, what);
            self.diags.push(finding.help("ask the vendor which holds, and say `retry:`"));
        }
        let Some(message) = &row.message else { return };
        if message.value.contains("||") {
            let help = "the draft has both as printed; the server sends one of them";
            self.push(
                Code::OddRow,
                message.span,
                message.span.at_start(),
                String::from("two messages in one cell"),
                help,
            );
        }
        if let Some(part) = placeholder_in(&message.value) {
            let at = message.value.find(part).unwrap_or(0);
            // The message lies on the page as it is, unless something in it was decoded or left out.
            let is_plain = message.span.range().len() == message.value.len();
            let start = message.span.range().start + at;
            let span =
                if is_plain { Span::new(message.span.file, start, start + part.len()) } else { message.span };
            let finding = Diagnostic::new(Code::Placeholder, span, "the message is a template");
            self.diags
                .push(finding.help(format!("`{part}` stands for a value; a `match:` has `*` in its place")));
        }
    }
}

/// A Cyrillic letter in a code that is Latin otherwise.
pub(super) fn foreign(code: &str) -> Option<char> {
    let is_cyrillic = |c: &char| matches!(c, '\u{400}'..='\u{4ff}');
    let is_latin =
        code.chars().all(|c| c.is_ascii() || is_cyrillic(&c) && "АВЕКМНОРСТУХЅІЈаеорсухѕіј".contains(c));
    code.chars().find(is_cyrillic).filter(|_| is_latin)
}
