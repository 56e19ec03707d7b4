//! Envelopes: the builder expressions of their statics.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::names::ident;
use super::{Cx, StaticItem};
use stubwright_spec::model::{BodyStep, Endpoint, Envelope, Expected, Source, Wrapping};
use stubwright_spec::source::Spanned;

/// The statics that endpoints use: the envelope of the API, then the named ones.
pub(super) fn plan(cx: &Cx<'_>) -> Vec<StaticItem> {
    let named = cx.api.envelopes.iter().map(|named| &named.envelope).zip(&cx.names.envelopes);
    let named = named.map(|(envelope, ident)| (envelope, ident.clone()));
    let default = cx.api.envelope.as_ref().map(|envelope| (envelope, ident("ENVELOPE")));
    let used: Vec<Ident> = cx.api.endpoints.iter().filter_map(|endpoint| used_by(cx, endpoint)).collect();
    let statics = default.into_iter().chain(named).filter(|(_, ident)| used.contains(ident));
    statics
        .map(|(envelope, ident)| StaticItem {
            ident,
            ty: quote!(rt::Envelope),
            value: self::envelope(envelope),
        })
        .collect()
}

/// The static that says how the responses of an endpoint are read; `None` when the HTTP status alone decides.
pub(super) fn used_by(cx: &Cx<'_>, endpoint: &Endpoint) -> Option<Ident> {
    match endpoint.envelope {
        Wrapping::Default => cx.api.envelope.as_ref().map(|_| ident("ENVELOPE")),
        Wrapping::None => None,
        Wrapping::Named(id) => Some(cx.names.envelopes[id].clone()),
    }
}

fn envelope(envelope: &Envelope) -> TokenStream {
    let root = envelope.root.as_ref().map(|root| {
        let root = steps(root);
        quote!(.root(#root))
    });
    let tests = envelope.success.iter().map(|test| {
        let source = source(&test.source);
        let expected = test.expected.iter().map(|value| expected(value));
        quote!(rt::Test::new(#source, &[#(#expected),*]))
    });
    let data = (!envelope.data.is_empty()).then(|| {
        let paths = envelope.data.iter().map(|path| steps(path));
        quote!(.data(&[#(#paths),*]))
    });
    let details = envelope.details.as_ref().map(|path| {
        let path = steps(path);
        quote!(.details(#path))
    });
    let code = sources(&envelope.code).map(|list| quote!(.code(#list)));
    let sub_code = sources(&envelope.sub_code).map(|list| quote!(.sub_code(#list)));
    let message = sources(&envelope.message).map(|list| quote!(.message(#list)));
    let trace = sources(&envelope.trace).map(|list| quote!(.trace(#list)));
    let retry_after = sources(&envelope.retry_after).map(|list| quote!(.retry_after(#list)));
    quote! {
        rt::Envelope::new() #root .success(&[#(#tests),*]) #code #sub_code #message #data #trace #details #retry_after
    }
}

fn sources(list: &[Spanned<Source>]) -> Option<TokenStream> {
    let items = list.iter().map(|at| source(at));
    (!list.is_empty()).then(|| quote!(&[#(#items),*]))
}

fn source(source: &Source) -> TokenStream {
    match source {
        Source::Body(path) => {
            let path = steps(path);
            quote!(rt::Source::Body(#path))
        }
        Source::Http => quote!(rt::Source::Http),
        Source::Header(name) => quote!(rt::Source::Header(#name)),
    }
}

fn steps(path: &[BodyStep]) -> TokenStream {
    let steps = path.iter().map(|step| match step {
        BodyStep::Key(key) => quote!(rt::Step::Key(#key)),
        BodyStep::Index(index) => {
            let index = proc_macro2::Literal::u32_unsuffixed(*index);
            quote!(rt::Step::Index(#index))
        }
        BodyStep::Suffix(suffix) => quote!(rt::Step::Suffix(#suffix)),
    });
    quote!(&[#(#steps),*])
}

fn expected(expected: &Expected) -> TokenStream {
    match expected {
        Expected::Text(text) => quote!(rt::Expect::Text(#text)),
        Expected::Absent => quote!(rt::Expect::Absent),
        Expected::Empty => quote!(rt::Expect::Empty),
        Expected::Present => quote!(rt::Expect::Present),
        Expected::StatusClass(class) => {
            let class = proc_macro2::Literal::u8_unsuffixed(*class);
            quote!(rt::Expect::HttpClass(#class))
        }
    }
}
