//! Envelopes: the builder expressions of their statics.

use super::names::{Name, ident};
use super::syntax::{Expr, RustType};
use super::{Cx, StaticItem};
use stubwright_spec::model::{BodyStep, Endpoint, Envelope, Expected, Source, Wrapping};
use stubwright_spec::source::Spanned;

/// The statics that endpoints use: the envelope of the API, then the named ones.
pub(super) fn plan(cx: &Cx<'_>) -> Vec<StaticItem> {
    let named = cx.api.envelopes.iter().map(|named| &named.envelope).zip(&cx.names.envelopes);
    let named = named.map(|(envelope, ident)| (envelope, ident.clone()));
    let default = cx.api.envelope.as_ref().map(|envelope| (envelope, ident("ENVELOPE")));
    let used: Vec<Name> = cx.api.endpoints.iter().filter_map(|endpoint| used_by(cx, endpoint)).collect();
    let statics = default.into_iter().chain(named).filter(|(_, ident)| used.contains(ident));
    statics
        .map(|(envelope, ident)| StaticItem {
            ident,
            ty: RustType::Runtime("Envelope"),
            value: self::envelope(envelope),
        })
        .collect()
}

/// The static that says how the responses of an endpoint are read; `None` when the HTTP status alone decides.
pub(super) fn used_by(cx: &Cx<'_>, endpoint: &Endpoint) -> Option<Name> {
    match endpoint.envelope {
        Wrapping::Default => cx.api.envelope.as_ref().map(|_| ident("ENVELOPE")),
        Wrapping::None => None,
        Wrapping::Named(id) => Some(cx.names.envelopes[id].clone()),
    }
}

fn envelope(envelope: &Envelope) -> Expr {
    let tests = envelope.success.iter().map(|test| {
        let expected = Expr::list(test.expected.iter().map(|value| expected(value)));
        Expr::call("rt::Test::new", [source(&test.source), expected])
    });
    let data = (!envelope.data.is_empty()).then(|| Expr::list(envelope.data.iter().map(|path| steps(path))));
    Expr::call("rt::Envelope::new", [])
        .method_if("root", envelope.root.as_ref().map(|root| steps(root)))
        .method("success", [Expr::list(tests)])
        .method_if("code", sources(&envelope.code))
        .method_if("sub_code", sources(&envelope.sub_code))
        .method_if("message", sources(&envelope.message))
        .method_if("data", data)
        .method_if("trace", sources(&envelope.trace))
        .method_if("details", envelope.details.as_ref().map(|path| steps(path)))
        .method_if("retry_after", sources(&envelope.retry_after))
}

fn sources(list: &[Spanned<Source>]) -> Option<Expr> {
    (!list.is_empty()).then(|| Expr::list(list.iter().map(|at| source(at))))
}

fn source(source: &Source) -> Expr {
    match source {
        Source::Body(path) => Expr::call("rt::Source::Body", [steps(path)]),
        Source::Http => Expr::path("rt::Source::Http"),
        Source::Header(name) => Expr::call("rt::Source::Header", [Expr::text(name)]),
    }
}

fn steps(path: &[BodyStep]) -> Expr {
    Expr::list(path.iter().map(|step| match step {
        BodyStep::Key(key) => Expr::call("rt::Step::Key", [Expr::text(key)]),
        BodyStep::Index(index) => Expr::call("rt::Step::Index", [Expr::integer(*index)]),
        BodyStep::Suffix(suffix) => Expr::call("rt::Step::Suffix", [Expr::text(suffix)]),
    }))
}

fn expected(expected: &Expected) -> Expr {
    match expected {
        Expected::Text(text) => Expr::call("rt::Expect::Text", [Expr::text(text)]),
        Expected::Absent => Expr::path("rt::Expect::Absent"),
        Expected::Empty => Expr::path("rt::Expect::Empty"),
        Expected::Present => Expr::path("rt::Expect::Present"),
        Expected::StatusClass(class) => Expr::call("rt::Expect::HttpClass", [Expr::integer(*class)]),
    }
}
