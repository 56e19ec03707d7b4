//! Servers, envelope, operations, and the two clients.

use proc_macro2::TokenStream;
use quote::quote;

use super::operations::{self, Asynchrony, method};
use super::servers;
use super::tokens::{doc, runtime};
use crate::plan::{ClientItem, ProviderItem, SettingItem, StaticItem};
use crate::render::Item;

/// `client.rs`.
pub(super) fn emit(client: &ClientItem) -> Vec<Item> {
    let types = (!client.operations.is_empty()).then(|| {
        quote!(
            use super::types;
        )
    });
    let mut items =
        vec![Item::Rust(runtime()), Item::Rust(quote! { use super::errors::{Error, ErrorCode}; #types })];
    items.extend(servers::emit(&client.servers));
    items.extend(client.statics.iter().map(|item| shared(item, &client.shared)));
    items.extend(client.operations.iter().flat_map(operations::emit));
    items.extend(asynchronous(client));
    items.push(Item::Block { head: "rt::with_blocking!", items: blocking(client) });
    items.push(Item::Block { head: "rt::with_ureq!", items: vec![ureq()] });
    items
}

fn shared(item: &StaticItem, visibility: &TokenStream) -> Item {
    let StaticItem { ident, ty, value } = item;
    Item::Rust(quote!(#visibility static #ident: #ty = #value;))
}

fn asynchronous(client: &ClientItem) -> Vec<Item> {
    let docs = doc(&client.docs);
    let shared = &client.shared;
    let mut members = vec![
        quote! {
            /// Creates a client for `base_url` that sends through `transport`.
            ///
            /// # Errors
            ///
            /// If `base_url` is not an absolute `http` or `https` URL.
            pub fn with_transport(base_url: &str, transport: impl rt::Transport) -> Result<Self, Error> {
                rt::Client::new(base_url, transport).map(|core| Self { core })
            }
        },
        configure(),
    ];
    members.extend(client.settings.iter().map(setting));
    members.extend(client.providers.iter().map(provider));
    members.push(quote! {
        /// Starts a call with its own options; sending it returns the whole response.
        pub fn call<'a, O: rt::Operation<Code = ErrorCode>>(&'a self, request: &'a O) -> rt::Call<'a, O> {
            self.core.call(request)
        }
    });
    members.extend(client.operations.iter().map(|at| method(at, Asynchrony::Async)));
    vec![
        Item::Rust(quote! {
            #docs
            #[derive(Debug, Clone)]
            pub struct Client {
                #shared core: rt::Client<ErrorCode>,
            }
        }),
        Item::Impl { head: quote!(impl Client), members },
        Item::Block {
            head: "rt::with_reqwest!",
            items: vec![Item::Impl {
                head: quote!(impl Client),
                members: vec![quote! {
                    /// Creates a client for `base_url` on the default transport.
                    ///
                    /// # Errors
                    ///
                    /// If `base_url` is not an absolute `http` or `https` URL, or TLS can't be set up.
                    pub fn new(base_url: &str) -> Result<Self, Error> {
                        rt::Client::reqwest(base_url).map(|core| Self { core })
                    }
                }],
            }],
        },
    ]
}

fn blocking(client: &ClientItem) -> Vec<Item> {
    let docs = doc(&client.blocking_docs);
    let shared = &client.shared;
    let mut members = vec![
        quote! {
            /// Creates a client for `base_url` that sends through `transport`.
            ///
            /// # Errors
            ///
            /// If `base_url` is not an absolute `http` or `https` URL.
            pub fn with_transport(base_url: &str, transport: impl rt::blocking::Transport) -> Result<Self, Error> {
                rt::blocking::Client::new(base_url, transport).map(|core| Self { core })
            }
        },
        configure(),
    ];
    members.extend(client.settings.iter().map(setting));
    members.extend(client.providers.iter().map(blocking_provider));
    members.push(quote! {
        /// Starts a call with its own options; sending it returns the whole response.
        pub fn call<'a, O: rt::Operation<Code = ErrorCode>>(&'a self, request: &'a O) -> rt::blocking::Call<'a, O> {
            self.core.call(request)
        }
    });
    members.extend(client.operations.iter().map(|at| method(at, Asynchrony::Blocking)));
    vec![
        Item::Rust(quote! {
            #docs
            #[derive(Debug, Clone)]
            pub struct BlockingClient {
                #shared core: rt::blocking::Client<ErrorCode>,
            }
        }),
        Item::Impl { head: quote!(impl BlockingClient), members },
    ]
}

fn ureq() -> Item {
    Item::Impl {
        head: quote!(impl BlockingClient),
        members: vec![quote! {
            /// Creates a client for `base_url` on the default transport.
            ///
            /// # Errors
            ///
            /// If `base_url` is not an absolute `http` or `https` URL.
            pub fn new(base_url: &str) -> Result<Self, Error> {
                rt::blocking::Client::ureq(base_url).map(|core| Self { core })
            }
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

fn provider(provider: &ProviderItem) -> TokenStream {
    let ProviderItem { method, key, .. } = provider;
    let docs = doc(&provider.docs);
    quote! {
        #docs
        #[must_use]
        pub fn #method(self, provider: impl rt::Refresh) -> Self {
            self.configure(|config| config.refresh(#key, provider))
        }
    }
}

fn blocking_provider(provider: &ProviderItem) -> TokenStream {
    let ProviderItem { method, key, .. } = provider;
    let docs = doc(&provider.docs);
    quote! {
        #docs
        #[must_use]
        pub fn #method(self, provider: impl rt::blocking::Refresh) -> Self {
            self.configure(|config| config.refresh_blocking(#key, provider))
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
