//! A client: the struct, its settings and its methods, asynchronous or blocking.

use proc_macro2::TokenStream;
use quote::quote;

use super::asynchrony::Asynchrony;
use super::operations::method;
use super::tokens::{doc, runtime};
use crate::plan::docs::Docs;
use crate::plan::{ClientItem, ProviderItem, SettingItem};
use crate::render::Item;

/// The imports of the file of a client.
pub(super) fn imports(client: &ClientItem) -> Vec<Item> {
    let types = &client.types;
    vec![
        Item::Rust(runtime()),
        Item::Rust(quote! {
            use super::errors::{Error, ErrorCode};
            #types
        }),
    ]
}

/// One of the two clients, without what its default transport adds.
pub(super) fn definition(client: &ClientItem, docs: &Docs, asynchrony: &Asynchrony) -> Vec<Item> {
    let runtime = &asynchrony.runtime;
    let docs = doc(docs);
    let shared = &client.shared;
    let mut members = vec![
        quote! {
            /// Creates a client for `base_url` that sends through `transport`.
            ///
            /// # Errors
            ///
            /// If `base_url` is not an absolute `http` or `https` URL.
            pub fn with_transport(base_url: &str, transport: impl #runtime::Transport) -> Result<Self, Error> {
                #runtime::Client::new(base_url, transport).map(|core| Self { core })
            }
        },
        configure(),
    ];
    members.extend(client.settings.iter().map(setting));
    members.extend(client.providers.iter().map(|at| provider(at, asynchrony)));
    members.push(quote! {
        /// Starts a call with its own options; sending it returns the whole response.
        pub fn call<'a, O: rt::Operation<Code = ErrorCode>>(&'a self, request: &'a O) -> #runtime::Call<'a, O> {
            self.core.call(request)
        }
    });
    members.extend(client.operations.iter().map(|at| method(at, asynchrony)));
    vec![
        Item::Rust(quote! {
            #docs
            #[derive(Debug, Clone)]
            pub struct Client {
                #shared core: #runtime::Client<ErrorCode>,
            }
        }),
        Item::Impl { head: quote!(impl Client), members },
    ]
}

/// `new`, where the default transport is compiled.
pub(super) fn on_default_transport(asynchrony: &Asynchrony) -> Item {
    let Asynchrony { runtime, default, errors, .. } = asynchrony;
    Item::Block {
        head: asynchrony.gate,
        items: vec![Item::Impl {
            head: quote!(impl Client),
            members: vec![quote! {
                /// Creates a client for `base_url` on the default transport.
                ///
                /// # Errors
                ///
                #[doc = #errors]
                pub fn new(base_url: &str) -> Result<Self, Error> {
                    #runtime::Client::#default(base_url).map(|core| Self { core })
                }
            }],
        }],
    }
}

fn setting(setting: &SettingItem) -> TokenStream {
    let SettingItem { method, arguments, change, .. } = setting;
    let docs = doc(&setting.docs);
    quote! {
        #docs
        #[must_use]
        pub fn #method(self, #arguments) -> Self {
            self.configure(|config| config.#change)
        }
    }
}

fn provider(provider: &ProviderItem, asynchrony: &Asynchrony) -> TokenStream {
    let ProviderItem { method, key, .. } = provider;
    let Asynchrony { runtime, refresh, .. } = asynchrony;
    let docs = doc(&provider.docs);
    quote! {
        #docs
        #[must_use]
        pub fn #method(self, provider: impl #runtime::Refresh) -> Self {
            self.configure(|config| config.#refresh(#key, provider))
        }
    }
}

fn configure() -> TokenStream {
    quote! {
        /// Returns the same client with changed settings.
        #[must_use]
        pub fn configure(self, change: impl FnOnce(rt::Config) -> rt::Config) -> Self {
            Self { core: self.core.configure(change) }
        }
    }
}
