//! What differs between the asynchronous and the blocking client.

use proc_macro2::TokenStream;
use quote::quote;

/// The words of one of the two clients.
pub(super) struct Asynchrony {
    /// The module of the runtime: `rt` or `rt::blocking`.
    pub(super) runtime: TokenStream,
    /// `async`, or nothing.
    pub(super) asyncness: TokenStream,
    /// `.await`, or nothing.
    pub(super) awaited: TokenStream,
    /// The method of the configuration that takes a provider.
    pub(super) refresh: TokenStream,
    /// The macro that keeps its content where the default transport is compiled.
    pub(super) gate: &'static str,
    /// The function of the runtime's client that takes the default transport.
    pub(super) default: TokenStream,
    /// When `new` fails.
    pub(super) errors: &'static str,
}

impl Asynchrony {
    /// The client whose calls are awaited.
    pub(super) fn asynchronous() -> Self {
        Self {
            runtime: quote!(rt),
            asyncness: quote!(async),
            awaited: quote!(.await),
            refresh: quote!(refresh),
            gate: "rt::with_reqwest!",
            default: quote!(reqwest),
            errors: " If `base_url` is not an absolute `http` or `https` URL, or TLS can't be set up.",
        }
    }

    /// The client whose calls block.
    pub(super) fn blocking() -> Self {
        Self {
            runtime: quote!(rt::blocking),
            asyncness: quote!(),
            awaited: quote!(),
            refresh: quote!(refresh_blocking),
            gate: "rt::with_ureq!",
            default: quote!(ureq),
            errors: " If `base_url` is not an absolute `http` or `https` URL.",
        }
    }
}
