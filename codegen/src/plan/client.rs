//! The client: servers, envelope, operations.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{Docs, code};
use super::names::Request;
use super::types::in_client;
use super::{ClientItem, Cx, OperationItem, ServerItem};
use crate::model::{Endpoint, Envelope, Expected, Source, Step};

/// Plans `client.rs`.
pub(super) fn plan(cx: &Cx<'_>) -> ClientItem {
    let servers = cx.api.servers.iter().zip(&cx.names.servers).map(|(server, ident)| ServerItem {
        ident: ident.clone(),
        docs: Docs::vendor_with(server.doc.as_deref(), &code(server.name.as_str())),
        url: server.url.clone(),
    });
    let title = cx.api.title.as_deref().unwrap_or(cx.api.name.as_str());
    ClientItem {
        servers: servers.collect(),
        // Only operations read it.
        envelope: cx.api.envelope.as_ref().filter(|_| !cx.api.endpoints.is_empty()).map(envelope),
        operations: cx.api.endpoints.iter().enumerate().map(|(index, at)| operation(cx, index, at)).collect(),
        docs: client_docs(cx, title, "Asynchronous client"),
        blocking_docs: client_docs(cx, title, "Blocking client"),
    }
}

fn client_docs(cx: &Cx<'_>, title: &str, kind: &str) -> Docs {
    let mut docs = Docs::ours(format!("{kind} of {}.", super::docs::inline(title)));
    docs.vendor(cx.api.doc.as_deref().unwrap_or_default());
    if let Some(version) = &cx.api.version {
        docs.add(format!("Version {} of the API.", code(version)));
    }
    docs.add("Cheap to clone: clones share connections and settings.");
    docs
}

fn operation(cx: &Cx<'_>, index: usize, endpoint: &Endpoint) -> OperationItem {
    let method = cx.names.methods.get(index).cloned().unwrap_or_else(|| super::names::ident("call_"));
    let (request, body) = match cx.names.requests.get(index) {
        Some(Request::Own(ident)) => (quote!(types::#ident), Some(quote!(self))),
        Some(Request::Wrapper(ident)) => {
            (quote!(types::#ident), endpoint.request.is_some().then(|| quote!(&self.body)))
        }
        None => (quote!(()), None),
    };
    let json = body.map(|body| quote!(.json(#body)));
    let output = match &endpoint.response {
        None => quote!(()),
        Some(response) => {
            let payload = in_client(cx, &response.ty);
            if response.optional { quote!(Option<#payload>) } else { payload }
        }
    };
    let (name, verb, path) = (endpoint.name.as_str(), endpoint.method.verb(), &endpoint.path);
    let idempotent = endpoint.idempotent;
    let read_by = cx.api.envelope.as_ref().map(|_| quote!(.envelope(&ENVELOPE)));
    OperationItem {
        docs: operation_docs(endpoint),
        deprecated: endpoint.deprecated.then(|| quote!(#[deprecated = "deprecated by the vendor"])),
        errors_docs: Docs::ours(format!(
            "The codes that {} is documented to answer, in table order.",
            code(name)
        )),
        errors: errors(cx, endpoint),
        endpoint: quote!(rt::Endpoint::new(#name, #verb, #path) #read_by .idempotent(#idempotent)),
        prepare: match json {
            Some(json) => quote!(rt::Outgoing::new(Self::ENDPOINT) #json),
            None => quote!(Ok(rt::Outgoing::new(Self::ENDPOINT))),
        },
        method,
        request,
        output,
    }
}

fn operation_docs(endpoint: &Endpoint) -> Docs {
    let call = code(&format!("{} {}", endpoint.method.verb(), endpoint.path));
    let mut docs = Docs::vendor_with(endpoint.doc.as_deref(), &call);
    docs.add(if endpoint.idempotent {
        "Idempotent: sending it twice is harmless."
    } else {
        "Not idempotent: a call that may have been processed must not be sent again."
    });
    docs
}

fn errors(cx: &Cx<'_>, endpoint: &Endpoint) -> TokenStream {
    let Some(rows) = &endpoint.errors else { return quote!(ErrorCode::ALL) };
    let idents = rows.iter().filter_map(|row| cx.names.rows.get(row.0 as usize));
    quote!(&[#(ErrorCode::#idents),*])
}

fn envelope(envelope: &Envelope) -> TokenStream {
    let root = envelope.root.as_ref().map(|root| {
        let root = steps(root);
        quote!(.root(#root))
    });
    let tests = envelope.success.iter().map(|test| {
        let source = source(&test.source);
        let expected = test.expected.iter().map(expected);
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

fn sources(list: &[Source]) -> Option<TokenStream> {
    let items = list.iter().map(source);
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

fn steps(path: &[Step]) -> TokenStream {
    let steps = path.iter().map(|step| match step {
        Step::Key(key) => quote!(rt::Step::Key(#key)),
        Step::Index(index) => {
            let index = proc_macro2::Literal::u32_unsuffixed(*index);
            quote!(rt::Step::Index(#index))
        }
        Step::Suffix(suffix) => quote!(rt::Step::Suffix(#suffix)),
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
