//! Rules about a whole model, in reading order; one function per rule.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::facts::{Facts, ids};
use crate::model::{Api, Expected, Text, TypeId, TypeKind};

/// Runs every rule.
pub fn check(api: &Api, facts: &Facts, diags: &mut Diagnostics) {
    api_name(api, diags);
    codes_that_mean_success(api, diags);
    unnamed_rows(api, diags);
    hidden_characters(api, diags);
    alias_cycles(api, diags);
    infinite_types(api, facts, diags);
    payload_without_place(api, diags);
    // What is missing may be missing because of an error.
    if !diags.has_errors() {
        codes_that_nothing_reads(api, diags);
        unused_types(api, facts, diags);
    }
}

/// The name of the API names a module and files.
fn api_name(api: &Api, diags: &mut Diagnostics) {
    let name = api.name.as_str();
    let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-'));
    // An empty name was reported as missing.
    if !name.is_empty() && !is_name {
        diags.push(
            Diagnostic::new(Code::BadApiName, api.name.span, format!("`{name}` cannot name a module")).help(
                "use lower-case letters, digits, `_` and `-`, starting with a letter, such as `qiandun`",
            ),
        );
    }
}

fn codes_that_mean_success(api: &Api, diags: &mut Diagnostics) {
    let Some(envelope) = &api.envelope else { return };
    let tests = envelope.success.iter().filter(|test| envelope.code.contains(&test.source));
    for expected in tests.flat_map(|test| &test.expected) {
        let Expected::Text(value) = expected else { continue };
        for row in api.errors.iter().filter(|row| row.code.value == *value) {
            diags.push(
                Diagnostic::new(
                    Code::CodeIsSuccess,
                    row.code.span,
                    format!("`{value}` is the code of a successful answer"),
                )
                .note("`envelope.success` accepts it, so no call ever fails with it")
                .help("remove the row"),
            );
        }
    }
}

fn codes_that_nothing_reads(api: &Api, diags: &mut Diagnostics) {
    let Some(first) = api.errors.first() else { return };
    let reads_codes = api.envelope.as_ref().is_some_and(|envelope| !envelope.code.is_empty());
    if !reads_codes {
        diags.push(
            Diagnostic::new(Code::CodesUnread, first.code.span, "no response can carry a code of this table")
                .note("the envelope does not say where the code is")
                .help("add `envelope: {success: …, code: …}` with the path of the code in the body"),
        );
    }
}

fn unnamed_rows(api: &Api, diags: &mut Diagnostics) {
    for row in api.errors.iter().filter(|row| row.name.is_none()) {
        diags.push(
            Diagnostic::new(
                Code::UnnamedError,
                row.code.span,
                format!("the row `{}` has no name", row.code.value),
            )
            .note("a name derived from the code says nothing to the reader of a `match`")
            .help("add `name:`, for instance `name: DuplicateSigner`"),
        );
    }
}

/// Whether a character is invisible or turns the reading direction: bidi controls, zero-width and other format characters.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}'
        | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

fn hidden_characters(api: &Api, diags: &mut Diagnostics) {
    for row in &api.errors {
        let texts = |text: &Text| text.main.iter().cloned().collect::<String>();
        let all = [row.code.value.clone(), texts(&row.message), texts(&row.solution)].concat();
        hidden_in(&all, row.code.span, diags);
    }
    for def in &api.types {
        let mut all = def.doc.clone().unwrap_or_default();
        match &def.kind {
            TypeKind::Struct(fields) => {
                for field in fields {
                    let text = [field.wire.as_str(), field.doc.as_deref().unwrap_or_default()].concat();
                    hidden_in(&text, field.key.span, diags);
                }
            }
            TypeKind::Enum(values) => {
                for value in &values.values {
                    let text = [value.wire.as_str(), value.doc.as_deref().unwrap_or_default()].concat();
                    hidden_in(&text, value.wire.span, diags);
                }
            }
            TypeKind::Alias(_) => {}
        }
        all.push_str(def.name.as_str());
        hidden_in(&all, def.name.span, diags);
    }
    for endpoint in &api.endpoints {
        hidden_in(endpoint.doc.as_deref().unwrap_or_default(), endpoint.name.span, diags);
    }
    for text in [&api.title, &api.doc, &api.version].into_iter().flatten() {
        hidden_in(text, api.name.span, diags);
    }
}

