//! The shape of generated code: its tokens with every text and every documentation comment taken out.

use proc_macro2::{Delimiter, Group, Literal, TokenStream, TokenTree};

/// The tokens without texts and comments, and the texts in order.
pub(crate) fn of(text: &str) -> (String, Vec<String>) {
    let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{error}:\n{text}"));
    let mut texts = Vec::new();
    (blank(tokens, &mut texts).to_string(), texts)
}

fn blank(tokens: TokenStream, texts: &mut Vec<String>) -> TokenStream {
    let mut out: Vec<TokenTree> = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) if is_doc(&group) => {
                out.pop();
            }
            TokenTree::Group(group) => {
                let inner = blank(group.stream(), texts);
                out.push(Group::new(group.delimiter(), inner).into());
            }
            TokenTree::Literal(literal) => match syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                Ok(found) => {
                    texts.push(found.value());
                    out.push(Literal::string("").into());
                }
                Err(_) => out.push(literal.into()),
            },
            other => out.push(other),
        }
    }
    // The printer adds a comma where it breaks a line.
    if matches!(out.last(), Some(TokenTree::Punct(last)) if last.as_char() == ',') {
        out.pop();
    }
    out.into_iter().collect()
}

/// The brackets of `#[doc = "…"]`.
fn is_doc(group: &Group) -> bool {
    let first = group.stream().into_iter().next();
    group.delimiter() == Delimiter::Bracket
        && matches!(first, Some(TokenTree::Ident(name)) if name == "doc")
        && group.stream().into_iter().count() == 3
}

#[test]
fn texts_are_taken_out() {
    let (shape, texts) = of("/// a\n#[doc(hidden)] pub const X: &str = \"b\\n\"; macro! { c: \"d\" }");
    assert_eq!(shape, of("#[doc(hidden)] pub const X: &str = \"\"; macro! { c: \"\" }").0);
    assert_eq!(texts, ["b\n", "d"]);
}
