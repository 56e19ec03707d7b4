//! Parts of rules as expressions.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::value::Value;
use stubwright_spec::model::preflight::{Length, Order, TimeUnit};
use stubwright_spec::model::{Scalar, Type};
use stubwright_spec::source::Spanned;

/// `12, rt::preflight::TimeUnit::Months`
pub(super) fn length_of(length: Length) -> TokenStream {
    let count = Literal::u32_unsuffixed(length.count);
    let unit = match length.unit {
        TimeUnit::Seconds => quote!(Seconds),
        TimeUnit::Minutes => quote!(Minutes),
        TimeUnit::Hours => quote!(Hours),
        TimeUnit::Days => quote!(Days),
        TimeUnit::Weeks => quote!(Weeks),
        TimeUnit::Months => quote!(Months),
        TimeUnit::Years => quote!(Years),
    };
    quote!(#count, rt::preflight::TimeUnit::#unit)
}

/// `rt::preflight::Order::Less`
pub(super) fn order_of(order: Order) -> TokenStream {
    let order = match order {
        Order::Less => quote!(Less),
        Order::LessOrEqual => quote!(LessOrEqual),
        Order::Greater => quote!(Greater),
        Order::GreaterOrEqual => quote!(GreaterOrEqual),
        Order::Equal => quote!(Equal),
        Order::NotEqual => quote!(NotEqual),
    };
    quote!(rt::preflight::Order::#order)
}

/// Values as rules compare them: flags that are 0 and 1 on the wire are flags in Rust.
pub(super) fn spelled(value: &Value, values: &[Spanned<String>]) -> TokenStream {
    let is_flag = value.ty == Type::Scalar(Scalar::Bool);
    let values = values.iter().map(|text| match (is_flag, text.as_str()) {
        (true, "1") => "true",
        (true, "0") => "false",
        (_, text) => text,
    });
    quote!(&[#(#values),*])
}
