//! The bodies of failures, and the envelope that they make likely.

use std::collections::BTreeMap;

use super::draft::{Draft, referred};
use super::listed::Path;
use super::rename::draft;
use crate::ast::{
    Api, BodyStep, ByStatus, Envelope, Expected, Source, Statuses, Test, TypeExpr, TypeExprKind, TypeKind,
};
use crate::source::{Span, Spanned};

/// Where messages are, the most likely first.
const MESSAGES: &[&str] = &[
    "message",
    "error.message",
    "msg",
    "detail",
    "title",
    "error_description",
    "errors.0.message",
    "description",
    "error",
    "status.error",
    "data.message",
    "reason",
];

/// Where codes are, the most likely first.
const CODES: &[&str] =
    &["code", "error.code", "error_code", "errors.0.code", "error.type", "type", "name", "errorCode"];

/// Says once, for the whole API, what a failure is unless an endpoint says otherwise, and how code and message of the most
/// frequent body are read.
pub(super) fn common(api: &mut Api, drafts: &[Draft], codes: &[Path]) {
    let mut counts: BTreeMap<usize, (usize, TypeExpr)> = BTreeMap::new();
    for entry in api.endpoints.iter_mut().flat_map(|endpoint| &mut endpoint.failures) {
        let Some(ty) = &mut entry.ty else { continue };
        if let Some(id) = draft(ty) {
            counts.entry(id).or_insert_with(|| (0, ty.clone())).0 += 1;
        }
    }
    let frequent = counts.iter().max_by_key(|(id, (count, _))| (*count, std::cmp::Reverse(**id)));
    let Some((id, (_, ty))) = frequent else { return };
    api.envelope = envelope(*id, drafts, codes, *ty.span);
    let saved = |id: usize| -> usize {
        api.endpoints
            .iter()
            .map(|endpoint| endpoint.failures.len() - without(&endpoint.failures, id).len())
            .sum()
    };
    let is_plain = |ty: &TypeExpr| matches!(ty.kind, TypeExprKind::Name(_));
    let candidates = counts.iter().filter(|(_, (_, ty))| is_plain(ty));
    let Some((id, (_, ty))) =
        candidates.max_by_key(|(id, (count, _))| (saved(**id), *count, std::cmp::Reverse(**id)))
    else {
        return;
    };
    for endpoint in &mut api.endpoints {
        endpoint.failures = without(&endpoint.failures, *id);
    }
    api.failures.push(ByStatus { status: Spanned::new(Statuses::Default, *ty.span), ty: Some(ty.clone()) });
}

/// The entries that an endpoint still needs if failures have a body unless it says otherwise. One with that body stays where a
/// wider entry of the endpoint has another one.
fn without(entries: &[ByStatus], body: usize) -> Vec<ByStatus> {
    let is_body = |entry: &ByStatus| matches!(&entry.ty, Some(TypeExpr { kind: TypeExprKind::Name(name), .. }) if referred(name) == Some(body));
    let is_needed = |entry: &&ByStatus| {
        let has_other = |other: &ByStatus| !is_body(other) && other.status.contains(*entry.status);
        !is_body(entry) || entries.iter().any(has_other)
    };
    entries.iter().filter(is_needed).cloned().collect()
}

/// A response with a 2xx status is a success; the body of a failure has a code and a message where those names say so.
fn envelope(id: usize, drafts: &[Draft], codes: &[Path], span: Span) -> Option<Envelope> {
    let first =
        |paths: &[&str]| paths.iter().find(|path| is_text(id, path, drafts)).map(|path| String::from(*path));
    let sources = |listed: Vec<String>, likely: Option<String>| -> Vec<Spanned<Source>> {
        let mut all = listed;
        all.extend(likely.filter(|path| !all.contains(path)).into_iter().collect::<Vec<_>>());
        all.iter().map(|path| Spanned::new(Source::Body(steps(path)), span)).collect()
    };
    // Where the document lists codes, nothing else is one.
    let likely = first(CODES).filter(|_| codes.is_empty());
    let code = sources(codes.iter().map(Path::code).collect(), likely);
    let message = sources(codes.iter().filter_map(Path::message).collect(), first(MESSAGES));
    if message.is_empty() && code.is_empty() {
        return None;
    }
    Some(Envelope {
        span: span.into(),
        root: None,
        success: vec![Test {
            source: Spanned::new(Source::Http, span),
            expected: vec![Spanned::new(Expected::StatusClass(2), span)],
        }],
        code,
        sub_code: Vec::new(),
        message,
        data: vec![Spanned::new(Vec::new(), span)],
        trace: Vec::new(),
        details: None,
        retry_after: Vec::new(),
    })
}

fn steps(path: &str) -> Vec<BodyStep> {
    path.split('.')
        .map(|step| step.parse().map_or_else(|_| BodyStep::Key(step.to_owned()), BodyStep::Index))
        .collect()
}

/// Whether a path leads to a text or a number.
fn is_text(id: usize, path: &str, drafts: &[Draft]) -> bool {
    let mut kind = super::draft::reference(id);
    for step in path.split('.') {
        while let TypeExprKind::Nullable(inner) | TypeExprKind::Limited(inner, _) = kind {
            kind = inner.kind;
        }
        kind = match kind {
            TypeExprKind::List(inner) if step == "0" => inner.kind,
            TypeExprKind::Name(name) => {
                let Some(TypeKind::Struct(fields)) =
                    referred(&name).and_then(|id| drafts.get(id)).and_then(|draft| draft.kind.as_ref())
                else {
                    return false;
                };
                match fields.iter().find(|field| field.wire.value == step) {
                    Some(field) => field.ty.kind.clone(),
                    None => return false,
                }
            }
            _ => return false,
        };
    }
    while let TypeExprKind::Nullable(inner) | TypeExprKind::Limited(inner, _) = kind {
        kind = inner.kind;
    }
    match kind {
        TypeExprKind::Name(name) => match referred(&name).map(|id| drafts.get(id)) {
            Some(draft) => matches!(draft.and_then(|draft| draft.kind.as_ref()), Some(TypeKind::Enum(_))),
            None => matches!(name.as_str(), "string" | "i32" | "i64" | "u32" | "u64" | "decimal"),
        },
        _ => false,
    }
}
