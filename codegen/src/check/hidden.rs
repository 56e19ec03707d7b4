//! Characters that nobody sees, in any text of a spec, wherever it stands.

use crate::diag::{Applicability, Code, Diagnostic, Diagnostics};
use crate::source::node::{Document, Node, NodeKind};
use crate::source::{SourceMap, Span};

/// Whether a character is invisible or turns the reading direction: bidi controls, zero-width and other format
/// characters, fillers.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// Reports each text with such a character, at the character.
pub(crate) fn texts(document: &Document, sources: &SourceMap, diags: &mut Diagnostics) {
    for (node, c) in document.nodes().iter().filter_map(|node| Some((node, first_in(node)?))) {
        let kind = match c {
            '\u{00AD}' => "a soft hyphen",
            '\u{200B}' => "a zero-width space",
            '\u{200C}' | '\u{200D}' => "a zero-width joiner",
            '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
                "a control of the reading direction"
            }
            '\u{FEFF}' => "a byte order mark",
            _ => "an invisible character",
        };
        let place = place(node.span, c, sources);
        let found = Diagnostic::new(
            Code::HiddenCharacter,
            place,
            format!("{kind}, U+{:04X}, stands in this text", u32::from(c)),
        )
        .note("it is kept on the wire, escaped in literals and shown by its number in the documentation")
        .help("remove it if it came with copying");
        let is_the_character = place != node.span;
        diags.push(if is_the_character { found.fix(place, "", Applicability::Guess) } else { found });
    }
}

fn first_in(node: &Node) -> Option<char> {
    match &node.kind {
        NodeKind::Scalar { text, .. } => text.chars().find(|c| is_hidden(*c)),
        NodeKind::Sequence(_) | NodeKind::Mapping(_) => None,
    }
}

/// The character itself, or the whole text when it is written as an escape.
fn place(span: Span, c: char, sources: &SourceMap) -> Span {
    match sources.text(span).find(c) {
        Some(at) => {
            let start = span.range().start + at;
            Span::new(span.file, start, start + c.len_utf8())
        }
        None => span,
    }
}
