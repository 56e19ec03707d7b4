//! Rules about a whole model, in reading order; one function per rule.

pub(crate) mod hidden;

pub use hidden::{hidden_in, is_hidden};

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::facts::{Facts, ids};
use crate::model::{Api, Expected, TypeId, TypeKind};

/// Runs every rule.
pub fn check(api: &Api, facts: &Facts, diags: &mut Diagnostics) {
    api_name(api, diags);
    too_many_codes(api, diags);
    codes_that_mean_success(api, diags);
    alias_cycles(api, diags);
    infinite_types(api, facts, diags);
    payload_without_place(api, diags);
    // What is missing may be missing because of an error.
    if !diags.has_errors() {
        unnamed_rows(api, diags);
        codes_that_nothing_reads(api, diags);
        unused_types(api, facts, diags);
    }
}

/// The name of the API stands in messages, and is to be used in file names.
fn api_name(api: &Api, diags: &mut Diagnostics) {
    let name = api.name.as_str();
    let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-'));
    // An empty name was reported as missing.
    if !name.is_empty() && !is_name {
        diags.push(
            Diagnostic::new(Code::BadApiName, api.name.span, format!("`{name}` is no short name of an API"))
                .help(
                    "use lower-case letters, digits, `_` and `-`, starting with a letter, such as `qiandun`",
                ),
        );
    }
}

/// The generated table is indexed with sixteen bits, and its enum has one variant more.
const MOST_CODES: usize = u16::MAX as usize;

fn too_many_codes(api: &Api, diags: &mut Diagnostics) {
    if let Some(row) = api.errors.get(MOST_CODES) {
        let message = format!("an error table of more than {MOST_CODES} rows is not supported yet");
        diags.push(
            Diagnostic::new(Code::NotYet, row.code.span, message)
                .at("the row that goes past the limit")
                .help("leave out the codes that nobody matches on; they arrive as `Unrecognized`"),
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
    let (note, help) = match &api.envelope {
        Some(envelope) if envelope.code.is_empty() => (
            "the envelope does not say where the code is",
            "add `code:` to the envelope, with the path of the code in the body",
        ),
        Some(_) => return,
        None => (
            "there is no envelope to say where the code is",
            "add `envelope: {success: …, code: …}` with the path of the code in the body",
        ),
    };
    diags.push(
        Diagnostic::new(Code::CodesUnread, first.code.span, "no response can carry a code of this table")
            .note(note)
            .help(help),
    );
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

fn alias_cycles(api: &Api, diags: &mut Diagnostics) {
    // The walk that came by; each alias leads to one type, so none is looked at twice.
    let mut seen = vec![None; api.types.len()];
    for start in ids(api) {
        let mut chain = Vec::new();
        let mut next = Some(start);
        while let Some(id) = next {
            let Some(walk) = seen.get_mut(id.0 as usize) else { break };
            if *walk == Some(start) {
                let from = chain.iter().position(|other| *other == id).unwrap_or(0);
                report_cycle(api, &chain[from..], diags);
            }
            if walk.is_some() {
                break;
            }
            *walk = Some(start);
            chain.push(id);
            next = alias_target(api, id);
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

/// Each cycle is reported at the first of its names in file order.
fn report_cycle(api: &Api, cycle: &[TypeId], diags: &mut Diagnostics) {
    let first = cycle.iter().enumerate().min_by_key(|(_, id)| **id).map_or(0, |(at, _)| at);
    let mut way = cycle.to_vec();
    way.rotate_left(first);
    way.extend(way.first().copied());
    if let Some(def) = way.first().and_then(|id| api.ty(*id)) {
        diags.push(
            Diagnostic::new(
                Code::AliasCycle,
                def.name.span,
                format!("the alias `{}` names itself: {}", def.name.value, shown_way(api, &way)),
            )
            .help("one of them must be a struct, an enum or a built-in type"),
        );
    }
}

/// Longer ways are shown with their middle left out.
const LONGEST_WAY: usize = 8;

fn shown_way(api: &Api, way: &[TypeId]) -> String {
    let mut names: Vec<&str> = way.iter().filter_map(|id| api.ty(*id)).map(|def| def.name.as_str()).collect();
    if names.len() > LONGEST_WAY {
        names.splice(LONGEST_WAY - 2..names.len() - 1, ["…"]);
    }
    names.join(" → ")
}

fn infinite_types(api: &Api, facts: &Facts, diags: &mut Diagnostics) {
    for way in facts.endless() {
        let mut defs = way.iter().filter_map(|id| api.ty(*id));
        // Aliases alone are another mistake.
        let Some(def) = defs.find(|def| matches!(def.kind, TypeKind::Struct(_))) else { continue };
        diags.push(
            Diagnostic::new(
                Code::InfiniteType,
                def.name.span,
                format!("no `{}` can be written down, for each requires another", def.name.value),
            )
            .note(format!("the way round is {}", shown_way(api, way)))
            .help("make one of the fields on the way optional (`?`), or a list"),
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
