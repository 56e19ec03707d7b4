//! Open questions about the words and codes of rows, with their places on the page. The layout of rows is noted too.

use std::collections::BTreeSet;

use super::retry::asks_again;
use crate::found::Row;
use crate::lexicon::scripts::LOOK_LATIN;
use stubwright_spec::diag::{Code, Diagnostic, Diagnostics};
use stubwright_spec::source::{Span, Spanned};
use stubwright_spec::validate::lints::{placeholder_in, says_contact};

/// Finds what is odd about a row by itself.
pub(super) fn find(row: &Row, diags: &mut Diagnostics) {
    contradictory(row, diags);
    template(row, diags);
}

/// The place of a code such as 404: an HTTP status, or a code of the vendor's own?
pub(super) fn http_like(row: &Row) -> Option<&Spanned<String>> {
    let code = row.code.as_ref()?;
    (is_http_like(code.as_str()) && row.http.is_none()).then_some(code)
}

/// Whether a code is a number like the statuses of errors.
pub(crate) fn is_http_like(code: &str) -> bool {
    code.len() == 3 && code.parse().is_ok_and(|code: u16| (400..600).contains(&code))
}

/// Up to so many codes like an HTTP status have a finding each.
pub(crate) const FEW: usize = 3;

/// Says which codes may be HTTP statuses: each one where they are few, else all at once.
pub(super) fn say_http_like(codes: &[&Spanned<String>], diags: &mut Diagnostics) {
    let mut known = BTreeSet::new();
    let codes: Vec<&Spanned<String>> =
        codes.iter().filter(|code| known.insert(code.as_str())).copied().collect();
    let [first, second, rest @ ..] = codes.as_slice() else {
        codes.iter().for_each(|code| one_like(code, diags));
        return;
    };
    if codes.len() <= FEW {
        codes.iter().for_each(|code| one_like(code, diags));
        return;
    }
    let message = format!(
        "the codes {}, {} and {} more look like HTTP statuses",
        first.as_str(),
        second.as_str(),
        rest.len()
    );
    let help = "add `http:` to each row, or `http: 200` if the codes are only in the body";
    diags.push(Diagnostic::new(Code::HttpLikeCode, first.span, message).help(help));
}

fn one_like(code: &Spanned<String>, diags: &mut Diagnostics) {
    let text = code.as_str();
    let message = format!("the code {text} looks like an HTTP status");
    let help = format!("add `http: {text}`, or `http: 200` if the code is only in the body");
    diags.push(Diagnostic::new(Code::HttpLikeCode, code.span, message).help(help));
}

/// One text asks for another try, the other one for help by the vendor.
fn contradictory(row: &Row, diags: &mut Diagnostics) {
    let (Some(message), Some(solution)) = (&row.message, &row.solution) else { return };
    let advice = |text: &Spanned<String>| (asks_again(&text.value.to_lowercase()), says_contact(&text.value));
    let message = match (advice(message), advice(solution)) {
        ((true, false), (false, true)) => {
            "the message advises to try again, the solution to contact the vendor"
        }
        ((false, true), (true, false)) => {
            "the message advises to contact the vendor, the solution to try again"
        }
        _ => return,
    };
    let place = row.code.as_ref().map_or(row.span, |code| code.span);
    let finding = Diagnostic::new(Code::ContradictoryAdvice, place, message);
    diags.push(finding.help("ask the vendor which one is right, and add `retry:`"));
}

/// The first place for a value in a message that is short enough to be one.
pub(super) fn template_in(message: &str) -> Option<&str> {
    (message.len() <= 2_000).then(|| placeholder_in(message)).flatten()
}

/// A message with a place for a value.
fn template(row: &Row, diags: &mut Diagnostics) {
    let Some(message) = &row.message else { return };
    let Some(part) = template_in(&message.value) else { return };
    let at = message.value.find(part).unwrap_or(0);
    // The message lies on the page as it is, unless something in it was decoded or left out.
    let is_plain = message.span.range().len() == message.value.len();
    let start = message.span.range().start + at;
    let span = if is_plain { Span::new(message.span.file, start, start + part.len()) } else { message.span };
    let finding = Diagnostic::new(Code::Placeholder, span, "the message is a template");
    diags.push(finding.help(format!("`{part}` stands for a value; in `match:`, write `*` in its place")));
}

/// A Cyrillic letter in a code that is Latin otherwise.
pub(super) fn foreign(code: &str) -> Option<char> {
    let is_cyrillic = |c: &char| matches!(c, '\u{400}'..='\u{4ff}');
    let is_latin = code.chars().all(|c| c.is_ascii() || is_cyrillic(&c) && LOOK_LATIN.contains(c));
    code.chars().find(is_cyrillic).filter(|_| is_latin)
}
