//! Tokens that many generated files contain: the alias of the runtime, and documentation.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::docs::Docs;

/// The one alias through which generated code names the runtime.
pub(super) fn runtime() -> TokenStream {
    quote!(
        use ::stubwright_runtime::v1 as rt;
    )
}

/// `///` lines.
pub(super) fn doc(docs: &Docs) -> TokenStream {
    let lines =
        docs.lines().iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}
