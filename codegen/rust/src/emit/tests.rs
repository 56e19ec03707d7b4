//! The tests of a client: samples, codes, and values that nobody knows yet.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::tests::{CheckTest, CodesTest, Company, ResponseTest, SampleTest, TestsItem};
use crate::render::Item;

/// `tests.rs`.
pub(super) fn emit(tests: &TestsItem) -> Vec<Item> {
    let mut items = vec![Item::Rust(tests.imports.clone())];
    items.extend(tests.requests.iter().flat_map(request));
    items.extend(tests.responses.iter().flat_map(response));
    items.extend(tests.codes.iter().map(codes));
    items.extend(tests.checks.iter().map(check));
    items.extend(unknown(&tests.unknown));
    vec![Item::Block { head: "::stubwright_runtime::v1::with_testing!", items }]
}

fn request(test: &SampleTest) -> [Item; 2] {
    let SampleTest { name, constant, ty, sample } = test;
    [
        Item::Rust(quote!(const #constant: &str = #sample;)),
        Item::Rust(quote! {
            #[test]
            fn #name() -> rt::testing::Outcome {
                rt::testing::round_trip::<#ty>(#constant)
            }
        }),
    ]
}

fn response(test: &ResponseTest) -> [Item; 2] {
    let ResponseTest { sample: SampleTest { name, constant, ty, sample }, operation } = test;
    [
        Item::Rust(quote!(const #constant: &str = #sample;)),
        Item::Rust(quote! {
            #[test]
            fn #name() -> rt::testing::Outcome {
                rt::testing::response::<#operation>(#constant)?;
                rt::testing::round_trip::<#ty>(#constant)
            }
        }),
    ]
}

fn check(test: &CheckTest) -> Item {
    let CheckTest { name, code, make, keeps, keeping, breaks, breaking } = test;
    let asked = match keeps {
        None => quote!(rt::testing::breaks(breaks, make, #code, &#breaking)),
        Some((_, Company::Alone)) => quote! {
            rt::testing::keeps(keeps, make, #code, &#keeping)?;
            rt::testing::breaks(breaks, make, #code, &#breaking)
        },
        Some((_, Company::WithOthers)) => quote! {
            rt::testing::tells_apart((keeps, &#keeping), (breaks, &#breaking), make, #code)
        },
    };
    let keeps = keeps.iter().map(|(keeps, _)| keeps);
    Item::Rust(quote! {
        #[test]
        fn #name() -> rt::testing::Outcome {
            let make = #make;
            #(let keeps = #keeps;)*
            let breaks = #breaks;
            #asked
        }
    })
}

fn codes(test: &CodesTest) -> Item {
    let CodesTest { name, operation, codes } = test;
    let codes = match codes {
        Some(codes) => quote!(&[#(#codes),*]),
        None => quote!(#operation::ERRORS),
    };
    Item::Rust(quote! {
        #[test]
        fn #name() -> rt::testing::Outcome {
            rt::testing::codes::<#operation>(#codes)
        }
    })
}

fn unknown(values: &[(TokenStream, proc_macro2::Literal)]) -> Option<Item> {
    let (last, others) = values.split_last()?;
    let check =
        |(ty, value): &(TokenStream, proc_macro2::Literal)| quote!(rt::testing::round_trip::<#ty>(#value));
    let others = others.iter().map(check);
    let last = check(last);
    Some(Item::Rust(quote! {
        #[test]
        fn unknown_values() -> rt::testing::Outcome {
            #(#others?;)*
            #last
        }
    }))
}
