//! Every sample has to decode with the drafted types.

use std::collections::BTreeSet;

use super::model::{Model, Part, place};
use super::values::{Seen, stands_in};
use crate::infer::matched::Matched;
use crate::infer::types::{is_placeholder, named};
use crate::sheet::{Note, Sheet, Type, TypeKind, ty};
use stubwright_spec::ast::{Field, ParamLocation, Repr, Sample, SampleKind, TypeExpr, TypeExprKind};
use stubwright_spec::diag::{Code, Diagnostic, Diagnostics};
use stubwright_spec::interpret::{self, Answer, Mismatch, MismatchKind, Response, Standard};
use stubwright_spec::model::{self, Direction, Endpoint, EndpointId, Param};
use stubwright_spec::source::Span;

/// Weakening one claim can show another one that fails: a text that is not a number may be too long.
const ROUNDS: usize = 4;

/// Weakens what the samples contradict.
pub(in crate::infer) fn hold(matched: &[Matched<'_>], sheet: &mut Sheet, diags: &mut Diagnostics) {
    defaults(sheet, diags);
    let mut said: BTreeSet<(Part, bool)> = BTreeSet::new();
    let known = known(diags);
    let has_samples = matched.iter().any(|matched| {
        !matched.requests.is_empty() || !matched.responses.is_empty() || !matched.queries.is_empty()
    });
    for _ in 0..if has_samples { ROUNDS } else { 0 } {
        let model = Model::of(sheet);
        let mut is_weakened = false;
        for (part, failed) in failures(&model, matched) {
            let is_new = said.insert((part, failed.found.kind == MismatchKind::Missing))
                && !known.contains(&failed.found.span);
            is_weakened |= weaken(sheet, part, &failed, is_new, diags);
        }
        if !is_weakened {
            break;
        }
    }
    drop_unused(sheet);
}

/// A place of a sample that the drafted type does not read.
struct Failed {
    found: Mismatch,
    direction: Direction,
    is_null: bool,
    is_scalar: bool,
}

/// The claims that the samples contradict, by the part that makes them.
fn failures(model: &Model, matched: &[Matched<'_>]) -> Vec<(Part, Failed)> {
    let api = &model.api;
    let mut all = Vec::new();
    for (at, matched) in matched.iter().enumerate() {
        let Some(id) = u32::try_from(at).ok().map(EndpointId).filter(|_| at < api.endpoints.len()) else {
            continue;
        };
        let endpoint = &api.endpoints[id];
        queries(model, endpoint, matched, &mut all);
        let mut hold = |seen: &Seen, value: &Sample, ty: &model::Type, direction, is_partial: bool| {
            for found in interpret::decode_all(api, ty, value, Some(direction), Standard::Declared) {
                let is_left_out = is_partial && found.kind == MismatchKind::Missing;
                let Some(part) = model.part(found.declared) else { continue };
                if is_left_out || seen.is_placeholder(found.span) {
                    continue;
                }
                let kind = value_at(value, found.span);
                let is_null = kind == Some(&SampleKind::Null);
                let is_scalar = matches!(kind, Some(SampleKind::Plain(_) | SampleKind::Quoted(_)));
                all.push((part, Failed { found, direction, is_null, is_scalar }));
            }
        };
        if let Some(ty) = endpoint.request_type() {
            for request in &matched.requests {
                let seen = Seen::of(request);
                hold(&seen, &seen.sample, ty, Direction::Sent, false);
            }
        }
        let Some(ty) = endpoint.response_type() else { continue };
        for response in &matched.responses {
            let seen = Seen::of(&response.value);
            let is_partial = response.faults.iter().any(|fault| fault.what.contains(LEFT_OUT));
            let read = Response::new(response.http.unwrap_or(200), &seen.sample);
            if let Answer::Success { data: Some(data) } = interpret::answer(api.envelope_of(endpoint), &read)
            {
                hold(&seen, data, ty, Direction::Received, is_partial);
            }
        }
    }
    all
}

/// Adds the parameters whose types do not read what calls have in their queries. How a list is written there is left open.
fn queries(model: &Model, endpoint: &Endpoint, matched: &Matched<'_>, all: &mut Vec<(Part, Failed)>) {
    for (name, value) in &matched.queries {
        let is_it =
            |param: &&Param| param.place == ParamLocation::Query && param.field.wire.value == name.value;
        let Some(param) = endpoint.params.iter().find(is_it) else { continue };
        let is_list = matches!(param.field.ty.value, model::Type::List(_));
        // `page=integer` has a type in the place of a value.
        let is_type = named(&value.value, true).is_some();
        if is_list || is_type || stands_in(&value.value) || is_placeholder(&value.value) {
            continue;
        }
        let direction = Direction::Sent;
        let hold = |kind: fn(String) -> SampleKind| {
            let sample = Sample { span: value.span.into(), kind: kind(value.value.clone()) };
            let ty = &param.field.ty;
            interpret::decode_all(&model.api, ty, &sample, Some(direction), Standard::Declared)
        };
        // A query does not tell a number from a text of digits.
        let found = hold(SampleKind::Plain);
        if found.is_empty() || hold(SampleKind::Quoted).is_empty() {
            continue;
        }
        let Some(part) = model.part(param.field.key.span) else { continue };
        all.extend(
            found
                .into_iter()
                .map(|found| (part, Failed { found, direction, is_null: false, is_scalar: true })),
        );
    }
}

/// The fault of a sample with dots in place of members.
const LEFT_OUT: &str = "left out";

/// The value at a place.
fn value_at(value: &Sample, span: Span) -> Option<&SampleKind> {
    if *value.span == span {
        return Some(&value.kind);
    }
    match &value.kind {
        SampleKind::List(items) => items.iter().find_map(|item| value_at(item, span)),
        SampleKind::Map(entries) => entries.iter().find_map(|(_, value)| value_at(value, span)),
        _ => None,
    }
}

/// Makes a claim as weak as a sample needs; whether it could be.
fn weaken(sheet: &mut Sheet, part: Part, failed: &Failed, is_new: bool, diags: &mut Diagnostics) -> bool {
    let enums: Vec<(String, Repr)> =
        sheet.types.iter().filter_map(|noted| enumeration(&noted.value)).collect();
    let Some((field, notes)) = part.of(sheet) else { return false };
    let key = field.wire.value.clone();
    let claim = place(notes);
    let is_absent = failed.is_null || failed.found.kind == MismatchKind::Missing;
    let (is_done, draft) = if is_absent && failed.direction == Direction::Sent {
        (false, "that it is sent")
    } else if is_absent && !field.optional {
        field.optional = true;
        notes.push(Note { text: String::from("missing in a sample"), span: None, is_guess: true });
        (true, "that it may be absent")
    } else {
        retype(field, notes, failed, &enums)
    };
    if (is_done || failed.direction == Direction::Sent) && is_new {
        let message = match failed.found.kind {
            MismatchKind::Missing => format!("{key} is required, and missing in this sample"),
            MismatchKind::Unlisted => format!("{key} has a value here that its list does not have"),
            MismatchKind::Range => format!("{key} is outside of its limits here"),
            _ => format!("{key}: {}", failed.found.message),
        };
        let mut finding = Diagnostic::new(Code::ContradictedClaim, failed.found.span, message);
        if let Some(claim) = claim.filter(|claim| claim.file == failed.found.span.file) {
            finding = finding.and(claim, "what the page says about it");
        }
        diags.push(finding.help(format!("ask the vendor which of the two is right; the draft says {draft}")));
    }
    is_done
}

/// The places that were said to contradict others already.
fn known(diags: &Diagnostics) -> BTreeSet<Span> {
    let all = diags.sorted();
    let found = all.iter().filter(|item| matches!(item.code, Code::SampleAgainstTable | Code::MixedSamples));
    found.filter_map(|item| item.primary.as_ref().map(|label| label.span)).collect()
}

fn enumeration(ty: &Type) -> Option<(String, Repr)> {
    match &ty.kind {
        TypeKind::Enum(all) => Some((ty.name.clone(), all.repr)),
        TypeKind::Struct(_) => None,
    }
}

/// Gives a field a type that reads the sample.
fn retype(
    field: &mut Field,
    notes: &mut Vec<Note>,
    failed: &Failed,
    enums: &[(String, Repr)],
) -> (bool, &'static str) {
    let old = field.ty.clone();
    let draft = match failed.found.kind {
        MismatchKind::Unlisted => {
            ty::rename(&mut field.ty, &mut |name| {
                let (_, repr) = enums.iter().find(|(known, _)| known == name)?;
                Some(String::from(if *repr == Repr::Int { "i64" } else { "string" }))
            });
            notes.retain(|note| note.text != "listed in the description");
            "that it can be anything"
        }
        MismatchKind::Range => {
            unlimit(&mut field.ty);
            "no limit"
        }
        MismatchKind::Kind if failed.is_scalar && is_scalar(&field.ty) => {
            field.ty = ty::name("string");
            field.spelling = None;
            (field.default, field.example) = (None, None);
            "that it is a text"
        }
        MismatchKind::Kind if failed.direction == Direction::Received => {
            field.ty = ty::name("any");
            field.spelling = None;
            (field.default, field.example) = (None, None);
            "that it can be anything"
        }
        _ => return (false, "the one of the table"),
    };
    (field.ty != old, draft)
}

fn is_scalar(ty: &TypeExpr) -> bool {
    ty::as_name(ty::bare(ty)).is_some_and(|name| name.starts_with(char::is_lowercase))
}

fn unlimit(ty: &mut TypeExpr) {
    match &mut ty.kind {
        TypeExprKind::Limited(inner, _) => {
            let mut inner = (**inner).clone();
            unlimit(&mut inner);
            *ty = inner;
        }
        TypeExprKind::List(inner) | TypeExprKind::Map(inner) | TypeExprKind::Nullable(inner) => {
            unlimit(inner)
        }
        TypeExprKind::Name(_) | TypeExprKind::Applied(..) | TypeExprKind::Broken => {}
    }
}

/// A parameter with a default can be left out, whatever its row says; one of a path cannot.
fn defaults(sheet: &mut Sheet, diags: &mut Diagnostics) {
    for endpoint in &mut sheet.endpoints {
        let path = endpoint.value.path.value.clone();
        for param in endpoint.value.params.iter_mut().filter(|param| param.value.field.default.is_some()) {
            let field = &mut param.value.field;
            if path.contains(&format!("{{{}}}", field.key.value)) {
                field.default = None;
            } else if !field.optional {
                field.optional = true;
                let Some(span) = place(&param.notes) else { continue };
                let message = format!("{} is required, and has a default", field.wire.value);
                let finding = Diagnostic::new(Code::ContradictedClaim, span, message);
                diags.push(
                    finding.help("the draft makes it optional; ask the vendor whether it has to be sent"),
                );
            }
        }
    }
}

/// Leaves out the enums that no field has any more.
fn drop_unused(sheet: &mut Sheet) {
    let enums = sheet.types.iter().filter(|noted| matches!(noted.value.kind, TypeKind::Enum(_)));
    let mut unused: BTreeSet<String> = enums.map(|noted| noted.value.name.clone()).collect();
    if unused.is_empty() {
        return;
    }
    let mut note = |ty: &TypeExpr| {
        ty::rename(&mut ty.clone(), &mut |name| {
            unused.remove(name);
            None
        });
    };
    for noted in &sheet.types {
        if let TypeKind::Struct(fields) = &noted.value.kind {
            fields.iter().for_each(|field| note(&field.value.ty));
        }
    }
    for endpoint in &sheet.endpoints {
        endpoint.value.params.iter().for_each(|param| note(&param.value.field.ty));
        endpoint.value.response.iter().for_each(|response| note(&response.value));
        endpoint.value.request.iter().filter_map(|body| body.ty()).for_each(&mut note);
    }
    sheet.common.iter().for_each(|common| note(&common.value.field.ty));
    sheet.types.retain(|noted| {
        matches!(noted.value.kind, TypeKind::Struct(_)) || !unused.contains(&noted.value.name)
    });
}
