//! Invisible characters in any text of a spec.

use crate::diag::{Applicability, Code, Diagnostic, Diagnostics};
use crate::hidden::hidden_in;
use crate::source::node::{Document, Node, NodeKind};
use crate::source::{SourceMap, Span};

/// Reports each text with such a character, at the character.
pub(crate) fn texts(document: &Document, sources: &SourceMap, diags: &mut Diagnostics) {
    for (node, c) in document.nodes().iter().filter_map(|node| Some((node, first_in(node)?))) {
        let kind = match c {
            '\u{00AD}' => "a soft hyphen",
            '\u{200B}' => "a zero-width space",
            '\u{200C}' | '\u{200D}' => "a zero-width joiner or non-joiner without effect",
            '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
                "a bidirectional control character"
            }
            '\u{FEFF}' => "a byte order mark",
            _ => "an invisible character",
        };
        let place = place(node.span, c, sources);
        let found = Diagnostic::new(
            Code::HiddenCharacter,
            place,
            format!("this text contains {kind}, U+{:04X}", u32::from(c)),
        )
        .note("it is kept on the wire, escaped in literals and shown as its code point in the documentation")
        .help("remove it if it was copied by accident");
        let is_the_character = place != node.span;
        diags.push(if is_the_character { found.fix(place, "", Applicability::Guess) } else { found });
    }
}

fn first_in(node: &Node) -> Option<char> {
    match &node.kind {
        NodeKind::Scalar { text, .. } => hidden_in(text).next().map(|(_, c)| c),
        NodeKind::Sequence(_) | NodeKind::Mapping(_) | NodeKind::Alias(_) => None,
    }
}

/// The character itself, or the whole text when it is written as an escape.
fn place(span: Span, c: char, sources: &SourceMap) -> Span {
    match hidden_in(sources.text(span)).find(|(_, other)| *other == c) {
        Some((at, _)) => {
            let start = span.range().start + at;
            Span::new(span.file, start, start + c.len_utf8())
        }
        None => span,
    }
}
