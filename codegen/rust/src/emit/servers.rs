//! Base URLs.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::doc;
use crate::plan::{ServerFunction, ServerItem};
use crate::render::Item;

/// `pub mod servers`.
pub(super) fn emit(servers: &[ServerItem]) -> Option<Item> {
    let items: Vec<Item> = servers.iter().flat_map(server).map(Item::Rust).collect();
    (!items.is_empty())
        .then(|| Item::Module { head: quote!(#[doc = " Base URLs of the API."] pub mod servers), items })
}

fn server(server: &ServerItem) -> Vec<TokenStream> {
    let docs = doc(&server.docs);
    let ident = &server.ident;
    let url = &server.url;
    let constant = quote!(#docs pub const #ident: &str = #url;);
    std::iter::once(constant).chain(server.function.as_ref().map(function)).collect()
}

fn function(function: &ServerFunction) -> TokenStream {
    let ServerFunction { ident, template, variables, .. } = function;
    let docs = doc(&function.docs);
    let arguments = variables.iter().map(|(_, argument)| quote!(#argument: &str));
    let values = variables.iter().map(|(name, argument)| quote!((#name, #argument)));
    quote! {
        #docs
        #[must_use]
        pub fn #ident(#(#arguments),*) -> String {
            super::rt::server(#template, &[#(#values),*])
        }
    }
}
