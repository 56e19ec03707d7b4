//! Scalars, spelled at random so that they are read as the same text.

use stubwright_spec::source::node::{Scalar, Style};

use crate::cases::quoted;
use crate::growth::mutate::Random;

/// Where a scalar is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Around {
    /// As a key, which is on one line.
    Key,
    /// As a value or item without brackets around it; lines below it are so far in at least.
    Block(usize),
    /// As a value or item between brackets.
    Flow(usize),
}

/// A scalar in one of the notations that it can have there.
pub(super) fn spelled(scalar: &Scalar<'_>, around: Around, random: &mut Random) -> String {
    let text = scalar.text;
    let is_printable =
        !text.chars().any(|c| c.is_control() || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}'));
    let mut ways = vec![quoted(text)];
    // A key or a word of the format has to be what it is.
    if scalar.style == Style::Plain && is_plain(text, around) {
        ways = vec![text.to_owned()];
    }
    if is_printable && random.one_in(4) {
        ways.push(format!("'{}'", text.replace('\'', "''")));
    }
    if random.one_in(6) {
        ways.push(quoted(text));
    }
    let one = random.pick(&ways).cloned().unwrap_or_default();
    match around {
        Around::Key => one,
        Around::Flow(indent) => broken(&one, indent, random),
        Around::Block(indent) => match block(text, indent, random) {
            Some(block) if random.one_in(3) => block,
            _ => broken(&one, indent, random),
        },
    }
}

fn is_plain(text: &str, around: Around) -> bool {
    let is_start = |c: char| c.is_alphanumeric() || matches!(c, '_' | '/' | '$' | '.' | '^');
    let is_inside = |c: char| !c.is_control() && (around != Around::Key || c != '\n');
    let brackets: &[char] = if matches!(around, Around::Block(_)) { &[] } else { &[',', '[', ']', '{', '}'] };
    text.starts_with(is_start)
        && text.trim() == text
        && text.chars().all(is_inside)
        && !text.contains(brackets)
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
}

/// The same with some of its spaces as line breaks.
fn broken(spelled: &str, indent: usize, random: &mut Random) -> String {
    if !random.one_in(4) {
        return spelled.to_owned();
    }
    let mut out = String::new();
    let mut chars = spelled.chars().peekable();
    while let Some(c) = chars.next() {
        let is_between =
            out.ends_with(char::is_alphanumeric) && chars.peek().is_some_and(|c| c.is_alphanumeric());
        if c == ' ' && is_between && random.one_in(2) {
            let blanks = " ".repeat(random.below(3));
            out.push_str(&format!("{blanks}\n{}", " ".repeat(indent + random.below(3))));
        } else {
            out.push(c);
        }
    }
    out
}

/// A `|` or `>` block.
fn block(text: &str, indent: usize, random: &mut Random) -> Option<String> {
    let is_text = !text.is_empty()
        && !text.chars().any(|c| {
            c.is_control() && c != '\n' || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
        });
    let body = text.strip_suffix('\n').unwrap_or(text);
    if !is_text || body.trim().is_empty() {
        return None;
    }
    let is_folded = random.one_in(2) && !body.contains('\n') && !body.contains("  ") && body.trim() == body;
    let sign = if is_folded { '>' } else { '|' };
    let keeps = body.ends_with('\n') || (text.ends_with('\n') && random.one_in(8));
    let chomp = if !text.ends_with('\n') {
        "-"
    } else if keeps {
        "+"
    } else {
        ""
    };
    let first = body.split('\n').find(|line| !line.is_empty()).unwrap_or_default();
    // The indentation is counted from that of what is around, which is not known here.
    if first.starts_with(' ') || body.split('\n').any(|line| line.ends_with(' ')) {
        return None;
    }
    let blanks = " ".repeat(indent + random.below(4));
    let mut out = format!("{sign}{chomp}");
    if random.one_in(6) {
        out.push_str("  ");
    }
    let folded = body.replace(' ', if is_folded && random.one_in(2) { "\n" } else { " " });
    for line in folded.split('\n') {
        out.push('\n');
        if !line.is_empty() {
            out.push_str(&blanks);
            out.push_str(line);
        }
    }
    Some(out)
}
