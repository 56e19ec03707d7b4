//! How names of the standard library are written: as everybody writes them, unless a type of the spec has that name.

use proc_macro2::TokenStream;
use quote::quote;

use super::names::Names;

/// Ready-made paths for one module.
#[derive(Debug, Clone)]
pub struct Paths {
    /// `String`.
    pub string: TokenStream,
    /// `Vec`.
    pub vec: TokenStream,
    /// `Option`.
    pub option: TokenStream,
    /// `Some`.
    pub some: TokenStream,
    /// `None`.
    pub none: TokenStream,
    /// `Box`.
    pub boxed: TokenStream,
    /// `Into`.
    pub into: TokenStream,
}

impl Paths {
    /// The paths for the module that holds the spec's types.
    #[must_use]
    pub fn of(names: &Names) -> Self {
        let pick = |name: &str, short: TokenStream, absolute: TokenStream| {
            let is_taken = names.types.iter().any(|ident| ident == name);
            if is_taken { absolute } else { short }
        };
        Self {
            string: pick("String", quote!(String), quote!(::std::string::String)),
            vec: pick("Vec", quote!(Vec), quote!(::std::vec::Vec)),
            option: pick("Option", quote!(Option), quote!(::core::option::Option)),
            some: pick("Some", quote!(Some), quote!(::core::option::Option::Some)),
            none: pick("None", quote!(None), quote!(::core::option::Option::None)),
            boxed: pick("Box", quote!(Box), quote!(::std::boxed::Box)),
            into: pick("Into", quote!(Into), quote!(::core::convert::Into)),
        }
    }

    /// The paths for a module that has no types of the spec in scope.
    #[must_use]
    pub fn short() -> Self {
        Self {
            string: quote!(String),
            vec: quote!(Vec),
            option: quote!(Option),
            some: quote!(Some),
            none: quote!(None),
            boxed: quote!(Box),
            into: quote!(Into),
        }
    }
}
