//! `preflight.rs`: the rules of the error table, a function for each row and request.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{doc, runtime};
use crate::plan::preflight::{
    Need, Needs, PreflightItem, Report, RequestPreflight, RowPreflight, Statement, Words,
};
use crate::render::Item;

/// `preflight.rs`.
pub(super) fn emit(checks: &PreflightItem) -> Vec<Item> {
    let zone = checks.zone.iter().map(|zone| Item::Rust(quote!(const ZONE: rt::preflight::Zone = #zone;)));
    let mut items = vec![
        Item::Rust(quote! {
            use ::std::time::SystemTime;
        }),
        Item::Rust(runtime()),
        Item::Rust(quote! {
            use super::errors::{Error, ErrorCode};
            use super::types;
        }),
    ];
    items.extend(zone);
    items.extend(checks.requests.iter().flat_map(request));
    items
}

fn request(checks: &RequestPreflight) -> Vec<Item> {
    let mut items = vec![methods(checks), entry(checks)];
    items.extend(checks.rows.iter().map(|row| function(checks, row)));
    items
}

/// The methods that users call.
fn methods(checks: &RequestPreflight) -> Item {
    let RequestPreflight { request, checked, .. } = checks;
    Item::Impl {
        head: quote!(impl #request),
        members: vec![
            quote! {
                /// The error codes that [`check`](Self::check) can return, in table order.
                pub const CHECKED: &'static [ErrorCode] = &[#(ErrorCode::#checked),*];
            },
            quote! {
                /// Checks the request against the rules of the error table without sending it. Clients do so before each call.
                ///
                /// `now` is the time of the call.
                ///
                /// # Errors
                ///
                /// The error that the server would return, with every violation that was found.
                pub fn check(&self, now: SystemTime) -> Result<(), Error> {
                    self.check_with(now, &rt::Facts::new())
                }
            },
            quote! {
                /// Like [`check`](Self::check), with facts that only the caller knows. A rule whose fact is missing is skipped.
                ///
                /// # Errors
                ///
                /// Like [`check`](Self::check).
                pub fn check_with(&self, now: SystemTime, facts: &rt::Facts) -> Result<(), Error> {
                    let mut found = rt::Violations::new();
                    rt::Operation::preflight(self, now, facts, &mut found);
                    rt::Error::preflight(<Self as rt::Operation>::ENDPOINT, found)
                }
            },
        ],
    }
}

fn entry(checks: &RequestPreflight) -> Item {
    let RequestPreflight { request, entry, needs, rows, .. } = checks;
    let docs = doc(&checks.docs);
    let parameters = parameters(*needs);
    let calls = rows.iter().map(|row| {
        let ident = &row.ident;
        let arguments = arguments(row.needs);
        quote!(#ident(request, #arguments found);)
    });
    Item::Rust(quote! {
        #docs
        pub(super) fn #entry(request: &#request, #parameters found: &mut rt::Violations<ErrorCode>) {
            #(#calls)*
        }
    })
}

fn function(checks: &RequestPreflight, row: &RowPreflight) -> Item {
    let request = &checks.request;
    let RowPreflight { ident, needs, body, .. } = row;
    let docs = doc(&row.docs);
    let parameters = parameters(*needs);
    let body = body.iter().map(statement);
    Item::Rust(quote! {
        #docs
        fn #ident(request: &#request, #parameters found: &mut rt::Violations<ErrorCode>) {
            #(#body)*
        }
    })
}

fn parameters(needs: Needs) -> TokenStream {
    let now = needed(needs.now, quote!(now: SystemTime,));
    let facts = needed(needs.facts, quote!(facts: &rt::Facts,));
    quote!(#now #facts)
}

/// The arguments between the request and what is found.
pub(super) fn arguments(needs: Needs) -> TokenStream {
    let now = needed(needs.now, quote!(now,));
    let facts = needed(needs.facts, quote!(facts,));
    quote!(#now #facts)
}

/// The name of a parameter of `Operation::check`, or `_` if it is not needed.
pub(super) fn used(need: Need, name: TokenStream) -> TokenStream {
    match need {
        Need::Yes => name,
        Need::No => quote!(_),
    }
}

fn needed(need: Need, tokens: TokenStream) -> TokenStream {
    match need {
        Need::Yes => tokens,
        Need::No => TokenStream::new(),
    }
}

fn statement(statement: &Statement) -> TokenStream {
    match statement {
        Statement::Let { name, value } => quote!(let #name = #value;),
        Statement::Pattern { name, text } => {
            quote!(static #name: rt::preflight::Pattern = rt::preflight_pattern!(#text);)
        }
        Statement::Skip(name) => quote!(let Some(#name) = #name else { continue };),
        Statement::Each { pattern, items, body } => {
            let body = body.iter().map(self::statement);
            quote!(for #pattern in #items { #(#body)* })
        }
        Statement::If { condition, body } => {
            let body = body.iter().map(self::statement);
            quote!(if #condition { #(#body)* })
        }
        Statement::Pairs { function, items, arguments, report } => {
            let report = self::report(report);
            quote!(#function(#items, |#arguments| { #report });)
        }
        Statement::Custom { function, code } => {
            quote!(#function(request, &mut |path, detail| found.add(ErrorCode::#code, path, detail));)
        }
        Statement::Report(report) => self::report(report),
    }
}

fn report(report: &Report) -> TokenStream {
    let Report { code, path, detail } = report;
    let (path_first, path) = words(path, quote!(path));
    let (detail_first, detail) = words(detail, quote!(detail));
    quote! {
        #path_first
        #detail_first
        found.add(ErrorCode::#code, #path, #detail);
    }
}

/// The statements before a violation is added, and the violation.
fn words(words: &Words, name: TokenStream) -> (TokenStream, TokenStream) {
    match words {
        Words::Fixed(literal) => (quote!(), literal.clone()),
        Words::Built(value) => (quote!(let #name = #value;), name),
    }
}
