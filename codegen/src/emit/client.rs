//! Servers, envelope, operations, and the two clients.

use proc_macro2::TokenStream;
use quote::quote;

use super::{doc, runtime};
use crate::plan::{ClientItem, OperationItem};
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
    items.extend(servers(client));
    items.extend(client.envelope.as_ref().map(|envelope| {
        Item::Rust(quote! {
            static ENVELOPE: rt::Envelope = #envelope;
        })
    }));
    items.extend(client.operations.iter().flat_map(operation));
    items.extend(asynchronous(client));
    items.push(Item::Block { head: String::from("rt::with_blocking!"), items: blocking(client) });
    items.push(Item::Block { head: String::from("rt::with_ureq!"), items: vec![ureq()] });
    items
}

fn servers(client: &ClientItem) -> Option<Item> {
    let constants = client.servers.iter().map(|server| {
        let docs = doc(&server.docs);
        let ident = &server.ident;
        let url = &server.url;
        quote!(#docs pub const #ident: &str = #url;)
    });
    let items: Vec<Item> = constants.map(Item::Rust).collect();
    (!items.is_empty())
        .then(|| Item::Module { head: quote!(#[doc = " Base URLs of the API."] pub mod servers), items })
}

fn operation(operation: &OperationItem) -> Vec<Item> {
    let OperationItem { request, output, endpoint, prepare, errors, .. } = operation;
    let errors_docs = doc(&operation.errors_docs);
    vec![
        Item::Impl {
            head: quote!(impl #request),
            members: vec![quote!(#errors_docs pub const ERRORS: &'static [ErrorCode] = #errors;)],
        },
        Item::Impl {
            head: quote!(impl rt::Operation for #request),
            members: vec![
                quote!(
                    type Code = ErrorCode;
                ),
                quote!(type Output = #output;),
                quote!(const ENDPOINT: &'static rt::Endpoint = &#endpoint;),
                quote! {
                    fn prepare(&self) -> Result<rt::Outgoing, rt::Unsendable> {
                        #prepare
                    }
                },
            ],
        },
    ]
}

fn asynchronous(client: &ClientItem) -> Vec<Item> {
    let docs = doc(&client.docs);
    let mut members = vec![
        quote! {
            /// A client of `base_url` that sends through `transport`.
            ///
            /// # Errors
            ///
            /// When `base_url` is no absolute `http` or `https` URL.
            pub fn with_transport(base_url: &str, transport: impl rt::Transport) -> Result<Self, Error> {
                rt::Client::new(base_url, transport).map(|core| Self { core })
            }
        },
        configure(),
        quote! {
            /// A call with options of its own; sending it gives the whole response.
            pub fn call<'a, O: rt::Operation<Code = ErrorCode>>(&'a self, request: &'a O) -> rt::Call<'a, O> {
                self.core.call(request)
            }
        },
    ];
    members.extend(client.operations.iter().map(|at| method(at, Asynchrony::Async)));
    vec![
        Item::Rust(quote! {
            #docs
            #[derive(Debug, Clone)]
            pub struct Client {
                core: rt::Client<ErrorCode>,
            }
        }),
        Item::Impl { head: quote!(impl Client), members },
        Item::Block {
            head: String::from("rt::with_reqwest!"),
            items: vec![Item::Impl {
                head: quote!(impl Client),
                members: vec![quote! {
                    /// A client of `base_url` on the default transport.
                    ///
                    /// # Errors
                    ///
                    /// When `base_url` is no absolute `http` or `https` URL, or TLS cannot be set up.
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
    let mut members = vec![
        quote! {
            /// A client of `base_url` that sends through `transport`.
            ///
            /// # Errors
            ///
            /// When `base_url` is no absolute `http` or `https` URL.
            pub fn with_transport(base_url: &str, transport: impl rt::blocking::Transport) -> Result<Self, Error> {
                rt::blocking::Client::new(base_url, transport).map(|core| Self { core })
            }
        },
        configure(),
        quote! {
            /// A call with options of its own; sending it gives the whole response.
            pub fn call<'a, O: rt::Operation<Code = ErrorCode>>(&'a self, request: &'a O) -> rt::blocking::Call<'a, O> {
                self.core.call(request)
            }
        },
    ];
    members.extend(client.operations.iter().map(|at| method(at, Asynchrony::Blocking)));
    vec![
        Item::Rust(quote! {
            #docs
            #[derive(Debug, Clone)]
            pub struct BlockingClient {
                core: rt::blocking::Client<ErrorCode>,
            }
        }),
        Item::Impl { head: quote!(impl BlockingClient), members },
    ]
}

fn ureq() -> Item {
    Item::Impl {
        head: quote!(impl BlockingClient),
        members: vec![quote! {
            /// A client of `base_url` on the default transport.
            ///
            /// # Errors
            ///
            /// When `base_url` is no absolute `http` or `https` URL.
            pub fn new(base_url: &str) -> Result<Self, Error> {
                rt::blocking::Client::ureq(base_url).map(|core| Self { core })
            }
        }],
    }
}

fn configure() -> TokenStream {
    quote! {
        /// The same client with other settings.
        #[must_use]
        pub fn configure(self, change: impl FnOnce(rt::Config) -> rt::Config) -> Self {
            Self { core: self.core.configure(change) }
        }
    }
}

/// The two kinds of method.
#[derive(Clone, Copy)]
enum Asynchrony {
    Async,
    Blocking,
}

fn method(operation: &OperationItem, asynchrony: Asynchrony) -> TokenStream {
    let OperationItem { method, request, output, deprecated, .. } = operation;
    let docs = doc(&operation.docs);
    let errors = quote! {
        ///
        /// # Errors
        ///
        #[doc = " An [`Error`]; its [`kind`](Error::kind) is there when the API refused the call. The request's `ERRORS` lists the documented ones."]
    };
    match asynchrony {
        Asynchrony::Async => quote! {
            #docs
            #errors
            #deprecated
            pub async fn #method(&self, request: &#request) -> Result<#output, Error> {
                self.core.payload(request).await
            }
        },
        Asynchrony::Blocking => quote! {
            #docs
            #errors
            #deprecated
            pub fn #method(&self, request: &#request) -> Result<#output, Error> {
                self.core.payload(request)
            }
        },
    }
}
