//! Statements of the text around a call about its body: a form, or a form of parts.

use super::finder::{Finder, Kind, Known, NEAR};
use crate::found::{Body, Call, Form, Sample, Side};
use crate::lexicon::calls::{FORMS, SENT};
use stubwright_spec::source::{Span, Spanned};

impl Finder<'_> {
    /// Reads a line for what is sent with the call right above it, or with the next one.
    pub(super) fn kind(&mut self, line: &str, span: Span) {
        if line.len() > 400 {
            return;
        }
        let Some(kind) = kind(line) else { return };
        let at = self.pending.line;
        let is_near = |since: usize| at.saturating_sub(since) <= 2 * NEAR;
        let last = self.pending.last.as_ref().is_some_and(|(_, since)| is_near(*since));
        match self.found.calls.last_mut().filter(|call| last && call.form == Form::Line) {
            Some(call) if self.pending.url.is_none() && self.pending.methods.is_none() => {
                let method = call.method.as_ref().map(|method| method.value.as_str());
                if matches!(call.body, Body::None) && may_send(method) {
                    (call.body, call.headers) = (body(kind), vec![header(kind, span)]);
                }
            }
            _ => {
                self.pending.kind = Some((kind, at, span));
                if !self.pending.has_call {
                    self.pending.general = Some((kind, span, self.found.calls.len()));
                }
            }
        }
    }

    /// Gives the kind of body that the text names above all calls of a page to those of them about which nothing else is said,
    /// unless the page shows requests in JSON.
    pub(super) fn generally(&mut self) {
        let Some((kind, span, first)) = self.pending.general.take() else { return };
        let calls = self.found.calls.get_mut(first..).unwrap_or_default();
        let is_json = |call: &Call| matches!(call.body, Body::Json(..));
        let is_sample = |sample: &Sample| sample.value.span.file == span.file && sample.side == Side::Request;
        if calls.iter().any(is_json) || self.found.samples.iter().any(is_sample) {
            return;
        }
        let is_open = |call: &&mut Call| {
            let method = call.method.as_ref().map(|method| method.value.as_str());
            call.form == Form::Line && matches!(call.body, Body::None) && may_send(method)
        };
        for call in calls.iter_mut().filter(is_open) {
            (call.body, call.headers) = (body(kind), vec![header(kind, span)]);
        }
    }

    /// The body that the text announced for the call that is named now.
    pub(super) fn announced(&mut self, method: Option<&str>) -> (Body, Vec<Known>) {
        let at = self.pending.line;
        let kind = self.pending.kind.take().filter(|(_, since, _)| at.saturating_sub(*since) <= NEAR);
        let kind = kind.filter(|_| may_send(method));
        // What is said right above a call is about that one.
        self.pending.general.take_if(|_| kind.is_some());
        kind.map_or((Body::None, Vec::new()), |(kind, _, span)| (body(kind), vec![header(kind, span)]))
    }
}

fn may_send(method: Option<&str>) -> bool {
    matches!(method, Some("POST" | "PUT" | "PATCH"))
}

fn body(kind: Kind) -> Body {
    match kind {
        Kind::Form => Body::Form(Vec::new()),
        Kind::Multipart => Body::Multipart(Vec::new()),
    }
}

fn header(kind: Kind, span: Span) -> Known {
    let value = match kind {
        Kind::Form => "application/x-www-form-urlencoded",
        Kind::Multipart => "multipart/form-data",
    };
    (Spanned::new(String::from("Content-Type"), span), Spanned::new(value.to_owned(), span))
}

fn kind(line: &str) -> Option<Kind> {
    let lower = line.to_lowercase();
    let says_form = lower.contains("application/x-www-form-urlencoded");
    let says_parts = lower.contains("multipart/form-data");
    let kind = match (says_form, says_parts) {
        (false, true) => Kind::Multipart,
        (true, false) => Kind::Form,
        (false, false) if FORMS.are_in(&lower) && SENT.are_in(&lower) => Kind::Form,
        // A page that names several leaves it to the caller.
        _ => return None,
    };
    // Text inside of a command or a request belongs to that one.
    let is_other = ["curl ", "\"", "application/json"].iter().any(|other| lower.contains(other));
    (!is_other).then_some(kind)
}
