//! The error enum and its static table.

use proc_macro2::Literal;
use quote::quote;

use super::{doc, runtime};
use crate::plan::ErrorsItem;
use crate::render::Item;

/// `errors.rs`.
pub(super) fn emit(errors: &ErrorsItem) -> Vec<Item> {
    let error_docs = doc(&errors.error_docs);
    let docs = doc(&errors.docs);
    let variants = errors.rows.iter().map(|row| {
        let docs = doc(&row.docs);
        let ident = &row.ident;
        quote!(#docs #ident,)
    });
    let count = Literal::usize_unsuffixed(errors.rows.len());
    let infos = errors.rows.iter().map(|row| &row.info);
    let by_code = errors.by_code.iter().copied().map(Literal::u16_unsuffixed);
    let idents: Vec<String> = errors.rows.iter().map(|row| row.ident.to_string()).collect();
    vec![
        Item::Rust(runtime()),
        Item::Rust(quote! {
            #error_docs
            pub type Error = rt::Error<ErrorCode>;
        }),
        Item::Rust(quote! {
            #docs
            #[derive(Clone, Copy, PartialEq, Eq, Hash)]
            #[non_exhaustive]
            #[repr(u16)]
            pub enum ErrorCode {
                #(#variants)*
                /// A code this version does not know; [`Error::code`] gives its text.
                Unrecognized,
            }
        }),
        Item::Rust(quote! {
            static ROWS: [rt::ErrorInfo; #count] = [#(#infos),*];
        }),
        Item::Rust(quote! {
            static BY_CODE: [u16; #count] = [#(#by_code),*];
        }),
        Item::List {
            head: String::from("rt::error_codes!"),
            first: String::from("ErrorCode, ROWS, BY_CODE,"),
            words: idents,
        },
    ]
}
