//! The error enum and its static table.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::tokens::{doc, runtime};
use crate::plan::source::Source;
use crate::plan::{AnswersItem, ErrorsItem, LookupItem};
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
    let by_code = index(quote!(static BY_CODE), &errors.by_code);
    let words: Vec<Source> = errors.rows.iter().map(|row| Source::from(&row.ident)).collect();
    let mut items = vec![
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
                /// A code that this version doesn't know; [`Error::code`] is its text.
                Unrecognized,
            }
        }),
        Item::Rust(quote! {
            static ROWS: [rt::ErrorInfo; #count] = [#(#infos),*];
        }),
        by_code,
        Item::List { head: "rt::error_codes!", first: "ErrorCode, ROWS, BY_CODE,", words },
    ];
    items.extend(errors.tables.iter().map(|table| {
        let ident = &table.ident;
        index(quote!(static #ident), &table.by_code)
    }));
    items.extend(errors.lookups.iter().map(|LookupItem { ident, tables }| {
        let count = Literal::usize_unsuffixed(tables.len());
        Item::Rust(quote!(pub(super) static #ident: [&[u16]; #count] = [#(&#tables),*];))
    }));
    items.extend(errors.answers.iter().map(|AnswersItem { ident, variants }| {
        Item::Rust(quote!(pub(super) const #ident: &[ErrorCode] = &[#(ErrorCode::#variants),*];))
    }));
    items
}

/// Indexes of rows by code.
fn index(head: TokenStream, by_code: &[u16]) -> Item {
    let count = Literal::usize_unsuffixed(by_code.len());
    let by_code = by_code.iter().copied().map(Literal::u16_unsuffixed);
    Item::Rust(quote!(#head: [u16; #count] = [#(#by_code),*];))
}
