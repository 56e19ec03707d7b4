//! The cost of the layout.

use super::{Layout, Overflow, Shape, value};
use crate::options::RuntimePath;
use crate::plan::names::ident;
use crate::plan::syntax::Expr;
use crate::print::scope::FileScope;

/// Closures in each other: were each laid out twice, this would not end.
#[test]
fn depth_costs_no_more_than_length() {
    let scope = FileScope::outside(&RuntimePath::default());
    let deep = (0..200).fold(Expr::path("x"), |body, at| {
        Expr::path("items").method("iter", []).with("flat_map", &ident(&format!("item_{at}")), body)
    });
    let shape = Shape { indent: 0, offset: 0, reserve: 0 };
    let text = Layout { scope: &scope, overflow: Overflow::Allowed }.expr(&deep, shape).unwrap();
    assert!(text.lines().count() > 20, "{text}");
    assert!(value(&scope, &deep, shape).contains("item_199"));
}
