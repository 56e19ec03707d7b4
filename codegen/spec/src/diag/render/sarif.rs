//! SARIF 2.1.0, the OASIS Static Analysis Results Interchange Format: for code scanning, editors and dashboards.

use super::{TerminalText, with_advice};
use crate::diag::{Applicability, Code, Diagnostic, Diagnostics, Fix, Label, Severity};
use crate::json::{Value, object};
use crate::source::{FileId, SourceFile, SourceMap, Span};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// One log with one run: the findings of several specs, each with its sources, and every rule of the table of codes.
///
/// Lines and columns start at 1, and columns count characters (`columnKind` is `unicodeCodePoints`, section 3.14.17);
/// a region ends before its end column (section 3.30.8), and a byte order mark counts nowhere (section 3.30.2). File
/// names are relative to where the command ran, with `%SRCROOT%` as the agreed name of that place. `{` and `}` are
/// doubled in messages (section 3.11.5), which is how the standard tells them from placeholders.
#[must_use]
pub fn sarif(specs: &[(&Diagnostics, &SourceMap)]) -> TerminalText {
    let rules = Code::ALL.iter().map(|code| rule(*code)).collect::<Vec<_>>();
    let driver = object([
        ("name", Value::from("stubwright")),
        ("semanticVersion", Value::from(env!("CARGO_PKG_VERSION"))),
        ("informationUri", Value::from(env!("CARGO_PKG_REPOSITORY"))),
        ("rules", Value::from(rules)),
    ]);
    let mut out = format!(
        "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{{\"driver\":{}}},\
         \"columnKind\":\"unicodeCodePoints\",\"results\":[",
        driver.line()
    );
    // Each finding is printed as it is made: there may be tens of thousands.
    let mut comma = "\n";
    for (diags, map) in specs {
        for item in diags.sorted() {
            out.push_str(comma);
            out.push_str(&result(item, map).line());
            comma = ",\n";
        }
    }
    out.push_str("\n]}]}\n");
    TerminalText::rendered(out)
}

fn rule(code: Code) -> Value {
    let level = object([("level", Value::from(level(code.severity())))]);
    object([
        ("id", Value::from(code.as_str())),
        ("name", Value::from(format!("{code:?}"))),
        ("shortDescription", message(code.title())),
        ("fullDescription", message(code.explanation())),
        // The explanations are Markdown already: sentences with `code` in them.
        ("help", message(code.explanation()).with("markdown", literal(code.explanation()))),
        ("defaultConfiguration", level),
    ])
}

fn result(item: &Diagnostic, map: &SourceMap) -> Value {
    let index = Code::ALL.iter().position(|code| *code == item.code).unwrap_or_default();
    let mut result = object([
        ("ruleId", Value::from(item.code.as_str())),
        ("ruleIndex", Value::from(index)),
        ("level", Value::from(level(item.severity))),
        ("message", message(&with_advice(item))),
    ]);
    if let Some(place) = item.primary.as_ref().and_then(|label| location(label, map)) {
        result = result.with("locations", vec![place]);
    }
    let others = item.secondary.iter().filter_map(|label| location(label, map)).enumerate();
    let others: Vec<Value> = others.map(|(id, place)| place.with("id", id)).collect();
    if !others.is_empty() {
        result = result.with("relatedLocations", others);
    }
    match correction(item, map) {
        Some(fix) => result.with("fixes", vec![fix]),
        None => result,
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn message(text: &str) -> Value {
    object([("text", literal(text).into())])
}

/// The text without a placeholder and without a link, which a message string may have (sections 3.11.5 and 3.11.6).
fn literal(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}").replace("](", "] (")
}

fn location(label: &Label, map: &SourceMap) -> Option<Value> {
    let file = map.get(label.span.file)?;
    // A file from a version history has no URI: only the message names the place.
    if file.is_in_history() {
        let texts = [label.text.as_str(), &map.place(label.span)];
        let texts: Vec<&str> = texts.into_iter().filter(|text| !text.is_empty()).collect();
        return Some(object([("message", message(&texts.join(": ")))]));
    }
    let place = object([("artifactLocation", artifact(file.name())), ("region", region(file, label.span))]);
    let location = object([("physicalLocation", place)]);
    Some(if label.text.is_empty() { location } else { location.with("message", message(&label.text)) })
}

fn region(file: &SourceFile, span: Span) -> Value {
    let (start, end) = (file.line_column(span.start), file.line_column(span.end));
    object([
        ("startLine", Value::from(start.line)),
        ("startColumn", Value::from(start.column)),
        ("endLine", Value::from(end.line)),
        ("endColumn", Value::from(end.column)),
    ])
}

/// The edits of a finding as one fix: they belong together.
fn correction(item: &Diagnostic, map: &SourceMap) -> Option<Value> {
    let mut edits: Vec<&Fix> = item.fixes.iter().filter(|edit| map.get(edit.span.file).is_some()).collect();
    edits.retain(|edit| edit.span.start != edit.span.end || !edit.replacement.is_empty());
    edits.sort_by_key(|edit| edit.span);
    let is_safe = edits.iter().all(|edit| edit.applicability == Applicability::Safe);
    let changes: Vec<Value> = edits
        .chunk_by(|a, b| a.span.file == b.span.file)
        .filter_map(|edits| change(edits.first()?.span.file, edits, map))
        .collect();
    if changes.is_empty() {
        return None;
    }
    let applicability = if is_safe { "safe" } else { "guess" };
    Some(object([
        ("description", message(item.help.first().unwrap_or(&item.message))),
        ("artifactChanges", Value::from(changes)),
        ("properties", object([("applicability", Value::from(applicability))])),
    ]))
}

fn change(file: FileId, edits: &[&Fix], map: &SourceMap) -> Option<Value> {
    let file = map.get(file)?;
    let replacement = |edit: &&Fix| {
        let this = object([("deletedRegion", region(file, edit.span))]);
        match edit.replacement.as_str() {
            "" => this,
            text => this.with("insertedContent", object([("text", Value::from(text))])),
        }
    };
    let replacements: Vec<Value> = edits.iter().map(replacement).collect();
    Some(object([("artifactLocation", artifact(file.name())), ("replacements", Value::from(replacements))]))
}

/// A path as a URI reference: RFC 3986, with the file scheme of RFC 8089 when it is absolute.
fn artifact(path: &str) -> Value {
    let has_drive = matches!(path.as_bytes(), [letter, b':', b'/', ..] if letter.is_ascii_alphabetic());
    let scheme = match path {
        path if path.starts_with("//") => "file:",
        path if path.starts_with('/') => "file://",
        _ if has_drive => "file:///",
        _ => "",
    };
    let mut uri = String::from(scheme);
    for byte in path.bytes() {
        let stays = byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte);
        // A colon in the first segment of a relative reference would be the end of a scheme.
        if stays || (byte == b':' && !scheme.is_empty()) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    let location = object([("uri", Value::from(uri))]);
    // Section 3.4.4: a relative reference should have a base, an absolute URI shall have none.
    if scheme.is_empty() { location.with("uriBaseId", "%SRCROOT%") } else { location }
}