fn hidden_in(text: &str, span: crate::source::Span, diags: &mut Diagnostics) {
    if let Some(c) = text.chars().find(|c| is_hidden(*c)) {
        diags.push(
            Diagnostic::new(
                Code::HiddenCharacter,
                span,
                format!("an invisible character, U+{:04X}, stands in a text here", u32::from(c)),
            )
            .note("it is kept on the wire, escaped in literals and shown by its number in the documentation")
            .help("remove it if it came with copying"),
        );
    }
}

fn alias_cycles(api: &Api, diags: &mut Diagnostics) {
    for start in ids(api) {
        let mut chain = vec![start];
        while let Some(next) = chain.last().and_then(|id| alias_target(api, *id)) {
            if next == start {
                report_cycle(api, &chain, diags);
                break;
            }
            if chain.contains(&next) {
                break;
            }
            chain.push(next);
        }
    }
}

/// What an alias names, through lists and maps: an alias of a list of itself names nothing either.
fn alias_target(api: &Api, id: TypeId) -> Option<TypeId> {
    match &api.ty(id)?.kind {
        TypeKind::Alias(ty) => ty.named(),
        TypeKind::Struct(_) | TypeKind::Enum(_) => None,
    }
}

/// Each cycle is reported once, at the first of its names in file order.
fn report_cycle(api: &Api, chain: &[TypeId], diags: &mut Diagnostics) {
    if chain.iter().min() != chain.first() {
        return;
    }
    let mut names: Vec<&str> =
        chain.iter().filter_map(|id| api.ty(*id)).map(|def| def.name.as_str()).collect();
    names.extend(names.first().copied());
    if let Some(def) = chain.first().and_then(|id| api.ty(*id)) {
        diags.push(
            Diagnostic::new(
                Code::AliasCycle,
                def.name.span,
                format!("the alias `{}` names itself: {}", def.name.value, names.join(" → ")),
            )
            .help("one of them must be a struct, an enum or a built-in type"),
        );
    }
}

fn infinite_types(api: &Api, facts: &Facts, diags: &mut Diagnostics) {
    for id in ids(api).filter(|id| facts.get(*id).infinite) {
        let Some(def) = api.ty(id).filter(|def| matches!(def.kind, TypeKind::Struct(_))) else { continue };
        diags.push(
            Diagnostic::new(
                Code::InfiniteType,
                def.name.span,
                format!("every `{}` holds another one, so none can be written down", def.name.value),
            )
            .help("make one of the fields on the way optional (`?`)"),
        );
    }
}

fn unused_types(api: &Api, facts: &Facts, diags: &mut Diagnostics) {
    // A spec without endpoints is a library of types.
    if api.endpoints.is_empty() {
        return;
    }
    for id in ids(api) {
        let fact = facts.get(id);
        if let Some(def) = api.ty(id).filter(|_| !fact.sent && !fact.received) {
            diags.push(
                Diagnostic::new(
                    Code::UnusedType,
                    def.name.span,
                    format!("no endpoint sends or receives `{}`", def.name.value),
                )
                .help("use it, or remove it; it is generated all the same"),
            );
        }
    }
}

/// A payload needs a place in the envelope.
fn payload_without_place(api: &Api, diags: &mut Diagnostics) {
    let has_place = api.envelope.as_ref().is_none_or(|envelope| !envelope.data.is_empty());
    for endpoint in api.endpoints.iter().filter(|endpoint| !has_place && endpoint.response.is_some()) {
        diags.push(
            Diagnostic::new(
                Code::PayloadUnplaced,
                endpoint.name.span,
                format!(
                    "`{}` has a response, but the envelope does not say where it is",
                    endpoint.name.value
                ),
            )
            .help("add `data:` to the envelope; `data: .` is the whole body"),
        );
    }
}
