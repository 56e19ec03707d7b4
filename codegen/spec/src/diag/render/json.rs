//! One JSON object per finding and line, for programs.

use super::TerminalText;
use crate::diag::{Applicability, Diagnostic, Diagnostics, Fix, Label};
use crate::json::string;
use crate::source::{SourceMap, Span};

/// One object per line: code, severity, message, place, labels, notes, help and fixes.
///
/// Lines and columns start at 1 and count characters; byte offsets start at 0. A finding without a place has `null`
/// in its place fields.
#[must_use]
pub fn json(diags: &Diagnostics, map: &SourceMap) -> TerminalText {
    let mut out = String::new();
    for item in diags.sorted() {
        object(&mut out, item, map);
        out.push('\n');
    }
    TerminalText::rendered(out)
}

fn object(out: &mut String, item: &Diagnostic, map: &SourceMap) {
    out.push_str("{\"code\":");
    string(out, item.code.as_str());
    out.push_str(",\"severity\":");
    string(out, super::severity(item.severity));
    out.push_str(",\"message\":");
    string(out, &item.message);
    out.push(',');
    place(out, item.primary.as_ref().map(|label| label.span), map);
    out.push_str(",\"label\":");
    string(out, item.primary.as_ref().map(|label| label.text.as_str()).unwrap_or_default());
    out.push_str(",\"labels\":");
    list(out, &item.secondary, |out, Label { span, text }| {
        out.push('{');
        place(out, Some(*span), map);
        out.push_str(",\"text\":");
        string(out, text);
        out.push('}');
    });
    out.push_str(",\"notes\":");
    list(out, &item.notes, |out, text| string(out, text));
    out.push_str(",\"help\":");
    list(out, &item.help, |out, text| string(out, text));
    out.push_str(",\"fixes\":");
    list(out, &item.fixes, |out, fix| edit(out, fix, map));
    out.push('}');
}

fn edit(out: &mut String, fix: &Fix, map: &SourceMap) {
    out.push('{');
    place(out, Some(fix.span), map);
    out.push_str(",\"replacement\":");
    string(out, &fix.replacement);
    out.push_str(",\"applicability\":");
    string(
        out,
        match fix.applicability {
            Applicability::Safe => "safe",
            Applicability::Guess => "guess",
        },
    );
    out.push('}');
}

fn place(out: &mut String, span: Option<Span>, map: &SourceMap) {
    let Some((span, file)) = span.and_then(|span| Some((span, map.get(span.file)?))) else {
        out.push_str(
            "\"file\":null,\"line\":null,\"column\":null,\"end_line\":null,\"end_column\":null,\
             \"byte_start\":null,\"byte_end\":null",
        );
        return;
    };
    let (start, end) = (file.line_column(span.start), file.line_column(span.end));
    out.push_str("\"file\":");
    string(out, file.name());
    let numbers = [
        ("line", start.line),
        ("column", start.column),
        ("end_line", end.line),
        ("end_column", end.column),
        ("byte_start", span.start as usize),
        ("byte_end", span.end as usize),
    ];
    for (name, number) in numbers {
        out.push_str(&format!(",\"{name}\":{number}"));
    }
}

fn list<T>(out: &mut String, items: &[T], mut write: impl FnMut(&mut String, &T)) {
    out.push('[');
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        write(out, item);
    }
    out.push(']');
}
