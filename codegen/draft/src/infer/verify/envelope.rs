//! A sample that the page calls a success has to read as one, and that of an error as an error.

use super::model::place;
use super::values::Seen;
use crate::found::{Found, RowKind, Sample, Side, Topic};
use crate::sheet::{Envelope, Noted, Outcome, Sheet};
use crate::write::Lowering;
use stubwright_spec::ast::{self, BodyStep, Source};
use stubwright_spec::diag::{Code, Diagnostic, Diagnostics};
use stubwright_spec::interpret::{Answer, Response, answer};
use stubwright_spec::source::Span;

/// A response that the page calls a success or a failure.
struct Told {
    seen: Seen,
    span: Span,
    is_success: bool,
    http: Option<u16>,
}

/// Corrects the success of the envelope where samples contradict it.
pub(in crate::infer) fn hold(found: &Found, sheet: &mut Sheet, diags: &mut Diagnostics) {
    let Some(envelope) = &mut sheet.envelope else { return };
    let told: Vec<Told> = found.samples.iter().filter_map(|sample| told(sample, envelope, found)).collect();
    let wrong = |envelope: &Envelope| {
        let lowered = Lowering::default().envelope(envelope);
        told.iter().filter(|told| !reads(&lowered, told)).count()
    };
    let count = wrong(envelope);
    if count == 0 {
        return;
    }
    let first = told.iter().find(|told| !reads(&Lowering::default().envelope(envelope), told));
    let others = successes(envelope).into_iter().map(|success| Envelope {
        success: Noted::guess(success, "what the samples have in common", first.map(|told| told.span)),
        ..envelope.clone()
    });
    let best = others.map(|other| (wrong(&other), other)).min_by_key(|(count, _)| *count);
    let claim = place(&envelope.success.notes);
    let is_mended = match best {
        Some((fewer, other)) if fewer < count => {
            *envelope = other;
            fewer == 0
        }
        _ => false,
    };
    let lowered = Lowering::default().envelope(envelope);
    let rest = told.iter().filter(|told| !reads(&lowered, told));
    for told in first.filter(|_| is_mended).into_iter().chain(rest) {
        let what = if told.is_success { "a success" } else { "an error" };
        let message = format!("the page calls this {what}, and its envelope does not");
        let mut finding = Diagnostic::new(Code::ContradictedClaim, told.span, message);
        if let Some(claim) = claim.filter(|claim| claim.file == told.span.file) {
            finding = finding.and(claim, "what the page says about the envelope");
        }
        diags.push(finding.help(match is_mended {
            true => "the draft tells success from failure by what all samples have in common; compare it with real responses",
            false => "no envelope fits all samples; compare `success:` with real responses",
        }));
    }
}

/// How the page judges a sample: by its label, or because its code is a row of errors.
fn told(sample: &Sample, envelope: &Envelope, found: &Found) -> Option<Told> {
    if sample.side == Side::Request {
        return None;
    }
    let is_row = || {
        let path = envelope.code.value.first()?;
        let code = path.value.iter().try_fold(&sample.value, |value, step| match step {
            BodyStep::Key(key) => value.get(key),
            _ => None,
        });
        let code = super::super::types::text_of(code?)?;
        let mut rows = found.tables.iter().flat_map(|table| &table.rows);
        let is_error = rows.any(|row| {
            row.kind == RowKind::Error && row.code.as_ref().is_some_and(|known| known.value == code)
        });
        is_error.then_some(false)
    };
    let is_success = match sample.outcome {
        Some(Topic::Success) => true,
        Some(Topic::Failure) => false,
        _ => is_row()?,
    };
    let (span, http) = (sample.value.span, sample.http);
    Some(Told { seen: Seen::of(&sample.value), span, is_success, http })
}

/// The statuses with which errors come where the page doesn't say.
const STATUSES: &[u16] = &[200, 400, 500];

fn reads(envelope: &ast::Envelope, told: &Told) -> bool {
    let statuses = match told.http.as_ref() {
        Some(status) => std::slice::from_ref(status),
        None if told.is_success => &[200],
        None => STATUSES,
    };
    statuses.iter().any(|status| {
        let answer = answer(Some(envelope), &Response::new(*status, &told.seen.sample));
        match answer {
            Answer::Success { .. } => told.is_success,
            Answer::Failure(_) => !told.is_success,
            Answer::Neither => false,
        }
    })
}

/// Ways to tell a success: by the object of the error that is absent, by a code that is absent. The status alone does not count: many
/// platforms answer errors with 200, and samples don't show it.
fn successes(envelope: &Envelope) -> Vec<Vec<(Source, Outcome)>> {
    let http = || (Source::Http, Outcome::StatusClass(2));
    let mut found = Vec::new();
    if let Some(code) = envelope.code.value.first() {
        let body = |steps: &[BodyStep]| Source::Body(steps.to_vec());
        if let [first, _, ..] = code.value.as_slice() {
            found.push(vec![http(), (body(std::slice::from_ref(first)), Outcome::Absent)]);
        }
        found.push(vec![(body(&code.value), Outcome::Absent)]);
    }
    found
}
