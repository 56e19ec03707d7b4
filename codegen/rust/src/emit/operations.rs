//! Operations: what each endpoint is, and the method that calls it.

use proc_macro2::TokenStream;
use quote::quote;

use super::asynchrony::Asynchrony;
use super::preflight::{arguments, used};
use super::tokens::doc;
use crate::plan::OperationItem;
use crate::plan::preflight::OperationPreflight;
use crate::render::Item;

/// The impls of a request struct.
pub(super) fn emit(operation: &OperationItem) -> Vec<Item> {
    let OperationItem { request, output, endpoint, prepare, errors, keyed, .. } = operation;
    let keyed = keyed.iter().map(|keyed| quote!(fn is_keyed(&self) -> bool { #keyed }));
    let errors_docs = doc(&operation.errors_docs);
    let mut members = vec![
        quote!(
            type Code = ErrorCode;
        ),
        quote!(type Output = #output;),
        quote!(const ENDPOINT: &'static rt::Endpoint = &#endpoint;),
        quote! {
            fn prepare(&self) -> Result<rt::RequestBuilder, rt::InvalidRequest> {
                #prepare
            }
        },
    ];
    members.extend(keyed);
    members.extend(operation.check.iter().map(check));
    vec![
        Item::Impl {
            head: quote!(impl #request),
            members: vec![quote!(#errors_docs pub const ERRORS: &'static [ErrorCode] = #errors;)],
        },
        Item::Impl { head: quote!(impl rt::Operation for #request), members },
    ]
}

fn check(check: &OperationPreflight) -> TokenStream {
    let OperationPreflight { entry, needs } = check;
    let now = used(needs.now, quote!(now));
    let facts = used(needs.facts, quote!(facts));
    let arguments = arguments(*needs);
    quote! {
        fn preflight(
            &self,
            #now: ::std::time::SystemTime,
            #facts: &rt::Facts,
            found: &mut rt::Violations<ErrorCode>,
        ) {
            super::preflight::#entry(self, #arguments found);
        }
    }
}

/// The method of a client.
pub(super) fn method(operation: &OperationItem, asynchrony: &Asynchrony) -> TokenStream {
    let Asynchrony { asyncness, awaited, .. } = asynchrony;
    let OperationItem { method, request, output, deprecated, .. } = operation;
    let docs = doc(&operation.docs);
    let errors = quote! {
        ///
        /// # Errors
        ///
        #[doc = " An [`Error`], with a [`kind`](Error::kind) if the API rejected the call. The request's `ERRORS` lists the codes."]
    };
    quote! {
        #docs
        #errors
        #deprecated
        pub #asyncness fn #method(&self, request: &#request) -> Result<#output, Error> {
            self.core.payload(request) #awaited
        }
    }
}
