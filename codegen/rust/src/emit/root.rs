//! `mod.rs`: the modules, and what is reached without them.

use quote::quote;

use crate::plan::Module;
use crate::plan::source::source;
use crate::render::Item;

/// The version of the contract between generated code and the runtime.
const LEVEL: i64 = 4;

/// `mod.rs`.
pub(super) fn emit(module: &Module) -> Vec<Item> {
    let servers = (!module.client.servers.is_empty()).then(|| quote!(, servers));
    let checks = module.checks.iter().map(|checks| {
        let module = &checks.module;
        quote!(#[rustfmt::skip] mod #module;)
    });
    let tags = module.tags.iter().map(|tag| {
        let module = &tag.module;
        quote!(#[rustfmt::skip] mod #module;)
    });
    let tests = module.tests.as_ref().map(|_| {
        quote! {
            #[cfg(test)]
            #[rustfmt::skip]
            mod tests;
        }
    });
    vec![
        Item::Line(source!("::stubwright_runtime::generated_for!(v1, {});", LEVEL)),
        Item::Rust(quote! {
            #(#checks)*
            #[rustfmt::skip]
            mod client;
            #[rustfmt::skip]
            mod errors;
            #[doc = " The types of the API, by the names its documentation gives them."]
            #[rustfmt::skip]
            pub mod types;
            #(#tags)*
            #tests
        }),
        Item::Rust(quote! {
            pub use self::client::{Client #servers};
            pub use self::errors::{Error, ErrorCode};
            pub use ::stubwright_runtime::v1 as runtime;
        }),
        Item::Block {
            head: "::stubwright_runtime::v1::with_blocking!",
            items: vec![Item::Rust(quote! {
                #[doc = " The blocking client: the same methods, which return when the call is done."]
                #[rustfmt::skip]
                pub mod blocking;
            })],
        },
    ]
}
